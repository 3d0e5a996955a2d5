"""GAP: where people of one company see it differently."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import combinations, product
from typing import Any

from salesaudit.org import things
from salesaudit.org.merge import TOLERANCE
from salesaudit.org.org import Org
from salesaudit.org.things import NONE, Company, Thing
from salesaudit.org.values import LADDER, Fact, Group, Number, Path, Several, Unit, Word
from salesaudit.rules.guards import one_person_company
from salesaudit.rules.registry import rule
from salesaudit.rules.subjects import company
from salesaudit.rules.verdict import FAIL, PASS, NotApplicable, Verdict

SELLERS_TASK: Path = ("strategy", "seller_is_for")
TOLD_BY_OTHERS: tuple[Path, ...] = (
    SELLERS_TASK,  # GAP002
    ("strategy", "values"),  # STR005
    ("lead_generation", "criteria", "accepted_share"),  # LGN011
)
"""Facts whose disagreement another rule tells more exactly."""

VIEWPOINTS = ("owner", "leader", "seller")
"""Who is asked what a seller is for (S3)."""

WHO_DOES_WHAT = ("responsible", "accountable")
UNITS: dict[str, Unit] = {
    **dict.fromkeys(("first_response", "cycle", "max_deferral", "deferral"), "hours"),
    **dict.fromkeys(
        ("revenue", "revenue_previous", "average_deal", "cost_per_month", "credit_limit", "contract", "gross_profit"),
        "money",
    ),
    **dict.fromkeys(("payments", "company_profit", "repeat_revenue"), "money"),
    **dict.fromkeys(("decision_days", "days", "margin"), "number"),
    **dict.fromkeys(("new_customers", "new_markets", "deals", "deals_advanced"), "number"),
    **dict.fromkeys(("calls", "meetings", "proposals"), "number"),
}
"""What the numbers of facts are counted in by the last key; other broken numbers are shares."""

ROUNDING = 1e-9
"""Half of the shares that people write have no exact binary form."""

GOALS: Path = ("strategy", "goals")
STAGES: Path = ("processes", "funnel", "stages")
ENTRIES: dict[Path, Callable[[Org, str], Thing]] = {
    ("people",): Org.worker,
    ("roles",): Org.worker,
    ("functions",): Org.function,
    ("departments",): Org.department,
    ("interfaces",): Org.department,
    ("policies",): Org.policy,
    ("elements",): Org.element,
    ("segments",): lambda org, id_: things.Segment(org, id_, ("segments", id_)),
    ("handoffs",): lambda org, id_: things.Handoff(org, id_, ("handoffs", id_)),
    ("processes",): lambda org, id_: things.Process(org, id_, ("processes", id_)),
    ("lead_generation", "channels"): lambda org, id_: things.Channel(org, id_, ("lead_generation", "channels", id_)),
    ("processes", "funnel", "stages"): lambda org, id_: things.Stage(org, id_, (*STAGES, id_)),
}
"""Sections whose entries have names, and the thing that an entry is about."""

NONE_HAS_A_WORD = ("checkpoints", "plan_fact", "pipeline_review", "one_to_one", "via", "potential")


class ToldFact(Thing):
    """A fact that respondents were asked about; its id is its path as people write it."""

    kind = "fact"


def told_facts(org: Org) -> Several[ToldFact]:
    """Each fact on which answers can be compared: two people know it, or two were asked and nobody does.

    Facts of which another rule speaks are left to it.
    """
    told = {path: _told(facts) for path, facts in org.tellings.items() if path not in TOLD_BY_OTHERS}
    comparable = (path for path, facts in told.items() if len(facts) > 1 and len(_known(facts)) != 1)
    return Several(tuple(ToldFact(org, ".".join(map(str, path)), path) for path in comparable))


def _told(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if fact.origin.kind == "told")


def _known(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if fact.value is not None)


def nobody_to_compare(org: Org) -> None:
    """One respondent contradicts nobody."""
    respondents = {fact.origin.file for facts in org.tellings.values() for fact in _told(facts)}
    if len(respondents) < 2:
        raise NotApplicable("one_respondent" if respondents else "no_respondents")


@rule("GAP001", subject=told_facts, severity="m/m/m/m", sources="S0 S3", unless=[one_person_company, nobody_to_compare])
def two_truths(fact: ToldFact, org: Org, *, points: float = TOLERANCE) -> Verdict:
    thing, rest = _named(fact.path, org)
    names = {"fact": Word(rest, ("fact",)), "thing": thing}
    of_thing = "" if thing.kind == "company" else "of_thing"
    said = org.told(fact.path)
    if not said:
        asked = _note_ignorance(org, fact.path)
        return FAIL.about(fact.path).say(asked=asked, **names).worded(_variant("unknown", of_thing))
    if all(_agree(one, other, points, org) for one, other in combinations(said, 2)):
        return PASS
    verdict = _told_apart(said).about(fact.path).say(**names)
    verdict = verdict.worded(_variant(verdict.text, of_thing))
    is_about_who_does_what = fact.path[0] == "functions" and fact.path[-1] in WHO_DOES_WHAT
    return verdict.worse() if is_about_who_does_what else verdict


@rule("GAP002", subject=company, severity="m/h/h/h", sources="S3", unless=[one_person_company, nobody_to_compare])
def sellers_task_read_three_ways(company: Company, org: Org) -> Verdict:
    said = org.told(SELLERS_TASK, *VIEWPOINTS)
    if len(said) < 2:
        raise NotApplicable("one_respondent")
    if any(fact.value != said[0].value for fact in said):
        return _told_apart(said).about(SELLERS_TASK)
    if {fact.origin.who for fact in said} < set(VIEWPOINTS):
        return Verdict("unknown", needs=(SELLERS_TASK,))
    return PASS


def _variant(*parts: str) -> str:
    return "_".join(filter(None, parts))


def _note_ignorance(org: Org, path: Path) -> int:
    """Note that everyone who was asked about a fact does not know it; return how many were asked."""
    asked = _told(org.tellings[path])
    for fact in asked:
        org.note_fact(fact._replace(value="unknown"))
    return len(asked)


def _told_apart(said: Iterable[Fact]) -> Verdict:
    """Fail with each answer and those who gave it: the first three where there are more."""
    answers: list[tuple[object, list[Fact]]] = []
    for fact in said:
        same = next((facts for value, facts in answers if value == fact.value), None)
        if same is None:
            answers.append((fact.value, [fact]))
        else:
            same.append(fact)
    verdict = FAIL.worded("" if len(answers) == 2 else "three")
    for number, (_, facts) in enumerate(answers[:3], 1):
        who = tuple(dict.fromkeys(fact.origin.who for fact in facts))
        named = Word(who[0], ("respondent",)) if len(who) == 1 else Group(who, ("respondent",))
        answer = _goals(facts[0], said) or _answer(facts[0])
        verdict = verdict.say(**{f"who_{number}": named, f"answer_{number}": answer})
    return verdict


def _goals(fact: Fact, said: Iterable[Fact]) -> object:
    """Return what somebody's goals are counted in; where all count alike, the first figure or day that differs."""
    told = [{goal["metric"]: goal for goal in _listed(other)} for other in said]
    own = {goal["metric"]: goal for goal in _listed(fact)}
    if all(goals.keys() == own.keys() for goals in told):
        for key, (metric, goal) in product(("target", "by"), own.items()):
            if key in goal and any(goals[metric].get(key) != goal[key] for goals in told):
                return _answer(Fact((*GOALS, metric), goal[key]))
    return Group(tuple(own), (*GOALS, "metric"))


