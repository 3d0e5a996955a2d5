"""Trying a rule pack on its own examples: the bad one fails its rule, the good one passes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from salesaudit.audit.engine import judge
from salesaudit.audit.profile import Profile
from salesaudit.org.merge import build_org
from salesaudit.orgfile.load import load_bytes
from salesaudit.orgfile.problems import LoadError
from salesaudit.rules.packs import Pack
from salesaudit.rules.registry import Rule
from salesaudit.rules.unrun import broken
from salesaudit.rules.wording import example, whole


@dataclass(frozen=True, slots=True)
class Tried:
    """How a rule did on one of its examples; `problem` where the example itself cannot be read."""

    rule: str
    example: str
    wanted: str
    outcomes: tuple[str, ...]
    problem: LoadError | None = None

    @property
    def right(self) -> bool:
        """Tell whether the bad example fails, or the good one passes and nothing of it fails."""
        clean = self.wanted == "fail" or "fail" not in self.outcomes
        return self.problem is None and self.wanted in self.outcomes and clean


def try_pack(pack: Pack) -> Iterator[Tried]:
    """Yield how each rule of a pack does on its bad and its good example. Raises PackBroke."""
    for rule in pack.rules:
        shown = example(rule.id)
        yield _try(rule, "bad", "fail", shown.bad)
        yield _try(rule, "good", "pass", shown.good)


def _try(rule: Rule, name: str, wanted: str, text: str) -> Tried:
    try:
        org = build_org(load_bytes(whole(text), f"{rule.id}.{name}.yaml"))
    except LoadError as error:
        return Tried(rule.id, name, wanted, (), error)
    profile = Profile("all", on=frozenset({rule.id}))
    outcomes = tuple(one.outcome for one in judge(rule, org, profile))
    if failed := broken(org):
        raise failed[0]
    return Tried(rule.id, name, wanted, outcomes)
