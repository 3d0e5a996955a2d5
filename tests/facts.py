"""Which facts of a company can be forgotten: left out of the file without changing what the rest of it says."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from tests.strategies import Data

Path = tuple[str, ...]

CLOSED = {("roles",), ("people",), ("departments",), ("segments",), ("interfaces",), ("lead_generation", "channels")}
"""Sections that are complete once they are given: none of their entries can be left out."""
NO_FACTS = frozenset(
    ("salesaudit", "name", "title", "archetype", "component", "language", "currency", "as_of", "per", "accepted",
     "count", "roles", "departments", "functions", "evidence", "answers", "tool", "industry", "reviewed")
)  # fmt: skip
"""Keys that name, structure or date what is said rather than say something a rule waits for."""


def forgettable(data: Data) -> list[Path]:
    """Return the paths of the facts that can be left out, sections of facts too."""
    return [
        path for path in _paths(data, ()) if path not in {("company",), ("people",)} and not _outweighed(data, path)
    ]


def _paths(data: Data, path: Path) -> Iterator[Path]:
    for key, value in data.items():
        here = (*path, key)
        structural = key in NO_FACTS and path not in {("functions",), ("elements",), ("lead_generation", "channels")}
        if not structural and path not in CLOSED:
            yield here
        if isinstance(value, dict) and here != ("accepted",):
            yield from _paths(value, here)


def _outweighed(data: Data, path: Path) -> bool:
    """Tell whether leaving a fact out would let another one speak: a person's own value stands before their role's.

    An activity's share is left out of a day that is not overfull only, where the rest has room for it.
    """
    roles = data.get("roles", {})
    if path[0] == "people" and len(path) > 2:
        held = _held(data, path[1])
        if any(path[2] in roles[role] for role in held):
            return True
    if path[0] == "roles" and len(path) > 2:
        holders = [person for person in data.get("people", {}) if path[1] in _held(data, person)]
        if any(path[2] in data["people"][person] or len(_held(data, person)) > 1 for person in holders):
            return True
    if "time" in path:
        time = at(data, path[: path.index("time") + 1])
        return sum(int(share.rstrip("%")) for share in time.values()) > 100
    return False


def _held(data: Data, person: str) -> list[str]:
    held = data["people"][person].get("roles", [])
    return [] if held == "none" else [held] if isinstance(held, str) else list(held)


def at(data: Data, path: Path) -> Any:
    """Return what stands at a path."""
    for key in path:
        data = data[key]
    return data


def without(data: Data, path: Path) -> Data:
    """Return a company that does not know one fact.

    A section with nothing left in it goes too: an empty one would say that there is nothing.
    """
    result = deepcopy(data)
    del at(result, path[:-1])[path[-1]]
    for end in range(len(path) - 1, 0, -1):
        above = path[: end - 1]
        if at(result, path[:end]) or above in CLOSED:
            break
        del at(result, above)[path[end - 1]]
    return result
