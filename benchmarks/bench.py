"""Speed beside that of other checkers, on this machine and in one run: ``make bench``.

Seconds differ from machine to machine, so a start is given as a multiple of an empty Python start. The other checkers
are installed into benchmarks/.peers, once. Nothing here is part of the tests.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OURS = Path(sys.executable).with_name("salesaudit")
PEERS = ROOT / "benchmarks" / ".peers"
EXAMPLE = ROOT / "examples" / "trader.yaml"
STARTS = 11
FILES = 1_000

Command = Sequence[str | Path]


@dataclass(frozen=True)
class Row:
    """A line of the table: what was run, its figure, and the figure we want where it is ours."""

    what: str
    figure: str
    goal: str = ""


def cpu_seconds(command: Command, folder: Path) -> float:
    """Run a command, its findings welcome, and return the processor time it took."""
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr
    complaint = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        raise SystemExit(
            f"{' '.join(map(str, command))}: exit {process.returncode}\n{complaint.decode(errors='replace')}"
        )
    return usage.ru_utime + usage.ru_stime


def median_start(command: Command, folder: Path) -> float:
    """Return the median processor time of several cold starts, the first one not counted."""
    cpu_seconds(command, folder)
    return statistics.median(cpu_seconds(command, folder) for _ in range(STARTS))


def peer(name: str) -> Path:
    """Return the command of another checker, installed in a folder of its own."""
    if not (PEERS / "bin" / name).exists():
        venv.create(PEERS, with_pip=True)
        subprocess.run([PEERS / "bin" / "pip", "install", "--quiet", "yamllint", "check-jsonschema"], check=True)
    return PEERS / "bin" / name


def starts(folder: Path) -> list[Row]:
    """Return the rows of cold starts on one small file."""
    bare = median_start([sys.executable, "-c", ""], folder)
    schema = folder / "salesaudit.schema.json"
    schema.write_bytes(subprocess.run([OURS, "schema"], check=True, capture_output=True).stdout)
    commands: list[tuple[str, Command, str]] = [
        ("salesaudit --version", [OURS, "--version"], "<= 2"),
        ("salesaudit rules", [OURS, "rules"], "<= 17"),
        ("salesaudit explain LDR002", [OURS, "explain", "LDR002"], "<= 17"),
        ("salesaudit check, all rules", [OURS, "check", EXAMPLE], "<= 20"),
        ("yamllint", [peer("yamllint"), "-d", "relaxed", EXAMPLE], ""),
        ("check-jsonschema, our schema", [peer("check-jsonschema"), "--schemafile", schema, EXAMPLE], ""),
    ]
    rows = [Row("empty Python start", f"1.0 ({bare * 1000:.0f} ms)")]
    return rows + [Row(what, f"{median_start(run, folder) / bare:.1f}", goal) for what, run, goal in commands]


def many(folder: Path) -> list[Row]:
    """Return the rows of a thousand files in one run."""
    companies = folder / "companies"
    companies.mkdir()
    for i in range(FILES):
        (companies / f"company-{i:04}.yaml").write_bytes(EXAMPLE.read_bytes() + f"# {i}\n".encode())
    commands: list[tuple[str, Command, str]] = [
        ("salesaudit check, all rules", [OURS, "check", "--jobs", "1", companies], ">= 500"),
        ("yamllint", [peer("yamllint"), "-d", "relaxed", companies], ""),
    ]
    return [Row(what, f"{FILES / cpu_seconds(run, folder):.0f}", goal) for what, run, goal in commands]


def table(title: str, rows: list[Row]) -> str:
    """Return rows as lines of text under a title."""
    return "\n".join([title, *(f"  {row.what:32} {row.figure:>14}   {row.goal}".rstrip() for row in rows), ""])


def main() -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = len(EXAMPLE.read_bytes()) / 1024
        print(table(f"Cold start, one file of {size:.1f} KB, x an empty Python start (goal)", starts(folder)))
        print(table(f"{FILES} such files, files a second of processor time (goal)", many(folder)))


if __name__ == "__main__":
    main()
