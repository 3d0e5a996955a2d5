"""Plural forms, held against Babel's tables."""

from __future__ import annotations

import pytest
from babel import Locale

from salesaudit.texts.plural import FORMS, form_index, plural


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_whole_numbers_agree_with_babel(lang: str) -> None:
    babel = Locale(lang).plural_form
    numbers = [*range(2_001), 10**6, 10**6 + 1, 10**9 + 12, 10**12 + 22]

    assert [plural(lang, n) for n in numbers] == [babel(n) for n in numbers]


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_fractions_agree_with_babel(lang: str) -> None:
    babel = Locale(lang).plural_form
    numbers = [0.1, 0.5, 1.5, 2.5, 11.1, 21.7]

    assert [plural(lang, n) for n in numbers] == [babel(n) for n in numbers]


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_every_form_that_babel_gives_for_whole_numbers_has_a_place_in_a_template(lang: str) -> None:
    babel = Locale(lang).plural_form

    assert {babel(n) for n in range(200)} == set(FORMS[lang])


def test_a_whole_float_counts_as_the_whole_number_it_is_shown_as() -> None:
    assert plural("ru", 21.0) == "one"
    assert plural("en", 1.0) == "one"


def test_the_sign_does_not_matter() -> None:
    assert plural("ru", -1) == "one"
    assert plural("ru", -3) == "few"
    assert plural("ru", -11) == "many"


def test_a_russian_fraction_takes_the_word_that_follows_two() -> None:
    assert form_index("ru", 1.5) == FORMS["ru"].index("few")
    assert form_index("en", 1.5) == FORMS["en"].index("other")


def test_a_language_that_is_not_spoken_is_refused() -> None:
    with pytest.raises(KeyError):
        plural("de", 1)
