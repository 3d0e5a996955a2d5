"""What stands between a rule that fails and a gate that closes: accepted risks, baseline, threshold.

Nothing is dropped here: a finding that is accepted or in the baseline stays in the report and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import cast
from unicodedata import normalize

from salesaudit.audit.report import Acceptance, Finding, GovernanceFinding, Report
from salesaudit.org.org import Org
from salesaudit.orgfile.load import OrgDocument
from salesaudit.rules.registry import ORDER, find_rule
from salesaudit.rules.verdict import Severity

EXPIRED = "GOV001"
UNUSED = "GOV002"
NEVER = "never"


def accept(findings: Iterable[Finding], org: Org) -> tuple[list[Finding], list[tuple[str, int]]]:
    """Mark the findings that the file accepts; return them, and (GOV rule, position) of entries that failed to."""
    entries = org.peek(("accepted",)) or []
    today = newest_date(org)
    result = list(findings)
    failed: list[tuple[str, int]] = []
    for index, entry in enumerate(entries):
        matching = [i for i, finding in enumerate(result) if matches(finding, entry["rule"], entry["subject"])]
        if today is not None and entry["until"] < today:
            failed.append((EXPIRED, index))
        elif not matching:
            failed.append((UNUSED, index))
        else:
            accepted = Acceptance(entry["reason"], tuple(entry["owner"]), entry["until"], index)
            for i in matching:
                result[i] = replace(result[i], accepted=accepted)
    return result, failed


def matches(finding: Finding, rule: str, subject: str) -> bool:
    """Tell whether an accepted risk means this finding; a subject may be ``petrov`` or ``person:petrov``."""
    known = find_rule(rule)
    # ids are read as NFC, a subject is free text
    named = (finding.subject.id, f"{finding.subject.kind}:{finding.subject.id}")
    return known is not None and known.id == finding.rule and normalize("NFC", subject) in named


def newest_date(org: Org) -> str | None:
    """Return the day the description is true: as_of, else the newest date that the file names (never the clock)."""
    written = org.peek(("company", "as_of"))
    if written is not None:
        return str(written)
    dates = [
        str(value)
        for value in (
            org.peek(("strategy", "reviewed")),
            org.peek(("company", "functions_reviewed")),
            *(entry.get("reviewed") for section in ("elements", "functions", "policies", "processes")
              for entry in (org.peek((section,)) or {}).values()),
        )
        if value is not None and value != "none"
    ]  # fmt: skip
    return max(dates, default=None)


def governance(
    failed: Iterable[tuple[str, int]], org: Org, document: OrgDocument | None
) -> tuple[GovernanceFinding, ...]:
    """Return the findings about accepted risks themselves: out of date, or matching nothing."""
    result = []
    for rule, index in failed:
        entry = org.peek(("accepted", index))
        severity: Severity = "high" if rule == EXPIRED else "low"
        place = document.place(("accepted", index)) if document else None
        result.append(GovernanceFinding(rule, severity, index, entry["rule"], entry["subject"], entry["until"], place))
    return tuple(result)


@dataclass(frozen=True, slots=True)
class Gate:
    """When a run fails: from which severity on, for single rules from another one, and below which score.

    A severity is critical, high, medium, low or never. `rules` are thresholds by rule id.
    """

    fail_on: str = "high"
    min_score: float | None = None
    rules: Mapping[str, str] = field(default_factory=dict)

    def reached(self, rule: str, severity: Severity) -> bool:
        """Tell whether an open finding reaches the threshold for its rule."""
        return at_least(severity, self.rules.get(rule, self.fail_on))

    def is_low(self, score: float | None) -> bool:
        """Tell whether another score was asked for; none at all reaches nothing."""
        return self.min_score is not None and (score is None or score < self.min_score)

    def closes(self, score: float | None, findings: Iterable[tuple[str, Severity]]) -> bool:
        """Tell whether a company with a score and with such findings, see `gated`, fails."""
        return self.is_low(score) or any(self.reached(*finding) for finding in findings)


def gated(report: Report) -> list[tuple[str, Severity]]:
    """Return rule and severity of all that a gate looks at: what is open, findings about accepted risks too."""
    findings: list[Finding | GovernanceFinding] = [*report.open_findings, *report.governance]
    return [(finding.rule, finding.severity) for finding in findings]


def at_least(severity: Severity, threshold: str) -> bool:
    """Tell whether a severity reaches a threshold; nothing reaches ``never``."""
    return threshold != NEVER and ORDER.index(severity) <= ORDER.index(cast(Severity, threshold))
