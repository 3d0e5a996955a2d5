"""Turns compiled data, which is all text, into typed values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypedDict, TypeVar

from salesaudit.knowledge.entries import Bilingual, Entry
from salesaudit.resources import resource

NBSP = "\N{NO-BREAK SPACE}"

AnyEntry = TypeVar("AnyEntry", bound=Entry)


class Common(TypedDict):
    """What every entry has."""

    id: str
    title: Bilingual
    meaning: Bilingual
    sources: tuple[str, ...]
    also: tuple[str, ...]


def bilingual(raw: Mapping[str, str]) -> Bilingual:
    """Return a text in both languages; a percent sign never parts from its number."""
    return Bilingual(ru=raw["ru"].replace(" %", f"{NBSP}%"), en=raw["en"])


def several(raw: str | list[str]) -> tuple[str, ...]:
    """Return a list that may have been written as its only value."""
    return (raw,) if isinstance(raw, str) else tuple(raw)


def common(id_: str, raw: Mapping[str, Any]) -> Common:
    """Return the fields that every entry has."""
    return {
        "id": id_,
        "title": bilingual(raw["title"]),
        "meaning": bilingual(raw["meaning"]),
        "sources": several(raw.get("source", ())),
        "also": several(raw.get("also", ())),
    }


def catalogue(name: str, build: Callable[[Common, Mapping[str, Any]], AnyEntry]) -> Mapping[str, AnyEntry]:
    """Return the entries of knowledge/`name`.yaml by id, in the order of the file, each made by `build`."""
    raw = resource(f"knowledge.{name}")
    return MappingProxyType({id_: build(common(id_, fields), fields) for id_, fields in raw.items()})
