"""How fast the owner's questionnaire decides on the example companies."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest

from salesaudit.org.merge import build_org
from salesaudit.orgfile.load import load as load_company
from salesaudit.questionnaire.curve import Point, curve
from salesaudit.questionnaire.definition import load
from salesaudit.questionnaire.turns import MOST_ROWS
from tests.questionnaire.cards import CARDS, SECTIONS
from tests.questionnaire.small import small

EXAMPLES = ("player-coach", "healthy", "trader", "imitation", "departments-at-war")
THIRTY = 30
HALF = 0.5


@cache
def points(example: str, adaptive: bool) -> list[Point]:
    company = build_org(load_company(f"examples/{example}.yaml")).data
    return curve(load("owner"), company, adaptive=adaptive, most=THIRTY)


@pytest.mark.parametrize("example", EXAMPLES)
def test_thirty_replies_decide_at_least_half(example: str) -> None:
    assert points(example, True)[THIRTY].coverage >= HALF


@pytest.mark.parametrize("example", EXAMPLES)
def test_thirty_replies_are_no_trick(example: str) -> None:
    """A reply is one line: few values, said in a quarter of an hour all together."""
    replies = points(example, True)
    assert max(after.values - before.values for before, after in pairwise(replies)) <= MOST_ROWS
    assert replies[THIRTY].values <= 3 * THIRTY
    assert replies[THIRTY].seconds <= 17 * 60


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_adaptive_order_decides_at_least_twice_as_much(example: str) -> None:
    adaptive, fixed = points(example, True), points(example, False)
    assert adaptive[THIRTY].coverage >= 2 * fixed[THIRTY].coverage


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
    assert [point.replies for point in answered] == [0, 1, 2, 3, 4, 5]
    assert [point.values for point in answered] == [0, 1, 2, 3, 4, 5]
    assert answered[0].coverage == 0
    assert answered[-1].coverage > 0
    assert curve(questions, company, most=2) == answered[:3]


def test_a_card_is_one_reply_of_several_values() -> None:
    company = {"company": {"name": "Daisy", "market": "b2b", "headcount": 24, "top_customer_share": 0.1}}
    questions = small(SECTIONS, cards=CARDS)
    steps = [(after.values - before.values, after.seconds - before.seconds)
             for before, after in pairwise(curve(questions, company))]  # fmt: skip
    assert (3, sum(questions.question(id_).seconds for id_ in ("name", "market", "staff"))) in steps
