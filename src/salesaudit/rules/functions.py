"""FUN: who does what."""

from __future__ import annotations

from collections.abc import Callable
from operator import call

from salesaudit.org.kleene import every, some
from salesaudit.org.org import Org
from salesaudit.org.things import Company, Function
from salesaudit.org.values import Several
from salesaudit.org.workers import Worker
from salesaudit.rules.causes import someone_speaks_for_sales
from salesaudit.rules.guards import one_person_company
from salesaudit.rules.judgements import any_is, ask, at_most, few, fresh, given, nobody, somebody
from salesaudit.rules.registry import rule
from salesaudit.rules.rightful import answering, is_named, is_right_answer, meant_by
from salesaudit.rules.subjects import company, listed_functions, people, roles
from salesaudit.rules.verdict import PASS, NotApplicable, Verdict

TOLD_BY_GROUP = {"who": "OWN004", "resource": "CEO001", "organise": "LDR007", "lead": "LDR008"}
"""Which rule speaks of a function without hands or answer, by the function's group."""

TOLD_BY_FUNCTION = {"deal_progress": "REP003", "need_discovery": "REP008"}
"""Which rule speaks of a function without hands, where it has one of its own."""

LEFT_TO_OTHERS = {
    "lead_sources": {"sales_rep", "account_manager"},  # REP001
    "lead_lists": {"sales_rep", "account_manager"},  # REP001
    "client_distribution": {"sales_rep", "account_manager"},  # REP009
    "interdepartment_representation": {"sales_rep"},  # INT003
    "delivery": {"sales_rep", "account_manager"},  # CMP009
}
"""Wrong hands that other rules speak of."""

CRITICAL = ("sell", "lead", "produce")
"""Groups of functions that may not stop when one person is away."""


def guarded_functions(org: Org) -> Several[Function]:
    """Each function of the file that somebody must not do."""
    return Several(tuple(f for f in org.functions.items if _must_not(f)), org.functions.needs)


def whoever_gives_time(org: Org) -> Several[Worker]:
    """Each person and each role of whose working time the file tells."""
    workers = dict.fromkeys((*org.everyone.items, *org.roles.items))
    return Several(tuple(worker for worker in workers if worker.has_own("time")), org.everyone.needs)


def critical_hands(org: Org) -> Several[Worker]:
    """Each person, and each role with unnamed holders, who does something critical."""
    hands = [_hands(function, org) for function in _critical(org, *CRITICAL)]
    workers = dict.fromkeys(worker for one in hands for worker in one.items)
    return Several(tuple(workers), org.functions.needs)


@rule("FUN001", subject=listed_functions, severity="l/m/m/m", sources="S0")
def function_without_hands(function: Function, org: Org) -> Verdict:
    _leave_to_group(function)
    done = somebody(function.responsible)
    if done.outcome == "fail":
        _leave_to_function(function, org)
    return done


@rule("FUN002", subject=listed_functions, severity="l/m/m/m", sources="S0")
def function_without_answer(function: Function, org: Org) -> Verdict:
    _leave_to_group(function)
    if nobody(function.responsible).outcome == "pass":
        _leave_to_function(function, org)
        raise NotApplicable("said_by_other_rule", rule="FUN001")
    hands = function.responsible
    return somebody(function.accountable).say(hands=hands).worded("" if hands.members else "untold")


@rule("FUN003", subject=listed_functions, severity="l/m/h/h", sources="S0")
def too_many_answers(function: Function, org: Org) -> Verdict:
    accountable = function.accountable
    verdict = at_most(answering(accountable, org), 1).say(who=accountable)
    if verdict.outcome != "fail":
        return verdict
    if function.id == "planning" and "micro" not in org.possible_bands:
        raise NotApplicable("said_by_other_rule", rule="LDR013")
    if _takes_two_leaders(function) and every(meant_by(accountable, org), lambda worker: worker.is_leader_level):
        return PASS
    return verdict


@rule("FUN004", subject=guarded_functions, severity="l/m/m/m", sources="S0 S4")
def function_in_wrong_hands(function: Function, org: Org) -> Verdict:
    responsible = function.responsible
    hands = (org.worker(id_) for id_ in responsible.members if not org.is_department(id_))
    doers = Several(tuple(hands), responsible.needs)
    return few(doers, lambda worker: _is_wrong(worker, function, org), 0, responsible.path)


@rule("FUN005", subject=whoever_gives_time, severity="m/m/m/m", sources="D")
def more_than_a_whole_day(worker: Worker, org: Org) -> Verdict:
    return at_most(worker.time.named, 1)


@rule("FUN006", subject=people, severity="l/m/m/m", sources="D")
def answers_for_everything(person: Worker, org: Org, *, most: int = 5) -> Verdict:
    if person.holds("owner"):
        raise NotApplicable("owner_exempt")

    def is_out_of_place(function: Function) -> bool:
        return person.takes_part_in(function.accountable) and not is_right_answer(person, function, org)

    return few(org.may_answer_for(person), is_out_of_place, most, person.path)


