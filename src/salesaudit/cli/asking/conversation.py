"""A whole conversation: what is there already, the talk itself, the change to the company's file, the verdict."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from shlex import join

from salesaudit.cli.asking import wording
from salesaudit.cli.asking.answers import AnswersFile
from salesaudit.cli.asking.begin import head_of
from salesaudit.cli.asking.face import Face, Gone
from salesaudit.cli.asking.finish import Finish, changes, file_stem, finish, left_out, verdict
from salesaudit.cli.asking.talk import Talk, confirmed
from salesaudit.cli.console import show, width
from salesaudit.cli.exit_codes import ExitCode
from salesaudit.formats.lines import EMPTY, Line, Piece, wrapped
from salesaudit.orgfile.load import load
from salesaudit.questionnaire.edited import Edited, edited
from salesaudit.questionnaire.log import Log, log_path
from salesaudit.questionnaire.session import Session
from salesaudit.safety.errors import UsageError
from salesaudit.safety.files import read_bounded
from salesaudit.safety.limits import LIMITS
from salesaudit.texts.catalogue import say
from salesaudit.texts.lang import ENVIRONMENT_VARIABLE, choose_language

Serve = Callable[[Session, Log, Face], Session]
"""Another road than the talk: returns the session with what was answered there."""


class Conversation:
    """One conversation about the company in `file`, kept in an open log; `session` is where it stands."""

    def __init__(self, session: Session, log: Log, face: Face, file: str) -> None:
        who = session.respondent
        known = replace(who, name=who.name or log.head.name, date=who.date or log.head.date)
        self.session = replace(session, respondent=known)
        self._log = log
        self._face = face
        self._file = file
        self._lang = session.lang

    def resume(self, answers: AnswersFile | None) -> None:
        """Take in what the log has, and an answers file. Raises LoadError, InputError."""
        if self._log.torn:
            self._say("ask.torn", style="medium")
        self._let_the_file_win()
        resumed = len(self._log.answers)
        self.session = self.session.take(self._log.answers, self._log.batches)
        if answers is not None:
            before = self.session.givens
            self.session = answers.taken_by(self.session)
            for key, given in self.session.givens.items():
                if before.get(key) != given:
                    self._log.give(given)
        if not resumed:
            self._face.tell(wording.opening(self.session, self._lang, self._face.width()))
            return
        self._say("ask.resumed", n=resumed)
        if self.session.progress.left:
            self._tell(wording.total(self.session.progress, self._lang, briefly=True))
        who = self.session.respondent
        if who.as_ != "owner" and not who.name:
            self._say("ask.somebody_else", style="dim")

    def _let_the_file_win(self) -> None:
        """Let go of answers that somebody has put right in the file since it had taken them in, and say so."""
        if not self._log.written or not Path(self._file).exists():
            return
        data = read_bounded(self._file, LIMITS.org_file_bytes)
        found: Edited = edited(self.session, self._log.answers, self._log.written, load(self._file), data)
        if not found.keys:
            return
        self._say("ask.file_wins", style="medium", file=self._file)
        for one in found.changes:
            key = "ask.file_wins_now" if one.old else "ask.file_wins_gone"
            self._tell(say(key, self._lang, what=one.what, now=one.old, before=one.new), indent="  ")
        self._face.tell([EMPTY])
        self._log.drop(found.keys)

    def talk(self) -> None:
        """Hold the talk. Raises UsageError where nobody is there; KeyboardInterrupt and Gone as the face does."""
        talk = Talk(self.session, self._log, self._face)
        try:
            talk.hold()
        except Gone:
            if not talk.heard:
                raise UsageError("ask.nobody", hint="ask.nobody.hint") from None
        finally:
            self.session = talk.session

    def elsewhere(self, serve: Serve) -> None:
        """Let the questions be answered on another road."""
        self.session = serve(self.session, self._log, self._face)

    def interrupted(self) -> None:
        """Say what is saved and how to go on, if there is still a terminal to say it to."""
        with suppress(OSError, ValueError):
            self._face.tell([EMPTY])
            self._say("ask.saved", n=len(self._log.answers), command=command(self.session, self._file))

    def finish(self) -> int:
        """Show what would be written, write it, and give the verdict."""
        if not self.session.answers and not Path(self._file).exists():
            self._say("ask.nothing_said")
            return ExitCode.CLEAN
        if self.session.answers:
            done = finish(self.session, self._file)
            if not self._agreed(done):
                self._say("ask.not_written", command=command(self.session, self._file))
                return ExitCode.CLEAN
            done.write()
            self._log.finish(done.taken_in())
            self._face.tell([EMPTY])
            self._say("ask.written", style="good", file=self._file, answers=done.answers)
        rest = command(self.session, self._file, missing=True) if self.session.progress.left else ""
        show(verdict(self._file, self._lang, width(), rest))
        return ExitCode.CLEAN

    def _agreed(self, done: Finish) -> bool:
        """Show what changes in a file that was there, and ask for a yes."""
        shown: list[Line] = list(changes(done, self._lang, self._face.width()))
        if done.existing is None or not done.result.changes:
            self._face.tell(list(left_out(done, self._face.width())))
            return True
        self._face.tell([EMPTY])
        self._say("ask.would_change", style="bold", file=self._file)
        self._face.tell(shown)
        try:
            return confirmed(self._face, say("ask.write", self._lang), self._lang)
        except Gone:
            raise UsageError(
                "ask.unconfirmed", hint="ask.unconfirmed.hint", file=self._file,
                command=command(self.session, self._file),
            ) from None  # fmt: skip

    def _say(self, key: str, *, style: str = "", **values: object) -> None:
        self._tell(say(key, self._lang, **values), style)

    def _tell(self, text: str, style: str = "", indent: str = "") -> None:
        self._face.tell(wrapped((Piece(indent),), text, self._face.width(), indent, style))


def converse(
    session: Session, file: str, face: Face, answers: AnswersFile | None, log: str | None, serve: Serve | None = None
) -> int:
    """Hold a conversation and return the exit code; `serve` is the road that is taken instead of the talk.

    Raises LoadError, InputError, UsageError; KeyboardInterrupt and what a signal raises, after saying what is saved.
    """
    from salesaudit.cli.failures import Terminated

    path = log if log is not None else log_path(file, file_stem(session.respondent))
    with Log(path, head_of(session, file)) as kept:
        conversation = Conversation(session, kept, face, file)
        try:
            conversation.resume(answers)
            if serve is None:
                conversation.talk()
            else:
                conversation.elsewhere(serve)
            return conversation.finish()
        except (KeyboardInterrupt, Terminated, OSError):
            conversation.interrupted()
            raise


def command(session: Session, file: str, *, missing: bool = False) -> str:
    """Return the command that goes on with a talk; `missing`: with what the audit could not decide."""
    who, questionnaire = session.respondent, session.questionnaire.id
    parts = ["salesaudit", "ask", file]
    if questionnaire != who.as_:
        parts += ["-q", questionnaire]
    if who.as_ != "owner":
        parts += ["--as", who.as_]
    parts += ["--name", who.name] if who.name else []
    parts += ["--missing"] if missing or session.missing else []
    return join([*parts, *(["--lang", session.lang] if session.lang != _spoken_here() else [])])


def _spoken_here() -> str:
    """Return the language in which a command is answered that names none."""
    try:
        return choose_language(None, os.environ.get(ENVIRONMENT_VARIABLE), None, os.environ)
    except UsageError:
        return ""
