"""What is asked next: what decides most, inside a section, the easy ones first, always the same."""

from __future__ import annotations

import time

import pytest

from salesaudit.questionnaire import kinds
from salesaudit.questionnaire.definition import load
from salesaudit.questionnaire.session import Session
from tests.questionnaire.small import COMPANY, giving, small, started, told

MILLISECONDS = 1000


def asked_order(session: Session, most: int = 40) -> list[str]:
    keys: list[str] = []
    while session.current is not None and len(keys) < most:
        asked = session.current
        keys.append(asked.key)
        session = session.give(told(asked.question.id, None, asked.entry, "unknown"))
    return keys


def test_the_fixed_order_is_that_of_the_file() -> None:
    session = started(COMPANY, adaptive=False)
    assert asked_order(session) == ["market", "staff", "roles"]


def test_what_opens_most_comes_before_what_opens_nothing() -> None:
    questions = small("""
        - id: little
          questions:
            - {id: name, fills: company.industry, type: text}
        - id: much
          questions:
            - {id: roles, fills: 'roles.{value}', type: many, words: archetype}
    """)
    assert asked_order(started(questions)) == ["roles", "name"]


def test_what_the_audit_waits_for_comes_first() -> None:
    questions = small("""
        - id: s
          questions:
            - {id: repeat, fills: company.industry, type: text}
            - {id: decides, fills: administration.owner_decides, type: many, words: owner_decides}
    """)
    assert asked_order(started(questions)) == ["decides", "repeat"]


def test_a_fact_that_opens_a_weighty_question_weighs() -> None:
    questions = small("""
        - id: s
          questions:
            - {id: industry, fills: company.industry, type: text}
            - {id: state, fills: strategy.state, type: state}
            - {id: goals, fills: 'strategy.goals.{value}.metric', type: many, words: metric,
               when: {not: {is: [strategy.state, absent]}}}
    """)
    assert asked_order(started(questions))[0] == "state"


def test_a_list_counts_only_once_everyone_who_adds_to_it_was_asked() -> None:
    questions = small("""
        - id: s
          questions:
            - {id: top, fills: 'roles.{value}', type: many, words: archetype, only: [owner, ceo]}
            - {id: sales, fills: 'roles.{value}', type: many, words: archetype, only: [head_of_sales, sales_rep]}
            - {id: staff, fills: company.headcount, type: count}
    """)
    half = giving(started(questions), staff=24, top=["owner"])
    assert "roles" in half.settled.data
    assert ("roles",) in half.standing.needs
    whole = giving(half, sales=[])
    assert ("roles",) not in whole.standing.needs
    assert whole.progress.coverage > half.progress.coverage


def test_departments_are_asked_about_one_by_one_until_the_list_is_whole() -> None:
    company = {"company": {"name": "A", "headcount": 24},
               "departments": {"sales": {"component": "sales"}, "shop": {"component": "production"},
                               "office": {"component": "support"}}}  # fmt: skip
    questions = small("""
        - id: s
          each: interface
          questions:
            - {id: quarrels, fills: 'interfaces.{interface}.conflicts', type: choice, words: conflicts}
    """)
    session = started(questions, company=company)
    assert asked_order(session) == ["quarrels/shop", "quarrels/office"]
    session = session.give(told("quarrels", "rarely", "shop"))
    assert ("interfaces",) in session.standing.needs
    assert ("interfaces",) not in session.give(told("quarrels", "daily", "office")).standing.needs


def test_the_same_answers_always_lead_to_the_same_question() -> None:
    first, second = started(COMPANY), started(COMPANY)
    assert asked_order(first) == asked_order(second)
    assert asked_order(first.take((told("roles", ["ceo"]),))) == asked_order(second.take((told("roles", ["ceo"]),)))


@pytest.mark.parametrize(
    ("fills", "rules"),
    [
        ("administration.owner_decides", {"OWN007"}),
        ("people.{leader}.time.selling", {"LDR002"}),
        ("functions.{function}.accountable", {"CEO001"}),
        ("roles.{value}", {"REP010", "LDR011"}),
        ("company.industry", set()),
    ],
)
def test_a_question_knows_the_rules_that_it_feeds(fills: str, rules: set[str]) -> None:
    type_ = "many, words: archetype" if "{value}" in fills else "text"
    each = "function" if "function" in fills else "role"
    questions = small(f"[{{id: s, each: {each}, questions: [{{id: q, fills: '{fills}', type: {type_}}}]}}]")
    fed = set(kinds.feeds(questions.question("q")))
    assert rules <= fed
    assert bool(rules) == bool(fed)


def test_an_answer_costs_little_time() -> None:
    session = Session.start(load("owner"), "ru", "owner")
    assert session.current is not None
    took = []
    for _ in range(40):
        asked = session.current
        if asked is None:
            break
        options = [choice.value for choice in asked.options][:6]
        value = options if asked.question.type == "many" else None
        start = time.process_time()
        session = session.give(
            told(asked.question.id, value, asked.entry, "answered" if value is not None else "unknown")
        )
        assert session.current is None or session.current.text
        took.append((time.process_time() - start) * MILLISECONDS)
    assert sorted(took)[len(took) // 2] < 100  # about 15 on a quiet machine
