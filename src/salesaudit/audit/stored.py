"""A report as JSON and back, equal to the last digit: what workers send and what a cache keeps.

This is not the JSON that people and programs read (`formats.json`): it has no sentences, and it means something to this
very version only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from salesaudit.audit.report import (
    Acceptance,
    Amount,
    AreaScore,
    Evidence,
    Finding,
    GovernanceFinding,
    Label,
    LostPoints,
    Names,
    PassedOutcome,
    Report,
    Score,
    Shown,
    SkippedOutcome,
    Term,
    UnknownOutcome,
)
from salesaudit.audit.run import Audited
from salesaudit.orgfile.load import Place
from salesaudit.orgfile.nodes import Source, Span

_PLAIN: Final = (
    "path", "sha256", "company", "size", "size_known", "market", "language", "currency", "as_of", "profile"
)  # fmt: skip


def dumps(audited: Audited) -> bytes:
    """Return an audit as JSON. Raises TypeError for a fact that is of no kind that a file can hold."""
    writer = _Writer()
    report = writer.report(audited.report)
    sources = [[source.name, source.text, source.sha256] for source in audited.sources]
    document = {"labels": writer.labels, "report": report, "sources": sources}
    return json.dumps(document, ensure_ascii=True, separators=(",", ":")).encode()


def loads(data: bytes) -> Audited:
    """Return an audit that `dumps` wrote.

    Raises ValueError, LookupError, TypeError or AttributeError where the data is anything else.
    """
    document = json.loads(data)
    reader = _Reader([Label(*label) for label in document["labels"]])
    sources = tuple(Source(name, text, sha256) for name, text, sha256 in document["sources"])
    return Audited(reader.report(document["report"]), sources)


class _Writer:
    """Writes a report; what is named often has a number."""

    def __init__(self) -> None:
        self._numbers: dict[Label | None, int] = {None: -1}
        self.labels: list[Label] = []

    def report(self, report: Report) -> dict[str, Any]:
        return {
            **{name: getattr(report, name) for name in _PLAIN},
            "findings": [self._finding(finding) for finding in report.findings],
            "unknown": [[u.rule, self._label(u.subject), u.needs, u.disputed] for u in report.unknown],
            "passed": [
                [rule, [self._label(passed.subject) for passed in several]]
                for rule, several in groupby(report.passed, key=lambda passed: passed.rule)
            ],
            "not_applicable": [
                [s.rule, self._label(s.subject), s.reason, dict(s.values)] for s in report.not_applicable
            ],
            "governance": [self._governance(finding) for finding in report.governance],
            "score": self._score(report.score),
            "fixed": report.fixed,
        }

    def _label(self, label: Label | None) -> int:
        number = self._numbers.get(label)
        if number is None:
            number = self._numbers[label] = len(self.labels)
            assert label is not None
            self.labels.append(label)
        return number

    def _finding(self, finding: Finding) -> list[Any]:
        return [
            finding.rule,
            self._label(finding.subject),
            finding.severity,
            finding.confidence,
            finding.text,
            {name: self._shown(value) for name, value in finding.says.items()},
            finding.path,
            _place(finding.place),
            [[e.path, _value(e.value), e.origin, e.who, _place(e.place)] for e in finding.evidence],
            None if finding.accepted is None else _acceptance(finding.accepted),
            finding.baseline,
        ]

    def _shown(self, shown: Shown) -> Any:
        match shown:
            case Label():
                return ["label", self._label(shown)]
            case Amount():
                return ["amount", *shown]
            case Names():
                return ["names", [self._label(label) for label in shown.labels]]
            case Term():
                return ["term", *shown]
        return shown

    def _governance(self, finding: GovernanceFinding) -> list[Any]:
        return [
            finding.rule, finding.severity, finding.index, finding.accepted_rule, finding.accepted_subject,
            finding.until, _place(finding.place),
        ]  # fmt: skip

    def _score(self, score: Score) -> list[Any]:
        return [
            score.value, score.raw, score.low, score.high, score.coverage, score.decided, score.total,
            [[area.id, area.value, area.coverage] for area in score.areas],
            [[lost.rule, lost.points, [self._label(label) for label in lost.subjects]] for lost in score.lost],
        ]  # fmt: skip


def _place(place: Place | None) -> list[Any] | None:
    return None if place is None else [place.file, *place.span]


def _acceptance(accepted: Acceptance) -> list[Any]:
    return [accepted.reason, accepted.owner, accepted.until, accepted.index]


def _value(value: object) -> Any:
    """Return a fact so that a list is told from a tuple, and a section from both."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case Mapping():
            return {"section": [[key, _value(item)] for key, item in value.items()]}
        case list():
            return {"list": [_value(item) for item in value]}
        case tuple():
            return {"tuple": [_value(item) for item in value]}
    raise TypeError(f"a fact of kind {type(value).__name__}")


