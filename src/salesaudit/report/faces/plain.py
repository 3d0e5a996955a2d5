"""A view as plain values for templates: dictionaries, lists, numbers and cleaned text, nothing with methods of ours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Final

from salesaudit.report.view import Table, View
from salesaudit.safety.text import clean
from salesaudit.texts.catalogue import messages

_WORDS: Final = "face."
_SHORT: Final = 5
"""The longest text in a narrow column: ``R A``, ``100 %``."""
_FEW: Final = 6


def cleaned(text: str) -> str:
    """Return text of strangers that nothing can be done with but to read it; line ends stay."""
    return clean(text, keep_newlines=True)


def plain(view: View, written: Callable[[str], str] = cleaned) -> dict[str, Any]:
    """Return the whole view as what JSON can hold, every text through `written`; bytes are left out."""
    values: dict[str, Any] = _plain(view, written)
    return values


@cache
def words(lang: str) -> dict[str, str]:
    """Return the headings and labels that all faces share, by their names in the catalogue: ``why``, ``plan``."""
    return {key.removeprefix(_WORDS): text for key, text in messages(lang).items() if key.startswith(_WORDS)}


def parts(table: Table, room: int) -> tuple[Table, ...]:
    """Return a table as tables that fit into `room` columns of words, each with the first column; none if empty.

    Three columns of letters take the room of one column of words.
    """
    if not table.rows:
        return ()
    costs = [1 if narrow else 3 for narrow in narrow_columns(table)]
    groups: list[list[int]] = [[]]
    left = full = 3 * room - costs[0]
    for column, cost in enumerate(costs[1:], start=1):
        if cost > left:
            groups.append([])
            left = full
        groups[-1].append(column)
        left -= cost
    return tuple(_columns(table, (0, *group)) for group in groups)


def narrow_columns(table: Table) -> tuple[bool, ...]:
    """Tell of each column whether it holds a letter or a figure only, so that its name is best written upright.

    Tables of a few columns have room for all names.
    """
    if len(table.head) <= _FEW:
        return (False,) * len(table.head)
    return tuple(
        column > 0 and all(len(row[column].text) <= _SHORT for row in table.rows) for column in range(len(table.head))
    )


def _columns(table: Table, chosen: Sequence[int]) -> Table:
    return Table(
        tuple(table.head[column] for column in chosen),
        tuple(tuple(row[column] for column in chosen) for row in table.rows),
    )


def _plain(value: object, written: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return written(value)
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return {name: _plain(item, written) for name, item in zip(value._fields, value, strict=True)}
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name), written) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(item, written) for item in value]
    return "" if isinstance(value, bytes) else value
