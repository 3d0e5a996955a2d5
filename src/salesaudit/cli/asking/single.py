"""A single question in a talk: shown, understood, shown back where it was worked out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from salesaudit.cli.asking import wording
from salesaudit.formats.lines import Line
from salesaudit.questionnaire import spoken
from salesaudit.questionnaire.answer import Given
from salesaudit.questionnaire.asked import Asked
from salesaudit.questionnaire.choosing import Known, Option, known_of, options
from salesaudit.questionnaire.definition import Question
from salesaudit.questionnaire.hearing import kept
from salesaudit.questionnaire.showing import shown
from salesaudit.questionnaire.understand import Misunderstood, Understood, understand
from salesaudit.texts.catalogue import say

if TYPE_CHECKING:
    from salesaudit.cli.asking.talk import Talk

INTERPRETED: Final = frozenset(("share", "shares", "money", "duration", "date", "number", "count", "counts"))
"""Types whose answers are read rather than looked up: what was worked out counts once it is confirmed."""
REFUSED: Final = "understand.not_"
"""Begins the sentences that ask for an answer where «don't know» is none."""
_DIGITS: Final = re.compile(r"\d+(?:[.,]\d+)?")


class One:
    """A question as it is put in a talk."""

    def __init__(self, talk: Talk, asked: Asked) -> None:
        self._talk = talk
        self._asked = asked
        self._lang = talk.lang
        self._known: Known = known_of(talk.session.settled.data, talk.me, asked.options)
        yes_no = asked.question.type == "yes_no"
        self._offered: Sequence[Option] = () if yes_no else options(asked.question, self._known, self._lang)

    @property
    def before(self) -> str:
        """The answer that was given before."""
        return "" if self._asked.previous is None else self._shown(self._asked.previous)

    @property
    def words(self) -> Sequence[str]:
        """The answers to choose from."""
        return [option.title for option in self._offered]

    def show(self) -> None:
        """Show it, under its section's heading where that begins."""
        talk, asked, width = self._talk, self._asked, self._talk.face.width()
        if talk.begin(asked.section):
            talk.tell(wording.heading(asked, width))
        number = talk.session.number(asked.key)
        talk.tell(wording.question(asked, number, self._offered, self._lang, width, columns=talk.face.columns))
        if asked.previous is not None:
            return
        if asked.known is not None:
            answer = shown(asked.question, asked.known, self._lang, self._known)
            talk.tell(talk.lines(say("ask.in_file", self._lang, answer=answer), "dim"))
        if asked.copy is not None and asked.copy.status == "answered":
            talk.tell(talk.lines(say("ask.copy", self._lang, answer=self._shown(asked.copy)), "dim"))

    def reasons(self) -> Iterable[Line]:
        """Return why it is asked."""
        return wording.reasons(self._asked, self._lang, self._talk.face.width())

    def copy(self) -> None:
        """Answer as for the entry before."""
        if self._asked.copy is None:
            self._talk.complain(say("ask.nothing_to_copy", self._lang))
            return
        self._give(replace(self._asked.copy, entry=self._asked.entry), self._shown(self._asked.copy))

    def take(self, typed: str) -> None:
        """Take what was typed; a figure that was worked out counts once it is confirmed, or said another way."""
        asked, talk = self._asked, self._talk
        if asked.previous is not None and typed == self.before:
            talk.session = talk.session.give(asked.previous)  # left as it was: its words too
            return
        while True:
            outcome = understand(asked.question, typed, self._lang, self._known)
            if isinstance(outcome, Misunderstood):
                skip = say("ask.or_skip", self._lang) if outcome.message_key.startswith(REFUSED) else ""
                talk.complain(outcome.sentence(self._lang), outcome.advice(self._lang) or skip)
                return
            if not worked_out(asked.question, typed, outcome):
                break
            reply = talk.reply(say("ask.understood", self._lang, answer=outcome.shown), self._is_answer)
            if not isinstance(reply, str):
                if reply:
                    break
                return
            typed = reply
        given = Given(asked.question.id, asked.entry, outcome.status, outcome.value, kept(typed, outcome))
        self._give(given, "" if same_words(typed, outcome.shown) else outcome.shown)

    def _is_answer(self, typed: str) -> bool:
        return isinstance(understand(self._asked.question, typed, self._lang, self._known), Understood)

    def _give(self, given: Given, answer: str) -> None:
        talk = self._talk
        if not talk.accept([given]):
            return
        after = talk.session.give(given)
        if talk.log is not None:
            talk.log.give(given)
        talk.session = after
        if answer:
            talk.tell(talk.lines(f"✓ {answer}", "good"))
        talk.encourage()

    def _shown(self, given: Given) -> str:
        return shown(self._asked.question, given.value, self._lang, self._known, given.status)


def same_words(typed: str, answer: str) -> bool:
    """Tell whether an answer was typed the way it is shown: then nothing need be shown back."""
    return "".join(spoken.plain(typed).split()) == "".join(spoken.plain(answer).split())


def worked_out(question: Question, typed: str, outcome: Understood) -> bool:
    """Tell whether the figures understood are other than those that were typed, so that they need a yes."""
    if question.type not in INTERPRETED or outcome.status != "answered":
        return False
    return _figures(typed) != _figures(outcome.shown)


def _figures(text: str) -> list[str]:
    return [figure.replace(",", ".") for figure in _DIGITS.findall(re.sub(r"(?<=\d)\s(?=\d{3}(?!\d))", "", text))]
