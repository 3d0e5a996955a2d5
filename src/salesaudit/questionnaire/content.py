"""What the page with questions knows: its words, conditions and lists, and of the company no more than it needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from salesaudit.knowledge import vocabulary
from salesaudit.knowledge.catalogues import CATALOGUES
from salesaudit.knowledge.entries import Bilingual
from salesaudit.org.org import Org
from salesaudit.orgfile.nodes import Path
from salesaudit.questionnaire.answer import Given
from salesaudit.questionnaire.asked import FROM_THE_COMPANY, WHO
from salesaudit.questionnaire.asked import SECTIONS as NAMED_IN
from salesaudit.questionnaire.binding import WORKERS
from salesaudit.questionnaire.choosing import known_of
from salesaudit.questionnaire.conditions import PLACEHOLDER, Condition
from salesaudit.questionnaire.definition import Choice, Question, Section
from salesaudit.questionnaire.groups import LISTED_BY_THE_VOCABULARY, SECTIONS, entries, title
from salesaudit.questionnaire.session import Session
from salesaudit.questionnaire.showing import shown
from salesaudit.texts.catalogue import messages

TYPED: Final = ("text", "names", "share", "shares", "money", "duration", "count", "counts", "number", "date")
"""Types whose answers are typed; the others are chosen."""
WORDS: Final = "form."
"""How the keys of the page's own sentences begin."""
LEADING: Final = "lead"
"""The group of functions by which a CEO or an owner is known to lead sales."""
STRUCTURE: Final = (
    "company.name", "roles.*.title", "roles.*.archetype", "roles.*.count", "people.*.name", "people.*.title",
    "people.*.roles", "departments.*.title", "departments.*.leader", "departments.*.component",
)  # fmt: skip
"""The facts by which the page knows who there is and who is meant by whom."""
ANY: Final = "*"


def content(session: Session) -> dict[str, Any]:
    """Return what the page is filled with, in the language of the session, ready for JSON."""
    return _Content(session).whole()


