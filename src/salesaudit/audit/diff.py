"""The difference of two audits of one company, as a value: what changed, and whether the company or the rules did it.

A side may be an audit of now or a saved report, which knows less: what it does not hold is never guessed. A finding
that is gone counts as fixed only where the newer side has decided the rule; where it waits for facts it is `unclear`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from salesaudit.audit.funnel import EXPIRED, UNUSED, at_least
from salesaudit.audit.report import Finding, GovernanceFinding, Label
from salesaudit.orgfile.load import Place
from salesaudit.rules.registry import ORDER, RULES
from salesaudit.rules.verdict import Severity

Kind: TypeAlias = Literal["new", "reopened", "worse", "unclear", "better", "fixed", "accepted", "same", "kept"]
Cause: TypeAlias = Literal["company", "rules"]

KINDS: tuple[Kind, ...] = ("new", "reopened", "worse", "unclear", "better", "fixed", "accepted", "same", "kept")
"""The ways a finding can change, worst first.

`reopened`: was accepted and is open again; `accepted`: is a risk kept on purpose now; `unclear`: cannot be decided any
more; `same`: open before and after; `kept`: accepted before and after.
"""
CLOSING: tuple[Kind, ...] = ("new", "reopened", "worse")
"""The ways that can make a gate close."""
GOVERNANCE = frozenset({EXPIRED, UNUSED})


@dataclass(frozen=True, slots=True)
class Seen:
    """A finding as one side knows it.

    `told` is what it says: the finding itself, or the sentence that a saved report has of it. `facts` are the values
    that it rests on by their dotted paths; `excess` is how far a value is beyond its limit, None where no number says.
    """

    rule: str
    subject: Label
    severity: Severity
    told: Finding | GovernanceFinding | str
    accepted: bool = False
    place: Place | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    excess: float | None = None

    @property
    def key(self) -> str:
        """The identity, e.g. ``LDR002 person:petrov``."""
        return f"{self.rule} {self.subject.kind}:{self.subject.id}"


@dataclass(frozen=True, slots=True)
class Duty:
    """Who does a function and who answers for it; None where that is not known, empty where it is nobody."""

    function: Label
    responsible: tuple[Label, ...] | None
    accountable: tuple[Label, ...] | None


@dataclass(frozen=True, slots=True)
class Points:
    """A score, or that of one area, 0 to 100; None where nothing was decided."""

    value: float | None
    coverage: float | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What can be compared of one audit.

    `passed` and `waiting` are keys of findings (``LDR002 person:petrov``) that do not fail, or wait for facts;
    `open_ended` are rules whose subjects are not known, `spoke` all rules that were asked. `facts` are the known values
    by dotted path: all of them where `facts_complete`. `whole` tells whether every outcome is there. `duties` is None
    where the audit does not say who does what.
    """

    name: str
    path: str
    company: str
    currency: str
    profile: str
    rules_version: str
    seen: Mapping[str, Seen]
    passed: frozenset[str]
    waiting: frozenset[str]
    open_ended: frozenset[str]
    spoke: frozenset[str]
    facts: Mapping[str, object]
    facts_complete: bool
    whole: bool
    score: Points
    areas: Mapping[str, Points]
    duties: Mapping[str, Duty] | None


