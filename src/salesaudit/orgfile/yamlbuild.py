"""Events of the YAML parser into rows, one at a time and without recursion, with every limit met on the way."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from typing import Any, Final, NamedTuple, NoReturn, TypeAlias

from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from salesaudit.orgfile.nodes import (
    ALIAS,
    DROPPED,
    MAPPING,
    PLAIN,
    QUOTED,
    SEQUENCE,
    Lines,
    Path,
    Rows,
    Source,
    Span,
)
from salesaudit.orgfile.problems import Problem
from salesaudit.safety.limits import Limits

NULL_WORDS: Final = frozenset(("", "~", "null", "Null", "NULL"))
SHOWN: Final = 60
"""Characters of the user's own words that a message repeats."""

_MERGE: Final = "<<"
_NO_TEXT: Final = NULL_WORDS | {"true", "True", "TRUE", "false", "False", "FALSE"}
_SPECIAL_KEYS: Final = _NO_TEXT | {_MERGE}
_CONTROL: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_TAG: Final = re.compile(r"!(?:<[^>]*>|[^\s,\[\]{}]*)")
_BLOCK: Final = ("|", ">")
_LINE_END: Final = re.compile("[\r\n]")

_DROPPED: Final = "".join(("drop", "ped"))
"""Stands for a key whose value is read (it may hold problems of its own) but not kept; compared by identity."""


class Stop(Exception):
    """Reading cannot go on; the problem has been told."""


_Frame: TypeAlias = tuple[int, str | None, dict[str, int] | None, str | None, int]
"""The row of an open list or section and its anchor; keys, key and index of the one around, to go on with it."""


class _Weight(NamedTuple):
    """What an anchored row costs wherever an alias repeats it."""

    nodes: int
    height: int


_TEXT: Final = _Weight(1, 0)


class Notes:
    """The problems of one file; `where` says which part of the tree is being read when one is told."""

    def __init__(self, source: Source, limits: Limits, quote: bool) -> None:
        self.source = source
        self.limits = limits
        self.quote = quote
        self.problems: list[Problem] = []
        self.where: Callable[[], Path] = tuple

    def tell(
        self, code: str, span: Span | None, *, hint: str | None = None, related: tuple[Span, ...] = (), **values: object
    ) -> None:
        """Note a problem; `values` fill its sentence and its hint."""
        lines = self.source.lines
        line = lines[span.line - 1] if span and self.quote and span.line <= len(lines) else None
        if "found" in values and not self.quote:
            values["found"] = "…"
        self.problems.append(Problem(code, self.source.name, span, values, hint, related, self.where(), line))
        if len(self.problems) >= self.limits.problems_kept:
            raise Stop

    def stop(self, code: str, span: Span, **values: int) -> NoReturn:
        """Note a problem after which reading cannot go on."""
        self.tell(code, span, hint=f"{code}.hint", related=(), **values)
        raise Stop

    def words(self, span: Span) -> str:
        """Return what the user wrote at a place, as far as its line goes."""
        line = self.source.lines[span.line - 1]
        end = span.end_column - 1 if span.end_line == span.line else len(line)
        return (line[span.column - 1 : end].strip() or line.strip())[:SHOWN]


