"""Whose sellers are whose, where sales has more than one leader."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from salesaudit.org.values import Number, Path, Several

if TYPE_CHECKING:
    from salesaudit.org.who import Workforce
    from salesaudit.org.workers import Worker

TOPS = frozenset(("owner", "ceo"))


class Line(NamedTuple):
    """Sellers who have the same bosses, as far as it matters to the leaders of sales."""

    sellers: tuple[Worker, ...]
    above: frozenset[Worker]
    """The leaders of sales who are known to stand above them."""
    untold: tuple[tuple[Worker, Path], ...]
    """Of whom in their line the file does not tell the boss, and the path where it would stand."""


def lines(org: Workforce) -> tuple[Line, ...]:
    """Return the sellers by those who lead them."""
    leaders = frozenset(org.known_leaders)
    tops = frozenset(leader for leader in leaders if not TOPS.isdisjoint(leader.archetypes))
    grouped: dict[tuple[frozenset[Worker], tuple[tuple[Worker, Path], ...]], list[Worker]] = {}
    for seller in org.sellers.items:
        bosses, untold = _bosses(seller, org)
        grouped.setdefault((tops | (bosses & leaders), untold), []).append(seller)
    return tuple(Line(tuple(sellers), above, untold) for (above, untold), sellers in grouped.items())


def team_of(leader: Worker, org: Workforce) -> Number:
    """Return how many sellers one of several leaders leads; bounds where the file leaves open whose some of them are.

    Everybody counts whom no rival leads; whoever stands under a rival counts only where the leader is above too.
    """
    rivals = tuple(other for other in org.known_leaders if other != leader)
    of_leader, of_rivals = _Reach.of([leader], org), _Reach.of(rivals, org)
    least = most = Number.exactly(0, "count", ("roles",))
    needs: list[Path] = []
    for line in org.lines_of_sellers:
        under_leader, under_rival = leader in line.above, bool(line.above - {leader})
        open_ = () if under_leader else (of_leader if under_rival else of_rivals).open(line)
        if under_rival and not under_leader and not open_:
            continue
        sellers = heads(Several(tuple(seller for seller in line.sellers if seller != leader)))
        most += sellers
        needs += open_
        if not open_:
            least += sellers
    more = org.sellers.needs
    return Number(
        least.low, inf if more else most.high, "count", ("roles",), (*dict.fromkeys((*most.needs, *needs)), *more)
    )


def heads(workers: Several[Worker]) -> Number:
    """Return how many people some workers are, unnamed ones counted with `count`."""
    counts = [worker.headcount for worker in workers.items]
    low, high = sum(count.low for count in counts), sum(count.high for count in counts)
    needs = (*(path for count in counts for path in count.needs), *workers.needs)
    return Number(low, inf if workers.needs else high, "count", ("roles",), needs)


class _Reach(NamedTuple):
    """What is to be known of some leaders before it can be said that none of them leads a line of sellers."""

    roles: tuple[Path, ...]
    bosses: frozenset[Worker]
    """Who stands above all of them: nobody of these can report to one of them."""

    @classmethod
    def of(cls, leaders: Iterable[Worker], org: Workforce) -> _Reach:
        roles = tuple(("people", leader.id, "roles") for leader in leaders if not leader.roles_known)
        return cls(roles, frozenset.intersection(*(_bosses(leader, org)[0] for leader in leaders)))

    def open(self, line: Line) -> tuple[Path, ...]:
        """Return the paths that may tell that one of the leaders leads a line after all."""
        return (*self.roles, *(path for worker, path in line.untold if worker not in self.bosses))


def _bosses(worker: Worker, org: Workforce) -> tuple[frozenset[Worker], tuple[tuple[Worker, Path], ...]]:
    """Return everybody known to stand above a worker, and of whom in the line the file does not tell the boss."""
    return org.quietly(("bosses", worker), _find_bosses, worker, org)


def _find_bosses(worker: Worker, org: Workforce) -> tuple[frozenset[Worker], tuple[tuple[Worker, Path], ...]]:
    _, department = worker.find(("department",))
    named = org.peek(("departments", str(department), "leader")) or ()
    bosses = {leader for id_ in named for leader in org.meant(id_).items if leader != worker}
    untold: list[tuple[Worker, Path]] = []
    queue, seen = [worker], {worker}
    while queue:
        lower = queue.pop()
        if "owner" in lower.archetypes:
            continue
        reports_to = lower.reports_to
        meant = [org.meant(id_) for id_ in reports_to.members]
        untold.extend((lower, path) for path in (*reports_to.needs, *(path for one in meant for path in one.needs)))
        above = [boss for boss in dict.fromkeys(boss for one in meant for boss in one.items) if boss not in seen]
        bosses.update(above)
        seen.update(above)
        queue.extend(above)
    return frozenset(bosses), tuple(untold)
