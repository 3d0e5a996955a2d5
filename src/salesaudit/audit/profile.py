"""Profiles: which rules speak, how loudly, and with which parameters. A profile is data on top of another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from salesaudit.resources import COMPILED, resource
from salesaudit.rules.registry import Rule, find_rule
from salesaudit.rules.verdict import Severity
from salesaudit.safety.errors import UsageError
from salesaudit.safety.nearest import nearest

DEFAULT = "balanced"
PREFIX = "audit.profiles."


@dataclass(frozen=True, slots=True)
class Profile:
    """Which rules are on and off against their defaults, severities and parameters by rule id."""

    name: str
    on: frozenset[str] = frozenset()
    off: frozenset[str] = frozenset()
    only: frozenset[str] | None = None
    severities: Mapping[str, Severity] = field(default_factory=dict)
    parameters: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    accept: bool = True
    """Whether the risks that a file accepts count as accepted."""

    def narrowed(self, select: frozenset[str] | None, ignore: frozenset[str] | None, *, accept: bool = True) -> Profile:
        """Return the profile with only the selected rules on, the ignored ones off."""
        only = self.only if select is None else select if self.only is None else self.only & select
        on = self.on | (select or frozenset())
        return replace(self, only=only, on=on, off=self.off | (ignore or frozenset()), accept=accept)

    def extended(self, name: str, data: Mapping[str, Any]) -> Profile:
        """Return a profile of its own on top of this one.

        `data` may have on, off, only (rule ids), severities and parameters (as written, by rule id). What it turns on
        is on even where this profile leaves it out. Raises BadParameter.
        """
        on, off = frozenset(data.get("on", ())), frozenset(data.get("off", ()))
        only = frozenset(data["only"]) if "only" in data else self.only
        return replace(
            self,
            name=name,
            on=self.on | on,
            off=(self.off - on) | off,
            only=None if only is None else only | on,
            severities={**self.severities, **data.get("severities", {})},
            parameters=self._with_parameters(data.get("parameters", {})),
        )

    def with_brought(self, rules: Iterable[str]) -> Profile:
        """Return the profile with rules of packs and plugins on, but for those that it turns off."""
        on = frozenset(rules) - self.off
        return replace(self, on=self.on | on, only=None if self.only is None else self.only | on)

    def _with_parameters(self, written: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Mapping[str, Any]]:
        if not written:
            return self.parameters
        from salesaudit.audit.parameters import read_parameters

        parameters = dict(self.parameters)
        for id_, own in written.items():
            if (rule := find_rule(id_)) is not None:
                parameters[rule.id] = {**parameters.get(rule.id, {}), **read_parameters(rule, own)}
        return parameters

    def with_values(self, parameters: Mapping[str, Mapping[str, Any]]) -> Profile:
        """Return the profile with typed parameters by rule id in place of its own."""
        return replace(self, parameters=parameters)

    def speaks(self, rule: Rule) -> bool:
        """Tell whether a rule is on."""
        if rule.id in self.off or (self.only is not None and rule.id not in self.only):
            return False
        return rule.default_on or rule.id in self.on

    def severity(self, rule: Rule, band: str) -> Severity | None:
        """Return a rule's severity in a size band, None where it does not apply."""
        written = rule.severity[band]
        return self.severities.get(rule.id, written) if written else None


def profile_names() -> list[str]:
    """Return the names of the profiles that ship with the product."""
    return sorted(path.name.removeprefix(PREFIX).removesuffix(".json") for path in COMPILED.glob(f"{PREFIX}*.json"))


def load_profile(name: str = DEFAULT) -> Profile:
    """Return a profile by name. Raises UsageError with the nearest name where there is none."""
    if name not in (names := profile_names()):
        near = nearest(name, names)
        hint = "hint.nearest" if near else None
        raise UsageError("usage.unknown_profile", hint=hint, profile=name, nearest=near or "", known=names)
    data = resource(PREFIX + name)
    return Profile(name).extended(name, data)


def profile_says(name: str, lang: str) -> str:
    """Return in a sentence what a profile that ships with the product is for."""
    return str(resource(PREFIX + name)["says"][lang])
