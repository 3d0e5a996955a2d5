"""Rules that did not come with the product, brought for one run: packs by their files, plugins by their names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from salesaudit.rules.packs import load_pack
from salesaudit.rules.plugins import load_plugin
from salesaudit.rules.registry import Rule
from salesaudit.safety.errors import UsageError

Kind: TypeAlias = Literal["pack", "plugin"]


@dataclass(frozen=True, slots=True)
class Bundle:
    """Rules that came together: `name` is the pack's file or the plugin, `sha256` that of the file, empty for code."""

    kind: Kind
    name: str
    rules: tuple[str, ...]
    sha256: str = ""


def bring_pack(path: str) -> Bundle:
    """Read a rule pack and register its rules. Raises LoadError, InputError."""
    pack = load_pack(path)
    return Bundle("pack", path, _ids(pack.rules), pack.sha256)


def bring_plugin(name: str) -> Bundle:
    """Import a plugin and register its rules. Raises UsageError, PluginBroke."""
    return Bundle("plugin", name, _ids(load_plugin(name)))


def together(bundles: Iterable[Bundle]) -> tuple[Bundle, ...]:
    """Return bundles, each once. Raises UsageError where two of them bring a rule of the same id."""
    several = tuple(dict.fromkeys(bundles))
    homes: dict[str, Bundle] = {}
    for bundle in several:
        for id_ in bundle.rules:
            other = homes.setdefault(id_, bundle)
            # The same pack by another way to its file is no other pack.
            if other is not bundle and (bundle.kind == "plugin" or other.sha256 != bundle.sha256):
                raise UsageError("pack.twice", rule=id_, file=bundle.name, other=other.name)
    return several


def bring_again(bundles: Sequence[Bundle]) -> None:
    """Register the rules of bundles in a process that has not got them yet."""
    for bundle in bundles:
        (bring_pack if bundle.kind == "pack" else bring_plugin)(bundle.name)


def _ids(rules: Iterable[Rule]) -> tuple[str, ...]:
    return tuple(rule.id for rule in rules)
