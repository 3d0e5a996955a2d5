"""Values as people write them. A tilde stands for the space that does not break."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesaudit.texts import show


def tilde(text: str) -> str:
    return text.replace(show.NBSP, "~").replace(show.MINUS, "-")


@pytest.mark.parametrize(
    ("value", "russian", "english"),
    [
        (0, "0", "0"),
        (-0.001, "0", "0"),
        (7, "7", "7"),
        (2026, "2026", "2026"),
        (9_999, "9999", "9999"),
        (10_000, "10~000", "10,000"),
        (1_234_567, "1~234~567", "1,234,567"),
        (-54_000, "-54~000", "-54,000"),
        (1.5, "1,5", "1.5"),
        (2.0, "2", "2"),
        (0.125, "0,13", "0.13"),
        (2.675, "2,68", "2.68"),
        (99.999, "100", "100"),
        (10**15 + 1, "1~000~000~000~000~001", "1,000,000,000,000,001"),
    ],
)
def test_number(value: float, russian: str, english: str) -> None:
    assert tilde(show.number(value, "ru")) == russian
    assert tilde(show.number(value, "en")) == english


def test_number_with_no_decimals_rounds_halves_away_from_zero() -> None:
    assert [show.number(value, "en", 0) for value in (0.5, 1.5, 2.5)] == ["1", "2", "3"]
    assert tilde(show.number(-2.5, "en", 0)) == "-3"


@pytest.mark.parametrize(
    ("value", "russian", "english"),
    [
        (0.7, "70~%", "70%"),
        (0.285, "28,5~%", "28.5%"),
        (0.0, "0~%", "0%"),
        (1.2, "120~%", "120%"),
        (0.001, "0,1~%", "0.1%"),
        (-0.05, "-5~%", "-5%"),
    ],
)
def test_share(value: float, russian: str, english: str) -> None:
    assert tilde(show.share(value, "ru")) == russian
    assert tilde(show.share(value, "en")) == english


@pytest.mark.parametrize(
    ("value", "currency", "russian", "english"),
    [
        (54_000_000, "RUB", "54~млн~₽", "₽54M"),
        (1_200_000, "USD", "1,2~млн~$", "$1.2M"),
        (900_000, "RUB", "900~000~₽", "₽900,000"),
        (999_500, "RUB", "999~500~₽", "₽999,500"),
        (999_999.999, "RUB", "1~млн~₽", "₽1M"),
        (1_000_000, "EUR", "1~млн~€", "€1M"),
        (994_999_999, "RUB", "995~млн~₽", "₽995M"),
        (999_996_000, "RUB", "1~млрд~₽", "₽1B"),
        (1_250_000_000, "GBP", "1,25~млрд~£", "£1.25B"),
        (3.2e12, "KZT", "3,2~трлн~₸", "₸3.2T"),
        (5000, "CHF", "5000~CHF", "CHF~5000"),
        (2_500_000, "AMD", "2,5~млн~AMD", "AMD~2.5M"),
        (1234.5, "RUB", "1234,50~₽", "₽1234.50"),
        (0, "RUB", "0~₽", "₽0"),
        (-3_000_000, "RUB", "-3~млн~₽", "-₽3M"),
    ],
)
def test_money(value: float, currency: str, russian: str, english: str) -> None:
    assert tilde(show.money(value, currency, "ru")) == russian
    assert tilde(show.money(value, currency, "en")) == english


@pytest.mark.parametrize(
    ("hours", "russian", "english"),
    [
        (0, "0~ч", "0~h"),
        (0.5, "30~мин", "30~min"),
        (0.001, "1~мин", "1~min"),
        (1.5, "1~ч 30~мин", "1~h 30~min"),
        (4, "4~ч", "4~h"),
        (7.999, "1~день", "1~day"),
        (8, "1~день", "1~day"),
        (16, "2~дня", "2~days"),
        (20, "2~дня 4~ч", "2~days 4~h"),
        (15.6, "2~дня", "2~days"),
        (360, "45~дней", "45~days"),
        (-4, "-4~ч", "-4~h"),
    ],
)
def test_duration_counts_a_day_as_eight_hours(hours: float, russian: str, english: str) -> None:
    assert tilde(show.duration(hours, "ru")) == russian
    assert tilde(show.duration(hours, "en")) == english


@pytest.mark.parametrize(
    ("n", "russian", "english"),
    [
        (1, "1~месяц", "1~month"),
        (3, "3~месяца", "3~months"),
        (12, "12~месяцев", "12~months"),
        (1.5, "1,5~месяца", "1.5~months"),
    ],
)
def test_months(n: float, russian: str, english: str) -> None:
    assert tilde(show.months(n, "ru")) == russian
    assert tilde(show.months(n, "en")) == english


def test_months_choose_the_word_by_the_number_that_is_shown() -> None:
    assert tilde(show.months(0.9999, "en")) == "1~month"


@pytest.mark.parametrize("day", ["2026-11-01", datetime.date(2026, 11, 1)])
def test_date(day: str | datetime.date) -> None:
    assert tilde(show.date(day, "ru")) == "1~ноября 2026~г."
    assert tilde(show.date(day, "en")) == "1~November 2026"


def test_every_month_has_its_own_name() -> None:
    for lang in ("ru", "en"):
        assert len({show.date(f"2026-{month:02}-01", lang) for month in range(1, 13)}) == 12


@pytest.mark.parametrize("text", ["2026-02-30", "2026", "вчера", ""])
def test_text_that_is_not_a_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        show.date(text, "ru")


@pytest.mark.parametrize(
    ("items", "russian", "english"),
    [([], "", ""), (["a"], "a", "a"), (["a", "b"], "a и b", "a and b"), (["a", "b", "c"], "a, b и c", "a, b and c")],
)
def test_join(items: list[str], russian: str, english: str) -> None:
    assert show.join(items, "ru") == russian
    assert show.join(items, "en") == english


@given(st.integers(-(10**15), 10**15))
def test_a_whole_number_reads_back(value: int) -> None:
    assert int(tilde(show.number(value, "ru")).replace("~", "")) == value
    assert int(tilde(show.number(value, "en")).replace(",", "")) == value


@given(st.floats(0, 10**13))
def test_an_amount_is_off_by_half_a_hundredth_of_its_scale_at_most(value: float) -> None:
    text = show.money(value, "USD", "en").removeprefix("$").replace(",", "")
    size = {"M": 10**6, "B": 10**9, "T": 10**12}.get(text[-1], 1)
    shown = float(text.rstrip("MBT")) * size

    assert abs(shown - value) <= 0.0051 * size
    assert size == 1 or shown >= size


@given(st.floats(0, 10_000))
def test_a_duration_never_shows_a_full_day_as_hours_or_a_full_hour_as_minutes(hours: float) -> None:
    for part in show.duration(hours, "en").split(" "):
        count, unit = part.split(show.NBSP)
        assert int(count.replace(",", "")) < {"h": 8, "min": 60}.get(unit, 10**6)
