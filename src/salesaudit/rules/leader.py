"""LDR: the sales leader as manager, seller and integrator."""

from __future__ import annotations

from salesaudit.org.kleene import some
from salesaudit.org.org import Org
from salesaudit.org.things import Company, Department, Function, Metric
from salesaudit.org.values import Group, Number, Several, Unknown
from salesaudit.org.workers import Worker
from salesaudit.rules.causes import SELLING_LIMITS, outsells, sells_within_limit, works_with_departments
from salesaudit.rules.guards import no_sellers, no_strategy, one_person_company
from salesaudit.rules.judgements import (
    above,
    all_of,
    among,
    any_is,
    any_of,
    ask,
    at_least,
    at_most,
    counted,
    counts_as,
    given,
    nobody,
    opposite,
    ready,
    somebody,
    takes_part,
)
from salesaudit.rules.registry import rule
from salesaudit.rules.rightful import answering, is_right_answer, is_theirs, leads_sales_or_is_above, meant_by, one_of
from salesaudit.rules.steps import StepTable
from salesaudit.rules.subjects import company, functions, leaders, sales_departments
from salesaudit.rules.verdict import PASS, NotApplicable, Verdict

STILL_A_LEADER = 0.6
"""Above this the person is the best seller, not the leader (S1)."""

LEADING_LIMITS = StepTable({2: 0, 4: 0.3, 7: 0.4}, beyond=0.5)
"""How much of the time leading takes at least, by sellers led (S1 asks for it, the steps are ours)."""

SEARCH = ("lead_sources", "lead_lists")
"""Functions that REP001 judges where sellers do them."""

PLAN_FAMILIES = ("revenue", "gross_profit", "payments")
"""What a sales plan is counted in."""

OFTEN_ENOUGH = ("day", "week", "month")


@rule("LDR001", subject=company, severity="l/h/c/c", sources="S1", unless=[one_person_company])
def no_sales_leader(company: Company, org: Org) -> Verdict:
    return ask(lambda: bool(org.leaders), ("roles",))


@rule("LDR002", subject=leaders, severity="m/h/c/c", sources="S1 D", unless=[no_sellers])
def leader_still_the_best_seller_by_time(
    leader: Worker, org: Org, *, limits: StepTable = SELLING_LIMITS, grace: float = 0.1
) -> Verdict:
    _needs_other_sellers(leader, org)
    sellers = org.sellers_led_by(leader)
    limit = limits.at(sellers)
    verdict = sells_within_limit(leader, org, limits).say(sellers=sellers)
    if not sellers.known:
        verdict = verdict.say(limit=Number.exactly(limit.high, "share")).worded("any_team")
    # whoever sells a little more than the limit is a leader still
    slightly_over = leader.time.selling.low <= min(round(limit.low + grace, 6), STILL_A_LEADER)
    return verdict.mild() if slightly_over else verdict


@rule("LDR003", subject=leaders, severity="l/h/h/h", sources="S0 S1")
def leader_is_only_the_best_seller(leader: Worker, org: Org, *, least_part: float = 0.5) -> Verdict:
    _needs_other_sellers(leader, org)
    top = outsells(leader, org)
    described = [function for function in org.functions.items if function.group in ("organise", "lead")]
    if not described:
        missing = tuple(function.path for function in org.functions_of_group("organise", "lead"))
        return any_of(opposite(top), Verdict("unknown", needs=missing))
    theirs = counted(described, lambda function: is_theirs(leader, function), top.at or leader.path)
    enough = at_least(theirs, len(described) * least_part).say(theirs=int(theirs.high), described=len(described))
    return any_of(enough.worded(_how_few(theirs)), opposite(top))


@rule("LDR004", subject=leaders, severity="l/m/m/m", sources="S1", unless=[no_sellers])
def leader_sells_without_reason(leader: Worker, org: Org) -> Verdict:
    selling = leader.time.selling
    sells = above(selling, 0)
    if sells.outcome == "fail":
        raise NotApplicable("does_not_sell")
    return any_of(somebody(leader.selling_reasons), opposite(sells)).say(selling=selling)


@rule("LDR005", subject=leaders, severity="–/l/l/l", sources="S1", unless=[one_person_company])
def leader_never_sells(leader: Worker, org: Org) -> Verdict:
    return above(leader.time.selling, 0)


@rule("LDR006", subject=leaders, severity="l/m/h/h", sources="S0", unless=[one_person_company], default_on=False)
def leader_sells_at_all(leader: Worker, org: Org, *, limit: float = 0.1) -> Verdict:
    return at_most(leader.time.selling, limit)


@rule("LDR007", subject=functions("organise"), severity="l/m/h/h", sources="S0")
def organising_left_undone(function: Function, org: Org) -> Verdict:
    done = somebody(function.responsible)
    if done.outcome == "fail":
        return done
    hands = function.responsible | function.accountable
    rightly = one_of(hands, org, lambda worker: is_right_answer(worker, function, org))
    if rightly.outcome == "fail" and _is_sellers_search(function, org):
        raise NotApplicable("said_by_other_rule", rule="REP001")
    return all_of(done, rightly.worded("elsewhere").say(who=hands).capped("low"))