class _Reader:
    """Reads what a _Writer wrote."""

    def __init__(self, labels: Sequence[Label]) -> None:
        self._labels = labels

    def report(self, content: Mapping[str, Any]) -> Report:
        label = self._label
        return Report(
            **{name: content[name] for name in _PLAIN},
            findings=tuple(self._finding(*entry) for entry in content["findings"]),
            unknown=tuple(
                UnknownOutcome(rule, label(subject), tuple(map(tuple, needs)), disputed)
                for rule, subject, needs, disputed in content["unknown"]
            ),
            passed=tuple(
                PassedOutcome(rule, self._labels[subject]) for rule, several in content["passed"] for subject in several
            ),
            not_applicable=tuple(
                SkippedOutcome(rule, label(subject), reason, values)
                for rule, subject, reason, values in content["not_applicable"]
            ),
            governance=tuple(
                GovernanceFinding(rule, severity, index, accepted_rule, accepted_subject, until, _placed(place))
                for rule, severity, index, accepted_rule, accepted_subject, until, place in content["governance"]
            ),
            score=self._score(content["score"]),
            fixed=None if content["fixed"] is None else tuple(content["fixed"]),
        )

    def _label(self, number: int) -> Label | None:
        return None if number < 0 else self._labels[number]

    def _several(self, numbers: Iterable[int]) -> tuple[Label, ...]:
        return tuple(self._labels[number] for number in numbers)

    def _finding(
        self, rule: str, subject: int, severity: Any, confidence: Any, text: str, says: Mapping[str, Any],
        path: Sequence[Any], place: Any, evidence: Iterable[Any], accepted: Any, baseline: bool,
    ) -> Finding:  # fmt: skip
        return Finding(
            rule=rule,
            subject=self._labels[subject],
            severity=severity,
            confidence=confidence,
            text=text,
            says={name: self._shown(value) for name, value in says.items()},
            path=tuple(path),
            place=_placed(place),
            evidence=tuple(
                Evidence(tuple(route), _plain(value), origin, who, _placed(stands))
                for route, value, origin, who, stands in evidence
            ),
            accepted=_accepted(accepted),
            baseline=baseline,
        )

    def _shown(self, shown: Any) -> Shown:
        match shown:
            case ["label", int(number)]:
                return self._labels[number]
            case ["amount", value, unit, high]:
                return Amount(value, unit, high)
            case ["names", numbers]:
                return Names(self._several(numbers))
            case ["term", word, enumeration]:
                return Term(word, enumeration)
            case str() as text:
                return text
            case int() as number:
                return number
        raise ValueError(shown)

    def _score(self, content: Sequence[Any]) -> Score:
        value, raw, low, high, coverage, decided, total, areas, lost = content
        return Score(
            value, raw, low, high, coverage, decided, total,
            tuple(AreaScore(*area) for area in areas),
            tuple(LostPoints(rule, points, self._several(subjects)) for rule, points, subjects in lost),
        )  # fmt: skip


def _accepted(content: Any) -> Acceptance | None:
    if content is None:
        return None
    reason, owner, until, index = content
    return Acceptance(reason, tuple(owner), until, index)


def _placed(content: Any) -> Place | None:
    if content is None:
        return None
    file, line, column, end_line, end_column = content
    return Place(file, Span(line, column, end_line, end_column))


def _plain(content: Any) -> object:
    match content:
        case {"section": entries}:
            return {key: _plain(item) for key, item in entries}
        case {"list": items}:
            return [_plain(item) for item in items]
        case {"tuple": items}:
            return tuple(_plain(item) for item in items)
    return content
