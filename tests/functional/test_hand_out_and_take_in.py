"""``questionnaire export`` and ``import``: what is handed out comes back as a company's file, or as reasons why not."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.functional.command import run

SAID = """\
salesaudit_said: 1
questionnaire: owner@1
respondent: {as: owner, name: "Анна"}
answers:
  - {question: company_name, said: "Ромашка"}
  - {question: company_headcount, said: "человек двадцать пять"}
  - {question: roles_here, said: "собственник; менеджер по продажам"}
"""
WRONG = """\
  - {question: company_revenue, said: "сколько-то"}
  - {question: company_market, said: "рынок"}
  - {question: nonsense, said: "1"}
"""


def taken(folder: Path, file: str, *more: str) -> tuple[int, str, str]:
    return run("questionnaire", "import", file, "--company", "c.yaml", "--lang", "ru", *more, cwd=folder)


def test_answers_in_words_become_a_company(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SAID, "utf-8")
    code, out, err = taken(tmp_path, "a.yaml")
    assert (code, err) == (0, "")
    assert "Записано: c.yaml" in out
    written = (tmp_path / "c.yaml").read_text("utf-8")
    assert "headcount: 25" in written
    assert run("check", "c.yaml", cwd=tmp_path).code in (0, 1, 3)


def test_all_that_is_not_understood_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SAID + WRONG, "utf-8")
    code, out, err = taken(tmp_path, "a.yaml")
    assert (code, out) == (2, "")
    for place, question, said in (("a.yaml:8", "выручка", "сколько-то"), ("a.yaml:9", "продаёте", "рынок")):
        told = err.partition(place)[2].partition("\n\n")[0]
        assert question in told
        assert said in told
        assert len(told.strip().splitlines()) >= 3
    assert "a.yaml:10" in err
    assert "nonsense" in err
    assert "3 ответа не поняты, ничего не записано" in err
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SAID, "utf-8")
    assert taken(tmp_path, "a.yaml", "--dry-run")[0] == 0
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]


def test_an_answer_that_is_not_needed_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SAID + '  - {question: leader_plan, said: "1 млн"}\n', "utf-8")
    code, out, _ = taken(tmp_path, "a.yaml")
    assert code == 0
    assert "a.yaml:8 (leader_plan)" in out


# --- workbooks ---


def handed_out(folder: Path, name: str, *more: str) -> Path:
    result = run("questionnaire", "export", "owner", "-o", name, "--lang", "ru", *more, cwd=folder)
    assert (result.code, result.err) == (0, "")
    return folder / name


def put(path: Path, answers: dict[str, object]) -> set[str]:
    """Fill in answers and return the keys of all questions."""
    book = load_workbook(BytesIO(path.read_bytes()))
    rows = [row for sheet in book.worksheets[1:] for row in sheet.iter_rows(min_row=3, max_col=4) if row[3].value]
    for row in rows:
        if row[0].value in answers:
            row[2].value = answers[row[0].value]
    book.save(path)
    return {str(row[0].value) for row in rows}


def test_a_workbook_comes_back_and_another_asks_what_it_has_opened(tmp_path: Path) -> None:
    first = handed_out(tmp_path, "owner.xlsx")
    roles = "собственник; менеджер по продажам"
    put(first, {"company_name": "Ромашка", "company_headcount": 25, "roles_here": roles})
    assert taken(tmp_path, "owner.xlsx")[0] == 0
    second = handed_out(tmp_path, "second.xlsx", "--company", "c.yaml")
    opened = put(second, {"company_market": "компаниям"})
    assert any(key.endswith("/sales_rep") for key in opened)
    assert taken(tmp_path, "second.xlsx")[0] == 0
    answers = (tmp_path / "answers" / "owner.yaml").read_text("utf-8")
    for kept in ("value: 25", "company_market", "roles.sales_rep"):
        assert kept in answers


def test_a_cell_that_is_not_understood_is_named_by_its_address(tmp_path: Path) -> None:
    put(handed_out(tmp_path, "owner.xlsx"), {"company_headcount": "уйма"})
    code, _, err = taken(tmp_path, "owner.xlsx")
    assert code == 2
    assert "О компании!C5" in err
    assert not (tmp_path / "c.yaml").exists()


@pytest.mark.parametrize("data", [b"PK", b"PK\x03\x04" + b"\0" * 100, b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_workbook_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(data)
    code, out, err = taken(tmp_path, "x.xlsx")
    assert (code, out) == (2, "")
    assert "x.xlsx: это не таблица XLSX" in err


@pytest.mark.parametrize("name", ["owner.html", "owner.xlsx"])
def test_what_is_handed_out_is_the_same_every_time(name: str, tmp_path: Path) -> None:
    assert handed_out(tmp_path, name).read_bytes() == handed_out(tmp_path, f"again-{name}").read_bytes()


def test_a_face_that_there_is_not_is_named(tmp_path: Path) -> None:
    result = run("questionnaire", "export", "owner", "-o", "o.pdf", "--lang", "ru", cwd=tmp_path)
    assert result.code == 2
    assert ".html, .xlsx" in result.err