@rule("LDR008", subject=functions("lead"), severity="l/m/h/h", sources="S1", unless=[one_person_company])
def leading_left_undone(function: Function, org: Org) -> Verdict:
    done = somebody(function.responsible)
    if done.outcome == "fail":
        return done
    if nobody(function.accountable).outcome == "pass":
        answer, said = function.responsible, "unanswered"
    else:
        answer, said = function.accountable, "elsewhere"
    led = one_of(answer, org, lambda worker: leads_sales_or_is_above(worker, org))
    if led.outcome == "fail" and not org.leaders:
        raise NotApplicable("no_sales_leader")
    return all_of(done, led.worded(said).say(who=answer).about(function.accountable.path))


@rule("LDR009", subject=leaders, severity="l/h/h/h", sources="S0")
def leader_not_measured_by_plan(leader: Worker, org: Org) -> Verdict:
    if leader.holds("owner"):
        raise NotApplicable("owner_is_leader")
    kpis = leader.kpis
    others = Group(tuple(kpi for kpi in kpis.members if kpi != "revenue"), kpis.path, kpis.needs)
    by_plan = counts_as(others, "plan").worded("" if kpis.members else "none")
    # plain revenue measures a leader by the plan only where there is a plan for it
    return any_of(by_plan, given(leader.plan)) if "revenue" in kpis.members else by_plan


@rule("LDR010", subject=company, severity="–/m/h/h", sources="S0 S2", unless=[no_strategy])
def plan_not_tied_to_course(company: Company, org: Org) -> Verdict:
    link = next(link for link in org.links if link.id == "plan")
    if ready(link.state, at_least="spoken").outcome == "fail":
        raise NotApplicable("said_by_other_rule", rule="STR003")
    return all_of(ready(link.state, at_least="written"), _plans_what_the_course_asks_for(org))


@rule("LDR011", subject=leaders, severity="–/m/m/m", sources="X", unless=[one_person_company])
def span_too_wide(
    leader: Worker,
    org: Org,
    *,
    max_span: int = 8,
    max_span_consumers: int = 12,
    max_span_selling: int = 5,
    selling: float = 0.3,
) -> Verdict:
    operators, others = _direct_reports(leader, org)
    limit = _widest_span(org, max_span, max_span_consumers, others)
    leads_only = at_most(leader.time.selling, selling)
    if leads_only.outcome == "fail":
        limit = Number.exactly(max_span_selling)
    elif leads_only.outcome == "unknown":
        limit = Number(max_span_selling, limit.high, needs=(*limit.needs, *leads_only.needs))
    verdict = at_most(operators + others, limit).say(limit=int(limit.high))
    return verdict.worded("selling" if leads_only.outcome == "fail" else "")


@rule("LDR012", subject=leaders, severity="–/m/h/h", sources="S1 D", unless=[no_sellers])
def no_time_to_lead(leader: Worker, org: Org, *, limits: StepTable = LEADING_LIMITS) -> Verdict:
    sellers = org.sellers_led_by(leader)
    least = limits.at(sellers)
    if least.high == 0:
        raise NotApplicable("too_few_sellers")
    return at_least(leader.time.leading, least).say(sellers=sellers)


@rule("LDR013", subject=sales_departments, severity="–/h/h/h", sources="S1 D", unless=[one_person_company])
def two_captains(sales: Department | Company, org: Org) -> Verdict:
    planned = _planned_by_one(sales, org)
    return all_of(planned, _led_by_one(sales, org)) if isinstance(sales, Department) else planned


@rule("LDR014", subject=leaders, severity="l/m/h/h", sources="S1", unless=[one_person_company])
def one_of_the_roles_missing(leader: Worker, org: Org) -> Verdict:
    leads = any_of(
        above(leader.time.leading, 0),
        _has_functions(leader, org, "lead"),
        ask(lambda: not org.other_sellers(leader)),
    )
    integrates = works_with_departments(leader, org)
    if leads.outcome == integrates.outcome == "fail":
        return leads.worded("both")
    return all_of(leads, integrates.worded("integrating"))


@rule("LDR015", subject=company, severity="l/h/h/h", sources="S1", unless=[one_person_company])
def no_rhythm_of_control(company: Company, org: Org) -> Verdict:
    beats = (company.plan_fact, company.pipeline_review, company.one_to_one)
    return any_of(*(among(beat, *OFTEN_ENOUGH) for beat in beats))


def _how_few(theirs: Number) -> str:
    if theirs.high == 0:
        return "none"
    return "" if theirs.known else "at_most"


def _needs_other_sellers(leader: Worker, org: Org) -> None:
    if not org.other_sellers(leader):
        raise NotApplicable("no_other_seller")


def _is_sellers_search(function: Function, org: Org) -> bool:
    if function.id not in SEARCH:
        return False
    return bool(one_of(function.responsible, org, lambda worker: worker.is_seller))


