"""Hostile files through the whole command: the exit code they are to have, and messages that a person can use."""

from __future__ import annotations

import csv
import json
import re
import runpy
import tracemalloc
from pathlib import Path

import pytest

from tests.functional.command import run

CORPUS = Path(__file__).parents[1] / "corpus" / "hostile"
LARGE = runpy.run_path(str(CORPUS / "large.py"))["LARGE"]
MEMORY = 150 << 20
PLACE = re.compile(r"  --> (?P<file>.*):(?P<line>\d+):(?P<column>\d+)")
HEAD = re.compile(r"(?P<code>E0\d\d) (error|ошибка)  \S")
OF_THE_LANGUAGE = re.compile(
    r"\b(NoneType|dict|list\[|tuple|<class|Traceback|Exception|Errno|KeyError|ValueError|TypeError|ValidationError"
    r"|pydantic|yaml\.[a-z]+Error|ruamel|salesaudit\.\w+\.|__\w+__|object at\b|literal_error|extra_forbidden|None\b"
    r"|Input should)"
)


def small() -> list[tuple[str, str]]:
    with (CORPUS / "expected.tsv").open(encoding="utf-8", newline="") as file:
        return [(row["file"], row["exit"]) for row in csv.DictReader(file, delimiter="\t")]


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize(("file", "exits"), small())
def test_small(file: str, exits: str, lang: str, tmp_path: Path) -> None:
    result = run(
        "check", file, "--lang", lang, "--fail-on", "critical", cwd=CORPUS / "yaml", env={"HOME": str(tmp_path)}
    )

    assert str(result.code) in exits.split(",")
    assert result.code == 2 or result.err == ""
    assert (result.code == 2) is (result.out == "")
    assert result.code != 2 or problems(result.err, file)
    assert complaints(result.out + result.err) == []


@pytest.mark.parametrize("name", sorted(LARGE))
def test_large(name: str, tmp_path: Path) -> None:
    data, exits, _ = LARGE[name]
    (tmp_path / "large.yaml").write_bytes(data)
    tracemalloc.start()
    result = run("check", "large.yaml", "--lang", "ru", "--fail-on", "critical", cwd=tmp_path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert str(result.code) in exits.split(",")
    assert peak < MEMORY
    assert complaints(result.out + result.err) == []
    assert len(result.err.splitlines()) < 1000


def problems(text: str, file: str) -> bool:
    """Tell whether every message has a code, a place in the file and a hint."""
    blocks = text.strip().split("\n\n")[:-1]
    for block in blocks:
        place = PLACE.search(block)
        if re.fullmatch(r"(и ещё|and) .*", block):
            continue
        assert HEAD.match(block), block
        assert place is not None, block
        assert place["file"] == file
        assert int(place["line"]) >= 1
        assert int(place["column"]) >= 1
        assert re.search(r"^ *= (hint|подсказка): \S", block, re.MULTILINE), block
        assert block.count("^") <= 120
    return bool(blocks)


def complaints(text: str) -> list[str]:
    """Return what no person should have to read: words of the programming language, commands to the terminal."""
    lines = [line for line in text.splitlines() if not re.match(r" *\d+ \| ", line)]
    found = [match[0] for line in lines for match in OF_THE_LANGUAGE.finditer(line)]
    found += [line for line in text.splitlines() if line.lstrip().startswith(("::", "##"))]
    return found + [repr(character) for character in text if ord(character) < 32 and character != "\n"]


@pytest.mark.parametrize("format_", ["json", "sarif", "junit", "github", "gitlab", "markdown"])
def test_every_format_survives_what_can_be_read(format_: str) -> None:
    readable = [file for file, exits in small() if exits.split(",")[0] == "0"]
    result = run("check", *readable, "-f", format_, "--fail-on", "never", cwd=CORPUS / "yaml")

    assert result.code in (0, 2)
    assert "\x1b" not in result.out
    assert "\0" not in result.out
    if format_ in ("json", "sarif", "gitlab"):
        json.loads(result.out, parse_constant=pytest.fail)
    if format_ == "github":
        commands = [line for line in result.out.splitlines() if line.startswith(("::", "##"))]
        assert all(re.match(r"::(error|warning|notice|group|endgroup)\b", line) for line in commands)


SOURCES = {
    "nothing": "salesaudit: 1\ncompany: {name: %s}\n",
    "unknown key": "salesaudit: 1\ncompany: {name: x, %s: 1}\n",
    "wrong value": "salesaudit: 1\ncompany: {name: x, headcount: %s}\n",
    "dangling reference": "salesaudit: 1\ncompany: {name: x}\nroles: {ceo: {reports_to: %s}}\n",
    "unknown role": "salesaudit: 1\ncompany: {name: x}\nroles: {%s: {}}\n",
}
WORDS = [
    "::error::x",
    "##vso[x]y",
    "[/red]",
    "{name}",
    "{n:a|b}",
    "%s",
    "${HOME}",
    "&amp;<b>",
    "a\u202eb",
    "é",
    "名前",
    "🙂",
]


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("kind", SOURCES)
def test_the_words_of_a_user_are_said_as_they_are_and_command_nothing(kind: str, word: str) -> None:
    result = run("check", "-", stdin=(SOURCES[kind] % json.dumps(word, ensure_ascii=False)).encode())

    assert result.code in (0, 2)
    assert "Internal" not in result.err
    assert complaints(result.out + result.err) == []
    if result.code == 2 and word.isalnum():
        assert word in result.err
