"""A place in a file as people see it: the line, and a caret under what is meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from salesaudit.formats.lines import Line, Piece, line
from salesaudit.orgfile.nodes import Span
from salesaudit.safety.text import clean, display_width, truncate

ROOM = 12
"""Columns kept free to the left and right of what the caret points at."""
MANY = 4
"""Characters looked at for every column that can be shown: some take no column of their own."""


def arrow(file: str, span: Span | None) -> Line:
    """Return ``  --> company.yaml:44:21``."""
    where = f"{file}:{span.line}:{span.column}" if span else file
    return line(Piece("  --> ", "dim"), Piece(where, "path"))


def excerpt(lines: Sequence[str], span: Span, width: int, style: str, note: str = "") -> Iterator[Line]:
    """Yield the line of `span` with its number, and carets by display width under the stretch it names."""
    if not 0 < span.line <= len(lines):
        return
    number = str(span.line)
    gutter = " " * len(number)
    source = lines[span.line - 1]
    start, end = span.column - 1, span.end_column - 1 if span.end_line == span.line else len(source)
    source, start, end = _window(source, start, max(end, start + 1), max(width - len(number) - 4, 20))
    source = source.replace("\t", " ")
    before, meant = clean(source[:start]), clean(source[start:end])
    yield line(Piece(f"{gutter} |", "dim"))
    shown = truncate(before + meant + clean(source[end:]), max(width - len(number) - 3, 20))
    yield line(Piece(f"{number} | ", "dim"), shown)
    carets = "^" * max(1, min(display_width(meant), width - display_width(before) - len(number) - 3))
    pieces = [Piece(f"{gutter} | ", "dim"), Piece(" " * display_width(before)), Piece(carets, style)]
    yield line(*pieces, Piece(f" {note}", style)) if note else line(*pieces)


def _window(source: str, start: int, end: int, width: int) -> tuple[str, int, int]:
    """Cut a long line to the part around what is meant, with more behind it than can be shown."""
    cut = start - ROOM
    if start > width - ROOM:
        source, start, end = "…" + source[cut : start + MANY * width], start - cut + 1, end - cut + 1
    return source[: start + MANY * width], start, end
