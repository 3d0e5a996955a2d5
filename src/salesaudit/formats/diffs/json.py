"""What changed as JSON, version 1. Field names and meanings change only with `schema_version`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, cast

from salesaudit.audit.diff import Change, Comparison, Diff, PointsChange, Seen, Snapshot
from salesaudit.audit.phrases import name
from salesaudit.audit.report import Label
from salesaudit.formats.diffs.view import told
from salesaudit.safety.markup import json_text, printable
from salesaudit.version import __version__

if TYPE_CHECKING:
    from salesaudit.formats.diffs import json_types as types

SCHEMA_VERSION: Final = 1


def render(comparison: Comparison, lang: str) -> str:
    """Return the comparison as one JSON document, two-space indented, ended by a newline."""
    document: types.Document = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "salesaudit", "version": __version__},
        "language": cast(Any, lang),
        "companies": [_company(diff, lang) for diff in comparison.diffs],
        "only_old": [printable(path) for path in comparison.only_old],
        "only_new": [printable(path) for path in comparison.only_new],
    }
    return json_text(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)) + "\n"


def _company(diff: Diff, lang: str) -> types.Company:
    return {
        "company": diff.new.company,
        "old": _side(diff.old),
        "new": _side(diff.new),
        "same_rules": diff.same_rules,
        "changes": [_change(change, diff, lang) for change in diff.changes],
        "score": _points(diff.score),
        "areas": [{"id": str(area.area), **_points(area)} for area in diff.areas],
        "duties": None
        if diff.duties is None
        else [
            {
                "function": duty.function.id,
                "title": name(duty.function, lang),
                "part": duty.part,
                "before": _who(duty.before),
                "after": _who(duty.after),
            }
            for duty in diff.duties
        ],
    }


def _side(side: Snapshot) -> types.Side:
    return {
        "name": printable(side.name),
        "path": printable(side.path),
        "profile": side.profile or None,
        "rules_version": side.rules_version or None,
    }


def _change(change: Change, diff: Diff, lang: str) -> types.Change:
    subject = change.seen.subject
    return {
        "kind": change.kind,
        "cause": change.cause,
        "rule": change.seen.rule,
        "subject": {"kind": subject.kind, "id": subject.id, "title": name(subject, lang)},
        "revealed": diff.revealed(change),
        "old": _seen(change.old, lang, diff.old.currency),
        "new": _seen(change.new, lang, diff.new.currency),
    }


def _seen(seen: Seen | None, lang: str, currency: str) -> types.Seen | None:
    if seen is None:
        return None
    place = seen.place
    return {
        "severity": seen.severity,
        "message": told(seen, lang, currency),
        "accepted": seen.accepted,
        "file": printable(place.file) if place else None,
        "line": place.span.line if place else None,
        "column": place.span.column if place else None,
    }


def _points(change: PointsChange) -> types.PointsChange:
    return {"old": change.old.value, "new": change.new.value, "delta": change.delta}


def _who(labels: tuple[Label, ...] | None) -> list[str] | None:
    return None if labels is None else [label.id for label in labels]
