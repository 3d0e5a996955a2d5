"""The report as Markdown: whole reports kept as they are, tables that hold, texts of strangers that stay texts."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from salesaudit.audit.run import audit_document
from salesaudit.orgfile.load import load
from salesaudit.report.build import view_of
from salesaudit.report.faces.markdown import render
from salesaudit.report.view import View
from salesaudit.texts.catalogue import say
from tests.functional.command import EXAMPLES
from tests.functional.golden import compare
from tests.report.views import full, hostile

PIPE = re.compile(r"(?<!\\)\|")


def text(view: View) -> str:
    return render(view).decode("utf-8")


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("name", ["trader", "healthy"])
def test_whole_reports(name: str, lang: str) -> None:
    view = view_of(audit_document(load(f"examples/{name}.yaml")), lang)
    compare(f"report-{name}.{lang}.md", text(replace(view, pictures=())))


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_rows_of_a_table_are_as_long_as_its_head(path: Path, lang: str) -> None:
    width = 0
    for line in text(view_of(audit_document(load(path)), lang)).splitlines():
        if not line.startswith("|"):
            width = 0
            continue
        found = len(PIPE.findall(line))
        assert width in (0, found), line
        width = found


def test_every_part_of_a_view_is_told() -> None:
    told = text(full())
    for heading in ("comparison", "differences", "accepted", "passed", "plan", "method", "answers"):
        assert f"## {say(f'report.heading.{heading}', full().lang)}\n" in told


@pytest.mark.parametrize(
    "hurt",
    [
        "<script>alert(1)</script>",
        "[x](javascript:x)",
        "a | b\n# c",
        "* * *",
        "![x](http://x)",
        "\x1b[31m\u202e",
        "`x` $y$",
    ],
)
def test_texts_of_strangers_stay_texts(hurt: str) -> None:
    told = text(hostile(hurt))
    assert re.search(r"(?<!\\)<[a-z/!]", told) is None
    assert re.search(r"(?<!\\)\]\(", told) is None
    assert re.search(r"^# c", told, re.MULTILINE) is None
    assert not any((ord(character) < 32 and character != "\n") or character == "\u202e" for character in told)


def test_nothing_ends_a_line_but_the_line_itself() -> None:
    assert text(full()).endswith("\n")
    assert "\n\n\n\n" not in text(full())
