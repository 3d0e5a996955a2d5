"""Which facts a rule reads, learnt from its own examples: what a file has to say for the rule to be decided."""

from __future__ import annotations

from functools import cache

from salesaudit.audit.engine import judge
from salesaudit.audit.profile import Profile
from salesaudit.org.merge import build_org
from salesaudit.org.values import Path
from salesaudit.orgfile.load import load_bytes
from salesaudit.rules.registry import Rule
from salesaudit.rules.wording import example, whole

ANY = "*"
NAMED_BY_THE_COMPANY = {
    ("roles",): 1,
    ("people",): 1,
    ("departments",): 1,
    ("segments",): 1,
    ("interfaces",): 1,
    ("handoffs",): 1,
    ("lead_generation", "channels"): 2,
    ("processes", "funnel", "stages"): 3,
}
"""Sections whose entries have ids of the company's own, and where in a path the id stands."""


@cache
def facts_read(rule: Rule) -> tuple[Path, ...]:
    """Return the paths that a rule reads in its bad and good example, ids of the company's own as ``*``, sorted."""
    profile = Profile("all", on=frozenset({rule.id}))
    shown = example(rule.id)
    paths: set[Path] = set()
    for text in (shown.bad, shown.good):
        beside = {name: content.encode() for name, content in shown.attached.items()}
        org = build_org(load_bytes(whole(text), "example.yaml", beside=beside))
        for judged in judge(rule, org, profile):
            paths |= {general(fact.path) for fact in judged.trace}
            if judged.verdict is not None:
                paths |= {general(path) for path in judged.verdict.needs}
    return tuple(sorted(path for path in paths if path))


def general(path: Path) -> Path:
    """Return a path with the ids that a company chooses itself replaced by ``*``."""
    for section, position in NAMED_BY_THE_COMPANY.items():
        if path[: len(section)] == section and len(path) > position:
            return (*path[:position], ANY, *path[position + 1 :])
    return path
