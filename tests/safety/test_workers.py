"""Work in several processes: in order, ended together, and a death is an error."""

from __future__ import annotations

import os
import signal
import time
from contextlib import closing
from pathlib import Path

import pytest

from salesaudit.safety.workers import CHUNK, Work, WorkerDied, cores, in_workers

PIECES = [str(number) for number in range(10 * CHUNK + 1)]


def double(about: object) -> Work:
    return lambda piece: f"{about}{piece}".encode()


def slow_in_the_beginning(about: object) -> Work:
    def work(piece: str) -> bytes:
        time.sleep(0.2 if piece == "0" else 0)
        return piece.encode()

    return work


def deadly(about: object) -> Work:
    def work(piece: str) -> bytes:
        if piece == "7":
            os.kill(os.getpid(), signal.SIGKILL)
        return piece.encode()

    return work


def raising(about: object) -> Work:
    raise RuntimeError("not prepared")


def endless(about: object) -> Work:
    def work(piece: str) -> bytes:
        Path(str(about), str(os.getpid())).touch()
        time.sleep(60)
        return b""

    return work


def large(about: object) -> Work:
    return lambda piece: piece.encode() * 1_000_000


def alive(folder: Path) -> list[int]:
    def is_there(number: int) -> bool:
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return False
        return True

    return [number for number in (int(path.name) for path in folder.iterdir()) if is_there(number)]


@pytest.mark.parametrize("jobs", [1, 2, 3, 50])
def test_results_come_in_the_order_of_the_work(jobs: int) -> None:
    assert list(in_workers(double, "x", PIECES, jobs)) == [f"x{piece}".encode() for piece in PIECES]
    assert list(in_workers(slow_in_the_beginning, "", PIECES, jobs)) == [piece.encode() for piece in PIECES]


def test_no_work_needs_no_workers() -> None:
    assert list(in_workers(raising, "", [], 2)) == []


def test_results_larger_than_a_pipe_pass() -> None:
    assert [len(result) for result in in_workers(large, "", PIECES, 2)] == [len(piece) * 1_000_000 for piece in PIECES]


@pytest.mark.parametrize("prepare", [deadly, raising])
def test_a_worker_that_dies_is_an_internal_error(prepare: object) -> None:
    with pytest.raises(WorkerDied) as died:
        list(in_workers(prepare, "", PIECES, 2))  # type: ignore[arg-type]
    assert died.value.exit_code == 4


def test_whoever_stops_listening_ends_the_workers(tmp_path: Path) -> None:
    def interrupt(number: int, frame: object) -> None:
        if len(list(tmp_path.iterdir())) == 2:
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.1, 0.1)
        with pytest.raises(KeyboardInterrupt), closing(in_workers(endless, str(tmp_path), PIECES, 2)) as results:
            next(results)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

    assert len(list(tmp_path.iterdir())) == 2
    assert alive(tmp_path) == []


def test_there_is_at_least_one_core() -> None:
    assert cores() >= 1
