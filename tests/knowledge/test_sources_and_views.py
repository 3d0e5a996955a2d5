"""Every source can be introduced, every disagreement is told fairly."""

from __future__ import annotations

import pytest

from salesaudit.knowledge.reasons import reason, reasons
from salesaudit.knowledge.sources import outside, outside_on, sources
from salesaudit.knowledge.views import views, views_of
from salesaudit.knowledge.vocabulary import values


def test_the_five_documents_outside_practice_and_we_ourselves_are_the_sources() -> None:
    assert list(sources()) == ["S0", "S1", "S2", "S3", "S4", "X", "D"]


def test_whether_a_leader_may_sell_is_decided_by_the_profile() -> None:
    view = views()["leader_sells"]

    assert {stance.source for stance in view.stances} >= {"S0", "S1"}
    assert (view.decision("balanced").follows, view.decision("organizer").follows) == ("S1", "S0")


def test_a_profile_that_decides_nothing_follows_the_default_one() -> None:
    assert views()["leader_sells"].decision("our-own") == views()["leader_sells"].decision("balanced")


def test_each_of_the_eleven_disagreements_is_told_once() -> None:
    assert [view.claim for view in views().values()] == [f"C{number}" for number in range(1, 12)]


@pytest.mark.parametrize(
    ("rule", "view"),
    [("LDR002", "leader_sells"), ("LDR006", "leader_sells"), ("OWN001", "owner_sells"), ("REP001", "first_contact"),
     ("CMP003", "first_contact"), ("REP008", "seller_purpose"), ("FNL008", "seller_purpose")],
)  # fmt: skip
def test_a_rule_knows_who_disagrees_with_it(rule: str, view: str) -> None:
    assert view in {found.id for found in views_of(rule)}


def test_a_rule_that_nobody_disputes_has_no_views() -> None:
    assert views_of("LDR011") == ()


@pytest.mark.parametrize(
    ("functions", "told"),
    [
        pytest.param(set(), {"lead_ownership", "offer_and_price"}, id="whatever the function"),
        pytest.param({"price_lists"}, {"offer_and_price"}, id="one function"),
        pytest.param({"price_lists", "lead_lists"}, {"lead_ownership", "offer_and_price"}, id="two functions"),
        pytest.param({"workplaces"}, set(), id="a function that nobody disputes"),
    ],
)
def test_of_a_function_only_what_is_said_about_it_is_told(functions: set[str], told: set[str]) -> None:
    assert {view.id for view in views_of("LDR007", frozenset(functions))} == told


def test_a_view_without_functions_is_told_of_every_one() -> None:
    assert "first_contact" in {view.id for view in views_of("REP001", frozenset({"workplaces"}))}


def test_no_figure_is_printed_without_a_year_or_unseen() -> None:
    assert outside()["selling_time_cso"].printable
    assert not outside()["span_kahle"].printable
    assert not outside()["selling_time_salesforce"].printable
    assert all(2000 < figure.year < 2030 for figure in outside().values() if figure.year is not None)


def test_every_topic_has_a_figure() -> None:
    assert all(outside_on(topic) for topic in values("outside_topic"))
    assert outside_on("weather") == ()


def test_russian_figures_never_part_from_their_percent_sign() -> None:
    figure = outside()["selling_time_cso"].figure

    assert "41\N{NO-BREAK SPACE}%" in figure.ru
    assert " %" not in figure.ru
    assert "41%" in figure.en


def test_a_reason_is_a_whole_sentence() -> None:
    assert reason("no_sellers", "ru") == "В компании нет продавцов."
    assert reason("said_by_other_rule", "en", rule="SYS005") == "This cause is already told by SYS005."


def test_every_reason_can_be_told_in_both_languages() -> None:
    told = {reason(id_, lang, rule="LDR001") for id_ in reasons() for lang in ("ru", "en")}

    assert len(told) == 2 * len(reasons())
    assert not any("{" in sentence for sentence in told)


def test_a_reason_that_lacks_its_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        reason("said_by_other_rule", "ru")
