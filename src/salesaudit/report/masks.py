"""Names of people and of the company, found in texts and ids in whatever case a language puts them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from salesaudit.knowledge import vocabulary
from salesaudit.org.org import Org
from salesaudit.texts.catalogue import say

LEGAL_FORMS: Final = frozenset(
    ("ооо", "оао", "зао", "пао", "ао", "ип", "гк", "нпо", "тд", "ltd", "limited", "group", "gmbh", "llc", "inc", "plc",
     "the", "and", "и", "ag", "sa", "co", "company", "компания", "группа")
)  # fmt: skip
SHORTEST: Final = 3
LONGEST_ENDING: Final = 5
"""Letters that a Russian name may take on: Петров, Петрову, Петровский."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_CYRILLIC: Final = re.compile("[А-Яа-яЁё]")
_MONEY: Final = re.compile(
    r"[₽$€£₸]\s?\d[\d\s.,_]*(?:[kmb]\b|million|billion)?|"
    r"\d[\d\s.,_]*\s?(?:(?:млн|млрд|тыс|трлн)\.?\s*)?(?:₽|€|\$|£|₸|руб|рубл\w*|евро|долл\w*|тенге|RUB|EUR|USD|GBP|KZT|euros?|"
    r"pounds?|dollars?|roubles?|rubles?)|\d[\d\s.,_]*\s?(?:млн|млрд|тыс|million|billion|thousand)\w*",
    re.IGNORECASE,
)


class Alias(NamedTuple):
    """What a person is called instead: an id and a name such as ``менеджер по продажам 1``."""

    id: str
    name: str


def aliases(org: Org, lang: str) -> Mapping[str, Alias]:
    """Return by id what the people of a company are called instead: their role, numbered where several have it."""
    people = org.data.get("people", {})
    bases = {id_: _role(org, id_, lang) for id_ in people}
    taken = {*org.data.get("roles", {}), *org.data.get("departments", {})}
    result: dict[str, Alias] = {}
    seen: dict[str, int] = {}
    for number, (id_, base) in enumerate(bases.items(), 1):
        seen[base] = seen.get(base, 0) + 1
        alone = sum(other == base for other in bases.values()) == 1
        name = base if alone else say("report.numbered", lang, name=base, n=seen[base])
        alias = f"person_{number}"
        while alias in taken:
            alias += "_"
        result[id_] = Alias(alias, name)
    return result


def _role(org: Org, person: str, lang: str) -> str:
    for role in org.roles_of(person):
        archetype = org.archetype(role)
        if archetype in vocabulary.archetypes():
            return vocabulary.title("archetype", archetype, lang)
    return say("report.person", lang)


class Mask:
    """Knows every name of a company, and takes it out of texts and ids."""

    def __init__(
        self, people: Mapping[str, str], others: Sequence[str], company: str, named: Mapping[str, Alias], lang: str
    ) -> None:
        self._hidden = say("report.hidden", lang)
        instead = {name: named[id_].name for id_, name in people.items() if name}
        self._whole = {name: instead.get(name, self._hidden) for name in (*instead, *others, company) if name}
        words = {word for name in (*people.values(), *others) for word in _words(name)}
        words |= {word for word in _words(company) if word.casefold() not in LEGAL_FORMS}
        self._words = re.compile(rf"(?<!\w)(?:{'|'.join(_inflected(words))})(?!\w)", re.IGNORECASE) if words else None
        self._tokens = {word.casefold() for word in words} | {id_.casefold() for id_ in people}
        self._ids: dict[str, str] = {}

    def text(self, text: str) -> str:
        """Return a text without names of people, the company's name and amounts of money."""
        for name in sorted(self._whole, key=len, reverse=True):
            text = text.replace(name, self._whole[name])
        if self._words is not None:
            text = self._words.sub(self._hidden, text)
        return _MONEY.sub(self._hidden, text)

    def id(self, id_: str) -> str:
        """Return an id as it is, another one where a name is in it."""
        if self._tokens.isdisjoint(_tokens(id_)):
            return id_
        return self._ids.setdefault(id_, f"hidden_{len(self._ids) + 1}")


def _words(name: str) -> Iterator[str]:
    yield from (word for word in _WORD.findall(name) if len(word) >= SHORTEST)


def _inflected(words: set[str]) -> list[str]:
    """Return patterns for words; a Russian name loses a vowel and takes an ending, an English one takes ’s."""
    return [_pattern(word) for word in sorted(words, key=lambda word: (-len(word), word))]


def _pattern(word: str) -> str:
    if _CYRILLIC.search(word) is None:
        return rf"{re.escape(word)}(?:['’]s)?"
    stem = re.sub("[аеёийоуъыьэюя]$", "", word, flags=re.IGNORECASE) if len(word) > SHORTEST else word
    return rf"{re.escape(stem)}\w{{0,{LONGEST_ENDING if len(stem) > SHORTEST else 2}}}"


def _tokens(id_: str) -> set[str]:
    parts = re.split(r"[\W_]+", id_.casefold())
    return {id_.casefold(), *parts}
