"""Repeat groups: the roles, people, departments … that a section's questions are asked for, one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from salesaudit.knowledge import vocabulary
from salesaudit.knowledge.catalogues import CATALOGUES
from salesaudit.org.org import Org
from salesaudit.org.workers import Worker
from salesaudit.orgfile.nodes import Path
from salesaudit.questionnaire.binding import WORKERS, path_of
from salesaudit.questionnaire.conditions import fact

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "role": ("roles",),
    "person": ("people",),
    "department": ("departments",),
    "interface": ("departments",),
    "channel": ("lead_generation", "channels"),
    "stage": ("processes", "funnel", "stages"),
    "segment": ("segments",),
    "process": ("processes",),
    "handoff": ("handoffs",),
    "goal": ("strategy", "goals"),
}
"""Where the company's file lists the entries of a kind."""

LISTED_BY_THE_VOCABULARY = ("function", "element", "policy", "activity", "component")
USUAL = {"role": 6, "person": 6, "department": 4, "interface": 3, "channel": 3, "stage": 5, "segment": 2, "goal": 2,
         "worker": 6, "seller": 3}  # fmt: skip
"""How many entries to expect while the company has not named them: for an honest guess of the time only."""


def entries(each: str, over: Mapping[str, tuple[str, ...]], org: Org) -> tuple[Path, ...] | None:
    """Return the entries of a kind that are known so far and fit, None where nothing is known of them yet.

    An entry is its id, or the path of a worker's own entry for the kinds of WORKERS and for people and roles.
    """
    found = _listed(each, org)
    if found is None:
        return None
    return tuple(entry for entry in found if _fits(each, str(entry[-1]), over, org))


def expected(each: str) -> int:
    """Return how many entries a company usually has."""
    return USUAL.get(each, 1)


def _listed(each: str, org: Org) -> Iterable[Path] | None:
    if each in LISTED_BY_THE_VOCABULARY:
        own = org.peek((f"{each}s",)) or {} if each in ("function", "element") else {}
        return [(id_,) for id_ in dict.fromkeys([*CATALOGUES[each](), *own])]
    if each in WORKERS:
        workers = {"worker": org.everyone, "seller": org.sellers, "leader": org.leaders, "owner": org.owners,
                   "ceo": org.ceos}[each]  # fmt: skip
        return None if workers.needs and not workers.items else [path_of(worker) for worker in workers.items]
    section = SECTIONS[each]
    content = fact(org.data, section)
    if content is None:
        return None
    if each == "goal":
        return [(str(goal["metric"]),) for goal in content]
    if each == "interface":
        return [(id_,) for id_ in content if org.component_of_department(id_) != "sales"]
    home = section if each in ("role", "person") else ()
    return [(*home, str(id_)) for id_ in content]


def _fits(each: str, id_: str, over: Mapping[str, tuple[str, ...]], org: Org) -> bool:
    return all(_passes(key, wanted, each, id_, org) for key, wanted in over.items())


def _passes(key: str, wanted: tuple[str, ...], each: str, id_: str, org: Org) -> bool:
    if key == "id":
        return id_ in wanted
    if key == "not":
        return id_ not in wanted
    if key == "not_component":
        return not _attributes("component", each, id_, org) & set(wanted)
    return bool(_attributes(key, each, id_, org) & set(wanted))


def _attributes(key: str, each: str, id_: str, org: Org) -> set[str]:
    if each in ("role", "person", *WORKERS):
        return _of_worker(key, org.worker(id_))
    if each in LISTED_BY_THE_VOCABULARY and id_ in CATALOGUES[each]():
        return {str(getattr(CATALOGUES[each]()[id_], key, ""))}
    if each in ("department", "interface") and key == "component":
        return {str(org.component_of_department(id_) or "")}
    section = SECTIONS.get(each, (f"{each}s",))
    return {str(fact(org.data, (*section, id_, key)) or "")}


def _of_worker(key: str, worker: Worker) -> set[str]:
    known = vocabulary.archetypes()
    if key == "archetype":
        return set(worker.archetypes)
    reads: Mapping[str, Callable[[str], str]] = {
        "level": lambda archetype: known[archetype].level,
        "component": lambda archetype: known[archetype].component,
    }
    read = reads.get(key)
    return {read(archetype) for archetype in worker.archetypes if archetype in known} if read else set()


def title(each: str, id_: str, org: Org, lang: str) -> str:
    """Return the name of an entry as people say it: its own, else the vocabulary's, else its id."""
    kind = {"interface": "department", "goal": "metric"}.get(each, each)
    if kind in (*WORKERS, "role", "person"):
        return _worker_title(id_, org, lang)
    section = SECTIONS.get(each, (f"{kind}s",))
    own = fact(org.data, (*section, id_, "title"))
    if isinstance(own, str):
        return own
    if each == "handoff":
        return " → ".join(_component_title(part, org, lang) for part in id_.split("#")[0].split("->"))
    if kind in CATALOGUES and id_ in CATALOGUES[kind]():
        return vocabulary.title(kind, id_, lang)
    return id_


def _component_title(id_: str, org: Org, lang: str) -> str:
    return (
        vocabulary.title("component", id_, lang)
        if id_ in vocabulary.components()
        else title("department", id_, org, lang)
    )


def _worker_title(id_: str, org: Org, lang: str) -> str:
    person: Any = fact(org.data, ("people", id_))
    if person is not None:
        return str(person.get("name") or person.get("title") or id_)
    role: Any = fact(org.data, ("roles", id_)) or {}
    if isinstance(role.get("title"), str):
        return str(role["title"])
    archetype = role.get("archetype", id_)
    return vocabulary.title("archetype", archetype, lang) if archetype in vocabulary.archetypes() else id_
