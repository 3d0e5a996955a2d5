"""An audit as one side of a comparison."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite, isinf
from typing import Any

from salesaudit.audit.diff import GOVERNANCE, Duty, Points, Seen, Snapshot
from salesaudit.audit.labels import label_of
from salesaudit.audit.phrases import dotted
from salesaudit.audit.report import Amount, Finding, GovernanceFinding, Label, Report
from salesaudit.audit.run import Audited
from salesaudit.org.merge import build_org
from salesaudit.org.org import Org
from salesaudit.rules.catalogue import rules_version


def snapshot(audited: Audited, name: str | None = None) -> Snapshot:
    """Return what can be compared of an audit; `name` is what the user called it, by default its path."""
    report = audited.report
    org = build_org(audited.document)
    findings = [_seen(finding) for finding in report.findings]
    governed = [_governed(finding) for finding in report.governance]
    return Snapshot(
        name=report.path if name is None else name,
        path=report.path,
        company=report.company,
        currency=report.currency,
        profile=report.profile,
        rules_version=rules_version(),
        seen={seen.key: seen for seen in (*findings, *governed)},
        passed=frozenset(f"{p.rule} {p.subject.kind}:{p.subject.id}" for p in report.passed),
        waiting=frozenset(f"{u.rule} {u.subject.kind}:{u.subject.id}" for u in report.unknown if u.subject is not None),
        open_ended=frozenset(outcome.rule for outcome in report.unknown if outcome.subject is None),
        spoke=_spoke(report),
        facts=Known(org),
        facts_complete=True,
        whole=True,
        score=Points(report.score.value, report.score.coverage),
        areas={area.id: Points(area.value, area.coverage) for area in report.score.areas},
        duties=_duties(org),
    )


def plain(value: object) -> object:
    """Return a fact's value as a saved report has it, so that both compare equal."""
    match value:
        case bool() | None:
            return value
        case int() | float():
            return round(float(value), 9) if isfinite(value) else None
        case str():
            return str(value)
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
    return str(value)


def _spoke(report: Report) -> frozenset[str]:
    outcomes = (report.findings, report.passed, report.unknown, report.not_applicable)
    return frozenset(outcome.rule for several in outcomes for outcome in several) | GOVERNANCE


def _seen(finding: Finding) -> Seen:
    return Seen(
        finding.rule,
        finding.subject,
        finding.severity,
        finding,
        finding.accepted is not None,
        finding.place,
        {dotted(fact.path): plain(fact.value) for fact in finding.evidence if fact.origin != "inferred"},
        _excess(finding),
    )


def _governed(finding: GovernanceFinding) -> Seen:
    subject = Label("accepted", f"{finding.accepted_rule}/{finding.accepted_subject}")
    return Seen(finding.rule, subject, finding.severity, finding, place=finding.place)


def _excess(finding: Finding) -> float | None:
    value, limit = finding.says.get("value"), finding.says.get("limit")
    if not isinstance(value, Amount) or not isinstance(limit, Amount) or value.unit != limit.unit:
        return None
    return None if isinf(limit.value) or isinf(value.value) else abs(value.value - limit.value)


@dataclass(frozen=True)
class Known(Mapping[str, object]):
    """The facts of a company by dotted path; ids that have dots of their own are found as well."""

    org: Org

    def __getitem__(self, path: str) -> object:
        value = _find(self.org.data, path.split("."))
        if value is None:
            raise KeyError(path)
        return plain(value)

    def __iter__(self) -> Iterator[str]:
        return _paths(self.org.data, "")

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _find(here: Any, parts: list[str]) -> Any:
    if not parts:
        return here
    if isinstance(here, list) and parts[0].isdecimal():
        return _find(here[int(parts[0])], parts[1:]) if int(parts[0]) < len(here) else None
    if isinstance(here, Mapping):
        for length in range(1, len(parts) + 1):
            key = ".".join(parts[:length])
            if key in here:
                return _find(here[key], parts[length:])
    return None


def _paths(here: Any, above: str) -> Iterator[str]:
    if not isinstance(here, Mapping):
        yield above
        return
    for key, item in here.items():
        yield from _paths(item, f"{above}.{key}" if above else str(key))


def _duties(org: Org) -> dict[str, Duty]:
    duties = {}
    for id_, content in (org.peek(("functions",)) or {}).items():
        function = Label("function", id_, content.get("title"))
        duties[id_] = Duty(function, _who(org, content, "responsible"), _who(org, content, "accountable"))
    return duties


def _who(org: Org, content: Mapping[str, Any], part: str) -> tuple[Label, ...] | None:
    named = content.get(part)
    return None if named is None else tuple(label_of(org, str(id_)) for id_ in named)
