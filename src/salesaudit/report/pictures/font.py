"""How wide a text is: measured from the font's own table, so that no text leaves its box."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from salesaudit.resources import resource
from salesaudit.safety.text import clean

FAMILY = "'DejaVu Sans', Verdana, Geneva, sans-serif"
"""The font that was measured, then those of nearly the same width."""

ELLIPSIS = "…"
SLACK = 1.03
"""Verdana, the first stand-in, is up to this much wider."""

WIDE, EMOJI, OTHER = 1.0, 1.4, 1.0
"""Widths in em of characters that the table does not have: East Asian ones, pictures, all others."""

MOST_MARKS = 2
"""Combining marks kept on one letter: a pile of them would reach into the lines above and below."""


def tidy(text: str) -> str:
    """Return `text` on one line, harmless, without piles of combining marks."""
    shown = clean(" ".join(text.split("\n")))
    if shown.isascii():
        return shown.strip()
    kept, marks = [], 0
    for character in shown:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept).strip()


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a tidy text is at most, in the units of `size`."""
    table = _widths(bold)
    return sum(table.get(character) or _guess(character) for character in text) * size * SLACK


def is_measured(text: str) -> bool:
    """Tell whether the table has every character of a text, so that its width is more than a guess."""
    table = _widths(False)
    return all(character in table for character in text)


def wrap(text: str, room: float, size: float, *, lines: int, bold: bool = False) -> tuple[str, ...]:
    """Return `text`, tidy, on at most `lines` lines no wider than `room`; the last one is cut where it has to be."""
    rest = tidy(text)
    result: list[str] = []
    while rest and len(result) < lines - 1 and width(rest, size, bold=bold) > room:
        line, rest = _first_line(rest, room, size, bold)
        if not line:
            break
        result.append(line)
    last = _cut(rest, room, size, bold)
    return tuple(line for line in (*result, last) if line)


def _first_line(text: str, room: float, size: float, bold: bool) -> tuple[str, str]:
    """Return what fits on one line, broken between words where there is a place for it, and the rest."""
    end = _how_many_fit(text, room, size, bold)
    space = max((text.rfind(mark, 0, end + 1) for mark in (" ", "/", "-")), default=-1)
    if space > 0:
        at = space if text[space] == " " else min(space + 1, end)
        return text[:at].rstrip(" "), text[at:].lstrip(" ")
    return text[:end], text[end:]


def _cut(text: str, room: float, size: float, bold: bool) -> str:
    if width(text, size, bold=bold) <= room:
        return text
    dots = width(ELLIPSIS, size, bold=bold)
    if dots > room:
        return ""
    return text[: _how_many_fit(text, room - dots, size, bold)].rstrip(" ,.;:(«-—") + ELLIPSIS


def _how_many_fit(text: str, room: float, size: float, bold: bool) -> int:
    for count, used in enumerate(_running(text, size, bold)):
        if used > room:
            return count
    return len(text)


def _running(text: str, size: float, bold: bool) -> Iterator[float]:
    used = 0.0
    for character in text:
        used += width(character, size, bold=bold)
        yield used


@cache
def _widths(bold: bool) -> Mapping[str, float]:
    """Return the widths of the font's characters in em."""
    data = resource("report.pictures.widths")
    em = int(data["em"])
    return {
        chr(int(first, 16) + place): int(advance) / em
        for first, advances in data["bold" if bold else "regular"].items()
        for place, advance in enumerate(advances.split())
        if advance != "0"
    }


def _guess(character: str) -> float:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return EMOJI if unicodedata.category(character) == "So" else WIDE
    return EMOJI if character > "\uffff" or unicodedata.category(character) == "So" else OTHER
