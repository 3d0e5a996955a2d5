"""Work on strangers' templates, packs and workbooks in a child process that can neither run on nor reach out."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from importlib import import_module
from operator import attrgetter
from typing import Any, Final, NoReturn, TypeVar

from salesaudit.safety.errors import InputError
from salesaudit.safety.limits import LIMITS, Limits

T = TypeVar("T")
START: Final = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from salesaudit.safety import child; child.main()"
)
_SIGXCPU: Final = 24


class ChildError(InputError):
    """A child met a limit (``child.cpu``, ``.memory``, ``.output``), broke (``.broke``) or died (``.died``)."""


def run_in_child(func: Callable[..., T], *args: object, limits: Limits = LIMITS) -> T:
    """Return ``func(*args)``, worked out in a fresh process with limits on CPU time, memory, output and files.

    `func` stands at the top of a module and gives bytes or what JSON can hold (tuples come back as lists). The
    child has no environment, no descriptor of ours and cannot write to any file. Raises ChildError with the kind
    of an exception of `func` in ``values["kind"]`` and its text in ``values["reason"]``.
    """
    work = pickle.dumps((func.__module__, func.__qualname__, args, limits))
    with started(START) as process:
        try:
            answer, finished = _converse(process, work, limits)
        finally:
            process.kill()
    found: T = result(answer, finished, -process.returncode, limits)
    return found


def started(code: str) -> subprocess.Popen[bytes]:
    """Start our interpreter on a line of our code: without environment, and with no descriptors but its streams."""
    return subprocess.Popen(  # noqa: S603  (our own interpreter and our own line of code)
        [sys.executable, "-I", "-c", code, json.dumps([p for p in sys.path if os.path.isabs(p)])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        close_fds=True,
    )


def _environment() -> dict[str, str]:
    # Windows cannot start a process without this one.
    return {"SYSTEMROOT": os.environ["SYSTEMROOT"]} if "SYSTEMROOT" in os.environ else {}


def _converse(process: subprocess.Popen[bytes], work: bytes, limits: Limits) -> tuple[bytes, bool]:
    """Return what the child said and whether it ended by itself before the clock ran out."""
    assert process.stdin is not None
    assert process.stdout is not None
    heard: list[bytes] = []
    stdout = process.stdout
    listener = threading.Thread(target=lambda: heard.append(stdout.read(limits.child_output_bytes + 1)), daemon=True)
    listener.start()
    try:
        process.stdin.write(work)
        process.stdin.close()
    except OSError:
        # The child died before it had read its work; what it said tells why.
        pass
    listener.join(limits.child_wall_seconds)
    if listener.is_alive():
        process.kill()
        listener.join()
        return b"", False
    answer = heard[0] if heard else b""
    if len(answer) <= limits.child_output_bytes:
        process.wait()
    return answer, True


def result(answer: bytes, finished: bool, signal: int, limits: Limits) -> Any:
    """Return what a child said; `finished` before the clock ran out, by which `signal`, if any. Raises ChildError."""
    if len(answer) > limits.child_output_bytes:
        raise ChildError("child.output", limit=limits.child_output_bytes)
    if not finished or signal == _SIGXCPU:
        raise ChildError("child.cpu", limit=limits.child_cpu_seconds)
    kind, body = answer[:1], answer[1:]
    if kind == b"b":
        return body
    if kind == b"j":
        return json.loads(body)
    if kind == b"e":
        failure = json.loads(body)
        if failure["kind"] == "MemoryError":
            raise ChildError("child.memory", limit=limits.child_memory_bytes)
        raise ChildError("child.broke", kind=str(failure["kind"]), reason=str(failure["reason"]))
    raise ChildError("child.died")  # a crash of a library, or the system took it for its memory


def main() -> None:
    """Be the child: read the work from standard input, do it under the limits, say the result on standard output."""
    work = sys.stdin.buffer.read()
    out = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what the work prints is no answer
    answer_to(work, out)


def answer_to(work: bytes, out: int) -> NoReturn:
    """Do the work under its limits, write the result to a descriptor, and end the process."""
    module, qualname, args, limits = pickle.loads(work)  # noqa: S301  (written by our parent)
    _limit_this_process(limits)
    try:
        answer = _pack(attrgetter(qualname)(import_module(module))(*args))
    except MemoryError:
        answer = b'e{"kind":"MemoryError","reason":""}'
    except BaseException as error:  # noqa: BLE001  (whatever it was, the parent tells it as one sentence)
        answer = b"e" + json.dumps({"kind": type(error).__name__, "reason": str(error)[:1000]}).encode()
    with os.fdopen(out, "wb") as said:
        said.write(answer)
        said.flush()
        os._exit(0)


def _pack(result: object) -> bytes:
    if isinstance(result, bytes):
        return b"b" + result
    return b"j" + json.dumps(result, allow_nan=False).encode()


def _limit_this_process(limits: Limits) -> None:
    try:
        import resource
    except ImportError:  # Windows: the limit by the clock alone
        return
    resource.setrlimit(resource.RLIMIT_CPU, (limits.child_cpu_seconds, limits.child_cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (limits.child_memory_bytes, limits.child_memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
