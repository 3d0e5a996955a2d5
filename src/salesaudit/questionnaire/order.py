"""What to ask next: the question or card on whose answer the most weight of undecided rules hangs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from salesaudit.audit.engine import audit
from salesaudit.audit.needs import general
from salesaudit.audit.profile import load_profile
from salesaudit.audit.score import UNSCORED, WEIGHTS
from salesaudit.knowledge import vocabulary
from salesaudit.org.org import Org
from salesaudit.orgfile.nodes import Path
from salesaudit.questionnaire.answer import Given
from salesaudit.questionnaire.company import Tree
from salesaudit.questionnaire.conditions import fact
from salesaudit.questionnaire.groups import SECTIONS
from salesaudit.questionnaire.kinds import ANY, any_known, broad, fixed, kinds_read, readers, reads
from salesaudit.questionnaire.settle import (
    FILLED_ENTRY_BY_ENTRY,
    Instance,
    Settled,
    choices_of,
    lists,
    spoken_of,
)
from salesaudit.questionnaire.turns import Turn
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
HALF_WAY = 0.25
"""What is left of a rule's weight where an answer gives only some of the facts that it waits for."""
FURTHER = 0.5
"""How much less a rule weighs for each kind of fact that it will wait for after this one."""
OWN_WORK, OTHERS_WORK = 0.6, 0.1
"""How likely somebody does what the vocabulary would give them, and what it would give to others."""
SALES_LEADER, SELLERS = "sales_leader", "sellers"
SOME_CHOSEN = 0.3
"""How likely a choice is to be chosen where nothing is said of those that are not: a few of many are."""
COUNTS = 0.05
"""From this weight on a question is worth asking where only what is missing is asked."""
SETTLING = 60
"""Seconds that any question takes besides its answer."""


