"""How fast a questionnaire decides: it is answered truthfully from a company that is known, and the audit watches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from salesaudit.knowledge import vocabulary
from salesaudit.org.org import Org
from salesaudit.orgfile.nodes import Path
from salesaudit.orgfile.units import NONE, STATES
from salesaudit.questionnaire.answer import Given
from salesaudit.questionnaire.asked import Asked
from salesaudit.questionnaire.company import STEPS, Tree
from salesaudit.questionnaire.conditions import fact
from salesaudit.questionnaire.definition import VALUE, Choice, Question, Questionnaire
from salesaudit.questionnaire.names import entry_id
from salesaudit.questionnaire.session import Session
from salesaudit.questionnaire.settle import Instance, lists

SINGLE = ("text", "choice", "who", "person", "role")
REFERENCES = frozenset(
    (
        "responsible", "accountable", "owner", "leader", "reports_to", "who", "accepts", "spokesperson", "agreed_by",
        "served_by", "involved", "deputy", "department", "roles", "from", "to",
    )
)  # fmt: skip
"""The keys whose values are ids of the company's own."""
ONE_NAMESPACE = ("departments", "people")
WHO = ("who", "who_many")
HANDOFFS = "handoffs"


class Point(NamedTuple):
    """How far a talk has come after some replies: one reply is one line, whether it answers a question or a card."""

    replies: int
    coverage: float
    """The share of the rules' weight that is decided."""
    values: int
    """The single answers that the replies hold."""
    seconds: int
    """How long they take."""


def curve(
    questionnaire: Questionnaire, company: Tree, *, adaptive: bool = True, most: int | None = None
) -> list[Point]:
    """Return how the share of the rules' weight that is decided grows with the replies, from none on.

    `company` are the facts of a company as rules see them (``build_org(document).data``): every question is answered by
    the fact that it fills, or with "I don't know" where the company does not say. `most` ends it after so many replies.
    """
    session = Session.start(questionnaire, "en", questionnaire.for_[0], adaptive=adaptive)
    truth = Truth(company, questionnaire)
    points = [Point(0, session.progress.coverage, 0, 0)]
    while session.current is not None and (most is None or len(points) <= most):
        givens = truth.reply(session)
        seconds = sum(questionnaire.question(given.question).seconds for given in givens)
        session = session.give_together(givens)
        *_, last = points
        points.append(Point(len(points), session.standing.coverage, last.values + len(givens), last.seconds + seconds))
    return points


class Truth:
    """A respondent who knows exactly what a company's file says."""

    def __init__(self, company: Tree, questionnaire: Questionnaire) -> None:
        known = renamed(renamed(company, _as_chosen(company, questionnaire)), _as_named(company))
        self.data = _counted(_by_component(known, Org(known)))
        self.org = Org(self.data)

    def reply(self, session: Session) -> tuple[Given, ...]:
        """Return the answers to the question or the card of now, row by row as one who fills it in."""
        asked, card = session.current, session.card
        givens: list[Given] = []
        for key in [row.key for row in card.rows] if card is not None else [asked.key] if asked is not None else []:
            if (instance := session.settled.by_key.get(key)) is not None:
                givens.append(self.answer(session.ask(key), instance))
                session = session.give(givens[-1])
        return tuple(givens)

    def answer(self, asked: Asked, instance: Instance) -> Given:
        """Return the answer that the company's file gives to a question."""
        question = asked.question
        value = self._named(question, self._value(asked, instance), asked.options)
        if value is None:
            return Given(question.id, asked.entry, "unknown")
        return Given(question.id, asked.entry, "answered", value)

    def _value(self, asked: Asked, instance: Instance) -> Any:
        question = instance.question
        if section := lists(instance):
            return self._entries(question, instance, section)
        if question.makes_entries:
            return self._chosen(question, instance, asked.options)
        path = instance.scope.path(question.fills)
        if path is None:
            return None
        found = self._fact(path)
        if found is None and question.none is not None and self._is_missing(instance.scope.path(question.none.fills)):
            return NONE
        return _as_answer(question, path, found)

    def _is_missing(self, path: Path | None) -> bool:
        return bool(path) and self._fact(path or ()) in (NONE, "absent", {}, [])

    def _named(self, question: Question, value: Any, options: tuple[Choice, ...]) -> Any:
        """Return who is meant in words that the talk knows: somebody nobody named by what they are."""
        if question.type not in WHO or not isinstance(value, str | list) or value == NONE:
            return value
        offered = [option.value for option in options]
        meant: dict[str, None] = {}
        for id_ in [value] if isinstance(value, str) else value:
            roles = fact(self.data, ("people", id_, "roles")) or ()
            meant.update(dict.fromkeys([id_] if id_ in offered else [role for role in roles if role in offered]))
        return next(iter(meant), None) if isinstance(value, str) else list(meant) or ([] if not value else None)

    def _entries(self, question: Question, instance: Instance, section: Path) -> Any:
        known = fact(self.data, section)
        if known is None:
            return None
        ids = [str(goal["metric"]) for goal in known] if isinstance(known, list) else [str(id_) for id_ in known]
        if question.also:
            last, role = question.also.split(".")[-1], instance.scope.id
            ids = [id_ for id_ in ids if role in (fact(self.data, (*section, id_, last)) or ())]
            return ids or NONE
        if question.type != "names":
            offered = {choice.value for choice in question.options}
            ids = [id_ for id_ in ids if id_ in offered]
        return ids if question.type != "choice" else ids[0] if ids else NONE

    def _chosen(self, question: Question, instance: Instance, options: tuple[Choice, ...]) -> Any:
        told = {option.value: self._told(question, instance, option.value) for option in options}
        if question.speaks_of_the_rest or (question.gives is not None and question.gives.rest is not None):
            return None if None in told.values() else [value for value, chosen in told.items() if chosen]
        return None if set(told.values()) == {None} else [value for value, chosen in told.items() if chosen]

    def _told(self, question: Question, instance: Instance, value: str) -> bool | None:
        path = instance.scope.path(question.fills, value)
        found = None if path is None else fact(self.data, path)
        if found is None:
            return None
        if question.adds:
            also = fact(self.data, instance.scope.path(question.also, value) or ()) if question.also else found
            return self._names(found, instance.scope.id) and self._names(also or (), instance.scope.id)
        return question.gives is not None and _is(found, question.gives.chosen)

    def _names(self, found: Any, id_: str) -> bool:
        worker = self.org.worker(id_)
        return isinstance(found, list | tuple) and any(worker in self.org.workers_behind(str(who)) for who in found)

    def _fact(self, path: Path) -> Any:
        """Return a fact, of a worker also where it stands with their role or with the one who holds it."""
        found = fact(self.data, path)
        if path[0] == HANDOFFS and path[-1] == "state" and fact(self.data, path[:2]) is None:
            return "absent" if HANDOFFS in self.data else None
        if found is not None or path[0] not in ("people", "roles") or len(path) < 3:
            return found
        id_ = str(path[1])
        if fact(self.data, path[:2]) is None:
            return None
        workers = [self.org.worker(id_), *(self.org.named_holders(id_) if path[0] == "roles" else ())]
        for worker in workers:
            _, known = worker.look(tuple(map(str, path[2:])))
            if known is not None:
                return known.value
        return None


