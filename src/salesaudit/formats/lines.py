"""Lines of styled text: what a terminal shows, before anybody decides whether there are colours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from textwrap import wrap
from typing import Final, NamedTuple, TypeAlias

from salesaudit.safety.text import clean


class Piece(NamedTuple):
    """A stretch of one line in one style; a style is a word such as ``critical``, ``dim`` or ``path``."""

    text: str
    style: str = ""


Line: TypeAlias = tuple[Piece, ...]

EMPTY: Line = ()

_COLOURS: Final = {
    "critical": "1;31",
    "high": "31",
    "medium": "33",
    "low": "36",
    "error": "1;31",
    "rule": "1",
    "bold": "1",
    "dim": "2",
    "path": "34",
    "good": "32",
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a text is to look: its language, the columns that a line may take, whether a terminal is to colour it."""

    lang: str
    width: int = 100
    coloured: bool = False


def line(*pieces: str | Piece) -> Line:
    """Return a line of pieces, every text made harmless for a terminal."""
    return tuple(
        Piece(clean(piece), "") if isinstance(piece, str) else Piece(clean(piece.text), piece.style) for piece in pieces
    )


def plain(lines: Iterable[Line]) -> str:
    """Return lines as text without styles, each ended by a newline."""
    return "".join("".join(piece.text for piece in pieces) + "\n" for pieces in lines)


def written(lines: Iterable[Line], *, coloured: bool) -> str:
    """Return lines as text, each ended by a newline, with the colours of a terminal or without."""
    return "".join(map(_coloured, lines)) if coloured else plain(lines)


def _coloured(pieces: Line) -> str:
    styled = (f"\x1b[{_COLOURS[style]}m{text}\x1b[0m" if style in _COLOURS else text for text, style in pieces)
    return "".join(styled) + "\n"


def wrapped(first: Line, text: str, width: int, indent: str, style: str = "") -> Iterable[Line]:
    """Yield `text` after the pieces of `first`, wrapped to `width` columns, further lines indented."""
    room = min(sum(len(piece.text) for piece in first), max(width - 15, 0))
    rows = _rows(text, max(width, 30), room, indent)
    for number, row in enumerate(rows):
        yield (*first, Piece(row[room:], style)) if number == 0 else (Piece(row, style),)
    if not rows:
        yield first


@lru_cache(maxsize=4096)
def _rows(text: str, width: int, room: int, indent: str) -> tuple[str, ...]:
    """Make text harmless and break it into rows; what a rule says is the same for every finding and every company."""
    return tuple(wrap(clean(text), width, initial_indent=" " * room, subsequent_indent=indent, break_on_hyphens=False))
