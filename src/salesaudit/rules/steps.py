"""Limits that change with a number, such as how much a leader may sell by the size of the team."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from salesaudit.org.org import Org
from salesaudit.org.values import Number


def by_band(org: Org, limits: Mapping[str, float]) -> Number:
    """Return the limit for a company's size band; bounds where its size is known only in part."""
    possible = [float(limits[band]) for band in org.possible_bands]
    path = ("company", "headcount")
    return Number(min(possible), max(possible), "number", path, () if org.band_known else (path,))


class StepTable:
    """Limits by steps: up to each key inclusive its value applies, above the last one `beyond`."""

    def __init__(self, steps: Mapping[int, float], *, beyond: float) -> None:
        self.steps = dict(sorted((int(most), float(limit)) for most, limit in steps.items()))
        self.beyond = float(beyond)

    def at(self, number: Number) -> Number:
        """Return the limit for a number; bounds where only bounds of the number are known."""
        edges = [*self.steps, inf]
        limits = [
            self._limit(edge)
            for below, edge in zip([-inf, *self.steps], edges, strict=True)
            if number.low <= edge and number.high > below
        ]
        return Number(min(limits), max(limits), "share", number.path, number.needs)

    def _limit(self, edge: float) -> float:
        return self.steps.get(int(edge), self.beyond) if edge != inf else self.beyond

    def __repr__(self) -> str:
        parts = [f"≤{most}: {limit:g}" for most, limit in self.steps.items()]
        return ", ".join([*parts, f"more: {self.beyond:g}"])
