"""Questionnaires of a few questions, written without what every question repeats."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

import yaml

from salesaudit.questionnaire.answer import Given
from salesaudit.questionnaire.definition import Questionnaire, load_text
from salesaudit.questionnaire.session import Session

BOTH = {"ru": "Вопрос", "en": "Question"}
HEAD = {"questionnaire": "small", "version": 1, "title": BOTH, "intro": BOTH}


def small(sections: str, **head: Any) -> Questionnaire:
    """Read a questionnaire: ``{id: …, questions: [{id, fills, type, …}]}``; titles, ask and why are added."""
    listed = yaml.safe_load(dedent(sections))
    for section in listed:
        section.setdefault("title", BOTH)
        for question in section["questions"]:
            question.setdefault("ask", BOTH)
            question.setdefault("why", BOTH)
    written = {**HEAD, **head, "sections": listed}
    return load_text(yaml.safe_dump(written, allow_unicode=True, sort_keys=False).encode(), "small.yaml", b"{}\n")


def started(questionnaire: Questionnaire, **how: Any) -> Session:
    """Begin a talk in English with an owner."""
    return Session.start(questionnaire, "en", how.pop("respondent", "owner"), **how)


def told(question: str, value: Any = None, entry: str = "", status: Any = "answered") -> Given:
    """Return an answer."""
    return Given(question, entry, status, value)


def giving(session: Session, **answers: Any) -> Session:
    """Answer questions that are asked once, in the order written."""
    for question, value in answers.items():
        session = session.give(told(question, value))
    return session


def open_keys(session: Session) -> list[str]:
    """Return the keys of all questions that there are to ask."""
    return [instance.key for instance in session.settled.instances]


COMPANY = small("""
    - id: company
      questions:
        - {id: market, fills: company.market, type: choice, words: market, easy: true}
        - {id: staff, fills: company.headcount, type: count, easy: true}
        - {id: top, fills: company.top_customer_share, type: share, when: {is: [company.market, b2b]}}
        - {id: churn, fills: company.customer_churn, type: share, when: {not: {is: [company.market, b2b]}}}
    - id: team
      questions:
        - {id: roles, fills: 'roles.{value}', type: many, words: archetype,
           only: [owner, ceo, head_of_sales, sales_rep]}
    - id: each
      each: role
      questions:
        - {id: boss, fills: 'roles.{role}.reports_to', type: who_many}
        - {id: kpis, fills: 'roles.{role}.kpis', type: many, words: metric, when: {known: 'roles.{role}.reports_to'}}
    - id: leader
      questions:
        - {id: selling, fills: 'people.{leader}.time.selling', type: share, kind: perception}
""")
