"""A questionnaire as a workbook: a sheet for every section, an answer beside every question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from itertools import groupby
from math import ceil
from typing import Any, Final, NamedTuple, get_args

from salesaudit.questionnaire.answer import STATUSES, Status
from salesaudit.questionnaire.asked import Asked
from salesaudit.questionnaire.choosing import MANY, Known, Option, known_of, options
from salesaudit.questionnaire.definition import RespondentKind
from salesaudit.questionnaire.hearing import Said
from salesaudit.questionnaire.session import Session
from salesaudit.questionnaire.showing import shown
from salesaudit.questionnaire.spoken import plain, status
from salesaudit.safety.errors import InputError
from salesaudit.safety.sheets import SheetCell, cells
from salesaudit.safety.text import clean
from salesaudit.texts.catalogue import LANGUAGES, messages, say

ID, QUESTION, ANSWER, HINT = range(4)
"""The columns of a sheet, from the left."""
ANSWER_COLUMN: Final = ANSWER + 1
WIDTHS: Final = {QUESTION: 46, ANSWER: 36, HINT: 54}
"""In characters."""
LINE: Final = 15.5
"""The height of a line, in points."""
NAME_ROW: Final = 8
"""The row of the cover where the respondent's name goes, counted from 0."""
FIRST_ROW: Final = 2
"""Rows above the first question of a section, counted from 0."""
LONGEST_NAME: Final = 31
LONGEST_LIST: Final = 250
"""Characters that a drop-down takes when its choices stand in the cell itself."""
CELL: Final = 32_000
MARK: Final = "salesaudit_questionnaire"
"""Stands in the first cell of the first sheet."""
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\']")
_CREATED: Final = datetime(2000, 1, 1)  # noqa: DTZ001  (a workbook knows no zones)
"""Every workbook says that it was made then: the same questionnaire gives the same bytes."""


class Filled(NamedTuple):
    """A workbook that came back: which questionnaire (``owner@1``), of whom, in which language, and what was said."""

    questionnaire: str
    respondent: str
    name: str
    language: str
    said: tuple[Said, ...]


# --- out ---