@dataclass(frozen=True, slots=True)
class Change:
    """One finding before and after; `old` or `new` is None where that side does not have it."""

    kind: Kind
    cause: Cause
    old: Seen | None
    new: Seen | None

    @property
    def seen(self) -> Seen:
        """The finding as it is now, else as it was."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def moved(self) -> bool:
        """Tell whether the finding rests on other values than before."""
        return self.old is not None and self.new is not None and self.old.facts != self.new.facts


@dataclass(frozen=True, slots=True)
class PointsChange:
    """The score of an area (None: of the company) before and after."""

    area: str | None
    old: Points
    new: Points

    @property
    def delta(self) -> float | None:
        """By how many points it rose; None where one side has none."""
        if self.old.value is None or self.new.value is None:
            return None
        return round(self.new.value - self.old.value, 1)


@dataclass(frozen=True, slots=True)
class DutyChange:
    """A function whose `part` (responsible or accountable) passed from some hands to others."""

    function: Label
    part: Literal["responsible", "accountable"]
    before: tuple[Label, ...] | None
    after: tuple[Label, ...] | None


@dataclass(frozen=True, slots=True)
class Diff:
    """What changed from one audit to another; `duties` is None where one of the two does not say who does what."""

    old: Snapshot
    new: Snapshot
    changes: tuple[Change, ...]
    score: PointsChange
    areas: tuple[PointsChange, ...]
    duties: tuple[DutyChange, ...] | None

    @property
    def same_rules(self) -> bool:
        """Tell whether both sides were judged by the same rules and the same profile."""
        return _same_rules(self.old, self.new)

    def of(self, kind: Kind, cause: Cause = "company") -> tuple[Change, ...]:
        """Return the changes of a kind, by default those that the company itself made."""
        return tuple(change for change in self.changes if change.kind == kind and change.cause == cause)

    @property
    def by_rules(self) -> tuple[Change, ...]:
        """What changed because the rules or the profile did."""
        return tuple(change for change in self.changes if change.cause == "rules")

    @property
    def empty(self) -> bool:
        """Tell whether nothing changed at all."""
        quiet = all(change.kind in ("same", "kept") and not change.moved for change in self.changes)
        return quiet and not self.duties and all(points.old == points.new for points in (self.score, *self.areas))

    def revealed(self, change: Change) -> bool:
        """Tell whether a new finding is one that the older side could not decide."""
        seen = change.seen
        return change.kind == "new" and (seen.key in self.old.waiting or seen.rule in self.old.open_ended)

    def closed_by(self, threshold: str) -> tuple[Change, ...]:
        """Return what is new, open again or worse and reaches a threshold; nothing reaches ``never``."""
        return tuple(
            change
            for change in self.changes
            if change.kind in CLOSING and change.cause == "company" and at_least(change.seen.severity, threshold)
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences of several companies, and the files that only one side has."""

    diffs: tuple[Diff, ...]
    only_old: tuple[str, ...] = ()
    only_new: tuple[str, ...] = ()


def compare(old: Snapshot, new: Snapshot) -> Diff:
    """Return what changed from one audit of a company to another."""
    keys = dict.fromkeys((*old.seen, *new.seen))
    return Diff(
        old,
        new,
        tuple(sorted((_change(old, new, key) for key in keys), key=_order)),
        PointsChange(None, old.score, new.score),
        tuple(_areas(old, new)),
        None if old.duties is None or new.duties is None else tuple(_duties(old.duties, new.duties)),
    )


def compare_all(old: Iterable[Snapshot], new: Iterable[Snapshot]) -> Comparison:
    """Pair the companies of two sides: one with one, several by the paths of their files, else by their names."""
    before, after = list(old), list(new)
    if len(before) == len(after) == 1:
        return Comparison((compare(before[0], after[0]),))
    pairs: dict[str, Snapshot] = {}
    for same in (_same_path, _same_name):
        for one in before:
            left = [other for other in after if not _taken(other, pairs) and same(one, other)]
            if one.path not in pairs and len(left) == 1:
                pairs[one.path] = left[0]
    return Comparison(
        tuple(compare(one, pairs[one.path]) for one in before if one.path in pairs),
        tuple(one.path for one in before if one.path not in pairs),
        tuple(other.path for other in after if not _taken(other, pairs)),
    )


def _taken(one: Snapshot, pairs: Mapping[str, Snapshot]) -> bool:
    return any(one is paired for paired in pairs.values())


def _same_path(one: Snapshot, other: Snapshot) -> bool:
    return one.path == other.path


def _same_name(one: Snapshot, other: Snapshot) -> bool:
    """Tell whether two files have the same name: a saved report may have been made in another folder."""
    return _file_name(one.path) == _file_name(other.path)


def _file_name(path: str) -> str:
    """Return the last part of a path, behind a revision too."""
    return path.rpartition("/")[2].rpartition(":")[2]


