"""Lists of rules and of the vocabulary: for people, as JSON and as Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from salesaudit.formats.lines import EMPTY, Line, Piece, line, wrapped
from salesaudit.knowledge import vocabulary
from salesaudit.knowledge.entries import Entry
from salesaudit.org.org import BANDS
from salesaudit.rules.registry import Rule
from salesaudit.rules.wording import example, prose
from salesaudit.safety.text import display_width
from salesaudit.texts.catalogue import say


def rules_text(rules: Iterable[Rule], lang: str, width: int) -> Iterator[Line]:
    """Yield the rules by family, each with its title and severities."""
    for family, group in groupby(rules, key=lambda rule: rule.family):
        several = list(group)
        own = several[0].home
        heading = say("explain.own_rule", lang, home=own) if own else vocabulary.word("family", family, lang)
        yield line(Piece(heading, "bold"))
        for rule in several:
            letters = "/".join((rule.severity[band] or "–")[0] for band in BANDS)
            head = (Piece(f"  {rule.id}", "rule"), Piece(f"  {letters}  ", "dim"))
            yield from wrapped(head, prose(rule.id, lang).title, width, " " * 19)
        yield EMPTY


def rules_json(rules: Iterable[Rule]) -> str:
    """Return the rules with their words in both languages."""
    return json.dumps([_rule(rule) for rule in rules], ensure_ascii=False, indent=2) + "\n"


def rules_markdown(rules: Iterable[Rule], lang: str) -> str:
    """Return the rules as a Markdown table."""
    heads = {"ru": ("правило", "М/С/Ср/К", "источники"), "en": ("rule", "M/S/D/L", "sources")}[lang]
    rows = [f"| id | {heads[0]} | {heads[1]} | {heads[2]} |", "|---|---|---|---|"]
    for rule in rules:
        letters = "/".join((rule.severity[band] or "–")[0] for band in BANDS)
        rows.append(f"| {rule.id} | {_cell(prose(rule.id, lang).title)} | {letters} | {' '.join(rule.sources)} |")
    return "\n".join(rows) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    shown = example(rule.id)
    return {
        "id": rule.id,
        "slug": rule.slug,
        "family": rule.family,
        "severity": dict(rule.severity),
        "sources": list(rule.sources),
        "default_on": rule.default_on,
        "parameters": {key: str(value) for key, value in rule.parameters.items()},
        "effort": shown.effort,
        "examples": {"bad": shown.bad, "good": shown.good},
        "texts": {lang: {key: getattr(prose(rule.id, lang), key) for key in _TEXTS} for lang in ("ru", "en")},
    }


_TEXTS = ("title", "finding", "why", "fix", "first_step", "who", "done")


def entries_text(entries: Sequence[Entry], lang: str, width: int) -> Iterator[Line]:
    """Yield the entries of the vocabulary by kind, each with its title and meaning."""
    longest = min(max((display_width(entry.id) for entry in entries), default=0), 30)
    for kind, group in groupby(entries, key=lambda entry: entry.kind):
        yield line(Piece(vocabulary.word("catalogue", kind, lang), "bold"), Piece(f" ({kind})", "dim"))
        for entry in group:
            head = (Piece(f"  {entry.id:<{longest}}  ", "rule"),)
            yield from wrapped(head, f"{entry.title.in_(lang)} — {entry.meaning.in_(lang)}", width, " " * 8)
        yield EMPTY


def entries_json(entries: Iterable[Entry]) -> str:
    """Return the entries with both languages."""
    return json.dumps([_entry(entry) for entry in entries], ensure_ascii=False, indent=2) + "\n"


def entries_markdown(entries: Iterable[Entry], lang: str) -> str:
    """Return the entries as a Markdown table."""
    heads = {"ru": ("вид", "название", "что это"), "en": ("kind", "title", "meaning")}[lang]
    rows = [f"| id | {heads[0]} | {heads[1]} | {heads[2]} |", "|---|---|---|---|"]
    rows += [
        f"| `{entry.id}` | {entry.kind} | {_cell(entry.title.in_(lang))} | {_cell(entry.meaning.in_(lang))} |"
        for entry in entries
    ]
    return "\n".join(rows) + "\n"


def _entry(entry: Entry) -> dict[str, Any]:
    texts = {
        "title": {"ru": entry.title.ru, "en": entry.title.en},
        "meaning": {"ru": entry.meaning.ru, "en": entry.meaning.en},
    }
    common = {"id", "title", "meaning", "sources", "also"}
    slots = [slot for cls in type(entry).__mro__ for slot in getattr(cls, "__slots__", ()) if slot not in common]
    own = {slot: _plain(getattr(entry, slot)) for slot in slots}
    names = {"sources": list(entry.sources), "also": list(entry.also)}
    return {"kind": entry.kind, "id": entry.id, **texts, **names, **own}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return {"ru": value.ru, "en": value.en} if hasattr(value, "ru") else value


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
