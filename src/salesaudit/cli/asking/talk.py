"""A talk: question by question until nothing is left to ask or the respondent has had enough.

Every answer is on the disk before the next question is asked. Who answers may go back, put off, jump, ask why and stop
at any question; whatever is not understood is asked about, and nothing counts before it was shown back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final, Literal, TypeAlias

from salesaudit.cli.asking import wording
from salesaudit.cli.asking.face import Face
from salesaudit.formats.lines import Line, Piece, line, wrapped
from salesaudit.questionnaire import spoken
from salesaudit.questionnaire.answer import Given
from salesaudit.questionnaire.asked import Asked
from salesaudit.questionnaire.choosing import Known, Option, known_of, options
from salesaudit.questionnaire.definition import Question
from salesaudit.questionnaire.hearing import kept, respondent_id
from salesaudit.questionnaire.log import Log
from salesaudit.questionnaire.session import Session
from salesaudit.questionnaire.showing import shown
from salesaudit.questionnaire.understand import Misunderstood, Understood, understand
from salesaudit.texts.catalogue import say

Wish: TypeAlias = Literal["back", "skip", "why", "review", "stop", "same"]
SIGNS: Final[dict[str, Wish]] = {"<": "back", "?": "why"}
"""The only single characters that mean anything; no letter does, whatever the keyboard's layout."""
INTERPRETED: Final = frozenset(("share", "shares", "money", "duration", "date", "number", "count", "counts"))
"""Types whose answers are read rather than looked up: what was worked out counts once it is confirmed."""
REFUSED: Final = "understand.not_"
"""Begins the sentences that ask for an answer where «don't know» is none."""
PROMPT: Final = ">"
STEP: Final = 0.1
"""How much clearer the picture has to be before it is worth saying so again."""
_DIRECTLY: Final = re.compile(r"(?:к вопросу|вопрос|question|go to)\s*(?:номер|number|no\.?)?\s*#?\s*(\d{1,4})")
_DIGITS: Final = re.compile(r"\d+(?:[.,]\d+)?")


