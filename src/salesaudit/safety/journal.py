"""A file of JSON lines that only grows: what was appended is on the disk, and one process writes it at a time.

A record counts when `append` returns. A kill or a power cut in the middle of a write leaves a last line without its
end; the next opening cuts that line off. Anything else that is not a record is damage, and the file is left as it is.
"""

from __future__ import annotations

import errno
import json
import os
import stat
import sys
import time
from contextlib import suppress
from types import TracebackType
from typing import Any, Final, Self, TypeAlias

from salesaudit.safety.errors import InputError
from salesaudit.safety.files import cannot, sync_folder
from salesaudit.safety.limits import LIMITS

if sys.platform != "win32":
    import fcntl

Record: TypeAlias = dict[str, Any]
"""One line: a JSON object."""

WINDOW: Final = "window"
"""The key of the record that each opening appends: the id of the process that holds the file from there on."""

_OPENING: Final = (
    os.O_RDWR
    | os.O_CREAT
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOFOLLOW", 0)  # a log in somebody's repository must not lead elsewhere
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)
_TRIES: Final = 10
_PAUSE: Final = 0.03  # seconds: the holder may not have written its number yet


class Journal:
    """An open file of records, held against every other process until it is closed or this one dies.

    `records` are those that were there, without the marks of windows; `torn` is how many bytes of an unfinished last
    line were cut off. A file that is not there is made.
    Raises InputError (``journal.busy``, ``journal.busy_somewhere``, ``journal.damaged``, ``journal.link``,
    ``journal.too_large``, ``file.write.*``) and leaves the file as it was.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.name = os.fspath(path)
        self._descriptor = -1
        try:
            self._open()
            data = self._read()
            self._end = data.rfind(b"\n") + 1
            self.torn = len(data) - self._end
            self.records = self._records(data[: self._end])
            if self.torn:
                self._cut()
            self.append({WINDOW: os.getpid()})
        except BaseException:
            self.close()
            raise

    def append(self, record: Record) -> None:
        """Add a record; it is on the disk when this returns.

        Raises InputError (``file.write.*``, ``journal.too_large``) where it could not be written: the file then ends
        where it ended before.
        """
        line = json.dumps(record, ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode() + b"\n"
        if self._end + len(line) > LIMITS.journal_bytes:
            raise self._too_large()
        try:
            if os.fstat(self._descriptor).st_size != self._end:
                self._cut()  # what an earlier failure left behind
            os.lseek(self._descriptor, self._end, os.SEEK_SET)
            rest = memoryview(line)
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
            os.fsync(self._descriptor)
        except OSError as error:
            self._try_to_cut()
            raise cannot("write", self.name, error) from error
        self._end += len(line)

    def close(self) -> None:
        """Let the file go; closing twice does no harm."""
        if self._descriptor >= 0:
            os.close(self._descriptor)  # which also ends the lock
            self._descriptor = -1

    def remove(self) -> None:
        """Close the file and take it away: nothing that is worth keeping has been written to it."""
        if self._descriptor >= 0 and sys.platform != "win32":
            with suppress(OSError):
                os.unlink(self.name)  # while it is still locked: whoever waits for it sees that it has gone
        self.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _open(self) -> None:
        try:
            there = os.path.lexists(self.name)
            self._descriptor = os.open(self.name, _OPENING, 0o600)
            if not stat.S_ISREG(os.fstat(self._descriptor).st_mode):
                raise InputError("file.not_regular", hint="file.not_regular.hint", file=self.name)
            self._lock()
            while not self._is_there():
                os.close(self._descriptor)
                self._descriptor = os.open(self.name, _OPENING, 0o600)
                self._lock()
            if not there:
                sync_folder(os.path.dirname(self.name) or os.curdir)
        except OSError as error:
            if error.errno == errno.ELOOP:
                raise InputError("journal.link", hint="journal.link.hint", file=self.name) from error
            raise cannot("write", self.name, error) from error
        except ValueError as error:  # a NUL in the name
            raise InputError("file.write.no_folder", file=self.name) from error

    def _is_there(self) -> bool:
        """Tell whether the name still leads to the file that is open: another window may have taken it away."""
        try:
            return os.path.samestat(os.fstat(self._descriptor), os.stat(self.name))
        except FileNotFoundError:
            return False

    def _lock(self) -> None:
        if sys.platform == "win32":
            return
        for _ in range(_TRIES):
            try:
                fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except (BlockingIOError, PermissionError):
                process = self._holder()
                if process is not None:
                    raise InputError(
                        "journal.busy", hint="journal.busy.hint", file=self.name, process=str(process)
                    ) from None
                time.sleep(_PAUSE)
            else:
                return
        raise InputError("journal.busy_somewhere", hint="journal.busy.hint", file=self.name)

    def _holder(self) -> int | None:
        """Return the process that the last mark names, None where it names none that lives."""
        marks = [record[WINDOW] for line in self._read().split(b"\n") if WINDOW in (record := _parsed(line) or {})]
        process = marks[-1] if marks else None
        if not isinstance(process, int) or isinstance(process, bool) or not 0 < process < 1 << 31:
            return None
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return None
        except PermissionError:
            return process
        return process

    def _read(self) -> bytes:
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        if os.fstat(self._descriptor).st_size > LIMITS.journal_bytes:
            raise self._too_large()
        pieces = []
        while piece := os.read(self._descriptor, 1 << 20):
            pieces.append(piece)
        return b"".join(pieces)

    def _records(self, data: bytes) -> tuple[Record, ...]:
        records = []
        for number, line in enumerate(data.split(b"\n")[:-1], 1):
            record = _parsed(line)
            if record is None:
                raise InputError("journal.damaged", hint="journal.damaged.hint", file=self.name, line=number)
            if WINDOW not in record:
                records.append(record)
        return tuple(records)

    def _cut(self) -> None:
        os.ftruncate(self._descriptor, self._end)
        os.fsync(self._descriptor)

    def _try_to_cut(self) -> None:
        try:
            self._cut()
        except OSError:
            return  # the next append cuts first, and so does the next opening

    def _too_large(self) -> InputError:
        return InputError("journal.too_large", hint="journal.damaged.hint", file=self.name, limit=LIMITS.journal_bytes)


def _parsed(line: bytes) -> Record | None:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None
