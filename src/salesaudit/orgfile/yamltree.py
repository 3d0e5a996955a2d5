"""YAML bytes into nodes that know their places, straight from the parser's events.

Nothing is ever constructed from a tag, no step recurses, and every limit is met before the work it limits.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable
from typing import Any, TypeAlias

import yaml

from salesaudit.orgfile.decode import BOM, CONTROL, NotUtf8, bad_characters, decode
from salesaudit.orgfile.nodes import MAPPING, SEQUENCE, Mapping, Node, Path, Rows, Scalar, Sequence, Source, Span
from salesaudit.orgfile.problems import Problem
from salesaudit.orgfile.syntax import complaint
from salesaudit.orgfile.yamlbuild import NULL_WORDS, Builder, Notes, Stop
from salesaudit.safety.errors import SalesauditError
from salesaudit.safety.limits import LIMITS, Limits

# The pure parser is 9 times slower and reads some files otherwise: no silent fall-back.
C_LOADER: Any = getattr(yaml, "CSafeLoader", None)

Ids: TypeAlias = Callable[[Rows, int], dict[str, int]]
"""Gives the positions of the items of a list, which stands in a row, by their ids."""


def read_tree(data: bytes, name: str, limits: Limits = LIMITS, *, quote: bool = True) -> tuple[Source, list[Problem]]:
    """Read a YAML file into nodes; return it with every problem found, in the order of the file.

    The root is None where the file is no section of keys or its reading had to stop. `quote=False` keeps the lines
    and words of the file out of the problems: for a file that may not be the user's own.
    Raises SalesauditError where PyYAML came without its C parser.
    """
    if C_LOADER is None:
        raise SalesauditError("yaml.no_c_parser", hint="yaml.no_c_parser.hint")
    source = Source(name, "", hashlib.sha256(data).hexdigest())
    notes = Notes(source, limits, quote)
    collecting = gc.isenabled()
    gc.disable()  # nothing is garbage until the whole tree is; collecting meanwhile would take 3 times as long
    try:
        _read(data, source, notes)
    finally:
        notes.where = tuple  # lets go of the builder and its words
        if collecting:
            gc.enable()
    notes.problems.sort(key=lambda problem: (problem.span or Span(0, 0, 0, 0), problem.code))
    return source, notes.problems


def _read(data: bytes, source: Source, notes: Notes) -> None:
    try:
        _build(_harmless(data, source, notes), source, notes)
    except Stop:
        return
    except (MemoryError, RecursionError):
        notes.problems.append(Problem("E019", source.name, Span(1, 1, 1, 2), hint="E019.hint"))


def _build(data: bytes, source: Source, notes: Notes) -> None:
    builder = Builder(notes)
    try:
        builder.build(C_LOADER(data).get_event)
        source.root = _root(builder.rows, notes)
    except (yaml.YAMLError, ValueError, LookupError, AttributeError, OverflowError, TypeError) as error:
        told = complaint(error, source.lines, builder.here())
        if any(problem.span and problem.span.line == told.span.line for problem in notes.problems):
            return  # as a rule the same thing again: a character that was replaced, a tag that is misspelt
        related = (told.began,) if told.began else ()
        notes.tell(told.code, told.span, hint=told.hint, related=related, found=told.found, **told.values)


def _harmless(data: bytes, source: Source, notes: Notes) -> bytes:
    """Return what the parser reads: raw characters that it may not see have been told and replaced."""
    limits = notes.limits
    if len(data) > limits.org_file_bytes:
        notes.stop("E002", Span(1, 1, 1, 2), size=len(data), limit=limits.org_file_bytes)
    try:
        source.text = decode(data)
    except NotUtf8 as error:
        source.text = error.text
        hint = "E001.hint" if error.encoding else "E001.damaged"
        notes.tell("E001", error.span, hint=hint, found=f"{error.byte:02X}", encoding=error.encoding)
        raise Stop from None
    bad, harmless = bad_characters(source.text, limits.errors_shown)
    for span, character in bad:
        code = "E017" if CONTROL.match(character) else "E015"
        hint = "E017.hint" if code == "E017" else "E015.separator" if character in "\u2028\u2029" else "E015.hint"
        notes.tell(code, span, hint=hint, character=f"U+{ord(character):04X}")
    return harmless.encode() if bad else data.removeprefix(BOM)


def _root(rows: Rows, notes: Notes) -> Mapping | None:
    """Return the root where it is a section of keys; tell what it is otherwise."""
    root = rows.node(0) if rows.content else None
    if isinstance(root, Mapping):
        return root
    if root is None or (isinstance(root, Scalar) and root.plain and root.text in NULL_WORDS):
        notes.tell("E013", Span(1, 1, 1, 2), hint="E013.hint")
    else:
        hint = "E014.list" if isinstance(root, Sequence) else "E014.text"
        notes.tell("E014", root.span, hint=hint, found=notes.words(root.span))
    return None


def locate(root: Node, path: Path, key: bool = False, ids: Ids | None = None) -> Span:
    """Return the place of the value at `path`, or of its key.

    Where the path ends early, the deepest part that exists: for a list or section its key, for a text its own place.
    With `ids` a path may name an item of a list by its id.
    """
    rows, row = root.rows, root.row
    kinds = rows.kinds
    named: int | None = None  # the row of the key that `row` stands under
    for part in path:
        inside = rows.inside(row)
        child = inside.get(part)
        if child is None and isinstance(part, str) and ids is not None and kinds[row] == SEQUENCE:
            child = inside.get(ids(rows, row).get(part, -1))
        if child is None:
            if kinds[row] < SEQUENCE:
                return rows.span(row)
            return rows.lines.character(rows.starts[row]) if named is None else rows.span(named)
        named = child - 1 if kinds[row] == MAPPING else None
        row = rows.meant(child)
    return rows.span(named if key and named is not None else row)
