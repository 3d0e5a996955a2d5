"""Sentences as readers see them: they begin with a capital, and things are called by the names people gave them."""

from __future__ import annotations

import pytest

from salesaudit.audit.phrases import name, sentence
from salesaudit.audit.report import Label
from tests.builders import finding


def no_plan(role: str) -> str:
    return f"company: {{name: A, headcount: 24, market: b2b}}\nroles: {{sales_rep: {{{role}plan: none}}}}"


@pytest.mark.parametrize(
    ("role", "lang", "said"),
    [
        pytest.param("", "ru", "Менеджер по продажам: плана нет", id="the vocabulary's word"),
        pytest.param("", "en", "Sales rep has no plan", id="the same in English"),
        pytest.param("title: продавец окон, ", "ru", "Продавец окон: плана нет", id="a title in small letters"),
        pytest.param("title: продавец Окон, ", "ru", "Продавец Окон: плана нет", id="a capital further on"),
        pytest.param("title: iSeller, ", "en", "iSeller has no plan", id="a name that is written so"),
    ],
)
def test_a_sentence_begins_with_a_capital(role: str, lang: str, said: str) -> None:
    assert sentence(finding(no_plan(role), "REP010"), lang) == said


@pytest.mark.parametrize(
    ("handoff", "called"),
    [
        pytest.param("what: заявка, ", "заявка", id="by what is handed over"),
        pytest.param("", "продажи → производство", id="else by its two sides"),
    ],
)
def test_a_handoff_has_a_name(handoff: str, called: str) -> None:
    sides = "from: sales, to: production, owner: none, accepts: production"
    text = f"handoffs: [{{{handoff}{sides}}}]\nroles: {{production: {{}}}}"
    assert name(finding(text, "CMP008").subject, "ru") == called


@pytest.mark.parametrize(("id_", "called"), [("handover", "передача в производство"), ("own_stage", "own_stage")])
def test_a_stage_is_named_by_its_kind(id_: str, called: str) -> None:
    assert name(Label("stage", id_), "ru") == called


def test_money_is_in_roubles_unless_told_otherwise() -> None:
    owner, seller = "roles: [owner], results: {revenue: 60}", "roles: [sales_rep], results: {revenue: 20}"
    text = f"roles: {{owner: {{}}, sales_rep: {{}}}}\npeople: {{ann: {{{owner}}}, bob: {{{seller}}}}}"
    assert "₽60 a year" in sentence(finding(text, "OWN001"), "en")


def test_a_side_of_a_handoff_that_the_vocabulary_does_not_know_keeps_its_id() -> None:
    assert name(Label("handoff", "sales->stock"), "en") == "sales → stock"
