"""Kinds of facts: paths with every id as ``*``, the rules that read them and the questions that fill them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from salesaudit.audit.needs import facts_read, general
from salesaudit.orgfile.nodes import Path
from salesaudit.questionnaire.company import Tree
from salesaudit.questionnaire.conditions import PLACEHOLDER
from salesaudit.questionnaire.definition import Question
from salesaudit.questionnaire.settle import CLOSED, Instance
from salesaudit.rules.catalogue import known_rules

ANY = "*"
LISTED = ("functions", "elements", "policies")
"""Sections whose ids the vocabulary knows: a rule that reads one of them reads them all."""


@cache
def reads() -> Mapping[str, tuple[Path, ...]]:
    """Return the facts that each rule reads in its examples, by rule in the order of the catalogue."""
    return {rule.id: facts_read(rule) for rule in known_rules()}


@cache
def kinds_read(rule: str) -> tuple[Path, ...]:
    """Return the kinds of facts that a rule reads, measured ones left out."""
    return tuple(dict.fromkeys(broad(path) for path in reads().get(rule, ()) if path[0] != "measured"))


def any_known(data: Tree, path: Path) -> bool:
    """Tell whether some fact is known whose path a broad one describes."""
    found: list[Any] = [data]
    sections = ("roles", "people") if path[0] == "roles" else (path[0],)
    for place, part in enumerate(path):
        names = sections if place == 0 else (part,)
        found = [
            child
            for here in found
            for child in (_children(here) if part == ANY else [_child(here, str(name)) for name in names])
            if child is not None
        ]
    return bool(found)


def _children(here: Any) -> Iterable[Any]:
    return here.values() if isinstance(here, Mapping) else here if isinstance(here, list) else ()


def _child(here: Any, name: str) -> Any:
    return here.get(name) if isinstance(here, Mapping) else None


@cache
def readers(path: Path) -> frozenset[str]:
    """Return the rules that read a fact at a broad path in their examples."""
    return frozenset(rule for rule, known in reads().items() if any(meets(path, broad(read)) for read in known))


def fixed(fills: str) -> Path:
    """Return the part of a path before its first placeholder."""
    parts = fills.split(".")
    return tuple(parts[: next((index for index, part in enumerate(parts) if "{" in part), len(parts))])


def feeds(question: Question) -> tuple[str, ...]:
    """Return the ids of the rules that read a fact which a question fills, in the order of the catalogue."""
    fed = {rule for template in question.templates for rule in _feeds(template, question.makes_entries)}
    return tuple(rule for rule in reads() if rule in fed)


@cache
def _feeds(fills: str, makes_entries: bool) -> frozenset[str]:
    path = kind_of(fills)
    section = path[: path.index(ANY)] if makes_entries and ANY in path and path[: path.index(ANY)] in CLOSED else None
    return frozenset(
        rule
        for rule, known in reads().items()
        if any(meets(path, broad(read)) or (section and read[: len(section)] == section) for read in known)
    )


def broad(path: Path) -> Path:
    """Return a path with every id as ``*``, those of the vocabulary too, and a person's facts as a role's."""
    path = general(path)
    if path[0] in LISTED and len(path) > 1:
        path = (path[0], ANY, *path[2:])
    return ("roles", *path[1:]) if path[0] == "people" and path[2:] != ("roles",) else path


def meets(one: Path, other: Path) -> bool:
    """Tell whether one path leads to the other or to something below it."""
    return all(ANY in (left, right) or left == right for left, right in zip(one, other, strict=False))


def kind(instance: Instance) -> Path:
    """Return the kind of facts that a question fills, every id in their path as ``*``."""
    return kind_of(instance.question.fills)


@cache
def kind_of(fills: str) -> Path:
    """Return the kind of facts that a template names."""
    return broad(tuple(PLACEHOLDER.sub(ANY, part) for part in fills.split(".")))
