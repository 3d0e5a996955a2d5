"""The formats of a run by name; each is a module of this room and is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Final

from salesaudit.audit.run import Run

FACES: Final[Mapping[str, str]] = {
    "text": "text:document",
    "json": "json:render",
    "sarif": "sarif:render",
    "junit": "junit:render",
    "github": "github:render",
    "gitlab": "gitlab:render",
    "markdown": "markdown:render",
}
"""Name of a format -> module and function, which takes a Run and returns the whole text."""


def render(format_: str, run: Run) -> str:
    """Return a run in one of FACES."""
    module, _, function = FACES[format_].partition(":")
    return str(getattr(import_module(f"salesaudit.formats.{module}"), function)(run))


def encoded(format_: str, run: Run) -> bytes:
    """Return a run in one of FACES as the bytes of a file."""
    return render(format_, run).encode("utf-8", "backslashreplace")
