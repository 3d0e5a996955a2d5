"""The company as rules see it: every question has an answer, a bound, or the path of the fact that is missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from salesaudit.knowledge.bands import band_of_headcount, band_of_revenue, higher
from salesaudit.org import things
from salesaudit.org.facts import derived
from salesaudit.org.values import Fact, Flag, Origin, Path
from salesaudit.org.who import Workforce

BANDS = ("micro", "small", "medium", "large")


class Org(Workforce):
    """A company: its facts, its people, what it does and how large it is."""

    def __init__(
        self,
        data: Mapping[str, Any],
        origins: Mapping[Path, Origin] | None = None,
        disputed: Mapping[Path, tuple[Fact, ...]] | None = None,
        tellings: Mapping[Path, tuple[Fact, ...]] | None = None,
    ) -> None:
        super().__init__(data, origins, disputed, tellings)
        self.company = things.Company(self, "company", ())
        self.strategy = things.Strategy(self, "strategy", ())
        self.lead_generation = things.LeadGeneration(self, "lead_generation", ())
        self.measured = things.Measured(self, "measured", ())

    @derived
    def one_person(self) -> Flag:
        """Tell whether the company is one person."""
        _, headcount = self.find(("company", "headcount"))
        if headcount is not None:
            return Flag(headcount == 1, ("company", "headcount"))
        return Flag(None, ("company", "headcount"))

    @derived
    def has_strategy(self) -> Flag:
        """Tell whether there is a course: a strategy that is more than absent, with goals."""
        path, state = self.find(("strategy", "state"))
        if state == "absent":
            return Flag(False, path)
        goals_path, goals = self.find(("strategy", "goals"))
        if goals == []:
            return Flag(False, goals_path)
        if goals:
            return Flag(True, goals_path)
        return Flag(None, goals_path)

    @derived
    def band(self) -> str:
        """Return the size band: the higher of headcount's and, in roubles, revenue's; `small` if neither is known."""
        lowest = self.lowest_band
        return lowest if self.band_known else BANDS[max(BANDS.index(lowest), 1)]

    @property
    def band_known(self) -> bool:
        """Tell whether the headcount is given: without it larger bands are possible."""
        return self.peek(("company", "headcount")) is not None

    @derived
    def lowest_band(self) -> str:
        """Return the smallest size band that the known figures allow."""
        _, headcount = self.find(("company", "headcount"))
        _, revenue = self.find(("company", "revenue"))
        in_roubles = self.peek(("company", "currency")) in (None, "RUB")
        band = band_of_headcount(headcount or 0)
        if revenue is not None and in_roubles:
            band = higher(band, band_of_revenue(revenue))
        return band.id

    @derived
    def possible_bands(self) -> tuple[str, ...]:
        """Return the size bands that the known figures leave possible."""
        return (self.lowest_band,) if self.band_known else BANDS[BANDS.index(self.lowest_band) :]