@dataclass(frozen=True, slots=True)
class Stop:
    """What one rule waits for about one subject: all of `needs`. Deciding it weighs `weight`.

    `further` are the kinds of facts that it reads besides and of which none is known yet.
    """

    rule: str
    weight: float
    needs: frozenset[Path]
    further: frozenset[Path]

    def worth(self, told: Collection[Path] = ()) -> float:
        """Return what its needs are worth to the rule, less where it will wait for more than the kinds `told`."""
        return self.weight / (1 + FURTHER * len(self.further.difference(told)))


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the audit of a company has come: the share of the rules' weight that is decided, and what stops the rest.

    `stops` are what the undecided rules wait for by each fact, `needs` the weight that hangs on each, `below` the facts
    below each path, `later` the little that facts weigh which are read but stop nothing yet, `opens` what they weigh
    because questions wait for them. `begun` are the entries of FILLED_ENTRY_BY_ENTRY that were asked about, `left`
    counts those that were not, by section.
    """

    coverage: float
    needs: Mapping[Path, float]
    stops: Mapping[Path, tuple[Stop, ...]]
    below: Mapping[Path, tuple[Path, ...]]
    later: Mapping[Path, float]
    opens: Mapping[Path, float] = field(default_factory=dict)
    begun: frozenset[Path] = frozenset()
    left: Mapping[str, int] = field(default_factory=dict)


def standing(org: Org, settled: Settled, done: Collection[str]) -> Standing:
    """Audit a company and weigh the facts that its undecided rules wait for.

    `org` is the company as far as its lists are complete; `done` are the keys of the questions that were asked.
    """
    profile = load_profile()
    report = audit(org, profile)
    decided = {finding.rule for finding in report.findings} | {passed.rule for passed in report.passed}
    weights = {rule.id: WEIGHTS[severity] for rule in known_rules() if (severity := profile.severity(rule, org.band))}
    further: dict[tuple[str, frozenset[Path]], frozenset[Path]] = {}
    nearest: dict[str, int] = {}
    waiting: list[tuple[str, frozenset[Path], frozenset[Path]]] = []
    stops: dict[Path, list[Stop]] = {}
    needs: dict[Path, float] = {}
    later: dict[Path, float] = {}
    for outcome in report.unknown:
        rule = outcome.rule
        if rule in UNSCORED or not outcome.needs:
            continue
        waited = frozenset(map(broad, outcome.needs))
        if (rule, waited) not in further:
            further[rule, waited] = _further(rule, waited, org)
            nearest[rule] = min(nearest.get(rule, len(further[rule, waited])), len(further[rule, waited]))
        waiting.append((rule, frozenset(outcome.needs), further[rule, waited]))
    for rule, needed, besides in waiting:
        # one subject decides a rule: the one that is nearest to it
        rest = rule in decided or len(besides) > nearest[rule]
        stop = Stop(rule, weights.get(rule, 0) * (PARTLY if rest else 1), needed, besides)
        for path in sorted(needed, key=str):
            stops.setdefault(path, []).append(stop)
    for path, listed in stops.items():
        by_rule: dict[str, float] = {}
        for stop in listed:
            by_rule[stop.rule] = max(by_rule.get(stop.rule, 0), stop.worth() / len(stop.needs))
        needs[path] = sum(by_rule.values())
    for rule in {rule for rule, _ in further} - decided:
        for path in (known := reads().get(rule, ())):
            later[path] = later.get(path, 0) + LATER * weights.get(rule, 0) / len(known)
    begun, left = _entries(settled, done)
    listed_by_path = {path: tuple(listed) for path, listed in stops.items()}
    first = Standing(report.score.coverage, needs, listed_by_path, _below(needs), later, {}, begun, left)
    return replace(first, opens=_opened(settled, first))


def _further(rule: str, waited: Collection[Path], org: Org) -> frozenset[Path]:
    """Return the kinds of facts that a rule reads and nobody gave, besides those that it waits for now."""
    return frozenset(path for path in kinds_read(rule) if path not in waited and not any_known(org.data, path))


def _entries(settled: Settled, done: Collection[str]) -> tuple[frozenset[Path], Mapping[str, int]]:
    """Return the entries of lists without questions of their own that were asked about, and how many were not."""
    begun: set[Path] = set()
    known: set[Path] = set()
    for instance in settled.instances:
        spoken = set(spoken_of(instance, settled))
        known |= spoken
        if instance.key in done:
            begun.update(path for path in spoken if fact(settled.data, path) is not None)
    left = {section: sum(1 for path in known - begun if path[0] == section) for section in FILLED_ENTRY_BY_ENTRY}
    return frozenset(begun), left


def _opened(settled: Settled, first: Standing) -> Mapping[Path, float]:
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
        weight = gain(instance, first, settled)
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


def _below(needs: Mapping[Path, float]) -> Mapping[Path, tuple[Path, ...]]:
    below: dict[Path, list[Path]] = {}
    for path in needs:
        for length in range(1, len(path)):
            below.setdefault(path[:length], []).append(path)
    return {path: tuple(paths) for path, paths in below.items()}


def gain(instance: Instance, state: Standing, settled: Settled) -> float:
    """Return the weight of undecided rules that an answer is likely to decide, and a part of what it opens."""
    if section := lists(instance):
        entries = [section[:length] for length in range(1, len(section) + 1)]
        return sum(OPENING * state.needs.get(path, 0) + state.opens.get(path, 0) for path in entries)
    told, later = _told_by(instance, state, settled)
    opened = max((state.opens.get(path, 0) for path in told), default=0)
    return _decided(told, state) + opened + later


def _told_by(instance: Instance, state: Standing, settled: Settled) -> tuple[dict[Path, float], float]:
    """Return the facts that an answer is likely to give and how likely, and what the later rules make of them."""
    question, scope, org = instance.question, instance.scope, settled.org
    if question.makes_entries:
        told: dict[Path, float] = {}
        for option in settled.offered.get(instance.key) or choices_of(question, org):
            likely = _likely(instance, option.value, org)
            for template in (question.fills, question.also):
                if template and (path := scope.path(template, option.value)) is not None:
                    told[path] = likely
        return told, 0
    path = scope.path(question.fills)
    if path is None:
        return {}, 0
    later = 0 if fact(org.data, path) is not None else state.later.get(general(path), 0)
    return dict.fromkeys([path, *_aliases(path, org)], 1.0), later


def _likely(instance: Instance, value: str, org: Org) -> float:
    """Return how likely something is told of a choice: of what is not chosen a question may say nothing.

    Of functions people name those that the vocabulary would give them.
    """
    question, scope = instance.question, instance.scope
    if question.gives is not None and question.gives.rest is not None:
        return 1
    if not (question.adds and question.fills.startswith("functions.")):
        return SOME_CHOSEN
    owners = vocabulary.functions()[value].should_own
    leads = scope.bound.get("leader", scope.entry) == scope.entry
    meant = {*owners, *(held for seller in org.sellers.items for held in seller.archetypes if SELLERS in owners)}
    theirs = (leads and SALES_LEADER in owners) or not meant.isdisjoint(org.worker(scope.id).archetypes)
    return OWN_WORK if theirs else OTHERS_WORK


def _decided(told: Mapping[Path, float], state: Standing) -> float:
    """Return the weight of the rules that facts decide: a rule by any subject, a subject by all that it waits for.

    `told` are the facts and how likely each is given.
    """
    kinds = {broad(path) for path in told}
    chances: dict[Path, float] = {}
    for path, likely in told.items():
        for met in (path, *state.below.get(path, ())):
            if met in state.stops:
                chances[met] = max(chances.get(met, 0), likely)
    missed: dict[str, float] = {}
    partly: dict[str, float] = {}
    weights: dict[str, float] = {}
    for stop in {stop: None for path in chances for stop in state.stops[path]}:
        given = [chances[path] for path in stop.needs if path in chances]
        if len(given) == len(stop.needs):
            missed[stop.rule] = missed.get(stop.rule, 1) * (1 - min(given))
            weights[stop.rule] = max(weights.get(stop.rule, 0), stop.worth(kinds))
        else:
            part = HALF_WAY * stop.worth(kinds) * sum(given) / len(stop.needs)
            partly[stop.rule] = max(partly.get(stop.rule, 0), part)
    for rule, worth in _begun_with(told, state, kinds).items():
        partly[rule] = max(partly.get(rule, 0), worth)
    for rule, weight in weights.items():
        partly[rule] = max(partly.get(rule, 0), weight * (1 - missed[rule]))
    return sum(partly[rule] for rule in sorted(partly))


def _begun_with(told: Mapping[Path, float], state: Standing, kinds: Collection[Path]) -> dict[str, float]:
    """Return what facts are worth to the rules that wait for something above them and read them then.

    One answer that tells of every entry of a list makes it whole.
    """
    missed: dict[tuple[str, float], float] = {}
    for path, likely in told.items():
        still = 1 if len(told) > 1 else max(1, state.left.get(str(path[0]), 1))
        for above in _above(path, state):
            for stop in state.stops.get(above, ()):
                if stop.rule in readers(broad(path)) or stop.rule in readers(_ends(path)):
                    key = (stop.rule, stop.worth(kinds) / (len(stop.needs) * still))
                    missed[key] = missed.get(key, 1) * (1 - likely)
    found: dict[str, float] = {}
    for (rule, worth), none in missed.items():
        found[rule] = max(found.get(rule, 0), worth * (1 - none))
    return found


def _ends(path: Path) -> Path:
    """Return what else an answer about a handoff tells, by its id: between whom it is."""
    return ("handoffs", ANY, "from") if path[0] == "handoffs" else path


def _above(path: Path, state: Standing) -> Iterator[Path]:
    """Yield the paths above one; not a list's own where the entry has already been asked about."""
    for length in range(2 if path[:2] in state.begun else 1, len(path)):
        yield path[:length]


