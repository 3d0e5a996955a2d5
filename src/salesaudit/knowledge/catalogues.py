"""The catalogues as typed entries, each read when it is first asked for and kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from salesaudit.knowledge.entries import (
    Activity,
    Archetype,
    Area,
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
from salesaudit.knowledge.reading import Common, bilingual, catalogue, several


@cache
def archetypes() -> Mapping[str, Archetype]:
    """Return the roles that companies have, by id."""
    return catalogue("archetypes", lambda base, raw: Archetype(**base, level=raw["level"], component=raw["component"]))


@cache
def tokens() -> Mapping[str, Token]:
    """Return the groups that a function may name instead of an archetype, by id."""
    return catalogue("tokens", lambda base, raw: Token(**base, archetypes=several(raw["archetypes"])))


@cache
def functions() -> Mapping[str, FunctionEntry]:
    """Return what somebody has to do, by id."""
    return catalogue("functions", _function)


@cache
def elements() -> Mapping[str, ElementEntry]:
    """Return the parts of a sales system, by id."""
    return catalogue("elements", lambda base, raw: ElementEntry(**base, severity=raw["severity"]))


@cache
def policies() -> Mapping[str, Policy]:
    """Return the five questions (price and discount are one), by id."""
    return catalogue("policies", lambda base, raw: Policy(**base, question=bilingual(raw["question"])))


@cache
def activities() -> Mapping[str, Activity]:
    """Return what working time goes on, by id."""
    return catalogue("activities", lambda base, _: Activity(**base))


@cache
def components() -> Mapping[str, Component]:
    """Return the parts of a business, by id."""
    return catalogue("components", lambda base, _: Component(**base))


@cache
def states() -> Mapping[str, State]:
    """Return the ladder of states by id, lowest first."""
    return catalogue("states", lambda base, raw: State(**base, rank=int(raw["rank"])))


@cache
def metric_families() -> Mapping[str, MetricFamily]:
    """Return the families of metrics, by id."""
    return catalogue("metric_families", lambda base, raw: MetricFamily(**base, counts_as=several(raw["counts_as"])))


@cache
def metrics() -> Mapping[str, Metric]:
    """Return what people and plans are measured by, by id; source and meaning for rules come from the family."""
    return catalogue("metrics", _metric)


@cache
def areas() -> Mapping[str, Area]:
    """Return the areas of the score by id, in the order of the report."""
    return catalogue("areas", lambda base, raw: Area(**base, families=several(raw["families"])))


CATALOGUES: Final[Mapping[str, Callable[[], Mapping[str, Entry]]]] = {
    Archetype.kind: archetypes,
    Token.kind: tokens,
    FunctionEntry.kind: functions,
    ElementEntry.kind: elements,
    Policy.kind: policies,
    Activity.kind: activities,
    Component.kind: components,
    State.kind: states,
    Metric.kind: metrics,
    MetricFamily.kind: metric_families,
    Area.kind: areas,
}
"""Every catalogue by the kind of its entries."""


def _function(base: Common, raw: Mapping[str, Any]) -> FunctionEntry:
    return FunctionEntry(
        **base,
        component=raw["component"],
        group=raw["group"],
        should_own=several(raw["should_own"]),
        should_own_from_medium=several(raw.get("should_own_from_medium", raw["should_own"])),
        must_not=several(raw["must_not"]),
        question=bilingual(raw["question"]) if "question" in raw else None,
    )


def _metric(base: Common, raw: Mapping[str, Any]) -> Metric:
    family = metric_families()[raw["family"]]
    base["sources"] = family.sources
    return Metric(**base, family=family.id, counts_as=family.counts_as)
