"""What changed as GitHub-flavoured Markdown: for the summary page of a CI job or a comment under a pull request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from salesaudit.audit.diff import Comparison
from salesaudit.formats.diffs.view import FOLDED, Part, View, left_over, views
from salesaudit.safety.markup import markdown
from salesaudit.safety.text import clean, truncate
from salesaudit.texts.catalogue import say

MOST: Final = 60_000
"""Characters of the whole; a comment may have 65,536."""
LONGEST: Final = 600


def render(comparison: Comparison, lang: str) -> str:
    """Return the changes of every company; what does not fit into a comment is counted."""
    blocks = [block for one in views(comparison, lang) for block in _company(one, lang)]
    blocks += [f"- {_cell(text)}" for text in left_over(comparison, lang)]
    kept, size = [], 0
    for number, block in enumerate(blocks):
        size += len(block) + 2
        if size > MOST:
            kept.append(say("markdown.left_out", lang, n=len(blocks) - number))
            break
        kept.append(block)
    return "\n\n".join(kept) + "\n"


def _company(one: View, lang: str) -> Iterator[str]:
    yield f"## {_cell(one.title)}"
    yield f"{_cell(one.old)} → {_cell(one.new)}"
    if one.warning:
        yield f"> {_cell(one.warning)}"
    if one.empty:
        yield _cell(say("diff.empty", lang))
    for part in one.parts:
        table = _table(part, lang)
        if part.id in FOLDED:
            yield f"<details><summary>{_html(part.title)}</summary>\n\n{table}\n\n</details>"
        else:
            yield f"### {_cell(part.title)}"
            yield table
    if one.kept:
        yield _cell(one.kept)
    yield from _score(one, lang)
    yield from _duties(one, lang)


def _table(part: Part, lang: str) -> str:
    rows = [_head(say(f"markdown.{column}", lang) for column in ("severity", "rule", "finding", "place"))]
    for row in part.rows:
        notes = "".join(f"<br>{_cell(note)}" for note in row.notes)
        rows.append(f"| {_cell(row.word)} | {_cell(row.rule)} | {_cell(row.text)}{notes} | {_cell(row.where)} |")
    return "\n".join(rows)


def _head(columns: Iterator[str]) -> str:
    named = list(columns)
    return f"| {' | '.join(named)} |\n|{'---|' * len(named)}"


def _score(one: View, lang: str) -> Iterator[str]:
    rows = [row for row in (one.score, *one.areas) if row.old != row.new]
    if rows:
        yield f"### {_cell(say('diff.scores', lang))}"
        heads = (say(f"diff.{column}", lang) for column in ("area", "before", "now", "change"))
        lines = [f"| {_cell(row.title)} | {row.old} | {row.new} | {row.delta} |" for row in rows]
        yield "\n".join([_head(heads), *lines])


def _duties(one: View, lang: str) -> Iterator[str]:
    if one.duties_note:
        yield _cell(one.duties_note)
        return
    yield f"### {_cell(say('diff.duties', lang))}"
    heads = (say(f"diff.{column}", lang) for column in ("function", "part", "before", "now"))
    lines = [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in one.duties]
    yield "\n".join([_head(heads), *lines])


def _cell(text: str) -> str:
    return markdown(truncate(clean(text.replace("\n", " ")), LONGEST))


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
