"""The org chart: the owner on top, vacancies dashed, spans counted, lines beside the line dotted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from salesaudit.audit.report import Report
from salesaudit.org.org import Org
from salesaudit.report.pictures import font
from salesaudit.report.pictures.drawing import LEADING, WIDTH, Box, Drawing
from salesaudit.report.pictures.kit import Drawn, Swatch, Teller, capital, cell, legend
from salesaudit.report.pictures.lines import Lines, Place, how_many, lines_of
from salesaudit.report.pictures.palette import HOLE, HOLE_SOFT, INK, LINE, MAIN, PANEL, PAPER, SOFT, STRONG
from salesaudit.report.pictures.tree import Layout, lay_out, lists
from salesaudit.report.view import Cell, Table

TITLE, SMALL = 12.0, 10.5
PAD = 7.0
MOST = 240
"""Places drawn at most; the table has all."""
TOO_WIDE = "LDR011"
"""The rule that knows how many people one leader can look after."""


def draw_chart(org: Org, report: Report, teller: Teller) -> Drawn | None:
    """Draw who reports to whom; None where the file knows of no two places."""
    lines = lines_of(org)
    if len(lines.places) < 2:
        return None
    shown = _drawn(lines)
    children = {id_: [child for child in below if child in shown] for id_, below in lines.children.items()}
    said = {id_: _said(lines.places[id_], lines, teller) for id_ in shown}
    drawing = Drawing("chart")

    def height(id_: str, width: float) -> float:
        return _height(said[id_], width, lines.places[id_])

    layout = lay_out(lines.tops, children, height, top=1)
    outside = [id_ for id_ in lines.outside if id_ in shown]
    if outside:
        apart = lists(outside, children, height, layout.bottom + 46)
        drawing.text(Box(0, layout.bottom + 18, WIDTH, 20), teller.say("picture.chart.outside"), bold=True)
        layout.boxes.update(apart.boxes)
        layout.lines.extend(apart.lines)
    for points in layout.lines:
        drawing.line(points, STRONG)
    _beside(drawing, layout, lines)
    leads_too_many = {f.subject.id for f in report.findings if f.rule == TOO_WIDE}
    wide = {id_ for id_ in shown if not leads_too_many.isdisjoint(_workers(lines.places[id_])) and said[id_].span}
    for id_, box in layout.boxes.items():
        _draw_place(drawing, box, lines.places[id_], said[id_], too_wide=id_ in wide)
    _legend(drawing, layout.bottom + 16, lines, teller, any_wide=bool(wide))
    left_out = len(lines.places) - len(shown)
    notes = (teller.say("picture.chart.left_out", n=left_out),) if left_out else ()
    return Drawn(teller.say("picture.chart.title"), _says(lines, teller), drawing, _table(lines, teller), notes)


def _workers(place: Place) -> tuple[str, ...]:
    return (place.worker, *place.people)


def _drawn(lines: Lines) -> frozenset[str]:
    """Return the places that are drawn: from the top down, so that nobody stands there without their boss."""
    waiting = [*lines.tops, *lines.outside]
    for id_ in waiting:
        waiting += lines.children.get(id_, ())
        if len(waiting) > MOST:
            break
    return frozenset(waiting[:MOST])


class Said(NamedTuple):
    """What a box says: a title, how many there are, names, and lines below them; of these the first may be a span."""

    title: str
    times: str = ""
    names: str = ""
    span: str = ""
    asides: tuple[str, ...] = ()


class Block(NamedTuple):
    """Some lines of a box: text, size, how many lines it takes."""

    text: str
    size: float
    lines: int
    bold: bool = False

    @property
    def height(self) -> float:
        return max(1, self.lines) * self.size * LEADING + 1


def _said(place: Place, lines: Lines, teller: Teller) -> Said:
    if place.vacant:
        return Said(teller.say("picture.chart.vacant"), names=teller.who(place.worker))
    heads = how_many(place.heads)
    roles = teller.org.roles_of(place.worker) if place.id.startswith("person:") else ()
    return Said(
        teller.who(place.worker),
        f"×{heads}" if heads is not None and heads > 1 else "",
        ", ".join(teller.who(id_) for id_ in (*place.people, *roles)),
        _span(place, lines, teller),
        _asides(place, lines, teller),
    )


def _span(place: Place, lines: Lines, teller: Teller) -> str:
    if not lines.children.get(place.id):
        return ""
    span = lines.span(place.id)
    known = how_many(span)
    if known is not None:
        return teller.say("picture.chart.span", n=known) if known else ""
    return teller.say("picture.chart.span.least", n=int(span.low)) if span.low else ""


def _asides(place: Place, lines: Lines, teller: Teller) -> tuple[str, ...]:
    also = ", ".join(teller.who(lines.places[id_].worker) for id_ in place.also)
    loose = teller.say(f"picture.chart.loose.{place.loose}") if place.loose else ""
    return tuple(filter(None, (loose, teller.say("picture.chart.also", who=also) if also else "")))


def _blocks(said: Said, width: float, place: Place) -> list[Block]:
    """Return what a box says from the top down."""
    room = width - 2 * PAD
    beside = room - _times_room(said)
    bold = not place.vacant
    title = Block(said.title, TITLE, len(font.wrap(said.title, beside, TITLE, lines=3, bold=bold)), bold)
    rest = filter(None, (said.names, said.span, *said.asides))
    return [title, *(Block(text, SMALL, len(font.wrap(text, room, SMALL, lines=2))) for text in rest)]


def _times_room(said: Said) -> float:
    return font.width(said.times, TITLE) + 5 if said.times else 0.0


def _height(said: Said, width: float, place: Place) -> float:
    return sum(block.height for block in _blocks(said, width, place)) + 2 * PAD - 4


def _draw_place(drawing: Drawing, box: Box, place: Place, said: Said, *, too_wide: bool) -> None:
    top = not place.boss and not place.loose
    if place.vacant:
        drawing.box(box, fill=HOLE_SOFT, stroke=HOLE, dashed=True)
    else:
        drawing.box(box, fill=PAPER if top else PANEL, stroke=MAIN if top else LINE, thick=1.5 if top else 1)
    y = box.y + PAD - 2
    for number, block in enumerate(_blocks(said, box.w, place)):
        beside = _times_room(said) if number == 0 else 0.0
        alarming = place.vacant or (too_wide and block.text == said.span)
        colour = HOLE if alarming else INK if number == 0 else SOFT
        room = Box(box.x + PAD, y, box.w - 2 * PAD - beside, block.height)
        drawing.text(room, block.text, size=block.size, bold=block.bold, colour=colour, lines=block.lines)
        y += block.height
    if said.times:
        times = _times_room(said) - 4
        corner = Box(box.right - PAD - times, box.y + PAD - 2, times, TITLE * LEADING + 1)
        drawing.text(corner, said.times, size=TITLE, colour=SOFT, align="end")


def _beside(drawing: Drawing, layout: Layout, lines: Lines) -> None:
    """Draw the dotted lines to those whom places report to beside their boss; boxes are drawn over them."""
    for id_, box in layout.boxes.items():
        for other in lines.places[id_].also:
            if other in layout.boxes:
                there = layout.boxes[other]
                x, to = box.right - 12, there.right - 12
                low = there.bottom + 6 if there.bottom < box.y else box.y - 6
                drawing.line([(x, box.middle[1]), (x, low), (to, low), (to, there.middle[1])], MAIN, dashed=True)


def _legend(drawing: Drawing, y: float, lines: Lines, teller: Teller, *, any_wide: bool) -> None:
    entries: list[tuple[Swatch, str]] = []
    if any(place.vacant for place in lines.places.values()):
        entries.append((_vacancy, teller.say("picture.chart.legend.vacant")))
    if any(place.also for place in lines.places.values()):
        entries.append((_dotted, teller.say("picture.chart.legend.also")))
    if any(_counted(place) for place in lines.places.values()):
        entries.append((_times, teller.say("picture.chart.legend.count")))
    if any_wide:
        entries.append((_number, teller.say("picture.chart.legend.wide")))
    if entries:
        legend(drawing, y, entries)


def _counted(place: Place) -> bool:
    return (how_many(place.heads) or 0) > 1


def _vacancy(drawing: Drawing, box: Box) -> None:
    drawing.box(box.inside(0, 2), fill=HOLE_SOFT, stroke=HOLE, dashed=True)


def _dotted(drawing: Drawing, box: Box) -> None:
    drawing.line([(box.x, box.middle[1]), (box.right, box.middle[1])], MAIN, dashed=True)


def _number(drawing: Drawing, box: Box) -> None:
    drawing.text(box, "9", size=SMALL, colour=HOLE, align="middle")


def _times(drawing: Drawing, box: Box) -> None:
    drawing.text(box, "×3", size=10, colour=SOFT, align="middle")


def _says(lines: Lines, teller: Teller) -> str:
    tops = [_called(lines.places[id_], teller) for id_ in lines.tops]
    spans = {id_: lines.span(id_) for id_ in lines.children}
    widest = max(spans, key=lambda id_: spans[id_].low, default="")
    vacant = sum(place.vacant for place in lines.places.values())
    said = [teller.say("picture.chart.says", top=", ".join(tops))]
    if widest and spans[widest].low:
        name = _called(lines.places[widest], teller)
        said.append(teller.say("picture.chart.says.widest", who=name, n=int(spans[widest].low)))
    said += [teller.say("picture.chart.says.vacant", n=vacant)] if vacant else []
    said += [teller.say("picture.chart.says.outside", n=len(lines.outside))] if lines.outside else []
    return capital("; ".join(said)) + "."


def _called(place: Place, teller: Teller) -> str:
    title = teller.who(place.worker)
    names: Sequence[str] = place.people if len(place.people) == 1 else ()
    return f"{title} ({teller.who(names[0])})" if names else title


def _table(lines: Lines, teller: Teller) -> Table:
    columns = ("place", "people", "heads", "boss", "also", "span")
    head = tuple(teller.say(f"picture.chart.head.{column}") for column in columns)
    return Table(head, tuple(_line(place, lines, teller) for place in lines.places.values()))


def _line(place: Place, lines: Lines, teller: Teller) -> tuple[Cell, ...]:
    if place.vacant:
        title = cell(teller.say("picture.chart.vacant.of", department=teller.who(place.worker)), "hole")
    else:
        title = cell(teller.who(place.worker))
    boss = teller.who(lines.places[place.boss].worker) if place.boss else ""
    said = boss or (teller.say(f"picture.chart.loose.{place.loose}") if place.loose else "")
    also = ", ".join(teller.who(lines.places[id_].worker) for id_ in place.also)
    people = ", ".join(map(teller.who, place.people))
    return (
        title, cell(people), _heads(how_many(place.heads), teller), cell(said), cell(also),
        _heads(how_many(lines.span(place.id)), teller),
    )  # fmt: skip


def _heads(number: int | None, teller: Teller) -> Cell:
    return Cell(teller.unknown) if number is None else Cell(teller.number(number), number, "number")
