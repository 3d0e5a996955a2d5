"""Any and all over facts that may be unknown: one known case decides, whatever the rest is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from salesaudit.org.values import Path, Several, Unknown

T = TypeVar("T")


def some(things: Iterable[T], holds: Callable[[T], bool]) -> bool:
    """Tell whether `holds` is true of any thing; raise Unknown (all needs) where only unknown ones could be."""
    needs: list[Path] = []
    for thing in _known(things, needs):
        try:
            if holds(thing):
                return True
        except Unknown as unknown:
            needs.extend(unknown.needs)
    if needs:
        raise Unknown(*needs)
    return False


def every(things: Iterable[T], holds: Callable[[T], bool]) -> bool:
    """Tell whether `holds` is true of all things; one known exception decides."""
    needs: list[Path] = []
    for thing in _known(things, needs):
        try:
            if not holds(thing):
                return False
        except Unknown as unknown:
            needs.extend(unknown.needs)
    if needs:
        raise Unknown(*needs)
    return True


def those(things: Iterable[T], holds: Callable[[T], bool]) -> Several[T]:
    """Return the things of which `holds` is true; what is unknown of the others stands in `needs`."""
    needs: list[Path] = []
    found: list[T] = []
    for thing in _known(things, needs):
        try:
            if holds(thing):
                found.append(thing)
        except Unknown as unknown:
            needs.extend(unknown.needs)
    return Several(tuple(found), tuple(dict.fromkeys(needs)))


def _known(things: Iterable[T], needs: list[Path]) -> Iterable[T]:
    if isinstance(things, Several):
        needs.extend(things.needs)
        return things.items
    return things
