"""Events of the YAML parser into nodes, one at a time and without recursion, with every limit met on the way."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from typing import Any, Final, NamedTuple, NoReturn

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

from salesaudit.orgfile.nodes import BITS, Mapping, Node, Path, Place, Scalar, Sequence, Source, Span, as_span, pack
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

_DROPPED: Final = "".join(("drop", "ped"))
"""Stands for a key whose value is read (it may hold problems of its own) but not kept; compared by identity."""


class Stop(Exception):
    """Reading cannot go on; the problem has been told."""


class _Frame(NamedTuple):
    """An open list or section together with the state of the one around it, to be taken up again at its end."""

    node: Sequence | Mapping
    start: int
    anchor: str | None
    items: dict[str, Node] | None
    keys: dict[str, Place]
    values: list[Node]
    key: str | None


class _Weight(NamedTuple):
    """What an anchored node costs wherever an alias repeats it; `node` keeps its id from being given again."""

    node: Node
    nodes: int
    height: int


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
    """Takes the events of one file; `root` is what they built. Points are ``line << BITS | column`` from 0."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.limits = notes.limits
        self.root: Node | None = None
        self.last = 0  # where the value before ends
        self._items: dict[str, Node] | None = None  # of the open section; None inside a list and outside of all
        self._keys: dict[str, Place] = {}
        self._values: list[Node] = []
        self._key: str | None = None  # whose value comes next
        self._frames: list[_Frame] = []
        self._long = notes.limits.scalar_bytes // 4  # characters that may take more bytes than the limit
        self._documents = 0
        self._nodes = 0
        self._words: dict[str, str] = {}
        self._anchors: dict[str, Node] = {}
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
            self.notes.stop("E011", self._here(), limit=self.limits.yaml_events)
        self._check_nodes(self._here())

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
        value = event.value
        style = event.style
        mark = event.start_mark
        start = mark.line << BITS | mark.column
        mark = event.end_mark
        end = mark.line << BITS | mark.column
        if style or event.tag is not None or len(value) > self._long:
            end = self._inspect(event, start, end)
        value = self._words.setdefault(value, value)  # most words of a large file come again and again
        self._nodes += 1
        key = self._key
        if self._items is None:
            node = Scalar(value, not style, start << 2 * BITS | end)
            self._put(node)
        elif key is None:
            self._take_key(value, not style, start << 2 * BITS | end)
            node = None
        else:
            if not value and not style and start >> BITS != self.last >> BITS:
                start = end = self.last  # `? key` without a colon: the parser marks what comes next
            node = Scalar(value, not style, start << 2 * BITS | end)
            if key is not _DROPPED:
                self._items[key] = node
            self._key = None
        if event.anchor is not None:
            self._anchors[event.anchor] = node or Scalar(value, not style, start << 2 * BITS | end)
        self.last = end

    def _inspect(self, event: Any, start: int, end: int) -> int:
        """Look closer at a text that is long, tagged, quoted or a block; return where it ends."""
        value, span = event.value, as_span(pack(start, end))
        if event.tag is not None:
            self._tag(event)
        if len(value) > self._long:
            size, limit = len(value.encode("utf-8")), self.limits.scalar_bytes
            if size > limit:
                self.notes.tell("E016", span, hint="E016.hint", found=value[:SHOWN], size=size, limit=limit)
        if event.style in _BLOCK:
            return self._end_of_block(start, end)
        control = _CONTROL.search(value) if event.style == '"' else None
        if control is not None:
            self.notes.tell("E017", span, hint="E017.hint", character=f"U+{ord(control[0]):04X}")
        return end

    def _end_of_block(self, start: int, end: int) -> int:
        """Return where the last line of a block of text ends: the parser goes on over the empty lines behind it."""
        lines = self.notes.source.lines
        line, column = end >> BITS, end & ((1 << BITS) - 1)
        line = min(line, len(lines)) - (column == 0)
        while line > start >> BITS and not lines[line].strip():
            line -= 1
        return line << BITS | len(lines[line])

    # -- lists and sections

    def _mapping_start(self, event: Any) -> None:
        items: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        self._enter(event, Mapping(items, keys, 0), items, keys, [])

    def _sequence_start(self, event: Any) -> None:
        values: list[Node] = []
        self._enter(event, Sequence(values, 0), None, {}, values)

    def _enter(
        self, event: Any, node: Mapping | Sequence, items: dict[str, Node] | None, keys: dict[str, Place],
        values: list[Node],
    ) -> None:  # fmt: skip
        mark = event.start_mark
        if len(self._frames) >= self.limits.yaml_depth:
            self._too_deep(mark)
        self._nodes += 1
        if event.tag is not None:
            self._tag(event)
        start = mark.line << BITS | mark.column
        self.last = start
        node.place = start << 2 * BITS | start
        anchor = event.anchor
        if anchor is not None:
            self._anchors[anchor] = node
            self._open.add(id(node))
        self._frames.append(_Frame(node, start, anchor, self._items, self._keys, self._values, self._key))
        self._items, self._keys, self._values, self._key = items, keys, values, None

    def _end(self, event: Any) -> None:
        mark = event.end_mark
        if mark.index > event.start_mark.index:  # a bracket; an indented one ends where its last value does
            self.last = mark.line << BITS | mark.column
        node, start, anchor, self._items, self._keys, self._values, self._key = self._frames.pop()
        node.place = start << 2 * BITS | self.last
        if anchor is not None:
            self._open.discard(id(node))
            self._weigh(node)
        if self._items is not None and self._key is None:
            self.notes.tell("E005", node.span, hint="E005.text", found=self.notes.words(node.span))
            self._key = _DROPPED
        else:
            self._put(node)

    def _put(self, node: Node) -> None:
        if self._items is not None:
            if self._key is not _DROPPED:
                assert self._key is not None
                self._items[self._key] = node
            self._key = None
        elif self._frames:
            self._values.append(node)
        else:
            self.root = node

    # -- keys

    def _take_key(self, value: str, plain: bool, place: int) -> None:
        """Make `value` the key whose value comes next, or tell why it cannot be one."""
        if value in self._keys or (plain and value in _SPECIAL_KEYS):
            self._refuse_key(value, plain, as_span(place))
            self._key = _DROPPED
        else:
            self._keys[value] = place
            self._key = value

    def _refuse_key(self, value: str, plain: bool, span: Span) -> None:
        if plain and value == _MERGE:
            self.notes.tell("E009", span, hint="E009.hint", found=value)
        elif plain and value in _NO_TEXT:
            hint = "E005.quote" if value else "E005.empty"
            self.notes.tell("E005", span, hint=hint, found=value or self.notes.words(span))
        else:
            first = as_span(self._keys[value])
            self.notes.tell(
                "E004", span, hint="E004.hint", related=(first,), found=value[:SHOWN], line=span.line, first=first.line
            )

    # -- aliases

    def _alias(self, event: Any) -> None:
        start, end = event.start_mark, event.end_mark
        place = pack(start.line << BITS | start.column, end.line << BITS | end.column)
        node = self._meant(event, as_span(place))
        self.last = end.line << BITS | end.column
        if self._items is None or self._key is not None:
            self._put(Scalar("", True, place) if node is None else node)
        elif isinstance(node, Scalar):
            self._take_key(node.text, node.plain, place)
        else:
            if node is not None:
                self.notes.tell("E005", as_span(place), hint="E005.text", found=f"*{event.anchor}")
            self._key = _DROPPED

    def _meant(self, event: Any, span: Span) -> Node | None:
        """Return the node that an alias stands for; None, told, where it may not stand for it."""
        node = self._anchors.get(event.anchor)
        if node is None:
            self._nodes += 1
            self.notes.tell("E018", span, hint="E018.hint", found=event.anchor)
            return None
        if id(node) in self._open:
            self._nodes += 1
            line = as_span(node.place).line
            self.notes.tell("E008", span, hint="E008.hint", related=(node.span,), found=event.anchor, line=line)
            return None
        weight = self._weights.get(id(node)) or _Weight(node, 1, 0)
        if len(self._frames) + weight.height > self.limits.yaml_depth:
            self._too_deep(event.start_mark)
        self._nodes += weight.nodes
        self._check_nodes(span)
        return node

    def _weigh(self, node: Node) -> None:
        """Count an anchored node and what it holds; anchored nodes in it are known already, so all is counted once."""
        nodes = height = depth = 0
        level: list[Node] = [node]
        while level:
            below: list[Node] = []
            for each in level:
                known = self._weights.get(id(each))
                if known is not None:
                    nodes += known.nodes
                    height = max(height, depth + known.height)
                elif isinstance(each, Scalar):
                    nodes += 1
                else:
                    nodes += 1 + (len(each.items) if isinstance(each, Mapping) else 0)
                    height = max(height, depth + 1)
                    below += each.items.values() if isinstance(each, Mapping) else each.items
            level = below
            depth += 1
        self._weights[id(node)] = _Weight(node, nodes, height)

    # -- limits and messages

    def _check_nodes(self, span: Span) -> None:
        if self._nodes > self.limits.yaml_nodes:
            self.notes.stop("E007", span, limit=self.limits.yaml_nodes)

    def _too_deep(self, mark: Any) -> NoReturn:
        span = Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)
        self.notes.stop("E010", span, limit=self.limits.yaml_depth)

    def _here(self) -> Span:
        return as_span(pack(self.last, self.last + 1))

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
        open_ = [(frame.items, frame.values, frame.key) for frame in self._frames[1:]]
        if self._frames:
            open_.append((self._items, self._values, self._key))
        route = [len(values) if items is None else key for items, values, key in open_]
        return tuple(part for part in route if part is not None and part is not _DROPPED)
