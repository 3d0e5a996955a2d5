"""Many answers at once, in the words in which they were given: from a form, a sheet or a file for scripts.

All of them are understood as they would be in a talk, so whichever road an answer came by it is the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from salesaudit.orgfile.kindfile import read_kind
from salesaudit.questionnaire.answer import Given, Status, key_of
from salesaudit.questionnaire.choosing import known_of
from salesaudit.questionnaire.session import Session
from salesaudit.questionnaire.settle import Instance, lists
from salesaudit.questionnaire.understand import Misunderstood, Understood, understand
from salesaudit.safety.nearest import nearest
from salesaudit.texts.catalogue import say


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
    """The question as it was asked, empty where there is no such question."""
    sentence: str
    advice: str


@dataclass(frozen=True, slots=True)
class Heard:
    """A session with what was said; `unclear` was not understood, `idle` belongs to questions that are not asked."""

    session: Session
    unclear: tuple[Unclear, ...]
    idle: tuple[Said, ...]


def hear(session: Session, told: Iterable[Said]) -> Heard:
    """Take what was said, in whatever order: an answer may open the question of one that stands before it.

    It is taken in rounds, and those who are named first, for others are chosen among them. Of two answers to one
    question the later counts.
    """
    listed = list(told)
    strange = [_strange(session, said) for said in listed if not _exists(session, said)]
    waiting = {_key(session, said): said for said in listed if _exists(session, said)}
    while True:
        open_ = [instance for instance in session.settled.instances if instance.key in waiting]
        free = list(_free(open_))
        naming = [instance for instance in free if lists(instance)]
        taken = _given(session, naming, waiting) or _given(session, free, waiting)
        if not taken:
            break
        session = session.take(taken)
        for given in taken:
            del waiting[given.key]
    outcomes = [_understood(session, instance, waiting[instance.key]) for instance in open_]
    unclear = [*strange, *(one for one in outcomes if isinstance(one, Unclear))]
    idle = [said for key, said in waiting.items() if key not in session.settled.by_key]
    return Heard(session, tuple(sorted(unclear, key=lambda one: listed.index(one.said))), tuple(idle))


def _given(session: Session, instances: Iterable[Instance], told: Mapping[str, Said]) -> tuple[Given, ...]:
    outcomes = (_understood(session, instance, told[instance.key]) for instance in instances)
    return tuple(outcome for outcome in outcomes if isinstance(outcome, Given))


def _exists(session: Session, said: Said) -> bool:
    """Tell whether a question is one of today's, or was one once."""
    today = session.questionnaire.today(said.question)
    return today is None or any(question.id == today for question in session.questionnaire.questions)


def _strange(session: Session, said: Said) -> Unclear:
    near = nearest(said.question, [question.id for question in session.questionnaire.questions])
    advice = say("questionnaire.no_question.near", session.lang, near=near) if near else ""
    return Unclear(said, "", say("questionnaire.no_question", session.lang, found=said.question), advice)


def _key(session: Session, said: Said) -> str:
    return key_of(session.questionnaire.today(said.question) or said.question, said.entry)


def _free(open_: Iterable[Instance]) -> Iterator[Instance]:
    """Yield the questions whose answers may be read now: what asks for the rest waits for what it is the rest of."""
    begun: set[str] = set()
    for instance in open_:
        question = instance.question
        if not (question.remaining and question.fills in begun):
            yield instance
        begun.add(question.fills)


def _understood(session: Session, instance: Instance, said: Said) -> Given | Unclear:
    question, entry = instance.question, instance.scope.id
    if said.status != "answered":
        return Given(question.id, entry, said.status)
    asked = session.ask(instance.key)
    known = known_of(session.settled.data, respondent_id(session), asked.options)
    outcome = understand(question, said.text, session.lang, known)
    if isinstance(outcome, Misunderstood):
        return Unclear(said, asked.text, outcome.sentence(session.lang), outcome.advice(session.lang))
    return Given(question.id, entry, outcome.status, outcome.value, kept(said.text, outcome))


def respondent_id(session: Session) -> str:
    """Return the id of the person who answers, by their name; empty where nobody has it."""
    name = session.respondent.name.casefold()
    people = known_of(session.settled.data).people
    return next((id_ for id_, title in people.items() if name and title.casefold() == name), "")


def kept(said: str, outcome: Understood) -> str:
    """Return the words to keep: of a number in a list those that it stands for, of "don't know" none."""
    if outcome.status != "answered":
        return ""
    numbers_only = isinstance(outcome.value, str | list) and not any(map(str.isalpha, said))
    return outcome.shown if numbers_only else said


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
