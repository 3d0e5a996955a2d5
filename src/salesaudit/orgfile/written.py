"""How values are written, as JSON Schema: what `units` reads, put as types, bounds and patterns.

An editor may read YAML 1.2 (where ``120_000_000`` and ``yes`` are text) or 1.1 (where they are a number and a boolean),
so every kind of value takes both. Patterns use only what Python's and JavaScript's expressions have in common.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from salesaudit.orgfile.guide import OR_NONE, value_kinds
from salesaudit.orgfile.units import BOOLEANS, HOURS, NONE, SCALES
from salesaudit.safety.limits import LIMITS

UNKNOWN = "unknown"
NUMBER = r"[+-]?\d[\d\s_]*(?:[.,]\d+)?"
WHOLE = r"[+-]?\d[\d\s_]*(?:[.,]0+)?"
UP_TO_ONE = r"[+-]?[0\s_]+(?:[.,]\d+)?|\+?[0\s_]*1[\s_]*(?:[.,]0+)?"
PERCENT = r"[+-]?[0\s_]*(?:\d[\s_]*){1,2}(?:[.,]\d+)?\s*%|\+?[0\s_]*1[\s_]*0[\s_]*0[\s_]*(?:[.,]0+)?\s*%"
ID = r"[^\u0000-,/:-@\[-^`{-\u007f]+"
DATE = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
ANY_TEXT = r"[\s\S]*\S[\s\S]*"


class Written(NamedTuple):
    """JSON types other than null, what a string has to match, and bounds of numbers."""

    types: tuple[str, ...]
    pattern: str
    bounds: dict[str, Any] = {}  # noqa: RUF012  (never written to)


def _any_case(words: Iterable[str]) -> str:
    """Return a pattern of words in any case, longest first; a flag for that is not part of JSON Schema."""
    ordered = sorted(filter(None, words), key=lambda word: (-len(word), word))
    return "|".join("".join(f"[{c.upper()}{c}]" if c.isalpha() else c for c in word) for word in ordered)


MONEY = Written(("string", "number"), rf"{NUMBER}\s*(?:{_any_case(SCALES)})?\.*", {"minimum": 0, "maximum": 10**15})
SOME_ID = Written(("string", "number"), ID)
READERS: dict[str, Written] = {
    "share": Written(("string", "number"), f"{UP_TO_ONE}|{PERCENT}", {"minimum": 0, "maximum": 1}),
    "attainment": Written(("string", "number"), rf"{UP_TO_ONE}|{NUMBER}\s*%", {"minimum": 0, "maximum": 1}),
    "money": MONEY,
    "amount": MONEY,
    "number": Written(("number", "string"), NUMBER, {"minimum": 0, "maximum": 10_000_000}),
    "count": Written(("integer", "string"), WHOLE, {"minimum": 0, "maximum": 10_000_000}),
    "holders": Written(("integer", "string"), WHOLE, {"minimum": 1, "maximum": 10_000_000}),
    "duration": Written(("string", "integer"), rf"{NUMBER}\s*(?:{_any_case(HOURS)})\.?|0\.?"),
    "date": Written(("string",), DATE),
    "boolean": Written(("boolean", "string"), _any_case(BOOLEANS)),
    "currency": Written(("string",), "[A-Z]{3}"),
    "version": Written(("integer", "string"), "1", {"minimum": 1, "maximum": 1}),
    "identifier": SOME_ID,
    "who": SOME_ID,
    "role_ref": SOME_ID,
    "department_ref": SOME_ID,
    "component_ref": SOME_ID,
}
"""By the name of the function of units; text and file_ref take whatever says something, see `free_text`."""


def value(reader: str, *, words: Iterable[str] = (), types: Iterable[str] = ()) -> dict[str, Any]:
    """Return the schema of what a function of units reads, and of `words` and JSON `types` beside it."""
    extra, kinds = list(words), list(types)
    if reader.endswith(OR_NONE):
        reader = reader.removesuffix(OR_NONE)
        extra.insert(0, NONE)
    written = READERS.get(reader)
    if written is None:
        return free_text(kinds)
    schema = {
        "type": [*written.types, *kinds],
        "pattern": whole("|".join([written.pattern, *extra])),
        **written.bounds,
        "errorMessage": how_to_write(reader),
    }
    if reader == "duration":
        schema |= {"if": {"type": "number"}, "then": {"const": 0, "errorMessage": how_to_write(reader)}}
    return schema


def free_text(types: Iterable[str] = ()) -> dict[str, Any]:
    """Return the schema of text that says something.

    Written as what it is not: for a type that may be a boolean, editors offer true and false.
    """
    refused = [name for name in ("object", "array", "null") if name not in types]
    return {"not": {"type": refused}, "pattern": whole(ANY_TEXT)}


def how_to_write(reader: str) -> str:
    """Return how a kind of value is written, in both languages: what editors show instead of a pattern."""
    text = value_kinds()[reader].text
    return f"{text.ru} · {text.en}"


def only(words: Iterable[str]) -> str:
    """Return a pattern of exactly these words."""
    return whole("|".join(words))


def key() -> dict[str, Any]:
    """Return the schema of an id that stands as a key."""
    return {"pattern": whole(ID), "maxLength": LIMITS.id_length}


def whole(pattern: str) -> str:
    """Anchor a pattern, blanks around it allowed."""
    return rf"^\s*(?:{pattern})\s*$"
