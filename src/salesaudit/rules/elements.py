"""SYS: what the sales system is made of, how fast it decides and what it pays for."""

from __future__ import annotations

from collections.abc import Mapping

from salesaudit.knowledge import vocabulary
from salesaudit.org.org import Org
from salesaudit.org.things import Company, Element, Process
from salesaudit.org.values import Unknown
from salesaudit.org.workers import Worker
from salesaudit.rules.causes import pay_tied_to_something
from salesaudit.rules.guards import one_person_company
from salesaudit.rules.judgements import above, all_of, at_least, at_most, below, ready, somebody
from salesaudit.rules.registry import rule
from salesaudit.rules.steps import by_band
from salesaudit.rules.subjects import company, elements, seller_roles_by
from salesaudit.rules.verdict import NotApplicable, Verdict

STEPS_BELOW_HIGH = {"high": 0, "medium": 1, "low": 2}
"""How much milder the absence of an element is than that of the gravest ones."""

TOLD_BY = {"funnel": "FNL001", "lead_lists": "REP002"}
"""Elements whose absence a rule of their own tells."""

ABOUT_OTHERS = ("compensation", "results_visible", "quality_control")
"""Elements that a company of one does not need."""

DECISION_DAYS = {"micro": 1, "small": 2, "medium": 3, "large": 7}
APPROVAL_LEVELS = {"micro": 1, "small": 2, "medium": 3, "large": 4}
"""How long and through how many hands a non-standard discount, deferral or contract may go (ours)."""


@rule("SYS001", subject=elements, severity="m/h/h/h", sources="S3 S4")
def element_missing(element: Element, org: Org) -> Verdict:
    if element.id in TOLD_BY:
        raise NotApplicable("said_by_other_rule", rule=TOLD_BY[element.id])
    if element.id in ABOUT_OTHERS:
        one_person_company(org)
    known = vocabulary.elements().get(element.id)
    severity = known.severity if known else "low"
    if severity == "low":
        _not_in_a_micro_company(org)
    verdict = ready(element.state, at_least="spoken").mild(STEPS_BELOW_HIGH[severity])
    return verdict.worded(element.id) if known else verdict


def _not_in_a_micro_company(org: Org) -> None:
    if "micro" in org.possible_bands:
        raise NotApplicable("band") if org.band_known else Unknown(("company", "headcount"))


@rule("SYS002", subject=elements, severity="–/l/l/m", sources="D")
def element_without_owner(element: Element, org: Org) -> Verdict:
    kept: Element | Process = org.funnel if element.id == "funnel" else element
    if not ready(kept.state, at_least="spoken"):
        raise NotApplicable("element_absent")
    return somebody(kept.owner)


@rule("SYS003", subject=company, severity="l/m/h/h", sources="S4 X")
def crm_for_show(company: Company, org: Org, *, full: float = 0.9, poor: float = 0.7) -> Verdict:
    crm = org.element("crm")
    if not ready(crm.state, at_least="spoken"):
        raise NotApplicable("element_absent")
    verdict = at_least(crm.coverage, full)
    return verdict.worded("partly").capped("medium") if at_least(crm.coverage, poor) else verdict


@rule("SYS004", subject=company, severity="l/m/m/m", sources="S4 D")
def slow_to_decide(
    company: Company,
    org: Org,
    *,
    days: Mapping[str, float] = DECISION_DAYS,
    levels: Mapping[str, float] = APPROVAL_LEVELS,
) -> Verdict:
    in_time = at_most(company.decision_days, by_band(org, days)).say(limit=float(days[org.band]))
    directly = at_most(company.approval_levels, by_band(org, levels)).say(limit=float(levels[org.band]))
    if in_time.outcome == directly.outcome == "fail":
        return in_time.worded("both").say(levels=company.approval_levels)
    return all_of(in_time, directly.worded("levels"))


@rule(
    "SYS005", subject=seller_roles_by("pay", "tied_to"), severity="l/h/h/h", sources="S3", unless=[one_person_company]
)
def pay_does_not_follow_the_work(seller: Worker, org: Org) -> Verdict:
    return pay_tied_to_something(seller)


@rule("SYS006", subject=seller_roles_by("pay", "fixed"), severity="l/m/m/m", sources="X D", unless=[one_person_company])
def pay_is_all_fixed_or_all_variable(seller: Worker, org: Org) -> Verdict:
    if pay_tied_to_something(seller).outcome == "fail":
        raise NotApplicable("said_by_other_rule", rule="SYS005")
    return all_of(below(seller.fixed_pay, 1), above(seller.fixed_pay, 0).worded("variable"))
