"""EVD: what the deals say, where they were imported."""

from __future__ import annotations

from salesaudit.org.compared import SHARES, ComparedShare
from salesaudit.org.org import Org
from salesaudit.org.things import Company, Thing
from salesaudit.org.values import Number, Several
from salesaudit.org.workers import Worker
from salesaudit.rules.guards import captive, no_funnel, not_measured
from salesaudit.rules.judgements import all_of, at_least, at_most, few
from salesaudit.rules.registry import rule
from salesaudit.rules.steps import StepTable
from salesaudit.rules.subjects import company, people
from salesaudit.rules.verdict import NotApplicable, Verdict

CONCENTRATION_LIMITS = StepTable({4: 0.5, 9: 0.35}, beyond=0.25)
"""How much of the revenue one seller may bring, by the number of sellers (the figures are ours)."""

FEWEST_SELLERS = 3
"""With fewer sellers each of them is bound to bring a large part."""

LARGEST = "largest"


class Customer(Thing):
    """A customer; the one that brings most has no name in the description."""

    kind = "customer"


def compared_shares(org: Org) -> Several[ComparedShare]:
    """Each share of a person's results that is both stated and measured."""
    shares = (ComparedShare(person, name) for person in people(org).items for name in SHARES)
    return Several(tuple(share for share in shares if share.measured.known and share.stated.known))


def named_sellers(org: Org) -> Several[Worker]:
    """Each seller listed by name."""
    return Several(tuple(seller for seller in org.sellers.items if seller.is_person), org.sellers.needs)


def largest_customer(org: Org) -> Several[Customer]:
    """The customer that brings most of the revenue."""
    return Several((Customer(org, LARGEST, ("company", "top_customer_share")),))


@rule("EVD001", subject=compared_shares, severity="m/m/h/h", sources="X", unless=[not_measured])
def words_and_deals_differ(share: ComparedShare, org: Org, *, points: float = 0.1) -> Verdict:
    stated, measured = share.stated, share.measured
    apart = Number.exactly(round(abs(stated.value - measured.value), 6), "share", stated.path)
    verdict = at_most(apart, points).say(person=share.person, stated=stated, measured=measured)
    return verdict.worded("" if share.name == "revenue_share" else share.name)


@rule("EVD002", subject=named_sellers, severity="m/m/h/h", sources="X D")
def revenue_hangs_on_one_seller(seller: Worker, org: Org, *, limits: StepTable = CONCENTRATION_LIMITS) -> Verdict:
    if not at_least(org.team_size, FEWEST_SELLERS):
        raise NotApplicable("too_few_sellers")
    measured = ComparedShare(seller, "revenue_share").measured
    share = measured if measured.known else seller.part_of_revenue
    return at_most(share, limits.at(org.team_size)).say(sellers=org.team_size)


@rule("EVD003", subject=largest_customer, severity="m/m/h/h", sources="X D", unless=[captive])
def revenue_hangs_on_one_customer(customer: Customer, org: Org, *, most: float = 0.25, grave: float = 0.4) -> Verdict:
    verdict = at_most(org.company.top_customer_share, most)
    return verdict.capped("medium") if at_most(org.company.top_customer_share, grave) else verdict


@rule("EVD004", subject=company, severity="l/m/m/m", sources="S3 D")
def deals_fall_asleep(company: Company, org: Org, *, most: float = 0.3) -> Verdict:
    return at_most(org.measured.open_older_than_twice_cycle, most)


@rule("EVD005", subject=company, severity="l/m/m/m", sources="S2 S3", unless=[no_funnel])
def funnel_on_paper(company: Company, org: Org, *, most: float = 0.3) -> Verdict:
    never_seen = org.measured.stages_never_seen
    skipped = at_most(org.measured.won_skipping_a_stage, most)
    unseen = few(org.stages, lambda stage: stage.id in never_seen, 0, never_seen.path)
    if skipped.outcome == unseen.outcome == "fail":
        return skipped.say(**unseen.says).worded("both")
    return all_of(skipped, unseen.worded("unseen"))


@rule("EVD006", subject=company, severity="l/m/m/m", sources="X")
def deals_without_a_next_step(company: Company, org: Org, *, most: float = 0.3) -> Verdict:
    return at_most(org.measured.open_without_next_step, most)
