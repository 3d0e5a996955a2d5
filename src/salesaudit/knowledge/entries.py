"""The shapes of catalogue entries. All are read-only; enumerations are plain text, their words are in words.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple


class Bilingual(NamedTuple):
    """One text in both languages."""

    ru: str
    en: str

    def in_(self, lang: str) -> str:
        """Return the text in `lang` (``ru`` or ``en``); KeyError for any other."""
        if lang == "ru":
            return self.ru
        if lang == "en":
            return self.en
        raise KeyError(lang)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something a catalogue names: `kind` and `id` together are unique; `also` are other names people use."""

    kind: ClassVar[str]
    id: str
    title: Bilingual
    meaning: Bilingual
    sources: tuple[str, ...]
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Archetype(Entry):
    """A role that companies have. `level`: top | leader | staff. `component`: a component's id or ``none``."""

    kind: ClassVar[str] = "archetype"
    level: str
    component: str


@dataclass(frozen=True, slots=True)
class Token(Entry):
    """A group of people a function may name; `archetypes` are those it always means, the most likely first."""

    kind: ClassVar[str] = "token"
    archetypes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FunctionEntry(Entry):
    """Something somebody has to do. `should_own` and `must_not` hold ids of archetypes and tokens."""

    kind: ClassVar[str] = "function"
    component: str
    group: str
    should_own: tuple[str, ...]
    should_own_from_medium: tuple[str, ...]
    must_not: tuple[str, ...]
    question: Bilingual | None

    def owners(self, band: str) -> tuple[str, ...]:
        """Return who should answer for it in a company of the size band (micro | small | medium | large)."""
        return self.should_own_from_medium if band in ("medium", "large") else self.should_own


@dataclass(frozen=True, slots=True)
class ElementEntry(Entry):
    """A part of the sales system. `severity` (high | medium | low) of its absence, before the size of the company."""

    kind: ClassVar[str] = "element"
    severity: str


@dataclass(frozen=True, slots=True)
class Policy(Entry):
    """One of the questions every owner should have answered; `question` as it is asked aloud."""

    kind: ClassVar[str] = "policy"
    question: Bilingual


@dataclass(frozen=True, slots=True)
class Activity(Entry):
    """Something that working time goes on."""

    kind: ClassVar[str] = "activity"


@dataclass(frozen=True, slots=True)
class Component(Entry):
    """A part of the business."""

    kind: ClassVar[str] = "component"


@dataclass(frozen=True, slots=True)
class State(Entry):
    """A step of the ladder of states; `rank` counts from 0 for absent."""

    kind: ClassVar[str] = "state"
    rank: int


@dataclass(frozen=True, slots=True)
class MetricFamily(Entry):
    """Metrics that mean the same to a rule. `counts_as` holds values of the enumeration ``counts_as``."""

    kind: ClassVar[str] = "metric_family"
    counts_as: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Metric(Entry):
    """Something people and plans are measured by; `counts_as` is its family's."""

    kind: ClassVar[str] = "metric"
    family: str
    counts_as: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Area(Entry):
    """An area of the score: the rule `families` that it sums up."""

    kind: ClassVar[str] = "area"
    families: tuple[str, ...]
