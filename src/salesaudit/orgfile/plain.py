"""From nodes with places to the plain values that the validator takes."""

from __future__ import annotations

from typing import Any

from salesaudit.orgfile.nodes import ALIAS, MAPPING, PLAIN, SEQUENCE, Node, Rows, Scalar

UNKNOWN = frozenset({"", "~", "null", "Null", "NULL", "unknown"})
"""Plain scalars that mean "not known"."""


def to_plain(node: Node) -> Any:
    """Return text, lists and dictionaries; what is not known becomes None. Depth is bounded by the reader."""
    return _value(node.rows, node.row)


def _value(rows: Rows, row: int) -> Any:
    kind = rows.kinds[row]
    if kind == MAPPING:
        return _section(rows, row)
    if kind == SEQUENCE:
        return [_value(rows, item) for item in rows.values(row)]
    content = rows.content[row]
    if kind == PLAIN:
        return None if content in UNKNOWN else content
    return _value(rows, content) if kind == ALIAS else content


def _section(rows: Rows, row: int) -> dict[str, Any]:
    kinds, content = rows.kinds, rows.content
    section = {}
    for key in rows.keys(row):
        value = key + 1
        text = content[value]
        if kinds[value] == PLAIN:  # nearly all are
            section[content[key]] = None if text in UNKNOWN else text
        else:
            section[content[key]] = _value(rows, value)
    return section


def is_unknown(node: Node) -> bool:
    """Tell whether the file says in so many words that it does not know."""
    return isinstance(node, Scalar) and node.plain and node.text in UNKNOWN