def _aliases(path: Path, org: Org) -> Iterator[Path]:
    """Yield where the same fact may stand: with a person's role, or with those who hold a role."""
    if path[0] == "people" and path[1] in (org.peek(("people",)) or {}):
        yield from (("roles", role, *path[2:]) for role in org.roles_of(str(path[1])))
    elif path[0] == "roles" and path[1] in (org.peek(("roles",)) or {}):
        yield from (("people", holder.id, *path[2:]) for holder in org.named_holders(str(path[1])))


def choose(
    candidates: Sequence[Turn],
    answered: Collection[Given],
    last: Instance | None,
    state: Standing,
    settled: Settled,
) -> Turn | None:
    """Return the question or the card to ask next, None where there is none.

    `candidates` stand in the order of the questionnaire; `answered` are the answers so far: who could not
    tell a thing of one entry is less likely to tell it of the next. `last` was asked before.
    """
    if not candidates:
        return None
    if structure := next((turn for turn in candidates if turn.first.section.first), None):
        return structure
    easy = [turn for turn in candidates if turn.first.question.easy]
    if easy and len(answered) < WARM_UP:
        return easy[0]
    hopes = _hopes(answered)
    worth = {turn.first.key: _rate(turn, state, settled, hopes) for turn in candidates}
    best = _best(candidates, worth)
    if worth[best.first.key] == 0:
        return next((turn for turn in candidates if turn.required), candidates[0])
    for near in _neighbourhoods(candidates, last):
        closest = _best(near, worth)
        if worth[closest.first.key] >= STAY * worth[best.first.key]:
            return closest
    return best


