"""What the answers say of the company: each as facts of the org file, all of them merged with the file there was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from salesaudit.org.merge import with_ids
from salesaudit.orgfile.answers import with_lists
from salesaudit.orgfile.nodes import Path
from salesaudit.orgfile.references import NAMESPACES, check_targets
from salesaudit.orgfile.units import NONE
from salesaudit.orgfile.validate import validate
from salesaudit.questionnaire.answer import Given
from salesaudit.questionnaire.binding import Scope
from salesaudit.questionnaire.conditions import fact
from salesaudit.questionnaire.definition import VALUE, Choice, Question
from salesaudit.questionnaire.names import entry_id

Tree: TypeAlias = Mapping[str, Any]
STEPS = "steps"
GOALS = ("strategy", "goals")


@dataclass(frozen=True, slots=True)
class Fill:
    """One fact that an answer gives. `value` is normalised like an answer's, ``{}`` for an entry without facts.

    `adds`: the value joins the list that is there. `weak`: the section is known to be empty, unless something of it
    is known after all.
    """

    path: Path
    value: Any
    adds: bool = False
    weak: bool = False


def fills(
    question: Question, given: Given, scope: Scope, lang: str, base: Tree, offered: Sequence[Choice] | None = None
) -> tuple[Fill, ...]:
    """Return the facts that an answer gives; none where it is no answer, or somebody named in the path is not known.

    `base` are the facts of the company's file so far: entries that it names keep their ids. `offered` is what could be
    chosen where that is not simply what the question offers.
    """
    if given.status != "answered" or given.value is None:
        return ()
    if question.none is not None and question.none.fills and _is_none(given.value):
        path = scope.path(question.none.fills)
        return () if path is None else (Fill(path, NONE),)
    if question.makes_entries:
        return tuple(_entries(question, given, scope, lang, base, offered))
    path = scope.path(question.fills)
    if path is None:
        return ()
    if path[-1] == STEPS and isinstance(given.value, list):
        return (Fill(path, [{"who": who} for who in given.value]),)
    return (Fill(path, given.value),)


def _is_none(value: object) -> bool:
    return value in (NONE, []) or value == "absent"


def _entries(
    question: Question, given: Given, scope: Scope, lang: str, base: Tree, offered: Sequence[Choice] | None
) -> Iterator[Fill]:
    chosen = [] if _is_none(given.value) else _as_list(given.value)
    if offered is not None:
        chosen = [value for value in chosen if value in {choice.value for choice in offered}]
    parts = question.fills.split(".")
    section = scope.path(".".join(parts[: _position(parts)])) or ()
    if not chosen and question.gives is None and not question.adds:
        yield Fill(section, {}, weak=True)
    for value in chosen:
        id_ = _named(value, section, base) if question.type == "names" else value
        path = scope.path(question.fills, id_)
        if path is None:
            return
        yield Fill(path, *_said(question, value, scope))
        if question.also and (other := scope.path(question.also, id_)) is not None:
            yield Fill(other, [scope.id], adds=True)
        for key, content in _sets(question, value).items():
            yield Fill((*section, id_, key), content[lang] if isinstance(content, Mapping) else content)
    if question.gives is not None and question.gives.rest is not None:
        for option in question.options if offered is None else offered:
            path = scope.path(question.fills, option.value)
            if option.value not in chosen and path is not None:
                yield Fill(path, question.gives.rest)


def _position(parts: list[str]) -> int:
    return next(index for index, part in enumerate(parts) if f"{{{VALUE}}}" in part)


def _named(name: str, section: Path, base: Tree) -> str:
    known = fact(base, section)
    return entry_id(name, str(section[-1]), known if isinstance(known, Mapping) else {})


def _said(question: Question, value: str, scope: Scope) -> tuple[Any, bool]:
    """Return what is said of a chosen entry, and whether it joins what is there."""
    if question.adds:
        return [scope.id], True
    if question.gives is not None:
        return question.gives.chosen, False
    last = question.fills.split(".")[-1]
    return ({} if VALUE in last else value), False


def _sets(question: Question, value: str) -> Mapping[str, Any]:
    return next((choice.sets for choice in question.choices if choice.value == value), {})


def _as_list(value: Any) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


def tree(told: Iterable[tuple[Question, Fill]]) -> dict[str, Any]:
    """Return facts as the text that a file would have, in one tree of sections."""
    result: dict[str, Any] = {}
    weak: list[Fill] = []
    for question, fill in told:
        if fill.weak:
            weak.append(fill)
        else:
            _put(result, fill, written(question.type, fill.value))
    for fill in weak:
        if fact(result, fill.path) is None:
            _put(result, fill, NONE)
    return result


def written(type_: str, value: Any) -> Any:
    """Return a normalised value as a file has it: text, lists and sections of text."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{Decimal(repr(value)):f}" + ("h" if type_ == "duration" else "")
    if isinstance(value, list):
        return [written(type_, item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): written(type_, item) for key, item in value.items()}
    return str(value)


