"""How all this was found, so that somebody else finds the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from salesaudit.audit.profile import DEFAULT, Profile
from salesaudit.knowledge import vocabulary
from salesaudit.orgfile.load import Attached
from salesaudit.report.respondents import who_told
from salesaudit.report.scene import Scene
from salesaudit.report.topics import source_list
from salesaudit.report.view import Cell, Input, Method, Table
from salesaudit.rules.catalogue import rules_version
from salesaudit.rules.registry import RULES, Rule
from salesaudit.rules.steps import StepTable
from salesaudit.rules.wording import prose
from salesaudit.texts import show
from salesaudit.version import __version__

OURS = "D"
HOURS = ("b2c_hours", "b2b_hours")


def method(scene: Scene, profile: Profile) -> Method:
    """Return how the report came about."""
    report = scene.report
    spoke = dict.fromkeys(one.rule for many in (report.findings, report.passed, report.unknown) for one in many)
    rules = [rule for rule in RULES if rule in spoke]
    return Method(
        paragraphs=tuple(_paragraphs(scene, len(rules))),
        sources=source_list(rules, scene),
        thresholds=_thresholds(rules, profile, scene),
        inputs=tuple(_inputs(scene)),
        versions=tuple(_versions(scene)),
    )


def _paragraphs(scene: Scene, rules: int) -> Iterator[str]:
    yield scene.say("report.method.rules", n=rules)
    yield scene.say("report.method.unknown")
    yield scene.say("report.method.score")
    yield scene.say("report.method.order")
    if scene.report.as_of is None:
        yield scene.say("report.method.no_day")
    if not scene.report.size_known:
        yield scene.say("report.method.size")
    if any(file.kind == "answers" for file in scene.document.attached):
        yield scene.say("report.method.sellers")
    if scene.shared:
        yield scene.say("report.method.redacted")
    elif scene.nameless:
        yield scene.say("report.method.nameless")


def _thresholds(rules: list[str], profile: Profile, scene: Scene) -> Table:
    keys = ("rule", "threshold", "value", "origin") if scene.shows_rules else ("threshold", "value", "origin")
    head = tuple(scene.say(f"report.method.{key}") for key in keys)
    rows = tuple(row for rule in rules for row in _limits(RULES[rule], profile, scene))
    return Table(head, rows)


def _limits(rule: Rule, profile: Profile, scene: Scene) -> Iterator[tuple[Cell, ...]]:
    own: Mapping[str, Any] = profile.parameters.get(rule.id, {})
    for name, default in rule.parameters.items():
        chosen = own.get(name, default)
        if name in own and own[name] != default:
            origin = scene.say("report.method.by_profile", profile=profile.name)
        elif OURS in rule.sources:
            origin = scene.say("report.method.ours")
        else:
            continue
        what = f"{prose(rule.id, scene.lang).title}: {_parameter(name, scene)}"
        cells = (Cell(rule.id), Cell(what), Cell(_value(name, chosen, scene)), Cell(origin))
        yield cells if scene.shows_rules else cells[1:]


def _parameter(name: str, scene: Scene) -> str:
    try:
        return vocabulary.word("parameter", name, scene.lang)
    except KeyError:
        return name.replace("_", " ")


def _value(name: str, value: object, scene: Scene) -> str:
    lang = scene.lang
    match value:
        case bool():
            return vocabulary.word("yes_no", "yes" if value else "no", lang)
        case int() if name in HOURS:
            return show.duration(value, lang)
        case int():
            return show.number(value, lang)
        case float() if 0 <= value <= 1:
            return show.share(value, lang)
        case float():
            return show.share(value, lang) if name in ("most", "enough") and value < 2 else show.number(value, lang)
        case StepTable():
            parts = [
                scene.say("report.step", n=most, share=show.share(share, lang)) for most, share in value.steps.items()
            ]
            return "; ".join([*parts, scene.say("report.step_beyond", share=show.share(value.beyond, lang))])
        case Mapping():
            return "; ".join(f"{_key(key, scene)} — {_value(name, item, scene)}" for key, item in value.items())
        case tuple() | list():
            return show.join([_value(name, item, scene) for item in value], lang)
    return str(value)


def _key(key: object, scene: Scene) -> str:
    try:
        return vocabulary.word("size_band", str(key), scene.lang)
    except KeyError:
        return str(key)


def _inputs(scene: Scene) -> Iterator[Input]:
    source = scene.document.source
    yield Input(_file(source.name, 0, scene), scene.say("report.input.company"), source.sha256)
    for number, file in enumerate(scene.document.attached, 1):
        yield Input(_file(file.source.name, number, scene), _what(file, scene), file.source.sha256)


def _file(name: str, number: int, scene: Scene) -> str:
    """Return a file's name; where names are taken out, a number, for people name files after people."""
    return scene.say("report.input.number", n=number + 1) if scene.nameless or scene.shared else name


def _what(file: Attached, scene: Scene) -> str:
    if file.kind == "answers":
        return scene.say("report.input.answers", who=who_told(file.data["respondent"]["as"], scene))
    kind = str(file.data["source"].get("kind", ""))
    return scene.say("report.input.evidence", what=vocabulary.word("evidence_kind", kind, scene.lang))


def _versions(scene: Scene) -> Iterator[tuple[str, str]]:
    yield scene.say("report.version.tool"), f"salesaudit {__version__}"
    yield scene.say("report.version.rules"), rules_version()
    yield scene.say("report.version.profile"), scene.report.profile
    if scene.report.profile != DEFAULT:
        yield scene.say("report.version.usual"), DEFAULT
