"""How fast the owner's questionnaire decides on the example companies."""

from __future__ import annotations

from functools import cache

import pytest

from salesaudit.org.merge import build_org
from salesaudit.orgfile.load import load as load_company
from salesaudit.questionnaire.curve import curve
from salesaudit.questionnaire.definition import load
from tests.questionnaire.small import small

EXAMPLES = ("player-coach", "healthy", "trader", "imitation", "departments-at-war")
TEN_MINUTES = 30
HALF_CLEAR = 45


@cache
def points(example: str, adaptive: bool) -> dict[int, float]:
    company = build_org(load_company(f"examples/{example}.yaml")).data
    return dict(curve(load("owner"), company, adaptive=adaptive, most=HALF_CLEAR))


REACHED = {"player-coach": 0.3, "healthy": 0.34, "trader": 0.48, "imitation": 0.31, "departments-at-war": 0.29}
"""What ten minutes decide today. The goal is half; the best order that knows all the answers gets to about 0.58."""


@pytest.mark.parametrize("example", EXAMPLES)
def test_ten_minutes_decide_no_less_than_they_did(example: str) -> None:
    assert points(example, True)[TEN_MINUTES] >= REACHED[example]


@pytest.mark.parametrize("example", EXAMPLES)
def test_about_half_is_decided_when_the_talk_says_so(example: str) -> None:
    assert points(example, True)[HALF_CLEAR] >= 0.46


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_adaptive_order_decides_at_least_twice_as_much_in_ten_minutes(example: str) -> None:
    adaptive, fixed = points(example, True)[TEN_MINUTES], points(example, False)[TEN_MINUTES]
    assert adaptive >= 2 * fixed


def test_every_question_is_answered_by_the_fact_that_it_fills() -> None:
    questions = small("""
        - id: s
          questions:
            - {id: staff, fills: company.headcount, type: count}
            - {id: market, fills: company.market, type: choice, words: market}
            - {id: roles, fills: 'roles.{value}', type: many, words: archetype}
        - id: r
          each: role
          questions:
            - {id: time, fills: 'roles.{role}.time.selling', type: share}
    """)
    company = {
        "company": {"headcount": 24},
        "roles": {"ceo": {"time": {"selling": 0.5}}, "fitter": {"archetype": "production"}},
    }
    answered = curve(questions, company)
    assert [count for count, _ in answered] == [0, 1, 2, 3, 4, 5]
    assert answered[0][1] == 0
    assert answered[-1][1] > 0
    assert curve(questions, company, most=2) == answered[:3]
