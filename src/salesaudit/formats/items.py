"""What every machine format is made of, so that all show the same findings with the same identities."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal, NamedTuple, TypeAlias

from salesaudit.audit.phrases import dotted, governance_sentence, sentence
from salesaudit.audit.report import Acceptance, Evidence, Finding, GovernanceFinding, Report
from salesaudit.audit.run import Unreadable
from salesaudit.orgfile.load import Place
from salesaudit.orgfile.nodes import Span
from salesaudit.orgfile.problems import LoadError
from salesaudit.rules.registry import RULES
from salesaudit.rules.verdict import Severity
from salesaudit.rules.wording import prose
from salesaudit.texts import show
from salesaudit.texts.catalogue import messages, say

Status: TypeAlias = Literal["open", "accepted", "baseline"]


@dataclass(frozen=True, slots=True)
class Item:
    """A finding, or a finding about an accepted risk, as machine formats need it.

    `subject` is ``person:petrov``; `file` the org file that was audited, `place` where the finding points to, which
    may be a file beside it.
    """

    rule: str
    subject: str
    severity: Severity
    message: str
    file: str
    path: str
    place: Place
    evidence: tuple[Evidence, ...]
    status: Status
    accepted: Acceptance | None = None

    @property
    def key(self) -> str:
        """The identity within its org file."""
        return f"{self.rule} {self.subject}"


class Words(NamedTuple):
    """What a rule says apart from its findings; a rule about accepted risks has a title and `why` only."""

    slug: str
    title: str
    why: str
    fix: str = ""
    first_step: str = ""
    done: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One reason why a file could not be read: a code, a sentence, what to do about it, and where."""

    code: str
    message: str
    advice: str
    place: Place


@dataclass(frozen=True, slots=True)
class Frame:
    """What of a run belongs to no single company: the profile, the language, what could not be read."""

    profile: str
    lang: str
    unreadable: tuple[Unreadable, ...] = ()


def items_of(report: Report, lang: str) -> list[Item]:
    """Return the findings of one file in the order of the report, those about accepted risks last."""
    governed = _numbered([finding.key.partition(" ")[2] for finding in report.governance])
    return [
        *(_finding(finding, report, lang) for finding in report.findings),
        *(_governance(f, subject, report, lang) for f, subject in zip(report.governance, governed, strict=True)),
    ]


def troubles(frame: Frame) -> Iterator[Trouble]:
    """Yield what keeps files from being read."""
    for unreadable in frame.unreadable:
        yield from _troubles(unreadable, frame.lang)


def words(rule: str, lang: str) -> Words:
    """Return what a rule says in a language."""
    if rule in RULES:
        told = prose(rule, lang)
        return Words(RULES[rule].slug, told.title, told.why, told.fix, told.first_step, told.done)
    slugs = {"GOV001": "accepted-risk-expired", "GOV002": "accepted-risk-unused"}
    return Words(slugs[rule], say(f"{rule}.title", lang), say(f"{rule}.why", lang), say(f"{rule}.fix", lang))


def fingerprint(*parts: str) -> str:
    """Return a short stable name for parts that make up an identity: 32 hexadecimal digits."""
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def acceptance(accepted: Acceptance, lang: str) -> str:
    """Return who keeps a risk, why and until when."""
    owner = show.join(accepted.owner, lang) or "—"
    until = show.date(accepted.until, lang)
    return say("label.accepted_by", lang, reason=accepted.reason, owner=owner, until=until)


def where(place: Place) -> str:
    """Return ``company.yaml:44:21``."""
    return f"{place.file}:{place.span.line}:{place.span.column}"


def _finding(finding: Finding, report: Report, lang: str) -> Item:
    status: Status = "accepted" if finding.accepted else "baseline" if finding.baseline else "open"
    return Item(
        finding.rule,
        f"{finding.subject.kind}:{finding.subject.id}",
        finding.severity,
        sentence(finding, lang, report.currency),
        report.path,
        dotted(finding.path),
        finding.place or _top(report.path),
        finding.evidence,
        status,
        finding.accepted,
    )


def _governance(finding: GovernanceFinding, subject: str, report: Report, lang: str) -> Item:
    return Item(
        finding.rule,
        subject,
        finding.severity,
        governance_sentence(finding, lang),
        report.path,
        f"accepted.{finding.index}",
        finding.place or _top(report.path),
        (),
        "open",
    )


def _numbered(subjects: list[str]) -> list[str]:
    """Tell apart entries that accept the same thing twice."""
    seen: dict[str, int] = {}
    result = []
    for subject in subjects:
        seen[subject] = seen.get(subject, 0) + 1
        result.append(subject if seen[subject] == 1 else f"{subject}#{seen[subject]}")
    return result


def _top(file: str) -> Place:
    return Place(file, Span(1, 1, 1, 2))


def _troubles(unreadable: Unreadable, lang: str) -> Iterator[Trouble]:
    error = unreadable.error
    if isinstance(error, LoadError) and error.problems:
        for problem in error.problems:
            place = Place(problem.file, problem.span or Span(1, 1, 1, 2))
            yield Trouble(problem.code, problem.sentence(lang), problem.advice(lang), place)
        return
    advice = say(error.hint, lang, **error.values) if error.hint and error.hint in messages(lang) else ""
    yield Trouble(error.key, say(error.key, lang, **error.values), advice, _top(unreadable.path))
