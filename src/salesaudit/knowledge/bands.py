"""Size bands: how big a company is, by headcount and by revenue in roubles."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from salesaudit.resources import resource

UNLIMITED = "unlimited"


class SizeBand(NamedTuple):
    """A band with its largest headcount and its largest yearly revenue in roubles; None is without limit."""

    id: str
    headcount: int | None
    revenue_rub: int | None


@cache
def bands() -> tuple[SizeBand, ...]:
    """Return the bands, smallest first: micro, small, medium, large."""
    return tuple(
        SizeBand(raw["id"], _limit(raw["headcount"]), _limit(raw["revenue_rub"])) for raw in resource("knowledge.bands")
    )


def band_of_headcount(headcount: int) -> SizeBand:
    """Return the band of a company with so many people."""
    return next(band for band in bands() if band.headcount is None or headcount <= band.headcount)


def band_of_revenue(roubles: float) -> SizeBand:
    """Return the band of a company with such a revenue in the last 12 months, in roubles."""
    return next(band for band in bands() if band.revenue_rub is None or roubles <= band.revenue_rub)


def higher(one: SizeBand, other: SizeBand) -> SizeBand:
    """Return the bigger of two bands."""
    return max(one, other, key=bands().index)


def _limit(text: str) -> int | None:
    return None if text == UNLIMITED else int(text)
