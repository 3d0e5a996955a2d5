"""A run as JUnit XML: a suite a file, a test case a rule and subject.

An open finding is a failure, an accepted risk, a finding of the baseline and an undecided rule are skipped, a passed
rule passes. What keeps a file from being read is an error. Places stand in the text of a case: the schema has no
attribute for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from salesaudit.audit.phrases import dotted
from salesaudit.audit.report import Report
from salesaudit.audit.run import Audited
from salesaudit.formats.items import Frame, Item, Trouble, acceptance, items_of, troubles, where, words
from salesaudit.formats.lines import Look
from salesaudit.safety.markup import printable, xml
from salesaudit.texts import show
from salesaudit.texts.catalogue import say


@dataclass(frozen=True, slots=True)
class _Case:
    """A test case: `outcome` is failure, error, skipped or empty where it passed."""

    file: str
    name: str
    outcome: str = ""
    type: str = ""
    message: str = ""
    text: str = ""


Part: TypeAlias = tuple[str, int, int, int]
"""A suite, and how many tests, failures and errors are in it."""


def part(audited: Audited, look: Look) -> Part:
    """Return the suite of a company."""
    return _part(audited.report.path, list(_cases(audited.report, look.lang)))


def whole(parts: Sequence[Part], frame: Frame) -> str:
    """Return the run as one XML document."""
    by_file: dict[str, list[Trouble]] = {}
    for trouble in troubles(frame):
        by_file.setdefault(trouble.place.file, []).append(trouble)
    suites = [*parts, *(_part(file, [_error(trouble) for trouble in found]) for file, found in by_file.items())]
    _, tests, failures, errors = zip(*suites, strict=True) if suites else ((), (), (), ())
    totals = f'tests="{sum(tests)}" failures="{sum(failures)}" errors="{sum(errors)}"'
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="salesaudit" {totals}>\n'
    return "".join([head, *(suite[0] for suite in suites), "</testsuites>\n"])


def _part(file: str, cases: Sequence[_Case]) -> Part:
    text = "".join(f"{line}\n" for line in _suite(file, cases))
    return text, len(cases), _count(cases, "failure"), _count(cases, "error")


def _cases(report: Report, lang: str) -> Iterator[_Case]:
    for item in items_of(report, lang):
        yield _finding(item, lang)
    for unknown in report.unknown:
        needs = show.join([dotted(path) for path in unknown.needs], lang)
        subject = f" {unknown.subject.kind}:{unknown.subject.id}" if unknown.subject else ""
        message = f"{say('label.needs', lang)}: {needs}"
        yield _Case(report.path, unknown.rule + subject, "skipped", "unknown", message)
    for passed in report.passed:
        yield _Case(report.path, f"{passed.rule} {passed.subject.kind}:{passed.subject.id}")


def _finding(item: Item, lang: str) -> _Case:
    if item.status == "open":
        return _Case(item.file, item.key, "failure", item.severity, item.message, _text(item, lang))
    reason = acceptance(item.accepted, lang) if item.accepted else say("label.baseline", lang)
    message = f"{item.message} ({reason})"
    return _Case(item.file, item.key, "skipped", item.status, message, printable(where(item.place)))


def _text(item: Item, lang: str) -> str:
    told = words(item.rule, lang)
    notes = (("why", told.why), ("fix", told.fix), ("first_step", told.first_step))
    rows = [f"{say(f'label.{label}', lang)}: {text}" for label, text in notes if text]
    return "\n".join([printable(where(item.place)), *rows])


def _error(trouble: Trouble) -> _Case:
    place = printable(where(trouble.place))
    name = f"{trouble.code} {trouble.place.span.line}:{trouble.place.span.column}"
    return _Case(trouble.place.file, name, "error", trouble.code, trouble.message, f"{place}\n{trouble.advice}".strip())


def _suite(file: str, cases: Sequence[_Case]) -> Iterator[str]:
    counts = f'failures="{_count(cases, "failure")}" errors="{_count(cases, "error")}"'
    skipped = _count(cases, "skipped")
    yield f'  <testsuite name="{_attribute(file)}" tests="{len(cases)}" {counts} skipped="{skipped}">'
    for case in cases:
        head = f'    <testcase classname="{_attribute(case.file)}" name="{_attribute(case.name)}"'
        if not case.outcome:
            yield f"{head}/>"
            continue
        inner = f'type="{_attribute(case.type)}" message="{_attribute(case.message)}"'
        yield f"{head}>"
        yield f"      <{case.outcome} {inner}>{xml(case.text)}</{case.outcome}>"
        yield "    </testcase>"
    yield "  </testsuite>"


def _count(cases: Sequence[_Case], outcome: str) -> int:
    return sum(case.outcome == outcome for case in cases)


def _attribute(text: str) -> str:
    return xml(printable(text).replace("\n", " "))
