"""The question that would settle a fact: for a report that says what is not known."""

from __future__ import annotations

from functools import cache

from salesaudit.org.org import Org
from salesaudit.orgfile.nodes import Path
from salesaudit.questionnaire.asked import Text
from salesaudit.questionnaire.binding import Scope, bindings
from salesaudit.questionnaire.conditions import PLACEHOLDER
from salesaudit.questionnaire.definition import Question, Section, ids, load
from salesaudit.questionnaire.settle import Instance
from salesaudit.texts.catalogue import say

ORDER = ("owner", "leader", "seller", "express")
ALIASES = {"people": "roles", "roles": "people"}
NO_COMPANY = Org({})
WHOLE = ("people", "interfaces", "functions", "handoffs")
"""Sections that no single question tells of: what to ask about them stands in the catalogue of messages."""


def question_for(path: Path, lang: str, org: Org | None = None) -> str | None:
    """Return the words of the question whose answer gives the fact at `path`, None where none asks for it.

    `org` is the company that the fact is of: people and departments are then called by their names.
    """
    company = NO_COMPANY if org is None else org
    if len(path) == 1 and path[0] in WHOLE:
        return say(f"questionnaire.whole.{path[0]}", lang)
    found = [
        (rank, place, instance)
        for place, (section, question) in enumerate(_questions())
        if (match := _match(question, section, path, company)) is not None
        for rank, instance in [match]
    ]
    for _, _, instance in sorted(found, key=lambda one: one[:2]):
        words = Text(instance, company, lang).asked
        if not PLACEHOLDER.search(words):
            return words
    return None


@cache
def _questions() -> tuple[tuple[Section, Question], ...]:
    known = sorted(ids(), key=lambda id_: ORDER.index(id_) if id_ in ORDER else len(ORDER))
    # one that is asked of a whole list says "these" and names none of them
    return tuple(
        (section, question)
        for id_ in known
        for section in load(id_).sections
        for question in section.questions
        if question.gives is None and not question.adds
    )


def _match(question: Question, section: Section, path: Path, org: Org) -> tuple[int, Instance] | None:
    """Return how loosely a question meets a path (0: by every key), and the question as asked about it."""
    parts = question.fills.split(".")
    if _names(question, path):
        return 0, Instance(section, question, Scope(bindings(org)))
    if not (len(parts) == len(path) or (len(parts) < len(path) and question.type == "shares")):
        return None
    loose = 0
    entry: Path = ()
    for place, (part, key) in enumerate(zip(parts, path, strict=False)):
        names = PLACEHOLDER.findall(part)
        if not names:
            if part != key and not (place == 0 and ALIASES.get(part) == key and PLACEHOLDER.search(parts[1])):
                return None
            loose += part != key
        elif names[0] == section.each:
            entry = (path[place - 1], key) if path[place - 1] in ALIASES else (key,)
            loose += 1
        elif names[0] == "value":
            offered = [choice.value for choice in question.options]
            if offered and key not in offered:
                return None
            loose += 3
        else:
            bound = bindings(org).get(names[0])
            if bound is None or bound[-1] != key:
                return None
    return loose, Instance(section, question, Scope(bindings(org), section.each if entry else "", entry))


def _names(question: Question, path: Path) -> bool:
    """Tell whether a question names the entries of a section."""
    parts = tuple(question.fills.split("."))
    return (question.makes_entries and not question.also and parts[:-1] in (path, (*path, "{value}"))) or (
        parts == (*path, "{value}")
    )
