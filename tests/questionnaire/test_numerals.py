"""Numbers in digits and in words: what they may mean, and where they end."""

from __future__ import annotations

import pytest

from salesaudit.questionnaire.numerals import amount, tokens, written
from salesaudit.questionnaire.spoken import plain


@pytest.mark.parametrize(
    ("digits", "readings"),
    [
        ("12", (12,)),
        ("1,5", (1.5,)),
        ("1.5", (1.5,)),
        ("1.50", (1.5,)),
        ("1,250", (1250, 1.25)),
        ("120.000", (120_000, 120)),
        ("0,125", (0.125,)),
        ("1234,567", (1234.567,)),
        ("1 234,567", (1234.567,)),
        ("1,234,567", (1_234_567,)),
        ("1.234.567", (1_234_567,)),
        ("1,234,567.89", (1_234_567.89,)),
        ("1.234.567,89", (1_234_567.89,)),
        ("1_200_000", (1_200_000,)),
        ("1'200'000", (1_200_000,)),
        ("12,34,567", ()),
        ("1,23.456,7", ()),
        ("1.2.3", ()),
        ("9" * 25, ()),
    ],
)
def test_points_commas_and_blanks(digits: str, readings: tuple[float, ...]) -> None:
    assert written(digits) == readings


@pytest.mark.parametrize(
    ("said", "value", "rest"),
    [
        ("двадцать пять", 25, 0),
        ("twenty-five", 25, 0),
        ("двадцать тридцать", 20, 1),
        ("двадцать-тридцать", 20, 2),
        ("пять двадцать", 5, 1),
        ("сто двадцать три", 123, 0),
        ("сто двести", 100, 1),
        ("two hundred and five", 205, 0),
        ("тысяча двести", 1200, 0),
        ("двести тысяч пять миллионов", 200_000, 2),
        ("миллион двести тысяч", 1_200_000, 0),
        ("два с половиной миллиона", 2_500_000, 0),
        ("a quarter of a million", 250_000, 0),
        ("две трети", 2 / 3, 0),
        ("two-thirds", 2 / 3, 0),
        ("2 1/2", 2.5, 0),
        ("1/0", None, 0),
        ("полмиллиона", 500_000, 0),
        ("пол-миллиона", 500_000, 0),
        ("пол", None, 0),
        ("полоса", None, 0),
        ("a", None, 0),
        ("and a half", None, 0),
        ("5 %", 5, 1),
    ],
)
def test_words(said: str, value: float | None, rest: int) -> None:
    heard = tokens(plain(said))
    found = amount(heard)

    if value is None:
        assert found is None
    else:
        assert found is not None
        assert found.readings == pytest.approx((value,))
        assert len(heard) - found.end == rest


def test_a_single_letter_is_a_scale_only_where_that_is_asked_for() -> None:
    assert amount(["5", "m"]) == ((5_000_000,), 2, True)
    assert amount(["5", "m"], short_scales=False) == ((5,), 1, False)
    assert amount(["k"]) is None
