"""The goals that a year's plans and a year's leads are held against."""

from __future__ import annotations

from datetime import date

from salesaudit.org.org import Org
from salesaudit.org.things import Goal
from salesaudit.org.values import Number

LONGEST_AHEAD = 550
"""Days from the day of the description to a goal that a year's work may still be compared with: a year and a half, so
that a goal set early for the next year counts and a three-year goal does not (ours).
"""


def goals_of_this_year(org: Org, *metrics: str) -> tuple[Number, ...]:
    """Return the yearly targets of the goals counted in one of `metrics`, those set for years ahead left out.

    Raises Unknown where the file does not say which goals there are.
    """
    goals = (goal for goal in org.strategy.all_goals if goal.metric.is_in(*metrics))
    return tuple(goal.yearly for goal in goals if not _years_ahead(goal, org))


def _years_ahead(goal: Goal, org: Org) -> bool:
    by, as_of = goal.by, org.company.as_of
    if not (by.known and as_of.known):
        return False
    return (date.fromisoformat(by.text) - date.fromisoformat(as_of.text)).days > LONGEST_AHEAD
