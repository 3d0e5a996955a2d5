"""What to ask next: the question on whose answer the most weight of undecided rules hangs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from salesaudit.audit.engine import audit
from salesaudit.audit.needs import facts_read, general
from salesaudit.audit.profile import load_profile
from salesaudit.audit.score import UNSCORED, WEIGHTS
from salesaudit.org.org import Org
from salesaudit.orgfile.nodes import Path
from salesaudit.questionnaire.answer import Given
from salesaudit.questionnaire.company import Tree
from salesaudit.questionnaire.conditions import PLACEHOLDER, fact
from salesaudit.questionnaire.definition import Question
from salesaudit.questionnaire.groups import SECTIONS
from salesaudit.questionnaire.settle import (
    CLOSED,
    FILLED_ENTRY_BY_ENTRY,
    Instance,
    Settled,
    choices_of,
    lists,
    spoken_of,
)
from salesaudit.rules.catalogue import known_rules

WARM_UP = 3
"""Easy questions that come before the order begins to follow the weight."""
STAY = 0.7
"""A section goes on as long as its best question is worth this part of the best one elsewhere."""
PARTLY = 0.1
"""What a rule still weighs where some of its subjects are decided and others are not."""
LATER = 0.02
"""What a fact weighs that a rule reads but is not stopped by yet."""
OPENING = 0.5
"""What a fact weighs that opens a question, as a part of what that question weighs."""
SOME_CHOSEN = 0.35
"""What a question is worth that says something only of what is chosen: usually a few of many."""
COUNTS = 0.05
"""From this weight on a question is worth asking where only what is missing is asked."""
SETTLING = 10
"""Seconds that any question takes besides its answer."""
ANY = "*"
LISTED = ("functions", "elements", "policies")
"""Sections whose ids the vocabulary knows: a rule that reads one of them reads them all."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the audit of a company has come: the share of the rules' weight that is decided, and what stops the rest.

    `needs` is the weight that hangs on each fact, `stops` the rules that each stops and with what weight, `below` the
    facts below each path, `later` the little that facts weigh which are read but stop nothing yet. `begun` are the
    entries of FILLED_ENTRY_BY_ENTRY that were asked about, `left` counts those that were not, by section.
    """

    coverage: float
    needs: Mapping[Path, float]
    stops: Mapping[Path, Mapping[str, float]]
    below: Mapping[Path, tuple[Path, ...]]
    later: Mapping[Path, float]
    begun: frozenset[Path] = frozenset()
    left: Mapping[str, int] = field(default_factory=dict)


def standing(org: Org, settled: Settled, done: Collection[str]) -> Standing:
    """Audit a company and weigh the facts that its undecided rules wait for.

    `org` is the company as far as its lists are complete; `done` are the keys of the questions that were asked.
    """
    profile = load_profile()
    report = audit(org, profile)
    decided = {finding.rule for finding in report.findings} | {passed.rule for passed in report.passed}
    stopped: dict[str, dict[Path, None]] = {}
    for outcome in report.unknown:
        stopped.setdefault(outcome.rule, {}).update(dict.fromkeys(outcome.needs))
    weights = {rule.id: WEIGHTS[severity] for rule in known_rules() if (severity := profile.severity(rule, org.band))}
    needs: dict[Path, float] = {}
    stops: dict[Path, dict[str, float]] = {}
    later: dict[Path, float] = {}
    for rule, paths in stopped.items():
        weight = 0 if rule in UNSCORED else weights.get(rule, 0) * (PARTLY if rule in decided else 1)
        for path in paths:
            needs[path] = needs.get(path, 0) + weight / len(paths)
            stops.setdefault(path, {})[rule] = weight
        if rule not in decided:
            for path in (known := reads().get(rule, ())):
                later[path] = later.get(path, 0) + LATER * weight / len(known)
    begun, left = _entries(settled, done)
    first = Standing(report.score.coverage, needs, stops, _below(needs), later, begun, left)
    for path, weight in _opened(settled, first, org).items():
        needs[path] = needs.get(path, 0) + weight
    return replace(first, below=_below(needs))


def _entries(settled: Settled, done: Collection[str]) -> tuple[frozenset[Path], Mapping[str, int]]:
    """Return the entries of lists without questions of their own that were asked about, and how many were not."""
    begun: set[Path] = set()
    known: set[Path] = set()
    for instance in settled.instances:
        spoken = set(spoken_of(instance, settled))
        known |= spoken
        if instance.key in done:
            begun |= spoken
    left = {section: sum(1 for path in known - begun if path[0] == section) for section in FILLED_ENTRY_BY_ENTRY}
    return frozenset(begun), left


def _opened(settled: Settled, first: Standing, org: Org) -> Mapping[Path, float]:
    """Return what facts weigh because questions that could decide something wait for them."""
    found: dict[Path, float] = {}
    for one in settled.waiting:
        if one.scope is None:
            home = SECTIONS.get(one.section.each)
            if home is not None:
                weight = first.needs.get(fixed(one.question.fills), 0)
                found[home] = max(found.get(home, 0), OPENING * weight)
            continue
        instance = Instance(one.section, one.question, one.scope)
        weight = gain(instance, first, org)
        for path in waits_for(instance, settled.data):
            found[path] = max(found.get(path, 0), OPENING * weight)
    return found


def waits_for(instance: Instance, data: Tree) -> Iterator[Path]:
    """Yield the facts that the conditions of a question ask for and nobody gave."""
    for condition in (instance.section.when, instance.question.when):
        for leaf in condition.leaves() if condition is not None else ():
            path = ("roles",) if leaf.kind == "has" else instance.scope.path(leaf.path)
            if path is not None and fact(data, path) is None:
                yield path


def fixed(fills: str) -> Path:
    """Return the part of a path before its first placeholder."""
    parts = fills.split(".")
    return tuple(parts[: next((index for index, part in enumerate(parts) if "{" in part), len(parts))])


@cache
def reads() -> Mapping[str, tuple[Path, ...]]:
    """Return the facts that each rule reads in its examples, by rule in the order of the catalogue."""
    return {rule.id: facts_read(rule) for rule in known_rules()}


def _below(needs: Mapping[Path, float]) -> Mapping[Path, tuple[Path, ...]]:
    below: dict[Path, list[Path]] = {}
    for path in needs:
        for length in range(1, len(path)):
            below.setdefault(path[:length], []).append(path)
    return {path: tuple(paths) for path, paths in below.items()}


def gain(instance: Instance, state: Standing, org: Org) -> float:
    """Return the weight of undecided rules that an answer can help to decide."""
    question, scope = instance.question, instance.scope
    if section := lists(instance):
        return sum(OPENING * state.needs.get(section[:length], 0) for length in range(1, len(section) + 1))
    if question.makes_entries:
        paths = [
            path
            for option in choices_of(question, org)
            if (path := scope.path(question.fills, option.value)) is not None
        ]
        likely = 1 if question.gives is not None and question.gives.rest is not None else SOME_CHOSEN
        return likely * _worth(paths, state, at_once=True)
    path = scope.path(question.fills)
    if path is None:
        return 0
    later = 0 if fact(org.data, path) is not None else state.later.get(general(path), 0)
    return _worth([path, *_aliases(path, org)], state) + later


def _worth(paths: Iterable[Path], state: Standing, *, at_once: bool = False) -> float:
    """Return the weight of the rules that wait for facts at or below some paths, or above them and read them then.

    `at_once`: one answer tells of every entry of a list, which is whole then.
    """
    met: set[Path] = set()
    rules: dict[str, float] = {}
    for path in paths:
        met.update((path, *state.below.get(path, ())))
        still = 1 if at_once else max(1, state.left.get(str(path[0]), 1))
        for above in _above(path, state):
            for rule, weight in state.stops.get(above, {}).items():
                if rule in readers(broad(path)) or rule in readers(_ends(path)):
                    rules[rule] = max(rules.get(rule, 0), weight / (_cost(rule) * still))
    return sum(state.needs.get(path, 0) for path in sorted(met, key=str)) + sum(rules.values())


def _ends(path: Path) -> Path:
    """Return what else an answer about a handoff tells, by its id: between whom it is."""
    return ("handoffs", ANY, "from") if path[0] == "handoffs" else path


@cache
def _cost(rule: str) -> int:
    """Return how many facts a rule reads that have to be told one by one."""
    return max(1, sum(1 for path in reads()[rule] if path[-1] not in ("from", "to")))


def _above(path: Path, state: Standing) -> Iterator[Path]:
    """Yield the paths above one; not a list's own where the entry has already been asked about."""
    for length in range(2 if path[:2] in state.begun else 1, len(path)):
        yield path[:length]


