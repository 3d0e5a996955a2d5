"""The vocabulary as everybody asks for it: catalogues, titles, the words for values, search."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import cast

from salesaudit.knowledge.catalogues import (
    CATALOGUES,
    activities,
    archetypes,
    areas,
    components,
    elements,
    functions,
    metric_families,
    metrics,
    policies,
    states,
    tokens,
)
from salesaudit.knowledge.entries import (
    Activity,
    Archetype,
    Area,
    Bilingual,
    Component,
    ElementEntry,
    Entry,
    FunctionEntry,
    Metric,
    MetricFamily,
    Policy,
    State,
    Token,
)
from salesaudit.knowledge.reading import bilingual
from salesaudit.knowledge.search import search
from salesaudit.resources import resource

__all__ = [
    "Activity",
    "Archetype",
    "Area",
    "Bilingual",
    "Component",
    "ElementEntry",
    "Entry",
    "FunctionEntry",
    "Metric",
    "MetricFamily",
    "Policy",
    "State",
    "Token",
    "activities",
    "archetypes",
    "areas",
    "components",
    "elements",
    "entry",
    "enumerations",
    "functions",
    "functions_of",
    "meaning",
    "metric_families",
    "metrics",
    "policies",
    "search",
    "sellers",
    "states",
    "title",
    "tokens",
    "values",
    "word",
]


def entry(kind: str, id_: str) -> Entry:
    """Return the entry of a kind (archetype, function, element …) with an id; KeyError where there is none."""
    return CATALOGUES[kind]()[id_]


def title(kind: str, id_: str, lang: str) -> str:
    """Return the title of an entry; KeyError for an unknown kind, id or language."""
    return entry(kind, id_).title.in_(lang)


def meaning(kind: str, id_: str, lang: str) -> str:
    """Return the one-sentence meaning of an entry; KeyError for an unknown kind, id or language."""
    return entry(kind, id_).meaning.in_(lang)


def word(enumeration: str, value: str, lang: str) -> str:
    """Return the word people see for a value of an enumeration: ``word("severity", "high", "ru")`` is «серьёзно».

    A kind of a catalogue is an enumeration too: ``word("state", "spoken", "ru")`` is «на словах».
    Raises KeyError for an unknown enumeration, value or language.
    """
    if enumeration in CATALOGUES:
        return title(enumeration, value, lang)
    return bilingual(_words()[enumeration][value]).in_(lang)


def values(enumeration: str) -> tuple[str, ...]:
    """Return the values of an enumeration (or the ids of a catalogue) in their order; KeyError for an unknown one."""
    return tuple(CATALOGUES[enumeration]() if enumeration in CATALOGUES else _words()[enumeration])


def enumerations() -> tuple[str, ...]:
    """Return the names of the enumerations that are not catalogues."""
    return tuple(_words())


@cache
def sellers() -> frozenset[str]:
    """Return the archetypes whose holders are sellers."""
    return frozenset(tokens()["sellers"].archetypes)


@cache
def functions_of(*groups: str) -> tuple[FunctionEntry, ...]:
    """Return the functions of some groups (who, resource, organise …) in the order of the catalogue."""
    return tuple(function for function in functions().values() if function.group in groups)


def _words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return cast(Mapping[str, Mapping[str, Mapping[str, str]]], resource("knowledge.words"))
