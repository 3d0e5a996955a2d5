"""What comes of a talk: the respondent's answers file, the company's file, and at once the verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shlex import join

from salesaudit.audit.run import Audited, audit_document
from salesaudit.formats.lines import EMPTY, Line, Piece, line, wrapped
from salesaudit.orgfile.load import load
from salesaudit.questionnaire.edited import differing
from salesaudit.questionnaire.lookup import question_for
from salesaudit.questionnaire.names import slug
from salesaudit.questionnaire.normal import answers_file
from salesaudit.questionnaire.result import Result, compose
from salesaudit.questionnaire.session import Respondent, Session
from salesaudit.report.build import view_of
from salesaudit.report.view import View
from salesaudit.safety.files import make_folder, read_bounded, write_atomically
from salesaudit.safety.limits import LIMITS
from salesaudit.texts.catalogue import say

FOLDER = "answers"
ASKED_NEXT = 3
CHANGES_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Finish:
    """What a talk would write: the company's file at `file`, and the respondent's answers beside it."""

    file: str
    session: Session
    existing: bytes | None
    result: Result

    @property
    def answers(self) -> str:
        """The answers file, as the company's file names it."""
        return answers_name(self.session.respondent)

    def write(self) -> None:
        """Write both files whole, the answers first. Raises InputError, and the company's file is as it was."""
        folder = Path(self.file).parent
        make_folder(folder / FOLDER)
        write_atomically(folder / self.answers, answers_file(self.session))
        if self.result.data != self.existing:
            write_atomically(self.file, self.result.data)

    def taken_in(self) -> frozenset[str]:
        """Return the keys of the answers that the company's file tells as they were given. Raises LoadError."""
        unlike = differing(self.session, load(self.file))
        return frozenset(given.key for given in self.session.answers) - set(unlike)


def answers_name(respondent: Respondent) -> str:
    """Return where a respondent's answers stand: ``answers/seller-anna_sidorova.yaml``."""
    return f"{FOLDER}/{file_stem(respondent)}.yaml"


def file_stem(respondent: Respondent) -> str:
    """Return what sets the files of respondents apart: the owner's, a leader's, those of each seller by name."""
    name = respondent.name if respondent.as_ != "owner" else ""
    return f"{respondent.as_}-{slug(name)}" if name else respondent.as_


def finish(session: Session, file: str) -> Finish:
    """Work out what a talk comes to. Raises LoadError, InputError where the company's file is not right any more."""
    existing = read_bounded(file, LIMITS.org_file_bytes) if Path(file).exists() else None
    result = compose(session, existing, file, folder=Path(file).parent, answers=answers_name(session.respondent))
    return Finish(file, session, existing, result)


def changes(done: Finish, lang: str, width: int) -> Iterator[Line]:
    """Yield what would change in a file that was there before, and what cannot be put into it."""
    for one in done.result.changes[:CHANGES_SHOWN]:
        told = say("ask.refers", lang, answers=done.answers) if one.path[0] == "answers" else one.sentence(lang)
        yield from wrapped((Piece("  "),), told, width, "    ")
    if len(done.result.changes) > CHANGES_SHOWN:
        yield line("  ", say("ask.more_changes", lang, n=len(done.result.changes) - CHANGES_SHOWN))
    yield from left_out(done, width)


def left_out(done: Finish, width: int) -> Iterator[Line]:
    """Yield what was answered but cannot stand in the file, and why."""
    for reason in done.result.left_out:
        yield from wrapped((Piece("  ! "),), reason, width, "    ", "medium")


def verdict(file: str, lang: str, width: int, go_on: str = "") -> Iterator[Line]:
    """Yield the first picture: the number, three conclusions, what to ask next, and how to get the whole report.

    `go_on` is the command that asks what is still open.
    """
    audited: Audited = audit_document(load(file))
    view: View = view_of(audited, lang, audience="owner", questions=lambda path, org: question_for(path, lang, org))
    yield EMPTY
    yield from wrapped((), view.headline.score, width, "", "bold")
    yield from wrapped((), view.headline.coverage, width, "", "dim")
    if view.conclusions:
        yield EMPTY
        yield line(Piece(say("ask.conclusions", lang), "bold"))
        for number, conclusion in enumerate(view.conclusions, 1):
            so = f"{conclusion.stop} {conclusion.so}" if conclusion.so else ""
            yield from wrapped((Piece(f"  {number}. "),), f"{conclusion.sentence}{so}", width, "     ")
    if view.unknown:
        yield EMPTY
        yield line(Piece(say("ask.ask_next", lang), "bold"))
        for unknown in view.unknown[:ASKED_NEXT]:
            whom = f" ({unknown.ask})" if unknown.ask else ""
            yield from wrapped((Piece("  – "),), f"{unknown.question}{whom}", width, "    ")
    yield EMPTY
    if go_on:
        yield from wrapped((), say("ask.go_on", lang, command=go_on), width, "")
    command = join(["salesaudit", "report", file, "-o", "report.html"])
    yield from wrapped((), say("ask.report", lang, command=command), width, "")
