"""Which files a command line means: files by name, all that fit in a folder, all that match a pattern."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Callable, Iterable, Iterator

from salesaudit.safety.errors import InputError, UsageError
from salesaudit.safety.files import STDIN, read_bounded
from salesaudit.safety.limits import LIMITS, Limits

YAML = (".yaml", ".yml")


def find_files(
    names: Iterable[str], wanted: Callable[[bytes], bool], *, limits: Limits = LIMITS
) -> tuple[list[str], list[str]]:
    """Return the files that `names` mean, each once and in order, and the names that no file fits.

    A file is taken as it is named. A folder stands for the YAML files in and below it whose content is `wanted`,
    hidden ones and links left out; a pattern (``*``, ``?``, ``[…]``) for the files it matches in its own folders.
    Raises UsageError above the limit of files.
    """
    found: dict[str, None] = {}
    unmatched = []
    for name in names:
        fits = False
        for path in _meant(name, wanted, limits):
            fits = True
            found[path] = None
            if len(found) > limits.files:
                raise UsageError("usage.too_many_files", limit=limits.files)
        if not fits:
            unmatched.append(name)
    return list(found), unmatched


def leads_outside(name: str) -> bool:
    """Tell whether links take a name out of the folder that it seems to be in.

    That folder is the current one for whatever lies below it, else the one that the name itself gives.
    """
    if name == STDIN:
        return False
    try:
        seeming, real = os.path.abspath(name), os.path.realpath(name)
        current = os.getcwd()
        home = current if _is_below(seeming, current) else os.path.dirname(seeming)
        return not _is_below(real, os.path.realpath(home))
    except (OSError, ValueError):
        return True


def _is_below(path: str, folder: str) -> bool:
    return path.startswith(os.path.join(folder, ""))


def _meant(name: str, wanted: Callable[[bytes], bool], limits: Limits) -> Iterator[str]:
    if name == STDIN or not (os.path.isdir(name) or (glob.has_magic(name) and not os.path.lexists(name))):
        yield name
    elif os.path.isdir(name):
        yield from _in_folder(name, wanted, limits)
    else:
        for path in sorted(glob.glob(name)):
            yield from _in_folder(path, wanted, limits) if os.path.isdir(path) else (path,)


def _in_folder(top: str, wanted: Callable[[bytes], bool], limits: Limits) -> Iterator[str]:
    for folder, below, files in os.walk(top):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(files):
            path = os.path.join(folder, name)
            if not name.startswith(".") and name.lower().endswith(YAML) and _is_wanted(path, wanted, limits):
                yield path


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
