"""An answer that says nothing is told from one that says something."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesaudit.knowledge.vague import is_vague
from salesaudit.resources import resource

LISTS = resource("knowledge.vague")
VAGUE = [answer for kind in ("words", "phrases") for lang in ("ru", "en") for answer in LISTS[kind][lang]]
NEAR_MISSES = [answer for lang in ("ru", "en") for answer in LISTS["near_misses"][lang]]


def test_the_lists_are_long_enough_to_be_useful() -> None:
    assert len(set(VAGUE)) >= 130
    assert len(set(NEAR_MISSES)) >= 40


@pytest.mark.parametrize("answer", VAGUE)
def test_every_listed_answer_is_vague_however_it_is_typed(answer: str) -> None:
    assert is_vague(answer)
    assert is_vague(f"  {answer.upper()} !!! ")
    assert is_vague(answer.replace("ё", "е").replace(" ", "\N{NO-BREAK SPACE}"))


@pytest.mark.parametrize("answer", NEAR_MISSES)
def test_an_answer_with_a_number_a_customer_or_a_rule_is_concrete(answer: str) -> None:
    assert not is_vague(answer)


@given(answer=st.sampled_from(VAGUE), number=st.integers(min_value=0))
def test_a_number_makes_any_answer_concrete(answer: str, number: int) -> None:
    assert not is_vague(f"{answer} {number}")


@pytest.mark.parametrize(
    "answer",
    [
        "ну, максимум",
        "Продаём всем.",
        "скидка договорная",
        "любые товары",
        "to everyone, really",
        "It depends, of course",
    ],
)
def test_words_that_add_nothing_do_not_help(answer: str) -> None:
    assert is_vague(answer)


@pytest.mark.parametrize(
    "answer", ["мы продаём всем, кто хочет купить наши чудесные станки", "we take as many as possible"]
)
def test_a_phrase_is_found_inside_a_longer_answer(answer: str) -> None:
    assert is_vague(answer)


@pytest.mark.parametrize(
    "answer", ["максимум станков", "любая упаковка из картона", "maximum discount is decided daily"]
)
def test_a_single_word_counts_only_as_the_whole_answer(answer: str) -> None:
    assert not is_vague(answer)


@pytest.mark.parametrize("answer", ["", "   ", "—", "...", "?!"])
def test_an_answer_without_words_says_nothing(answer: str) -> None:
    assert is_vague(answer)


def test_a_segment_of_the_company_makes_an_answer_concrete_in_any_case() -> None:
    assert is_vague("всем из списка ключевых, кто хочет купить")
    assert not is_vague("всем из списка ключевых, кто хочет купить", ["Ключевые клиенты"])


def test_a_segment_called_customers_does_not() -> None:
    assert is_vague("всем клиентам", ["Клиенты"])
    assert is_vague("всем, кто хочет", ["АБ"])


def test_a_denied_phrase_is_not_said() -> None:
    assert is_vague("всем подряд")
    assert not is_vague("не всем подряд")
    assert not is_vague("not as much as possible")
