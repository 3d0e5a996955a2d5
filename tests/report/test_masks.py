"""Names and amounts found in texts, in whatever case a language puts them."""

from __future__ import annotations

import pytest

from salesaudit.report.masks import Alias, Mask

PEOPLE = {"petrov": "Пётр Петров", "anna_k": "Анна Ким", "mercer": "Grace Mercer"}
ALIASES = {id_: Alias(f"person_{n}", f"менеджер {n}") for n, id_ in enumerate(PEOPLE, 1)}


@pytest.fixture
def mask() -> Mask:
    return Mask(PEOPLE, ["Геннадий Воронцов"], "ООО «Крепёж-Поволжье»", ALIASES, "ru")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Согласование: Пётр Петров", "Согласование: менеджер 1"),
        ("у Петрова на столе", "у … на столе"),
        ("Петровым подписано", "… подписано"),
        ("Approval by Grace", "Approval by …"),
        ("Grace’s list", "… list"),
        ("Спросить Анну", "Спросить …"),
        ("со слов Воронцова", "со слов …"),
        ("Крепёж-Поволжье растёт", "… растёт"),
        ("ООО «Крепёж-Поволжье»", "…"),
        ("Отдел продаж", "Отдел продаж"),
        ("петровский форт", "… форт"),
    ],
)
def test_names_go_in_every_case(mask: Mask, text: str, expected: str) -> None:
    assert mask.text(text) == expected


@pytest.mark.parametrize(
    "amount",
    ["3 млн ₽", "1,4 млрд руб.", "250 000 руб", "€14,000", "$1.2M", "64 million euros", "40 тыс. рублей", "5 000 EUR"],
)
def test_amounts_go(mask: Mask, amount: str) -> None:
    told = mask.text(f"Сделки до {amount} и больше")
    assert not any(character.isdigit() for character in told), told
    assert told.startswith("Сделки до …")


@pytest.mark.parametrize("text", ["12 менеджеров", "этап 3", "90 дней", "24/7", "2026-11-01", "50 %"])
def test_other_numbers_stay(mask: Mask, text: str) -> None:
    assert mask.text(text) == text


@pytest.mark.parametrize("id_", ["petrov", "petrov_magic", "list-of-mercer", "anna_k", "АННА"])
def test_ids_with_a_name_are_replaced_and_always_alike(mask: Mask, id_: str) -> None:
    hidden = mask.id(id_)
    assert hidden.startswith("hidden_")
    assert mask.id(id_) == hidden


@pytest.mark.parametrize("id_", ["sales", "sales_rep", "petrovich", "funnel"])
def test_other_ids_stay(mask: Mask, id_: str) -> None:
    assert mask.id(id_) == id_
