"""Sales and the other departments: how often they quarrel, who speaks for sales, who settles it, what is agreed."""

from __future__ import annotations

from typing import NamedTuple

from salesaudit.org.org import Org
from salesaudit.org.things import Interface
from salesaudit.org.values import LADDER, Group
from salesaudit.report.pictures.drawing import WIDTH, Box, Drawing
from salesaudit.report.pictures.kit import Drawn, Swatch, Teller, cell, legend
from salesaudit.report.pictures.palette import HOLE, INK, LINE, MAIN, MAIN_SOFT, PANEL, SOFT, STRONG, Colour
from salesaudit.report.view import Cell, Table

SALES, BAND, OTHER = 100.0, 112.0, 214.0
HEAD, ROW = 30.0, 50.0
COLUMNS = (448.0, 628.0, 800.0)
"""Where the columns begin: who speaks for sales, who settles quarrels, what is agreed."""
THICK = {"never": 1.0, "rarely": 2.0, "monthly": 4.0, "weekly": 7.0, "daily": 10.0}
"""How thick a border is drawn, by how often it burns."""
OFTEN = ("weekly", "daily")
WRITTEN = LADDER.index("written")
MOST = 30
"""Borders drawn at most; the table has all."""


class Border(NamedTuple):
    """A border with a department; `interface` is None where the file says nothing of it."""

    department: str
    interface: Interface | None


def draw_borders(org: Org, teller: Teller) -> Drawn | None:
    """Draw the borders of sales; None where the file describes none."""
    borders = _borders(org)
    described = [border for border in borders if border.interface is not None]
    if not described:
        return None
    drawing = Drawing("borders")
    shown = borders[:MOST]
    for x, key in zip(COLUMNS, ("voice", "settles", "agreed"), strict=True):
        right = next((other for other in (*COLUMNS, WIDTH) if other > x), WIDTH)
        drawing.text(Box(x, 0, right - x - 8, HEAD - 6), teller.say(f"picture.borders.{key}"), size=11, colour=SOFT)
    bottom = HEAD + len(shown) * ROW
    sales = Box(0.5, HEAD, SALES, bottom - HEAD - 8)
    drawing.box(sales, fill=MAIN_SOFT, stroke=MAIN, radius=5)
    drawing.text(sales.inside(6), teller.say("picture.borders.sales"), bold=True, size=13, align="middle", lines=2)
    for place, border in enumerate(shown):
        _row(drawing, border, HEAD + place * ROW, org, teller)
    _legend(drawing, bottom + 4, shown, teller)
    notes = (teller.say("picture.borders.left_out", n=len(borders) - MOST),) if len(borders) > MOST else ()
    return Drawn(teller.say("picture.borders.title"), _says(borders, teller), drawing, _table(borders, teller), notes)


def _borders(org: Org) -> list[Border]:
    own = [
        Border(one.id, one) for one in org.interfaces.items if org.component_of_department(one.id) != "sales"
    ]  # fmt: skip
    known = {border.department for border in own}
    return own + [Border(one.id, None) for one in org.other_departments.items if one.id not in known]


def _row(drawing: Drawing, border: Border, y: float, org: Org, teller: Teller) -> None:
    middle = y + (ROW - 8) / 2
    interface = border.interface
    often = _often(border)
    band = Box(SALES + 4, y, BAND, ROW - 8)
    colour = HOLE if often in OFTEN else STRONG
    start, end = (SALES + 1, middle), (SALES + 8 + BAND, middle)
    drawing.line([start, end], colour, thick=THICK.get(often, 1.0), dashed=not often)
    said = teller.word("conflicts", often) if often else "?"
    drawing.text(
        Box(band.x + 2, y - 1, BAND - 4, 15), said, size=10.5, colour=colour if often in OFTEN else SOFT, align="middle"
    )
    box = Box(SALES + 8 + BAND, y, OTHER, ROW - 8)
    drawing.box(box, fill=PANEL, stroke=LINE, dashed=interface is None)
    drawing.text(Box(box.x + 10, y + 4, OTHER - 20, 18), teller.who(border.department), bold=True)
    leader, leader_colour = _leader(org.department(border.department).leader, teller)
    drawing.text(Box(box.x + 10, y + 22, OTHER - 20, 15), leader, size=10.5, colour=leader_colour)
    if interface is None:
        rest = Box(COLUMNS[0], y, WIDTH - COLUMNS[0], ROW - 8)
        drawing.text(rest, teller.say("picture.borders.untold"), size=11, colour=SOFT)
        return
    for x, right, (text, tone) in zip(COLUMNS, (*COLUMNS[1:], WIDTH + 12), _said(interface, teller), strict=True):
        room = Box(x, y, right - x - 12, ROW - 8)
        drawing.text(room, text, size=11.5, colour=tone, lines=2)


