"""A prompt with editing, earlier answers filled in and words to complete; the one place that knows prompt_toolkit."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.output import create_output

from salesaudit.cli.asking.face import Gone
from salesaudit.cli.console import flush, show, width
from salesaudit.formats.lines import Line
from salesaudit.safety.text import clean


class Prompt:
    """Shows lines on stderr and edits lines there."""

    def __init__(self) -> None:
        self._session: PromptSession[str] = PromptSession(output=create_output(stdout=sys.stderr))

    def tell(self, lines: Iterable[Line]) -> None:
        show(lines, sys.stderr)
        flush(sys.stderr)

    def ask(self, prompt: str, before: str = "", words: Sequence[str] = ()) -> str:
        completer = WordCompleter([clean(word) for word in words], ignore_case=True, sentence=True, match_middle=True)
        try:
            typed = self._session.prompt(
                prompt,
                default=clean(before),
                completer=completer if words else None,
                complete_while_typing=False,  # a menu that comes by itself is read out over the question
            )
        except EOFError:
            raise Gone from None
        return typed.strip()

    def width(self) -> int:
        return width(sys.stderr)
