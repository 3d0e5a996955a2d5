"""Packs that broke while a company was judged: their rules say nothing, and whoever judged has to say so."""

from __future__ import annotations

from typing import Final, cast

from salesaudit.org.org import Org
from salesaudit.rules.verdict import NotApplicable
from salesaudit.safety.errors import UsageError

REASON: Final = "not_run"
"""Why the rules of such a pack have nothing to say, among the reasons of knowledge."""
_KEY: Final = "packs that broke"


class PackBroke(UsageError):
    """A pack whose expressions cannot be evaluated: its rules are not run, and that is told, never passed over."""


def broken(org: Org) -> tuple[PackBroke, ...]:
    """Return why the packs that broke while a company was judged did so."""
    return tuple(_of(org).values())


def note(org: Org, pack: str, error: PackBroke) -> None:
    """Remember why a pack broke."""
    org.derived_values.setdefault(_KEY, {})[pack] = error


def refuse(org: Org, pack: str) -> None:
    """Raise NotApplicable where a pack broke."""
    if pack in _of(org):
        raise NotApplicable(REASON)


def _of(org: Org) -> dict[str, PackBroke]:
    return cast(dict[str, PackBroke], org.derived_values.get(_KEY, {}))
