"""Limits that change with a number or with the size of the company."""

from __future__ import annotations

from math import inf

import pytest

from salesaudit.org.values import Number
from salesaudit.rules.steps import StepTable, by_band
from tests.builders import org

LIMITS = StepTable({4: 0.5, 2: 0.6}, beyond=0.1)


@pytest.mark.parametrize(
    ("low", "high", "least", "most"),
    [
        pytest.param(0, 0, 0.6, 0.6, id="none"),
        pytest.param(2, 2, 0.6, 0.6, id="the first step itself"),
        pytest.param(3, 3, 0.5, 0.5, id="above the first step"),
        pytest.param(4, 4, 0.5, 0.5, id="the last step itself"),
        pytest.param(5, 5, 0.1, 0.1, id="above the last step"),
        pytest.param(1, 2, 0.6, 0.6, id="bounds within a step"),
        pytest.param(2, 3, 0.5, 0.6, id="bounds over an edge"),
        pytest.param(3, inf, 0.1, 0.5, id="no upper bound"),
        pytest.param(0, inf, 0.1, 0.6, id="nothing known"),
    ],
)
def test_a_step_holds_up_to_its_number_inclusive(low: float, high: float, least: float, most: float) -> None:
    limit = LIMITS.at(Number(low, high, "count", ("sellers",), (("roles",),)))
    assert (limit.low, limit.high, limit.unit, limit.path, limit.needs) == (
        least, most, "share", ("sellers",), (("roles",),),
    )  # fmt: skip


def test_steps_are_kept_in_their_order_as_numbers() -> None:
    table = StepTable({4: 1, 2: 0}, beyond=1)
    assert repr(table) == "≤2: 0, ≤4: 1, more: 1"
    assert [type(limit) for limit in (*table.steps.values(), table.beyond)] == [float] * 3


BY_BAND = {"micro": 4, "small": 3, "medium": 1, "large": 2}


@pytest.mark.parametrize(("headcount", "limit"), [(15, 4), (16, 3), (101, 1), (251, 2)])
def test_a_known_size_has_one_limit(headcount: int, limit: float) -> None:
    number = by_band(org(f"company: {{name: X, headcount: {headcount}}}"), BY_BAND)
    assert (number.low, number.high, number.needs) == (limit, limit, ())
    assert (number.path, number.unit) == (("company", "headcount"), "number")


def test_an_unknown_size_has_the_bounds_of_all_that_are_possible() -> None:
    number = by_band(org("company: {name: X}"), BY_BAND)
    assert (number.low, number.high, number.needs) == (1, 4, (("company", "headcount"),))
    number = by_band(org("company: {name: X, revenue: 300_000_000}"), BY_BAND)
    assert (number.low, number.high) == (1, 3)
