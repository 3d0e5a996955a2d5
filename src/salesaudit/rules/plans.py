"""What the yearly plans of people and channels add up to."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from math import inf
from operator import add

from salesaudit.org.kleene import some, those
from salesaudit.org.org import Org
from salesaudit.org.things import Channel
from salesaudit.org.values import Number, Path, Several
from salesaudit.org.workers import Worker
from salesaudit.rules.judgements import all_of, any_of, at_least, at_most
from salesaudit.rules.verdict import Verdict

SELL_BY_THEMSELVES = ("marketplace", "dealer")
"""Kinds of channel whose sales stand in nobody's plan unless a seller keeps the channel."""


def plans_match(org: Org, metric: str, goal: Number, *, least: float, most: float) -> Verdict:
    """Hold where the plans in one metric add up to between `least` and `most` of a goal above 0.

    A leader's plan that is no smaller than all others together may as well be the department's: then the others have
    to match the goal without it. The sentence may name the sum as ``total``, the goal as ``goal``.
    """
    others, leaders = plans_of_others(org, metric), plans_of_leaders(org, metric)
    without_department = all_of(at_least(leaders, others), _match(others, goal, least, most))
    return any_of(_match(others + leaders, goal, least, most), without_department)


def no_plan_in(org: Org, metric: str) -> bool:
    """Tell whether nobody has a plan in this metric, as far as every plan is known."""
    return (plans_of_others(org, metric) + plans_of_leaders(org, metric)).high == 0


def plans_of_others(org: Org, metric: str) -> Number:
    """Return what sellers, owners who do not lead sales, and channels without sellers are to bring in a year."""
    sellers = [seller.headcount.times(seller.plan_of(metric)) for seller in org.sellers.items]
    owners = [_own_plan(owner, metric) for owner in org.owners.items if not _counted(owner, org)]
    channels = those(org.channels, lambda channel: _sells_by_itself(channel, org))
    brought = [channel.plan_of(metric) for channel in channels.items]
    return _sum((*sellers, *owners, *brought), (*org.sellers.needs, *org.owners.needs, *channels.needs))


def plans_of_leaders(org: Org, metric: str) -> Number:
    """Return what sales leaders are to bring in person in a year; one who is a seller too stands among the sellers."""
    leaders = [leader for leader in org.leaders.items if not _is_seller(leader, org)]
    return _sum((_own_plan(leader, metric) for leader in leaders), org.leaders.needs)


def _match(total: Number, goal: Number, least: float, most: float) -> Verdict:
    part = Number(total.low / goal.value, total.high / goal.value, "share", goal.path, total.needs)
    short = at_least(part, least).say(total=Number.exactly(total.high, total.unit))
    over = at_most(part, most).say(total=Number.exactly(total.low, total.unit)).worded("over")
    return all_of(short, over).say(goal=goal)


def _own_plan(worker: Worker, metric: str) -> Number:
    """Return the plan of somebody who leads or owns; for one who does not sell it is the department's, not theirs."""
    selling, plan = worker.time.selling, worker.plan_of(metric)
    if selling.low > 0:
        return plan
    high = plan.high if selling.high > 0 else 0
    return Number(0, high, plan.unit, plan.path, (*plan.needs, *selling.needs) if high else ())


def _counted(owner: Worker, org: Org) -> bool:
    return _is_seller(owner, org) or owner in org.leaders.items


def _is_seller(worker: Worker, org: Org) -> bool:
    return worker in org.sellers.items


def _sells_by_itself(channel: Channel, org: Org) -> bool:
    if not channel.channel_kind.is_in(*SELL_BY_THEMSELVES):
        return False
    keepers = Several(channel.owner.members, channel.owner.needs)
    return not some(keepers, lambda id_: some(org.meant(id_), lambda worker: worker.is_seller))


def _sum(plans: Iterable[Number], needs: tuple[Path, ...]) -> Number:
    total = reduce(add, plans, Number.exactly(0))
    return Number(total.low, inf if needs else total.high, "money", (), (*total.needs, *needs))
