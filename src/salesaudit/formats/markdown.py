"""A run as a short Markdown summary: for the summary page of a CI job and for a comment under a pull request.

The table shows what is open; why, what to do, accepted risks and what is not decided are folded below it. The whole
stays below the size that forges take for a comment; what does not fit is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from salesaudit.audit.phrases import dotted
from salesaudit.audit.report import Report
from salesaudit.audit.run import Audited
from salesaudit.formats.items import Frame, Item, acceptance, items_of, troubles, where, words
from salesaudit.formats.lines import Look
from salesaudit.formats.share import name_of
from salesaudit.formats.text import counts, score_lines
from salesaudit.knowledge import vocabulary
from salesaudit.safety.markup import markdown, printable
from salesaudit.safety.text import clean, truncate
from salesaudit.texts.catalogue import say

MOST: Final = 60_000
"""Characters of the whole; a comment may have 65,536."""
LONGEST: Final = 600
"""Columns of one cell."""
RESERVED: Final = 2_000
"""Characters kept for the closing lines of every block."""


Block: TypeAlias = tuple[str, Sequence[str]]
"""Rows of Markdown: a table, or where there is a title, what is folded under it."""
Part: TypeAlias = tuple[str, Sequence[Block]]
"""How a company begins, and all that there is to say of it, whether or not there will be room."""


def part(audited: Audited, look: Look) -> Part:
    """Return what there is to say of a company."""
    return _head(audited.report, look.lang), [block for block in _blocks(audited.report, look.lang) if block[1]]


def whole(parts: Sequence[Part], frame: Frame) -> str:
    """Return the summary, GitHub-flavoured."""
    room = _Room(MOST)
    said = [_unreadable(frame, room)] if frame.unreadable else []
    for shown, (head, blocks) in enumerate(parts):
        if not room.takes(head):
            said.append(say("markdown.files_left_out", frame.lang, n=len(parts) - shown) + "\n")
            break
        said.append(head + "\n".join(row for block in blocks for row in _laid_out(*block, frame.lang, room)))
    return "\n".join(said)


class _Room:
    """How much may still be written."""

    def __init__(self, left: int) -> None:
        self._left = left

    def takes(self, text: str) -> bool:
        """Tell whether a text fits, and count it if so."""
        fits = len(text) + 1 <= self._left - RESERVED
        if fits:
            self._left -= len(text) + 1
        return fits


def _head(report: Report, lang: str) -> str:
    told = [f"**{counts(report, lang)}**", *(_cell(text) for text in score_lines(report.score, lang))]
    rows = "  \n".join(told)
    return f"## {_cell(name_of(report))}\n\n{rows}\n\n"


def _blocks(report: Report, lang: str) -> Iterator[Block]:
    found = items_of(report, lang)
    is_open = [item for item in found if item.status == "open"]
    yield "", [_row(item, lang) for item in is_open]
    yield say("markdown.advice", lang), list(_advice(is_open, lang))
    for status, key in (("accepted", "markdown.accepted"), ("baseline", "markdown.baseline")):
        left = [item for item in found if item.status == status]
        yield say(key, lang, n=len(left)), [_taken_out(item, lang) for item in left]
    fixed = report.fixed or ()
    yield say("summary.fixed", lang, n=len(fixed)), [f"- {_cell(key)}" for key in fixed]
    yield _undecided(report, lang)


def _row(item: Item, lang: str) -> str:
    severity = vocabulary.word("severity", item.severity, lang)
    return f"| {severity} | {item.rule} | {_cell(item.message)} | {_cell(printable(where(item.place)))} |"


def _advice(is_open: Sequence[Item], lang: str) -> Iterator[str]:
    for rule in dict.fromkeys(item.rule for item in is_open):
        told = words(rule, lang)
        rows = [f"**{rule}** {_cell(told.title)}", "", _cell(told.why)]
        for label, text in (("fix", told.fix), ("first_step", told.first_step)):
            if text:
                rows += ["", f"*{say(f'label.{label}', lang)}*: {_cell(text)}"]
        yield "\n".join([*rows, ""])


def _taken_out(item: Item, lang: str) -> str:
    reason = f" ({_cell(acceptance(item.accepted, lang))})" if item.accepted else ""
    return f"- {item.rule} {_cell(item.message)}{reason} {_cell(printable(where(item.place)))}"


def _undecided(report: Report, lang: str) -> Block:
    title = say("summary.unknown", lang, n=len({outcome.rule for outcome in report.unknown}))
    needs: dict[str, set[str]] = {}
    for outcome in report.unknown:
        for path in outcome.needs:
            needs.setdefault(dotted(path), set()).add(outcome.rule)
    ranked = sorted(needs, key=lambda path: (-len(needs[path]), path))
    return title, [f"- {_cell(path)}: {', '.join(sorted(needs[path]))}" for path in ranked]


def _laid_out(title: str, rows: Sequence[str], lang: str, room: _Room) -> Iterator[str]:
    """Yield a block as far as there is room."""
    return _folded(title, rows, lang, room) if title else _table(rows, lang, room)


def _table(rows: Sequence[str], lang: str, room: _Room) -> Iterator[str]:
    yield f"| {' | '.join(say(f'markdown.{name}', lang) for name in ('severity', 'rule', 'finding', 'place'))} |"
    yield "|---|---|---|---|"
    for shown, row in enumerate(rows):
        if not room.takes(row):
            yield ""
            yield say("markdown.left_out", lang, n=len(rows) - shown)
            break
        yield row
    yield ""


def _folded(title: str, rows: Sequence[str], lang: str, room: _Room) -> Iterator[str]:
    """Yield rows that open on a click."""
    opening = f"<details><summary>{_html(title)}</summary>"
    if not room.takes(opening + "\n\n\n</details>\n"):
        return
    yield opening
    yield ""
    for shown, row in enumerate(rows):
        if not room.takes(row):
            yield say("markdown.left_out", lang, n=len(rows) - shown)
            break
        yield row
    yield ""
    yield "</details>"
    yield ""


def _unreadable(frame: Frame, room: _Room) -> str:
    found = list(troubles(frame))
    lines = [f"## {say('summary.cannot_read', frame.lang, n=len(frame.unreadable))}", ""]
    for shown, trouble in enumerate(found):
        place = _cell(printable(where(trouble.place)))
        row = f"- {place} {_cell(trouble.code)} {_cell(trouble.message)} {_cell(trouble.advice)}".rstrip()
        if not room.takes(row):
            lines.append(say("markdown.left_out", frame.lang, n=len(found) - shown))
            break
        lines.append(row)
    return "\n".join([*lines, ""])


def _cell(text: str) -> str:
    return markdown(truncate(clean(text.replace("\r\n", " ").replace("\n", " ")), LONGEST))


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
