"""The three parts of the business and what passes between them; what is missing is dashed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from salesaudit.audit.report import Report
from salesaudit.org.org import Org
from salesaudit.org.things import Handoff
from salesaudit.org.values import LADDER
from salesaudit.org.what import COMPONENTS
from salesaudit.report.pictures.drawing import WIDTH, Box, Drawing
from salesaudit.report.pictures.kit import Drawn, Swatch, Teller, capital, cell, legend
from salesaudit.report.pictures.palette import (
    GOOD,
    HOLE,
    MAIN,
    PANEL,
    PAPER,
    SOFT,
    STRONG,
    Colour,
)
from salesaudit.report.view import Table

PART, BETWEEN = 208.0, 168.0
PASSED = 74.0
LINE_HEIGHT = 18.0
MISSING = {("lead_generation", "sales"): "CMP005", ("sales", "production"): "CMP006"}
"""What has to pass in every business, and the rule that knows where it does not."""
WORKS = LADDER.index("practised")
MOST = 6
"""Handoffs drawn between two parts, and elsewhere, and departments named in a part, at most; the table has all."""


class Passing(NamedTuple):
    """A handoff from one part to another; `handoff` is None where there has to be one: it is missing, or not told."""

    giver: str
    taker: str
    handoff: Handoff | None
    missing: bool = False

    @property
    def step(self) -> int | None:
        """How far it got on the ladder; None where nobody told."""
        state = self.handoff.state if self.handoff else None
        return int(state.value) if state is not None and state.known else None


def draw_parts(org: Org, report: Report, teller: Teller) -> Drawn | None:
    """Draw lead generation, sales and production; None where the file knows neither departments nor handoffs."""
    passings = _passings(org, report)
    if not passings or not (org.departments.items or org.handoffs.items):
        return None
    drawing = Drawing("parts")
    main = {ends: [one for one in passings if (one.giver, one.taker) == ends] for ends in MISSING}
    departments = {part: _departments(org, part) for part in COMPONENTS}
    height = max(
        60 + max(len(own[:MOST]) + (len(own) > MOST) for own in departments.values()) * 2 * LINE_HEIGHT,
        *(max(1, len(own[:MOST])) * PASSED + 8 for own in main.values()),
    )
    for place, part in enumerate(COMPONENTS):
        x = place * (PART + BETWEEN)
        _part(drawing, Box(x + 0.5, 1, PART - 1, height), part, departments[part], org, teller)
    for place, own in enumerate(main.values()):
        x = PART + place * (PART + BETWEEN)
        _between(drawing, Box(x, 1, BETWEEN, height), own, teller)
    others = [one for one in passings if (one.giver, one.taker) not in MISSING]
    bottom = _others(drawing, height + 16, others, teller)
    legend(drawing, bottom + 6, _entries(passings, teller))
    left_out = sum(max(0, len(own) - MOST) for own in (*main.values(), others))
    notes = (teller.say("picture.parts.left_out", n=left_out),) if left_out else ()
    return Drawn(teller.say("picture.parts.title"), _says(passings, teller), drawing, _table(passings, teller), notes)


def _passings(org: Org, report: Report) -> list[Passing]:
    passings = [
        Passing(org.component_of_end(one.giver.text), org.component_of_end(one.taker.text), one)
        for one in org.handoffs.items
    ]
    failing, open_ = {one.rule for one in report.findings}, {one.rule for one in report.unknown}
    for (giver, taker), rule in MISSING.items():
        if rule in failing | open_ and all((one.giver, one.taker) != (giver, taker) for one in passings):
            passings.append(Passing(giver, taker, None, missing=rule in failing))
    return passings


def _departments(org: Org, part: str) -> list[str]:
    return [one.id for one in org.departments.items if org.component_of_department(one.id) == part]


def _part(drawing: Drawing, box: Box, part: str, departments: Sequence[str], org: Org, teller: Teller) -> None:
    there = bool(departments)
    drawing.box(box, fill=PANEL if there else PAPER, stroke=STRONG, radius=5, dashed=not there)
    name = Box(box.x + 12, box.y + 10, box.w - 24, 20)
    drawing.text(name, capital(teller.word("component", part)), bold=True, size=14)
    y = box.y + 40
    if not there:
        said = teller.say("picture.parts.no_department") if not org.departments.needs else teller.unknown
        drawing.text(Box(box.x + 12, y, box.w - 24, 34), said, size=11, colour=SOFT, lines=2)
    for id_ in departments[:MOST]:
        leader = org.department(id_).leader
        drawing.text(Box(box.x + 12, y, box.w - 24, 16), teller.who(id_))
        if leader.members:
            said, colour = _leaders(leader.members, org, teller), SOFT
        elif leader.needs:
            said, colour = teller.say("picture.parts.leader.unknown"), SOFT
        else:
            said, colour = teller.say("picture.parts.leader.none"), HOLE
        drawing.text(Box(box.x + 12, y + 16, box.w - 24, 15), said, size=10.5, colour=colour)
        y += 2 * LINE_HEIGHT
    if len(departments) > MOST:
        more = teller.say("picture.parts.more", n=len(departments) - MOST)
        drawing.text(Box(box.x + 12, y, box.w - 24, 17), more, size=10.5, colour=SOFT)


def _leaders(ids: Sequence[str], org: Org, teller: Teller) -> str:
    """Return who leads: the person where a role has one, else the role."""
    named = []
    for id_ in ids:
        holders = org.named_holders(id_) if org.peek(("roles", id_)) is not None else ()
        named.append(holders[0].id if len(holders) == 1 else id_)
    return teller.everyone(named)


def _between(drawing: Drawing, box: Box, passings: Sequence[Passing], teller: Teller) -> None:
    shown = passings[:MOST]
    y = box.y + (box.h - max(1, len(shown)) * PASSED) / 2
    for one in shown:
        middle = y + PASSED / 2
        above = Box(box.x + 8, y + 2, box.w - 20, PASSED / 2 - 6)
        below = Box(box.x + 8, middle + 4, box.w - 20, PASSED / 2 - 6)
        colour = _colour(one)
        _arrow(drawing, box, middle, colour, dashed=one.step is None or one.step < WORKS)
        if one.handoff is None:
            said, tone = (teller.say("picture.parts.missing"), HOLE) if one.missing else (teller.unknown, SOFT)
            drawing.text(above, said, bold=one.missing, size=11, colour=tone, align="middle", lines=2)
        else:
            drawing.text(above, _what(one.handoff, teller), size=11, align="middle", lines=2)
            soft = SOFT if colour != HOLE else HOLE
            drawing.text(below, _how(one, teller), size=10.5, colour=soft, align="middle", lines=2)
        y += PASSED


def _arrow(drawing: Drawing, box: Box, y: float, colour: Colour, *, dashed: bool) -> None:
    drawing.arrow([(box.x + 2, y), (box.right - 3, y)], colour, dashed=dashed)


def _colour(one: Passing) -> Colour:
    if one.missing or one.step == 0:
        return HOLE
    if one.step is None:
        return STRONG
    return GOOD if one.step >= WORKS else MAIN


def _what(handoff: Handoff, teller: Teller) -> str:
    what = teller.org.peek((*handoff.path, "what"))
    return str(what) if what is not None else teller.say("picture.parts.something")


def _how(one: Passing, teller: Teller) -> str:
    """Return by what way it passes and how far it got."""
    assert one.handoff is not None
    via = teller.word("via", one.handoff.via.text) if one.handoff.via.known else ""
    state = teller.word("state", LADDER[one.step]) if one.step is not None else teller.unknown
    return " · ".join(filter(None, (via, state)))


def _others(drawing: Drawing, y: float, passings: Sequence[Passing], teller: Teller) -> float:
    """Draw what passes elsewhere, a line each; return where they end."""
    if not passings:
        return y
    drawing.text(Box(0, y, WIDTH, 20), teller.say("picture.parts.others"), bold=True)
    y += 24
    for one in passings[:MOST]:
        assert one.handoff is not None
        colour = _colour(one)
        drawing.text(Box(0, y, 150, 20), _end(one.handoff.giver.text, teller), size=11.5)
        drawing.arrow([(158, y + 10), (194, y + 10)], colour, dashed=one.step is None or one.step < WORKS)
        drawing.text(Box(204, y, 180, 20), _end(one.handoff.taker.text, teller), size=11.5)
        drawing.text(Box(392, y, 300, 20), _what(one.handoff, teller), size=11.5)
        how = Box(700, y, WIDTH - 700, 20)
        drawing.text(how, _how(one, teller), size=10.5, colour=HOLE if colour == HOLE else SOFT, align="end")
        y += 22
    return y


def _end(id_: str, teller: Teller) -> str:
    if teller.org.is_department(id_):
        return teller.who(id_)
    return capital(teller.word("component", id_))


def _entries(passings: Sequence[Passing], teller: Teller) -> list[tuple[Swatch, str]]:
    colours = {_colour(one) for one in passings}
    entries: list[tuple[Swatch, str]] = []
    if GOOD in colours:
        entries.append((_sample(GOOD, False), teller.say("picture.parts.legend.works")))
    if MAIN in colours:
        entries.append((_sample(MAIN, True), teller.say("picture.parts.legend.paper")))
    if HOLE in colours:
        entries.append((_sample(HOLE, True), teller.say("picture.parts.legend.missing")))
    if STRONG in colours:
        entries.append((_sample(STRONG, True), teller.unknown))
    return entries


def _sample(colour: Colour, dashed: bool) -> Swatch:
    return lambda drawing, box: drawing.arrow(
        [(box.x, box.middle[1]), (box.right, box.middle[1])], colour, dashed=dashed
    )


def _says(passings: Sequence[Passing], teller: Teller) -> str:
    missing = [_ends(one, teller) for one in passings if one.missing or one.step == 0]
    weak = sum(not one.missing and one.step is not None and 0 < one.step < WORKS for one in passings)
    works = sum(one.step is not None and one.step >= WORKS for one in passings)
    said = [teller.say("picture.parts.says.missing", ends="; ".join(missing))] if missing else []
    said += [teller.say("picture.parts.says.weak", n=weak)] if weak else []
    said += [teller.say("picture.parts.says.works", n=works)] if works else []
    return capital("; ".join(said) or teller.say("picture.parts.says.unknown")) + "."


def _ends(one: Passing, teller: Teller) -> str:
    if one.handoff is not None:
        return f"{_end(one.handoff.giver.text, teller)} → {_end(one.handoff.taker.text, teller)}"
    return " → ".join(capital(teller.word("component", end)) for end in (one.giver, one.taker))


def _table(passings: Sequence[Passing], teller: Teller) -> Table:
    head = tuple(teller.say(f"picture.parts.head.{key}") for key in ("giver", "taker", "what", "via", "state", "owner"))
    lines = []
    for one in passings:
        if one.handoff is None:
            ends = (cell(capital(teller.word("component", end))) for end in (one.giver, one.taker))
            said = cell(teller.say("picture.parts.missing"), "hole") if one.missing else cell(teller.unknown)
            lines.append((*ends, said, cell(""), cell(""), cell("")))
            continue
        handoff = one.handoff
        owner = handoff.owner
        if owner.members:
            answers = cell(teller.everyone(owner.members))
        else:
            answers = cell(teller.unknown) if owner.needs else cell(teller.say("picture.parts.nobody"), "hole")
        lines.append(
            (
                cell(_end(handoff.giver.text, teller)),
                cell(_end(handoff.taker.text, teller)),
                cell(_what(handoff, teller)),
                cell(teller.word("via", handoff.via.text) if handoff.via.known else teller.unknown),
                cell(
                    teller.unknown if one.step is None else teller.word("state", LADDER[one.step]),
                    "hole" if one.step == 0 else "",
                ),
                answers,
            )
        )
    return Table(head, tuple(lines))
