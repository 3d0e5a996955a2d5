"""Pictures for tests: drawn from a company written as YAML, and what holds for every drawing."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from xml.etree import ElementTree as ET

from salesaudit.audit.engine import audit
from salesaudit.audit.report import Report
from salesaudit.org.merge import build_org
from salesaudit.org.org import Org
from salesaudit.orgfile.load import load_bytes
from salesaudit.report.pictures import drawings_of
from salesaudit.report.pictures.drawing import LEADING, WIDTH, Box, Written
from salesaudit.report.pictures.font import width
from salesaudit.report.pictures.kit import Drawn
from salesaudit.report.pictures.palette import COLOURS
from tests.builders import document
from tests.strategies import Data, as_yaml

SVG = "{http://www.w3.org/2000/svg}"
NEAR = 0.11
"""Coordinates are written with one decimal."""
LIGHT = {colour.light for colour in COLOURS}
NUMBERS = {"x", "y", "width", "height", "cx", "cy", "r", "rx", "font-size", "textLength", "stroke-width"}


def scenes(text: str, lang: str = "en", before: Report | None = None) -> dict[str, Drawn]:
    """Draw a company written as YAML; the drawings by id."""
    return scenes_of(*read(text), lang, before)


def read(text: str) -> tuple[Org, Report]:
    org = build_org(document(text))
    return org, audit(org)


def read_data(company: Data) -> tuple[Org, Report]:
    org = build_org(load_bytes(as_yaml(company).encode(), "company.yaml"))
    return org, audit(org)


def scenes_of(org: Org, report: Report, lang: str, before: Report | None = None) -> dict[str, Drawn]:
    return {drawn.drawing.id: drawn for drawn in drawings_of(org, report, lang, before=before)}


def texts(drawn: Drawn) -> list[str]:
    """Return everything that is written in a drawing, a text in its lines."""
    return [" ".join(written.lines) for written in drawn.drawing.texts if written.lines]


def elements(drawn: Drawn, name: str, **attributes: str) -> list[ET.Element]:
    """Return the elements of the SVG with these attributes; ``_`` in their names stands for ``-``."""
    root = ET.fromstring(drawn.picture.svg)
    wanted = {key.replace("_", "-"): value for key, value in attributes.items()}
    found = root.iter(f"{SVG}{name}")
    return [one for one in found if all(value in one.get(key, "").split() for key, value in wanted.items())]


def rows(drawn: Drawn) -> list[dict[str, str]]:
    """Return the table of a drawing as texts by heading."""
    return [dict(zip(drawn.table.head, (cell.text for cell in row), strict=True)) for row in drawn.table.rows]


def marks(drawn: Drawn) -> dict[str, list[str]]:
    """Return the marks of a table's rows, by the text of their first cell."""
    return {row[0].text: [cell.mark for cell in row if cell.mark] for row in drawn.table.rows}


# --- what holds for every drawing ------------------------------------------------------------------------------------


def faults(drawn: Drawn) -> list[str]:
    """Return what is wrong with a drawing: nothing, if it is right."""
    drawing = drawn.drawing
    page = Box(0, 0, WIDTH, drawing.height)
    written = [one for one in drawing.texts if one.lines]
    found = [f"text leaves its box: {one}" for one in written if _overflows(one)]
    found += [f"text leaves the page: {one}" for one in written if not _within(one.box, page)]
    found += [f"box leaves the page: {box}" for box in drawing.boxes if not _within(box, page)]
    found += [f"texts overlap: {one} {two}" for one, two in _pairs([w.box for w in written]) if _overlap(one, two)]
    found += [f"boxes overlap: {one} {two}" for one, two in _pairs(drawing.boxes) if not _tidy(one, two)]
    found += [
        f"text across the edge of a box: {one} {box}"
        for one in written
        for box in drawing.boxes
        if _overlap(one.box, box) and not _within(one.box, box) and not _within(box, one.box)
    ]
    found += [f"row of {len(row)} cells" for row in drawn.table.rows if len(row) != len(drawn.table.head)]
    return found + _faults_of_svg(drawn)


def _faults_of_svg(drawn: Drawn) -> list[str]:
    root = ET.fromstring(drawn.picture.svg)
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    found = [f"id {id_!r}" for id_ in ids if not str(id_).startswith(drawn.drawing.id) or ids.count(id_) > 1]
    found += [] if root.get("role") == "img" else ["no role"]
    named = [root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")]
    found += [] if all(named) else [f"no title or description: {named}"]
    return found + [f"{fault}: {one.tag} {one.attrib}" for one in root.iter() for fault in _faults_of(one, drawn)]


def _faults_of(one: ET.Element, drawn: Drawn) -> Iterator[str]:
    if one.tag.removeprefix(SVG) not in PLAIN:
        yield "not a plain shape"
    numbers = [float(one.attrib[key]) for key in NUMBERS if key in one.attrib]
    if not all(map(math.isfinite, numbers)) or any(float(one.get(key, 0)) < 0 for key in ("width", "height", "r")):
        yield "not a measure"
    if not re.fullmatch(r"[-\dMLHVZ. ]*", one.get("d", "")):
        yield "not a path"
    for key in ("fill", "stroke"):
        if one.get(key, "none") not in LIGHT | {"none", f"url(#{drawn.drawing.id}-hatch)"}:
            yield "not a colour of ours"


PLAIN = {"svg", "title", "desc", "defs", "pattern", "g", "rect", "path", "circle", "text"}


def _overflows(one: Written) -> bool:
    room, height = (one.box.h, one.box.w) if one.upright else (one.box.w, one.box.h)
    widest = max(width(line, one.size, bold=one.bold) for line in one.lines)
    return widest > room + NEAR or len(one.lines) * one.size * LEADING > height + NEAR


def _pairs(boxes: Sequence[Box]) -> list[tuple[Box, Box]]:
    return list(combinations(boxes, 2))


def _overlap(one: Box, two: Box) -> bool:
    return (
        min(one.right, two.right) - max(one.x, two.x) > NEAR and min(one.bottom, two.bottom) - max(one.y, two.y) > NEAR
    )


def _within(one: Box, two: Box) -> bool:
    return (
        one.x >= two.x - NEAR and one.y >= two.y - NEAR
        and one.right <= two.right + NEAR and one.bottom <= two.bottom + NEAR
    )  # fmt: skip


def _tidy(one: Box, two: Box) -> bool:
    return not _overlap(one, two) or _within(one, two) or _within(two, one)


def all_faults(drawn: Mapping[str, Drawn]) -> dict[str, list[str]]:
    """Return the faults of several drawings, those without any left out."""
    return {id_: found for id_, one in drawn.items() if (found := faults(one))}
