"""The report in the terminal: what every finding tells, and what is told but once."""

from __future__ import annotations

from textwrap import dedent

import pytest

from salesaudit.audit.report import Score
from salesaudit.audit.run import audit_document
from salesaudit.formats.lines import plain
from salesaudit.formats.text import render, score_lines
from tests.builders import document

SELLING = dedent("""
    company: {name: Ромашка, headcount: 24, market: b2b, as_of: 2026-11-01}
    roles:
      head_of_sales: {time: {selling: 70%, leading: 30%}, selling_reasons: none}
      sales_rep: {count: 3, reports_to: head_of_sales}
    functions: {price_lists: {responsible: none}}
""")


def shown(text: str, lang: str) -> str:
    """Return the report as one line, so that sentences are whole."""
    return " ".join(plain(render(audit_document(document(text)), lang)).split())


@pytest.mark.parametrize(
    ("lang", "question", "above"),
    [
        ("ru", "мнения расходятся: Может ли руководитель продаж продавать сам?", "показано выше, в LDR002"),
        ("en", "views differ: May the sales leader sell?", "is shown above, under LDR002"),
    ],
)
def test_a_disagreement_is_told_with_its_question_and_only_once(lang: str, question: str, above: str) -> None:
    text = shown(SELLING, lang)

    assert text.count(f"{question} S0: ") == 1
    assert text.count(question) == 2
    assert text.count(above) == 1


def test_of_price_lists_nobody_is_told_who_finds_customers() -> None:
    text = shown(SELLING, "en")

    assert "Whose job are the offer and the prices?" in text
    assert "Who answers for finding customers?" not in text


@pytest.mark.parametrize(("lang", "counted"), [("ru", "Ромашка: найден"), ("en", "Ромашка: found")])
def test_the_count_goes_on_after_the_companys_name(lang: str, counted: str) -> None:
    assert counted in shown(SELLING, lang)


@pytest.mark.parametrize(
    ("points", "told"),
    [
        pytest.param(100.0, "100", id="nothing is lost"),
        pytest.param(99.96, "99,9", id="something is lost, however little"),
        pytest.param(99.04, "99", id="a tenth that is none"),
        pytest.param(72.5, "72", id="whole points elsewhere"),
    ],
)
def test_the_full_hundred_is_shown_only_where_nothing_is_lost(points: float, told: str) -> None:
    score = Score(points, points, points, points, coverage=1.0, decided=5, total=5, areas=(), lost=())

    assert next(iter(score_lines(score, "ru"))).startswith(f"Оценка {told} из 100; решено 5 из 5")
