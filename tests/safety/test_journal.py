"""The journal keeps what it acknowledged, whatever happens to the process, the disk or the file."""

from __future__ import annotations

import errno
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from salesaudit.safety import journal as module
from salesaudit.safety.errors import InputError
from salesaudit.safety.journal import WINDOW, Journal
from salesaudit.safety.limits import Limits

SRC = Path(module.__file__).parents[2]
NOBODY = 65534
RECORDS = [{"n": 1, "said": "ну, процентов сорок"}, {"n": 2, "said": "\x1b[31m\u2028\n"}, {"n": 3, "said": "\ud800 я"}]
WRITER = """\
import sys
sys.path.insert(0, sys.argv[2])
from salesaudit.safety.journal import Journal
journal = Journal(sys.argv[1])
print("open", len(journal.records), flush=True)
for number in range(len(journal.records), 100_000):
    journal.append({"n": number, "said": "x" * (number % 300)})
    print("saved", number, flush=True)
"""


def written(path: Path, records: list[dict[str, Any]] | None = None) -> Path:
    with Journal(path) as journal:
        for record in RECORDS if records is None else records:
            journal.append(record)
    return path


def read(path: Path) -> list[dict[str, Any]]:
    with Journal(path) as journal:
        return list(journal.records)


def refused(path: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        Journal(path)
    return caught.value


def writer(path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(SRC)], stdout=subprocess.PIPE, text=True,
        env={"PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip


def in_a_child(act: Callable[[], None]) -> int:
    """Run something in a forked process and return how it exited."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            act()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_records_come_back_in_their_order(tmp_path: Path) -> None:
    path = written(tmp_path / "a.log")

    assert read(path) == RECORDS
    assert read(path) == RECORDS, "opening adds a mark, no record"


def test_each_opening_says_which_process_it_is(tmp_path: Path) -> None:
    path = written(tmp_path / "a.log", [])

    assert [json.loads(line) for line in path.read_bytes().splitlines()] == [{WINDOW: os.getpid()}]


def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    assert written(tmp_path / "a.log").stat().st_mode & 0o077 == 0


class TestTorn:
    def test_a_record_cut_at_any_byte_is_let_go_and_no_other(self, tmp_path: Path) -> None:
        whole = written(tmp_path / "a.log").read_bytes()
        last = whole.rstrip(b"\n").rindex(b"\n") + 1

        for end in range(last, len(whole)):
            path = tmp_path / f"{end}.log"
            path.write_bytes(whole[:end])
            with Journal(path) as journal:
                assert list(journal.records) == RECORDS[:2]
                assert journal.torn == end - last
                journal.append(RECORDS[2])
            assert read(path) == RECORDS

    def test_the_zeros_of_a_power_cut_are_let_go(self, tmp_path: Path) -> None:
        path = written(tmp_path / "a.log")
        path.write_bytes(path.read_bytes() + b"\0" * 100)

        assert read(path) == RECORDS

    def test_an_empty_file_is_a_new_one(self, tmp_path: Path) -> None:
        (tmp_path / "a.log").write_bytes(b"")

        assert read(tmp_path / "a.log") == []

    @pytest.mark.parametrize("garbage", [b"{", b"\xff\xfe", b"[1]", b'"x"', b"", b"null", b"[" * 100_000, b"\0\0"])
    def test_garbage_in_the_middle_is_an_error_with_its_line_and_the_file_is_kept(
        self, garbage: bytes, tmp_path: Path
    ) -> None:
        path = written(tmp_path / "a.log")
        lines = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(b"".join([*lines[:2], garbage + b"\n", *lines[2:]]))
        before = path.read_bytes()
        error = refused(path)

        assert (error.key, error.values["line"]) == ("journal.damaged", 3)
        assert path.read_bytes() == before


class TestTwoWindows:
    def test_the_second_is_refused_at_once_and_told_which_the_first_is(self, tmp_path: Path) -> None:
        path = tmp_path / "a.log"
        first = writer(path)
        try:
            assert first.stdout is not None
            assert [first.stdout.readline() for _ in range(2)] == ["open 0\n", "saved 0\n"]
            began = time.monotonic()
            error = refused(path)

            assert (error.key, error.values["process"]) == ("journal.busy", str(first.pid))
            assert time.monotonic() - began < 1
        finally:
            first.kill()
            first.communicate()
        assert read(path)[0] == {"n": 0, "said": ""}, "the lock went with the process"

    def test_one_process_cannot_open_it_twice_either(self, tmp_path: Path) -> None:
        with Journal(tmp_path / "a.log") as journal:
            assert refused(tmp_path / "a.log").values["process"] == str(os.getpid())
            journal.append(RECORDS[0])
        assert read(tmp_path / "a.log") == RECORDS[:1]

    def test_a_holder_that_left_no_living_number_is_told_without_one(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "a.log"
        monkeypatch.setattr(module, "_PAUSE", 0.001)
        gone = subprocess.Popen([sys.executable, "-c", ""])
        gone.wait()
        for mark in (gone.pid, "x", True, -1, 2**40):
            with Journal(path):
                path.write_text(json.dumps({WINDOW: mark}) + "\n")
                assert refused(path).key == "journal.busy_somewhere"

    def test_of_many_at_once_one_works_and_the_others_are_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "a.log"
        windows = [writer(path) for _ in range(6)]
        time.sleep(1.5)
        for window in windows:
            window.kill()
        said = [window.communicate()[0] for window in windows]

        assert [text.startswith("open 0\n") for text in said].count(True) == 1
        assert [text == "" for text in said].count(True) == 5
        assert len(read(path)) >= max(text.count("saved") for text in said)


class TestKilled:
    def test_nothing_that_was_acknowledged_is_lost(self, tmp_path: Path) -> None:
        path = tmp_path / "a.log"
        kept = 0
        for round_ in range(6):
            process = writer(path)
            assert process.stdout is not None
            assert process.stdout.readline() == f"open {kept}\n"
            time.sleep(0.01 * round_)
            process.send_signal(signal.SIGKILL)
            said = process.communicate()[0].splitlines()
            acknowledged = int(said[-1].split()[1]) + 1 if said and said[-1].startswith("saved ") else kept
            records = read(path)

            assert [record["n"] for record in records] == list(range(len(records)))
            assert acknowledged <= len(records) <= acknowledged + 2
            kept = len(records)
        assert kept


class TestNoRoom:
    def test_a_full_disk_is_told_and_the_old_content_stays(self, tmp_path: Path) -> None:
        path = written(tmp_path / "a.log")
        told = tmp_path / "told"

        def fill() -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            with Journal(path) as journal:
                size = path.stat().st_size
                resource.setrlimit(resource.RLIMIT_FSIZE, (size + 50, resource.RLIM_INFINITY))
                with pytest.raises(InputError) as caught:
                    journal.append({"said": "x" * 500})
                resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
                assert path.stat().st_size == size
                journal.append({"n": 4})
            told.write_text(caught.value.key)

        assert in_a_child(fill) == 0
        assert told.read_text() == "file.write.no_space"
        assert read(path) == [*RECORDS, {"n": 4}]

    def test_no_room_for_the_first_mark_is_told_before_anything_is_asked(self, tmp_path: Path) -> None:
        def fill() -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (3, resource.RLIM_INFINITY))
            assert refused(tmp_path / "a.log").key == "file.write.no_space"

        assert in_a_child(fill) == 0
        assert read(tmp_path / "a.log") == []

    @pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EROFS])
    def test_what_a_failed_sync_left_behind_does_not_stand_before_the_next_record(
        self, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = written(tmp_path / "a.log")
        journal = Journal(path)

        def fail(*_: object) -> None:
            raise OSError(number, "no")

        with monkeypatch.context() as broken:
            broken.setattr(os, "fsync", fail)
            broken.setattr(os, "ftruncate", fail)
            for _ in range(2):
                with pytest.raises(InputError):
                    journal.append({"said": "x" * 100})
        journal.append({"n": 4})
        journal.close()

        assert read(path) == [*RECORDS, {"n": 4}]

    def test_it_does_not_grow_beyond_what_can_be_read(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = written(tmp_path / "a.log")
        size = path.stat().st_size
        monkeypatch.setattr(module, "LIMITS", Limits(journal_bytes=size + 80))
        with Journal(path) as journal, pytest.raises(InputError, match=r"journal\.too_large"):
            journal.append({"said": "x" * 100})
        monkeypatch.setattr(module, "LIMITS", Limits(journal_bytes=size - 1))

        assert refused(path).key == "journal.too_large"


class TestWrongPlaces:
    def test_a_folder_that_cannot_be_written_to_is_told(self, tmp_path: Path) -> None:
        folder = tmp_path / "read-only"
        folder.mkdir()
        folder.chmod(0o555)
        for parent in (tmp_path, *tmp_path.parents[:3]):
            parent.chmod(parent.stat().st_mode | 0o055)

        def as_nobody() -> None:
            if os.getuid() == 0:
                os.setuid(NOBODY)
            assert refused(folder / "a.log").key == "file.write.no_permission"

        assert in_a_child(as_nobody) == 0

    def test_no_folder_a_folder_a_device_a_pipe_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "folder").mkdir()
        (tmp_path / "target").write_text("mine")
        (tmp_path / "link").symlink_to(tmp_path / "target")
        os.mkfifo(tmp_path / "pipe")

        assert refused(tmp_path / "none" / "a.log").key == "file.write.no_folder"
        assert refused(tmp_path / "folder").key == "file.write.is_folder"
        assert refused(Path("/dev/full")).key == "file.not_regular"
        assert refused(tmp_path / "pipe").key == "file.not_regular"
        assert refused(tmp_path / "link").key == "journal.link"
        assert refused(Path("a\0b")).key == "file.write.no_folder"
        assert (tmp_path / "target").read_text() == "mine"


def test_closing_twice_does_no_harm(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "a.log")
    journal.close()
    journal.close()

    assert read(tmp_path / "a.log") == []
