"""What ``.gitignore`` files leave out, by git's own rules.

The patterns are a stranger's, so they are matched part by part, each against the name of one file or folder, in a time
that grows with pattern times name and never faster.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from salesaudit.safety.errors import InputError
from salesaudit.safety.files import read_bounded
from salesaudit.safety.limits import KIB

FILE: Final = ".gitignore"
_BYTES: Final = 64 * KIB
_DEEP: Final = "**"
_BYTE_BY_BYTE: Final = "latin-1"
"""Git compares bytes, and a name need not be UTF-8."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A line of an ignore file: the names on the way to what it means, from the folder of the file."""

    parts: tuple[str, ...]
    negated: bool
    folders_only: bool


@dataclass(frozen=True, slots=True)
class IgnoreFile:
    """The patterns of one ignore file and the folder that they count from."""

    folder: str
    patterns: tuple[Pattern, ...]

    def says(self, path: str, is_folder: bool) -> bool | None:
        """Tell whether a path below the folder is left out, taken back in, or not spoken of (None)."""
        names = os.fsencode(os.path.relpath(path, self.folder)).decode(_BYTE_BY_BYTE).split(os.sep)
        for pattern in reversed(self.patterns):
            if (is_folder or not pattern.folders_only) and _fits(pattern.parts, names):
                return not pattern.negated
        return None


def ignored(path: str, is_folder: bool, files: Sequence[IgnoreFile]) -> bool:
    """Tell whether ignore files, the outermost first, leave out a path; the innermost that speaks of it decides."""
    return next((said for file in reversed(files) if (said := file.says(path, is_folder)) is not None), False)


def ignore_file(folder: str) -> IgnoreFile | None:
    """Return the ignore file of a folder, None where it has none or one that cannot be read."""
    path = os.path.join(folder, FILE)
    if not os.path.lexists(path) or os.path.islink(path):
        return None
    try:
        text = read_bounded(path, _BYTES).removeprefix(b"\xef\xbb\xbf").decode(_BYTE_BY_BYTE)
    except InputError:
        return None
    return IgnoreFile(folder, tuple(parsed(text)))


def above(folder: str) -> Iterator[IgnoreFile]:
    """Yield the ignore files of the folders from the top of the repository down to above `folder`, outermost first."""
    here, found = os.path.abspath(folder), []
    while not os.path.lexists(os.path.join(here, ".git")):
        parent = os.path.dirname(here)
        if parent == here:
            return  # not in a repository
        here = parent
        found.append(here)
    yield from filter(None, map(ignore_file, reversed(found)))


def parsed(text: str) -> Iterator[Pattern]:
    """Yield the patterns of an ignore file, whose text has a character for every byte."""
    for line in text.split("\n"):
        line = _trimmed(line.removesuffix("\r"))
        negated = line.startswith("!")
        line = line[negated:]
        if not line or line.startswith("#"):
            continue
        folders_only = line.endswith("/")
        line = line.removesuffix("/")
        anywhere = "/" not in line
        parts = tuple(line.removeprefix("/").split("/"))
        if all(parts):  # no name is empty
            yield Pattern((_DEEP, *parts) if anywhere else parts, negated, folders_only)


def _trimmed(line: str) -> str:
    """Take off the blanks at the end, but for one that a backslash keeps."""
    bare = line.rstrip(" \t")
    escaped = (len(bare) - len(bare.rstrip("\\"))) % 2
    return bare + " " if escaped and bare != line else bare


def _fits(parts: Sequence[str], names: Sequence[str]) -> bool:
    """Tell whether the parts of a pattern fit names one by one, ``**`` any number of them."""
    reached = {0}
    for number, part in enumerate(parts):
        if part == _DEEP:
            last = number == len(parts) - 1
            reached = set(range(min(reached, default=len(names)) + last, len(names) + 1))
        else:
            reached = {at + 1 for at in reached if at < len(names) and matches(names[at], part)}
        if not reached:
            return False
    return len(names) in reached


def matches(name: str, pattern: str) -> bool:
    r"""Tell whether a name fits a pattern of ``*``, ``?``, ``[a-z]``, ``[!a]``; ``\`` keeps a sign as it is."""
    signs = list(_signs(pattern))
    at = sign = 0
    star = mark = -1
    while at < len(name):
        if sign < len(signs) and signs[sign] is None:
            star, mark, sign = sign, at, sign + 1
        elif sign < len(signs) and _allows(signs[sign], name[at]):
            at, sign = at + 1, sign + 1
        elif star >= 0:
            # The last star takes one character more; those before it need not be tried again.
            mark += 1
            at, sign = mark, star + 1
        else:
            return False
    return all(one is None for one in signs[sign:])


_Sign = tuple[bool, tuple[tuple[str, str], ...]] | None
"""None for ``*``, else whether the ranges of characters are those that fit or those that do not."""


def _allows(sign: _Sign, character: str) -> bool:
    return sign is not None and sign[0] == any(low <= character <= high for low, high in sign[1])


def _signs(pattern: str) -> Iterator[_Sign]:
    at = 0
    while at < len(pattern):
        character = pattern[at]
        end = _class_end(pattern, at) if character == "[" else -1
        if character == "*":
            yield None
        elif character == "?":
            yield False, ()
        elif end > 0:
            inner = pattern[at + 1 : end]
            inverted = inner[0] in "!^"
            yield not inverted, tuple(_ranges(inner[inverted:]))
            at = end
        else:
            if character == "\\" and at + 1 < len(pattern):
                at += 1
            yield True, ((pattern[at], pattern[at]),)
        at += 1


def _class_end(pattern: str, start: int) -> int:
    """Return where the bracket at `start` closes, -1 where it does not."""
    at = start + 1
    if at < len(pattern) and pattern[at] in "!^":
        at += 1
    at += 1  # a bracket that closes at once is one of the characters
    while at < len(pattern):
        if pattern[at] == "]":
            return at
        at += 2 if pattern[at] == "\\" else 1
    return -1


def _ranges(inner: str) -> Iterator[tuple[str, str]]:
    signs = []
    at = 0
    while at < len(inner):
        if inner[at] == "\\" and at + 1 < len(inner):
            at += 1
            signs.append((inner[at], True))
        else:
            signs.append((inner[at], False))
        at += 1
    at = 0
    while at < len(signs):
        if at + 2 < len(signs) and signs[at + 1] == ("-", False):
            yield signs[at][0], signs[at + 2][0]
            at += 3
        else:
            yield signs[at][0], signs[at][0]
            at += 1
