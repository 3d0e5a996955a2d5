"""The builder of SVG: escapes everything, names itself, remembers what stands where."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from salesaudit.report.pictures import palette
from salesaudit.report.pictures.drawing import Box, Drawing
from salesaudit.report.pictures.palette import HOLE, INK, MAIN

SVG = "{http://www.w3.org/2000/svg}"


def test_text_of_strangers_stays_text() -> None:
    drawing = Drawing("x")
    drawing.text(Box(0, 0, 400, 20), "<b>&\"'\u0007\u202e")
    svg = drawing.svg('A "title" </title>', "<says> ]]>")
    root = ET.fromstring(svg)

    assert [one.text for one in root.iter(f"{SVG}text")] == ["<b>&\"'␇\\u{202e}"]
    assert root.findtext(f"{SVG}title") == 'A "title" </title>'
    assert root.findtext(f"{SVG}desc") == "<says> ]]>"


def test_a_picture_is_named_for_those_who_do_not_see_it() -> None:
    root = ET.fromstring(Drawing("funnel").svg("Title", "What it shows"))

    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "funnel-title funnel-desc"
    assert [one.get("id") for one in root] == ["funnel-title", "funnel-desc", None]


def test_every_colour_is_an_attribute_that_a_class_may_override() -> None:
    drawing = Drawing("x")
    drawing.box(Box(0, 0, 10, 10), fill=HOLE, stroke=MAIN)
    (box,) = ET.fromstring(drawing.svg("t", "s")).iter(f"{SVG}rect")

    assert (box.get("class"), box.get("fill"), box.get("stroke")) == ("f-hole s-main", HOLE.light, MAIN.light)
    assert f".f-hole{{fill:var(--pic-hole,{HOLE.light})}}" in palette.classes()
    assert f"--pic-hole:{HOLE.dark}" in palette.dark()


@pytest.mark.parametrize("colour", ["ink", "soft", "hole", "double", "main", "good"])
@pytest.mark.parametrize("ground", ["paper", "panel"])
def test_what_is_written_can_be_read_in_light_and_in_the_dark(colour: str, ground: str) -> None:
    by_name = {one.name: one for one in palette.COLOURS}
    ink, under = by_name[colour], by_name[ground]

    assert contrast(ink.light, under.light) >= 4.5
    assert contrast(ink.dark, under.dark) >= 4.5


def test_figures_can_be_read_on_every_activity() -> None:
    for activity, colour in palette.ACTIVITIES.items():
        ink = palette.ON_DARK if activity in palette.DARK_ACTIVITIES else palette.ON_LIGHT
        assert contrast(ink.light, colour.light) >= 4.5, activity


def contrast(one: str, two: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_picture_is_as_high_as_what_is_drawn_in_it() -> None:
    drawing = Drawing("x")
    drawing.text(Box(0, 30, 50, 20), "text")

    assert ET.fromstring(drawing.svg("t", "s")).get("viewBox") == "0 0 960 50"


def test_letters_that_were_not_measured_are_held_to_their_width() -> None:
    drawing = Drawing("x")
    drawing.text(Box(0, 0, 300, 20), "営業")
    drawing.text(Box(0, 20, 300, 20), "Продажи")
    guessed, measured = ET.fromstring(drawing.svg("t", "s")).iter(f"{SVG}text")

    assert float(guessed.get("textLength", 0)) <= 300
    assert measured.get("textLength") is None


def test_ink_needs_no_class_of_its_own() -> None:
    drawing = Drawing("x")
    drawing.text(Box(0, 0, 100, 20), "a", colour=INK)
    (text,) = ET.fromstring(drawing.svg("t", "s")).iter(f"{SVG}text")

    assert text.get("class") is None
    assert text.get("fill") is None
