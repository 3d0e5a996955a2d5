"""The sentences of the product: templates by key in messages.ru.yaml and messages.en.yaml, filled with values.

In a template ``{name}`` is a value; ``{n:# проблема|# проблемы|# проблем}`` is a plural, in Russian one|few|many and in
English one|other, where ``#`` is the number (leave it out to get the noun alone); ``{{`` and ``}}`` are braces.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import PurePath
from typing import NamedTuple, TypeAlias, cast

from salesaudit.resources import resource
from salesaudit.texts import show
from salesaudit.texts.plural import FORMS, form_index

LANGUAGES = ("ru", "en")


class TemplateError(ValueError):
    """A template that cannot be read: a lone brace, or too few or too many plural forms."""


class Value(NamedTuple):
    """A place in a template for the value called `name`."""

    name: str


class Plural(NamedTuple):
    """A place for one of several `forms`, chosen by the number called `name`."""

    name: str
    forms: tuple[str, ...]


Part: TypeAlias = str | Value | Plural

_PIECES = re.compile(r"(?P<brace>\{\{|\}\})|\{(?P<name>[a-z_][a-z0-9_]*)(?::(?P<forms>[^{}]*))?\}|(?P<lone>[{}])")


def say(key: str, lang: str, **values: object) -> str:
    """Return the sentence called `key` in `lang` (``ru`` or ``en``), filled with `values`; more values do no harm.

    Raises KeyError for an unknown key or a value that is missing, TypeError for a value that cannot be shown.
    """
    return _filled(parse(messages(lang)[key], lang), lang, values)


def fill(text: str, lang: str, values: Mapping[str, object]) -> str:
    """Return a template that stands elsewhere, such as the prose of a rule, filled in the same way as by `say`."""
    return _filled(parse(text, lang), lang, values)


def messages(lang: str) -> Mapping[str, str]:
    """Return every template of `lang` by key."""
    return cast(Mapping[str, str], resource(f"texts.messages.{lang}"))


@lru_cache(maxsize=8192)
def parse(text: str, lang: str) -> tuple[Part, ...]:
    """Return the parts of a template; TemplateError where it is not one."""
    parts: list[Part] = []
    end = 0
    for piece in _PIECES.finditer(text):
        if piece.start() > end:
            parts.append(text[end : piece.start()])
        parts.append(_part(piece, text, lang))
        end = piece.end()
    if end < len(text):
        parts.append(text[end:])
    return tuple(parts)


def _part(piece: re.Match[str], text: str, lang: str) -> Part:
    if piece["lone"]:
        raise TemplateError(f"a lone brace at {piece.start()} in: {text}")
    if piece["brace"]:
        return piece["brace"][0]
    if piece["forms"] is None:
        return Value(piece["name"])
    forms = tuple(piece["forms"].split("|"))
    if len(forms) != len(FORMS[lang]):
        raise TemplateError(f"{len(forms)} plural forms where {lang} has {len(FORMS[lang])}: {text}")
    return Plural(piece["name"], forms)


def _filled(parts: tuple[Part, ...], lang: str, values: Mapping[str, object]) -> str:
    return "".join(part if isinstance(part, str) else _placed(part, lang, values[part.name]) for part in parts)


def _placed(part: Value | Plural, lang: str, value: object) -> str:
    if isinstance(part, Value):
        return _shown(value, lang, part.name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{part.name} must be a number to choose a plural form, not {type(value).__name__}")
    form = part.forms[form_index(lang, value)]
    return form.replace("#", show.number(value, lang))


def _shown(value: object, lang: str, name: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return show.number(value, lang)
    if isinstance(value, datetime.date):
        return show.date(value, lang)
    if isinstance(value, PurePath):
        return str(value)
    if isinstance(value, list | tuple):
        return show.join([_shown(item, lang, name) for item in value], lang)
    # a word of the programming language in a sentence for an owner is a bug of ours: never print "None" or "True"
    raise TypeError(f"{name} cannot be shown to a person: {type(value).__name__}")
