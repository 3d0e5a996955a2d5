"""The report as JSON, version 1: the machine face that everything else can be checked against."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any, Final, cast

from salesaudit.audit.phrases import dotted, first_step, governance_sentence, name, reason, sentence
from salesaudit.audit.report import Evidence, Finding, GovernanceFinding, Label, Report, Score
from salesaudit.audit.run import Audited
from salesaudit.formats.fragments import filled, indented
from salesaudit.formats.items import Frame, Trouble, troubles
from salesaudit.formats.lines import Look
from salesaudit.knowledge.views import View, views_of
from salesaudit.orgfile.load import Place
from salesaudit.rules.catalogue import rules_version
from salesaudit.rules.registry import RULES
from salesaudit.rules.wording import prose
from salesaudit.safety.markup import json_text, printable
from salesaudit.version import __version__

if TYPE_CHECKING:
    from salesaudit.formats import json_types as types

SCHEMA_VERSION: Final = 1
INDENT: Final = 2


def part(audited: Audited, look: Look) -> str:
    """Return a company as it stands among the files."""
    return json_text(indented(_file(audited.report, look.lang), INDENT, 2 * INDENT))


def whole(parts: Sequence[str], frame: Frame) -> str:
    """Return the run as one JSON document, two-space indented, ended by a newline."""
    document: types.Document = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "salesaudit", "version": __version__, "rules_version": rules_version()},
        "profile": frame.profile,
        "language": cast(Any, frame.lang),
        "files": [],
        "errors": [_error(trouble) for trouble in troubles(frame)],
    }
    return filled(json_text(indented(document, INDENT)) + "\n", "files", parts, INDENT, INDENT)


def _file(report: Report, lang: str) -> types.File:
    return {
        "path": printable(report.path),
        "sha256": report.sha256,
        "company": report.company,
        "size": cast(Any, report.size),
        "findings": [_finding(finding, report, lang) for finding in report.findings],
        "unknown": [
            {
                "rule": outcome.rule,
                "subject": None if outcome.subject is None else _subject(outcome.subject, lang),
                "needs": [dotted(path) for path in outcome.needs],
                "disputed": outcome.disputed,
            }
            for outcome in report.unknown
        ],
        "passed": [{"rule": outcome.rule, "subject": _subject(outcome.subject, lang)} for outcome in report.passed],
        "not_applicable": [
            {
                "rule": skipped.rule,
                "subject": None if skipped.subject is None else _subject(skipped.subject, lang),
                "because": skipped.reason,
                "message": reason(skipped, lang),
            }
            for skipped in report.not_applicable
        ],
        "governance": [_governance(finding, lang) for finding in report.governance],
        "fixed": None if report.fixed is None else list(report.fixed),
        "score": _score(report.score),
    }


def _finding(finding: Finding, report: Report, lang: str) -> types.Finding:
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
        "first_step": first_step(finding, lang),
        "sources": list(rule.sources),
        "views": [_view(view, report.profile, lang) for view in views_of(finding.rule, _spoken_of(finding))],
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


def _view(view: View, profile: str, lang: str) -> types.View:
    decision = view.decision(profile)
    return {
        "claim": view.claim,
        "question": view.title.in_(lang),
        "stances": [{"source": stance.source, "says": stance.says.in_(lang)} for stance in view.stances],
        "follows": decision.follows,
        "decision": decision.says.in_(lang),
    }


def _spoken_of(finding: Finding) -> frozenset[str]:
    return frozenset({finding.subject.id} if finding.subject.kind == "function" else ())


def _governance(finding: GovernanceFinding, lang: str) -> types.Governance:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": governance_sentence(finding, lang),
        "accepted": {"rule": finding.accepted_rule, "subject": finding.accepted_subject},
        "location": _location(f"accepted.{finding.index}", finding.place),
    }


def _subject(label: Label, lang: str) -> types.Subject:
    return {"kind": label.kind, "id": label.id, "title": name(label, lang)}


def _location(path: str, place: Place | None) -> types.Location:
    if place is None:
        return {"path": path}
    span = place.span
    return {
        "path": path,
        "file": printable(place.file),
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def _evidence(item: Evidence) -> types.Evidence:
    entry: types.Evidence = {"path": dotted(item.path), "value": _value(item.value), "origin": item.origin}
    if item.who:
        entry["who"] = item.who
    if item.place is not None:
        entry["file"] = printable(item.place.file)
        entry["line"], entry["column"] = item.place.span.line, item.place.span.column
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


def _score(score: Score) -> types.Score:
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


def _error(trouble: Trouble) -> types.Error:
    span = trouble.place.span
    return {
        "code": trouble.code,
        "message": trouble.message,
        "hint": trouble.advice,
        "file": printable(trouble.place.file),
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
