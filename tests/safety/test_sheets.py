"""Workbooks of strangers: their cells come in as people meant them, and nothing else does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from salesaudit.safety.errors import InputError
from salesaudit.safety.limits import LIMITS
from salesaudit.safety.sheets import SheetCell, cells

TYPED = [
    (24, "General", "24"),
    (24.0, "0.00", "24"),
    (0.4, "0%", "40%"),
    (0.125, "0.0%", "12.5%"),
    (1.1, "0%", "110%"),
    (0.1 + 0.2, "General", "0.3"),
    (120_000_000, "#,##0 ₽", "120000000"),
    (12_500_000_000, "General", "12500000000"),
    (-1.5, "General", "-1.5"),
    (True, "General", "yes"),
    (False, "General", "no"),
    (dt.date(2026, 11, 1), "dd.mm.yyyy", "2026-11-01"),
    (dt.datetime(2026, 11, 1, 9, 30), "dd.mm.yyyy hh:mm", "2026-11-01"),  # noqa: DTZ001  (a workbook knows no zones)
    (dt.time(2, 30), "hh:mm", "2 h 30 min"),
    (dt.time(0, 45), "hh:mm", "45 min"),
    (dt.timedelta(hours=26), "[hh]:mm", "26 h"),
    ("  полтора дня ", "@", "полтора дня"),
    ("01", "@", "01"),
]


def book(fill: Callable[[Workbook], None]) -> bytes:
    made = Workbook()
    fill(made)
    target = BytesIO()
    made.save(target)
    return target.getvalue()


@pytest.mark.parametrize(("value", "number_format", "text"), TYPED, ids=[repr(case[2]) for case in TYPED])
def test_what_people_type_comes_in_as_they_meant_it(value: object, number_format: str, text: str) -> None:
    def fill(made: Workbook) -> None:
        cell = made.worksheets[0].cell(7, 4)
        cell.value = value
        cell.number_format = number_format

    assert cells(book(fill), "b.xlsx") == (SheetCell("Sheet", "D7", 7, 4, text),)


def test_a_formula_counts_for_what_was_last_computed_and_never_runs() -> None:
    def fill(made: Workbook) -> None:
        made.worksheets[0]["A1"] = "=1+1"
        made.worksheets[0]["A2"] = "text"

    assert [cell.text for cell in cells(book(fill), "b.xlsx")] == ["text"]


def zipped(entries: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return target.getvalue()


TYPES = {"[Content_Types].xml": b"<Types/>"}
HOSTILE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "sheet.no_workbook"),
    "text": (b"a;b\n1;2\n", "sheet.no_workbook"),
    "a zip of something else": (zipped({"a.txt": b"a"}), "sheet.no_workbook"),
    "a beginning only": (book(lambda _: None)[:2000], "sheet.no_workbook"),
    "no workbook inside": (zipped(TYPES), "sheet.unreadable"),
    "no XML inside": (zipped({**TYPES, "xl/workbook.xml": b"<"}), "sheet.unreadable"),
    "a bomb": (zipped({**TYPES, "xl/workbook.xml": b" " * 2**22}), "sheet.too_large"),
    "too many entries": (zipped({**TYPES, **{f"{i}": b"" for i in range(LIMITS.xlsx_entries)}}), "sheet.too_large"),
    "too many bytes": (TYPES["[Content_Types].xml"] * 3_000_000, "sheet.too_large"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_in_a_sentence(name: str) -> None:
    data, key = HOSTILE[name]
    with pytest.raises(InputError) as caught:
        cells(data, "b.xlsx")
    assert (caught.value.key, caught.value.values["file"], caught.value.exit_code) == (key, "b.xlsx", 2)


def test_a_cell_far_away_costs_nothing() -> None:
    def fill(made: Workbook) -> None:
        made.worksheets[0]["A1"] = "here"
        made.worksheets[0]["XFD1048576"] = "far"

    assert [cell.text for cell in cells(book(fill), "b.xlsx")] == ["here"]


def test_a_document_type_in_a_sheet_is_refused() -> None:
    with ZipFile(BytesIO(book(lambda made: made.worksheets[0].append(["a"])))) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    doctype = b'<!DOCTYPE x [<!ENTITY e "eeee">]>'
    inside = entries["xl/worksheets/sheet1.xml"]
    entries["xl/worksheets/sheet1.xml"] = doctype + inside
    with pytest.raises(InputError) as caught:
        cells(zipped(entries), "b.xlsx")
    assert caught.value.key == "sheet.unreadable"


def test_without_a_way_to_read_xml_safely_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "defusedxml", None)
    with pytest.raises(ImportError):
        cells(book(lambda _: None), "b.xlsx")
