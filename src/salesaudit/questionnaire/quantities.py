"""How much, how long, how many, when: from words in plain form to a number or a day.

Each function takes the answer in plain form (see `spoken.plain`) and returns the value, or raises `Unclear` with the
key of the sentence that asks back.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from pydantic_core import PydanticCustomError

from salesaudit.orgfile import units
from salesaudit.questionnaire.numerals import Amount, amount, says_number, tokens
from salesaudit.questionnaire.spoken import first, is_one_of, numbers, without, words

Number: TypeAlias = float | int

DAYS: Final = {
    "work": {"week": 5, "fortnight": 10, "month": 21, "quarter": 63, "year": 250},
    "calendar": {"week": 7, "fortnight": 14, "month": 30, "quarter": 90, "year": 365},
}
"""Days of longer units: of working time, and where the calendar counts (a deferral, a sales cycle)."""

SMALLEST_PLAIN_SUM: Final = 10_000
"""A bare number below it may as well mean thousands or millions."""

_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_DOTTED: Final = re.compile(r"(\d{1,2})[.](\d{1,2})[.](\d{4}|\d{2})")
_SLASHED: Final = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})")
_MONTH_YEAR: Final = re.compile(r"(\d{1,2})[./](\d{4})")
_DAY_ENDING: Final = re.compile(r"(?<=\d)(?:-?(?:го|е|ого)|st|nd|rd|th)(?!\w)")
_YEARS: Final = range(1900, 2101)


class Unclear(Exception):
    """An answer that has to be asked about: the key of the question back, and what fills it."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values_ = values


def share(text: str, most: float = 1) -> Number:
    """Read a part of a whole: 0.4 for «40 %», "two fifths", «каждый третий» (0.333), «половина», a bare 40."""
    if is_one_of("fifty_fifty", text):
        return 0.5
    text = text.replace("per cent", "percent")
    bare = without("part_words", text)
    if is_one_of("whole", text) or is_one_of("whole", bare):
        return 1
    if is_one_of("nothing", text):
        return 0
    said = tokens(bare) or tokens(text)
    found = _one_in_so_many(said)
    if found is None:
        found = _part(said, most)
    if not 0 <= found <= most:
        raise Unclear("understand.share_range")
    return units.whole(round(found, 9))


def _one_in_so_many(said: Sequence[str]) -> float | None:
    """Read «каждый третий», "every other", «двое из пяти», "one in three"."""
    if len(said) == 2 and said[0] in words("every") and said[1] in numbers("ordinals"):
        return round(1 / numbers("ordinals")[said[1]], 3)
    part = amount(said)
    if part is None or part.scaled or len(part.readings) > 1 or part.end >= len(said):
        return None
    at = part.end
    while at < len(said) and said[at] in words("out_of"):
        at += 1
    every = amount(said, at) if at > part.end else None
    if every is None or every.end < len(said) or len(every.readings) > 1:
        return None
    if every.readings[0] <= 0 or part.readings[0] > every.readings[0]:
        raise Unclear("understand.share_range")
    return round(part.readings[0] / every.readings[0], 3)


def _part(said: Sequence[str], most: float) -> float:
    readings, unit, found = _with_unit(said, "percent")
    if unit:
        return _only([value / 100 for value in readings if value <= most * 100], readings, "understand.share_range")
    if any(token in numbers("fractions") or token == "/" for token in said):  # noqa: S105  (no password)
        return round(found.readings[0], 3)
    if any(1 <= value <= most for value in readings):
        raise Unclear("understand.share_one", number=units.whole(readings[0]))
    fitting = [value if value < 1 else value / 100 for value in readings if value <= most * 100]
    return _only(fitting, readings, "understand.share_range")


def money(text: str, currency: str) -> Number:
    """Read a sum in `currency`: 120000000 for «120 млн», "1.2m" is 1200000. A sum in another currency is unclear."""
    said = tokens(text)
    names = {**words("currencies"), currency.casefold(): currency}
    named = {names[token] for token in said if token in names}
    if named - {currency}:
        raise Unclear("understand.currency", currency=currency)
    readings, _, found = _with_unit([token for token in said if token not in names], "")
    if len(readings) > 1 and not found.scaled:
        readings = readings[:1]  # nobody says thousandths of a rouble: the comma parts thousands
    value = _only(readings, readings, "understand.number_two")
    if not named and not found.scaled and 0 < value < SMALLEST_PLAIN_SUM:
        raise Unclear("understand.money_scale", number=units.whole(value))
    return _within(units.money, f"{value:.2f}", "understand.money_range")


