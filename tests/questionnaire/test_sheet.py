"""A questionnaire as a workbook: out with what people need to fill it in, and back with every answer at its address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from salesaudit.questionnaire.answer import Given
from salesaudit.questionnaire.definition import ids, load
from salesaudit.questionnaire.hearing import hear
from salesaudit.questionnaire.session import Respondent, Session
from salesaudit.questionnaire.sheet import MARK, read_workbook, workbook
from salesaudit.safety.errors import InputError
from tests.questionnaire.small import small

COMPANY = {
    "company": {"name": '=HYPERLINK("http://evil.example")', "headcount": 24},
    "roles": {"owner": {}, "sales_rep": {}},
    "people": {"p": {"name": "@Иван\x1b[2J", "roles": ["sales_rep"]}},
    "departments": {"sales": {}, "stock": {"title": "=1+1"}},
}
KINDS = small("""
    - id: kinds
      title: {ru: О компании, en: About us}
      questions:
        - {id: staff, fills: company.headcount, type: count}
        - {id: top, fills: company.top_customer_share, type: share}
        - {id: revenue, fills: company.revenue, type: money}
        - {id: first_answer, fills: lead_generation.first_response, type: duration}
        - {id: reviewed, fills: company.functions_reviewed, type: date}
        - {id: captive, fills: company.captive, type: yes_no}
        - {id: market, fills: company.market, type: choice, words: market}
        - {id: keeps, fills: elements.compensation.motives, type: many, words: motive}
        - {id: tax, fills: strategy.positioning, type: text, allow: [unknown, declined]}
