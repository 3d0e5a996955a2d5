"""Whose sellers are whose, where sales has more than one leader."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from salesaudit.org.values import Number, Path, Several

if TYPE_CHECKING:
    from salesaudit.org.who import Workforce
    from salesaudit.org.workers import Worker


def team_of(leader: Worker, rivals: tuple[Worker, ...], org: Workforce) -> Number:
    """Return how many sellers a leader leads; bounds where the file leaves open whose some of them are.

    Everybody counts whom no rival leads; whoever stands under a rival counts only where the leader is above too.
    """
    sellers = org.other_sellers(leader)
    own: list[Worker] = []
    likely: list[Worker] = []
    needs: list[Path] = []
    for seller in sellers.items:
        under_leader = _leads(leader, seller, org)
        under_rivals = [] if under_leader is True else [_leads(rival, seller, org) for rival in rivals]
        open_ = (under_leader,) if True in under_rivals else under_rivals
        paths = [path for answer in open_ if isinstance(answer, tuple) for path in answer]
        if paths:
            likely.append(seller)
            needs.extend(paths)
        elif True not in under_rivals:
            own.append(seller)
    least, most = heads(Several(tuple(own), sellers.needs)), heads(Several((*own, *likely), sellers.needs))
    return Number(least.low, most.high, "count", ("roles",), (*most.needs, *dict.fromkeys(needs)))


def heads(workers: Several[Worker]) -> Number:
    """Return how many people some workers are, unnamed ones counted with `count`."""
    counts = [worker.headcount for worker in workers.items]
    low, high = sum(count.low for count in counts), sum(count.high for count in counts)
    needs = (*(path for count in counts for path in count.needs), *workers.needs)
    return Number(low, inf if workers.needs else high, "count", ("roles",), needs)


def _leads(leader: Worker, seller: Worker, org: Workforce) -> bool | tuple[Path, ...]:
    """Tell whether a leader has a seller in the department or below in the reporting lines, or what would tell."""
    bosses, open_ = org.once(("bosses", seller), _bosses, seller, org)
    if leader in bosses or not {"owner", "ceo"}.isdisjoint(leader.archetypes):
        return True
    whole = () if leader.roles_known else (("people", leader.id, "roles"),)
    if not open_:
        return whole or False
    own_bosses, _ = org.once(("bosses", leader), _bosses, leader, org)
    # a boss of the leader's own cannot report to the leader
    return (*whole, *(path for boss, path in open_ if boss not in own_bosses)) or False


def _bosses(worker: Worker, org: Workforce) -> tuple[set[Worker], tuple[tuple[Worker, Path], ...]]:
    """Return everybody known to stand above a worker, and whose bosses the file leaves open at which path."""
    _, department = worker.find(("department",))
    named = org.peek(("departments", str(department), "leader")) or ()
    bosses = {leader for id_ in named for leader in org.meant(id_).items if leader != worker}
    open_: list[tuple[Worker, Path]] = []
    queue, seen = [worker], {worker}
    while queue:
        lower = queue.pop()
        if "owner" in lower.archetypes:
            continue
        reports_to = lower.reports_to
        meant = [org.meant(id_) for id_ in reports_to.members]
        open_.extend((lower, path) for path in (*reports_to.needs, *(path for one in meant for path in one.needs)))
        above = [boss for boss in dict.fromkeys(boss for one in meant for boss in one.items) if boss not in seen]
        bosses.update(above)
        seen.update(above)
        queue.extend(above)
    return bosses, tuple(open_)