def _put(result: dict[str, Any], fill: Fill, value: Any) -> None:
    here = result
    for part in fill.path[:-1]:
        child = here.get(str(part))
        if not isinstance(child, dict):
            child = here[str(part)] = {}
        here = child
    last = str(fill.path[-1])
    before = here.get(last)
    if fill.adds and isinstance(before, list):
        here[last] = [*before, *(item for item in value if item not in before)]
    elif isinstance(value, dict) and isinstance(before, dict):
        here[last] = {**before, **value}
    elif not (value == {} and before is not None):
        here[last] = value


def merged(told: Mapping[str, Any], base: Tree) -> dict[str, Any]:
    """Return the facts of a company: what the file has (`base`, as rules see it) and, over it, what was answered.

    `told` is a tree of text; what of it the format does not take is left out.
    """
    facts = _validated(dict(told))
    return _over(dict(base), with_ids(facts), ())


def _validated(told: dict[str, Any]) -> dict[str, Any]:
    company = told.get("company")
    named = {"name": "-", **company} if isinstance(company, dict) else {"name": "-"}
    facts = validate("org", with_lists({**told, "salesaudit": "1", "company": named}), _ignore).data or {}
    facts.pop("salesaudit", None)
    if facts.get("company", {}).get("name") == "-":
        facts["company"].pop("name")
    if not facts.get("company"):
        facts.pop("company", None)
    return facts


def without(data: Tree, path: Path) -> Tree:
    """Return a tree without what stands at a path, the same one where nothing does."""
    if fact(data, path) is None:
        return data
    first = str(path[0])
    if len(path) == 1:
        return {key: value for key, value in data.items() if key != first}
    return {**data, first: without(data[first], path[1:])}


def without_strangers(data: Tree) -> Tree:
    """Return a tree without the facts that name somebody who is nowhere listed: rules take every name for known."""
    strange: list[Path] = []

    def report(_: str, path: Path, **__: object) -> None:
        strange.append(path[: next((place for place, part in enumerate(path) if isinstance(part, int)), len(path))])

    check_targets(data, {space: dict(data.get(space) or {}) for space in NAMESPACES}, report)
    for path in strange:
        data = without(data, path)
    return data


def _ignore(*_: object, **__: object) -> None:
    """What does not fit was told to whoever answered; here it is only left out."""


def _over(below: Mapping[str, Any], above: Mapping[str, Any], path: Path) -> dict[str, Any]:
    result = dict(below)
    for key, value in above.items():
        here = (*path, key)
        before = result.get(key)
        if isinstance(value, Mapping) and isinstance(before, Mapping):
            result[key] = _over(before, value, here)
        elif here == GOALS and isinstance(before, list) and isinstance(value, list):
            result[key] = _goals(before, value)
        else:
            result[key] = value
    return result


def _goals(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[dict[str, Any]]:
    by_metric = {goal["metric"]: goal for goal in before}
    for goal in after:
        by_metric[goal["metric"]] = {**by_metric.get(goal["metric"], {}), **goal}
    return list(by_metric.values())
