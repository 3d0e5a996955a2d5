"""The plan of the first 90 days: what to do, who, by when, after what.

Nobody has more than half of the working time for it: work that does not fit into a person's 90 days is left for later
and counted. The date that all others are counted from is the day of the description, never a clock's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Final, NamedTuple, cast

from salesaudit.audit.funnel import newest_date
from salesaudit.audit.score import AREA_OF
from salesaudit.knowledge import vocabulary
from salesaudit.report.areas import area_title
from salesaudit.report.facts import subject_name
from salesaudit.report.people import actor, lead_actor
from salesaudit.report.scene import Scene, unique
from salesaudit.report.summary import CONCLUSIONS, leading_rules, weight
from salesaudit.report.topics import worst
from salesaudit.report.view import Action, Phase
from salesaudit.resources import resource
from salesaudit.rules.registry import ORDER
from salesaudit.rules.wording import Effort, example, prose
from salesaudit.texts import show

PHASES: Final = (30, 60, 90)
MARKS: Final = (7, 14, 21, 30, 45, 60, 75, 90)
"""The days by which something may be due: weeks at first, half months later."""

WORK: Final[Mapping[Effort, int]] = {"hours": 1, "days": 3, "weeks": 7}
"""Working days of the one who leads it, spread over the time it takes."""
TAKES: Final[Mapping[Effort, int]] = {"hours": 7, "days": 14, "weeks": 30}
"""Days on the calendar until it is done, at the least."""
A_MONTH: Final = 11
"""Working days that somebody with another job has for it in 30 days."""
MOST_AREAS: Final = 3
MOST_SUBJECTS: Final = 3


class Job(NamedTuple):
    """What one rule asks for, and the day of the plan on which it is due."""

    rule: str
    due: int
    after: tuple[str, ...]


@cache
def order() -> Mapping[str, tuple[str, ...]]:
    """Return by rule the rules whose fixes come before its own."""
    return {rule: tuple(before) for rule, before in cast(Mapping[str, list[str]], resource("report.order")).items()}


def phases(scene: Scene) -> tuple[Phase, ...]:
    """Return the first 30, 60 and 90 days, those without anything to do left out."""
    jobs = schedule(scene)
    late = [job for job in jobs if job.due > PHASES[-1]]
    result: list[Phase] = []
    for number, days in enumerate(PHASES):
        earlier = PHASES[number - 1] if number else 0
        own = sorted((job for job in jobs if earlier < job.due <= days), key=lambda job: job.due)
        if own:
            result.append(_phase(days, own, late if days == PHASES[-1] else [], scene))
    return tuple(result)


def schedule(scene: Scene) -> list[Job]:
    """Return what to do in the order of the plan; remarks are no work, and what comes after day 90 is marked so."""
    waiting = [rule for rule, found in scene.by_rule.items() if worst(found).severity != "low"]
    first = leading_rules(scene, CONCLUSIONS)
    waiting.sort(key=lambda r: (r not in first, ORDER.index(worst(scene.by_rule[r]).severity), -_worth(r, scene)))
    done: dict[str, Job] = {}
    busy: dict[str, int] = {}
    while waiting:
        rule = next(rule for rule in waiting if not _before(rule, waiting))
        waiting.remove(rule)
        who = lead_actor(rule, scene.by_rule[rule], scene)
        done[rule] = _job(rule, done, busy, who)
    return list(done.values())


def _worth(rule: str, scene: Scene) -> float:
    """Return what a day of work on a rule brings: what is done in hours comes before what takes weeks."""
    return weight(rule, scene) / WORK[example(rule).effort]


def _before(rule: str, among: Iterable[str]) -> tuple[str, ...]:
    return tuple(before for before in order().get(rule, ()) if before in among)


def _job(rule: str, done: Mapping[str, Job], busy: dict[str, int], who: str) -> Job:
    effort = example(rule).effort
    after = _before(rule, done)
    load = busy.get(who, 0) + WORK[effort]
    free = load * PHASES[0] / A_MONTH
    earliest = max((done[before].due for before in after), default=0) + TAKES[effort]
    due = next((mark for mark in MARKS if mark >= max(free, earliest)), PHASES[-1] + 1)
    if due <= PHASES[-1]:
        busy[who] = load
    return Job(rule, due, after)


def _phase(days: int, jobs: Sequence[Job], late: Sequence[Job], scene: Scene) -> Phase:
    areas = dict.fromkeys(AREA_OF.get(job.rule[:3], "") for job in jobs)
    titles = [area_title(area, scene) for area in list(areas)[:MOST_AREAS]]
    small = [title if title.isupper() else title[:1].lower() + title[1:] for title in titles]
    goal = scene.say("report.phase.goal", areas="; ".join(small))
    if late:
        goal = f"{goal} {scene.say('report.phase.later', n=len(late))}"
    title = scene.say(f"report.phase.{days}")
    return Phase(days, title, goal, tuple(_action(job, scene) for job in jobs))


def _action(job: Job, scene: Scene) -> Action:
    words = prose(job.rule, scene.lang)
    by, iso = _by(job.due, scene)
    return Action(
        what=_what(job.rule, scene),
        who=actor(job.rule, scene.by_rule[job.rule], scene),
        by=by,
        by_date=iso,
        effort=vocabulary.word("effort", example(job.rule).effort, scene.lang),
        done=words.done,
        rules=(job.rule,),
        after=show.join(
            [scene.say("report.quoted", text=prose(rule, scene.lang).title) for rule in job.after], scene.lang
        ),
    )


def _what(rule: str, scene: Scene) -> str:
    """Return what to do, with what it is about where that is a part of the company and not the whole."""
    fix = prose(rule, scene.lang).fix
    found = [finding for finding in scene.by_rule[rule] if finding.subject.kind not in ("company", "person")]
    names = unique(subject_name(finding, scene) for finding in found)
    if not names:
        return fix
    more = len(names) - MOST_SUBJECTS
    told = ", ".join(names[:MOST_SUBJECTS]) + (f" {scene.say('report.and_more', n=more)}" if more > 0 else "")
    return f"{scene.upper(told)}: {fix[:1].lower()}{fix[1:]}"


def _by(due: int, scene: Scene) -> tuple[str, str]:
    start = newest_date(scene.org)
    if start is None:
        return scene.say("report.by_day", n=due), ""
    try:
        day = date.fromisoformat(start) + timedelta(days=due)
    except (ValueError, OverflowError):
        return scene.say("report.by_day", n=due), ""
    return show.date(day, scene.lang), day.isoformat()
