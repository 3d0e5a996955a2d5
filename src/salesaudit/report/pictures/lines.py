"""Who reports to whom: places in the company and the lines between them, with rings and loose ends kept apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Literal, TypeAlias

from salesaudit.org.org import Org
from salesaudit.org.values import Number

Loose: TypeAlias = Literal["", "none", "unknown", "ring"]
"""Why a place stands outside the one line: it reports to nobody, nobody told to whom, or in a ring."""


@dataclass(slots=True)
class Place:
    """A role with those who hold it, a person who reports in a way of their own, or a department without a leader."""

    id: str
    worker: str
    people: tuple[str, ...] = ()
    heads: Number = Number.exactly(1)  # noqa: RUF009  (a number never changes)
    vacant: bool = False
    boss: str = ""
    also: tuple[str, ...] = ()
    """Those it reports to beside its boss: they never change who stands under whom."""
    loose: Loose = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """Places by id, who stands under whom, the places on top and those outside the line."""

    places: Mapping[str, Place]
    children: Mapping[str, Sequence[str]]
    tops: tuple[str, ...]
    outside: tuple[str, ...]

    def span(self, id_: str) -> Number:
        """Return how many people report to a place."""
        heads = [self.places[child].heads for child in self.children.get(id_, ()) if not self.places[child].vacant]
        return Number(sum(one.low for one in heads), sum(one.high for one in heads), "count")


def lines_of(org: Org) -> Lines:
    """Return the reporting lines of a company."""
    places = {place.id: place for place in _places(org)}
    for place in places.values():
        _find_bosses(place, places, org)
    _hang_under_owner(places, org)
    _open_rings(places)
    for vacancy in _vacancies(places, org):
        places[vacancy.id] = vacancy
    children: dict[str, list[str]] = {}
    for place in places.values():
        if place.boss:
            children.setdefault(place.boss, []).append(place.id)
    roots = [place.id for place in places.values() if not place.boss]
    tops = [id_ for id_ in roots if _is(places[id_], org, "owner")] or [
        id_ for id_ in roots if _is(places[id_], org, "ceo")
    ]
    tops = tops or [id_ for id_ in roots if children.get(id_)][:1] or roots[:1]
    for id_ in tops:
        places[id_].loose = ""
    outside = tuple(id_ for id_ in roots if id_ not in tops)
    return Lines(places, children, tuple(tops), outside)


def _places(org: Org) -> Iterator[Place]:
    apart = [one.id for one in org.everyone.items if one.is_person and _stands_apart(one.id, org)]
    for role in org.roles.items:
        holders = tuple(one.id for one in org.named_holders(role.id) if one.id not in apart)
        unnamed = org.unnamed_holders(role.id)
        if holders or unnamed.high > 0:
            heads = Number(unnamed.low + len(holders), unnamed.high + len(holders), "count")
            yield Place(f"role:{role.id}", role.id, holders, heads)
    for person in apart:
        yield Place(f"person:{person}", person)


def _stands_apart(person: str, org: Org) -> bool:
    """Tell whether a person reports in a way of their own, or holds no role in whose place they could stand."""
    return org.has_own(person, "reports_to") or not org.roles_of(person)


def _find_bosses(place: Place, places: Mapping[str, Place], org: Org) -> None:
    reports = org.worker(place.worker).reports_to
    meant = dict.fromkeys(
        boss for id_ in reports.members for boss in _meant(id_, places, org, frozenset()) if boss != place.id
    )
    place.boss, *others = list(meant) or [""]
    place.also = tuple(others)
    place.loose = "" if place.boss else "unknown" if reports.needs else "none"


def _meant(id_: str, places: Mapping[str, Place], org: Org, seen: frozenset[str]) -> Iterator[str]:
    """Yield the places that a reference means: a role's or a person's own, a department's leader's."""
    if id_ in seen:
        return
    if org.is_department(id_):
        for leader in org.department(id_).leader.members:
            yield from _meant(leader, places, org, seen | {id_})
        return
    own = [f"{kind}:{id_}" for kind in ("person", "role") if f"{kind}:{id_}" in places]
    if own:
        yield own[0]
    elif org.peek(("roles", id_)) is not None:
        yield from (f"person:{one.id}" for one in org.named_holders(id_)[:1] if f"person:{one.id}" in places)
    else:
        roles = org.roles_of(id_) if org.peek(("people", id_)) is not None else ()
        yield from (f"role:{role}" for role in roles[:1] if f"role:{role}" in places)


def _hang_under_owner(places: Mapping[str, Place], org: Org) -> None:
    """Let owners report to nobody, and a CEO of whom nothing else is told to the owner."""
    owners = [place for place in places.values() if _is(place, org, "owner")]
    for owner in owners:
        owner.also = tuple(filter(None, (owner.boss, *owner.also)))
        owner.boss, owner.loose = "", ""
    for place in places.values():
        if place.loose == "unknown" and owners and _is(place, org, "ceo") and place not in owners:
            place.boss, place.loose = owners[0].id, ""


def _open_rings(places: Mapping[str, Place]) -> None:
    """Take out one line of every ring of places that report to one another; it stays as a line beside."""
    settled: set[str] = set()
    for start in places.values():
        way: dict[str, None] = {}
        place = start
        while place.id not in settled and place.id not in way:
            way[place.id] = None
            if not place.boss:
                break
            place = places[place.boss]
        if place.id in way and place.boss:
            place.also = (place.boss, *place.also)
            place.boss, place.loose = "", "ring"
        settled.update(way)


def _vacancies(places: Mapping[str, Place], org: Org) -> list[Place]:
    """Return a place for each department that is known to have no leader, under whom its people report to outside."""
    found = []
    for department in org.departments.items:
        leader = department.leader
        if leader.members or leader.needs:
            continue
        own = {place.id for place in places.values() if _department(place, org) == department.id}
        bosses = [place.boss for place in places.values() if place.id in own and place.boss not in own | {""}]
        tops = [place.id for place in places.values() if not place.boss and _is(place, org, "owner")]
        boss = next(iter(bosses or tops), "")
        loose: Loose = "" if boss else "unknown"
        found.append(
            Place(
                f"vacant:{department.id}", department.id, heads=Number.exactly(0), vacant=True, boss=boss, loose=loose
            )
        )
    return found


def _department(place: Place, org: Org) -> object:
    return org.worker(place.worker).find(("department",))[1]


def _is(place: Place, org: Org, archetype: str) -> bool:
    return not place.vacant and archetype in org.worker(place.worker).archetypes


def how_many(heads: Number) -> int | None:
    """Return a number of people, None where it is not known."""
    return int(heads.low) if heads.known and heads.high != inf else None
