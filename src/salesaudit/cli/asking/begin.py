"""How a talk begins: which questionnaire, with whom, about which company, and with which answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from salesaudit.cli.speech import choose
from salesaudit.orgfile.load import OrgDocument, load
from salesaudit.orgfile.units import date as iso_date
from salesaudit.questionnaire import normal
from salesaudit.questionnaire.answer import Given
from salesaudit.questionnaire.definition import load as load_questionnaire
from salesaudit.questionnaire.hearing import Unclear, hear, read_said
from salesaudit.questionnaire.log import Head
from salesaudit.questionnaire.session import Respondent, Session
from salesaudit.safety.errors import InputError, UsageError
from salesaudit.safety.files import read_bounded
from salesaudit.safety.limits import LIMITS

SAID = re.compile(rb"^salesaudit_said\s*:", re.MULTILINE)
"""What tells a file of answers in words from a file of answers that are understood."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for; None is what it does not name.

    `file` is the company's, empty for none; `existing` says that it has to be there.
    """

    file: str
    questionnaire: str | None
    as_: str | None
    name: str
    date: str
    missing: bool
    lang: str | None
    existing: bool = False


def begin(wanted: Wanted) -> Session:
    """Return a session that has not begun. Raises LoadError, InputError, UsageError."""
    there = bool(wanted.file) and (wanted.existing or Path(wanted.file).exists())
    document = load(wanted.file) if there else None
    id_ = wanted.questionnaire or (wanted.as_ if wanted.as_ in ("leader", "seller") else "owner")
    questionnaire = load_questionnaire(id_)
    who = Respondent(wanted.as_ or questionnaire.for_[0], wanted.name, _day(wanted.date))
    if wanted.missing and document is None:
        raise UsageError("ask.missing_what", hint="ask.missing_what.hint", file=wanted.file)
    lang = choose(wanted.lang, _language(document))
    company = None if document is None else document.data
    return Session.start(questionnaire, lang, who, company, missing=wanted.missing)


def _language(document: OrgDocument | None) -> str | None:
    return None if document is None else document.data["company"].get("language")


def _day(written: str) -> str:
    if not written:
        return ""
    try:
        return iso_date(written)
    except ValueError:
        raise UsageError("ask.date", value=written) from None


def head_of(session: Session, file: str) -> Head:
    """Return what a log of this session says of itself."""
    who = session.respondent
    return Head(session.questionnaire.name, who.as_, who.name, who.date, session.lang, file)


def with_answers(session: Session, path: str) -> Session:
    """Return a session that has taken an answers file, in either form.

    Raises LoadError, InputError; an answer that is not understood is one, with all the others that are not.
    """
    data = read_bounded(path, LIMITS.org_file_bytes)
    if is_in_words(data):
        _, _, told = read_said(data, path)
        heard = hear(session, told)
        if heard.unclear:
            raise not_understood(heard.unclear, path)
        return heard.session
    givens: tuple[Given, ...] = normal.read(data, path, session.questionnaire).givens
    return session.take(givens)


def is_in_words(data: bytes) -> bool:
    """Tell whether a file holds answers in the words in which they were given."""
    return SAID.search(data) is not None


def not_understood(unclear: tuple[Unclear, ...], path: str) -> InputError:
    """Return the error that names every answer that is not understood."""
    told = "\n".join(
        f"  {one.said.where}: {one.about} «{one.said.text}». {one.sentence}. {one.advice}".rstrip() for one in unclear
    )
    return InputError("ask.unclear", file=path, n=len(unclear), told=told)
