"""LGN: where customers come from, how steady the flow is, and whether anybody works with it."""

from __future__ import annotations

from math import inf
from statistics import median
from typing import cast

from salesaudit.org.kleene import some, those
from salesaudit.org.merge import agree
from salesaudit.org.org import Org
from salesaudit.org.things import Channel, Company
from salesaudit.org.values import Number, Path, Several, Unknown, at_least_zero
from salesaudit.org.workers import Worker
from salesaudit.rules.causes import crm_missing
from salesaudit.rules.goals import goals_of_this_year
from salesaudit.rules.guards import captive, no_funnel, no_strategy, not_b2b, one_person_company, shop_or_eshop
from salesaudit.rules.judgements import (
    above,
    all_are,
    all_of,
    among,
    any_is,
    any_of,
    at_least,
    at_most,
    both,
    given,
    how_many,
    opposite,
    ready,
    somebody,
    takes_part,
)
from salesaudit.rules.registry import rule
from salesaudit.rules.subjects import channels, company
from salesaudit.rules.verdict import PASS, NotApplicable, Verdict

CHANNELS: Path = ("lead_generation", "channels")
BY_MONTH: Path = ("lead_generation", "leads_by_month")
MONTHS_A_YEAR = 12


@rule("LGN001", subject=company, severity="l/m/h/h", sources="S4", unless=[captive])
def no_measure_of_leads(company: Company, org: Org) -> Verdict:
    leads = org.lead_generation
    return both(given(leads.has_quantity), given(leads.has_quality).worded("quality"), neither="neither")


@rule("LGN002", subject=company, severity="m/h/h/h", sources="S4", unless=[captive])
def no_steady_flow(company: Company, org: Org) -> Verdict:
    verdict = above(leads_a_month(org.channels), 0)
    return verdict.say(channels=org.channels) if org.channels.items else verdict.worded("no_channels")


@rule("LGN003", subject=company, severity="l/h/h/h", sources="S4", unless=[captive, shop_or_eshop])
def leads_bypass_the_system(company: Company, org: Org) -> Verdict:
    goes_to = org.lead_generation.goes_to
    many_small_customers = all_of(among(goes_to, "marketing_automation"), among(company.market, "b2c"))
    verdict = any_of(among(goes_to, "crm"), many_small_customers)
    if verdict.outcome != "fail":
        return verdict
    if goes_to.text == "spreadsheet" and crm_missing(org):
        raise NotApplicable("said_by_other_rule", rule="SYS001")
    return verdict.worded(goes_to.text)


@rule("LGN004", subject=company, severity="l/m/m/m", sources="S4 D", unless=[captive])
def one_leg(company: Company, org: Org, *, most: float = 0.7) -> Verdict:
    if not org.channels:
        raise NotApplicable("no_channels")
    if leads_a_month(org.channels).high == 0:
        raise NotApplicable("said_by_other_rule", rule="LGN002")
    referrals = all_are(org.channels, lambda channel: channel.channel_kind.is_in("referral"), CHANNELS)
    return all_of(
        opposite(referrals).worded("referrals").say(channels=org.channels),
        at_least(how_many(org.channels, CHANNELS), 2).worded("single").say(channels=org.channels),
        *(at_most(share_of_leads(channel, org), most).say(channel=channel) for channel in org.channels),
    )


@rule("LGN005", subject=channels, severity="l/m/m/m", sources="S4", unless=[captive, one_person_company])
def channel_without_owner(channel: Channel, org: Org) -> Verdict:
    return somebody(channel.owner)


@rule("LGN006", subject=company, severity="l/m/m/m", sources="S1", unless=[captive])
def no_shared_portrait(company: Company, org: Org) -> Verdict:
    portrait = org.lead_generation.portrait
    written = ready(portrait, at_least="written")
    marketing, sales = signed_by(org, "lead_generation"), signed_by(org, "sales")
    signed = both(marketing.worded("no_marketing"), sales.worded("no_sales"), neither="nobody")
    if written.outcome != "fail":
        one_person_company(org)
    return all_of(written if portrait.high else written.worded("absent"), signed)


