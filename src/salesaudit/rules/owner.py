"""OWN: what only the owner does, decides or sells."""

from __future__ import annotations

from collections.abc import Mapping

from salesaudit.org.org import Org
from salesaudit.org.things import Company, Function
from salesaudit.org.values import Number, Several
from salesaudit.org.workers import Worker
from salesaudit.rules.causes import outsells, sells_something, sells_within_limit
from salesaudit.rules.guards import no_owner, no_sellers, one_person_company
from salesaudit.rules.judgements import (
    all_of,
    any_is,
    any_of,
    ask,
    at_most,
    few,
    how_many,
    in_any_size,
    opposite,
    somebody,
)
from salesaudit.rules.registry import rule
from salesaudit.rules.subjects import company, functions, owners, tops
from salesaudit.rules.verdict import NotApplicable, Verdict

ANSWERS_LIMITS = {"micro": 4, "small": 3, "medium": 1, "large": 1}
"""How many of the questions of who the owner may answer with "me" (D)."""

OPERATIONS_LIMITS = {"micro": 0.75, "small": 0.5, "medium": 0.5, "large": 0.5}
"""How much of the owner's time the daily work may take (D)."""

OPERATIONS = ("searching", "outreach", "servicing", "admin", "producing")
"""The daily work beside selling."""

OWNERS_OWN = {"micro": ("hiring", "product_creation"), "small": ("hiring", "product_creation")}
"""Questions that the owner may answer with "me" without counting them; from medium size on only the hiring (S0)."""

HATS = {(True, True, True): "", (True, True, False): "owner_ceo", (True, False, True): "owner_leader"}
"""The variant of the sentence by who is owner, ceo and sales leader."""


@rule("OWN001", subject=owners, severity="l/h/c/c", sources="S0 S4", unless=[one_person_company, no_owner, no_sellers])
def owner_is_top_seller(owner: Worker, org: Org) -> Verdict:
    others = org.other_sellers(owner)
    if not others:
        raise NotApplicable("no_other_seller")
    verdict = opposite(outsells(owner, org))
    best = max(others.items, key=lambda seller: (seller.revenue.low, seller.part_of_revenue.low))
    if owner.revenue.known and best.revenue.known:
        return verdict.say(best=best, own=owner.revenue, most=best.revenue)
    return verdict.say(best=best, own=owner.part_of_revenue, most=best.part_of_revenue).worded("share")


@rule("OWN002", subject=owners, severity="l/h/c/c", sources="S0 S4", unless=[one_person_company, no_owner])
def owner_cannot_be_replaced_in_sales(owner: Worker, org: Org, *, share: float = 0.4) -> Verdict:
    sellers, leaders = org.other_sellers(owner), org.other_leaders(owner)
    others = Several(tuple(dict.fromkeys(sellers.items + leaders.items)), sellers.needs + leaders.needs)
    return all_of(
        any_of(opposite(_sells(owner, org)), any_is(others, lambda other: bool(sells_something(other)))),
        any_of(at_most(owner.part_of_revenue, share), somebody(owner.deputy)).worded("share"),
    )


def _sells(owner: Worker, org: Org) -> Verdict:
    selling = org.functions_of_group("sell")
    return any_of(
        sells_something(owner),
        any_is(selling, lambda function: owner.takes_part_in(function.responsible), owner.path),
    )


@rule("OWN003", subject=tops, severity="l/h/c/c", sources="S0", unless=[one_person_company])
def one_person_is_owner_ceo_leader_seller(top: Worker, org: Org, *, selling: float = 0.2) -> Verdict:
    top.find(("roles",))
    leads = any_is(org.leaders, lambda leader: leader == top)
    hats = (top.holds("owner"), top.holds("ceo"), leads.outcome == "pass")
    worn = Number(sum(hats), sum(hats) + (leads.outcome == "unknown"), "count", top.path, leads.needs)
    sells = any_of(
        ask(lambda: top.is_seller, top.path),
        sells_something(top),
        opposite(at_most(top.time.selling, selling)),
    )
    return all_of(
        any_of(opposite(sells), at_most(worn, 1)).worded(HATS.get(hats, "ceo_leader")),
        at_most(worn, 2).worded("without_selling").mild(),
    )


@rule("OWN004", subject=functions("who"), severity="m/h/h/h", sources="S0")
def who_question_unanswered(function: Function, org: Org) -> Verdict:
    return somebody(function.responsible | function.accountable)


@rule("OWN005", subject=owners, severity="l/h/h/h", sources="S0", unless=[one_person_company, no_owner])
def owner_is_the_answer(owner: Worker, org: Org, *, limits: Mapping[str, float] = ANSWERS_LIMITS) -> Verdict:
    def answers(band: str) -> Verdict:
        left_out = OWNERS_OWN.get(band, ("hiring",))
        questions = (function for function in org.functions_of_group("who") if function.id not in left_out)
        return few(questions, lambda function: owner.takes_part_in(function.responsible), limits[band], owner.path)

    return in_any_size(org, answers)


@rule("OWN006", subject=owners, severity="l/m/h/h", sources="S0 D", unless=[one_person_company, no_owner])
def owner_lost_in_operations(owner: Worker, org: Org, *, limits: Mapping[str, float] = OPERATIONS_LIMITS) -> Verdict:
    everything = in_any_size(org, lambda band: at_most(owner.time.of("selling", *OPERATIONS), limits[band]))
    beside_selling = in_any_size(org, lambda band: at_most(owner.time.of(*OPERATIONS), limits[band]))
    leads = any_is(org.leaders, lambda leader: leader == owner)
    within_limit = sells_within_limit(owner, org)
    if leads.outcome == within_limit.outcome == "pass":
        return beside_selling.worded("leader")
    verdict = any_of(everything, all_of(leads, within_limit, beside_selling))
    too_much_selling = leads.outcome == "pass" and within_limit.outcome == "fail" and bool(org.other_sellers(owner))
    if too_much_selling and verdict.outcome == "fail" and beside_selling:
        raise NotApplicable("said_by_other_rule", rule="LDR002")
    return verdict


@rule("OWN007", subject=company, severity="l/h/h/h", sources="S0", unless=[one_person_company])
def every_decision_reaches_the_owner(company: Company, org: Org, *, most: int = 2) -> Verdict:
    if _owner_sells_alone(org) and org.band == "micro":
        raise NotApplicable("no_sellers")
    return at_most(how_many(company.owner_decides), most).say(decisions=company.owner_decides)


def _owner_sells_alone(org: Org) -> bool:
    """Tell whether nobody but owners is known to sell or to lead sales, so that decisions have nobody else to go to."""
    roles = org.seller_roles
    return not (roles.items or roles.needs) and all("owner" in leader.archetypes for leader in org.leaders.items)
