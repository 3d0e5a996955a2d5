"""A run as a GitLab Code Quality report: an entry a finding that is open.

The format has no word for a risk that is accepted or known before, so those are left to the formats that have one.
A fingerprint names org file, rule and subject: it stays when lines move and is unique within the report.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from salesaudit.audit.run import Audited
from salesaudit.formats.fragments import array, indented
from salesaudit.formats.items import Frame, Item, Trouble, fingerprint, items_of, troubles
from salesaudit.formats.lines import Look
from salesaudit.orgfile.load import Place
from salesaudit.rules.verdict import Severity
from salesaudit.safety.markup import printable
from salesaudit.safety.text import clean

SEVERITIES: Final[dict[Severity, str]] = {"critical": "critical", "high": "major", "medium": "minor", "low": "info"}
INDENT: Final = 1


def part(audited: Audited, look: Look) -> list[str]:
    """Return the entries of a company."""
    found = (item for item in items_of(audited.report, look.lang) if item.status == "open")
    return [indented(_finding(item), INDENT, INDENT) for item in found]


def whole(parts: Sequence[Sequence[str]], frame: Frame) -> str:
    """Return a JSON list."""
    told = (indented(_trouble(trouble, number), INDENT, INDENT) for number, trouble in enumerate(troubles(frame)))
    return array([*told, *(entry for entries in parts for entry in entries)], INDENT) + "\n"


def _finding(item: Item) -> dict[str, Any]:
    name = fingerprint(printable(item.file), item.rule, item.subject)
    return _entry(item.rule, item.message, SEVERITIES[item.severity], name, item.place)


def _trouble(trouble: Trouble, number: int) -> dict[str, Any]:
    name = fingerprint(printable(trouble.place.file), trouble.code, str(number))
    return _entry(trouble.code, f"{trouble.message} {trouble.advice}".strip(), "blocker", name, trouble.place)


def _entry(rule: str, message: str, severity: str, name: str, place: Place) -> dict[str, Any]:
    span = place.span
    return {
        "type": "issue",
        "check_name": rule,
        "description": clean(f"{rule}: {message}"),
        "severity": severity,
        "fingerprint": name,
        "location": {
            "path": clean(printable(place.file.removeprefix("./"))),
            "lines": {"begin": span.line, "end": span.end_line},
            "positions": {
                "begin": {"line": span.line, "column": span.column},
                "end": {"line": span.end_line, "column": span.end_column},
            },
        },
    }
