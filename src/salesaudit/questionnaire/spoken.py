"""Words as people say them, brought to one form: small letters, plain blanks, look-alike letters put right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final, Literal, TypeAlias, cast

from salesaudit.questionnaire.answer import Status
from salesaudit.resources import resource

Command: TypeAlias = Literal["skip", "back", "why", "review", "stop"]

LONGEST: Final = 2_000
"""Characters of an answer that is read as a value; whoever says more says something else."""

_LATIN: Final = "ABCEHKMOPTXYaceopxyk"
_CYRILLIC: Final = "АВСЕНКМОРТХУасеорхук"
_TO_CYRILLIC: Final = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN: Final = str.maketrans(_CYRILLIC, _LATIN)
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_HAS_LATIN: Final = re.compile(r"[A-Za-z]")
_HAS_CYRILLIC: Final = re.compile(r"[А-Яа-яЁё]")
_APART: Final = {"½": " 1/2", "¼": " 1/4", "¾": " 3/4", "⅓": " 1/3", "⅔": " 2/3", "⅕": " 1/5", "№": "#"}
_DASHES: Final = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_QUOTES: Final = re.compile('[«»„“”"`]')
_OUTER: Final = " \t\n.!?…,;:"


def plain(said: str) -> str:
    """Return what was said in the form of spoken.yaml; a sign such as ½ becomes ``1/2``."""
    for sign, apart in _APART.items():
        said = said.replace(sign, apart)
    text = unicodedata.normalize("NFKC", said).translate(_DASHES).replace("’", "'")
    text = _LETTERS.sub(lambda match: _one_script(match[0]), _QUOTES.sub("", text))
    text = " ".join(text.casefold().replace("ё", "е").split())
    return text.strip(_OUTER)


def _one_script(word: str) -> str:
    """Put letters right that only look like their neighbours, whichever script the word is in."""
    if _HAS_LATIN.search(word) and _HAS_CYRILLIC.search(word):
        for table, foreign in ((_TO_CYRILLIC, _HAS_LATIN), (_TO_LATIN, _HAS_CYRILLIC)):
            if not foreign.search(mended := word.translate(table)):
                return mended
    return word


def in_russian(text: str) -> str:
    """Return text in which words made of look-alikes alone are read as the Russian words they are taken for."""
    known = _every_word()

    def mended(match: re.Match[str]) -> str:
        word = match[0].upper().translate(_TO_CYRILLIC).casefold()
        return word if match[0] not in known and word in known else match[0]

    return _LETTERS.sub(mended, text)


def status(text: str) -> Status | None:
    """Return what a whole answer in plain form says instead of a value, None where it is something else."""
    return cast("Status | None", words("statuses").get(text))


def command(said: str) -> Command | None:
    """Return what a whole answer asks the program to do, None where it is an answer."""
    text = plain(said)
    return cast("Command | None", words("commands").get(text)) if len(text) > 1 else None


def is_one_of(list_: str, text: str) -> bool:
    """Tell whether a whole answer in plain form stands in a list of spoken.yaml."""
    return text in words(list_)


@cache
def words(list_: str) -> Mapping[str, str]:
    """Return the phrases of a list, each with the key it stands under (the list's own name for a plain list)."""
    data: Any = resource("questionnaire.spoken")[list_]
    groups = data if isinstance(data, dict) else {list_: data}
    return {phrase.replace("ё", "е"): key for key, phrases in groups.items() for phrase in phrases}


@cache
def numbers(list_: str) -> Mapping[str, float]:
    """Return the words of a list whose keys are numbers."""
    return {phrase: float(key) for phrase, key in words(list_).items()}


def without(list_: str, text: str) -> str:
    """Return text without the phrases of a list."""
    return " ".join(_finder(list_).sub(" ", text).split())


def first(list_: str, text: str) -> str | None:
    """Return the phrase of a list that text holds, the first and longest one."""
    found = _finder(list_).search(text)
    return found[0] if found else None


@cache
def _finder(list_: str) -> re.Pattern[str]:
    ordered = sorted(words(list_), key=lambda phrase: (-len(phrase), phrase))
    return re.compile("|".join(map(_bounded, ordered)))


def _bounded(phrase: str) -> str:
    before = r"(?<![\w-])" if phrase[0].isalnum() else ""
    after = r"(?![\w-])" if phrase[-1].isalnum() else ""
    return before + re.escape(phrase) + after


@cache
def _every_word() -> frozenset[str]:
    return frozenset(_flat(resource("questionnaire.spoken")))


def _flat(data: Any) -> Iterable[str]:
    if isinstance(data, str):
        yield from _LETTERS.findall(data.replace("ё", "е"))
    else:
        for item in data.values() if isinstance(data, dict) else data:
            yield from _flat(item)
