"""A report that does not know something can say which question would settle it."""

from __future__ import annotations

import pytest

from salesaudit.orgfile.nodes import Path
from salesaudit.questionnaire.lookup import question_for
from tests.builders import org

COMPANY = """
    roles: {head_of_sales: {}, sales_rep: {count: 3}}
    people: {petrov: {name: Пётр Петров, roles: [head_of_sales]}}
    departments: {shop: {title: Цех, component: production}}
"""


@pytest.mark.parametrize(
    ("path", "word"),
    [
        (("company", "headcount"), "человек"),
        (("interfaces", "shop", "conflicts"), "Цех"),
        (("people", "petrov", "results", "revenue"), "Пётр Петров"),
        (("administration", "owner_decides"), "?"),
        (("functions", "hiring", "responsible"), "?"),
    ],
)
def test_the_question_names_what_it_is_about(path: Path, word: str) -> None:
    text = question_for(path, "ru", org(COMPANY))
    assert text is not None
    assert word in text
    assert "{" not in text


@pytest.mark.parametrize("path", [("measured", "funnel", "open"), ("company", "nothing")])
def test_what_nobody_asks_for_has_no_question(path: Path) -> None:
    assert question_for(path, "en") is None


@pytest.mark.parametrize(
    ("section", "text"),
    [
        (("roles",), "Who works here?"),
        (("people",), "What are your people called?"),
        (("departments",), "Which departments do you have?"),
        (("interfaces",), "How do sales get on with the other departments?"),
        (("strategy", "goals"), "What is next year's goal counted in?"),
        (("processes", "funnel", "stages"), "Name the stages in order."),
        (("lead_generation", "channels"), "Where do new customers come from?"),
    ],
)
def test_of_a_whole_section_it_asks_what_there_is(section: Path, text: str) -> None:
    assert question_for(section, "en") == text


def test_a_fact_of_a_person_may_be_asked_of_their_role() -> None:
    assert question_for(("people", "petrov", "time", "selling"), "en", org(COMPANY)) is not None
