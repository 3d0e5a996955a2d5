"""The report as JSON, version 1: the machine face that everything else can be checked against."""

from __future__ import annotations

import json
from collections.abc import Iterable
from math import isfinite
from typing import Any

from salesaudit.audit.phrases import dotted, governance_sentence, name, reason, sentence
from salesaudit.audit.report import Evidence, Finding, Label, Report, Score
from salesaudit.orgfile.load import Place
from salesaudit.rules.catalogue import rules_version
from salesaudit.rules.registry import RULES
from salesaudit.rules.wording import prose
from salesaudit.version import __version__

SCHEMA_VERSION = 1


def render(reports: Iterable[Report], lang: str, profile: str) -> str:
    """Return the reports as one JSON document, two-space indented, ended by a newline."""
    document = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "salesaudit", "version": __version__, "rules_version": rules_version()},
        "profile": profile,
        "language": lang,
        "files": [_file(report, lang) for report in reports],
    }
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _file(report: Report, lang: str) -> dict[str, Any]:
    return {
        "path": _printable(report.path),
        "sha256": report.sha256,
        "company": report.company,
        "size": report.size,
        "findings": [_finding(finding, report, lang) for finding in report.findings],
        "unknown": [
            {
                "rule": outcome.rule,
                "subject": _subject(outcome.subject, lang),
                "needs": [dotted(path) for path in outcome.needs],
                "disputed": outcome.disputed,
            }
            for outcome in report.unknown
        ],
        "passed": [{"rule": outcome.rule, "subject": _subject(outcome.subject, lang)} for outcome in report.passed],
        "not_applicable": [
            {
                "rule": skipped.rule,
                "subject": _subject(skipped.subject, lang),
                "because": skipped.reason,
                "message": reason(skipped, lang),
            }
            for skipped in report.not_applicable
        ],
        "governance": [
            {
                "rule": finding.rule,
                "severity": finding.severity,
                "message": governance_sentence(finding, lang),
                "accepted": {"rule": finding.accepted_rule, "subject": finding.accepted_subject},
                "location": _location("accepted", finding.place),
            }
            for finding in report.governance
        ],
        "score": _score(report.score),
    }


def _finding(finding: Finding, report: Report, lang: str) -> dict[str, Any]:
    words = prose(finding.rule, lang)
    rule = RULES[finding.rule]
    return {
        "rule": finding.rule,
        "slug": rule.slug,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "subject": _subject(finding.subject, lang),
        "message": sentence(finding, lang, report.currency),
        "why": words.why,
        "fix": words.fix,
        "first_step": words.first_step,
        "sources": list(rule.sources),
        "location": _location(dotted(finding.path), finding.place),
        "evidence": [_evidence(item) for item in finding.evidence],
        "accepted": None
        if finding.accepted is None
        else {
            "reason": finding.accepted.reason,
            "owner": list(finding.accepted.owner),
            "until": finding.accepted.until,
        },
        "baseline": finding.baseline,
    }


def _subject(label: Label | None, lang: str) -> dict[str, str] | None:
    return None if label is None else {"kind": label.kind, "id": label.id, "title": name(label, lang)}


def _location(path: str, place: Place | None) -> dict[str, Any]:
    if place is None:
        return {"path": path}
    span = place.span
    return {
        "path": path,
        "file": _printable(place.file),
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def _evidence(item: Evidence) -> dict[str, Any]:
    entry: dict[str, Any] = {"path": dotted(item.path), "value": _value(item.value), "origin": item.origin}
    if item.who:
        entry["who"] = item.who
    if item.place is not None:
        entry |= {"file": _printable(item.place.file), "line": item.place.span.line, "column": item.place.span.column}
    return entry


def _value(value: object) -> Any:
    if isinstance(value, bool | int | str) or value is None:
        return value
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, dict):
        return {str(key): _value(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_value(item) for item in value]
    return str(value)


def _score(score: Score) -> dict[str, Any]:
    return {
        "value": score.value,
        "raw": score.raw,
        "low": score.low,
        "high": score.high,
        "coverage": score.coverage,
        "decided": score.decided,
        "total": score.total,
        "areas": [{"id": area.id, "value": area.value, "coverage": area.coverage} for area in score.areas],
        "lost": [
            {"rule": lost.rule, "points": lost.points, "subjects": [f"{s.kind}:{s.id}" for s in lost.subjects]}
            for lost in score.lost
        ],
    }


def _printable(text: str) -> str:
    """Return a file name as text that any JSON reader takes: bytes that are not UTF-8 become ``%FF``."""
    return "".join(
        f"%{ord(char) - 0xDC00:02X}" if 0xDC80 <= ord(char) <= 0xDCFF else char for char in text
    )
