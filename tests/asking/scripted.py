"""A respondent without a terminal: what a talk shows is kept, what they say comes from a list or a function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from salesaudit.cli.asking.face import Gone
from salesaudit.formats.lines import Line, plain

Says = Callable[[str], str | None]
"""What is said to what has been shown since the last answer; None is nobody there any more."""


class Scripted:
    """A face whose `said` answers; `shown` is all that it was told, `before` the answers filled in."""

    columns = False

    def __init__(self, said: Says | Sequence[str]) -> None:
        lines = iter([] if callable(said) else said)
        self._said: Says = said if callable(said) else lambda _: next(lines, None)
        self._new = ""
        self.shown = ""
        self.before: list[str] = []

    def tell(self, lines: Iterable[Line]) -> None:
        text = plain(lines)
        self._new += text
        self.shown += text

    def ask(self, prompt: str, before: str = "", words: Sequence[str] = (), hint: str = "") -> str:
        typed = self._said(f"{self._new}{prompt}")
        self._new = ""
        self.before.append(before)
        if typed is None:
            raise Gone
        self.shown += f"{prompt} {typed}\n"
        return typed or before

    def width(self) -> int:
        return 200
