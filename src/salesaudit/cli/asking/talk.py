"""A talk: question by question, card by card, until nothing is left to ask or the respondent has had enough.

Every answer is on the disk before the next question is asked. Who answers may go back, put off, jump, ask why and stop
at any question; whatever is not understood is asked about, and nothing counts before it was shown back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Final, Literal, TypeAlias

from salesaudit.cli.asking import wording
from salesaudit.cli.asking.cards import Together
from salesaudit.cli.asking.face import Face
from salesaudit.cli.asking.single import One
from salesaudit.formats.lines import Line, Piece, line, wrapped
from salesaudit.questionnaire import spoken
from salesaudit.questionnaire.answer import Given
from salesaudit.questionnaire.choosing import known_of
from salesaudit.questionnaire.hearing import respondent_id
from salesaudit.questionnaire.log import Log
from salesaudit.questionnaire.session import Session
from salesaudit.texts.catalogue import say

Wish: TypeAlias = Literal["back", "skip", "why", "review", "stop", "same"]
SIGNS: Final[dict[str, Wish]] = {"<": "back", "?": "why"}
"""The only single characters that mean anything; no letter does, whatever the keyboard's layout."""
PROMPT: Final = ">"
STEP: Final = 0.1
"""How much clearer the picture has to be before it is worth saying so again."""
_NUMBER: Final = re.compile(r"\d{1,4}(?:\.\d{1,2})?")
_DIRECTLY: Final = re.compile(
    rf"(?:к вопросу|вопрос|question|go to)\s*(?:номер|number|no\.?)?\s*#?\s*({_NUMBER.pattern})"
)


