"""This report against an earlier one; what the rules changed is never mixed with what the company did."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from salesaudit.audit.diff import Change as Changed
from salesaudit.audit.diff import Diff, Kind, PointsChange
from salesaudit.audit.phrases import governance_sentence, sentence
from salesaudit.audit.report import Finding, GovernanceFinding
from salesaudit.knowledge import vocabulary
from salesaudit.report.areas import area_title
from salesaudit.report.scene import Scene, small
from salesaudit.report.summary import points
from salesaudit.report.view import Cell, Change, Comparison, Table
from salesaudit.rules.registry import RULES
from salesaudit.rules.wording import prose
from salesaudit.texts import show

BY_COMPANY: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("fixed", ("fixed",)),
    ("new", ("new", "reopened")),
    ("worse", ("worse",)),
    ("better", ("better",)),
    ("still", ("same",)),
    ("accepted", ("accepted",)),
    ("no_longer_judged", ("unclear",)),
)
SIGNS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("new", ("new", "reopened")),
    ("worse", ("worse",)),
    ("better", ("better",)),
    ("same", ("same",)),
)

Told = Callable[[Finding], Finding]
"""Takes out of a finding what this reader is not told."""


def comparison(diff: Diff, scene: Scene, told: Told) -> Comparison:
    """Return what became of every finding since an earlier report."""
    changes = [_change(kind, [c for k in kinds for c in diff.of(k)], diff, scene, told) for kind, kinds in BY_COMPANY]
    by_rules = [change for change in diff.by_rules if change.kind not in ("same", "kept")]
    changes.append(_change("rule_changed", by_rules, diff, scene, told))
    shown = tuple(change for change in changes if change.items)
    return Comparison(
        before="" if scene.shared or scene.nameless else diff.old.name,
        summary=" ".join(_summary(shown, diff, scene)),
        changes=shown,
        areas=_areas(diff, scene),
    )


def changes_by_rule(diff: Diff | None) -> Mapping[str, str]:
    """Return by rule what became of its findings: the worst that happened to one of them."""
    signs: dict[str, str] = {}
    for sign, kinds in reversed(SIGNS) if diff is not None else ():
        assert diff is not None
        signs.update({change.seen.rule: sign for kind in kinds for change in diff.of(kind) if change.new is not None})
    return signs


def _change(kind: str, changes: Iterable[Changed], diff: Diff, scene: Scene, told: Told) -> Change:
    items = tuple((change.seen.rule, _told(change, diff, scene, told)) for change in changes)
    return Change(kind, scene.say(f"report.change.{kind}", n=len(items)), items)


def _told(change: Changed, diff: Diff, scene: Scene, told: Told) -> str:
    seen = change.seen
    side = diff.old if change.new is None else diff.new
    currency = scene.report.currency if scene.shared else side.currency
    match seen.told:
        case Finding():
            return sentence(told(seen.told), scene.lang, currency)
        case GovernanceFinding():
            if not scene.nameless and not scene.shared:
                return governance_sentence(seen.told, scene.lang)
        case str():
            if not scene.nameless and not scene.shared:
                return seen.told
    return prose(seen.rule, scene.lang).title if seen.rule in RULES else scene.say(f"{seen.rule}.title")


def _summary(changes: Sequence[Change], diff: Diff, scene: Scene) -> Iterator[str]:
    """Yield what became of the findings, and of the score where both sides were judged alike."""
    titles = [change.title for change in changes if change.kind != "rule_changed"]
    told = "; ".join([*titles[:1], *map(small, titles[1:])])
    yield f"{told or scene.say('diff.empty')}."
    was, now = diff.score.old.value, diff.score.new.value
    if not diff.same_rules:
        yield scene.say("report.compared_rules")
    elif was is not None and now is not None:
        yield scene.say("report.compared_score", old=points(was, scene.lang), new=points(now, scene.lang))


def _areas(diff: Diff, scene: Scene) -> Table:
    head = tuple(scene.say(f"report.compared.{name}") for name in ("area", "before", "now", "delta"))
    known = [area for area in diff.areas if area.area is not None and _known(area.area)]
    return Table(head, tuple(_row(area, scene) for area in known))


def _known(id_: str) -> bool:
    return id_ in vocabulary.areas()


def _row(area: PointsChange, scene: Scene) -> tuple[Cell, ...]:
    delta = area.delta
    change = (
        Cell("–")
        if delta is None
        else Cell(f"{'+' if delta > 0 else ''}{show.number(delta, scene.lang, 1)}", delta, "number")
    )
    return (
        Cell(area_title(area.area or "", scene)),
        _points(area.old.value, scene),
        _points(area.new.value, scene),
        change,
    )


def _points(value: float | None, scene: Scene) -> Cell:
    return Cell("–") if value is None else Cell(points(value, scene.lang), value, "number")
