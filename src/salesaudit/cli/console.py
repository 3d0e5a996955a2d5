"""Where lines meet a terminal: width, colours, streams that are closed or speak no UTF-8."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from io import StringIO
from typing import TextIO

from salesaudit.formats.lines import Line, plain

STYLES = {
    "critical": "1;31",
    "high": "31",
    "medium": "33",
    "low": "36",
    "error": "1;31",
    "rule": "1",
    "bold": "1",
    "dim": "2",
    "path": "34",
    "good": "32",
}
NARROWEST, WIDEST, USUAL = 40, 120, 100


def prepare_streams() -> None:
    """Let every stream take every character: what a terminal cannot show becomes an escape, not an exception."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, StringIO())
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def width(stream: TextIO | None = None) -> int:
    """Return how wide lines may be: the terminal's width within reason, 100 where there is none."""
    stream = stream or sys.stdout
    try:
        columns = int(os.environ.get("COLUMNS", "0"))
    except ValueError:
        columns = 0
    if columns <= 0:
        columns = shutil.get_terminal_size((USUAL, 24)).columns if stream.isatty() else USUAL
    return max(NARROWEST, min(columns, WIDEST))


def coloured(stream: TextIO) -> bool:
    """Tell whether to colour: never with NO_COLOR, always with FORCE_COLOR, else on a terminal that can."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM", "") not in ("dumb", "")


def show(lines: Iterable[Line], stream: TextIO | None = None) -> None:
    """Write lines to a stream, coloured where that is wanted."""
    stream = stream or sys.stdout
    if not coloured(stream):
        stream.write(plain(lines))
        return
    for pieces in lines:
        styled = (f"\x1b[{STYLES[style]}m{text}\x1b[0m" if style in STYLES else text for text, style in pieces)
        stream.write("".join(styled) + "\n")


def write(text: str, stream: TextIO | None = None) -> None:
    """Write text that is not for people, such as JSON, as it is."""
    (stream or sys.stdout).write(text)
