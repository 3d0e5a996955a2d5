"""The starter files that ``salesaudit init`` writes."""

from __future__ import annotations

from importlib.resources import files


def starter(size: str, lang: str) -> str:
    """Return the starter file for a size (micro, small, medium) in a language."""
    return (files("salesaudit.orgfile") / "starters" / f"{size}.{lang}.yaml.txt").read_text(encoding="utf-8")
