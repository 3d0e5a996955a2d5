"""What changed, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from salesaudit.audit.diff import Comparison, Diff
from salesaudit.formats.diffs.view import DutyRow, Part, Row, ScoreRow, View, left_over, view, views
from salesaudit.formats.lines import EMPTY, Line, Piece, line, plain, wrapped
from salesaudit.safety.text import display_width
from salesaudit.texts.catalogue import say

STYLES = {"new": "high", "reopened": "high", "worse": "high", "unclear": "medium", "better": "good", "fixed": "good"}
BRIEF = ("same",)
"""Parts whose findings are known: they are told briefly, to somebody who watches not at all."""


def render(comparison: Comparison, lang: str, width: int = 100) -> Iterator[Line]:
    """Yield what changed, company by company, then the files that only one side has."""
    for number, one in enumerate(views(comparison, lang)):
        if number:
            yield EMPTY
        yield from _company(one, lang, width)
    for text in left_over(comparison, lang):
        yield from wrapped((Piece(""),), text, width, "  ")


def document(comparison: Comparison, lang: str) -> str:
    """Return the same as plain text."""
    return plain(render(comparison, lang))


def news(diff: Diff, lang: str, width: int = 100) -> Iterator[Line]:
    """Yield only what changed in one company, for somebody who has seen the rest."""
    one = view(diff, lang)
    for part in one.parts:
        moved = tuple(row for row in part.rows if row.notes) if part.id in BRIEF else part.rows
        if moved:
            yield from _part(part._replace(rows=moved, title=_moved(part, moved, lang)), width)
    yield from _score(one)
    if one.duties:
        yield from _duties(one, lang, width)


def _moved(part: Part, rows: tuple[Row, ...], lang: str) -> str:
    return say("diff.moved", lang, n=len(rows)) if part.id in BRIEF else part.title


def _company(one: View, lang: str, width: int) -> Iterator[Line]:
    yield from wrapped((Piece(""),), one.title, width, "  ", "bold")
    yield from wrapped((Piece("  "),), f"{one.old} → {one.new}", width, "  ", "dim")
    if one.warning:
        yield from wrapped((Piece("  "),), one.warning, width, "  ", "medium")
    yield EMPTY
    if one.empty:
        yield line(Piece(say("diff.empty", lang), "good"))
        yield EMPTY
    for part in one.parts:
        yield from _part(part, width)
    if one.kept:
        yield from wrapped((Piece(""),), one.kept, width, "  ")
    yield from _score(one)
    yield from _duties(one, lang, width)


def _part(part: Part, width: int) -> Iterator[Line]:
    yield from wrapped((Piece(""),), part.title, width, "  ", STYLES.get(part.id, "bold"))
    for row in part.rows:
        yield from _row(row if row.notes or part.id not in BRIEF else row._replace(where=""), width)
    yield EMPTY


def _row(row: Row, width: int) -> Iterator[Line]:
    head = (Piece("  "), Piece(f"{row.rule} ", "rule"), Piece(row.word, row.severity), Piece("  "))
    yield from wrapped(head, row.text, width, "    ")
    if row.where:
        yield line(Piece("    --> ", "dim"), Piece(row.where, "path"))
    for note in row.notes:
        yield from wrapped((Piece("    = ", "dim"),), note, width, "      ")


def _score(one: View) -> Iterator[Line]:
    rows = [row for row in (one.score, *one.areas) if row.old != row.new]
    longest = max((display_width(row.title) for row in rows), default=0)
    for row in rows:
        padding = " " * (longest - display_width(row.title))
        style = {True: "good", False: "high", None: ""}[row.rose]
        yield line("  ", row.title, padding, f"  {row.old} → {row.new}  ", Piece(_delta(row), style))


def _delta(row: ScoreRow) -> str:
    return f"({row.delta})" if row.rose is not None else ""


def _duties(one: View, lang: str, width: int) -> Iterator[Line]:
    yield EMPTY
    if one.duties_note:
        yield from wrapped((Piece(""),), one.duties_note, width, "  ", "dim")
        return
    yield line(Piece(say("diff.duties", lang), "bold"))
    for row in one.duties:
        yield from wrapped((Piece("  "),), _duty(row), width, "    ")


def _duty(row: DutyRow) -> str:
    return f"{row.function}, {row.part}: {row.before} → {row.after}"
