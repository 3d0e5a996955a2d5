"""Which files a command line means: files by name, all that fit in a folder, all that match a pattern."""

from __future__ import annotations

import glob
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from typing import Final, NamedTuple

from salesaudit.safety.errors import InputError, UsageError
from salesaudit.safety.files import STDIN, read_bounded
from salesaudit.safety.ignore import IgnoreFile, above, ignore_file, ignored
from salesaudit.safety.limits import LIMITS, Limits

YAML: Final = (".yaml", ".yml")
DEEP: Final = "**"
_HERE: Final = os.path.join(os.curdir, "")
_SEPARATOR: Final = re.compile(r"[/\\]+" if os.sep == "\\" else "/+")


class Found(NamedTuple):
    """The files that names mean, in order; the names that no file fits; company files that were to be left out."""

    paths: list[str]
    unmatched: list[str]
    left_out: list[str]


def find_files(
    names: Iterable[str],
    wanted: Callable[[bytes], bool],
    *,
    excluded: Callable[[str], bool] = lambda _: False,
    limits: Limits = LIMITS,
) -> Found:
    """Return the files that `names` mean, each once and in order.

    A file is taken as it is named. A folder stands for the YAML files in and below it whose content is `wanted`, but
    for hidden ones, links, and what ``.gitignore`` files or `excluded` leave out. A pattern (``*``, ``?``, ``[…]``)
    stands for the files it matches that are not `excluded`; ``**`` in it searches folders as above.
    Raises UsageError above the limit of files.
    """
    search = _Search(wanted, excluded, limits)
    found: dict[str, None] = {}
    unmatched = []
    for name in names:
        fits = False
        for path in search.meant(name):
            fits = True
            found[path] = None
            if len(found) > limits.files:
                raise UsageError("usage.too_many_files", limit=limits.files)
        if not fits:
            unmatched.append(name)
    return Found(list(found), unmatched, [path for path in dict.fromkeys(search.left_out) if path not in found])


def leads_outside(name: str) -> bool:
    """Tell whether links take a name out of the folder that it seems to be in.

    That folder is the current one for whatever lies below it, else the one that the name itself gives.
    """
    if name == STDIN:
        return False
    try:
        seeming, real = os.path.abspath(name), os.path.realpath(name)
        if seeming == real:
            return False
        current = os.getcwd()
        home = current if _is_below(seeming, current) else os.path.dirname(seeming)
        return not _is_below(real, os.path.realpath(home))
    except (OSError, ValueError):
        return True


def _is_below(path: str, folder: str) -> bool:
    return path.startswith(os.path.join(folder, ""))


