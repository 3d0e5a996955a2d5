"""The formats of a run by name; each is a module of this room and is imported when it is asked for.

Such a module has two functions. ``part(audited, look)`` says one company, as data that JSON can hold, and sees no other
one; ``whole(parts, frame)`` puts companies together and says what belongs to none. So a part can be made in another
process or an earlier run, and what is shown cannot depend on where.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, Final

from salesaudit.audit.run import Audited, Run
from salesaudit.formats.items import Frame
from salesaudit.formats.lines import Look

FACES: Final[Mapping[str, str]] = {
    name: f"salesaudit.formats.{name}" for name in ("text", "json", "sarif", "junit", "github", "gitlab", "markdown")
}


def part(format_: str, audited: Audited, look: Look) -> Any:
    """Return one company in one of FACES."""
    return import_module(FACES[format_]).part(audited, look)


def whole(format_: str, parts: Sequence[Any], frame: Frame) -> str:
    """Return a run in one of FACES."""
    return str(import_module(FACES[format_]).whole(parts, frame))


def render(format_: str, run: Run) -> str:
    """Return a run in one of FACES."""
    parts = [part(format_, audited, Look(run.lang)) for audited in run.audited]
    return whole(format_, parts, Frame(run.profile, run.lang, run.unreadable))


def encoded(format_: str, run: Run) -> bytes:
    """Return a run in one of FACES as the bytes of a file."""
    return in_bytes(render(format_, run))


def in_bytes(text: str) -> bytes:
    """Return what a face says as the bytes of a file."""
    return text.encode("utf-8", "backslashreplace")
