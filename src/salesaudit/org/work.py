"""Whom a file gives anything to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

WORK = (
    "strategy", "departments", "roles", "people", "functions", "processes", "handoffs", "interfaces",
    "lead_generation", "policies", "elements", "segments",
)  # fmt: skip
"""The sections that give people something to do."""

DOERS = (
    "responsible", "accountable", "owner", "leader", "reports_to", "who", "accepts", "spokesperson", "agreed_by",
    "served_by", "involved",
)  # fmt: skip
"""The keys that name who does something or has people to lead."""


def doers(data: Mapping[str, Any]) -> set[str]:
    """Return every role, person and department that a company's facts name as doing something."""
    return {id_ for section in WORK for id_ in _named(data.get(section))}


def _named(tree: object) -> Iterator[str]:
    """Yield every id that a part of the file names as doing something."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key in DOERS and isinstance(value, str | list):
                yield from [value] if isinstance(value, str) else value
            else:
                yield from _named(value)
    elif isinstance(tree, list):
        for item in tree:
            yield from _named(item)
