"""CEO: the architect of the system, who supplies it and answers for its result."""

from __future__ import annotations

from salesaudit.org.org import Org
from salesaudit.org.things import Function
from salesaudit.org.workers import Worker
from salesaudit.rules.causes import outsells
from salesaudit.rules.guards import no_ceo, no_sellers, one_person_company
from salesaudit.rules.judgements import above, all_of, any_is, at_most, counts_as, few, opposite, somebody
from salesaudit.rules.registry import rule
from salesaudit.rules.rightful import one_of
from salesaudit.rules.subjects import ceos, functions
from salesaudit.rules.verdict import NotApplicable, Verdict

CEOS_OWN = ("motivation_system", "value_proposition")
"""Functions of the sales leader that a CEO may well keep."""


@rule("CEO001", subject=functions("resource"), severity="l/m/h/h", sources="S0")
def resource_function_not_with_ceo(function: Function, org: Org) -> Verdict:
    accountable = function.accountable
    on_top = one_of(accountable, org, lambda worker: worker.holds("ceo", "owner"))
    return all_of(somebody(accountable), on_top.say(who=accountable).worded("other").capped("low"))


@rule("CEO002", subject=ceos, severity="l/m/m/m", sources="S0", unless=[no_ceo])
def ceo_not_measured_by_company_result(ceo: Worker, org: Org) -> Verdict:
    if ceo.holds("owner"):
        raise NotApplicable("owner_is_ceo")
    if not somebody(ceo.kpis):
        raise NotApplicable("no_measures")
    return counts_as(ceo.kpis, "company_result", "company_result_when_company")


@rule("CEO003", subject=ceos, severity="–/m/h/h", sources="S0", unless=[one_person_company, no_ceo])
def ceo_does_the_leaders_work(ceo: Worker, org: Org, *, most: int = 2) -> Verdict:
    if not org.other_leaders(ceo):
        raise NotApplicable("ceo_is_leader" if org.leaders else "no_sales_leader")
    leaders_work = (f for f in org.functions_of_group("organise", "lead") if f.id not in CEOS_OWN)
    return few(leaders_work, lambda function: ceo.takes_part_in(function.responsible), most, ceo.path)


@rule("CEO004", subject=ceos, severity="l/m/h/h", sources="S0", unless=[one_person_company, no_ceo, no_sellers])
def ceo_is_a_seller(ceo: Worker, org: Org, *, selling: float = 0.2) -> Verdict:
    if ceo.holds("owner"):
        raise NotApplicable("owner_is_ceo")
    if any_is(org.leaders, lambda leader: leader == ceo):
        raise NotApplicable("ceo_is_leader")
    return all_of(at_most(ceo.time.selling, selling), opposite(outsells(ceo, org)).worded("revenue"))


@rule("CEO005", subject=ceos, severity="–/l/m/h", sources="S0", unless=[no_ceo])
def ceo_without_time_for_the_course(ceo: Worker, org: Org) -> Verdict:
    return above(ceo.time.strategy, 0)
