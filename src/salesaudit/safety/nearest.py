"""The nearest known name for a misspelt one, at a cost that stays small however many names and mistakes there are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from heapq import nsmallest
from typing import Final

_COMPARED: Final = 12
"""Names compared letter by letter for one word; those whose letters fit best come first."""
_LONGEST: Final = 128
_BEGINNING: Final = 4
"""Letters from which a word can stand for the one name that begins with it."""
# A Cyrillic letter that looks like a Latin one is the likeliest slip of a Russian keyboard.
_FOLD: Final = str.maketrans("авекмнорстухіј-. ", "abekmhopctyxij___")


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that `word` most likely stands for, or None where nothing is near.

    Case, hyphens and look-alike letters do not count as differences. Equal distances: the same first letter,
    then the alphabet. Where nothing is near, the only name that begins with the word.
    The cost of one call is bounded: a bag-of-letters filter, then 12 comparisons at most.
    """
    return _nearest(word, tuple(candidates))


@lru_cache(maxsize=4096)
def _nearest(word: str, candidates: tuple[str, ...]) -> str | None:
    folded = _fold(word)
    if not folded or len(folded) > _LONGEST:
        return None
    allowed = _allowed(len(folded))
    best: tuple[int, bool, str] | None = None
    for _, other_first, _, name, other in nsmallest(_COMPARED, _alike(folded, allowed, candidates)):
        distance = _distance(folded, other, allowed if best is None else best[0])
        if distance <= allowed:
            rank = (distance, other_first, name)
            best = rank if best is None else min(best, rank)
    return _begun(folded, candidates) if best is None else best[2]


def _begun(folded: str, candidates: tuple[str, ...]) -> str | None:
    """Return the one name that begins with the word, None where there are several or the word is too short."""
    names = _sorted_names(candidates)
    start = bisect_left(names, (folded, ""))
    beginning = [original for name, original in names[start : start + 2] if name.startswith(folded)]
    return beginning[0] if len(folded) >= _BEGINNING and len(beginning) == 1 else None


def _alike(folded: str, allowed: int, candidates: tuple[str, ...]) -> list[tuple[int, bool, bool, str, str]]:
    """Return the names that `allowed` slips could make of the word, judged by length and by letters in any order."""
    by_length = _index(candidates)
    letters = _letters(folded)
    most = 2 * allowed
    first, ending = folded[0], folded[-2:]
    return [
        (differing, name[0] != first, name[-2:] != ending, original, name)
        for length in range(len(folded) - allowed, len(folded) + allowed + 1)
        for bag, name, original in by_length.get(length, ())
        if (differing := (letters ^ bag).bit_count()) <= most
    ]


def _fold(word: str) -> str:
    return word.casefold().translate(_FOLD)


def _allowed(length: int) -> int:
    """Return how many slips still make it the same word: none in a letter, 1 in a short word, 3 in a long one."""
    return min(3, (length + 1) // 3)


def _letters(folded: str) -> int:
    bag = 0
    for character in folded:
        bag |= 1 << (ord(character) & 63)
    return bag


@lru_cache(maxsize=16)
def _index(candidates: tuple[str, ...]) -> dict[int, list[tuple[int, str, str]]]:
    by_length: dict[int, list[tuple[int, str, str]]] = {}
    for name in sorted(set(candidates)):
        folded = _fold(name)
        if folded and len(folded) <= _LONGEST:
            by_length.setdefault(len(folded), []).append((_letters(folded), folded, name))
    return by_length


@lru_cache(maxsize=16)
def _sorted_names(candidates: tuple[str, ...]) -> list[tuple[str, str]]:
    return sorted((_fold(name), name) for name in set(candidates))


def _distance(one: str, other: str, allowed: int) -> int:
    """Return the number of slips (a letter more, less, other, or two swapped), or allowed + 1 where there are more."""
    start = 0
    shortest = min(len(one), len(other))
    while start < shortest and one[start] == other[start]:
        start += 1
    end = 0
    while end < shortest - start and one[-1 - end] == other[-1 - end]:
        end += 1
    one, other = one[start : len(one) - end], other[start : len(other) - end]
    if not one or not other:
        return len(one) + len(other)
    return _slips(one, other, allowed)


def _slips(one: str, other: str, allowed: int) -> int:
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, against in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and against == one[i - 2]:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > allowed:
            return allowed + 1
    return min(row[-1], allowed + 1)
