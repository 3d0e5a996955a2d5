"""Causes that several rules see: the most specific rule speaks, the others ask here and keep silent.

Rules never read the outcomes of other rules; they share these judgements.
"""

from __future__ import annotations

from salesaudit.knowledge.vague import is_vague
from salesaudit.org.kleene import every
from salesaudit.org.org import Org
from salesaudit.org.things import Department, Policy
from salesaudit.org.workers import Worker
from salesaudit.rules.judgements import above, all_of, any_is, any_of, ask, at_least, at_most, given, ready, somebody
from salesaudit.rules.rightful import is_theirs
from salesaudit.rules.steps import StepTable
from salesaudit.rules.verdict import FAIL, PASS, Verdict

SELLING_LIMITS = StepTable({2: 0.6, 4: 0.5, 7: 0.35, 12: 0.2}, beyond=0.1)
"""How much a leader may sell, by sellers led: 60 % and 50 % are S1's, the fall with each hire too, its steps ours."""


def pay_tied_to_something(worker: Worker) -> Verdict:
    """Hold where pay depends on any result at all: SYS005 speaks where it does not."""
    return somebody(worker.tied_to)


def sells_within_limit(leader: Worker, org: Org, limits: StepTable = SELLING_LIMITS) -> Verdict:
    """Hold where a leader sells no more of the time than the size of the team allows (LDR002, OWN006)."""
    return at_most(leader.time.selling, limits.at(org.sellers_led_by(leader)))


def outsells(worker: Worker, org: Org) -> Verdict:
    """Hold where a worker's own revenue is above 0 and at least that of every other seller (OWN001, LDR003, CEO004).

    Where only shares of the company's revenue are known, they are compared instead.
    """
    sold = sells_something(worker)
    return ask(
        lambda: bool(sold) and every(org.other_sellers(worker), lambda other: _not_behind(worker, other)), sold.at
    )


def sells_something(worker: Worker) -> Verdict:
    """Hold where a worker has revenue, known as money or as a share of the company's (OWN002, OWN003)."""
    return _agreed(above(worker.revenue, 0), above(worker.part_of_revenue, 0))


def _not_behind(one: Worker, other: Worker) -> bool:
    by_money = at_least(one.revenue, other.revenue)
    return bool(_agreed(by_money, at_least(one.part_of_revenue, other.part_of_revenue)))


def _agreed(first: Verdict, second: Verdict) -> Verdict:
    """Return the verdict that is known; where both are and differ, the description contradicts itself."""
    if first.outcome == second.outcome or second.outcome == "unknown":
        return first
    if first.outcome == "unknown":
        return second
    at = tuple(path for path in (first.at, second.at) if path is not None)
    return Verdict("unknown", at=first.at, needs=at)


def values_told_differently(org: Org) -> bool:
    """Tell whether respondents answer differently about the company's values (STR005, GAP001)."""
    said = org.told(org.strategy.values.path)
    return any(fact.value != said[0].value for fact in said)


def someone_speaks_for_sales(org: Org) -> Verdict:
    """Hold where somebody represents sales before other departments (INT001, FUN001)."""
    voice = org.function("interdepartment_representation").responsible
    return any_of(somebody(voice), any_is(org.interfaces, lambda interface: bool(interface.spokesperson)))


def works_with_departments(leader: Worker, org: Org) -> Verdict:
    """Hold where a leader has time or a function for the other departments (LDR014 before INT007)."""
    duties = any_is(org.functions_of_group("integrate"), lambda function: is_theirs(leader, function))
    return any_of(above(leader.time.integrating, 0), duties)


def someone_to_talk_to(department: Department) -> Verdict:
    """Hold where the department on the other side of an interface has a leader (INT005, INT004)."""
    return somebody(department.leader)


def funnel_described(org: Org) -> Verdict:
    """Hold where there is a funnel with stages (FNL001 before SYS001 and the other funnel rules).

    Stages that are listed speak for themselves, so that only a funnel said to be absent fails in spite of them.
    """
    funnel = org.funnel
    for state in (funnel.state, org.element("funnel").state):
        there = ready(state, at_least="spoken")
        if there.outcome == "fail":
            return there
    return given(funnel.has_stages).worded("no_stages")


def discount_limited(org: Org) -> Verdict:
    """Hold where somebody has said how far down a seller may go (REP007 before POL001 and IMP001)."""
    discount = org.policy("discount")
    answered = ready(discount.state, at_least="spoken")
    return answered if answered.outcome == "fail" else given(discount.has_limit)


def price_written(org: Org) -> Verdict:
    """Hold where the price a conversation starts from is in writing (REP007 before POL001 and IMP001)."""
    return ready(org.policy("price").state, at_least="written")


def answered_by_number(policy: Policy) -> bool:
    """Tell whether a limit says what the words leave open."""
    return "pass" in (given(policy.has_limit).outcome, given(policy.has_max_deferral).outcome)


def says_something(policy: Policy, org: Org) -> Verdict:
    """Hold where the words of an answer leave something out (POL002 before IMP001); naming a segment does."""
    there = given(policy.has_value)
    if there.outcome == "fail":
        return there.worded("empty")
    answer = policy.value.text
    segments = [segment.title.text for segment in org.segments.items if segment.title.known]
    verdict = FAIL if is_vague(answer, segments) else PASS
    return verdict.about(policy.value.path).say(answer=answer)


def nobody_to_limit(org: Org) -> bool:
    """Tell whether the company is known to have no sellers, or nobody else at all: REP007 has nothing to say."""
    roles, alone = org.seller_roles, org.one_person
    return not (roles.items or roles.needs) or (alone.known and alone.yes)


def crm_missing(org: Org) -> bool:
    """Tell whether SYS001 says that there is no CRM, so that FNL006 and LGN003 need not say what is not in it."""
    return ready(org.element("crm").state, at_least="spoken").outcome == "fail"


def lead_lists_ready(org: Org) -> Verdict:
    """Hold where sellers get written lists of whom to call (REP002 before SYS001 and IMP001)."""
    return all_of(
        ready(org.element("lead_lists").state, at_least="written"),
        ready(org.function("lead_lists").state, at_least="written"),
    )


def flow_is_inbound(org: Org) -> bool:
    """Tell whether customers are known to come by themselves: there are channels, and none is of live contacts."""
    channels = org.channels
    kinds = [channel.channel_kind for channel in channels.items]
    return bool(kinds) and all(kind.known and kind.text != "direct" for kind in kinds)


def lead_lists_missed(org: Org) -> bool:
    """Tell whether REP002 speaks of the lists, so that IMP001 leaves them out."""
    market = org.company.market
    needed = market.known and market.text != "b2c" and not flow_is_inbound(org)
    return needed and lead_lists_ready(org).outcome == "fail"
