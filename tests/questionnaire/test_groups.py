"""Repeat groups go over what the company has, as far as it is known."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from salesaudit.org.org import Org
from salesaudit.questionnaire.binding import Scope, bindings
from salesaudit.questionnaire.groups import entries, title
from tests.builders import org

COMPANY = """
    departments:
      sales: {title: Отдел продаж, component: sales, leader: head_of_sales}
      shop: {title: Цех, component: production}
    roles:
      owner: {}
      head_of_sales: {}
      sales_rep: {count: 3}
      fitter: {archetype: production, title: Сборщик}
    people:
      petrov: {name: Пётр Петров, roles: [head_of_sales]}
    strategy: {goals: [{metric: revenue, target: 5}]}
    processes:
      funnel: {stages: [{id: first, title: Звонок}]}
    lead_generation:
      channels: {ads: {kind: advertising}, calls: {kind: direct}}
    handoffs: [{from: sales, to: production}]
"""


@pytest.fixture(name="known", scope="module")
def _known() -> Org:
    return org(COMPANY)


@pytest.mark.parametrize(
    ("each", "over", "expected"),
    [
        ("role", {}, ["owner", "head_of_sales", "sales_rep", "fitter"]),
        ("role", {"archetype": ("production",)}, ["fitter"]),
        ("role", {"level": ("top", "leader")}, ["owner", "head_of_sales"]),
        ("role", {"component": ("sales",)}, ["head_of_sales", "sales_rep"]),
        ("role", {"not": ("owner", "fitter")}, ["head_of_sales", "sales_rep"]),
        ("person", {}, ["petrov"]),
        ("person", {"archetype": ("sales_rep",)}, []),
        ("worker", {}, ["petrov", "owner", "sales_rep", "fitter"]),
        ("seller", {}, ["sales_rep"]),
        ("leader", {}, ["petrov"]),
        ("department", {"not_component": ("sales",)}, ["shop"]),
        ("interface", {}, ["shop"]),
        ("channel", {"kind": ("direct",)}, ["calls"]),
        ("stage", {}, ["first"]),
        ("goal", {}, ["revenue"]),
        ("handoff", {}, ["sales->production"]),
        ("component", {}, ["lead_generation", "sales", "production", "support"]),
        ("policy", {"id": ("price",)}, ["price"]),
    ],
)
def test_entries(known: Org, each: str, over: Mapping[str, tuple[str, ...]], expected: list[str]) -> None:
    found = entries(each, over, known)
    assert found is not None
    assert [entry[-1] for entry in found] == expected


def test_functions_are_those_of_the_vocabulary(known: Org) -> None:
    found = entries("function", {"group": ("who",)}, known)
    assert found is not None
    assert ("hiring",) in found
    assert ("planning",) not in found


@pytest.mark.parametrize("each", ["role", "person", "department", "channel", "stage", "goal", "worker", "seller"])
def test_of_an_unknown_company_nothing_is_known(each: str) -> None:
    assert entries(each, {}, Org({})) is None


@pytest.mark.parametrize(
    ("each", "id_", "expected"),
    [
        ("role", "fitter", "Сборщик"),
        ("role", "sales_rep", "менеджер по продажам"),
        ("person", "petrov", "Пётр Петров"),
        ("worker", "petrov", "Пётр Петров"),
        ("department", "shop", "Цех"),
        ("stage", "first", "Звонок"),
        ("channel", "ads", "ads"),
    ],
)
def test_entries_are_called_as_people_call_them(known: Org, each: str, id_: str, expected: str) -> None:
    assert title(each, id_, known, "ru") == expected


def test_a_handoff_is_called_by_its_two_ends(known: Org) -> None:
    assert " → " in title("handoff", "sales->production", known, "en")


def test_names_stand_for_the_person_or_for_the_role_that_nobody_named_fills(known: Org) -> None:
    scope = Scope(bindings(known))
    assert scope.path("people.{leader}.time.selling") == ("people", "petrov", "time", "selling")
    assert scope.path("people.{owner}.time") == ("roles", "owner", "time")
    assert scope.path("people.{ceo}.time") is None
    assert Scope({}, "role", ("roles", "fitter")).path("roles.{role}.kpis") == ("roles", "fitter", "kpis")
    assert Scope({}, "handoff", ("a->b",)).path("handoffs.{handoff}.via") == ("handoffs", "a->b", "via")
