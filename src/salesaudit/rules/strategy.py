"""STR: the course of the company, and whether the sales system is tied to it."""

from __future__ import annotations

from salesaudit.org.kleene import some, those
from salesaudit.org.org import Org
from salesaudit.org.things import Company, Link, Metric
from salesaudit.org.values import Number, Path, Several, Unknown
from salesaudit.org.workers import Worker
from salesaudit.rules.causes import pay_tied_to_something, values_told_differently
from salesaudit.rules.guards import no_strategy
from salesaudit.rules.judgements import (
    all_of,
    any_is,
    any_of,
    ask,
    at_least,
    few,
    fresh,
    given,
    opposite,
    ready,
    somebody,
)
from salesaudit.rules.registry import rule
from salesaudit.rules.subjects import company, links, seller_roles_by
from salesaudit.rules.verdict import FAIL, NotApplicable, Verdict

MONEY = "money"
TIED_TO = ("pay", "tied_to")


@rule("STR001", subject=company, severity="l/h/c/c", sources="S2")
def no_course(company: Company, org: Org) -> Verdict:
    return given(org.has_strategy)


@rule("STR002", subject=company, severity="–/m/m/h", sources="S2", unless=[no_strategy])
def course_not_reviewed(company: Company, org: Org, *, months: int = 12) -> Verdict:
    return fresh(org.strategy.reviewed, company.as_of, months)


@rule("STR003", subject=links, severity="–/m/h/h", sources="S2", unless=[no_strategy])
def system_not_tied_to_course(link: Link, org: Org) -> Verdict:
    tied = ready(link.state, at_least="spoken").worded(link.id)
    if link.id == "incentives" and tied.outcome == "fail" and _somebodys_pay_pulls_elsewhere(org):
        raise NotApplicable("said_by_other_rule", rule="STR007")
    return tied


def _somebodys_pay_pulls_elsewhere(org: Org) -> bool:
    """Tell whether STR007 names somebody whose pay follows no goal: it tells the same with the facts."""
    return any(_pulls_elsewhere(paid, org) for paid in paid_for_sales(org).items)


def _pulls_elsewhere(paid: Worker, org: Org) -> bool:
    exempt = "owner" in paid.archetypes or pay_tied_to_something(paid).outcome == "fail"
    return not exempt and _follows_a_goal(paid, org).outcome == "fail"


@rule("STR004", subject=company, severity="–/m/m/m", sources="S2", unless=[no_strategy])
def course_handed_down(company: Company, org: Org) -> Verdict:
    involved, leaders = org.strategy.involved, org.leaders
    if leaders.items and all(leader.holds("owner") for leader in leaders.items):
        raise NotApplicable("owner_is_leader")
    anybody = somebody(involved)
    if anybody.outcome != "pass":
        return anybody
    if not leaders:
        raise NotApplicable("no_sales_leader")
    # a commercial director speaks for sales even where its departments have heads of their own
    directors = org.holding("commercial_director")
    for_sales = Several((*leaders.items, *directors.items), leaders.needs + directors.needs)
    verdict = any_is(for_sales, lambda leader: leader.takes_part_in(involved), involved.path)
    return verdict.worded("without_leader").say(involved=involved)


@rule("STR005", subject=company, severity="–/l/m/m", sources="S2", unless=[no_strategy])
def everyone_reads_values_their_way(company: Company, org: Org) -> Verdict:
    values = org.strategy.values
    if values_told_differently(org):
        return FAIL.about(values.path).worded("differently")
    verdict = ready(values, at_least="written")
    return verdict if ready(values, at_least="spoken") else verdict.worded("absent")


@rule("STR006", subject=company, severity="–/l/m/m", sources="S2")
def only_money_holds_the_team(company: Company, org: Org) -> Verdict:
    motives = company.motives
    sellers_say = org.told(motives.path, "seller")
    if sellers_say and all(fact.value == [MONEY] for fact in sellers_say):
        return FAIL.about(motives.path).worded("told")
    return ask(lambda: motives.all() != (MONEY,), motives.path)


def paid_for_sales(org: Org) -> Several[Worker]:
    """Return those whose pay has to pull towards the course: sellers and sales leaders."""
    sellers, leaders = seller_roles_by(*TIED_TO)(org), org.leaders
    leading = (paid for leader in leaders.items for paid in _paid_as(leader, org))
    return Several(tuple(dict.fromkeys((*sellers.items, *leading))), sellers.needs + leaders.needs)