def duration(text: str, days: str = "work") -> Number:
    """Read how long something takes, in working hours to the minute: 4 for «полдня», 20 for "two and a half days".

    `days` (a key of DAYS) says what a week and a month count.
    """
    said = [token for token in tokens(without("time_words", text)) if token != "."]  # noqa: S105  (no password)
    if said in (["0"], ["ноль"], ["zero"]):
        return 0
    hours: float = 0
    at = 0
    while at < len(said):
        if at and said[at] in ("и", "and", ","):
            at += 1
        found, at = _stretch(said, at, days)
        hours += found
    return _within(units.duration, f"{round(hours * 60) / 60:.6f}h", "understand.duration_range")


def _stretch(said: Sequence[str], at: int, days: str) -> tuple[float, int]:
    """Read one number with its unit, in either order, or a unit alone («неделя»); return hours and what follows."""
    found = amount(said, at, short_scales=False)
    if found is None:
        unit = said[at + 1] if said[at : at + 1] in (["a"], ["an"]) and at + 1 < len(said) else _token(said, at)
        size = _hours_of(unit, days)
        if size is None:
            raise Unclear("understand.duration")
        at += 1 + (unit != said[at])
        after = amount(said, at, short_scales=False)
        if after is not None and _hours_of(_token(said, after.end), days) is None:  # «дней пять»
            found, end = after, after.end
        else:
            found, end = Amount((1,), at), at
    else:
        over = found.end
        while _token(said, over) in ("of", "a", "an"):
            over += 1
        unit = _token(said, over)
        size = _hours_of(unit, days)
        if size is None:
            known = unit in words("months_or_minutes")
            raise Unclear("understand.duration_m" if known else "understand.duration_unit" if not unit else
                          "understand.duration")  # fmt: skip
        end = over + 1
    if _token(said, end) == ".":
        end += 1
    more, end = _and_a_half(said, end)
    return (_only(found.readings, found.readings, "understand.number_two") + more) * size, end


def _and_a_half(said: Sequence[str], at: int) -> tuple[float, int]:
    for phrase, more in numbers("a_half_more").items():
        parts = phrase.split()
        if list(said[at : at + len(parts)]) == parts:
            return more, at + len(parts)
    return 0, at


def _hours_of(unit: str, days: str) -> float | None:
    kind = words("times").get(unit)
    if kind in ("minute", "hour"):
        return 1 / 60 if kind == "minute" else 1
    if kind is None:
        return None
    return units.HOURS_A_DAY * DAYS[days].get(kind, 1)


def number(text: str, *, in_days: bool = False) -> Number:
    """Read a plain number that is not negative; a noun behind it does no harm: «24 человека», "2.5 points".

    `in_days`: the number is one of days, so that «две недели» may be said too.
    """
    said = tokens(text)
    if any(token in words("times") for token in said):
        if not in_days:
            raise Unclear("understand.number")
        return units.whole(round(duration(text) / units.HOURS_A_DAY, 2))
    refused = (*words("percent"), *words("currencies"))
    if any(token in refused for token in said):
        raise Unclear("understand.number")
    readings, _, found = _with_unit(said, "", any_noun=True)
    if len(readings) > 1 and not found.scaled and not in_days:
        readings = readings[:1]
    return _within(units.number, f"{_only(readings, readings, 'understand.number_two'):.2f}", "understand.number_range")


def count(text: str) -> int:
    """Read how many there are: 24 for «24 человека», 12 for "a dozen", 0 for «ни одного»."""
    if is_one_of("nothing", text) or is_one_of("nobody", text):
        return 0
    result = number(text)
    if not isinstance(result, int):
        raise Unclear("understand.count_whole")
    return result