class Talk:
    """One talk with one respondent. `session` is where it stands; a `log` of None keeps nothing.

    `heard` tells whether anything was typed.
    """

    def __init__(self, session: Session, log: Log | None, face: Face) -> None:
        self.session = session
        self.heard = False
        self.log = log
        self.face = face
        self.lang = session.lang
        self._section = ""
        self._explained = False
        self._clear = session.progress.coverage

    def hold(self) -> None:
        """Ask until all is answered, put off, or the respondent stops. Raises Gone, KeyboardInterrupt, InputError."""
        while True:
            while (asked := self.session.current) is not None:
                card = self.session.card
                if self._ask(One(self, asked) if card is None else Together(self, card)) == "stop":
                    return
            if not wording.reviewed(self.session):
                self.tell(self.lines(say("ask.nothing_open", self.lang)))
                return
            if self._review():
                return

    def _ask(self, turn: One | Together) -> Wish | None:
        """Ask one question or card until whatever is typed moves the session on; return the wish that did, if any."""
        turn.show()
        here = self.session
        while self.session is here:
            typed = self._typed(turn.before, turn.words, say("ask.keys", self.lang))
            if self._jumped(typed):
                return None
            match self._wish(typed):
                case "back":
                    self._go_back()
                case "skip":
                    self.session = self.session.skip()
                case "why":
                    self.tell(turn.reasons())
                case "review":
                    return "stop" if self._review() else "review"
                case "stop":
                    return "stop"
                case "same":
                    turn.copy()
                case None:
                    turn.take(typed)
        return None

    def explains(self) -> bool:
        """Tell, once, that it has not been said yet how a card is answered."""
        first, self._explained = not self._explained, True
        return first

    def begin(self, section: str) -> bool:
        """Note which section is asked now; return whether it has just begun."""
        begins, self._section = section != self._section, section
        return begins

    # --- moving about ---

    def _wish(self, typed: str) -> Wish | None:
        if typed in SIGNS:
            return SIGNS[typed]
        if spoken.is_one_of("as_before", spoken.plain(typed)):
            return "same"
        return spoken.command(typed)

    def _jumped(self, typed: str) -> bool:
        found = _DIRECTLY.fullmatch(spoken.plain(typed))
        return found is not None and self._jump(found[1])

    def _jump(self, number: str) -> bool:
        """Go to the question or the card with a number, or to a row of it (``5.2``), where there is one to go to."""
        known = self.session.numbers
        reachable = [row.key for row in wording.reviewed(self.session)]
        if row := next((key for key in reachable if known[key] == number), None):
            self.session = self.session.jump(row)
        elif rows := [key for key in reachable if known[key].startswith(f"{number}.")]:
            self.session = self.session.jump(
                min(rows, key=lambda key: int(known[key].partition(".")[2])), together=True
            )
        else:
            self.complain(say("ask.no_such_question", self.lang, number=number))
            return False
        return True

    def _go_back(self) -> None:
        before = self.session
        self.session = before.back()
        if self.session is before:
            self.complain(say("ask.first", self.lang))

    # --- an answer ---

    def accept(self, givens: Sequence[Given]) -> bool:
        """Show what in answers cannot be and which others would fall away; return whether they are to count."""
        now = self.session
        for given in givens:
            for contradiction in now.contradictions(given):
                self.complain(contradiction.sentence(self.lang), contradiction.hint(self.lang))
                if not self.confirmed(say("ask.keep_anyway", self.lang)):
                    return False
            now = now.give(given)
        gone = self.session.falls_away(*givens)
        if gone:
            self.tell(self.lines(say("ask.falls_away", self.lang, n=len(gone)), "medium"))
            for key in gone:
                self.tell(self.lines(f"– {self.session.ask(key).text}"))
            return self.confirmed(say("ask.change_anyway", self.lang))
        return True

    def reply(self, text: str, is_answer: Callable[[str], bool]) -> bool | str:
        """Ask for a yes or a no in words; another answer in its place is returned as it was typed."""
        self.tell(self.lines(text))
        while True:
            typed = self.face.ask(say("ask.yes_or_no", self.lang))
            reply = yes_or_no(typed)
            if reply is not None:
                return reply
            if is_answer(typed):
                return typed
            self.complain(say("ask.whole_word", self.lang))

    def encourage(self) -> None:
        """Say from time to time how much clearer the picture has become."""
        progress = self.session.progress
        if progress.coverage >= self._clear + STEP:
            self._clear = progress.coverage
            self.tell([(), *self.lines(wording.so_far(progress, self.lang), "dim")])

    def confirmed(self, text: str) -> bool:
        return confirmed(self.face, text, self.lang)

    # --- the review ---

    def _review(self) -> bool:
        """Show all answers; return whether the respondent is done. A number leads back to its question."""
        while True:
            self._section = ""
            known = known_of(self.session.settled.data, self.me)
            self.tell(wording.review(self.session, known, self.lang, self.face.width()))
            self.tell(self.lines(say("ask.review_how", self.lang)))
            while True:
                typed = self._typed()
                if self._jumped(typed) or (_NUMBER.fullmatch(typed) and self._jump(typed)):
                    return False
                if spoken.command(typed) == "stop" or spoken.is_one_of("done", spoken.plain(typed)):
                    return True
                if spoken.command(typed) == "review":
                    break
                if spoken.command(typed) == "back" or typed == "<":
                    if self.session.current is None:
                        self.session = self.session.back()
                    return False
                if not _NUMBER.fullmatch(typed):
                    self.complain(say("ask.no_such_number", self.lang))

    # --- words ---

    def _typed(self, before: str = "", words: Sequence[str] = (), hint: str = "") -> str:
        typed = self.face.ask(PROMPT, before, words, hint)
        self.heard = True
        return typed

    @cached_property
    def me(self) -> str:
        return respondent_id(self.session)

    def complain(self, sentence: str, advice: str = "") -> None:
        self.tell(self.lines(sentence, "medium"))
        if advice:
            self.tell(self.lines(advice, "dim"))

    def lines(self, text: str, style: str = "") -> list[Line]:
        return list(wrapped((Piece("   "),), text, self.face.width(), "   ", style)) or [line()]

    def tell(self, lines: Iterable[Line]) -> None:
        self.face.tell(lines)


def yes_or_no(typed: str) -> bool | None:
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
        reply = yes_or_no(face.ask(say("ask.yes_or_no", lang)))
        if reply is not None:
            return reply
        face.tell(wrapped((Piece("   "),), say("ask.whole_word", lang), face.width(), "   ", "medium"))
