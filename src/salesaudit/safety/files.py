"""Files read with a bound and written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from salesaudit.safety.errors import InputError

STDIN: Final = "-"
_READING: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
_CREATING: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

_READ_ERRORS: Final = {
    errno.ENOENT: "file.not_found",
    errno.ENOTDIR: "file.not_found",
    errno.ENAMETOOLONG: "file.not_found",
    errno.EISDIR: "file.is_folder",
    errno.EACCES: "file.no_permission",
    errno.EPERM: "file.no_permission",
    errno.ELOOP: "file.link_loop",
    errno.ENXIO: "file.not_regular",
}
_WRITE_ERRORS: Final = {
    errno.ENOENT: "file.write.no_folder",
    errno.ENOTDIR: "file.write.no_folder",
    errno.EISDIR: "file.write.is_folder",
    errno.EACCES: "file.write.no_permission",
    errno.EPERM: "file.write.no_permission",
    errno.EROFS: "file.write.read_only",
    errno.ENOSPC: "file.write.no_space",
    errno.EDQUOT: "file.write.no_space",
    errno.EFBIG: "file.write.no_space",
}


def read_bounded(path: str | Path, limit: int) -> bytes:
    """Return the bytes of a regular file of at most `limit` bytes; ``-`` reads standard input.

    A FIFO, a device or a folder is refused without waiting for it.
    Raises InputError (``file.not_found``, ``file.is_folder``, ``file.not_regular``, ``file.no_permission``,
    ``file.link_loop``, ``file.too_large``, ``file.no_stdin``, ``file.cannot_read``).
    """
    name = os.fspath(path)
    try:
        data = _read_stdin(limit) if name == STDIN else _read_regular(name, limit)
    except OSError as error:
        raise cannot("read", name, error) from error
    except ValueError as error:  # a NUL in the name
        raise InputError("file.not_found", file=name) from error
    if len(data) > limit:
        raise InputError("file.too_large", hint="file.too_large.hint", file=name, limit=limit)
    return data


def _read_stdin(limit: int) -> bytes:
    if sys.stdin is None or sys.stdin.closed:
        raise InputError("file.no_stdin", hint="file.no_stdin.hint")
    return sys.stdin.buffer.read(limit + 1)


def _read_regular(name: str, limit: int) -> bytes:
    descriptor = os.open(name, _READING)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if stat.S_ISDIR(status.st_mode):
            raise InputError("file.is_folder", hint="file.is_folder.hint", file=name)
        if not stat.S_ISREG(status.st_mode):
            raise InputError("file.not_regular", hint="file.not_regular.hint", file=name)
        if status.st_size > limit:
            raise InputError("file.too_large", hint="file.too_large.hint", file=name, limit=limit)
        data = file.read(status.st_size + 1)  # room for `limit` bytes costs more than to read a small file
        return data if len(data) <= status.st_size else data + file.read(limit + 1 - len(data))


def write_atomically(path: str | Path, data: bytes, *, lasting: bool = True) -> None:
    """Put `data` at `path` so that at any moment either the old file or the whole new one is there.

    Without `lasting` a power cut may lose it or leave it empty, which is many times as quick.

    A link is replaced, not followed; a device or a pipe (``/dev/stdout``) is written to as it is.
    Raises InputError (``file.write.*``); no temporary file stays behind.
    """
    write_together([(path, data)], lasting=lasting)


def write_together(files: Iterable[tuple[str | Path, bytes]], *, lasting: bool = True) -> None:
    """Put several files in place as `write_atomically` does, none of them before all are written.

    Where one does not fit on the disk, all others are as they were. Raises InputError (``file.write.*``) for the first
    that cannot be written; no temporary file stays behind.
    """
    staged: dict[str, str] = {}
    through: list[tuple[str, bytes]] = []
    try:
        for path, data in files:
            name = os.fspath(path)
            with _telling(name):
                status = _status(name)
                if status is not None and stat.S_ISDIR(status.st_mode):
                    raise InputError("file.write.is_folder", file=name)
                if status is not None and not stat.S_ISREG(status.st_mode):
                    through.append((name, data))
                    continue
                temporary = os.path.join(os.path.dirname(name), f".salesaudit-{os.urandom(8).hex()}.tmp")
                staged[temporary] = name
                _stage(temporary, data, None if status is None else stat.S_IMODE(status.st_mode), lasting)
        for temporary, name in staged.items():
            with _telling(name):
                os.replace(temporary, name)
    except BaseException:
        for temporary in staged:
            _remove(temporary)
        raise
    if lasting:
        for folder in dict.fromkeys(os.path.dirname(name) or os.curdir for name in staged.values()):
            sync_folder(folder)
    for name, data in through:
        with _telling(name):
            _write_into(name, data)


@contextmanager
def _telling(name: str) -> Iterator[None]:
    """Tell of a file that cannot be written as of an input that is wrong."""
    try:
        yield
    except OSError as error:
        raise cannot("write", name, error) from error
    except ValueError as error:
        raise InputError("file.write.no_folder", file=name) from error


def make_folder(path: str | Path) -> None:
    """Make a folder and those above it where they are not there. Raises InputError (``file.write.*``)."""
    try:
        os.makedirs(path, exist_ok=True)
    except OSError as error:
        raise cannot("write", os.fspath(path), error) from error
    except ValueError as error:
        raise InputError("file.write.no_folder", file=os.fspath(path)) from error


def remove(path: str | Path) -> None:
    """Remove a file of ours; one that is not there, or that cannot be removed, is no matter."""
    _remove(os.fspath(path))


def _status(name: str) -> os.stat_result | None:
    try:
        return os.stat(name)
    except FileNotFoundError:
        return None
    except OSError as error:
        if error.errno == errno.ELOOP:  # the link itself is replaced
            return None
        raise


def _stage(temporary: str, data: bytes, mode: int | None, lasting: bool) -> None:
    descriptor = os.open(temporary, _CREATING, 0o666)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        if mode is not None and hasattr(os, "fchmod"):
            os.fchmod(descriptor, mode)
        if lasting:
            os.fsync(descriptor)


def _remove(temporary: str) -> None:
    try:
        os.unlink(temporary)
    except OSError:
        return


def sync_folder(folder: str) -> None:
    """Make sure that what a folder lists outlives a power cut, as far as its file system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    # The file is whole by now; a file system that cannot sync a folder only leaves open which of the two
    # whole files a power cut would keep.
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        return
    finally:
        os.close(descriptor)


def _write_into(name: str, data: bytes) -> None:
    # Without O_NONBLOCK a FIFO that nobody reads would be waited for without end.
    descriptor = os.open(name, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "wb") as file:
        os.set_blocking(descriptor, True)
        file.write(data)


def cannot(action: str, name: str, error: OSError) -> InputError:
    """Return what to tell of a file that could not be read or written (`action`)."""
    known = (_READ_ERRORS if action == "read" else _WRITE_ERRORS).get(error.errno or 0)
    if known is None:
        return InputError(f"file.cannot_{action}", file=name, reason=error.strerror or "")
    return InputError(known, file=name)
