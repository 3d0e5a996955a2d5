"""The funnel: how many of a hundred first contacts are left at each stage, and whether the plan adds up."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from salesaudit.audit.report import Report
from salesaudit.org.org import Org
from salesaudit.org.things import Stage
from salesaudit.org.values import Number
from salesaudit.report.pictures.drawing import SIZE, WIDTH, Box, Drawing
from salesaudit.report.pictures.font import tidy, width
from salesaudit.report.pictures.kit import Drawn, Teller, capital, cell, figure
from salesaudit.report.pictures.palette import HOLE, INK, LINE, MAIN, MAIN_SOFT, PANEL, SOFT, Colour
from salesaudit.report.pictures.sums import Sum, sum_of
from salesaudit.report.view import Cell, Table
from salesaudit.texts.show import join

NAMES, LEFT, RIGHT, AFTER = 232.0, 248.0, 690.0, 706.0
ROW, BAR = 40.0, 24.0
MOST = 24
"""Stages drawn at most; the table has all."""
BOTTLENECK = "FNL007"
"""The rule that knows where a funnel is unusually narrow."""


class Step(NamedTuple):
    """A stage: what part of the first contacts enters it at most, whether exactly that is known, how many go on."""

    stage: Stage
    name: str
    beside: str
    enter: float
    exact: bool
    on: Number
    unmeasured: bool
    narrow: bool


def draw_funnel(org: Org, report: Report, teller: Teller) -> Drawn | None:
    """Draw the stages and the sum of the plan; None where the file has no stages."""
    if not org.stages.items:
        return None
    narrow = {f.subject.id for f in report.findings if f.rule == BOTTLENECK}
    steps = _steps(org, narrow, teller)
    drawing = Drawing("funnel")
    y = 4.0
    for step in steps[:MOST]:
        _draw_step(drawing, step, y, teller)
        y += ROW
    sums = sum_of(org)
    y = _end(drawing, sums.conversion, y, teller)
    _arithmetic(drawing, sums, y + 14, teller)
    says = _says(steps, sums, teller)
    notes = (teller.say("picture.funnel.left_out", n=len(steps) - MOST),) if len(steps) > MOST else ()
    return Drawn(teller.say("picture.funnel.title"), says, drawing, _table(steps, sums, teller), notes)


def _steps(org: Org, narrow: set[str], teller: Teller) -> list[Step]:
    steps = []
    enter, exact = 1.0, True
    for stage in org.stages.items:
        on, measured = stage.conversion, stage.has_conversion
        unmeasured = measured.known and not measured.yes
        owner = teller.everyone(stage.owner.members)
        days = teller.say("picture.funnel.days", n=stage.days.value) if stage.days.known else ""
        beside = " · ".join(filter(None, (days, owner)))
        known = on.known and not unmeasured
        steps.append(Step(stage, teller.thing(stage), beside, enter, exact, on, unmeasured, stage.id in narrow))
        enter, exact = (enter * on.value, exact) if known else (enter, False)
    return steps


def _draw_step(drawing: Drawing, step: Step, y: float, teller: Teller) -> None:
    name = Box(0, y + 2, NAMES, 18) if step.beside else Box(0, y, NAMES, ROW)
    drawing.text(name, step.name, bold=True)
    if step.beside:
        drawing.text(Box(0, y + 20, NAMES, 15), step.beside, size=10.5, colour=SOFT)
    _bar(drawing, step.enter, step.exact, y, MAIN_SOFT, teller)
    if step.unmeasured:
        said, colour = teller.say("picture.funnel.unmeasured"), HOLE
    elif not step.on.known:
        said, colour = teller.say("picture.funnel.on.unknown"), SOFT
    else:
        said = teller.say("picture.funnel.on", share=teller.share(step.on.value))
        said, colour = (teller.say("picture.funnel.narrow", said=said), HOLE) if step.narrow else (said, INK)
    drawing.text(Box(AFTER, y, WIDTH - AFTER, ROW), said, size=11, colour=colour, lines=2)


def _bar(drawing: Drawing, part: float, exact: bool, y: float, fill: Colour, teller: Teller) -> None:
    """Draw a bar from the middle of the picture, as funnels are; where only a bound is known it is hatched."""
    length = max(2.0, (RIGHT - LEFT) * part)
    bar = Box((LEFT + RIGHT - length) / 2, y + (ROW - BAR) / 2, length, BAR)
    if exact:
        drawing.box(bar, fill=fill, radius=2)
    else:
        drawing.box(bar, stroke=LINE, hatched=True, radius=2)
    shown = teller.number(_of_hundred(part)) if exact else teller.say("picture.funnel.at_most", n=_of_hundred(part))
    room = width(tidy(shown), SIZE, bold=True) + 4
    if room > length:
        drawing.text(Box(bar.right + 4, bar.y, room, BAR), shown, bold=True)
        return
    label = Box((LEFT + RIGHT - room) / 2, bar.y + 3, room, BAR - 6)
    if not exact:
        drawing.box(label, fill=PANEL, radius=2)
    drawing.text(label, shown, bold=True, align="middle")


def _end(drawing: Drawing, conversion: Number, y: float, teller: Teller) -> float:
    drawing.line([(0, y), (RIGHT, y)], LINE)
    drawing.text(Box(0, y, NAMES, ROW), teller.say("picture.funnel.end"), bold=True)
    _bar(drawing, conversion.high, conversion.known, y, MAIN_SOFT, teller)
    share = teller.share(round(conversion.high, 4))
    said = teller.say("picture.funnel.whole" if conversion.known else "picture.funnel.whole.at_most", share=share)
    drawing.text(Box(AFTER, y, WIDTH - AFTER, ROW), said, size=11, lines=2)
    return y + ROW


def _arithmetic(drawing: Drawing, sums: Sum, y: float, teller: Teller) -> None:
    """Draw how many first contacts a month the plan needs beside how many there are."""
    panel = Box(0, y, WIDTH, 118)
    drawing.box(panel, fill=PANEL, radius=4)
    drawing.text(Box(14, y + 8, WIDTH - 28, 20), teller.say("picture.funnel.sum.title"), bold=True)
    needed, there = sums.needed, sums.leads
    if needed is None:
        drawing.text(Box(14, y + 34, WIDTH - 28, 70), _why_not(sums, teller), colour=SOFT, lines=3)
        return
    scale = max(needed, there.low, 1)
    need_key = "picture.funnel.sum.needed" if sums.exact else "picture.funnel.sum.needed.least"
    wanted = teller.number(ceil(round(needed, 6)))
    _amount(drawing, y + 32, teller.say(need_key), needed / scale, wanted, INK, known=True)
    least = teller.say("picture.funnel.at_least", n=there.low) if there.low else teller.unknown
    leads = teller.number(round(there.low)) if there.known else least
    colour = HOLE if there.known and there.high < needed else MAIN
    name = teller.say("picture.funnel.sum.there")
    _amount(drawing, y + 58, name, there.low / scale, leads, colour, known=there.known)
    drawing.text(Box(14, y + 88, WIDTH - 28, 22), _formula(sums, needed, teller), size=11, colour=SOFT)


def _amount(drawing: Drawing, y: float, name: str, part: float, shown: str, colour: Colour, *, known: bool) -> None:
    drawing.text(Box(14, y, NAMES - 14, 22), name)
    length = max(2.0, (RIGHT - LEFT) * part)
    if known:
        drawing.box(Box(LEFT, y + 4, length, 14), fill=colour, radius=2)
    else:
        drawing.box(Box(LEFT, y + 4, length, 14), stroke=LINE, hatched=True, radius=2)
    drawing.text(Box(LEFT + length + 8, y, WIDTH - LEFT - length - 22, 22), shown, bold=True)


def _formula(sums: Sum, needed: float, teller: Teller) -> str:
    assert sums.goal is not None
    return teller.say(
        "picture.funnel.sum.formula", goal=teller.money(sums.goal.low), new=teller.share(sums.new.low),
        deal=teller.money(sums.deal.low), conversion=teller.share(round(sums.conversion.high, 4)),
        needed=teller.number(ceil(round(needed, 6))),
    )  # fmt: skip


def _why_not(sums: Sum, teller: Teller) -> str:
    if sums.goal is None:
        return teller.say("picture.funnel.sum.no_goal")
    if not sums.conversion.high:
        return teller.say("picture.funnel.sum.nothing")
    parts = (("goal", sums.goal), ("new", sums.new), ("deal", sums.deal))
    missing = [teller.say(f"picture.funnel.part.{name}") for name, part in parts if not part.known]
    if not missing:
        return teller.say("picture.funnel.sum.no_deal")
    return teller.say("picture.funnel.sum.unknown", missing=join(missing, teller.lang))


def _says(steps: Sequence[Step], sums: Sum, teller: Teller) -> str:
    key = "picture.funnel.says" if sums.conversion.known else "picture.funnel.says.at_most"
    said = [teller.say(key, n=_of_hundred(sums.conversion.high))]
    narrow = [step.name for step in steps if step.narrow]
    said += [teller.say("picture.funnel.says.narrow", stages=join(narrow, teller.lang))] if narrow else []
    if sums.needed is not None and sums.leads.known:
        needed, there = teller.number(ceil(round(sums.needed, 6))), teller.number(round(sums.leads.low))
        said.append(teller.say("picture.funnel.says.sum", needed=needed, there=there))
    return capital("; ".join(said)) + "."


def _table(steps: Sequence[Step], sums: Sum, teller: Teller) -> Table:
    head = tuple(teller.say(f"picture.funnel.head.{key}") for key in ("stage", "enter", "on", "days", "owner"))
    lines = [
        (
            cell(step.name),
            _entering(step.enter, step.exact, teller),
            cell(teller.say("picture.funnel.unmeasured"), "hole")
            if step.unmeasured
            else figure(step.on, teller, "share", "over" if step.narrow else ""),
            figure(step.stage.days, teller, "days"),
            _owner(step.stage, teller),
        )
        for step in steps
    ]
    end = _entering(sums.conversion.high, sums.conversion.known, teller)
    lines.append((cell(teller.say("picture.funnel.end")), end, cell(""), cell(""), cell("")))
    return Table(head, (*lines, *_sum_lines(sums, teller)))


def _sum_lines(sums: Sum, teller: Teller) -> list[tuple[Cell, ...]]:
    needed = sums.needed
    wanted = Cell(teller.unknown) if needed is None else Cell(teller.number(ceil(round(needed, 6))), needed, "number")
    parts = [
        ("goal", Cell(teller.say("picture.funnel.none")) if sums.goal is None else figure(sums.goal, teller, "money")),
        ("new", figure(sums.new, teller, "share")),
        ("deal", figure(sums.deal, teller, "money")),
        ("leads", figure(sums.leads, teller, "number")),
        ("needed", wanted),
    ]
    blank = (cell(""), cell(""), cell(""))
    return [(cell(capital(teller.say(f"picture.funnel.part.{name}"))), value, *blank) for name, value in parts]


def _entering(part: float, exact: bool, teller: Teller) -> Cell:
    if not exact:
        return cell(teller.say("picture.funnel.at_most", n=_of_hundred(part)))
    return Cell(teller.number(_of_hundred(part)), round(part * 100, 2), "number")


def _owner(stage: Stage, teller: Teller) -> Cell:
    if stage.owner.members:
        return cell(teller.everyone(stage.owner.members))
    return Cell(teller.unknown) if stage.owner.needs else cell(teller.say("picture.funnel.nobody"), "hole")


def _of_hundred(part: float) -> float:
    """Return how many of a hundred are left, with a decimal where they are few."""
    return round(part * 100, 0 if part >= 0.1 else 1)
