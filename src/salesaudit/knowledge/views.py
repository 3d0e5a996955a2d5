"""Where the sources disagree, and what each profile follows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from salesaudit.knowledge.entries import Bilingual
from salesaudit.knowledge.reading import bilingual
from salesaudit.resources import resource

DEFAULT_PROFILE = "balanced"


class Stance(NamedTuple):
    """What one source says about a question on which they disagree."""

    source: str
    says: Bilingual


class Decision(NamedTuple):
    """Which source a profile follows, and in what sense."""

    follows: str
    says: Bilingual


class View(NamedTuple):
    """A question on which the sources disagree; `claim` is its number (C1 to C11), `rules` those it touches.

    `functions` are the ones it is about where such a rule judges functions, empty for all of them.
    """

    id: str
    claim: str
    title: Bilingual
    rules: tuple[str, ...]
    functions: frozenset[str]
    stances: tuple[Stance, ...]
    decided: Mapping[str, Decision]

    def decision(self, profile: str) -> Decision:
        """Return what a profile follows; one that decides nothing itself follows the default one."""
        return self.decided.get(profile) or self.decided[DEFAULT_PROFILE]


@cache
def views() -> Mapping[str, View]:
    """Return the disagreements by id."""
    return MappingProxyType({id_: _view(id_, raw) for id_, raw in resource("knowledge.views").items()})


def views_of(rule: str, functions: frozenset[str] = frozenset()) -> tuple[View, ...]:
    """Return the disagreements that touch a rule, given by its id.

    `functions` are those that the rule speaks of; what the sources say of other functions is left out.
    """
    return tuple(view for view in _views_of(rule) if not functions or not view.functions or view.functions & functions)


@cache
def _views_of(rule: str) -> tuple[View, ...]:
    return tuple(view for view in views().values() if rule in view.rules)


def _view(id_: str, raw: Mapping[str, Any]) -> View:
    return View(
        id=id_,
        claim=raw["claim"],
        title=bilingual(raw["title"]),
        rules=tuple(raw["rules"]),
        functions=frozenset(raw.get("functions", ())),
        stances=tuple(Stance(stance["source"], bilingual(stance["says"])) for stance in raw["stances"]),
        decided=MappingProxyType(
            {
                profile: Decision(decision["follows"], bilingual(decision["says"]))
                for profile, decision in raw["decided"].items()
            }
        ),
    )
