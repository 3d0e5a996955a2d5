"""Questionnaires as data: what is asked of whom, and which fact of the company's file an answer fills."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from salesaudit.knowledge import vocabulary
from salesaudit.knowledge.entries import Bilingual as Words
from salesaudit.orgfile.nodes import Path, Source
from salesaudit.orgfile.units import NONE, STATES
from salesaudit.questionnaire.answer import Status
from salesaudit.questionnaire.binding import VALUE
from salesaudit.questionnaire.conditions import Condition
from salesaudit.resources import resource, shipped
from salesaudit.safety.errors import UsageError
from salesaudit.safety.nearest import nearest

FOLDER = "questionnaires"
SHARED = "shared"

Type: TypeAlias = Literal[
    "text", "names", "choice", "many", "share", "shares", "money", "duration", "count", "counts", "number", "date",
    "person", "role", "state", "yes_no", "who", "who_many",
]  # fmt: skip
RespondentKind: TypeAlias = Literal["owner", "leader", "seller", "marketing", "other"]

SECONDS: Mapping[str, int] = MappingProxyType(
    {"yes_no": 6, "choice": 10, "state": 10, "person": 10, "role": 10, "who": 10, "who_many": 12, "many": 25,
     "shares": 45, "text": 25, "names": 40, "counts": 40}
)  # fmt: skip
"""How long an answer takes where the question does not say."""
USUAL_SECONDS = 15


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose from; `sets` are further keys of the entry that choosing it makes."""

    value: str
    text: Words
    sets: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Nothing:
    """The answer "known to be missing" in the question's own words, written to `fills` where that is set."""

    text: Words
    fills: str = ""


@dataclass(frozen=True, slots=True)
class Gives:
    """What choosing an entry says of it (`chosen`), and what not choosing it says (`rest`, None: nothing)."""

    chosen: str
    rest: str | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """Where something is written: a file, and the route of keys and positions in it."""

    file: str
    path: Path


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `fills` is the path of the fact, dotted, with ``{role}``, ``{leader}`` … for what is not fixed.

    `words` names the enumeration or catalogue whose words are the choices, `only` narrows it; `of` is the
    kind of the company's own entries that are the choices instead; `parts` are those of
    ``shares``. `who` is empty where everybody is asked. `adds`: the entry's id is added to the list at each choice.
    `also` is the path of another list to which it is added for each value chosen or name given.
    `remaining`: it asks only for what neither the file nor a question before it has said: of many choices those that
    are left, of a single fact nothing once that is known.
    """

    id: str
    fills: str
    ask: Words
    why: Words
    type: Type
    example: Words | None = None
    choices: tuple[Choice, ...] = ()
    words: str = ""
    only: tuple[str, ...] = ()
    of: str = ""
    parts: tuple[str, ...] = ()
    several: bool = False
    none: Nothing | None = None
    gives: Gives | None = None
    adds: bool = False
    also: str = ""
    remaining: bool = False
    who: tuple[RespondentKind, ...] = ()
    kind: Literal["fact", "perception"] = "fact"
    when: Condition | None = None
    allow: tuple[Status, ...] = ("unknown", "not_applicable", "declined")
    required: bool = False
    seconds: int = USUAL_SECONDS
    easy: bool = False
    where: Where = Where("", ())

    @property
    def options(self) -> tuple[Choice, ...]:
        """What may be chosen, in order; empty where the type takes no choices or they depend on the company."""
        if self.choices:
            return self.choices
        if self.type == "state":
            return worded("state", STATES)
        if self.words:
            return worded(self.words, self.only or vocabulary.values(self.words))
        return ()

    @property
    def parts_worded(self) -> tuple[Choice, ...]:
        """The parts of ``shares`` in words."""
        return worded("activity", self.parts)

    @property
    def makes_entries(self) -> bool:
        """Tell whether each value chosen or name given becomes a part of the fact's path."""
        return f"{{{VALUE}}}" in self.fills

    @property
    def templates(self) -> tuple[str, ...]:
        """The paths that it fills; one for each choice where the choices are paths."""
        if f"{{{VALUE}}}" not in self.fills or not any("." in choice.value for choice in self.choices):
            return (self.fills, *((self.also,) if self.also else ()))
        return tuple(self.fills.replace(f"{{{VALUE}}}", choice.value) for choice in self.choices)

    @property
    def speaks_of_the_rest(self) -> bool:
        """Tell whether it says something of what is not chosen, among what the questions before it have left."""
        return self.remaining and self.gives is not None and self.gives.rest is not None

    def asked_of(self, respondent: str) -> bool:
        """Tell whether it is asked of a respondent's kind."""
        return not self.who or respondent in self.who


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that belong together; `each` repeats them for every entry of a kind, narrowed by `over`.

    `first`: they decide what there is to ask about, so they come before all that are not.
    """

    id: str
    title: Words
    questions: tuple[Question, ...]
    intro: Words | None = None
    each: str = ""
    over: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first: bool = False
    when: Condition | None = None
    where: Where = Where("", ())


@dataclass(frozen=True, slots=True)
class Card:
    """Questions that are answered in one breath: a heading, a row for each, one line that answers them all.

    `rows` are the questions by id, each in a few words. `by_entry`: there is a card for each entry of the repeat group,
    rather than one over all entries. `example` is a line that answers it, where those of its questions make none.
    """

    id: str
    ask: Words
    why: Words
    rows: Mapping[str, Words]
    by_entry: bool = False
    example: Words | None = None
    where: Where = Where("", ())

    @property
    def questions(self) -> tuple[str, ...]:
        """The ids of its questions, in the order of the rows."""
        return tuple(self.rows)


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A questionnaire. `renamed` maps ids of earlier versions to today's, None where a question is gone."""

    id: str
    version: int
    title: Words
    intro: Words
    sections: tuple[Section, ...]
    for_: tuple[RespondentKind, ...] = ("owner",)
    renamed: Mapping[str, str | None] = field(default_factory=dict)
    cards: tuple[Card, ...] = ()
    sources: tuple[Source, ...] = field(default=(), compare=False, repr=False)
    """The texts it was read from, where it was read from YAML."""

    @property
    def name(self) -> str:
        """The name that answers carry: ``owner@1``."""
        return f"{self.id}@{self.version}"

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order of the file."""
        return tuple(question for section in self.sections for question in section.questions)

    def question(self, id_: str) -> Question:
        """Return a question by its id or by one it had earlier; KeyError where there is none, or no longer."""
        today = self.today(id_)
        for question in self.questions:
            if question.id == today:
                return question
        raise KeyError(id_)

    def card_of(self, question: str) -> Card | None:
        """Return the card on which a question stands, None where it stands alone."""
        return next((card for card in self.cards if question in card.rows), None)

    def today(self, id_: str) -> str | None:
        """Return today's id of a question of any version, None where the question is gone."""
        seen: set[str] = set()
        current: str | None = id_
        while current is not None and current in self.renamed and current not in seen:
            seen.add(current)
            current = self.renamed[current]
        return current