def _hopes(answered: Collection[Given]) -> Mapping[str, float]:
    """Return for each question how likely it is to be answered, by how often it was for other entries.

    That none of many is chosen tells little, as "I don't know" does.
    """
    asked: dict[str, int] = {}
    told: dict[str, int] = {}
    for given in answered:
        asked[given.question] = asked.get(given.question, 0) + 1
        told[given.question] = told.get(given.question, 0) + (given.status == "answered" and given.value != [])
    return {question: (1 + told[question]) / (1 + times) for question, times in asked.items()}


def _rate(turn: Turn, state: Standing, settled: Settled, hopes: Mapping[str, float]) -> float:
    if len(turn.rows) == 1:
        worth = gain(turn.first, state, settled) * hopes.get(turn.first.question.id, 1)
    else:
        worth = _together(turn, state, settled, hopes)
    return worth / (turn.seconds + SETTLING)


def _together(turn: Turn, state: Standing, settled: Settled, hopes: Mapping[str, float]) -> float:
    """Return what the rows of a card are worth: a rule that waits for several of their facts gets them all at once."""
    told: dict[Path, float] = {}
    besides = 0.0
    for instance in turn.rows:
        hope = hopes.get(instance.question.id, 1)
        if lists(instance):
            besides += hope * gain(instance, state, settled)
            continue
        own, later = _told_by(instance, state, settled)
        for path, likely in own.items():
            told[path] = 1 - (1 - told.get(path, 0)) * (1 - likely * hope)
        besides += hope * (later + max((state.opens.get(path, 0) for path in own), default=0))
    return _decided(told, state) + besides


def _best(turns: Sequence[Turn], worth: Mapping[str, float]) -> Turn:
    """Return the one that is worth most, of equals the first."""
    return max(turns, key=lambda turn: worth[turn.first.key])


def _neighbourhoods(candidates: Sequence[Turn], last: Instance | None) -> Iterable[Sequence[Turn]]:
    """Yield what is left of the same entry, then of the same section."""
    if last is None:
        return
    section = [turn for turn in candidates if turn.first.section.id == last.section.id]
    entry = [turn for turn in section if turn.first.scope.entry == last.scope.entry]
    yield from (near for near in (entry, section) if near)
