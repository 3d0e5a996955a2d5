"""How a question looks in a terminal: its words, its numbered answers, and what can be typed besides an answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from salesaudit.formats.lines import EMPTY, Line, Piece, line, wrapped
from salesaudit.questionnaire.asked import Asked
from salesaudit.questionnaire.choosing import Known, Option
from salesaudit.questionnaire.session import Progress, Row, Session
from salesaudit.questionnaire.showing import shown
from salesaudit.questionnaire.turns import AskedCard
from salesaudit.rules.wording import prose
from salesaudit.safety.text import clean, display_width
from salesaudit.texts import show
from salesaudit.texts.catalogue import say

SEVERAL: Final = ("many", "who_many")
CHOSEN: Final = ("choice", "state", "who", "person", "role", *SEVERAL)
"""Types whose answers stand in a list; others have one answer at most that is no value, such as «there is none»."""
RULES_SHOWN: Final = 5
HALF_A_PICTURE: Final = 40
"""Questions from which on it is worth saying that one need not answer them all."""
LONG_LIST: Final = 7
"""Answers to choose from, up to which they stand one below the other however wide the terminal is."""
MOST_COLUMNS: Final = 3
GAP: Final = 3


def opening(session: Session, lang: str, width: int) -> Iterator[Line]:
    """Yield what the talk is for, how long it takes, and how to answer."""
    questionnaire = session.questionnaire
    yield line(Piece(questionnaire.title.in_(lang), "bold"))
    yield EMPTY
    for text in (questionnaire.intro.in_(lang), total(session.progress, lang)):
        yield from wrapped((), text, width, "")
        yield EMPTY
    yield from wrapped((), say("ask.how", lang), width, "", "dim")
    yield from wrapped((), say("ask.how_else", lang), width, "", "dim")


def total(progress: Progress, lang: str, *, briefly: bool = False) -> str:
    """Return how many questions are left and how long they take; where that is much, how far the first ones lead."""
    minutes = max(1, round(progress.seconds_left / 60))
    few = briefly or progress.left <= HALF_A_PICTURE + progress.answered
    return say("ask.total" if few else "ask.total_long", lang, n=progress.left, minutes=minutes)


def so_far(progress: Progress, lang: str) -> str:
    """Return how far the talk has come."""
    return say("ask.so_far", lang, coverage=show.share(progress.coverage, lang, 0), n=progress.left)


def heading(asked: Asked, width: int) -> Iterator[Line]:
    """Yield the section that begins."""
    yield EMPTY
    yield line(Piece(asked.section, "bold"))
    if asked.section_intro:
        yield from wrapped((), asked.section_intro, width, "")


def question(
    asked: Asked, number: str, offered: Sequence[Option], lang: str, width: int, *, columns: bool
) -> Iterator[Line]:
    """Yield the question with its number in the talk, what may be chosen and an example."""
    yield EMPTY
    yield from wrapped((Piece(f"{number}. ", "dim"),), asked.text, width, "   ", "bold")
    if asked.question.type in CHOSEN:
        yield from choices([option.title for option in offered], width if columns else 0)
    elif offered:
        other = say("ask.or_say", lang, answer=offered[0].title)
        yield from wrapped((Piece("   "),), other, width, "   ", "dim")
    if asked.question.type in SEVERAL or asked.question.several:
        yield from wrapped((Piece("   "),), say("ask.several", lang), width, "   ", "dim")
    if asked.example:
        yield from wrapped((Piece("   "),), say("ask.example", lang, example=asked.example), width, "   ", "dim")


def card(
    card: AskedCard, number: str, known: Sequence[str], how: str, lang: str, width: int, *, columns: bool
) -> Iterator[Line]:
    """Yield a card: its heading with its number in the talk, the list that rows share, the rows, how to answer.

    `known` is what the company's file has for each row, empty where it has nothing.
    """
    yield EMPTY
    yield from wrapped((Piece(f"{number}. ", "dim"),), card.text, width, "   ", "bold")
    if card.options:
        yield from choices([choice.text.in_(lang) for choice in card.options], width if columns else 0)
        yield EMPTY
    for place, (row, label, fact) in enumerate(zip(card.rows, card.labels, known, strict=True), 1):
        offered = "" if card.shares_options(row) else _beside(row, lang)
        there = say("ask.card_known", lang, answer=fact) if fact else ""
        text = " ".join(filter(None, (label, f"({offered})" if offered else "", there)))
        yield from wrapped((Piece(f"  {place}) "),), text, width, "     ")
    yield from wrapped((Piece("   "),), how, width, "   ", "dim")
    example = _as_long(card) or "; ".join(_example(card, row, number, lang) for number, row in enumerate(card.rows))
    yield from wrapped((Piece("   "),), say("ask.example", lang, example=example), width, "   ", "dim")


def how(card: AskedCard, *, first: bool) -> str:
    """Return the message that tells how a card is answered; where numbers of a list are meant it says so each time."""
    several = [row.question.type in SEVERAL for row in card.rows if card.shares_options(row)]
    if len(several) == len(card.rows):
        return "ask.card_how_list" if any(several) else "ask.card_how_choice"
    return "ask.card_how" if first else "ask.card_how_again"


def _as_long(card: AskedCard) -> str:
    """Return the example that a card has, with as many answers as it has rows; of many rows the first ones."""
    parts = card.example.split("; ") if card.example else []
    count = len(card.rows)
    return "; ".join([*parts[:count], *(["…"] if parts and count > len(parts) else [])])


def _beside(row: Asked, lang: str) -> str:
    """Return the choices of a row that has its own."""
    offered = () if row.question.type == "yes_no" else row.options
    return "; ".join(f"{number} {choice.text.in_(lang)}" for number, choice in enumerate(offered, 1))


def _example(card: AskedCard, row: Asked, place: int, lang: str) -> str:
    """Return something that one might say to a row."""
    if card.shares_options(row):
        none = row.question.none
        if row.question.type in SEVERAL and place == len(card.rows) - 1 and none is not None:
            return none.text.in_(lang)
        numbers = [place + 1, place + 4] if len(card.options) > LONG_LIST else [place + 1]
        several = numbers if row.question.type in SEVERAL else numbers[:1]
        return ", ".join(str((number - 1) % len(card.options) + 1) for number in several)
    if row.question.type in CHOSEN and row.options:
        return "1"
    return row.example.replace(";", ",") or say(f"ask.card_example.{row.question.type}", lang)


def choices(titles: Sequence[str], width: int) -> Iterator[Line]:
    """Yield numbered answers, a long list in columns that are read downwards; `width` 0 is one column."""
    cells = [(f"{number:>4}. ", clean(title)) for number, title in enumerate(titles, 1)]
    widest = max((display_width(number + title) for number, title in cells), default=0) + GAP
    columns = min(MOST_COLUMNS, (width + GAP) // widest) if len(cells) > LONG_LIST else 1
    if columns <= 1:
        for number, title in cells:
            yield from wrapped((Piece(number),), title, width or 10**6, "      ")
        return
    rows = -(-len(cells) // columns)
    for row in range(rows):
        pieces: list[Piece] = []
        for number, title in cells[row::rows]:
            room = widest - display_width(number + title)
            pieces += (Piece(number), Piece(title), Piece(" " * room))
        yield tuple(pieces[:-1])


def reasons(asked: Asked | AskedCard, lang: str, width: int) -> Iterator[Line]:
    """Yield why it is asked and which rules hang on it."""
    yield from wrapped((Piece("   "),), asked.why, width, "   ")
    rules = asked.rules
    if not rules:
        return
    yield from wrapped((Piece("   "),), say("ask.rules", lang, n=len(rules)), width, "   ", "dim")
    for rule in rules[:RULES_SHOWN]:
        yield from wrapped((Piece(f"   {rule} ", "rule"),), prose(rule, lang).title, width, "     ")
    if len(rules) > RULES_SHOWN:
        more = say("ask.rules_more", lang, n=len(rules) - RULES_SHOWN)
        yield from wrapped((Piece("   "),), more, width, "   ", "dim")


def review(session: Session, known: Known, lang: str, width: int) -> Iterator[Line]:
    """Yield every answer with the number of its question; the rows are those of `reviewed`."""
    yield EMPTY
    yield line(Piece(say("ask.review", lang), "bold"))
    section = ""
    for row in reviewed(session):
        if row.section != section:
            section = row.section
            yield EMPTY
            yield line(Piece(section, "bold"))
        # a section asks the same of many: whose answer it is has to stand beside the question
        about = f"{row.title}: " if row.title and row.title.casefold() not in row.text.casefold() else ""
        text = f"{about}{row.text} — {_answer(row, known, lang)}"
        number = Piece(f"{session.numbers[row.key]:>5}. ", "dim")
        yield from wrapped((number,), text, width, "       ", "medium" if row.given is None else "")
    yield EMPTY


def reviewed(session: Session) -> tuple[Row, ...]:
    """Return what the review shows: what was answered or put off."""
    return tuple(row for row in session.review() if row.key in session.trail)


def _answer(row: Row, known: Known, lang: str) -> str:
    if row.given is None:
        return say("ask.put_off", lang)
    return shown(row.question, row.given.value, lang, known, row.given.status)
