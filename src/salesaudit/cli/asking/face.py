"""What a talk needs of a terminal: to show lines, and to take a line that somebody typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from salesaudit.formats.lines import Line


class Gone(Exception):
    """Nobody is there any more: the input has ended."""


class Face(Protocol):
    """One way to talk: plain lines, or a prompt with editing."""

    columns: bool
    """Whether a long list may stand in columns; read out line by line it may not."""

    def tell(self, lines: Iterable[Line]) -> None:
        """Show lines, above what is asked next."""

    def ask(self, prompt: str, before: str = "", words: Sequence[str] = (), hint: str = "") -> str:
        """Return the line that was typed, without spaces at its ends.

        `before` is the earlier answer, which may be kept or changed; `words` are answers to choose from; `hint` says
        what else can be typed, where there is a place for it. Raises Gone at the end of the input, KeyboardInterrupt
        on Ctrl-C.
        """

    def width(self) -> int:
        """Return how many columns there are for text."""


def best(lang: str) -> Face:
    """Return the face for this terminal: plain lines where it cannot edit, or where the extra is not installed."""
    import os
    import sys

    from salesaudit.cli.asking.plain import Plain

    editable = sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()
    if not editable or os.environ.get("TERM", "") in ("", "dumb"):
        return Plain(lang)
    try:
        from salesaudit.cli.asking.prompt import Prompt
    except ImportError:
        return Plain(lang)
    return Prompt()
