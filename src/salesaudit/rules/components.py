"""CMP: lead generation, sales and production, and what passes between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import NamedTuple, cast

from salesaudit.knowledge import vocabulary
from salesaudit.org.kleene import some, those
from salesaudit.org.org import Org
from salesaudit.org.things import NONE, Company, Component, Department, Function, Handoff, Process, Step
from salesaudit.org.values import Group, Path, Several, Unknown
from salesaudit.org.what import COMPONENTS
from salesaudit.org.workers import Worker
from salesaudit.rules.guards import captive, one_person_company, shop_or_eshop
from salesaudit.rules.hands import has_hands, not_named_for, sellers_at_work, spends_at_most
from salesaudit.rules.judgements import all_of, any_is, any_of, both, few, given, not_among, ready, somebody
from salesaudit.rules.registry import rule
from salesaudit.rules.subjects import company
from salesaudit.rules.verdict import NotApplicable, Verdict

OTHER_GROUPS = ("who", "resource", "organise", "lead")
OTHER_FUNCTIONS = ("outreach", "direct_contacts")
"""Functions that may go with the work of another component: organising it all, and the first contact (S0, S4)."""


def components(org: Org) -> Several[Component]:
    """Each of the three parts of the business."""
    return Several(tuple(_component(org, id_) for id_ in COMPONENTS))


def _component(org: Org, id_: str) -> Component:
    return Component(org, id_, ("components", id_))


@rule("CMP001", subject=components, severity="m/h/h/h", sources="S4", unless=[one_person_company, captive])
def component_missing(component: Component, org: Org) -> Verdict:
    return any_of(
        any_is(org.departments, lambda department: org.stated_component(department.id) == component.id),
        any_is(org.processes, lambda process: _is_process_of(process, component)),
        any_is(org.functions_of_component(component.id), has_hands),
    ).about(("departments",))


def _is_process_of(process: Process, component: Component) -> bool:
    return _home(process) == component.id and bool(ready(process.state, at_least="spoken"))


def _home(process: Process) -> str:
    """Return the component that a process belongs to; the funnel is the way through sales."""
    if process.id == "funnel" and not process.component.known:
        return "sales"
    return process.component.text


@rule("CMP002", subject=components, severity="l/h/h/h", sources="S4", unless=[one_person_company])
def component_without_leader(component: Component, org: Org) -> Verdict:
    if component.id == "sales":
        raise NotApplicable("said_by_other_rule", rule="LDR001")
    own: Several[Department] = those(org.departments, lambda one: org.stated_component(one.id) == component.id)
    if not own:
        raise NotApplicable("no_departments_of_component")
    led = any_is(own, lambda department: bool(department.leader), own.items[0].leader.path).say(departments=own)
    return led.capped("medium") if component.id == "lead_generation" and org.band == "small" else led


def pairs_of_hands(org: Org) -> Several[Worker]:
    """Each role of staff, and each person who has several roles or is named in person for a function."""
    roles = tuple(org.worker(id_) for id_ in org.peek(("roles",)) or () if _is_staff(org, id_))
    named = {id_ for function in org.functions.items for id_ in function.responsible.members}
    people = (worker for worker in org.everyone.items if worker.is_person)
    with_more = (person for person in people if len(person.roles) > 1 or person.id in named)
    return Several((*roles, *with_more), () if org.has_section("roles") else (("roles",),))


def _is_staff(org: Org, role: str) -> bool:
    entry = vocabulary.archetypes().get(org.archetype(role))
    return entry is None or entry.level == "staff"


@rule("CMP003", subject=pairs_of_hands, severity="l/m/h/h", sources="S4", unless=[one_person_company])
def one_pair_of_hands_in_two_components(worker: Worker, org: Org) -> Verdict:
    if worker.holds("owner"):
        raise NotApplicable("owner_exempt")
    staff_roles = {role for role in worker.roles if _is_staff(org, role)}
    if worker.is_person and any(_works_in(org, {role}).outcome == "fail" for role in staff_roles):
        raise NotApplicable("said_by_other_rule", rule="CMP003")
    verdict = _works_in(org, {worker.id, *staff_roles})
    own = {org.component_of_role(role) for role in worker.roles}
    foreign = [function for function in _named(verdict) if function.component not in own]
    return verdict.about(foreign[0].responsible.path) if foreign and verdict.outcome == "fail" else verdict


def _named(verdict: Verdict) -> tuple[Function, ...]:
    """Return the functions that a finding of CMP003 names."""
    return cast(tuple[Function, ...], verdict.says.get("functions", ()))


def _works_in(org: Org, names: set[str]) -> Verdict:
    """Hold where those who go by these names do the work of one component at most."""
    work: Mapping[str, _Work] = org.once("work of components", _work_of_components, org)
    done = {id_: work[id_].first_done_by(names) for id_ in COMPONENTS}

    def do_work(component: Component) -> bool:
        if done[component.id] is None and work[component.id].needs:
            raise Unknown(*work[component.id].needs)
        return done[component.id] is not None

    verdict = few(components(org), do_work, 1, ())
    functions = tuple(function for function in done.values() if function is not None)
    return verdict.say(functions=functions).about(functions[-1].responsible.path) if functions else verdict


class _Work(NamedTuple):
    """The functions of a component by each name that is responsible, with their places among all of them."""

    by_name: Mapping[str, tuple[int, Function]]
    needs: tuple[Path, ...]

    def first_done_by(self, names: set[str]) -> Function | None:
        """Return the first function for which somebody of these names is responsible."""
        done = (self.by_name[name] for name in names if name in self.by_name)
        return min(done, default=(0, None), key=itemgetter(0))[1]


def _work_of_components(org: Org) -> Mapping[str, _Work]:
    # one index for all pairs of hands: to go through the functions for each of them would take the square of the time
    work = {id_: _work(org, id_) for id_ in COMPONENTS}
    return {id_: _indexed(functions) for id_, functions in work.items()}


def _indexed(functions: Iterable[Function]) -> _Work:
    by_name: dict[str, tuple[int, Function]] = {}
    needs: list[Path] = []
    for place, function in enumerate(functions):
        responsible = function.responsible
        for name in responsible.members:
            by_name.setdefault(name, (place, function))
        needs.extend(responsible.needs)
    return _Work(by_name, tuple(needs))


def _work(org: Org, component: str) -> tuple[Function, ...]:
    functions = sorted(org.functions_of_component(component), key=lambda function: function.group == "integrate")
    return tuple(f for f in functions if f.group not in OTHER_GROUPS and f.id not in OTHER_FUNCTIONS)


def processes_but_the_funnel(org: Org) -> Several[Process]:
    """Each process except the funnel, whose stages FNL judges."""
    return Several(tuple(process for process in org.processes.items if process.id != "funnel"), org.processes.needs)


@rule("CMP004", subject=processes_but_the_funnel, severity="–/m/m/m", sources="S4", unless=[one_person_company])
def process_crosses_the_border(process: Process, org: Org) -> Verdict:
    if ready(process.state, at_least="spoken").outcome == "fail":
        raise NotApplicable("nothing_to_judge")
    path = (*process.path, "steps")
    listed = org.peek(path)
    if listed is None:
        raise Unknown(path)
    steps = [Step(org, str(number + 1), (*path, number)) for number in range(len(listed))]
    return few(steps, lambda step: _crosses(step, _home(process), org), 0, path)


def _crosses(step: Step, home: str, org: Org) -> bool:
    """Tell whether a step is in the hands of another component that no handoff joins to the process's own."""
    return some(step.who.all(), lambda id_: _is_foreign(id_, home, org))


