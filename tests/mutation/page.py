"""The page of what the tests notice: the share by module, and every change that survived with the reason why it may."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from textwrap import fill
from typing import NamedTuple

import yaml

from tests.mutation.runner import Result, kept

SURVIVORS = Path(__file__).with_name("survivors.yaml")

HEAD = """\
# What the tests notice

`make mutation` changes the rules and the audit in small ways, one at a time: a limit moved by one, a comparison turned
round, a condition left out, a severity lowered. Then it runs the tests that reach the place. A change that no test
notices has *survived*: either a test is missing, or nobody can tell the difference. A survivor that has been read
stands below with the reason why it may stay; the others say that nobody has judged them yet.

`make mutation SAMPLE=400` tries the same 400 changes every time; `make mutation MODULES='rules.owner'` tries a part,
and `make mutation MODULES='--left rules.owner'` only what no test noticed before: what was noticed once counts as
noticed.
"""


class Reason(NamedTuple):
    """Why no test needs to notice a change of a function, and how many changes of it look alike."""

    kind: str
    """``equivalent``: no outcome can differ. ``cosmetic``: no outcome of a rule differs, only something beside it."""
    reason: str
    times: int


def reasons() -> dict[tuple[str, str, str], Reason]:
    """Return the judged survivors by module, function and change."""
    judged = yaml.safe_load(SURVIVORS.read_text("utf-8")) or {}
    return {
        (module, entry.get("where", ""), entry["change"]): Reason(entry["kind"], entry["reason"], entry.get("times", 1))
        for module, entries in judged.items()
        for entry in entries
    }


def unjudged(results: Iterable[Result]) -> list[Result]:
    """Return the survivors that stand in no list, or more often than it says."""
    left = Counter({key: reason.times for key, reason in reasons().items()})
    found = []
    for result in results:
        if result.outcome == "survived":
            key = (result.module, result.where, result.says)
            left[key] -= 1
            if left[key] < 0:
                found.append(result)
    return found


def page(modules: Sequence[str]) -> str:
    """Return the page, as Markdown."""
    by_module = {module: kept(module) for module in modules}
    every = [result for results in by_module.values() for result in results]
    rows = [_row(f"`{module}`", results) for module, results in by_module.items() if results]
    parts = [
        HEAD,
        "## By module\n",
        "| module | changes | noticed | survived | share |\n|---|---:|---:|---:|---:|",
        *rows,
        _row("**all**", every),
        *_missing([module for module, results in by_module.items() if not results]),
        "\n## Survivors\n",
        *_survivors(every),
    ]
    return "\n".join(parts) + "\n"


def _missing(modules: Sequence[str]) -> list[str]:
    """Say which modules the figures do not cover."""
    if not modules:
        return []
    named = ", ".join(f"`{module}`" for module in modules)
    return ["\n" + fill(f"Not tried yet, and in none of the figures: {named}.", 118)]


def _row(name: str, results: Sequence[Result]) -> str:
    killed = sum(result.outcome != "survived" for result in results)
    share = killed / max(len(results), 1)
    return f"| {name} | {len(results)} | {killed} | {len(results) - killed} | {share:.1%} |"


def _survivors(results: Sequence[Result]) -> list[str]:
    judged, open_ = reasons(), {id(result) for result in unjudged(results)}
    by_module = defaultdict(list)
    for result in results:
        if result.outcome == "survived":
            reason = judged.get((result.module, result.where, result.says))
            told = f"{reason.kind}: {reason.reason}" if reason and id(result) not in open_ else "**not judged yet**"
            path = f"src/salesaudit/{result.module.replace('.', '/')}.py"
            by_module[path].append(f"- `{path}:{result.line}` {_code(result.says)}\n  {told}")
    return [f"### {path}\n\n" + "\n".join(lines) + "\n" for path, lines in by_module.items()]


def _code(text: str) -> str:
    return f"`` {text} ``" if "`" in text else f"`{text}`"
