"""What changed in the reader's language, in the order in which every face shows it; faces only lay it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from salesaudit.audit.diff import Change, Comparison, Diff, DutyChange, Kind, PointsChange, Seen
from salesaudit.audit.phrases import governance_sentence, name, sentence
from salesaudit.audit.report import Finding, GovernanceFinding, Label
from salesaudit.knowledge import vocabulary
from salesaudit.rules.verdict import Severity
from salesaudit.safety.markup import printable
from salesaudit.texts import show
from salesaudit.texts.catalogue import say

BY_COMPANY: tuple[Kind, ...] = ("new", "reopened", "worse", "unclear", "better", "fixed", "accepted", "same")
BY_RULES: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("rules_new", ("new", "reopened")),
    ("rules_gone", ("fixed", "accepted")),
    ("rules_graded", ("worse", "better")),
)
NOTHING = "–"
FOLDED = ("same",)
"""What changed nothing: faces that can fold do."""


class Row(NamedTuple):
    """One finding: `notes` say how it was before, `where` is its place or empty."""

    rule: str
    severity: Severity
    word: str
    text: str
    notes: tuple[str, ...]
    where: str


class Part(NamedTuple):
    """The findings that changed in one way; `id` is a kind of audit.diff or ``rules_…``, `title` says how many."""

    id: str
    title: str
    rows: tuple[Row, ...]


class ScoreRow(NamedTuple):
    """The score of an area; `old` and `new` are texts, the numbers stand beside them for pictures."""

    title: str
    old: str
    new: str
    delta: str
    rose: bool | None
    old_points: float | None
    new_points: float | None


class DutyRow(NamedTuple):
    """Who did or answered for a function, and who does now."""

    function: str
    part: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class View:
    """One company. `warning` is empty where both sides were judged alike; `duties_note` where `duties` says it all."""

    title: str
    old: str
    new: str
    warning: str
    parts: tuple[Part, ...]
    kept: str
    score: ScoreRow
    areas: tuple[ScoreRow, ...]
    duties: tuple[DutyRow, ...]
    duties_note: str
    empty: bool


def views(comparison: Comparison, lang: str) -> Iterator[View]:
    """Yield what changed company by company."""
    yield from (view(diff, lang) for diff in comparison.diffs)


def left_over(comparison: Comparison, lang: str) -> Iterator[str]:
    """Yield a sentence for every file that only one side has."""
    yield from (say("diff.only_old", lang, file=printable(path)) for path in comparison.only_old)
    yield from (say("diff.only_new", lang, file=printable(path)) for path in comparison.only_new)


def view(diff: Diff, lang: str) -> View:
    """Return what changed in one company."""
    kept = len(diff.of("kept"))
    return View(
        title=diff.new.company or diff.old.company or printable(diff.new.name),
        old=printable(diff.old.name),
        new=printable(diff.new.name),
        warning="" if diff.same_rules else _warning(diff, lang),
        parts=tuple(part for part in _parts(diff, lang) if part.rows),
        kept=say("diff.kept", lang, n=kept) if kept else "",
        score=score_row(diff.score, lang),
        areas=tuple(score_row(area, lang) for area in diff.areas if area.old.value != area.new.value),
        duties=tuple(_duty(duty, lang) for duty in diff.duties or ()),
        duties_note=_duties_note(diff, lang),
        empty=diff.empty,
    )


def _warning(diff: Diff, lang: str) -> str:
    sides = [f"{side.profile or NOTHING}, {side.rules_version or NOTHING}" for side in (diff.old, diff.new)]
    return say("diff.rules_differ", lang, old=sides[0], new=sides[1])


def _parts(diff: Diff, lang: str) -> Iterator[Part]:
    for kind in BY_COMPANY:
        yield _part(kind, diff.of(kind), diff, lang)
    for id_, kinds in BY_RULES:
        yield _part(id_, [change for change in diff.by_rules if change.kind in kinds], diff, lang)


def _part(id_: str, changes: Iterable[Change], diff: Diff, lang: str) -> Part:
    rows = tuple(_row(change, diff, lang) for change in changes)
    return Part(id_, say(f"diff.{id_}", lang, n=len(rows)), rows)


def _row(change: Change, diff: Diff, lang: str) -> Row:
    seen = change.seen
    side = diff.old if change.new is None else diff.new
    place = seen.place
    where = f"{printable(place.file)}:{place.span.line}:{place.span.column}" if place and change.new else ""
    return Row(
        seen.rule,
        seen.severity,
        vocabulary.word("severity", seen.severity, lang),
        told(seen, lang, side.currency),
        tuple(_notes(change, diff, lang)),
        where,
    )


def _notes(change: Change, diff: Diff, lang: str) -> Iterator[str]:
    if diff.revealed(change):
        yield say("diff.revealed", lang)
    if change.old is None or change.new is None:
        return
    if change.old.severity != change.new.severity:
        yield say("diff.was_severity", lang, severity=vocabulary.word("severity", change.old.severity, lang))
    before = told(change.old, lang, diff.old.currency)
    if before != told(change.new, lang, diff.new.currency):
        yield say("diff.was", lang, text=before)


def told(seen: Seen, lang: str, currency: str) -> str:
    """Return what a finding says; that of a saved report in the language in which it was saved."""
    match seen.told:
        case Finding():
            return sentence(seen.told, lang, currency)
        case GovernanceFinding():
            return governance_sentence(seen.told, lang)
    return seen.told


def score_row(change: PointsChange, lang: str) -> ScoreRow:
    """Return a score before and after."""
    title = say("diff.score", lang) if change.area is None else _area(change.area, lang)
    delta = change.delta
    return ScoreRow(
        title,
        _points(change.old.value, lang),
        _points(change.new.value, lang),
        NOTHING if delta is None else f"{'+' if delta > 0 else ''}{show.number(delta, lang, 1)}",
        None if not delta else delta > 0,
        change.old.value,
        change.new.value,
    )


def _area(id_: str, lang: str) -> str:
    try:
        return vocabulary.title("area", id_, lang)
    except KeyError:  # of a saved report of another version
        return id_


def _points(value: float | None, lang: str) -> str:
    return NOTHING if value is None else show.number(value, lang, 1)


def _duty(change: DutyChange, lang: str) -> DutyRow:
    return DutyRow(
        name(change.function, lang),
        say(f"diff.{change.part}", lang),
        _who(change.before, lang),
        _who(change.after, lang),
    )


def _who(labels: tuple[Label, ...] | None, lang: str) -> str:
    if labels is None:
        return say("diff.not_known", lang)
    return show.join([name(label, lang) for label in labels], lang) or say("diff.nobody", lang)


def _duties_note(diff: Diff, lang: str) -> str:
    if diff.duties is None:
        return say("diff.duties_unknown", lang)
    return "" if diff.duties else say("diff.duties_same", lang)
