"""A card in a talk: a few short questions, one line that answers them, and what was understood of it row by row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from salesaudit.cli.asking import wording
from salesaudit.cli.asking.single import worked_out
from salesaudit.formats.lines import Line
from salesaudit.questionnaire.answer import Given
from salesaudit.questionnaire.asked import Asked
from salesaudit.questionnaire.choosing import Known
from salesaudit.questionnaire.replies import Part, Reply, in_row, known_in, read_reply
from salesaudit.questionnaire.showing import shown
from salesaudit.questionnaire.turns import AskedCard
from salesaudit.questionnaire.understand import Misunderstood, Understood
from salesaudit.safety.text import display_width
from salesaudit.texts.catalogue import say

INDENT: Final = 6
"""Columns of a line that are not for the answer that it shows."""
LONGEST: Final = 300
"""Signs of a line up to which it is easier to mend than to type anew."""
_ENUMERATION: Final = re.compile("[;,]")

if TYPE_CHECKING:
    from salesaudit.cli.asking.talk import Talk


class Together:
    """A card as it is put in a talk."""

    def __init__(self, talk: Talk, card: AskedCard) -> None:
        self._talk = talk
        self._card = card
        self._lang = talk.lang
        self._typed = ""

    @property
    def before(self) -> str:
        """The line that answers it as before; else the one that was typed and not confirmed."""
        return self._typed or self._as_before()

    def _as_before(self) -> str:
        if all(row.previous is None for row in self._card.rows):
            return ""
        return "; ".join("" if row.previous is None else self._in_row(row, row.previous) for row in self._card.rows)

    @property
    def words(self) -> Sequence[str]:
        """The answers to choose from."""
        choices = {choice.text.in_(self._lang): None for row in self._card.rows for choice in row.options}
        return list(choices)

    def show(self) -> None:
        """Show it; it belongs to no section."""
        self._talk.begin("")
        known = [self._in_file(row) for row in self._card.rows]
        width, number = self._talk.face.width(), self._talk.session.number(self._card.rows[0].key)
        first = self._talk.explains()
        how = say(wording.how(self._card, first=first), self._lang)
        self._talk.tell(
            wording.card(self._card, number, known, how, self._lang, width, columns=self._talk.face.columns)
        )
        if copied := self._copied():
            parts = [Part(row, label, given=one) for row, label, one in copied]
            self._talk.tell(self._talk.lines(say("ask.copy", self._lang, answer=self._told(parts)), "dim"))

    def reasons(self) -> Iterable[Line]:
        """Return why it is asked."""
        return wording.reasons(self._card, self._lang, self._talk.face.width())

    def copy(self) -> None:
        """Answer every row as for the entry before."""
        copied = self._copied()
        if not copied:
            self._talk.complain(say("ask.nothing_to_copy", self._lang))
            return
        self._give(Reply(tuple(Part(row, label, given=given) for row, label, given in copied)))

    def _copied(self) -> list[tuple[Asked, str, Given]]:
        """Return the answers of the entry before, where there is one to every row."""
        if not self._card.card.by_entry or any(row.copy is None or row.previous for row in self._card.rows):
            return []
        rows = zip(self._card.rows, self._card.labels, strict=True)
        return [(row, label, replace(row.copy, entry=row.entry)) for row, label in rows if row.copy is not None]

    def take(self, typed: str) -> None:
        """Take a line; figures that were worked out count once they are confirmed, all with one yes."""
        if typed == self._as_before() and all(row.previous is not None for row in self._card.rows):
            given = [row.previous for row in self._card.rows if row.previous is not None]
            self._talk.session = self._talk.session.give_together(given)  # left as it was: its words too
            return
        while True:
            reply = self._read(typed)
            if isinstance(reply, Misunderstood):
                # a long line is mended rather than typed anew; in plain lines nobody sees what is filled in
                worth_mending = _ENUMERATION.search(typed) is not None and len(typed) <= LONGEST
                self._typed = typed if self._talk.face.columns and worth_mending else ""
                self._talk.complain(reply.sentence(self._lang), reply.advice(self._lang))
                return
            self._typed = typed
            if not (reply.alike or reply.guessed or any(map(_worked_out, reply.parts))):
                break
            said = self._talk.reply(self._asks(reply.parts), lambda other: isinstance(self._read(other), Reply))
            if not isinstance(said, str):
                if said:
                    self._give(reply, confirmed=True)
                return
            typed = said
        self._give(reply)

    def _read(self, typed: str) -> Reply | Misunderstood:
        return read_reply(self._talk.session, self._card, typed, self._talk.me)

    def _give(self, reply: Reply, *, confirmed: bool = False) -> None:
        talk = self._talk
        if not talk.accept(reply.givens):
            return
        after = talk.session.give_together(reply.givens, [part.row.key for part in reply.left])
        if talk.log is not None:
            talk.log.give_together(reply.givens)
        # what has just been shown line by line need not be shown twice
        noted = confirmed and len(self._by_rows(reply.parts)) > 1
        for text in [say("ask.noted", self._lang)] if noted else self._by_rows(reply.parts):
            talk.tell(talk.lines(f"✓ {text}", "good"))
        for part in reply.left:
            if isinstance(part.outcome, Misunderstood):
                said = say("ask.card_row", self._lang, row=part.label, sentence=part.outcome.sentence(self._lang))
                talk.complain(said)
        if reply.left:
            talk.tell(talk.lines(say("ask.card_rest", self._lang, n=len(reply.left)), "dim"))
        talk.session = after
        talk.encourage()

    def _asks(self, parts: Sequence[Part]) -> str:
        """Show what was understood where that takes several lines; return what asks for the yes."""
        rows = self._by_rows(parts)
        if len(rows) == 1:
            return say("ask.understood", self._lang, answer=rows[0])
        self._talk.tell(self._talk.lines(say("ask.understood_rows", self._lang)))
        for text in rows:
            self._talk.tell(self._talk.lines(f"– {text}"))
        return say("ask.is_it_right", self._lang)

    def _by_rows(self, parts: Sequence[Part]) -> list[str]:
        """Return what was understood: in one line where it has room, else a line for each row."""
        told = self._told(parts)
        if display_width(told) <= self._talk.face.width() - INDENT:
            return [told]
        return [self._by_itself(part) for part in parts if part.given is not None]

    # --- words ---

    def _known(self, row: Asked) -> Known:
        return known_in(self._talk.session, self._card, row, self._talk.me)

    def _told(self, parts: Iterable[Part]) -> str:
        """Return what was understood, row by row."""
        return " · ".join(f"{one.label}: {self._shown(one.row, one.given)}" for one in parts if one.given is not None)

    def _shown(self, row: Asked, given: Given) -> str:
        return in_row(row, given, self._lang, self._known(row))

    def _by_itself(self, part: Part) -> str:
        """Return a row and its answer as it is shown where it stands alone."""
        given, row = part.given, part.row
        if given is None:
            return ""
        return f"{part.label}: {shown(row.question, given.value, self._lang, self._known(row), given.status)}"

    def _in_row(self, row: Asked, given: Given) -> str:
        """Return an answer as it is typed into the line: of a shared list the numbers."""
        return in_row(row, given, self._lang, self._known(row), self._card)

    def _in_file(self, row: Asked) -> str:
        if row.known is None or row.previous is not None:
            return ""
        return shown(row.question, row.known, self._lang, self._known(row))


def _worked_out(part: Part) -> bool:
    return isinstance(part.outcome, Understood) and worked_out(part.row.question, part.said, part.outcome)
