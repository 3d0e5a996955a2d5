"""Who is a right answer for a function: whoever the vocabulary names, the sales leader, and those above them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import inf
from operator import call

from salesaudit.knowledge import vocabulary
from salesaudit.org.kleene import some
from salesaudit.org.org import Org
from salesaudit.org.things import Department, Function
from salesaudit.org.values import Group, Number, Several, Unknown
from salesaudit.org.what import COMPONENTS
from salesaudit.org.workers import Worker
from salesaudit.rules.judgements import ask, takes_part
from salesaudit.rules.verdict import Verdict

LED_FROM_SALES = ("sales", "lead_generation")
"""The components whose functions the sales leader may always answer for."""


def one_of(group: Group, org: Org, holds: Callable[[Worker], bool]) -> Verdict:
    """Hold where the question is true of somebody whom the group means: in person, through a role or a department."""
    return ask(lambda: some(meant_by(group, org), holds), group.path)


def meant_by(group: Group, org: Org) -> Several[Worker]:
    """Return everyone whom the group means."""
    meant = [org.meant(id_) for id_ in group.members]
    if len(meant) == 1 and not group.needs:
        return meant[0]
    workers = dict.fromkeys(worker for one in meant for worker in one.items)
    return Several(tuple(workers), (*group.needs, *dict.fromkeys(path for one in meant for path in one.needs)))


def answering(group: Group, org: Org) -> Number:
    """Return how many different people a group means; a role and its holder are one.

    Whoever is not told to the end may turn out to be one of the others.
    """
    meant = [org.meant(id_) for id_ in group.members]
    needs = (*group.needs, *dict.fromkeys(path for one in meant for path in one.needs))
    least = max(_apart([one for one in meant if not one.needs]), int(bool(meant)))
    return Number(least, inf if group.needs else _apart(meant), path=group.path, needs=needs)


def _apart(meant: Iterable[Several[Worker]]) -> int:
    """Return how many groups of people have nobody in common."""
    kept: list[set[Worker]] = []
    for people in sorted((set(one.items) for one in meant), key=len):
        if not any(people & others for others in kept):
            kept.append(people)
    return len(kept)


def is_theirs(worker: Worker, function: Function) -> bool:
    """Tell whether a worker is responsible or accountable for a function, in person or through a role."""
    return some((function.responsible, function.accountable), worker.takes_part_in)


def leads_sales_or_is_above(worker: Worker, org: Org) -> bool:
    """Tell whether a worker is the sales leader or stands above; an owner and a CEO always do."""
    return worker.holds("owner", "ceo") or some(
        org.leaders, lambda leader: leader == worker or org.is_above(worker, leader)
    )


def is_named(worker: Worker, function: Function, org: Org) -> bool:
    """Tell whether the vocabulary names a worker's role for a function."""
    entry = function.entry
    return entry is not None and some(entry.owners(org.band), lambda token: _is_meant(worker, token, org))


def is_right_answer(worker: Worker, function: Function, org: Org) -> bool:
    """Tell whether a worker may answer for a function of the vocabulary; anyone may for one of the company's own."""
    entry = function.entry
    if entry is None:
        return True
    ways: tuple[Callable[[], bool], ...] = (
        lambda: worker.holds("owner", "ceo"),
        lambda: is_named(worker, function, org),
        lambda: _leads_component(worker, function.component, org),
        lambda: function.component in LED_FROM_SALES and leads_sales_or_is_above(worker, org),
        lambda: some(_holders(entry.owners(org.band), org), lambda holder: org.is_above(worker, holder)),
    )
    return some(ways, call)


def _leads_component(worker: Worker, component: str, org: Org) -> bool:
    """Tell whether a worker is the named leader of a department of this component."""

    def is_it(department: Department) -> bool:
        leads = takes_part(worker, department.leader)
        if leads.outcome == "fail":
            return False
        if org.component_of_department(department.id) == component:
            return bool(leads)
        if not department.component.known and department.id not in COMPONENTS:
            raise Unknown(department.component.path)
        return False

    return some(org.departments.items, is_it)


def _is_meant(worker: Worker, token: str, org: Org) -> bool:
    match token:
        case "anyone":
            return True
        case "anyone_but_owner":
            return not worker.holds("owner")
        case "leaders" | "peer_leader":
            return worker.is_leader_level
        case _:
            return worker.holds(*_archetypes(token))


def _archetypes(token: str) -> tuple[str, ...]:
    group = vocabulary.tokens().get(token)
    return group.archetypes if group else (token, f"head_of_{token}")


def _holders(named: tuple[str, ...], org: Org) -> Several[Worker]:
    return org.holding(*(archetype for token in named for archetype in _archetypes(token)))
