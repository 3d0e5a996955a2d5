"""Answers that nobody can be asked about any more: all of them are named, each with its place."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from salesaudit.cli.console import show, width
from salesaudit.formats.lines import EMPTY, Line, Piece, line, wrapped
from salesaudit.questionnaire.hearing import Unclear


def tell_unclear(unclear: Iterable[Unclear]) -> None:
    """Show on stderr what was asked, what was said, why it is not understood, and how to say it instead."""
    columns = width(sys.stderr)
    show((shown for one in unclear for shown in _lines(one, columns)), sys.stderr)


def _lines(one: Unclear, columns: int) -> Iterator[Line]:
    yield line(Piece(one.said.where, "path"))
    if one.about:
        yield from wrapped((Piece("  "),), one.about, columns, "  ")
    yield from wrapped((Piece("  — "),), one.said.text or one.said.question, columns, "    ")
    yield from wrapped((Piece("  "),), one.sentence, columns, "  ", "medium")
    if one.advice:
        yield from wrapped((Piece("  "),), one.advice, columns, "  ", "dim")
    yield EMPTY
