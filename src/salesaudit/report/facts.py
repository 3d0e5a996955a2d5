"""Facts in a reader's words: what a fact is called, what it says, how it is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from salesaudit.audit.labels import enumeration, label_of
from salesaudit.audit.phrases import dotted, term
from salesaudit.audit.report import Evidence, Finding, Label, Names
from salesaudit.knowledge import vocabulary
from salesaudit.org.org import Org
from salesaudit.org.values import OriginKind, Path
from salesaudit.orgfile.shapes import Shape, fields, root
from salesaudit.report.scene import Scene, is_about_pay
from salesaudit.report.view import Fact
from salesaudit.texts import show

MOST_FACTS: Final = 8
"""More links make no chain."""

THINGS: Final[Mapping[Path, str]] = {
    ("people",): "person",
    ("roles",): "role",
    ("functions",): "function",
    ("departments",): "department",
    ("interfaces",): "department",
    ("policies",): "policy",
    ("elements",): "element",
    ("segments",): "segment",
    ("handoffs",): "handoff",
    ("processes",): "process",
    ("processes", "funnel", "stages"): "stage",
    ("strategy", "goals"): "goal",
    ("strategy", "links"): "link",
    ("lead_generation", "channels"): "channel",
}
"""Sections whose entries have names, and what an entry is."""

FUNNEL: Final = ("processes", "funnel")
PARTS: Final[Mapping[Path, str]] = {
    FUNNEL: "report.thing.funnel",
    ("lead_generation", "target_portrait"): "report.thing.portrait",
    ("strategy",): "report.thing.strategy",
}

QUOTED: Final = ("stage", "handoff", "segment", "channel", "link")
"""Things whose names do not say what they are names of."""

MEASURED: Final[Mapping[str, str]] = {"stages_never_seen": "stages", "won_cycle_median": "duration", "open": "count"}
"""How to read what only an import tells, by last key; everything else there is a share."""

BACKGROUND: Final = (("company", "market"), ("company", "sales_format"), ("company", "as_of"), ("company", "captive"))
LEADS_THERE: Final = ("leader", "component", "from", "to", "archetype", "title", "reports_to")
"""Facts that decide whether a rule asks at all, or whom it means."""

DAYS: Final = ("days", "decision_days")
NOTHING: Final = "—"


def facts(finding: Finding, scene: Scene) -> tuple[Fact, ...]:
    """Return the chain of facts under a finding, what it points to first; those that only lead there stay out."""
    readable = [item for item in finding.evidence if scene.audience != "team" or not is_about_pay(item.path)]
    chosen = [item for item in readable if not _hidden(item, finding)]
    chosen = chosen or [item for item in readable if not isinstance(item.value, Mapping)]
    chosen = _of_those_named(chosen, finding)
    chosen.sort(key=lambda item: _far(item, finding))
    told: dict[tuple[str, str], Fact] = {}
    for item in chosen[:MOST_FACTS]:
        fact = _fact(item, scene)
        told.setdefault((fact.name, fact.value), fact)
    return tuple(told.values())


def _of_those_named(items: list[Evidence], finding: Finding) -> list[Evidence]:
    """Return the facts of the things that a finding names, where it names several of what it looked at."""
    named = {label.id for said in finding.says.values() if isinstance(said, Names) for label in said.labels}
    kept = [item for item in items if item.path[:1] != finding.path[:1] or named.intersection(item.path)]
    return kept if any(item.path[:1] == finding.path[:1] for item in kept) else items


def fact_name(path: Path, scene: Scene) -> str:
    """Return what a fact is called: ``Пётр Петров: время на продажи``."""
    if word := _word(dotted(path), scene):
        return word
    thing, rest = _part(path, scene) or _thing(path, scene)
    word = _word(dotted(rest), scene) or _word(str(rest[-1]), scene) if rest else ""
    if not thing:
        return word or dotted(path)
    if path[-1] == "roles":
        word = _word("held_roles", scene)
    return f"{thing} — {word or dotted(rest)}" if rest else thing


def subject_name(finding: Finding, scene: Scene) -> str:
    """Return what to call that which a finding is about; a fact by its name, not by its path."""
    return fact_name(finding.path, scene) if finding.subject.kind == "fact" else scene.name(finding.subject)


def small_fact(key: str, scene: Scene) -> str:
    """Return what the last part of a fact's path asks for: ``кто отвечает за результат``."""
    return _word(key, scene) or key


