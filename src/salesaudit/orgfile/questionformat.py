"""The format of a questionnaire: questions as data, so that one may bring one's own and nothing of it is ever run."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Required, TypeAlias

from pydantic import BeforeValidator
from typing_extensions import TypedDict

from salesaudit.orgfile import units
from salesaudit.orgfile.closed import closed
from salesaudit.orgfile.fieldtypes import Boolean, Count, Holders, Id, Text, Texts


@closed
class Said(TypedDict, total=False):
    """A text in both languages."""

    ru: Required[Text]
    en: Required[Text]


Both: TypeAlias = Annotated[Said, BeforeValidator(units.known)]
Respondents: TypeAlias = Annotated[
    list[Literal["owner", "leader", "seller", "marketing", "other"]], BeforeValidator(units.listed)
]


@closed
class ChoiceEntry(TypedDict, total=False):
    """One answer to choose; `sets` are further keys of the entry that it makes."""

    value: Required[Text]
    ru: Required[Text]
    en: Required[Text]
    sets: dict[str, Any]


@closed
class NothingEntry(TypedDict, total=False):
    """The answer "known to be missing" in words, and the path it is written to where that is another one."""

    ru: Required[Text]
    en: Required[Text]
    fills: Text


@closed
class GivesEntry(TypedDict, total=False):
    """What choosing an entry says of it, and what not choosing it says."""

    chosen: Required[Text]
    rest: Text


Each: TypeAlias = Literal[
    "role", "person", "department", "channel", "stage", "segment", "goal", "function", "element", "policy",
    "process", "handoff", "interface", "activity", "component", "worker", "seller", "leader", "owner", "ceo",
]  # fmt: skip


@closed
class QuestionEntry(TypedDict, total=False):
    use: Id
    id: Id
    fills: Text
    ask: Both
    why: Both
    example: Both
    type: Literal[
        "text", "names", "choice", "many", "share", "shares", "money", "duration", "count", "counts", "number",
        "date", "person", "role", "state", "yes_no", "who", "who_many",
    ]  # fmt: skip
    choices: Annotated[list[Annotated[ChoiceEntry, BeforeValidator(units.known)]], BeforeValidator(units.no_entries)]
    words: Id
    only: Texts
    of: Each
    parts: Texts
    several: Boolean
    none: Annotated[NothingEntry, BeforeValidator(units.known)]
    gives: Annotated[GivesEntry, BeforeValidator(units.known)]
    adds: Boolean
    also: Text
    remaining: Boolean
    who: Respondents
    kind: Literal["fact", "perception"]
    when: dict[str, Any]
    allow: Annotated[list[Literal["unknown", "not_applicable", "declined"]], BeforeValidator(units.answers_allowed)]
    required: Boolean
    seconds: Count
    easy: Boolean


@closed
class SectionEntry(TypedDict, total=False):
    use: Id
    id: Id
    title: Both
    intro: Both
    each: Each
    over: dict[str, Any]
    first: Boolean
    when: dict[str, Any]
    questions: Annotated[
        list[Annotated[QuestionEntry, BeforeValidator(units.known)]], BeforeValidator(units.no_entries)
    ]


@closed
class RowEntry(TypedDict, total=False):
    """One question of a card, in a few words."""

    question: Required[Id]
    ru: Required[Text]
    en: Required[Text]


@closed
class CardEntry(TypedDict, total=False):
    use: Id
    id: Id
    ask: Both
    why: Both
    rows: Annotated[list[Annotated[RowEntry, BeforeValidator(units.known)]], BeforeValidator(units.no_entries)]
    by_entry: Boolean
    example: Both


QuestionnaireFile = TypedDict(
    "QuestionnaireFile",
    {
        "questionnaire": Id,
        "version": Holders,
        "title": Both,
        "intro": Both,
        "for": Respondents,
        "renamed": dict[str, Any],
        "cards": Annotated[list[Annotated[CardEntry, BeforeValidator(units.known)]], BeforeValidator(units.no_entries)],
        "sections": Annotated[
            list[Annotated[SectionEntry, BeforeValidator(units.known)]], BeforeValidator(units.no_entries)
        ],
        "questions": Annotated[
            list[Annotated[QuestionEntry, BeforeValidator(units.known)]], BeforeValidator(units.no_entries)
        ],
    },
    total=False,
)
"""A questionnaire; without an id, the sections and questions that several take from by ``use``."""
closed(QuestionnaireFile)