class _Search:
    """Goes through folders and remembers what it had to leave out."""

    def __init__(self, wanted: Callable[[bytes], bool], excluded: Callable[[str], bool], limits: Limits) -> None:
        self._wanted = wanted
        self._excluded = excluded
        self._limits = limits
        self._closed: list[str] = []
        self._ignoring: dict[str, tuple[IgnoreFile, ...]] = {}
        self.left_out: list[str] = []

    def meant(self, name: str) -> Iterator[str]:
        """Yield the files that a name stands for, then the folders that may not be looked into: reading says so."""
        if name == STDIN or not (os.path.isdir(name) or (glob.has_magic(name) and not os.path.lexists(name))):
            yield name
        elif os.path.isdir(name):
            yield from self._in_folder(name)
        else:
            yield from self._matching("", _parts(name))
        yield from self._closed
        self._closed.clear()

    def _matching(self, folder: str, parts: Sequence[str], *, deep: bool = False) -> Iterator[str]:
        """Yield the files below a folder that fit the parts of a pattern; `deep` where a ``**`` was among them."""
        if not parts:
            yield from self._taken(folder, deep=deep)
        elif parts == [DEEP]:
            yield from (path.removeprefix(_HERE) for path in self._in_folder(folder or os.curdir))
        elif parts[0] == DEEP:
            for below, _, _ in self._folders(folder or os.curdir):
                here = "" if below == os.curdir else below.removeprefix(_HERE)
                yield from self._matching(here, parts[1:], deep=True)
        else:
            for path in _fitting(folder, parts[0]):
                if len(parts) == 1 or os.path.isdir(path):
                    yield from self._matching(path, parts[1:], deep=deep)

    def _taken(self, path: str, *, deep: bool) -> Iterator[str]:
        if os.path.isdir(path):
            yield from self._in_folder(path)
        elif deep:
            if self._is_meant(path, self._ignore_files(os.path.dirname(path) or os.curdir)):
                yield path
        elif self._excluded(path):
            self.left_out.append(path)
        else:
            yield path

    def _in_folder(self, top: str) -> Iterator[str]:
        for folder, files, ignoring in self._folders(top):
            for name in files:
                path = os.path.join(folder, name)
                if name.lower().endswith(YAML) and not name.startswith(".") and self._is_meant(path, ignoring):
                    yield path

    def _folders(self, top: str) -> Iterator[tuple[str, Sequence[str], Sequence[IgnoreFile]]]:
        """Yield a folder and those below it with their files; hidden ones, links and what is ignored left out."""
        waiting = [top]
        while waiting:
            folder = waiting.pop()
            ignoring = self._ignore_files(folder)
            try:
                with os.scandir(folder) as entries:
                    listed = sorted(entries, key=lambda entry: entry.name)
            except OSError:
                self._closed.append(folder)
                continue
            inner = [entry.path for entry in listed if entry.is_dir(follow_symlinks=False) and entry.name[0] != "."]
            yield folder, [entry.name for entry in listed if not entry.is_dir(follow_symlinks=False)], ignoring
            kept = [path for path in inner if not ignored(path, True, ignoring) and not self._excluded(path)]
            waiting += reversed(kept)

    def _ignore_files(self, folder: str) -> tuple[IgnoreFile, ...]:
        """Return the ignore files that hold in a folder, the outermost first."""
        known = self._ignoring.get(folder)
        if known is None:
            outer = self._ignoring.get(os.path.dirname(folder))
            known = (*(above(folder) if outer is None else outer), *_own(folder))
            self._ignoring[folder] = known
        return known

    def _is_meant(self, path: str, ignoring: Sequence[IgnoreFile]) -> bool:
        if not _is_wanted(path, self._wanted, self._limits):
            return False
        if ignored(path, False, ignoring) or self._excluded(path):
            self.left_out.append(path)
            return False
        return True


def _own(folder: str) -> Iterator[IgnoreFile]:
    if (file := ignore_file(folder)) is not None:
        yield file


def _parts(pattern: str) -> list[str]:
    """Return the parts of a pattern between slashes; several ``**`` in a row say no more than one."""
    parts = _SEPARATOR.split(pattern)
    return [part for at, part in enumerate(parts) if part != DEEP or at == 0 or parts[at - 1] != DEEP]


def _fitting(folder: str, part: str) -> Iterator[str]:
    """Yield what in a folder fits one part of a pattern; hidden names only where the part begins with a dot."""
    if not part:  # before the first slash, or behind the last
        if not folder:
            yield os.sep
        elif os.path.isdir(folder):
            yield folder
        return
    if not glob.has_magic(part):
        if os.path.lexists(path := os.path.join(folder, part)):
            yield path
        return
    try:
        names = sorted(os.listdir(folder or os.curdir))
    except OSError:
        return
    for name in names:
        if fnmatchcase(name, part) and (name[0] != "." or part[0] == "."):
            yield os.path.join(folder, name)


def _is_wanted(path: str, wanted: Callable[[bytes], bool], limits: Limits) -> bool:
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return False
        return wanted(read_bounded(path, limits.org_file_bytes))
    except InputError as error:
        # One that cannot be opened may be a company's: reading it will say so.
        return error.key != "file.too_large"
    except OSError:
        return False