@rule("LGN007", subject=company, severity="–/l/l/l", sources="S4", unless=[captive, not_b2b])
def b2b_without_live_contact(company: Company, org: Org) -> Verdict:
    if not org.channels:
        raise NotApplicable("no_channels")
    live = any_is(org.channels, lambda channel: channel.channel_kind.is_in("direct"), CHANNELS)
    return live.say(channels=org.channels)


@rule("LGN008", subject=company, severity="m/h/h/h", sources="S3 S4 D", unless=[captive, no_strategy, no_funnel])
def arithmetic_says_no(company: Company, org: Org, *, enough: float = 0.8) -> Verdict:
    """Compare what the funnel can bring in a year with what new sales must bring; the sentence shows the sum."""
    goals = goals_of_this_year(org, "revenue", "revenue_plan")
    if not goals:
        raise NotApplicable("no_revenue_goal")
    leads = leads_a_month(org.channels)
    if leads.high == 0:
        raise NotApplicable("said_by_other_rule", rule="LGN002")
    conversion = funnel_conversion(org)
    deal = org.funnel.average_deal
    year = leads.times(conversion).times(deal) * MONTHS_A_YEAR
    goal = smallest(goals)
    repeat = company.repeat_share
    if not repeat.known:
        raise Unknown(*repeat.needs, *year.needs, *goal.needs)
    part = Number.exactly(1 - repeat.value).times(goal)
    verdict = at_least(to_the_kopeck(year), to_the_kopeck(part * enough)).say(part=part, goal=goal)
    if not (leads.known and deal.known):
        return verdict.worded("nothing")
    verdict = verdict.say(leads=leads, conversion=most(conversion), deal=deal, year=most(year))
    return verdict if conversion.known else verdict.worded("at_best")


@rule("LGN009", subject=company, severity="–/m/m/m", sources="S4 D", unless=[captive])
def uneven_flow(company: Company, org: Org, *, least: float = 0.5, months: int = 3) -> Verdict:
    counts = org.lead_generation.leads_by_month.all()
    if len(counts) < months:
        raise NotApplicable("too_few_months")
    usual = Number.exactly(median(counts), "count", BY_MONTH)
    return at_least(Number.exactly(min(counts), "count", BY_MONTH), usual * least).say(usual=usual)


@rule("LGN010", subject=company, severity="m/h/h/h", sources="S4 X", unless=[captive])
def slow_first_response(
    company: Company, org: Org, *, b2c_hours: float = 1, b2b_hours: float = 4, unprocessed: float = 0.1
) -> Verdict:
    leads = org.lead_generation
    response = at_most(leads.first_response, by_market(company, b2c_hours, b2b_hours)).say(hours=leads.first_response)
    left = at_most(leads.unprocessed_share, unprocessed).say(left=leads.unprocessed_share)
    return both(response, left.worded("unprocessed"), neither="both")


@rule("LGN011", subject=company, severity="l/m/h/h", sources="S1 S4", unless=[captive, one_person_company])
def leads_not_accepted(company: Company, org: Org, *, least: float = 0.5) -> Verdict:
    accepted = org.lead_generation.accepted_share
    return all_of(told_alike(org, accepted.path).worded("differently"), at_least(accepted, least))


def leads_a_month(channels: Several[Channel]) -> Number:
    """Return how many leads the channels bring a month; without an upper bound where there may be more of them."""
    counts = [channel.leads_per_month for channel in channels.items]
    needs = (*(path for count in counts for path in count.needs), *channels.needs)
    high = inf if channels.needs else sum(count.high for count in counts)
    return Number(sum(count.low for count in counts), high, "count", CHANNELS, needs)


def share_of_leads(channel: Channel, org: Org) -> Number:
    """Return the part of all leads that one channel brings; bounds where other channels are not counted."""
    own = channel.leads_per_month
    total = org.once("leads of all channels", leads_a_month, Several(org.channels.all()))
    if not own.known:
        return Number(0, 1, "share", own.path, total.needs)
    low, high = (own.value / whole if own.value else 0 for whole in (total.high, total.low))
    return Number(low, high, "share", own.path, total.needs)


