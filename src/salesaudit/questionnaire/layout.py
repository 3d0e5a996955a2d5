"""A company's facts laid out as a file that a person can go on editing: sections in order, comments between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from salesaudit.orgfile.edit import inline
from salesaudit.safety.markup import yaml_text
from salesaudit.safety.text import clean
from salesaudit.texts.catalogue import say

SECTIONS: Final = (
    "company", "strategy", "departments", "roles", "people", "functions", "processes", "handoffs", "interfaces",
    "lead_generation", "policies", "elements", "administration", "rhythm", "segments", "evidence", "answers",
    "accepted",
)  # fmt: skip
"""The sections of a company's file in the order of the format."""

WIDTH: Final = 110
_PLAIN: Final = ("yes", "no")


def laid_out(facts: Mapping[str, Any], lang: str, *, above: Iterable[str], below: Iterable[str]) -> bytes:
    """Return facts (text, lists, sections of text, as written) as a YAML file.

    `above` and `below` are the lines of the comments at its top and its end; an empty line parts paragraphs.
    """
    lines = [*map(_comment, above), "salesaudit: 1"]
    for section in SECTIONS:
        if section in facts:
            lines += ["", _comment(say(f"section.{section}", lang)), *_top(section, facts[section])]
    last = [_comment(line) for line in below]
    return "".join(f"{line}\n" for line in [*lines, *([""] if last else []), *last]).encode()


def _comment(line: str) -> str:
    return f"# {clean(line)}" if line else "#"


def _top(section: str, content: Any) -> list[str]:
    """Lay a section out with one line for each of its entries, so that changes to it stay small."""
    if isinstance(content, Mapping) and content:
        return [f"{section}:", *(line for key, item in content.items() for line in _entry(str(key), item, "  "))]
    if isinstance(content, list) and content and isinstance(content[0], Mapping):
        return [f"{section}:", *(f"  - {_inline(item)}" for item in content)]
    return [f"{section}: {_inline(content)}"]


def _entry(key: str, value: Any, indent: str) -> list[str]:
    """Lay an entry out on one line where it fits, else its parts below it."""
    line = f"{indent}{yaml_text(key)}: {_inline(value)}"
    if len(line) <= WIDTH or not isinstance(value, Mapping | list) or not value:
        return [line]
    head, inside = f"{indent}{yaml_text(key)}:", f"{indent}  "
    if isinstance(value, Mapping):
        return [head, *(line for name, item in value.items() for line in _entry(str(name), item, inside))]
    return [head, *(f"{inside}- {_inline(item)}" for item in value)]


def _inline(value: Any) -> str:
    if isinstance(value, str):
        return value if value in _PLAIN else inline(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_inline, value))}]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{yaml_text(str(key))}: {_inline(item)}" for key, item in value.items()) + "}"
    return inline(value)
