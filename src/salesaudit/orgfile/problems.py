"""What is wrong with a file, said once per place and in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from salesaudit.orgfile.nodes import Path, Span
from salesaudit.safety.errors import SalesauditError


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


class LoadError(SalesauditError):
    """A file (or several) that cannot be read as this format; `problems` has all of them, sorted by place."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("cannot_read", count=len(problems))
        self.problems = sorted(problems, key=lambda p: (p.file, p.span or Span(0, 0, 0, 0), p.code))