class _Content:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._lang = session.lang
        self._lists: dict[str, Any] = {}

    def whole(self) -> dict[str, Any]:
        session, questionnaire = self._session, self._session.questionnaire
        sections = [self._section(section) for section in questionnaire.sections]
        texts = messages(self._lang)
        return {
            "id": questionnaire.name,
            "lang": self._lang,
            "title": questionnaire.title.in_(self._lang),
            "intro": questionnaire.intro.in_(self._lang),
            "as": session.respondent.as_,
            "name": session.respondent.name,
            "texts": {key.removeprefix(WORDS): text for key, text in texts.items() if key.startswith(WORDS)},
            "sections": [section for section in sections if section["q"]],
            "lists": self._lists,
            "roles": {id_: entry.title.in_(self._lang) for id_, entry in vocabulary.archetypes().items()},
            "sellers": list(Org.SELLERS),
            "leading": [function.id for function in vocabulary.functions_of(LEADING)],
            "facts": needed(session),
            "answers": {given.key: self._answer(given) for given in session.answers},
        }

    # --- questions ---

    def _section(self, section: Section) -> dict[str, Any]:
        found: dict[str, Any] = {"t": section.title.in_(self._lang)}
        if section.intro is not None:
            found["i"] = section.intro.in_(self._lang)
        if section.when is not None:
            found["c"] = _condition(section.when)
        if section.each:
            found["g"] = self._group(section.each, section.over, section)
        asked = (question for question in section.questions if question.asked_of(self._session.respondent.as_))
        found["q"] = [self._question(question) for question in asked]
        return found

    def _group(self, each: str, over: Mapping[str, tuple[str, ...]], section: Section | None = None) -> dict[str, Any]:
        """Return over what a section goes: entries that are settled, or where the page finds them and which fit."""
        org = self._session.settled.org
        if each in LISTED_BY_THE_VOCABULARY:
            ids = [str(path[-1]) for path in entries(each, over, org) or ()]
            return {"each": each, "list": [self._listed(each, id_, section) for id_ in ids]}
        if each in ("role", "person", *WORKERS):
            fitting = [id_ for id_ in vocabulary.archetypes() if entries("role", over, Org({"roles": {id_: {}}}))]
            return {"each": each, **({"only": fitting} if over else {})}
        found: dict[str, Any] = {"each": each, "at": ".".join(SECTIONS.get(each, (f"{each}s",)))}
        if over:
            found["over"] = {key: list(values) for key, values in over.items()}
        if each == "goal":
            found["names"] = {id_: title(each, id_, org, self._lang) for id_ in self._metrics()}
        return found

    def _listed(self, each: str, id_: str, section: Section | None) -> list[Any]:
        """Return an entry of the vocabulary: its id, its title, and its texts that the questions mention."""
        entry = CATALOGUES[each]().get(id_)
        questions = section.questions if section is not None else ()
        texts = (text.in_(self._lang) for one in questions for text in (one.ask, one.why, one.example) if text)
        names = dict.fromkeys(name for text in texts for name in PLACEHOLDER.findall(text))
        said = {name: getattr(entry, name, None) for name in names if name != "title"}
        told = {name: text.in_(self._lang) for name, text in said.items() if isinstance(text, Bilingual)}
        return [id_, title(each, id_, self._session.settled.org, self._lang), *([told] if told else [])]

    def _metrics(self) -> Iterator[str]:
        """Yield the metrics that may be goals: those that a question offers, and those of the company's file."""
        for question in self._session.questionnaire.questions:
            if question.fills.startswith("strategy.goals."):
                yield from (choice.value for choice in question.options)
        for goal in _goals(self._session.asker.base):
            yield str(goal["metric"])

    def _question(self, question: Question) -> dict[str, Any]:
        lang = self._lang
        found: dict[str, Any] = {
            "i": question.id,
            "f": question.fills,
            "t": question.type,
            "a": question.ask.in_(lang),
            "w": question.why.in_(lang),
            "s": list(question.allow),
        }
        if question.example is not None:
            found["e"] = question.example.in_(lang)
        if question.of:
            found["of"] = self._group(question.of, {}) | ({"ids": list(question.only)} if question.only else {})
        elif question.options:
            found["o"] = self._options(question)
        elif kinds := FROM_THE_COMPANY.get("who" if question.type in WHO else question.type):
            found["who"] = [NAMED_IN[kind] for kind in kinds]
        if question.parts:
            found["p"] = [[part.value, part.text.in_(lang)] for part in question.parts_worded]
        if question.none is not None:
            found |= {"n": question.none.text.in_(lang), "nf": question.none.fills}
        if question.gives is not None:
            found["g"] = [question.gives.chosen, question.gives.rest]
        if question.when is not None:
            found["c"] = _condition(question.when)
        flags = {"m": question.several, "ad": question.adds, "r": question.remaining, "rq": question.required,
                 "k": question.kind == "perception", "al": question.also}  # fmt: skip
        return found | {key: flag if isinstance(flag, str) else 1 for key, flag in flags.items() if flag}

    def _options(self, question: Question) -> Any:
        """Return the choices, or the name under which the page has a list that several questions share."""
        if question.choices:
            return [self._choice(choice) for choice in question.choices]
        name = f"{question.type if question.type == 'state' else question.words}:{','.join(question.only)}"
        self._lists[name] = [self._choice(choice) for choice in question.options]
        return name

    def _choice(self, choice: Choice) -> list[Any]:
        sets = {key: text[self._lang] if isinstance(text, Mapping) else text for key, text in choice.sets.items()}
        return [choice.value, choice.text.in_(self._lang), *([sets] if sets else [])]

    # --- answers ---

    def _answer(self, given: Given) -> dict[str, Any]:
        """Return an answer as the page keeps it: what was chosen, typed (with what it means), or why there is none."""
        if given.status != "answered":
            return {"st": given.status}
        session, value = self._session, given.value
        question = session.settled.by_key[given.key].question
        if question.type == "yes_no":
            return {"v": ["yes" if value else "no"]}
        if question.type not in TYPED:
            chosen = list(map(str, value)) if isinstance(value, list) else [str(value)]
            return {"v": chosen or ["none"]}
        if value in ("none", []):
            return {"v": ["none"]}
        if isinstance(value, Mapping):
            return {"p": {part: f"{share * 100:.10g}" for part, share in value.items()}, "n": value}
        said = given.said or shown(question, value, self._lang, known_of(session.settled.data))
        return {"s": said, **({"n": value} if question.type not in ("text", "date") else {})}


