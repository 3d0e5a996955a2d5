"""JSON that is written in parts, company by company, and put together without being read again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from pydantic_core import PydanticSerializationError, to_json


def indented(document: object, indent: int, depth: int = 0) -> str:
    """Return JSON with indents as it stands in a document where it begins after `depth` spaces."""
    try:
        # Indents are what the encoder of the standard library takes longest for.
        text = to_json(document, indent=indent, inf_nan_mode="null").decode()
    except PydanticSerializationError:  # half of a surrogate pair is no UTF-8; as JSON it can be told
        text = json.dumps(document, ensure_ascii=False, indent=indent, allow_nan=False)
    return text.replace("\n", "\n" + " " * depth) if depth else text


def filled(document: str, key: str, parts: Sequence[str], indent: int, depth: int) -> str:
    """Return a document whose list `key`, empty and written after `depth` spaces, now holds `parts`."""
    if not parts:
        return document
    # Inside a text a line cannot end: the key can be mistaken for nothing else.
    empty = f'\n{" " * depth}"{key}": []'
    head, _, tail = document.partition(empty)
    first, last = _brackets(indent, depth)
    return "".join([head, empty.removesuffix("[]"), *_strung(parts, first), last, tail])


def array(parts: Sequence[str], indent: int, depth: int = 0) -> str:
    """Return a list of parts; it begins after `depth` spaces, and they after `indent` more."""
    if not parts:
        return "[]"
    first, last = _brackets(indent, depth)
    return "".join([*_strung(parts, first), last])


def _brackets(indent: int, depth: int) -> tuple[str, str]:
    return "[\n" + " " * (depth + indent), "\n" + " " * depth + "]"


def _strung(parts: Sequence[str], first: str) -> Iterator[str]:
    """Yield parts and what stands before each: all is joined but once, for it may be large."""
    between = "," + first.removeprefix("[")
    for number, part in enumerate(parts):
        yield between if number else first
        yield part
