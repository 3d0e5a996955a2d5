"""What is wrong with a file, as the terminal tells it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from salesaudit.formats.excerpt import arrow, excerpt
from salesaudit.formats.lines import EMPTY, Line, Piece, line, wrapped
from salesaudit.orgfile.problems import Problem
from salesaudit.safety.errors import SalesauditError
from salesaudit.safety.limits import LIMITS
from salesaudit.texts.catalogue import messages, say


def render(problems: Sequence[Problem], lang: str, width: int) -> Iterator[Line]:
    """Yield the problems in their order; of very many the first ones and how many more there are."""
    for problem in problems[: LIMITS.errors_shown]:
        yield from _one(problem, lang, width)
        yield EMPTY
    if hidden := len(problems) - LIMITS.errors_shown:
        if hidden > 0:
            yield line(say("label.more_not_shown", lang, n=hidden))


def sentence(problem: Problem, lang: str) -> str:
    """Return what is wrong, in the file's own words."""
    return say(problem.code, lang, **_values(problem, lang))


def hint(problem: Problem, lang: str) -> str:
    """Return what to do about it, empty where nothing can be said."""
    if problem.hint is None or problem.hint not in messages(lang):
        return ""
    return say(problem.hint, lang, **_values(problem, lang))


def _values(problem: Problem, lang: str) -> dict[str, object]:
    values: dict[str, object] = {}
    for key, value in problem.values.items():
        if isinstance(value, SalesauditError):
            values[key] = say(value.key, lang, **value.values)
        else:
            values[key] = "" if value is None else value
    return values


def _one(problem: Problem, lang: str, width: int) -> Iterator[Line]:
    head = (Piece(f"{problem.code} ", "error"), Piece(say("label.error", lang), "error"), Piece("  "))
    yield from wrapped(head, sentence(problem, lang), width, "  ")
    yield arrow(problem.file, problem.span)
    gutter = ""
    if problem.span is not None and problem.line_text is not None:
        gutter = " " * len(str(problem.span.line))
        rows = [""] * (problem.span.line - 1) + [problem.line_text]
        yield from excerpt(rows, problem.span, width, "error")
    if advice := hint(problem, lang):
        first = (Piece(f"{gutter} = ", "dim"), Piece(say("label.hint", lang) + ": ", "dim"))
        yield from wrapped(first, advice, width, gutter + "   ")
