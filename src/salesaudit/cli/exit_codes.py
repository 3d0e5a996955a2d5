"""How a command ends: one list for the code, ``--help`` and the documentation."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes; ``exit.N`` of texts/messages says what each means."""

    CLEAN = 0
    FINDINGS = 1
    UNUSABLE = 2
    NOTHING_CHECKED = 3
    INTERNAL = 4
    INTERRUPTED = 130
