"""How a rule is declared, and the guards that refuse one that is not whole."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from types import FunctionType, MappingProxyType
from typing import Any

from salesaudit.org.org import BANDS, Org
from salesaudit.org.values import Several
from salesaudit.resources import resource
from salesaudit.rules.verdict import Severity, Verdict

RULE_ID = re.compile(r"[A-Z]{3}\d{3}")
BROUGHT_ID = re.compile(r"[A-Z]{3,8}\d{3}")
"""Ids of rules that do not come with the product; they may begin with a longer name."""
SOURCES = ("S0", "S1", "S2", "S3", "S4", "X", "D")
OWN = "P"
"""The source of rules that do not come with the product: the company itself."""
SEVERITIES: Mapping[str, Severity | None] = {"c": "critical", "h": "high", "m": "medium", "l": "low", "–": None}
ORDER: tuple[Severity, ...] = ("critical", "high", "medium", "low")
PACK = "pack "
"""How the home of a pack's rules begins."""

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
    `home` is the pack or the plugin that brought the rule, empty for rules of the product.
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
    home: str = ""

    @property
    def family(self) -> str:
        return self.id[:-3]


MISSING = inspect.Parameter.empty
RULES: dict[str, Rule] = {}
_by_slug: dict[str, Rule] = {}
_home: list[str] = []
"""The plugin whose rules are being declared, if any."""


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
            _home[-1] if _home else "",
        )
        _check(declared)
        if declared.home:
            # It came along with other rules for another company: only a profile that names it turns it on.
            declared = replace(declared, default_on=False)
        RULES[id_] = _by_slug[declared.slug] = declared
        return judge

    return declare


def register(declared: Rule) -> None:
    """Add a rule of a pack; an earlier one of the same id, which a pack brought too, is replaced.

    Raises RuleError where it would shadow a rule of the product or of a plugin, or its slug is taken.
    """
    if (taken := shadowed(declared.id, declared.slug, declared.home)) is not None:
        raise RuleError(f"{declared.id} {declared.slug}: {taken.id} is there already")
    forget([declared.id])
    RULES[declared.id] = _by_slug[declared.slug] = declared


def shadowed(id_: str, slug: str, home: str) -> Rule | None:
    """Return the rule of another home that a rule with this id and slug would take the place of."""
    known, named = RULES.get(id_), _by_slug.get(slug)
    if known is not None and not replaceable(known, home):
        return known
    return named if named is not None and named.id != id_ and not replaceable(named, home) else None


def replaceable(known: Rule, home: str) -> bool:
    """Tell whether a rule came from a pack, or from this very home: packs are read again when they change."""
    return known.home == home or known.home.startswith(PACK)


def forget(ids: Iterable[str]) -> None:
    """Take rules out that did not come with the product."""
    for id_ in ids:
        known = RULES.pop(id_, None)
        if known is not None and _by_slug.get(known.slug) is known:
            del _by_slug[known.slug]


def brought_rules() -> tuple[Rule, ...]:
    """Return the rules that packs and plugins brought, in the order in which they came."""
    return tuple(rule for rule in RULES.values() if rule.home)


@contextmanager
def bringing(home: str) -> Iterator[list[str]]:
    """Let the rules that are declared meanwhile belong to a plugin; gives their ids when it ends.

    Where it ends by an exception none of them stays.
    """
    before = set(RULES)
    ids: list[str] = []
    _home.append(home)
    try:
        yield ids
    except BaseException:
        forget(set(RULES) - before)
        raise
    finally:
        _home.pop()
        ids += [id_ for id_ in RULES if id_ not in before]


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
    if isinstance(judge, FunctionType) and not hasattr(judge, "__wrapped__"):
        # the same as below in a hundredth of the time, which every start takes 130 times
        code, defaults = judge.__code__, judge.__kwdefaults__ or {}
        names = code.co_varnames[code.co_argcount :][: code.co_kwonlyargcount]
        return {name: defaults.get(name, MISSING) for name in names}
    parameters = inspect.signature(judge).parameters.values()
    return {p.name: p.default for p in parameters if p.kind is inspect.Parameter.KEYWORD_ONLY}


def _check(declared: Rule) -> None:
    if not (BROUGHT_ID if declared.home else RULE_ID).fullmatch(declared.id):
        raise RuleError(f"{declared.id}: a rule's id is three capitals and three digits")
    if declared.id in RULES or declared.slug in _by_slug:
        raise RuleError(f"{declared.id} {declared.slug}: declared twice")
    known = (*SOURCES, OWN) if declared.home else SOURCES
    if unknown := [source for source in declared.sources if source not in known]:
        raise RuleError(f"{declared.id}: unknown source {unknown[0]}")
    if not declared.sources:
        raise RuleError(f"{declared.id}: no source")
    if any(default is MISSING for default in declared.parameters.values()):
        raise RuleError(f"{declared.id}: a parameter without a default")
    if not declared.home and declared.id not in resource("rules.index"):
        raise RuleError(f"{declared.id}: its prose is not complete in both languages")
