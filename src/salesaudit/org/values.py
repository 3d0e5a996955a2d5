"""Facts as values that know how far they are known.

A read never fails. It gives a value with bounds (`Number`), with known members (`Group`) or perhaps nothing
(`Word`, `Flag`); only using it as if it were known raises `Unknown`, which carries the paths that would decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import Generic, Literal, NamedTuple, TypeAlias, TypeVar

T = TypeVar("T")

Path: TypeAlias = tuple[str | int, ...]
Unit: TypeAlias = Literal["share", "money", "count", "number", "hours", "state", "metric"]
OriginKind: TypeAlias = Literal["measured", "declared", "told", "inferred"]
LADDER = ("absent", "spoken", "written", "practised", "reviewed")


class Origin(NamedTuple):
    """Where a fact comes from; `who` is a respondent's role or a system, `file` the file beside the org file."""

    kind: OriginKind
    who: str = ""
    file: str = ""
    path: Path = ()
    """Where the fact stands in `file`."""


DECLARED = Origin("declared")
INFERRED = Origin("inferred")


class Fact(NamedTuple):
    """One thing that was read: its path in the org file's terms, its value and its origin."""

    path: Path
    value: object
    origin: Origin = DECLARED


class Unknown(Exception):
    """A fact was used that nobody gave; `needs` are the paths that would decide."""

    def __init__(self, *needs: Path) -> None:
        self.needs = tuple(dict.fromkeys(needs)) if len(needs) > 1 else needs


class Number:
    """A number between `low` and `high`; equal bounds mean that it is known. `needs` says what would narrow it."""

    __slots__ = ("high", "low", "needs", "path", "unit")

    def __init__(
        self, low: float, high: float, unit: Unit = "number", path: Path = (), needs: tuple[Path, ...] = ()
    ) -> None:
        self.low = low
        self.high = high
        self.unit: Unit = unit
        self.path = path
        self.needs = needs

    @classmethod
    def exactly(cls, value: float, unit: Unit = "number", path: Path = ()) -> Number:
        """Return a number that is known."""
        return cls(value, value, unit, path)

    @property
    def known(self) -> bool:
        return self.low == self.high

    @property
    def value(self) -> float:
        """Return the number; raise Unknown where it is not settled."""
        if self.low != self.high:
            raise Unknown(*self.needs)
        return self.low

    def __add__(self, other: Number) -> Number:
        return Number(
            self.low + other.low, self.high + other.high, self.unit, self.path or other.path, self.needs + other.needs
        )

    def __mul__(self, factor: float) -> Number:
        return Number(self.low * factor, self.high * factor, self.unit, self.path, self.needs)

    def times(self, other: Number) -> Number:
        """Multiply two numbers that are not negative; the unit is the other's."""
        return Number(
            _product(self.low, other.low), _product(self.high, other.high), other.unit, self.path,
            self.needs + other.needs,
        )  # fmt: skip

    def __lt__(self, other: Number | float) -> bool:
        return not self >= other

    def __le__(self, other: Number | float) -> bool:
        return not self > other

    def __gt__(self, other: Number | float) -> bool:
        other = as_number(other)
        if self.low > other.high:
            return True
        if self.high <= other.low:
            return False
        raise Unknown(*self.needs, *other.needs)

    def __ge__(self, other: Number | float) -> bool:
        other = as_number(other)
        if self.low >= other.high:
            return True
        if self.high < other.low:
            return False
        raise Unknown(*self.needs, *other.needs)

    def __repr__(self) -> str:
        return f"Number({self.low}…{self.high} {self.unit})"


def _product(left: float, right: float) -> float:
    return 0 if 0 in (left, right) else left * right


def as_number(value: Number | float) -> Number:
    """Return `value` as a Number."""
    return value if isinstance(value, Number) else Number(value, value)


def at_least_zero(unit: Unit, path: Path) -> Number:
    """Return a number of which nothing is known: a share up to 1, a state on the ladder, else without end."""
    high = {"share": 1.0, "state": len(LADDER) - 1.0}.get(unit, inf)
    return Number(0, high, unit, path, (path,))


class Word:
    """One word of an enumeration, a date or a text; perhaps not known."""

    __slots__ = ("_text", "path")

    def __init__(self, text: str | None, path: Path) -> None:
        self._text = text
        self.path = path

    @property
    def known(self) -> bool:
        return self._text is not None

    @property
    def needs(self) -> tuple[Path, ...]:
        return (self.path,) if self._text is None else ()

    @property
    def text(self) -> str:
        """Return the word; raise Unknown where nobody gave it."""
        if self._text is None:
            raise Unknown(self.path)
        return self._text

    def is_in(self, *words: str) -> bool:
        """Tell whether it is one of `words`; raise Unknown where nobody gave it."""
        return self.text in words

    def __repr__(self) -> str:
        return f"Word({self._text})"


class Flag:
    """A yes or no; perhaps not known."""

    __slots__ = ("_yes", "needs", "path")

    def __init__(self, yes: bool | None, path: Path, needs: tuple[Path, ...] = ()) -> None:
        self._yes = yes
        self.path = path
        self.needs = needs or ((path,) if yes is None else ())

    @property
    def known(self) -> bool:
        return self._yes is not None

    @property
    def yes(self) -> bool:
        """Return the answer; raise Unknown where nobody gave it."""
        if self._yes is None:
            raise Unknown(*self.needs)
        return self._yes

    def __bool__(self) -> bool:
        return self.yes

    def __repr__(self) -> str:
        return f"Flag({self._yes})"


class Group:
    """Ids or words of which the known ones are `members`; `needs` are the paths that may add more."""

    __slots__ = ("members", "needs", "path")

    def __init__(self, members: tuple[str, ...], path: Path, needs: tuple[Path, ...] = ()) -> None:
        self.members = members
        self.path = path
        self.needs = needs

    @property
    def complete(self) -> bool:
        return not self.needs

    def __or__(self, other: Group) -> Group:
        merged = tuple(dict.fromkeys(self.members + other.members))
        return Group(merged, self.path, self.needs + other.needs)

    def all(self) -> tuple[str, ...]:
        """Return the members; raise Unknown where there may be more."""
        if self.needs:
            raise Unknown(*self.needs)
        return self.members

    def __bool__(self) -> bool:
        """Tell whether there is any member; raise Unknown where none is known and there may be some."""
        return bool(self.members or self.all())

    def __contains__(self, id_: object) -> bool:
        return id_ in self.members or id_ in self.all()

    def __repr__(self) -> str:
        return f"Group({self.members}{'…' if self.needs else ''})"


class Several(Generic[T]):
    """Things of which the known ones are `items`; `needs` are the paths that may add more."""

    __slots__ = ("items", "needs")

    def __init__(self, items: tuple[T, ...], needs: tuple[Path, ...] = ()) -> None:
        self.items = items
        self.needs = needs

    def all(self) -> tuple[T, ...]:
        """Return the things; raise Unknown where there may be more."""
        if self.needs:
            raise Unknown(*self.needs)
        return self.items

    def __iter__(self) -> Iterator[T]:
        """Go over the things as if they were all; raise Unknown after the last where there may be more."""
        yield from self.items
        if self.needs:
            raise Unknown(*self.needs)

    def __len__(self) -> int:
        return len(self.all())

    def __bool__(self) -> bool:
        return bool(self.items or self.all())

    def __repr__(self) -> str:
        return f"Several({self.items}{'…' if self.needs else ''})"
