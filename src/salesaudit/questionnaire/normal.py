"""The answers of one respondent as a file: the same answers give the same bytes, whichever road they came by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from pydantic_core import PydanticCustomError

from salesaudit.orgfile import units
from salesaudit.orgfile.edit import inline
from salesaudit.orgfile.kindfile import read_kind
from salesaudit.orgfile.nodes import Path
from salesaudit.orgfile.units import NONE
from salesaudit.questionnaire.answer import Given, Status, Value
from salesaudit.questionnaire.company import Fill
from salesaudit.questionnaire.definition import VALUE, Question, Questionnaire, load
from salesaudit.questionnaire.understand import ABOVE_ONE
from salesaudit.questionnaire.writing import pretty
from salesaudit.safety.errors import InputError
from salesaudit.safety.markup import yaml_text
from salesaudit.safety.nearest import nearest
from salesaudit.safety.text import clean

if TYPE_CHECKING:
    from salesaudit.questionnaire.session import Session
    from salesaudit.questionnaire.settle import Instance

SAID: Final = 2_000
"""Characters of what was said that are kept."""
_LISTS: Final = frozenset(("many", "who_many", "names"))


class Answers(NamedTuple):
    """An answers file as read: `respondent` has ``as`` and, where told, ``name`` and ``date``."""

    respondent: Mapping[str, str]
    questionnaire: str
    givens: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """One fact that was told: `given` is the answer whose value it is, None where it is only a part of one."""

    path: Path
    value: Any
    said: str
    given: Given | None


def answers_file(session: Session) -> bytes:
    """Return the answers of a session as an answers file, in the order of the questionnaire."""
    who = session.respondent
    respondent: dict[str, str] = {"as": who.as_}
    respondent |= {key: text for key, text in (("name", _kept(who.name)), ("date", who.date)) if text}
    rows = _rows(session)
    whole = {row.given.key for row in rows if row.given is not None}
    lines = [
        "salesaudit_answers: 1",
        f"respondent: {_entry(respondent)}",
        f"questionnaire: {session.questionnaire.name}",
    ]
    lines += _section("answers", [*map(_told, rows), *_untold(session)])
    whole |= {key for key, _ in _states(session)}
    rest = [_whole(given, session) for given in session.answers if given.key not in whole]
    if rest:
        lines += _section("given", rest)
    return "".join(f"{line}\n" for line in lines).encode()


def _section(name: str, entries: Iterable[Mapping[str, str]]) -> list[str]:
    lines = [f"  - {{{', '.join(f'{key}: {text}' for key, text in entry.items())}}}" for entry in entries]
    return [f"{name}:", *lines] if lines else [f"{name}: none"]


def _entry(values: Mapping[str, str]) -> str:
    return inline(dict(values))


def _rows(session: Session) -> list[_Row]:
    """Return what was told, each fact once: of two answers to one fact the later counts, lists that add up do."""
    rows: dict[Path, _Row] = {}
    weak: list[Fill] = []
    given = {answer.key: answer for answer in session.answers}
    for instance, fill in session.fills:
        answer = given[instance.key]
        if fill.weak:
            weak.append(fill)
            continue
        for row in _of_fill(instance, fill, answer):
            if any("." in str(part) for part in row.path):
                continue  # a path with dots could not be told from a longer one
            before = rows.get(row.path)
            if fill.adds and before is not None and isinstance(before.value, list):
                added = [*before.value, *(item for item in row.value if item not in before.value)]
                row = replace(before, value=added, given=None)
            rows[row.path] = row
    rows |= {fill.path: _Row(fill.path, NONE, "", None) for fill in weak if not _below(fill.path, rows)}
    return [row for row in rows.values() if row.value != {} or not _below(row.path, rows)]


def _below(path: Path, rows: Iterable[Path]) -> bool:
    return any(len(other) > len(path) and other[: len(path)] == path for other in rows)


def _of_fill(instance: Instance, fill: Fill, answer: Given) -> Iterator[_Row]:
    type_, value = instance.question.type, fill.value
    if isinstance(value, Mapping) and value:
        for part, content in value.items():
            yield _Row((*fill.path, part), pretty(type_, content), answer.said, None)
    else:
        whole = answer if value == answer.value and not instance.question.makes_entries else None
        yield _Row(fill.path, pretty(type_, value), answer.said, whole)


def _told(row: _Row) -> dict[str, str]:
    entry = {"fills": inline(".".join(map(str, row.path))), "value": inline(row.value)}
    if said := _kept(row.said):
        entry["said"] = yaml_text(said, quoted=True)
    return entry | (_question(row.given) if row.given is not None else {})


def _question(given: Given) -> dict[str, str]:
    return {"question": inline(given.question)} | ({"entry": inline(given.entry)} if given.entry else {})


def _states(session: Session) -> Iterator[tuple[str, Path]]:
    """Yield the keys of answers that are none, with the fact or the section that they were about."""
    for given in session.answers:
        if given.status == "answered":
            continue
        instance = session.settled.by_key[given.key]
        parts = instance.question.fills.split(".")
        wild = next((index for index, part in enumerate(parts) if f"{{{VALUE}}}" in part), len(parts))
        path = instance.scope.path(".".join(parts[:wild]))
        if path is not None and path != ("",) and not any("." in str(part) for part in path):
            yield given.key, path


def _untold(session: Session) -> Iterator[dict[str, str]]:
    given = {answer.key: answer for answer in session.answers}
    for key, path in _states(session):
        entry = {"fills": inline(".".join(map(str, path))), "state": given[key].status}
        if said := _kept(given[key].said):
            entry["said"] = yaml_text(said, quoted=True)
        yield entry | _question(given[key])


def _whole(given: Given, session: Session) -> dict[str, str]:
    entry = _question(given)
    if given.status == "answered":
        entry["value"] = inline(pretty(session.settled.by_key[given.key].question.type, given.value))
    else:
        entry["state"] = given.status
    if said := _kept(given.said):
        entry["said"] = yaml_text(said, quoted=True)
    return entry


def _kept(said: str) -> str:
    """Return what was said with every sign that could command something made visible."""
    return clean(said, keep_newlines=True)[:SAID].strip()


# --- reading ---


def read(data: bytes, name: str, questionnaire: Questionnaire | None = None) -> Answers:
    """Read an answers file, as the product wrote it or as somebody wrote it by hand.

    Answers are found by ``question`` (of any version; one that is gone is left out); in a file that names no question,
    by the fact they fill. Of two answers to one question the later counts. `questionnaire` is the file's own where it
    is not given.
    Raises LoadError, InputError (``answers.no_question``, ``answers.bad_value``), UsageError.
    """
    content = read_kind("answers", data, name).content
    written = str(content.get("questionnaire", ""))
    asked = questionnaire or load(written.partition("@")[0])
    found: dict[str, Given] = {}
    entries = [*content["answers"], *content.get("given", [])]
    named = [entry for entry in entries if "question" in entry]
    for entry in named or entries:
        given = _given(entry, name, asked)
        if given is not None:
            found[given.key] = given
    respondent = {key: str(value) for key, value in content["respondent"].items()}
    return Answers(respondent, written, tuple(found.values()))


def _given(entry: Mapping[str, Any], name: str, asked: Questionnaire) -> Given | None:
    if "question" in entry:
        question, place = _by_id(entry["question"], name, asked), str(entry.get("entry", ""))
        if question is None:
            return None
    else:
        matched = _by_fact(entry["fills"], asked)
        if matched is None:
            return None  # a fact that is a part of an answer, or that nothing asks about
        question, place = matched
    status: Status = entry.get("state", "answered")
    value = _value(question, entry.get("value"), name) if status == "answered" else None
    return Given(question.id, place, status, value, str(entry.get("said", "")))


def _by_id(id_: str, name: str, asked: Questionnaire) -> Question | None:
    """Return the question with an id of any version, None where it is gone."""
    if asked.today(id_) is None:
        return None
    try:
        return asked.question(id_)
    except KeyError:
        near = nearest(id_, [question.id for question in asked.questions]) or ""
        hint = "answers.no_question.near" if near else "answers.no_question.hint"
        raise InputError("answers.no_question", hint=hint, file=name, found=id_, near=near) from None


def _by_fact(fills: str, asked: Questionnaire) -> tuple[Question, str] | None:
    """Return the question that fills a fact, and the entry that it was asked about."""
    path = fills.split(".")
    for section in asked.sections:
        for question in section.questions:
            parts = question.fills.split(".")
            if len(parts) != len(path) or question.makes_entries:
                continue
            differing = [(part, told) for part, told in zip(parts, path, strict=True) if part != told]
            if all(part.startswith("{") for part, _ in differing):
                entries = [told for part, told in differing if part == f"{{{section.each}}}"]
                return question, entries[0] if entries else ""
    return None


def _value(question: Question, written: Any, name: str) -> Value:
    """Return a value as an answer has it. Raises InputError where it does not fit the question."""
    try:
        return _read(question, written)
    except (PydanticCustomError, ValueError, TypeError, KeyError):
        raise InputError("answers.bad_value", hint="answers.bad_value.hint", file=name, found=question.id) from None


def _read(question: Question, written: Any) -> Value:
    if question.type in _LISTS or question.several:
        return [_one(question, item) for item in cast("list[Any]", units.listed(written))]
    if written == NONE:
        return NONE if question.type != "state" else "absent"
    if question.type == "share" and question.fills.rpartition(".")[2] in ABOVE_ONE:
        return units.whole(units.attainment(written))
    return _READERS[question.type](written) if question.type in _READERS else _one(question, written)


def _shares(written: Any) -> dict[str, float | int]:
    return {str(part): units.whole(units.share(share)) for part, share in dict(written).items()}


_READERS: Final[Mapping[str, Callable[[Any], Value]]] = {
    "shares": _shares,
    "share": lambda written: units.whole(units.share(written)),
    "money": units.money,
    "duration": units.duration,
    "count": units.count,
    "counts": lambda written: [units.count(item) for item in units.listed(written)],
    "number": units.number,
    "date": units.date,
    "yes_no": units.boolean,
}


def _one(question: Question, written: Any) -> str:
    text = units.text(written)
    known = [choice.value for choice in question.options]
    if known and text not in known and text != NONE:
        raise ValueError(text)
    return text
