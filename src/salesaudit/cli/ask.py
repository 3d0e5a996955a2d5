"""``salesaudit ask``: a talk with an owner, a leader or a seller, out of which a company's file comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from salesaudit.cli.complete import languages, words
from salesaudit.cli.exit_codes import ExitCode
from salesaudit.cli.speech import choose, t

if TYPE_CHECKING:
    from salesaudit.cli.asking.answers import AnswersFile
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
    from salesaudit.cli.asking.answers import AnswersFile
    from salesaudit.cli.asking.begin import Wanted, begin, completed, refuse_unwritable
    from salesaudit.cli.options import one_of
    from salesaudit.safety.errors import UsageError

    choose(lang)
    if as_ is not None:
        one_of("--as", as_, RESPONDENTS)
    if file == "-":
        raise UsageError("ask.stdin")
    if no_input and answers is None:
        raise UsageError("ask.no_answers", hint="ask.no_answers.hint")
    wanted = Wanted(file, questionnaire, as_, name, date, missing, lang)
    told = None if answers is None else AnswersFile.read(answers)
    session = begin(wanted if told is None else completed(wanted, told.questionnaire, told.respondent))
    refuse_unwritable(file)
    if no_input and told is not None:
        return _without_asking(told.taken_by(session), file)
    return _asking(session, file, told, log, plain=plain, web=web)


def _without_asking(session: Session, file: str) -> int:
    import sys

    from salesaudit.cli.asking.finish import changes, finish, verdict
    from salesaudit.cli.console import show, width
    from salesaudit.safety.errors import UsageError

    missing = [asked.question.id for asked in session.unanswered()]
    if missing:
        raise UsageError("ask.required", hint="ask.required.hint", questions=", ".join(missing))
    done = finish(session, file)
    if done.existing is not None or done.result.left_out:
        show(changes(done, session.lang, width(sys.stderr)), sys.stderr)
    done.write()
    show(verdict(file, session.lang, width()))
    return ExitCode.CLEAN


def _asking(
    session: Session, file: str, answers: AnswersFile | None, log: str | None, *, plain: bool, web: bool
) -> int:
    from salesaudit.cli.asking.conversation import converse
    from salesaudit.cli.asking.face import Face, best
    from salesaudit.cli.asking.plain import Plain

    face: Face = Plain(session.lang) if plain else best(session.lang)
    if not web:
        return converse(session, file, face, answers, log)
    from salesaudit.cli.asking.page import serve

    return converse(session, file, face, answers, log, serve)
