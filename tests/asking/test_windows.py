"""Two windows on one company: one of them works, the others say at once whose turn it is."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest

from salesaudit.questionnaire.log import Head, Log
from tests.asking.terminal import Terminal
from tests.functional.command import COMMAND, environment

PROMPTLY = 1.0
"""Seconds that a refusal may take beyond the start of the program."""
HEAD = Head("owner@1", "owner")


def started(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, "ask", "--plain", "--lang", "en"], cwd=folder, env=environment(), stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def test_the_second_window_is_told_who_holds_the_first(tmp_path: Path) -> None:
    with Terminal("ask", "--plain", "--lang", "en", cwd=tmp_path) as terminal:
        terminal.asks()
        terminal.say("1: Daisy")
        begun = time.monotonic()
        second = started(tmp_path)
        _, said = second.communicate(b"Rose\n", timeout=60)
        taken = time.monotonic() - begun

        assert second.returncode == 2
        assert str(terminal.pid) in said.decode()
        assert "company.answers.log" in said.decode()
        assert taken < PROMPTLY + usual_start(tmp_path)
        assert "2." in terminal.say("to companies") or "3." in terminal.shown
        terminal.kill()
    with Log(tmp_path / "company.answers.log", HEAD) as log:
        assert [given.value for given in log.answers] == ["Daisy", "b2b"]


def usual_start(folder: Path) -> float:
    begun = time.monotonic()
    subprocess.run([*COMMAND, "rules"], cwd=folder, env=environment(), capture_output=True, timeout=60, check=False)
    return 2 * (time.monotonic() - begun)


@pytest.mark.parametrize("starts", [6, pytest.param(50, marks=pytest.mark.slow)])
def test_many_starts_at_once(starts: int, tmp_path: Path) -> None:
    """One works, the others are refused, unless they come when it has already gone."""
    at_once = 3
    for _ in range(starts // at_once):
        windows = [started(tmp_path) for _ in range(at_once)]
        ends = [window.communicate(b"1: Daisy\nstop\n", timeout=120)[1].decode() for window in windows]
        codes = [window.returncode for window in windows]
        assert 0 in codes
        for code, said in zip(codes, ends, strict=True):
            assert code in (0, 2)
            assert ("are being answered in another window" in said) == (code == 2)
    with Log(tmp_path / "company.answers.log", HEAD) as log:
        assert not log.torn
        assert [given.value for given in log.answers] == ["Daisy"]


def test_a_window_that_died_holds_nothing(tmp_path: Path) -> None:
    with Terminal("ask", "--plain", "--lang", "en", cwd=tmp_path) as terminal:
        terminal.asks()
        terminal.say("1: Daisy")
        terminal.kill()
    with Terminal("ask", "--plain", "--lang", "en", cwd=tmp_path) as terminal:
        assert "Going on: 1 answer" in terminal.asks()
        terminal.kill()
