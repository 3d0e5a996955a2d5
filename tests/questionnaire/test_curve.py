"""How a questionnaire is answered truthfully from a company that is known."""

from __future__ import annotations

from itertools import pairwise

from salesaudit.questionnaire.curve import curve
from tests.questionnaire.cards import CARDS, SECTIONS
from tests.questionnaire.small import small


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
