"""What in an answer cannot be: told on the spot, while whoever answers still has the question in mind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from salesaudit.org.org import Org
from salesaudit.orgfile.nodes import Path
from salesaudit.questionnaire.answer import Given
from salesaudit.questionnaire.asked import FROM_THE_COMPANY, SECTIONS, WHO
from salesaudit.questionnaire.conditions import fact
from salesaudit.questionnaire.definition import Question
from salesaudit.questionnaire.groups import title
from salesaudit.questionnaire.settle import Instance, Settled
from salesaudit.safety.nearest import nearest
from salesaudit.texts import show
from salesaudit.texts.catalogue import say

PER_YEAR = {"month": 12, "quarter": 4, "year": 1}
SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Something that cannot be; `key` names its sentence in texts/messages, `values` are words, shares and money."""

    key: str
    values: Mapping[str, str | tuple[str, float]] = field(default_factory=dict)

    def sentence(self, lang: str) -> str:
        """Return what cannot be."""
        return say(self.key, lang, **self._said(lang))

    def hint(self, lang: str) -> str:
        """Return what to look at."""
        return say(f"{self.key}.hint", lang, **self._said(lang))

    def _said(self, lang: str) -> dict[str, str]:
        return {name: _shown(value, lang) for name, value in self.values.items()}


def _shown(value: str | tuple[str, float], lang: str) -> str:
    if isinstance(value, str):
        return value
    unit, amount = value
    return show.share(amount, lang) if unit == "share" else show.money(amount, unit, lang)


def contradictions(
    instance: Instance, given: Given, before: Settled, after: Settled, lang: str
) -> tuple[Contradiction, ...]:
    """Return what is wrong with an answer; `before` and `after` are the company without and with it."""
    if given.status != "answered":
        return ()
    told = [fill.path for other, fill in after.told if other.key == instance.key]
    return (
        *_beyond_itself(given),
        *_unknown_ids(instance.question, given, before.org),
        *(one for path in told for one in _too_much(path, after.org, lang)),
    )


def _beyond_itself(given: Given) -> Iterator[Contradiction]:
    if isinstance(given.value, Mapping):
        whole = sum(float(part) for part in given.value.values())
        if whole > 1 + SLACK:
            yield Contradiction("contradiction.shares", {"sum": ("share", whole), "over": ("share", whole - 1)})


def _unknown_ids(question: Question, given: Given, org: Org) -> Iterator[Contradiction]:
    kinds = FROM_THE_COMPANY.get("who" if question.type in WHO else question.type)
    if kinds is None:
        return
    known = [str(id_) for kind in kinds for id_ in org.peek((SECTIONS[kind],)) or ()]
    for id_ in given.value if isinstance(given.value, list) else [given.value]:
        if isinstance(id_, str) and id_ not in known and id_ != "none":
            near = nearest(id_, known)
            yield Contradiction("contradiction.who" if near else "contradiction.nobody",
                                {"found": id_, "near": near or "", "known": ", ".join(known)})  # fmt: skip


def _too_much(path: Path, org: Org, lang: str) -> Iterator[Contradiction]:
    match path:
        case (("roles" | "people"), id_, "time", _, *_):
            whole = _sum(fact(org.data, path[:3]))
            if whole > 1 + SLACK:
                who = title("worker", str(id_), org, lang)
                yield Contradiction("contradiction.time", {"who": who, "sum": ("share", whole)})
        case ("segments", *_, "share_of_revenue"):
            whole = sum(_number(entry.get("share_of_revenue")) for entry in (org.peek(("segments",)) or {}).values())
            if whole > 1 + SLACK:
                yield Contradiction("contradiction.segments", {"sum": ("share", whole)})
        case ("roles" | "people", _, "plan", *_):
            yield from _plan(path[:3], org)


def _plan(path: Path, org: Org) -> Iterator[Contradiction]:
    """Hold the yearly plan of one person against the goal of the whole company."""
    plan = fact(org.data, path)
    if not isinstance(plan, Mapping):
        return
    times = PER_YEAR.get(str(plan.get("per", "year")), 1)
    for goal in org.peek(("strategy", "goals")) or ():
        target = _number(goal.get("target")) * PER_YEAR.get(str(goal.get("per", "year")), 1)
        own = _number(plan.get(goal["metric"])) * times
        if target and own > target:
            currency = str(org.peek(("company", "currency")) or "RUB")
            yield Contradiction("contradiction.plan", {"plan": (currency, own), "goal": (currency, target)})


def _sum(shares: object) -> float:
    return sum(map(_number, shares.values())) if isinstance(shares, Mapping) else 0


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0
