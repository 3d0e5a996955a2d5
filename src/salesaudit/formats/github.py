"""A run as workflow commands: an annotation a finding that is open, on the line that it is about.

What is accepted or known before is counted in the closing lines and gets no annotation. Only the lines of this module
begin with ``::``: everything else on a line is escaped or cleaned first.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from salesaudit.audit.run import Audited
from salesaudit.formats.items import Frame, Item, Trouble, Words, items_of, troubles, words
from salesaudit.formats.lines import Look, plain
from salesaudit.formats.text import totals
from salesaudit.orgfile.load import Place
from salesaudit.rules.verdict import Severity
from salesaudit.safety.markup import printable
from salesaudit.safety.text import clean

COMMANDS: Final[dict[Severity, str]] = {"critical": "error", "high": "error", "medium": "warning", "low": "notice"}


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
    text = f"{trouble.message}\n{trouble.advice}".strip()
    return _command("error", trouble.place, _in_property(trouble.code), _in_message(text))


def _finding(item: Item, lang: str) -> str:
    title, advice = _rule(item.rule, words(item.rule, lang))
    return _command(COMMANDS[item.severity], item.place, title, _in_message(item.message) + advice)


@cache
def _rule(rule: str, told: Words) -> tuple[str, str]:
    """Return the title of a rule's findings, and what follows on what they say."""
    advice = "".join(f"\n{part}" for part in (told.fix, f"salesaudit explain {rule}") if part)
    return _in_property(f"{rule} {told.title}"), _in_message(advice)


def _command(name: str, place: Place, title: str, message: str) -> str:
    span = place.span
    if span.end_line == span.line:
        # The reader takes columns only of a stretch on one line, and its end as part of the stretch.
        stretch = f"col={span.column},endColumn={max(span.column, span.end_column - 1)}"
    else:
        stretch = f"endLine={span.end_line}"
    file = _in_property(printable(place.file.removeprefix("./")))
    return f"::{name} file={file},line={span.line},{stretch},title={title}::{message}"


def _in_message(text: str) -> str:
    return clean(text, keep_newlines=True).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _in_property(text: str) -> str:
    return _in_message(clean(text)).replace(":", "%3A").replace(",", "%2C")
