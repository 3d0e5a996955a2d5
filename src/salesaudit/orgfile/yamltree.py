"""YAML bytes into nodes that know their places, straight from the parser's events.

Nothing is ever constructed from a tag, no step recurses, and every limit is met before the work it limits.
"""

from __future__ import annotations

import gc
import hashlib
from typing import Any

import yaml

from salesaudit.orgfile.decode import CONTROL, NotUtf8, bad_characters, decode
from salesaudit.orgfile.nodes import Mapping, Node, Path, Scalar, Sequence, Source, Span
from salesaudit.orgfile.problems import Problem
from salesaudit.orgfile.syntax import complaint
from salesaudit.orgfile.yamlbuild import NULL_WORDS, Builder, Notes, Stop
from salesaudit.safety.errors import SalesauditError
from salesaudit.safety.limits import LIMITS, Limits

# The pure parser is 9 times slower and reads some files otherwise: no silent fall-back.
C_LOADER: Any = getattr(yaml, "CSafeLoader", None)


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
        if collecting:
            gc.enable()
    notes.problems.sort(key=lambda problem: (problem.span or Span(0, 0, 0, 0), problem.code))
    return source, notes.problems


def _read(data: bytes, source: Source, notes: Notes) -> None:
    builder = Builder(notes)
    try:
        text = _text(data, source, notes)
        builder.build(C_LOADER(text.encode("utf-8")).get_event)
        source.root = _root(builder.root, notes)
    except Stop:
        return
    except (MemoryError, RecursionError):
        notes.problems.append(Problem("E019", source.name, Span(1, 1, 1, 2), hint="E019.hint"))
    except (yaml.YAMLError, ValueError, LookupError, AttributeError, OverflowError, TypeError) as error:
        told = complaint(error, source.lines, builder.last)
        if any(problem.span and problem.span.line == told.span.line for problem in notes.problems):
            return  # as a rule the same thing again: a character that was replaced, a tag that is misspelt
        related = (told.began,) if told.began else ()
        notes.tell(told.code, told.span, hint=told.hint, related=related, found=told.found, **told.values)


def _text(data: bytes, source: Source, notes: Notes) -> str:
    """Return the text for the parser: raw characters that it may not see have been told and replaced."""
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
    return harmless


def _root(root: Node | None, notes: Notes) -> Mapping | None:
    """Return the root where it is a section of keys; tell what it is otherwise."""
    if isinstance(root, Mapping):
        return root
    if root is None or (isinstance(root, Scalar) and root.plain and root.text in NULL_WORDS):
        notes.tell("E013", Span(1, 1, 1, 2), hint="E013.hint")
    else:
        hint = "E014.list" if isinstance(root, Sequence) else "E014.text"
        notes.tell("E014", root.span, hint=hint, found=notes.words(root.span))
    return None


def locate(root: Node, path: Path, key: bool = False) -> Span:
    """Return the place of the value at `path`, or of its key.

    Where the path ends early, the deepest part that exists: for a list or section its key, for a text its own place.
    """
    node: Node = root
    holder: Mapping | None = None  # of `node`, where that has a key
    name = ""
    for part in path:
        child: Node | None = None
        if isinstance(node, Mapping) and isinstance(part, str):
            child = node.items.get(part)
        elif isinstance(node, Sequence) and isinstance(part, int) and 0 <= part < len(node.items):
            child = node.items[part]
        if child is None:
            if isinstance(node, Scalar):
                return node.span
            return holder.key_span(name) if holder else _start(node)
        holder, name = (node, str(part)) if isinstance(node, Mapping) else (None, "")
        node = child
    return holder.key_span(name) if key and holder else node.span


def _start(node: Node) -> Span:
    line, column, _, _ = node.span
    return Span(line, column, line, column + 1)