@cache
def readers(path: Path) -> frozenset[str]:
    """Return the rules that read a fact at a broad path in their examples."""
    return frozenset(rule for rule, known in reads().items() if any(meets(path, broad(read)) for read in known))


def _aliases(path: Path, org: Org) -> Iterator[Path]:
    """Yield where the same fact may stand: with a person's role, or with those who hold a role."""
    if path[0] == "people" and path[1] in (org.peek(("people",)) or {}):
        yield from (("roles", role, *path[2:]) for role in org.roles_of(str(path[1])))
    elif path[0] == "roles" and path[1] in (org.peek(("roles",)) or {}):
        yield from (("people", holder.id, *path[2:]) for holder in org.named_holders(str(path[1])))


def choose(
    candidates: Sequence[Instance], answered: Collection[Given], last: Instance | None, state: Standing, org: Org
) -> Instance | None:
    """Return the question to ask next, None where there is none.

    `candidates` stand in the order of the questionnaire; `answered` are the answers so far: who could not
    tell a thing of one entry is less likely to tell it of the next. `last` was asked before.
    """
    if not candidates:
        return None
    easy = [instance for instance in candidates if instance.question.easy]
    if easy and len(answered) < WARM_UP:
        return easy[0]
    hopes = _hopes(answered)
    worth = {instance.key: _rate(instance, state, org) * hopes.get(instance.question.id, 1) for instance in candidates}
    best = _best(candidates, worth)
    if worth[best.key] == 0:
        return next((instance for instance in candidates if instance.question.required), candidates[0])
    for near in _neighbourhoods(candidates, last):
        closest = _best(near, worth)
        if worth[closest.key] >= STAY * worth[best.key]:
            return closest
    return best