class Builder:
    """Takes the events of one file; `rows` is what they built."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.limits = notes.limits
        self.lines = Lines(notes.source.text)
        self.rows = rows = Rows(self.lines)
        self._content = rows.content
        self._add_kind = rows.kinds.append
        self._add_content = rows.content.append
        self._add_start = rows.starts.append
        self._add_end = rows.ends.append
        self.last = 0  # the offset where the value before ends
        self._keys: dict[str, int] | None = None  # of the open section with their rows; None in a list and outside
        self._key: str | None = None  # whose value comes next
        self._index = 0  # of the value in an open list that comes next
        self._frames: list[_Frame] = []
        self._long = notes.limits.scalar_bytes // 4  # characters that may take more bytes than the limit
        self._documents = 0
        self._repeated = 0  # rows that aliases stand for, beyond their own
        self._words: dict[str, str] = {}
        self._anchors: dict[str, int] = {}
        self._weights: dict[int, _Weight] = {}
        self._open: set[int] = set()
        notes.where = self._path

    def build(self, get_event: Callable[[], Any]) -> None:
        """Take all events. Raises Stop, and what the parser raises."""
        handlers: dict[type[Event], Callable[[Any], None]] = {
            ScalarEvent: self._scalar,
            MappingStartEvent: self._mapping_start,
            SequenceStartEvent: self._sequence_start,
            MappingEndEvent: self._end,
            SequenceEndEvent: self._end,
            AliasEvent: self._alias,
            DocumentStartEvent: self._document_start,
            DocumentEndEvent: self._nothing,
            StreamStartEvent: self._nothing,
            StreamEndEvent: self._nothing,
        }
        for event in islice(iter(get_event, None), self.limits.yaml_events):
            handlers[event.__class__](event)
        if get_event() is not None:
            self.notes.stop("E011", self.here(), limit=self.limits.yaml_events)
        if self._too_many():
            self.notes.stop("E007", self.here(), limit=self.limits.yaml_nodes)

    def _nothing(self, event: Event) -> None:
        pass

    def _document_start(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            mark = event.start_mark
            self.notes.tell("E012", Span(mark.line + 1, 1, mark.line + 1, 4), hint="E012.hint")
            raise Stop

    # -- text

    def _scalar(self, event: Any) -> None:
        """Add a text: a key where a section waits for one, else a value. Most of a file passes through here."""
        value = event.value
        style = event.style
        start = event.start_mark.index
        end = event.end_mark.index
        if style or event.tag is not None or len(value) > self._long:
            end = self._inspect(event, start, end)
        kind = QUOTED if style else PLAIN
        if event.anchor is not None:
            self._anchors[event.anchor] = len(self._content)
        value = self._words.setdefault(value, value)  # most words of a large file come again and again
        keys = self._keys
        if keys is None:
            self._index += 1
        elif self._key is None:
            kind = self._take_key(keys, kind, value, start, end)
        else:
            self._key = None
            if not value and kind == PLAIN and self._is_below(event.start_mark):
                start = end = self.last  # `? key` without a colon: the parser marks what comes next
        self._add_kind(kind)
        self._add_content(value)
        self._add_start(start)
        self._add_end(end)
        self.last = end

    def _is_below(self, mark: Any) -> bool:
        """Tell whether a mark stands in a line below that of the value before."""
        # The parser ends a file without a last line end in a line of its own, at the same offset.
        return mark.column == 0 or _LINE_END.search(self.lines.text, self.last, mark.index) is not None

    def _inspect(self, event: Any, start: int, end: int) -> int:
        """Look closer at a text that is long, tagged, quoted or a block; return where it ends."""
        value = event.value
        if event.tag is not None:
            self._tag(event)
        if len(value) > self._long:
            size, limit = len(value.encode("utf-8")), self.limits.scalar_bytes
            if size > limit:
                place = self._place(event)
                self.notes.tell("E016", place, hint="E016.hint", found=value[:SHOWN], size=size, limit=limit)
        if event.style in _BLOCK:
            return self._end_of_block(start, end)
        control = _CONTROL.search(value) if event.style == '"' else None
        if control is not None:
            self.notes.tell("E017", self._place(event), hint="E017.hint", character=f"U+{ord(control[0]):04X}")
        return end

    def _end_of_block(self, start: int, end: int) -> int:
        """Return where the last line of a block of text ends: the parser goes on over the empty lines behind it."""
        text = self.lines.text
        line_end = _LINE_END.search(text, start + len(text[start:end].rstrip()))
        return line_end.start() if line_end else len(text)

    # -- lists and sections

    def _mapping_start(self, event: Any) -> None:
        self._enter(event, MAPPING, {})

    def _sequence_start(self, event: Any) -> None:
        self._enter(event, SEQUENCE, None)

    def _enter(self, event: Any, kind: int, keys: dict[str, int] | None) -> None:
        mark = event.start_mark
        if len(self._frames) >= self.limits.yaml_depth:
            self._too_deep(mark)
        if event.tag is not None:
            self._tag(event)
        self.last = start = mark.index
        row = len(self._content)
        anchor = event.anchor
        if anchor is not None:
            self._anchors[anchor] = row
            self._open.add(row)
        self._frames.append((row, anchor, self._keys, self._key, self._index))
        self._keys, self._key, self._index = keys, None, 0
        self.rows.add(kind, row, start, start)

    def _end(self, event: Any) -> None:
        mark = event.end_mark
        if mark.index > event.start_mark.index:  # a bracket; an indented one ends where its last value does
            self.last = mark.index
        row, anchor, self._keys, self._key, self._index = self._frames.pop()
        self._content[row] = len(self._content)
        self.rows.ends[row] = self.last
        if anchor is not None:
            self._open.discard(row)
            self._weights[row] = self._weighed(row)
        if self._keys is not None and self._key is None:
            span = self.rows.span(row)
            self.notes.tell("E005", span, hint="E005.text", found=self.notes.words(span))
        self._next()

    def _next(self) -> None:
        """Go on behind a list, a section or an alias."""
        if self._keys is None:
            self._index += 1
        else:
            self._key = _DROPPED if self._key is None else None

    # -- keys

    def _take_key(self, keys: dict[str, int], kind: int, value: str, start: int, end: int) -> int:
        """Make `value` the key whose value comes next, or tell why it cannot be one. Return the kind of its row."""
        if value in keys or (kind == PLAIN and value in _SPECIAL_KEYS):
            self._refuse_key(keys, kind, value, self.lines.span(start, end))
            self._key = _DROPPED
            return DROPPED
        keys[value] = len(self._content)
        self._key = value
        return kind

    def _refuse_key(self, keys: dict[str, int], kind: int, value: str, span: Span) -> None:
        if kind == PLAIN and value == _MERGE:
            self.notes.tell("E009", span, hint="E009.hint", found=value)
        elif kind == PLAIN and value in _NO_TEXT:
            hint = "E005.quote" if value else "E005.empty"
            self.notes.tell("E005", span, hint=hint, found=value or self.notes.words(span))
        else:
            first = self.rows.span(keys[value])
            self.notes.tell(
                "E004", span, hint="E004.hint", related=(first,), found=value[:SHOWN], line=span.line, first=first.line
            )

    # -- aliases

    def _alias(self, event: Any) -> None:
        rows, start, end = self.rows, event.start_mark.index, event.end_mark.index
        row = self._meant(event)
        keys = self._keys if self._key is None else None  # None where no key is waited for
        self.last = end
        if row is None:
            rows.add(PLAIN if keys is None else DROPPED, "", start, end)
        elif rows.kinds[row] >= SEQUENCE:
            if keys is not None:
                self.notes.tell("E005", self._place(event), hint="E005.text", found=f"*{event.anchor}")
            rows.add(ALIAS, row, start, end)
        elif keys is not None:
            text = rows.content[row]
            rows.add(self._take_key(keys, rows.kinds[row], text, start, end), text, start, end)
            return
        else:
            rows.add(rows.kinds[row], rows.content[row], rows.starts[row], rows.ends[row])
        self._next()

    def _meant(self, event: Any) -> int | None:
        """Return the row that an alias stands for; None, told, where it may not stand for it."""
        row = self._anchors.get(event.anchor)
        if row is None:
            self.notes.tell("E018", self._place(event), hint="E018.hint", found=event.anchor)
        elif row in self._open:
            first = self.rows.span(row)
            self.notes.tell(
                "E008", self._place(event), hint="E008.hint", related=(first,), found=event.anchor, line=first.line
            )
        else:
            weight = self._weights.get(row, _TEXT)
            if len(self._frames) + weight.height > self.limits.yaml_depth:
                self._too_deep(event.start_mark)
            self._repeated += weight.nodes - 1
            if self._too_many(coming=1):
                self.notes.stop("E007", self._place(event), limit=self.limits.yaml_nodes)
            return row
        return None

    def _weighed(self, row: int) -> _Weight:
        """Count what a list or section holds; anchored ones in it are known already, so all is counted once."""
        rows, nodes, height, depth = self.rows, 0, 0, 0
        level = [row]
        while level:
            below: list[int] = []
            for each in level:
                kind = rows.kinds[each]
                known = self._weights.get(rows.content[each] if kind == ALIAS else each)
                if known is not None:
                    nodes += known.nodes
                    height = max(height, depth + known.height)
                    continue
                nodes += 1
                if kind >= SEQUENCE:
                    height = max(height, depth + 1)
                    values = list(rows.values(each))
                    nodes += len(values) if kind == MAPPING else 0
                    below += values
            level = below
            depth += 1
        return _Weight(nodes, height)

    # -- limits and messages

    def _too_many(self, coming: int = 0) -> bool:
        return len(self._content) + coming + self._repeated > self.limits.yaml_nodes

    def _place(self, event: Any) -> Span:
        return self.lines.span(event.start_mark.index, event.end_mark.index)

    def _too_deep(self, mark: Any) -> NoReturn:
        span = Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)
        self.notes.stop("E010", span, limit=self.limits.yaml_depth)

    def here(self) -> Span:
        """Return the place that reading got to."""
        return self.lines.character(self.last)

    def _tag(self, event: Any) -> None:
        mark = event.start_mark
        line = self.notes.source.lines[mark.line]
        word = _TAG.search(line, mark.column)
        column = word.start() if word else mark.column
        found = word[0] if word else event.tag.replace("tag:yaml.org,2002:", "!!")
        span = Span(mark.line + 1, column + 1, mark.line + 1, column + 1 + len(found))
        self.notes.tell("E006", span, hint="E006.hint", found=found[:SHOWN])

    def _path(self) -> Path:
        """Return the route to the place that is being read."""
        around = [(keys, key, index) for _, _, keys, key, index in self._frames]
        open_ = [*around, (self._keys, self._key, self._index)][1:]
        route = [index if keys is None else key for keys, key, index in open_]
        return tuple(part for part in route if part is not None and part is not _DROPPED)
