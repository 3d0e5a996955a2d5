"""One or several of a list: by number, by word in either language, by the name of a person, a role or a department."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from salesaudit.knowledge import vocabulary
from salesaudit.orgfile.units import NONE
from salesaudit.questionnaire.definition import Choice, Question
from salesaudit.questionnaire.quantities import Unclear
from salesaudit.questionnaire.spoken import is_one_of, plain, without, words
from salesaudit.safety.nearest import nearest

WHO: Final = frozenset(("who", "who_many", "person", "role"))
MANY: Final = frozenset(("many", "who_many"))
_SECTIONS: Final = {"person": ("people",), "role": ("roles",)}
_EVERYBODY: Final = ("people", "roles", "departments")
_NUMBER: Final = re.compile(r"(?:(?:№|#|no\.?)\s*)?(\d{1,3})[.)]?")
_APART: Final = re.compile(r"[,;/\n]|(?<!\w)(?:и|and|а также|&)(?!\w)")
_FIRMLY: Final = re.compile(r"[;\n]")
_WORD: Final = re.compile(r"\w+")
_SHORTEST: Final = 3
"""Letters from which the beginning of a word is taken for the word."""


@dataclass(frozen=True, slots=True)
class Known:
    """Who there is, by id, with the names that people call them; the company's currency; the one who answers.

    `offered` are the choices as they were shown, where those are not all that the question has.
    """

    roles: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    departments: Mapping[str, str] = field(default_factory=dict)
    currency: str = "RUB"
    me: str = ""
    offered: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose: its value, how it is called in the reader's language, and its other names."""

    value: str
    title: str
    names: tuple[str, ...] = ()


def known_of(data: Mapping[str, Any] | None, me: str = "", offered: Iterable[Choice] = ()) -> Known:
    """Return who a company's facts name; `me` is the id of the respondent where it is known.

    `offered` are the choices as a face shows and numbers them (`Asked.options`).
    """
    facts = data or {}
    found = {section: _titles(facts.get(section)) for section in _EVERYBODY}
    company = facts.get("company")
    currency = company.get("currency") if isinstance(company, Mapping) else None
    return Known(**found, currency=str(currency or "RUB"), me=me, offered=tuple(offered))


def _titles(section: Any) -> dict[str, str]:
    if not isinstance(section, Mapping):
        return {}
    entries = {str(id_): content if isinstance(content, Mapping) else {} for id_, content in section.items()}
    return {id_: str(content.get("name") or content.get("title") or "") for id_, content in entries.items()}


def options(question: Question, known: Known, lang: str) -> tuple[Option, ...]:
    """Return what a question offers, in the order in which faces number it; nothing where it offers no list.

    The answer "known to be missing" comes last.
    """
    sections = _SECTIONS.get(question.type, _EVERYBODY) if question.type in WHO and not question.options else ()
    found = [_who(section, id_, title, lang) for section in sections for id_, title in getattr(known, section).items()]
    if known.offered:
        named = {option.value: option.names for option in found}
        found = [_choice(question, choice, lang, named.get(choice.value, ())) for choice in known.offered]
    elif not sections:
        found = [_choice(question, choice, lang) for choice in question.options]
    if question.none is not None and all(option.value != _nothing(question) for option in found):
        text = question.none.text
        found.append(Option(_nothing(question), text.in_(lang), (text.ru, text.en)))
    return tuple(found)


def _choice(question: Question, choice: Choice, lang: str, names: tuple[str, ...] = ()) -> Option:
    own = (choice.text.ru, choice.text.en, *_also(question, choice.value))
    return Option(choice.value, choice.text.in_(lang), (*own, *names))


def _nothing(question: Question) -> str:
    return "absent" if question.type == "state" else NONE


def _also(question: Question, value: str) -> tuple[str, ...]:
    if question.type == "state":
        return tuple(phrase for phrase, state in words("states").items() if state == value)
    archetypes = vocabulary.archetypes()
    return archetypes[value].also if question.words == "archetype" and value in archetypes else ()


def _who(section: str, id_: str, title: str, lang: str) -> Option:
    archetypes = vocabulary.archetypes()
    if section != "roles" or id_ not in archetypes:
        return Option(id_, title or id_, (title,) if title else ())
    entry = archetypes[id_]
    names = (title, entry.title.ru, entry.title.en, *entry.also)
    return Option(id_, title or entry.title.in_(lang), tuple(filter(None, names)))