def _hopes(answered: Collection[Given]) -> Mapping[str, float]:
    """Return for each question how likely it is to be answered, by how often it was for other entries."""
    asked: dict[str, int] = {}
    told: dict[str, int] = {}
    for given in answered:
        asked[given.question] = asked.get(given.question, 0) + 1
        told[given.question] = told.get(given.question, 0) + (given.status == "answered")
    return {question: (1 + told[question]) / (1 + times) for question, times in asked.items()}


def _rate(instance: Instance, state: Standing, org: Org) -> float:
    return gain(instance, state, org) / (instance.question.seconds + SETTLING)


def _best(instances: Sequence[Instance], worth: Mapping[str, float]) -> Instance:
    """Return the one that is worth most, of equals the first."""
    return max(instances, key=lambda instance: worth[instance.key])


def _neighbourhoods(candidates: Sequence[Instance], last: Instance | None) -> Iterable[Sequence[Instance]]:
    """Yield what is left of the same entry, then of the same section."""
    if last is None:
        return
    section = [instance for instance in candidates if instance.section.id == last.section.id]
    entry = [instance for instance in section if instance.scope.entry == last.scope.entry]
    yield from (near for near in (entry, section) if near)


def feeds(question: Question) -> tuple[str, ...]:
    """Return the ids of the rules that read a fact which a question fills, in the order of the catalogue."""
    return _feeds(question.fills, question.makes_entries)


@cache
def _feeds(fills: str, makes_entries: bool) -> tuple[str, ...]:
    path = broad(tuple(PLACEHOLDER.sub(ANY, part) for part in fills.split(".")))
    section = path[: path.index(ANY)] if makes_entries and path[: path.index(ANY)] in CLOSED else None
    return tuple(
        rule
        for rule, known in reads().items()
        if any(meets(path, broad(read)) or (section and read[: len(section)] == section) for read in known)
    )


def broad(path: Path) -> Path:
    """Return a path with every id as ``*``, those of the vocabulary too, and a person's facts as a role's."""
    path = general(path)
    if path[0] in LISTED and len(path) > 1:
        path = (path[0], ANY, *path[2:])
    return ("roles", *path[1:]) if path[0] == "people" and path[2:] != ("roles",) else path


def meets(one: Path, other: Path) -> bool:
    """Tell whether one path leads to the other or to something below it."""
    return all(ANY in (left, right) or left == right for left, right in zip(one, other, strict=False))
