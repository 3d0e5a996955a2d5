"""The report as a workbook: findings to sort and filter, who does what, actions, answers; numbers are numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from io import BytesIO
from math import floor
from typing import Any, Final

from salesaudit.report.faces.docx import repacked
from salesaudit.report.faces.paper import title_of
from salesaudit.report.faces.pdf import NO_DAY
from salesaudit.report.faces.workbook import Book, Column, Value, height
from salesaudit.report.view import Cell, Conclusion, View
from salesaudit.safety.errors import UsageError

_FRONT: Final = (34, 70, 30, 24)
"""Widths of the columns of sheets that hold several tables, in characters."""


def render(view: View) -> bytes:
    """Return the report as an XLSX; UsageError (``usage.no_office``) where the extra is not installed."""
    try:
        from xlsxwriter import Workbook
    except ImportError as error:
        raise UsageError("usage.no_office", hint="usage.no_office.hint") from error
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = Workbook(out, options)
    made = date.fromisoformat(view.as_of) if view.as_of else NO_DAY
    workbook.set_properties({"title": title_of(view)[:255], "created": datetime.combine(made, time())})
    book = Book(workbook, view.lang)
    for write in (_summary, _findings, _raci, _actions, _answers, _method):
        write(book, view)
    workbook.close()
    return repacked(out.getvalue(), view.as_of)


def _fronted(names: Sequence[str]) -> list[Column]:
    return [Column(name, _FRONT[min(number, len(_FRONT) - 1)]) for number, name in enumerate(names)]


def _severity(word: str, severity: str) -> Cell:
    return Cell(word, mark=severity)


def _summary(book: Book, view: View) -> None:
    sheet = book.sheet("summary")
    sheet.hide_gridlines(2)
    for column, width in enumerate(_FRONT):
        sheet.set_column(column, column, width)
    head, say = view.headline, book.words
    book.put(sheet, 0, 0, title_of(view), bold=True, font_size=18, text_wrap=False)
    book.put(sheet, 1, 0, view.subtitle, font_color="#5B6472", text_wrap=False)
    row = 3
    for name, value in ((say["score"], head.score), ("", head.coverage), ("", head.total), ("", head.raw)):
        if value:
            book.put(sheet, row, 0, name, bold=True)
            book.put(sheet, row, 1, value, bold=bool(name), **({"font_size": 14} if name else {}))
            row += 1
    sheet.set_row(0, 26)
    sheet.set_row(row, height(("", head.counted), _fronted(("", ""))))
    book.put(sheet, row, 0, say["counted"], bold=True)
    book.put(sheet, row, 1, head.counted)
    row += 2
    for title, columns, rows in _summary_tables(view, say):
        if rows:
            book.put(sheet, row, 0, title, bold=True, font_size=13, text_wrap=False)
            row = book.table(sheet, *_for_reader(view, _fronted(columns), rows, (say["rule"],)), top=row + 1) + 1


def _concluded(one: Conclusion) -> str:
    return f"{one.sentence}{one.stop} {one.so}" if one.so else one.sentence


def _summary_tables(view: View, say: dict[str, str]) -> Iterable[tuple[str, tuple[str, ...], list[tuple[Value, ...]]]]:
    yield (
        say["conclusions"],
        (say["severity"], say["finding"], say["rule"]),
        [(_severity(one.severity_word, one.severity), _concluded(one), one.rule) for one in view.conclusions],
    )
    yield (
        say["first_steps"],
        (say["who"], say["action"], say["effort"], say["rule"]),
        [(one.who, one.what, one.effort, one.rule) for one in view.first_steps],
    )
    yield (
        say["findings"],
        (say["severity"], say["finding"]),
        [(_severity(one.word, one.severity), one.sentence) for one in view.headline.counts],
    )
    was = any(one.before is not None for one in view.areas)
    yield (
        say["areas"],
        (say["area"], say["reasons"], say["now"], *([say["before"]] if was else [])),
        [
            (
                one.title,
                _reasons(one.reasons, one.would_tell),
                _score(one.value, one.shown),
                *([_score(one.before, "")] if was else []),
            )
            for one in view.areas
        ],
    )
    yield (
        say["accepted"],
        (say["risk"], say["reason"], say["owner"], say["until"]),
        [(one.risk, one.reason, one.owner, "\n".join(filter(None, (one.until, one.problem))))
         for one in view.accepted],
    )  # fmt: skip
    changes = view.comparison.changes if view.comparison else ()
    yield (
        say["comparison"],
        (say["outcome"], say["finding"], say["rule"]),
        [(change.title, sentence, rule) for change in changes for rule, sentence in change.items],
    )


def _score(value: float | None, shown: str) -> Value:
    """Return a score as the whole number that people read everywhere, or the words for one that is not known."""
    return Cell(shown) if value is None else Cell(shown, floor(value + 0.5), "number")


def _reasons(reasons: Iterable[Any], questions: Iterable[str]) -> str:
    return "\n".join([" — ".join(filter(None, (one.title, one.points))) for one in reasons] + list(questions))


def _findings(book: Book, view: View) -> None:
    say = book.words
    areas = {area.id: area.title for area in view.areas}
    columns = (
        Column(say["severity"], 16), Column(say["rule"], 9), Column(say["area"], 16), Column(say["finding"], 44),
        Column(say["subject"], 18), Column(say["facts"], 38), Column(say["confidence"], 14), Column(say["why"], 40),
        Column(say["fix"], 40), Column(say["first_step"], 36), Column(say["who"], 18), Column(say["effort"], 12),
        Column(say["done"], 32), Column(say["points"], 11), Column(say["place"], 22), Column(say["sources"], 10),
    )  # fmt: skip
    rows = (
        (
            _severity(topic.severity_word, case.severity),
            topic.rule, areas.get(topic.area, ""), case.sentence, case.subject,
            "\n".join(f"{fact.name}: {fact.value} ({fact.origin})" for fact in case.facts),
            case.confidence, topic.why, topic.fix, topic.first_step, topic.actor or topic.who, topic.effort, topic.done,
            topic.points or None, case.place, ", ".join(source.id for source in topic.sources),
        )
        for topic in view.topics for case in topic.cases
    )  # fmt: skip
    sheet = book.sheet("findings")
    book.table(sheet, *_for_reader(view, columns, rows, (say["rule"], say["place"])))
    sheet.fit_to_pages(2, 0)
    sheet.repeat_columns(0, 1)


def _for_reader(
    view: View, columns: Sequence[Column], rows: Iterable[Sequence[Value]], inside: Sequence[str]
) -> tuple[list[Column], list[list[Value]]]:
    """Return a table without the columns `inside`, which name rules and places, where the reader works with neither."""
    shown = any(topic.show_rule for topic in view.topics)
    kept = [number for number, column in enumerate(columns) if shown or column.name not in inside]
    return [columns[number] for number in kept], [[row[number] for number in kept] for row in rows]


def _raci(book: Book, view: View) -> None:
    book.listed(book.sheet("raci"), view.matrix)


def _actions(book: Book, view: View) -> None:
    say = book.words
    columns = (
        Column(say["phase"], 18), Column(say["action"], 56), Column(say["who"], 24), Column(say["by"], 20),
        Column(say["date"], 14), Column(say["effort"], 14), Column(say["done"], 46), Column(say["after"], 36),
        Column(say["rules"], 16),
    )  # fmt: skip
    rows = (
        (
            phase.title, action.what, action.who, action.by,
            Cell(action.by_date, action.by_date, "date") if action.by_date else "",
            action.effort, action.done, action.after, ", ".join(action.rules),
        )
        for phase in view.phases for action in phase.actions
    )  # fmt: skip
    book.table(book.sheet("actions"), *_for_reader(view, columns, rows, (say["rules"],)))


def _answers(book: Book, view: View) -> None:
    sheet, say = book.sheet("answers"), book.words
    row = book.listed(sheet, view.answers, others=30)
    if view.unknown:
        book.put(sheet, row + 1, 0, say["unknown"], bold=True, font_size=13, text_wrap=False)
        columns = (Column(say["question"], 40), Column(say["ask"], 30), Column(say["settles"], 30))
        rows = ((one.question, one.ask, "\n".join(one.settles)) for one in view.unknown)
        book.table(sheet, columns, rows, top=row + 2)


def _method(book: Book, view: View) -> None:
    sheet, say = book.sheet("method"), book.words
    sheet.hide_gridlines(2)
    for column, width in enumerate(_FRONT):
        sheet.set_column(column, column, width)
    row = 0
    for text in view.method.paragraphs:
        sheet.merge_range(row, 0, row, 2, "")
        sheet.set_row(row, height((text,), (Column("", sum(_FRONT[:3])),)))
        book.put(sheet, row, 0, text)
        row += 1
    parts: tuple[tuple[str, tuple[str, ...], Sequence[Sequence[Value]]], ...] = (
        (say["sources"], (say["source"], say["says"]), view.method.sources),
        (say["thresholds"], view.method.thresholds.head, view.method.thresholds.rows),
        (say["inputs"], (say["file"], say["what"], "SHA-256"), view.method.inputs),
        (say["versions"], (say["what"], say["value"]), view.method.versions),
    )
    for title, names, rows in parts:
        if rows:
            book.put(sheet, row + 1, 0, title, bold=True, font_size=13, text_wrap=False)
            row = book.table(sheet, _fronted(names), rows, top=row + 2)
