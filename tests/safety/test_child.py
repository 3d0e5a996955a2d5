"""Work in a child: its result, its limits, and what it cannot reach."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from salesaudit.safety import child
from salesaudit.safety.child import ChildError, run_in_child
from salesaudit.safety.limits import LIMITS

FAST = replace(LIMITS, child_cpu_seconds=1, child_wall_seconds=5, child_memory_bytes=512 << 20)


def double(value: object, times: int = 2) -> object:
    return [value] * times


def raw(size: int) -> bytes:
    return b"\xff" * size


def noisy() -> str:
    sys.stdout.write("b noise")
    os.write(1, b"more noise")
    return "said"


def broken() -> None:
    raise ValueError("bad line 3")


def leaves() -> None:
    sys.exit(3)


def crashes() -> None:
    os.abort()


def spins() -> None:
    while True:
        pass


def sleeps() -> None:
    time.sleep(100)


def swells() -> int:
    return len(bytearray(2 << 30))


def not_json() -> object:
    return {1, 2}


def surroundings() -> list[object]:
    descriptors = Path("/proc/self/fd")
    open_ones = sorted(int(each.name) for each in descriptors.iterdir()) if descriptors.is_dir() else []
    kept = {name for name in os.environ if name not in ("LC_CTYPE", "SYSTEMROOT")}
    return [sorted(kept), [n for n in open_ones if n > 5], sys.flags.isolated]


def writes(path: str) -> None:
    Path(path).write_text("x")


def failed(func: object, *args: object) -> ChildError:
    with pytest.raises(ChildError) as caught:
        run_in_child(func, *args, limits=FAST)  # type: ignore[arg-type]
    return caught.value


def test_results() -> None:
    assert run_in_child(double, "я\ud800") == ["я\ud800", "я\ud800"]
    assert run_in_child(double, 1.5, 3) == [1.5, 1.5, 1.5]
    assert run_in_child(raw, 100_000) == raw(100_000)
    assert run_in_child(noisy) == "said"


def test_errors() -> None:
    error = failed(broken)
    assert (error.key, error.values) == ("child.broke", {"kind": "ValueError", "reason": "bad line 3"})
    assert failed(leaves).values["kind"] == "SystemExit"
    assert failed(not_json).values["kind"] == "TypeError"
    assert failed(crashes).key == "child.died"


def test_limit_of_cpu_time() -> None:
    error = failed(spins)
    assert (error.key, error.values) == ("child.cpu", {"limit": 1})


def test_limit_of_time_by_the_clock() -> None:
    with pytest.raises(ChildError) as caught:
        run_in_child(sleeps, limits=replace(FAST, child_wall_seconds=1))
    assert caught.value.key == "child.cpu"


def test_limit_of_memory() -> None:
    error = failed(swells)
    assert (error.key, error.values) == ("child.memory", {"limit": 512 << 20})


def test_limit_of_output() -> None:
    limits = replace(FAST, child_output_bytes=1000)
    assert len(run_in_child(raw, 999, limits=limits)) == 999
    with pytest.raises(ChildError) as caught:
        run_in_child(raw, 1000, limits=limits)
    assert caught.value.key == "child.output"
    with pytest.raises(ChildError) as caught:
        run_in_child(raw, 1_000_000, limits=limits)
    assert caught.value.key == "child.output"


def test_the_child_inherits_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SALESAUDIT_SECRET", "x")
    with (tmp_path / "open").open("wb") as file:
        os.set_inheritable(file.fileno(), True)
        assert run_in_child(surroundings) == [[], [], 1]


def test_the_child_writes_no_file(tmp_path: Path) -> None:
    assert failed(writes, str(tmp_path / "a")).values["kind"] == "OSError"
    assert (tmp_path / "a").read_bytes() == b""


def test_a_child_that_dies_before_it_has_read_its_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "START", "")
    assert failed(double, "x" * 10_000_000).key == "child.died"
