"""The limits that working time is held against: those of the rules that judged somebody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from salesaudit.audit.report import Amount, Finding, Report
from salesaudit.org.org import Org
from salesaudit.org.values import Number, Unknown
from salesaudit.org.workers import Worker
from salesaudit.rules.owner import OPERATIONS
from salesaudit.rules.registry import RULES
from salesaudit.rules.steps import by_band

Parameters = Mapping[str, Any]


class Limit(NamedTuple):
    """How much of the time some activities take against how much they should, at most or at least."""

    rule: str
    activities: tuple[str, ...]
    spent: Number
    limit: float
    at_most: bool

    @property
    def broken(self) -> bool:
        """Tell whether the limit is not kept, whatever is unknown of the time."""
        return self.spent.low > self.limit if self.at_most else self.spent.high < self.limit

    @property
    def known(self) -> bool:
        """Tell whether what is known of the time decides."""
        kept = self.spent.high <= self.limit if self.at_most else self.spent.low >= self.limit
        return kept or self.broken


class _Kind(NamedTuple):
    rule: str
    activities: tuple[str, ...]
    at_most: bool
    limit: Callable[[Worker, Org, Parameters], Number]


def _of(name: str) -> Callable[[Worker, Org, Parameters], Number]:
    return lambda _worker, _org, parameters: Number.exactly(parameters[name])


def _by_size(name: str) -> Callable[[Worker, Org, Parameters], Number]:
    return lambda _worker, org, parameters: by_band(org, parameters[name])


def _by_team(worker: Worker, org: Org, parameters: Parameters) -> Number:
    limit: Number = parameters["limits"].at(org.sellers_led_by(worker))
    return limit


KINDS = (
    _Kind("LDR002", ("selling",), True, _by_team),
    _Kind("LDR006", ("selling",), True, _of("limit")),
    _Kind("LDR012", ("leading",), False, _by_team),
    _Kind("INT007", ("integrating",), False, _by_size("least")),
    _Kind("OWN006", OPERATIONS, True, _by_size("limits")),
    _Kind("CEO004", ("selling",), True, _of("selling")),
    _Kind("REP001", ("searching",), True, _of("most_searching")),
    _Kind("REP006", ("admin", "producing"), True, _of("most")),
    _Kind("CMP009", ("producing",), True, _of("most")),
)
"""Rules that judge time: what it goes on, whether it is a limit from above, and how the parameters give it."""


_RULES = frozenset(kind.rule for kind in KINDS)


class Limits:
    """The limits that an audit went by.

    A limit is what a finding says it was; where there is none, the rule's own, unless the audit clearly went by
    another one.
    """

    def __init__(self, org: Org, report: Report) -> None:
        self._org = org
        self._findings = {(one.rule, one.subject.id): one for one in report.findings if one.rule in _RULES}
        passed = {(one.rule, one.subject.id) for one in report.passed if one.rule in _RULES}
        unknown = {(one.rule, one.subject.id) for one in report.unknown if one.subject and one.rule in _RULES}
        self._judged = self._findings.keys() | passed | unknown

    def of(self, worker: Worker) -> tuple[Limit, ...]:
        """Return the limits that a worker was held against, in person or as the holder of a role."""
        holders = () if worker.is_person else self._org.named_holders(worker.id)
        found = (self._of_kind(kind, worker, holders) for kind in KINDS)
        return tuple(one for one in found if one is not None)

    def _of_kind(self, kind: _Kind, worker: Worker, holders: tuple[Worker, ...]) -> Limit | None:
        meant = next((one for one in (worker, *holders) if (kind.rule, one.id) in self._judged), None)
        if meant is None:
            return None
        finding = self._findings.get((kind.rule, meant.id))
        spent = worker.time.of(*kind.activities)
        limit = _told(finding, spent) or _own(kind, meant, self._org)
        if limit is None or not (kind.at_most or limit > 0):
            return None
        one = Limit(kind.rule, kind.activities, spent, limit, kind.at_most)
        return one if finding is not None or not one.broken else None


def _told(finding: Finding | None, spent: Number) -> float | None:
    """Return the limit that a finding names, where it is of this time that it speaks."""
    if finding is None:
        return None
    value, limit = finding.says.get("value"), finding.says.get("limit")
    if isinstance(value, Amount) and isinstance(limit, Amount) and value.value in (spent.low, spent.high):
        return limit.value
    return None


def _own(kind: _Kind, worker: Worker, org: Org) -> float | None:
    try:
        return kind.limit(worker, org, RULES[kind.rule].parameters).value
    except Unknown:
        return None
