"""Read an org file and the files beside it into facts with places, or say everything that is wrong with them."""

from __future__ import annotations

import os
import re
from collections import abc
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from salesaudit.orgfile.answers import told_facts
from salesaudit.orgfile.beside import check_measured
from salesaudit.orgfile.nodes import SEQUENCE, Mapping, Node, Path, Rows, Scalar, Source, Span
from salesaudit.orgfile.plain import to_plain
from salesaudit.orgfile.problems import LoadError, Problem
from salesaudit.orgfile.references import check_references
from salesaudit.orgfile.validate import Validated, validate
from salesaudit.orgfile.yamltree import locate, read_tree
from salesaudit.safety.errors import InputError
from salesaudit.safety.files import read_bounded
from salesaudit.safety.find import leads_outside
from salesaudit.safety.limits import LIMITS, Limits

_MARK = re.compile(rb"\xef\xbb\xbf|\xff\xfe|\xfe\xff")
_FIRST_LINE = re.compile(rb"^(?![ \t]*(?:#|\r?$|---|%))([ \t]*)(\{?)", re.MULTILINE)
_BLOCK_KEY = rb"^%s[\"']?%s[\"']?[ \t]*:(?=\s|$)"
_FLOW_KEY = rb"[{,]\s*[\"']?%s[\"']?[ \t]*:"
_VERSION_KEY = b"salesaudit"
HIDDEN = "…"
"""Stands in messages for the words of a file that may not be the user's own."""


class Place(NamedTuple):
    """Where something stands: a file as the user named it, and a stretch of it."""

    file: str
    span: Span


@dataclass(frozen=True, slots=True)
class Attached:
    """An answers or evidence file: `data` is the validated content.

    `told` is the answers as a tree of org facts, `entries` the position of the answer that gave each.
    """

    kind: str
    source: Source
    data: dict[str, Any]
    told: dict[str, Any]
    entries: dict[Path, int]


@dataclass(frozen=True, slots=True)
class OrgDocument:
    """A company file that could be read: its facts (absent = not known), its text, and the files beside it."""

    source: Source
    data: dict[str, Any]
    attached: tuple[Attached, ...] = ()
    _places: dict[tuple[Path, bool, str], Place] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The places that were asked for: the findings of a company rest on the same few facts again and again."""
    _ids: dict[tuple[int, int], dict[str, int]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The positions of ids in the lists that were asked about, by identity of the rows and the list's own one."""

    def place(self, path: Path, *, key: bool = False, file: str = "") -> Place:
        """Return where a fact stands, or the nearest place above it where the file does not have it.

        Stages and handoffs may be named by their ids instead of their positions. `file` is the name of an attached
        file that `path` is about.
        """
        asked = (path, key, file)
        place = self._places.get(asked)
        if place is None:
            place = self._places[asked] = self._place(path, key, file)
        return place

    def _place(self, path: Path, key: bool, file: str) -> Place:
        source = self.source
        for attached in self.attached:
            if attached.source.name == file:
                source = attached.source
                break
        assert source.root is not None  # a file that could not be built is refused
        return Place(source.name, locate(source.root, path, key, self._numbers))

    def _numbers(self, rows: Rows, row: int) -> dict[str, int]:
        list_ = (id(rows), row)
        return self._ids.get(list_) or self._ids.setdefault(list_, _positions(rows, row))


def load(path: str | os.PathLike[str], *, limits: Limits = LIMITS) -> OrgDocument:
    """Read the org file at `path` and the evidence and answers files it names.

    Where links lead out of the folder, what is wrong is told without the words of the file.

    Raises:
        LoadError: the file (or one beside it) is not right; all its problems at once.
        InputError: the file cannot be opened or is no regular file.
    """
    name = os.fspath(path)
    return load_bytes(
        read_bounded(name, limits.org_file_bytes),
        name,
        folder=FilePath(name).parent,
        limits=limits,
        quote=not leads_outside(name),
    )


