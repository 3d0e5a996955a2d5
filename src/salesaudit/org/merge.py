"""From documents to one Org: measured wins over declared, declared over told; what is told differently is disputed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from salesaudit.knowledge import vocabulary
from salesaudit.org.org import Org
from salesaudit.org.values import DECLARED, Fact, Origin, Path
from salesaudit.orgfile.load import Attached, OrgDocument, handoff_ids

TOLERANCE = 0.1
"""Shares told by two people count as the same when they differ by at most this much."""

PERSON_FACTS = {"deals_won": "deals"}
MEASURED_FACTS: Mapping[Path, Path] = {
    ("customers", "top_share"): ("company", "top_customer_share"),
    ("leads", "unprocessed_share"): ("lead_generation", "unprocessed_share"),
    ("leads", "first_response_median"): ("lead_generation", "first_response"),
}


def build_org(document: OrgDocument) -> Org:
    """Return the Org of a document with the facts of its evidence and answers files merged in."""
    data = with_ids(document.data)
    if not document.attached:
        return Org(data)
    merger = _Merger(data)
    for file in document.attached:
        if file.kind == "answers":
            merger.take_answers(file)
    merger.settle_answers()
    for file in document.attached:
        if file.kind == "evidence":
            merger.take_evidence(file)
    return Org(merger.data, merger.origins, merger.disputed, merger.tellings)


def with_ids(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts as rules and paths name them: handoffs and stages by their ids, empty sections written out."""
    result = {section: content if content != {} else _nothing_in(section) for section, content in data.items()}
    if isinstance(handoffs := result.get("handoffs"), list):
        result["handoffs"] = dict(zip(handoff_ids(handoffs), handoffs, strict=True))
    if processes := result.get("processes"):
        result["processes"] = {
            id_: {**process, "stages": {stage["id"]: stage for stage in process["stages"]}}
            if isinstance(process.get("stages"), list)
            else process
            for id_, process in processes.items()
        }
    return result


def _nothing_in(section: str) -> dict[str, Any]:
    """Return what it means, entry by entry, that a section is known to be empty."""
    match section:
        case "functions":
            return {id_: {"responsible": [], "accountable": []} for id_ in vocabulary.functions()}
        case "elements":
            # the funnel is a process: there it may be described all the same
            return {id_: {"state": "absent"} for id_ in vocabulary.elements() if id_ != "funnel"}
        case "policies":
            return {id_: {"state": "absent"} for id_ in vocabulary.policies()}
        case "processes":
            return {"funnel": {"state": "absent"}}
    return {}


def leaves(tree: Mapping[str, Any], path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield every value of a tree of facts with its path; lists are values."""
    for key, value in tree.items():
        if isinstance(value, Mapping) and value:
            yield from leaves(value, (*path, key))
        else:
            yield (*path, key), value


class _Merger:
    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.origins: dict[Path, Origin] = {}
        self.disputed: dict[Path, tuple[Fact, ...]] = {}
        self.tellings: dict[Path, tuple[Fact, ...]] = {}
        self._told: dict[Path, list[Fact]] = {}

    def take_answers(self, file: Attached) -> None:
        who = file.data["respondent"]["as"]
        for path, value in leaves(with_ids(file.told)):
            if path[-1] != "id":
                origin = Origin("told", who, file.source.name, _answer(file, path))
                self._told.setdefault(path, []).append(Fact(path, value, origin))
        for index, answer in enumerate(file.data["answers"]):
            if answer.get("state") == "unknown":
                path = tuple(answer["fills"].split("."))
                origin = Origin("told", who, file.source.name, ("answers", index))
                self._told.setdefault(path, []).append(Fact(path, None, origin))

    def settle_answers(self) -> None:
        """Put in what only respondents know and agree on; keep what each said."""
        for path, facts in self._told.items():
            self.tellings[path] = tuple(facts)
            said = [fact for fact in facts if fact.value is not None]
            if not said or self._declared(path) is not None:
                continue
            if all(agree(one.value, other.value) for one, other in combinations(said, 2)):
                self._put(path, said[0].value, said[0].origin)
            else:
                self.disputed[path] = tuple(said)

    def take_evidence(self, file: Attached) -> None:
        system = file.data["source"].get("system", file.data["source"]["kind"])
        for section in ("people", "customers", "funnel", "leads"):
            for path, value in leaves({section: file.data.get(section, {})}):
                if value == {}:
                    continue
                origin = Origin("measured", system, file.source.name, path)
                target = self._target(path)
                if (declared := self._declared(target)) is not None:
                    known = Fact(target, declared, self.origins.get(target, DECLARED))
                    self.tellings[target] = (*self.tellings.get(target, ()), known)
                self._put(target, value, origin)

    @staticmethod
    def _target(path: Path) -> Path:
        if path[0] == "people":
            return ("people", path[1], "results", PERSON_FACTS.get(str(path[2]), path[2]))
        return MEASURED_FACTS.get(path, ("measured", *path))

    def _declared(self, path: Path) -> Any:
        here: Any = self.data
        for part in path:
            here = here.get(part) if isinstance(here, Mapping) else None
        return here

    def _put(self, path: Path, value: Any, origin: Origin) -> None:
        """Set a fact without changing the document's own tree."""
        self.data = dict(self.data)
        here = self.data
        for part in path[:-1]:
            child = here.get(str(part))
            here[str(part)] = child = dict(child) if isinstance(child, Mapping) else {}
            here = child
        here[str(path[-1])] = value
        self.origins[path] = origin


def _answer(file: Attached, path: Path) -> Path:
    """Return the place of the answer that told a fact, in its own file."""
    for filled, index in file.entries.items():
        if path[: len(filled)] == filled:
            return ("answers", index, "value")
    return ("answers",)


def agree(left: object, right: object) -> bool:
    """Tell whether two answers say the same: shares within ten points, anything else exactly."""
    if isinstance(left, float | int) and isinstance(right, float | int):
        if 0 <= left <= 1 and 0 <= right <= 1:
            return abs(left - right) <= TOLERANCE + 1e-9
        return left == right
    return left == right
