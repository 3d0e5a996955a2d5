"""Fills the blocks of hand-written pages that show what a command prints, so that they cannot go out of date.

``<!-- shows: salesaudit check file.yaml -->`` before a block of code says what stands in it; ``cat FILE`` shows a file.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess  # noqa: TID251  (our own program, to show what it prints)
import sys
from pathlib import Path

BLOCK = re.compile(r"(<!-- shows: (?P<command>.+?) -->\n```[a-z]*\n)(?P<shown>.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
PROGRAM = "import sys; from salesaudit.cli.main import main; main()"
WIDTH = 100


def filled(text: str, root: Path) -> str:
    """Return a page with every shown block filled from the files and commands of the project at `root`."""
    return BLOCK.sub(lambda block: block[1] + _shown(block["command"], root), text)


def _shown(command: str, root: Path) -> str:
    name, *arguments = shlex.split(command)
    if name == "cat":
        return (root / arguments[0]).read_text("utf-8")
    environment = {**os.environ, "COLUMNS": str(WIDTH), "NO_COLOR": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, encoding="utf-8",
    )  # fmt: skip
    if done.returncode not in (0, 1, 2):
        raise RuntimeError(f"{command} ended with {done.returncode}")
    printed = "\n".join(line.rstrip() for line in done.stdout.rstrip().splitlines())
    return f"$ {command}\n\n{printed}\n"
