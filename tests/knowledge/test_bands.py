"""Size bands hold at their edges."""

from __future__ import annotations

import pytest

from salesaudit.knowledge.bands import band_of_headcount, band_of_revenue, bands, higher


@pytest.mark.parametrize(
    ("headcount", "band"),
    [(1, "micro"), (15, "micro"), (16, "small"), (100, "small"), (101, "medium"), (250, "medium"), (251, "large")],
)
def test_headcount_decides_the_band(headcount: int, band: str) -> None:
    assert band_of_headcount(headcount).id == band


@pytest.mark.parametrize(
    ("millions", "band"),
    [
        (0, "micro"),
        (120, "micro"),
        (120.1, "small"),
        (800, "small"),
        (801, "medium"),
        (2_000, "medium"),
        (2_001, "large"),
    ],
)
def test_revenue_decides_the_band(millions: float, band: str) -> None:
    assert band_of_revenue(millions * 1_000_000).id == band


def test_the_higher_of_two_bands_is_the_later_one() -> None:
    micro, small, _, large = bands()

    assert higher(micro, large) is higher(large, micro) is large
    assert higher(small, small) is small
