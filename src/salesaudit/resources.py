"""Packaged data: YAML beside the code, read as compiled JSON so that no start pays for a YAML parser."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

COMPILED = Path(__file__).parent / "_compiled"
PACKAGE = Path(__file__).parent


@cache
def resource(name: str) -> Any:
    """Return the compiled data called `name`, e.g. ``knowledge.functions`` for knowledge/functions.yaml.

    The value is shared between callers: treat it as read-only.
    Raises FileNotFoundError where no such data was compiled.
    """
    import json

    return json.loads((COMPILED / f"{name}.json").read_bytes())


def shipped(name: str) -> Path:
    """Return a folder of ours that stands beside the source and, in an installed package, inside it.

    Raises FileNotFoundError where the package was built without it.
    """
    for home in (PACKAGE, PACKAGE.parent.parent):
        if (home / name).is_dir():
            return home / name
    raise FileNotFoundError(name)
