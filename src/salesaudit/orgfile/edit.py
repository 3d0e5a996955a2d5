"""Change one thing in a company's file and leave every other character of it as it is.

A change is spliced into the text at the places that the reader noted: a round trip through a YAML library would keep
comments but lay out other lines anew. The result is read again; it has to say exactly what was intended and to load.
"""

from __future__ import annotations

import copy
import re
from collections import abc
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any, Final, TypeAlias, cast

from salesaudit.orgfile.decode import BOM
from salesaudit.orgfile.load import load_bytes, numbered
from salesaudit.orgfile.nodes import Mapping, Node, Path, Scalar, Sequence, Span
from salesaudit.orgfile.plain import is_unknown, to_plain
from salesaudit.orgfile.problems import LoadError
from salesaudit.orgfile.units import NONE, STATES
from salesaudit.orgfile.yamltree import read_tree
from salesaudit.safety.errors import SalesauditError
from salesaudit.safety.markup import yaml_text

Value: TypeAlias = "str | int | float | bool | list[Value] | dict[str, Value] | None"
"""What may be written; None is written as ``unknown``, a boolean as ``yes`` or ``no``."""

_LINE_END: Final = re.compile("\r\n|\r|\n")
_QUOTED: Final = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'")
_NUMBER_OR_DATE: Final = re.compile(r"\d[\w.-]*%?")


@dataclass(frozen=True, slots=True)
class Put:
    """Give the fact at `path` a value, whether it has one or not; sections on the way are made."""

    path: Path
    value: Value


@dataclass(frozen=True, slots=True)
class Append:
    """Add a value to the end of the list at `path`; a single value there becomes the first of the list."""

    path: Path
    value: Value


Change: TypeAlias = Put | Append


class CannotEdit(SalesauditError):
    """The file is written in a way (aliases, comments inside what would go) that no small change fits."""

    def __init__(self, name: str, change: Change) -> None:
        written = ".".join(str(part) for part in change.path) + f": {inline(change.value)}"
        super().__init__("edit.cannot", hint="edit.cannot.hint", file=name, change=written)


def edit(
    data: bytes,
    name: str,
    *changes: Change,
    folder: FilePath | None = None,
    beside: abc.Mapping[str, bytes] | None = None,
) -> bytes:
    """Return the bytes of a company's file after some changes; comments, order, line ends and byte order mark stay.

    `name`, `folder` and `beside` are as for `load_bytes`.
    Raises LoadError where the file, before or after, is not right; CannotEdit where a change does not fit.
    """
    for change in changes:
        data = _edit_one(data, name, change)
    load_bytes(data, name, folder=folder, beside=beside)
    return data


def inline(value: Value) -> str:
    """Return a value as YAML on one line."""
    match value:
        case None:
            return "unknown"
        case bool():
            return "yes" if value else "no"
        case str():
            return value if value == NONE or _NUMBER_OR_DATE.fullmatch(value) else yaml_text(value)
        case list():
            return f"[{', '.join(map(inline, value))}]"
        case dict():
            return "{" + ", ".join(f"{yaml_text(key)}: {inline(item)}" for key, item in value.items()) + "}"
    return repr(value)


def _edit_one(data: bytes, name: str, change: Change) -> bytes:
    source, problems = read_tree(data, name)
    root = source.root
    if problems or root is None:
        raise LoadError(problems)
    change = type(change)(numbered(root, change.path), change.value)
    try:
        intended = _intended(to_plain(root), change)
        text = _Splice(source.text, root).apply(change)
    except _NoPlace:
        raise CannotEdit(name, change) from None
    result = (BOM if data.startswith(BOM) else b"") + text.encode()
    again, problems = read_tree(result, name)
    if problems or again.root is None or to_plain(again.root) != intended:
        raise CannotEdit(name, change)
    return result


class _NoPlace(Exception):
    """There is no place in the text where the change could go."""


def _intended(plain: Any, change: Change) -> Any:
    """Return what the file has to say afterwards."""
    plain = copy.deepcopy(plain)
    holder: Any = plain
    for part in change.path[:-1]:
        holder = _step(holder, part)
    last = change.path[-1]
    before = _get(holder, last)
    if isinstance(change, Append):
        listed = before if isinstance(before, list) else [] if before in (None, NONE, {}) else [before]
        _assign(holder, last, [*listed, _as_read(change.value)])
    else:
        _assign(holder, last, _as_read(change.value))
    return plain


def _step(holder: Any, part: str | int) -> Any:
    below = _get(holder, part)
    if not isinstance(below, dict | list):
        below = {"state": below} if below in STATES else {}
        _assign(holder, part, below)
    return below


def _get(holder: Any, part: str | int) -> Any:
    if isinstance(holder, dict):
        return holder.get(part)
    if isinstance(holder, list) and isinstance(part, int) and 0 <= part < len(holder):
        return holder[part]
    raise _NoPlace


def _assign(holder: Any, part: str | int, value: Any) -> None:
    if not isinstance(holder, dict | list) or isinstance(holder, dict) is not isinstance(part, str):
        raise _NoPlace
    cast(Any, holder)[part] = value


def _as_read(value: Value) -> Any:
    """Return a value as the reader gives it: text, lists, mappings, None."""
    match value:
        case None:
            return None
        case list():
            return [_as_read(item) for item in value]
        case dict():
            return {key: _as_read(item) for key, item in value.items()}
        case str():
            return value
    return inline(value)


