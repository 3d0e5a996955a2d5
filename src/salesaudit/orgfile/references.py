"""What one value of a file says about another: references, doubles, rings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from salesaudit.knowledge import vocabulary
from salesaudit.orgfile.nodes import Path
from salesaudit.orgfile.units import NONE, ComponentRef, DepartmentRef, Ref, RoleRef
from salesaudit.orgfile.validate import Report
from salesaudit.safety.nearest import nearest

FUNNEL_ONLY = ("in_crm", "lost_reasons", "late_share", "average_deal", "cycle", "stages")
ANSWERS = ("value", "limit", "max_deferral", "credit_limit")
"""What a policy says where there is one."""
NAMESPACES = ("roles", "people", "departments")


def check_references(data: dict[str, Any], report: Report) -> None:
    """Report every reference that leads nowhere, every id that stands twice, every ring of reporting lines."""
    ids = {space: data.get(space, {}) for space in NAMESPACES}
    _check_overlaps(ids, report)
    check_targets(data, ids, report)
    check_archetypes(ids["roles"], report)
    check_functions(data.get("functions", {}), report)
    _check_processes(data.get("processes", {}), report)
    _check_strategy(data.get("strategy", {}), report)
    _check_absent(data, report)
    _check_doubles(data, report)
    _check_rings(ids["roles"], ids["people"], report)


def references(value: Any, path: Path = ()) -> Iterator[tuple[Path, Ref]]:
    """Yield every reference in a validated value with its path."""
    if isinstance(value, dict):
        for key, item in value.items():
            if isinstance(item, dict | list | Ref):
                yield from references(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, dict | list | Ref):
                yield from references(item, (*path, index))
    else:
        yield path, value


def check_targets(data: Mapping[str, Any], ids: dict[str, dict[str, Any]], report: Report) -> None:
    """Report every reference in `data` to something that `ids` (by section) do not have."""
    departments = ids["departments"]
    anyone = {**ids["roles"], **ids["people"], **departments}
    components = {**dict.fromkeys(vocabulary.components()), **departments}
    targets: dict[type, dict[str, Any]] = {RoleRef: ids["roles"], DepartmentRef: departments, ComponentRef: components}
    codes = {RoleRef: "E071", DepartmentRef: "E072", ComponentRef: "E073"}
    for path, ref in () if _lead_somewhere(data, targets, anyone) else references(data):
        known = targets.get(type(ref), anyone)
        if ref not in known:
            _report_dangling(codes.get(type(ref), "E070"), path, ref, known, report)
    for key in data.get("interfaces", {}):
        if key not in departments:
            _report_dangling("E072", ("interfaces", key), key, departments, report, key=True)


def _lead_somewhere(data: Mapping[str, Any], targets: Mapping[type, Mapping[str, Any]], anyone: dict[str, Any]) -> bool:
    """Tell whether all references in `data` lead somewhere: without paths, as in nearly all files there is no other."""
    left: list[Iterable[Any]] = [data.values()]
    while left:
        for value in left.pop():
            if isinstance(value, dict):
                left.append(value.values())
            elif isinstance(value, list):
                left.append(value)
            elif isinstance(value, Ref) and value not in targets.get(type(value), anyone):
                return False
    return True


def _report_dangling(
    code: str, path: Path, ref: str, known: dict[str, Any], report: Report, *, key: bool = False
) -> None:
    near = nearest(ref, list(known))
    report(code, path, key=key, hint=f"{code}.near" if near else f"{code}.hint", found=str(ref), near=near)


def _check_overlaps(ids: dict[str, dict[str, Any]], report: Report) -> None:
    for index, space in enumerate(NAMESPACES):
        for other in NAMESPACES[index + 1 :]:
            for id_ in ids[space]:
                if id_ in ids[other]:
                    suffix = {"departments": "department", "people": "person"}[other]
                    report(
                        "E074", (other, id_), key=True, hint="E074.hint", related=[(space, id_)], found=id_,
                        space=space, other=other, proposed=f"{id_}_{suffix}",
                    )  # fmt: skip


def check_archetypes(roles: dict[str, Any], report: Report) -> None:
    """Report every role of which nobody can tell what it is."""
    known = vocabulary.archetypes()
    for id_, role in roles.items():
        written = role.get("archetype")
        if (written or id_) in known:
            continue
        near = nearest(written or id_, list(known))
        path = ("roles", id_, "archetype") if written else ("roles", id_)
        code = "E075" if written else "E076"
        report(code, path, key=not written, hint=f"{code}.near" if near else f"{code}.hint",
               found=written or id_, near=near)  # fmt: skip


def check_functions(functions: dict[str, Any], report: Report) -> None:
    """Report every function that is neither the vocabulary's nor one of the company's own."""
    known = vocabulary.functions()
    for id_, function in functions.items():
        if id_ not in known and "component" not in function:
            near = nearest(id_, list(known))
            report("E077", ("functions", id_), key=True, hint="E077.near" if near else "E077.hint",
                   found=id_, near=near)  # fmt: skip


def _check_processes(processes: dict[str, Any], report: Report) -> None:
    for id_, process in processes.items():
        if id_ == "funnel":
            continue
        for key in FUNNEL_ONLY:
            if key in process:
                report("E078", ("processes", id_, key), key=True, hint="E078.hint", found=key)


def _check_strategy(strategy: dict[str, Any], report: Report) -> None:
    if strategy.get("state") == "absent" and strategy.get("goals"):
        report("E081", ("strategy", "goals"), key=True, hint="E081.hint", related=[("strategy", "state")])


def _check_absent(data: dict[str, Any], report: Report) -> None:
    """Report everything that is said to be absent and described all the same."""
    processes, elements = data.get("processes", {}), data.get("elements", {})
    described: list[tuple[Path, dict[str, Any], tuple[str, ...]]] = [
        *((("policies", id_), policy, ANSWERS) for id_, policy in data.get("policies", {}).items()),
        *((("processes", id_), process, ("stages",)) for id_, process in processes.items()),
        *((("handoffs", index), handoff, ("via",)) for index, handoff in enumerate(data.get("handoffs", []))),
    ]
    for path, entry, keys in described:
        for key in (key for key in keys if entry.get("state") == "absent" and _is_something(entry.get(key))):
            report("E082", (*path, key), key=True, hint="E082.hint", found=key, related=[(*path, "state")])
    stages = ("processes", "funnel", "stages")
    if elements.get("funnel", {}).get("state") == "absent" and _is_something(processes.get("funnel", {}).get("stages")):
        report("E082", ("elements", "funnel"), key=True, hint="E082.hint", found="stages", related=[stages])


def _is_something(value: object) -> bool:
    return value not in (None, NONE, [], {})


def _check_doubles(data: dict[str, Any], report: Report) -> None:
    for process, content in data.get("processes", {}).items():
        _report_doubles(content.get("stages", []), ("processes", process, "stages"), report)
    _report_doubles(data.get("handoffs", []), ("handoffs",), report)


def _report_doubles(items: list[dict[str, Any]], path: Path, report: Report) -> None:
    first: dict[str, int] = {}
    for index, item in enumerate(items):
        id_ = item.get("id")
        if id_ is None:
            continue
        if id_ in first:
            report("E079", (*path, index, "id"), hint="E079.hint", found=id_, related=[(*path, first[id_], "id")])
        first.setdefault(id_, index)


def _check_rings(roles: dict[str, Any], people: dict[str, Any], report: Report) -> None:
    """Reporting lines may not lead back to their start; each ring is told once, at its first member."""
    lines = {
        id_: [boss for boss in worker.get("reports_to", []) if boss in roles or boss in people]
        for id_, worker in (*roles.items(), *people.items())
    }
    done: set[str] = set()
    for start in lines:
        trail: list[str] = []
        on_trail: set[str] = set()
        stack: list[tuple[str, int]] = [(start, 0)]
        while stack:
            id_, turn = stack.pop()
            if turn == 0:
                if id_ in on_trail:
                    ring = [*trail[trail.index(id_) :], id_]
                    space = "roles" if id_ in roles else "people"
                    report("E080", (space, id_, "reports_to"), hint="E080.hint", ring=" → ".join(ring[:12]))
                    continue
                if id_ in done:
                    continue
                trail.append(id_)
                on_trail.add(id_)
            if turn < len(lines[id_]):
                stack.append((id_, turn + 1))
                stack.append((lines[id_][turn], 0))
            else:
                trail.pop()
                on_trail.discard(id_)
                done.add(id_)
