"""How the areas score: a dot for now, a ring for before, on one scale from 0 to 100."""

from __future__ import annotations

from typing import NamedTuple

from salesaudit.audit.report import Report
from salesaudit.report.pictures.drawing import WIDTH, Box, Drawing
from salesaudit.report.pictures.kit import Drawn, Teller, capital, cell, legend
from salesaudit.report.pictures.palette import INK, LINE, MAIN, PAPER, SOFT, STRONG
from salesaudit.report.view import Cell, Table
from salesaudit.texts.show import join

NAMES, LEFT, RIGHT, FIGURES = 236.0, 256.0, 716.0, 742.0
TOP, ROW = 34.0, 30.0
WEAKEST = 3
"""How many of the weakest areas the sentence names at most."""


class Row(NamedTuple):
    name: str
    now: float | None
    before: float | None
    coverage: float
    whole: bool = False
    bounds: tuple[float, float] | None = None
    """How low and how high it may be where too little is decided to name one number."""


def draw_areas(report: Report, teller: Teller, before: Report | None) -> Drawn | None:
    """Draw the score of every area, of the company on top; None where nothing could be judged."""
    rows = _rows(report, teller, before)
    judged = [row for row in rows if row.now is not None]
    if not judged:
        return None
    drawing = Drawing("areas")
    _scale(drawing, len(rows))
    for place, row in enumerate(rows):
        _row(drawing, row, TOP + place * ROW, teller)
    bottom = TOP + len(rows) * ROW + 12
    shown = [(_now, teller.say("picture.areas.now"))]
    shown += [(_then, teller.say("picture.areas.before"))] if any(row.before is not None for row in rows) else []
    shown += [(_open, teller.say("picture.areas.open"))] if len(judged) < len(rows) else []
    legend(drawing, bottom, shown, x=LEFT - 8)
    table = _table(rows, teller, compared=before is not None)
    return Drawn(teller.say("picture.areas.title"), _says(rows, teller), drawing, table)


def _rows(report: Report, teller: Teller, before: Report | None) -> list[Row]:
    old = {area.id: area.value for area in before.score.areas} if before else {}
    score = report.score
    then = before.score.value if before else None
    bounds = None if score.reliable or score.low is None or score.high is None else (score.low, score.high)
    whole = Row(teller.say("picture.areas.whole"), score.value, then, score.coverage, True, bounds)
    return [
        whole,
        *(
            Row(capital(teller.word("area", area.id)), area.value, old.get(area.id), area.coverage)
            for area in score.areas
        ),
    ]


def _scale(drawing: Drawing, rows: int) -> None:
    bottom = TOP + rows * ROW
    for tick in (0, 25, 50, 75, 100):
        drawing.line([(_x(tick), TOP - 4), (_x(tick), bottom)], LINE)
        drawing.text(Box(_x(tick) - 20, TOP - 26, 40, 18), str(tick), size=11, colour=SOFT, align="middle")


def _row(drawing: Drawing, row: Row, y: float, teller: Teller) -> None:
    middle = y + ROW / 2
    drawing.text(Box(0, y, NAMES, ROW), row.name, bold=row.whole, size=13)
    if row.whole:
        drawing.line([(0, y + ROW), (WIDTH, y + ROW)], STRONG)
    if row.now is None:
        bar = Box(LEFT, middle - 5, RIGHT - LEFT, 10)
        drawing.box(bar, stroke=LINE, hatched=True)
    else:
        drawing.line([(LEFT, middle), (RIGHT, middle)], LINE)
        if row.before is not None:
            drawing.line([(_x(row.before), middle), (_x(row.now), middle)], MAIN, thick=2)
            drawing.circle((_x(row.before), middle), 5.5, fill=PAPER, stroke=MAIN, thick=1.5)
        if row.bounds is not None:
            drawing.line([(_x(bound), middle) for bound in row.bounds], INK, thick=6)
        else:
            drawing.circle((_x(row.now), middle), 7 if row.whole else 6, fill=INK if row.whole else MAIN)
    figure = _figure(row, teller)
    drawing.text(Box(FIGURES, y, 96, ROW), figure, bold=row.now is not None, size=12 if row.now is None else 14)
    decided = teller.say("picture.areas.decided", share=teller.share(round(row.coverage, 2)))
    drawing.text(Box(FIGURES + 100, y, WIDTH - FIGURES - 100, ROW), decided, size=10.5, colour=SOFT, align="end")


def _figure(row: Row, teller: Teller) -> str:
    if row.now is None:
        return teller.unknown
    if row.bounds is not None:
        return "–".join(teller.number(round(bound)) for bound in row.bounds)
    return teller.number(round(row.now))


def _says(rows: list[Row], teller: Teller) -> str:
    areas = [(row.now, row.name) for row in rows if row.now is not None and not row.whole]
    weakest = sorted(areas, key=lambda one: one[0])[:WEAKEST]
    weak = [f"{name} ({teller.number(round(now))})" for now, name in weakest if round(now) < 100]
    untold = sum(row.now is None for row in rows)
    if not weak:
        key = "picture.areas.says.fine_untold" if untold > len(rows) / 2 else "picture.areas.says.fine"
    else:
        key = "picture.areas.says.untold" if untold else "picture.areas.says"
    return teller.say(key, weakest=join(weak, teller.lang), untold=untold, total=len(rows) - 1)


def _table(rows: list[Row], teller: Teller, *, compared: bool) -> Table:
    columns = ("area", "now", "before", "decided") if compared else ("area", "now", "decided")
    lines = []
    for row in rows:
        now = Cell(_figure(row, teller)) if row.bounds else _points(row.now, teller)
        cells = [cell(row.name), now]
        cells += [_points(row.before, teller)] if compared else []
        lines.append((*cells, Cell(teller.share(round(row.coverage, 2)), round(row.coverage, 4), "share")))
    return Table(tuple(teller.say(f"picture.areas.head.{column}") for column in columns), tuple(lines))


def _points(value: float | None, teller: Teller) -> Cell:
    return Cell(teller.unknown) if value is None else Cell(teller.number(round(value)), round(value, 1), "number")


def _x(points: float) -> float:
    return LEFT + (RIGHT - LEFT) * points / 100


def _now(drawing: Drawing, box: Box) -> None:
    drawing.circle(box.middle, 6, fill=MAIN)


def _then(drawing: Drawing, box: Box) -> None:
    drawing.circle(box.middle, 5.5, fill=PAPER, stroke=MAIN, thick=1.5)


def _open(drawing: Drawing, box: Box) -> None:
    drawing.box(box.inside(0, 3), stroke=LINE, hatched=True)