class _Splice:
    """The text of a file with its nodes; each method returns the text after one change."""

    def __init__(self, text: str, root: Mapping) -> None:
        self._text = text
        self._root = root
        ends = list(_LINE_END.finditer(text))
        self._starts = [0, *(match.end() for match in ends)]
        self._eol = ends[0][0] if ends else "\n"

    def apply(self, change: Change) -> str:
        if isinstance(change, Append):
            return self._append(change.path, change.value)
        return self._put(change.path, change.value)

    # --- lists ---

    def _append(self, path: Path, value: Value) -> str:
        node = self._find(path)
        if isinstance(node, Sequence) and node.items:
            end = _end(node.items[-1])
            if self._is_flow(node):
                return self._insert(self._offset(end), f", {inline(value)}")
            indent = " " * (node.span.column - 1)
            return self._new_line(end, f"{indent}- {inline(value)}")
        if node is None or isinstance(node, Sequence | Mapping) or is_unknown(node) or node.text == NONE:
            return self._put(path, [value])
        return self._put(path, [to_plain(node), value])

    # --- single values ---

    def _put(self, path: Path, value: Value) -> str:
        node = self._find(path)
        if node is not None:
            return self._replace(path, node, value)
        parent = self._find(path[:-1])
        key = path[-1]
        assert isinstance(key, str)  # what a list does not have was refused before
        if parent is None or isinstance(parent, Scalar):
            kept = {"state": parent.text} if isinstance(parent, Scalar) and parent.text in STATES else {}
            return self._put(path[:-1], {**kept, key: value})
        assert isinstance(parent, Mapping)
        if self._is_flow(parent):
            return self._into_flow(parent, key, value)
        return self._into_block(parent, path, value)

    def _into_flow(self, parent: Mapping, key: str, value: Value) -> str:
        entry = f"{yaml_text(key)}: {inline(value)}"
        if not parent.items:
            return self._insert(self._offset((parent.span.line, parent.span.column)) + 1, entry)
        *_, last = parent.items.values()
        return self._insert(self._offset(_end(last)), f", {entry}")

    def _into_block(self, parent: Mapping, path: Path, value: Value) -> str:
        first, *_ = parent.keys.values()
        indent = " " * (first.column - 1)
        *_, last = parent.items.values()
        key = yaml_text(str(path[-1]))
        entries = _entries(value, f"{indent}  ")
        lines = [f"{indent}{key}:", *entries] if entries else [f"{indent}{key}: {inline(value)}"]
        if len(path) == 1:
            lines.insert(0, "")
        return self._new_line(_end(last), self._eol.join(lines))

    def _replace(self, path: Path, node: Node, value: Value) -> str:
        holder, key = self._find(path[:-1]), path[-1]
        written = inline(value)
        start, end = self._offset((node.span.line, node.span.column)), self._offset(_end(node))
        if isinstance(holder, Mapping) and isinstance(key, str) and not self._is_flow(holder):
            # What stands below its key may need other lines: begin behind the colon.
            place = holder.keys[key]
            lines = _entries(value, " " * (place.column + 1)) if len(path) == 1 else []
            start = self._after_colon(place)
            end = max(end, start)
            written = self._eol + self._eol.join(lines) if lines else f" {written}"
        if "#" in _QUOTED.sub("", self._text[start:end]):
            raise _NoPlace  # a comment would go with it
        return self._text[:start] + written + self._text[end:]

    # --- places ---

    def _find(self, path: Path) -> Node | None:
        here: Node | None = self._root
        for part in path:
            if isinstance(here, Mapping) and isinstance(part, str):
                here = here.items.get(part)
            elif isinstance(here, Sequence) and isinstance(part, int) and 0 <= part < len(here.items):
                here = here.items[part]
            else:
                return None
        return here

    def _offset(self, point: tuple[int, int]) -> int:
        line, column = point
        return self._starts[line - 1] + column - 1

    def _is_flow(self, node: Node) -> bool:
        start = self._offset((node.span.line, node.span.column))
        return self._text[start : start + 1] in ("{", "[")

    def _after_colon(self, key: Span) -> int:
        end = self._offset((key.end_line, key.end_column))
        colon = self._text.find(":", end)
        if colon < 0 or self._text[end:colon].strip():
            raise _NoPlace
        return colon + 1

    def _insert(self, offset: int, text: str) -> str:
        return self._text[:offset] + text + self._text[offset:]

    def _new_line(self, after: tuple[int, int], text: str) -> str:
        """Put lines below the line of a point."""
        line = after[0]
        if line < len(self._starts):
            return self._insert(self._starts[line], text + self._eol)
        return self._text + self._eol + text + self._eol


def _entries(value: Value, indent: str) -> list[str]:
    """Return a list of sections, or a section of sections, as lines of its own; nothing for any other value."""
    if isinstance(value, dict) and value and all(isinstance(item, dict) for item in value.values()):
        return [f"{indent}{yaml_text(key)}: {inline(item)}" for key, item in value.items()]
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        return [f"{indent}- {inline(item)}" for item in value]
    return []


def _end(node: Node) -> tuple[int, int]:
    """Return the point behind a value."""
    return node.span.end_line, node.span.end_column