class Talk:
    """One talk with one respondent. `session` is where it stands; a `log` of None keeps nothing.

    `heard` tells whether anything was typed.
    """

    def __init__(self, session: Session, log: Log | None, face: Face) -> None:
        self.session = session
        self.heard = False
        self._log = log
        self._face = face
        self._lang = session.lang
        self._section = ""
        self._clear = session.progress.coverage

    def hold(self) -> None:
        """Ask until all is answered, put off, or the respondent stops. Raises Gone, KeyboardInterrupt, InputError."""
        while True:
            while (asked := self.session.current) is not None:
                if self._ask(asked) == "stop":
                    return
            if not wording.reviewed(self.session):
                self._tell(self._line(say("ask.nothing_open", self._lang)))
                return
            if self._review():
                return

    def _ask(self, asked: Asked) -> Wish | None:
        """Ask one question until whatever is typed moves the session on; return the wish that did, if it was one."""
        offered = self._offered(asked)
        self._show(asked, offered)
        here = self.session
        while self.session is here:
            typed = self._typed(self._before(asked), [option.title for option in offered], say("ask.keys", self._lang))
            if self._jumped(typed):
                return None
            match self._wish(typed):
                case "back":
                    self._go_back()
                case "skip":
                    self.session = self.session.skip()
                case "why":
                    self._tell(wording.reasons(asked, self._lang, self._face.width()))
                case "review":
                    return "stop" if self._review() else "review"
                case "stop":
                    return "stop"
                case "same":
                    self._copy(asked)
                case None:
                    self._take(asked, typed)
        return None

    def _show(self, asked: Asked, offered: Sequence[Option]) -> None:
        width = self._face.width()
        if asked.section != self._section:
            self._section = asked.section
            self._tell(wording.heading(asked, width))
        number = self._number(asked.key)
        self._tell(wording.question(asked, number, offered, self._lang, width, columns=self._face.columns))
        self._mention_what_is_known(asked)

    def _number(self, key: str) -> int:
        """Return the number of a question in this talk, the same each time that it comes up."""
        trail = self.session.trail
        return trail.index(key) + 1 if key in trail else len(trail) + 1

    # --- moving about ---

    def _wish(self, typed: str) -> Wish | None:
        if typed in SIGNS:
            return SIGNS[typed]
        if spoken.is_one_of("as_before", spoken.plain(typed)):
            return "same"
        return spoken.command(typed)

    def _jumped(self, typed: str) -> bool:
        found = _DIRECTLY.fullmatch(spoken.plain(typed))
        return found is not None and self._jump(int(found[1]))

    def _jump(self, number: int) -> bool:
        """Go to the question with a number, where there is one to go to."""
        by_number = {self._number(row.key): row.key for row in wording.reviewed(self.session)}
        if number not in by_number:
            self._complain(say("ask.no_such_question", self._lang, number=number))
            return False
        self.session = self.session.jump(by_number[number])
        return True

    def _go_back(self) -> None:
        before = self.session
        self.session = before.back()
        if self.session is before:
            self._complain(say("ask.first", self._lang))

    # --- an answer ---

    def _take(self, asked: Asked, typed: str) -> None:
        """Take what was typed; a figure that was worked out counts once it is confirmed, or said another way."""
        if asked.previous is not None and typed == self._before(asked):
            self.session = self.session.give(asked.previous)  # left as it was: its words too
            return
        while True:
            outcome = understand(asked.question, typed, self._lang, self._known(asked))
            if isinstance(outcome, Misunderstood):
                skip = say("ask.or_skip", self._lang) if outcome.message_key.startswith(REFUSED) else ""
                self._complain(outcome.sentence(self._lang), outcome.advice(self._lang) or skip)
                return
            if not _worked_out(asked.question, typed, outcome):
                break
            reply = self._reply(say("ask.understood", self._lang, answer=outcome.shown), asked)
            if not isinstance(reply, str):
                if reply:
                    break
                return
            typed = reply
        given = Given(asked.question.id, asked.entry, outcome.status, outcome.value, kept(typed, outcome))
        self._give(given, "" if _same(typed, outcome.shown) else outcome.shown)

    def _reply(self, text: str, asked: Asked) -> bool | str:
        """Ask for a yes or a no in words; another answer in its place is returned as it was typed."""
        self._tell(self._line(text))
        while True:
            typed = self._face.ask(say("ask.yes_or_no", self._lang))
            reply = _yes_or_no(typed)
            if reply is not None:
                return reply
            if isinstance(understand(asked.question, typed, self._lang, self._known(asked)), Understood):
                return typed
            self._complain(say("ask.whole_word", self._lang))

    def _copy(self, asked: Asked) -> None:
        if asked.copy is None:
            self._complain(say("ask.nothing_to_copy", self._lang))
            return
        self._give(replace(asked.copy, entry=asked.entry), self._shown(asked, asked.copy))

    def _give(self, given: Given, answer: str) -> None:
        for contradiction in self.session.contradictions(given):
            self._complain(contradiction.sentence(self._lang), contradiction.hint(self._lang))
            if not self._confirmed(say("ask.keep_anyway", self._lang)):
                return
        gone = self.session.falls_away(given)
        if gone:
            self._tell(self._line(say("ask.falls_away", self._lang, n=len(gone)), "medium"))
            for key in gone:
                self._tell(self._line(f"– {self.session.ask(key).text}"))
            if not self._confirmed(say("ask.change_anyway", self._lang)):
                return
        after = self.session.give(given)
        if self._log is not None:
            self._log.give(given)
        self.session = after
        if answer:
            self._tell(self._line(f"✓ {answer}", "good"))
        self._encourage()

    def _encourage(self) -> None:
        """Say from time to time how much clearer the picture has become."""
        progress = self.session.progress
        if progress.coverage >= self._clear + STEP:
            self._clear = progress.coverage
            self._tell([(), *self._line(wording.so_far(progress, self._lang), "dim")])

    def _confirmed(self, text: str) -> bool:
        return confirmed(self._face, text, self._lang)

    # --- the review ---

    def _review(self) -> bool:
        """Show all answers; return whether the respondent is done. A number leads back to its question."""
        while True:
            self._section = ""
            known = known_of(self.session.settled.data, self._me)
            self._tell(wording.review(self.session, known, self._lang, self._face.width()))
            self._tell(self._line(say("ask.review_how", self._lang)))
            while True:
                typed = self._typed()
                if self._jumped(typed) or (typed.isdecimal() and len(typed) < 5 and self._jump(int(typed))):
                    return False
                if spoken.command(typed) == "stop" or spoken.is_one_of("done", spoken.plain(typed)):
                    return True
                if spoken.command(typed) == "review":
                    break
                if spoken.command(typed) == "back" or typed == "<":
                    if self.session.current is None:
                        self.session = self.session.back()
                    return False
                if not typed.isdecimal():
                    self._complain(say("ask.no_such_number", self._lang))

    # --- words ---

    def _typed(self, before: str = "", words: Sequence[str] = (), hint: str = "") -> str:
        typed = self._face.ask(PROMPT, before, words, hint)
        self.heard = True
        return typed

    @cached_property
    def _me(self) -> str:
        return respondent_id(self.session)

    def _known(self, asked: Asked) -> Known:
        """Return who is known, with the choices as they are shown and numbered here."""
        return known_of(self.session.settled.data, self._me, asked.options)

    def _offered(self, asked: Asked) -> Sequence[Option]:
        return () if asked.question.type == "yes_no" else options(asked.question, self._known(asked), self._lang)

    def _before(self, asked: Asked) -> str:
        return "" if asked.previous is None else self._shown(asked, asked.previous)

    def _shown(self, asked: Asked, given: Given) -> str:
        return shown(asked.question, given.value, self._lang, self._known(asked), given.status)

    def _mention_what_is_known(self, asked: Asked) -> None:
        if asked.previous is not None:
            return
        if asked.known is not None:
            answer = shown(asked.question, asked.known, self._lang, self._known(asked))
            self._tell(self._line(say("ask.in_file", self._lang, answer=answer), "dim"))
        if asked.copy is not None and asked.copy.status == "answered":
            self._tell(self._line(say("ask.copy", self._lang, answer=self._shown(asked, asked.copy)), "dim"))

    def _complain(self, sentence: str, advice: str = "") -> None:
        self._tell(self._line(sentence, "medium"))
        if advice:
            self._tell(self._line(advice, "dim"))

    def _line(self, text: str, style: str = "") -> list[Line]:
        return list(wrapped((Piece("   "),), text, self._face.width(), "   ", style)) or [line()]

    def _tell(self, lines: Iterable[Line]) -> None:
        self._face.tell(lines)


