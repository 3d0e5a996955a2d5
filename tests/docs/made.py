"""What the generators make, once for all tests of a run: the curves of the questionnaire take longest."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from docs import generate


@cache
def made() -> dict[Path, str]:
    """Return every generated file and what it should hold."""
    return dict(generate.generated())
