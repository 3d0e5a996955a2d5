"""Whose hands do the work: what a seller's role does is judged at the role, what one person does at the person."""

from __future__ import annotations

from salesaudit.org.org import Org
from salesaudit.org.things import Function
from salesaudit.org.values import Group, Several
from salesaudit.org.workers import Worker
from salesaudit.rules.causes import sells_something
from salesaudit.rules.judgements import above, all_of, any_is, any_of, ask, at_most, ready, somebody
from salesaudit.rules.registry import Selector
from salesaudit.rules.rightful import one_of
from salesaudit.rules.verdict import PASS, Verdict


def sellers_at_work(*functions: str, measured: str = "") -> Selector:
    """Make a selector of the roles of sellers, and of the sellers of whom more is said than of their role.

    That is a seller with time of their own, named in person for one of the functions, or with the result `measured`
    from an import.
    """

    def select(org: Org) -> Several[Worker]:
        named = {id_ for function in functions for id_ in org.function(function).responsible.members}
        own = (
            seller
            for seller in org.sellers.items
            if seller.is_person
            and (seller.has_own("time") or seller.id in named or org.is_measured((*seller.path, "results", measured)))
        )
        return Several((*org.seller_roles.items, *own), org.seller_roles.needs)

    return select


def not_named_for(seller: Worker, function: Function) -> Verdict:
    """Hold where a function is not given to a role as such, or to a person by name."""
    doers = function.responsible
    if seller.is_person:
        return ask(lambda: seller.id not in doers, doers.path)
    return ask(lambda: not seller.takes_part_in(doers), doers.path)


def spends_at_most(seller: Worker, org: Org, share: float, *activities: str) -> Verdict:
    """Hold where activities take no more of the time than `share`.

    The time of a role is judged at the role: it holds for a person who has none of their own, and for a role all of
    whose holders do.
    """
    spent = at_most(seller.time.of(*activities), share)
    if seller.is_person:
        return PASS if spent.outcome == "fail" and not seller.has_own("time") else spent
    holders = org.workers_of_role(seller.id)
    return spent if any(not holder.is_person or not holder.has_own("time") for holder in holders) else PASS


def sellers_do(function: Function, org: Org) -> Verdict:
    """Hold where a seller is responsible for a function; where the company has none, anybody who sells."""
    doers = function.responsible
    by_sellers = any_is(org.sellers, lambda seller: _does(seller, doers), doers.path)
    without_sellers = all_of(
        ask(lambda: not org.sellers, doers.path),
        one_of(doers, org, lambda worker: bool(any_of(sells_something(worker), above(worker.time.selling, 0)))),
    )
    return all_of(somebody(doers).worded("nobody"), any_of(by_sellers, without_sellers)).say(who=doers)


def _does(worker: Worker, doers: Group) -> bool:
    """Tell whether a worker is among `doers`; a department that is named works with all its people."""
    _, department = worker.find(("department",))
    return department in doers.members or worker.takes_part_in(doers)


def has_hands(function: Function) -> bool:
    """Tell whether somebody does a function; nobody does one that is absent."""
    nobody_named = not function.responsible.members
    if nobody_named and ready(function.state, at_least="spoken").outcome == "fail":
        return False
    return bool(function.responsible)
