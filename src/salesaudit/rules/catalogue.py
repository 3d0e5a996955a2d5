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
    return tuple(rule for rule in RULES.values() if not rule.home)


def known_rules() -> tuple[Rule, ...]:
    """Return every rule of the product, and behind them those that packs and plugins brought."""
    return (*all_rules(), *brought_rules())
