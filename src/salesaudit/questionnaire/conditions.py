"""When a question is asked: data, never code, and three-valued like every judgement of the audit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, get_args

from salesaudit.knowledge import vocabulary
from salesaudit.orgfile.nodes import Path
from salesaudit.orgfile.units import NONE

Kind: TypeAlias = Literal["all", "any", "not", "known", "is", "more_than", "has"]
KINDS: tuple[Kind, ...] = get_args(Kind)
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
MISSING: tuple[Any, ...] = (NONE, "absent", False, [], {}, 0)
"""What counts as ``none`` in ``is: [path, none]``."""

Report: TypeAlias = Callable[[str, Path], None]
"""Told of a piece that is no condition: the word that was found there, and its path below the condition."""

Resolve: TypeAlias = Callable[[str], Path | None]
"""From a path as it is written (``people.{leader}.time``) to the path of a fact, None where a name is not bound."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition; `parts` are those inside it, `path` and `values` what a leaf asks about."""

    kind: Kind
    parts: tuple[Condition, ...] = ()
    path: str = ""
    values: tuple[str, ...] = ()

    def leaves(self) -> Iterator[Condition]:
        """Yield the conditions inside it that have no parts."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()


def parse(written: Mapping[str, Any], report: Report, at: Path = ()) -> Condition:
    """Return the condition that a mapping writes; what cannot be read is reported and taken as ``known: ""``.

    Several keys side by side have to hold all.
    """
    parts = tuple(_one(str(kind), content, report, (*at, str(kind))) for kind, content in written.items())
    return parts[0] if len(parts) == 1 else Condition("all", parts)


def _one(kind: str, content: Any, report: Report, at: Path) -> Condition:
    match kind, content:
        case (("all" | "any"), list()):
            parts = tuple(parse(part, report, (*at, i)) for i, part in enumerate(content) if isinstance(part, Mapping))
            if parts and len(parts) == len(content):
                return Condition("all" if kind == "all" else "any", parts)
        case "not", Mapping():
            return Condition("not", (parse(content, report, at),))
        case "known", str():
            return Condition("known", path=content)
        case "is", [str() as path, *values] if values:
            return Condition("is", path=path, values=tuple(map(str, values)))
        case "more_than", [str() as path, str() as number] if _is_number(number):
            return Condition("more_than", path=path, values=(number,))
        case "has", Mapping() if content and set(content) <= {"archetype", "level"}:
            parts = tuple(
                Condition("has", path=key, values=(value,) if isinstance(value, str) else tuple(map(str, value)))
                for key, value in content.items()
            )
            return parts[0] if len(parts) == 1 else Condition("all", parts)
    report(kind, at)
    return Condition("known")


def _is_number(text: str) -> bool:
    return re.fullmatch(r"\d+(\.\d+)?", text) is not None


def holds(condition: Condition, data: Mapping[str, Any], resolve: Resolve) -> bool | None:
    """Tell whether a condition holds of the facts `data`, None where they do not say.

    `data` is a tree of facts as the org reads it: what is not known is not there.
    """
    match condition.kind:
        case "all":
            return _all(holds(part, data, resolve) for part in condition.parts)
        case "any":
            return _not(_all(_not(holds(part, data, resolve)) for part in condition.parts))
        case "not":
            return _not(holds(condition.parts[0], data, resolve))
        case "has":
            return _has(condition, data)
    path = resolve(condition.path)
    found = None if path is None else fact(data, path)
    if condition.kind == "known":
        return found is not None
    if found is None:
        return None
    return _is(found, condition.values) if condition.kind == "is" else _more_than(found, float(condition.values[0]))


def _all(values: Iterator[bool | None]) -> bool | None:
    result: bool | None = True
    for value in values:
        if value is False:
            return False
        if value is None:
            result = None
    return result


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


def _is(found: object, values: tuple[str, ...]) -> bool:
    if found in MISSING and NONE in values:
        return True
    listed = found if isinstance(found, list) else [found]
    return any(_word(item) in values for item in listed)


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _more_than(found: object, number: float) -> bool | None:
    if isinstance(found, list | Mapping):
        return len(found) > number
    if found == NONE:
        return False
    return found > number if isinstance(found, int | float) else None


def _has(condition: Condition, data: Mapping[str, Any]) -> bool | None:
    roles = data.get("roles")
    if roles is None:
        return None
    archetypes = vocabulary.archetypes()
    held = [content.get("archetype", id_) for id_, content in roles.items()]
    if condition.path == "archetype":
        return any(archetype in condition.values for archetype in held)
    return any(archetype in archetypes and archetypes[archetype].level in condition.values for archetype in held)


def _goal(here: Any, metric: str | int) -> Any:
    """Return the goal of a metric: the one list in the file whose entries are known by a name in them."""
    listed = here if isinstance(here, list) else []
    return next((item for item in listed if isinstance(item, Mapping) and item.get("metric") == metric), None)


def fact(data: Mapping[str, Any], path: Path) -> Any:
    """Return the fact at a path, None where nobody gave it."""
    here: Any = data
    for part in path:
        here = here.get(str(part)) if isinstance(here, Mapping) else _goal(here, part)
        if here is None:
            return None
    return here