def value_text(path: Path, value: object, scene: Scene) -> str:
    """Return a fact's value as people write it."""
    if path[:1] == ("measured",):
        return _by_reader(MEASURED.get(str(path[-1]), "share"), path, value, scene)
    shape = _shape(path)
    return _by_shape(shape, path, value, scene)


def origin_text(kind: OriginKind, who: str, scene: Scene) -> str:
    """Return in words how a fact is known."""
    if kind == "told":
        return scene.say("report.origin.told", who=term(who, "respondent", scene.lang))
    if kind == "measured":
        return scene.say("report.origin.measured", system=SYSTEMS.get(who, who))
    return scene.say(f"report.origin.{kind}")


SYSTEMS: Final[Mapping[str, str]] = {"amocrm": "amoCRM", "bitrix24": "Битрикс24", "dynamics": "Dynamics", "crm": "CRM"}
"""Systems by the names that their makers write."""


def _fact(item: Evidence, scene: Scene) -> Fact:
    return Fact(
        name=scene.upper(_stated_name(item.path, scene)),
        value=value_text(item.path, item.value, scene),
        origin=origin_text(item.origin, item.who, scene),
        path=dotted(item.path) if scene.reads_files else "",
        place=scene.place(item.place),
    )


def _stated_name(path: Path, scene: Scene) -> str:
    """Return what a fact is called beside its value: a thing that is at work needs no question of whether it is."""
    thing, rest = _part(path, scene) or _thing(path, scene)
    return thing if thing and rest == ("state",) else fact_name(path, scene)


def _far(item: Evidence, finding: Finding) -> tuple[int, int]:
    """Return how far a fact is from what the finding is about: the place itself, its subject, the rest."""
    if item.path == finding.path:
        return 0, 0
    about = finding.subject.id in item.path or item.path[:2] == finding.path[:2]
    return 1 if about else 2, 0 if isinstance(item.value, int | float) else 1


def _hidden(item: Evidence, finding: Finding) -> bool:
    """Tell whether a fact only led to the one that matters."""
    if item.path == finding.path:
        return False
    if isinstance(item.value, Mapping) and item.path[-1] not in ("time", "plan"):
        return True
    if item.path in BACKGROUND:
        return True
    return item.path[-1] in LEADS_THERE and finding.subject.id not in item.path


def _word(path: str, scene: Scene) -> str:
    try:
        return vocabulary.word("fact", path, scene.lang)
    except KeyError:
        return ""


def _part(path: Path, scene: Scene) -> tuple[str, Path] | None:
    """Return the name of a part of the company that has but one entry, and the rest of the path."""
    for known, key in PARTS.items():
        if path[: len(known)] == known and len(path) == len(known) + 1:
            return scene.say(key), path[len(known) :]
    return None


def _thing(path: Path, scene: Scene) -> tuple[str, Path]:
    """Return the name of the entry that a fact is of, empty where it is of the company, and the rest of the path."""
    for section, kind in reversed(tuple(THINGS.items())):
        length = len(section)
        if path[:length] == section and len(path) > length and path[: length + 1] != FUNNEL:
            return _entry(kind, path[: length + 1], scene), path[length + 1 :]
    return "", path


def _entry(kind: str, path: Path, scene: Scene) -> str:
    id_ = str(path[-1])
    if kind == "goal":
        return scene.say("report.goal", n=int(path[-1]) + 1)
    if kind in ("person", "role", "department"):
        return scene.name(label_of(scene.org, id_, kind))
    entry = scene.org.peek(path)
    title = (entry.get("what") if kind == "handoff" else entry.get("title")) if isinstance(entry, Mapping) else None
    name = scene.name(Label(kind, id_, title))
    return scene.say(f"report.thing.{kind}", name=name) if kind in QUOTED else name


@cache
def _shape(path: Path) -> Shape | None:
    """Return the shape that the format gives a fact, None where it has no such place."""
    shape = Shape("section", model=root("org"))
    for part in path:
        if shape.form == "section":
            found = next((field.shape for field in fields(shape.model) if field.name == part), None)
        else:
            found = shape.item if shape.form in ("list", "map") else None
        if found is None:
            return None
        shape = found
    return shape


