"""``salesaudit questionnaire``: what there is to ask, whether it is sound, and the roads without a talk."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Final

import typer

from salesaudit.cli.complete import languages, words
from salesaudit.cli.exit_codes import ExitCode
from salesaudit.cli.speech import choose, t

if TYPE_CHECKING:
    from salesaudit.cli.asking.begin import Wanted
    from salesaudit.questionnaire.hearing import Heard
    from salesaudit.questionnaire.session import Session
    from salesaudit.safety.errors import UsageError

ACTIONS: Final = ("list", "lint", "export", "import")
IDLE_SHOWN: Final = 10


def questionnaire(
    action: Annotated[
        str,
        typer.Argument(help=t("help.questionnaire.action"), show_default=False, autocompletion=words(ACTIONS)),
    ],
    names: Annotated[list[str] | None, typer.Argument(help=t("help.questionnaire.names"), show_default=False)] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar=t("meta.path"), help=t("help.questionnaire.output"))
    ] = None,
    company: Annotated[str | None, typer.Option("--company", help=t("help.questionnaire.company"))] = None,
    as_: Annotated[str | None, typer.Option("--as", help=t("help.questionnaire.as"))] = None,
    name: Annotated[str, typer.Option("--name", help=t("help.ask.name"))] = "",
    date: Annotated[str, typer.Option("--date", help=t("help.ask.date"))] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help=t("help.questionnaire.dry_run"))] = False,
    lang: Annotated[str | None, typer.Option(help=t("help.lang"), autocompletion=languages)] = None,
) -> int:
    """List, check, hand out or take in. Raises LoadError, InputError, UsageError."""
    from salesaudit.cli.asking.begin import Wanted
    from salesaudit.cli.options import one_of
    from salesaudit.safety.errors import UsageError

    one_of("ACTION", action, ACTIONS)
    choose(lang)
    if action == "list":
        return _list(choose(lang))
    if action == "lint":
        return _lint(names or [], choose(lang))
    if not names or len(names) != 1:
        raise UsageError(f"questionnaire.{action}_one", hint="usage.help")
    wanted = Wanted(company or "company.yaml", None, as_, name, date, False, lang)
    if action == "export":
        return _export(names[0], output, wanted, company)
    return _import(names[0], wanted, dry_run=dry_run)


def _list(lang: str) -> int:
    from salesaudit.cli.console import show, width
    from salesaudit.formats.lines import Piece, line, wrapped
    from salesaudit.questionnaire.definition import ids, load
    from salesaudit.questionnaire.session import Session
    from salesaudit.texts.catalogue import say

    for id_ in ids():
        one = load(id_)
        progress = Session.start(one, lang, one.for_[0]).progress
        minutes = max(1, round(progress.seconds_left / 60))
        show([line(Piece(id_, "rule"), f"  {one.title.in_(lang)}")])
        show(
            wrapped(
                (Piece("  "),), say("questionnaire.size", lang, n=progress.left, minutes=minutes), width(), "  ", "dim"
            )
        )
    return ExitCode.CLEAN


def _lint(files: list[str], lang: str) -> int:
    from salesaudit.cli.console import show, width
    from salesaudit.formats import problems
    from salesaudit.formats.lines import line
    from salesaudit.questionnaire.definition import load_text
    from salesaudit.questionnaire.lint import lint, read_shipped
    from salesaudit.safety.files import read_bounded
    from salesaudit.safety.limits import LIMITS
    from salesaudit.texts.catalogue import say

    own = [load_text(read_bounded(file, LIMITS.org_file_bytes), file) for file in files]
    found = lint(own or read_shipped(), complete=not own)
    show(problems.render(found, lang, width()))
    show([line(say("questionnaire.linted", lang, n=len(found)))])
    return ExitCode.FINDINGS if found else ExitCode.CLEAN


def _export(id_: str, output: str | None, wanted: Wanted, company: str | None) -> int:
    from dataclasses import replace

    from salesaudit.cli.asking.begin import begin
    from salesaudit.cli.console import show
    from salesaudit.formats.lines import line
    from salesaudit.questionnaire.form import form
    from salesaudit.safety.errors import UsageError
    from salesaudit.safety.files import write_atomically
    from salesaudit.texts.catalogue import say

    path = output or f"{id_}.html"
    session = begin(replace(wanted, questionnaire=id_, file=company or "", existing=company is not None))
    session = _with_earlier(session, company)
    match PurePath(path).suffix.lower():
        case ".html" | ".htm":
            data = form(session)
        case ".xlsx":
            data = _workbook(session)
        case _:
            raise UsageError("questionnaire.unknown_face", file=path, known=".html, .xlsx")
    write_atomically(path, data)
    show([line(say("questionnaire.exported", session.lang, file=path))])
    return ExitCode.CLEAN


def _workbook(session: Session) -> bytes:
    from salesaudit.questionnaire.sheet import workbook

    try:
        return workbook(session)
    except ImportError:
        raise _missing("office") from None


def _import(path: str, wanted: Wanted, *, dry_run: bool) -> int:
    from salesaudit.cli.asking.answers import not_understood
    from salesaudit.cli.asking.finish import changes, finish, verdict
    from salesaudit.cli.console import show, width
    from salesaudit.formats.lines import EMPTY, Piece, line, wrapped
    from salesaudit.texts.catalogue import say

    heard = _heard(path, wanted)
    lang = heard.session.lang
    if heard.unclear:
        raise not_understood(heard.unclear, path)
    done = finish(heard.session, wanted.file)
    if done.existing is not None:
        show(changes(done, lang, width()))
    if heard.idle:
        show(wrapped((), say("questionnaire.idle", lang, n=len(heard.idle)), width(), ""))
        for said in heard.idle[:IDLE_SHOWN]:
            text = say("questionnaire.idle_one", lang, where=said.where, question=said.question)
            show(wrapped((Piece("  "),), text, width(), "    ", "dim"))
    if dry_run:
        return ExitCode.CLEAN
    done.write()
    show([EMPTY, line(say("ask.written", lang, file=wanted.file, answers=done.answers))])
    left = heard.session.progress.left
    if left:
        show(wrapped((), say("questionnaire.left", lang, n=left), width(), ""))
    show(verdict(wanted.file, lang, width()))
    return ExitCode.CLEAN


def _heard(path: str, wanted: Wanted) -> Heard:
    """Return what a file says, whichever kind it is; who answered and to what stands in the file."""
    from salesaudit.cli.asking.answers import AnswersFile
    from salesaudit.cli.asking.begin import begin, completed
    from salesaudit.safety.files import read_bounded
    from salesaudit.safety.limits import LIMITS

    data = read_bounded(path, LIMITS.xlsx_bytes)
    if data.startswith(b"PK"):
        return _from_workbook(data, path, wanted)
    told = AnswersFile.of(data, path)
    session = _with_earlier(begin(completed(wanted, told.questionnaire, told.respondent)), wanted.file)
    return told.heard_by(session)


def _from_workbook(data: bytes, path: str, wanted: Wanted) -> Heard:
    from dataclasses import replace

    from salesaudit.cli.asking.begin import begin, completed
    from salesaudit.questionnaire.hearing import hear
    from salesaudit.questionnaire.sheet import read_workbook

    try:
        filled = read_workbook(data, path)
    except ImportError:
        raise _missing("evidence") from None
    spoken = replace(wanted, lang=wanted.lang or filled.language)
    session = begin(completed(spoken, filled.questionnaire, {"as": filled.respondent, "name": filled.name}))
    return hear(_with_earlier(session, wanted.file), filled.said)


def _with_earlier(session: Session, company: str | None) -> Session:
    """Return a session with what the respondent has answered before: their answers stand beside the company's file."""
    from pathlib import Path

    from salesaudit.cli.asking.finish import answers_name
    from salesaudit.questionnaire import normal
    from salesaudit.safety.files import read_bounded
    from salesaudit.safety.limits import LIMITS

    if company is None:
        return session
    path = Path(company).parent / answers_name(session.respondent)
    if not path.exists():
        return session
    earlier = normal.read(read_bounded(str(path), LIMITS.org_file_bytes), str(path))
    is_theirs = earlier.questionnaire.partition("@")[0] == session.questionnaire.id
    return session.take(earlier.givens) if is_theirs else session


def _missing(extra: str) -> UsageError:
    from salesaudit.safety.errors import UsageError

    return UsageError("report.missing_extra", hint="report.missing_extra.hint", face="xlsx", extra=extra)
