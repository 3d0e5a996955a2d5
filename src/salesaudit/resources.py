"""Packaged data: YAML beside the code, read as compiled JSON so that no start pays for a YAML parser."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

COMPILED = Path(__file__).parent / "_compiled"


@cache
def resource(name: str) -> Any:
    """Return the compiled data called `name`, e.g. ``knowledge.functions`` for knowledge/functions.yaml.

    The value is shared between callers: treat it as read-only.
    Raises FileNotFoundError where no such data was compiled.
    """
    import json

    return json.loads((COMPILED / f"{name}.json").read_bytes())
