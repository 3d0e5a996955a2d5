"""A JSON report read back, as one side of a comparison.

Reports of older versions hold less, and only what is there is used: names that are missing are not guessed, names that
are not known here are passed over. What is there has to have the right form; a report may come from a stranger.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NoReturn

from salesaudit.audit.diff import GOVERNANCE, Points, Seen, Snapshot
from salesaudit.audit.report import Label
from salesaudit.audit.snapshot import plain
from salesaudit.formats.json import SCHEMA_VERSION
from salesaudit.orgfile.load import Place
from salesaudit.orgfile.nodes import Span
from salesaudit.rules.registry import ORDER
from salesaudit.rules.verdict import Severity
from salesaudit.safety.errors import InputError

VERSION_KEY: Final = "schema_version"
BLANK: Final = b" \t\r\n\xef\xbb\xbf"


def looks_saved(data: bytes) -> bool:
    """Tell whether bytes look like a saved report rather than like a company file."""
    return data.lstrip(BLANK)[:1] == b"{" and f'"{VERSION_KEY}"'.encode() in data


def snapshots(data: bytes, name: str) -> list[Snapshot]:
    """Return what can be compared of each company of a saved report. Raises InputError (``saved.*``)."""
    document = _Reader(name, _parsed(data, name), "")
    version = document.whole_number(VERSION_KEY)
    if version != SCHEMA_VERSION:
        raise InputError("saved.version", file=name, found=version, known=SCHEMA_VERSION)
    tool = document.section("tool")
    rules = tool.text("rules_version") if tool else ""
    if document.several("errors"):
        raise InputError("saved.unreadable", hint="saved.unreadable.hint", file=name)
    return [_snapshot(file, name, document.text("profile"), rules) for file in document.several("files")]


def _parsed(data: bytes, name: str) -> Any:
    try:
        document = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise InputError("saved.not_json", file=name) from error
    if not isinstance(document, dict):
        raise InputError("saved.not_json", file=name)
    return document


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


class _Reader:
    """A JSON object whose parts are asked for by form; the wrong form is an InputError with its place."""

    def __init__(self, file: str, content: Mapping[str, Any], where: str) -> None:
        self._file = file
        self._content = content
        self._where = where

    def has(self, key: str) -> bool:
        return self._content.get(key) is not None

    def text(self, key: str, default: str = "") -> str:
        found: str = self._taken(key, lambda value: isinstance(value, str), default)
        return found

    def whole_number(self, key: str) -> int:
        found: int = self._taken(key, lambda value: type(value) is int and abs(value) < 10**9, 0)
        return found

    def number(self, key: str, most: float) -> float | None:
        found: float | None = self._taken(key, _number_up_to(most), None)
        return found

    def section(self, key: str) -> _Reader | None:
        content = self._taken(key, lambda value: isinstance(value, dict), None)
        return None if content is None else _Reader(self._file, content, self._at(key))

    def several(self, key: str) -> list[_Reader]:
        entries: list[Any] = self._taken(key, lambda value: isinstance(value, list), [])
        if not all(isinstance(entry, dict) for entry in entries):
            self._wrong(key)
        return [_Reader(self._file, entry, f"{self._at(key)}[{i}]") for i, entry in enumerate(entries)]

    def severity(self) -> Severity:
        found: Severity = self._taken("severity", lambda value: value in ORDER, "low", required=True)
        return found

    def value(self, key: str) -> object:
        return plain(self._content.get(key))

    def _taken(self, key: str, fits: Callable[[Any], bool], default: Any, *, required: bool = False) -> Any:
        value = self._content.get(key)
        if value is None and not required:
            return default
        if not fits(value):
            self._wrong(key)
        return value

    def _at(self, key: str) -> str:
        return f"{self._where}.{key}" if self._where else key

    def _wrong(self, key: str) -> NoReturn:
        raise InputError("saved.wrong", file=self._file, path=self._at(key))


def _number_up_to(most: float) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= most


def _snapshot(file: _Reader, name: str, profile: str, rules: str) -> Snapshot:
    seen = [*(_finding(entry) for entry in file.several("findings")), *_governed(file)]
    passed, unknown = file.several("passed"), file.several("unknown")
    skipped = file.several("not_applicable")
    score = file.section("score")
    asked = {entry.text("rule") for entry in (*file.several("findings"), *passed, *unknown, *skipped)}
    return Snapshot(
        name=name,
        path=file.text("path"),
        company=file.text("company"),
        currency="RUB",
        profile=profile,
        rules_version=rules,
        seen={one.key: one for one in seen},
        passed=frozenset(filter(None, map(_key, passed))),
        waiting=frozenset(filter(None, map(_key, unknown))),
        open_ended=frozenset(entry.text("rule") for entry in unknown if not entry.has("subject")),
        spoke=frozenset(asked | (GOVERNANCE if file.has("governance") else frozenset())),
        facts={path: value for one in seen for path, value in one.facts.items()},
        facts_complete=False,
        whole=all(file.has(key) for key in ("passed", "unknown", "not_applicable")),
        score=_points(score),
        areas={area.text("id"): _points(area) for area in score.several("areas")} if score else {},
        duties=None,
    )


def _points(section: _Reader | None) -> Points:
    if section is None:
        return Points(None)
    return Points(section.number("value", 100), section.number("coverage", 1))


def _label(entry: _Reader) -> Label | None:
    subject = entry.section("subject")
    if subject is None:
        return None
    return Label(subject.text("kind"), subject.text("id"), subject.text("title") or None)


def _key(entry: _Reader) -> str:
    label = _label(entry)
    return f"{entry.text('rule')} {label.kind}:{label.id}" if label else ""


def _finding(entry: _Reader) -> Seen:
    return Seen(
        entry.text("rule"),
        _label(entry) or Label("company", "company"),
        entry.severity(),
        entry.text("message"),
        entry.section("accepted") is not None,
        _place(entry.section("location")),
        {
            fact.text("path"): fact.value("value")
            for fact in entry.several("evidence")
            if fact.text("origin") != "inferred"
        },
    )


def _governed(file: _Reader) -> Iterator[Seen]:
    for entry in file.several("governance"):
        risk = entry.section("accepted")
        subject = f"{risk.text('rule')}/{risk.text('subject')}" if risk else ""
        place = _place(entry.section("location"))
        yield Seen(entry.text("rule"), Label("accepted", subject), entry.severity(), entry.text("message"), place=place)


def _place(location: _Reader | None) -> Place | None:
    if location is None or not location.has("line"):
        return None
    line, column = location.whole_number("line"), location.whole_number("column")
    return Place(location.text("file"), Span(line, column, line, column + 1))
