"""Work in copies of one process: each has the limits of a child, and nothing passes from one to the next."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from salesaudit.safety.child import ChildError
from salesaudit.safety.nursery import Nursery
from tests.safety import test_child as work

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be copied here")

REMEMBERED: list[int] = []


@pytest.fixture(scope="module")
def kept() -> Iterator[Nursery]:
    nursery = Nursery()
    yield nursery
    nursery.close()


def who() -> list[int]:
    return [os.getppid(), os.getpid()]


def remembers() -> int:
    REMEMBERED.append(1)
    return len(REMEMBERED)


def kills_its_parent() -> None:
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(10)


def closes_its_streams() -> str:
    for descriptor in (0, 1, 2):
        os.close(descriptor)
    return "said"


def reads_on() -> int:
    return len(os.read(0, 100))


def failed(nursery: Nursery, func: object, *args: object) -> ChildError:
    with pytest.raises(ChildError) as caught:
        nursery.run(func, *args, limits=work.FAST)  # type: ignore[arg-type]
    return caught.value


def test_every_piece_of_work_has_a_process_of_its_own_from_one_that_stays(kept: Nursery) -> None:
    (parent, first), (again, second) = kept.run(who), kept.run(who)

    assert parent == again != os.getpid()
    assert first != second
    assert [kept.run(remembers) for _ in range(3)] == [1, 1, 1]


def test_results(kept: Nursery) -> None:
    assert kept.run(work.double, "я\ud800") == ["я\ud800", "я\ud800"]
    assert kept.run(work.raw, 100_000) == work.raw(100_000)
    assert kept.run(work.noisy) == "said"
    assert kept.run(closes_its_streams) == "said"
    assert kept.run(reads_on) == 0
    assert kept.run(work.double, "x" * 3_000_000, 1) == ["x" * 3_000_000]


def test_who_breaks_a_limit_is_told_and_does_not_hurt_the_next(kept: Nursery) -> None:
    for func, key in (
        (work.broken, "child.broke"), (work.leaves, "child.broke"), (work.not_json, "child.broke"),
        (work.crashes, "child.died"), (work.spins, "child.cpu"), (work.swells, "child.memory"),
    ):  # fmt: skip
        assert failed(kept, func).key == key
        assert kept.run(work.double, 1, limits=work.FAST) == [1, 1]


def test_each_has_the_limit_of_time_for_itself(kept: Nursery) -> None:
    for _ in range(3):
        began = time.process_time()
        assert failed(kept, work.spins).key == "child.cpu"
        assert time.process_time() - began < 1
    limits = replace(work.FAST, child_wall_seconds=1)
    with pytest.raises(ChildError) as caught:
        kept.run(work.sleeps, limits=limits)
    assert caught.value.key == "child.cpu"
    assert kept.run(work.double, 1, limits=limits) == [1, 1]


def test_limit_of_output(kept: Nursery) -> None:
    limits = replace(work.FAST, child_output_bytes=1000)
    assert len(kept.run(work.raw, 999, limits=limits)) == 999
    for size in (1000, 1_000_000):
        with pytest.raises(ChildError) as caught:
            kept.run(work.raw, size, limits=limits)
        assert caught.value.key == "child.output"
    assert kept.run(work.double, 1, limits=limits) == [1, 1]


def test_a_copy_inherits_nothing_and_writes_no_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SALESAUDIT_SECRET", "x")
    nursery = Nursery()
    with (tmp_path / "open").open("wb") as file:
        os.set_inheritable(file.fileno(), True)
        assert nursery.run(work.surroundings) == [[], [], 1]
    assert failed(nursery, work.writes, str(tmp_path / "a")).values["kind"] == "OSError"
    nursery.close()


def test_where_the_process_is_gone_another_one_is_started(kept: Nursery) -> None:
    before, _ = kept.run(who)
    assert failed(kept, kills_its_parent).key == "child.died"
    after, _ = kept.run(who)
    assert after != before


def test_it_is_started_when_there_is_work_and_ends_when_it_is_closed() -> None:
    nursery = Nursery()
    nursery.close()
    process, _ = nursery.run(who)
    nursery.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_it_ends_when_we_do() -> None:
    source, sink = os.pipe()
    if (copy := os.fork()) == 0:
        os.write(sink, str(Nursery().run(who)[0]).encode())
        os._exit(0)
    os.waitpid(copy, 0)
    process = int(os.read(source, 100))
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and Path(f"/proc/{process}/stat").exists():
        time.sleep(0.02)
    assert not Path(f"/proc/{process}/stat").exists()


def test_a_process_that_was_copied_from_ours_has_its_own(kept: Nursery) -> None:
    ours, _ = kept.run(who)
    source, sink = os.pipe()
    if (copy := os.fork()) == 0:
        os.write(sink, str(kept.run(who)[0]).encode())
        os._exit(0)
    os.waitpid(copy, 0)

    assert int(os.read(source, 100)) != ours
    assert kept.run(who)[0] == ours


def test_where_processes_cannot_be_copied_each_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    nursery = Nursery()
    (parent, _), (again, _) = nursery.run(who), nursery.run(who)
    assert parent == again == os.getpid()
