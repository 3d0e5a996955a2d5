"""What answers say of a company: the same facts as the format reads."""

from __future__ import annotations

from typing import Any

import pytest

from salesaudit.questionnaire.answer import Given
from salesaudit.questionnaire.company import written
from salesaudit.questionnaire.names import entry_id, slug
from salesaudit.questionnaire.session import Session
from tests.questionnaire.small import giving, small, started, told


def data_after(sections: str, *givens: Given, company: dict[str, Any] | None = None, lang: str = "en") -> Any:
    session = Session.start(small(sections), lang, "owner", company)
    return session.take(givens).settled.data


def one(**question: Any) -> str:
    question["fills"] = f"'{question['fills']}'"
    fields = ", ".join(f"{key}: {value}" for key, value in question.items())
    return f"[{{id: s, questions: [{{id: q, {fields}}}]}}]"


@pytest.mark.parametrize(
    ("question", "value", "section", "expected"),
    [
        (one(fills="company.top_customer_share", type="share"), 0.22, "company", {"top_customer_share": 0.22}),
        (one(fills="company.revenue", type="money"), 120_000_000, "company", {"revenue": 120_000_000}),
        (one(fills="company.captive", type="yes_no"), False, "company", {"captive": False}),
        (one(fills="company.headcount", type="count"), 0.5, "company", None),
        (one(fills="lead_generation.first_response", type="duration"), 20, "lead_generation", {"first_response": 20}),
        (one(fills="lead_generation.leads_by_month", type="counts"), [60, 48], "lead_generation",
         {"leads_by_month": [60, 48]}),
        (one(fills="strategy.owner", type="who_many"), [], "strategy", {"owner": []}),
        (one(fills="policies.discount.limit", type="share"), "none", "policies", {"discount": {"limit": "none"}}),
        (one(fills="roles.{value}", type="many", words="archetype"), ["ceo", "hr"], "roles", {"ceo": {}, "hr": {}}),
        (one(fills="roles.{value}", type="many", words="archetype"), [], "roles", {}),
        (one(fills="people.{value}.name", type="names"), ["Анна Ё. Щукина"], "people",
         {"anna_e_shchukina": {"name": "Анна Ё. Щукина"}}),
        (one(fills="strategy.goals.{value}.metric", type="many", words="metric"), ["revenue"], "strategy",
         {"goals": [{"metric": "revenue"}]}),
        (one(fills="handoffs.sales->production.via", type="text"), "crm", "handoffs",
         {"sales->production": {"from": "sales", "to": "production", "via": "crm"}}),
        (one(fills="processes.funnel.stages.{value}.title", type="names"), ["Первый звонок", "КП"], "processes",
         {"funnel": {"stages": {"pervyy_zvonok": {"id": "pervyy_zvonok", "title": "Первый звонок"},
                                "kp": {"id": "kp", "title": "КП"}}}}),
    ],
)  # fmt: skip
def test_an_answer_is_a_fact_of_the_format(question: str, value: Any, section: str, expected: Any) -> None:
    assert data_after(question, told("q", value)).get(section) == expected


def test_what_is_not_known_gives_no_fact() -> None:
    question = one(fills="company.headcount", type="count")
    for status in ("unknown", "not_applicable", "declined"):
        assert data_after(question, told("q", None, status=status)) == {}


def test_an_answer_stands_over_the_file_and_leaves_the_rest() -> None:
    company = {"company": {"name": "A", "headcount": 10}, "strategy": {"goals": [{"metric": "calls", "target": 5}]}}
    questions = """
        - id: s
          questions:
            - {id: staff, fills: company.headcount, type: count}
            - {id: target, fills: strategy.goals.calls.target, type: number}
    """
    data = data_after(questions, told("staff", 24), told("target", 7), company=company)
    assert data["company"] == {"name": "A", "headcount": 24}
    assert data["strategy"]["goals"] == [{"metric": "calls", "target": 7}]
    assert company["company"] == {"name": "A", "headcount": 10}


