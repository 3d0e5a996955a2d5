"""A questionnaire with cards of each kind: of different questions, over entries, for each entry, of one shared list."""

from __future__ import annotations

from typing import Any

from salesaudit.questionnaire.replies import Reply, read_reply
from salesaudit.questionnaire.session import Session
from salesaudit.questionnaire.turns import AskedCard
from salesaudit.questionnaire.understand import Misunderstood
from tests.questionnaire.small import BOTH, small, started

LIST = "[{value: elements.crm.state, ru: CRM, en: a CRM}, {value: elements.scripts.state, ru: скрипты, en: scripts}, "
LIST += "{value: elements.price_list.state, ru: прайс-лист, en: a price list}]"
SECTIONS = f"""
    - id: company
      questions:
        - {{id: name, fills: company.name, type: text, allow: []}}
        - {{id: market, fills: company.market, type: choice, words: market}}
        - {{id: staff, fills: company.headcount, type: count}}
    - id: shares
      questions:
        - {{id: top, fills: company.top_customer_share, type: share}}
        - {{id: churn, fills: company.customer_churn, type: share, when: {{not: {{is: [company.market, b2c]}}}}}}
        - {{id: captive, fills: company.captive, type: yes_no}}
    - id: basics
      questions:
        - {{id: used, fills: '{{value}}', type: many, choices: {LIST}, gives: {{chosen: practised}}, remaining: true,
           none: {{ru: ничего, en: nothing}}}}
        - {{id: lacking, fills: '{{value}}', type: many, choices: {LIST}, gives: {{chosen: absent}}, remaining: true,
           none: {{ru: ничего, en: nothing}}}}
    - id: team
      questions:
        - {{id: roles, fills: 'roles.{{value}}', type: many, words: archetype,
           only: [owner, ceo, head_of_sales, sales_rep]}}
    - id: each
      each: role
      questions:
        - {{id: boss, fills: 'roles.{{role}}.reports_to', type: who_many, none: {{ru: никому, en: nobody}}}}
        - {{id: count, fills: 'roles.{{role}}.count', type: count}}
        - {{id: fixed, fills: 'roles.{{role}}.pay.fixed', type: share}}
"""


def card(id_: str, *questions: str, **how: Any) -> dict[str, Any]:
    rows = [{"question": id_, "ru": f"строка {id_}", "en": f"row {id_}"} for id_ in questions]
    return {"id": id_, "ask": BOTH, "why": BOTH, "rows": rows, **how}


CARDS = [
    card("brief", "name", "market", "staff"),
    card("percents", "top", "churn", "captive"),
    card("basics", "used", "lacking"),
    card("bosses", "boss"),
    card("pay", "count", "fixed", by_entry=True),
]


def session(*, cards: Any = CARDS, **how: Any) -> Session:
    """Begin a talk with these cards."""
    return started(small(SECTIONS, cards=cards), **how)


def at(session: Session, id_: str) -> Session:
    """Put off what comes before a card."""
    for _ in range(20):
        if session.card is not None and session.card.card.id == id_:
            return session
        session = session.skip()
    raise AssertionError(id_)


def shown(session: Session) -> AskedCard:
    assert session.card is not None
    return session.card


def said(session: Session, line: str) -> dict[str, object]:
    """Return what a line says to the card of now, by row; a row that was left out or is not understood says None."""
    reply = read_reply(session, shown(session), line)
    assert isinstance(reply, Reply), reply
    return {
        part.row.key: None if part.given is None else part.given.value if part.given.status == "answered" else "?"
        for part in reply.parts
    }


def refused(session: Session, line: str) -> str:
    """Return why a line is not understood at all."""
    reply = read_reply(session, shown(session), line)
    assert isinstance(reply, Misunderstood), reply
    return reply.message_key
