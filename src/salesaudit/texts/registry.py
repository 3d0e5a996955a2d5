"""What keeps a catalogue true in two languages: same keys, same values, all plural forms, no look-alike letters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from salesaudit.texts.catalogue import Part, TemplateError, Value, parse

_LOOK_ALIKES = "AaBCcEeHKkMOoPpTXxy"
_MIXED = re.compile(r"(?=\w*[А-Яа-яЁё])(?=\w*[A-Za-z])\w+")
_LONE = re.compile(rf"(?<![\w.:/-])[{_LOOK_ALIKES}](?![\w.:/-])")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]+")


def differences(russian: Mapping[str, str], english: Mapping[str, str]) -> list[str]:
    """Return what is wrong with a pair of catalogues, one sentence a fault, sorted by key; empty where all is well."""
    faults = [f"{key}: only in Russian" for key in russian.keys() - english.keys()]
    faults += [f"{key}: only in English" for key in english.keys() - russian.keys()]
    for key in russian.keys() & english.keys():
        faults += _template_faults(key, russian[key], english[key])
    faults += [f"{key}: {fault}" for key, text in russian.items() for fault in look_alikes(text)]
    faults += [f"{key}: Cyrillic in English: {word}" for key, text in english.items() for word in cyrillic(text)]
    return sorted(faults)


def placeholders(text: str, lang: str) -> set[str]:
    """Return the names of the values that a template asks for; TemplateError where it is not one."""
    return {part.name for part in parse(text, lang) if not isinstance(part, str)}


def look_alikes(text: str) -> list[str]:
    """Return the words of a Russian template in which Latin letters pose as Cyrillic ones."""
    shown = _visible(text, "ru")
    return [f"Latin look-alike in «{word}»" for word in _MIXED.findall(shown) + _LONE.findall(shown)]


def cyrillic(text: str) -> list[str]:
    """Return the Cyrillic words of an English template."""
    return _CYRILLIC.findall(_visible(text, "en"))


def _template_faults(key: str, russian: str, english: str) -> Iterator[str]:
    try:
        ours, theirs = placeholders(russian, "ru"), placeholders(english, "en")
    except TemplateError as error:
        yield f"{key}: {error}"
        return
    if ours != theirs:
        yield f"{key}: only one language uses {', '.join(sorted(ours ^ theirs))}"


def _visible(text: str, lang: str) -> str:
    """Return what a reader sees of a template: its words and plural forms, not the names of its values."""
    try:
        parts = parse(text, lang)
    except TemplateError:
        return text
    return "".join(_words(part) for part in parts)


def _words(part: Part) -> str:
    if isinstance(part, str):
        return part
    return "…" if isinstance(part, Value) else " ".join(part.forms)