def test_a_choice_may_bring_more_of_its_entry() -> None:
    question = one(
        fills="departments.{value}", type="many",
        choices="[{value: shop, ru: цех, en: shop, sets: {component: production, title: {ru: Цех, en: Workshop}}}]",
    )  # fmt: skip
    assert data_after(question, told("q", ["shop"]), lang="ru")["departments"] == {
        "shop": {"component": "production", "title": "Цех"}
    }


def test_who_does_what_adds_up_over_the_roles() -> None:
    questions = """
        - id: r
          questions: [{id: roles, fills: 'roles.{value}', type: many, words: archetype}]
        - id: s
          each: role
          questions: [{id: does, fills: 'functions.{value}.responsible', type: many, words: function, adds: true}]
    """
    data = data_after(
        questions, told("roles", ["ceo", "hr"]), told("does", ["hiring"], "ceo"), told("does", ["hiring"], "hr")
    )
    assert data["functions"] == {"hiring": {"responsible": ["ceo", "hr"]}}


def test_the_companys_own_entries_may_be_the_choices() -> None:
    company = {"departments": {"a": {"title": "A"}, "b": {"title": "B"}}}
    question = one(fills="departments.{value}.leader", type="many", of="department", gives="{chosen: none}")
    session = Session.start(small(question), "en", "owner", company)
    assert [choice.text.en for choice in session.ask("q").options] == ["A", "B"]
    assert session.give(told("q", ["b"])).settled.data["departments"]["b"]["leader"] == []
    assert "leader" not in session.give(told("q", ["b"])).settled.data["departments"]["a"]


def test_known_to_be_missing_may_stand_elsewhere() -> None:
    question = one(fills="roles.ceo.plan.revenue", type="money", none="{ru: нет, en: none, fills: roles.ceo.plan}")
    assert data_after(question, told("q", "none"), company={"roles": {"ceo": {}}})["roles"] == {"ceo": {"plan": {}}}


def test_somebody_who_is_nowhere_listed_is_left_out() -> None:
    questions = """
        - id: s
          questions: [{id: q, fills: functions.hiring.responsible, type: who_many}]
    """
    company = {"company": {"name": "A"}, "roles": {"ceo": {}}}
    assert data_after(questions, told("q", ["nobody_knows"]), company=company).get("functions") == {"hiring": {}}


@pytest.mark.parametrize(
    ("type_", "value", "text"),
    [("share", 0.4, "0.4"), ("share", 1e-05, "0.00001"), ("money", 120_000_000, "120000000"), ("duration", 2.5, "2.5h"),
     ("yes_no", True, "yes"), ("who_many", ["a"], ["a"]), ("shares", {"selling": 0.5}, {"selling": "0.5"})],
)  # fmt: skip
def test_values_as_a_file_has_them(type_: str, value: Any, text: Any) -> None:
    assert written(type_, value) == text


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Отдел продаж", "otdel_prodazh"), ("IT & Co.", "it_co"), ("Ъ", "entry"), ("Щёголев", "shchegolev"),
     ("Łódź", "odz"), ("ivanov", "ivanov")],
)  # fmt: skip
def test_names_become_ids(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_a_name_that_is_known_keeps_its_id() -> None:
    assert entry_id("отдел ПРОДАЖ", "departments", {"sales": {"title": "Отдел продаж"}}) == "sales"
    assert entry_id("Finance", "departments", {}) == "finance_department"
    assert entry_id("Owner", "people", {}) == "owner_person"


def test_a_talk_starts_from_the_file() -> None:
    company = {"company": {"name": "A", "headcount": 24}}
    session = started(small(one(fills="company.headcount", type="count")), company=company)
    assert session.ask("q").known == 24
    assert giving(session, q=30).settled.data["company"]["headcount"] == 30
