"""What cannot be is told at once, and told in words."""

from __future__ import annotations

from typing import Any

import pytest

from salesaudit.questionnaire.answer import Given
from salesaudit.questionnaire.session import Session
from tests.questionnaire.small import small, started, told

COMPANY: dict[str, Any] = {
    "company": {"name": "A", "currency": "GBP"},
    "roles": {"head_of_sales": {"time": {"leading": 0.5}}, "sales_rep": {"title": "Designer"}},
    "people": {"petrova": {"name": "Anna", "roles": ["sales_rep"]}},
    "segments": {"key": {"share_of_revenue": 0.7}, "small": {}},
    "strategy": {"goals": [{"metric": "revenue", "target": 1_000_000}]},
}
QUESTIONS = small("""
    - id: s
      questions:
        - {id: week, fills: roles.head_of_sales.time, type: shares, parts: [selling, leading, admin]}
        - {id: selling, fills: roles.head_of_sales.time.selling, type: share}
        - {id: small, fills: segments.small.share_of_revenue, type: share}
        - {id: plan, fills: roles.sales_rep.plan.revenue, type: money}
        - {id: who, fills: strategy.owner, type: who_many}
        - {id: boss, fills: people.petrova.roles, type: role, several: true}
""")


@pytest.fixture(name="session")
def _session() -> Session:
    return started(QUESTIONS, company=COMPANY)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (told("week", {"selling": 0.7, "leading": 0.3}), []),
        (told("week", {"selling": 0.7, "leading": 0.4}), ["contradiction.shares", "contradiction.time"]),
        (told("selling", 0.5), []),
        (told("selling", 0.6), ["contradiction.time"]),
        (told("selling", None, status="unknown"), []),
        (told("small", 0.3), []),
        (told("small", 0.4), ["contradiction.segments"]),
        (told("plan", 1_000_000), []),
        (told("plan", 1_000_001), ["contradiction.plan"]),
        (told("who", ["petrova", "sales_rep"]), []),
        (told("who", ["petrov"]), ["contradiction.who"]),
        (told("who", ["zzz"]), ["contradiction.nobody"]),
        (told("who", []), []),
        (told("boss", ["sales_reps"]), ["contradiction.who"]),
    ],
)
def test_contradictions(session: Session, given: Given, expected: list[str]) -> None:
    found = session.contradictions(given)
    if given.question == "week" and expected:
        assert "contradiction.shares" in [one.key for one in found]
    else:
        assert [one.key for one in found] == expected
    for one in found:
        for lang in ("ru", "en"):
            assert one.sentence(lang)
            assert one.hint(lang)


def test_the_nearest_name_is_shown(session: Session) -> None:
    (one,) = session.contradictions(told("who", ["petrov"]))
    assert one.hint("en") == "Did you mean petrova?"


def test_figures_are_shown_as_people_write_them(session: Session) -> None:
    (one,) = session.contradictions(told("plan", 2_000_000))
    assert one.sentence("en") == ("The plan of one person (£2M a year) is above the goal of the whole company (£1M)")


def test_a_plan_of_a_month_is_taken_for_the_year() -> None:
    company = {**COMPANY, "roles": {**COMPANY["roles"], "sales_rep": {"plan": {"per": "month"}}}}
    session = started(QUESTIONS, company=company)
    assert [one.key for one in session.contradictions(told("plan", 100_000))] == ["contradiction.plan"]
    assert not session.contradictions(told("plan", 80_000))
