"""A talk: question by question until nothing is left to ask or the respondent has had enough.

Every answer is on the disk before the next question is asked. Who answers may go back, put off, jump, ask why and stop
at any question; whatever is not understood is asked about, and nothing counts before it was shown back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final, Literal, TypeAlias

from salesaudit.cli.asking import wording
from salesaudit.cli.asking.face import Face
from salesaudit.formats.lines import EMPTY, Line, Piece, line, wrapped
from salesaudit.questionnaire import spoken
from salesaudit.questionnaire.answer import Given
from salesaudit.questionnaire.asked import Asked
from salesaudit.questionnaire.choosing import Known, Option, known_of, options
from salesaudit.questionnaire.definition import Question
from salesaudit.questionnaire.log import Log
from salesaudit.questionnaire.session import Session
from salesaudit.questionnaire.showing import shown
from salesaudit.questionnaire.understand import Misunderstood, Understood, understand
from salesaudit.texts.catalogue import say

Wish: TypeAlias = Literal["back", "skip", "why", "review", "stop", "same"]
SIGNS: Final[dict[str, Wish]] = {"<": "back", "?": "why"}
"""The only single characters that mean anything; no letter does, whatever the keyboard's layout."""
INTERPRETED: Final = frozenset(("share", "shares", "money", "duration", "date", "number", "count", "counts"))
"""Types whose answers are read rather than looked up: what was understood is confirmed unless it was typed so."""
PROMPT: Final = "> "


