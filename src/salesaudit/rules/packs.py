"""Rule packs: a company's own rules, as YAML with CEL expressions. Data only: nothing of a pack is ever run as code."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from salesaudit.org.org import Org
from salesaudit.org.things import Thing
from salesaudit.org.values import Number, Path, Several
from salesaudit.org.workers import Worker
from salesaudit.orgfile.nodes import Mapping as MappingNode
from salesaudit.orgfile.nodes import Source, Span
from salesaudit.orgfile.plain import to_plain
from salesaudit.orgfile.problems import LoadError, Problem
from salesaudit.orgfile.validate import validate
from salesaudit.orgfile.yamltree import locate, read_tree
from salesaudit.rules import subjects, unrun, wording
from salesaudit.rules.catalogue import all_rules
from salesaudit.rules.expressions import BadExpression, chains, check_text, evaluate
from salesaudit.rules.registry import (
    BROUGHT_ID,
    OWN,
    PACK,
    Rule,
    RuleError,
    Selector,
    register,
    severities,
    shadowed,
)
from salesaudit.rules.unrun import PackBroke
from salesaudit.rules.verdict import NotApplicable, Verdict
from salesaudit.safety.files import read_bounded
from salesaudit.safety.limits import LIMITS, Limits
from salesaudit.texts.catalogue import TemplateError, parse, say

if TYPE_CHECKING:
    from salesaudit.safety.child import ChildError
    from salesaudit.safety.nursery import Nursery

SELECTORS: Mapping[str, Selector] = {
    "company": subjects.company,
    "owner": subjects.owners,
    "ceo": subjects.ceos,
    "leader": subjects.leaders,
    "seller": subjects.sellers,
    "person": subjects.people,
    "role": lambda org: Several(tuple(org.worker(id_) for id_ in org.peek(("roles",)) or ()), _missing(org, "roles")),
    "function": lambda org: org.functions,
    "department": lambda org: org.departments,
    "interface": lambda org: org.interfaces,
    "handoff": lambda org: org.handoffs,
    "process": lambda org: org.processes,
    "stage": lambda org: org.stages,
    "channel": lambda org: org.channels,
    "policy": lambda org: Several(tuple(p for p in org.policies if org.peek(p.path)), _missing(org, "policies")),
    "element": lambda org: Several(tuple(e for e in org.elements if org.peek(e.path)), _missing(org, "elements")),
    "segment": lambda org: org.segments,
}

WORKER_FACTS = (
    "title", "name", "department", "reports_to", "kpis", "time", "selling_reasons", "deputy", "pay", "plan", "limits",
    "trained", "skill", "results",
)  # fmt: skip


_DERIVED = ("id", "roles", "archetypes")
"""What an expression sees of a subject though its section of the file does not say it."""
NOT_KNOWN = "?"
"""Stands in a sentence for a fact that did not matter for the outcome."""

_WHOLE = {"first_step": "", "who": "", "done": ""}

_Answers: TypeAlias = dict[tuple[str, str], tuple[str, str]]
"""By rule and subject: whether the rule applies and whether it fails, each true, false or unknown."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that was read: its name, where it came from, the SHA-256 of its text, its rules with their examples."""

    name: str
    path: str
    sha256: str
    rules: tuple[Rule, ...]


def load_pack(path: str | os.PathLike[str]) -> Pack:
    """Read a rule pack and register its rules.

    Raises:
        LoadError: the pack is not right; all its problems at once.
        InputError: the file cannot be opened.
    """
    name = os.fspath(path)
    return pack_of(read_bounded(name, LIMITS.pack_bytes), name)


def pack_of(data: bytes, name: str) -> Pack:
    """Read a rule pack from memory and register its rules. Raises LoadError with all problems."""
    content, source = _read(data, name)
    rules = _rules([_Entry.of(entry, index, source) for index, entry in enumerate(content["rules"])], source)
    for rule in rules:
        register(rule)
    return Pack(content["pack"], name, source.sha256, rules)


def check_pack(data: bytes, name: str) -> None:
    """Raise LoadError with all problems of a rule pack; its rules are not registered."""
    _read(data, name)


def _read(data: bytes, name: str) -> tuple[dict[str, Any], Source]:
    all_rules()  # so that a pack cannot take the id of a rule that is not declared yet
    source, problems = read_tree(data, name)
    content = None
    if isinstance(source.root, MappingNode):
        content = validate("pack", to_plain(source.root), _reporter(source, problems)).data
    if content is not None:
        for index, entry in enumerate(content["rules"]):
            _check(entry, ("rules", index), f"{PACK}{name}", _reporter(source, problems))
        _check_twice(content["rules"], _reporter(source, problems))
    if problems or content is None:
        raise LoadError(problems)
    return content, source


def _reporter(source: Source, problems: list[Problem]) -> Any:
    def report(
        code: str, path: Path, *, key: bool = False, hint: str | None = None, related: object = (), **values: object
    ) -> None:
        assert source.root is not None
        span = locate(source.root, path, key=key)
        problems.append(Problem(code, source.name, span, values, hint, (), path, source.lines[span.line - 1]))

    return report


