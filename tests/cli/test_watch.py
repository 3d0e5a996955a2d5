"""``check --watch``: what a save changed and nothing else, until Ctrl-C."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from salesaudit.cli.watch import state
from tests.functional.command import BUSY_LEADER, COMMAND, company, environment, run

CALM = BUSY_LEADER.replace("selling: 70%, leading: 30%", "selling: 30%, leading: 70%")
PATIENCE = 60


class Watcher:
    """A watching process and what it has said so far."""

    def __init__(self, folder: Path, *arguments: str, terminal: bool = False) -> None:
        self.out = folder.parent / "out"
        self.file = self.out.open("wb")
        self.main: int | None = None
        child = self.file.fileno()
        if terminal:
            self.main, child = pty.openpty()
        env = environment(SALESAUDIT_LANG="en", TERM="xterm") if terminal else environment(SALESAUDIT_LANG="en")
        self.process = subprocess.Popen(
            [*COMMAND, "check", "--watch", *arguments], cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=child,
            stderr=child,
        )  # fmt: skip
        self.said = b""

    def read(self) -> str:
        if self.main is None:
            self.said = self.out.read_bytes()
        else:
            self.said += os.read(self.main, 65536)
        return self.said.decode()

    def until(self, times: int, sign: str = "Waiting for changes") -> str:
        """Wait until a sign has been seen so often, and return what was said since the time before."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            parts = self.read().split(sign)
            if len(parts) > times:
                return parts[times - 1]
            time.sleep(0.05)
        raise AssertionError(f"not seen: {self.said.decode()}")

    def stop(self, number: int = signal.SIGINT) -> int:
        self.process.send_signal(number)
        try:
            return self.process.wait(PATIENCE)
        finally:
            self.process.kill()
            self.file.close()


@pytest.fixture
def watching(tmp_path: Path) -> Callable[..., Watcher]:
    started: list[Watcher] = []

    def start(*arguments: str, terminal: bool = False) -> Watcher:
        started.append(Watcher(tmp_path / "home", *arguments, terminal=terminal))
        return started[-1]

    company(tmp_path / "home", BUSY_LEADER)
    return start


def test_only_what_a_save_changed_is_shown(watching: Callable[..., Watcher], tmp_path: Path) -> None:
    watcher = watching("company.yaml")
    first = watcher.until(1)
    company(tmp_path / "home", CALM)
    changed = watcher.until(2)
    company(tmp_path / "home", CALM + "\n")
    same = watcher.until(3)

    assert re.search(r"LDR002 \w+  ", first)
    assert "fixed" in changed
    assert re.search(r"LDR002 \w+  ", changed)
    assert "still open" not in changed
    assert "Score" in changed
    assert "The findings are the same" in same
    assert watcher.stop() == 130
    assert watcher.read().endswith("Interrupted\n")
    assert "Traceback" not in watcher.read()
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["company.yaml"]


def test_a_mistake_is_told_and_its_end_compared_with_what_was_before(
    watching: Callable[..., Watcher], tmp_path: Path
) -> None:
    watcher = watching("company.yaml")
    watcher.until(1)
    company(tmp_path / "home", BUSY_LEADER + "roles: {}\n")
    wrong = watcher.until(2)
    company(tmp_path / "home", CALM)
    right = watcher.until(3)
    (tmp_path / "home" / "company.yaml").unlink()
    gone = watcher.until(4)

    assert "company.yaml:7:1" in wrong
    assert "fixed" in right
    assert "No such file" in gone
    assert watcher.stop() == 130


def test_a_file_beside_and_a_new_one_in_a_folder_are_seen(watching: Callable[..., Watcher], tmp_path: Path) -> None:
    home = tmp_path / "home"
    answers = "salesaudit_answers: 1\nrespondent: {as: owner}\nanswers: [{fills: company.market, value: b2b}]\n"
    company(home, BUSY_LEADER + "answers: [answers/owner.yaml]\n")
    company(home, answers, "answers/owner.yaml")
    watcher = watching(".")
    watcher.until(1)
    company(home, answers.replace("b2b", "zzz"), "answers/owner.yaml")
    beside = watcher.until(2)
    company(home, BUSY_LEADER, "another.yaml")
    fresh = watcher.until(3)

    assert "answers/owner.yaml:3" in beside
    assert "another.yaml" in fresh
    assert watcher.stop() == 130


@pytest.mark.parametrize("more", [("--cache", "kept"), ("--jobs", "2"), ("--baseline", "known.yaml")])
def test_options_of_many_files_are_welcome(
    more: tuple[str, ...], watching: Callable[..., Watcher], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    company(home, "salesaudit_baseline: 1\nfiles: {other.yaml: [LDR002 role:head_of_sales]}\n", "known.yaml")
    company(home, BUSY_LEADER.replace("Test", "Other"), "other.yaml")
    watcher = watching("company.yaml", "other.yaml", *more)
    first = watcher.until(1)
    company(home, CALM)
    changed = watcher.until(2)

    assert first.count("Score") == 2
    assert "fixed" in changed
    assert "Other" not in changed
    assert watcher.stop() == 130


def test_a_terminal_is_cleared_and_nothing_else_is(watching: Callable[..., Watcher], tmp_path: Path) -> None:
    plain = watching("company.yaml")
    plain.until(1)
    company(tmp_path / "home", CALM)
    assert "\x1b" not in plain.until(2)
    plain.stop()
    coloured = watching("company.yaml", terminal=True)
    coloured.until(1)
    company(tmp_path / "home", BUSY_LEADER)

    assert "\x1b[2J" in coloured.until(2)
    assert coloured.stop() == 130


def test_what_is_written_is_written_anew(watching: Callable[..., Watcher], tmp_path: Path) -> None:
    watcher = watching("company.yaml", "--output", "text=../report.txt")
    watcher.until(1)
    before = (tmp_path / "report.txt").read_text("utf-8")
    company(tmp_path / "home", CALM)
    watcher.until(2)

    assert "LDR002" in before
    assert "LDR002" not in (tmp_path / "report.txt").read_text("utf-8")
    assert watcher.stop(signal.SIGTERM) == 128 + signal.SIGTERM


@pytest.mark.parametrize(
    ("arguments", "said"), [(["-"], "not standard input"), (["company.yaml", "--format", "json"], "--output")]
)
def test_what_cannot_be_watched_is_refused(arguments: list[str], said: str, tmp_path: Path) -> None:
    company(tmp_path)
    result = run("check", "--watch", *arguments, "--lang", "en", cwd=tmp_path)

    assert result.code == 2
    assert said in result.err


def test_a_file_saved_by_putting_another_in_its_place_is_seen(tmp_path: Path) -> None:
    path = company(tmp_path)
    before = state([str(path)])
    stamp = path.stat()
    other = company(tmp_path, name="other.yaml")
    os.utime(other, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    other.replace(path)

    assert state([str(path)]) != before
    assert state([str(tmp_path / "nowhere"), "\0"]) == {str(tmp_path / "nowhere"): (), "\0": ()}