def workbook(session: Session) -> bytes:
    """Return the questions that are open now as a workbook. Raises ImportError without xlsxwriter."""
    from xlsxwriter import Workbook

    target = BytesIO()
    book = Workbook(
        target,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    book.set_properties({"title": session.questionnaire.title.in_(session.lang), "created": _CREATED})
    _Writer(book, session).write()
    book.close()
    return target.getvalue()


class _Writer:
    def __init__(self, book: Any, session: Session) -> None:
        self._book = book
        self._session = session
        self._lang = session.lang
        self._names: set[str] = set()
        base = {"font_name": "Arial", "font_size": 11, "text_wrap": True, "valign": "top"}
        self._text = book.add_format({**base, "locked": True, "indent": 1})
        self._soft = book.add_format({**base, "locked": True, "indent": 1, "font_color": "#57606E", "font_size": 10})
        self._head = book.add_format({**base, "locked": True, "bold": True, "bottom": 1})
        self._title = book.add_format({**base, "locked": True, "bold": True, "font_size": 14, "text_wrap": False})
        self._open = book.add_format(
            {**base, "locked": False, "num_format": "@", "bg_color": "#FFF9E5", "border": 1, "border_color": "#C9B458"}
        )
        self._lists = 0

    def write(self) -> None:
        self._cover()
        self._choices = self._book.add_worksheet(MARK)
        instances = self._session.settled.instances
        asked = [self._session.ask(instance.key) for instance in instances]
        sections = [instance.section.id for instance in instances]
        for _, group in groupby(zip(sections, asked, strict=True), key=lambda pair: pair[0]):
            self._section([one for _, one in group])
        self._choices.very_hidden()

    def _say(self, key: str, **values: object) -> str:
        return say(f"sheet.{key}", self._lang, **values)

    def _sheet(self, name: str) -> Any:
        wanted = _FORBIDDEN.sub(" ", clean(name))[:LONGEST_NAME].strip(" «(,-–") or self._say("section")
        unique, number = wanted, 2
        while unique.casefold() in self._names:
            unique = f"{wanted[: LONGEST_NAME - 4]} {number}"
            number += 1
        self._names.add(unique.casefold())
        sheet = self._book.add_worksheet(unique)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.protect("", {"format_columns": True, "format_rows": True})
        return sheet

    def _cover(self) -> None:
        session, sheet = self._session, self._sheet(self._say("cover"))
        sheet.set_column(0, 0, 34, self._text)
        sheet.set_column(1, 1, 62, self._text)
        told = (MARK, session.questionnaire.name), ("language", session.lang), ("as", session.respondent.as_)
        for row, (key, value) in enumerate(told):
            sheet.write_string(row, 0, key, self._soft)
            sheet.write_string(row, 1, value, self._soft)
            sheet.set_row(row, None, None, {"hidden": True})
        sheet.write_string(len(told), 0, session.questionnaire.title.in_(self._lang), self._title)
        for row, text in enumerate(
            (session.questionnaire.intro.in_(self._lang), self._say("how"), self._say("more")), len(told) + 1
        ):
            sheet.merge_range(row, 0, row, 1, text, self._text)
            sheet.set_row(row, _height((text, 90)))
        sheet.write_string(NAME_ROW, 0, self._say("name"), self._text)
        sheet.write_string(NAME_ROW, 1, _fitting(session.respondent.name), self._open)

    def _section(self, asked: Sequence[Asked]) -> None:
        sheet = self._sheet(asked[0].section)
        sheet.set_column(ID, ID, 14, self._soft, {"hidden": True})
        for column, width in WIDTHS.items():
            sheet.set_column(column, column, width)
        sheet.write_string(0, QUESTION, clean(asked[0].section), self._title)
        for column, key in ((ID, "id"), (QUESTION, "question"), (ANSWER, "answer"), (HINT, "hint")):
            sheet.write_string(1, column, self._say(key), self._head)
        sheet.freeze_panes(FIRST_ROW, 0)
        for row, one in enumerate(asked, FIRST_ROW):
            self._row(sheet, row, one)

    def _row(self, sheet: Any, row: int, asked: Asked) -> None:
        question = asked.question
        known = known_of(self._session.settled.data, offered=asked.options)
        offered = options(question, known, self._lang) if question.type != "yes_no" else self._yes_or_no()
        several = question.type in MANY or question.several
        about = f"{asked.title}. " if asked.title and asked.title not in asked.text else ""
        texts = {
            QUESTION: _fitting(about + asked.text),
            ANSWER: _fitting(self._before(asked, known)),
            HINT: _fitting(self._hint(asked, offered, several=several)),
        }
        sheet.set_row(row, _height(*((text, WIDTHS[column]) for column, text in texts.items())))
        sheet.write_string(row, ID, asked.key, self._soft)
        for (column, text), look in zip(texts.items(), (self._text, self._open, self._soft), strict=True):
            if text:
                sheet.write_string(row, column, text, look)
            else:
                sheet.write_blank(row, column, None, look)
        if offered and not several:
            states = [messages(self._lang)[f"answer.{state}"] for state in asked.question.allow]
            sheet.data_validation(row, ANSWER, row, ANSWER, self._drop_down([*(o.title for o in offered), *states]))

    def _yes_or_no(self) -> tuple[Option, ...]:
        return tuple(Option(word, messages(self._lang)[f"answer.{word}"]) for word in ("yes", "no"))

    def _before(self, asked: Asked, known: Known) -> str:
        given = asked.previous
        if given is None:
            return ""
        return given.said or shown(asked.question, given.value, self._lang, known, given.status)

    def _hint(self, asked: Asked, offered: Sequence[Option], *, several: bool) -> str:
        parts = [asked.why]
        if several and offered:
            parts.append(self._say("several", choices="; ".join(option.title for option in offered)))
        if asked.question.parts:
            parts.append(
                self._say("parts", parts="; ".join(p.text.in_(self._lang) for p in asked.question.parts_worded))
            )
        if asked.example:
            parts.append(say("ask.example", self._lang, example=asked.example))
        return " ".join(parts)

    def _drop_down(self, choices: Sequence[str]) -> dict[str, Any]:
        """Return a list to choose from; a long one stands on a sheet of its own, for a cell has little room."""
        texts = [_fitting(text) for text in choices]
        source: Any = texts
        if len(",".join(texts)) > LONGEST_LIST or any("," in text for text in texts):
            for row, text in enumerate(texts):
                self._choices.write_string(row, self._lists, text)
            column = _letters(self._lists)
            source = f"={MARK}!${column}$1:${column}${len(texts)}"
            self._lists += 1
        # a warning, no refusal: «не знаю» in other words is an answer too
        return {"validate": "list", "source": source, "error_type": "warning", "show_error": False}


def _height(*texts: tuple[str, int]) -> float:
    """Return the height of a row in which texts stand in cells of so many characters."""
    return LINE * max(sum(ceil(max(len(part), 1) / width) for part in text.split("\n")) for text, width in texts) + 4


def _fitting(text: str) -> str:
    return clean(text)[:CELL]


def _letters(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


# --- in ---


def read_workbook(data: bytes, name: str) -> Filled:
    """Read a workbook that came back. Raises InputError; ImportError without openpyxl."""
    found = cells(data, name)
    first = {(cell.row, cell.column): cell.text for cell in found if cell.sheet == found[0].sheet}
    of, language, as_, who = (first.get((row, 2), "") for row in (1, 2, 3, NAME_ROW + 1))
    if first.get((1, 1)) != MARK:
        raise InputError("sheet.not_ours", hint="sheet.not_ours.hint", file=name)
    if not of or language not in LANGUAGES or as_ not in get_args(RespondentKind):
        raise InputError("questionnaire.not_read", hint="sheet.not_ours.hint", file=name)
    return Filled(of, as_, who, language, tuple(_said(found, first_sheet=found[0].sheet)))


def _said(found: Sequence[SheetCell], *, first_sheet: str) -> Iterator[Said]:
    ids = {(cell.sheet, cell.row): cell.text for cell in found if cell.column == ID + 1 and cell.row > FIRST_ROW}
    for cell in found:
        key = ids.get((cell.sheet, cell.row))
        if cell.column != ANSWER_COLUMN or key is None or cell.sheet in (first_sheet, MARK):
            continue
        question, _, entry = key.partition("/")
        yield Said(question, entry, _text(cell), _status(cell.text), f"{cell.sheet}!{cell.address}")


def _text(cell: SheetCell) -> str:
    return "" if _status(cell.text) != "answered" else cell.text


def _status(text: str) -> Status:
    said = plain(text)
    for state in STATUSES[1:]:
        if any(said == plain(messages(lang)[f"answer.{state}"]) for lang in LANGUAGES):
            return state
    return status(said) or "answered"
