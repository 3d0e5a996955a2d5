"""How a talk begins: which questionnaire, with whom, and about which company."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from salesaudit.cli.speech import choose
from salesaudit.orgfile.load import OrgDocument, load
from salesaudit.orgfile.units import date as iso_date
from salesaudit.questionnaire.definition import load as load_questionnaire
from salesaudit.questionnaire.log import Head
from salesaudit.questionnaire.session import Respondent, Session
from salesaudit.safety.errors import UsageError
from salesaudit.safety.files import cannot


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


def refuse_unwritable(file: str) -> None:
    """Raise InputError before anything was asked where the company's file could not be written in the end."""
    folder = Path(file).parent
    if folder.is_dir() and not os.access(folder, os.W_OK):
        raise cannot("write", file, OSError(errno.EACCES, os.strerror(errno.EACCES)))


def completed(wanted: Wanted, named: str, told: Mapping[str, str]) -> Wanted:
    """Return what is wanted, with what a file says of itself wherever the command line says nothing.

    `named` is its questionnaire (``owner@1``), `told` has what it knows of ``as``, ``name`` and ``date``.
    """
    return replace(
        wanted,
        questionnaire=wanted.questionnaire or named.partition("@")[0] or None,
        as_=wanted.as_ or told.get("as"),
        name=wanted.name or told.get("name", ""),
        date=wanted.date or told.get("date", ""),
    )


def head_of(session: Session, file: str) -> Head:
    """Return what a log of this session says of itself."""
    who = session.respondent
    return Head(session.questionnaire.name, who.as_, who.name, who.date, session.lang, file)
