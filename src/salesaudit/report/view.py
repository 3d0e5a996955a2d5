"""What a reader is told, ready to be laid out: every text in the reader's language, every number already written.

A face lays a `View` out and decides nothing: no face looks at the audit, so all of them tell the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from salesaudit.rules.verdict import Severity

Form: TypeAlias = Literal["text", "share", "money", "number", "days", "date"]


class Cell(NamedTuple):
    """One cell of a table: `text` as it is read; `value` where it is a number, a share as 0.7, or an ISO date."""

    text: str
    value: float | str | None = None
    form: Form = "text"
    mark: str = ""
    """Why the cell stands out: ``hole``, ``double``, ``over``; empty where it does not."""


class Table(NamedTuple):
    """Numbers behind a picture, or a list that is best read as a table. Every row is as long as `head`."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Picture(NamedTuple):
    """A picture with its numbers. `says` is what it shows, in one sentence; it is also its text for a screen reader."""

    id: str
    title: str
    says: str
    svg: str
    """A whole ``<svg>`` element: plain shapes and text, no script, no outside address, colours by CSS classes."""
    table: Table
    notes: tuple[str, ...] = ()


class Share(NamedTuple):
    """A part of a whole, 0 to 1, as a bar shows it and as it is read."""

    value: float
    text: str


class Source(NamedTuple):
    """Whose view something is: ``S1`` and what that is."""

    id: str
    title: str


class Stance(NamedTuple):
    """What one of the disagreeing sources says of a rule; `decided` marks the one that the profile follows.

    `question` is what they disagree on: stances with the same question stand together.
    """

    source: str
    says: str
    decided: bool
    question: str = ""


class Fact(NamedTuple):
    """A link of the chain under a finding: what is known, its value, how it is known and where it stands."""

    name: str
    value: str
    origin: str
    """In words: ``записано в файле``, ``рассказал руководитель``, ``измерено по CRM``."""
    path: str
    """``people.petrov.time.selling``; empty for readers who do not read files."""
    place: str
    """``company.yaml:44:21``; empty where there is none or the reader does not read files."""


class Case(NamedTuple):
    """A rule that fails for one subject."""

    anchor: str
    """Unique in the report: ``LDR002-person-petrov``."""
    subject: str
    severity: Severity
    sentence: str
    confidence: str
    facts: tuple[Fact, ...]
    place: str
    in_baseline: bool = False


class Topic(NamedTuple):
    """Everything that one rule found: what is wrong with whom, why it matters, whose view it is and what to do."""

    rule: str
    """``LDR002``: the anchor of deep links in every face. Shown to readers who work with rules."""
    show_rule: bool
    area: str
    """The id of an `Area`."""
    severity: Severity
    """The worst of its cases."""
    severity_word: str
    title: str
    cases: tuple[Case, ...]
    why: str
    fix: str
    first_step: str
    who: str
    actor: str
    """Who has to act here, by name where the file gives one, else by role."""
    effort: str
    done: str
    sources: tuple[Source, ...]
    stances: tuple[Stance, ...]
    points: float
    """How many of the 100 points it costs; 0 where the score is unknown."""
    change: str = ""
    """Against an earlier report: ``new``, ``worse``, ``better``, ``same``; empty where nothing is compared."""


class Count(NamedTuple):
    """How many findings of one severity: the word in the reader's language and a whole sentence, ``2 серьёзных``."""

    severity: Severity
    word: str
    number: int
    sentence: str


class Headline(NamedTuple):
    """The number with how far it may be trusted."""

    score: str
    """``52 из 100``, a range ``40–71 из 100`` where too little is decided, a sentence where nothing is."""
    value: float | None
    low: float | None
    high: float | None
    coverage: str
    """``решено 71 из 130 проверок``."""
    counted: str
    """How it was counted, one or two sentences."""
    raw: str
    """What the score were without the accepted risks; empty where there are none."""
    counts: tuple[Count, ...]
    total: str
    """``Найдено 5 проблем``."""


class Conclusion(NamedTuple):
    """One of the three sentences of page one, and the rule behind it."""

    sentence: str
    """What was found, without a full stop: ``РОП продаёт сам 70 % времени``."""
    rule: str
    severity: Severity
    severity_word: str
    so: str = ""
    """What that means for the company, a sentence of its own: ``Отделом никто не руководит.``"""

    @property
    def stop(self) -> str:
        """What ends the sentence where another follows."""
        return "" if self.sentence.endswith(("?", "!", ".", "…")) else "."


