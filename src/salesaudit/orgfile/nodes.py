"""What the reader makes of YAML: text, sequences and mappings that know where they stand in the file."""

from __future__ import annotations

import re
from array import array
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any, Final, NamedTuple, TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""The route of keys and indexes from the top of a file, e.g. ``("people", "petrov", "time", "selling")``."""


_LINE_END: Final = re.compile("\r\n|\r|\n")


class Span(NamedTuple):
    """A stretch of a file; lines and columns count from 1 in characters, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Lines:
    """Where the lines of a text begin, found out when the first place is asked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def starts(self) -> list[int]:
        """The offset of each line."""
        if "\r" in self.text:
            return [0, *(end.end() for end in _LINE_END.finditer(self.text))]
        return [*accumulate((len(line) + 1 for line in self.text.split("\n")[:-1]), initial=0)]

    def span(self, start: int, end: int) -> Span:
        """Return the stretch between two offsets."""
        starts = self.starts
        line, end_line = bisect(starts, start), bisect(starts, end)
        return Span(line, start - starts[line - 1] + 1, end_line, end - starts[end_line - 1] + 1)

    def character(self, offset: int) -> Span:
        """Return the stretch of the character at an offset."""
        place = self.span(offset, offset)
        return place._replace(end_column=place.end_column + 1)


# The kinds of rows, in this order: up to QUOTED a text, from SEQUENCE on what holds others.
PLAIN: Final = 0
QUOTED: Final = 1
DROPPED: Final = 2
ALIAS: Final = 3
SEQUENCE: Final = 4
MAPPING: Final = 5


class Rows:
    """All that a file says, a row for each key and each value, in the order of the file.

    Columns of numbers take a fifth of the room that an object for each value would take; nodes are made of the rows
    that somebody asks for. What stands in a sequence or a mapping follows its row; in a mapping keys and values take
    turns. A key that is no text (PLAIN, QUOTED) has been told as a problem: it does not count, nor does its value.
    """

    __slots__ = ("_inside", "content", "ends", "kinds", "lines", "starts")

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.kinds = bytearray()
        self.content: list[Any] = []
        """The text; of a sequence or mapping the row behind what it holds, of an alias the row that it repeats."""
        self.starts = array("I")
        """Offsets in the text."""
        self.ends = array("I")
        self._inside: dict[int, dict[str | int, int]] = {}

    def add(self, kind: int, content: str | int, start: int, end: int) -> None:
        """Append a row between two offsets."""
        self.kinds.append(kind)
        self.content.append(content)
        self.starts.append(start)
        self.ends.append(end)

    def span(self, row: int) -> Span:
        """Return the place of a row."""
        return self.lines.span(self.starts[row], self.ends[row])

    def after(self, row: int) -> int:
        """Return the row behind a row and what it holds."""
        if self.kinds[row] < SEQUENCE:
            return row + 1
        behind: int = self.content[row]
        return behind

    def keys(self, row: int) -> Iterator[int]:
        """Yield the rows of the keys of a mapping; each value stands in the row behind its key."""
        kinds, content = self.kinds, self.content
        end, row = self.after(row), row + 1
        while row < end:
            value = row + 1 if kinds[row] < SEQUENCE else content[row]
            if kinds[row] <= QUOTED:
                yield row
            row = value + 1 if kinds[value] < SEQUENCE else content[value]

    def values(self, row: int) -> Iterator[int]:
        """Yield the rows of what a sequence or mapping holds."""
        if self.kinds[row] == MAPPING:
            yield from (key + 1 for key in self.keys(row))
            return
        end, row = self.after(row), row + 1
        while row < end:
            yield row
            row = self.after(row)

    def inside(self, row: int) -> dict[str | int, int]:
        """Return the rows of what a sequence or mapping holds by index or key; nothing for a text."""
        found = self._inside.get(row)
        if found is None:
            if self.kinds[row] == MAPPING:
                found = {self.content[key]: key + 1 for key in self.keys(row)}
            else:
                found = dict(enumerate(self.values(row)))
            self._inside[row] = found
        return found

    def meant(self, row: int) -> int:
        """Return the row that an alias repeats, any other as it is."""
        target: int = self.content[row] if self.kinds[row] == ALIAS else row
        return target

    def node(self, row: int) -> Node:
        """Return a row as a node."""
        row = self.meant(row)
        kind = self.kinds[row]
        if kind == MAPPING:
            return Mapping(self, row)
        return Sequence(self, row) if kind == SEQUENCE else Scalar(self, row)


class _Placed:
    """A row of a file."""

    __slots__ = ("row", "rows")

    def __init__(self, rows: Rows, row: int) -> None:
        self.rows = rows
        self.row = row

    @property
    def span(self) -> Span:
        """The stretch of the file that holds this node."""
        return self.rows.span(self.row)


class Scalar(_Placed):
    """A piece of text; `plain` is False where it was quoted or a block, so that ``"none"`` can be a name."""

    __slots__ = ()

    @property
    def text(self) -> str:
        """The text as YAML reads it."""
        text: str = self.rows.content[self.row]
        return text

    @property
    def plain(self) -> bool:
        """Whether it stands there without quotes."""
        return self.rows.kinds[self.row] == PLAIN


class Sequence(_Placed):
    """Values in the order of the file."""

    @cached_property
    def items(self) -> list[Node]:
        """The values."""
        return [self.rows.node(row) for row in self.rows.values(self.row)]


class Mapping(_Placed):
    """Values by key in the order of the file."""

    @cached_property
    def items(self) -> dict[str, Node]:
        """The values."""
        return {self.rows.content[row]: self.rows.node(row + 1) for row in self.rows.keys(self.row)}

    @cached_property
    def keys(self) -> dict[str, Span]:
        """The place of each key."""
        return {self.rows.content[row]: self.rows.span(row) for row in self.rows.keys(self.row)}


Node: TypeAlias = Scalar | Sequence | Mapping


@dataclass
class Source:
    """The text of a file and its nodes; `root` is None where nothing could be built."""

    name: str
    text: str
    sha256: str
    root: Mapping | None = None

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text without their ends."""
        return split_lines(self.text)


def split_lines(text: str) -> list[str]:
    """Return lines without their ends, split as YAML does: LF, CR LF, CR.

    A text that ends with a line end has an empty last line.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.split("\n")
