"""What the files beside an org file may speak of: what it says is there, and nothing that it decides alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from salesaudit.orgfile.nodes import Path
from salesaudit.orgfile.references import NAMESPACES, check_archetypes, check_functions, check_targets
from salesaudit.orgfile.validate import Report
from salesaudit.safety.nearest import nearest

DECIDED_BY_THE_COMPANY = ("salesaudit", "evidence", "answers", "accepted")
"""Sections that no respondent can fill: who may accept a risk is not for the one who is asked."""

STAGES = ("processes", "funnel", "stages")
COMPLETE: tuple[Path, ...] = (
    ("roles",), ("people",), ("departments",), ("segments",), ("interfaces",), ("lead_generation", "channels"),
)  # fmt: skip
"""Sections that name everything there is once they are given."""


def check_told(facts: Mapping[str, Any], org: Mapping[str, Any], report: Report) -> None:
    """Report every id and reference in told facts that the org file knows nothing of."""
    for section in COMPLETE:
        _check_ids(section, _at(facts, section) or {}, _at(org, section), report)
    _check_stages(STAGES, [stage["id"] for stage in _at(facts, STAGES) or []], org, report)
    ids = {space: {**org.get(space, {}), **facts.get(space, {})} for space in NAMESPACES}
    check_targets(facts, ids, report)
    check_archetypes(_new("roles", facts, org), report)
    check_functions(_new("functions", facts, org), report)


def check_measured(evidence: Mapping[str, Any], org: Mapping[str, Any], report: Report) -> None:
    """Report every person and stage in measured facts that the org file knows nothing of."""
    _check_ids(("people",), evidence.get("people", {}), org.get("people"), report)
    _check_stages(("funnel", "stages_never_seen"), evidence.get("funnel", {}).get("stages_never_seen", []), org, report)


def _check_stages(path: Path, used: list[str], org: Mapping[str, Any], report: Report) -> None:
    stages = _at(org, STAGES)
    known = [stage["id"] for stage in stages or []]
    for index, id_ in enumerate(used):
        if stages is not None and id_ not in known:
            _missing((*path, index), ".".join(STAGES), id_, known, report, key=False)


def _check_ids(section: Path, used: Mapping[str, Any], given: Mapping[str, Any] | None, report: Report) -> None:
    if given is not None:
        for id_ in used:
            if id_ not in given:
                _missing((*section, id_), ".".join(map(str, section)), id_, list(given), report, key=True)


def _missing(path: Path, section: str, id_: str, known: list[str], report: Report, *, key: bool) -> None:
    near = nearest(id_, known)
    report("E093", path, key=key, hint="E093.near" if near else "E093.hint", found=id_, section=section, near=near)


def _new(section: str, facts: Mapping[str, Any], org: Mapping[str, Any]) -> dict[str, Any]:
    """Return the entries that only the told facts have, where the org file leaves the section open."""
    given = org.get(section, {})
    if (section,) in COMPLETE and section in org:
        return {}
    return {id_: entry for id_, entry in facts.get(section, {}).items() if id_ not in given}


def _at(data: Mapping[str, Any], path: Path) -> Any:
    here: Any = data
    for part in path:
        here = here.get(part) if isinstance(here, Mapping) else None
    return here
