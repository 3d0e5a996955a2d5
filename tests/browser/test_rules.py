"""The page opens and closes questions by the same conditions as the session, and words them in the same way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from salesaudit.questionnaire.definition import ids, load
from salesaudit.questionnaire.form import form
from salesaudit.questionnaire.session import Session
from tests.browser.rules import by_the_page, by_the_session, facts, truthful
from tests.questionnaire.random_talks import Talk, talks

COMPANIES = ("player-coach", "healthy", "trader", "imitation", "departments-at-war", "sketch")
USUALLY = ("player-coach", "sketch")
EXAMPLES = [name if name in USUALLY else pytest.param(name, marks=pytest.mark.slow) for name in COMPANIES]


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page with questions; what it is asked to work out does not depend on which."""
    file = tmp_path_factory.mktemp("page") / "form.html"
    file.write_bytes(form(Session.start(load("express"), "en", "owner")))
    opened = browser.new_page()
    opened.goto(file.as_uri())
    opened.wait_for_function("typeof settle === 'function'")
    yield opened
    opened.close()


@pytest.mark.parametrize("id_", ids())
@pytest.mark.parametrize("example", EXAMPLES)
def test_a_new_company_is_asked_the_same(example: str, id_: str, page: Page) -> None:
    for number, session in enumerate(truthful(id_, facts(example), "ru")):
        assert by_the_page(page, session) == by_the_session(session), number


@pytest.mark.parametrize("id_", ids())
@pytest.mark.parametrize("example", EXAMPLES)
def test_a_company_with_a_file_is_asked_the_same(example: str, id_: str, page: Page) -> None:
    for number, session in enumerate(truthful(id_, facts(example), "en", facts(example))):
        assert by_the_page(page, session) == by_the_session(session), number


@settings(max_examples=40)
@given(talks())
def test_whatever_is_answered_is_asked_the_same(page: Page, talk: Talk) -> None:
    assert by_the_page(page, talk.session) == by_the_session(talk.session)


@settings(max_examples=15)
@given(st.sampled_from(COMPANIES).flatmap(lambda example: talks(facts(example))))
def test_whatever_is_answered_about_a_company_is_asked_the_same(page: Page, talk: Talk) -> None:
    assert by_the_page(page, talk.session) == by_the_session(talk.session)
