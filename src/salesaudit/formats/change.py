"""A change to a file as people read it: the lines that go and the lines that come, with their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from salesaudit.formats.lines import Line, Piece, line
from salesaudit.orgfile.nodes import split_lines


def changed_lines(before: str, after: str) -> Iterator[Line]:
    """Yield the lines that differ: ``- 12 | …`` as it was, ``+ 12 | …`` as it is."""
    old, new = split_lines(before), split_lines(after)
    width = len(str(max(len(old), len(new))))
    for kind, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for number in range(i, i_end):
            yield line(Piece(f"- {number + 1:>{width}} | {old[number]}", "high"))
        for number in range(j, j_end):
            yield line(Piece(f"+ {number + 1:>{width}} | {new[number]}", "good"))
