"""The nearest name: right for human slips, silent for anything else, bounded in cost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesaudit.safety import nearest as nearest_module
from salesaudit.safety.nearest import nearest

NAMES = [
    "responsible",
    "accountable",
    "roles",
    "people",
    "head_of_sales",
    "sales_rep",
    "ceo",
    "owner",
    "planning",
    "отдел_продаж",
]


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("responsable", "responsible"),
        ("rolse", "roles"),
        ("role", "roles"),
        ("peple", "people"),
        ("Head-of-Sales", "head_of_sales"),
        ("sales rep", "sales_rep"),
        ("\u0441eo", "ceo"),
        ("cео", "ceo"),
        ("planing", "planning"),
        ("отдел_продажи", "отдел_продаж"),
        ("roles", "roles"),
        ("zzz", None),
        ("", None),
        ("x", None),
        ("warehouse_manager", None),
        ("a" * 1000, None),
    ],
)
def test_nearest(word: str, name: str | None) -> None:
    assert nearest(word, NAMES) == name


def test_of_equally_near_names_the_one_with_the_same_first_letter_then_the_alphabet() -> None:
    assert nearest("bat", ["rat", "bad", "bag"]) == "bad"
    assert nearest("bat", {"rat", "cat"}) == "cat"


def test_no_names() -> None:
    assert nearest("a_name", []) is None


@settings(deadline=None)
@given(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=8))
def test_the_answer_is_one_of_the_names_whatever_their_order(word: str, names: list[str]) -> None:
    found = nearest(word, names)
    assert found is None or found in names
    assert nearest(word, reversed(names)) == found


@settings(deadline=None)
@given(st.text("abcdefghijклмн", min_size=4, max_size=30), st.data())
def test_one_letter_left_out_is_always_forgiven(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name) - 1))
    assert nearest(name[:at] + name[at + 1 :], [name]) == name


def test_one_word_is_compared_with_few_names_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []
    distance = nearest_module._distance

    def counted(one: str, other: str, allowed: int) -> int:
        compared.append(other)
        return distance(one, other, allowed)

    monkeypatch.setattr(nearest_module, "_distance", counted)
    names = [f"role_number_{i}" for i in range(2000)]
    assert nearest("rolle_number_17", names) == "role_number_17"
    assert len(compared) <= 12


def test_a_beginning_stands_for_the_only_name_that_has_it() -> None:
    assert nearest("lead_gen", ["lead_generation", "sales"]) == "lead_generation"
    assert nearest("leader_of", ["leader_of_sales", "leader_of_marketing"]) is None
    assert nearest("lea", ["lead_generation"]) is None


def test_a_name_that_is_near_goes_before_one_that_only_begins_so() -> None:
    assert nearest("sales", ["sale", "sales_department"]) == "sale"
