"""Rules written in Python, from packages that somebody installed: the entry points of the group ``salesaudit.rules``.

Only a name ever comes from a tree that is checked. The code behind it is that of an installed package: folders from
which whoever wrote that tree could slip in a package of the same name are not looked at.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Final

from salesaudit.rules import wording
from salesaudit.rules.catalogue import all_rules
from salesaudit.rules.registry import RULES, Rule, RuleError, bringing, forget
from salesaudit.safety.errors import SalesauditError, UsageError
from salesaudit.safety.nearest import nearest

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP: Final = "salesaudit.rules"
HOME: Final = "plugin "
"""How the home of a plugin's rules begins."""

_loaded: dict[str, tuple[Rule, ...]] = {}


class PluginBroke(SalesauditError):
    """A plugin that cannot be imported or declares rules wrongly: an error of the installation, not of the input."""

    exit_code = 4

    def __init__(self, plugin: str, reason: str) -> None:
        super().__init__("plugin.broke", hint="plugin.broke.hint", plugin=plugin, reason=reason)


def load_plugin(name: str) -> tuple[Rule, ...]:
    """Import the module of an installed entry point and return the rules that it declares.

    Raises UsageError where no installed package has such an entry point, PluginBroke where the module breaks.
    """
    if name not in _loaded:
        _loaded[name] = _import(name, _entry_point(name))
    for rule in _loaded[name]:
        RULES.setdefault(rule.id, rule)
    return _loaded[name]


def plugin_names() -> list[str]:
    """Return the names of the entry points of all installed packages."""
    return sorted({point.name for point in _entry_points()})


def _entry_point(name: str) -> EntryPoint:
    found = next((point for point in _entry_points() if point.name == name), None)
    if found is None:
        known = plugin_names()
        near = nearest(name, known)
        hint = "hint.nearest" if near else "plugin.unknown.hint"
        raise UsageError("plugin.unknown", hint=hint, plugin=name, nearest=near or "", group=GROUP)
    return found


def _entry_points() -> Iterator[EntryPoint]:
    from importlib.metadata import distributions  # takes longer than a check of a file

    for distribution in distributions(path=_installed()):
        yield from (point for point in distribution.entry_points if point.group == GROUP)


def _installed() -> list[str]:
    """Return where packages are installed: wherever Python looks, but for the current folder and what is below it.

    A virtual environment that stands in the current folder is meant, though: its owner started us from it.
    """
    here, own = os.path.realpath(os.curdir), os.path.realpath(sys.prefix)
    real = {entry: os.path.realpath(entry) for entry in sys.path if entry}
    return [entry for entry, path in real.items() if _below(path, own) or not _below(path, here)]


def _below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _import(name: str, point: EntryPoint) -> tuple[Rule, ...]:
    all_rules()  # a plugin must not take the id of a rule that is not declared yet
    try:
        with bringing(f"{HOME}{name}") as declared, _looking_only(_installed()):
            import_module(point.module)
        rules = tuple(RULES[id_] for id_ in declared)
        _check(rules)
    except Exception as error:
        forget(id_ for id_, rule in list(RULES.items()) if rule.home == f"{HOME}{name}")
        raise PluginBroke(name, f"{type(error).__name__}: {error}") from error
    return rules


def _check(rules: tuple[Rule, ...]) -> None:
    if not rules:
        raise RuleError("the module declares no rule")
    for rule in rules:
        if not wording.brought(rule.id):
            raise RuleError(f"{rule.id}: its words are not registered")


@contextmanager
def _looking_only(path: list[str]) -> Iterator[None]:
    kept = sys.path[:]
    sys.path[:] = path
    try:
        yield
    finally:
        sys.path[:] = kept
