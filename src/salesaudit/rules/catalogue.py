"""All rules: the one place that knows which modules there are."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from salesaudit.rules.registry import RULES, Rule, brought_rules

FAMILIES = (
    "owner", "ceo", "sellers", "leader", "integrator", "functions", "implementation", "components", "leads", "funnel",
    "policies", "elements", "strategy", "customers", "evidence", "perception",
)  # fmt: skip


@cache
def rules_version() -> str:
    """Return a short fingerprint of the rules: it changes when a rule, its severities or its parameters change."""
    from hashlib import sha256

    told = [
        f"{rule.id} {rule.slug} {dict(rule.severity)} {rule.sources} {rule.default_on} {dict(rule.parameters)}"
        for rule in all_rules()
    ]
    return sha256("\n".join(told).encode()).hexdigest()[:12]


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return every rule of the product in the order of the catalogue."""
    for family in FAMILIES:
        import_module(f"salesaudit.rules.{family}")
    # a family may have been imported before its turn, by somebody who needed one of its limits
    ordered = sorted(RULES.values(), key=_turn)
    RULES.clear()
    RULES.update((rule.id, rule) for rule in ordered)
    return tuple(rule for rule in ordered if not rule.home)


def _turn(rule: Rule) -> int:
    """Return the place of a rule's family, behind them all for what packs and plugins brought."""
    family = rule.judge.__module__.rpartition(".")[2]
    return len(FAMILIES) if rule.home else FAMILIES.index(family)


def known_rules() -> tuple[Rule, ...]:
    """Return every rule of the product, and behind them those that packs and plugins brought."""
    return (*all_rules(), *brought_rules())
