"""Many answers at once, in the words in which they were given: from a form, a sheet or a file for scripts.

All of them are understood as they would be in a talk, so whichever road an answer came by it is the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from salesaudit.orgfile.kindfile import read_kind
from salesaudit.questionnaire.answer import Given, Status
from salesaudit.questionnaire.choosing import known_of
from salesaudit.questionnaire.session import Session
from salesaudit.questionnaire.settle import Instance
from salesaudit.questionnaire.understand import Misunderstood, understand

BY_NAME: Final = "@"
"""Begins an entry that is told by the name somebody typed instead of by its id."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was said to a question about an entry; `where` names the cell or line for whoever has to look there."""

    question: str
    entry: str = ""
    text: str = ""
    status: Status = "answered"
    where: str = ""


@dataclass(frozen=True, slots=True)
class Unclear:
    """An answer that nobody can be asked about any more: what was said, and why it is not understood."""

    said: Said
    about: str
    """The question as it was asked."""
    sentence: str
    advice: str


@dataclass(frozen=True, slots=True)
class Heard:
    """A session with what was said; `unclear` was not understood, `idle` belongs to questions that are not asked."""

    session: Session
    unclear: tuple[Unclear, ...]
    idle: tuple[Said, ...]


def hear(session: Session, told: Iterable[Said]) -> Heard:
    """Take what was said, in whatever order: an answer may open the question of one that stands before it."""
    waiting = list(told)
    unclear: list[Unclear] = []
    while True:
        rest: list[Said] = []
        for said in waiting:
            instance = _instance(session, said)
            if instance is None:
                rest.append(said)
                continue
            outcome = _understood(session, instance, said)
            if isinstance(outcome, Unclear):
                unclear.append(outcome)
            else:
                session = session.give(outcome)
        if len(rest) == len(waiting) or not rest:
            return Heard(session, tuple(unclear), tuple(rest))
        waiting = rest


def _instance(session: Session, said: Said) -> Instance | None:
    question = session.questionnaire.today(said.question)
    for instance in session.settled.instances:
        if instance.question.id != question:
            continue
        if instance.scope.id == said.entry:
            return instance
        if said.entry.startswith(BY_NAME):
            title = session.ask(instance.key).title
            if title.casefold() == said.entry.removeprefix(BY_NAME).strip().casefold():
                return instance
    return None


def _understood(session: Session, instance: Instance, said: Said) -> Given | Unclear:
    question, entry = instance.question, instance.scope.id
    if said.status != "answered":
        return Given(question.id, entry, said.status, None, said.text)
    asked = session.ask(instance.key)
    wanted = replace(question, choices=asked.options) if question.remaining else question
    outcome = understand(wanted, said.text, session.lang, known_of(session.settled.data))
    if isinstance(outcome, Misunderstood):
        return Unclear(said, asked.text, outcome.sentence(session.lang), outcome.advice(session.lang))
    return Given(question.id, entry, outcome.status, outcome.value, said.text)


def read_said(data: bytes, name: str) -> tuple[Mapping[str, str], str, tuple[Said, ...]]:
    """Read a file of answers in words: who answered, which questionnaire (``owner@1``), and what was said.

    Raises LoadError.
    """
    file = read_kind("said", data, name)
    told = tuple(
        Said(
            entry["question"],
            str(entry.get("entry", "")),
            str(entry.get("said", "")),
            entry.get("state", "answered"),
            f"{name}:{file.line(('answers', number))}",
        )
        for number, entry in enumerate(file.content["answers"])
    )
    respondent = {key: str(value) for key, value in file.content["respondent"].items()}
    return respondent, str(file.content["questionnaire"]), told
