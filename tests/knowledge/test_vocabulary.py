"""What the vocabulary promises to the rest: words for everything, and the facts that rules stand on."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from salesaudit.knowledge.catalogues import CATALOGUES
from salesaudit.knowledge.vocabulary import (
    archetypes,
    areas,
    components,
    elements,
    entry,
    enumerations,
    functions,
    functions_of,
    meaning,
    metric_families,
    metrics,
    policies,
    sellers,
    states,
    title,
    tokens,
    values,
    word,
)


@pytest.mark.parametrize("kind", CATALOGUES)
@pytest.mark.parametrize("lang", ["ru", "en"])
def test_every_entry_has_a_title_of_its_own_and_a_meaning(kind: str, lang: str) -> None:
    titles = [title(kind, id_, lang) for id_ in values(kind)]

    assert len(set(titles)) == len(titles)
    assert all(meaning(kind, id_, lang).endswith(".") for id_ in values(kind))


@pytest.mark.parametrize("enumeration", enumerations())
def test_every_value_has_a_word_in_both_languages(enumeration: str) -> None:
    assert all(word(enumeration, value, lang) for value in values(enumeration) for lang in ("ru", "en"))


@pytest.mark.parametrize(
    ("enumeration", "value", "ru", "en"),
    [
        ("severity", "critical", "критично", "critical"),
        ("severity", "low", "к сведению", "low"),
        ("severity_for_owner", "medium", "в этом квартале", "this quarter"),
        ("confidence", "told", "со слов", "as told"),
        ("outcome", "not_applicable", "к вам не относится", "does not apply to you"),
        ("duty", "accountable", "отвечает за результат", "answers for the result"),
        ("state", "written", "на бумаге", "on paper"),
        ("component", "lead_generation", "лидогенерация", "lead generation"),
        ("finding", "low", "замечание", "remark"),
        ("seller_in_format", "shop", "продавец", "shop assistant"),
    ],
)
def test_the_words_that_people_see(enumeration: str, value: str, ru: str, en: str) -> None:
    assert (word(enumeration, value, "ru"), word(enumeration, value, "en")) == (ru, en)


def test_unknown_words_are_errors_and_never_shown_as_they_are() -> None:
    for enumeration, value, lang in [("mood", "good", "ru"), ("severity", "mild", "ru"), ("severity", "low", "de")]:
        with pytest.raises(KeyError):
            word(enumeration, value, lang)


def test_nobody_can_change_the_catalogues() -> None:
    with pytest.raises(TypeError):
        functions()["planning"] = functions()["delivery"]  # type: ignore[index]
    with pytest.raises(FrozenInstanceError):
        functions()["planning"].group = "sell"  # type: ignore[misc]


def test_every_staff_role_of_a_neighbouring_department_has_a_leader_form() -> None:
    for id_ in ("accountant", "lawyer", "logistics", "warehouse", "it", "security", "hr", "finance"):
        staff, leader = archetypes()[id_], archetypes()[f"head_of_{id_}"]
        assert (staff.level, leader.level) == ("staff", "leader")
        assert staff.component == leader.component


def test_only_owner_and_ceo_are_at_the_top_and_outside_the_components() -> None:
    assert [a.id for a in archetypes().values() if a.level == "top"] == ["owner", "ceo"]
    assert [a.id for a in archetypes().values() if a.component == "none"] == ["owner", "ceo"]


def test_sellers_are_staff_of_sales() -> None:
    assert sellers() == {"sales_rep", "account_manager", "dealer_manager", "tender_specialist", "shop_assistant"}
    assert {(archetypes()[id_].level, archetypes()[id_].component) for id_ in sellers()} == {("staff", "sales")}


def test_the_sales_leader_is_looked_for_in_this_order() -> None:
    assert tokens()["sales_leader"].archetypes == ("head_of_sales", "commercial_director")


def test_the_owner_has_seven_questions_of_who_and_each_can_be_asked_aloud() -> None:
    who = functions_of("who")

    assert len(who) == 7
    assert all(function.question and function.question.ru.startswith("Кто ") for function in who)


@pytest.mark.parametrize(("group", "count"), [("resource", 6), ("organise", 7), ("lead", 9), ("integrate", 2)])
def test_groups_are_as_large_as_the_sources_make_them(group: str, count: int) -> None:
    assert len(functions_of(group)) == count


def test_a_product_is_not_the_owners_to_create_once_the_company_has_grown() -> None:
    creation = functions()["product_creation"]

    assert [creation.owners(band) for band in ("micro", "small", "medium", "large")] == [
        ("anyone",),
        ("anyone",),
        ("anyone_but_owner",),
        ("anyone_but_owner",),
    ]
    assert functions()["planning"].owners("large") == functions()["planning"].should_own


def test_finding_whom_to_call_is_not_for_sellers_but_calling_is() -> None:
    for id_ in ("lead_sources", "lead_lists"):
        assert functions()[id_].must_not == ("sales_rep", "account_manager")
    assert functions()["outreach"].must_not == ()
    assert "sellers" in functions()["outreach"].should_own


def test_disputes_are_settled_by_the_two_leaders_and_not_by_the_owner() -> None:
    resolution = functions()["conflict_resolution"]

    assert resolution.should_own == ("sales_leader", "peer_leader")
    assert resolution.must_not == ("owner", "sales_rep")


def test_the_ladder_of_states_counts_up() -> None:
    assert [(state.id, state.rank) for state in states().values()] == [
        ("absent", 0),
        ("spoken", 1),
        ("written", 2),
        ("practised", 3),
        ("reviewed", 4),
    ]


def test_only_six_elements_are_serious_when_absent() -> None:
    serious = {element.id for element in elements().values() if element.severity == "high"}

    assert serious == {"funnel", "price_list", "compensation", "crm", "product", "lead_lists"}


def test_metrics_count_as_what_their_family_counts_as() -> None:
    assert metrics()["margin"].counts_as == ("plan",)
    assert metrics()["company_value"].counts_as == ("company_result",)
    assert metrics()["revenue"].counts_as == ("plan", "company_result_when_company")
    assert metrics()["cycle"].sources == metric_families()["flow"].sources == ("S3",)


def test_every_family_of_metrics_has_a_metric() -> None:
    assert {metric.family for metric in metrics().values()} == set(metric_families())


def test_every_family_of_rules_is_in_exactly_one_area() -> None:
    placed = [family for area in areas().values() for family in area.families]

    assert sorted(placed) == sorted(set(values("family")) - {"GOV"})


def test_price_and_discount_are_two_halves_of_one_of_the_five_questions() -> None:
    assert list(policies()) == ["volume", "price", "discount", "customer", "product", "terms"]


def test_a_trading_firm_is_told_what_production_is_for_it() -> None:
    production = components()["production"].meaning

    assert "исполнение заказа — закупка, склад, доставка" in production.in_("ru")
    assert "order fulfilment" in production.in_("en")


def test_an_entry_is_found_by_kind_and_id() -> None:
    assert entry("function", "quality_control").kind == "function"
    assert entry("element", "quality_control").kind == "element"
    with pytest.raises(KeyError):
        entry("element", "planning")
