"""A real terminal around a real process: what it shows, and somebody who types."""

from __future__ import annotations

import fcntl
import os
import select
import signal
import struct
import termios
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.functional.command import COMMAND, environment

PATIENCE = 30.0
"""Seconds until something that was waited for is given up."""
PROMPT, EDITED = "> ", "\x1b[?2004h"
"""What stands before a line to type: of plain lines, and of a line that can be edited (it takes pasted text whole)."""


class Terminal:
    """``salesaudit`` with arguments in a terminal; `shown` is all it wrote so far, control sequences too."""

    def __init__(self, *arguments: str, cwd: Path, size: tuple[int, int] = (80, 24), **variables: str) -> None:
        env = environment(**{"TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1", **variables})
        self.prompt = PROMPT if "--plain" in arguments or variables.get("TERM") == "dumb" else EDITED
        self.shown = ""
        self._seen = 0
        self._rest = b""
        self.pid, self._side = os.forkpty()
        if self.pid == 0:
            os.chdir(cwd)
            os.execve(COMMAND[0], [*COMMAND, *arguments], env)
        fcntl.ioctl(self._side, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    def until(self, text: str) -> str:
        """Return what came until a text did; AssertionError where the process ends before or takes too long."""
        end = time.monotonic() + PATIENCE
        while (found := self.shown.find(text, self._seen)) < 0:
            left = end - time.monotonic()
            assert left > 0, f"waited for {text!r}, saw {self.shown[self._seen :]!r}"
            assert self._read(left), f"ended before {text!r}: {self.shown[self._seen :]!r}"
        start, self._seen = self._seen, found + len(text)
        return self.shown[start : self._seen]

    def asks(self) -> str:
        """Return what came until there is a line to type."""
        return self.until(self.prompt)

    def send(self, keys: str) -> None:
        """Press keys; Enter is ``\\r``."""
        os.write(self._side, keys.encode())

    def say(self, text: str) -> str:
        """Type a line and return what comes up to the next prompt."""
        self.send(f"{text}\r")
        return self.asks()

    def end(self) -> int:
        """Read to the end and return the exit code; a signal is negative."""
        end = time.monotonic() + PATIENCE
        while self._read(max(0.0, end - time.monotonic())):
            pass
        assert time.monotonic() < end, f"did not end: {self.shown[self._seen :]!r}"
        return self._wait()

    def kill(self, number: signal.Signals = signal.SIGKILL) -> int:
        """Send a signal and return the exit code."""
        os.kill(self.pid, number)
        return self.end()

    def echoes(self) -> bool:
        """Tell whether the terminal shows what is typed, as it did before."""
        return bool(termios.tcgetattr(self._side)[3] & termios.ECHO)

    def _read(self, seconds: float) -> bool:
        if not select.select([self._side], [], [], seconds)[0]:
            return False
        try:
            part = os.read(self._side, 65536)
        except OSError:  # Linux says so where the other side has gone
            part = b""
        data = self._rest + part
        text = data.decode(errors="ignore")
        self._rest = data[len(text.encode()) :] if part else b""
        self.shown += text
        return bool(part)

    def _wait(self) -> int:
        pid, self.pid = self.pid, 0
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            self._wait()
        os.close(self._side)