def _leader(leader: Group, teller: Teller) -> tuple[str, Colour]:
    if leader.members:
        return teller.everyone(leader.members), SOFT
    if leader.needs:
        return teller.say("picture.parts.leader.unknown"), SOFT
    return teller.say("picture.parts.leader.none"), HOLE


def _said(interface: Interface, teller: Teller) -> list[tuple[str, Colour]]:
    """Return who speaks for sales, who settles quarrels and how far an agreement got, each with its colour."""
    voice = interface.spokesperson
    if voice.members:
        speaks = teller.everyone(voice.members), INK
    else:
        speaks = (teller.unknown, SOFT) if voice.needs else (teller.say("picture.borders.nobody"), HOLE)
    settles, agreed = interface.resolved_by, interface.agreement
    if settles.known:
        by = teller.word("resolved_by", settles.text), INK if settles.text == "leaders" else HOLE
    else:
        by = teller.unknown, SOFT
    if agreed.known:
        state = teller.word("state", LADDER[int(agreed.value)]), INK if agreed.value >= WRITTEN else HOLE
    else:
        state = teller.unknown, SOFT
    return [speaks, by, state]


def _legend(drawing: Drawing, y: float, borders: list[Border], teller: Teller) -> None:
    entries: list[tuple[Swatch, str]] = [(_calm, teller.say("picture.borders.legend.calm"))]
    told = {often for border in borders if (often := _often(border))}
    if not told.isdisjoint(OFTEN):
        entries.append((_hot, teller.say("picture.borders.legend.hot")))
    if any(not _often(border) for border in borders):
        entries.append((_open, teller.unknown))
    legend(drawing, y, entries)


def _often(border: Border) -> str:
    """Return how often the two argue; empty where nobody told."""
    interface = border.interface
    return interface.conflicts.text if interface is not None and interface.conflicts.known else ""


def _calm(drawing: Drawing, box: Box) -> None:
    drawing.line([(box.x, box.middle[1]), (box.right, box.middle[1])], STRONG, thick=2)


def _hot(drawing: Drawing, box: Box) -> None:
    drawing.line([(box.x, box.middle[1]), (box.right, box.middle[1])], HOLE, thick=7)


def _open(drawing: Drawing, box: Box) -> None:
    drawing.line([(box.x, box.middle[1]), (box.right, box.middle[1])], STRONG, dashed=True)


def _says(borders: list[Border], teller: Teller) -> str:
    told = [border.interface for border in borders if border.interface is not None]
    mute = sum(not one.spokesperson.members and not one.spokesperson.needs for one in told)
    hot = sum(one.conflicts.known and one.conflicts.text in OFTEN for one in told)
    untold = len(borders) - len(told)
    counts = (("mute", mute), ("hot", hot), ("untold", untold))
    parts = [teller.say(f"picture.borders.says.{key}", n=count) for key, count in counts if count]
    if not parts:
        return teller.say("picture.borders.says.fine", n=len(borders))
    return teller.say("picture.borders.says", n=len(borders), amiss="; ".join(parts))


def _table(borders: list[Border], teller: Teller) -> Table:
    columns = ("department", "conflicts", "voice", "settles", "agreed")
    head = tuple(teller.say(f"picture.borders.head.{column}") for column in columns)
    return Table(head, tuple(_line(border, teller) for border in borders))


def _line(border: Border, teller: Teller) -> tuple[Cell, ...]:
    name = cell(teller.who(border.department))
    if border.interface is None:
        return (name, cell(teller.say("picture.borders.untold")), cell(""), cell(""), cell(""))
    conflicts = border.interface.conflicts
    often = teller.word("conflicts", conflicts.text) if conflicts.known else teller.unknown
    said = _said(border.interface, teller)
    mark = "over" if conflicts.known and conflicts.text in OFTEN else ""
    return (name, cell(often, mark), *(cell(text, "hole" if colour == HOLE else "") for text, colour in said))
