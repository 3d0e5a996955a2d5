"""``check --watch``: check again at every save, and show only what that changed.

Files are looked at twice a second: their time, size and number. Any editor's way of saving shows in one of the three,
and no system has to tell us.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn, TypeAlias

from salesaudit.cli.console import coloured, flush, show, show_text, width
from salesaudit.cli.speech import choose
from salesaudit.formats.lines import EMPTY, Line, Look, Piece, line
from salesaudit.safety.errors import UsageError
from salesaudit.safety.find import YAML
from salesaudit.texts.catalogue import say

if TYPE_CHECKING:
    from salesaudit.audit.baseline import Baseline
    from salesaudit.audit.diff import Snapshot
    from salesaudit.audit.profile import Profile
    from salesaudit.audit.run import Audited, Run

SECONDS: Final = 0.5
CLEAR: Final = "\x1b[2J\x1b[H"
State: TypeAlias = Mapping[str, tuple[object, ...]]
"""Files by name, each with its time of change, size and number, and folders with what is in them."""


class Seen(NamedTuple):
    """A company as it was when it was last seen."""

    audited: Audited
    snapshot: Snapshot


@dataclass
class Watched:
    """Companies that are audited again and again: each only where it, or what stands beside it, is another one."""

    profile: Profile
    name: str
    baseline: Baseline | None
    language: str | None
    lang: str | None
    known: dict[str, Audited] = field(default_factory=dict)

    def run(self, paths: list[str], targets: list[tuple[str, str]]) -> Run:
        """Audit, tell what cannot be read, and write the outputs."""
        from salesaudit.audit.many import audit_again
        from salesaudit.audit.run import Run, Unreadable
        from salesaudit.cli.check import write_all
        from salesaudit.cli.failures import told
        from salesaudit.formats.faces import render

        audited: list[Audited] = []
        unreadable: list[Unreadable] = []
        for one in audit_again(paths, self.profile, self.known, self.baseline):
            if isinstance(one, Unreadable):
                unreadable.append(one)
            else:
                audited.append(one)
                unreadable += [Unreadable(one.report.path, error) for error in one.broken]
        for error in dict.fromkeys(one.error for one in unreadable):
            told(error, debug=False)
        spoken = self.language or next((one.report.language for one in audited if one.report.language), None)
        run = Run(tuple(audited), tuple(unreadable), self.name, choose(self.lang, spoken))
        write_all(targets, lambda number: render(targets[number][0], run))
        return run


def watchable(named: Sequence[str], format_: str) -> None:
    """Raise UsageError for what cannot be watched."""
    if "-" in named:
        raise UsageError("watch.stdin")
    if format_ != "text":
        raise UsageError("watch.format")


def watch(once: Callable[[], Run], named: Iterable[str], *, wait: Callable[[], None] | None = None) -> NoReturn:
    """Run `once`, which audits and tells what cannot be read, again and again until Ctrl-C ends it.

    `named` are the files, folders and patterns to look at; what an audit read beside them is looked at as well. `wait`
    passes the time between two looks.
    """
    wait = wait or _sleep
    names = list(named)
    seen = state(_looked_at(names))
    run = once()
    known = _first(run)
    while True:
        _tell([line(Piece(say("watch.waiting", run.lang), "dim"))])
        seen = {name: seen[name] if name in seen else _state(name) for name in _looked_at(names, run)}
        while (now := state(_looked_at(names, run))) == seen:
            wait()
        _clear()
        run, seen = once(), now
        _tell(news(known, run))


def news(known: dict[str, Seen], after: Run) -> list[Line]:
    """Return what a save changed, for somebody who has seen what was there before.

    `known` is each company as it was last seen by the path of its file; it is brought up to date.
    """
    from salesaudit.audit.diff import compare
    from salesaudit.audit.snapshot import snapshot
    from salesaudit.formats import text
    from salesaudit.formats.diffs.text import news as told

    lines: list[Line] = []
    for audited in after.audited:
        was = known.get(audited.report.path)
        if was is not None and was.audited is audited:
            continue
        now = snapshot(audited)
        known[now.path] = Seen(audited, now)
        if was is None:
            lines += [*text.render(audited, after.lang, width()), EMPTY]
        elif changed := list(told(compare(was.snapshot, now), after.lang, width())):
            lines += [*changed, EMPTY, *text.totals(audited.report, after.lang, width()), EMPTY]
    return lines or ([] if after.unreadable else [line(say("watch.nothing", after.lang)), EMPTY])


def state(names: Iterable[str]) -> State:
    """Return how files and folders are now; of a folder only which YAML files are in it counts."""
    return {name: _state(name) for name in names}


def _state(name: str) -> tuple[object, ...]:
    try:
        if Path(name).is_dir():
            return tuple(sorted(entry for entry in os.listdir(name) if entry.lower().endswith(YAML)))  # noqa: PTH208
        status = os.stat(name)  # noqa: PTH116  (a name may hold any bytes)
    except (OSError, ValueError):
        return ()
    return status.st_mtime_ns, status.st_size, status.st_ino


def _looked_at(named: Iterable[str], run: Run | None = None) -> list[str]:
    """Return the files that were audited or could not be, what stands beside them, and the folders that are meant."""
    found: dict[str, None] = {}
    for audited in run.audited if run else ():
        found[audited.report.path] = None
        folder = Path(audited.report.path).parent
        found |= dict.fromkeys(str(folder / beside.source.name) for beside in audited.document.attached)
    found |= dict.fromkeys(unreadable.path for unreadable in (run.unreadable if run else ()))
    for name in named:
        found |= dict.fromkeys(_folders(name) if Path(name).is_dir() else (name, str(Path(name).parent)))
    return list(found)


def _folders(top: str) -> Iterable[str]:
    """Yield a folder and those below it, hidden ones left out."""
    for folder, below, _ in os.walk(top):
        below[:] = sorted(name for name in below if not name.startswith("."))
        yield folder


def _first(run: Run) -> dict[str, Seen]:
    """Show everything once, and return it as it was."""
    from salesaudit.audit.snapshot import snapshot
    from salesaudit.formats import text
    from salesaudit.formats.items import Frame

    look = Look(run.lang, width(), coloured(sys.stdout))
    frame = Frame(run.profile, run.lang, run.unreadable)
    show_text(text.reports([text.part(audited, look) for audited in run.audited], frame, look))
    _tell([EMPTY])
    return {audited.report.path: Seen(audited, snapshot(audited)) for audited in run.audited}


def _clear() -> None:
    """Empty the screen where there is one; elsewhere what was told stays."""
    if sys.stdout.isatty() and os.environ.get("TERM", "") not in ("dumb", ""):
        sys.stdout.write(CLEAR)


def _tell(lines: Iterable[Line]) -> None:
    show(lines)
    flush(sys.stdout)


def _sleep() -> None:
    time.sleep(SECONDS)