def _by_shape(shape: Shape | None, path: Path, value: object, scene: Scene) -> str:
    if value is None:
        return NOTHING
    if shape is None:
        return _plain(path, value, scene)
    if isinstance(value, Mapping):
        return _section(path, value, scene)
    if isinstance(value, list | tuple):
        return _list(shape, path, value, scene)
    if shape.form == "words" or isinstance(value, bool):
        return _plain(path, value, scene)
    return _by_reader(shape.reader, path, value, scene)


def _list(shape: Shape, path: Path, values: Sequence[object], scene: Scene) -> str:
    if not values:
        return scene.say("report.nobody" if _names_people(shape) else "report.none")
    if any(isinstance(item, Mapping) for item in values):
        goals = [_goal((*path, n), item, scene) for n, item in enumerate(values) if isinstance(item, Mapping)]
        return "; ".join(goals) if path == ("strategy", "goals") else scene.say("report.entries", n=len(values))
    return show.join([_by_shape(shape.item, path, item, scene) for item in values], scene.lang)


def _goal(path: Path, goal: Mapping[str, object], scene: Scene) -> str:
    metric = term(str(goal.get("metric")), "metric", scene.lang)
    return f"{metric} {value_text((*path, 'target'), goal['target'], scene)}" if "target" in goal else metric


def _names_people(shape: Shape) -> bool:
    return shape.item is not None and shape.item.reader in ("who", "role_ref")


def _by_reader(reader: str, path: Path, value: object, scene: Scene) -> str:
    if value == "none":
        return scene.say("report.none")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(reader, path, value, scene)
    match reader:
        case "date" | "date_or_none":
            return show.date(str(value), scene.lang)
        case "state":
            return term(str(value), "state", scene.lang)
        case "who" | "role_ref" | "department_ref" | "component_ref":
            return scene.name(label_of(scene.org, str(value), "archetype"))
        case "stages" if isinstance(value, list | tuple):
            names = [_entry("stage", ("processes", "funnel", "stages", str(id_)), scene) for id_ in value]
            return show.join(names, scene.lang) or scene.say("report.none")
    return _plain(path, value, scene)


def _number(reader: str, path: Path, value: float, scene: Scene) -> str:
    if reader == "amount" and counts_money(path, scene.org):
        reader = "money"
    match reader:
        case "share" | "share_or_none" | "attainment":
            return show.share(value, scene.lang)
        case "money" | "money_or_none":
            return show.money(value, scene.report.currency, scene.lang)
        case "duration" | "duration_or_none":
            return show.duration(value, scene.lang)
    if path[-1] in DAYS:
        return show.duration(value * show.HOURS_IN_A_DAY, scene.lang)
    return show.number(value, scene.lang)


def counts_money(path: Path, org: Org) -> bool:
    """Tell whether an amount of a plan or a goal is one of money, by what it is counted in."""
    metric = org.peek((*path[:-1], "metric")) if path[-1] == "target" else path[-1]
    return metric in MONEY_METRICS


MONEY_METRICS: Final = frozenset(
    ("revenue", "revenue_plan", "gross_profit", "payments", "company_profit", "repeat_revenue", "revenue_growth")
)


def _plain(path: Path, value: object, scene: Scene) -> str:
    match value:
        case bool():
            return vocabulary.word("yes_no", "yes" if value else "no", scene.lang)
        case int() | float():
            return show.number(value, scene.lang)
        case list() | tuple():
            return show.join([_plain(path, item, scene) for item in value], scene.lang)
        case Mapping():
            return _section(path, value, scene)
    text = str(value)
    if text == "unknown":
        return scene.say("report.not_known")
    return term(text, enumeration(path), scene.lang)


def _section(path: Path, value: Mapping[str, object], scene: Scene) -> str:
    if path[-1] not in ("time", "plan"):
        return scene.say("report.entries", n=len(value))
    return "; ".join(_parts(path, value, scene)) or scene.say("report.none")


def _parts(path: Path, value: Mapping[str, object], scene: Scene) -> Iterator[str]:
    for key, item in value.items():
        name = term(key, "activity" if path[-1] == "time" else "metric", scene.lang)
        if key in ("checkpoints", "per"):
            continue
        yield f"{name} {value_text((*path, key), item, scene)}"
