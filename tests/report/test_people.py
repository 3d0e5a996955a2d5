"""Who acts: people of the file where there are any, roles where nobody is named, those above where a place is empty."""

from __future__ import annotations

import pytest

from salesaudit.audit.report import Label
from salesaudit.org.merge import build_org
from salesaudit.report.people import FALLBACK, named
from salesaudit.report.scene import Scene
from salesaudit.rules.catalogue import all_rules
from salesaudit.rules.wording import example
from tests.builders import document, report

COMPANY = Label("company", "company")
STAFF = """
departments:
  sales: {title: Продажи, component: sales, leader: head_of_sales}
  ads: {title: Реклама, component: lead_generation, leader: head_of_marketing}
  works: {title: Цех, component: production, leader: none}
roles:
  owner: {}
  ceo: {reports_to: owner}
  head_of_sales: {title: РОП, reports_to: ceo, department: sales}
  head_of_marketing: {reports_to: ceo, department: ads}
  sales_rep: {count: 2, reports_to: head_of_sales, department: sales}
  accountant: {}
people:
  orlov: {name: Олег Орлов, roles: [owner, ceo]}
  petrov: {name: Пётр Петров, roles: [head_of_sales]}
  sidorov: {name: Семён Сидоров, roles: [sales_rep]}
handoffs:
  - {from: ads, to: sales, what: обращение}
elements:
  crm: {state: practised, owner: accountant}
"""


def scene(text: str = STAFF) -> Scene:
    read = document(text)
    return Scene(report(text), build_org(read), read, "ru")


class TestNamed:
    @pytest.mark.parametrize(
        ("word", "subject", "expected"),
        [
            ("leader", COMPANY, ("Пётр Петров (РОП)",)),
            ("owner", COMPANY, ("Олег Орлов (собственник и генеральный директор)",)),
            ("ceo", COMPANY, ("Олег Орлов (собственник и генеральный директор)",)),
            ("marketing", COMPANY, ("руководитель маркетинга",)),
            ("finance", COMPANY, ("бухгалтер",)),
            ("subject", Label("person", "sidorov"), ("Семён Сидоров (менеджер по продажам)",)),
            ("boss", Label("person", "sidorov"), ("Пётр Петров (РОП)",)),
            ("keeper", Label("element", "crm"), ("бухгалтер",)),
            ("neighbour", Label("interface", "ads"), ("руководитель маркетинга",)),
            ("both_sides", Label("handoff", "ads->sales"), ("Пётр Петров (РОП)",)),
        ],
    )
    def test_a_word_becomes_a_person_or_a_role(self, word: str, subject: Label, expected: tuple[str, ...]) -> None:
        assert named(word, subject, scene()) == expected

    def test_an_empty_place_is_filled_by_the_one_above(self) -> None:
        assert named("production", COMPANY, scene()) == named("ceo", COMPANY, scene())

    def test_where_nothing_is_known_of_roles_nobody_is_named(self) -> None:
        assert named("leader", COMPANY, scene("company: {name: Тест, headcount: 24}")) == ()


def test_every_rule_says_who_acts() -> None:
    known = {*FALLBACK, "subject"}
    for rule in all_rules():
        assert example(rule.id).actors, rule.id
        assert set(example(rule.id).actors) <= known, rule.id