def _same(typed: str, answer: str) -> bool:
    """Tell whether an answer was typed the way it is shown: then nothing need be shown back."""
    return "".join(spoken.plain(typed).split()) == "".join(spoken.plain(answer).split())


def _worked_out(question: Question, typed: str, outcome: Understood) -> bool:
    """Tell whether the figures understood are other than those that were typed, so that they need a yes."""
    if question.type not in INTERPRETED or outcome.status != "answered":
        return False
    return _figures(typed) != _figures(outcome.shown)


def _figures(text: str) -> list[str]:
    return [figure.replace(",", ".") for figure in _DIGITS.findall(re.sub(r"(?<=\d)\s(?=\d{3}(?!\d))", "", text))]


def _yes_or_no(typed: str) -> bool | None:
    """Return what a word says; to go back or to stop is a no."""
    if spoken.is_one_of("yes", spoken.plain(typed)):
        return True
    if spoken.is_one_of("no", spoken.plain(typed)) or spoken.command(typed) in ("back", "stop") or typed == "<":
        return False
    return None


def confirmed(face: Face, text: str, lang: str) -> bool:
    """Ask for a yes or a no in words until there is one."""
    face.tell(wrapped((Piece("   "),), text, face.width(), "   "))
    while True:
        reply = _yes_or_no(face.ask(say("ask.yes_or_no", lang)))
        if reply is not None:
            return reply
        face.tell(wrapped((Piece("   "),), say("ask.whole_word", lang), face.width(), "   ", "medium"))
