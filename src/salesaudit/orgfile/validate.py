"""From plain values to the typed facts of a file, with every problem at once."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable
from typing import Any

from pydantic_core import ErrorDetails, ValidationError

from salesaudit.orgfile.compiled import validator
from salesaudit.orgfile.nodes import Path
from salesaudit.safety.nearest import nearest

KEY = "[key]"

Report = Callable[..., None]
"""``report(code, path, key=False, hint=None, **values)``: how a check tells a problem."""


class Validated:
    """What is left of a file's values once the wrong ones are taken out, and how to find them in the file."""

    def __init__(self, data: dict[str, Any] | None, removed: dict[Path, list[int]]) -> None:
        self.data = data
        self._removed = removed

    def original(self, path: Path) -> Path:
        """Translate list positions of `data` back to those of the file, where items before them were taken out."""
        return _original(path, self._removed)


def _original(path: Path, removed: dict[Path, list[int]]) -> Path:
    if not removed:
        return path
    result: list[str | int] = []
    for part in path:
        result.append(_position(part, removed.get(tuple(result), [])) if isinstance(part, int) else part)
    return tuple(result)


def _position(index: int, gone: list[int]) -> int:
    """Return where an item stood before those at the positions `gone`, in ascending order, were taken out."""
    for position in gone:
        if position <= index:
            index += 1
    return index


def validate(kind: str, plain: dict[str, Any], report: Report) -> Validated:
    """Check `plain` against one of the formats and report each problem.

    Wrong values are taken out and the rest is checked again, so that references can be checked in a file that has
    other problems too. `data` is None where nothing could be saved.
    """
    check = validator(kind).validate_python
    plain = {key: value for key, value in plain.items() if value is not None}
    removed: dict[Path, list[int]] = {}
    told = False
    while True:  # each round takes something out
        try:
            return Validated(check(plain), removed)
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=False)
        if not told:
            for detail in details:
                _tell(kind, detail, plain, report)
        told = True
        paths = {_prunable(detail, plain) for detail in details}
        if () in paths:
            return Validated(None, removed)
        for path in sorted(paths, key=_order, reverse=True):
            _remove(plain, path, removed)


def _order(path: Path) -> list[tuple[int, str]]:
    """Put what stands inside behind what it stands in, and the items of a list in their order."""
    return [(part, "") if isinstance(part, int) else (-1, part) for part in path]


def _tell(kind: str, detail: ErrorDetails, plain: Any, report: Report) -> None:
    loc, code = detail["loc"], detail["type"]
    values = dict(detail.get("ctx") or {})
    found = _found(plain, loc)
    if KEY in loc:
        report(code, loc[: loc.index(KEY)], key=True, hint=f"{code}.hint", **values)
    elif code == "extra_forbidden":
        names = _field_names(kind, loc[:-1])
        report("E031", loc, key=True, hint=_hint_nearest("E031", str(loc[-1]), names), found=loc[-1],
               near=nearest(str(loc[-1]), names), known=", ".join(names))  # fmt: skip
    elif code == "missing":
        report("E032", loc[:-1], found=loc[-1], hint="E032.hint")
    elif code == "literal_error":
        names = _allowed(values.get("expected", ""))
        report("E033", loc, hint=_hint_nearest("E033", found, names), found=found, near=nearest(found, names),
               known=", ".join(names))  # fmt: skip
    elif code == "dict_type":
        names = _field_names(kind, loc)
        report("E035", loc, found=found, hint="E035.known" if names else "E035.hint", known=", ".join(names))
    elif code == "list_type":
        report("E036", loc, found=found, hint="E036.hint")
    else:
        report(code, loc, hint=f"{code}.hint", **values)


def _hint_nearest(code: str, word: str, names: list[str]) -> str:
    return f"{code}.near" if nearest(word, names) else f"{code}.hint"


def _allowed(expected: str) -> list[str]:
    """Read pydantic's ``'b2b', 'b2c' or 'both'``."""
    return expected.replace(" or ", ", ").replace("'", "").split(", ")


def _found(plain: Any, loc: tuple[str | int, ...]) -> str:
    value = plain
    for part in loc:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            break
    return value if isinstance(value, str) else ""


def _field_names(kind: str, path: tuple[str | int, ...]) -> list[str]:
    from salesaudit.orgfile.fields import field_names

    return field_names(kind, path)


def _prunable(detail: ErrorDetails, plain: Any) -> Path:
    """Return the path of the smallest existing value without which the rest may be right."""
    loc = detail["loc"]
    if KEY in loc:
        loc = loc[: loc.index(KEY)]
    elif detail["type"] == "missing":
        loc = loc[:-1]
    depth, value = 0, plain
    for part in loc:
        if isinstance(value, str):  # a single value stands for a list of one
            break
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            break
        depth += 1
    return loc[:depth]


def _remove(plain: Any, path: Path, removed: dict[Path, list[int]]) -> None:
    holder = plain
    for part in path[:-1]:
        holder = holder[part]
    last = path[-1]
    if isinstance(last, int):
        *above, position = _original(path, removed)
        insort(removed.setdefault(tuple(above), []), int(position))
    del holder[last]
