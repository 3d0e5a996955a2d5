"""From the YAML of a questionnaire to its definition, with every problem at its place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, cast

from salesaudit.knowledge import vocabulary
from salesaudit.knowledge.catalogues import CATALOGUES
from salesaudit.orgfile.nodes import Mapping as MappingNode
from salesaudit.orgfile.nodes import Path, Source
from salesaudit.orgfile.plain import to_plain
from salesaudit.orgfile.problems import LoadError, Problem
from salesaudit.orgfile.validate import validate
from salesaudit.orgfile.yamltree import locate, read_tree
from salesaudit.questionnaire import conditions
from salesaudit.questionnaire.definition import (
    SECONDS,
    USUAL_SECONDS,
    VALUE,
    Card,
    Choice,
    Gives,
    Nothing,
    Question,
    Questionnaire,
    Section,
    Where,
    Words,
)
from salesaudit.safety.nearest import nearest

CHOOSING = ("choice", "many")
NEEDED = ("id", "fills", "ask", "why", "type")
NEEDED_OF_A_CARD = ("id", "ask", "why", "rows")
BOUND = ("leader", "owner", "ceo", "seller")
NARROWED_BY = ("archetype", "level", "group", "component", "severity", "id", "kind", "not", "not_component")
NOWHERE = Words("", "")

Report = Callable[..., None]
Plain = dict[str, Any]


def read(data: bytes, name: str, shared: bytes, shared_name: str) -> Questionnaire:
    """Read a questionnaire from YAML. Raises LoadError with all problems, those of the shared file too."""
    problems: list[Problem] = []
    files = [_File.read(content, called, problems) for content, called in ((data, name), (shared, shared_name))]
    for key in ("questionnaire", "title", "sections"):
        if key not in files[0].data and files[0].source is not None and not problems:
            files[0].report("E032", (), found=key, hint="E032.hint")
    if problems:
        raise LoadError(problems)
    questionnaire = _assembled(files[0], files[1])
    if problems:
        raise LoadError(problems)
    return questionnaire


def build(plain: Plain, name: str, shared: Plain) -> Questionnaire:
    """Return the definition of compiled data. Raises ValueError for what the format does not take."""
    return _assembled(_File(name, _checked(plain), _refuse), _File("shared.yaml", _checked(shared), _refuse))


def _checked(plain: Plain) -> Plain:
    return validate("questionnaire", plain, _refuse).data or {}


def _refuse(code: str, path: Path, **values: object) -> None:
    raise ValueError(f"{code} at {'.'.join(map(str, path))}: {values}")


class _File:
    """One file: its validated content and how to tell what is wrong with it."""

    def __init__(self, name: str, data: Plain, report: Report, source: Source | None = None) -> None:
        self.name = name
        self.data = data
        self.report = report
        self.source = source

    @classmethod
    def read(cls, data: bytes, name: str, problems: list[Problem]) -> _File:
        source, found = read_tree(data, name)
        problems.extend(found)
        report = _reporter(source, problems)
        content: Plain | None = None
        if isinstance(source.root, MappingNode):
            content = validate("questionnaire", cast(Plain, to_plain(source.root)), report).data
        return cls(name, content or {}, report, source)

    def sections(self) -> Iterator[tuple[Path, Plain]]:
        """Yield the sections that are written here."""
        for index, entry in enumerate(self.data.get("sections", ())):
            yield ("sections", index), entry

    def cards(self) -> Iterator[tuple[Path, Plain]]:
        """Yield the cards that are written here."""
        for index, entry in enumerate(self.data.get("cards", ())):
            yield ("cards", index), entry

    def questions(self) -> Iterator[tuple[Path, Plain]]:
        """Yield the questions that are written here, those of sections too."""
        for index, entry in enumerate(self.data.get("questions", ())):
            yield ("questions", index), entry
        for path, section in self.sections():
            for index, entry in enumerate(section.get("questions", ())):
                yield (*path, "questions", index), entry


def _reporter(source: Source, problems: list[Problem]) -> Report:
    def report(code: str, path: Path, *, key: bool = False, hint: str | None = None, **values: object) -> None:
        span = locate(source.root, path, key=key) if source.root is not None else None
        line = source.lines[span.line - 1] if span and 0 < span.line <= len(source.lines) else None
        problems.append(Problem(code, source.name, span, values, hint, (), path, line))

    return report


def _assembled(own: _File, shared: _File) -> Questionnaire:
    reader = _Reader((own, shared))
    data = own.data
    sections = tuple(reader.section(own, path, entry) for path, entry in own.sections())
    reader.look_for_doubles(sections)
    asked = {question.id for section in sections for question in section.questions}
    cards = (reader.card(own, path, entry, asked) for path, entry in own.cards())
    title = _words(data.get("title"))
    return Questionnaire(
        id=data.get("questionnaire", ""),
        version=data.get("version", 1),
        title=title,
        intro=_words(data.get("intro")),
        sections=tuple(section for section in sections if section.questions),
        for_=tuple(data.get("for", ("owner",))),
        renamed={str(old): None if new is None else str(new) for old, new in data.get("renamed", {}).items()},
        cards=tuple(card for card in cards if card is not None),
        sources=tuple(file.source for file in (own, shared) if file.source is not None),
    )


class _Reader:
    def __init__(self, files: tuple[_File, ...]) -> None:
        self._files = files

    def section(self, file: _File, path: Path, entry: Plain) -> Section:
        if "use" in entry:
            found = self._used(file, path, entry["use"], "section")
            return found if isinstance(found, Section) else _empty(file, path)
        for key in ("id", "title"):
            if key not in entry:
                file.report("E032", path, found=key, hint="E032.hint")
        over = entry.get("over", {})
        for key in over:
            if key not in NARROWED_BY:
                near = nearest(key, NARROWED_BY)
                file.report(
                    "E031", (*path, "over", key), key=True, hint="E031.near" if near else "E031.hint", found=key,
                    near=near, known=", ".join(NARROWED_BY),
                )  # fmt: skip
        each = entry.get("each", "")
        listed = [
            self.question(file, (*path, "questions", index), question, each)
            for index, question in enumerate(entry.get("questions", ()))
        ]
        return Section(
            id=entry.get("id", ""),
            title=_words(entry.get("title")),
            questions=tuple(question for question in listed if question is not None),
            intro=_words_or_none(entry.get("intro")),
            each=each,
            over={key: _several(value) for key, value in over.items()},
            first=entry.get("first", False),
            when=_condition(file, path, entry),
            where=Where(file.name, path),
        )

    def question(self, file: _File, path: Path, entry: Plain, each: str) -> Question | None:
        if "use" in entry:
            found = self._used(file, path, entry["use"], "question", each)
            return found if isinstance(found, Question) else None
        missing = [key for key in NEEDED if key not in entry]
        for key in missing:
            file.report("E032", path, found=key, hint="E032.hint")
        if missing:
            return None
        _check_choices(file, path, entry)
        _check_names(file, path, entry, each)
        return _question(file, path, entry)

    def _used(self, file: _File, path: Path, id_: str, kind: str, each: str = "") -> Section | Question | None:
        known: list[str] = []
        for home in self._files:
            for there, entry in home.sections() if kind == "section" else home.questions():
                if entry.get("id") == id_:
                    return (
                        self.section(home, there, entry)
                        if kind == "section"
                        else self.question(home, there, entry, each)
                    )
                known.append(entry.get("id", ""))
        self._unknown(file, (*path, "use"), id_, known)
        return None

    def card(self, file: _File, path: Path, entry: Plain, asked: Collection[str]) -> Card | None:
        """Return a card with those of its questions that are asked; a shared one may name others too."""
        if "use" in entry:
            known: list[str] = []
            for home in self._files:
                for there, other in home.cards():
                    if other.get("id") == entry["use"]:
                        return self.card(home, there, other, asked)
                    known.append(other.get("id", ""))
            self._unknown(file, (*path, "use"), entry["use"], known)
            return None
        missing = [key for key in NEEDED_OF_A_CARD if key not in entry]
        for key in missing:
            file.report("E032", path, found=key, hint="E032.hint")
        if missing:
            return None
        everywhere = [other.get("id", "") for home in self._files for _, other in home.questions()]
        for index, row in enumerate(entry["rows"]):
            if row["question"] not in everywhere:
                self._unknown(file, (*path, "rows", index, "question"), row["question"], everywhere)
        return Card(
            id=entry["id"],
            ask=_words(entry["ask"]),
            why=_words(entry["why"]),
            rows={row["question"]: _words(row) for row in entry["rows"] if row["question"] in asked},
            by_entry=entry.get("by_entry", False),
            example=_words_or_none(entry.get("example")),
            where=Where(file.name, path),
        )

    @staticmethod
    def _unknown(file: _File, path: Path, id_: str, known: Iterable[str]) -> None:
        near = nearest(id_, list(known))
        file.report("E130", path, found=id_, near=near or "", hint="E130.near" if near else "E130.hint")

    def look_for_doubles(self, sections: tuple[Section, ...]) -> None:
        seen: set[str] = set()
        for section in sections:
            for question in section.questions:
                if question.id in seen:
                    file = next(file for file in self._files if file.name == question.where.file)
                    file.report("E131", question.where.path, found=question.id, hint="E131.hint")
                seen.add(question.id)


def _empty(file: _File, path: Path) -> Section:
    return Section("", NOWHERE, (), where=Where(file.name, path))


def _words(entry: Any) -> Words:
    return NOWHERE if entry is None else Words(_bound(entry["ru"]), entry["en"])


def _bound(text: str) -> str:
    """Never part a percent sign from its number."""
    return text.replace(" %", "\N{NO-BREAK SPACE}%")


def _words_or_none(entry: Any) -> Words | None:
    return None if entry is None else _words(entry)


def _several(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(map(str, value))


def _question(file: _File, path: Path, entry: Plain) -> Question:
    none, gives = entry.get("none"), entry.get("gives")
    return Question(
        id=entry["id"],
        fills=entry["fills"],
        ask=_words(entry["ask"]),
        why=_words(entry["why"]),
        type=entry["type"],
        example=_words_or_none(entry.get("example")),
        choices=tuple(Choice(c["value"], _words(c), c.get("sets", {})) for c in entry.get("choices", ())),
        words=entry.get("words", ""),
        only=tuple(entry.get("only", ())),
        of=entry.get("of", ""),
        parts=tuple(entry.get("parts", ())),
        several=entry.get("several", False),
        none=None if none is None else Nothing(_words(none), none.get("fills", "")),
        gives=None if gives is None else Gives(gives["chosen"], gives.get("rest")),
        adds=entry.get("adds", False),
        also=entry.get("also", ""),
        remaining=entry.get("remaining", False),
        who=tuple(entry.get("who", ())),
        kind=entry.get("kind", "fact"),
        when=_condition(file, path, entry),
        allow=tuple(entry.get("allow", ("unknown", "not_applicable", "declined"))),
        required=entry.get("required", False),
        seconds=entry.get("seconds", SECONDS.get(entry["type"], USUAL_SECONDS)),
        easy=entry.get("easy", False),
        where=Where(file.name, path),
    )


def _condition(file: _File, path: Path, entry: Plain) -> conditions.Condition | None:
    if not (written := entry.get("when")):
        return None

    def report(found: str, at: Path) -> None:
        file.report("E132", (*path, "when", *at), found=found, hint="E132.hint", known=", ".join(conditions.KINDS))

    return conditions.parse(written, report)


def _check_choices(file: _File, path: Path, entry: Plain) -> None:
    if entry["type"] in CHOOSING and not entry.keys() & {"choices", "words", "of"}:
        file.report("E133", path, found=entry["id"], hint="E133.hint")
    if entry["type"] == "shares" and "parts" not in entry:
        file.report("E032", path, found="parts", hint="E032.hint")
    for key, enumeration in (("only", entry.get("words", "")), ("parts", "activity")):
        if key not in entry or (key == "only" and "words" not in entry):
            continue
        known = _values(enumeration)
        for index, word in enumerate(entry[key]):
            if word not in known:
                near = nearest(word, known)
                file.report("E033", (*path, key, index), found=word, near=near or "", known=", ".join(known),
                            hint="E033.near" if near else "E033.hint")  # fmt: skip
    if "words" in entry and not _values(entry["words"]):
        names = [*vocabulary.enumerations(), *CATALOGUES]
        near = nearest(entry["words"], names)
        file.report("E033", (*path, "words"), found=entry["words"], near=near or "", known=", ".join(names),
                    hint="E033.near" if near else "E033.hint")  # fmt: skip


def _values(enumeration: str) -> tuple[str, ...]:
    try:
        return vocabulary.values(enumeration)
    except KeyError:
        return ()


def _check_names(file: _File, path: Path, entry: Plain, each: str) -> None:
    """Check that every placeholder in a path has something to stand for."""
    bound = {*BOUND, each} - {""}
    none = entry.get("none", {}).get("fills", "")
    for key, text in (("fills", entry["fills"]), ("none", none), ("also", entry.get("also", ""))):
        for name in conditions.PLACEHOLDER.findall(text):
            if name not in bound and not (name == VALUE and entry["type"] in ("many", "choice", "names", "counts")):
                at = (*path, "none", "fills") if key == "none" else (*path, key)
                file.report("E134", at, found=f"{{{name}}}", hint="E134.hint", known=", ".join(sorted(bound)))
