"""Where lines meet a terminal: width, colours, streams that are closed or speak no UTF-8."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from io import StringIO
from typing import TextIO

from salesaudit.formats.lines import Line, written

NARROWEST, WIDEST, USUAL = 40, 120, 100
AT_ONCE = 1_000_000
"""Characters that are written at once: another copy of everything need not fit into memory."""
STANDARD = 3
"""Descriptors that mean standard streams."""


def prepare_streams() -> None:
    """Let every stream take every character: what a terminal cannot show becomes an escape, not an exception."""
    _occupy_standard_descriptors()
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, StringIO())
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _occupy_standard_descriptors() -> None:
    """Put something behind a stream that was closed, or the next file opened would become standard output."""
    try:
        descriptor = os.open(os.devnull, os.O_RDWR)  # noqa: TID251  (a descriptor, not a file to write)
        while descriptor < STANDARD:
            descriptor = os.dup(descriptor)
        os.close(descriptor)
    except OSError:
        return


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
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0", "false"):
        return True
    return stream.isatty() and os.environ.get("TERM", "") not in ("dumb", "")


def show(lines: Iterable[Line], stream: TextIO | None = None) -> None:
    """Write lines to a stream, coloured where that is wanted; one that is closed takes them without a word."""
    stream = stream or sys.stdout
    show_text(written(lines, coloured=coloured(stream)), stream)


def show_text(text: str, stream: TextIO | None = None) -> None:
    """Write lines that were made into text for this very stream."""
    stream = stream or sys.stdout
    try:
        stream.write(text)
    except BrokenPipeError:
        silence(stream.fileno())


def write(text: str) -> None:
    """Write to stdout what programs read, such as JSON: UTF-8 whatever the locale, except to a terminal."""
    buffer = getattr(sys.stdout, "buffer", None)
    try:
        if buffer is None or sys.stdout.isatty():
            sys.stdout.write(text)
        else:
            sys.stdout.flush()
            for start in range(0, len(text), AT_ONCE):
                buffer.write(text[start : start + AT_ONCE].encode("utf-8", "backslashreplace"))
    except BrokenPipeError:
        silence(sys.stdout.fileno())


def flush(stream: TextIO) -> None:
    """Write out what a stream holds back; a reader that is gone is no error. Raises OSError where a disk is full."""
    try:
        stream.flush()
    except BrokenPipeError:
        silence(stream.fileno())


def silence(descriptor: int) -> None:
    """Point a stream nowhere, so that the interpreter's own flush at the end has nothing to complain of."""
    nowhere = os.open(os.devnull, os.O_WRONLY)  # noqa: TID251  (a descriptor for dup2, not a file to write)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
