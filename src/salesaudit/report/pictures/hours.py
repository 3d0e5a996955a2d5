"""Where the time goes: a bar for each person or role, with the limits that are not kept beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from salesaudit.audit.report import Report
from salesaudit.org.org import Org
from salesaudit.org.workers import ACTIVITIES, Worker
from salesaudit.report.pictures import palette
from salesaudit.report.pictures.drawing import WIDTH, Box, Drawing
from salesaudit.report.pictures.font import tidy, width
from salesaudit.report.pictures.kit import Drawn, Swatch, Teller, capital, cell, legend
from salesaudit.report.pictures.limits import Limit, Limits
from salesaudit.report.pictures.palette import HOLE, INK, LINE, ON_DARK, ON_LIGHT, SOFT, Colour
from salesaudit.report.view import Cell, Table
from salesaudit.rules.functions import whoever_gives_time
from salesaudit.texts.show import join

NAMES, LEFT, RIGHT, SAYS = 222.0, 234.0, 658.0, 676.0
ROW, BAR, TOP = 42.0, 20.0, 24.0
MOST = 40
"""Bars drawn at most; the table has all."""
ORDER = tuple(palette.ACTIVITIES)
"""Activities in the order of the bar: what belongs together stands together."""


class Row(NamedTuple):
    worker: Worker
    name: str
    role: str
    shares: Mapping[str, float]
    untold: float
    """The part of the time of which nobody told anything."""
    limits: tuple[Limit, ...]


def draw_hours(org: Org, report: Report, teller: Teller) -> Drawn | None:
    """Draw what working time goes on; None where the file tells nobody's."""
    limits = Limits(org, report)
    rows = [_row(worker, limits, teller) for worker in _in_order(org)]
    if not rows:
        return None
    drawing = Drawing("hours")
    whole = max(1.0, *(sum(row.shares.values()) for row in rows))
    shown = rows[:MOST]
    _scale(drawing, whole, TOP + len(shown) * ROW, teller)
    for place, row in enumerate(shown):
        _draw_row(drawing, row, TOP + place * ROW, whole, teller)
    _legend(drawing, TOP + len(shown) * ROW + 8, shown, teller)
    notes = (teller.say("picture.hours.left_out", n=len(rows) - MOST),) if len(rows) > MOST else ()
    return Drawn(teller.say("picture.hours.title"), _says(rows, teller), drawing, _table(rows, teller), notes)


def _in_order(org: Org) -> list[Worker]:
    """Return those whose time is told: the owner first, then the CEO, sales leaders and everybody else."""
    leaders = {worker.id for leader in org.leaders.items for worker in (leader, *map(org.worker, leader.roles))}

    def rank(worker: Worker) -> int:
        ranks = ("owner" in worker.archetypes, "ceo" in worker.archetypes, worker.id in leaders, True)
        return ranks.index(True)

    return sorted(whoever_gives_time(org).items, key=rank)


def _row(worker: Worker, limits: Limits, teller: Teller) -> Row:
    told = teller.org.peek((*worker.path, "time")) or {}
    shares = {activity: float(told[activity]) for activity in ORDER if told.get(activity)}
    complete = len(told) == len(ACTIVITIES)
    untold = 0.0 if complete else max(0.0, round(1 - sum(told.values()), 6))
    if worker.is_person:
        beside = ", ".join(teller.who(role) for role in worker.roles)
    else:
        beside = ", ".join(teller.who(person.id) for person in teller.org.named_holders(worker.id))
    return Row(worker, teller.who(worker.id), beside, shares, untold, limits.of(worker))


def _scale(drawing: Drawing, whole: float, bottom: float, teller: Teller) -> None:
    for tick in (0, 0.25, 0.5, 0.75, 1):
        x = _x(tick, whole)
        drawing.line([(x, TOP - 2), (x, bottom)], LINE)
        drawing.text(Box(x - 24, 0, 48, 18), teller.share(tick), size=11, colour=SOFT, align="middle")


def _draw_row(drawing: Drawing, row: Row, y: float, whole: float, teller: Teller) -> None:
    if row.role:
        drawing.text(Box(0, y + 3, NAMES, 18), row.name, bold=True)
        drawing.text(Box(0, y + 21, NAMES, 15), row.role, size=10.5, colour=SOFT)
    else:
        drawing.text(Box(0, y, NAMES, ROW), row.name, bold=True)
    bar = Box(LEFT, y + (ROW - BAR) / 2, RIGHT - LEFT, BAR)
    before = 0.0
    for activity, share in row.shares.items():
        x = _x(before, whole)
        part = Box(x, bar.y, max(0.5, _x(before + share, whole) - x - 1), BAR)
        drawing.box(part, fill=palette.ACTIVITIES[activity], radius=0)
        figure = teller.share(round(share, 2))
        if width(tidy(figure), 10.5) <= part.w - 4:
            ink = ON_DARK if activity in palette.DARK_ACTIVITIES else ON_LIGHT
            drawing.text(part, figure, size=10.5, colour=ink, align="middle")
        before += share
    if row.untold:
        x = _x(before, whole)
        drawing.box(
            Box(x, bar.y, max(0.5, _x(before + row.untold, whole) - x), BAR), stroke=LINE, hatched=True, radius=0
        )
    for limit in row.limits:
        if _is_ticked(limit):
            x = _x(limit.limit, whole)
            for end, out in ((bar.y, -8), (bar.bottom, 8)):
                drawing.line([(x, end), (x, end + out)], HOLE if limit.broken else INK, thick=2)
    _beside(drawing, row, y, teller)


