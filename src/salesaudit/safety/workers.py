"""Our own work in several processes: told in the order of the work, ended together, never half done unnoticed."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from salesaudit.safety.errors import SalesauditError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

CHUNK: Final = 4
"""Pieces of work that are sent at once."""
_AHEAD: Final = 2
"""Chunks that a worker holds, so that it need not wait for us."""
_WINDOW: Final = 16
"""Chunks for every worker that may be done before an earlier one is."""
_SECONDS: Final = 0.5

Work: TypeAlias = Callable[[str], Any]
"""What it gives is sent over, so it had better be small."""
Prepare: TypeAlias = Callable[[object], Work]
"""Made at the top of a module; runs in the worker, once, and returns what is done for every piece of work."""


class WorkerDied(SalesauditError):
    """A process ended before its work was done: it was killed, or a library crashed."""

    exit_code = 4

    def __init__(self) -> None:
        super().__init__("workers.died", hint="workers.died.hint")


class _Worker(NamedTuple):
    process: BaseProcess
    pipe: Connection


def in_workers(prepare: Prepare, about: object, work: Sequence[str], jobs: int) -> Generator[Any, None, None]:
    """Yield what ``prepare(about)`` makes of each piece of work, in the order of `work`.

    However the iteration ends, by an exception in here or by being closed, all workers have ended with it.
    Raises WorkerDied.
    """
    workers = _start(prepare, about, min(jobs, -(-len(work) // CHUNK)))
    try:
        yield from _results(workers, work)
    finally:
        _end(workers)


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def _start(prepare: Prepare, about: object, jobs: int) -> list[_Worker]:
    from multiprocessing import get_context  # takes longer than a check of a file

    for stream in (sys.stdout, sys.stderr):
        stream.flush()  # or the copy of what is held back would be written by every process
    # To fork is ten times as quick as to begin anew, and safe as long as nothing else runs in this process.
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    workers: list[_Worker] = []
    try:
        for _ in range(jobs):
            with _undisturbed():  # or one might be started that nobody knows of
                ours, theirs = context.Pipe()
                process = context.Process(target=_serve, args=(theirs, prepare, about), daemon=True)  # type: ignore[attr-defined]
                process.start()
                theirs.close()
                workers.append(_Worker(process, ours))
    except BaseException:
        _end(workers)
        raise
    return workers


def _serve(pipe: Connection, prepare: Prepare, about: object) -> None:
    """Be a worker: take chunks until there are no more, or until nobody is there to send any."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches everybody; the one who started us will end us
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
    try:
        work = prepare(about)
        while True:
            number, pieces = pipe.recv()
            pipe.send((number, [work(piece) for piece in pieces]))
    finally:  # nobody is there any more, or something broke: that the pipe closes tells it
        os._exit(0)


def _results(workers: Sequence[_Worker], work: Sequence[str]) -> Iterator[Any]:
    from multiprocessing.connection import wait

    chunks = [work[start : start + CHUNK] for start in range(0, len(work), CHUNK)]
    done: dict[int, list[Any]] = {}
    sent = told = 0
    idle = [worker.pipe for _ in range(_AHEAD) for worker in workers]
    pipes = [worker.pipe for worker in workers]
    while told < len(chunks):
        while idle and sent < len(chunks) and sent < told + _WINDOW * len(workers):
            with suppress(OSError):  # it has died, and does not answer
                idle.pop(0).send((sent, chunks[sent]))
            sent += 1
        ready = wait(pipes)
        for pipe in pipes:
            if pipe in ready:
                number, results = _heard(pipe)
                done[number] = results
                idle.append(pipe)
        while told in done:
            yield from done.pop(told)
            told += 1


def _heard(pipe: Connection) -> tuple[int, list[Any]]:
    try:
        number, results = pipe.recv()
    except (EOFError, OSError):
        raise WorkerDied from None
    return number, results


def _end(workers: Sequence[_Worker]) -> None:
    """End all workers, whatever they do, and wait until they are gone."""
    with _undisturbed():
        for worker in workers:
            worker.process.kill()
        for worker in workers:
            worker.process.join(_SECONDS)
            worker.pipe.close()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let signals that end us wait for a moment."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
