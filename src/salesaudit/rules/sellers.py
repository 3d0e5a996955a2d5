"""REP: what sellers do, what they answer for, and what they may decide alone."""

from __future__ import annotations

from math import inf
from statistics import median

from salesaudit.org.org import Org
from salesaudit.org.things import NONE, Company, Function, Segment
from salesaudit.org.values import Number, Several
from salesaudit.org.workers import Worker
from salesaudit.rules.causes import discount_limited, lead_lists_ready, nobody_to_limit, outsells, price_written
from salesaudit.rules.guards import inbound_flow, no_sellers, one_person_company, sells_to_consumers, shop_or_eshop
from salesaudit.rules.hands import not_named_for, sellers_at_work, sellers_do, spends_at_most
from salesaudit.rules.judgements import (
    above,
    all_of,
    among,
    any_is,
    any_of,
    at_least,
    at_most,
    counts_as,
    given,
    nobody,
    not_among,
    opposite,
    somebody,
)
from salesaudit.rules.registry import rule
from salesaudit.rules.rightful import answering, meant_by
from salesaudit.rules.subjects import company, seller_roles_by
from salesaudit.rules.verdict import PASS, NotApplicable, Verdict

SEARCH = ("lead_sources", "lead_lists")
"""Finding whom to contact; the first contact itself is a seller's work (S0)."""

RARER_THAN_MONTHLY = ("quarter", "none")


@rule(
    "REP001",
    subject=sellers_at_work(*SEARCH, measured="leads_self_sourced"),
    severity="l/h/h/h",
    sources="S0 D",
    unless=[one_person_company],
)
def rep_does_own_prospecting(
    seller: Worker, org: Org, *, most_searching: float = 0.1, most_self_sourced: float = 0.5
) -> Verdict:
    if seller.is_leader_level:
        raise NotApplicable("not_a_staff_role")
    free_of_it = {id_: not_named_for(seller, org.function(id_)) for id_ in SEARCH}
    theirs = tuple(org.function(id_) for id_, verdict in free_of_it.items() if verdict.outcome == "fail")
    return all_of(
        *(verdict.say(functions=theirs) for verdict in free_of_it.values()),
        spends_at_most(seller, org, most_searching, "searching").worded("time"),
        _gets_leads(seller, org, most_self_sourced).worded("leads"),
    )


def _gets_leads(seller: Worker, org: Org, most: float) -> Verdict:
    """Hold where an import does not show that a seller found most of their leads."""
    found = seller.leads_self_sourced
    return at_most(found, most) if org.is_measured(found.path) else PASS


@rule(
    "REP002",
    subject=company,
    severity="l/h/h/h",
    sources="S0",
    unless=[sells_to_consumers, inbound_flow],
)
def no_ready_lead_lists(company: Company, org: Org) -> Verdict:
    verdict = lead_lists_ready(org)
    return verdict.worded("absent") if verdict.value is not None and verdict.value.high == 0 else verdict


@rule("REP003", subject=company, severity="m/h/h/h", sources="S3")
def moving_deals_is_nobodys_task(company: Company, org: Org) -> Verdict:
    return sellers_do(org.function("deal_progress"), org)


@rule("REP004", subject=seller_roles_by("kpis"), severity="m/h/h/h", sources="S3", unless=[one_person_company])
def seller_without_measures(seller: Worker, org: Org) -> Verdict:
    return somebody(seller.kpis)


@rule("REP005", subject=seller_roles_by("kpis"), severity="l/m/m/m", sources="S3", unless=[one_person_company])
def seller_not_measured_by_flow(seller: Worker, org: Org) -> Verdict:
    if not somebody(seller.kpis):
        raise NotApplicable("said_by_other_rule", rule="REP004")
    return counts_as(seller.kpis, "flow")


@rule("REP006", subject=seller_roles_by("time"), severity="l/m/m/h", sources="X D", unless=[one_person_company])
def seller_buried_in_other_work(seller: Worker, org: Org, *, most: float = 0.3) -> Verdict:
    both, papers = seller.time.of("admin", "producing"), seller.time.of("admin")
    only = "papers" if papers.low == both.low else "orders" if papers.low == 0 else ""
    return at_most(both, most).worded(only)


@rule("REP007", subject=company, severity="m/h/h/h", sources="S2 S3", unless=[one_person_company])
def seller_has_a_blank_cheque(company: Company, org: Org) -> Verdict:
    discount = discount_limited(org)
    if discount.outcome == "fail":
        if "discount" in company.owner_decides.members:
            discount = discount.mild().worded("owner")
        elif _sellers_have_limits(org):
            discount = discount.mild().worded("asked")
    verdict = all_of(discount, price_written(org).worded("price"))
    if nobody_to_limit(org):
        raise NotApplicable("no_sellers")
    return verdict


def _sellers_have_limits(org: Org) -> bool:
    """Tell whether every role of sellers is known to have a limit of its own, beyond which somebody else decides."""
    limits = [role.find(("limits", "discount"))[1] for role in org.seller_roles.items]
    return bool(limits) and not org.seller_roles.needs and not {None, NONE} & set(limits)


@rule("REP008", subject=company, severity="m/m/h/h", sources="S0")
def nobody_asks_what_the_customer_needs(company: Company, org: Org) -> Verdict:
    return sellers_do(org.function("need_discovery"), org)


