"""Reading with a bound, writing whole or not at all."""

from __future__ import annotations

import errno
import io
import os
import stat
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from salesaudit.safety.errors import InputError
from salesaudit.safety.files import read_bounded, write_atomically

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def refused(path: str | Path, limit: int = 100) -> str:
    with pytest.raises(InputError) as caught:
        read_bounded(path, limit)
    return caught.value.key


def not_written(path: str | Path, data: bytes = b"new") -> str:
    with pytest.raises(InputError) as caught:
        write_atomically(path, data)
    assert caught.value.values["file"] == os.fspath(path)
    return caught.value.key


def test_reads_up_to_the_limit(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"12345")
    assert read_bounded(file, 5) == b"12345"
    assert read_bounded(str(file), 6) == b"12345"
    assert refused(file, 4) == "file.too_large"


def test_a_huge_file_is_refused_by_its_size(tmp_path: Path) -> None:
    file = tmp_path / "huge"
    with file.open("wb") as sparse:
        sparse.truncate(1 << 34)
    assert refused(file) == "file.too_large"


def test_a_file_that_grows_after_its_size_was_read_is_still_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"123456")
    monkeypatch.setattr(os, "fstat", lambda _: SimpleNamespace(st_mode=stat.S_IFREG, st_size=1))
    assert refused(file, 5) == "file.too_large"
    assert read_bounded(file, 6) == b"123456"


def test_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "gone").symlink_to("nowhere")
    (tmp_path / "zero").symlink_to("/dev/zero")
    (tmp_path / "file").write_bytes(b"")
    assert refused(tmp_path) == "file.is_folder"
    assert refused(tmp_path / "fifo") == "file.not_regular"
    assert refused(tmp_path / "zero") == "file.not_regular"
    assert refused(tmp_path / "loop") == "file.link_loop"
    assert refused(tmp_path / "gone") == "file.not_found"
    assert refused(tmp_path / "none") == "file.not_found"
    assert refused(tmp_path / "file" / "below") == "file.not_found"
    assert refused(tmp_path / ("a" * 300)) == "file.not_found"
    assert refused("a\0b") == "file.not_found"


@pytest.mark.skipif(AS_ROOT, reason="root may read and write everything")
def test_without_permission(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"old")
    file.chmod(0)
    assert refused(file) == "file.no_permission"
    tmp_path.chmod(0o555)
    assert not_written(tmp_path / "b") == "file.write.no_permission"
    tmp_path.chmod(0o755)


@pytest.mark.parametrize(
    ("number", "key"),
    [(errno.EACCES, "file.no_permission"), (errno.EPERM, "file.no_permission"), (errno.EIO, "file.cannot_read")],
)
def test_errors_of_the_system_on_reading(
    number: int, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "open", _raising(number))
    assert refused(tmp_path / "a") == key


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"12345")))
    assert read_bounded("-", 5) == b"12345"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"123456")))
    assert refused("-", 5) == "file.too_large"


def test_standard_input_that_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert refused("-") == "file.no_stdin"
    closed = io.TextIOWrapper(io.BytesIO(b""))
    closed.close()
    monkeypatch.setattr(sys, "stdin", closed)
    assert refused("-") == "file.no_stdin"


def test_writes_a_new_file_with_the_usual_rights(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "a", b"new")
    finally:
        os.umask(before)
    assert (tmp_path / "a").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [tmp_path / "a"]


def test_replaces_a_file_and_keeps_its_rights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"old")
    file.chmod(0o600)
    monkeypatch.chdir(tmp_path)
    write_atomically("a", b"new")
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_name_of_full_length_can_be_written(tmp_path: Path) -> None:
    write_atomically(tmp_path / ("a" * 255), b"new")
    assert (tmp_path / ("a" * 255)).read_bytes() == b"new"


def test_a_link_is_replaced_not_followed(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"old")
    (tmp_path / "link").symlink_to("target")
    (tmp_path / "loop").symlink_to("loop")
    write_atomically(tmp_path / "link", b"new")
    write_atomically(tmp_path / "loop", b"new")
    assert (tmp_path / "target").read_bytes() == b"old"
    assert not (tmp_path / "link").is_symlink()
    assert (tmp_path / "loop").read_bytes() == b"new"


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert not_written(tmp_path) == "file.write.is_folder"
    assert not_written(tmp_path / "no" / "a") == "file.write.no_folder"
    assert not_written(tmp_path / "file" / "a") == "file.write.no_folder"
    assert not_written("a\0b") == "file.write.no_folder"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_device_is_written_into() -> None:
    write_atomically(os.devnull, b"new")
    assert not_written("/dev/full") == "file.write.no_space"
    assert Path(os.devnull).is_char_device()


def test_a_pipe_nobody_reads_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    assert not_written(tmp_path / "fifo") == "file.cannot_write"


@pytest.mark.parametrize("call", ["fsync", "replace", "fchmod"])
@pytest.mark.parametrize(
    ("number", "key"),
    [
        (errno.ENOSPC, "file.write.no_space"),
        (errno.EDQUOT, "file.write.no_space"),
        (errno.EROFS, "file.write.read_only"),
        (errno.EIO, "file.cannot_write"),
    ],
)
def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    call: str, number: int, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with monkeypatch.context() as patch:
        patch.setattr(os, call, _raising(number))
        assert not_written(tmp_path / "a") == key
    assert (tmp_path / "a").read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [tmp_path / "a"]


def test_an_interrupted_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"old")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", interrupt)
        with pytest.raises(KeyboardInterrupt):
            write_atomically(tmp_path / "a", b"new")
    assert list(tmp_path.iterdir()) == [tmp_path / "a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_a_folder_that_cannot_be_synced_does_not_undo_a_whole_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = os.fsync

    def only_files(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "no")
        synced(descriptor)

    monkeypatch.setattr(os, "fsync", only_files)
    write_atomically(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"


def _raising(number: int) -> object:
    def call(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return call


def test_a_folder_that_may_be_written_but_not_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open

    def no_folders(path: str, flags: int, mode: int = 0o777) -> int:
        if Path(path).is_dir():
            raise OSError(errno.EACCES, "no")
        return opened(path, flags, mode)

    monkeypatch.setattr(os, "open", no_folders)
    write_atomically(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"


def test_a_system_without_folders_to_sync(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "O_DIRECTORY")
    write_atomically(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"


def test_a_temporary_file_that_cannot_be_removed_does_not_hide_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "replace", _raising(errno.ENOSPC))
    monkeypatch.setattr(os, "unlink", _raising(errno.EIO))
    assert not_written(tmp_path / "a") == "file.write.no_space"
