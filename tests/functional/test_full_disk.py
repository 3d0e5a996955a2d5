"""A disk that is full, broken or read-only at any call of a report that writes: named, nothing lost, nothing left."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.functional.command import BUSY_LEADER, Result, company, run

OLD = b"the report of yesterday"
OUTPUTS = ("a.html", "b.md", "c.json")
CALLS = ("open", "write", "fsync", "replace")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    company(tmp_path, BUSY_LEADER)
    for name in OUTPUTS:
        (tmp_path / name).write_bytes(OLD)
    return tmp_path


def report(home: Path) -> Result:
    return run("report", "company.yaml", *[text for name in OUTPUTS for text in ("-o", name)], "--lang", "en", cwd=home)


class Failing:
    """A file of ours that cannot be written."""

    def __init__(self, file: Any, fail: Callable[[], None]) -> None:
        self._file, self._fail = file, fail

    def __enter__(self) -> Failing:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, data: bytes) -> int:
        self._fail()
        return int(self._file.write(data))

    def flush(self) -> None:
        self._file.flush()


class Fault:
    """Makes the nth call of a kind fail with an error number, when it is about writing."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, call: str, nth: int, number: int) -> None:
        self.call, self.left, self.number = call, nth, number
        self.real = {name: getattr(os, name) for name in ("open", "fdopen", "fsync", "replace")}
        for name in self.real:
            monkeypatch.setattr(os, name, getattr(self, name))

    def at(self, call: str) -> None:
        self.left -= call == self.call
        if call == self.call and not self.left:
            raise OSError(self.number, os.strerror(self.number))

    def open(self, path: Any, flags: int, *rest: Any, **more: Any) -> Any:
        if flags & os.O_CREAT:
            self.at("open")
        return self.real["open"](path, flags, *rest, **more)

    def fdopen(self, descriptor: int, mode: str = "r", *rest: Any, **more: Any) -> Any:
        file = self.real["fdopen"](descriptor, mode, *rest, **more)
        return Failing(file, lambda: self.at("write")) if "w" in mode else file

    def fsync(self, descriptor: int) -> None:
        self.at("fsync")
        self.real["fsync"](descriptor)

    def replace(self, source: Any, target: Any) -> None:
        self.at("replace")
        self.real["replace"](source, target)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS], ids=errno.errorcode.get)
@pytest.mark.parametrize("nth", range(1, len(OUTPUTS) + 1))
@pytest.mark.parametrize("call", CALLS)
def test_at_every_call(home: Path, monkeypatch: pytest.MonkeyPatch, call: str, nth: int, number: int) -> None:
    with monkeypatch.context() as broken:
        Fault(broken, call, nth, number)
        result = report(home)

    kept = [name for name in OUTPUTS if (home / name).read_bytes() == OLD]
    assert result.code == 2
    assert OUTPUTS[nth - 1] in result.err
    assert "Traceback" not in result.err
    # what was put in place before a name could not be changed is whole; all else is as it was
    assert kept == (list(OUTPUTS[nth - 1 :]) if call == "replace" else list(OUTPUTS))
    assert sorted(path.name for path in home.iterdir()) == sorted(["company.yaml", *OUTPUTS])


def test_a_folder_that_cannot_be_synced_is_no_matter(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        Fault(broken, "fsync", len(OUTPUTS) + 1, errno.EIO)
        assert report(home).code == 0
    assert all((home / name).read_bytes() != OLD for name in OUTPUTS)


def test_standard_output_is_written_last(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        Fault(broken, "fsync", 1, errno.ENOSPC)
        result = run("report", "company.yaml", "-o", "-", "-o", "a.html", cwd=home)
    assert (result.code, result.out) == (2, "")
