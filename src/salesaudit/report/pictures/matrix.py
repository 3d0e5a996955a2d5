"""The matrix of functions and people, with holes and doubles marked by shape, colour and letter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from salesaudit.org.org import Org
from salesaudit.report.pictures.drawing import SIZE, WIDTH, Box, Drawing
from salesaudit.report.pictures.duties import Duties, Duty, Row, duties_of, table_of
from salesaudit.report.pictures.font import tidy, width
from salesaudit.report.pictures.kit import Drawn, Swatch, Teller, capital, legend
from salesaudit.report.pictures.palette import (
    DOUBLE,
    DOUBLE_SOFT,
    HOLE,
    HOLE_SOFT,
    LINE,
    MAIN,
    MAIN_SOFT,
    PAPER,
    SOFT,
    STRONG,
    Colour,
)

NAMES, LEAST_NAMES, MOST_NAMES, AMISS, GAP = 264.0, 180.0, 400.0, 64.0, 12.0
NARROW, BROAD = 32.0, 64.0
HEADING, HIGHEST = 11.5, 160.0
"""Letters of the headings, and how high those stand at most."""
ROW, GROUP = 23.0, 28.0
MARK = 15.0
PANELS = 3
"""How many times the matrix goes on below where its columns do not fit side by side."""


class Grid(NamedTuple):
    """Measures of a panel: how wide names and columns are, how high the headings."""

    columns: Sequence[str]
    names: float
    amiss: float
    """How wide the column of what is amiss is; a mere gap where nothing is."""
    step: float
    head: float

    @property
    def left(self) -> float:
        return self.names + self.amiss

    @property
    def right(self) -> float:
        return self.left + self.step * len(self.columns)


def draw_matrix(org: Org, teller: Teller) -> Drawn | None:
    """Draw who does and who answers for what; None where the file lists no function."""
    duties = duties_of(org, teller)
    if not duties.rows:
        return None
    drawing = Drawing("matrix")
    per_panel = int((WIDTH - NAMES - AMISS) // NARROW)
    count = -(-len(duties.columns) // per_panel) or 1
    even = -(-len(duties.columns) // count)
    bottom = 0.0
    for panel in range(min(count, PANELS)):
        columns = duties.columns[panel * even : (panel + 1) * even]
        rows = duties.groups if panel == 0 else _only_of(duties, columns)
        bottom = _panel(drawing, bottom, rows, _grid(duties, columns, teller), teller, org) + 14
    _legend(drawing, bottom, duties, teller)
    left_out = len(duties.columns) - even * PANELS
    notes = (teller.say("picture.matrix.left_out", n=left_out),) if left_out > 0 else ()
    return Drawn(teller.say("picture.matrix.title"), _says(duties, teller), drawing, table_of(duties, teller), notes)


def _grid(duties: Duties, columns: Sequence[str], teller: Teller) -> Grid:
    longest = max(width(tidy(row.name), SIZE) for row in duties.rows)
    whole = all(row.does == row.answers == "one" for row in duties.rows)
    amiss = GAP if whole else AMISS
    names = min(max(longest + 12, LEAST_NAMES), MOST_NAMES, WIDTH - amiss - len(columns) * NARROW)
    step = min(BROAD, (WIDTH - names - amiss) / max(1, len(columns)))
    headings = [teller.say("picture.matrix.head.amiss"), *map(teller.who, columns)]
    head = max(width(tidy(heading), HEADING) for heading in headings) + 4
    return Grid(columns, names, amiss, step, min(head, HIGHEST))


def _only_of(duties: Duties, columns: Sequence[str]) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """Return the rows in which one of these columns has a letter."""
    groups = (
        (component, tuple(row for row in rows if not row.letters.keys().isdisjoint(columns)))
        for component, rows in duties.groups
    )
    return tuple(group for group in groups if group[1])


def _panel(
    drawing: Drawing, y: float, groups: Sequence[tuple[str, tuple[Row, ...]]], grid: Grid, teller: Teller, org: Org,
) -> float:  # fmt: skip
    if grid.amiss == AMISS:
        amiss = Box(grid.names + (AMISS - 16) / 2, y, 16, grid.head)
        drawing.text(amiss, teller.say("picture.matrix.head.amiss"), size=HEADING, colour=SOFT, upright=True)
    for place, id_ in enumerate(grid.columns):
        _heading(drawing, Box(grid.left + place * grid.step, y, grid.step, grid.head), id_, teller, org)
    y += grid.head + 4
    for component, rows in groups:
        drawing.text(
            Box(0, y + 4, grid.left, GROUP - 6), capital(teller.word("component", component)), bold=True, size=13
        )
        y += GROUP
        drawing.line([(0, y), (grid.right, y)], STRONG)
        for row in rows:
            _row(drawing, row, y, grid)
            y += ROW
            drawing.line([(0, y), (grid.right, y)], LINE)
    return y


def _heading(drawing: Drawing, box: Box, id_: str, teller: Teller, org: Org) -> None:
    holders = [person.id for person in org.named_holders(id_)] if org.peek(("roles", id_)) is not None else []
    middle = box.x + box.w / 2
    if holders:
        name = teller.who(holders[0]) if len(holders) == 1 else teller.say("picture.matrix.people", n=len(holders))
        drawing.text(Box(middle - 16, box.y, 16, box.h), teller.who(id_), size=HEADING, upright=True)
        drawing.text(Box(middle, box.y, 15, box.h), name, size=10, colour=SOFT, upright=True)
    else:
        drawing.text(Box(middle - 15, box.y, 30, box.h), teller.who(id_), size=HEADING, lines=2, upright=True)


def _row(drawing: Drawing, row: Row, y: float, grid: Grid) -> None:
    drawing.text(Box(0, y, grid.names - 4, ROW), row.name)
    for place, (letter, duty) in enumerate((("R", row.does), ("A", row.answers))):
        if duty != "one":
            x = grid.names + AMISS / 2 - MARK - 2 + place * (MARK + 4)
            _mark(drawing, Box(x, y + (ROW - MARK) / 2, MARK, MARK), letter, duty)
    for place, id_ in enumerate(grid.columns):
        letters = row.letters.get(id_, "")
        left = grid.left + place * grid.step + (grid.step - len(letters) * MARK) / 2
        for number, letter in enumerate(letters):
            box = Box(left + number * MARK, y + (ROW - MARK) / 2, MARK, MARK)
            _letter(drawing, box, letter, doubled=letter == "A" and row.answers == "double")


def _letter(drawing: Drawing, box: Box, letter: str, *, doubled: bool = False) -> None:
    """Draw who does it as a light square, who answers for it as a dark circle, one of several as a diamond."""
    if doubled:
        _diamond(drawing, box, DOUBLE_SOFT, DOUBLE)
        _inscribe(drawing, box, letter, DOUBLE)
    elif letter == "A":
        drawing.circle(box.middle, MARK / 2 - 0.5, fill=MAIN)
        _inscribe(drawing, box, letter, PAPER)
    else:
        drawing.box(box.inside(0.5), fill=MAIN_SOFT)
        _inscribe(drawing, box, letter, MAIN)


def _mark(drawing: Drawing, box: Box, letter: str, duty: Duty) -> None:
    """Draw what is amiss with a duty: a broken ring for nobody, a diamond for too many, a hatched square for untold."""
    if duty == "hole":
        drawing.circle(box.middle, MARK / 2 - 0.5, fill=HOLE_SOFT, stroke=HOLE, dashed=True)
        _inscribe(drawing, box, letter, HOLE)
    elif duty == "double":
        _diamond(drawing, box, DOUBLE_SOFT, DOUBLE)
        _inscribe(drawing, box, letter, DOUBLE)
    else:
        drawing.box(box.inside(0.5), stroke=STRONG, hatched=True)
        drawing.box(box.inside(3.5, 2.5), fill=PAPER, radius=2)
        _inscribe(drawing, box, "?", SOFT)


def _diamond(drawing: Drawing, box: Box, fill: Colour, stroke: Colour) -> None:
    x, y = box.middle
    half = MARK / 2 + 1
    drawing.shape([(x, y - half), (x + half, y), (x, y + half), (x - half, y)], fill=fill, stroke=stroke)


def _inscribe(drawing: Drawing, box: Box, letter: str, colour: Colour) -> None:
    drawing.text(box, letter, size=10, bold=True, colour=colour, align="middle")


def _legend(drawing: Drawing, y: float, duties: Duties, teller: Teller) -> None:
    entries: list[tuple[Swatch, str]] = [
        (lambda d, b: _letter(d, b, "R"), teller.word("duty", "responsible")),
        (lambda d, b: _letter(d, b, "A"), teller.word("duty", "accountable")),
    ]
    states = {duty for row in duties.rows for duty in (row.does, row.answers)}
    if "hole" in states:
        entries.append((lambda d, b: _mark(d, b, "R", "hole"), teller.say("picture.matrix.legend.hole")))
    if "double" in states:
        entries.append((lambda d, b: _mark(d, b, "A", "double"), teller.say("picture.matrix.legend.double")))
    if "unknown" in states:
        entries.append((lambda d, b: _mark(d, b, "R", "unknown"), teller.unknown))
    legend(drawing, y, entries)


def _says(duties: Duties, teller: Teller) -> str:
    rows = duties.rows
    undone = sum(row.does == "hole" for row in rows)
    unanswered = sum(row.answers == "hole" for row in rows)
    doubled = sum(row.answers == "double" for row in rows)
    if not (undone or unanswered or doubled):
        return teller.say("picture.matrix.says.fine", n=len(rows))
    parts = [
        teller.say(f"picture.matrix.says.{key}", n=count)
        for key, count in (("undone", undone), ("unanswered", unanswered), ("doubled", doubled))
        if count
    ]
    return teller.say("picture.matrix.says", n=len(rows), amiss="; ".join(parts))
