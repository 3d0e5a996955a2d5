"""Small YAML files of ours (config, baseline), read with the same care for places as a company's file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from salesaudit.orgfile.nodes import Mapping, Node, Scalar, Sequence, Span
from salesaudit.orgfile.plain import is_unknown, to_plain
from salesaudit.orgfile.problems import LoadError, Problem
from salesaudit.orgfile.yamltree import read_tree
from salesaudit.safety.files import read_bounded
from salesaudit.safety.limits import LIMITS
from salesaudit.safety.nearest import nearest

SHOWN = 60
"""Characters of the user's own words that a message repeats."""


class SmallFile:
    """A file on its way from nodes to values; `problems` collects what is wrong, all of it.

    Raises InputError where the file cannot be opened.
    """

    def __init__(self, path: str) -> None:
        self.source, self.problems = read_tree(read_bounded(path, LIMITS.org_file_bytes), path)

    def finish(self) -> None:
        """Raise LoadError where anything is wrong."""
        if self.problems:
            raise LoadError(self.problems)

    def tell(self, code: str, span: Span, *, hint: str = "hint", **values: object) -> None:
        """Note a problem; its hint is ``E031.hint`` or another one of the code."""
        lines = self.source.lines
        line = lines[span.line - 1] if 0 < span.line <= len(lines) else None
        self.problems.append(Problem(code, self.source.name, span, values, f"{code}.{hint}", (), (), line))

    def tell_name(self, code: str, span: Span, found: str, known: Iterable[str]) -> None:
        """Note a name that is none of `known`, with the nearest one."""
        names = list(known)
        near = nearest(found, names)
        self.tell(code, span, hint="near" if near else "hint", found=found[:SHOWN], near=near, known=", ".join(names))

    def entries(self, node: Node) -> Iterator[tuple[str, Span, Node]]:
        """Yield key, place of the key and value of a section; values that are not known are left out."""
        if isinstance(node, Mapping):
            for key, value in node.items.items():
                if not is_unknown(value):
                    yield key, node.keys[key], value
        elif not is_unknown(node):
            self.tell("E035", node.span, found=words(node))

    def text(self, node: Node) -> str | None:
        """Return the text of a value, None where it is none."""
        if isinstance(node, Scalar) and node.text.strip():
            return node.text.strip()
        self.tell("E034", node.span, found=words(node))
        return None

    def texts(self, node: Node) -> list[tuple[str, Span]]:
        """Return the texts of a list with their places; a single value stands for a list of one, ``none`` for none."""
        if isinstance(node, Scalar):
            text = self.text(node)
            return [] if text is None or (node.plain and text == "none") else [(text, node.span)]
        if isinstance(node, Mapping):
            self.tell("E036", node.span, found=words(node))
            return []
        found = [(self.text(item), item.span) for item in node.items]
        return [(text, span) for text, span in found if text is not None]

    def one_of(self, node: Node, known: Iterable[str]) -> str | None:
        """Return a word of a few, None where it is another."""
        names = list(known)
        text = self.text(node)
        if text is None or text in names:
            return text
        self.tell_name("E033", node.span, text, names)
        return None


def words(node: Node | None) -> str:
    """Return what the user wrote, as far as a message repeats it."""
    return node.text[:SHOWN] if isinstance(node, Scalar) else "…"


def plain(node: Node) -> Any:
    """Return a value as text, lists and dictionaries."""
    return to_plain(node)


def below(node: Node, path: Iterable[str | int]) -> Node:
    """Return the node at a path, or the deepest one on the way to it."""
    for part in path:
        if isinstance(node, Mapping) and part in node.items:
            node = node.items[str(part)]
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
        else:
            break
    return node