@rule("FUN007", subject=critical_hands, severity="–/l/m/m", sources="S0 D", unless=[one_person_company])
def only_one_can_do_it(worker: Worker, org: Org) -> Verdict:
    # an owner whom nobody can replace in selling is OWN002's
    groups = ("lead", "produce") if worker.holds("owner") else CRITICAL
    return few(_critical(org, *groups), lambda function: _is_alone(worker, function, org), 0, worker.path)


@rule("FUN008", subject=roles, severity="l/l/m/m", sources="S0")
def role_without_work(role: Worker, org: Org) -> Verdict:
    if role.holds("owner"):
        raise NotApplicable("owner_exempt")
    org.functions.all()
    return ask(lambda: any(worker in org.at_work for worker in org.workers_behind(role.id)), role.path)


@rule("FUN009", subject=people, severity="l/l/l/l", sources="S0")
def person_without_role(person: Worker, org: Org) -> Verdict:
    return given(person.has_roles)


@rule("FUN010", subject=listed_functions, severity="–/l/m/m", sources="D")
def answers_without_authority(function: Function, org: Org) -> Verdict:
    answer, hands = function.accountable, function.responsible
    if "pass" in (nobody(answer).outcome, nobody(hands).outcome):
        raise NotApplicable("no_hands_or_answer")
    doers = meant_by(hands, org)

    def has_authority(worker: Worker) -> bool:
        ways: tuple[Callable[[], bool], ...] = (
            lambda: worker.is_leader_level,
            lambda: some(doers, lambda doer: doer == worker),
            lambda: every(doers, lambda doer: org.is_above(worker, doer)),
        )
        return some(ways, call)

    return any_is(meant_by(answer, org), has_authority, answer.path).say(who=answer, hands=hands)


@rule("FUN011", subject=company, severity="l/l/m/m", sources="S0", unless=[one_person_company])
def functions_never_revised(company: Company, org: Org, *, months: int = 12) -> Verdict:
    return fresh(company.functions_reviewed, company.as_of, months)


def _leave_to_group(function: Function) -> None:
    """Leave a function to the rule that speaks of its whole group."""
    if teller := TOLD_BY_GROUP.get(function.group):
        raise NotApplicable("said_by_other_rule", rule=teller)


def _leave_to_function(function: Function, org: Org) -> None:
    """Leave a function that nobody does to the rule that speaks of it alone."""
    if teller := TOLD_BY_FUNCTION.get(function.id):
        raise NotApplicable("said_by_other_rule", rule=teller)
    if function.id == "interdepartment_representation":
        if not someone_speaks_for_sales(org):
            raise NotApplicable("said_by_other_rule", rule="INT001")
        raise NotApplicable("said_by_other_rule", rule="INT002")


def _takes_two_leaders(function: Function) -> bool:
    """Tell whether the vocabulary gives a function to the leaders of both sides."""
    return function.entry is not None and "peer_leader" in function.entry.should_own


def _must_not(function: Function) -> set[str]:
    forbidden = set(function.entry.must_not) if function.entry else set()
    return forbidden - LEFT_TO_OTHERS.get(function.id, set())


def _is_wrong(worker: Worker, function: Function, org: Org) -> bool:
    """Tell whether a worker must not do a function; one who also holds a role that may do it is not wrong.

    Owner and CEO are never wrong here: INT004 speaks of an owner who settles conflicts.
    """
    return (
        worker.holds(*_must_not(function)) and not worker.holds("owner", "ceo") and not is_named(worker, function, org)
    )


def _critical(org: Org, *groups: str) -> tuple[Function, ...]:
    return tuple(function for function in org.functions.items if function.group in groups)


def _hands(function: Function, org: Org) -> Several[Worker]:
    """Return the people and the roles with unnamed holders who do a function."""
    return org.once(("hands", function.id), _find_hands, function, org)


def _find_hands(function: Function, org: Org) -> Several[Worker]:
    meant = meant_by(function.responsible, org)
    return Several(tuple(one for one in meant.items if one.is_person or one.headcount.high > 0), meant.needs)


def _is_alone(worker: Worker, function: Function, org: Org) -> bool:
    """Tell whether a worker is the only one who can do a function, with nobody to stand in."""
    hands = _hands(function, org)
    if any(other != worker for other in hands.items) or worker not in hands.all():
        return False
    conditions: tuple[Callable[[], bool], ...] = (
        lambda: not worker.headcount > 1,
        lambda: not _has_deputy(worker, function),
    )
    return every(conditions, call)


def _has_deputy(worker: Worker, function: Function) -> bool:
    """Tell whether somebody stands in for a worker; what is said of the function itself goes first."""
    return bool(function.deputy if function.deputy.complete else worker.deputy)