def _is_foreign(id_: str, home: str, org: Org) -> bool:
    theirs = _components_of(id_, org)
    return bool(theirs) and home not in theirs and not any(_joined(org, home, other) for other in theirs)


def _components_of(id_: str, org: Org) -> set[str]:
    """Return the components that a role, a person or a department works in; none for an owner and a CEO."""
    if org.peek(("departments", id_)) is not None:
        return {org.stated_component(id_)}
    worker = org.worker(id_)
    if not worker.roles_known:
        raise Unknown(("people", id_, "roles"))
    return {_component_of_role(role, org) for role in worker.roles} - {""}


def _component_of_role(role: str, org: Org) -> str:
    department = org.peek(("roles", role, "department"))
    return org.component_of_role(role) if department is None else org.stated_component(str(department))


def _joined(org: Org, one: str, other: str) -> bool:
    return org.once(("joined", one, other), _are_joined, org, one, other)


def _are_joined(org: Org, one: str, other: str) -> bool:
    return some(
        org.handoffs, lambda handoff: _ends(handoff, org) in ((one, other), (other, one)) and _is_there(handoff)
    )


def _ends(handoff: Handoff, org: Org) -> tuple[str, str]:
    return _end(handoff.giver.text, org), _end(handoff.taker.text, org)


def _end(id_: str, org: Org) -> str:
    return id_ if id_ in (*COMPONENTS, "support") else org.stated_component(id_)


