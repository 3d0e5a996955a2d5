"""The Word document: everything the view tells, in real headings, tables and links; a stranger's text as text."""

from __future__ import annotations

import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from salesaudit.report.faces import docx as face
from salesaudit.report.faces import pdf
from salesaudit.report.view import Brand, Cell, Table
from salesaudit.safety.errors import UsageError
from salesaudit.safety.text import clean
from salesaudit.texts.catalogue import say
from tests.report import views
from tests.report.telling import docx_text, laid_out, said, squeezed
from tests.report.test_pdf import PIXEL

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = (
    *views.HOSTILE, "</w:t></w:r></w:p><w:p><w:r><w:t>ещё", "{{ ''.__class__ }}", "{_{ x }_}", "{_% if %_}",
    "{%p if x %}", '#read("/etc/passwd")', "\ud800", "中文 😀", "\x07\x0c\t",
)  # fmt: skip


def read(file: bytes) -> Any:
    return docx.Document(BytesIO(file))


@cache
def full(lang: str = "ru") -> bytes:
    return face.render(views.full(lang))


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_everything_that_the_view_tells_is_in_the_file(lang: str) -> None:
    view = views.full(lang)
    told = squeezed(docx_text(full(lang)))
    assert [text for text in (*said(view), *laid_out(view)) if squeezed(text) not in told] == []


def test_parts_and_findings_are_headings_that_links_lead_to() -> None:
    view = views.full()
    document = read(full())
    headings: dict[int, list[str]] = {1: [], 2: [], 3: []}
    for paragraph in document.paragraphs:
        if paragraph.style.name.startswith("Heading"):
            headings[int(paragraph.style.name[-1])].append(paragraph.text)
    assert headings[1] == [
        say(f"face.{part}", "ru")
        for part in ("areas", "comparison", "findings", "pictures", "differences", "unknown", "accepted", "plan",
                     "answers", "passed", "method")
    ]  # fmt: skip
    assert [topic.title for topic in view.topics if topic.title not in headings[2]] == []
    body = document.element.body
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    assert len(marks) == len(set(marks))
    assert links
    assert set(links) <= set(marks)


def test_numbers_of_bookmarks_are_each_their_own() -> None:
    body = read(full()).element.body
    numbers = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(numbers) == len(set(numbers))


def test_every_table_repeats_its_head_on_the_next_page() -> None:
    tables = read(full()).tables
    assert len(tables) > 10
    assert [table for table in tables if table._tbl.tr_lst[0].find(f".//{qn('w:tblHeader')}") is None] == []


def test_no_tag_of_the_template_is_left() -> None:
    with zipfile.ZipFile(BytesIO(full())) as packed:
        parts = [packed.read(name).decode() for name in packed.namelist() if name.endswith(".xml")]
    assert [part for part in parts if "{{" in part or "{%" in part] == []


@pytest.mark.parametrize(("lang", "locale"), [("ru", "ru-RU"), ("en", "en-GB")])
def test_title_language_and_day_are_in_the_properties(lang: str, locale: str) -> None:
    view = replace(views.full(lang), title="Аудит")
    document = read(face.render(view))
    assert document.core_properties.title == f"Аудит: {view.company}"
    assert document.core_properties.language == locale
    assert document.core_properties.created == datetime(2026, 11, 1, tzinfo=UTC)
    assert {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))} == {locale}


def test_pictures_have_their_words_for_those_who_do_not_see_them() -> None:
    view = views.full()
    shapes = read(full()).inline_shapes
    assert [shape._inline.docPr.get("descr") for shape in shapes] == [picture.says for picture in view.pictures]


def test_without_the_extra_that_draws_there_are_no_pictures_but_their_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    pdf._compiler.cache_clear()
    view = views.full()
    file = face.render(view)
    assert len(read(file).inline_shapes) == 0
    assert [one.title for one in view.pictures if one.title not in docx_text(file)] == []


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_strangers_is_text(text: str) -> None:
    file = face.render(views.hostile(text))
    assert squeezed(clean(text, keep_newlines=True)) in squeezed(docx_text(file))
    theirs, plain = read(file), read(full())
    assert len(theirs.tables) == len(plain.tables)
    assert len(theirs.paragraphs) == len(plain.paragraphs)


@pytest.mark.parametrize("logo", [(PIXEL, "image/png"), (views.SVG.encode(), "image/svg+xml")])
def test_a_logo_stands_on_page_one_and_has_no_words(logo: tuple[bytes, str]) -> None:
    view = replace(views.full(), brand=Brand(*logo))
    said_of = [shape._inline.docPr.get("descr") for shape in read(face.render(view)).inline_shapes]
    assert said_of == [None, *(picture.says for picture in view.pictures)]


@pytest.mark.parametrize("kind", ["image/png", "image/svg+xml"])
def test_a_logo_that_is_no_picture_is_said_to_be_none(kind: str) -> None:
    with pytest.raises(UsageError) as caught:
        face.render(replace(views.full(), brand=Brand(b"no picture", kind)))
    assert caught.value.key == "usage.bad_logo"


def test_names_of_narrow_columns_stand_upright() -> None:
    roles = tuple(f"Роль {n}" for n in range(12))
    row = (Cell("Обучение"), *(Cell("R", mark="double") if n < 2 else Cell("") for n in range(12)))
    file = face.render(replace(views.full(), matrix=Table(("Функция", *roles), (row,))))
    matrix = next(table for table in read(file).tables if table.rows[0].cells[0].text == "Функция")
    ways = [one.get(qn("w:val")) for one in matrix._tbl.iter(qn("w:textDirection"))]
    assert ways == ["lrTb"] + ["btLr"] * 12
    assert matrix.columns[0].width > 4 * matrix.columns[1].width


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docxtpl", None)
    with pytest.raises(UsageError) as caught:
        face.render(views.small())
    assert (caught.value.key, caught.value.hint) == ("usage.no_office", "usage.no_office.hint")
    assert "salesaudit[office]" in say("usage.no_office.hint", "ru")


def test_the_template_is_the_one_that_its_script_writes() -> None:
    path = ROOT / "tools" / "report_docx.py"
    spec = spec_from_file_location("report_docx", path)
    assert spec is not None
    assert spec.loader is not None
    script = module_from_spec(spec)
    spec.loader.exec_module(script)
    kept, made = (
        zipfile.ZipFile(BytesIO(data)).read("word/document.xml")
        for data in ((ROOT / "report_templates" / "report.docx").read_bytes(), script.built())
    )
    assert kept == made, "run python tools/report_docx.py"


def test_where_nothing_could_be_judged_page_one_asks_the_questions_that_would_tell() -> None:
    view = replace(views.small(), unknown=views.full().unknown)
    lines = docx_text(face.render(view)).split("\n")
    assert lines.index(view.unknown[0].question) < lines.index(say("face.contents", "ru"))
    assert say("face.conclusions", "ru") not in lines
