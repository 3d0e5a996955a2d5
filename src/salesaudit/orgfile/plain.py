"""From nodes with places to the plain values that the validator takes."""

from __future__ import annotations

from typing import Any

from salesaudit.orgfile.nodes import Mapping, Node, Scalar

UNKNOWN = frozenset({"", "~", "null", "Null", "NULL", "unknown"})
"""Plain scalars that mean "not known"."""


def to_plain(node: Node) -> Any:
    """Return text, lists and dictionaries; what is not known becomes None. Depth is bounded by the reader."""
    if isinstance(node, Scalar):
        return None if node.plain and node.text in UNKNOWN else node.text
    if isinstance(node, Mapping):
        return {key: to_plain(item) for key, item in node.items.items()}
    return [to_plain(item) for item in node.items]


def is_unknown(node: Node) -> bool:
    """Tell whether the file says in so many words that it does not know."""
    return isinstance(node, Scalar) and node.plain and node.text in UNKNOWN
