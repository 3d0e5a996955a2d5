"""Tells an answer that says something from one that only sounds like it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final, NamedTuple

from salesaudit.resources import resource

_WORD: Final = re.compile(r"[^\W_]+")
_DIGIT: Final = re.compile(r"\d")
# People name a segment in any case: a title counts when the answer has a word with the same beginning.
_SEGMENT_ENDING: Final = 2
_SHORTEST_SEGMENT_STEM: Final = 4


class _Lists(NamedTuple):
    words: frozenset[str]
    phrases: tuple[str, ...]
    fillers: frozenset[str]
    negations: frozenset[str]
    numbers: frozenset[str]
    stems: tuple[str, ...]
    """Each with the space before it."""


def is_vague(text: str, segments: Iterable[str] = ()) -> bool:
    """Return whether an answer to one of the five questions says nothing.

    Case, punctuation, spaces and ё do not matter. Single words count only when nothing else is said, a phrase also
    inside a longer answer unless it is denied. A number, a named kind of customer, a rule, or a title from `segments`
    (those of the org file) makes any answer concrete. An answer without a word or a number is vague.
    """
    words = _words(text)
    if not words:
        return True
    lists = _lists()
    if _is_concrete(text, words, lists) or _names_one_of(segments, words):
        return False
    told = [word for word in words if word not in lists.fillers]
    if all(word in lists.words for word in told) or " ".join(told) in lists.words:
        return True
    line = f" {' '.join(words)} "
    return any(_says(phrase, line, lists.negations) for phrase in filter(line.__contains__, lists.phrases))


def _is_concrete(text: str, words: list[str], lists: _Lists) -> bool:
    if _DIGIT.search(text) or not lists.numbers.isdisjoint(words):
        return True
    return any(map(f" {' '.join(words)}".__contains__, lists.stems))


def _names_one_of(segments: Iterable[str], words: list[str]) -> bool:
    """Return whether the answer names a segment by any word of its title that is not itself vague."""
    stems = {_segment_stem(word) for segment in segments for word in _words(segment)} - {""}
    return any(told.startswith(stem) for told in words for stem in stems)


@lru_cache(maxsize=1024)
def _segment_stem(word: str) -> str:
    """Return the beginning by which a word of a title is known, or nothing for one too short or too common."""
    stem = word[: max(_SHORTEST_SEGMENT_STEM, len(word) - _SEGMENT_ENDING)]
    if len(stem) < _SHORTEST_SEGMENT_STEM or any(common.startswith(stem) for common in _lists().words):
        return ""
    return stem


def _says(phrase: str, line: str, negations: frozenset[str]) -> bool:
    before, found, _ = line.partition(f" {phrase} ")
    return bool(found) and before.rpartition(" ")[2] not in negations


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold().replace("ё", "е"))


@cache
def _lists() -> _Lists:
    data = resource("knowledge.vague")
    clears = data["clears"]
    return _Lists(
        words=frozenset(_both(data["words"])),
        phrases=_both(data["phrases"]),
        fillers=frozenset(_both(data["fillers"])),
        negations=frozenset(_both(data["negations"])),
        numbers=frozenset(_both(clears["numbers"])),
        stems=tuple(f" {stem}" for stem in _both(clears["stems"])),
    )


def _both(lists: dict[str, list[str]]) -> tuple[str, ...]:
    return tuple(" ".join(_words(item)) for lang in ("ru", "en") for item in lists[lang])