def _is_there(handoff: Handoff) -> bool:
    """Tell whether a handoff takes place: its state says so, or the file knows how it is done."""
    if not handoff.state.known and handoff.via.known and not handoff.via.is_in(NONE):
        return True
    return bool(ready(handoff.state, at_least="spoken"))


@rule("CMP005", subject=company, severity="l/h/h/h", sources="S4", unless=[one_person_company, captive])
def leads_are_not_handed_over(company: Company, org: Org) -> Verdict:
    return _handed_over(org, "lead_generation", "sales")


@rule("CMP006", subject=company, severity="l/h/h/h", sources="S4", unless=[one_person_company, shop_or_eshop])
def customers_are_not_handed_over(company: Company, org: Org) -> Verdict:
    return _handed_over(org, "sales", "production")


def _handed_over(org: Org, giver: str, taker: str) -> Verdict:
    handoffs = org.handoffs
    if not handoffs.items:
        org.note(("handoffs",), [])
    return any_is(handoffs, lambda one: _ends(one, org) == (giver, taker) and _is_there(one), ("handoffs",))


def handoffs(org: Org) -> Several[Handoff]:
    """Each handoff."""
    return org.handoffs


@rule("CMP007", subject=handoffs, severity="l/m/m/h", sources="S4", unless=[one_person_company])
def handed_over_by_word_of_mouth(handoff: Handoff, org: Org) -> Verdict:
    _has_to_take_place(handoff)
    verdict = not_among(handoff.via, "verbal", "none", "messenger").say(**_sides(handoff))
    if verdict.outcome == "fail" and handoff.via.is_in("messenger"):
        return verdict.mild().worded("messenger")
    return verdict.worded("nothing") if verdict.outcome == "fail" and handoff.via.is_in("none") else verdict


@rule("CMP008", subject=handoffs, severity="l/m/m/m", sources="S4", unless=[one_person_company])
def handover_without_owner_or_terms(handoff: Handoff, org: Org) -> Verdict:
    _has_to_take_place(handoff)
    verdict = both(somebody(handoff.owner), given(handoff.has_terms).worded("terms"), neither="neither")
    return verdict.say(**_sides(handoff))


def _sides(handoff: Handoff) -> dict[str, object]:
    """Return who hands over to whom, as a sentence names them."""
    ends = {"giver": handoff.giver.text, "taker": handoff.taker.text}
    return {name: Group((end,), ("component",)) for name, end in ends.items()}


def _has_to_take_place(handoff: Handoff) -> None:
    if ready(handoff.state, at_least="spoken").outcome == "fail":
        raise NotApplicable("no_handoff")


@rule("CMP009", subject=sellers_at_work("delivery"), severity="l/m/h/h", sources="S4", unless=[one_person_company])
def sellers_stuck_in_production(seller: Worker, org: Org, *, most: float = 0.1) -> Verdict:
    not_theirs = not_named_for(seller, org.function("delivery")).worded("delivery")
    in_time = spends_at_most(seller, org, most, "producing")
    if not_theirs.outcome == "fail" and in_time.outcome != "fail" and _works_in(org, {seller.id}).outcome == "fail":
        raise NotApplicable("said_by_other_rule", rule="CMP003")
    return all_of(not_theirs, in_time)
