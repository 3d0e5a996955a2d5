"""How fast the owner's questionnaire decides on the example companies: what its page in the docs shows."""

from __future__ import annotations

from itertools import pairwise

import pytest
from docs.generators.orderpage import EXAMPLES, points

from salesaudit.questionnaire.turns import MOST_ROWS

THIRTY = 30
HALF = 0.5


@pytest.mark.parametrize("example", EXAMPLES)
def test_thirty_replies_decide_at_least_half(example: str) -> None:
    assert points(example, adaptive=True)[THIRTY].coverage >= HALF


@pytest.mark.parametrize("example", EXAMPLES)
def test_thirty_replies_are_no_trick(example: str) -> None:
    """A reply is one line: few values, said in a quarter of an hour all together."""
    replies = points(example, adaptive=True)[: THIRTY + 1]
    assert max(after.values - before.values for before, after in pairwise(replies)) <= MOST_ROWS
    assert replies[THIRTY].values <= 3 * THIRTY
    assert replies[THIRTY].seconds <= 17 * 60


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_adaptive_order_decides_at_least_twice_as_much(example: str) -> None:
    adaptive, fixed = (points(example, adaptive=order) for order in (True, False))
    assert adaptive[THIRTY].coverage >= 2 * fixed[THIRTY].coverage