@cache
def worded(enumeration: str, values: tuple[str, ...]) -> tuple[Choice, ...]:
    """Return the values of an enumeration or a catalogue as choices; KeyError for one that is not of it."""
    return tuple(
        Choice(value, Words(vocabulary.word(enumeration, value, "ru"), vocabulary.word(enumeration, value, "en")))
        for value in values
    )


def ids() -> tuple[str, ...]:
    """Return the ids of the questionnaires that come with the product."""
    return tuple(resource(FOLDER)["ids"])


@cache
def load(id_: str) -> Questionnaire:
    """Return a questionnaire that comes with the product. Raises UsageError, with the nearest name."""
    from salesaudit.questionnaire.reading import build

    if id_ not in ids():
        near = nearest(id_, ids())
        hint = "questionnaire.unknown.near" if near else "questionnaire.unknown.hint"
        raise UsageError("questionnaire.unknown", hint=hint, found=id_, near=near or "", known=", ".join(ids()))
    return build(resource(f"{FOLDER}.{id_}"), f"{id_}.yaml", resource(f"{FOLDER}.{SHARED}"))


def load_text(data: bytes, name: str, shared: bytes | None = None) -> Questionnaire:
    """Read a questionnaire of one's own; what it takes by ``use`` comes from itself, else from the shipped `shared`.

    Raises LoadError with all problems.
    """
    from salesaudit.questionnaire.reading import read

    home = shipped(FOLDER) / f"{SHARED}.yaml"
    if shared is None:
        from salesaudit.safety.files import read_bounded

        shared = read_bounded(str(home), limit=2**21)
    return read(data, name, shared, str(home))


__all__ = [
    "NONE", "VALUE", "Card", "Choice", "Condition", "Gives", "Nothing", "Question", "Questionnaire", "Section", "Where",
    "Words", "ids", "load", "load_text",
]  # fmt: skip
