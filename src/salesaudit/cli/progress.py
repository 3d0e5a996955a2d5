"""How far a long run is, on the terminal: a bar that comes after a second and leaves nothing behind."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Generator
from typing import Any, Final, TypeVar

from salesaudit.cli.speech import t

T = TypeVar("T")

PATIENCE: Final = 1.0
"""Seconds without a bar."""
BETWEEN: Final = 0.1
"""Seconds between two pictures of the bar."""


def followed(results: Generator[T, None, None], total: int) -> Generator[T, None, None]:
    """Yield the results; where they are slow to come, show on stderr how many there are, if that is a terminal."""
    if not sys.stderr.isatty() or os.environ.get("TERM", "") in ("dumb", ""):
        yield from results
        return
    bar: Any = None
    task: Any = None
    next_picture = time.monotonic() + PATIENCE
    try:
        for count, result in enumerate(results, 1):
            now = time.monotonic()
            if now > next_picture:
                if bar is None:
                    bar, task = _bar(total)
                bar.update(task, completed=count)
                bar.refresh()
                next_picture = now + BETWEEN
            yield result
    finally:
        results.close()
        if bar is not None:
            bar.stop()


def _bar(total: int) -> tuple[Any, Any]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # A picture of its own accord would need a thread, and what runs beside us is better not forked.
    bar = Progress(*columns, console=Console(file=sys.stderr), auto_refresh=False, transient=True)
    task = bar.add_task(t("progress.files"), total=total)
    bar.start()
    return bar, task
