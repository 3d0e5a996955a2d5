"""The workbook: everything in cells, numbers as numbers, nothing that a program would compute."""

from __future__ import annotations

import sys
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from salesaudit.report.faces import xlsx
from salesaudit.report.faces.workbook import CELL_CHARACTERS
from salesaudit.report.view import Cell, Table
from salesaudit.safety.errors import UsageError
from salesaudit.safety.text import clean
from salesaudit.texts.catalogue import say
from tests.report import views
from tests.report.telling import said, squeezed, xlsx_text, xlsx_values

SHEETS = ("summary", "findings", "raci", "actions", "answers", "method")
HOSTILE = (
    *views.HOSTILE,
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "{=1}",
    "http://example.org",
    "12",
    "\ud800",
    "_x0041_",
)


def read(file: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(file))


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_everything_that_the_view_tells_is_in_the_file(lang: str) -> None:
    view = views.full(lang)
    told = squeezed(xlsx_text(xlsx.render(view)))
    assert [text for text in said(view) if squeezed(text) not in told] == []


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_sheets_are_named_in_the_language_of_the_report(lang: str) -> None:
    assert read(xlsx.render(views.full(lang))).sheetnames == [say(f"face.sheet_{name}", lang) for name in SHEETS]


def test_numbers_are_numbers_in_the_form_that_they_are_read_in() -> None:
    row = (Cell("х"), Cell("70 %", 0.7, "share"), Cell("13,2 %", 0.132, "share"), Cell("54 млн ₽", 54e6, "money"),
           Cell("2,5", 2.5, "number"), Cell("1 ноября 2026 г.", "2026-11-01", "date"))  # fmt: skip
    view = replace(views.full(), answers=Table(("а", "б", "в", "г", "д", "е"), (row,)))
    sheet = read(xlsx.render(view))[say("face.sheet_answers", "ru")]
    cells = [(cell.value, cell.number_format) for cell in sheet[2][1:]]
    percent = "\N{NO-BREAK SPACE}%"
    assert cells[:-1] == [(0.7, f"0{percent}"), (0.132, f"0.0{percent}"), (54e6, "#,##0"), (2.5, "#,##0.0#")]
    day, form = cells[-1]
    assert (day.date(), form) == (date(2026, 11, 1), "dd.mm.yyyy")


def test_lists_are_frozen_and_can_be_filtered() -> None:
    view = views.full()
    book = read(xlsx.render(view))
    cases = sum(len(topic.cases) for topic in view.topics)
    actions = sum(len(phase.actions) for phase in view.phases)
    for name, rows in (("findings", cases), ("actions", actions), ("raci", len(view.matrix.rows))):
        sheet = book[say(f"face.sheet_{name}", "ru")]
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.max_row == 1 + rows
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_severities_have_each_their_colour() -> None:
    sheet = read(xlsx.render(views.full()))[say("face.sheet_findings", "ru")]
    colours = {cell.value: cell.font.color.rgb for cell in sheet["A"][1:]}
    assert set(colours) == set(views.WORDS.values())
    assert len(set(colours.values())) == len(colours)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_strangers_is_text(text: str) -> None:
    file = xlsx.render(views.hostile(text))
    cells = [cell for sheet in read(file) for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert [cell for cell in cells if cell.hyperlink] == []
    assert clean(text, keep_newlines=True) in xlsx_values(file)
    with zipfile.ZipFile(BytesIO(file)) as packed:
        assert [name for name in packed.namelist() if b"<f>" in packed.read(name)] == []


@pytest.mark.parametrize("text", ["ж" * CELL_CHARACTERS, "😀" * (CELL_CHARACTERS // 2)])
def test_a_text_that_fills_a_cell_is_whole(text: str) -> None:
    assert text in xlsx_values(xlsx.render(views.hostile(text)))


@pytest.mark.parametrize("text", ["ж" * (CELL_CHARACTERS + 1), "😀" * (CELL_CHARACTERS // 2 + 1)])
def test_a_text_longer_than_a_cell_is_cut_and_says_so(text: str) -> None:
    cut = [
        value for value in xlsx_values(xlsx.render(views.hostile(text))) if str(value).endswith(say("face.cut", "ru"))
    ]
    assert cut
    assert {len(str(value).encode("utf-16-le")) // 2 for value in cut} <= {CELL_CHARACTERS, CELL_CHARACTERS - 1}


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(UsageError) as caught:
        xlsx.render(views.small())
    assert (caught.value.key, caught.value.hint) == ("usage.no_office", "usage.no_office.hint")


def test_a_report_of_nothing_has_all_its_sheets() -> None:
    book = read(xlsx.render(views.small()))
    assert len(book.sheetnames) == len(SHEETS)
    assert book[say("face.sheet_findings", "ru")].max_row == 1