def funnel_conversion(org: Org) -> Number:
    """Return the part of leads that becomes paid and handed-over deals; a stage that nobody measures may lose any."""
    through = Number.exactly(1)
    for stage in org.stages.items:
        measured = given(stage.has_conversion).outcome != "fail"
        through = through.times(stage.conversion if measured else at_least_zero("share", stage.conversion.path))
    low = 0 if org.stages.needs else through.low
    return Number(low, through.high, "share", needs=through.needs + org.stages.needs)


def smallest(numbers: tuple[Number, ...]) -> Number:
    """Return the smallest of several numbers; bounds where one of them is not known."""
    needs = tuple(path for number in numbers for path in number.needs)
    low, high = min(number.low for number in numbers), min(number.high for number in numbers)
    return Number(low, high, numbers[0].unit, numbers[0].path, needs)


def most(number: Number) -> Number:
    """Return the most that a number can be."""
    return Number.exactly(number.high, number.unit, number.path)


def to_the_kopeck(money: Number) -> Number:
    """Return an amount without the last bits of its arithmetic, so that what is equal on paper is equal here."""
    return Number(round(money.low, 2), round(money.high, 2), money.unit, money.path, money.needs)


def by_market(company: Company, b2c: float, b2b: float) -> Number:
    """Return the limit for the company's market; bounds where it is not known."""
    market = company.market
    if not market.known:
        return Number(min(b2c, b2b), max(b2c, b2b), needs=market.needs)
    return Number.exactly(b2c if market.text == "b2c" else b2b)


def signed_by(org: Org, component: str) -> Verdict:
    """Hold where somebody of a component agreed to the portrait, or where nobody works there who could."""
    agreed = org.lead_generation.portrait_agreed_by
    signatures = Several(agreed.members, agreed.needs)
    signed = any_is(signatures, lambda id_: _is_of(org, id_, component), agreed.path)
    if not agreed.members:
        return signed
    return any_of(signed, nobody_works_in(org, component))


def nobody_works_in(org: Org, component: str) -> Verdict:
    """Hold where the company has neither a department nor a person of a component."""
    departments = any_is(org.departments, lambda unit: org.component_of_department(unit.id) == component)
    people = any_is(org.everyone, lambda worker: _works_in(org, worker, component))
    return opposite(any_of(departments, people))


def _is_of(org: Org, id_: str, component: str) -> bool:
    if org.peek(("departments", id_)) is not None:
        return org.component_of_department(id_) == component
    return some(org.meant(id_), lambda worker: _works_in(org, worker, component))


def _works_in(org: Org, worker: Worker, component: str) -> bool:
    """Tell whether a worker is of a component; owner and CEO are of those that they run in person."""
    components = {org.component_of_role(role) for role in worker.roles}
    if component in components:
        return True
    if not worker.roles_known:
        raise Unknown(("people", worker.id, "roles"))
    return "" in components and bool(_runs(org, worker, component))


def _runs(org: Org, worker: Worker, component: str) -> Verdict:
    if component == "sales":
        return any_is(org.leaders, lambda leader: leader == worker)
    units = those(org.departments, lambda unit: org.component_of_department(unit.id) == component)
    return any_of(
        any_is(units, lambda unit: worker.takes_part_in(unit.leader)),
        takes_part(worker, org.function("marketing_setup").responsible),
    )


def told_alike(org: Org, path: Path) -> Verdict:
    """Hold where marketing and sales do not name different figures."""
    for marketing in org.told(path, "marketing"):
        for sales in org.told(path, "leader", "seller"):
            if not agree(marketing.value, sales.value):
                shares = [Number.exactly(cast(float, fact.value), "share", path) for fact in (marketing, sales)]
                return Verdict("fail", at=path).say(marketing=shares[0], sales=shares[1])
    return PASS
