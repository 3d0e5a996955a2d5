"""What is wrong with a file, as the terminal tells it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from salesaudit.formats.excerpt import arrow, excerpt
from salesaudit.formats.lines import EMPTY, Line, Piece, line, wrapped
from salesaudit.orgfile.problems import Problem
from salesaudit.safety.limits import LIMITS
from salesaudit.texts.catalogue import say


def render(problems: Sequence[Problem], lang: str, width: int) -> Iterator[Line]:
    """Yield the problems in their order; of very many the first ones and how many more there are."""
    for problem in problems[: LIMITS.errors_shown]:
        yield from _one(problem, lang, width)
        yield EMPTY
    hidden = len(problems) - LIMITS.errors_shown
    if hidden > 0:
        yield line(say("label.more_not_shown", lang, n=hidden))


def _one(problem: Problem, lang: str, width: int) -> Iterator[Line]:
    head = (Piece(f"{problem.code} ", "error"), Piece(say("label.error", lang), "error"), Piece("  "))
    yield from wrapped(head, problem.sentence(lang), width, "  ")
    yield arrow(problem.file, problem.span)
    gutter = ""
    if problem.span is not None and problem.line_text is not None:
        gutter = " " * len(str(problem.span.line))
        rows = [""] * (problem.span.line - 1) + [problem.line_text]
        yield from excerpt(rows, problem.span, width, "error")
    if advice := problem.advice(lang):
        first = (Piece(f"{gutter} = ", "dim"), Piece(say("label.hint", lang) + ": ", "dim"))
        yield from wrapped(first, advice, width, gutter + "   ")
