"""Places as editors count them: lines and columns from 0, columns in the units that editor and server agreed on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lsprotocol.types import Position, Range

from salesaudit.orgfile.nodes import Span


def utf16(text: str) -> int:
    """Return the length of a text in UTF-16 code units, which is how editors count unless they say otherwise."""
    return len(text) + sum(character > "\uffff" for character in text)


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a document, and how the editor counts what stands in them."""

    lines: Sequence[str]
    units: Callable[[str], int] = utf16

    def range(self, span: Span) -> Range:
        """Return a stretch of the file as the editor has it."""
        return Range(self.position(span.line, span.column), self.position(span.end_line, span.end_column))

    def position(self, line: int, column: int) -> Position:
        """Return a point, lines and columns from 1, as the editor has it; one outside the file moves into it."""
        number = min(max(line, 1), len(self.lines) or 1) - 1
        text = self.lines[number] if self.lines else ""
        return Position(number, self.units(text[: max(column, 1) - 1]))

    def point(self, position: Position) -> tuple[int, int]:
        """Return a point of the editor's as line and column from 1."""
        text = self.lines[position.line] if position.line < len(self.lines) else ""
        column = units = 0
        for character in text:
            units += self.units(character)
            if units > position.character:
                break
            column += 1
        return position.line + 1, column + 1

    def whole(self) -> Range:
        """Return the range of the whole document."""
        return Range(Position(0, 0), self.position(len(self.lines), len(self.lines[-1]) + 1 if self.lines else 1))


def contains(range_: Range, position: Position) -> bool:
    """Tell whether a position lies in a range, its end included."""
    start, end = range_.start, range_.end
    here = (position.line, position.character)
    return (start.line, start.character) <= here <= (end.line, end.character)


def overlaps(one: Range, other: Range) -> bool:
    """Tell whether two ranges touch."""
    return contains(one, other.start) or contains(one, other.end) or contains(other, one.start)