def _as_answer(question: Question, path: Path, found: Any) -> Any:
    if path[-1] == STEPS and isinstance(found, list):
        return [str(who) for step in found for who in step.get("who", ())]
    if isinstance(found, list) and question.type in SINGLE and not question.several:
        return found[0] if found else NONE
    if question.type == "shares" and isinstance(found, Mapping):
        return {part: share for part, share in found.items() if part in question.parts}
    return found


def _is(found: object, chosen: str) -> bool:
    if found in STATES and chosen in STATES[3:]:
        return STATES.index(str(found)) >= STATES.index(chosen)
    return str(found) == chosen or (chosen == NONE and found in ([], "absent"))


def _by_component(company: Tree, org: Org) -> dict[str, Any]:
    """Return a company whose handoffs name components: a department's counts as that of its component."""
    listed = company.get(HANDOFFS)
    if not isinstance(listed, Mapping):
        return dict(company)
    found: dict[str, Any] = {}
    for handoff in listed.values():
        ends = [str(org.component_of_department(str(handoff[end])) or handoff[end]) for end in ("from", "to")]
        found.setdefault("->".join(ends), {**handoff, "from": ends[0], "to": ends[1]})
    return {**company, HANDOFFS: found}


def _counted(company: Tree) -> dict[str, Any]:
    """Return a company whose roles have counts: of those that its people fill, the people."""
    roles = {str(id_): dict(role) for id_, role in (company.get("roles") or {}).items()}
    for id_, role in roles.items():
        holders = [1 for person in (company.get("people") or {}).values() if id_ in person.get("roles", ())]
        if holders:
            role.setdefault("count", len(holders))
    return {**company, **({"roles": roles} if roles else {})}


def _as_named(company: Tree) -> Mapping[str, str]:
    """Return the ids that roles and named entries get from answers, by those that the company's file gives them."""
    roles: Mapping[str, Any] = company.get("roles") or {}
    new: dict[str, str] = {}
    for id_, content in roles.items():
        archetype = content.get("archetype", id_)
        if archetype not in roles and archetype not in new.values() and archetype in vocabulary.archetypes():
            new[id_] = archetype
    for section in ONE_NAMESPACE:
        for id_ in company.get(section) or {}:
            if (made := entry_id(id_, section, {})) != id_:
                new[id_] = made
    return new


def _as_chosen(company: Tree, questionnaire: Questionnaire) -> Mapping[str, str]:
    """Return the choices that stand for a company's own entries: those that would make an entry of the same kind."""
    new: dict[str, str] = {}
    for question in questionnaire.questions:
        if question.type == "many" and question.fills.endswith(f".{{{VALUE}}}") and question.choices:
            known = fact(company, tuple(question.fills.split(".")[:-1]))
            entries = known if isinstance(known, Mapping) else {}
            for choice in question.choices:
                kinds = {key: value for key, value in choice.sets.items() if isinstance(value, str)}
                free = (id_ for id_ in entries if id_ not in new and entries[id_].items() >= kinds.items())
                if kinds and choice.value not in entries and (id_ := next(free, None)):
                    new[id_] = choice.value
    return new


def renamed(company: Tree, new: Mapping[str, str]) -> dict[str, Any]:
    """Return a company with some ids replaced, wherever they stand."""
    return {section: _with(content, new) for section, content in company.items()}


def _with(content: Any, new: Mapping[str, str], key: str = "") -> Any:
    if isinstance(content, Mapping):
        return {
            new.get(name, name): _with(item, new, name)
            for name, item in content.items()
            if not (name == "archetype" and item in new.values())
        }
    if isinstance(content, list):
        return [_with(item, new, key) for item in content]
    return new.get(content, content) if isinstance(content, str) and key in REFERENCES else content
