"""Plain lines: for a pipe, a dumb terminal, a screen reader. Questions go to stderr, so that stdout is the result."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from salesaudit.cli.asking.face import Gone
from salesaudit.cli.console import flush, show, width
from salesaudit.formats.lines import Line, line
from salesaudit.safety.limits import LIMITS
from salesaudit.texts.catalogue import say


class Plain:
    """Shows lines on stderr and reads lines from stdin."""

    columns = False

    def __init__(self, lang: str) -> None:
        self._lang = lang

    def tell(self, lines: Iterable[Line]) -> None:
        show(lines, sys.stderr)
        flush(sys.stderr)

    def ask(self, prompt: str, before: str = "", words: Sequence[str] = (), hint: str = "") -> str:  # noqa: ARG002  (nothing to complete, no place for a hint)
        if before:
            self.tell([line(say("ask.kept_by_enter", self._lang, answer=before))])
        sys.stderr.write(f"{prompt} ")
        flush(sys.stderr)
        typed = _line()
        if not sys.stdin.isatty():
            self.tell([line(typed)])  # what comes from a pipe is not echoed by anybody else
        return typed or before

    def width(self) -> int:
        return width(sys.stderr)


def _line() -> str:
    if sys.stdin is None or sys.stdin.closed:
        raise Gone
    try:
        typed = sys.stdin.readline(LIMITS.scalar_bytes)
    except (OSError, ValueError):  # the stream was closed, or is not text
        raise Gone from None
    if not typed:
        raise Gone
    return typed.strip()
