"""How a thing declares its facts: ``state = ladder("state")`` reads the state where a rule names it, and notes it."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from salesaudit.org.values import LADDER, Flag, Group, Number, Path, Several, Unit, Word, at_least_zero
from salesaudit.orgfile.units import NONE

if TYPE_CHECKING:
    from salesaudit.org.things import Thing

V = TypeVar("V")


class Read(Generic[V]):
    """A fact of a thing, read where the rule names it."""

    __slots__ = ("keys", "make")

    def __init__(self, make: Callable[[Any, Path], V], *keys: str) -> None:
        self.keys = keys
        self.make = make

    def __get__(self, thing: Thing, owner: type[Thing]) -> V:
        try:
            fact, value = thing.reads[self]
        except KeyError:
            path, fact = thing.look(self.keys)
            value = self.make(None if fact is None else fact.value, path)
            thing.reads[self] = fact, value
        if fact is not None:
            thing.org.trace.append(fact)
        result: V = value
        return result


def number(*keys: str, unit: Unit = "number", none: float = 0) -> Read[Number]:
    """Declare a number; `none` is what a written ``none`` counts as."""

    def make(value: Any, path: Path) -> Number:
        if value is None:
            return at_least_zero(unit, path)
        return Number.exactly(none if value == NONE else value, unit, path)

    return Read(make, *keys)


def cap(*keys: str, unit: Unit) -> Read[Number]:
    """Declare a limit: a written ``none`` means that there is none."""
    return number(*keys, unit=unit, none=inf)


def ladder(*keys: str) -> Read[Number]:
    """Declare a step of the ladder, as its position from 0 (absent) to 4 (reviewed)."""

    def make(value: Any, path: Path) -> Number:
        return at_least_zero("state", path) if value is None else Number.exactly(LADDER.index(value), "state", path)

    return Read(make, *keys)


def word(*keys: str) -> Read[Word]:
    """Declare a word, a date or a text."""
    return Read(Word, *keys)


def flag(*keys: str) -> Read[Flag]:
    """Declare a yes or no."""
    return Read(Flag, *keys)


def group(*keys: str) -> Read[Group]:
    """Declare a list of ids or words; one that is given counts as complete."""

    def make(value: Any, path: Path) -> Group:
        return Group((), path, (path,)) if value is None else Group(tuple(value), path)

    return Read(make, *keys)


def given(*keys: str) -> Read[Flag]:
    """Declare whether something is there: no when the file says none, absent or an empty list."""

    def make(value: Any, path: Path) -> Flag:
        return Flag(None if value is None else value not in (NONE, "absent", [], {}), path)

    return Read(make, *keys)


def series(*keys: str) -> Read[Several[float]]:
    """Declare a list of numbers in their order; one that is given counts as complete."""

    def make(value: Any, path: Path) -> Several[float]:
        return Several((), (path,)) if value is None else Several(tuple(value))

    return Read(make, *keys)
