"""One line that answers a card: which part of it belongs to which row, and what each says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from salesaudit.questionnaire.answer import Given
from salesaudit.questionnaire.asked import Asked
from salesaudit.questionnaire.choosing import Known, known_of
from salesaudit.questionnaire.hearing import kept
from salesaudit.questionnaire.session import Session
from salesaudit.questionnaire.showing import shown
from salesaudit.questionnaire.spoken import command, is_one_of, plain, status
from salesaudit.questionnaire.turns import AskedCard
from salesaudit.questionnaire.understand import Misunderstood, Outcome, Understood, understand

SEVERAL: Final = ("many", "who_many", "names")
SINGLE: Final = ("share", "money", "duration", "count", "number", "yes_no", "choice", "state")
"""Types whose answers hold no comma followed by a blank, so that one may part them."""
FOR_ALL: Final = ("no", "nothing", "nobody")
"""Words that answer every row where they are the whole line."""
NOTHING_HERE: Final = ("", "-", "–", "—")
_ROWS: Final = re.compile(r"[;\n]")
_COMMAS: Final = re.compile(r",\s+")
_NUMBERED: Final = re.compile(r"(?:(?:№|#|строка|row|no\.?)\s*)?(\d{1,2})\s*[:=)]\s*(.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Part:
    """What was said to a row; `outcome` is None where the row was left out. `given` is the answer that it makes."""

    row: Asked
    label: str
    said: str = ""
    outcome: Outcome | None = None
    given: Given | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """A line taken apart. Rows that an earlier row makes pointless are not among its `parts`.

    `alike` tells that one word, such as «нет», answered all rows.
    """

    parts: tuple[Part, ...]
    alike: bool = False

    @property
    def givens(self) -> tuple[Given, ...]:
        """The answers, in the order of the rows."""
        return tuple(part.given for part in self.parts if part.given is not None)

    @property
    def left(self) -> tuple[Part, ...]:
        """What was left out or is not understood."""
        return tuple(part for part in self.parts if part.given is None)


def read_reply(session: Session, card: AskedCard, said: str, me: str = "") -> Reply | Misunderstood:
    """Return what a line says to the rows of a card; `me` is the id of the respondent where it is known.

    Misunderstood where it cannot be told which part belongs to which row, or most parts are not understood.
    """
    if len(plain(said)) == 1 and not said.strip().isdecimal():
        return Misunderstood("understand.letter")
    alike = _answers_all(card, said)
    pieces = [said.strip()] * len(card.rows) if alike else _pieces(card, said)
    if pieces is None:
        return Misunderstood("ask.card_count", {"rows": len(card.rows)}, "ask.card_count.hint")
    parts = tuple(_parts(session, card, pieces, me))
    understood = [part for part in parts if part.given is not None]
    unclear = [part.outcome for part in parts if isinstance(part.outcome, Misunderstood)]
    if len(understood) < len(unclear) or not understood:
        return unclear[0] if unclear else Misunderstood("understand.empty")
    return Reply(parts, alike and status(plain(said)) is None)


def _answers_all(card: AskedCard, said: str) -> bool:
    """Tell whether a line is one word for all rows: «не знаю», «нет», or the answer that each has for "none"."""
    text = plain(said)
    if not text or _ROWS.search(said):
        return False
    nothing = [row.question.none for row in card.rows]
    said_by_all = all(none is not None and text in (plain(none.text.ru), plain(none.text.en)) for none in nothing)
    return said_by_all or status(text) is not None or any(is_one_of(words, text) for words in FOR_ALL)


def _pieces(card: AskedCard, said: str) -> list[str] | None:
    """Return what was said to each row, empty where nothing was; None where that cannot be told."""
    count = len(card.rows)
    apart = [piece.strip() for piece in _ROWS.split(said)]
    if len(apart) > 1 and not apart[-1] and len(apart) != count:
        apart.pop()
    by_commas = [piece.strip() for piece in _COMMAS.split(said)]
    figures = all(row.question.type in SINGLE for row in card.rows)
    for pieces in (by_commas, apart) if figures and len(apart) == 1 else (apart,):
        if (numbered := _by_number(pieces, count)) is not None:
            return numbered
        if len(pieces) == count:
            return pieces
    return None


def _by_number(pieces: list[str], count: int) -> list[str] | None:
    found = [_NUMBERED.fullmatch(piece) for piece in pieces]
    by_row = {int(one[1]): one[2].strip() for one in found if one is not None}
    if None in found or len(by_row) != len(pieces) or not by_row.keys() <= set(range(1, count + 1)):
        return None
    return [by_row.get(number, "") for number in range(1, count + 1)]


def _parts(session: Session, card: AskedCard, pieces: list[str], me: str) -> list[Part]:
    found: list[Part] = []
    for row, label, piece in zip(card.rows, card.labels, pieces, strict=True):
        if row.key not in session.settled.by_key:
            continue
        part = _part(session, card, row, label, piece, me)
        if part.given is not None:
            session = session.give(part.given)
        found.append(part)
    return found


def _part(session: Session, card: AskedCard, row: Asked, label: str, piece: str, me: str) -> Part:
    if piece in NOTHING_HERE or command(piece) == "skip":
        return Part(row, label)
    known = known_in(session, card, row, me)
    if row.previous is not None and piece == in_row(row, row.previous, session.lang, known, card):
        return Part(row, label, piece, Understood(row.previous.value, piece, row.previous.status), row.previous)
    outcome = _understood(session, card, row, piece, known)
    if isinstance(outcome, Misunderstood):
        return Part(row, label, piece, outcome)
    given = Given(row.question.id, row.entry, outcome.status, outcome.value, kept(piece, outcome))
    return Part(row, label, piece, outcome, given)


def known_in(session: Session, card: AskedCard, row: Asked, me: str = "") -> Known:
    """Return who is known, with the choices of a row as the card shows and numbers them."""
    offered = card.options if card.shares_options(row) else row.options
    return known_of(session.settled.data, me, offered)


def in_row(row: Asked, given: Given, lang: str, known: Known, card: AskedCard | None = None) -> str:
    """Return an answer as a part of a line, which ``;`` parts; of the list that a `card` shares, the numbers."""
    numbers = {choice.value: str(number) for number, choice in enumerate(card.options, 1)} if card is not None else {}
    values = given.value if isinstance(given.value, list) else [given.value]
    if card is not None and card.shares_options(row) and values and all(value in numbers for value in values):
        return ", ".join(numbers[str(value)] for value in values)
    text = shown(row.question, given.value, lang, known, given.status)
    return text.replace("; ", ", ") if isinstance(given.value, list | dict) else text.replace(";", ",")


def _understood(session: Session, card: AskedCard, row: Asked, piece: str, known: Known) -> Outcome:
    """Understand a part; of a list that rows share, each choice is said once."""
    shared = card.shares_options(row)
    left = {choice.value for choice in session.ask(row.key).options} if shared else set()
    if shared and row.question.remaining and is_one_of("rest", plain(piece)):
        value = [choice.value for choice in row.options if choice.value in left]
        return Understood(value, shown(row.question, value, session.lang, known))
    outcome = understand(row.question, piece, session.lang, known)
    if not shared or isinstance(outcome, Misunderstood) or not row.question.remaining:
        return outcome
    values = outcome.value if isinstance(outcome.value, list) else []
    twice = next((choice for choice in card.options if choice.value in values and choice.value not in left), None)
    if twice is None:
        return outcome
    return Misunderstood("ask.card_twice", {"answer": twice.text.in_(session.lang)})
