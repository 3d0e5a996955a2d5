"""What every part of a view is made from: the audit, the company and the reader."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from salesaudit.audit.phrases import name, sentence, told
from salesaudit.audit.report import Finding, Label, Report
from salesaudit.knowledge import vocabulary
from salesaudit.org.org import Org
from salesaudit.org.values import Path
from salesaudit.orgfile.load import OrgDocument, Place
from salesaudit.rules.verdict import Severity
from salesaudit.texts import catalogue

Audience: TypeAlias = Literal["owner", "consultant", "team"]
AUDIENCES: tuple[Audience, ...] = ("owner", "consultant", "team")

Questions: TypeAlias = Callable[[Path, Org], str | None]
"""From the path of a fact, and the company as this reader sees it, to the question that asks for it; None if none."""


@dataclass(frozen=True)
class Scene:
    """An audit and who reads it. `nameless` tells that names have been taken out, `shared` that everything has."""

    report: Report
    org: Org
    document: OrgDocument
    lang: str
    audience: Audience = "consultant"
    nameless: bool = False
    shared: bool = False
    questions: Questions | None = None

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of which the report speaks, worst first: those that are not accepted; a team reads no pay."""
        told = (finding for finding in self.report.findings if finding.accepted is None)
        return tuple(finding for finding in told if self.audience != "team" or not rests_on_pay(finding))

    @cached_property
    def by_rule(self) -> Mapping[str, tuple[Finding, ...]]:
        """The findings by rule, the rule with the worst finding first."""
        rules = dict.fromkeys(finding.rule for finding in self.findings)
        return {rule: tuple(finding for finding in self.findings if finding.rule == rule) for rule in rules}

    @cached_property
    def points(self) -> Mapping[str, float]:
        """How many of the 100 points each rule costs."""
        return {lost.rule: lost.points for lost in self.report.score.lost}

    @property
    def reads_files(self) -> bool:
        """Tell whether the reader is shown paths and places of the file."""
        return self.audience == "consultant" and not self.shared

    @property
    def shows_rules(self) -> bool:
        """Tell whether the reader is shown ids of rules."""
        return self.audience == "consultant"

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the catalogue."""
        return catalogue.say(key, self.lang, **values)

    def sentence(self, finding: Finding) -> str:
        """Return what a finding says."""
        return sentence(finding, self.lang, self.report.currency)

    def told(self, finding: Finding, variant: str) -> str:
        """Return a variant of what a finding's rule says, with the facts of the finding in it."""
        return told(finding.rule, variant, finding.says, self.lang, self.report.currency)

    def name(self, label: Label) -> str:
        """Return what to call a thing; the company by its name, or as the company where it has none."""
        if label.kind == "company":
            return label.title or self.say("report.the_company")
        return name(label, self.lang)

    def severity(self, severity: Severity) -> str:
        """Return the word of a severity for this reader."""
        enumeration = "severity_for_owner" if self.audience == "owner" else "severity"
        return vocabulary.word(enumeration, severity, self.lang)

    def place(self, place: Place | None) -> str:
        """Return ``company.yaml:44:21``, empty for a reader who does not read files."""
        if place is None or not self.reads_files:
            return ""
        return f"{place.file}:{place.span.line}:{place.span.column}"

    def upper(self, text: str) -> str:
        """Return a text that begins a line: with a capital, unless it begins with a name such as iDeal."""
        first = text.split(" ", 1)[0]
        return text[:1].upper() + text[1:] if first == first.lower() else text


def rests_on_pay(finding: Finding) -> bool:
    """Tell whether a finding could not be told without saying what somebody earns, or for what."""
    return any(map(is_about_pay, (finding.path, *(fact.path for fact in finding.evidence))))


def is_about_pay(path: Path) -> bool:
    """Tell whether a fact says what somebody earns."""
    return "pay" in path or "compensation" in path or "motivation_system" in path


def small(text: str) -> str:
    """Return a text that goes on within a sentence; a word in capitals and a name keep theirs."""
    first = text.split(" ", 1)[0]
    return text if first[1:] != first[1:].lower() else text[:1].lower() + text[1:]


def unique(items: Iterable[str]) -> tuple[str, ...]:
    """Return texts in their order, each once, empty ones left out."""
    return tuple(dict.fromkeys(item for item in items if item))
