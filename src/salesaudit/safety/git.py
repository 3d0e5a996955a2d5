"""A file as it was in a revision of git: the one program besides ourselves that is ever started.

Git is asked for two things only: which object a name such as ``HEAD~1:company.yaml`` means, and what that object holds.
Neither runs a hook, a filter, a pager or a program that a repository may name, and nothing is fetched. The name comes
behind ``--end-of-options`` and no shell sees it; the object is asked for by its number.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final

from salesaudit.safety.errors import InputError
from salesaudit.safety.limits import LIMITS, Limits

_OBJECT: Final = re.compile(rb"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_SAID: Final = 2_000
"""Bytes of an error message of git that are read."""
_HARMLESS: Final = (
    "--no-pager",
    "--no-optional-locks",
    "--literal-pathspecs",
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "core.alternateRefsCommand="),
    *("-c", "protocol.allow=never"),
    *("-c", "safe.bareRepository=explicit"),  # a folder of the tree that poses as a repository has no say
)
_KEPT: Final = ("HOME", "USERPROFILE", "XDG_CONFIG_HOME", "SYSTEMROOT")
"""Git's own guard against repositories of other owners asks the user's settings, so it has to find them."""


def is_revision(name: str) -> bool:
    """Tell whether a name means a file in a revision of git rather than a file that is there."""
    drive = re.match(r"[A-Za-z]:[\\/]", name)
    return ":" in name and "://" not in name and drive is None and not os.path.lexists(name)


def read_revision(name: str, limit: int, *, limits: Limits = LIMITS) -> bytes:
    """Return what a file held in a revision: ``HEAD~1:company.yaml``, ``main:./company.yaml``, ``:company.yaml``.

    A path counts from the top of the repository, as git has it, one that begins with ``./`` from the current folder.
    Raises InputError (``git.missing``, ``git.no_file``, ``git.too_slow``, ``file.too_large``).
    """
    if "\0" in name or "\n" in name:
        raise InputError("git.no_file", hint="git.no_file.hint", name=name, reason="")
    found = _ask(name, ["rev-parse", "--verify", "--quiet", "--end-of-options", name], 100, limits).strip()
    if not _OBJECT.fullmatch(found):
        raise InputError("git.no_file", hint="git.no_file.hint", name=name, reason="")
    data = _ask(name, ["cat-file", "blob", found.decode()], limit, limits)
    if len(data) > limit:
        raise InputError("file.too_large", hint="file.too_large.hint", file=name, limit=limit)
    return data


def is_kept(folder: str, *, limits: Limits = LIMITS) -> bool:
    """Tell whether a repository keeps files of a folder that is there. Raises InputError where git cannot tell."""
    return bool(_ask(folder, ["-C", folder, "ls-files", "--cached", "-z"], 1, limits))


class Beside(Mapping[str, bytes]):
    """The files beside one in a revision, read when they are asked for.

    It has every name that does not lead out of the folder; one that the revision does not have is an InputError.
    """

    def __init__(self, name: str, limit: int) -> None:
        self._revision, _, path = name.partition(":")
        self._dotted = path.startswith("./")
        self._folder = PurePosixPath(path).parent
        self._limit = limit

    def __getitem__(self, name: str) -> bytes:
        if name not in self:
            raise KeyError(name)
        below = self._folder / name
        return read_revision(f"{self._revision}:{'./' if self._dotted else ''}{below}", self._limit)

    def __contains__(self, name: object) -> bool:
        if not isinstance(name, str) or "\\" in name or ":" in name:
            return False
        path = PurePosixPath(name)
        return not path.is_absolute() and ".." not in path.parts

    def __bool__(self) -> bool:
        """Be there, although nothing can be counted."""
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def _ask(name: str, command: list[str], limit: int, limits: Limits) -> bytes:
    """Return what git prints, at most one byte over `limit`."""
    program = shutil.which("git")
    if program is None or not os.path.isabs(program):
        raise InputError("git.missing", name=name)
    with subprocess.Popen(  # noqa: S603  (no shell; the name stands behind --end-of-options)
        [program, *_HARMLESS, *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_environment(program),
        close_fds=True,
    ) as process:
        clock = threading.Timer(limits.child_wall_seconds, process.kill)
        clock.start()
        try:
            complaint, listener = _listen(process)
            assert process.stdout is not None
            data = process.stdout.read(limit + 1)
            if len(data) > limit:
                process.kill()  # there is more than anybody will read
            process.wait()
            listener.join()
            stopped = not clock.is_alive()
        finally:
            clock.cancel()
            process.kill()
    if stopped:
        raise InputError("git.too_slow", name=name, limit=limits.child_wall_seconds)
    if process.returncode != 0 and len(data) <= limit:
        raise InputError("git.no_file", hint="git.no_file.hint", name=name, reason=_last_line(complaint))
    return data


def _listen(process: subprocess.Popen[bytes]) -> tuple[list[bytes], threading.Thread]:
    """Collect the beginning of what git complains of, in a thread so that it never waits for us."""
    heard: list[bytes] = []
    stream = process.stderr
    assert stream is not None

    def listen() -> None:
        heard.append(stream.read(_SAID))
        while stream.read(65536):
            pass

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    return heard, listener


def _last_line(heard: list[bytes]) -> str:
    lines = b"".join(heard).decode("utf-8", "replace").strip().splitlines()
    return lines[-1].removeprefix("fatal: ")[:200] if lines else ""


def _environment(program: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {
        **kept,
        "PATH": os.path.dirname(program),
        "LC_ALL": "C",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",
    }
