"""A run as workflow commands: an annotation a finding that is open, on the line that it is about.

What is accepted or known before is counted in the closing lines and gets no annotation. Only the lines of this module
begin with ``::``: everything else on a line is escaped or cleaned first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from salesaudit.audit.run import Run
from salesaudit.formats.items import Item, Trouble, items, troubles, words
from salesaudit.formats.lines import plain
from salesaudit.formats.text import totals
from salesaudit.orgfile.load import Place
from salesaudit.rules.verdict import Severity
from salesaudit.safety.markup import printable
from salesaudit.safety.text import clean

COMMANDS: Final[dict[Severity, str]] = {"critical": "error", "high": "error", "medium": "warning", "low": "notice"}
_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = {**_DATA, **str.maketrans({":": "%3A", ",": "%2C"})}


def render(run: Run) -> str:
    """Return one command a line, then how many findings there are."""
    lines = [*_troubles(run), *(_finding(item, run.lang) for item in items(run) if item.status == "open")]
    closing = "".join(plain(totals(report, run.lang)) for report in run.reports)
    return "".join(f"{line}\n" for line in lines) + closing


def _troubles(run: Run) -> Iterator[str]:
    for trouble in troubles(run):
        yield _trouble(trouble)


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