def _plans_what_the_course_asks_for(org: Org) -> Verdict:
    """Hold where a metric that a sales leader has a plan for is one of the goals'; no plan at all is LDR009's."""
    plans = [_planned(leader) for leader in org.leaders.items]
    planned = Several(
        tuple(dict.fromkeys(metric for plan in plans for metric in plan.items)),
        (*org.leaders.needs, *(path for plan in plans for path in plan.needs)),
    )
    if not planned.items and not planned.needs:
        return PASS
    goals = org.strategy.goal_metrics
    at = planned.items[0].path if planned.items else None
    asked_for = any_is(planned, lambda plan: some(goals, lambda goal: _serves(plan, goal)), at)
    return asked_for.say(plans=planned, goals=goals).worded("metric")


def _planned(leader: Worker) -> Several[Metric]:
    """Return what a leader has a plan for, by the plan or by the measures."""
    kpis = leader.kpis
    by_kpi = tuple(Metric(leader.org, id_, kpis.path) for id_ in kpis.members if id_ != "revenue")
    measured = tuple(metric for metric in by_kpi if metric.family in PLAN_FAMILIES)
    try:
        planned = tuple(Metric(leader.org, id_, leader.path) for id_ in leader.plan_metrics)
    except Unknown as unknown:
        return Several(measured, (*kpis.needs, *unknown.needs))
    return Several((*planned, *measured), kpis.needs)


def _serves(plan: Metric, goal: Metric) -> bool:
    """Tell whether a plan serves a goal; a goal in the company's own words leaves it open."""
    if plan.serves(goal):
        return True
    if not goal.in_vocabulary:
        raise Unknown(goal.path)
    return False


def _direct_reports(leader: Worker, org: Org) -> tuple[Number, Number]:
    """Return how many call-centre operators report to a leader, and how many others."""
    operators = others = Number.exactly(0, path=leader.path)
    for worker in org.may_report_to(leader):
        if worker == leader or "owner" in worker.archetypes or "ceo" in worker.archetypes:
            continue
        reports = takes_part(leader, worker.reports_to)
        if reports.outcome == "fail":
            continue
        sure = worker.headcount.low if reports.outcome == "pass" else 0
        needs = (*reports.needs, *worker.headcount.needs)
        heads = Number(sure, worker.headcount.high, path=leader.path, needs=needs)
        if worker.archetypes == ("call_centre_operator",):
            operators = operators + heads
        else:
            others = others + heads
    return operators, others


def _widest_span(org: Org, business: int, consumers: int, others: Number) -> Number:
    """Return how many people a leader who only leads may have: more in a call centre and in sales to consumers."""
    market = org.company.market
    call_centre = at_most(others, 0)
    if call_centre.outcome == "pass" or (market.known and market.text == "b2c"):
        return Number.exactly(consumers)
    if market.known and call_centre.outcome == "fail":
        return Number.exactly(business)
    needs = (*market.needs, *call_centre.needs)
    return Number(min(business, consumers), max(business, consumers), needs=needs)


def _planned_by_one(sales: Department | Company, org: Org) -> Verdict:
    """Hold where no two people answer for the plan of sales; another sales department's leader answers for its own."""
    accountable = org.function("planning").accountable
    led = org.once("leaders of sales departments", _leaders_of_sales_departments, org)
    own = set(meant_by(sales.leader, org).items) if isinstance(sales, Department) else set()
    elsewhere = set(led.items) - own
    captains = Group(
        tuple(id_ for id_ in accountable.members if elsewhere.isdisjoint(org.meant(id_).items)),
        accountable.path,
        accountable.needs,
    )
    several = answering(captains, org)
    if led.needs:  # some of them may turn out to lead another department
        own_captains = tuple(id_ for id_ in captains.members if own & set(org.meant(id_).items))
        fewest = answering(Group(own_captains, accountable.path), org)
        several = Number(fewest.low, several.high, path=several.path, needs=(*several.needs, *led.needs))
    return at_most(several, 1).say(who=captains)


def _leaders_of_sales_departments(org: Org) -> Several[Worker]:
    leaders = [department.leader for department in sales_departments(org).items if isinstance(department, Department)]
    meant = [meant_by(leader, org) for leader in leaders]
    return Several(
        tuple(dict.fromkeys(worker for one in meant for worker in one.items)),
        tuple(path for one in meant for path in one.needs),
    )


def _led_by_one(sales: Department, org: Org) -> Verdict:
    """Hold where a department has one leader; a group at its head, which S1 allows, is milder."""
    leaders = answering(sales.leader, org)
    verdict = at_most(leaders, 1).say(who=sales.leader)
    sellers = one_of(sales.leader, org, lambda worker: worker.is_seller)
    if leaders.low > 2 or sellers.outcome == "pass":
        return verdict.worded("group").mild()
    return verdict.worded("leaders")


def _has_functions(leader: Worker, org: Org, group: str) -> Verdict:
    return any_is(org.functions_of_group(group), lambda function: is_theirs(leader, function))
