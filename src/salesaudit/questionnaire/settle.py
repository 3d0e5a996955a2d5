"""Which questions there are to ask: answers open and close questions, and those change what is known.

The company and its questions are worked out in rounds until nothing changes. Questions that wait for one another in a
ring are an error of the questionnaire (`lint`), so the rounds come to an end and to the same end in whatever order the
answers were given.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

from salesaudit.org.org import Org
from salesaudit.orgfile.nodes import Path
from salesaudit.questionnaire.answer import Given, key_of
from salesaudit.questionnaire.binding import Bindings, Scope, bindings
from salesaudit.questionnaire.company import Fill, Tree, fills, merged, tree, without, without_strangers
from salesaudit.questionnaire.conditions import Condition, fact, holds
from salesaudit.questionnaire.definition import Choice, Question, Questionnaire, Section, Words
from salesaudit.questionnaire.groups import SECTIONS, entries, expected, title

ROUNDS = 24
CLOSED = frozenset(SECTIONS.values()) - {("processes",)}
"""Lists that are complete once they are there."""
FILLED_ENTRY_BY_ENTRY = ("interfaces", "handoffs")
"""Those of them that no question names the entries of."""


@dataclass(frozen=True, slots=True)
class Instance:
    """A question as it is asked of one entry of its repeat group, or once."""

    section: Section
    question: Question
    scope: Scope

    @property
    def key(self) -> str:
        """The key of its answer."""
        return key_of(self.question.id, self.scope.id)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question that may open: for want of the entries of its repeat group, or of facts that its conditions ask for.

    `scope` is None where no entry is known; then `count` is how many a company usually has.
    """

    section: Section
    question: Question
    scope: Scope | None = None
    count: int = 1


@dataclass(frozen=True)
class Settled:
    """A company as far as it is known, and the questions that there are to ask about it.

    `data` is its tree of facts as rules see it; `waiting` are the questions that may open; `offered` the choices of
    those that offer only what is left.
    """

    data: Tree
    org: Org
    considered: tuple[Instance, ...]
    waiting: tuple[Waiting, ...] = ()
    told: tuple[tuple[Instance, Fill], ...] = field(default=(), repr=False)
    offered: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict, repr=False)

    @cached_property
    def instances(self) -> tuple[Instance, ...]:
        """The questions to ask, in the order of the questionnaire: all but those with nothing left to choose."""
        return tuple(instance for instance in self.considered if self.offered.get(instance.key) != ())

    @cached_property
    def by_key(self) -> Mapping[str, Instance]:
        """The questions by the keys of their answers."""
        return {instance.key: instance for instance in self.instances}


