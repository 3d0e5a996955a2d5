"""The keys and values of a file that is being typed, with their paths and places.

A file is not right while somebody types in it, so this reads it line by line, by indentation and brackets, and gives
what can be told; it refuses nothing. What the file means is the business of orgfile.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple, TypeAlias

from salesaudit.orgfile.nodes import Path, Span, split_lines
from salesaudit.safety.limits import LIMITS

Mode: TypeAlias = Literal["key", "value"]

_QUOTED: Final = r""""(?:[^"\\]|\\.)*"|'[^']*'"""
_WORDS: Final = r"""[^\s#{}\[\],"'&*!|>%@`:-][^\s#{}\[\],:]*(?:[ \t]+[^\s#{}\[\],:]+)*"""
_KEY: Final = re.compile(rf"({_QUOTED}|{_WORDS})[ \t]*:(?=\s|$)")
_FLOW_KEY: Final = re.compile(rf"({_QUOTED}|{_WORDS})[ \t]*:(?=[\s,{{}}\[\]]|$)")
_FLOW_TEXT: Final = re.compile(r"""("(?:[^"\\]|\\.)*"?|'[^']*'?|[^\s{}\[\],"'](?:[^{}\[\],#]|(?<!\s)#)*)""")
_TEXT: Final = re.compile(r"""("(?:[^"\\]|\\.)*"?|'[^']*'?|\S(?:[^#]|(?<!\s)#)*)""")
_BLOCK: Final = re.compile(r"[|>][-+0-9]*\s*(?:#.*)?$")


class Token(NamedTuple):
    """A key or a value: `path` is that of the value; a word that may become a key has mode ``key`` and no colon yet."""

    mode: Mode
    path: Path
    text: str
    span: Span
    whole: bool = True
    """Whether a key has its colon."""


class Cursor(NamedTuple):
    """What is being typed: a key in the section at `path`, or the value at `path`; `typed` is its beginning."""

    mode: Mode
    path: Path
    typed: str


@dataclass(slots=True)
class _Frame:
    """A section or list that is open: `indent` is its column, -1 within brackets; `key` the entry it is at."""

    kind: Literal["map", "list"]
    indent: int
    path: Path
    key: str | int | None = None

    @property
    def here(self) -> Path:
        return self.path if self.key is None else (*self.path, self.key)


