"""Who acts: the people of the file behind the words leader, owner, both sides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from salesaudit.audit.labels import label, label_of
from salesaudit.audit.report import Finding, Label
from salesaudit.org.org import Org
from salesaudit.org.values import Path, Unknown
from salesaudit.org.workers import Worker
from salesaudit.report.scene import Scene, unique
from salesaudit.rules.wording import example, prose
from salesaudit.texts import show

MOST_NAMED: Final = 3
"""Where more people have to act, the words of the rule say it better."""

FALLBACK: Final[Mapping[str, tuple[str, ...]]] = {
    "leader": ("leader", "ceo", "owner"),
    "ceo": ("ceo", "owner"),
    "owner": ("owner", "ceo"),
    "owner_or_ceo": ("ceo", "owner"),
    "marketing": ("marketing", "leader", "ceo", "owner"),
    "production": ("production", "ceo", "owner"),
    "finance": ("finance", "ceo", "owner"),
    "boss": ("boss", "ceo", "owner"),
    "keeper": ("keeper", "leader", "ceo", "owner"),
    "neighbour": ("neighbour", "ceo", "owner"),
    "both_sides": ("both_sides", "ceo", "owner"),
}
"""Who does it where nobody holds a place: there it is the one above who has to move first."""

KEEPERS: Final = ("owner", "accountable", "responsible")


def actor(rule: str, findings: Sequence[Finding], scene: Scene) -> str:
    """Return who has to act on the findings of a rule: by name and role, by role, else in the words of the rule."""
    wanted = example(rule).actors
    found = unique(
        name for want in wanted for finding in findings[:MOST_NAMED] for name in named(want, finding.subject, scene)
    )
    if not found or len(found) > MOST_NAMED:
        return scene.upper(prose(rule, scene.lang).who)
    return scene.upper(show.join(found, scene.lang))


def lead_actor(rule: str, findings: Sequence[Finding], scene: Scene) -> str:
    """Return the one whose time the work of a rule takes first."""
    for want in example(rule).actors[:1]:
        for finding in findings[:1]:
            for name in named(want, finding.subject, scene)[:1]:
                return name
    return prose(rule, scene.lang).who


def named(want: str, subject: Label, scene: Scene) -> tuple[str, ...]:
    """Return the names of those behind a word, or of those who act where nobody is; empty where none is known."""
    for word in FALLBACK.get(want, (want,)):
        workers = _workers(word, subject, scene.org)
        if workers:
            return unique(person(worker, scene) for worker in workers)
    return ()


def person(worker: Worker, scene: Scene) -> str:
    """Return ``Пётр Петров (руководитель продаж)``, the role alone where nobody is named."""
    name = scene.name(label(scene.org, worker))
    if not worker.is_person or scene.nameless:
        return name
    roles = [scene.name(label_of(scene.org, role, "archetype")) for role in worker.roles]
    return f"{name} ({show.join(roles[:2], scene.lang)})" if roles else name


def _workers(word: str, subject: Label, org: Org) -> tuple[Worker, ...]:
    try:
        found = tuple(dict.fromkeys(_FIND[word](subject, org))) if word in _FIND else ()
    except Unknown:
        return ()
    people = tuple(worker for worker in found if worker.is_person)
    return people or found


def _leaders(_: Label, org: Org) -> Iterable[Worker]:
    return org.leaders.items


def _ceos(_: Label, org: Org) -> Iterable[Worker]:
    return org.ceos.items


def _owners(_: Label, org: Org) -> Iterable[Worker]:
    return org.owners.items


def _marketing(_: Label, org: Org) -> Iterable[Worker]:
    return _first(org, _in_component(org, "lead_generation"), ("head_of_marketing",), ("marketer",))


def _production(_: Label, org: Org) -> Iterable[Worker]:
    return _first(org, _in_component(org, "production"), ("head_of_production",))


def _finance(_: Label, org: Org) -> Iterable[Worker]:
    return _first(org, (), ("head_of_finance", "head_of_accounting"), ("accountant",))


def _first(org: Org, leaders: Sequence[Worker], *archetypes: tuple[str, ...]) -> Iterable[Worker]:
    if leaders:
        return leaders
    holders = (org.holding(*several).items for several in archetypes)
    return next((found for found in holders if found), ())


def _in_component(org: Org, component: str) -> list[Worker]:
    return [
        worker
        for department in org.departments.items
        if org.component_of_department(department.id) == component
        for worker in _leaders_of(department.id, org)
    ]


def _leaders_of(department: str, org: Org) -> list[Worker]:
    named = org.peek(("departments", department, "leader")) or ()
    return [worker for id_ in named for worker in _named_in_place(id_, org)]


def _named_in_place(id_: str, org: Org) -> Sequence[Worker]:
    if org.peek(("roles", id_)) is not None:
        return org.named_holders(id_) or (org.worker(id_),)
    return org.workers_behind(id_)


def _subject(subject: Label, org: Org) -> Iterable[Worker]:
    known = org.peek(("people" if subject.kind == "person" else "roles", subject.id)) is not None
    return (org.worker(subject.id),) if subject.kind in ("person", "role") and known else ()


def _bosses(subject: Label, org: Org) -> Iterable[Worker]:
    return [
        boss for one in _subject(subject, org) for id_ in one.reports_to.members for boss in _named_in_place(id_, org)
    ]


def _keepers(subject: Label, org: Org) -> Iterable[Worker]:
    path = _path(subject)
    for key in KEEPERS:
        named = org.peek((*path, key))
        if named:
            return [worker for id_ in named for worker in _named_in_place(id_, org)]
    return ()


def _path(subject: Label) -> Path:
    sections = {"element": "elements", "function": "functions", "policy": "policies", "process": "processes"}
    return ("strategy",) if subject.kind == "company" else (sections.get(subject.kind, subject.kind), subject.id)


def _neighbours(subject: Label, org: Org) -> Iterable[Worker]:
    return _leaders_of(subject.id, org) if subject.kind in ("interface", "department") else ()


def _both_sides(subject: Label, org: Org) -> Iterable[Worker]:
    entry = org.peek(("handoffs", subject.id)) if subject.kind == "handoff" else None
    ends = (entry.get("from"), entry.get("to")) if isinstance(entry, Mapping) else ()
    return [worker for end in ends if end for worker in _side(str(end), org)]


def _side(end: str, org: Org) -> Sequence[Worker]:
    if org.peek(("departments", end)) is not None:
        return _leaders_of(end, org)
    return org.leaders.items if end == "sales" else _in_component(org, end)


_FIND: Final[Mapping[str, Callable[[Label, Org], Iterable[Worker]]]] = {
    "leader": _leaders,
    "ceo": _ceos,
    "owner": _owners,
    "marketing": _marketing,
    "production": _production,
    "finance": _finance,
    "subject": _subject,
    "boss": _bosses,
    "keeper": _keepers,
    "neighbour": _neighbours,
    "both_sides": _both_sides,
}