def one(offered: Sequence[Option], text: str, known: Known) -> str:
    """Return the value that was chosen. `text` is in plain form.

    Raises Unclear (``understand.choice…``): nothing or several things fit; a near one is named.
    """
    number = _NUMBER.fullmatch(_without_word(text))
    if number:
        position = int(number[1])
        if not 1 <= position <= len(offered):
            raise Unclear("understand.choice_number", number=number[1], most=len(offered), said=text)
        return offered[position - 1].value
    values = _meant(tuple(offered), text) or _meant(tuple(offered), without("fillers", text))
    if len(values) == 1:
        return values[0]
    if not values and is_one_of("nobody", text) and (nothing := _missing(offered)):
        return nothing
    if not values and is_one_of("myself", text) and known.me in {option.value for option in offered}:
        return known.me
    if values:
        titles = {option.value: option.title for option in offered}
        raise Unclear("understand.choice_two", one=titles[values[0]], other=titles[values[1]], said=text[:60])
    near = nearest(text, [plain(name) for option in offered for name in (option.title, option.value, *option.names)])
    if near:
        raise Unclear("understand.choice_near", near=_title_of(offered, near), said=text[:60])
    raise Unclear("understand.choice", most=len(offered), said=text[:60])


def many(offered: Sequence[Option], text: str, known: Known) -> list[str]:
    """Return the values that were chosen, in the order of the list; ``[]`` for none of them. Raises Unclear."""
    real = [option for option in offered if option.value != NONE]
    if is_one_of("everything", text):
        return [option.value for option in real]
    if is_one_of("nothing", text) or is_one_of("nobody", text):
        return []
    chosen = [one(offered, piece, known) for piece in _pieces(offered, text)]
    if NONE in chosen and len(chosen) > 1:
        raise Unclear("understand.choice_none")
    return [option.value for option in real if option.value in chosen]


def _pieces(offered: Sequence[Option], text: str) -> Iterator[str]:
    """Yield the pieces of an enumeration; a comma or an "and" may also belong to one of the names."""
    if re.fullmatch(r"\d{1,3}(?: \d{1,3})+", text):
        yield from text.split()
        return
    names = sorted((plain(name) for option in offered for name in (option.title, *option.names)), key=len, reverse=True)
    for part in filter(None, map(str.strip, _FIRMLY.split(text))):
        rest = part
        for name in names:
            if _APART.search(name) and f" {name} " in f" {rest.replace(',', ' ,')} ".replace(" ,", ","):
                rest = rest.replace(name, ",", 1)
                yield name
        yield from filter(None, map(str.strip, _APART.split(rest)))


def _without_word(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest if rest and first in words("number_of_choice") else text


def _missing(offered: Iterable[Option]) -> str | None:
    return next((option.value for option in offered if option.value in (NONE, "absent")), None)


def _title_of(offered: Iterable[Option], name: str) -> str:
    found = (option for option in offered if name in {plain(n) for n in (option.title, option.value, *option.names)})
    return next(found).title


@lru_cache(maxsize=256)
def _names(offered: tuple[Option, ...]) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple(
        (option.value, frozenset(plain(name) for name in (option.value, option.title, *option.names)))
        for option in offered
    )


def _meant(offered: tuple[Option, ...], text: str) -> list[str]:
    """Return the values that a word fits: exactly one's name, else all of whose names it begins or is a word of."""
    named = _names(offered)
    exact = [value for value, names in named if text in names]
    if exact:
        return exact[:1]
    if len(text) < _SHORTEST:
        return []
    said = _WORD.findall(text)
    fitting = [[_fit(said, _WORD.findall(name)) for name in names] for _, names in named]
    best = max((max(fits) for fits in fitting), default=0)
    return [value for (value, _), fits in zip(named, fitting, strict=True) if best and max(fits) == best]


def _fit(said: Sequence[str], name: Sequence[str]) -> int:
    """Tell how well words fit a name: 2 where each is a word of it, 1 where each begins one, 0 where one does not."""
    if said and all(word in name for word in said):
        return 2
    begins = all(
        word in name or (len(word) >= _SHORTEST and any(known.startswith(word) for known in name)) for word in said
    )
    return 1 if said and begins else 0