def date(text: str) -> str:
    """Read a day as ISO text; of a month alone its first day: «2 ноября 2026», "Nov 2, 2026", 02.11.2026."""
    if is_one_of("relative_days", text) or first("relative_days", text):
        raise Unclear("understand.date_relative")
    text = without("fillers", _DAY_ENDING.sub("", text))
    for pattern, order in ((_ISO, "ymd"), (_DOTTED, "dmy"), (_SLASHED, "dmy"), (_MONTH_YEAR, "my")):
        match = pattern.fullmatch(text)
        if match:
            parts = dict(zip(order, (int(part or 1) for part in match.groups()), strict=True))
            if pattern is _SLASHED and parts["d"] != parts["m"] and parts["d"] <= 12 and parts["m"] <= 12:
                raise Unclear("understand.date_order")
            return _day(parts["y"], parts["m"], parts.get("d", 1))
    return _in_words(text)


def _in_words(text: str) -> str:
    said = [
        token for token in tokens(text) if token not in words("of_year") and token not in (",", ".", "г", "the", "в")
    ]
    months = [int(numbers("months")[token]) for token in said if token in numbers("months")]
    figures = [int(token) for token in said if token.isdecimal() and len(token) <= 4]
    if len(months) + len(figures) != len(said) or len(months) > 1:
        raise Unclear("understand.date")
    years = [figure for figure in figures if figure in _YEARS]
    days = [figure for figure in figures if figure not in _YEARS]
    if not months or len(years) > 1 or len(days) > 1:
        raise Unclear("understand.date_month" if years and not months and not days else "understand.date")
    if not years:
        raise Unclear("understand.date_year")
    return _day(years[0], months[0], days[0] if days else 1)


def _day(year: int, month: int, day: int) -> str:
    year += 2000 if year < 100 else 0
    if year not in _YEARS or not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise Unclear("understand.date_range")
    return f"{year:04}-{month:02}-{day:02}"


def _with_unit(said: Sequence[str], list_: str, *, any_noun: bool = False) -> tuple[tuple[float, ...], str, Amount]:
    """Read a number and the unit before or behind it («процентов сорок»); nothing else may stand there.

    Returns what the number may be, the unit (empty where there is none), and the number as it was read.
    """
    known = words(list_) if list_ else {}
    said = [token for token in said if token != "."]  # noqa: S105  («тыс.»; no password)
    if said and said[0] in known:
        said = [*said[1:], said[0]]
    elif any_noun and len(said) > 1 and not says_number(said[0]) and _is_noun(said[0]) and says_number(said[1]):
        said = said[1:]  # «человек двадцать»
    found = amount(said)
    if found is None:
        raise Unclear("understand.no_number")
    rest = said[found.end :]
    if len(rest) > 1 and rest[0] in ("a", "an") and rest[1] in known:  # half a per cent
        rest = rest[1:]
    unit = rest[0] if rest and rest[0] in known else ""
    if rest and not unit and not (any_noun and len(rest) <= 2 and all(map(_is_noun, rest))):
        raise Unclear("understand.more_than_number", rest=" ".join(rest))
    if unit and rest[1:]:
        raise Unclear("understand.more_than_number", rest=" ".join(rest[1:]))
    return found.readings, unit, found


def _is_noun(token: str) -> bool:
    others = ("scales", "percent", "bounds", "vague", "out_of", "hundred", "fractions", "cardinals", "ordinals")
    return token.isalpha() and len(token) > 1 and not any(token in words(list_) for list_ in others)


def _token(said: Sequence[str], at: int) -> str:
    return said[at] if at < len(said) else ""


def _only(fitting: Sequence[float], readings: Sequence[float], key: str) -> float:
    """Return the one reading that fits; unclear where none does (`key`) or more than one."""
    if len(set(fitting)) == 1:
        return fitting[0]
    if not fitting:
        raise Unclear(key)
    raise Unclear("understand.number_two", one=readings[0], other=readings[1])


def _within(read: Callable[[str], Number], text: str, key: str) -> Number:
    """Read the number again as the company's file would, which knows how large it may be."""
    try:
        return read(text)
    except PydanticCustomError:
        raise Unclear(key) from None
