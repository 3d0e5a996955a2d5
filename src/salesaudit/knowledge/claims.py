"""What the sources claim, and what of salesaudit carries each claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from salesaudit.knowledge.entries import Bilingual
from salesaudit.knowledge.reading import bilingual
from salesaudit.resources import resource


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of a source in our words.

    `rules` are ids, `facts` paths of the org file (``*`` for any id), `questions` ids of the questionnaires.
    `left_out` says why nothing carries it, and is None for every claim that something carries.
    """

    id: str
    text: Bilingual
    rules: tuple[str, ...]
    facts: tuple[str, ...]
    questions: tuple[str, ...]
    left_out: Bilingual | None

    @property
    def source(self) -> str | None:
        """The source (S0 to S4), or None for a disagreement of several."""
        return self.id.partition("-")[0] if "-" in self.id else None


@cache
def claims() -> Mapping[str, Claim]:
    """Return every claim by its number: S0-01 to S4-34, then the disagreements C1 to C11."""
    return MappingProxyType({id_: _claim(id_, raw) for id_, raw in resource("knowledge.claims").items()})


@cache
def claims_of(rule: str) -> tuple[Claim, ...]:
    """Return the claims that a rule, given by its id, carries."""
    return tuple(claim for claim in claims().values() if rule in claim.rules)


def _claim(id_: str, raw: Mapping[str, Any]) -> Claim:
    carried = raw.get("carried_by", {})
    return Claim(
        id=id_,
        text=bilingual(raw["text"]),
        rules=tuple(carried.get("rules", ())),
        facts=tuple(carried.get("facts", ())),
        questions=tuple(carried.get("questions", ())),
        left_out=bilingual(raw["left_out"]) if "left_out" in raw else None,
    )
