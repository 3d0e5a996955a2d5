"""The small vocabulary that rules are built from. Each judgement is three-valued and knows its own bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from math import inf
from typing import TypeVar

from salesaudit.knowledge import vocabulary
from salesaudit.org.kleene import every, some
from salesaudit.org.org import Org
from salesaudit.org.things import NONE, Thing
from salesaudit.org.values import LADDER, Flag, Group, Number, Path, Several, Unknown, Word, as_number
from salesaudit.org.workers import Worker
from salesaudit.rules.verdict import FAIL, PASS, Verdict

T = TypeVar("T")
X = TypeVar("X", bound=Thing)


def at_most(value: Number, limit: Number | float) -> Verdict:
    """Hold where `value` is not above `limit`; bounds decide where they can."""
    limit = as_number(limit)
    if value.high <= limit.low:
        return Verdict("pass", value, limit, value.path)
    if value.low > limit.high:
        return Verdict("fail", value, limit, value.path)
    return Verdict("unknown", value, limit, value.path, value.needs + limit.needs)


def below(value: Number, limit: Number | float) -> Verdict:
    """Hold where `value` is under `limit`."""
    return opposite(at_least(value, limit))


def at_least(value: Number, limit: Number | float) -> Verdict:
    """Hold where `value` is not under `limit`; bounds decide where they can."""
    limit = as_number(limit)
    if value.low >= limit.high:
        return Verdict("pass", value, limit, value.path)
    if value.high < limit.low:
        return Verdict("fail", value, limit, value.path)
    return Verdict("unknown", value, limit, value.path, value.needs + limit.needs)


def above(value: Number, limit: Number | float) -> Verdict:
    """Hold where `value` is over `limit`."""
    return opposite(at_most(value, limit))


def ready(state: Number, *, at_least: str) -> Verdict:
    """Hold where a state has got as far as the step `at_least` of the ladder."""
    step = LADDER.index(at_least)
    if state.low >= step:
        return Verdict("pass", state, None, state.path)
    if state.high < step:
        return Verdict("fail", state, None, state.path)
    return Verdict("unknown", state, None, state.path, state.needs)


def somebody(group: Group) -> Verdict:
    """Hold where the group has a member."""
    if group.members:
        return Verdict("pass", at=group.path)
    return Verdict("unknown", at=group.path, needs=group.needs) if group.needs else Verdict("fail", at=group.path)


def nobody(group: Group) -> Verdict:
    """Hold where the group is known to have no member."""
    return opposite(somebody(group))


def exactly_one(group: Group) -> Verdict:
    """Hold where the group has one member."""
    if len(group.members) > 1:
        return Verdict("fail", at=group.path, says={"who": group})
    if group.needs:
        return Verdict("unknown", at=group.path, needs=group.needs)
    return Verdict("pass" if group.members else "fail", at=group.path, says={"who": group})


def how_many(things: Group | Several[T], at: Path = ()) -> Number:
    """Return the number of members or things; without an upper bound where there may be more."""
    if isinstance(things, Group):
        known, at = len(things.members), things.path
    else:
        known = len(things.items)
    return Number(known, inf if things.needs else known, "count", at, things.needs)


def counts_as(metrics: Group, *uses: str) -> Verdict:
    """Hold where a metric counts as one of `uses` (plan, flow, company_result …); free text leaves it open."""
    catalogue = vocabulary.metrics()
    known = [catalogue[metric] for metric in metrics.members if metric in catalogue]
    if any(use in metric.counts_as for metric in known for use in uses):
        return Verdict("pass", at=metrics.path)
    if metrics.needs or len(known) < len(metrics.members):
        return Verdict("unknown", at=metrics.path, needs=metrics.needs or (metrics.path,))
    return Verdict("fail", at=metrics.path, says={"metrics": metrics})


def given(flag: Flag) -> Verdict:
    """Hold where something is there, or the answer is yes."""
    if not flag.known:
        return Verdict("unknown", at=flag.path, needs=flag.needs)
    return Verdict("pass" if flag.yes else "fail", at=flag.path)


def absent(flag: Flag) -> Verdict:
    """Hold where something is known to be missing, or the answer is no."""
    return opposite(given(flag))


def among(word: Word, *words: str) -> Verdict:
    """Hold where the word is one of `words`."""
    if not word.known:
        return Verdict("unknown", at=word.path, needs=word.needs)
    return Verdict("pass" if word.text in words else "fail", at=word.path, says={"word": word})


def not_among(word: Word, *words: str) -> Verdict:
    """Hold where the word is none of `words`."""
    return opposite(among(word, *words))


def fresh(reviewed: Word, as_of: Word, months: int) -> Verdict:
    """Hold where something was looked at not more than `months` before the day `as_of`; ``none`` is never.

    The sentence may name its age in whole months as ``months``, and has the variant ``stale`` where there is a date.
    """
    if not reviewed.known or reviewed.text == NONE:
        return Verdict("fail" if reviewed.known else "unknown", at=reviewed.path, needs=reviewed.needs)
    if not as_of.known:
        return Verdict("unknown", at=reviewed.path, needs=as_of.needs)
    then, now = date.fromisoformat(reviewed.text), date.fromisoformat(as_of.text)
    age = (now.year - then.year) * 12 + now.month - then.month
    stale = (age, now.day) > (months, then.day)
    verdict = Verdict("fail" if stale else "pass", at=reviewed.path, text="stale")
    return verdict.say(months=age - (now.day < then.day))


def takes_part(worker: Worker, group: Group) -> Verdict:
    """Hold where the worker is among the group: themselves, through a role or for their department."""
    return ask(lambda: worker.takes_part_in(group), group.path)


def ask(question: Callable[[], bool], at: Path | None = None) -> Verdict:
    """Turn a question that may be unknown into a verdict that holds on yes."""
    try:
        return Verdict("pass" if question() else "fail", at=at)
    except Unknown as unknown:
        return Verdict("unknown", at=at, needs=unknown.needs)


def any_is(things: Iterable[T], holds: Callable[[T], bool], at: Path | None = None) -> Verdict:
    """Hold where one thing fulfils the question, whatever is unknown of the others."""
    return ask(lambda: some(things, holds), at)


def all_are(things: Iterable[T], holds: Callable[[T], bool], at: Path | None = None) -> Verdict:
    """Hold where every thing fulfils the question; one known exception decides."""
    return ask(lambda: every(things, holds), at)


def few(things: Iterable[X], holds: Callable[[X], bool], most: float, at: Path) -> Verdict:
    """Hold where at most `most` things fulfil the question.

    The sentence may name them as ``those`` and their number as ``count``.
    """
    listed, more = (things.items, things.needs) if isinstance(things, Several) else (tuple(things), ())
    found, undecided, needs = list[X](), 0, list(more)
    for thing in listed:
        try:
            if holds(thing):
                found.append(thing)
        except Unknown as unknown:
            undecided += 1
            needs.extend(unknown.needs)
    high = inf if more else len(found) + undecided
    verdict = at_most(Number(len(found), high, "count", at, tuple(needs)), most)
    return verdict.say(those=tuple(found), count=len(found))


def counted(things: Iterable[T], holds: Callable[[T], bool], at: Path = ()) -> Number:
    """Return of how many things the question is true; bounds where that is unknown of some."""
    known, undecided, needs = 0, 0, list[Path]()
    for thing in things.items if isinstance(things, Several) else things:
        try:
            known += holds(thing)
        except Unknown as unknown:
            undecided += 1
            needs.extend(unknown.needs)
    more = things.needs if isinstance(things, Several) else ()
    return Number(known, inf if more else known + undecided, "count", at, (*needs, *more))


def opposite(verdict: Verdict) -> Verdict:
    """Hold where `verdict` does not."""
    return verdict.opposite()


def all_of(*verdicts: Verdict) -> Verdict:
    """Hold where all verdicts hold: one that fails decides and is the one that speaks."""
    return _decide(verdicts, decisive="fail", otherwise=PASS)


def any_of(*verdicts: Verdict) -> Verdict:
    """Hold where one verdict holds: it decides, and where none does the first speaks."""
    return _decide(verdicts, decisive="pass", otherwise=FAIL)


def _decide(verdicts: Sequence[Verdict], *, decisive: str, otherwise: Verdict) -> Verdict:
    for verdict in verdicts:
        if verdict.outcome == decisive:
            return verdict
    if unknown := [verdict for verdict in verdicts if verdict.outcome == "unknown"]:
        return Verdict("unknown", needs=tuple(dict.fromkeys(path for verdict in unknown for path in verdict.needs)))
    return verdicts[0] if verdicts else otherwise


def in_any_size(org: Org, judge: Callable[[str], Verdict]) -> Verdict:
    """Hold where `judge` holds for every size band that the company may have; unknown where the size decides."""
    verdicts = {band: judge(band) for band in org.possible_bands}
    if len({verdict.outcome for verdict in verdicts.values()}) == 1:
        return verdicts[org.band]
    needs = (path for verdict in verdicts.values() if verdict.outcome == "unknown" for path in verdict.needs)
    return Verdict("unknown", needs=(("company", "headcount"), *dict.fromkeys(needs)))


def both(first: Verdict, second: Verdict, *, neither: str) -> Verdict:
    """Hold where both hold: one that fails speaks, and where both fail they speak together in the variant `neither`."""
    if first.outcome == second.outcome == "fail":
        return first._replace(says={**second.says, **first.says}, text=neither)
    return all_of(first, second)
