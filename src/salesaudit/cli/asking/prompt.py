"""A prompt with editing, earlier answers filled in and words to complete; the one place that knows prompt_toolkit."""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from types import FrameType
from typing import Self, TypeAlias

from prompt_toolkit import PromptSession
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.filters import has_selection
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.output import ColorDepth, Output, create_output
from prompt_toolkit.selection import SelectionState, SelectionType
from prompt_toolkit.shortcuts import CompleteStyle
from prompt_toolkit.styles import Style

from salesaudit.cli.asking.face import Gone
from salesaudit.cli.console import coloured, flush, show, width
from salesaudit.formats.lines import Line
from salesaudit.safety.text import clean

BEFORE_THE_LAST = re.compile(r".*[,;]\s*")
ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
Handler: TypeAlias = Callable[[int, FrameType | None], object]
STYLE = Style.from_dict({"bottom-toolbar": "noreverse #888888"})


class Prompt:
    """Shows lines on stderr and edits lines there."""

    columns = True

    def __init__(self, output: Output | None = None) -> None:
        self._session: PromptSession[str] = PromptSession(
            output=output or create_output(stdout=sys.stderr),
            style=STYLE,
            color_depth=None if coloured(sys.stderr) else ColorDepth.DEPTH_1_BIT,
            # the words stand below the line once Tab is pressed; a menu would keep eight lines of the screen free
            complete_style=CompleteStyle.READLINE_LIKE,
            complete_while_typing=False,
            key_bindings=_pasting(),
        )

    def tell(self, lines: Iterable[Line]) -> None:
        show(lines, sys.stderr)
        flush(sys.stderr)

    def ask(self, prompt: str, before: str = "", words: Sequence[str] = (), hint: str = "") -> str:
        with Signals(self._session) as signals:

            def begin() -> None:
                _select_all(self._session.default_buffer)
                signals.heed()

            try:
                typed = self._session.prompt(
                    f"{prompt} ", default=clean(before), completer=Words(words),
                    bottom_toolbar=f" {hint}" if hint else None, handle_sigint=False,
                    pre_run=begin,
                )  # fmt: skip
            except EOFError:
                raise Gone from None
            finally:
                self._session.bottom_toolbar = None  # prompt_toolkit would show it with the next line too
        return typed.strip()

    def width(self) -> int:
        return width(sys.stderr)


def _select_all(buffer: Buffer) -> None:
    """Select what is filled in: whoever types begins anew, whoever moves the cursor mends it."""
    if buffer.text:
        buffer.cursor_position = len(buffer.text)
        buffer.selection_state = SelectionState(0, SelectionType.CHARACTERS)
        buffer.selection_state.enter_shift_mode()


def _pasting() -> KeyBindings:
    """What is pasted takes the place of what is selected, as what is typed does."""
    keys = KeyBindings()

    @keys.add(Keys.BracketedPaste, filter=has_selection)
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.cut_selection()
        event.current_buffer.insert_text(event.data.replace("\r\n", "\n").replace("\r", "\n"))

    return keys


class Signals:
    """Keeps signals that come while a line is edited until the terminal is as it was; then they do what they did.

    An exception that a signal raises inside the editor's loop would end in a callback, and nobody would hear of it.
    """

    def __init__(self, session: PromptSession[str]) -> None:
        self._session = session
        self._handlers: dict[int, Handler] = {}
        self._caught = 0

    def heed(self) -> None:
        """End the line that is edited if a signal has come."""
        future = self._session.app.future
        if self._caught and future is not None and not future.done():
            self._session.app.exit(exception=EOFError)

    def _catch(self, number: int, _frame: FrameType | None) -> None:
        self._caught = number
        loop = self._session.app.loop
        if loop is not None:
            loop.call_soon_threadsafe(self.heed)

    def __enter__(self) -> Self:
        for number in ENDING:
            handler = signal.getsignal(number)
            if callable(handler):  # one that is ignored stays so
                with suppress(ValueError):  # not the main thread, which alone hears of signals
                    signal.signal(number, self._catch)
                    self._handlers[number] = handler
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        if self._caught:
            self._handlers[self._caught](self._caught, None)


class Words(Completer):
    """Completes what stands after the last comma to one of the answers that has it anywhere."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = [clean(word) for word in words]

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:  # noqa: ARG002  (prompt_toolkit's own)
        typed = BEFORE_THE_LAST.sub("", document.text_before_cursor)
        found = [word for word in self._words if word.casefold().startswith(typed.casefold())]
        found = found or [word for word in self._words if typed.casefold() in word.casefold()]
        yield from (Completion(word, start_position=-len(typed)) for word in found)
