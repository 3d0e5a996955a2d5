"""The PDF: everything the view tells, tagged for screen readers, and a stranger's text as text."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any

import pypdf
import pytest

from salesaudit.report.faces import pdf
from salesaudit.report.view import Brand, Cell, Picture, Table
from salesaudit.safety.errors import UsageError
from salesaudit.texts.catalogue import say
from tests.report import views
from tests.report.telling import laid_out, pdf_text, said, squeezed

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)
HOSTILE = (
    *views.HOSTILE,
    '#read("/etc/passwd")',
    "$ x $ *жирно* _к_ `код` @ссылка <метка>",
    "\ud800",
    "中文 😀 ␛",
    "\\u{41}",
)


def read(file: bytes) -> Any:
    return pypdf.PdfReader(BytesIO(file))


@cache
def full(lang: str = "ru") -> Any:
    """Return the full report as it is read back."""
    return read(pdf.render(views.full(lang)))


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_everything_that_the_view_tells_is_in_the_file(lang: str) -> None:
    view = views.full(lang)
    told = squeezed("\n".join(page.extract_text() for page in full(lang).pages))
    assert [text for text in (*said(view), *laid_out(view)) if squeezed(text) not in told] == []


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_it_is_tagged_for_screen_readers(lang: str) -> None:
    root = full(lang).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == lang
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/StructTreeRoot" in root
    assert b"<pdfuaid:part>1<" in root["/Metadata"].get_data()


def test_every_picture_has_its_words_for_those_who_do_not_see_it() -> None:
    view = views.full()
    found: list[str] = []

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            found.extend([str(node["/Alt"])] if "/Alt" in node else [])
            walk(node.get("/K", []))

    walk(full().trailer["/Root"]["/StructTreeRoot"])
    assert found == [picture.says for picture in view.pictures if picture.id != "areas"]  # drawn as a list of areas


def test_the_title_names_the_company_and_bookmarks_lead_to_every_part() -> None:
    view = views.full()
    reader = read(pdf.render(replace(view, title="Аудит системы продаж")))
    assert reader.metadata.title == f"Аудит системы продаж: {view.company}"
    marks = [mark.title for mark in reader.outline if not isinstance(mark, list)]
    parts = ("conclusions", "first_steps", "areas", "comparison", "findings", "pictures", "plan", "method")
    assert [part for part in parts if say(f"face.{part}", "ru") not in marks] == []


def test_conclusions_lead_to_their_findings() -> None:
    first = full().pages[0]
    named = [link.get_object() for link in first["/Annots"]]
    assert sum("/Dest" in link or "/D" in link.get("/A", {}) for link in named) >= len(views.full().conclusions)


@pytest.mark.parametrize("name", [views.PLAIN, "длинно" * 30, "Очень длинное имя " * 12])
def test_page_one_is_one_page(name: str) -> None:
    reader = read(pdf.render(views.full("ru", name)))
    assert say("face.first_steps", "ru") in reader.pages[0].extract_text()
    assert views.full().first_steps[-1].who in reader.pages[0].extract_text()
    assert say("face.contents", "ru") in reader.pages[1].extract_text()


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_strangers_is_text(text: str) -> None:
    reader = read(pdf.render(views.hostile(text)))
    pages = [page.extract_text() for page in reader.pages]
    shown = squeezed(pdf.writable(text))
    assert shown in squeezed("\n".join(pages))
    assert "root:" not in pages[0]
    links = [link.get_object() for page in reader.pages for link in page.get("/Annots", [])]
    assert [link for link in links if "/URI" in link.get("/A", {})] == []


def test_nothing_outside_our_templates_can_be_read() -> None:
    for path in ("/etc/passwd", "../pyproject.toml", "/../pyproject.toml"):
        with pytest.raises(RuntimeError):
            pdf._compiler().compile(f'#read("{path}")'.encode(), format="pdf")


def test_a_character_that_no_font_of_ours_has_is_told_by_its_code() -> None:
    assert pdf.writable("中 ␛ ␤ Ж\n№ →") == "\\u{4e2d} \\u{1b} ↵ Ж\n№ →"


def test_a_wide_matrix_goes_on_in_further_tables() -> None:
    table = Table(
        ("Функция", *(f"Роль {n}" for n in range(50))),
        tuple((Cell(f"Функция {row}"), *(Cell("R" if row == n else "") for n in range(50))) for row in range(60)),
    )
    told = squeezed(pdf_text(pdf.render(replace(views.full(), matrix=table))))
    assert [name for name in table.head if squeezed(name) not in told] == []


def test_a_picture_is_as_large_as_its_page_allows() -> None:
    wide, tall = ('<svg viewBox="0 0 960 300"></svg>', '<svg viewBox="0 0 960 1400"></svg>')
    lying, upright = (pdf._picture(Picture("x", "", "", svg, views.NO_TABLE)) for svg in (wide, tall))
    assert (lying["flipped"], round(lying["width"])) == (True, 757)
    assert (upright["flipped"], round(upright["width"])) == (False, 411)


def test_a_logo_stands_on_page_one() -> None:
    view = replace(views.full(), brand=Brand(PIXEL, "image/png", "#00aa55"))
    assert len(read(pdf.render(view)).pages[0].images) == 1


def test_a_logo_that_is_no_picture_is_said_to_be_none() -> None:
    view = replace(views.full(), brand=Brand(b"no picture", "image/png"))
    with pytest.raises(UsageError) as caught:
        pdf.render(view)
    assert caught.value.key == "usage.bad_logo"


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    pdf._compiler.cache_clear()
    with pytest.raises(UsageError) as caught:
        pdf.render(views.small())
    assert caught.value.key == "usage.no_pdf"
    assert caught.value.hint is not None
    assert "salesaudit[pdf]" in say(caught.value.hint, "en")


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_a_report_of_nothing_has_a_page_one_and_the_method(lang: str) -> None:
    told = pdf_text(pdf.render(views.small(lang)))
    assert views.small(lang).headline.score in told
    assert say("face.method", lang) in told
    assert say("face.plan", lang) not in told


def test_where_nothing_could_be_judged_page_one_asks_the_questions_that_would_tell() -> None:
    view = replace(views.small(), unknown=views.full().unknown)
    first = squeezed(read(pdf.render(view)).pages[0].extract_text())
    assert squeezed(view.unknown[0].question) in first
    assert squeezed(say("face.conclusions", "ru")) not in first
