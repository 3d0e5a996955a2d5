"""Values as a person would write them into a company's file: ``40%``, ``120_000_000``, ``2d``."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from salesaudit.orgfile.edit import Value
from salesaudit.orgfile.units import HOURS_A_DAY, NONE
from salesaudit.safety.text import clean

_SHARES: Final = ("share", "shares")
_THOUSANDS: Final = 10_000


def pretty(type_: str, value: Any) -> Value:
    """Return a normalised value of a question's type as text, a list or a section of text; booleans stay."""
    match value:
        case bool():
            return value
        case float() | int():
            return _number(type_, value)
        case list():
            return [pretty(type_, item) for item in value] or NONE
        case Mapping():
            return {str(key): pretty(type_, item) for key, item in value.items()}
    return clean(str(value), keep_newlines=True).replace("\n", " ").strip()


def _number(type_: str, value: float) -> str:
    if type_ in _SHARES:
        return f"{_plain(Decimal(repr(value)) * 100)}%"
    if type_ == "duration":
        return _duration(value)
    if type_ == "money" and value >= _THOUSANDS and value == int(value):
        return f"{int(value):_}"
    return _plain(Decimal(repr(value)))


def _duration(hours: float) -> str:
    """Write whole days, whole hours or whole minutes where the format reads the same value back."""
    if hours and hours % HOURS_A_DAY == 0:
        return f"{int(hours) // HOURS_A_DAY}d"
    if hours == int(hours):
        return f"{int(hours)}h"
    minutes = round(hours * 60)
    return f"{minutes}min" if round(minutes / 60, 4) == hours else f"{_plain(Decimal(repr(hours)))}h"


def _plain(number: Decimal) -> str:
    text = f"{number.normalize():f}"
    return "0" if text == "-0" else text
