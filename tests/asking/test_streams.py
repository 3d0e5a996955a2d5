"""``ask`` with streams in odd states, and broken off at any moment."""

from __future__ import annotations

import shlex
import signal
import subprocess
import time
from pathlib import Path

import pytest

from salesaudit.orgfile.load import load
from salesaudit.questionnaire.log import Head, Log
from tests.asking.terminal import Terminal
from tests.functional.command import COMMAND, environment
from tests.functional.test_streams import FORBIDDEN, HARSH, STATES

DOCUMENTED = (0, 2)
HEAD = Head("owner@1", "owner")
MOMENTS = 25


@pytest.mark.parametrize("state", [
    pytest.param(state, marks=[] if state in (*HARSH, "stdin closed", "stdin empty") else pytest.mark.slow)
    for state in STATES
])  # fmt: skip
@pytest.mark.parametrize("spoken", ["", "Daisy; to companies; 24\nstop\n"])
def test_state(state: str, spoken: str, tmp_path: Path) -> None:
    (tmp_path / "said").write_text(spoken)
    line = STATES[state].format(f"{shlex.join(COMMAND)} ask --lang en")
    if spoken and "<" not in line:
        line = f"exec <said; {line}"
    done = subprocess.run(["sh", "-c", line], cwd=tmp_path, env=environment(), capture_output=True, timeout=60)
    told = (done.stdout + done.stderr).decode(errors="replace")
    code = tmp_path / "code"

    assert (int(code.read_text()) if code.exists() else done.returncode) in DOCUMENTED, told
    assert not any(word in told for word in FORBIDDEN), told
    assert not list(tmp_path.rglob("*.tmp"))
    if (tmp_path / "company.yaml").exists():
        assert load(str(tmp_path / "company.yaml")).data["company"]["name"] == "Daisy"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("face", ["--plain", None])
@pytest.mark.parametrize("moments", [2, pytest.param(MOMENTS, marks=pytest.mark.slow)])
def test_broken_off_at_any_moment(
    number: signal.Signals, code: int, face: str | None, moments: int, tmp_path: Path
) -> None:
    """What was told as saved is there, and nothing half written, wherever in a talk the signal came."""
    saved = 0
    for moment in range(moments):
        with Terminal("ask", "--lang", "en", *([face] if face else []), cwd=tmp_path) as terminal:
            terminal.asks()
            for said in ("don't know", "1", "skip", "stop")[: 1 + moment % 4]:
                terminal.send(f"{said}\r")
            time.sleep(0.04 * (moment % 12))
            ended = terminal.kill(number)
            assert "Traceback" not in terminal.shown
            # one that comes while the program is already leaving changes nothing any more
            assert ended in (code, -number, 0, 2), terminal.shown
        with Log(tmp_path / "company.answers.log", HEAD) as log:
            assert len(log.answers) >= saved
            assert not log.torn
            saved = len(log.answers)
        if (tmp_path / "company.yaml").exists():
            load(str(tmp_path / "company.yaml"))
        assert not list(tmp_path.rglob("*.tmp"))
