"""A run as workflow commands: an annotation a finding that is open, on the line that it is about.

What is accepted or known before is counted in the closing lines and gets no annotation. Only the lines of this module
begin with ``::``: everything else on a line is escaped or cleaned first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from salesaudit.audit.run import Audited
from salesaudit.formats.items import Frame, Item, Trouble, items_of, troubles, words
from salesaudit.formats.lines import Look, plain
from salesaudit.formats.text import totals
from salesaudit.orgfile.load import Place
from salesaudit.rules.verdict import Severity
from salesaudit.safety.markup import printable
from salesaudit.safety.text import clean

COMMANDS: Final[dict[Severity, str]] = {"critical": "error", "high": "error", "medium": "warning", "low": "notice"}
_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = {**_DATA, **str.maketrans({":": "%3A", ",": "%2C"})}


def part(audited: Audited, look: Look) -> tuple[str, str]:
    """Return the commands of a company, one a line, and how many findings there are."""
    found = (item for item in items_of(audited.report, look.lang) if item.status == "open")
    commands = "".join(f"{_finding(item, look.lang)}\n" for item in found)
    return commands, plain(totals(audited.report, look.lang))


def whole(parts: Sequence[tuple[str, str]], frame: Frame) -> str:
    """Return all commands, then how many findings each company has."""
    told = (f"{_trouble(trouble)}\n" for trouble in troubles(frame))
    return "".join([*told, *(commands for commands, _ in parts), *(closing for _, closing in parts)])


def _trouble(trouble: Trouble) -> str:
    return _command("error", trouble.place, trouble.code, f"{trouble.message}\n{trouble.advice}".strip())


def _finding(item: Item, lang: str) -> str:
    told = words(item.rule, lang)
    text = "\n".join(part for part in (item.message, told.fix, f"salesaudit explain {item.rule}") if part)
    return _command(COMMANDS[item.severity], item.place, f"{item.rule} {told.title}", text)


def _command(name: str, place: Place, title: str, text: str) -> str:
    span = place.span
    properties = {"file": printable(place.file.removeprefix("./")), "line": str(span.line)}
    if span.end_line == span.line:
        # The reader takes columns only of a stretch on one line, and its end as part of the stretch.
        properties |= {"col": str(span.column), "endColumn": str(max(span.column, span.end_column - 1))}
    else:
        properties |= {"endLine": str(span.end_line)}
    properties["title"] = title
    written = ",".join(f"{key}={clean(value).translate(_PROPERTY)}" for key, value in properties.items())
    return f"::{name} {written}::{clean(text, keep_newlines=True).translate(_DATA)}"
