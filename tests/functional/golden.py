"""Whole outputs kept in tests/golden: a change of one is seen in review, word by word. ``make golden`` writes them."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "golden"
WRITE = "WRITE_GOLDEN"


def compare(name: str, text: str) -> None:
    """Compare a text with the one that is kept under `name`, or keep it where WRITE_GOLDEN is set."""
    path = FOLDER / name
    if os.environ.get(WRITE):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.exists(), f"{path} is not there: run make golden and read what it writes"
    assert text == path.read_text(encoding="utf-8"), "changed on purpose? run make golden and read the difference"
