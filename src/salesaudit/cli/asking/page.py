"""The talk as a page in the browser on this computer; every answer goes into the same log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import typer

from salesaudit.cli.asking.face import Face, Gone
from salesaudit.formats.lines import EMPTY, Piece, line, wrapped
from salesaudit.questionnaire.answer import Given, Status, key_of
from salesaudit.questionnaire.choosing import known_of
from salesaudit.questionnaire.form import form
from salesaudit.questionnaire.hearing import Said, hear
from salesaudit.questionnaire.log import Log
from salesaudit.questionnaire.session import Session
from salesaudit.questionnaire.showing import shown
from salesaudit.safety.loopback import Loopback
from salesaudit.texts.catalogue import say

OPEN = "open"
"""The state of a question whose answer was taken back."""


class Answers:
    """What the page sends, taken into a session and its log."""

    def __init__(self, session: Session, log: Log) -> None:
        self.session = session
        self._log = log

    def page(self, token: str) -> bytes:
        """Return the page as it stands now, so that a reload finds every answer."""
        return form(self.session, token)

    def take(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Take one answer; return how it is understood, or what to ask back.

        Understood it is ``shown``, ``value``, ``state``; else ``sentence`` and ``advice``. An answer that contradicts
        others is kept, and the ``sentence`` says so.
        """
        question, entry, text = (str(sent.get(name, "")) for name in ("question", "entry", "said"))
        state = sent.get("state", "answered")
        if state == OPEN:
            return self._drop(key_of(question, entry))
        if state not in get_args(Status):
            return self._closed()
        heard = hear(self.session, [Said(question, entry, text.strip(), state)])
        if heard.unclear:
            return {"sentence": heard.unclear[0].sentence, "advice": heard.unclear[0].advice}
        if heard.idle:
            return self._closed()
        return self._keep(heard.session.givens[key_of(question, entry)])

    def _keep(self, given: Given) -> Mapping[str, Any]:
        before = self.session
        asked = before.ask(given.key)
        if before.givens.get(given.key) != given:
            self._log.give(given)
            self.session = before.give(given)
        told = [f"{one.sentence(before.lang)} {one.hint(before.lang)}".strip() for one in before.contradictions(given)]
        if told:
            return {"sentence": told[0], "value": given.value}
        known = known_of(before.settled.data, offered=asked.options)
        answer = shown(asked.question, given.value, before.lang, known, given.status)
        return {"shown": answer, "value": given.value, "state": given.status}

    def _closed(self) -> Mapping[str, Any]:
        return {"sentence": say("form.closed", self.session.lang)}

    def _drop(self, key: str) -> Mapping[str, Any]:
        if key in self.session.givens:
            self._log.drop([key])
            self.session = self.session.forget(key)
        return {"shown": ""}


def serve(session: Session, log: Log, face: Face) -> Session:
    """Serve the page until the respondent is done; return the session with what was answered. Raises InputError."""
    answers = Answers(session, log)
    server = Loopback(answers.page, answers.take)
    try:
        lang = session.lang
        face.tell([EMPTY, *wrapped((), say("ask.web", lang), face.width(), ""), line(Piece(server.url, "path")), EMPTY])
        typer.launch(server.url)
        _until_done(face, server, lang)
    finally:
        server.close()
    return answers.session


def _until_done(face: Face, server: Loopback, lang: str) -> None:
    try:
        face.ask(say("ask.web_done", lang))
    except Gone:
        from time import sleep

        while not server.forgotten:  # nobody is at the terminal: the page itself says when nobody is there any more
            sleep(1)