@dataclass(frozen=True, slots=True)
class Asker:
    """Who is asked what: a questionnaire, a kind of respondent, a language, and the facts that the file has."""

    questionnaire: Questionnaire
    respondent: str
    lang: str
    base: Tree

    def settle(self, givens: Mapping[str, Given], start: Settled | None = None) -> Settled:
        """Return the company and its questions; `start` is a state from which fewer rounds lead there."""
        state = start or self._state(self.base)
        for _ in range(ROUNDS):
            told, offered = self._told(state, givens)
            if told == state.told:
                return state if offered == state.offered else replace(state, offered=offered)
            built = tree((instance.question, fill) for instance, fill in told)
            state = self._state(without_strangers(merged(built, self.base)), told, offered)
        return state

    def certain(self, settled: Settled, done: Collection[str]) -> Org:
        """Return the company without the lists that are not complete yet, for the audit.

        In the format a list is complete once it is there; here it is while no question that adds to it is still to be
        answered. `done` are the keys of questions that were answered or put off.
        """
        data = settled.data
        for instance in settled.instances:
            section = lists(instance)
            if section and instance.key not in done and fact(self.base, section) is None:
                data = without(data, section)
        if "roles" not in data:
            data = without(data, ("people",))
        for name in FILLED_ENTRY_BY_ENTRY:
            if name not in self.base and not self._each_begun(settled, name, done):
                data = without(data, (name,))
        return settled.org if data is settled.data else Org(without_strangers(data))

    def already_stated(self, instance: Instance, settled: Settled) -> bool:
        """Tell whether the company's file answers a question of plain facts in full; what is perceived it cannot."""
        question = instance.question
        path = instance.scope.path(question.fills) or ()
        if question.kind != "fact":
            return False
        if question.makes_entries:
            section = lists(instance)
            paths = [section] if section else [
                instance.scope.path(question.fills, choice.value) or () for choice in choices_of(question, settled.org)
            ]  # fmt: skip
            return bool(paths) and all(fact(self.base, path) is not None for path in paths)
        return fact(self.base, path) is not None

    @staticmethod
    def _each_begun(settled: Settled, section: str, done: Collection[str]) -> bool:
        """Tell whether something was asked about each entry of a section."""
        entries = [
            (path, instance.key in done) for instance in settled.instances for path in spoken_of(instance, settled)
        ]
        own = [(path[1], asked) for path, asked in entries if path[0] == section]
        return {entry for entry, _ in own} == {entry for entry, asked in own if asked}

    def _told(
        self, state: Settled, givens: Mapping[str, Given]
    ) -> tuple[tuple[tuple[Instance, Fill], ...], dict[str, tuple[Choice, ...]]]:
        """Return the facts that the answers give, and what is left to choose from where only that is offered."""
        told: list[tuple[Instance, Fill]] = []
        filled: set[Path] = set()
        offered: dict[str, tuple[Choice, ...]] = {}
        for instance in state.considered:
            key, question = instance.key, instance.question
            choices = choices_of(question, state.org)
            if question.of or (question.remaining and choices):
                offered[key] = tuple(self._left(question, choices, instance.scope, filled))
            elif question.remaining and self._is_told(question, instance.scope, filled):
                offered[key] = ()
            if (given := givens.get(key)) is None:
                continue
            if offered.get(key) == ():
                continue
            for fill in fills(question, given, instance.scope, self.lang, self.base, offered.get(key)):
                told.append((instance, fill))
                filled.add(fill.path)
        return tuple(self._of_known_entries(told)), offered

    def _of_known_entries(self, told: Sequence[tuple[Instance, Fill]]) -> Iterator[tuple[Instance, Fill]]:
        """Yield the facts but those about an entry that nobody named: to speak of a role does not make the role."""
        made = {fill.path[: len(section) + 1] for instance, fill in told if (section := lists(instance))}
        for instance, fill in told:
            entry = entry_of(fill.path)
            if not entry or entry in made or fact(self.base, entry) is not None:
                yield instance, fill

    def _left(self, question: Question, choices: Sequence[Choice], scope: Scope, filled: set[Path]) -> Iterator[Choice]:
        if not question.remaining:
            yield from choices
            return
        if not question.makes_entries and self._is_told(question, scope, filled):
            return
        for choice in choices:
            path = scope.path(question.fills, choice.value)
            if path is not None and path not in filled and not self._in_file(question, path):
                yield choice

    def _is_told(self, question: Question, scope: Scope, filled: set[Path]) -> bool:
        path = scope.path(question.fills)
        return path is not None and (path in filled or self._in_file(question, path))

    def _in_file(self, question: Question, path: Path) -> bool:
        """Tell whether the company's file settles a fact: what people perceive it does not."""
        return question.kind == "fact" and fact(self.base, path) is not None

    def _state(
        self,
        data: Tree,
        told: tuple[tuple[Instance, Fill], ...] = (),
        offered: Mapping[str, tuple[Choice, ...]] = MappingProxyType({}),
    ) -> Settled:
        org = Org(data)
        found: list[Instance] = []
        waiting: list[Waiting] = []
        bound = bindings(org)
        for section in self.questionnaire.sections:
            for instance, opens in self._section(section, org, data, bound, waiting):
                if opens:
                    found.append(instance)
                elif opens is None:
                    waiting.append(Waiting(section, instance.question, instance.scope))
        return Settled(data, org, tuple(found), tuple(waiting), told, offered)

    def _section(
        self, section: Section, org: Org, data: Tree, bound: Bindings, waiting: list[Waiting]
    ) -> Iterator[tuple[Instance, bool | None]]:
        questions = [question for question in section.questions if question.asked_of(self.respondent)]
        if not section.each:
            scopes = [Scope(bound)]
        else:
            known = entries(section.each, section.over, org)
            if known is None:
                count = expected(section.each)
                waiting.extend(Waiting(section, question, count=count) for question in questions)
                return
            scopes = [Scope(bound, section.each, entry) for entry in known]
        for scope in scopes:
            for question in questions:
                yield Instance(section, question, scope), opens(section, question, scope, data)


def spoken_of(instance: Instance, settled: Settled) -> Iterator[Path]:
    """Yield the entries of FILLED_ENTRY_BY_ENTRY that a question is about."""
    question = instance.question
    if not question.fills.startswith(FILLED_ENTRY_BY_ENTRY):
        return
    offered = settled.offered.get(instance.key, question.options) if question.makes_entries else ()
    for value in [choice.value for choice in offered] or [""]:
        path = instance.scope.path(question.fills, value)
        if path is not None and len(path) > 1:
            yield path[:2]


def entry_of(path: Path) -> Path:
    """Return the entry of a closed list that a path leads into, empty where it leads into none."""
    for section in CLOSED:
        if path[: len(section)] == section and len(path) > len(section) and section[0] not in FILLED_ENTRY_BY_ENTRY:
            return path[: len(section) + 1]
    return ()


def choices_of(question: Question, org: Org) -> tuple[Choice, ...]:
    """Return what may be chosen: the question's own choices, or the entries of the company that it is about."""
    if not question.of:
        return question.options
    found = [
        str(entry[-1])
        for entry in entries(question.of, {}, org) or ()
        if (not question.only or entry[-1] in question.only) and "." not in str(entry[-1])
    ]
    return tuple(
        Choice(id_, Words(title(question.of, id_, org, "ru"), title(question.of, id_, org, "en"))) for id_ in found
    )


def lists(instance: Instance) -> Path:
    """Return the closed list to which a question adds entries, empty where it adds to none."""
    question = instance.question
    if not question.makes_entries or question.gives is not None or question.adds:
        return ()
    path = instance.scope.path(question.fills) or ()
    section = path[: next((index for index, part in enumerate(path) if part == "*"), 0)]
    return section if section in CLOSED else ()


def opens(section: Section, question: Question, scope: Scope, data: Tree) -> bool | None:
    """Tell whether a question is to be asked, None where that hangs on facts that are not known yet."""
    if scope.path(question.fills) is None:
        return None
    results = [_holds(section.when, scope, data), _holds(question.when, scope, data)]
    return False if False in results else None if None in results else True


def _holds(condition: Condition | None, scope: Scope, data: Tree) -> bool | None:
    return True if condition is None else holds(condition, data, scope.path)
