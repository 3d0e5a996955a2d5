"""The forms of the report by the ending of a file's name; each is imported when it is asked for."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from salesaudit.safety.errors import UsageError
from salesaudit.safety.files import read_bounded
from salesaudit.safety.limits import LIMITS

if TYPE_CHECKING:
    from salesaudit.audit.run import Audited
    from salesaudit.report.view import Brand, View

FACES: Final[Mapping[str, str]] = {
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".pdf": "pdf",
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".json": "json",
}
PICTURES: Final[Mapping[str, str]] = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
COLOUR: Final = re.compile("#(?:[0-9a-fA-F]{3}){1,2}")
STDOUT: Final = "-"


def targets_of(written: Sequence[str], file: str) -> list[tuple[str, str]]:
    """Return face and path of each output; by default a page beside where the command is run, named after the file.

    Raises UsageError for an ending that no face has, two outputs into one file, or one over the company's own file.
    """
    if not written:
        stem = "report" if file == STDOUT else f"{PurePath(file).stem}-report"
        written = [f"{stem}.html"]
    targets: list[tuple[str, str]] = []
    for path in written:
        if any(_same(path, other) for _, other in targets):
            raise UsageError("usage.output_twice", file=path)
        if path != STDOUT and file != STDOUT and _same(path, file):
            raise UsageError("report.over_input", file=path)
        targets.append((_face(path), path))
    return targets


def encoded(face: str, view: View, audited: Audited, template: str | None) -> bytes:
    """Return the report in one face. Raises UsageError where what the face needs is not installed."""
    if face == "json":
        return _json(view, audited)
    module = import_module(f"salesaudit.report.faces.{face}")
    if face == "html" and template is not None:
        return bytes(module.render(view, Path(template)))
    return bytes(module.render(view))


def brand_of(written: str | None) -> Brand | None:
    """Read ``logo.svg,#0a5``: a picture, a colour or both. Raises UsageError, InputError."""
    if written is None:
        return None
    from salesaudit.report.view import Brand

    logo, media_type, colour = b"", "", ""
    for part in filter(None, (part.strip() for part in written.split(","))):
        if part.startswith("#"):
            if not COLOUR.fullmatch(part):
                raise UsageError("report.bad_colour", value=part)
            colour = _whole(part)
            continue
        media_type = PICTURES.get(PurePath(part).suffix.lower(), "")
        if not media_type:
            raise UsageError("report.bad_logo", value=part, known=", ".join(PICTURES))
        logo = read_bounded(part, LIMITS.logo_bytes)
    return Brand(logo, media_type, colour)


def _whole(colour: str) -> str:
    digits = colour[1:]
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)).lower()


def _face(path: str) -> str:
    if path == STDOUT:
        return "markdown"
    face = FACES.get(PurePath(path).suffix.lower())
    if face is None:
        raise UsageError("report.unknown_face", file=path, known=", ".join(FACES))
    return face


def _same(one: str, other: str) -> bool:
    if one == other or os.path.normpath(one) == os.path.normpath(other):
        return True
    try:
        return Path(one).samefile(other)
    except OSError:
        return False


def _json(view: View, audited: Audited) -> bytes:
    from salesaudit.audit.run import Run
    from salesaudit.formats.faces import encoded as machine_readable

    return machine_readable("json", Run((audited,), (), audited.report.profile, view.lang))
