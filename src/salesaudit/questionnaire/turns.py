"""What is asked in one go: a single question, or a card of questions that one line answers together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from salesaudit.questionnaire.answer import Given
from salesaudit.questionnaire.asked import Asked
from salesaudit.questionnaire.definition import Card, Choice
from salesaudit.questionnaire.settle import Instance

MOST_ROWS = 8
"""More than anybody says in one breath: a longer card comes in parts."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Questions that are put together: one, or the rows of a card."""

    rows: tuple[Instance, ...]
    card: Card | None = None

    @property
    def first(self) -> Instance:
        """The question that stands first."""
        return self.rows[0]

    @property
    def seconds(self) -> int:
        """How long the answers take."""
        return sum(instance.question.seconds for instance in self.rows)

    @property
    def required(self) -> bool:
        """Whether one of the answers is."""
        return any(instance.question.required for instance in self.rows)


@dataclass(frozen=True)
class AskedCard:
    """A card as a person meets it: its heading, the questions that are its rows, and an example where it has its own.

    `labels` name the rows in a few words. `options` are the choices that several rows share, in the order in which they
    are numbered.
    """

    card: Card
    rows: tuple[Asked, ...]
    labels: tuple[str, ...]
    text: str
    why: str
    example: str
    options: tuple[Choice, ...]

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the rules that read any of the facts."""
        return tuple(dict.fromkeys(rule for row in self.rows for rule in row.rules))

    def shares_options(self, row: Asked) -> bool:
        """Tell whether a row is answered from the list that several share."""
        return bool(self.options) and bool(row.options) and _values(row.options) <= _values(self.options)

    def answers(self, given: Iterable[Given]) -> dict[str, Given]:
        """Return the answers that belong to its rows, by key."""
        keys = {row.key for row in self.rows}
        return {one.key: one for one in given if one.key in keys}


def turns(ready: Sequence[Instance], cards: Iterable[Card]) -> tuple[Turn, ...]:
    """Return in which turns some questions are put, in the order of the first question of each."""
    home = {id_: card for card in reversed(tuple(cards)) for id_ in card.questions}
    found: dict[tuple[str, str], list[Instance]] = {}
    for instance in ready:
        card = home.get(instance.question.id)
        place = ("", instance.key) if card is None else (card.id, instance.scope.id if card.by_entry else "")
        found.setdefault(place, []).append(instance)
    return tuple(turn for rows in found.values() for turn in _parts(rows, home.get(rows[0].question.id)))


def _parts(rows: list[Instance], card: Card | None) -> Iterator[Turn]:
    """Yield a card whole, or in parts of about the same length where it is too long."""
    if card is None:
        yield from (Turn((row,)) for row in rows)
        return
    rows = sorted(rows, key=lambda row: card.questions.index(row.question.id))
    count = -(-len(rows) // MOST_ROWS)
    size = -(-len(rows) // count)
    for start in range(0, len(rows), size):
        part = tuple(rows[start : start + size])
        yield Turn(part, card if len(part) > 1 else None)


def shared_options(rows: Iterable[Asked]) -> tuple[Choice, ...]:
    """Return the longest list from which at least two rows are answered; what is left of it for one is part of it."""
    lists = [row.options for row in rows if row.options]
    longest = max(lists, key=len, default=())
    sharing = [options for options in lists if _values(options) <= _values(longest)]
    return longest if len(sharing) > 1 else ()


def _values(options: Iterable[Choice]) -> set[str]:
    return {choice.value for choice in options}