def shares_of_customers(org: Org) -> Several[Function | Segment]:
    """The function of sharing out customers, and each segment that is shared out."""
    return Several((org.function("client_distribution"), *org.segments.items), org.segments.needs)


@rule(
    "REP009",
    subject=shares_of_customers,
    severity="l/h/h/h",
    sources="S1 S2",
    unless=[one_person_company, shop_or_eshop],
)
def sellers_pick_their_customers(customers: Function | Segment, org: Org) -> Verdict:
    if isinstance(customers, Segment):
        return not_among(customers.assigned_by, "self")
    doers = customers.responsible
    picked = any_is(org.sellers, lambda seller: not seller.is_leader_level and seller.takes_part_in(doers), doers.path)
    return any_of(opposite(picked), nobody(doers)).say(who=doers).worded("function")


@rule("REP010", subject=seller_roles_by("plan"), severity="m/h/h/h", sources="S3", unless=[one_person_company])
def seller_without_plan(seller: Worker, org: Org) -> Verdict:
    own, market = given(seller.plan), org.company.market
    if market.known and market.text != "b2c":
        return own
    return any_of(own, all_of(among(market, "b2c"), _plan_of_the_team(seller, org)))


def _plan_of_the_team(seller: Worker, org: Org) -> Verdict:
    """Hold where the sales leader or the seller's own boss has a plan: in retail a team shares one."""
    of_own_boss = any_is(meant_by(seller.reports_to, org), _has_plan)
    return any_of(of_own_boss, org.once("a leader's plan", any_is, org.leaders, _has_plan))


def _has_plan(boss: Worker) -> bool:
    return bool(given(boss.plan))


def named_sellers(org: Org) -> Several[Worker]:
    """Each seller listed by name."""
    named = tuple(seller for seller in org.sellers.items if seller.is_person)
    return Several(named, () if org.has_section("people") else (("people",),))


@rule(
    "REP011",
    subject=named_sellers,
    severity="–/m/m/m",
    sources="S2",
    unless=[one_person_company, sells_to_consumers],
)
def comfortable_club(seller: Worker, org: Org, *, part_of_median: float = 0.5) -> Verdict:
    if seller.holds("account_manager"):
        raise NotApplicable("account_manager")
    one_of_the_best = any_of(among(seller.skill, "strong"), outsells(seller, org))
    typical = _typical_part_from_new(org)
    brings_new = all_of(
        above(seller.new_customers, 0).worded("none"),
        at_least(seller.revenue_from_new, typical * part_of_median).say(typical=typical),
    )
    return any_of(brings_new, opposite(one_of_the_best))


def _typical_part_from_new(org: Org) -> Number:
    """Return the team's median share of revenue from new customers; bounds where some shares are not known."""
    sellers = org.sellers
    team = [seller for seller in sellers.items if not seller.holds("account_manager")]
    shares = [seller.revenue_from_new for seller in team for _ in range(int(seller.headcount.low))]
    needs = (*sellers.needs, *(path for share in shares for path in share.needs))
    if sellers.needs or any(not seller.headcount.known for seller in team):
        return Number(0, 1, needs=needs)
    return Number(median(s.low for s in shares), median(s.high for s in shares), "share", needs=needs)


@rule("REP012", subject=seller_roles_by("reports_to"), severity="–/m/m/m", sources="D", unless=[one_person_company])
def seller_has_two_bosses(seller: Worker, org: Org) -> Verdict:
    bosses = seller.reports_to
    return at_most(answering(bosses, org), 1).say(bosses=bosses)


@rule("REP013", subject=company, severity="m/h/h/h", sources="S0 S1 D", unless=[one_person_company, no_sellers])
def plan_not_met(company: Company, org: Org, *, met_from: float = 0.9, least_part: float = 0.5) -> Verdict:
    unsure = org.sellers.needs
    heads = {"pass": Number(0, 0), "fail": Number(0, 0), "unknown": Number(0, len(unsure), needs=unsure)}
    for seller in org.sellers.items:
        verdict, count = at_least(seller.plan_attainment, met_from), seller.headcount
        heads[verdict.outcome] += Number(
            count.low, count.high, path=seller.plan_attainment.path, needs=count.needs + verdict.needs
        )
    met, missed, open_ = heads["pass"], heads["fail"], heads["unknown"]
    share = Number(
        _part(met.low, missed.high + open_.high),
        _part(met.high + open_.high, missed.low),
        "share",
        missed.path,
        met.needs + missed.needs + open_.needs,
    )
    team = int(met.low + missed.low + open_.low)
    return at_least(share, least_part).say(
        missed=int(missed.low), team=team, met_from=Number.exactly(met_from, "share")
    )


def _part(of: float, rest: float) -> float:
    """Return what part `of` makes of itself and the rest, either of which may be without end."""
    return 1 if of == inf else of / (of + rest)


@rule("REP014", subject=seller_roles_by("plan"), severity="l/m/h/h", sources="S1 S3", unless=[one_person_company])
def plan_without_steps(seller: Worker, org: Org) -> Verdict:
    if given(seller.plan).outcome == "fail":
        raise NotApplicable("no_plan")
    verdict = not_among(seller.checkpoints, *RARER_THAN_MONTHLY)
    return verdict.worded("never") if not_among(seller.checkpoints, "none").outcome == "fail" else verdict
