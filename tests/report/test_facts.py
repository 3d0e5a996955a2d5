"""Facts in words: names, values, origins."""

from __future__ import annotations

from typing import Any

import pytest

from salesaudit.org.merge import build_org
from salesaudit.org.values import Path
from salesaudit.report.facts import fact_name, origin_text, value_text
from salesaudit.report.scene import Scene
from tests.builders import document, report

TEXT = """
company: {name: Тест, headcount: 24, revenue: 100_000_000}
strategy: {state: written, goals: [{metric: revenue, target: 120_000_000}, {metric: new_customers, target: 30}]}
departments: {store: {title: Склад, component: production, leader: none}}
roles:
  ceo: {}
  sales_rep: {count: 2, reports_to: ceo}
people:
  petrov: {name: Пётр Петров, roles: [sales_rep]}
processes:
  funnel: {state: practised, stages: [{id: visit, title: Замер}]}
handoffs:
  - {from: sales, to: store, what: заказ}
segments: {shops: {title: Магазины}}
"""


def scene(lang: str = "ru") -> Scene:
    read = document(TEXT)
    return Scene(report(TEXT), build_org(read), read, lang)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("people", "petrov", "time", "selling"), "Пётр Петров — время на продажи"),
        (("people", "petrov", "roles"), "Пётр Петров — какие роли совмещает"),
        (("roles", "sales_rep", "count"), "менеджер по продажам — сколько человек"),
        (("company", "revenue"), "выручка компании за год"),
        (("functions", "planning", "responsible"), "планирование продаж — кто делает"),
        (("interfaces", "store", "conflicts"), "Склад — как часто спорят"),
        (("processes", "funnel", "state"), "работает ли воронка"),
        (("processes", "funnel", "reviewed"), "воронка продаж — когда последний раз пересматривали"),
        (("processes", "funnel", "stages", "visit", "conversion"), "этап «Замер» — какая часть сделок идёт дальше"),
        (("handoffs", "sales->store", "via"), "передача «заказ» — как передают"),
        (("segments", "shops", "potential"), "сегмент «Магазины» — потенциал"),
        (("strategy", "goals", 0, "target"), "цель 1 — сколько нужно"),
        (("strategy", "links", "plan", "reviewed"), "связь с курсом: план продаж — когда последний раз пересматривали"),
    ],
)
def test_a_fact_is_called_what_people_call_it(path: Path, expected: str) -> None:
    assert fact_name(path, scene()) == expected


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("people", "petrov", "time", "selling"), 0.7, "70 %"),
        (("people", "petrov", "time"), {"selling": 0.7, "admin": 0.3}, "личные продажи 70 %; бумаги и отчёты 30 %"),
        (("people", "petrov", "results", "revenue"), 54_000_000, "54 млн ₽"),
        (("lead_generation", "first_response"), 12, "1 день 4 ч"),
        (("administration", "decision_days"), 4, "4 дня"),
        (("functions", "planning", "responsible"), [], "никто"),
        (("functions", "planning", "responsible"), ["petrov", "ceo"], "Пётр Петров и генеральный директор"),
        (("functions", "planning", "state"), "spoken", "на словах"),
        (("strategy", "reviewed"), "2026-01-20", "20 января 2026 г."),
        (("strategy", "reviewed"), "none", "нет"),
        (("processes", "funnel", "in_crm"), False, "нет"),
        (("roles", "sales_rep", "kpis"), ["calls", "улыбки"], "звонки и улыбки"),
        (("interfaces", "store", "conflicts"), "weekly", "раз в неделю"),
        (("strategy", "goals", 0, "target"), 120_000_000, "120 млн ₽"),
        (("strategy", "goals", 1, "target"), 30, "30"),
        (("strategy", "goals"), [{"metric": "revenue", "target": 120_000_000}], "выручка 120 млн ₽"),
        (("measured", "funnel", "won_skipping_a_stage"), 0.58, "58 %"),
        (("measured", "funnel", "won_cycle_median"), 272, "34 дня"),
        (("measured", "funnel", "stages_never_seen"), ["visit"], "этап «Замер»"),
        (("roles", "sales_rep", "limits", "discount"), "none", "нет"),
        (("company", "revenue"), None, "—"),
        (("no", "such", "place"), ["a", 2], "a и 2"),
    ],
)
def test_a_value_is_written_as_people_write_it(path: Path, value: Any, expected: str) -> None:
    assert value_text(path, value, scene()).replace("\xa0", " ") == expected


@pytest.mark.parametrize(
    ("kind", "who", "expected"),
    [
        ("declared", "", "stated in the company's description"),
        ("told", "owner", "as told by: owner"),
        ("measured", "amocrm", "measured: amoCRM"),
        ("measured", "our sheet", "measured: our sheet"),
        ("inferred", "", "we conclude it from the rest"),
    ],
)
def test_how_a_fact_is_known(kind: Any, who: str, expected: str) -> None:
    assert origin_text(kind, who, scene("en")) == expected
