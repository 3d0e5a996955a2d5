"""Who is meant by name in a question (the sales leader, the owner, the CEO, a seller), and which fact it fills."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from salesaudit.org.org import Org
from salesaudit.org.workers import Worker
from salesaudit.orgfile.nodes import Path
from salesaudit.questionnaire.conditions import PLACEHOLDER

VALUE = "value"
"""The placeholder of a path that stands for each value chosen or each name given."""
WORKERS = ("worker", "seller", "leader", "owner", "ceo")
"""Placeholders that stand for a person, or for a role that somebody unnamed fills."""

Bindings = Mapping[str, Path]
"""The path of the worker (``("people", "petrov")`` or ``("roles", "ceo")``) for each name that is known."""


def bindings(org: Org) -> Bindings:
    """Return who is meant by ``{leader}``, ``{owner}``, ``{ceo}`` and ``{seller}``; who is not known is not there."""
    found = {"leader": org.leaders, "owner": org.owners, "ceo": org.ceos, "seller": org.sellers}
    return {name: path_of(workers.items[0]) for name, workers in found.items() if workers.items}


def path_of(worker: Worker) -> Path:
    """Return the path of a worker's entry."""
    return ("people" if worker.is_person else "roles", worker.id)


@dataclass(frozen=True, slots=True)
class Scope:
    """What the placeholders of a question stand for: those bound by name, and the entry of its repeat group."""

    bound: Bindings
    each: str = ""
    entry: Path = ()
    """The path of the entry where it is a worker, else its id alone."""

    @property
    def id(self) -> str:
        """The id of the entry, empty where the question is asked once."""
        return str(self.entry[-1]) if self.entry else ""

    def path(self, template: str, value: str = "") -> Path | None:
        """Return the path of the fact that a template names, None where one of its names is not bound.

        `value` stands for ``{value}``; where it holds dots it is several keys.
        """
        parts: list[str] = []
        for part in template.split("."):
            names = PLACEHOLDER.findall(part)
            if not names:
                parts.append(part)
                continue
            found = self._meant(names[0], value)
            if found is None:
                return None
            if len(found) == 2 and parts:
                parts[-1] = str(found[0])
            parts += (
                part.replace(f"{{{names[0]}}}", str(found[-1])).split(".") if names[0] == VALUE else [str(found[-1])]
            )
        return tuple(parts)

    def _meant(self, name: str, value: str) -> Path | None:
        if name == VALUE:
            return (value,) if value else ("*",)
        if name == self.each and self.entry:
            return self.entry
        return self.bound.get(name)
