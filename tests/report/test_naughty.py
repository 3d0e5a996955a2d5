"""Whatever the names of a file are, a report tells them as text: no tag, no link, no formula, no command."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from markdown_it import MarkdownIt

from salesaudit.audit.run import Audited, Run, audit_document
from salesaudit.formats.faces import FACES, encoded
from salesaudit.orgfile.problems import LoadError
from salesaudit.report.build import view_of
from salesaudit.report.faces import docx, html, markdown, pdf, xlsx
from salesaudit.report.view import View
from tests.builders import document
from tests.report.naughty import ALL
from tests.report.skeleton import Skeleton

PLAIN = "Wells"
AT_ONCE = 5
COMPANY = """
company: {{name: {0}, market: b2b, industry: {1}, headcount: 24, as_of: 2026-11-01}}
departments: {{sales: {{title: {2}, component: sales, leader: head_of_sales}}}}
roles:
  owner: {{}}
  head_of_sales: {{title: {3}, department: sales, reports_to: owner, time: {{selling: 70%, leading: 30%}}}}
  sales_rep: {{count: 3, department: sales, reports_to: head_of_sales}}
people: {{{id}: {{name: {4}, roles: [head_of_sales]}}}}
policies: {{volume: {{state: spoken, value: {answer}}}}}
segments: {{key: {{title: {1}, size: large, served_by: [{id}]}}}}
processes: {{funnel: {{stages: [{{id: one, title: {2}, conversion: 40%}}, {{id: two, title: {3}}}]}}}}
accepted: [{{rule: LDR002, subject: {id}, reason: {4}, owner: owner, until: 2027-02-01}}]
"""
FEW = [ALL[at : at + AT_ONCE] for at in range(0, len(ALL), AT_ONCE)]
BATCHES = [pytest.param(texts, id=f"{place * AT_ONCE}") for place, texts in enumerate(FEW)]
FITTED = {("text", "textlength"), ("text", "lengthadjust")}
"""How a long name is made to fit into its box."""
SVG = "http://www.w3.org/2000/svg"
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
COMMAND = re.compile(r"^\s*(::|##\[|##vso)", re.MULTILINE)


@cache
def company(texts: tuple[str, ...], id_: str = "wells") -> Audited | None:
    """Return the audit of a company with these texts for names; None where the file is refused."""
    written = [json.dumps(text, ensure_ascii=True) for text in (*texts, *texts[:1] * AT_ONCE)][:AT_ONCE]
    try:
        return audit_document(
            document(COMPANY.format(*written, answer=json.dumps(f"as much as {texts[0]}"), id=json.dumps(id_)))
        )
    except LoadError:
        return None


@cache
def views(texts: tuple[str, ...]) -> tuple[View, View] | None:
    """Return the report of a company with these names, and of the same company with plain ones."""
    theirs = company(texts)
    return None if theirs is None else (view_of(theirs, "en"), plain())


@cache
def plain() -> View:
    """Return the report of a company with plain names."""
    ours = company((PLAIN,))
    assert ours is not None
    return view_of(ours, "en")


@cache
def skeleton(view: View) -> list[tuple[str, ...]]:
    # a picture breaks a long name into lines; its tags are compared as a set
    return Skeleton(html.render(replace(view, pictures=())).decode()).tags


@cache
def tokens(view: View) -> list[tuple[str, str]]:
    told = markdown.render(replace(view, pictures=())).decode()
    reader = MarkdownIt("commonmark", {"linkify": False}).enable(["table", "strikethrough"])
    return [
        (one.type, one.tag)
        for block in reader.parse(told)
        for one in (block, *(block.children or ()))
        if one.type not in ("text", "text_special")
    ]


@cache
def plain_tags() -> frozenset[tuple[str, str]]:
    return named(Skeleton(html.render(plain()).decode()))


def named(page: Skeleton) -> frozenset[tuple[str, str]]:
    """Return the tags of a page, and the attributes of each."""
    return frozenset((tag[0], name) for tag in page.tags for name in ("", *tag[1:]))


@pytest.mark.parametrize("texts", BATCHES)
def test_a_page_has_the_tags_of_a_plain_one(texts: tuple[str, ...]) -> None:
    both = views(texts)
    if both is None:
        return
    theirs, ours = both
    assert skeleton(theirs) == skeleton(ours)
    read = Skeleton(html.render(theirs).decode())
    assert named(read) <= plain_tags() | FITTED
    assert CONTROL.search(read.text) is None
    assert not [
        value
        for value in read.values
        if value.strip().lower().startswith(("javascript:", "http:", "//")) and value != SVG
    ]


@pytest.mark.parametrize("texts", BATCHES)
def test_markdown_means_what_it_means_with_plain_names(texts: tuple[str, ...]) -> None:
    both = views(texts)
    if both is None:
        return
    theirs, ours = both
    assert tokens(theirs) == tokens(ours)
    told = markdown.render(theirs).decode()
    assert CONTROL.search(told) is None
    assert COMMAND.search(told) is None


@pytest.mark.parametrize("texts", BATCHES[::4])
def test_office_files_hold_texts_only(texts: tuple[str, ...]) -> None:
    both = views(texts)
    if both is None:
        return
    book = openpyxl.load_workbook(BytesIO(xlsx.render(both[0])))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not any(cell.hyperlink and "#" not in (cell.hyperlink.location or "#") for cell in cells)
    word = [ZipFile(BytesIO(docx.render(view))).read("word/document.xml").decode() for view in both]
    kinds = [set(re.findall(r"<(w:[A-Za-z]+|a:[A-Za-z]+)", text)) for text in word]
    assert kinds[0] <= kinds[1] | {"w:br", "w:tab"}
    assert pdf.render(replace(both[0], pictures=())).startswith(b"%PDF")


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("as_id", [False, True])
def test_machines_are_told_nothing_else(face: str, as_id: bool) -> None:
    for texts in FEW:
        for audited in [company((PLAIN,), text) for text in texts] if as_id else [company(texts)]:
            if audited is None:
                continue
            told = encoded(face, Run((audited,), (), "balanced", "en")).decode()
            assert CONTROL.search(told) is None, texts
            commands = [line for line in told.splitlines() if COMMAND.match(line)]
            assert face == "github" or not commands, texts
            assert all(re.match(r"::(error|warning|notice|debug) (file|title)=", line) for line in commands), texts
            if face == "json":
                assert json.loads(told)["files"][0]["company"] == (PLAIN if as_id else texts[0])


@pytest.mark.parametrize("text", ALL)
def test_an_id_is_a_text_too(text: str) -> None:
    theirs = company((PLAIN,), text)
    if theirs is None:
        return
    shown = view_of(theirs, "en")
    read = Skeleton(html.render(replace(shown, pictures=())).decode())
    assert read.tags == skeleton(plain())
    assert CONTROL.search(read.text) is None
    assert COMMAND.search(markdown.render(shown).decode()) is None
