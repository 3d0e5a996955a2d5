"""One file of a kind that stands by itself: read, validated, with every problem at its place."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from salesaudit.orgfile.load import has_key
from salesaudit.orgfile.nodes import Path, Source, Span
from salesaudit.orgfile.plain import to_plain
from salesaudit.orgfile.problems import LoadError, Problem
from salesaudit.orgfile.validate import validate
from salesaudit.orgfile.yamltree import locate, read_tree

KEYS: Final = {
    "answers": b"salesaudit_answers",
    "evidence": b"salesaudit_evidence",
    "said": b"salesaudit_said",
    "pack": b"salesaudit_rules",
}
"""The key by which a file says what kind it is."""


class KindFile(NamedTuple):
    """The validated content of a file, and the text it was read from."""

    content: dict[str, Any]
    source: Source

    def line(self, path: Path) -> int:
        """Return the line on which something stands, 1 where there is no text."""
        return locate(self.source.root, path).line if self.source.root is not None else 1


def kind_of(data: bytes) -> str | None:
    """Return the kind that a file says it is, right or wrong, None where it says none of KEYS."""
    return next((kind for kind, key in KEYS.items() if has_key(data, key)), None)


def read_kind(kind: str, data: bytes, name: str) -> KindFile:
    """Read a file of one of ``orgfile.compiled.FORMATS``. Raises LoadError with all its problems."""
    source, problems = read_tree(data, name)

    def report(code: str, path: Path, *, key: bool = False, hint: str | None = None, **values: object) -> None:
        span = locate(source.root, path, key=key) if source.root is not None else Span(1, 1, 1, 1)
        line = source.lines[span.line - 1] if span.line <= len(source.lines) else None
        problems.append(Problem(code, name, span, values, hint, (), path, line))

    content = validate(kind, to_plain(source.root), report).data if source.root is not None else None
    if problems or content is None:
        raise LoadError(problems)
    return KindFile(content, source)
