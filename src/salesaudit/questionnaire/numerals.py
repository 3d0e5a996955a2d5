"""Numbers as people write and say them: ``1 200,5``, ``1.2m``, «полтора миллиона», "two and a half"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import product
from typing import Final, NamedTuple

from salesaudit.questionnaire.spoken import numbers, words

_TOKEN: Final = re.compile(
    r"(?P<number>\d{1,3}(?:[ _']\d{3})+(?![\d])(?:[.,]\d+)?|\d+(?:[.,]\d+)*)|[^\W\d_]+(?:'[^\W\d_]+)?|\S"
)
_DIGITS: Final = re.compile(r"\d")
_ARTICLES: Final = ("a", "an")
_HALF: Final = "пол"
_SHORT_SCALES: Final = ("к", "k", "т", "м", "m", "b", "t")
_LONGEST_DIGITS: Final = 24


class Amount(NamedTuple):
    """A number with everything that it may mean (``1,250`` is 1250 or 1.25), and the token behind it.

    `scaled` tells whether a word such as «млн» said how large it is.
    """

    readings: tuple[float, ...]
    end: int
    scaled: bool = False


def tokens(text: str) -> list[str]:
    """Return the numbers, words and signs of a text in plain form; «полчаса» is taken apart into «пол» and «часа»."""
    found: list[str] = []
    for match in _TOKEN.finditer(text):
        word = match[0]
        if word.startswith(_HALF) and word[len(_HALF) :] in _halved():
            found += [_HALF, word[len(_HALF) :]]
        elif word == "-" and found[-1:] == [_HALF]:
            continue
        else:
            found.append(word)
    return found


def is_number(token: str) -> bool:
    """Tell whether a token is written in digits."""
    return bool(_DIGITS.match(token))


def says_number(token: str) -> bool:
    """Tell whether a token is a number or the word for one."""
    return is_number(token) or any(token in numbers(list_) for list_ in ("cardinals", "halves", "scales", "fractions"))


@cache
def _halved() -> frozenset[str]:
    return frozenset(
        word for list_ in ("times", "scales", "percent") for word in words(list_) if word.isalpha() and len(word) > 2
    )


def amount(said: Sequence[str], at: int = 0, *, short_scales: bool = True) -> Amount | None:
    """Read a number from token `at` on, None where none stands there.

    Without `short_scales` a single letter (``m``, «т») is left for whoever knows the units.
    """
    scales = {word: size for word, size in numbers("scales").items() if short_scales or word not in _SHORT_SCALES}
    total: tuple[float, ...] = ()
    smallest = float("inf")
    while at < len(said):
        piece = _simple(said, at, scales)
        if piece is None:
            break
        scale = scales.get(said[piece.end]) if piece.end < len(said) else None
        if scale is not None and scale >= smallest:
            break
        readings = tuple(value * (scale or 1) for value in piece.readings)
        total = tuple(sum(pair) for pair in product(total, readings)) if total else readings
        at = piece.end + (scale is not None)
        if scale is None:
            break
        smallest = scale
    if not total:
        return None
    return Amount(tuple(dict.fromkeys(round(value, 9) for value in total)), at, smallest < float("inf"))


def written(digits: str) -> tuple[float, ...]:
    """Return what digits with points, commas and blanks may mean; nothing where they are no number.

    A single point or comma before exactly three digits may part thousands or decimals.
    """
    text = re.sub(r"[ _']", "", digits)
    if len(text) > _LONGEST_DIGITS:
        return ()
    marks = [sign for sign in text if sign in ".,"]
    if not marks:
        return (float(text),)
    head, _, tail = text.rpartition(marks[-1])
    grouped = re.sub("[.,]", "", head)
    if len(set(marks)) == 2 and marks.count(marks[-1]) == 1 and _in_groups(head):
        return (float(f"{grouped}.{tail}"),)
    if len(marks) > 1:
        return (float(grouped + tail),) if len(set(marks)) == 1 and _in_groups(text) else ()
    decimal = float(f"{head}.{tail}")
    if len(tail) == 3 and len(head) <= 3 and text == digits and not head.startswith("0"):
        return (float(head + tail), decimal)
    return (decimal,)


def _in_groups(text: str) -> bool:
    first, *rest = re.split("[.,]", text)
    return 0 < len(first) <= 3 and all(len(group) == 3 for group in rest)


def _simple(said: Sequence[str], at: int, scales: Mapping[str, float]) -> Amount | None:
    """Read a number below its scale: digits, words, fractions, «с половиной»."""
    token = said[at]
    if is_number(token):
        found = _in_digits(said, at)
    elif token in _ARTICLES:
        found = _after_article(said, at + 1, scales)
    elif token == _HALF:
        found = Amount((0.5,), at + 1) if _next(said, at) in _halved() else None
    elif token in numbers("halves"):
        found = Amount((numbers("halves")[token],), at + 1)
    elif token in numbers("cardinals"):
        found = _in_words(said, at)
    elif token in numbers("fractions"):
        found = Amount((1 / numbers("fractions")[token],), at + 1)
    elif token in scales and len(token) > 1:
        found = Amount((1.0,), at)
    else:
        found = None
    return None if found is None else _joined(said, found, scales)


def _next(said: Sequence[str], at: int) -> str:
    return said[at + 1] if at + 1 < len(said) else ""


def _after_article(said: Sequence[str], at: int, scales: Mapping[str, float]) -> Amount | None:
    token = said[at] if at < len(said) else ""
    if token in words("hundred"):
        return Amount((100.0,), at + 1)
    if token in numbers("fractions") or token in numbers("cardinals") or token in scales:
        return _simple(said, at, scales) if token not in scales else Amount((1.0,), at)
    return None


def _in_digits(said: Sequence[str], at: int) -> Amount | None:
    if said[at + 1 : at + 2] == ["/"] and _next(said, at + 1).isdecimal():
        below = float(said[at + 2])
        return Amount((float(said[at]) / below,), at + 3) if below and said[at].isdecimal() else None
    readings = written(said[at])
    if not readings:
        return None
    if said[at].isdecimal() and said[at + 2 : at + 3] == ["/"] and said[at + 1].isdecimal():  # 2 1/2
        part = _in_digits(said, at + 1)
        return Amount((readings[0] + part.readings[0],), part.end) if part else None
    if said[at].isdecimal() and _next(said, at) in numbers("fractions"):  # 2 трети
        return Amount((readings[0] / numbers("fractions")[said[at + 1]],), at + 2)
    return Amount(readings, at + 1)


def _in_words(said: Sequence[str], at: int) -> Amount:
    """Add up «сто двадцать», "three hundred and five", "twenty-five"; «две трети» is a part of one."""
    cardinals = numbers("cardinals")
    value, room = 0.0, float("inf")
    while at < len(said):
        token = said[at]
        if token in words("hundred") and 0 < value < 10:
            value, room, at = value * 100, 100, at + 1
        elif token in cardinals and (room == float("inf") or 0 < cardinals[token] < room):
            value += cardinals[token]
            room = _room(cardinals[token])
            at += 1
        elif token in ("-", "and") and _goes_on(_next(said, at), token, value, room):
            at += 1
        elif token in numbers("fractions") and 0 < value < 20:
            return Amount((value / numbers("fractions")[token],), at + 1)
        else:
            break
    return Amount((value,), at)


def _goes_on(word: str, mark: str, value: float, room: float) -> bool:
    """Tell whether a word behind a hyphen or an "and" belongs to the number: "twenty-five", "two-thirds"."""
    if mark == "-" and word in numbers("fractions"):
        return 0 < value < 20
    return room < float("inf") and 0 < numbers("cardinals").get(word, 0) < room


def _room(last: float) -> float:
    """Return what the next word has to be smaller than: «двадцать» leaves room for nine, «пять» for nothing."""
    if last >= 100:
        return 100
    return 10 if last >= 20 else 0


def _joined(said: Sequence[str], found: Amount, scales: Mapping[str, float]) -> Amount:
    """Take in «с половиной», and pass over the "of a" of "a quarter of a million"."""
    at = found.end
    for phrase, more in numbers("a_half_more").items():
        parts = phrase.split()
        if list(said[at : at + len(parts)]) == parts:
            return Amount(tuple(value + more for value in found.readings), at + len(parts))
    over = at
    while over < len(said) and said[over] in ("of", *_ARTICLES):
        over += 1
    return Amount(found.readings, over) if over > at and over < len(said) and said[over] in scales else found
