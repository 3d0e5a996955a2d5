"""Where the boxes of a tree stand: a parent over the middle of its branches, leaves in stacks, branches close together.

Branches are moved together until their outlines touch. Where that is wider than the page, branches become indented
lists that stand side by side on shelves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from salesaudit.report.pictures.drawing import WIDTH, Box

Points: TypeAlias = tuple[tuple[float, float], ...]
Height: TypeAlias = Callable[[str, float], float]
"""How high a box is, by its id and its width."""

WIDTHS = (184.0, 168.0, 151.0)
GAP, DROP = 10.0, 26.0
INDENT, BETWEEN = 18.0, 8.0
TALLEST = 6
"""Leaves in a stack before another one begins beside it."""
DEEPEST, MOST = 12, 150
"""Levels and boxes of a tree that is not drawn as a list from the outset."""
SHELF = 176.0
NARROWEST = 120.0
SLICE = 10
"""Outlines are compared at steps of this height."""


@dataclass(slots=True)
class Layout:
    """Boxes by id and the lines between them."""

    boxes: dict[str, Box] = field(default_factory=dict)
    lines: list[Points] = field(default_factory=list)

    @property
    def bottom(self) -> float:
        return max((box.bottom for box in self.boxes.values()), default=0.0)


@dataclass(slots=True)
class _Block:
    """A branch: its boxes and lines, its outline, and where the line from above meets it."""

    boxes: list[tuple[str, Box]]
    lines: list[Points]
    anchor: tuple[float, float]
    left: dict[int, float] = field(default_factory=dict)
    right: dict[int, float] = field(default_factory=dict)

    def cover(self, box: Box) -> None:
        for slice_ in range(int(box.y // SLICE), int(box.bottom // SLICE) + 1):
            self.left[slice_] = min(self.left.get(slice_, box.x), box.x)
            self.right[slice_] = max(self.right.get(slice_, box.right), box.right)

    def moved(self, by: float) -> _Block:
        return _Block(
            [(id_, box._replace(x=box.x + by)) for id_, box in self.boxes],
            [tuple((x + by, y) for x, y in points) for points in self.lines],
            (self.anchor[0] + by, self.anchor[1]),
            {slice_: x + by for slice_, x in self.left.items()},
            {slice_: x + by for slice_, x in self.right.items()},
        )


def lay_out(roots: Sequence[str], children: Mapping[str, Sequence[str]], height: Height, top: float = 0.0) -> Layout:
    """Place the trees below `roots` on a page: side by side where they fit, else as lists on shelves."""
    order = list(_downwards(roots, children))
    if len(order) <= MOST and max((depth for _, depth in order), default=0) <= DEEPEST:
        for width in WIDTHS:
            layout = _tidy(roots, children, height, width, top)
            if layout is not None:
                return layout
    return _shelves(roots, children, height, top)


def lists(roots: Sequence[str], children: Mapping[str, Sequence[str]], height: Height, top: float) -> Layout:
    """Place the trees below `roots` as indented lists on shelves."""
    layout = Layout()
    _fill_shelves(layout, roots, children, height, top, hung=False)
    return layout


def _downwards(roots: Sequence[str], children: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, int]]:
    """Yield every node with its depth, a parent before its children."""
    waiting = [(root, 0) for root in reversed(roots)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting += [(child, depth + 1) for child in reversed(children.get(node, ()))]


# --- side by side ----------------------------------------------------------------------------------------------------


def _tidy(
    roots: Sequence[str], children: Mapping[str, Sequence[str]], height: Height, width: float, top: float
) -> Layout | None:
    """Place trees in the usual way; None where they are wider than the page."""
    levels: dict[int, float] = {}
    for node, depth in _downwards(roots, children):
        if children.get(node) or depth == 0:
            levels[depth] = max(levels.get(depth, 0.0), height(node, width))
    tops = [top]
    for depth in sorted(levels):
        tops.append(tops[-1] + levels[depth] + DROP)
    blocks = [_branch(root, 0, children, height, width, tops) for root in roots]
    whole = _side_by_side(blocks)
    left, right = min(whole.left.values(), default=0.0), max(whole.right.values(), default=0.0)
    if right - left > WIDTH:
        return None
    placed = whole.moved((WIDTH - (right - left)) / 2 - left)
    return Layout(dict(placed.boxes), placed.lines)


def _branch(
    node: str, depth: int, children: Mapping[str, Sequence[str]], height: Height, width: float, tops: Sequence[float]
) -> _Block:
    own = Box(0, tops[depth], width, height(node, width))
    below = children.get(node, ())
    leaves = [child for child in below if not children.get(child)]
    stacks = [leaves[at : at + TALLEST] for at in range(0, len(leaves), TALLEST)]
    if len(stacks) == 1 and len(leaves) == len(below):
        stack = _stack(stacks[0], own.bottom + BETWEEN + 2, height, width)
        x = INDENT / 2
        block = _Block(
            [(node, own), *stack.boxes], [((x, own.bottom), (x, stack.anchor[1])), *stack.lines], (width / 2, own.y)
        )
        _outline(block)
        return block
    if not below:
        block = _Block([(node, own)], [], (width / 2, own.y))
        _outline(block)
        return block
    blocks = [_branch(child, depth + 1, children, height, width, tops) for child in below if children.get(child)]
    blocks += [_stack(stack, tops[depth + 1], height, width) for stack in stacks]
    return _above(node, own, _side_by_side(blocks), blocks)


def _above(node: str, own: Box, beneath: _Block, blocks: Sequence[_Block]) -> _Block:
    """Put a parent over its branches and draw the lines to them."""
    anchors = beneath.lines[-len(blocks) :]
    xs = [points[0][0] for points in anchors]
    middle = (xs[0] + xs[-1]) / 2
    own = own._replace(x=middle - own.w / 2)
    bus = anchors[0][0][1] - DROP / 2
    lines = [*beneath.lines[: -len(blocks)], ((middle, own.bottom), (middle, bus))]
    lines += [((min(xs[0], middle), bus), (max(xs[-1], middle), bus))]
    lines += [((points[0][0], bus), points[0]) for points in anchors]
    block = _Block([(node, own), *beneath.boxes], lines, (middle, own.y), beneath.left, beneath.right)
    block.cover(own)
    block.cover(Box(xs[0], bus, xs[-1] - xs[0], 1))
    block.cover(Box(middle, own.bottom, 1, bus - own.bottom))
    return block


def _stack(leaves: Sequence[str], top: float, height: Height, width: float) -> _Block:
    """Put leaves under each other, with a line down their left side."""
    boxes: list[tuple[str, Box]] = []
    lines: list[Points] = []
    y = top
    x = INDENT / 2
    for leaf in leaves:
        box = Box(INDENT, y, width - INDENT, height(leaf, width - INDENT))
        boxes.append((leaf, box))
        lines.append(((x, box.middle[1]), (INDENT, box.middle[1])))
        y = box.bottom + BETWEEN
    lines.append(((x, top), (x, boxes[-1][1].middle[1])))
    block = _Block(boxes, lines, (x, top))
    _outline(block)
    block.cover(Box(x, top, 1, y - top))
    return block


def _side_by_side(blocks: Sequence[_Block]) -> _Block:
    """Move branches together until they touch; the last lines are their anchors, a point each."""
    whole = _Block([], [], (0, 0))
    anchors: list[Points] = []
    for block in blocks:
        gaps = [whole.right[slice_] - x for slice_, x in block.left.items() if slice_ in whole.right]
        placed = block.moved(max(gaps) + GAP) if gaps else block
        whole.boxes += placed.boxes
        whole.lines += placed.lines
        for slice_, x in placed.left.items():
            whole.left[slice_] = min(whole.left.get(slice_, x), x)
        for slice_, x in placed.right.items():
            whole.right[slice_] = max(whole.right.get(slice_, x), x)
        anchors.append((placed.anchor,))
    whole.lines += anchors
    return whole


def _outline(block: _Block) -> None:
    for _, box in block.boxes:
        block.cover(box)


# --- lists on shelves ------------------------------------------------------------------------------------------------


def _shelves(roots: Sequence[str], children: Mapping[str, Sequence[str]], height: Height, top: float) -> Layout:
    """Place the first root, and who alone follows below it, in the middle on top and their branches on shelves."""
    layout = Layout()
    node = roots[0]
    y = top
    drawn_above = None
    while True:
        box = Box((WIDTH - SHELF) / 2, y, SHELF, height(node, SHELF))
        layout.boxes[node] = box
        if drawn_above is not None:
            layout.lines.append(((WIDTH / 2, drawn_above), (WIDTH / 2, y)))
        drawn_above, y = box.bottom, box.bottom + DROP
        below = children.get(node, ())
        if len(below) != 1 or len(layout.boxes) > DEEPEST:
            break
        node = below[0]
    if below:
        layout.lines.append(((WIDTH / 2, drawn_above), (WIDTH / 2, y - DROP / 2)))
        _fill_shelves(layout, below, children, height, y, hung=True)
    if roots[1:]:
        _fill_shelves(layout, roots[1:], children, height, layout.bottom + DROP, hung=False)
    return layout


def _fill_shelves(
    layout: Layout, roots: Sequence[str], children: Mapping[str, Sequence[str]], height: Height, top: float, *,
    hung: bool,
) -> None:  # fmt: skip
    """Place a list for each root; `hung` ones hang on a line that begins in the middle of the page."""
    margin = GAP if hung else 0.0
    buses: list[tuple[float, list[float]]] = []
    for shelf in _shelved(roots, children, margin):
        x, bottom, starts = margin, top, list[float]()
        for root, width in shelf:
            room = Box(x, top, min(width, WIDTH - x), 0)
            bottom = max(bottom, _list(layout, root, children, height, room))
            starts.append(x + min(room.w, SHELF) / 2)
            x += width + GAP
        if hung:
            layout.lines += [((start, top - DROP / 2), (start, top)) for start in starts]
        buses.append((top - DROP / 2, starts))
        top = bottom + DROP
    if hung:
        layout.lines += _rails(buses)


def _shelved(
    roots: Sequence[str], children: Mapping[str, Sequence[str]], margin: float
) -> Iterator[list[tuple[str, float]]]:
    """Yield as many roots as fit side by side, with the widths of their lists."""
    shelf: list[tuple[str, float]] = []
    used = margin
    for root in roots:
        width = _list_width(root, children)
        if shelf and used + width > WIDTH:
            yield shelf
            shelf, used = [], margin
        shelf.append((root, width))
        used += width + GAP
    yield shelf


def _rails(buses: Sequence[tuple[float, Sequence[float]]]) -> list[Points]:
    """Return the lines above shelves; those of further shelves hang on one that runs down the left edge."""
    (first, starts), more = buses[0], buses[1:]
    left = 0.5 if more else min(starts[0], WIDTH / 2)
    rails: list[Points] = [((left, first), (max(starts[-1], WIDTH / 2), first))]
    rails += [((left, y), (ends[-1], y)) for y, ends in more]
    return [*rails, ((left, first), (left, more[-1][0]))] if more else rails


def _list(layout: Layout, root: str, children: Mapping[str, Sequence[str]], height: Height, room: Box) -> float:
    """Place a tree as an indented list into the width of `room`; return where it ends."""
    deepest = max(depth for _, depth in _downwards([root], children))
    step = min(INDENT, (room.w - NARROWEST) / deepest) if deepest else 0.0
    y = room.y
    width = min(SHELF, room.w)
    trunks: dict[int, Box] = {}
    for node, depth in _downwards([root], children):
        x = room.x + depth * step
        boxed = min(max(width - depth * step, NARROWEST), room.right - x)
        box = Box(x, y, boxed, height(node, boxed))
        layout.boxes[node] = box
        if depth:
            above = trunks[depth - 1]
            trunk = above.x + step / 2
            layout.lines.append(((trunk, above.bottom), (trunk, box.middle[1]), (x, box.middle[1])))
        trunks[depth] = box
        y = box.bottom + BETWEEN
    return y - BETWEEN


def _list_width(root: str, children: Mapping[str, Sequence[str]]) -> float:
    deepest = max(depth for _, depth in _downwards([root], children))
    return min(WIDTH - GAP, max(SHELF, NARROWEST + deepest * INDENT))
