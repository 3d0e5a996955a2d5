"""A talk with one respondent as a state machine: a question, an answer, the next question; nothing in it changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, TypeAlias

from salesaudit.org.merge import with_ids
from salesaudit.orgfile.nodes import Path
from salesaudit.questionnaire import kinds, order
from salesaudit.questionnaire.answer import Given, Status
from salesaudit.questionnaire.asked import Asked, asked
from salesaudit.questionnaire.company import Fill, Tree
from salesaudit.questionnaire.contradictions import Contradiction, contradictions
from salesaudit.questionnaire.definition import Question, Questionnaire
from salesaudit.questionnaire.settle import Asker, Instance, Settled

State: TypeAlias = Status | Literal["skipped", "open"]


@dataclass(frozen=True, slots=True)
class Respondent:
    """Who answers: `as_` is owner, leader, seller, marketing or other; `date` an ISO day, empty where not told."""

    as_: str
    name: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a session has come; `left` and `seconds_left` are honest guesses, `coverage` a share of the weight."""

    answered: int
    left: int
    seconds_left: int
    coverage: float


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the review: a question as it was asked, its answer, and what became of it."""

    key: str
    section: str
    title: str
    text: str
    state: State
    given: Given | None
    question: Question


@dataclass(frozen=True)
class Session:
    """One talk. Make it by `start`; every step returns a new session and leaves this one as it is.

    `givens` are all answers ever given by key, also those whose question has closed since; `answers` are those that
    count. `trail` are the keys answered or skipped, in the order they were asked; `here` is the key that `back` or
    `jump` led to.
    """

    asker: Asker
    respondent: Respondent
    missing: bool = False
    adaptive: bool = True
    givens: Mapping[str, Given] = field(default_factory=dict)
    skipped: frozenset[str] = frozenset()
    trail: tuple[str, ...] = ()
    here: str | None = None
    _before: Settled | None = field(default=None, compare=False, repr=False)

    @classmethod
    def start(
        cls,
        questionnaire: Questionnaire,
        lang: str,
        respondent: Respondent | str,
        company: Tree | None = None,
        *,
        missing: bool = False,
        adaptive: bool = True,
    ) -> Session:
        """Begin a talk.

        `company` are the facts of the file there is (``OrgDocument.data`` or ``build_org(document).data``), None for a
        new one. `missing` asks only for what the audit of it could not decide; `adaptive=False` asks in the order of
        the questionnaire.
        """
        who = Respondent(respondent) if isinstance(respondent, str) else respondent
        base = with_ids(company or {})
        return cls(Asker(questionnaire, who.as_, lang, base), who, missing, adaptive)

    # --- what is known ---

    @property
    def questionnaire(self) -> Questionnaire:
        """The questionnaire that is asked."""
        return self.asker.questionnaire

    @property
    def lang(self) -> str:
        """The language of the talk, ``ru`` or ``en``."""
        return self.asker.lang

    @cached_property
    def settled(self) -> Settled:
        """The company so far, and the questions there are to ask about it."""
        return self.asker.settle(self.givens, self._before)

    @cached_property
    def standing(self) -> order.Standing:
        """How far the audit of the company so far has come."""
        done = {*self.givens, *self.skipped}
        return order.standing(self.asker.certain(self.settled, done), self.settled, done)

    @cached_property
    def answers(self) -> tuple[Given, ...]:
        """The answers that count, in the order of the questionnaire."""
        given = (self.givens.get(instance.key) for instance in self.settled.instances)
        return tuple(answer for answer in given if answer is not None)

    @property
    def fills(self) -> tuple[tuple[Instance, Fill], ...]:
        """The facts that the answers give, in the order of the questionnaire."""
        return self.settled.told

    # --- what is asked ---

    @cached_property
    def current(self) -> Asked | None:
        """The question to ask now, None where there is nothing left to ask."""
        instance = self._now
        return None if instance is None else self._asked(instance)

    @cached_property
    def _now(self) -> Instance | None:
        if self.here is not None and (found := self.settled.by_key.get(self.here)):
            return found
        candidates = tuple(self._ready())
        if not self.adaptive:
            return candidates[0] if candidates else None
        last = self.settled.by_key.get(self.trail[-1]) if self.trail else None
        return order.choose(candidates, tuple(self.givens.values()), last, self.standing, self.settled)

    @cached_property
    def _open(self) -> tuple[Instance, ...]:
        done = {*self.givens, *self.skipped}
        found = (i for i in self.settled.instances if i.key not in done and not self._is_stated(i))
        if self.missing:
            return tuple(i for i in found if order.gain(i, self.standing, self.settled) >= order.COUNTS)
        return tuple(found)

    def _is_stated(self, instance: Instance) -> bool:
        return self.asker.already_stated(instance, self.settled)

    def _ready(self) -> Iterator[Instance]:
        """Yield the open questions but those about what is left, while others that tell the same come before them.

        One that says something of what is not chosen needs their answers, to be put off is not enough.
        """
        open_ = {instance.key for instance in self._open}
        before: dict[Path, set[str]] = {}
        unanswered: dict[Path, set[str]] = {}
        for instance in self.settled.instances:
            kind, question = kinds.kind(instance), instance.question
            waits_for = (unanswered if question.speaks_of_the_rest else before).get(kind, set()) - {question.id}
            if instance.key in open_:
                if not (question.remaining and waits_for):
                    yield instance
                before.setdefault(kind, set()).add(question.id)
            if instance.key not in self.givens and not self._is_stated(instance):
                unanswered.setdefault(kind, set()).add(question.id)

    def ask(self, key: str) -> Asked:
        """Return the question with a key as it would be asked now; KeyError where it is not to be asked."""
        return self._asked(self.settled.by_key[key])

    def _asked(self, instance: Instance) -> Asked:
        return asked(instance, self.settled, self.givens, self.lang, len(self.trail) + 1)

    # --- steps ---

    def give(self, given: Given) -> Session:
        """Take an answer, to whichever question it is. Raises KeyError where that is not to be asked."""
        instance = self.settled.by_key[given.key]
        trail = self.trail if instance.key in self.trail else (*self.trail, instance.key)
        return self._next(
            givens={**self.givens, given.key: given}, skipped=self.skipped - {given.key}, trail=trail, here=None
        )

    def forget(self, key: str) -> Session:
        """Take an answer back, as if the question had not been asked yet."""
        rest = {other: given for other, given in self.givens.items() if other != key}
        return replace(self, givens=rest, _before=None)

    def skip(self) -> Session:
        """Put off the current question: it stays open, and the review shows it. Without one nothing happens."""
        instance = self._now
        if instance is None:
            return self
        key = instance.key
        trail = self.trail if key in self.trail else (*self.trail, key)
        skipped = self.skipped if key in self.givens else self.skipped | {key}
        return self._next(skipped=skipped, trail=trail, here=None)

    def back(self) -> Session:
        """Go to the question before this one, its answer kept; at the first nothing happens."""
        place = self.trail.index(self.here) if self.here in self.trail else len(self.trail)
        reachable = [key for key in self.trail[:place] if key in self.settled.by_key]
        return self._next(here=reachable[-1]) if reachable else self

    def jump(self, key: str) -> Session:
        """Go to any question that is to be asked. Raises KeyError for another."""
        return self._next(here=self.settled.by_key[key].key)

    def take(self, givens: tuple[Given, ...]) -> Session:
        """Take many answers at once, in any order: from a log, an answers file or a sheet.

        Ids of earlier versions are read as today's. An answer whose question is not open is kept and counts once it
        opens.
        """
        today = {(renamed := self._today(given)).key: renamed for given in givens if self._exists(given)}
        session = self._next(givens={**self.givens, **today}, skipped=self.skipped - today.keys(), here=None)
        asked_for = tuple(key for key in today if key not in self.trail)
        return replace(session, trail=(*self.trail, *asked_for))

    def _exists(self, given: Given) -> bool:
        today = self.questionnaire.today(given.question)
        return any(question.id == today for question in self.questionnaire.questions)

    def _today(self, given: Given) -> Given:
        return replace(given, question=self.questionnaire.today(given.question) or given.question)

    def _next(self, **changes: object) -> Session:
        return replace(self, _before=self.settled, **changes)  # type: ignore[arg-type]  # its own fields

    # --- what a face shows ---

    def review(self) -> tuple[Row, ...]:
        """Return every question there is to ask, in the order of the questionnaire, with its answer."""
        return tuple(self._row(instance) for instance in self.settled.instances)

    def _row(self, instance: Instance) -> Row:
        shown = self._asked(instance)
        given = self.givens.get(instance.key)
        state: State = given.status if given is not None else "skipped" if instance.key in self.skipped else "open"
        return Row(instance.key, shown.section, shown.title, shown.text, state, given, instance.question)

    def falls_away(self, given: Given) -> tuple[str, ...]:
        """Return the keys of the answers that would no longer count once this one is given."""
        after = self.give(given).settled.by_key
        return tuple(answer.key for answer in self.answers if answer.key not in after)

    def contradictions(self, given: Given) -> tuple[Contradiction, ...]:
        """Return what in an answer cannot be, by itself or beside what is known; it is told, not refused."""
        instance = self.settled.by_key[given.key]
        return contradictions(instance, given, self.settled, self.give(given).settled, self.lang)

    @property
    def progress(self) -> Progress:
        """How far the session has come."""
        left = self._open
        seconds = sum(instance.question.seconds for instance in left)
        # of what may open about half does
        waiting = () if self.missing else self.settled.waiting
        later = sum(one.count for one in waiting) // 2
        seconds += sum(one.count * one.question.seconds for one in waiting) // 2
        return Progress(len(self.answers), len(left) + later, seconds, self.standing.coverage)

    def unanswered(self) -> Iterator[Asked]:
        """Yield the required questions that have no answer yet."""
        for instance in self.settled.instances:
            if instance.question.required and instance.key not in self.givens and not self._is_stated(instance):
                yield self._asked(instance)