def looks_like_org(data: bytes) -> bool:
    """Tell whether bytes look like an org file, right or wrong: whether their top level names the format's version."""
    return has_key(data, _VERSION_KEY)


def has_key(data: bytes, key: bytes) -> bool:
    """Tell whether the top level of bytes, YAML or not quite, has a key."""
    data = _MARK.sub(b"", data.replace(b"\0", b""), count=1)
    if key not in data or (first := _FIRST_LINE.search(data)) is None:
        return False
    if first[2]:
        return re.search(_FLOW_KEY % key, data) is not None
    return re.search(_BLOCK_KEY % (first[1], key), data, re.MULTILINE) is not None


def read_beside(name: str, folder: FilePath, *, limits: Limits = LIMITS) -> bytes | None:
    """Return what a file that an org file in `folder` names holds, None where it may not name it. Raises InputError."""
    return _Shelf(folder, {}, limits).read(name)


def load_bytes(
    data: bytes,
    name: str = "<org>",
    *,
    folder: FilePath | None = None,
    beside: abc.Mapping[str, bytes] | None = None,
    limits: Limits = LIMITS,
    quote: bool = True,
) -> OrgDocument:
    """Read an org file from memory.

    The evidence and answers files that it names are taken from `beside`, by the names that it gives them; what is not
    there is looked for in or below `folder` (None: nowhere). `quote=False` keeps the words of the file out of messages.
    Raises LoadError with all problems.
    """
    reader = _Reader(data, name, limits, quote=quote)
    del data  # the text is kept: of a large file there need not be two copies while the rest is made
    content = reader.validated("org")
    if content.data is not None:
        check_references(content.data, reader.report)
    attached: list[Attached] = []
    if content.data is not None:
        shelf = _Shelf(folder, beside or {}, limits)
        for kind in ("evidence", "answers"):
            attached.extend(_attached(kind, content.data, shelf, reader, limits))
    if reader.problems or content.data is None:
        raise LoadError(reader.problems, _language(reader.source.root))
    return OrgDocument(reader.source, content.data, tuple(attached))


def _language(root: Mapping | None) -> str | None:
    """Return the language that a file names, whatever else is wrong with it."""
    company = root.items.get("company") if root is not None else None
    written = company.items.get("language") if isinstance(company, Mapping) else None
    return written.text if isinstance(written, Scalar) else None


class _Reader:
    """One file on its way from bytes to facts, collecting what is wrong with it."""

    def __init__(self, data: bytes, name: str, limits: Limits, *, quote: bool = True) -> None:
        self.source, self.problems = read_tree(data, name, limits, quote=quote)
        self._quote = quote
        self._validated = Validated(None, {})

    def validated(self, kind: str) -> Validated:
        if isinstance(self.source.root, Mapping):
            self._validated = validate(kind, to_plain(self.source.root), self._report_written)
        return self._validated

    def report(
        self, code: str, path: Path, *, key: bool = False, hint: str | None = None,
        related: Iterable[Path] = (), **values: object,
    ) -> None:  # fmt: skip
        """Report a problem at a path of the validated data."""
        original = self._validated.original
        places = [self._span(original(other), key) for other in related]
        self._report_written(code, original(path), key=key, hint=hint, related=places, **values)

    def _report_written(
        self, code: str, path: Path, *, key: bool = False, hint: str | None = None,
        related: Iterable[Span] = (), **values: object,
    ) -> None:  # fmt: skip
        related = tuple(related)
        if related:
            values = {**values, "related_line": related[0].line}
        if not self._quote:
            values = {name: HIDDEN if isinstance(value, str) else value for name, value in values.items()}
        line = self._line(path, key) if self._quote else None
        self.problems.append(Problem(code, self.source.name, self._span(path, key), values, hint, related, path, line))

    def _span(self, path: Path, key: bool) -> Span:
        root = self.source.root
        return locate(root, path, key=key) if root is not None else Span(1, 1, 1, 1)

    def _line(self, path: Path, key: bool) -> str | None:
        line = self._span(path, key).line
        return self.source.lines[line - 1] if 0 < line <= len(self.source.lines) else None