def _paid_as(leader: Worker, org: Org) -> tuple[Worker, ...]:
    """Return the roles that say how a leader is paid, the leader where none does or their own entry does."""
    if leader.has_own(*TIED_TO) or "owner" in leader.archetypes:
        return (leader,)
    return tuple(role for role in map(org.worker, leader.roles) if role.has_own(*TIED_TO)) or (leader,)


def paid_for_sales_and_the_company(org: Org) -> Several[Worker | Company]:
    """Return those who are paid for selling, and the company, whose goals all have to be somebody's."""
    workers = paid_for_sales(org)
    return Several((*workers.items, org.company), workers.needs)


@rule("STR007", subject=paid_for_sales_and_the_company, severity="–/m/h/h", sources="S2", unless=[no_strategy])
def pay_pulls_elsewhere(subject: Worker | Company, org: Org) -> Verdict:
    goals = org.strategy.goal_metrics
    if isinstance(subject, Company):
        return _every_goal_is_paid_for(goals, org).worded("goal").capped("low")
    if subject.holds("owner"):
        raise NotApplicable("owner_exempt")
    if pay_tied_to_something(subject).outcome == "fail":
        raise NotApplicable("no_pay_link")
    return _follows_a_goal(subject, org).say(paid=subject.tied_to, goals=goals)


def _follows_a_goal(worker: Worker, org: Org) -> Verdict:
    """Hold where pay depends on what some goal of the course is counted in."""
    return any_is(org.strategy.goal_metrics, lambda goal: _is_paid_for(worker, goal), worker.tied_to.path)


def _every_goal_is_paid_for(goals: Several[Metric], org: Org) -> Verdict:
    workers = paid_for_sales(org)
    if not workers:
        raise NotApplicable("no_sellers")
    if not those(goals, lambda goal: _somebody_is_paid_for(goal, workers)):
        raise NotApplicable("no_pay_link")
    forgotten = those(goals, lambda goal: not _somebody_is_paid_for(goal, workers))
    all_paid = few(goals, lambda goal: not _somebody_is_paid_for(goal, workers), 0, ("strategy", "goals"))
    return all_paid.about(_place_of(forgotten.items[0], org)) if forgotten.items else all_paid


def _place_of(metric: Metric, org: Org) -> Path:
    """Return where the course sets the first goal counted in a metric."""
    return next(goal.path for goal in org.strategy.all_goals.items if goal.metric.is_in(metric.id))


def _somebody_is_paid_for(goal: Metric, workers: Several[Worker]) -> bool:
    return some(workers, lambda worker: _is_paid_for(worker, goal))


def _is_paid_for(worker: Worker, goal: Metric) -> bool:
    """Tell whether pay follows a goal; one of the two in the company's own words only leaves that open."""
    tied = worker.tied_to
    metrics = [Metric(worker.org, id_, tied.path) for id_ in tied.members]
    if any(metric.serves(goal) for metric in metrics):
        return True
    tied.all()
    if not goal.in_vocabulary:
        raise Unknown(goal.path)
    if metrics and not any(metric.in_vocabulary for metric in metrics):
        raise Unknown(tied.path)
    return False


@rule("STR008", subject=company, severity="–/h/h/h", sources="S2")
def machine_without_a_track(
    company: Company, org: Org, *, months: int = 12, practised: float = 0.6, enough: int = 8
) -> Verdict:
    states = [org.funnel.state if element.id == "funnel" else element.state for element in org.elements]
    known = [state for state in states if state.known]
    if len(known) < enough:
        raise Unknown(*(need for state in states for need in state.needs))
    working = sum(bool(ready(state, at_least="practised")) for state in known)
    share = Number.exactly(working / len(known))
    course = given(org.has_strategy)
    last = org.strategy.reviewed
    reviewed = ask(lambda: bool(org.has_strategy) and bool(fresh(last, company.as_of, months)), last.path)
    on_track = all_of(course, reviewed.worded("stale"))
    return any_of(on_track, opposite(at_least(share, practised))).say(working=working, known=len(known))


@rule("STR009", subject=company, severity="l/m/m/m", sources="S0 S2 D")
def no_growth(company: Company, org: Org, *, inflation: float = 0.0) -> Verdict:
    now, before = company.revenue, company.revenue_previous
    verdict = at_least(now, before * (1 + inflation)).say(previous=before)
    return verdict.worded("inflation") if at_least(now, before) else verdict
