"""A rule's parameters as people write them in a profile: text into values of the same type as the rule's defaults."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic_core import PydanticCustomError

from salesaudit.orgfile import units
from salesaudit.rules.registry import Rule
from salesaudit.rules.steps import StepTable

BEYOND = "beyond"


class BadParameter(Exception):
    """A value that does not fit: `code` names its sentence, `path` leads to it from the parameters of the rule."""

    def __init__(self, code: str, path: tuple[str | int, ...], **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.path = path
        self.values = values


def read_parameters(rule: Rule, written: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters of a rule, typed; `written` is text, lists and mappings as read from YAML.

    Raises BadParameter for a name that the rule does not have and for a value that is not of the default's type.
    """
    result: dict[str, Any] = {}
    for name, value in written.items():
        if name not in rule.parameters:
            raise BadParameter("E104", (name,), found=name, rule=rule.id, known=list(rule.parameters))
        try:
            result[name] = typed(rule.parameters[name], value, whole=_is_whole(rule, name))
        except BadParameter as bad:
            raise BadParameter(bad.code, (name, *bad.path), **bad.values) from None
    return result


def _is_whole(rule: Rule, name: str) -> bool:
    """Tell whether a rule declares a parameter as a whole number, not only gives one as its default."""
    return getattr(rule.judge, "__annotations__", {}).get(name) in ("int", int)


def typed(default: object, written: Any, *, whole: bool = False) -> Any:
    """Return a written value as one of the type of `default`: a share, a number, steps, limits by size, a word."""
    match default:
        case bool():
            return _read(units.boolean, written)
        case int():
            return _read(units.count if whole else units.number, written)
        case float() if 0 <= default <= 1:
            return _read(units.share, written)
        case float():
            return _read(units.number, written)
        case StepTable():
            return _steps(default, _section(written))
        case Mapping():
            return _by_key(default, _section(written))
        case tuple():
            return tuple(_read(units.text, item) for item in units.listed(written) or ())
    return _read(units.text, written)


def _steps(default: StepTable, written: Mapping[str, Any]) -> StepTable:
    """Read ``{2: 60%, 4: 50%, beyond: 10%}``; where `beyond` is not written, the default's stays."""
    steps: dict[int, float] = {}
    beyond = default.beyond
    for key, value in written.items():
        limit = _read(units.share, value, key)
        if key == BEYOND:
            beyond = limit
        else:
            steps[_read(units.count, key, key)] = limit
    return StepTable(steps or default.steps, beyond=beyond)


def _by_key(default: Mapping[str, Any], written: Mapping[str, Any]) -> dict[str, Any]:
    """Read limits by size band or the like; what is not written stays as it was."""
    result = dict(default)
    for key, value in written.items():
        if key not in default:
            raise BadParameter("E105", (key,), found=key, known=list(default))
        try:
            result[key] = typed(default[key], value)
        except BadParameter as bad:
            raise BadParameter(bad.code, (key, *bad.path), **bad.values) from None
    return result


def _section(written: Any) -> Mapping[str, Any]:
    if not isinstance(written, Mapping):
        raise BadParameter("E035", ())
    return written


def _read(unit: Any, written: Any, *path: str) -> Any:
    try:
        return unit(written)
    except PydanticCustomError as error:
        raise BadParameter(error.type, path, **(error.context or {})) from None
