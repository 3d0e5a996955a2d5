"""Talks in which every question gets some answer of its type, drawn by Hypothesis."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import strategies as st

from salesaudit.questionnaire.answer import Given
from salesaudit.questionnaire.asked import Asked
from salesaudit.questionnaire.definition import load
from salesaudit.questionnaire.session import Respondent, Session

NAMES = ("Иван Петров", "Анна Сидорова", "Bob Lee", "O'Neil, jr", "Ы Ы")
TEXTS = ("станки: ЧПУ", "a # b", "- 12:30", "yes", "{x}", "none?", "'\"")
SAID = ("", "ну процентов сорок", "так\x1b[2J и есть\u2028", "::error::x", '"', "  две\nстроки ")
VALUES: Mapping[str, st.SearchStrategy[Any]] = {
    "names": st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True),
    "share": st.integers(0, 1000).map(lambda thousandths: thousandths / 1000),
    "money": st.sampled_from([0, 12.5, 450_000, 120_000_000]),
    "duration": st.sampled_from([0, 0.3333, 0.25, 2.5, 4, 16, 80]),
    "count": st.sampled_from([1, 3, 24, 300]),
    "counts": st.lists(st.sampled_from([0, 12, 60]), max_size=4),
    "number": st.sampled_from([0, 1, 2.5]),
    "date": st.sampled_from(["2024-02-29", "2026-01-15"]),
    "yes_no": st.booleans(),
    "text": st.sampled_from(TEXTS),
}


def _drawn(draw: Callable[[st.SearchStrategy[Any]], Any], asked: Asked) -> Given | None:
    """Return an answer to a question, None where it is put off."""
    question = asked.question
    said = draw(st.sampled_from(SAID))
    if question.allow and draw(st.integers(0, 9)) == 0:
        return Given(question.id, asked.entry, draw(st.sampled_from(question.allow)), None, said)
    options = [choice.value for choice in asked.options]
    if question.type in ("many", "who_many") or question.several:
        value = draw(st.lists(st.sampled_from(options), max_size=4, unique=True)) if options else []
        value = [option for option in options if option in value]
    elif question.type == "shares":
        value = {part: draw(VALUES["share"]) for part in question.parts[: draw(st.integers(1, 3))]}
    elif question.type in VALUES:
        value = draw(VALUES[question.type])
    elif options:
        value = draw(st.sampled_from(options))
    else:
        return None
    return Given(question.id, asked.entry, "answered", value, said)


class Talk:
    """A talk that is told by its answers when a test fails: all of a session would fill many screens."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def __repr__(self) -> str:
        return f"{self.session.questionnaire.name} {self.session.respondent} {self.session.answers}"


@st.composite
def talks(draw: Any, company: Mapping[str, Any] | None = None) -> Talk:
    """Draw a talk of some length with some respondent, about a new company or about one that has a file."""
    id_ = draw(st.sampled_from(["owner", "owner", "leader", "seller", "express"]))
    as_ = id_ if id_ != "express" else "owner"
    who = Respondent(
        as_, draw(st.sampled_from(["", "Иван: Иванов", "\x1b[31m"])), draw(st.sampled_from(["", "2026-11-02"]))
    )
    session = Session.start(load(id_), draw(st.sampled_from(["ru", "en"])), who, company, adaptive=False)
    for _ in range(draw(st.integers(0, 4))):
        open_ = [key for key in session.settled.by_key if key not in session.givens]
        chosen = draw(st.lists(st.sampled_from(open_), max_size=25, unique=True)) if open_ else []
        drawn = [_drawn(draw, session.ask(key)) for key in chosen]
        session = session.take(tuple(given for given in drawn if given is not None))
    return Talk(session)
