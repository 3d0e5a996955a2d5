"""Rule packs: rules of a company's own, as YAML with CEL expressions. Data only: nothing of a pack is ever run as code."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

from salesaudit.org.org import Org
from salesaudit.org.things import Thing
from salesaudit.org.values import Number, Path, Several
from salesaudit.org.workers import Worker
from salesaudit.orgfile.nodes import Mapping as MappingNode
from salesaudit.orgfile.nodes import Source
from salesaudit.orgfile.plain import to_plain
from salesaudit.orgfile.problems import LoadError, Problem
from salesaudit.orgfile.validate import validate
from salesaudit.orgfile.yamltree import locate, read_tree
from salesaudit.rules import subjects, wording
from salesaudit.rules.catalogue import all_rules
from salesaudit.rules.expressions import BadExpression, chains, check_text, evaluate
from salesaudit.rules.registry import RULES, Rule, RuleError, Selector, register, severities
from salesaudit.rules.verdict import NotApplicable, Verdict
from salesaudit.safety.child import ChildError, run_in_child
from salesaudit.safety.errors import UsageError
from salesaudit.safety.files import read_bounded
from salesaudit.safety.limits import LIMITS
from salesaudit.texts.catalogue import TemplateError, parse, say

SOURCE = "P"
"""The source of a pack's rules: the company itself."""

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


_WHOLE = {"first_step": "", "who": "", "done": ""}

_Answers: TypeAlias = dict[tuple[str, str], tuple[str, str]]
"""By rule and subject: whether the rule applies and whether it fails, each true, false or unknown."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that was read: its name, where it came from and its rules with their examples."""

    name: str
    path: str
    rules: tuple[Rule, ...]


class PackBroke(UsageError):
    """A pack whose expressions cannot be evaluated: its rules are not run, and that is told, never passed over."""


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
    all_rules()  # so that a pack cannot take the id of a rule that is not declared yet
    source, problems = read_tree(data, name)
    content = None
    if isinstance(source.root, MappingNode):
        content = validate("pack", to_plain(source.root), _reporter(source, problems)).data
    if content is not None:
        for index, entry in enumerate(content["rules"]):
            _check(entry, ("rules", index), _reporter(source, problems))
    if problems or content is None:
        raise LoadError(problems)
    rules = _rules(content["rules"], content["pack"])
    for rule in rules:
        register(rule)
    return Pack(content["pack"], name, rules)


def _reporter(source: Source, problems: list[Problem]) -> Any:
    def report(
        code: str, path: Path, *, key: bool = False, hint: str | None = None, related: object = (), **values: object
    ) -> None:
        span = locate(source.root, path, key=key) if source.root is not None else None
        line = source.lines[span.line - 1] if span and 0 < span.line <= len(source.lines) else None
        problems.append(Problem(code, source.name, span, values, hint, (), path, line))

    return report


def _check(entry: dict[str, Any], path: Path, report: Any) -> None:
    known = RULES.get(entry["id"])
    if known is not None and SOURCE not in known.sources:
        report("E114", (*path, "id"), hint="E114.hint", found=entry["id"])
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


def _rules(entries: list[dict[str, Any]], pack: str) -> tuple[Rule, ...]:
    """Return the rules of a pack. One child answers for all of them at once: starting it costs more than the work."""

    def answers(org: Org) -> _Answers:
        key = f"pack {pack}"
        if key not in org.derived_values:
            org.derived_values[key] = _answer_all(entries, org)
        return cast(_Answers, org.derived_values[key])

    return tuple(_rule(entry, answers) for entry in entries)


def _rule(entry: dict[str, Any], answers: Callable[[Org], _Answers]) -> Rule:
    named = chains(f"{entry.get('when', '')} && ({entry['fail_if']})")

    def judge(subject: Thing, org: Org) -> Verdict:
        return _verdict(answers(org)[entry["id"], subject.id], named, subject, org)

    texts = {language: wording.Prose(**_WHOLE | words, findings={}) for language, words in entry["texts"].items()}
    example = wording.Example(entry.get("effort", "days"), entry["examples"]["bad"], entry["examples"]["good"])
    wording.register(entry["id"], texts, example)
    slug = entry.get("slug", entry["id"].lower())
    chosen = severities(entry["id"], entry["severity"])
    return Rule(entry["id"], slug, judge, SELECTORS[entry["subject"]], chosen, (SOURCE,))


def _answer_all(entries: list[dict[str, Any]], org: Org) -> _Answers:
    """Return what `when` and `fail_if` of each rule say of each of its subjects. Raises PackBroke."""
    expressions = [text for entry in entries for text in (entry.get("when", "true"), entry["fail_if"])]
    shared = {"company": _plain(org.peek(("company",)) or {}), "org": _plain(org.data), "size": org.band}
    asked: list[tuple[str, str]] = []
    worlds: list[tuple[int, dict[str, Any]]] = []
    for index, entry in enumerate(entries):
        for thing in SELECTORS[entry["subject"]](org).items:
            asked.append((entry["id"], thing.id))
            world = {**shared, "subject": facts_of(org, thing)}
            worlds += [(2 * index, world), (2 * index + 1, world)]
    try:
        told = run_in_child(evaluate, expressions, worlds)
    except ChildError as error:
        raise PackBroke("pack.broke", hint="pack.broke.hint", reason=say(error.key, "en", **error.values)) from error
    for place, (outcome, complaint) in enumerate(told):
        if outcome == "error":
            raise PackBroke("pack.error", hint="pack.error.hint", rule=asked[place // 2][0], complaint=complaint)
    return {pair: (told[2 * i][0], told[2 * i + 1][0]) for i, pair in enumerate(asked)}


def _verdict(answers: tuple[str, str], named: Iterable[tuple[str, Path]], subject: Thing, org: Org) -> Verdict:
    applies, fails = answers
    says: dict[str, object] = {}
    needs: list[Path] = []
    first: Path | None = None
    for root, keys in named:
        path, value = _find(root, keys, subject, org)
        if value is None:
            needs.append(path)
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
