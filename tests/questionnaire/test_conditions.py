"""Conditions are data and three-valued: what is not known decides nothing."""

from __future__ import annotations

from typing import Any

import pytest

from salesaudit.orgfile.nodes import Path
from salesaudit.questionnaire.conditions import fact, holds, parse

FACTS: dict[str, Any] = {
    "company": {"headcount": 24, "captive": False},
    "roles": {"owner": {}, "fitter": {"archetype": "production", "kpis": ["revenue", "calls"]}},
    "strategy": {"state": "absent", "goals": [{"metric": "revenue", "target": 5}]},
    "functions": {"hiring": {"responsible": []}},
}


def resolve(path: str) -> Path | None:
    return None if "{" in path else tuple(path.split("."))


def judged(written: dict[str, Any], facts: dict[str, Any] = FACTS) -> bool | None:
    refused: list[str] = []
    condition = parse(written, lambda found, at: refused.append(found))
    assert not refused
    return holds(condition, facts, resolve)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({"known": "company.headcount"}, True),
        ({"known": "company.name"}, False),
        ({"known": "{leader}"}, False),
        ({"is": ["strategy.state", "absent"]}, True),
        ({"is": ["strategy.state", "written", "absent"]}, True),
        ({"is": ["strategy.state", "none"]}, True),
        ({"is": ["company.market", "b2b"]}, None),
        ({"is": ["company.captive", "no"]}, True),
        ({"is": ["company.captive", "yes"]}, False),
        ({"is": ["roles.fitter.kpis", "calls"]}, True),
        ({"is": ["functions.hiring.responsible", "none"]}, True),
        ({"more_than": ["company.headcount", "15"]}, True),
        ({"more_than": ["company.headcount", "24"]}, False),
        ({"more_than": ["company.revenue", "1"]}, None),
        ({"more_than": ["roles.fitter.kpis", "1"]}, True),
        ({"has": {"archetype": "production"}}, True),
        ({"has": {"archetype": ["ceo", "lawyer"]}}, False),
        ({"has": {"level": "top"}}, True),
        ({"not": {"is": ["company.market", "b2b"]}}, None),
        ({"not": {"known": "company.name"}}, True),
        ({"all": [{"known": "company.headcount"}, {"is": ["company.market", "b2b"]}]}, None),
        ({"all": [{"known": "company.name"}, {"is": ["company.market", "b2b"]}]}, False),
        ({"any": [{"known": "company.headcount"}, {"is": ["company.market", "b2b"]}]}, True),
        ({"any": [{"known": "company.name"}, {"is": ["company.market", "b2b"]}]}, None),
        ({"known": "company.headcount", "is": ["company.captive", "yes"]}, False),
    ],
)
def test_conditions(written: dict[str, Any], expected: bool | None) -> None:
    assert judged(written) is expected


def test_whom_a_company_has_is_not_known_without_its_roles() -> None:
    assert judged({"has": {"archetype": "ceo"}}, {}) is None


@pytest.mark.parametrize(
    "written",
    [{"knows": "x"}, {"is": ["x"]}, {"is": "x"}, {"more_than": ["x", "many"]}, {"all": []}, {"all": ["x"]},
     {"not": "x"}, {"has": {"colour": "red"}}, {"known": ["x"]}],
)  # fmt: skip
def test_what_is_no_condition_is_refused(written: dict[str, Any]) -> None:
    refused: list[str] = []
    parse(written, lambda found, at: refused.append(found))
    assert refused == list(written)


def test_a_goal_is_found_by_its_metric() -> None:
    assert fact(FACTS, ("strategy", "goals", "revenue", "target")) == 5
    assert fact(FACTS, ("strategy", "goals", "calls")) is None
