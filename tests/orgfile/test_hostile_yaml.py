"""Hostile YAML: every file is read or refused with exactly the problems it has, and quickly."""

from __future__ import annotations

import csv
import runpy
import tracemalloc
from pathlib import Path

import pytest

from salesaudit.orgfile.yamltree import read_tree

CORPUS = Path(__file__).parents[1] / "corpus" / "hostile"
LARGE = runpy.run_path(str(CORPUS / "large.py"))["LARGE"]


def _expected() -> list[tuple[str, str, str]]:
    with (CORPUS / "expected.tsv").open(encoding="utf-8", newline="") as file:
        return [(row["file"], row["exit"], row["reading"]) for row in csv.DictReader(file, delimiter="\t")]


def test_every_file_of_the_corpus_has_an_expectation() -> None:
    assert [file for file, _, _ in _expected()] == sorted(path.name for path in (CORPUS / "yaml").iterdir())


@pytest.mark.parametrize(("file", "exits", "reading"), _expected())
def test_small(file: str, exits: str, reading: str) -> None:
    source, problems = read_tree((CORPUS / "yaml" / file).read_bytes(), file)
    assert ",".join(sorted({problem.code for problem in problems})) == reading.replace("-", "")
    if problems:
        assert "2" in exits.split(",")
    else:
        assert source.root is not None
    for problem in problems:
        assert problem.span is not None
        assert problem.hint is not None
        assert 1 <= problem.span.line <= len(source.lines)
        assert problem.span.column <= len(source.lines[problem.span.line - 1]) + 1
        assert problem.line_text == source.lines[problem.span.line - 1]


@pytest.mark.parametrize("name", sorted(LARGE))
def test_large(name: str) -> None:
    data, exits, reading = LARGE[name]
    tracemalloc.start()
    _, problems = read_tree(data, name)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert {problem.code for problem in problems} == set(reading)
    assert not problems or "2" in exits.split(",")
    assert peak < 150 << 20


def test_a_tag_runs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    read_tree((CORPUS / "yaml" / "tag-python-object.yaml").read_bytes(), "x")
    assert list(tmp_path.iterdir()) == []
