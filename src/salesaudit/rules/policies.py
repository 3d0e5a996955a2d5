"""POL: how much, at what price, to whom, what, on what terms, and whether the plans add up to the goal."""

from __future__ import annotations

from salesaudit.org.org import Org
from salesaudit.org.things import Company, Policy
from salesaudit.rules.causes import answered_by_number, discount_limited, nobody_to_limit, price_written, says_something
from salesaudit.rules.goals import goals_of_this_year
from salesaudit.rules.guards import no_strategy
from salesaudit.rules.judgements import above, all_of, any_of, at_most, both, given, opposite, ready
from salesaudit.rules.plans import no_plan_in, plans_match
from salesaudit.rules.registry import rule
from salesaudit.rules.subjects import company, policies
from salesaudit.rules.verdict import FAIL, NotApplicable, Verdict

GRAVE = ("volume", "customer")
"""The questions without which the other three have no meaning: how much, and to whom."""

HELD = {"discount": discount_limited, "price": price_written}
"""The questions of which REP007 tells when they are left open."""

GOAL_METRICS = {"revenue": ("revenue", "revenue_plan"), "gross_profit": ("gross_profit",), "payments": ("payments",)}
"""The money that a plan is in, and the metrics of a goal in the same money."""

PREPAID = ("предоплат", "prepay", "prepaid", "in advance", "upfront")
PAID_LATER = ("отсроч", "рассроч", "остал", "остат", "после", "later", "after", "rest", "balance", "credit", "net ")
"""How the terms tell that a customer pays first, and that some of it comes later all the same."""


@rule("POL001", subject=policies, severity="l/h/h/h", sources="S3")
def question_without_answer(policy: Policy, org: Org) -> Verdict:
    if told_by_the_blank_cheque(policy, org):
        raise NotApplicable("said_by_other_rule", rule="REP007")
    verdict = answered(policy)
    return verdict if policy.id in GRAVE else verdict.capped("medium")


@rule("POL002", subject=policies, severity="l/m/m/m", sources="S3")
def answer_without_content(policy: Policy, org: Org) -> Verdict:
    if answered(policy).outcome == "fail":
        teller = "REP007" if told_by_the_blank_cheque(policy, org) else "POL001"
        raise NotApplicable("said_by_other_rule", rule=teller)
    if answered_by_number(policy):
        raise NotApplicable("answered_by_number")
    return says_something(policy, org)


@rule("POL003", subject=company, severity="–/h/h/h", sources="S2 D", unless=[no_strategy])
def plans_do_not_add_up(company: Company, org: Org, *, least: float = 0.95, most: float = 1.3) -> Verdict:
    """Hold the plans in each kind of money against its goals; of several goals any may be the one that is meant."""
    goals = {money: goals_of_this_year(org, *metrics) for money, metrics in GOAL_METRICS.items()}
    compared = {money: [goal for goal in found if goal.value] for money, found in goals.items()}
    if not any(compared.values()):
        raise NotApplicable("no_goal_to_compare")
    planned = [money for money, found in compared.items() if found and not no_plan_in(org, money)]
    if not planned:
        raise NotApplicable("plans_of_another_kind")
    return all_of(
        *(
            any_of(*(plans_match(org, money, goal, least=least, most=most) for goal in compared[money]))
            for money in planned
        )
    )


@rule("POL004", subject=company, severity="m/h/h/h", sources="S2 S3")
def credit_without_limit(company: Company, org: Org, *, overdue: float = 0.1) -> Verdict:
    terms = org.policy("terms")
    limits = both(given(terms.has_max_deferral), given(terms.has_credit_limit).worded("credit"), neither="neither")
    paid = at_most(terms.overdue_share, overdue).say(overdue=terms.overdue_share)
    credit = gives_credit(terms)
    if credit.outcome == "fail":
        raise NotApplicable("no_credit")
    return both(any_of(limits, opposite(credit)), paid.worded("overdue"), neither="already")


def told_by_the_blank_cheque(policy: Policy, org: Org) -> bool:
    """Tell whether REP007 speaks of a question left open; it has nothing to say where nobody is there to limit."""
    if policy.id not in HELD or nobody_to_limit(org):
        return False
    return HELD[policy.id](org).outcome == "fail"


def answered(policy: Policy) -> Verdict:
    """Hold where there is an answer: the state says so, or is left out beside an answer that is written down."""
    if policy.state.known:
        return ready(policy.state, at_least="spoken")
    return any_of(ready(policy.state, at_least="spoken"), given(policy.has_value))


def gives_credit(terms: Policy) -> Verdict:
    """Hold where customers may pay later. Beside prepayment ``max_deferral: none`` means that they may not."""
    owed, deferred = above(terms.overdue_share, 0), above(terms.max_deferral, 0)
    if given(terms.has_max_deferral).outcome == "fail" and _paid_first(terms):
        deferred = FAIL
    # a debt that is known shows credit whatever the terms say; one that is not known does not make it doubtful
    return deferred if deferred.outcome == "fail" and owed.outcome != "pass" else any_of(owed, deferred)


def _paid_first(terms: Policy) -> bool:
    words = terms.value.text.casefold() if terms.value.known else ""
    return any(stem in words for stem in PREPAID) and not any(stem in words for stem in PAID_LATER)
