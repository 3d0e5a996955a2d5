"""How a question looks in a terminal: its words, its numbered answers, and what can be typed besides an answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from salesaudit.formats.lines import EMPTY, Line, Piece, line, wrapped
from salesaudit.questionnaire.asked import Asked
from salesaudit.questionnaire.choosing import Known, Option
from salesaudit.questionnaire.session import Progress, Row, Session
from salesaudit.questionnaire.showing import shown
from salesaudit.rules.wording import prose
from salesaudit.texts import show
from salesaudit.texts.catalogue import say

SEVERAL: Final = ("many", "who_many")
RULES_SHOWN: Final = 5
HALF_A_PICTURE: Final = 40
"""Questions from which on it is worth saying that one need not answer them all."""


def opening(session: Session, lang: str, width: int) -> Iterator[Line]:
    """Yield what the talk is for, how long it takes, and how to answer."""
    questionnaire = session.questionnaire
    yield line(Piece(questionnaire.title.in_(lang), "bold"))
    yield EMPTY
    yield from wrapped((), questionnaire.intro.in_(lang), width, "")
    yield EMPTY
    yield from wrapped((), total(session.progress, lang), width, "")
    yield from wrapped((), say("ask.how", lang), width, "")


def total(progress: Progress, lang: str) -> str:
    """Return how many questions are left and how long they take; where that is much, how far the first ones lead."""
    minutes = max(1, round(progress.seconds_left / 60))
    few = progress.left <= HALF_A_PICTURE + progress.answered
    return say("ask.total" if few else "ask.total_long", lang, n=progress.left, minutes=minutes)


def heading(asked: Asked, progress: Progress, lang: str, width: int) -> Iterator[Line]:
    """Yield the section and how far the talk is."""
    yield EMPTY
    so_far = say("ask.so_far", lang, position=asked.position, left=progress.left, coverage=_coverage(progress, lang))
    yield from wrapped((Piece(f"{asked.section}  ", "bold"),), so_far, width, "", "dim")


def _coverage(progress: Progress, lang: str) -> str:
    return show.share(progress.coverage, lang, 0)


def question(asked: Asked, offered: Sequence[Option], lang: str, width: int) -> Iterator[Line]:
    """Yield the question, what may be chosen and an example."""
    yield from wrapped((), asked.text, width, "", "bold")
    for number, option in enumerate(offered, 1):
        yield from wrapped((Piece(f"  {number}. "),), option.title, width, "     ")
    if asked.question.type in SEVERAL or asked.question.several:
        yield from wrapped((), say("ask.several", lang), width, "", "dim")
    if asked.example:
        yield from wrapped((), say("ask.example", lang, example=asked.example), width, "", "dim")


def reasons(asked: Asked, lang: str, width: int) -> Iterator[Line]:
    """Yield why it is asked and which rules hang on it."""
    yield from wrapped((Piece("  "),), asked.why, width, "  ")
    rules = asked.rules
    if not rules:
        return
    yield from wrapped((Piece("  "),), say("ask.rules", lang, n=len(rules)), width, "  ", "dim")
    for rule in rules[:RULES_SHOWN]:
        yield from wrapped((Piece(f"  {rule} ", "rule"),), prose(rule, lang).title, width, "    ")
    if len(rules) > RULES_SHOWN:
        yield from wrapped((Piece("  "),), say("ask.rules_more", lang, n=len(rules) - RULES_SHOWN), width, "  ", "dim")


def review(session: Session, known: Known, lang: str, width: int) -> Iterator[Line]:
    """Yield every answer with its number; the rows are those of `reviewed`."""
    yield EMPTY
    yield line(Piece(say("ask.review", lang), "bold"))
    section = ""
    for number, row in enumerate(reviewed(session), 1):
        if row.section != section:
            section = row.section
            yield EMPTY
            yield line(Piece(section, "bold"))
        text, style = _answer(row, known, lang)
        # a section asks the same of many: whose answer it is has to stand beside the question
        about = f"{row.title}: " if row.title and row.title not in row.text else ""
        yield from wrapped((Piece(f"{number:>4}. "),), f"{about}{row.text}", width, "      ")
        yield from wrapped((Piece("      "),), text, width, "      ", style)
    yield EMPTY


def reviewed(session: Session) -> tuple[Row, ...]:
    """Return what the review shows: what was answered or put off."""
    return tuple(row for row in session.review() if row.state != "open")


def _answer(row: Row, known: Known, lang: str) -> tuple[str, str]:
    if row.given is None:
        return say("ask.put_off", lang), "medium"
    return shown(row.question, row.given.value, lang, known, row.given.status), "good"
