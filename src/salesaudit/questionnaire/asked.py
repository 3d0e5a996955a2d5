"""A question as a person meets it: its words filled in, what may be chosen, and what was answered before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from salesaudit.knowledge.catalogues import CATALOGUES
from salesaudit.knowledge.entries import Bilingual
from salesaudit.org.org import Org
from salesaudit.questionnaire import kinds
from salesaudit.questionnaire.answer import Given, key_of
from salesaudit.questionnaire.binding import Scope
from salesaudit.questionnaire.conditions import PLACEHOLDER, fact
from salesaudit.questionnaire.definition import Choice, Question
from salesaudit.questionnaire.groups import title
from salesaudit.questionnaire.settle import Instance, Settled
from salesaudit.texts.catalogue import say

WHO = ("who", "who_many")
FROM_THE_COMPANY = {"role": ("role",), "person": ("person",), "who": ("person", "role", "department")}
SECTIONS = {"role": "roles", "person": "people", "department": "departments"}


@dataclass(frozen=True)
class Asked:
    """One question to ask.

    `entry` is the id of its repeat group's entry (empty where it is asked once), `title` that entry's name. `previous`
    is the answer given before, `copy` the answer to the same question about the entry before this one, `known` what
    the company's file says so far. `none` is the answer "known to be missing" in words.
    """

    key: str
    question: Question
    entry: str
    title: str
    section: str
    section_intro: str
    text: str
    why: str
    example: str
    options: tuple[Choice, ...]
    none: str
    previous: Given | None
    copy: Given | None
    known: Any

    @cached_property
    def rules(self) -> tuple[str, ...]:
        """The ids of the rules that read the fact."""
        return kinds.feeds(self.question)


def asked(instance: Instance, settled: Settled, givens: Mapping[str, Given], lang: str) -> Asked:
    """Return a question as it would be asked of a company in a language."""
    question, section = instance.question, instance.section
    words = Text(instance, settled.org, lang)
    path = instance.scope.path(question.fills)
    # what is asked of everyone and compared has to be said without seeing what others said
    compared = question.kind == "perception"
    return Asked(
        key=instance.key,
        question=question,
        entry=instance.scope.id,
        title=words.title,
        section=words.filled(section.title),
        section_intro="" if section.intro is None else words.filled(section.intro),
        text=words.asked,
        why=words.filled(question.why),
        example="" if question.example is None else words.filled(question.example),
        options=settled.offered.get(instance.key) or question.options or tuple(_options(question, settled.org)),
        none="" if question.none is None else words.filled(question.none.text),
        previous=givens.get(instance.key),
        copy=_copy(instance, settled, givens),
        known=None if path is None or question.makes_entries or compared else fact(settled.data, path),
    )


def _options(question: Question, org: Org) -> Iterator[Choice]:
    """Yield the roles, people and departments that may be named."""
    for kind in FROM_THE_COMPANY.get("who" if question.type in WHO else question.type, ()):
        for id_ in org.peek((SECTIONS[kind],)) or ():
            yield Choice(id_, Bilingual(title(kind, id_, org, "ru"), title(kind, id_, org, "en")))


def _copy(instance: Instance, settled: Settled, givens: Mapping[str, Given]) -> Given | None:
    """Return the last answer to the same question about an entry that stands before this one."""
    found = None
    for other in settled.instances:
        if other.key == instance.key:
            return found
        if other.question.id == instance.question.id:
            found = givens.get(key_of(other.question.id, other.scope.id), found)
    return found


def capital(text: str) -> str:
    """Return a text that begins with a capital."""
    return text[:1].upper() + text[1:]


class Text:
    """Fills the placeholders of a question's texts."""

    def __init__(self, instance: Instance, org: Org, lang: str) -> None:
        self._scope: Scope = instance.scope
        self._question = instance.question
        self._org = org
        self._lang = lang
        each = instance.section.each
        self.title = title(each, self._scope.id, org, lang) if each and self._scope.id else ""

    @property
    def asked(self) -> str:
        """The question itself; it begins with a capital also where it begins with a name."""
        return capital(self.filled(self._question.ask))

    def filled(self, text: Bilingual) -> str:
        """Return a text in the language of the talk; a placeholder that means nothing stays as it is written."""
        return PLACEHOLDER.sub(lambda found: self._meant(found[1]) or found[0], text.in_(self._lang))

    def _meant(self, name: str) -> str:
        if name in ("title", self._scope.each):
            return self.title
        if name == "company":
            return str(self._org.peek(("company", "name")) or say("questionnaire.company", self._lang))
        if name in self._scope.bound:
            return title("worker", str(self._scope.bound[name][-1]), self._org, self._lang)
        entry = CATALOGUES.get(self._scope.each, dict)().get(self._scope.id)
        said = getattr(entry, name, None)
        return said.in_(self._lang) if isinstance(said, Bilingual) else ""
