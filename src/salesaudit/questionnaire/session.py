"""A talk with one respondent as a state machine: a question, an answer, the next question; nothing in it changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, TypeAlias

from salesaudit.org.merge import with_ids
from salesaudit.orgfile.nodes import Path
from salesaudit.questionnaire import kinds, order
from salesaudit.questionnaire.answer import Given, Status
from salesaudit.questionnaire.asked import Asked, Text, asked, capital
from salesaudit.questionnaire.company import Fill, Tree
from salesaudit.questionnaire.contradictions import Contradiction, contradictions
from salesaudit.questionnaire.definition import Question, Questionnaire
from salesaudit.questionnaire.settle import Asker, Instance, Settled, choices_of
from salesaudit.questionnaire.turns import AskedCard, Turn, shared_options, turns

USUAL_ROWS = 3
"""How many questions a card usually asks at once: for an honest guess of how many replies are left."""
State: TypeAlias = Status | Literal["skipped", "open"]


@dataclass(frozen=True, slots=True)
class Respondent:
    """Who answers: `as_` is owner, leader, seller, marketing or other; `date` an ISO day, empty where not told."""

    as_: str
    name: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a session has come: the answers given, the replies that are left and how long they take (honest guesses).

    A reply answers one question or one card. `coverage` is a share of the rules' weight.
    """

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
    `jump` led to. `batches` are the keys that a card asked for together, `together` tells that `here` is the first of
    one; `singly` are the rows that were left out of an answer to a card and are asked one by one.
    """

    asker: Asker
    respondent: Respondent
    missing: bool = False
    adaptive: bool = True
    givens: Mapping[str, Given] = field(default_factory=dict)
    skipped: frozenset[str] = frozenset()
    trail: tuple[str, ...] = ()
    here: str | None = None
    batches: tuple[tuple[str, ...], ...] = ()
    together: bool = False
    singly: tuple[str, ...] = ()
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
        """The question to ask now, None where there is nothing left to ask; of a card its first row."""
        return None if self._turn is None else self._asked(self._turn.first)

    @cached_property
    def card(self) -> AskedCard | None:
        """The card to ask now, None where a single question is asked."""
        turn = self._turn
        if turn is None or turn.card is None:
            return None
        org = self.settled.org
        rows = tuple(map(self._asked, turn.rows))
        words = [Text(instance, org, self.lang) for instance in turn.rows]
        return AskedCard(
            card=turn.card,
            rows=rows,
            labels=tuple(text.filled(turn.card.rows[row.question.id]) for text, row in zip(words, rows, strict=True)),
            text=capital(words[0].filled(turn.card.ask)),
            why=words[0].filled(turn.card.why),
            example="" if turn.card.example is None else words[0].filled(turn.card.example),
            options=shared_options(rows),
        )

    @cached_property
    def _turn(self) -> Turn | None:
        if self.here is not None and (found := self.settled.by_key.get(self.here)):
            return self._batch(found) if self.together else Turn((found,))
        candidates = tuple(self._ready())
        if not self.adaptive:
            return Turn(candidates[:1]) if candidates else None
        if left := [instance for key in self.singly for instance in candidates if instance.key == key]:
            return Turn((left[0],))
        last = self.settled.by_key.get(self.trail[-1]) if self.trail else None
        possible = turns(candidates, self.questionnaire.cards)
        return order.choose(possible, tuple(self.givens.values()), last, self.standing, self.settled)

    def _batch(self, first: Instance) -> Turn:
        """Return the card that asked for a question, with the rows that there still are."""
        keys = next((batch for batch in reversed(self.batches) if first.key in batch), (first.key,))
        rows = tuple(self.settled.by_key[key] for key in keys if key in self.settled.by_key)
        return Turn(rows, self.questionnaire.card_of(first.question.id) if len(rows) > 1 else None)

    @cached_property
    def _open(self) -> tuple[Instance, ...]:
        done = {*self.givens, *self.skipped}
        beyond = self._beyond_them
        asked_for = (i for i in self.settled.instances if i.key not in done and not self._is_stated(i))
        found = (i for i in asked_for if (i.section.id, i.scope.path(i.question.fills)) not in beyond)
        if self.missing:
            return tuple(i for i in found if order.gain(i, self.standing, self.settled) >= order.COUNTS)
        return tuple(found)

    @property
    def _beyond_them(self) -> set[tuple[str, Path | None]]:
        """The facts, by section, that lists asked for in vain: they are not asked for one by one there."""
        listed = (i for i in self.settled.instances if i.question.gives is not None and i.key in self.givens)
        return {
            (instance.section.id, instance.scope.path(instance.question.fills, choice.value))
            for instance in listed if self.givens[instance.key].status != "answered"
            for choice in choices_of(instance.question, self.settled.org)
        }  # fmt: skip

    def _is_stated(self, instance: Instance) -> bool:
        return self.asker.already_stated(instance, self.settled)

    def _ready(self) -> Iterator[Instance]:
        """Yield the open questions but those about what is left, while others that tell the same come before them.

        One that says something of what is not chosen needs their answers, to be put off is not enough. Those of its
        own card are answered with it.
        """
        open_ = {instance.key for instance in self._open}
        before: dict[Path, set[str]] = {}
        unanswered: dict[Path, set[str]] = {}
        for instance in self.settled.instances:
            kind, question = kinds.kind(instance), instance.question
            waits_for = (unanswered if question.speaks_of_the_rest else before).get(kind, set()) - {question.id}
            if instance.key in open_:
                if not (question.remaining and waits_for - self._beside(question)):
                    yield instance
                before.setdefault(kind, set()).add(question.id)
            if instance.key not in self.givens and not self._is_stated(instance):
                unanswered.setdefault(kind, set()).add(question.id)

    def _beside(self, question: Question) -> set[str]:
        """Return the questions of the same card, which are asked together with one."""
        card = self.questionnaire.card_of(question.id) if self.adaptive else None
        return set() if card is None else {*card.questions} - {*self.singly, *self.skipped}

    def ask(self, key: str) -> Asked:
        """Return the question with a key as it would be asked now; KeyError where it is not to be asked."""
        return self._asked(self.settled.by_key[key])

    def _asked(self, instance: Instance) -> Asked:
        return asked(instance, self.settled, self.givens, self.lang)

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """The numbers of the questions that came up, which stay: ``5``, those of rows of a card ``5.1``, ``5.2``."""
        found: dict[str, str] = {}
        count = 0
        for key in self.trail:
            if key in found:
                continue
            count += 1
            batch = next((batch for batch in self.batches if key in batch), ())
            found |= {row: f"{count}.{place}" for place, row in enumerate(batch, 1)} or {key: str(count)}
        return found

    def number(self, key: str) -> str:
        """Return the number of a question or, by its first row, of a card; a new one where it has not come up yet."""
        turns_so_far = {number.partition(".")[0] for number in self.numbers.values()}
        number = self.numbers.get(key, str(len(turns_so_far) + 1))
        return number.partition(".")[0] if self.card is not None and key == self.card.rows[0].key else number

    # --- steps ---

    def give(self, given: Given) -> Session:
        """Take an answer, to whichever question it is. Raises KeyError where that is not to be asked."""
        instance = self.settled.by_key[given.key]
        return self._next(
            givens={**self.givens, given.key: given}, skipped=self.skipped - {given.key},
            trail=self._walked((instance.key,)), here=None, together=False,
        )  # fmt: skip

    def give_together(self, givens: Sequence[Given], left: Sequence[str] = ()) -> Session:
        """Take the answers to the rows of a card; those whose keys are `left` are then asked one by one."""
        new = {given.key: given for given in givens}
        return self._next(
            givens={**self.givens, **new}, skipped=self.skipped - new.keys(), trail=self._walked(tuple(new)),
            batches=self._with_batch(tuple(new)), singly=tuple(left), here=None, together=False,
        )  # fmt: skip

    def _walked(self, keys: Sequence[str]) -> tuple[str, ...]:
        return (*self.trail, *(key for key in keys if key not in self.trail))

    def _with_batch(self, keys: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """Return the batches with one more; answered again, a card keeps the rows that it had."""
        if len(keys) < 2:
            return self.batches
        met = [batch for batch in self.batches if {*batch} & {*keys}]
        whole = tuple(dict.fromkeys([*(key for batch in met for key in batch), *keys]))
        return (*(batch for batch in self.batches if batch not in met), whole)

    def forget(self, key: str) -> Session:
        """Take an answer back, as if the question had not been asked yet."""
        rest = {other: given for other, given in self.givens.items() if other != key}
        return replace(self, givens=rest, _before=None)

    def skip(self) -> Session:
        """Put off the question or the card of now: it stays open, and the review shows it. Without one do nothing."""
        turn = self._turn
        if turn is None:
            return self
        keys = tuple(instance.key for instance in turn.rows)
        skipped = self.skipped | {key for key in keys if key not in self.givens}
        return self._next(
            skipped=skipped, trail=self._walked(keys), batches=self._with_batch(keys), here=None, together=False
        )

    def back(self) -> Session:
        """Go to the question or the card before this one, its answers kept; at the first nothing happens."""
        place = self.trail.index(self.here) if self.here in self.trail else len(self.trail)
        reachable = [key for key in self.trail[:place] if key in self.settled.by_key]
        if not reachable:
            return self
        batch = next((batch for batch in self.batches if reachable[-1] in batch), ())
        rows = [key for key in batch if key in self.settled.by_key]
        return self._next(here=rows[0] if len(rows) > 1 else reachable[-1], together=len(rows) > 1)

    def jump(self, key: str, *, together: bool = False) -> Session:
        """Go to any question that is to be asked, or with `together` to its card. Raises KeyError for another."""
        return self._next(here=self.settled.by_key[key].key, together=together)

    def take(self, givens: tuple[Given, ...], batches: Sequence[Sequence[str]] = ()) -> Session:
        """Take many answers at once, in any order: from a log, an answers file or a sheet.

        Ids of earlier versions are read as today's. An answer whose question is not open is kept and counts once it
        opens. `batches` are the keys that were answered together.
        """
        today = {(renamed := self._today(given)).key: renamed for given in givens if self._exists(given)}
        known = (tuple(key for key in batch if key in today) for batch in batches)
        return self._next(
            givens={**self.givens, **today}, skipped=self.skipped - today.keys(), trail=self._walked(tuple(today)),
            batches=(*self.batches, *(batch for batch in known if len(batch) > 1)), here=None, together=False,
        )  # fmt: skip

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

    def falls_away(self, *givens: Given) -> tuple[str, ...]:
        """Return the keys of the answers that would no longer count once these are given."""
        after = self.give_together(givens).settled.by_key
        return tuple(answer.key for answer in self.answers if answer.key not in after)

    def contradictions(self, given: Given) -> tuple[Contradiction, ...]:
        """Return what in an answer cannot be, by itself or beside what is known; it is told, not refused."""
        instance = self.settled.by_key[given.key]
        return contradictions(instance, given, self.settled, self.give(given).settled, self.lang)

    @property
    def progress(self) -> Progress:
        """How far the session has come."""
        left = self._open
        cards = self.questionnaire.cards if self.adaptive else ()
        seconds = sum(instance.question.seconds for instance in left)
        # of what may open about half does
        waiting = () if self.missing else self.settled.waiting
        together = {id_ for card in cards for id_ in card.questions}
        later = sum(one.count for one in waiting if one.question.id not in together) // 2
        later += sum(one.count for one in waiting if one.question.id in together) // (2 * USUAL_ROWS)
        seconds += sum(one.count * one.question.seconds for one in waiting) // 2
        return Progress(len(self.answers), len(turns(left, cards)) + later, seconds, self.standing.coverage)

    def unanswered(self) -> Iterator[Asked]:
        """Yield the required questions that have no answer yet."""
        for instance in self.settled.instances:
            if instance.question.required and instance.key not in self.givens and not self._is_stated(instance):
                yield self._asked(instance)
