"""The audit: every rule asks its subjects, and what they answer becomes a report. Pure: no clock, no I/O."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from salesaudit.audit.funnel import accept, governance
from salesaudit.audit.labels import label, shown
from salesaudit.audit.profile import Profile, load_profile
from salesaudit.audit.report import (
    Confidence,
    Evidence,
    Finding,
    Label,
    PassedOutcome,
    Report,
    SkippedOutcome,
    UnknownOutcome,
)
from salesaudit.audit.score import WEIGHTS, Tally, score
from salesaudit.org.facts import Trace, facts_in
from salesaudit.org.org import Org
from salesaudit.org.things import Thing
from salesaudit.org.values import Fact, Number, Path, Several, Unknown
from salesaudit.orgfile.load import OrgDocument, Place
from salesaudit.rules.catalogue import known_rules
from salesaudit.rules.registry import ORDER, RULES, Rule
from salesaudit.rules.verdict import NotApplicable, Severity, Verdict
from salesaudit.safety.errors import SalesauditError

CONFIDENCE: tuple[Confidence, ...] = ("inferred", "told", "declared", "measured")


class RuleCrashed(SalesauditError):
    """A rule that broke: never a pass, always an internal error that names the rule."""

    exit_code = 4

    def __init__(self, rule: str, subject: str) -> None:
        super().__init__("rule_crashed", rule=rule, subject=subject)


class Judged(NamedTuple):
    """How one rule came out for one subject, with every fact it read on the way."""

    rule: Rule
    subject: Thing | None
    verdict: Verdict | None
    skipped: NotApplicable | None
    read: Trace

    @property
    def trace(self) -> tuple[Fact, ...]:
        """The facts that were read, in their order."""
        return tuple(facts_in(self.read))

    @property
    def outcome(self) -> str:
        """One of pass, fail, unknown, not_applicable."""
        return self.verdict.outcome if self.verdict is not None else "not_applicable"


def audit(org: Org, profile: Profile | None = None, document: OrgDocument | None = None) -> Report:
    """Judge a company by a profile's rules.

    `document` gives findings their places in the file; without it places are None. Raises RuleCrashed.
    """
    profile = profile or load_profile()
    collector = _Collector(org, profile, document)
    for rule in known_rules():
        if profile.speaks(rule):
            collector.take(rule, judge(rule, org, profile))
    return collector.report()


def judge(rule: Rule, org: Org, profile: Profile) -> Iterator[Judged]:
    """Yield how a rule comes out for each of its subjects; one entry without a subject where those are not known."""
    subjects = _subjects(rule, org, profile)
    if isinstance(subjects, Judged):
        yield subjects
        return
    parameters = profile.parameters.get(rule.id, {})
    for subject in subjects.items:
        yield _judge_one(rule, subject, org, parameters)
    if subjects.needs:
        yield _undecided(rule, None, Unknown(*subjects.needs), [])
    elif not subjects.items:
        yield Judged(rule, None, None, NotApplicable("nothing_to_judge"), [])


def _subjects(rule: Rule, org: Org, profile: Profile) -> Several[Any] | Judged:
    """Return what a rule judges in a company, or how it came out where there is nothing to go over."""
    if profile.severity(rule, org.band) is None:
        return Judged(rule, None, None, NotApplicable("band"), [])
    if None in map(rule.severity.get, org.possible_bands):
        return _undecided(rule, None, Unknown(("company", "headcount")), [])
    org.trace = []
    try:
        for guard in rule.guards:
            guard(org)
        return rule.subjects(org)
    except Unknown as unknown:
        return _undecided(rule, None, unknown, org.trace)
    except NotApplicable as reason:
        return Judged(rule, None, None, _alone(reason), org.trace)
    except SalesauditError:
        raise
    except Exception as error:
        raise RuleCrashed(rule.id, "company") from error


def _undecided(rule: Rule, subject: Thing | None, unknown: Unknown, trace: Trace) -> Judged:
    return Judged(rule, subject, Verdict("unknown", needs=unknown.needs), None, trace)


def _judge_one(rule: Rule, subject: Thing, org: Org, parameters: Mapping[str, Any]) -> Judged:
    org.trace = []
    try:
        verdict = rule.judge(subject, org, **parameters)
    except Unknown as unknown:
        return _undecided(rule, subject, unknown, org.trace)
    except NotApplicable as reason:
        return Judged(rule, subject, None, _alone(reason), org.trace)
    except SalesauditError:
        raise  # a pack that cannot be run says so itself
    except Exception as error:
        raise RuleCrashed(rule.id, subject.id) from error
    return Judged(rule, subject, verdict, None, org.trace)


def _alone(reason: NotApplicable) -> NotApplicable:
    """Return a reason without the frames it was raised through, which would keep the company alive."""
    reason.__traceback__ = None
    return reason


class _Collector:
    """Turns what rules say into the parts of a report."""

    def __init__(self, org: Org, profile: Profile, document: OrgDocument | None) -> None:
        self._org = org
        self._profile = profile
        self._document = document
        self._band = org.band
        self._findings: list[Finding] = []
        self._unknown: list[UnknownOutcome] = []
        self._passed: list[PassedOutcome] = []
        self._skipped: list[SkippedOutcome] = []
        self._tallies: dict[str, Tally] = {}
        self._labels: dict[tuple[str, str, Path], Label] = {}

    def take(self, rule: Rule, results: Iterable[Judged]) -> None:
        severity = self._profile.severity(rule, self._band)
        for judged in results:
            subject = None if judged.subject is None else self._label(judged.subject)
            if judged.skipped is not None:
                self._skipped.append(SkippedOutcome(rule.id, subject, judged.skipped.reason, judged.skipped.values))
                continue
            assert judged.verdict is not None
            assert severity is not None
            tally = self._tallies.get(rule.id)
            if tally is None:
                tally = self._tallies[rule.id] = Tally(rule.id, severity)
            self._count(judged, judged.verdict, subject, tally)

    def _count(self, judged: Judged, verdict: Verdict, subject: Label | None, tally: Tally) -> None:
        if verdict.outcome == "unknown" or subject is None:
            tally.unknown += 1
            disputed = not self._org.disputed.keys().isdisjoint(verdict.needs)
            self._unknown.append(UnknownOutcome(tally.rule, subject, tuple(dict.fromkeys(verdict.needs)), disputed))
        elif verdict.outcome == "pass":
            tally.passed += 1
            self._passed.append(PassedOutcome(tally.rule, subject))
        elif lowered := lower(tally.severity, verdict):
            tally.failed.append(subject)
            self._findings.append(self._finding(judged, verdict, subject, lowered))
        else:
            self._skipped.append(SkippedOutcome(tally.rule, subject, "band"))

    def _label(self, subject: Thing) -> Label:
        key = (subject.kind, subject.id, subject.path)
        found = self._labels.get(key)
        if found is None:
            found = self._labels[key] = label(self._org, subject)
        return found

    def _finding(self, judged: Judged, verdict: Verdict, subject: Label, severity: Severity) -> Finding:
        facts = list({(fact.path, fact.origin): fact for fact in facts_in(judged.read)}.values())
        path = verdict.at or (facts[0].path if facts else judged.subject.path if judged.subject else ())
        facts.sort(key=lambda fact: fact.path != path)
        origins: list[Confidence] = [fact.origin.kind for fact in facts] or ["declared"]
        confidence: Confidence = min(origins, key=CONFIDENCE.index)
        says = {"subject": subject, **compared(verdict), **verdict.says}
        return Finding(
            rule=judged.rule.id,
            subject=subject,
            severity=severity,
            confidence=confidence if self._org.band_known else "inferred",
            text=verdict.text,
            says={name: shown(self._org, value) for name, value in says.items()},
            path=path,
            place=self._place_of(facts[0]) if facts and facts[0].path == path else self._place(path),
            evidence=tuple(self._evidence(fact) for fact in facts),
        )

    def _evidence(self, fact: Fact) -> Evidence:
        origin = fact.origin
        return Evidence(fact.path, fact.value, origin.kind, origin.who, self._place_of(fact))

    def _place_of(self, fact: Fact) -> Place | None:
        return self._place(fact.origin.path or fact.path, fact.origin.file)

    def _place(self, path: Path, file: str = "") -> Place | None:
        if self._document is None:
            return None
        return self._document.place(path, file=file)

    def report(self) -> Report:
        org = self._org
        findings, unmatched = accept(self._findings, org) if self._profile.accept else (self._findings, [])
        for finding in findings:
            if finding.accepted is not None:
                self._tallies[finding.rule].accepted += 1
        return Report(
            path=self._document.source.name if self._document else "",
            sha256=self._document.source.sha256 if self._document else "",
            company=str(org.peek(("company", "name")) or ""),
            size=self._band,
            size_known=org.band_known,
            market=org.peek(("company", "market")),
            language=org.peek(("company", "language")),
            currency=org.peek(("company", "currency")) or "RUB",
            as_of=org.peek(("company", "as_of")),
            profile=self._profile.name,
            findings=tuple(sorted(findings, key=order())),
            unknown=tuple(self._unknown),
            passed=tuple(self._passed),
            not_applicable=tuple(self._skipped),
            governance=governance(unmatched, org, self._document),
            score=score(self._tallies.values()),
        )


def order() -> Callable[[Finding], tuple[int, int, str, str]]:
    """Return the sort key: worst first, then in the order of the catalogue (owner before funnel), then by subject."""
    places = {rule: place for place, rule in enumerate(RULES)}

    def key(finding: Finding) -> tuple[int, int, str, str]:
        return (-WEIGHTS[finding.severity], places[finding.rule], finding.subject.kind, finding.subject.id)

    return key


def lower(severity: Severity, verdict: Verdict) -> Severity | None:
    """Return the severity after what the verdict takes off; None below low, which does not apply."""
    step = max(0, ORDER.index(severity) + verdict.milder)
    if verdict.at_most is not None:
        step = max(step, ORDER.index(verdict.at_most))
    return ORDER[step] if step < len(ORDER) else None


def compared(verdict: Verdict) -> dict[str, object]:
    """Return what a verdict compared, as its sentence may name it."""
    compared: dict[str, object] = {}
    if verdict.value is not None:
        compared["value"] = verdict.value
    if verdict.limit is not None and verdict.value is not None:
        # of a limit that is known only within bounds, the one that decided
        over = verdict.value.low > verdict.limit.high
        limit = verdict.limit.high if over else verdict.limit.low
        compared["limit"] = Number.exactly(limit, verdict.value.unit)
    return compared
