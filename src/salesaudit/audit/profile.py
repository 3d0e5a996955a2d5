"""Profiles: which rules speak, how loudly, and with which parameters. A profile is data on top of another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from salesaudit.resources import COMPILED, resource
from salesaudit.rules.registry import Rule
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
        raise UsageError("usage.unknown_profile", hint="hint.nearest" if near else None, profile=name, nearest=near or "",
                         known=names)  # fmt: skip
    data = resource(PREFIX + name)
    return Profile(
        name,
        on=frozenset(data.get("on", ())),
        off=frozenset(data.get("off", ())),
        only=frozenset(data["only"]) if "only" in data else None,
        severities=data.get("severities", {}),
        parameters=data.get("parameters", {}),
    )
