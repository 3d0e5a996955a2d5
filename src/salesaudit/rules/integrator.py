"""INT: how sales gets on with the other departments."""

from __future__ import annotations

from collections.abc import Mapping

from salesaudit.org.org import Org
from salesaudit.org.things import Company, Department, Interface
from salesaudit.org.workers import Worker
from salesaudit.rules.causes import someone_speaks_for_sales, someone_to_talk_to, works_with_departments
from salesaudit.rules.guards import no_interfaces, no_other_departments, one_person_company
from salesaudit.rules.judgements import (
    above,
    all_of,
    among,
    any_is,
    any_of,
    at_least,
    below,
    how_many,
    not_among,
    ready,
    somebody,
)
from salesaudit.rules.registry import rule
from salesaudit.rules.rightful import one_of
from salesaudit.rules.steps import by_band
from salesaudit.rules.subjects import company, counterparts, interfaces, leaders, other_departments
from salesaudit.rules.verdict import NotApplicable, Verdict

OFTEN = ("monthly", "weekly", "daily")
"""How often departments quarrel where somebody has to settle it (S1)."""

INTEGRATING_LEAST = {"small": 0.0, "medium": 0.1, "large": 0.1}
"""How much time a leader needs for the other departments at least (D)."""


@rule("INT001", subject=company, severity="l/h/h/c", sources="S1", unless=[one_person_company, no_other_departments])
def no_integrator(company: Company, org: Org) -> Verdict:
    return someone_speaks_for_sales(org)


@rule("INT002", subject=interfaces, severity="l/m/h/h", sources="S1", unless=[one_person_company, no_interfaces])
def interface_without_voice(interface: Interface, org: Org) -> Verdict:
    _with_another_department(interface, org)
    return somebody(interface.spokesperson)


@rule("INT003", subject=interfaces, severity="l/m/h/h", sources="S1", unless=[one_person_company, no_interfaces])
def staff_sent_to_negotiate(interface: Interface, org: Org) -> Verdict:
    _with_another_department(interface, org)
    voice = interface.spokesperson
    if not somebody(voice):
        raise NotApplicable("said_by_other_rule", rule="INT002")
    return one_of(voice, org, lambda worker: worker.is_leader_level).say(who=voice)


@rule("INT004", subject=interfaces, severity="l/h/h/h", sources="S1", unless=[one_person_company, no_interfaces])
def conflicts_land_on_the_owner(interface: Interface, org: Org) -> Verdict:
    _with_another_department(interface, org)
    if not someone_to_talk_to(interface.department):
        if org.band == "micro":
            raise NotApplicable("no_peer_leader")
        raise NotApplicable("said_by_other_rule", rule="INT005")
    verdict = any_of(not_among(interface.resolved_by, "owner"), among(interface.conflicts, "never"))
    if among(interface.conflicts, *OFTEN).outcome != "pass":
        return verdict.worded("rarely").capped("low")
    verdict = verdict.say(how_often=interface.conflicts)
    # one side of every dispute is then the owner's own
    return verdict.mild().worded("own") if org.owners_lead_sales() else verdict


@rule("INT005", subject=counterparts, severity="–/m/m/h", sources="S1", unless=[one_person_company, no_interfaces])
def nobody_to_talk_to(department: Department, org: Org) -> Verdict:
    return someone_to_talk_to(department)


@rule("INT006", subject=other_departments, severity="–/m/m/h", sources="S1", unless=[one_person_company])
def unwatched_border(department: Department, org: Org) -> Verdict:
    return any_is(org.interfaces, lambda interface: interface.id == department.id, department.path)


@rule("INT007", subject=leaders, severity="–/l/m/h", sources="S1 D", unless=[one_person_company, no_other_departments])
def integration_gets_no_time(
    leader: Worker, org: Org, *, departments: int = 3, least: Mapping[str, float] = INTEGRATING_LEAST
) -> Verdict:
    if works_with_departments(leader, org).outcome == "fail":
        raise NotApplicable("said_by_other_rule", rule="LDR014")
    others = how_many(org.other_departments)
    some_time = above(leader.time.integrating, 0)
    wanted = by_band(org, least)
    if below(others, departments):
        if some_time.outcome == "fail" or wanted.high == 0:
            raise NotApplicable("too_few_departments")
        return at_least(leader.time.integrating, wanted)
    return all_of(some_time.say(departments=others).worded("none"), at_least(leader.time.integrating, wanted))


@rule("INT008", subject=interfaces, severity="l/h/h/h", sources="S1 D", unless=[one_person_company, no_interfaces])
def same_quarrel_every_week(interface: Interface, org: Org) -> Verdict:
    _with_another_department(interface, org)
    settled = ready(interface.agreement, at_least="written")
    calm = not_among(interface.conflicts, "weekly", "daily")
    return any_of(calm, settled).say(how_often=interface.conflicts, agreement=interface.agreement)


@rule("INT009", subject=company, severity="–/l/l/l", sources="S1", unless=[one_person_company, no_interfaces])
def too_quiet(company: Company, org: Org) -> Verdict:
    return any_is(org.interfaces, lambda interface: not interface.conflicts.is_in("never"), ("interfaces",))


@rule("INT010", subject=interfaces, severity="l/h/h/h", sources="S1", unless=[one_person_company, no_interfaces])
def conflict_settled_by_nobody(interface: Interface, org: Org) -> Verdict:
    _with_another_department(interface, org)
    settled = not_among(interface.resolved_by, "nobody", "staff")
    verdict = any_of(settled, not_among(interface.conflicts, *OFTEN)).say(how_often=interface.conflicts)
    return verdict.worded("staff") if among(interface.resolved_by, "staff").outcome == "pass" else verdict


def _with_another_department(interface: Interface, org: Org) -> None:
    """Sales has no border with itself."""
    if org.component_of_department(interface.id) == "sales":
        raise NotApplicable("not_sales_interface")
