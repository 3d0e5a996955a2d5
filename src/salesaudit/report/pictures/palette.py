"""The colours of pictures: plain attributes that a stylesheet may override, in light, in the dark and on paper."""

from __future__ import annotations

from typing import NamedTuple


class Colour(NamedTuple):
    """A colour by its meaning: class ``f-name`` as a fill, ``s-name`` as a stroke, custom property ``--pic-name``."""

    name: str
    light: str
    dark: str


INK = Colour("ink", "#1f2933", "#e6e9ed")
SOFT = Colour("soft", "#566270", "#a3aebb")
LINE = Colour("line", "#d3d9e0", "#3c4652")
STRONG = Colour("strong", "#8a95a3", "#76828f")
PAPER = Colour("paper", "#ffffff", "#14181d")
PANEL = Colour("panel", "#f3f5f8", "#20262e")
MAIN = Colour("main", "#1f5f99", "#6aaee6")
MAIN_SOFT = Colour("main-soft", "#d5e5f4", "#1d3b57")
HOLE = Colour("hole", "#b5440b", "#f19a63")
HOLE_SOFT = Colour("hole-soft", "#fdeee4", "#452413")
DOUBLE = Colour("double", "#7a3b8f", "#cf9be0")
DOUBLE_SOFT = Colour("double-soft", "#f5eaf8", "#3b2145")
GOOD = Colour("good", "#1b7a64", "#62c3aa")
GOOD_SOFT = Colour("good-soft", "#dff2ec", "#16372f")

ACTIVITIES = {
    "selling": Colour("selling", "#1f5f99", "#1f5f99"),
    "outreach": Colour("outreach", "#5b97cc", "#5b97cc"),
    "searching": Colour("searching", "#a9cbe8", "#a9cbe8"),
    "leading": Colour("leading", "#14735f", "#14735f"),
    "integrating": Colour("integrating", "#74bfa9", "#74bfa9"),
    "strategy": Colour("strategy", "#6a4a91", "#6a4a91"),
    "servicing": Colour("servicing", "#e6bf62", "#e6bf62"),
    "producing": Colour("producing", "#ad5824", "#ad5824"),
    "admin": Colour("admin", "#8d96a1", "#8d96a1"),
    "other": Colour("other", "#c8ced5", "#c8ced5"),
}
"""What working time goes on, the same in light and in the dark: the figures on them keep their own colour."""

ON_DARK = Colour("on-dark", "#ffffff", "#ffffff")
ON_LIGHT = Colour("on-light", "#1f2933", "#1f2933")
DARK_ACTIVITIES = frozenset(("selling", "leading", "strategy", "producing"))

COLOURS = (
    INK, SOFT, LINE, STRONG, PAPER, PANEL, MAIN, MAIN_SOFT, HOLE, HOLE_SOFT, DOUBLE, DOUBLE_SOFT, GOOD, GOOD_SOFT,
    ON_DARK, ON_LIGHT, *ACTIVITIES.values(),
)  # fmt: skip


def classes() -> str:
    """Return the CSS rules that let custom properties decide the colours of pictures; without them all stay light."""
    fills = (f".f-{one.name}{{fill:var(--pic-{one.name},{one.light})}}" for one in COLOURS)
    strokes = (f".s-{one.name}{{stroke:var(--pic-{one.name},{one.light})}}" for one in COLOURS)
    return "\n".join((*fills, *strokes))


def dark() -> str:
    """Return the custom properties of the dark colours, to stand inside a CSS rule of the page's own."""
    return ";".join(f"--pic-{one.name}:{one.dark}" for one in COLOURS if one.light != one.dark)