def _listed(fact: Fact) -> list[dict[str, Any]]:
    """Return the goals that somebody named, none where they speak of another fact or say that there are none."""
    return fact.value if fact.path == GOALS and isinstance(fact.value, list) else []


def _answer(fact: Fact) -> object:
    """Return what somebody said in the form that a sentence shows."""
    key, value = str(fact.path[-1]), fact.value
    if isinstance(value, bool):
        return Word("yes" if value else "no", ("yes_no",))
    if isinstance(value, int | float):
        return Number.exactly(value, _unit(key, value))
    if value in ([], {}) or (value == NONE and key not in NONE_HAS_A_WORD):
        return Number.exactly(LADDER.index("absent"), "state")
    if isinstance(value, list):
        entries = any(isinstance(item, dict) for item in value)
        return Number.exactly(len(value)) if entries else Group(tuple(map(str, value)), fact.path)
    if value in LADDER:
        return Number.exactly(LADDER.index(str(value)), "state")
    return Word(str(value), fact.path)


def _unit(key: str, value: object) -> Unit:
    return UNITS.get(key, "share" if isinstance(value, float) else "number")


def _agree(one: Fact, other: Fact, points: float, org: Org) -> bool:
    """Tell whether two answers to one fact say the same.

    Shares agree within `points`, lists by whom they mean, texts by their words, anything else exactly.
    """
    left, right = one.value, other.value
    if isinstance(left, list) and isinstance(right, list):
        return _meant(left, org) == _meant(right, org)
    if isinstance(left, float) and isinstance(right, float) and _unit(str(one.path[-1]), left) == "share":
        return abs(left - right) <= points + ROUNDING
    if isinstance(left, str) and isinstance(right, str):
        return _words(left) == _words(right)
    return left == right


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold().replace("ё", "е"))


def _meant(ids: Iterable[object], org: Org) -> set[object]:
    """Return the people that a list means, a role by its holders; words that mean nobody stand for themselves."""
    meant: set[object] = set()
    for id_ in map(str, ids):
        behind = org.workers_of_role(id_) if org.peek(("roles", id_)) is not None else org.workers_behind(id_)
        meant.update(behind or (id_,))
    return meant


def _named(path: Path, org: Org) -> tuple[Thing, str]:
    """Return the thing that a fact is of, the company where that has none, and the rest of the path."""
    for section, entry in ENTRIES.items():
        own_section = path[: len(section)] == section and len(path) > len(section) + 1
        if own_section and (path[:2] != ("processes", "funnel") or section == STAGES):
            return entry(org, str(path[len(section)])), ".".join(map(str, path[len(section) + 1 :]))
    return org.company, ".".join(map(str, path))