def _condition(condition: Condition) -> list[Any]:
    match condition.kind:
        case "known":
            return ["known", condition.path]
        case "is":
            return ["is", condition.path, list(condition.values)]
        case "more_than":
            return ["more_than", condition.path, float(condition.values[0])]
        case "has":
            return ["has", sorted(_of(condition))]
    return [condition.kind, *map(_condition, condition.parts)]


def _of(condition: Condition) -> Iterator[str]:
    """Yield the archetypes that a condition ``has`` asks for."""
    for id_, entry in vocabulary.archetypes().items():
        if (id_ if condition.path == "archetype" else entry.level) in condition.values:
            yield id_


# --- what of the company ---


def needed(session: Session) -> dict[str, Any]:
    """Return of the company's facts those that decide what is asked and how entries are called, and no others.

    A page is handed to sellers too: what the company earns and pays does not travel with it. Where only the presence
    of a fact matters, 1 stands for it. Goals are told by their metrics.
    """
    base = dict(session.asker.base)
    if goals := _goals(base):
        base["strategy"] = {**base["strategy"], "goals": {str(goal["metric"]): goal for goal in goals}}
    pruned = _pruned(base, tuple(dict.fromkeys(_paths(session))))
    return pruned if isinstance(pruned, dict) else {}


def _goals(base: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = (base.get("strategy") or {}).get("goals")
    return found if isinstance(found, list) else []


def _paths(session: Session) -> Iterator[tuple[Path, bool]]:
    """Yield the paths of the facts that the page needs, and whether it needs their values."""
    for written in STRUCTURE:
        yield tuple(written.split(".")), True
    for function in vocabulary.functions_of(LEADING):
        yield ("functions", function.id, "responsible"), True
    for section in session.questionnaire.sections:
        yield from _of_entries(section)
        for condition in filter(None, (section.when, *(question.when for question in section.questions))):
            for leaf in condition.leaves():
                if leaf.kind != "has":
                    yield _pattern(leaf.path), leaf.kind != "known"
        for question in section.questions:
            if question.remaining:
                yield _pattern(question.fills), False


def _of_entries(section: Section) -> Iterator[tuple[Path, bool]]:
    """Yield what tells the entries of a repeat group apart."""
    each = section.each
    if each and each not in LISTED_BY_THE_VOCABULARY:
        home = SECTIONS.get(each, ("people",) if each in WORKERS else (f"{each}s",))
        for key in ("title", "name", *section.over):
            yield (*home, ANY, key), True


def _pattern(template: str) -> Path:
    """Return the path of a template; whatever is not fixed in it is ANY, the section of a worker too."""
    parts = [ANY if "{" in part else part for part in template.split(".")]
    names = PLACEHOLDER.findall(template)
    return (ANY, *parts[1:]) if parts[0] in ("people", "roles") and set(names) & set(WORKERS) else tuple(parts)


def _pruned(value: Any, wanted: tuple[tuple[Path, bool], ...]) -> Any:
    """Return what of a value the paths lead to; an entry that is only counted is 1."""
    whole = any(not path and with_value for path, with_value in wanted)
    if not isinstance(value, Mapping):
        return value if whole else 1
    found: dict[str, Any] = {}
    for key, item in value.items():
        below = tuple((path[1:], with_value) for path, with_value in wanted if path and path[0] in (key, ANY))
        if below:
            found[str(key)] = _pruned(item, below)
        elif any(not path for path, _ in wanted):
            found[str(key)] = 1
    return found
