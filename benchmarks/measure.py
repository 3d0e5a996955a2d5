"""How time and memory are measured: of whole programs, and of pieces of code in a process of their own."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple, TypeAlias

OURS = Path(sys.executable).with_name("salesaudit")
STARTS = 11
MB = 1_000_000

Command: TypeAlias = Sequence[str | Path]


class Cost(NamedTuple):
    """What a process took: seconds of the processor, seconds on the clock, and bytes of memory at most."""

    cpu: float
    clock: float
    memory: float


def run(command: Command, folder: Path) -> Cost:
    """Run a command in a folder, its findings welcome."""
    began = perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr
    complaint = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    clock = perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        shown = " ".join(map(str, command[:6]))
        raise SystemExit(f"{shown}: exit {process.returncode}\n{complaint.decode(errors='replace')}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(usage.ru_utime + usage.ru_stime, clock, usage.ru_maxrss * unit)


def starts(commands: dict[str, Command], folder: Path) -> dict[str, Cost]:
    """Return the median cost of several cold starts of each command, in turns, the first one not counted."""
    rounds = [{name: run(command, folder) for name, command in commands.items()} for _ in range(STARTS + 1)][1:]
    return {
        name: Cost(*(statistics.median(values) for values in zip(*(each[name] for each in rounds), strict=True)))
        for name in commands
    }


def inside(code: str, *arguments: str | Path) -> dict[str, float]:
    """Run Python code that prints a JSON object of figures, in a process of its own."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    told = subprocess.run(command, check=True, capture_output=True, cwd=Path(__file__).parent)
    figures: dict[str, float] = json.loads(told.stdout)
    return figures