def numbered(root: Node, path: Path) -> Path:
    """Replace the id of a stage or handoff in `path` by its position, which is what the nodes know."""
    rows, row = root.rows, root.row
    for place, part in enumerate(path):
        if isinstance(part, str) and rows.kinds[row] == SEQUENCE:
            part = _positions(rows, row).get(part, -1)
            path = (*path[:place], part, *path[place + 1 :])
        child = rows.inside(row).get(part)
        if child is None:
            break
        row = rows.meant(child)
    return path


def handoff_ids(handoffs: list[dict[str, Any]]) -> list[str]:
    """Return the ids of handoffs: as written, else ``from->to`` with ``#2`` for a second."""
    seen: dict[str, int] = {}
    ids = []
    for handoff in handoffs:
        pair = f"{handoff['from']}->{handoff['to']}"
        seen[pair] = seen.get(pair, 0) + 1
        ids.append(handoff.get("id") or (pair if seen[pair] == 1 else f"{pair}#{seen[pair]}"))
    return ids


def _positions(rows: Rows, row: int) -> dict[str, int]:
    """Return the position of every id in a list, of one that stands twice the first."""
    items = to_plain(rows.node(row))
    named = [item for item in items if isinstance(item, dict)]
    if all("from" in item and "to" in item for item in named) and len(named) == len(items):
        ids = handoff_ids(named)
    else:
        ids = [str(item.get("id") if isinstance(item, dict) else item) for item in items]
    return {id_: position for position, id_ in reversed([*enumerate(ids)])}


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Where the files that an org file names are found: given from memory, else in or below a folder."""

    folder: FilePath | None
    given: abc.Mapping[str, bytes]
    limits: Limits

    def read(self, name: str) -> bytes | None:
        """Return what the file called `name` holds, None where the name leads out of the folder. Raises InputError."""
        if name in self.given:
            return self.given[name]
        target = self._target(name)
        return None if target is None else read_bounded(str(target), self.limits.org_file_bytes)

    def _target(self, name: str) -> FilePath | None:
        if self.folder is None or "://" in name or "\\" in name or PurePosixPath(name).is_absolute():
            return None
        try:
            home = self.folder.resolve()
            target = (home / name).resolve()
        except (OSError, RuntimeError, ValueError):  # a ring of links, a NUL, a folder that is gone
            return None
        return target if target.is_relative_to(home) else None


def _attached(kind: str, org: dict[str, Any], shelf: _Shelf, owner: _Reader, limits: Limits) -> Iterable[Attached]:
    files: list[str] = org.get(kind, [])
    if len(files) > limits.includes:
        owner.report("E085", (kind,), limit=limits.includes, hint="E085.hint")
        return
    seen: set[str] = set()
    for index, name in enumerate(files):
        path = (kind, index)
        if name in seen:
            owner.report("E086", path, found=name, hint="E086.hint")
            continue
        seen.add(name)
        try:
            data = shelf.read(name)
        except InputError as error:
            owner.report("E088", path, hint="E088.hint", found=name, cause=error)
            continue
        if data is None:
            owner.report("E087", path, found=name, hint="E087.hint")
            continue
        yield from _read_attached(kind, data, str(PurePosixPath(name)), org, owner, limits)


def _read_attached(
    kind: str, data: bytes, name: str, org: dict[str, Any], owner: _Reader, limits: Limits
) -> Iterable[Attached]:
    reader = _Reader(data, name, limits)
    content = reader.validated(kind)
    told: dict[str, Any] = {}
    entries: dict[Path, int] = {}
    if content.data is not None and kind == "answers":
        told, entries = told_facts(content.data["answers"], org, reader.report)
    elif content.data is not None:
        check_measured(content.data, org, reader.report)
    owner.problems.extend(reader.problems)
    if content.data is not None:
        yield Attached(kind, reader.source, content.data, told, entries)
