"""The settings that hold for a command: its options, the environment, the nearest config file, the defaults."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from salesaudit.settings.config import Config
    from salesaudit.settings.resolve import Settings


def settings_for(flags: Mapping[str, Any], config: str | None, no_config: bool) -> Settings:
    """Return the settings of a command; a flag that is None was not given. Raises LoadError, InputError, UsageError."""
    return settings_on(config_for(config, no_config), flags)


def settings_on(config: Config, flags: Mapping[str, Any]) -> Settings:
    """Return the settings of a command on top of a config file that has been read. Raises UsageError."""
    from salesaudit.settings.resolve import resolve

    return resolve(config, flags, os.environ)


def config_for(
    config: str | None, no_config: bool, packs: Sequence[str] | None = None, plugins: Sequence[str] | None = None
) -> Config:
    """Return the config file that holds, with the rules of its packs and plugins and of others that are named.

    From then on the options of a command can name those rules. Raises LoadError, InputError, UsageError, PluginBroke.
    """
    found = _config(config, no_config)
    if not packs and not plugins:
        return found
    from salesaudit.rules.bundles import bring_pack, bring_plugin

    return found.with_brought([*map(bring_pack, packs or ()), *map(bring_plugin, plugins or ())])


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
