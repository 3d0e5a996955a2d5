"""Whole commands: in this process where that says the same (`run`), as a process of their own where it does not."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
PLAIN = {"LC_ALL": "C.UTF-8"}
COMMAND = (sys.executable, "-m", "salesaudit")

ANY_COMPANY = "salesaudit: 1\ncompany: {name: Test, headcount: 24}\n"
BUSY_LEADER = """\
salesaudit: 1
company: {name: Test, headcount: 24, as_of: 2026-11-01}
roles:
  ceo: {}
  head_of_sales: {reports_to: ceo, time: {selling: 70%, leading: 30%}}
  sales_rep: {count: 3, reports_to: head_of_sales}
"""
"""A company with a finding that everybody agrees on: LDR002, critical or high."""


class Result(NamedTuple):
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


def run(*arguments: str, stdin: bytes = b"", env: Mapping[str, str] | None = None, cwd: Path | None = None) -> Result:
    """Run a command in this process, with streams, environment and folder of its own."""
    out, err = io.BytesIO(), io.BytesIO()
    with _surroundings(arguments, (io.BytesIO(stdin), out, err), {**PLAIN, **(env or {})}, cwd):
        # The commands speak the language that was chosen when they were imported.
        for name in [name for name in sys.modules if name.startswith("salesaudit.cli")]:
            del sys.modules[name]
        from salesaudit.cli import main

        code = main._flushed(main.run(list(arguments)))
        sys.stdout.flush()
        sys.stderr.flush()
    return Result(code, out.getvalue().decode(), err.getvalue().decode())


@contextmanager
def _surroundings(
    arguments: Sequence[str], streams: tuple[io.BytesIO, ...], env: Mapping[str, str], cwd: Path | None
) -> Iterator[None]:
    kept = (sys.argv, sys.stdin, sys.stdout, sys.stderr, dict(os.environ), Path.cwd())
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    sys.argv = ["salesaudit", *arguments]
    sys.stdin, sys.stdout, sys.stderr = (io.TextIOWrapper(stream, encoding="utf-8") for stream in streams)
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd or kept[-1])
    try:
        yield
    finally:
        for stream in (sys.stdin, sys.stdout, sys.stderr):
            stream.detach()  # or the bytes would go with it
        sys.argv, sys.stdin, sys.stdout, sys.stderr = kept[:4]
        os.environ.clear()
        os.environ.update(kept[4])
        os.chdir(kept[-1])
        for number, handler in handlers.items():
            signal.signal(number, handler)


def environment(**variables: str) -> dict[str, str]:
    """Return an environment for a process that finds the package and nothing else."""
    found = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "COVERAGE_PROCESS_CONFIG") if name in os.environ}
    return {**found, "PYTHONDONTWRITEBYTECODE": "1", **PLAIN, **variables}


def process(
    *arguments: str, stdin: bytes = b"", env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> Result:
    """Run a command as a process of its own."""
    done = subprocess.run(
        [*COMMAND, *arguments], input=stdin, env=environment(**(env or {})), cwd=cwd, capture_output=True, timeout=60
    )
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def company(folder: Path, text: str = ANY_COMPANY, name: str = "company.yaml") -> Path:
    """Write a company file and return where it is."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
