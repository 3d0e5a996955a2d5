"""What the page with questions works out for itself, beside what the session says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from salesaudit.org.merge import build_org
from salesaudit.orgfile.load import load as load_company
from salesaudit.questionnaire.content import TYPED, content
from salesaudit.questionnaire.curve import Truth
from salesaudit.questionnaire.definition import load
from salesaudit.questionnaire.session import Session

EXAMPLES = Path(__file__).parents[2] / "examples"
OF_THE_PAGE = """
D => {
    const state = settle(D, D.answers, (facts, question) => entriesAsChoices(D, facts, question));
    return state.asked.map(one => {
        const {title, filled, asked} = wording(D, state, one);
        const found = typed(one.question) || one.question.t === "yes_no" ? [] : choicesOf(D, state.facts, one);
        const section = D.sections[one.section];
        const [name, intro, why, example] = [section.t, section.i, one.question.w, one.question.e].map(filled);
        return [one.key, title, name, intro, asked, why, example, found.map(pair => pair.slice(0, 2))];
    });
}
"""
"""Every question there is to ask: its key, the title of its entry, its texts, and what may be chosen."""


def by_the_page(page: Page, session: Session) -> list[list[Any]]:
    """Return what the page asks; `page` is any page with questions, it is told all about the session anew."""
    found: list[list[Any]] = page.evaluate(OF_THE_PAGE, content(session))
    return found


def by_the_session(session: Session) -> list[list[Any]]:
    """Return what the session asks, told in the same way."""
    return [_row(session, key) for key in session.settled.by_key]


def _row(session: Session, key: str) -> list[Any]:
    asked = session.ask(key)
    is_chosen = asked.question.type not in (*TYPED, "yes_no")
    choices = [[choice.value, choice.text.in_(session.lang)] for choice in asked.options] if is_chosen else []
    texts = [asked.section, asked.section_intro, asked.text, asked.why, asked.example]
    return [key, asked.title, *texts, choices]


def facts(example: str) -> Mapping[str, Any]:
    """Return the facts of an example company."""
    return build_org(load_company(EXAMPLES / f"{example}.yaml")).data


def truthful(
    id_: str, company: Mapping[str, Any], lang: str, start: Mapping[str, Any] | None = None
) -> Iterator[Session]:
    """Yield sessions in which more and more questions are answered by what a company's file says."""
    questionnaire = load(id_)
    truth = Truth(company, questionnaire)
    session = Session.start(questionnaire, lang, questionnaire.for_[0], start, adaptive=False)
    yield session
    while True:
        open_ = [key for key in session.settled.by_key if key not in session.givens]
        if not open_:
            return
        half = open_[: max(1, len(open_) // 2)]
        session = session.take(tuple(truth.answer(session.ask(key), session.settled.by_key[key]) for key in half))
        yield session
