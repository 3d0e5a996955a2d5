"""What is wrong with a file, said once per place and in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from salesaudit.orgfile.nodes import Path, Span
from salesaudit.safety.errors import SalesauditError
from salesaudit.texts.catalogue import messages, say


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that keeps a file from being read.

    `code` (E0xx) is also the key of its sentence (``E012``) in texts/messages; `values` fill the sentence;
    `hint` is the key of a second sentence filled from the same values. `related` are other places that belong to it.
    """

    code: str
    file: str
    span: Span | None
    values: Mapping[str, object] = field(default_factory=dict)
    hint: str | None = None
    related: tuple[Span, ...] = ()
    path: Path = ()
    line_text: str | None = None
    """The source line to show under the message; None where showing it would leak a file that is not ours."""

    def sentence(self, lang: str) -> str:
        """Return what is wrong, in the file's own words."""
        return say(self.code, lang, **self._said(lang))

    def advice(self, lang: str) -> str:
        """Return what to do about it, empty where nothing can be said."""
        return say(self.hint, lang, **self._said(lang)) if self.hint is not None and self.hint in messages(lang) else ""

    def _said(self, lang: str) -> dict[str, object]:
        return {name: _text(value, lang) for name, value in self.values.items()}


def _text(value: object, lang: str) -> object:
    if isinstance(value, SalesauditError):
        return say(value.key, lang, **value.values)
    return "" if value is None else value


class LoadError(SalesauditError):
    """A file (or several) that cannot be read as this format; `problems` has all of them, sorted by place.

    `language` is the one that the file says it is in, None where it does not say.
    """

    def __init__(self, problems: list[Problem], language: str | None = None) -> None:
        super().__init__("cannot_read", count=len(problems))
        self.language = language
        self.problems = sorted(problems, key=lambda p: (p.file, p.span or Span(0, 0, 0, 0), p.code))

    def __str__(self) -> str:
        """Return every problem as ``file:line:column: E0xx sentence``, in English."""
        return "\n".join(
            f"{problem.file}:{problem.span.line}:{problem.span.column}: {problem.code} {problem.sentence('en')}"
            if problem.span
            else f"{problem.file}: {problem.code} {problem.sentence('en')}"
            for problem in self.problems
        )
