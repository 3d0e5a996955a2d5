"""What a person is said to bring beside what the deals show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from salesaudit.org.things import Thing
from salesaudit.org.values import Number, Path, at_least_zero
from salesaudit.org.workers import Worker

SHARES = ("revenue_share", "revenue_from_new", "leads_self_sourced")


class ComparedShare(Thing):
    """A share of a person's results, one of SHARES; its id is its path as people write it.

    A share of revenue that is not given as such is worked out from the person's revenue and the company's.
    """

    kind = "fact"
    __slots__ = ("name", "person")

    def __init__(self, person: Worker, name: str) -> None:
        path = (*person.path, "results", name)
        super().__init__(person.org, ".".join(map(str, path)), path)
        self.person = person
        self.name = name

    @property
    def stated(self) -> Number:
        """Return the share as the description or a respondent states it."""
        return self._read(self.org.stated)

    @property
    def measured(self) -> Number:
        """Return the share as an import measured it."""
        return self._read(self._measured)

    def _measured(self, path: Path) -> Any:
        return self.org.find(path)[1] if self.org.is_measured(path) else None

    def _read(self, read: Callable[[Path], Any]) -> Number:
        share = read(self.path)
        if share is not None:
            return Number.exactly(share, "share", self.path)
        money = (*self.path[:-1], "revenue")
        whole = self.org.company.revenue
        if self.name == "revenue_share" and whole.known and whole.value:
            own = read(money)
            if own is not None:
                return Number.exactly(own / whole.value, "share", money)
        return at_least_zero("share", self.path)
