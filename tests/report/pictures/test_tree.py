"""Where the boxes of a tree stand."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from salesaudit.report.pictures.drawing import WIDTH
from salesaudit.report.pictures.tree import Layout, lay_out

Children = Mapping[str, list[str]]


@st.composite
def trees(draw: st.DrawFn, most: int = 60) -> Children:
    """Make up a tree below ``0``: each node hangs on one that came before it."""
    size = draw(st.integers(1, most))
    children: dict[str, list[str]] = {}
    for node in range(1, size):
        children.setdefault(str(draw(st.integers(max(0, node - 12), node - 1))), []).append(str(node))
    return children


def placed(children: Children) -> Layout:
    return lay_out(["0"], children, lambda node, width: 30 + 10 * (int(node) % 4) + (20 if width < 150 else 0))


@given(trees())
def test_every_node_has_a_box_on_the_page_and_none_overlap(children: Children) -> None:
    boxes = placed(children).boxes

    assert set(boxes) == {"0", *(node for below in children.values() for node in below)}
    assert all(box.x >= -0.01 and box.right <= WIDTH + 0.01 for box in boxes.values())
    for one, two in combinations(boxes.values(), 2):
        apart = one.right <= two.x or two.right <= one.x or one.bottom <= two.y or two.bottom <= one.y
        assert apart, (one, two)


@given(trees())
def test_nobody_stands_above_their_boss_and_the_root_stands_on_top(children: Children) -> None:
    boxes = placed(children).boxes

    assert all(boxes[node].y >= boxes[boss].bottom for boss, below in children.items() for node in below)
    assert all(boxes["0"].bottom <= box.y for node, box in boxes.items() if node != "0")


@given(trees(most=16))
def test_lines_run_between_boxes_only(children: Children) -> None:
    layout = placed(children)
    for points in layout.lines:
        for (x0, y0), (x1, y1) in pairwise(points):
            assert x0 == x1 or y0 == y1
            for box in layout.boxes.values():
                inside_x = min(x0, x1) < box.right - 0.5 and max(x0, x1) > box.x + 0.5
                inside_y = min(y0, y1) < box.bottom - 0.5 and max(y0, y1) > box.y + 0.5
                assert not (inside_x and inside_y), (points, box)


def test_a_boss_stands_over_the_middle_of_two_branches() -> None:
    boxes = placed({"0": ["1", "2"], "1": ["3"], "2": ["4"]}).boxes

    assert boxes["0"].middle[0] == (boxes["1"].middle[0] + boxes["2"].middle[0]) / 2
    assert boxes["1"].y == boxes["2"].y


def test_leaves_are_stacked_under_their_boss() -> None:
    boxes = placed({"0": ["1", "2", "3"]}).boxes

    assert boxes["1"].x == boxes["2"].x == boxes["3"].x
    assert boxes["0"].bottom < boxes["1"].y < boxes["2"].y < boxes["3"].y


def test_branches_too_many_for_one_row_stand_on_shelves() -> None:
    children = {"0": [str(n) for n in range(1, 10)], **{str(n): [str(n + 10)] for n in range(1, 10)}}
    boxes = placed(children).boxes

    assert len({boxes[str(n)].y for n in range(1, 10)}) == 2
