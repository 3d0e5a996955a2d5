"""Children in large numbers: one process is started, and each piece of work is done in a copy of it that then ends.

To start an interpreter takes longer than most work for it; to copy one that stands ready takes a moment. Nothing passes
from one piece of work to the next: every copy is a process of its own, has the limits of `safety.child` for itself, and
is gone, whatever became of it, before the next one is made.
"""

from __future__ import annotations

import atexit
import os
import pickle
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Final, NamedTuple, NoReturn, TypeVar

from salesaudit.safety import child
from salesaudit.safety.child import ChildError, run_in_child
from salesaudit.safety.limits import LIMITS, Limits

T = TypeVar("T")
_START: Final = child.START.replace("child", Path(__file__).stem)
_LENGTH: Final = 8
"""Bytes that say how long something is."""
_GRACE: Final = 5
"""Seconds that the nursery has to tell what became of a copy."""
_CHUNK: Final = 1 << 16


class _Told(NamedTuple):
    """What a copy said, whether it ended before the clock ran out, and by which signal, 0 where by none."""

    answer: bytes
    finished: bool
    number: int


class Nursery:
    """Does work as `run_in_child` does, with the same limits and errors; started when there is any, ended by `close`.

    A process that was forked from ours starts one of its own. Where processes cannot be copied, each piece of work gets
    a child that is started for it.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def run(self, func: Callable[..., T], *args: object, limits: Limits = LIMITS) -> T:
        """Return ``func(*args)``, see `run_in_child`. Raises ChildError."""
        if not hasattr(os, "fork"):
            return run_in_child(func, *args, limits=limits)
        process = self._ready()
        try:
            told = _asked(process, pickle.dumps((func.__module__, func.__qualname__, args, limits)), limits)
        except BaseException:  # what it would say next belongs to nobody
            self.close()
            raise
        result: T = child.result(told.answer, told.finished, told.number, limits)
        return result

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        process.communicate()

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._owner != os.getpid() or self._process.poll() is not None:
            self.close()
            self._process, self._owner = child.started(_START), os.getpid()
            atexit.register(self.close)
        return self._process


def _asked(process: subprocess.Popen[bytes], work: bytes, limits: Limits) -> _Told:
    """Return what became of a piece of work. Raises ChildError where the nursery itself is gone, or stuck."""
    assert process.stdin is not None
    assert process.stdout is not None
    deadline = time.monotonic() + limits.child_wall_seconds + _GRACE
    try:
        process.stdin.write(len(work).to_bytes(_LENGTH) + work)
        process.stdin.flush()
    except OSError:
        raise ChildError("child.died") from None
    head = _read(process.stdout.fileno(), _LENGTH + 2, deadline)
    if len(head) < _LENGTH + 2:
        raise ChildError("child.died")
    length = int.from_bytes(head[2:])
    return _Told(_read(process.stdout.fileno(), length, deadline), bool(head[0]), head[1])


def _read(source: int, most: int, deadline: float) -> bytes:
    """Return so many bytes, or fewer where there will be no more or the time is over."""
    found = bytearray()
    while len(found) < most and (left := deadline - time.monotonic()) > 0 and select.select([source], [], [], left)[0]:
        some = os.read(source, min(_CHUNK, most - len(found)))
        if not some:
            break
        found += some
    return bytes(found)


def main() -> NoReturn:
    """Be the nursery: for every piece of work on standard input, tell on standard output what became of it."""
    out = os.dup(1)
    _point_nowhere(1, os.O_WRONLY)  # what the work prints is no answer
    while len(head := sys.stdin.buffer.read(_LENGTH)) == _LENGTH:
        told = _in_a_copy(sys.stdin.buffer.read(int.from_bytes(head)), out)
        with os.fdopen(os.dup(out), "wb") as answer:
            answer.write(bytes([told.finished, told.number]) + len(told.answer).to_bytes(_LENGTH) + told.answer)
    os._exit(0)


def _in_a_copy(work: bytes, out: int) -> _Told:
    module, _, _, limits = pickle.loads(work)  # noqa: S301  (written by our parent)
    import_module(module)  # once for all copies
    source, sink = os.pipe()
    deadline = time.monotonic() + limits.child_wall_seconds
    copy = os.fork()
    if copy == 0:
        _be_the_copy(work, sink, (source, out))
    os.close(sink)
    answer = _read(source, limits.child_output_bytes + 1, deadline)
    finished = time.monotonic() < deadline
    os.close(source)
    # It ends before its pipe closes; one that says too much or takes too long would go on.
    os.kill(copy, signal.SIGKILL)
    _, status = os.waitpid(copy, 0)
    return _Told(answer, finished, os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0)


def _point_nowhere(descriptor: int, how: int) -> None:
    nowhere = os.open(os.devnull, how)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _be_the_copy(work: bytes, sink: int, others: tuple[int, ...]) -> NoReturn:
    try:
        for descriptor in others:
            os.close(descriptor)
        _point_nowhere(0, os.O_RDONLY)  # the next piece of work is none of its business
        child.answer_to(work, sink)
    finally:
        os._exit(1)
