"""What a conversation shows, asks for and leaves behind, with somebody who answers from a list."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from salesaudit.cli.asking import wording
from salesaudit.cli.asking.begin import Wanted, begin, refuse_unwritable
from salesaudit.cli.asking.conversation import command, converse
from salesaudit.formats.lines import plain
from salesaudit.orgfile.load import load
from salesaudit.questionnaire.definition import load as definition
from salesaudit.questionnaire.log import Head, Log
from salesaudit.questionnaire.session import Session
from salesaudit.safety.errors import InputError, UsageError
from tests.asking.scripted import Scripted
from tests.functional.command import run

COMPANY = """\
salesaudit: 1

# Our company, do not lose this line
company:
  name: Daisy  # since 2003
  market: b2b
  headcount: 24
roles:
  owner: {}
  head_of_sales: {reports_to: owner}
  sales_rep: {count: 3, reports_to: head_of_sales}
"""
BEGINNING = ("Daisy; to companies; 24",)


def talked(folder: Path, *said: str, code: int = 0, **wanted: object) -> str:
    """Hold a conversation in English about ``company.yaml`` and return all that it showed."""
    face = Scripted(said)
    file = str(folder / "company.yaml")
    start = Wanted(**{"file": file, "questionnaire": None, "as_": None, "name": "", "date": "", "missing": False,
                      "lang": "en", **wanted})  # type: ignore[arg-type]  # fmt: skip
    assert converse(begin(start), file, face, None, None) == code
    return face.shown


def asked(shown: str) -> list[str]:
    """Return the questions that were asked, with their numbers."""
    return [line for line in shown.splitlines() if line[:1].isdigit()]


def answers(folder: Path) -> dict[str, object]:
    with Log(folder / "company.answers.log", Head("owner@1", "owner")) as log:
        return {given.key: given.value for given in log.answers}


# --- moving about ---


def test_an_answer_that_was_typed_as_it_is_shown_is_not_repeated(tmp_path: Path) -> None:
    shown = talked(tmp_path, "1: Daisy", "to companies", "24", "question 2", "1", "stop")

    assert shown.count("✓") == 2
    assert "✓ to companies" in shown


def test_back_fills_in_the_earlier_answer_and_enter_keeps_it(tmp_path: Path) -> None:
    face = Scripted(["1: Daisy", "<", "", "to companies", "<", "", "stop"])
    file = str(tmp_path / "company.yaml")
    converse(begin(Wanted(file, None, None, "", "", False, "en")), file, face, None, None)

    assert face.before[:6] == ["", "", "Daisy", "", "", "to companies"]
    assert answers(tmp_path) == {"company_name": "Daisy", "company_market": "b2b"}


def test_there_is_nothing_before_the_first_question(tmp_path: Path) -> None:
    assert "first question" in talked(tmp_path, "back", *BEGINNING, "stop")


@pytest.mark.parametrize("said", ["question 1", "вопрос 1", "к вопросу 1", "Question No. 1", "вопрос № 1"])
def test_a_question_is_reached_by_its_number(said: str, tmp_path: Path) -> None:
    talked(tmp_path, *BEGINNING, "1, 6", said.replace("1", "2"), "1", "stop")

    assert answers(tmp_path)["roles_here"] == ["owner"]


def test_numbers_stay_with_their_questions(tmp_path: Path) -> None:
    questions = asked(talked(tmp_path, *BEGINNING, "1, 6", "question 2", "<", "stop"))

    assert questions[0] == questions[-1]
    assert questions[1] == questions[-2]
    assert "no question 9" in talked(tmp_path, "question 9", "stop").lower()


def test_the_review_leads_to_an_answer_and_back(tmp_path: Path) -> None:
    shown = talked(tmp_path, *BEGINNING, "skip", "review", "77", "x", "1.1", "Rose", "review", "back", "stop")

    assert "1.1. What is the company called? — Daisy" in shown
    assert "— put off" in shown
    assert "no question 77" in shown
    assert "neither the number" in shown
    assert "— Rose" in shown


def test_done_in_the_review_ends_the_talk(tmp_path: Path) -> None:
    assert "Written:" in talked(tmp_path, *BEGINNING, "review", "done")


def test_a_figure_that_was_worked_out_counts_after_a_yes(tmp_path: Path) -> None:
    shown = talked(tmp_path, "2: to companies", "Daisy", "twenty-four", "12", "stop")

    assert "I understand: 24" in shown
    assert answers(tmp_path)["company_headcount"] == 12


def test_a_question_mark_says_why_and_which_rules(tmp_path: Path) -> None:
    shown = talked(tmp_path, *BEGINNING, "?", "stop")

    assert "hang on the answer" in shown
    assert "more checks" in shown


def test_an_unknown_that_is_not_allowed_is_refused_with_a_way_out(tmp_path: Path) -> None:
    assert "type “skip”" in talked(tmp_path, *BEGINNING, "question 1.1", "don't know", "Daisy", "stop")


def test_long_lists_stand_in_columns_only_where_there_is_room() -> None:
    titles = [f"choice number {number}" for number in range(1, 24)]
    rows = {width: plain(wording.choices(titles, width)).splitlines() for width in (0, 40, 80, 120)}

    assert [len(rows[width]) for width in (0, 40, 80, 120)] == [23, 23, 8, 8]
    assert max(map(len, rows[80])) <= 80
    assert rows[80][0].split("  ")[1].strip() == "1. choice number 1"
    assert all(any(f"{number}. choice number {number}" in row for row in rows[80]) for number in range(1, 24))
    assert len(plain(wording.choices(titles[:7], 120)).splitlines()) == 7


# --- the company's file ---


def test_plain_facts_of_the_file_are_not_asked_again(tmp_path: Path) -> None:
    (tmp_path / "company.yaml").write_text(COMPANY)
    questions = " ".join(asked(talked(tmp_path, *["skip"] * 12, "stop")))

    assert "in brief" not in questions
    assert "company called?" not in questions


def test_a_change_is_shown_first_and_keeps_comments_and_order(tmp_path: Path) -> None:
    file = tmp_path / "company.yaml"
    file.write_text(COMPANY)
    talked(tmp_path, "skip", "stop")
    assert file.read_text() == COMPANY

    shown = talked(tmp_path, *["don't know"] * 3, "stop", "n", "yes")

    assert "What would change" in shown
    assert "Type the word: yes or no" in shown
    assert "# Our company, do not lose this line" in file.read_text()
    assert "name: Daisy  # since 2003" in file.read_text()


def test_whoever_says_no_keeps_the_file_and_the_answers(tmp_path: Path) -> None:
    file = tmp_path / "company.yaml"
    file.write_text(COMPANY)
    shown = talked(tmp_path, *["don't know"] * 3, "stop", "no")

    assert "The file is as it was, the answers are saved. To go on: salesaudit ask" in shown
    assert file.read_text() == COMPANY
    assert answers(tmp_path)


def test_an_input_that_ends_before_the_change_is_confirmed_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "company.yaml"
    file.write_text(COMPANY)
    with pytest.raises(UsageError) as caught:
        talked(tmp_path, *["don't know"] * 3)

    assert caught.value.key == "ask.unconfirmed"
    assert file.read_text() == COMPANY


def test_what_somebody_put_right_in_the_file_is_not_undone_by_old_answers(tmp_path: Path) -> None:
    file = tmp_path / "company.yaml"
    talked(tmp_path, *BEGINNING, "stop")
    file.write_text(file.read_text().replace("headcount: 24", "headcount: 31"))

    shown = talked(tmp_path, "skip", "stop")

    assert "was edited since the last talk" in shown
    assert "31 (in the talk it was: 24)" in shown
    assert load(str(file)).data["company"]["headcount"] == 31
    assert "was edited" not in talked(tmp_path, "skip", "stop")


def test_an_answer_given_after_the_last_writing_counts_though_the_file_says_otherwise(tmp_path: Path) -> None:
    """A kill between the answer and the end of the talk must not look as if somebody had edited the file."""
    file = tmp_path / "company.yaml"
    talked(tmp_path, *BEGINNING, "stop")
    with pytest.raises(UsageError):
        talked(tmp_path, "question 1.3", "40")
    assert load(str(file)).data["company"]["headcount"] == 24

    shown = talked(tmp_path, "stop", "yes")

    assert "was edited" not in shown
    assert load(str(file)).data["company"]["headcount"] == 40


def test_nothing_said_writes_nothing(tmp_path: Path) -> None:
    assert "nothing was written" in talked(tmp_path, "stop")
    assert list(tmp_path.iterdir()) == []


def test_the_verdict_comes_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "company.yaml").write_text(COMPANY.replace("{reports_to: owner}", "{time: {selling: 80%}}"))
    talked(tmp_path, "skip", "stop")
    said = capsys.readouterr().out

    assert "What matters most" in said
    assert "What to ask next" in said
    assert "salesaudit report" in said
    assert "--missing" in said


def test_the_command_to_go_on_names_a_language_that_would_not_be_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SALESAUDIT_LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    session = Session.start(definition("owner"), "ru", "owner")
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert command(session, "a.yaml") == "salesaudit ask a.yaml --lang ru"
    monkeypatch.setenv("LANG", "ru_RU.UTF-8")
    assert command(session, "a.yaml") == "salesaudit ask a.yaml"


def test_what_is_compared_is_asked_without_showing_what_the_file_says(tmp_path: Path) -> None:
    (tmp_path / "company.yaml").write_text(f"{COMPANY}functions: {{planning: {{responsible: [head_of_sales]}}}}\n")
    shown = talked(tmp_path, *["skip"] * 40, "stop", as_="seller", name="Bob Ray")

    assert "sales planning" in shown
    assert "in the file" not in shown


def test_the_review_names_an_entry_once(tmp_path: Path) -> None:
    (tmp_path / "company.yaml").write_text(COMPANY)
    shown = talked(tmp_path, *["skip"] * 40, "review", "stop", as_="owner")

    assert "wner: Owner:" not in shown


# --- who answers ---


def test_everybody_has_a_log_and_an_answers_file_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "company.yaml").write_text(COMPANY)
    for name in ("Ann Lee", "Bob Ray"):
        talked(tmp_path, *["don't know"] * 2, "stop", "yes", as_="seller", name=name)

    assert {path.name for path in (tmp_path / "answers").iterdir()} == {"seller-ann_lee.yaml", "seller-bob_ray.yaml"}
    assert len(list(tmp_path.glob("company.seller-*.answers.log"))) == 2
    assert len(load(str(tmp_path / "company.yaml")).data["answers"]) == 2


def test_who_gives_no_name_is_told_that_somebody_else_needs_one(tmp_path: Path) -> None:
    (tmp_path / "company.yaml").write_text(COMPANY)
    talked(tmp_path, "don't know", "stop", "yes", as_="seller")

    assert "begin with --name" in talked(tmp_path, "stop", as_="seller")


def test_the_short_questionnaire_is_a_beginning_of_the_long_one(tmp_path: Path) -> None:
    talked(tmp_path, *BEGINNING, "stop", questionnaire="express")

    shown = talked(tmp_path, "stop")
    assert "Going on: 3 answers" in shown
    assert "in brief" not in " ".join(asked(shown))


def test_two_who_see_it_differently_are_a_finding(tmp_path: Path) -> None:
    (tmp_path / "company.yaml").write_text(COMPANY)
    for as_, said in (("owner", "Help the customer choose and buy"), ("leader", "Close deals")):
        (tmp_path / f"{as_}.yaml").write_text(
            f"salesaudit_said: 1\nrespondent: {{as: {as_}}}\nquestionnaire: {as_}@1\nanswers:\n"
            f"  - {{question: seller_is_for, said: {said}}}\n"
        )
        done = run("ask", "company.yaml", "--answers", f"{as_}.yaml", "--no-input", "--lang", "en", cwd=tmp_path)
        assert done.code == 0, done.err

    checked = run("check", "company.yaml", "--lang", "en", cwd=tmp_path)
    assert "GAP002" in checked.out
    assert "“to help customers buy” (owner)" in " ".join(checked.out.split())
    reported = run("report", "company.yaml", "-o", "report.md", "--lang", "en", cwd=tmp_path)
    assert reported.code == 0
    assert "GAP002" in (tmp_path / "report.md").read_text()


# --- for scripts ---


def test_a_required_answer_that_is_missing_is_named(tmp_path: Path) -> None:
    head = "salesaudit_answers: 1\nrespondent: {as: owner}\nquestionnaire: owner@1\n"
    (tmp_path / "a.yaml").write_text(f"{head}answers: none\n")
    done = run("ask", "company.yaml", "--answers", "a.yaml", "--no-input", "--lang", "en", cwd=tmp_path)

    assert done.code == 2
    assert "company_name" in done.err
    assert not (tmp_path / "company.yaml").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--no-input",), "--answers FILE"),
        (("--missing",), "Begin without --missing"),
        (("--date", "yesterday"), "2026-11-02"),
        (("--as", "boss"), "owner"),
        (("-q", "ownr"), "owner"),
        (("--answers", "none.yaml"), "none.yaml"),
    ],
)
def test_a_command_that_cannot_be_is_explained(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    done = run("ask", "company.yaml", "--lang", "en", *arguments, cwd=tmp_path)

    assert done.code == 2
    assert said in done.err
    assert list(tmp_path.iterdir()) == []


def test_nobody_there_is_told_how_to_go_on(tmp_path: Path) -> None:
    done = run("ask", "--lang", "en", cwd=tmp_path)

    assert done.code == 2
    assert "--answers FILE --no-input" in done.err


def test_the_questions_go_to_stderr_and_the_result_to_stdout(tmp_path: Path) -> None:
    done = run("ask", "--lang", "en", stdin="\n".join([*BEGINNING, "stop"]).encode(), cwd=tmp_path)

    assert done.code == 0
    assert "1. " not in done.out.splitlines()[0]
    assert "The company in brief" in done.err
    assert "salesaudit report company.yaml" in done.out
    assert "\x1b" not in done.out + done.err


def test_a_folder_that_cannot_be_written_is_refused_before_the_first_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(InputError) as caught:
        refuse_unwritable(str(tmp_path / "company.yaml"))
    assert caught.value.exit_code == 2


def test_a_folder_that_is_not_there_is_refused_before_the_first_question(tmp_path: Path) -> None:
    done = run("ask", "nowhere/company.yaml", "--lang", "en", stdin=b"Daisy\n", cwd=tmp_path)

    assert done.code == 2
    assert "in brief" not in done.err
    assert "nowhere" in done.err
