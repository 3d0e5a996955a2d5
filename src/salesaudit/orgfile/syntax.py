"""What the YAML parser complains about, in words for the person who wrote the file."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from salesaudit.orgfile.nodes import Span

# A part of the parser's complaint -> the hint that explains it; the first that fits is taken.
_HINTS: Final = (
    ("found a tab character", "E003.tab"),
    ("found character that cannot start any token", "E003.start"),
    ("mapping values are not allowed", "E003.colon"),
    ("block sequence entries are not allowed", "E003.dash"),
    ("mapping keys are not allowed", "E003.question"),
    ("could not find expected ':'", "E003.no_colon"),
    ("did not find expected key", "E003.key"),
    ("did not find expected '-' indicator", "E003.list"),
    ("did not find expected ',' or ']'", "E003.bracket"),
    ("did not find expected ',' or '}'", "E003.brace"),
    ("did not find expected node content", "E003.value"),
    ("found unexpected end of stream", "E003.quote"),
    ("found unexpected document indicator", "E003.quote"),
    ("found unknown escape character", "E003.escape"),
    ("hexdecimal number", "E003.escape"),
    ("found unexpected ':'", "E003.colon"),
    ("did not find expected alphabetic or numeric character", "E003.anchor"),
    ("did not find expected <document start>", "E003.document"),
    ("directive", "E003.directive"),
    ("incompatible YAML document", "E003.directive"),
    ("version number", "E003.directive"),
    ("indentation indicator", "E003.block"),
    ("comment or line break", "E003.block"),
)
_NO_CHARACTER: Final = "found invalid Unicode character escape code"
_TAGS: Final = ("scanning a tag", "parsing a tag", "undefined tag handle")
_PAIR: Final = re.compile(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)
_ESCAPE: Final = re.compile(r"\\[uUx][0-9a-fA-F]{2,8}")


class Complaint(NamedTuple):
    """One syntax error: a code, its hint, the place, what stands there, and where the broken thing began."""

    code: str
    hint: str
    span: Span
    found: str
    began: Span | None
    values: dict[str, object]


def complaint(error: Exception, lines: list[str], last: Span) -> Complaint:
    """Translate an error of the parser; `last` is the place it got to, for errors without a place."""
    told = str(getattr(error, "problem", None) or error)
    context = str(getattr(error, "context", None) or "")
    began = _point(getattr(error, "context_mark", None), lines)
    span = _point(getattr(error, "problem_mark", None), lines) or last
    if _NO_CHARACTER in told:
        return _no_character(_escape_start(span, lines), lines)
    if any(tag in context or tag in told for tag in _TAGS):
        span = began or span
        return Complaint("E006", "E006.hint", span, _rest(span, lines), None, {})
    hint = "E003.directive" if "directive" in context else _hint(told)
    if hint == "E003.start":
        hint = _why_not_a_start(span, lines)
    if began is not None and (hint in ("E003.quote", "E003.no_colon") or _nothing_at(span, lines)):
        span, began = began, None  # where it was noticed tells nothing; the quote or bracket left open does
    if hint not in ("E003.bracket", "E003.brace"):
        began = None
    return Complaint("E003", hint, span, _rest(span, lines), began, {})


def _hint(told: str) -> str:
    return next((hint for part, hint in _HINTS if part in told), "E003.other")


def _point(mark: Any, lines: list[str]) -> Span | None:
    """Return the place of a mark; one behind the last text of the file moves back to the end of that text."""
    if mark is None:
        return None
    line = min(mark.line, len(lines) - 1)
    column = min(mark.column, len(lines[line]))
    if not lines[line][column:].strip():
        last = len(lines) - 1
        while last > line and not lines[last].strip():
            last -= 1
        if last == line:
            while line > 0 and not lines[line].strip():
                line -= 1
                column = len(lines[line])
    return Span(line + 1, column + 1, line + 1, column + 2)


def _nothing_at(span: Span, lines: list[str]) -> bool:
    return not lines[span.line - 1][span.column - 1 :].strip()


def _rest(span: Span, lines: list[str]) -> str:
    line = lines[span.line - 1]
    return (line[span.column - 1 :].strip() or line.strip())[:60]


def _why_not_a_start(span: Span, lines: list[str]) -> str:
    line = lines[span.line - 1]
    return "E003.tab" if "\t" in line[: span.column] else "E003.start"


def _escape_start(span: Span, lines: list[str]) -> Span:
    line = lines[span.line - 1]
    start = line.rfind("\\", 0, span.column)
    found = _ESCAPE.match(line, start) if start >= 0 else None
    return Span(span.line, start + 1, span.line, found.end() + 1) if found else span


def _no_character(span: Span, lines: list[str]) -> Complaint:
    line = lines[span.line - 1]
    found = line[span.column - 1 : span.end_column - 1]
    pair = _PAIR.match(line, span.column - 1)
    if pair is None:
        return Complaint("E015", "E015.escape", span, found, None, {"character": found})
    high, low = int(pair[1], 16), int(pair[2], 16)
    code = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)
    whole = span._replace(end_column=pair.end() + 1)
    return Complaint("E015", "E015.pair", whole, pair[0], None, {"character": pair[0], "proper": f"\\U{code:08x}"})
