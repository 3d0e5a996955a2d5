"""How a rule is declared, and the guards that refuse one that is not whole."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from salesaudit.org.org import BANDS, Org
from salesaudit.org.values import Several
from salesaudit.resources import resource
from salesaudit.rules.verdict import Severity, Verdict

RULE_ID = re.compile(r"[A-Z]{3}\d{3}")
SOURCES = ("S0", "S1", "S2", "S3", "S4", "X", "D")
SEVERITIES: Mapping[str, Severity | None] = {"c": "critical", "h": "high", "m": "medium", "l": "low", "–": None}
ORDER: tuple[Severity, ...] = ("critical", "high", "medium", "low")

Selector = Callable[[Org], Several[Any]]
Guard = Callable[[Org], None]
Judge = Callable[..., Verdict]
"""The body of a rule: a subject and the company in, a verdict out; parameters by name."""


class RuleError(Exception):
    """A rule that is declared wrongly; raised at import, so that it cannot ship."""


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A rule of the catalogue.

    `severity` is by size band, None where the rule does not apply; `sources` whose view it is; `parameters` the typed
    defaults that a profile may set; `guards` raise NotApplicable where the rule has nothing to say about a company.
    """

    id: str
    slug: str
    judge: Judge
    subjects: Selector
    severity: Mapping[str, Severity | None]
    sources: tuple[str, ...]
    guards: tuple[Guard, ...] = ()
    default_on: bool = True
    parameters: Mapping[str, Any] = field(default_factory=dict)

    @property
    def family(self) -> str:
        return self.id[:3]


RULES: dict[str, Rule] = {}
_by_slug: dict[str, Rule] = {}


def rule(
    id_: str,
    *,
    subject: Selector,
    severity: str,
    sources: str,
    unless: Iterable[Guard] = (),
    default_on: bool = True,
) -> Callable[[Judge], Judge]:
    """Declare a rule; the function's name is its slug.

    `severity` is written as in the catalogue, micro to large: ``"m/h/c/c"``, ``–`` where the rule does not apply.
    Raises RuleError where anything is missing, doubled or not of the catalogue's form.
    """

    def declare(judge: Judge) -> Judge:
        name = getattr(judge, "__name__", "")
        declared = Rule(
            id_,
            name.replace("_", "-"),
            judge,
            subject,
            severities(id_, severity),
            tuple(sources.split()),
            tuple(unless),
            default_on,
            MappingProxyType(_parameters(judge)),
        )
        _check(declared)
        RULES[id_] = _by_slug[declared.slug] = declared
        return judge

    return declare


def register(declared: Rule) -> None:
    """Add a rule that did not come with the product; one of the same id and another home is replaced.

    Raises RuleError where it would shadow a rule of the product, or its slug is taken.
    """
    known = RULES.get(declared.id)
    if known is not None and set(known.sources) & set(SOURCES):
        raise RuleError(f"{declared.id}: a rule of the product has this id")
    other = _by_slug.get(declared.slug)
    if other is not None and other.id != declared.id:
        raise RuleError(f"{declared.slug}: {other.id} has this slug")
    RULES[declared.id] = _by_slug[declared.slug] = declared


def find_rule(name: str) -> Rule | None:
    """Return the rule with this id or slug, in any case."""
    return RULES.get(name.upper()) or _by_slug.get(name.lower())


def severities(id_: str, written: str) -> Mapping[str, Severity | None]:
    """Read severities as the catalogue writes them: ``m/h/c/c``. Raises RuleError where they are not."""
    letters = written.replace("-", "–").split("/")
    if len(letters) != len(BANDS) or any(letter not in SEVERITIES for letter in letters):
        raise RuleError(f"{id_}: severity {written!r} is not four of c h m l – with slashes")
    return MappingProxyType({band: SEVERITIES[letter] for band, letter in zip(BANDS, letters, strict=True)})


def _parameters(judge: Judge) -> dict[str, Any]:
    parameters = inspect.signature(judge).parameters.values()
    return {p.name: p.default for p in parameters if p.kind is inspect.Parameter.KEYWORD_ONLY}


def _check(declared: Rule) -> None:
    if not RULE_ID.fullmatch(declared.id):
        raise RuleError(f"{declared.id}: a rule's id is three capitals and three digits")
    if declared.id in RULES or declared.slug in _by_slug:
        raise RuleError(f"{declared.id} {declared.slug}: declared twice")
    if unknown := [source for source in declared.sources if source not in SOURCES]:
        raise RuleError(f"{declared.id}: unknown source {unknown[0]}")
    if not declared.sources:
        raise RuleError(f"{declared.id}: no source")
    if any(default is inspect.Parameter.empty for default in declared.parameters.values()):
        raise RuleError(f"{declared.id}: a parameter without a default")
    if declared.id not in resource("rules.index"):
        raise RuleError(f"{declared.id}: its prose is not complete in both languages")
