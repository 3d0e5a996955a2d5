"""A drawing of boxes, lines and texts: remembers what stands where, and writes it as plain SVG."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias

from salesaudit.report.pictures import font
from salesaudit.report.pictures.palette import INK, PAPER, STRONG, Colour
from salesaudit.safety.markup import xml

WIDTH = 960.0
Align: TypeAlias = Literal["start", "middle", "end"]
SIZE = 12.0
LEADING = 1.25
"""Height of a line of text by the size of its letters."""
DROP = 0.35
"""How far below the middle of a line its letters stand, by their size."""


class Box(NamedTuple):
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.w / 2, self.y + self.h / 2

    def inside(self, x: float, y: float | None = None) -> Box:
        """Return the box with its sides moved inwards."""
        y = x if y is None else y
        return Box(self.x + x, self.y + y, max(0.0, self.w - 2 * x), max(0.0, self.h - 2 * y))


class Written(NamedTuple):
    """A text as it stands in a drawing: the box it was given, and its lines."""

    box: Box
    lines: tuple[str, ...]
    size: float
    bold: bool
    upright: bool


class Drawing:
    """Shapes and texts in a picture `WIDTH` wide; `height` grows with what is drawn.

    `boxes` are the shapes that may not overlap unless one lies in the other, `texts` everything written.
    """

    def __init__(self, id_: str) -> None:
        self.id = id_
        self.height = 0.0
        self.boxes: list[Box] = []
        self.texts: list[Written] = []
        self._shapes: list[str] = []
        self._hatched = False

    def box(
        self,
        box: Box,
        *,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        radius: float = 3,
        dashed: bool = False,
        hatched: bool = False,
        thick: float = 1,
    ) -> None:
        """Draw a rectangle; hatched is how a picture shows what is not known."""
        self.boxes.append(box)
        self._reach(box)
        where = f'x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.w)}" height="{_n(box.h)}"'
        corners = f' rx="{_n(radius)}"' if radius else ""
        if hatched:
            self._hatched = True
            self._shapes.append(f'<rect {where}{corners} fill="url(#{self.id}-hatch)"/>')
        self._shapes.append(f"<rect {where}{corners}{_paint(fill, stroke, thick, dashed)}/>")

    def line(
        self, points: Iterable[tuple[float, float]], colour: Colour = STRONG, *, thick: float = 1, dashed: bool = False
    ) -> None:
        """Draw straight lines from point to point."""
        path = "L".join(f"{_n(x)} {_n(y)}" for x, y in points)
        self._shapes.append(f'<path d="M{path}"{_paint(None, colour, thick, dashed)}/>')

    def shape(
        self,
        points: Iterable[tuple[float, float]],
        *,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        dashed: bool = False,
    ) -> None:
        """Draw a closed shape with straight sides."""
        path = "L".join(f"{_n(x)} {_n(y)}" for x, y in points)
        self._shapes.append(f'<path d="M{path}Z"{_paint(fill, stroke, 1, dashed)}/>')

    def circle(
        self,
        middle: tuple[float, float],
        radius: float,
        *,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        dashed: bool = False,
        thick: float = 1,
    ) -> None:
        """Draw a circle."""
        x, y = middle
        paint = _paint(fill, stroke, thick, dashed)
        self._shapes.append(f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}"{paint}/>')

    def arrow(self, points: Iterable[tuple[float, float]], colour: Colour = STRONG, *, dashed: bool = False) -> None:
        """Draw lines with a head at the end; the last of them has to be level or upright."""
        route = list(points)
        (x0, y0), (x1, y1) = route[-2:]
        dx, dy = _sign(x1 - x0), _sign(y1 - y0)
        self.line([*route[:-1], (x1 - dx * 5, y1 - dy * 5)], colour, thick=1.5, dashed=dashed)
        back_x, back_y = x1 - dx * 7, y1 - dy * 7
        self.shape([(x1, y1), (back_x + dy * 4, back_y + dx * 4), (back_x - dy * 4, back_y - dx * 4)], fill=colour)

    def text(
        self,
        box: Box,
        text: str,
        *,
        size: float = SIZE,
        bold: bool = False,
        colour: Colour = INK,
        align: Align = "start",
        lines: int = 1,
        upright: bool = False,
    ) -> float:
        """Write `text` into the middle of a box, wrapped and cut to its measure; return how high it stands.

        `upright` turns it to read from bottom to top.
        """
        self._reach(box)
        room, height = (box.h, box.w) if upright else (box.w, box.h)
        lines = max(1, min(lines, int(height / (size * LEADING) + 0.01)))
        shown = font.wrap(text, room, size, lines=lines, bold=bold)
        self.texts.append(Written(box, shown, size, bold, upright))
        x, y = box.middle
        step = size * LEADING
        for number, line in enumerate(shown):
            offset = (number - (len(shown) - 1) / 2) * step + size * DROP
            along = {"start": -room / 2, "middle": 0, "end": room / 2}[align]
            self._write(line, x, y, along, offset, size, bold, colour, align, upright)
        return len(shown) * step

    def _write(
        self, line: str, x: float, y: float, along: float, offset: float,
        size: float, bold: bool, colour: Colour, align: Align, upright: bool,
    ) -> None:  # fmt: skip
        if upright:
            where = f'transform="translate({_n(x + offset)} {_n(y - along)}) rotate(-90)"'
        else:
            where = f'x="{_n(x + along)}" y="{_n(y + offset)}"'
        look = "" if size == SIZE else f' font-size="{_n(size)}"'
        look += ' font-weight="700"' if bold else ""
        look += "" if align == "start" else f' text-anchor="{align}"'
        look += "" if colour == INK else f' class="f-{colour.name}" fill="{colour.light}"'
        if not font.is_measured(line):
            # the reader's fonts decide how wide these characters are, and may not decide where the text ends
            length = _n(font.width(line, size, bold=bold))
            look += f' textLength="{length}" lengthAdjust="spacingAndGlyphs"'
        self._shapes.append(f"<text {where}{look}>{xml(line)}</text>")

    def reach(self, bottom: float) -> None:
        """Make the picture at least as high as this."""
        self.height = max(self.height, bottom)

    def _reach(self, box: Box) -> None:
        self.reach(box.bottom)

    def svg(self, title: str, says: str) -> str:
        """Return the drawing as an ``<svg>`` element, named for those who do not see it."""
        size = f'viewBox="0 0 {_n(WIDTH)} {_n(self.height)}" width="{_n(WIDTH)}" height="{_n(self.height)}"'
        named = f'role="img" aria-labelledby="{self.id}-title {self.id}-desc"'
        return "".join(
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" id="{self.id}" class="picture" {size} {named}>',
                f'<title id="{self.id}-title">{xml(title)}</title><desc id="{self.id}-desc">{xml(says)}</desc>',
                self._hatch() if self._hatched else "",
                f'<g class="f-ink" fill="{INK.light}" font-family="{font.FAMILY}" font-size="{_n(SIZE)}">',
                *self._shapes,
                "</g></svg>",
            )
        )

    def _hatch(self) -> str:
        return (
            f'<defs><pattern id="{self.id}-hatch" width="6" height="6" patternUnits="userSpaceOnUse"'
            f' patternTransform="rotate(45)"><path d="M0 0H6V6H0Z" class="f-{PAPER.name}" fill="{PAPER.light}"/>'
            f'<path d="M1.5 0V6"{_paint(None, STRONG, 1, False)}/></pattern></defs>'
        )


def _paint(fill: Colour | None, stroke: Colour | None, thick: float, dashed: bool) -> str:
    names = [f"f-{fill.name}"] if fill else []
    names += [f"s-{stroke.name}"] if stroke else []
    paint = f' class="{" ".join(names)}"' if names else ""
    paint += f' fill="{fill.light}"' if fill else ' fill="none"'
    if stroke:
        paint += f' stroke="{stroke.light}"'
        paint += "" if thick == 1 else f' stroke-width="{_n(thick)}"'
        paint += ' stroke-dasharray="4 3"' if dashed else ""
    return paint


def _n(value: float) -> str:
    """Return a coordinate with at most one decimal."""
    return f"{value if round(value, 1) else 0.0:.1f}".removesuffix(".0")


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)
