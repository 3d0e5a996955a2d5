"""What an audit found: one value that every face shows and none changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from salesaudit.org.values import OriginKind, Path, Unit
from salesaudit.orgfile.load import Place
from salesaudit.rules.verdict import Severity

Confidence: TypeAlias = OriginKind


class Label(NamedTuple):
    """Something named: `title` is the file's own words, None where only the vocabulary can name it."""

    kind: str
    id: str
    title: str | None = None


class Amount(NamedTuple):
    """A number as a sentence shows it; `high` differs from `value` where only bounds are known."""

    value: float
    unit: Unit
    high: float | None = None


class Names(NamedTuple):
    """Several things named in a row."""

    labels: tuple[Label, ...]


class Term(NamedTuple):
    """A word of an enumeration of the format, shown in the reader's language; free text where there is none."""

    word: str
    enumeration: str = ""


Shown: TypeAlias = Amount | Names | Label | Term | str | int
"""What a sentence may name; faces put it into the reader's language."""


class Evidence(NamedTuple):
    """A fact that a finding rests on, with where it stands and where it comes from."""

    path: Path
    value: object
    origin: OriginKind
    who: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A risk that the company keeps on purpose."""

    reason: str
    owner: tuple[str, ...]
    until: str
    index: int
    """Its position in the file's list of accepted risks."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that fails for one subject. Its identity is `rule` and `subject`, never a line or the text."""

    rule: str
    subject: Label
    severity: Severity
    confidence: Confidence
    text: str
    says: Mapping[str, Shown]
    path: Path
    place: Place | None
    evidence: tuple[Evidence, ...]
    accepted: Acceptance | None = None
    baseline: bool = False

    @property
    def key(self) -> str:
        """The identity of the finding, e.g. ``LDR002 person:petrov``."""
        return f"{self.rule} {self.subject.kind}:{self.subject.id}"

    @property
    def open(self) -> bool:
        """Tell whether it is neither accepted nor in the baseline."""
        return self.accepted is None and not self.baseline


class UnknownOutcome(NamedTuple):
    """A rule that cannot be decided for a subject (None: its subjects are not known) and the facts it needs."""

    rule: str
    subject: Label | None
    needs: tuple[Path, ...]
    disputed: bool = False


class PassedOutcome(NamedTuple):
    rule: str
    subject: Label


class SkippedOutcome(NamedTuple):
    """A rule that has nothing to say of a subject (None: of the whole company); `reason` is an id of knowledge."""

    rule: str
    subject: Label | None
    reason: str
    values: Mapping[str, str] = {}


class AreaScore(NamedTuple):
    """The score of one area, 0 to 100; None where no rule of it was decided."""

    id: str
    value: float | None
    coverage: float


class LostPoints(NamedTuple):
    """How many of the 100 points one rule costs, and for which subjects."""

    rule: str
    points: float
    subjects: tuple[Label, ...]


class Score(NamedTuple):
    """How much of what could be judged is in order.

    `value` counts accepted risks as in order, `raw` does not; both are 0 to 100 and None where nothing was decided.
    `low` and `high` are the raw score if everything unknown failed or passed. `coverage` is the weight of decided
    rules in that of all that apply; `decided` and `total` count those rules.
    """

    value: float | None
    raw: float | None
    low: float | None
    high: float | None
    coverage: float
    decided: int
    total: int
    areas: tuple[AreaScore, ...]
    lost: tuple[LostPoints, ...]

    @property
    def reliable(self) -> bool:
        """Tell whether enough was decided to print one number instead of a range."""
        return self.coverage >= 0.5


@dataclass(frozen=True, slots=True)
class GovernanceFinding:
    """An accepted risk that is out of date (GOV001) or matches nothing (GOV002)."""

    rule: str
    severity: Severity
    index: int
    accepted_rule: str
    accepted_subject: str
    until: str
    place: Place | None

    @property
    def key(self) -> str:
        """The identity of the finding, e.g. ``GOV001 accepted:LDR002/person:petrov``."""
        return f"{self.rule} accepted:{self.accepted_rule}/{self.accepted_subject}"


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that an audit of one company says; the same input gives an equal report."""

    path: str
    sha256: str
    company: str
    size: str
    size_known: bool
    market: str | None
    language: str | None
    currency: str
    as_of: str | None
    profile: str
    findings: tuple[Finding, ...]
    unknown: tuple[UnknownOutcome, ...]
    passed: tuple[PassedOutcome, ...]
    not_applicable: tuple[SkippedOutcome, ...]
    governance: tuple[GovernanceFinding, ...]
    score: Score
    fixed: tuple[str, ...] | None = None
    """Entries of the baseline that no longer fail, as keys of findings; None where no baseline was used."""

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """The findings that are neither accepted nor in the baseline."""
        return tuple(finding for finding in self.findings if finding.open)
