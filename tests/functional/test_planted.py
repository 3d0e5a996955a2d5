"""A file with twenty-five planted mistakes: all of them in one run, each in its place, in both languages."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from tests.functional.command import run
from tests.functional.golden import compare

FIXTURES = Path(__file__).parents[1] / "fixtures"
HINTED = {
    "market": "b2b",
    "kpi": "kpis",
    "sales_repp": "sales_rep",
    "lead_gen": "lead_generation",
    "limits": "limit",
    "segmets": "segments",
}


def planted() -> list[tuple[int, int]]:
    with (FIXTURES / "planted.tsv").open(encoding="utf-8", newline="") as file:
        return [(int(row["line"]), int(row["column"])) for row in csv.DictReader(file, delimiter="\t")]


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_every_mistake_is_told_in_its_place(lang: str) -> None:
    result = run("check", "planted.yaml", "--lang", lang, cwd=FIXTURES)
    places = re.findall(r"^  --> planted\.yaml:(\d+):(\d+)$", result.err, re.MULTILINE)

    assert result.code == 2
    assert result.out == ""
    assert [(int(line), int(column)) for line, column in places] == planted()
    assert len(planted()) == 25


def test_what_was_probably_meant_is_named() -> None:
    err = run("check", "planted.yaml", "--lang", "en", cwd=FIXTURES).err
    meant = re.findall(r"Did you mean (\w+)\?", err)

    assert sorted(meant) == sorted(HINTED.values())


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_the_words(lang: str) -> None:
    compare(f"planted.{lang}.txt", run("check", "planted.yaml", "--lang", lang, cwd=FIXTURES).err)
