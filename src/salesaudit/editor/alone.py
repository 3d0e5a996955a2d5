"""Files that are opened without the company they belong to: answers, measurements, rule packs.

What is wrong with them by their format is told in any case. Whether the company knows the names in them is told where
the company is found: in a file of the same folder or of one above it that names this one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final

from salesaudit.orgfile.kindfile import read_kind
from salesaudit.orgfile.load import load_bytes, looks_like_org
from salesaudit.orgfile.problems import LoadError, Problem
from salesaudit.rules.packs import check_pack
from salesaudit.safety.errors import InputError
from salesaudit.safety.files import read_bounded
from salesaudit.safety.find import YAML
from salesaudit.safety.limits import LIMITS

BESIDE: Final = ("answers", "evidence")
"""Kinds that a company names."""
ABOVE: Final = 3
"""Folders in which the company is looked for."""
MOST: Final = 200
"""Files of a folder that are looked at."""


def problems_of(kind: str, data: bytes, name: str, path: Path | None) -> tuple[list[Problem], str | None]:
    """Return what is wrong with a file of a kind, and the language of what it belongs to, if that is known."""
    try:
        if kind == "pack":
            check_pack(data, name)
        else:
            read_kind(kind, data, name)
    except LoadError as error:
        return error.problems, error.language
    if path is None or kind not in BESIDE:
        return [], None
    told = (_with_company(company, data, path) for company in _companies(path))
    found, language = next(((found, language) for found, language in told if found), ([], None))
    return [replace(problem, file=name) for problem in found], language


def _companies(path: Path) -> Iterator[Path]:
    """Yield the company files that name a file, the nearest first."""
    for folder in islice(path.parents, ABOVE):
        with suppress(OSError):
            for each in islice(sorted(one for one in folder.iterdir() if one.suffix.lower() in YAML), MOST):
                with suppress(InputError):
                    data = read_bounded(str(each), LIMITS.org_file_bytes)
                    if path.name.encode("utf-8", "surrogateescape") in data and looks_like_org(data):
                        yield each


def _with_company(company: Path, data: bytes, path: Path) -> tuple[list[Problem], str | None]:
    """Return what a company has to say against a file beside it."""
    named = path.relative_to(company.parent).as_posix()
    try:
        written = read_bounded(str(company), LIMITS.org_file_bytes)
        load_bytes(written, str(company), folder=company.parent, beside={named: data, f"./{named}": data})
    except LoadError as error:
        return [problem for problem in error.problems if problem.file == named], error.language
    except InputError:
        return [], None
    return [], None
