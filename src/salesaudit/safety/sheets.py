"""Workbooks of strangers: only their cells are read, in a child, and only after their archive was looked at."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO
from typing import Any, Final, NamedTuple

from salesaudit.safety.child import ChildError, run_in_child
from salesaudit.safety.errors import InputError
from salesaudit.safety.limits import LIMITS

_ROWS: Final = 20_000
_COLUMNS: Final = 64
_REFUSED: Final = "Refused"


class SheetCell(NamedTuple):
    """A cell that holds something: its sheet, its address (``D7``), its row and column from 1, and its text."""

    sheet: str
    address: str
    row: int
    column: int
    text: str


class Refused(Exception):
    """The file is no workbook that is safe to open; the text is the key of a sentence."""


def cells(data: bytes, name: str) -> tuple[SheetCell, ...]:
    """Return the cells of a workbook that are not empty, sheet by sheet, row by row.

    A number in a percent format comes as ``40%``, a date as ISO text, a time as ``2 h 30 min``, a formula as
    what was last computed. Raises InputError (``sheet.…``), ImportError where openpyxl or defusedxml is missing.
    """
    for needed in ("openpyxl", "defusedxml"):  # their absence is told here rather than in the child
        if find_spec(needed) is None:
            raise ImportError(needed)

    try:
        found = run_in_child(read, data)
    except ChildError as error:
        if error.values.get("kind") == _REFUSED:
            raise InputError(str(error.values["reason"]), file=name) from None
        raise InputError("sheet.unreadable", file=name) from None
    return tuple(SheetCell(*cell) for cell in found)


def read(data: bytes) -> list[tuple[str, str, int, int, str]]:
    """Read a workbook; runs in the child."""
    _check(data)
    import openpyxl

    book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    return [cell for sheet in book.worksheets for cell in _of_sheet(sheet)]


def _check(data: bytes) -> None:
    """Refuse an archive that would unpack to more than it should, or that is none."""
    from zipfile import BadZipFile, ZipFile

    if len(data) > LIMITS.xlsx_bytes:
        raise Refused("sheet.too_large")
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
    except (BadZipFile, ValueError, NotImplementedError, OSError):
        raise Refused("sheet.no_workbook") from None
    if not any(entry.filename == "[Content_Types].xml" for entry in entries):
        raise Refused("sheet.no_workbook")
    too_dense = any(entry.file_size > LIMITS.xlsx_ratio * max(entry.compress_size, 1) for entry in entries)
    if (
        len(entries) > LIMITS.xlsx_entries
        or sum(e.file_size for e in entries) > LIMITS.xlsx_unpacked_bytes
        or too_dense
    ):
        raise Refused("sheet.too_large")


def _of_sheet(sheet: Any) -> Iterator[tuple[str, str, int, int, str]]:
    for row in sheet.iter_rows(max_row=_ROWS, max_col=_COLUMNS):
        for cell in row:
            text = _text(cell)
            if text:
                yield sheet.title, cell.coordinate, cell.row, cell.column, text


def _text(cell: Any) -> str:
    from datetime import date, datetime, time, timedelta

    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, time):
        value = timedelta(hours=value.hour, minutes=value.minute)
    if isinstance(value, timedelta):
        return _duration(round(value.total_seconds() / 60))
    if isinstance(value, int | float):
        percent = "%" in str(getattr(cell, "number_format", ""))
        return f"{value * 100:.10g}%" if percent else f"{value:.15g}"
    return str(value).strip()


def _duration(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    told = [f"{number} {unit}" for number, unit in ((hours, "h"), (rest, "min")) if number]
    return " ".join(told) or "0 h"
