"""A run as a short Markdown summary: for the summary page of a CI job and for a comment under a pull request.

The table shows what is open; why, what to do, accepted risks and what is not decided are folded below it. The whole
stays below the size that forges take for a comment; what does not fit is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from salesaudit.audit.phrases import dotted
from salesaudit.audit.report import Report
from salesaudit.audit.run import Run
from salesaudit.formats.items import Item, acceptance, items_of, troubles, where, words
from salesaudit.formats.text import counts, most_wanted, name_of, score_lines
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


def render(run: Run) -> str:
    """Return the summary, GitHub-flavoured."""
    room = _Room(MOST)
    parts = [_unreadable(run, room)] if run.unreadable else []
    for shown, report in enumerate(run.reports):
        head = _head(report, run.lang)
        if not room.takes(head):
            parts.append(say("markdown.files_left_out", run.lang, n=len(run.reports) - shown) + "\n")
            break
        parts.append(head + "\n".join(_report(report, run.lang, room)))
    return "\n".join(parts)


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


def _report(report: Report, lang: str, room: _Room) -> Iterator[str]:
    found = items_of(report, lang)
    is_open = [item for item in found if item.status == "open"]
    yield from _table(is_open, lang, room)
    yield from _folded(say("markdown.advice", lang), _advice(is_open, lang), lang, room)
    for status, key in (("accepted", "markdown.accepted"), ("baseline", "markdown.baseline")):
        left = [item for item in found if item.status == status]
        yield from _folded(say(key, lang, n=len(left)), (_taken_out(item, lang) for item in left), lang, room)
    if report.fixed:
        fixed = (f"- {_cell(key)}" for key in report.fixed)
        yield from _folded(say("summary.fixed", lang, n=len(report.fixed)), fixed, lang, room)
    yield from _undecided(report, lang, room)


def _table(is_open: Sequence[Item], lang: str, room: _Room) -> Iterator[str]:
    if not is_open:
        return
    yield f"| {' | '.join(say(f'markdown.{name}', lang) for name in ('severity', 'rule', 'finding', 'place'))} |"
    yield "|---|---|---|---|"
    for shown, item in enumerate(is_open):
        severity = vocabulary.word("severity", item.severity, lang)
        place = printable(where(item.place))
        row = f"| {severity} | {item.rule} | {_cell(item.message)} | {_cell(place)} |"
        if not room.takes(row):
            yield ""
            yield say("markdown.left_out", lang, n=len(is_open) - shown)
            break
        yield row
    yield ""


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


def _undecided(report: Report, lang: str, room: _Room) -> Iterator[str]:
    wanted = most_wanted(report)
    if wanted is None:
        return
    title = say("summary.unknown", lang, n=len({outcome.rule for outcome in report.unknown}))
    needs: dict[str, set[str]] = {}
    for outcome in report.unknown:
        for path in outcome.needs:
            needs.setdefault(dotted(path), set()).add(outcome.rule)
    ranked = sorted(needs, key=lambda path: (-len(needs[path]), path))
    rows = (f"- {_cell(path)}: {', '.join(sorted(needs[path]))}" for path in ranked)
    yield from _folded(title, rows, lang, room)


def _folded(title: str, blocks: Iterable[str], lang: str, room: _Room) -> Iterator[str]:
    """Yield blocks of Markdown that open on a click; nothing where there are none."""
    waiting = list(blocks)
    if not waiting:
        return
    opening = f"<details><summary>{_html(title)}</summary>"
    if not room.takes(opening + "\n\n\n</details>\n"):
        return
    yield opening
    yield ""
    for shown, block in enumerate(waiting):
        if not room.takes(block):
            yield say("markdown.left_out", lang, n=len(waiting) - shown)
            break
        yield block
    yield ""
    yield "</details>"
    yield ""


def _unreadable(run: Run, room: _Room) -> str:
    found = list(troubles(run))
    lines = [f"## {say('summary.cannot_read', run.lang, n=len(run.unreadable))}", ""]
    for shown, trouble in enumerate(found):
        place = _cell(printable(where(trouble.place)))
        row = f"- {place} {_cell(trouble.code)} {_cell(trouble.message)} {_cell(trouble.advice)}".rstrip()
        if not room.takes(row):
            lines.append(say("markdown.left_out", run.lang, n=len(found) - shown))
            break
        lines.append(row)
    return "\n".join([*lines, ""])


def _cell(text: str) -> str:
    return markdown(truncate(clean(text.replace("\r\n", " ").replace("\n", " ")), LONGEST))


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
