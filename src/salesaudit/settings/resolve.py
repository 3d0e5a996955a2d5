"""Which value holds: a flag before the environment, the environment before the config file, that before the default."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from salesaudit.audit.profile import DEFAULT
from salesaudit.safety.errors import UsageError
from salesaudit.safety.nearest import nearest
from salesaudit.settings.config import THRESHOLDS, Config
from salesaudit.texts.lang import choose_language

Origin: TypeAlias = Literal["flag", "environment", "file", "default"]

DEFAULTS: Final[Mapping[str, Any]] = {
    "profile": DEFAULT,
    "fail_on": "high",
    "min_score": None,
    "language": None,
    "select": None,
    "ignore": None,
    "baseline": None,
    "gates": {},
    "parameters": {},
    "paths": [],
    "exclude": [],
    "packs": [],
    "plugins": [],
}
FLAGS: Final[Mapping[str, str]] = {
    "profile": "--profile",
    "fail_on": "--fail-on",
    "min_score": "--min-score",
    "language": "--lang",
    "select": "--select",
    "ignore": "--ignore",
    "baseline": "--baseline",
}
VARIABLES: Final[Mapping[str, str]] = {
    "profile": "SALESAUDIT_PROFILE",
    "fail_on": "SALESAUDIT_FAIL_ON",
    "min_score": "SALESAUDIT_MIN_SCORE",
    "language": "SALESAUDIT_LANG",
    "baseline": "SALESAUDIT_BASELINE",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """A value with where it comes from; `where` is the flag, the variable, or ``.salesaudit.yaml:3:9``."""

    name: str
    value: Any
    origin: Origin
    where: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """The values that hold for a run, by the names of DEFAULTS."""

    config: Config
    by_name: Mapping[str, Setting]

    def __getitem__(self, name: str) -> Any:
        return self.by_name[name].value


def resolve(config: Config, flags: Mapping[str, Any], environment: Mapping[str, str]) -> Settings:
    """Return what holds for every setting; a flag that is None was not given.

    Raises UsageError where a variable has a value that it cannot have.
    """
    return Settings(config, {name: _setting(name, config, flags, environment) for name in DEFAULTS})


def _setting(name: str, config: Config, flags: Mapping[str, Any], environment: Mapping[str, str]) -> Setting:
    if flags.get(name) is not None:
        return Setting(name, flags[name], "flag", FLAGS[name])
    variable = VARIABLES.get(name, "")
    if written := environment.get(variable):
        return Setting(name, _READERS.get(name, _as_written)(variable, written), "environment", variable)
    if name in config.values:
        place = config.places[name]
        where = f"{place.file}:{place.span.line}:{place.span.column}"
        return Setting(name, config.values[name], "file", where)
    return Setting(name, DEFAULTS[name], "default")


def _as_written(_variable: str, written: str) -> str:
    return written


def _threshold(variable: str, written: str) -> str:
    return _one_of(variable, written, THRESHOLDS)


def _language(_variable: str, written: str) -> str:
    return choose_language(None, written, None, {})


def _one_of(variable: str, written: str, known: tuple[str, ...]) -> str:
    if written not in known:
        near = nearest(written, known)
        raise UsageError("usage.bad_value", hint="hint.nearest" if near else None, option=variable, value=written,
                         nearest=near or "", known=list(known))  # fmt: skip
    return written


def _score(variable: str, written: str) -> float:
    try:
        score = float(written)
    except ValueError:
        score = -1
    if not 0 <= score <= 100:
        raise UsageError("usage.bad_score_of", option=variable, value=written)
    return score


_READERS: Final[Mapping[str, Callable[[str, str], Any]]] = {
    "fail_on": _threshold,
    "min_score": _score,
    "language": _language,
}
