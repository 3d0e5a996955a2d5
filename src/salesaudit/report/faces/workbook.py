"""What every sheet of a workbook shares: safe cells, numbers as numbers, headed tables that print well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from salesaudit.report.faces.plain import cleaned, narrow_columns, words
from salesaudit.report.view import Cell, Form, Table

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

CELL_CHARACTERS: Final = 32_767
"""What one cell holds at most, in UTF-16 units."""
_ROWS: Final = 1_048_576
_NBSP: Final = "\N{NO-BREAK SPACE}"
_PERCENT: Final = {"ru": f"{_NBSP}%", "en": "%"}
_DAY: Final = {"ru": "dd.mm.yyyy", "en": "d mmm yyyy"}
_LINE: Final = 13.5
_HIGHEST: Final = 400
"""Height of a line and of the highest row, in points."""
_LETTER: Final = 6
_HUES: Final = {"critical": "#9F1239", "high": "#B45309", "medium": "#1D4E89", "low": "#5B6472"}
_TINTS: Final = {"critical": "#FBE4E9", "high": "#FDEEDD", "medium": "#E3ECF7", "low": "#EEF0F3"}
_MARKS: Final = {"hole": "#FDE2E4", "double": "#FDECCF", "over": "#FDE2E4"}
_PAPER_A4: Final = 9

Value: TypeAlias = Cell | str | float | None


class Column(NamedTuple):
    """A column: its name, which may stand upright, and its width in characters."""

    name: str
    width: float
    upright: bool = False


class Book:
    """A workbook being written, with its formats made once each."""

    def __init__(self, workbook: Workbook, lang: str) -> None:
        self.workbook = workbook
        self.lang = lang
        self.words = words(lang)
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def look(self, **properties: object) -> Any:
        """Return the format with these properties, Arial and wrapped text unless said otherwise."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            base = {"font_name": "Arial", "font_size": 10, "text_wrap": True, "valign": "top"}
            self._formats[key] = self.workbook.add_format({**base, **properties})
        return self._formats[key]

    def sheet(self, name: str) -> Worksheet:
        """Return a new sheet, set up to be printed one page wide."""
        sheet = self.workbook.add_worksheet(self.words[f"sheet_{name}"])
        sheet.set_landscape()
        sheet.set_paper(_PAPER_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.set_footer("&R&P / &N")
        return sheet

    def put(self, sheet: Worksheet, row: int, column: int, value: Value, **look: object) -> None:
        """Write a value: a number as a number in its form, all else as text that no program computes."""
        if isinstance(value, Cell):
            look |= {"bg_color": _MARKS[value.mark]} if value.mark in _MARKS else {}
            number = _number(value)
            if number is not None:
                sheet.write_number(row, column, number, self.look(num_format=self.form(number, value.form), **look))
                return
            value = value.text or ("" if "align" in look else self.words.get(f"mark_{value.mark}", ""))
        if isinstance(value, str):
            sheet.write_string(row, column, self.fitting(value), self.look(**look))
        elif value is not None:
            sheet.write_number(row, column, value, self.look(num_format=self.form(value, "number"), **look))

    def form(self, number: float, form: Form) -> str:
        """Return how a program is to show a number: decimals only where it has some, thousands apart."""
        if form == "date":
            return _DAY[self.lang]
        if form == "share":
            return ("0" if _is_whole(number * 100) else "0.0") + _PERCENT[self.lang]
        return "#,##0" if _is_whole(number) else "#,##0.0#"

    def fitting(self, text: str) -> str:
        """Return cleaned text, cut with words that say so where a cell cannot hold it."""
        shown = cleaned(text)
        if _units(shown) <= CELL_CHARACTERS:
            return shown
        room = CELL_CHARACTERS - _units(self.words["cut"])
        return shown.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore") + self.words["cut"]

    def table(
        self, sheet: Worksheet, columns: Sequence[Column], rows: Iterable[Sequence[Value]], *, top: int = 0
    ) -> int:
        """Write a headed table and return the row after it; one at the top is frozen and can be filtered."""
        for number, column in enumerate(columns):
            turned = {"rotation": 90, "text_wrap": False} if column.upright else {}
            self.put(
                sheet, top, number, column.name, bold=True, bottom=2, bg_color="#EEF1F4", valign="bottom", **turned
            )
            if not top:
                sheet.set_column(number, number, column.width)
        if turned_names := [len(one.name) for one in columns if one.upright]:
            sheet.set_row(top, min(_HIGHEST, 12 + 6 * max(turned_names)))
        last = top
        for last, row in zip(range(top + 1, _ROWS), rows, strict=False):
            sheet.set_row(last, height(row, columns))
            for number, value in enumerate(row):
                severity = value.mark if isinstance(value, Cell) and value.mark in _HUES else ""
                look: dict[str, object] = {"align": "center"} if columns[number].upright else {}
                if severity:
                    look |= {"font_color": _HUES[severity], "bg_color": _TINTS[severity], "bold": True}
                self.put(sheet, last, number, value, bottom=1, bottom_color="#D5DAE1", **look)
        if not top:
            sheet.freeze_panes(1, 1)
            sheet.repeat_rows(0)
            if columns:
                sheet.autofilter(0, 0, last, len(columns) - 1)
        return last + 1

    def listed(self, sheet: Worksheet, table: Table, *, first: float = 40, others: float = 18, top: int = 0) -> int:
        """Write a table of the view; columns of single letters are narrow and their names upright."""
        narrow = narrow_columns(table)
        columns = [
            Column(name, _LETTER if narrow[n] else others if n else first, narrow[n])
            for n, name in enumerate(table.head)
        ]
        return self.table(sheet, columns, table.rows, top=top)


def _number(cell: Cell) -> float | None:
    """Return the number in a cell, a day as the number of days that workbooks count; None where it is text."""
    if isinstance(cell.value, str):
        return float((date.fromisoformat(cell.value) - date(1899, 12, 30)).days) if cell.form == "date" else None
    return None if cell.value is None else float(cell.value)


def height(row: Sequence[Value], columns: Sequence[Column]) -> float:
    """Return the height of a row in points: programs other than Excel do not find it by themselves."""
    texts = (value.text if isinstance(value, Cell) else value if isinstance(value, str) else "" for value in row)
    lines = (
        sum(1 + len(line) // max(1, int(column.width * 1.15)) for line in text.split("\n"))
        for text, column in zip(texts, columns, strict=True)
    )
    return min(_HIGHEST, 3 + _LINE * max(lines, default=1))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _is_whole(number: float) -> bool:
    return abs(number - round(number)) < 1e-9