def _is_ticked(limit: Limit) -> bool:
    """Tell whether a limit can be shown on the bar: of selling, which begins at its left end, where there is any."""
    return limit.activities == ("selling",) and limit.at_most and limit.spent.high > 0


def _beside(drawing: Drawing, row: Row, y: float, teller: Teller) -> None:
    """Say which limits are not kept; where all are, say so."""
    broken = [_told(limit, teller) for limit in row.limits if limit.broken]
    over = sum(row.shares.values())
    if over > 1.0001:
        broken.insert(0, teller.say("picture.hours.over", share=teller.share(round(over, 2))))
    if broken:
        drawing.text(
            Box(SAYS, y + 2, WIDTH - SAYS, ROW - 4), capital("; ".join(broken)), size=10.5, colour=HOLE, lines=3
        )
    elif row.limits:
        said = "picture.hours.kept" if all(limit.known for limit in row.limits) else "picture.hours.open"
        drawing.text(Box(SAYS, y, WIDTH - SAYS, ROW), teller.say(said), size=10.5, colour=SOFT)


def _told(limit: Limit, teller: Teller) -> str:
    bound = teller.share(limit.spent.low if limit.at_most else limit.spent.high)
    if not limit.spent.known:
        bound = teller.say("picture.hours.from" if limit.at_most else "picture.hours.up_to", share=bound)
    key = "picture.hours.at_most" if limit.at_most else "picture.hours.at_least"
    return teller.say(key, what=_what(limit, teller), share=bound, limit=teller.share(limit.limit))


def _what(limit: Limit, teller: Teller) -> str:
    if len(limit.activities) > 2:
        return teller.say("picture.hours.operations")
    return join([teller.word("activity", activity) for activity in limit.activities], teller.lang)


def _legend(drawing: Drawing, y: float, rows: list[Row], teller: Teller) -> None:
    used = {activity for row in rows for activity in row.shares}
    entries: list[tuple[Swatch, str]] = [
        (_swatch(palette.ACTIVITIES[activity]), teller.word("activity", activity))
        for activity in ORDER
        if activity in used
    ]
    if any(row.untold for row in rows):
        entries.append((lambda d, b: d.box(b.inside(1), stroke=LINE, hatched=True, radius=2), teller.unknown))
    if any(_is_ticked(limit) for row in rows for limit in row.limits):
        entries.append((_tick, teller.say("picture.hours.legend.limit")))
    legend(drawing, y, entries)


def _swatch(colour: Colour) -> Swatch:
    return lambda drawing, box: drawing.box(box.inside(1), fill=colour, radius=2)


def _tick(drawing: Drawing, box: Box) -> None:
    x, _ = box.middle
    drawing.line([(x, box.y), (x, box.bottom)], INK, thick=2)


def _says(rows: list[Row], teller: Teller) -> str:
    broken = [row.name for row in rows if any(limit.broken for limit in row.limits)]
    if not any(row.limits for row in rows):
        return teller.say("picture.hours.says.nothing", n=len(rows))
    if not broken:
        return teller.say("picture.hours.says.fine", n=len(rows))
    return teller.say("picture.hours.says", who=join(broken, teller.lang), n=len(broken))


def _table(rows: list[Row], teller: Teller) -> Table:
    head = [teller.say("picture.hours.head.who"), *(capital(teller.word("activity", activity)) for activity in ORDER)]
    lines = []
    for row in rows:
        over = {activity for limit in row.limits if limit.broken for activity in limit.activities}
        lines.append(
            (
                cell(row.name),
                *(_share(row, activity, teller, "over" if activity in over else "") for activity in ORDER),
                Cell(teller.share(row.untold), row.untold, "share"),
                cell("; ".join(_told(limit, teller) for limit in row.limits if limit.broken)),
            )
        )
    return Table((*head, capital(teller.unknown), teller.say("picture.hours.head.limits")), tuple(lines))


def _share(row: Row, activity: str, teller: Teller, mark: str) -> Cell:
    value = teller.org.peek((*row.worker.path, "time", activity))
    if value is None:
        return Cell(teller.unknown if row.untold else "", mark=mark)
    return Cell(teller.share(value), float(value), "share", mark)


def _x(share: float, whole: float) -> float:
    return LEFT + (RIGHT - LEFT) * share / whole
