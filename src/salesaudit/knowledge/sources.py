"""Whose view a rule carries, and the figures that come from outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from salesaudit.knowledge.entries import Bilingual
from salesaudit.knowledge.reading import bilingual
from salesaudit.resources import resource

UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Source:
    """A source of rules: S0 to S4 are documents, X is outside practice, D our own reasoning."""

    id: str
    title: Bilingual
    author: Bilingual
    view: Bilingual


@dataclass(frozen=True, slots=True)
class OutsideFigure:
    """A figure from outside.

    `topic` is a value of the enumeration ``outside_topic``; `mark` one of ``source_mark`` (P, 2, GK);
    `year` is None where the source gives none.
    """

    id: str
    topic: str
    figure: Bilingual
    source: str
    year: int | None
    where: str
    mark: str

    @property
    def printable(self) -> bool:
        """Whether the figure may be printed: never one without a year, nor one that nobody has seen."""
        return self.year is not None and self.mark != "GK"


@cache
def sources() -> Mapping[str, Source]:
    """Return the sources by id: S0 to S4, X, D."""
    return MappingProxyType(
        {
            id_: Source(id_, bilingual(raw["title"]), bilingual(raw["author"]), bilingual(raw["view"]))
            for id_, raw in resource("knowledge.sources").items()
        }
    )


@cache
def outside() -> Mapping[str, OutsideFigure]:
    """Return the outside figures by id, grouped by topic."""
    return MappingProxyType(
        {
            id_: OutsideFigure(
                id=id_,
                topic=raw["topic"],
                figure=bilingual(raw["figure"]),
                source=raw["source"],
                year=None if raw["year"] == UNDATED else int(raw["year"]),
                where=raw["where"],
                mark=raw["mark"],
            )
            for id_, raw in resource("knowledge.outside").items()
        }
    )


def outside_on(topic: str) -> tuple[OutsideFigure, ...]:
    """Return the figures on a topic; none for a topic without figures."""
    return tuple(figure for figure in outside().values() if figure.topic == topic)
