"""The settings of a run as a list: name, value, and where the value comes from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from salesaudit.formats.lines import Line, Piece, line
from salesaudit.safety.text import display_width
from salesaudit.texts.catalogue import say

Row = tuple[str, object, str, str]
"""Name, value, origin (flag, environment, file, default), and the flag, variable or line."""


def render(rows: Sequence[Row], path: str | None, origin: bool, lang: str) -> Iterator[Line]:
    """Yield the config file and a line a setting."""
    yield line(Piece(say("config.file", lang, file=path) if path else say("config.none", lang), "dim"))
    longest = max(display_width(name) for name, *_ in rows)
    for name, value, kind, where in rows:
        pieces = [Piece(f"{name:<{longest}}  ", "rule"), Piece(_text(name, value, lang))]
        if origin:
            pieces.append(Piece(f"  ({say(f'config.origin.{kind}', lang, where=where)})", "dim"))
        yield line(*pieces)


def render_json(rows: Sequence[Row]) -> str:
    """Return the settings by name, each with value, origin and where that is."""
    document = {name: {"value": _plain(value), "origin": kind, "where": where} for name, value, kind, where in rows}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _text(name: str, value: object, lang: str) -> str:
    match _plain(value):
        case None:
            return say("config.all" if name == "select" else "config.nothing", lang)
        case list() as items if items:
            return ", ".join(map(str, items))
        case dict() as entries if entries:
            return "; ".join(f"{key}: {_inner(item)}" for key, item in entries.items())
        case list() | dict():
            return say("config.nothing", lang)
        case other:
            return str(other)


def _inner(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} = {_inner(item)}" for key, item in value.items())
    return str(value)


def _plain(value: object) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
