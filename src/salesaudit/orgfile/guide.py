"""The format in words: what sections, fields and kinds of values are, from fields.yaml and values.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from salesaudit.knowledge.entries import Bilingual
from salesaudit.resources import resource

OR_NONE = "_or_none"


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a section or a field.

    `title` is empty for a field, `example` for a section; `words` names the enumeration or catalogue that has the
    allowed values, `known` one whose values may be offered where others are allowed too.
    """

    title: Bilingual
    text: Bilingual
    example: Bilingual
    words: str = ""
    known: str = ""


@dataclass(frozen=True, slots=True)
class ValueKind:
    """How a kind of value is written."""

    title: Bilingual
    text: Bilingual
    examples: tuple[str, ...]


@cache
def told() -> Mapping[str, Told]:
    """Return what is said of every section (``Company``) and field (``Company.name``)."""
    return MappingProxyType(
        {
            key: Told(
                _bilingual(raw.get("title", "")),
                Bilingual(raw["ru"], raw["en"]),
                _bilingual(raw.get("example", "")),
                raw.get("words", ""),
                raw.get("known", ""),
            )
            for key, raw in resource("orgfile.fields").items()
        }
    )


@cache
def value_kinds() -> Mapping[str, ValueKind]:
    """Return how values are written, by the function of units that reads them; `share_or_none` stands under `share`."""
    return MappingProxyType(
        {
            reader: ValueKind(_bilingual(raw["title"]), Bilingual(raw["ru"], raw["en"]), tuple(raw["examples"]))
            for reader, raw in resource("orgfile.values").items()
        }
    )


def _bilingual(raw: Any) -> Bilingual:
    return Bilingual(raw, raw) if isinstance(raw, str) else Bilingual(raw["ru"], raw["en"])