class Talk:
    """One talk with one respondent. `session` is where it stands; a `log` of None keeps nothing."""

    def __init__(self, session: Session, log: Log | None, face: Face) -> None:
        self.session = session
        self._log = log
        self._face = face
        self._lang = session.lang
        self._section = ""

    def hold(self) -> None:
        """Ask until all is answered, put off, or the respondent stops. Raises Gone, KeyboardInterrupt, InputError."""
        self._tell(wording.opening(self.session, self._lang, self._face.width()))
        while True:
            while (asked := self.session.current) is not None:
                if self._ask(asked) == "stop":
                    return
            if self._review():
                return

    def _ask(self, asked: Asked) -> Wish | None:
        """Ask one question until whatever is typed moves the session on; return the wish that did, if it was one."""
        offered = self._offered(asked)
        self._show(asked, offered)
        here = self.session
        while self.session is here:
            typed = self._face.ask(PROMPT, self._before(asked), [option.title for option in offered])
            match self._wish(typed):
                case "back":
                    self.session = self.session.back()
                    return "back"
                case "skip":
                    self.session = self.session.skip()
                case "why":
                    self._tell(wording.reasons(asked, self._lang, self._face.width()))
                case "review":
                    self._review()
                    return "review"
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
            self._tell(wording.heading(asked, self.session.progress, self._lang, width))
            if asked.section_intro:
                self._tell(wrapped((), asked.section_intro, width, ""))
        self._tell([EMPTY, *wording.question(asked, offered, self._lang, width)])
        self._mention_what_is_known(asked)

    def _wish(self, typed: str) -> Wish | None:
        if typed in SIGNS:
            return SIGNS[typed]
        if spoken.is_one_of("as_before", spoken.plain(typed)):
            return "same"
        return spoken.command(typed)

    # --- an answer ---

    def _take(self, asked: Asked, typed: str) -> None:
        outcome = understand(self._question(asked), typed, self._lang, self._known)
        if isinstance(outcome, Misunderstood):
            self._complain(outcome.sentence(self._lang), outcome.advice(self._lang))
        elif self._is_what_was_meant(asked, typed, outcome):
            said = _kept(typed, outcome)
            self._give(Given(asked.question.id, asked.entry, outcome.status, outcome.value, said), outcome.shown)

    def _is_what_was_meant(self, asked: Asked, typed: str, outcome: Understood) -> bool:
        """Show what was understood; where it was worked out, it counts only once it is confirmed."""
        if asked.question.type not in INTERPRETED or outcome.status != "answered" or _same(typed, outcome.shown):
            return True
        return self._confirmed(say("ask.understood", self._lang, answer=outcome.shown))

    def _copy(self, asked: Asked) -> None:
        if asked.copy is None:
            self._complain(say("ask.nothing_to_copy", self._lang))
            return
        self._give(replace(asked.copy, entry=asked.entry), self._shown(asked.question, asked.copy))

    def _give(self, given: Given, answer: str) -> None:
        for contradiction in self.session.contradictions(given):
            self._complain(contradiction.sentence(self._lang), contradiction.hint(self._lang))
            if not self._confirmed(say("ask.keep_anyway", self._lang)):
                return
        gone = self.session.falls_away(given)
        if gone:
            self._tell(self._line(say("ask.falls_away", self._lang, n=len(gone)), "medium"))
            for key in gone:
                self._tell(self._line(f"  {self.session.ask(key).text}"))
            if not self._confirmed(say("ask.change_anyway", self._lang)):
                return
        after = self.session.give(given)
        if self._log is not None:
            self._log.give(given)
        self.session = after
        self._tell(self._line(f"  ✓ {answer}", "good"))

    def _confirmed(self, text: str) -> bool:
        return confirmed(self._face, text, self._lang)

    # --- the review ---

    def _review(self) -> bool:
        """Show all answers; return whether the respondent is done. A number leads back to its question."""
        while True:
            self._section = ""
            self._tell(wording.review(self.session, self._known, self._lang, self._face.width()))
            rows = wording.reviewed(self.session)
            self._tell(self._line(say("ask.review_how", self._lang)))
            typed = self._face.ask(PROMPT)
            if typed.isdecimal() and 1 <= int(typed) <= len(rows):
                self.session = self.session.jump(rows[int(typed) - 1].key)
                return False
            if spoken.command(typed) == "stop" or spoken.is_one_of("done", spoken.plain(typed)):
                return True
            if spoken.command(typed) in ("back", "skip") or typed in SIGNS:
                if self.session.current is None:
                    self.session = self.session.back()
                return False
            self._complain(say("ask.no_such_number", self._lang, most=len(rows)))

    # --- words ---

    @cached_property
    def _me(self) -> str:
        name = self.session.respondent.name.casefold()
        people = known_of(self.session.settled.data).people
        return next((id_ for id_, title in people.items() if name and title.casefold() == name), "")

    @property
    def _known(self) -> Known:
        return known_of(self.session.settled.data, self._me)

    def _question(self, asked: Asked) -> Question:
        return replace(asked.question, choices=asked.options) if asked.question.remaining else asked.question

    def _offered(self, asked: Asked) -> Sequence[Option]:
        return () if asked.question.type == "yes_no" else options(self._question(asked), self._known, self._lang)

    def _before(self, asked: Asked) -> str:
        return "" if asked.previous is None else self._shown(asked.question, asked.previous)

    def _shown(self, question: Question, given: Given) -> str:
        return shown(question, given.value, self._lang, self._known, given.status)

    def _mention_what_is_known(self, asked: Asked) -> None:
        if asked.previous is not None:
            return
        if asked.known is not None:
            answer = shown(asked.question, asked.known, self._lang, self._known)
            self._tell(self._line(say("ask.in_file", self._lang, answer=answer), "dim"))
        if asked.copy is not None and asked.copy.status == "answered":
            answer = self._shown(asked.question, asked.copy)
            self._tell(self._line(say("ask.copy", self._lang, answer=answer), "dim"))

    def _complain(self, sentence: str, advice: str = "") -> None:
        self._tell(self._line(sentence, "medium"))
        if advice:
            self._tell(self._line(advice, "dim"))

    def _line(self, text: str, style: str = "") -> list[Line]:
        return list(wrapped((Piece(""),), text, self._face.width(), "  ", style)) or [line()]

    def _tell(self, lines: Iterable[Line]) -> None:
        self._face.tell(lines)


def _kept(typed: str, outcome: Understood) -> str:
    """Return the words to keep: of a number in a list those that it stands for, of "don't know" none."""
    if outcome.status != "answered":
        return ""
    numbers_only = isinstance(outcome.value, str | list) and not any(map(str.isalpha, typed))
    return outcome.shown if numbers_only else typed


def _same(typed: str, answer: str) -> bool:
    """Tell whether an answer was typed the way it is shown: then there is nothing to confirm."""
    return "".join(spoken.plain(typed).split()) == "".join(spoken.plain(answer).split())


def confirmed(face: Face, text: str, lang: str) -> bool:
    """Ask for a yes or a no in words until there is one; to go back or to stop is a no."""
    face.tell(wrapped((Piece(""),), text, face.width(), "  "))
    while True:
        typed = face.ask(say("ask.yes_or_no", lang))
        if spoken.is_one_of("yes", spoken.plain(typed)):
            return True
        if spoken.is_one_of("no", spoken.plain(typed)) or spoken.command(typed) in ("back", "stop") or typed == "<":
            return False
        face.tell(wrapped((Piece(""),), say("ask.whole_word", lang), face.width(), "  ", "medium"))