# --- findings ---


def _change(old: Snapshot, new: Snapshot, key: str) -> Change:
    was, now = old.seen.get(key), new.seen.get(key)
    kind = _kind(was, now, new, key)
    cause = "company" if kind in ("same", "kept", "unclear") else _cause(old, new, key)
    return Change(kind, cause, was, now)


def _kind(was: Seen | None, now: Seen | None, new: Snapshot, key: str) -> Kind:
    if now is None:
        return "unclear" if _undecided(new, key) else "fixed"
    if now.accepted:
        return "kept" if was is not None and was.accepted else "accepted"
    if was is None:
        return "new"
    return "reopened" if was.accepted else _graded(was, now)


def _undecided(new: Snapshot, key: str) -> bool:
    """Tell whether a side leaves open how a finding came out."""
    rule = key.partition(" ")[0]
    if key in new.passed or rule in GOVERNANCE:
        return False
    if key in new.waiting or rule in new.open_ended:
        return True
    return not new.whole and rule not in new.spoke


def _graded(was: Seen, now: Seen) -> Kind:
    step = ORDER.index(now.severity) - ORDER.index(was.severity)
    if step == 0 and was.excess is not None and now.excess is not None:
        grown = round(now.excess - was.excess, 6)
        step = -1 if grown > 0 else 1 if grown < 0 else 0
    return "worse" if step < 0 else "better" if step > 0 else "same"


def _cause(old: Snapshot, new: Snapshot, key: str) -> Cause:
    """Tell whether the company or the rules changed a finding.

    A rule that only one side was asked is a matter of rules. Where rules or profile differ, it is the company's doing
    only if a fact that the finding rests on has another value now.
    """
    rule = key.partition(" ")[0]
    if (rule in old.spoke) != (rule in new.spoke):
        return "rules"
    if rule in GOVERNANCE or _same_rules(old, new):
        return "company"
    was, now = old.seen.get(key), new.seen.get(key)
    if was is not None and now is not None:
        return "company" if _other_values(was.facts, now.facts, complete=False) else "rules"
    if was is not None:
        return "company" if _other_values(was.facts, new.facts, complete=new.facts_complete) else "rules"
    assert now is not None
    return "company" if _other_values(now.facts, old.facts, complete=old.facts_complete) else "rules"


def _other_values(facts: Mapping[str, object], known: Mapping[str, object], *, complete: bool) -> bool:
    if complete:
        return any(known.get(path) != value for path, value in facts.items())
    return any(path in known and known[path] != value for path, value in facts.items())


def _same_rules(old: Snapshot, new: Snapshot) -> bool:
    return bool(old.rules_version) and (old.rules_version, old.profile) == (new.rules_version, new.profile)


def _order(change: Change) -> tuple[int, int, int, str]:
    seen = change.seen
    known = list(RULES)
    position = known.index(seen.rule) if seen.rule in RULES else len(known)
    return KINDS.index(change.kind), ORDER.index(seen.severity), position, seen.key


# --- score, and who does what ---


def _areas(old: Snapshot, new: Snapshot) -> Iterator[PointsChange]:
    for area in dict.fromkeys((*old.areas, *new.areas)):
        yield PointsChange(area, old.areas.get(area, Points(None)), new.areas.get(area, Points(None)))


def _duties(old: Mapping[str, Duty], new: Mapping[str, Duty]) -> Iterator[DutyChange]:
    for id_ in dict.fromkeys((*old, *new)):
        function = (new.get(id_) or old[id_]).function
        was, now = old.get(id_, Duty(function, None, None)), new.get(id_, Duty(function, None, None))
        if _ids(was.responsible) != _ids(now.responsible):
            yield DutyChange(function, "responsible", was.responsible, now.responsible)
        if _ids(was.accountable) != _ids(now.accountable):
            yield DutyChange(function, "accountable", was.accountable, now.accountable)


def _ids(labels: tuple[Label, ...] | None) -> frozenset[str] | None:
    return None if labels is None else frozenset(label.id for label in labels)
