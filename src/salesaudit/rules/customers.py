"""PPL: which seller serves which customers, who is taught and who leaves."""

from __future__ import annotations

from salesaudit.org.kleene import those
from salesaudit.org.org import Org
from salesaudit.org.things import Company, Segment
from salesaudit.org.values import Several
from salesaudit.org.workers import Worker
from salesaudit.rules.guards import not_b2b, one_person_company, shop_or_eshop
from salesaudit.rules.judgements import (
    all_of,
    among,
    any_is,
    at_least,
    at_most,
    few,
    given,
    not_among,
    somebody,
    takes_part,
)
from salesaudit.rules.registry import Selector, rule
from salesaudit.rules.subjects import company, segments, seller_roles_by
from salesaudit.rules.verdict import NotApplicable, Verdict


def sellers_of_skill(skill: str) -> Selector:
    """Make a selector of the sellers known to be strong, average or weak."""

    def select(org: Org) -> Several[Worker]:
        return those(org.sellers, lambda seller: seller.skill.is_in(skill))

    return select


def segments_of(seller: Worker, org: Org) -> Several[Segment]:
    """Return the segments that a seller serves, in person, through a role or for a department."""
    served = those(org.segments, lambda segment: seller.takes_part_in(segment.served_by))
    if not served:
        raise NotApplicable("serves_no_segment")
    return served


@rule("PPL001", subject=sellers_of_skill("strong"), severity="–/m/h/h", sources="S1", unless=[shop_or_eshop])
def eagle_hunting_mice(seller: Worker, org: Org) -> Verdict:
    def worth_the_skill(segment: Segment) -> bool:
        return bool(all_of(takes_part(seller, segment.served_by), not_among(segment.size, "small")))

    return any_is(org.segments, worth_the_skill, seller.skill.path).say(segments=segments_of(seller, org))


@rule("PPL002", subject=sellers_of_skill("weak"), severity="m/h/h/h", sources="S1", unless=[shop_or_eshop])
def novice_with_the_whale(seller: Worker, org: Org) -> Verdict:
    def too_large(segment: Segment) -> bool:
        return bool(all_of(takes_part(seller, segment.served_by), among(segment.size, "large")))

    return few(org.segments, too_large, 0, seller.skill.path).say(segments=segments_of(seller, org))


@rule("PPL003", subject=segments, severity="l/m/m/m", sources="S1")
def segment_without_seller(segment: Segment, org: Org) -> Verdict:
    return somebody(segment.served_by)


@rule("PPL004", subject=segments, severity="–/l/m/m", sources="S1")
def vip_without_the_leader(segment: Segment, org: Org) -> Verdict:
    if not all_of(among(segment.size, "large"), among(segment.potential, "high")):
        raise NotApplicable("not_key_segment")
    return given(segment.leader_involved)


@rule("PPL005", subject=segments, severity="l/m/m/m", sources="S1")
def potential_never_weighed(segment: Segment, org: Org) -> Verdict:
    return not_among(segment.potential, "none")


@rule("PPL006", subject=seller_roles_by("trained"), severity="l/m/h/h", sources="S1", unless=[one_person_company])
def sellers_never_trained(seller: Worker, org: Org) -> Verdict:
    return given(seller.trained)


@rule("PPL007", subject=company, severity="l/m/h/h", sources="S2 D")
def sellers_leave(company: Company, org: Org, *, most: float = 0.4, team: int = 5) -> Verdict:
    if not at_least(org.team_size, team):
        raise NotApplicable("too_few_sellers")
    return at_most(company.seller_turnover, most)


@rule("PPL008", subject=company, severity="m/m/h/h", sources="S2 D", unless=[not_b2b])
def customers_leave(company: Company, org: Org, *, most: float = 0.2) -> Verdict:
    return at_most(company.customer_churn, most)
