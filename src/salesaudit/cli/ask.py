"""``salesaudit ask``: a talk with an owner, a leader or a seller, out of which a company's file comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from salesaudit.cli.complete import languages, words
from salesaudit.cli.exit_codes import ExitCode
from salesaudit.cli.speech import choose, t

if TYPE_CHECKING:
    from salesaudit.cli.asking.face import Face
    from salesaudit.questionnaire.log import Log
    from salesaudit.questionnaire.session import Session

RESPONDENTS = ("owner", "leader", "seller", "marketing", "other")
QUESTIONNAIRES = ("owner", "leader", "seller", "express")


def ask(
    file: Annotated[str, typer.Argument(help=t("help.ask.file"))] = "company.yaml",
    questionnaire: Annotated[
        str | None,
        typer.Option(
            "--questionnaire",
            "-q",
            help=t("help.ask.questionnaire", known=", ".join(QUESTIONNAIRES)),
            autocompletion=words(QUESTIONNAIRES),
        ),
    ] = None,
    as_: Annotated[
        str | None,
        typer.Option("--as", help=t("help.ask.as", known=", ".join(RESPONDENTS)), autocompletion=words(RESPONDENTS)),
    ] = None,
    name: Annotated[str, typer.Option("--name", help=t("help.ask.name"))] = "",
    date: Annotated[str, typer.Option("--date", help=t("help.ask.date"))] = "",
    missing: Annotated[bool, typer.Option("--missing", help=t("help.ask.missing"))] = False,
    answers: Annotated[str | None, typer.Option("--answers", help=t("help.ask.answers"))] = None,
    no_input: Annotated[bool, typer.Option("--no-input", help=t("help.ask.no_input"))] = False,
    log: Annotated[str | None, typer.Option("--log", help=t("help.ask.log"))] = None,
    plain: Annotated[bool, typer.Option("--plain", help=t("help.ask.plain"))] = False,
    web: Annotated[bool, typer.Option("--web", help=t("help.ask.web"))] = False,
    lang: Annotated[str | None, typer.Option(help=t("help.lang"), autocompletion=languages)] = None,
) -> int:
    """Ask, and write the company's file. Raises LoadError, InputError, UsageError."""
    from salesaudit.cli.asking.begin import Wanted, begin, with_answers
    from salesaudit.cli.options import one_of
    from salesaudit.safety.errors import UsageError

    choose(lang)
    if as_ is not None:
        one_of("--as", as_, RESPONDENTS)
    if file == "-":
        raise UsageError("ask.stdin")
    if no_input and answers is None:
        raise UsageError("ask.no_answers", hint="ask.no_answers.hint")
    session = begin(Wanted(file, questionnaire, as_, name, date, missing, lang))
    if no_input:
        assert answers is not None
        return _without_asking(with_answers(session, answers), file)
    return _asking(session, file, answers, log, plain=plain, web=web)


def _without_asking(session: Session, file: str) -> int:
    from salesaudit.cli.asking.finish import finish
    from salesaudit.safety.errors import UsageError

    missing = [asked.question.id for asked in session.unanswered()]
    if missing:
        raise UsageError("ask.required", hint="ask.required.hint", questions=", ".join(missing))
    finish(session, file).write()
    _verdict(file, session.lang)
    return ExitCode.CLEAN


def _asking(session: Session, file: str, answers: str | None, log: str | None, *, plain: bool, web: bool) -> int:
    from salesaudit.cli.asking.begin import head_of, with_answers
    from salesaudit.cli.asking.face import best
    from salesaudit.cli.asking.plain import Plain
    from salesaudit.questionnaire.log import Log, log_path

    lang = session.lang
    path = log if log is not None else log_path(file, session.respondent.as_)
    with Log(path, head_of(session, file)) as kept:
        face: Face = Plain(lang) if plain else best(lang)
        _greet(face, kept, lang)
        session = session.take(kept.answers)
        if answers is not None:
            session = with_answers(session, answers)
            for given in session.answers:
                kept.give(given)
        done = _by_web(session, kept, face) if web else _by_talk(session, kept, face, file)
        return _finish(done, file, face)


def _greet(face: Face, log: Log, lang: str) -> None:
    from salesaudit.formats.lines import EMPTY, wrapped
    from salesaudit.texts.catalogue import say

    if log.torn:
        face.tell(wrapped((), say("ask.torn", lang), face.width(), "", "medium"))
    if log.answers:
        face.tell([*wrapped((), say("ask.resumed", lang, n=len(log.answers)), face.width(), ""), EMPTY])


def _by_talk(session: Session, log: Log, face: Face, file: str) -> Session:
    """Hold the talk; at Ctrl-C say what is saved and how to go on."""
    from salesaudit.cli.asking.face import Gone
    from salesaudit.cli.asking.talk import Talk
    from salesaudit.safety.errors import UsageError

    talk = Talk(session, log, face)
    try:
        talk.hold()
    except Gone:
        if not talk.session.answers:
            raise UsageError("ask.nobody", hint="ask.nobody.hint") from None
    except KeyboardInterrupt:
        _interrupted(talk.session, face, file)
        raise
    return talk.session


def _by_web(session: Session, log: Log, face: Face) -> Session:
    from salesaudit.cli.asking.page import serve

    return serve(session, log, face)


def _interrupted(session: Session, face: Face, file: str) -> None:
    from salesaudit.formats.lines import EMPTY, wrapped
    from salesaudit.texts.catalogue import say

    said = say("ask.saved", session.lang, n=len(session.answers), command=command(session, file))
    face.tell([EMPTY, *wrapped((), said, face.width(), "")])


def command(session: Session, file: str) -> str:
    """Return the command that goes on with a talk."""
    from shlex import join

    who, questionnaire = session.respondent, session.questionnaire.id
    parts = ["salesaudit", "ask", file]
    if questionnaire != who.as_ or questionnaire != "owner":
        parts += ["-q", questionnaire, "--as", who.as_]
    return join([*parts, *(["--name", who.name] if who.name else [])])


def _finish(session: Session, file: str, face: Face) -> int:
    """Show what would be written, write it, and give the verdict."""
    from salesaudit.cli.asking.face import Gone
    from salesaudit.cli.asking.finish import changes, finish
    from salesaudit.cli.asking.talk import confirmed
    from salesaudit.formats.lines import EMPTY, wrapped
    from salesaudit.texts.catalogue import say

    lang, width = session.lang, face.width()
    done = finish(session, file)
    if done.existing is not None and done.result.changes:
        face.tell([EMPTY, *wrapped((), say("ask.would_change", lang, file=file), width, "", "bold")])
        face.tell(changes(done, lang, width))
        try:
            if not confirmed(face, say("ask.write", lang), lang):
                face.tell(wrapped((), say("ask.not_written", lang, command=command(session, file)), width, ""))
                return ExitCode.CLEAN
        except (Gone, KeyboardInterrupt):
            _interrupted(session, face, file)
            raise KeyboardInterrupt from None
    elif done.result.left_out:
        face.tell(changes(done, lang, width))
    done.write()
    face.tell([EMPTY, *wrapped((), say("ask.written", lang, file=file, answers=done.answers), width, "", "good")])
    _verdict(file, lang)
    return ExitCode.CLEAN


def _verdict(file: str, lang: str) -> None:
    from salesaudit.cli.asking.finish import verdict
    from salesaudit.cli.console import show, width

    show(verdict(file, lang, width()))
