"""One line that answers a card: which part of it belongs to which row, and what each says."""

from __future__ import annotations

import re
from collections.abc import Iterable
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
_COMMAS: Final = re.compile(r",(?!\d)\s*|(?<!\d),")
"""Commas that are not inside a number."""
_MARK: Final = re.compile(r"(?:^|(?<=[\s,;]))(?:(?:№|#|строка|row|no\.?)\s*)?(\d{1,2})\s*[:=)](?!\d)\s*", re.IGNORECASE)
"""The number of a row before what is said to it: «2: 40 %», «2) 40 %»."""
_LISTED: Final = re.compile(r"(\d{1,2})\s*[.:=)]\s+(.*)", re.DOTALL)
"""A piece with the number of its row as lists have it: «2. 40 %»."""


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

    `alike` tells that one word, such as «нет», answered all rows; `guessed` that the parts fell to the rows by a rule
    that the line itself does not state. Both need a yes.
    """

    parts: tuple[Part, ...]
    alike: bool = False
    guessed: bool = False

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
    apart = Apart(tuple([said.strip()] * len(card.rows))) if alike else _apart(card, said)
    if isinstance(apart, int):
        return Misunderstood("ask.card_count", {"rows": len(card.rows), "found": apart}, "ask.card_count.hint")
    parts = tuple(_parts(session, card, apart.pieces, me))
    understood = [part for part in parts if part.given is not None]
    unclear = [part for part in parts if isinstance(part.outcome, Misunderstood)]
    if apart.guessed and unclear and apart.found < len(card.rows):
        found = {"rows": len(card.rows), "found": apart.found}
        return Misunderstood("ask.card_count", found, "ask.card_count.hint")
    if apart.guessed and unclear:
        return _of_row(unclear[0], session.lang)
    if len(understood) < len(unclear) or not understood:
        return _of_row(unclear[0], session.lang) if unclear else Misunderstood("understand.empty")
    return Reply(parts, alike and status(plain(said)) is None, apart.guessed)


def _of_row(part: Part, lang: str) -> Misunderstood:
    """Return why a part is not understood, with the row that it was taken for."""
    outcome = part.outcome
    if not isinstance(outcome, Misunderstood):
        raise TypeError(part.said)
    values = {**outcome.values, "row": part.label, "sentence": outcome.sentence(lang)}
    return Misunderstood("ask.card_row", values, outcome.hint)


@dataclass(frozen=True, slots=True)
class Apart:
    """What was said to each row, empty where nothing was; `guessed` where the line does not say which is whose."""

    pieces: tuple[str, ...]
    guessed: bool = False

    @property
    def found(self) -> int:
        """How many answers the line holds."""
        return sum(1 for piece in self.pieces if piece)


def _answers_all(card: AskedCard, said: str) -> bool:
    """Tell whether a line is one word for all rows: «не знаю», «нет», or the answer that each has for "none"."""
    text = plain(said)
    if not text or _ROWS.search(said):
        return False
    nothing = [row.question.none for row in card.rows]
    said_by_all = all(none is not None and text in (plain(none.text.ru), plain(none.text.en)) for none in nothing)
    return said_by_all or status(text) is not None or any(is_one_of(words, text) for words in FOR_ALL)


def _apart(card: AskedCard, said: str) -> Apart | int:
    """Return what was said to each row; where that cannot be told, how many answers the line seems to hold."""
    count = len(card.rows)
    marks = list(_MARK.finditer(said))
    if marks and not said[: marks[0].start()].strip():
        if (marked := _by_mark(said, marks, count)) is not None:
            return Apart(marked)
        if len(marks) > 1:
            return len(marks)
    pieces = [piece.strip() for piece in _ROWS.split(said)]
    if len(pieces) > 1 and not pieces[-1] and len(pieces) != count:
        pieces.pop()
    if (listed := _by_list(pieces, count)) is not None:
        return Apart(listed)
    if len(pieces) > 1:
        return _in_order(pieces, count, firmly=True)
    pieces = [piece.strip() for piece in _COMMAS.split(said)]
    types = {row.question.type for row in card.rows}
    if "many" in types:  # there a comma parts the answers to one row
        return 1
    return _in_order(pieces, count, firmly=types <= set(SINGLE))


def _in_order(pieces: list[str], count: int, *, firmly: bool) -> Apart | int:
    """Give the pieces to the rows in their order; of fewer of them the last rows get nothing."""
    if len(pieces) == count:
        return Apart(tuple(pieces), guessed=not firmly)
    if 1 < len(pieces) < count and any(pieces):
        return Apart((*pieces, *[""] * (count - len(pieces))), guessed=True)
    return len(pieces)


def _by_mark(said: str, marks: list[re.Match[str]], count: int) -> tuple[str, ...] | None:
    """Take a line apart at the numbers of its rows; None where these are not distinct numbers of rows."""
    ends = [*(mark.start() for mark in marks[1:]), len(said)]
    by_row = {int(mark[1]): said[mark.end() : end].strip(" \t\r\n,;") for mark, end in zip(marks, ends, strict=True)}
    return _numbered(by_row, len(marks), count)


def _by_list(pieces: list[str], count: int) -> tuple[str, ...] | None:
    found = [one for piece in pieces if (one := _LISTED.fullmatch(piece)) is not None]
    if len(found) < len(pieces):
        return None
    return _numbered({int(one[1]): one[2].strip() for one in found}, len(pieces), count)


def _numbered(by_row: dict[int, str], said: int, count: int) -> tuple[str, ...] | None:
    if len(by_row) != said or not by_row.keys() <= set(range(1, count + 1)):
        return None
    return tuple(by_row.get(number, "") for number in range(1, count + 1))


def _parts(session: Session, card: AskedCard, pieces: Iterable[str], me: str) -> list[Part]:
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