def _check_twice(entries: Sequence[dict[str, Any]], report: Any) -> None:
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        if twice := seen & {entry["id"], _slug(entry)}:
            report("E119", ("rules", index, "id"), hint="E119.hint", found=min(twice))
        seen |= {entry["id"], _slug(entry)}


def _check(entry: dict[str, Any], path: Path, home: str, report: Any) -> None:
    if not BROUGHT_ID.fullmatch(entry["id"]):
        report("E118", (*path, "id"), hint="E118.hint", found=entry["id"])
    if (taken := shadowed(entry["id"], _slug(entry), home)) is not None:
        key = "id" if taken.id == entry["id"] or "slug" not in entry else "slug"
        report("E114", (*path, key), hint="E114.hint", found=entry[key])
    try:
        severities(entry["id"], entry["severity"])
    except RuleError:
        report("E115", (*path, "severity"), hint="E115.hint", found=entry["severity"])
    for key in ("when", "fail_if"):
        try:
            check_text(entry.get(key, ""))
        except BadExpression as bad:
            report(bad.code, (*path, key), hint=f"{bad.code}.hint", **bad.values)
    if not entry["texts"]:
        report("E116", (*path, "texts"), hint="E116.hint")
    _check_sentences(entry, path, report)


def _check_sentences(entry: dict[str, Any], path: Path, report: Any) -> None:
    for language, texts in entry["texts"].items():
        names = {"subject", *(str(keys[-1]) for key in ("when", "fail_if") for _, keys in chains(entry.get(key, "")))}
        try:
            parts = parse(texts["finding"], language)
        except TemplateError:
            report("E117", (*path, "texts", language, "finding"), hint="E117.hint", known=", ".join(sorted(names)))
            continue
        for part in parts:
            if not isinstance(part, str) and part.name not in names:
                report("E117", (*path, "texts", language, "finding"), hint="E117.hint", known=", ".join(sorted(names)))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A rule of a pack with the places of its expressions."""

    id: str
    subject: str
    when: str
    fail_if: str
    places: tuple[Span, Span]
    content: Mapping[str, Any]

    @classmethod
    def of(cls, content: Mapping[str, Any], index: int, source: Source) -> _Entry:
        assert source.root is not None
        fail_if, when = (locate(source.root, ("rules", index, key)) for key in ("fail_if", "when"))
        return cls(
            content["id"], content["subject"], content.get("when", "true"), content["fail_if"], (when, fail_if), content
        )


def _slug(content: Mapping[str, Any]) -> str:
    return str(content.get("slug", content["id"].lower()))


def _rules(entries: Sequence[_Entry], source: Source) -> tuple[Rule, ...]:
    """Return the rules of a pack. One child answers for all of them at once: to make it costs more than the work."""
    key = f"pack {source.sha256}"

    def answers(org: Org) -> _Answers:
        unrun.refuse(org, key)
        if key not in org.derived_values:
            try:
                org.derived_values[key] = _answer_all(entries, org, source.name)
            except PackBroke as error:
                unrun.note(org, key, error)
                unrun.refuse(org, key)
        return cast(_Answers, org.derived_values[key])

    return tuple(_rule(entry, answers, f"{PACK}{source.name}") for entry in entries)


def _rule(entry: _Entry, answers: Callable[[Org], _Answers], home: str) -> Rule:
    named = chains(f"{entry.when} && ({entry.fail_if})")

    def judge(subject: Thing, org: Org) -> Verdict:
        return _verdict(answers(org)[entry.id, subject.id], named, subject, org)

    def run(org: Org) -> None:
        answers(org)  # one that breaks is told even where it has no subject here

    content = entry.content
    texts = {language: wording.Prose(**_WHOLE | words, findings={}) for language, words in content["texts"].items()}
    example = wording.Example(content.get("effort", "days"), content["examples"]["bad"], content["examples"]["good"])
    wording.register(entry.id, texts, example)
    chosen = severities(entry.id, content["severity"])
    return Rule(
        entry.id, _slug(content), judge, SELECTORS[entry.subject], chosen, (OWN,), guards=(run,), default_on=False,
        home=home,
    )  # fmt: skip


def _answer_all(entries: Sequence[_Entry], org: Org, file: str) -> _Answers:
    """Return what `when` and `fail_if` of each rule say of each of its subjects. Raises PackBroke."""
    from salesaudit.safety.child import ChildError

    shared = {"company": _plain(org.peek(("company",)) or {}), "org": _plain(org.data), "size": org.band}
    asked = [(entry, thing) for entry in entries for thing in SELECTORS[entry.subject](org).items]
    worlds = [{**shared, "subject": facts_of(org, thing)} for _, thing in asked]
    try:
        complaints, told = _told(entries, asked, worlds, LIMITS)
    except ChildError as error:
        raise _stopped(error, entries, asked, worlds, file) from error
    for place, complaint in enumerate(complaints):
        if complaint:
            raise _wrong(entries[place // 2], place % 2, complaint, file)
    answers: _Answers = {}
    for (entry, thing), (applies, fails) in zip(asked, zip(told[::2], told[1::2], strict=True), strict=True):
        # What a condition rules out is not asked: that is how 1 / x is kept from x = 0.
        for part, (outcome, complaint) in enumerate((applies, fails)):
            if outcome == "error" and (part == 0 or applies[0] != "false"):
                raise _wrong(entry, part, complaint, file)
        answers[entry.id, thing.id] = (applies[0], fails[0])
    return answers


_Asked: TypeAlias = Sequence[tuple[_Entry, Thing]]
_Worlds: TypeAlias = Sequence[Mapping[str, Any]]


def _told(
    entries: Sequence[_Entry], asked: _Asked, worlds: _Worlds, limits: Limits
) -> tuple[list[str], list[tuple[str, str]]]:
    """Return what a child makes of some rules: a complaint about each expression, two outcomes for each subject."""
    position = {entry.id: index for index, entry in enumerate(entries)}
    expressions = [text for entry in entries for text in (entry.when, entry.fail_if)]
    numbered = [
        (2 * position[entry.id] + part, world)
        for (entry, _), world in zip(asked, worlds, strict=True)
        if entry.id in position
        for part in (0, 1)
    ]
    complaints, told = _children().run(evaluate, expressions, numbered, limits=limits)
    return complaints, told


@cache
def _children() -> Nursery:
    """Return where expressions are evaluated: every company in a process of its own."""
    from salesaudit.safety.nursery import Nursery

    return Nursery()


def _wrong(entry: _Entry, part: int, complaint: str, file: str) -> PackBroke:
    span = entry.places[part]
    return PackBroke("pack.error", hint="pack.error.hint", file=file, line=span.line, column=span.column, rule=entry.id,
                     complaint=complaint)  # fmt: skip


def _stopped(error: ChildError, entries: Sequence[_Entry], asked: _Asked, worlds: _Worlds, file: str) -> PackBroke:
    """Return the error for a child that met a limit or died, with the rule that is to blame: halves tell which."""
    from salesaudit.safety.child import ChildError

    if error.values.get("kind") in ("ModuleNotFoundError", "ImportError"):
        return PackBroke("pack.no_cel", hint="pack.no_cel.hint", file=file)
    limits = replace(LIMITS, child_cpu_seconds=1)
    while len(entries) > 1:
        half = entries[: len(entries) // 2]
        try:
            _told(half, asked, worlds, limits)
        except ChildError:
            entries = half
        else:
            entries = entries[len(entries) // 2 :]
    return _wrong(entries[0], 1, say(error.key, "en", **error.values), file)


def _verdict(answers: tuple[str, str], named: Iterable[tuple[str, Path]], subject: Thing, org: Org) -> Verdict:
    applies, fails = answers
    says: dict[str, object] = {}
    needs: list[Path] = []
    first: Path | None = None
    for root, keys in named:
        if root == "subject" and keys[0] in _DERIVED:
            says[str(keys[-1])] = _sayable(facts_of(org, subject).get(str(keys[0]), NOT_KNOWN))
            continue
        path, value = _find(root, keys, subject, org)
        if value is None:
            needs.append(path)
            says.setdefault(str(keys[-1]), NOT_KNOWN)
        else:
            first = first or path
            says[str(keys[-1])] = _sayable(value)
    if applies == "false":
        raise NotApplicable("pack_condition")
    if "unknown" in (applies, fails):
        return Verdict("unknown", needs=tuple(needs) or (subject.path,))
    return Verdict("fail" if fails == "true" else "pass", at=first or subject.path, says=says)


def _find(root: str, keys: Path, subject: Thing, org: Org) -> tuple[Path, Any]:
    if root == "subject":
        path, value = subject.find(("company", *keys) if subject.kind == "company" else keys)
        return path, value
    return org.find(("company", *keys) if root == "company" else keys)


def facts_of(org: Org, thing: Thing) -> dict[str, Any]:
    """Return the facts of a subject as an expression sees them: absent where not known."""
    if isinstance(thing, Worker):
        found = {key: thing.look((key,))[1] for key in WORKER_FACTS}
        own = {key: _plain(fact.value) for key, fact in found.items() if fact is not None}
        return {**own, "id": thing.id, "roles": list(thing.roles), "archetypes": list(thing.archetypes)}
    path: Path = ("company",) if thing.kind == "company" else thing.path
    return {**_plain(org.peek(path) or {}), "id": thing.id}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, str) else value


def _sayable(value: Any) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and 0 <= value <= 1:
        return Number.exactly(value, "share")
    if isinstance(value, int | float):
        return Number.exactly(value, "number")
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    return str(value)


def _missing(org: Org, section: str) -> tuple[Path, ...]:
    return () if org.has_section(section) else ((section,),)
