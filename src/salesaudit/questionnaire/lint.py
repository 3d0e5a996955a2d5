"""What is wrong with questionnaires that can be read: questions out of reach, answers of no use, facts not asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from salesaudit.knowledge import vocabulary
from salesaudit.orgfile.nodes import Path, Source, Span
from salesaudit.orgfile.problems import Problem
from salesaudit.orgfile.yamltree import locate
from salesaudit.questionnaire.binding import WORKERS
from salesaudit.questionnaire.conditions import PLACEHOLDER, Condition
from salesaudit.questionnaire.definition import (
    FOLDER,
    NONE,
    SHARED,
    Question,
    Questionnaire,
    Section,
    Where,
    Words,
    load_text,
)
from salesaudit.questionnaire.groups import SECTIONS
from salesaudit.questionnaire.kinds import ANY, broad, feeds, meets, reads
from salesaudit.questionnaire.settle import CLOSED
from salesaudit.resources import resource, shipped
from salesaudit.safety.files import read_bounded
from salesaudit.safety.limits import LIMITS
from salesaudit.texts.catalogue import TemplateError, parse

WORD = re.compile(r"[^\W\d_]+")
LATIN = re.compile(r"[A-Za-z]")
CYRILLIC = re.compile(r"[А-Яа-яЁё]")
FILLED_IN = ("title", "company", "meaning", "question", *WORKERS)
"""Placeholders that every text may hold."""
EXCEPTIONS = "questionnaire.exceptions"
LONGEST_LABEL = 70
"""Signs that a row may have: it is read at a glance."""
NOT_IN_A_ROW = ("shares", "counts")
"""Types whose answers are a line by themselves."""
UNBOUND = re.compile(r"\{[a-z_]+\}")


def lint(questionnaires: Sequence[Questionnaire], *, complete: bool = True) -> list[Problem]:
    """Return what is wrong with some questionnaires, by file and place.

    They are judged together: what one asks, another may build on. `complete=False` does not ask that together they
    fill every fact that any rule reads: for a questionnaire of one's own.
    """
    linter = _Linter(questionnaires)
    problems = [*linter.problems(), *(linter.rules() if complete else ())]
    once = {(problem.code, problem.file, problem.path, str(problem.values)): problem for problem in problems}
    return sorted(once.values(), key=lambda problem: (problem.file, problem.span or Span(0, 0, 0, 0), problem.code))


def read_shipped() -> list[Questionnaire]:
    """Read the questionnaires that come with the product from their YAML. Raises LoadError."""
    files = sorted(shipped(FOLDER).glob("*.yaml"))
    texts = {file.stem: read_bounded(str(file), LIMITS.org_file_bytes) for file in files}
    shared = texts.pop(SHARED, b"sections: none\n")
    return [load_text(text, f"{FOLDER}/{stem}.yaml", shared) for stem, text in texts.items()]


class _Linter:
    def __init__(self, questionnaires: Sequence[Questionnaire]) -> None:
        self._all = questionnaires
        self._sources: dict[str, Source] = {
            source.name: source for questionnaire in questionnaires for source in questionnaire.sources
        }
        self._asked = [
            (section, question)
            for questionnaire in questionnaires
            for section in questionnaire.sections
            for question in section.questions
        ]
        self._filled = [(path, question) for _, question in self._asked for path in filled(question)]

    def problems(self) -> Iterator[Problem]:
        for section, question in self._asked:
            yield from self._texts(section, question)
            yield from self._reachable(section, question)
            yield from self._used(question)
        for questionnaire in self._all:
            yield from self._cards(questionnaire)
        yield from self._rings()
        yield from self._same()
        for questionnaire in self._all:
            yield from self._renamed(questionnaire)

    def _problem(self, code: str, where: Where, *below: str | int, **values: object) -> Problem:
        path = (*where.path, *below)
        source = self._sources.get(where.file)
        span = locate(source.root, path) if source is not None and source.root is not None else None
        line = source.lines[span.line - 1] if source is not None and span is not None else None
        return Problem(code, where.file, span, values, f"{code}.hint", (), path, line)

    # --- what a person reads ---

    def _texts(self, section: Section, question: Question) -> Iterator[Problem]:
        for key, words in _written(question):
            yield from self._text(question.where, key, words, (*FILLED_IN, section.each))
        yield from self._text(section.where, ("title",), section.title, (*FILLED_IN, section.each))

    def _text(self, where: Where, key: Path, words: Words, known: Iterable[str]) -> Iterator[Problem]:
        for lang, text in (("ru", words.ru), ("en", words.en)):
            try:
                parse(text, lang)
            except TemplateError:
                yield self._problem("Q004", where, *key, lang, found=text)
                continue
            for name in PLACEHOLDER.findall(text):
                if name not in known:
                    yield self._problem("Q005", where, *key, lang, found=f"{{{name}}}", known=_braced(known))
        for word in WORD.findall(words.ru):
            if LATIN.search(word) and CYRILLIC.search(word):
                yield self._problem("Q008", where, *key, "ru", found=word, letters=" ".join(LATIN.findall(word)))
        for word in WORD.findall(words.en):
            if CYRILLIC.search(word):
                yield self._problem("Q008", where, *key, "en", found=word, letters=" ".join(CYRILLIC.findall(word)))

    # --- whether it is ever asked ---

    def _reachable(self, section: Section, question: Question) -> Iterator[Problem]:
        for owner, condition in ((section.where, section.when), (question.where, question.when)):
            for leaf in condition.leaves() if condition is not None else ():
                yield from self._leaf(owner, leaf)
        home = SECTIONS.get(section.each)
        if home is not None and not any(
            _names_entries(q) and meets(_generalised(q.fills), home) for _, q in self._asked
        ):
            yield self._problem("Q003", section.where, "each", found=".".join(home))

    def _leaf(self, where: Where, leaf: Condition) -> Iterator[Problem]:
        if leaf.kind == "has":
            unknown = [value for value in leaf.values if value not in _HAS[leaf.path]()]
            if unknown:
                yield self._problem("Q001", where, "when", found=", ".join(unknown), path=leaf.path)
            return
        path = broad(_generalised(leaf.path))
        askers = [question for told, question in self._filled if meets(told, path)]
        if not askers:
            yield self._problem("Q003", where, "when", found=leaf.path)
        elif leaf.kind == "is" and not any(_may_be(question, leaf.values) for question in askers):
            yield self._problem("Q001", where, "when", found=", ".join(leaf.values), path=leaf.path)

    def _rings(self) -> Iterator[Problem]:
        waits = {question.id: set(self._waits_for(section, question)) for section, question in self._asked}
        by_id = {question.id: question for _, question in self._asked}
        reported: set[frozenset[str]] = set()
        for id_ in waits:
            ring = _ring(id_, waits)
            if ring and frozenset(ring) not in reported:
                reported.add(frozenset(ring))
                yield self._problem("Q002", by_id[id_].where, "when", found=" → ".join([*ring, ring[0]]))

    def _waits_for(self, section: Section, question: Question) -> Iterator[str]:
        for condition in (section.when, question.when):
            for leaf in condition.leaves() if condition is not None else ():
                path = _generalised("roles" if leaf.kind == "has" else leaf.path)
                yield from (
                    other.id
                    for filled_path, other in self._filled
                    if meets(filled_path, broad(path)) and (path not in CLOSED or _names_entries(other))
                )

    # --- what the answers are for ---

    def _used(self, question: Question) -> Iterator[Problem]:
        excepted = _exceptions("facts")
        if not feeds(question) and question.fills not in excepted:
            yield self._problem("Q006", question.where, "fills", found=question.fills)

    def rules(self) -> Iterator[Problem]:
        """Yield the facts that rules read and nobody is asked for."""
        excepted = {broad(_generalised(path)) for path in _exceptions("not_asked")}
        home = self._all[0].sections[0].where if self._all and self._all[0].sections else Where("", ())
        rules: dict[Path, list[str]] = {}
        for rule, paths in reads().items():
            for path in dict.fromkeys(map(broad, paths)):
                if not any(meets(except_, path) for except_ in excepted) and not self._asks(path):
                    rules.setdefault(path, []).append(rule)
        for path, those in rules.items():
            yield self._problem("Q007", Where(home.file, ()), found=".".join(map(str, path)), rules=", ".join(those))

    def _asks(self, path: Path) -> bool:
        return any(meets(filled_path, path) for filled_path, question in self._filled)

    # --- cards ---

    def _cards(self, questionnaire: Questionnaire) -> Iterator[Problem]:
        homes = {
            question.id: (section, question) for section in questionnaire.sections for question in section.questions
        }
        on: dict[str, str] = {}
        for card in questionnaire.cards:
            asked = [homes[id_] for id_ in card.questions]
            entries = {section.each for section, _ in asked}
            for key, words in (("ask", card.ask), ("why", card.why), ("example", card.example)):
                if words is not None:
                    yield from self._text(card.where, (key,), words, (*FILLED_IN, *entries))
            if not asked or (len(asked) == 1 and entries == {""}) or (card.by_entry and len(entries) > 1):
                yield self._problem("Q011", card.where, "rows", found=card.id)
            for row, (section, question) in enumerate(asked):
                label = card.rows[question.id]
                yield from self._text(card.where, ("rows", row), label, (*FILLED_IN, section.each))
                if max(map(len, (label.ru, label.en))) > LONGEST_LABEL:
                    yield self._problem("Q012", card.where, "rows", row, found=question.id, most=LONGEST_LABEL)
                if question.type in NOT_IN_A_ROW:
                    yield self._problem("Q013", card.where, "rows", row, found=question.id, type=question.type)
                if on.setdefault(question.id, card.id) != card.id:
                    yield self._problem("Q014", card.where, "rows", row, found=question.id, other=on[question.id])

    # --- ids ---

    def _same(self) -> Iterator[Problem]:
        first: dict[str, Question] = {}
        for _, question in self._asked:
            other = first.setdefault(question.id, question)
            if other.where != question.where:
                yield self._problem("Q009", question.where, "id", found=question.id, file=other.where.file)

    def _renamed(self, questionnaire: Questionnaire) -> Iterator[Problem]:
        ids = {question.id for question in questionnaire.questions}
        where = Where(questionnaire.sources[0].name if questionnaire.sources else "", ("renamed",))
        for old, new in questionnaire.renamed.items():
            today = questionnaire.today(old)
            if old in ids or (new is not None and today not in ids):
                yield self._problem("Q010", where, old, found=old, new=str(new))


def filled(question: Question) -> tuple[Path, ...]:
    """Return the paths that a question fills, every id in them as ``*``."""
    paths = [_generalised(template) for template in question.templates]
    if question.makes_entries and paths[0] and paths[0][-1] == ANY:
        paths[0] = paths[0][:-1]
        return tuple(paths[:1] if paths[0] in CLOSED else map(broad, paths))
    return tuple(map(broad, paths))


def _names_entries(question: Question) -> bool:
    """Tell whether a question makes entries of a list, rather than speaking of those there are."""
    return question.makes_entries and question.gives is None and not question.adds


def _generalised(path: str) -> Path:
    return tuple(UNBOUND.sub(ANY, part) if UNBOUND.fullmatch(part) else part for part in path.split("."))


def _written(question: Question) -> Iterator[tuple[Path, Words]]:
    yield ("ask",), question.ask
    yield ("why",), question.why
    if question.example is not None:
        yield ("example",), question.example
    if question.none is not None:
        yield ("none",), question.none.text
    for index, choice in enumerate(question.choices):
        yield ("choices", index), choice.text


def _may_be(question: Question, values: Iterable[str]) -> bool:
    """Tell whether an answer can be one of some values; an answer in free words can be anything."""
    offered = {choice.value for choice in question.options}
    if question.gives is not None:
        offered = {question.gives.chosen, question.gives.rest or ""}
    if question.type == "yes_no":
        offered = {"yes", "no"}
    return not offered or not offered.isdisjoint(values) or (NONE in values)


def _ring(start: str, waits: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the shortest way from a question back to itself, empty where there is none."""
    ways: list[list[str]] = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        for following in sorted(waits.get(way[-1], ())):
            if following == start:
                return way
            if following not in seen:
                seen.add(following)
                ways.append([*way, following])
    return []


def _braced(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names if name)


def _exceptions(kind: str) -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = resource(EXCEPTIONS)[kind]
    return found


_HAS: Mapping[str, Callable[[], Iterable[str]]] = {
    "archetype": vocabulary.archetypes,
    "level": lambda: {archetype.level for archetype in vocabulary.archetypes().values()},
}

__all__ = ["filled", "lint", "read_shipped"]