@dataclass(slots=True)
class _Scanner:
    tokens: list[Token] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=lambda: [_Frame("map", 0, ())])
    flow: list[_Frame] = field(default_factory=list)
    block: int | None = None
    """The indentation of the key whose text goes over several lines."""
    valued: bool = False
    """Whether the entry at hand waits for its value on this line."""
    comment: bool = False
    column: int = 0

    def line(self, number: int, text: str) -> None:
        self.valued = self.comment = False
        stripped = text.lstrip(" ")
        indent = len(text) - len(stripped)
        if self.block is not None:
            if not stripped or indent > self.block:
                return
            self.block = None
        if self.flow and indent == 0 and _KEY.match(text):
            self.flow.clear()  # a bracket that somebody forgot to close ends where the next section begins
        if self.flow:
            self._flow(number, text, 0)
            return
        if not stripped or stripped.startswith(("#", "---", "...")):
            self.comment = stripped.startswith("#")
            self._settle(indent)
            return
        self._entry(number, text, indent)

    def _entry(self, number: int, text: str, column: int) -> None:
        while text[column : column + 2] in ("- ", "-") and len(self.frames) <= LIMITS.yaml_depth:
            self._item(column)
            self.valued = True
            after = text[column + 1 :]
            column += 1 + len(after) - len(after.lstrip(" "))
            if column >= len(text):
                return
        found = _KEY.match(text, column)
        if found is None:
            if text[column] in "{[":
                self._flow(number, text, column)
            else:
                self._word(number, text, column)
            return
        self._key(column, _unquoted(found[1]))
        self._add("key", self.frames[-1].here, number, column, found[1])
        self._value(number, text, found.end(), column)

    def _value(self, number: int, text: str, column: int, indent: int) -> None:
        rest = text[column:]
        self.valued = True
        column += len(rest) - len(rest.lstrip(" "))
        rest = text[column:]
        if not rest:
            return
        if rest.startswith("#"):
            self.comment = True
        elif _BLOCK.match(rest):
            self.block = indent
        elif rest[0] in "{[":
            self._flow(number, text, column)
        else:
            self._text(number, text, column, self.frames[-1].here)

    def _text(self, number: int, text: str, column: int, path: Path) -> None:
        found = _TEXT.match(text, column)
        if found is not None:
            self._add("value", path, number, column, found[1].rstrip())
            self.comment = "#" in text[found.end() :]

    def _word(self, number: int, text: str, column: int) -> None:
        """Take a word that stands where a key may come, or a value of its own."""
        if self.valued:
            self._text(number, text, column, self.frames[-1].here)
            return
        self._settle(column)
        top = self.frames[-1]
        container = top.path if top.kind == "map" and top.indent >= column else top.here
        found = _TEXT.match(text, column)
        if found is not None:
            word = found[1].rstrip()
            span = Span(number, column + 1, number, column + 1 + len(word))
            self.tokens.append(Token("key", (*container, _unquoted(word)), word, span, whole=False))

    # --- sections and lists by indentation ---

    def _settle(self, indent: int) -> None:
        """Close what a line of this indentation is not in."""
        while len(self.frames) > 1 and self.frames[-1].indent > indent:
            self.frames.pop()
        self.column = indent

    def _item(self, column: int) -> None:
        self._settle(column)
        top = self.frames[-1]
        if top.kind == "list" and top.indent == column:
            top.key = (top.key if isinstance(top.key, int) else -1) + 1
        else:
            self.frames.append(_Frame("list", column, top.here, 0))

    def _key(self, column: int, key: str) -> None:
        self._settle(column)
        if self.frames[-1].kind == "list" and self.frames[-1].indent == column:
            self.frames.pop()
        top = self.frames[-1]
        if top.kind == "map" and (top.indent == column or (len(self.frames) == 1 and column == 0)):
            top.key = key
        else:
            self.frames.append(_Frame("map", column, top.here[: LIMITS.yaml_depth], key))

    # --- brackets ---

    def _flow(self, number: int, text: str, column: int) -> None:
        while column < len(text):
            character = text[column]
            if character == "#" and (column == 0 or text[column - 1] in " \t"):
                self.comment = True
                return
            if character in "{[":
                self._open(character)
            elif character in "}]":
                self.flow.pop()
                self.valued = False
                if not self.flow:
                    return
            elif character == ",":
                self._next()
            elif character not in " \t":
                column = self._flow_word(number, text, column)
                continue
            column += 1

    def _open(self, character: str) -> None:
        here = self.flow[-1].here if self.flow else self.frames[-1].here
        here = here[: LIMITS.yaml_depth]  # deeper ones are balanced, no more
        self.flow.append(_Frame("map", -1, here) if character == "{" else _Frame("list", -1, here, 0))
        self.valued = character == "["

    def _next(self) -> None:
        top = self.flow[-1]
        top.key = top.key + 1 if isinstance(top.key, int) else None
        self.valued = top.kind == "list"

    def _flow_word(self, number: int, text: str, column: int) -> int:
        """Take a key or a text within brackets; return the column behind it."""
        top = self.flow[-1]
        found = _FLOW_KEY.match(text, column) if top.kind == "map" and top.key is None else None
        if found is not None:
            top.key = _unquoted(found[1])
            self._add("key", top.here, number, column, found[1])
            self.valued = True
            return found.end()
        word = _FLOW_TEXT.match(text, column)
        if word is None:
            return column + 1
        written = word[1].rstrip()
        if top.kind == "map" and top.key is None:
            span = Span(number, column + 1, number, column + 1 + len(written))
            self.tokens.append(Token("key", (*top.path, _unquoted(written)), written, span, whole=False))
        else:
            self._add("value", top.here, number, column, written)
        return max(word.end(), column + 1)

    def _add(self, mode: Mode, path: Path, number: int, column: int, text: str) -> None:
        self.tokens.append(Token(mode, path, text, Span(number, column + 1, number, column + 1 + len(text))))


def outline(text: str) -> list[Token]:
    """Return the keys and values of a file in their order; of one that is too large to be a company file none."""
    if len(text) > LIMITS.org_file_bytes:
        return []
    return _scan(split_lines(text)).tokens


def at(tokens: Sequence[Token], line: int, column: int) -> Token | None:
    """Return the key or value at a point, lines and columns from 1."""
    for token in tokens:
        if token.span.line == line and token.span.column <= column <= token.span.end_column:
            return token
    return None


def cursor(text: str, line: int, column: int) -> Cursor | None:
    """Return what is being typed at a point; None within a comment or a text of several lines."""
    lines = split_lines(text)[:line]
    if not lines or len(text) > LIMITS.org_file_bytes:
        return None
    lines[-1] = lines[-1][: column - 1]
    scanner = _scan(lines)
    if scanner.comment or scanner.block is not None:
        return None
    last = scanner.tokens[-1] if scanner.tokens else None
    if last is not None and last.span.line == line and last.span.end_column >= column and not lines[-1].endswith(" "):
        if last.mode == "key" and last.whole:
            return None
        return Cursor(last.mode, last.path[:-1] if last.mode == "key" else last.path, last.text)
    if scanner.flow:
        top = scanner.flow[-1]
        return Cursor("value" if scanner.valued else "key", top.here if scanner.valued else top.path, "")
    top = scanner.frames[-1]
    if scanner.valued:
        return None if lines[-1].endswith(":") else Cursor("value", top.here, "")
    return Cursor("key", _container(scanner, column - 1), "")


def _container(scanner: _Scanner, column: int) -> Path:
    """Return the section that a new key at a column would belong to."""
    frames = [frame for frame in scanner.frames if frame.indent <= column]
    top = frames[-1] if frames else scanner.frames[0]
    return top.path if top.kind == "map" and top.indent == column else top.here


def _scan(lines: Sequence[str]) -> _Scanner:
    scanner = _Scanner()
    for number, text in enumerate(lines, 1):
        scanner.line(number, text)
    return scanner


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text
