"""The score: each rule counts once, by the share of its decided subjects that are in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from salesaudit.audit.report import AreaScore, Label, LostPoints, Score
from salesaudit.rules.verdict import Severity

WEIGHTS: Mapping[Severity, int] = {"critical": 8, "high": 4, "medium": 2, "low": 1}
UNSCORED = frozenset({"STR008"})
"""A headline that sums up other rules weighs nothing of its own."""

AREAS: Mapping[str, tuple[str, ...]] = {
    "OWN": ("OWN", "CEO"),
    "LDR": ("LDR",),
    "INT": ("INT",),
    "REP": ("REP", "PPL"),
    "FUN": ("FUN", "IMP"),
    "CMP": ("CMP",),
    "LGN": ("LGN",),
    "FNL": ("FNL",),
    "POL": ("POL",),
    "SYS": ("SYS",),
    "STR": ("STR",),
    "EVD": ("EVD", "GAP"),
}

AREA_OF = {family: area for area, families in AREAS.items() for family in families}


@dataclass(slots=True)
class Tally:
    """How the subjects of one rule came out."""

    rule: str
    severity: Severity
    passed: int = 0
    failed: list[Label] = field(default_factory=list)
    accepted: int = 0
    unknown: int = 0
    weight: int = field(init=False)

    def __post_init__(self) -> None:
        self.weight = 0 if self.rule in UNSCORED else WEIGHTS[self.severity]

    @property
    def decided(self) -> int:
        return self.passed + len(self.failed)

    @property
    def raw(self) -> float:
        return self.passed / self.decided

    @property
    def value(self) -> float:
        return (self.passed + self.accepted) / self.decided

    @property
    def if_all_fail(self) -> float:
        return self.passed / (self.decided + self.unknown)

    @property
    def if_all_pass(self) -> float:
        return (self.passed + self.unknown) / (self.decided + self.unknown)


def score(tallies: Iterable[Tally]) -> Score:
    """Return the score of the rules that apply: those with a decided or an unknown subject."""
    applying = [tally for tally in tallies if tally.weight and tally.decided + tally.unknown]
    decided = [tally for tally in applying if tally.decided]
    return Score(
        value=_mean(decided, lambda tally: tally.value),
        raw=_mean(decided, lambda tally: tally.raw),
        low=_mean(applying, lambda tally: tally.if_all_fail),
        high=_mean(applying, lambda tally: tally.if_all_pass),
        coverage=_coverage(applying),
        decided=len(decided),
        total=len(applying),
        areas=_areas(applying),
        lost=_lost(decided),
    )


def _weight(tallies: Iterable[Tally]) -> int:
    return sum(tally.weight for tally in tallies)


def _mean(tallies: list[Tally], share: Callable[[Tally], float]) -> float | None:
    if not tallies:
        return None
    return round(100 * sum(tally.weight * share(tally) for tally in tallies) / _weight(tallies), 1)


def _coverage(applying: list[Tally]) -> float:
    if not applying:
        return 0.0
    return round(_weight(tally for tally in applying if tally.decided) / _weight(applying), 4)


def _areas(applying: list[Tally]) -> tuple[AreaScore, ...]:
    by_area: dict[str, list[Tally]] = {area: [] for area in AREAS}
    for tally in applying:
        if area := AREA_OF.get(tally.rule[:3]):
            by_area[area].append(tally)
    return tuple(_area(id_, own) for id_, own in by_area.items())


def _area(id_: str, own: list[Tally]) -> AreaScore:
    decided = [tally for tally in own if tally.decided]
    return AreaScore(id_, _mean(decided, lambda tally: tally.value), _coverage(own))


def _lost(decided: list[Tally]) -> tuple[LostPoints, ...]:
    total = _weight(decided)
    lost = [
        LostPoints(tally.rule, round(100 * tally.weight * (1 - tally.raw) / total, 2), tuple(tally.failed))
        for tally in decided
        if tally.failed
    ]
    return tuple(sorted(lost, key=lambda item: (-item.points, item.rule)))
