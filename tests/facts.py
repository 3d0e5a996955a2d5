"""Which facts of a company can be forgotten: left out of the file without changing what the rest of it says."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from salesaudit.knowledge import vocabulary
from tests.strategies import Data

Path = tuple[str, ...]

CLOSED = {("roles",), ("people",), ("departments",), ("segments",), ("interfaces",), ("lead_generation", "channels")}
"""Sections that are complete once they are given: none of their entries can be left out."""
NO_FACTS = frozenset(
    ("salesaudit", "name", "title", "archetype", "component", "language", "currency", "as_of", "per", "accepted",
     "departments", "functions", "evidence", "answers", "tool", "industry")
)  # fmt: skip
"""Keys that name, structure or date what is said rather than say something a rule waits for."""
STRUCTURE = {("company",), ("people",), ("roles",)}
LEADERS_OF_SALES = {"head_of_sales", "commercial_director", "ceo", "owner"}
"""Who leads sales where no department of sales names a leader: the vocabulary says so, it is not unknown then."""


def forgettable(data: Data) -> list[Path]:
    """Return the paths of the facts that can be left out, sections of facts too."""
    return [path for path in _paths(data, ()) if path not in STRUCTURE and not _outweighed(data, path)]


def is_entry(data: Data, path: Path) -> bool:
    """Tell whether a function, a process, an element or a policy comes into a file only with this fact."""
    section = data.get(path[0])
    if path[0] not in ("functions", "processes", "elements", "policies", "handoffs") or not isinstance(section, dict):
        return path[0] == "handoffs"
    left = without(data, path).get(path[0])
    return not isinstance(left, dict) or len(left) < len(section)


def of_one_mind(data: Data) -> Data:
    """Return a company in which no share of revenue can contradict a revenue: it has no shares where it has both."""
    result = deepcopy(data)
    workers = [worker for section in ("roles", "people") for worker in result.get(section, {}).values()]
    results = [worker["results"] for worker in workers if "results" in worker]
    if any("revenue" in one for one in results):
        for one in results:
            one.pop("revenue_share", None)
    return result


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
        own = data["people"][path[1]] if path[2] == "roles" else path[2:3]
        if any(key in roles[role] for role in held for key in own):
            return True
    if path[0] == "roles" and len(path) > 2:
        holders = [person for person in data.get("people", {}) if path[1] in _held(data, person)]
        if path[2] == "count" and holders:
            return True
        if path[2] == "department" and not _is_at_home(data, path[1]):
            return True
        if any(path[2] in data["people"][person] or len(_held(data, person)) > 1 for person in holders):
            return True
    if path[0] == "departments" and path[2:] == ("leader",):
        archetypes = {role.get("archetype", id_) for id_, role in roles.items()}
        return _component(data, path[1]) == "sales" and bool(archetypes & LEADERS_OF_SALES)
    if "time" in path:
        time = at(data, path[: path.index("time") + 1])
        return sum(int(share.rstrip("%")) for share in time.values()) > 100
    return False


def _is_at_home(data: Data, role: str) -> bool:
    """Tell whether a role's department is of the component in which the role would work without one."""
    content = data["roles"][role]
    archetype = vocabulary.archetypes()[content.get("archetype", role)]
    return archetype.component == _component(data, content["department"])


def _component(data: Data, department: str) -> str:
    return str(data["departments"][department].get("component", "support"))


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
