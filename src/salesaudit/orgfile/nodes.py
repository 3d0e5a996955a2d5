"""What the reader makes of YAML: text, sequences and mappings that know where they stand in the file."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple, TypeAlias, cast

Path: TypeAlias = tuple[str | int, ...]
"""The route of keys and indexes from the top of a file, e.g. ``("people", "petrov", "time", "selling")``."""


class Span(NamedTuple):
    """A stretch of a file; lines and columns count from 1 in characters, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


Place: TypeAlias = Span | int
"""Where something stands. Few places are ever asked for, so they stay packed in one number (`pack`) until then."""

BITS: Final = 22
"""Bits of a line or a column; the largest file has fewer characters than 2 ** 22."""
_MASK: Final = (1 << BITS) - 1


def pack(start: int, end: int) -> int:
    """Return the place between two points, each ``line << BITS | column`` counted from 0."""
    return start << 2 * BITS | end


def as_span(place: Place) -> Span:
    """Return a place as a Span."""
    if isinstance(place, Span):
        return place
    return Span(
        (place >> 3 * BITS) + 1,
        (place >> 2 * BITS & _MASK) + 1,
        (place >> BITS & _MASK) + 1,
        (place & _MASK) + 1,
    )


class _Placed:
    __slots__ = ("place",)
    place: Place

    @property
    def span(self) -> Span:
        """The stretch of the file that holds this node."""
        place = self.place
        if not isinstance(place, Span):
            self.place = place = as_span(place)
        return place


@dataclass(init=False, slots=True)
class Scalar(_Placed):
    """A piece of text; `plain` is False where it was quoted or a block, so that ``"none"`` can be a name."""

    text: str
    plain: bool

    def __init__(self, text: str, plain: bool, span: Place) -> None:
        self.text = text
        self.plain = plain
        self.place = span  # type: ignore[misc]  # the slot of the base class


@dataclass(init=False, slots=True)
class Sequence(_Placed):
    """Values in the order of the file."""

    items: list[Node]

    def __init__(self, items: list[Node], span: Place) -> None:
        self.items = items
        self.place = span  # type: ignore[misc]  # the slot of the base class


@dataclass(init=False, slots=True)
class Mapping(_Placed):
    """Values by key in the order of the file; `keys` has the place of each key."""

    items: dict[str, Node]
    _keys: dict[str, Place] = field(repr=False, compare=False)
    _spelled: bool = field(repr=False, compare=False)

    def __init__(self, items: dict[str, Node], keys: MappingOf[str, Place], span: Place) -> None:
        self.items = items
        self._keys = cast(dict[str, Place], keys)
        self._spelled = False
        self.place = span  # type: ignore[misc]  # the slot of the base class

    def key_span(self, key: str) -> Span:
        """Return the place of one key: to spell out all of a large section for that would take long."""
        return as_span(self._keys[key])

    @property
    def keys(self) -> dict[str, Span]:
        """The place of each key."""
        if not self._spelled:
            self._keys = {key: as_span(place) for key, place in self._keys.items()}
            self._spelled = True
        return cast(dict[str, Span], self._keys)


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
