"""The settings that hold for a command: its options, the environment, the nearest config file, the defaults."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from salesaudit.settings.config import Config
    from salesaudit.settings.resolve import Settings


def settings_for(flags: Mapping[str, Any], config: str | None, no_config: bool) -> Settings:
    """Return the settings of a command; a flag that is None was not given. Raises LoadError, InputError, UsageError."""
    from salesaudit.settings.resolve import resolve

    return resolve(_config(config, no_config), flags, os.environ)


def _config(path: str | None, without: bool) -> Config:
    from salesaudit.settings.config import Config, find_config, load_config

    if without:
        return Config()
    found = path if path is not None else find_config(_here())
    if found is None:
        return Config()
    return load_config(os.path.relpath(found) if path is None else found)


def _here() -> Path:
    try:
        return Path.cwd()
    except OSError:  # the folder is gone
        return Path(os.sep)