""")


def opened(session: Session) -> Workbook:
    return load_workbook(BytesIO(workbook(session)))


def sections(book: Workbook) -> list[Worksheet]:
    """Return the sheets that people fill in, one for each section."""
    return [sheet for sheet in book.worksheets[1:] if sheet.title != MARK]


def filled(session: Session, values: Mapping[str, Any], formats: Mapping[str, str] | None = None) -> bytes:
    """Return the workbook of a session with values put into the answer cells of some questions."""
    book = opened(session)
    for sheet in sections(book):
        for row in sheet.iter_rows(min_row=3, max_col=4):
            if (key := str(row[0].value)) in values:
                row[2].value = values[key]
                row[2].number_format = (formats or {}).get(key, row[2].number_format)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("id_", ids())
def test_every_question_that_is_open_has_a_row_and_every_row_an_open_cell(id_: str, lang: str) -> None:
    session = Session.start(load(id_), lang, "owner", COMPANY)
    rows = [row for sheet in sections(opened(session)) for row in sheet.iter_rows(min_row=3, max_col=4)]
    assert [row[0].value for row in rows] == [instance.key for instance in session.settled.instances]
    for row in rows:
        assert [cell.protection.locked for cell in row] == [True, True, False, True]


@pytest.mark.parametrize("id_", ids())
def test_its_sheets_are_locked_and_its_ids_out_of_sight(id_: str) -> None:
    book = opened(Session.start(load(id_), "ru", "owner", COMPANY))
    assert book[MARK].sheet_state == "veryHidden"
    for sheet in sections(book):
        assert sheet.protection.sheet
        assert sheet.column_dimensions["A"].hidden


def test_no_text_becomes_a_formula_and_nothing_in_it_commands_a_terminal() -> None:
    session = Session.start(load("owner"), "en", Respondent("owner", "=cmd|' /C calc'!A0"), COMPANY)
    session = session.take((Given("company_values_words", "", "answered", "=1+1", "=1+1"),))
    for sheet in opened(session).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n")
                assert cell.data_type == "s" or cell.value is None
                assert "\x1b" not in str(cell.value)


def test_a_choice_has_a_drop_down_with_its_choices_and_the_other_answers() -> None:
    (sheet,) = sections(opened(Session.start(KINDS, "ru", "owner")))
    lists = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    assert lists["C8"] == '"да,нет,не знаю,к нам не относится,не хочу отвечать"'
    assert "компаниям" in lists["C9"] or MARK in lists["C9"]
    assert not {"C3", "C4", "C5", "C10"} & lists.keys()


def test_long_lists_stand_on_a_sheet_of_their_own() -> None:
    book = opened(Session.start(load("leader"), "ru", "leader", COMPANY))
    formulas = [one.formula1 for sheet in book.worksheets for one in sheet.data_validations.dataValidation]
    assert any(formula.startswith(MARK) for formula in formulas)
    assert all(len(formula) <= 257 for formula in formulas)


def test_the_same_questionnaire_gives_the_same_bytes() -> None:
    session = Session.start(load("owner"), "ru", "owner", COMPANY)
    assert workbook(session) == workbook(session)


# --- back ---

TYPED: dict[str, tuple[object, str, object]] = {
    "staff": (24, "General", 24),
    "top": (0.35, "0%", 0.35),
    "revenue": (120_000_000, "#,##0", 120_000_000),
    "first_answer": (dt.time(2, 30), "hh:mm", 2.5),
    "reviewed": (dt.date(2025, 3, 15), "dd.mm.yyyy", "2025-03-15"),
    "captive": (True, "General", True),
}


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_what_is_typed_in_comes_in_right(lang: str) -> None:
    session = Session.start(KINDS, lang, "owner")
    values = {key: value for key, (value, _, _) in TYPED.items()}
    book = filled(session, values, {key: number_format for key, (_, number_format, _) in TYPED.items()})
    heard = hear(session, read_workbook(book, "k.xlsx").said)
    assert heard.unclear == ()
    assert {given.question: given.value for given in heard.session.answers} == {k: v[2] for k, v in TYPED.items()}


def test_words_come_in_as_in_a_talk() -> None:
    session = Session.start(KINDS, "ru", Respondent("owner", "Анна"))
    said = {"staff": "человек двадцать", "top": "не знаю", "revenue": "не хочу отвечать", "captive": "нет"}
    back = read_workbook(filled(session, said), "k.xlsx")
    assert (back.questionnaire, back.respondent, back.name, back.language) == ("small@1", "owner", "Анна", "ru")
    given = {one.question: (one.status, one.value, one.said) for one in hear(session, back.said).session.answers}
    assert given == {
        "staff": ("answered", 20, "человек двадцать"),
        "top": ("unknown", None, ""),
        "revenue": ("declined", None, ""),
        "captive": ("answered", False, "нет"),
    }


def test_what_is_not_understood_is_named_by_its_cell() -> None:
    session = Session.start(KINDS, "ru", "owner")
    back = read_workbook(filled(session, {"staff": "много", "market": "рынок", "top": "половина"}), "k.xlsx")
    unclear = hear(session, back.said).unclear
    assert [one.said.where for one in unclear] == ["О компании!C3", "О компании!C9"]
    assert all(one.about and one.sentence for one in unclear)


def test_an_earlier_answer_stands_in_its_cell() -> None:
    session = Session.start(KINDS, "ru", "owner").take(
        (
            Given("staff", "", "answered", 24),
            Given("top", "", "unknown"),
            Given("revenue", "", "answered", 1e6, "лимон"),
        )
    )
    (sheet,) = sections(opened(session))
    assert [sheet.cell(row, 3).value for row in (3, 4, 5, 6)] == ["24", "не знаю", "лимон", None]


def test_another_workbook_is_not_taken_for_ours() -> None:
    book = Workbook()
    target = BytesIO()
    book.save(target)
    with pytest.raises(InputError) as caught:
        read_workbook(target.getvalue(), "k.xlsx")
    assert caught.value.key == "sheet.not_ours"


@pytest.mark.parametrize(("row", "value"), [(1, ""), (2, "fr"), (3, "god")])
def test_a_workbook_whose_head_was_changed_is_refused(row: int, value: str) -> None:
    book = opened(Session.start(KINDS, "ru", "owner"))
    book.worksheets[0].cell(row, 2).value = value
    target = BytesIO()
    book.save(target)
    with pytest.raises(InputError) as caught:
        read_workbook(target.getvalue(), "k.xlsx")
    assert caught.value.key == "questionnaire.not_read"
