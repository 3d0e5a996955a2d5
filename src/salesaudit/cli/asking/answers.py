"""A file of answers, read once: in the words in which they were given, or understood already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from salesaudit.cli.asking.unclear import tell_unclear
from salesaudit.orgfile.kindfile import kind_of
from salesaudit.questionnaire import normal
from salesaudit.questionnaire.hearing import Heard, Said, Unclear, hear, read_said
from salesaudit.questionnaire.session import Session
from salesaudit.safety.errors import InputError
from salesaudit.safety.files import read_bounded
from salesaudit.safety.limits import LIMITS


@dataclass(frozen=True)
class AnswersFile:
    """What a file says of itself and its answers; `said` is None where they are understood already.

    `respondent` has what it knows of ``as``, ``name`` and ``date``, `questionnaire` is ``owner@1``.
    """

    path: str
    data: bytes
    respondent: Mapping[str, str]
    questionnaire: str
    said: tuple[Said, ...] | None

    @classmethod
    def read(cls, path: str) -> Self:
        """Read a file. Raises LoadError, InputError."""
        return cls.of(read_bounded(path, LIMITS.org_file_bytes), path)

    @classmethod
    def of(cls, data: bytes, path: str) -> Self:
        """Return what the bytes of a file say. Raises LoadError, InputError."""
        if kind_of(data) == "said":
            respondent, questionnaire, said = read_said(data, path)
            return cls(path, data, respondent, questionnaire, said)
        told = normal.read(data, path)
        return cls(path, data, told.respondent, told.questionnaire, None)

    def heard_by(self, session: Session) -> Heard:
        """Return a session that has taken the answers, with what was not understood. Raises InputError."""
        if self.said is not None:
            return hear(session, self.said)
        return Heard(session.take(normal.read(self.data, self.path, session.questionnaire).givens), (), ())

    def taken_by(self, session: Session) -> Session:
        """Return a session that has taken the answers. Raises InputError, which names all that is not understood."""
        heard = self.heard_by(session)
        if heard.unclear:
            raise not_understood(heard.unclear, self.path)
        return heard.session


def not_understood(unclear: tuple[Unclear, ...], path: str) -> InputError:
    """Name every answer that is not understood, on stderr, and return the error that says how many there are."""
    tell_unclear(unclear)
    return InputError("ask.unclear", file=path, n=len(unclear))
