"""The arithmetic of the plan, backwards: how many first contacts a month it needs, and how many there are."""

from __future__ import annotations

from typing import NamedTuple

from salesaudit.org.org import Org
from salesaudit.org.values import Number, Path, Unknown
from salesaudit.rules.goals import goals_of_this_year
from salesaudit.rules.leads import MONTHS_A_YEAR, funnel_conversion, leads_a_month, smallest


class Sum(NamedTuple):
    """What the sum is made of, each known or not; the goal is None where the company has none in revenue."""

    goal: Number | None
    new: Number
    """The part of the goal that new sales have to bring."""
    deal: Number
    conversion: Number
    """The part of first contacts that becomes deals handed over."""
    leads: Number
    """First contacts a month."""

    @property
    def needed(self) -> float | None:
        """First contacts a month that the goal needs, at least; None where nothing can be said."""
        parts = (self.goal, self.new, self.deal)
        if any(part is None or not part.known for part in parts) or not self.conversion.high or not self.deal.low:
            return None
        assert self.goal is not None
        return self.goal.low * self.new.low / self.deal.low / self.conversion.high / MONTHS_A_YEAR

    @property
    def exact(self) -> bool:
        """Tell whether the number needed is one, not the least it may be."""
        return self.conversion.known


def sum_of(org: Org) -> Sum:
    """Return the arithmetic of a company's revenue goal."""
    repeat = org.company.repeat_share
    new = Number(round(1 - repeat.high, 6), round(1 - repeat.low, 6), "share", repeat.path, repeat.needs)
    return Sum(_goal(org), new, org.funnel.average_deal, funnel_conversion(org), leads_a_month(org.channels))


def _goal(org: Org) -> Number | None:
    path: Path = ("strategy", "goals")
    try:
        if not org.has_strategy:
            return None
        goals = goals_of_this_year(org, "revenue", "revenue_plan")
    except Unknown as unknown:
        return Number(0, float("inf"), "money", path, unknown.needs)
    return smallest(goals) if goals else None
