"""What a respondent told, as facts of the same shape as the org file's."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any

from salesaudit.orgfile.beside import DECIDED_BY_THE_COMPANY, check_told
from salesaudit.orgfile.nodes import Path
from salesaudit.orgfile.plain import UNKNOWN
from salesaudit.orgfile.validate import Report, validate


def fact_path(text: str) -> Path:
    """Split ``people.petrov.time.selling`` into its parts."""
    return tuple(text.split("."))


def told_facts(
    answers: list[dict[str, Any]], org: dict[str, Any], report: Report
) -> tuple[dict[str, Any], dict[Path, int]]:
    """Return the answered facts as a validated tree of org facts, and the entry that gave each.

    Answers that fill nothing in `org`, the content of the org file, are reported. `answers` are the validated entries
    of an answers file; the path of entry i in reports is ``("answers", i)``.
    """
    tree: dict[str, Any] = {}
    entries: dict[Path, int] = {}
    for index, answer in enumerate(answers):
        if answer.get("state", "answered") != "answered":
            continue
        path = fact_path(answer["fills"])
        value = answer.get("value")
        if value is None or (isinstance(value, str) and value in UNKNOWN):
            continue
        if path[0] in DECIDED_BY_THE_COMPANY:
            report("E092", ("answers", index, "fills"), found=answer["fills"], hint="E092.hint")
        elif path in entries:
            report("E090", ("answers", index, "fills"), found=answer["fills"], hint="E090.hint",
                   related=[("answers", entries[path], "fills")])  # fmt: skip
        elif _put(tree, path, value):
            entries[path] = index
        else:
            report("E091", ("answers", index, "fills"), found=answer["fills"], hint="E091.hint")
    return _validated(tree, entries, org, report), entries


def _put(tree: dict[str, Any], path: Path, value: Any) -> bool:
    here = tree
    for part in path[:-1]:
        child = here.setdefault(str(part), {})
        if not isinstance(child, dict):
            return False
        here = child
    if isinstance(here.get(str(path[-1])), dict):
        return False
    here[str(path[-1])] = value
    return True


def _validated(tree: dict[str, Any], entries: dict[Path, int], org: dict[str, Any], report: Report) -> dict[str, Any]:
    company = {"name": "-", **tree.get("company", {})} if isinstance(tree.get("company", {}), dict) else {"name": "-"}
    shaped = with_lists({**tree, "salesaudit": "1", "company": company})

    def at_answer(code: str, path: Path, *, key: bool = False, hint: str | None = None, **values: object) -> None:
        entry = _entry(path, tree, entries)
        where = "fills" if key or code == "E031" else "value"
        report(code, ("answers", entry, where), hint=hint, **values)

    facts = validate("org", shaped, at_answer).data or {}
    facts.pop("salesaudit", None)
    if "company" not in tree:
        facts.pop("company", None)
    elif "name" not in tree["company"]:
        facts.get("company", {}).pop("name", None)
    check_told(facts, org, at_answer)
    return facts


def with_lists(tree: dict[str, Any]) -> dict[str, Any]:
    """Turn stages and handoffs named by id, and goals named by metric, into the lists that the format has."""
    shaped = dict(tree)
    if isinstance(processes := tree.get("processes"), dict):
        shaped["processes"] = {id_: _with_listed(process, "stages", _stage) for id_, process in processes.items()}
    if isinstance(tree.get("handoffs"), dict):
        shaped["handoffs"] = [_handoff(id_, content) for id_, content in tree["handoffs"].items()]
    if isinstance(strategy := tree.get("strategy"), dict):
        shaped["strategy"] = _with_listed(strategy, "goals", lambda id_, goal: {"metric": id_, **goal})
    return shaped


def _with_listed(section: Any, key: str, item: Callable[[str, Any], Any]) -> Any:
    if not isinstance(section, dict) or not isinstance(section.get(key), dict):
        return section
    entries = section[key].items()
    return {**section, key: [item(id_, entry) if isinstance(entry, dict) else entry for id_, entry in entries]}


def _stage(id_: str, content: dict[str, Any]) -> dict[str, Any]:
    return {"id": id_, **content}


def _handoff(id_: str, content: Any) -> Any:
    """Name what a handoff's id joins, where the id is the one that it gets from them."""
    source, arrow, target = id_.partition("->")
    return {"from": source, "to": target, **content} if arrow and isinstance(content, dict) else content


def _entry(path: Path, tree: dict[str, Any], entries: dict[Path, int]) -> int:
    """Return the answer that a path of the shaped tree came from; `tree` is the one before it was shaped."""
    named: list[str] = []
    here: Any = tree
    for part in path:
        name = next(islice(here, part, None), part) if isinstance(here, dict) and isinstance(part, int) else part
        here = here.get(name) if isinstance(here, dict) else None
        named.append(str(name))
    return next((index for filled, index in entries.items() if _meets(filled, tuple(named))), 0)


def _meets(one: Path, other: Path) -> bool:
    """Tell whether one path leads to the other."""
    length = min(len(one), len(other))
    return one[:length] == other[:length]
