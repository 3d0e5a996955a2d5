"""A run that is broken off: the code that shells expect, one word, nothing half written."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.functional.command import BUSY_LEADER, COMMAND, company, environment

OLD = b"the report of yesterday"
BREAKS_OFF = """
import os, signal
from salesaudit.safety import files
synced = os.fsync
def fsync(descriptor):
    synced(descriptor)
    os.kill(os.getpid(), signal.{name})
os.fsync = fsync
from salesaudit.cli.main import main
main()
"""


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_in_the_middle_of_writing(name: str, code: int, tmp_path: Path) -> None:
    company(tmp_path, BUSY_LEADER)
    (tmp_path / "out.json").write_bytes(OLD)
    done = subprocess.run(
        [COMMAND[0], "-c", BREAKS_OFF.format(name=name), "check", "company.yaml", "-o", "json=out.json"],
        cwd=tmp_path, capture_output=True, env=environment(), timeout=60,
    )  # fmt: skip

    assert done.returncode == code
    assert done.stderr == b"Interrupted\n"
    assert done.stdout == b""
    assert (tmp_path / "out.json").read_bytes() == OLD
    assert sorted(path.name for path in tmp_path.iterdir()) == ["company.yaml", "out.json"]


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_in_the_middle_of_a_report(name: str, code: int, tmp_path: Path) -> None:
    company(tmp_path, BUSY_LEADER)
    (tmp_path / "b.md").write_bytes(OLD)
    done = subprocess.run(
        [COMMAND[0], "-c", BREAKS_OFF.format(name=name), "report", "company.yaml", "-o", "a.html", "-o", "b.md"],
        cwd=tmp_path, capture_output=True, env=environment(), timeout=60,
    )  # fmt: skip

    assert (done.returncode, done.stdout, done.stderr) == (code, b"", b"Interrupted\n")
    assert (tmp_path / "b.md").read_bytes() == OLD
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.md", "company.yaml"]


def test_a_signal_that_is_ignored_stays_so(tmp_path: Path) -> None:
    company(tmp_path, BUSY_LEADER)
    script = f"import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n{BREAKS_OFF.format(name='SIGHUP')}"
    done = subprocess.run(
        [COMMAND[0], "-c", script, "check", "company.yaml", "-o", "json=out.json"],
        cwd=tmp_path, capture_output=True, env=environment(), timeout=60,
    )  # fmt: skip

    assert done.returncode == 1
    assert (tmp_path / "out.json").read_bytes().startswith(b"{")


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_at_any_moment(number: signal.Signals, tmp_path: Path) -> None:
    for index in range(200):
        company(tmp_path, BUSY_LEADER.replace("Test", f"Test {index}"), f"{index:03}.yaml")
    before = {path.name for path in tmp_path.iterdir()}
    arguments = [*COMMAND, "check", ".", "-o", "json=out.json"]
    for step in range(25):
        (tmp_path / "out.json").write_bytes(OLD)
        running = subprocess.Popen(
            arguments, cwd=tmp_path, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        time.sleep(0.12 + 0.05 * step)
        os.kill(running.pid, number)
        _, said = running.communicate(timeout=60)
        (tmp_path / "out.json").rename(tmp_path.parent / "out.json")

        assert running.returncode in (1, 128 + number, -number), said
        assert b"Traceback" not in said
        assert (tmp_path.parent / "out.json").read_bytes()[:1] in (OLD[:1], b"{")
        assert {path.name for path in tmp_path.iterdir()} == before
