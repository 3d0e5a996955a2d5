"""What the paged faces, PDF and DOCX, lay out: the view as plain values, with what only a page needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from salesaudit.report.faces.colours import LIGHT_PAGES, parsed, readable, written
from salesaudit.report.faces.plain import cleaned, narrow_columns, parts, plain, words
from salesaudit.report.view import Table, View
from salesaudit.safety.text import truncate
from salesaudit.texts import show

UPRIGHT: Final = 6
LYING: Final = 10
"""The most columns of words that an upright and a lying page hold."""
_LONG: Final = 1_500
"""Characters of a row that may not fit on one page, so that it has to break."""
_HEADER: Final = 80
"""Columns of text that the running header has for the company."""
_FIGURES: Final = ("share", "money", "number", "days")


def laid_out(view: View, shown: Callable[[str], str] = cleaned) -> dict[str, Any]:
    """Return ``view`` and ``words``, and beside them titles of areas, tables in parts that a page holds, the day."""
    values = plain(view, shown)
    for topic, source in zip(values["topics"], view.topics, strict=True):
        topic["cost"] = show.number(source.points, view.lang, 1) if source.points else ""
        topic["actors"] = ", ".join(dict.fromkeys(filter(None, (topic["actor"], topic["who"]))))
        for fact in (fact for case in topic["cases"] for fact in case["facts"]):
            fact["where"] = fact["place"] or fact["path"]
    for risk in values["accepted"]:
        risk["until"] = "\n".join(filter(None, (risk["until"], risk["problem"])))
    _mark_long(values)
    brand = parsed(view.brand.colour)
    pictured = {picture.table for picture in view.pictures}
    return {
        "view": values,
        "words": words(view.lang),
        "title": title_of(view, shown),
        "company": truncate(shown(view.company).replace("\n", " "), _HEADER),
        "day": show.date(view.as_of, view.lang) if view.as_of else "",
        "colour": written(readable(brand, LIGHT_PAGES)) if brand else "",
        "areas": {area["id"]: area["title"] for area in values["areas"]},
        "topics": [topic["rule"] for topic in values["topics"]],
        "show_rules": any(topic.show_rule for topic in view.topics),
        "matrix": [] if view.matrix in pictured else tables(view.matrix, shown),
        "answers": tables(view.answers, shown),
        "thresholds": tables(view.method.thresholds, shown),
        "compared": tables(view.comparison.areas, shown) if view.comparison else [],
    }


def title_of(view: View, shown: Callable[[str], str] = cleaned) -> str:
    """Return the title of the report as one line that names the company."""
    said = view.title if view.company in view.title else f"{view.title}: {view.company}"
    return shown(said).replace("\n", " ")


def tables(table: Table, shown: Callable[[str], str] = cleaned, room: int = UPRIGHT) -> list[dict[str, Any]]:
    """Return a table as one or more that fit the width of a page; none where it has no rows."""
    return [
        {
            "head": [shown(name) for name in part.head],
            "upright": narrow_columns(part),
            "right": [_is_figures(part, column) for column in range(len(part.head))],
            "rows": [[{"text": shown(cell.text), "mark": cell.mark} for cell in row] for row in part.rows],
            "long": any(sum(len(cell.text) for cell in row) > _LONG for row in part.rows),
        }
        for part in parts(table, room)
    ]


def _mark_long(value: Any) -> None:
    """Say of every record, at any depth, whether it has to break over pages."""
    if isinstance(value, dict):
        value["long"] = sum(len(item) for item in value.values() if isinstance(item, str)) > _LONG
        for item in value.values():
            _mark_long(item)
    elif isinstance(value, list):
        for item in value:
            _mark_long(item)


def _is_figures(table: Table, column: int) -> bool:
    """Tell whether a column is to stand flush right: it holds figures and no words."""
    cells = [row[column] for row in table.rows if row[column].text]
    return bool(cells) and all(cell.form in _FIGURES for cell in cells)