class Step(NamedTuple):
    """What to do first: by whom, and the rule behind it."""

    who: str
    what: str
    effort: str
    rule: str


class Reason(NamedTuple):
    """What an area loses points for."""

    rule: str
    title: str
    points: str


class Area(NamedTuple):
    """One area of the dot plot; `value` is None where it could not be judged, then `would_tell` says what would."""

    id: str
    title: str
    value: float | None
    shown: str
    before: float | None
    coverage: Share
    reasons: tuple[Reason, ...]
    would_tell: tuple[str, ...]


class Answered(NamedTuple):
    """What one respondent said of a fact."""

    who: str
    said: str


class Difference(NamedTuple):
    """A fact that respondents, the file or measurements see differently, side by side."""

    fact: str
    answers: tuple[Answered, ...]
    rule: str
    says: str


class Unknown(NamedTuple):
    """A question that would settle what could not be judged, the most telling first."""

    question: str
    path: str
    settles: tuple[str, ...]
    """Titles of the rules it decides."""
    rules: tuple[str, ...]
    ask: str
    """Whom to ask."""


class Accepted(NamedTuple):
    """A risk kept on purpose, or (`problem`) an acceptance that no longer holds."""

    rule: str
    risk: str
    subject: str
    reason: str
    owner: str
    until: str
    problem: str


class Passed(NamedTuple):
    """What is fine in one area."""

    area: str
    rules: tuple[tuple[str, str], ...]
    """Rule and what it has checked, as a title."""


class Action(NamedTuple):
    """One line of the plan."""

    what: str
    who: str
    by: str
    by_date: str
    """ISO, empty where the report has no date to count from; then `by` says the day of the plan."""
    effort: str
    done: str
    rules: tuple[str, ...]
    after: str
    """What has to be done before, empty where nothing."""


class Phase(NamedTuple):
    """The first 30, 60 or 90 days."""

    days: int
    title: str
    goal: str
    actions: tuple[Action, ...]


class Change(NamedTuple):
    """What became of findings since an earlier report: a kind, its heading, and its findings as sentences."""

    kind: str
    """``fixed``, ``new``, ``worse``, ``better``, ``still``, ``accepted``, ``rule_changed``, ``no_longer_judged``."""
    title: str
    items: tuple[tuple[str, str], ...]
    """Rule and sentence."""


class Comparison(NamedTuple):
    """This report against an earlier one."""

    before: str
    summary: str
    changes: tuple[Change, ...]
    areas: Table


class Input(NamedTuple):
    """A file that the report rests on."""

    name: str
    what: str
    sha256: str


class Method(NamedTuple):
    """How all this was found, so that somebody else finds the same."""

    paragraphs: tuple[str, ...]
    sources: tuple[Source, ...]
    thresholds: Table
    """Limits that are the product's own or the user's, with where they come from."""
    inputs: tuple[Input, ...]
    versions: tuple[tuple[str, str], ...]


class Brand(NamedTuple):
    """What a consultant puts on the report: a picture as bytes with its media type, and a colour ``#00aa55``."""

    logo: bytes = b""
    media_type: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """A whole report."""

    lang: str
    audience: str
    company: str
    title: str
    subtitle: str
    """Size, market, day and profile in one line."""
    as_of: str
    """ISO day of the data; empty where the file gives none."""
    conclusions: tuple[Conclusion, ...]
    headline: Headline
    first_steps: tuple[Step, ...]
    areas: tuple[Area, ...]
    topics: tuple[Topic, ...]
    pictures: tuple[Picture, ...]
    differences: tuple[Difference, ...]
    unknown: tuple[Unknown, ...]
    accepted: tuple[Accepted, ...]
    passed: tuple[Passed, ...]
    phases: tuple[Phase, ...]
    comparison: Comparison | None
    method: Method
    matrix: Table
    """Who does what: a row a function, a column a role or person, letters R A C I; also a sheet of its own."""
    answers: Table
    """What respondents told: fact, who, value, words said."""
    brand: Brand
