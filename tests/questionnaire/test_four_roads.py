"""The same answers by four roads, a talk, the page, a workbook and a file for scripts, are byte for byte alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page

from salesaudit.cli.asking.answers import AnswersFile
from salesaudit.cli.asking.talk import Talk
from salesaudit.formats.lines import Line
from salesaudit.questionnaire.definition import load
from salesaudit.questionnaire.form import form
from salesaudit.questionnaire.hearing import hear, read_said
from salesaudit.questionnaire.normal import answers_file
from salesaudit.questionnaire.session import Respondent, Session
from salesaudit.questionnaire.sheet import read_workbook, workbook
from tests.browser.conftest import Open, browser, open_page  # noqa: F401  (fixtures)

WHO = Respondent("leader", "Анна Сидорова")
COMPANY = {
    "company": {"name": "Ромашка", "headcount": 24, "market": "b2b", "currency": "RUB"},
    "roles": {"owner": {}, "head_of_sales": {}, "sales_rep": {}},
    "people": {
        "anna": {"name": "Анна Сидорова", "roles": ["head_of_sales", "sales_rep"]},
        "ivan": {"name": "Иван Петров", "roles": ["sales_rep"]},
    },
    "departments": {"sales": {"title": "Продажи", "component": "sales"}, "stock": {"title": "Склад"}},
}
LIKELY = {
    "share": ["процентов сорок", "половина", "15 %", "четверть"],
    "money": ["120 млн", "полмиллиона", "450 тыс."],
    "duration": ["полтора дня", "2,5 ч", "две недели", "полчаса"],
    "count": ["человек двадцать", "3", "сорок"],
    "number": ["полтора", "3"],
    "date": ["1 ноября 2025", "15.03.2026"],
    "text": ["как договоримся: «по-разному», a # b", "Срок — три дня; потом звонит руководитель"],
    "names": ["Первый звонок, Встреча и Договор"],
    "counts": ["40, 20, 10"],
}
"""What somebody says to a question of a type, one after another."""


class Answers:
    """What one respondent answers to each question, the same whoever asks: chosen, said or kept to themselves."""

    def __init__(self) -> None:
        self.said: dict[str, str] = {}

    def to(self, session: Session, key: str) -> str:
        """Return what they say: titles of choices, figures in words, sometimes that they do not know."""
        if key not in self.said:
            self.said[key] = self._made_up(session, key, len(self.said))
        return self.said[key]

    @staticmethod
    def _made_up(session: Session, key: str, number: int) -> str:
        asked = session.ask(key)
        question = asked.question
        if number % 7 == 3 and "unknown" in question.allow:
            return "не знаю"
        if number % 2 and "declined" in question.allow:
            return "не хочу отвечать"
        if question.type == "yes_no":
            return ("да", "нет")[number % 2]
        if question.type == "shares":
            first, second, *_ = (part.text.ru for part in question.parts_worded)
            return f"{first} 40; {second} 25"
        titles = [choice.text.ru for choice in asked.options]
        if question.type in ("many", "who_many") or question.several:
            return "; ".join(titles[number % 2 :: 2][:3] or titles[:1]) or asked.none
        return titles[number % len(titles)] if titles else LIKELY[question.type][number % len(LIKELY[question.type])]


def _begun() -> Session:
    return Session.start(load("leader"), "ru", WHO, COMPANY)


# --- a talk ---


class Scripted:
    """A face behind which somebody answers."""

    columns = False

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.cards: list[tuple[str, ...]] = []
        self.talk: Talk | None = None

    def tell(self, lines: Iterable[Line]) -> None:
        for _ in lines:
            continue

    def ask(self, prompt: str, before: str = "", words: Sequence[str] = (), hint: str = "") -> str:
        assert self.talk is not None
        if prompt.strip() != ">":
            return "да"
        session = self.talk.session
        if session.current is None:
            return "готово"
        return self.answers.to(session, session.current.key) if session.card is None else self.line(session)

    def line(self, session: Session) -> str:
        """Return one line for a card.

        What hangs on the rows before it, and an answer with a semicolon of its own, are left to be asked after it.
        """
        assert session.card is not None
        keys = tuple(row.key for row in session.card.rows)
        assert keys not in self.cards, "the line was not understood"
        self.cards.append(keys)
        asked = enumerate(session.card.rows, 1)
        rows = {number: self.answers.to(session, row.key) for number, row in asked if not row.question.remaining}
        line = "; ".join(f"{number}: {said}" for number, said in rows.items() if ";" not in said)
        if not line:
            self.answers.said[keys[0]] = self.answers.to(session, keys[0]).partition(";")[0]
            line = f"1: {self.answers.said[keys[0]]}"
        return line

    def width(self) -> int:
        return 80


def by_talk(answers: Answers) -> Session:
    face = Scripted(answers)
    face.talk = Talk(_begun(), None, face)
    face.talk.hold()
    return face.talk.session


# --- the page ---


def by_page(answers: Answers, opened: Open, tmp_path: Path) -> Session:
    page = opened(form(_begun()))
    page.wait_for_selector("#next")
    told = _begun()
    done: set[str] = set()
    while True:
        open_ = [key for key in _screen(page) if key not in done]
        if not open_:
            if page.locator("#next").is_hidden():
                break
            page.click("#next")
            continue
        _fill(page, open_[0], answers.to(told, open_[0]))
        done.add(open_[0])
        told = _told(page, tmp_path)
    return told


def _screen(page: Page) -> list[str]:
    found: list[str] = page.evaluate("[...document.querySelectorAll('fieldset')].map(node => node.dataset.key)")
    return found


def _fill(page: Page, key: str, said: str) -> None:
    field = page.locator(f"fieldset[data-key='{key}']")
    state = field.locator(".states label", has_text=said)
    if said in ("не знаю", "не хочу отвечать"):
        state.click()
    elif field.locator(".choices").count():
        for title in said.split("; "):
            field.get_by_label(title, exact=True).check()
    elif field.locator("[data-part]").count():
        for part in said.split("; "):
            title, _, share = part.rpartition(" ")
            field.get_by_label(title).fill(share)
        field.locator("[data-part]").first.blur()
    else:
        field.locator("textarea, input[type=text]").fill(said)
        field.locator("textarea, input[type=text]").blur()


def _told(page: Page, tmp_path: Path) -> Session:
    here = page.input_value("#menu")
    page.select_option("#menu", "end")
    with page.expect_download() as downloading:
        page.click("#download")
    file = tmp_path / "said.yaml"
    downloading.value.save_as(file)
    page.select_option("#menu", here)
    respondent, named, said = read_said(file.read_bytes(), "said.yaml")
    assert (respondent, named) == ({"as": "leader", "name": WHO.name}, "leader@1")
    heard = hear(_begun(), said)
    assert heard.unclear == ()
    assert heard.idle == ()
    return heard.session


# --- a workbook, and another for the questions that it has opened ---


def by_workbook(answers: Answers) -> Session:
    session = _begun()
    while True:
        book = load_workbook(BytesIO(workbook(session)))
        written = 0
        for sheet in book.worksheets[1:]:
            for row in sheet.iter_rows(min_row=3, max_col=4):
                key, answer = str(row[0].value or ""), row[2]
                if key in session.settled.by_key and not answer.value:
                    answer.value = answers.to(session, key)
                    written += 1
        if not written:
            return session
        target = BytesIO()
        book.save(target)
        filled = read_workbook(target.getvalue(), "leader.xlsx")
        assert (filled.questionnaire, filled.respondent, filled.name) == ("leader@1", "leader", WHO.name)
        heard = hear(session, filled.said)
        assert heard.unclear == ()
        session = heard.session


# --- a file for scripts ---


def by_file(said: Mapping[str, str], session: Session, tmp_path: Path) -> Session:
    """Return a session that has read all answers at once, the last first."""
    keys = [key for key in session.settled.by_key if key in said]
    lines = [f"  - {{{_about(key)}, said: {_quoted(said[key])}}}" for key in reversed(keys)]
    head = ["salesaudit_said: 1", "questionnaire: leader@1", "respondent: {as: leader}", "answers:"]
    file = tmp_path / "answers.yaml"
    file.write_text("\n".join([*head, *lines, ""]), "utf-8")
    return AnswersFile.read(str(file)).taken_by(_begun())


def _about(key: str) -> str:
    question, _, entry = key.partition("/")
    return f"question: {question}" + (f", entry: {entry}" if entry else "")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@pytest.mark.slow
def test_four_roads_lead_to_the_same_answers(open_page: Open, tmp_path: Path) -> None:  # noqa: F811
    answers = Answers()
    talked = by_talk(answers)
    expected = answers_file(talked)
    assert len(talked.answers) > 60
    assert {given.status for given in talked.answers} == {"answered", "unknown", "declined"}
    assert {"anna", "ivan"} <= {given.entry for given in talked.answers}
    assert answers_file(by_file(answers.said, talked, tmp_path)).decode() == expected.decode()
    assert answers_file(by_workbook(answers)).decode() == expected.decode()
    assert answers_file(by_page(answers, open_page, tmp_path)).decode() == expected.decode()
