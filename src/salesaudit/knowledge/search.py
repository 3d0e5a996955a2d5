"""Finds catalogue entries by what a person typed, in either language and in any case of a Russian word."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from salesaudit.knowledge.catalogues import CATALOGUES
from salesaudit.knowledge.entries import Entry

_WORD: Final = re.compile(r"[^\W_]+")
_CYRILLIC: Final = re.compile(r"[а-я]")
# A Russian word changes its last letters from case to case; a shorter beginning would find too much.
_ENDING: Final = 3
_SHORTEST_STEM: Final = 4
_NOWHERE: Final = 9


class _Indexed(NamedTuple):
    entry: Entry
    names: tuple[str, ...]
    fields: tuple[tuple[str, ...], ...]
    """The words of the id and other names, of the titles, of the meanings."""


def search(text: str, lang: str) -> list[Entry]:
    """Return the entries in which every word of `text` begins some word, the best first; nothing for an empty text.

    An id or a name that is the text comes before a title, a title before a meaning; titles in `lang` come first.
    """
    asked = _words(text)
    if not asked:
        return []
    ranked = []
    for position, indexed in enumerate(_index(lang)):
        places = [_place(word, indexed) for word in asked]
        if max(places) < _NOWHERE:
            exact = " ".join(asked) in indexed.names
            begins = any(name.startswith(_stem(asked[0])) for name in indexed.names)
            ranked.append((not exact, max(places), sum(places), not begins, position, indexed.entry))
    return [found[-1] for found in sorted(ranked, key=lambda found: found[:-1])]


def _place(word: str, indexed: _Indexed) -> int:
    """Return the number of the first field that has a word with the same beginning."""
    stem = _stem(word)
    for number, words in enumerate(indexed.fields):
        if any(known.startswith(stem) for known in words):
            return number
    return _NOWHERE


def _stem(word: str) -> str:
    if not _CYRILLIC.search(word) or len(word) <= _SHORTEST_STEM:
        return word
    return word[: max(_SHORTEST_STEM, len(word) - _ENDING)]


@cache
def _index(lang: str) -> tuple[_Indexed, ...]:
    return tuple(_indexed(entry, lang) for read in CATALOGUES.values() for entry in read().values())


def _indexed(entry: Entry, lang: str) -> _Indexed:
    other = "en" if lang == "ru" else "ru"
    names = (entry.id, *entry.also, entry.title.in_(lang), entry.title.in_(other))
    return _Indexed(
        entry,
        tuple(" ".join(_words(name)) for name in names),
        (
            _words(" ".join((entry.id, entry.title.in_(lang)))),
            _words(" ".join((entry.title.in_(other), *entry.also))),
            _words(entry.meaning.in_(lang)),
            _words(entry.meaning.in_(other)),
        ),
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold().replace("ё", "е")))
