"""A conversation goes on where it ended, whatever ended it."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from salesaudit.questionnaire.answer import STATUSES, Given
from salesaudit.questionnaire.log import Head, Log, log_path, read_given
from salesaudit.safety.errors import InputError

HEAD = Head("owner@1", "owner", "Иван Иванов", "2026-11-02", "ru", "company.yaml")
GIVEN = (
    Given("company_name", value="Ромашка", said="Ромашка"),
    Given("share", "petrov", value=0.4, said="ну процентов сорок"),
    Given("roles", value=["owner", "ceo"], said="1, 2"),
    Given("time", "petrov", value={"selling": 0.4, "admin": 0}, said="40/0"),
    Given("captive", value=False, said="нет"),
    Given("headcount", status="unknown", said="\x1b[31mне знаю\u2028\ud800"),
)


def refused(path: Path, head: Head = HEAD) -> InputError:
    before = path.read_bytes()
    with pytest.raises(InputError) as caught:
        Log(path, head)
    kept = path.read_bytes()
    assert kept.startswith(before), "what was there is still there"
    return caught.value


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Log(tmp_path / "a.answers.log", HEAD) as log:
        for given in GIVEN:
            log.give(given)
    return tmp_path / "a.answers.log"


def test_answers_come_back_as_they_were_given(path: Path) -> None:
    with Log(path, replace(HEAD, language="en")) as log:
        assert log.answers == GIVEN
        assert log.head == HEAD
        assert not log.torn


def test_a_correction_is_appended_and_takes_the_earlier_one_s_place(path: Path) -> None:
    before = path.read_bytes()
    other = replace(GIVEN[1], value=0.6, said="нет, шестьдесят")
    with Log(path, HEAD) as log:
        log.give(other)
        assert log.answers[1] == other

    assert path.read_bytes().startswith(before)
    with Log(path, HEAD) as log:
        assert log.answers == (GIVEN[0], other, *GIVEN[2:])


def test_answers_that_fell_away_do_not_come_back_unless_given_again(path: Path) -> None:
    with Log(path, HEAD) as log:
        log.drop(["share/petrov", "captive", "never_answered"])
        log.drop([])
    with Log(path, HEAD) as log:
        assert [given.key for given in log.answers] == ["company_name", "roles", "time/petrov", "headcount"]
        log.give(GIVEN[4])
    with Log(path, HEAD) as log:
        assert log.answers[-1] == GIVEN[4]


def test_the_last_answer_torn_at_any_byte_is_told_and_no_other_is_lost(path: Path) -> None:
    whole = path.read_bytes()
    last = whole.rstrip(b"\n").rindex(b"\n") + 1
    for end in range(last + 1, len(whole), 3):
        path.write_bytes(whole[:end])
        with Log(path, HEAD) as log:
            assert log.torn
            assert log.answers == GIVEN[:-1]


def test_a_newer_version_of_the_questions_goes_on_with_the_same_log(path: Path) -> None:
    with Log(path, replace(HEAD, questionnaire="owner@2", date="2026-12-01", company="other.yaml")) as log:
        assert log.head.questionnaire == "owner@1"


@pytest.mark.parametrize("change", [{"questionnaire": "seller@1"}, {"respondent": "seller"}, {"name": "Пётр"}])
def test_the_answers_of_somebody_else_are_not_mixed_in(change: dict[str, str], path: Path) -> None:
    error = refused(path, replace(HEAD, **change))

    assert (error.key, error.values["who"]) == ("log.other", "Иван Иванов")


def test_a_second_window_is_refused(path: Path) -> None:
    with Log(path, HEAD):
        assert refused(path).key == "journal.busy"


def lines(path: Path, *records: Any) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


@pytest.mark.parametrize(
    "first",
    [
        {},
        {"a": 1},
        {"salesaudit_log": 2},
        {"salesaudit_log": 1},
        {"salesaudit_log": 1, "questionnaire": 1, "respondent": "o"},
        {"salesaudit_log": 1, "questionnaire": "o@1", "respondent": "owner", "more": "x"},
    ],
)
def test_a_file_that_is_no_log_is_left_alone(first: dict[str, Any], tmp_path: Path) -> None:
    assert refused(lines(tmp_path / "a.log", first)).key == "log.not_ours"


BAD: list[dict[str, Any]] = [
    {"question": "", "status": "unknown"},
    {"question": 1, "status": "unknown"},
    {"question": "a"},
    {"question": "a", "status": "gone"},
    {"question": "a", "status": "answered"},
    {"question": "a", "status": "unknown", "value": 1},
    {"question": "a", "status": "answered", "value": [1, None]},
    {"question": "a", "status": "answered", "value": {"b": "c"}},
    {"question": "a", "status": "answered", "value": {"b": True}},
    {"question": "a", "status": "answered", "value": float("nan")},
    {"question": "a", "status": "answered", "value": float("inf")},
    {"question": "a", "status": "answered", "value": 1, "more": 2},
    {"question": "a", "status": "answered", "value": 1, "said": None},
    {},
]


@pytest.mark.parametrize("record", BAD)
def test_a_line_that_is_no_answer_is_an_error(record: dict[str, Any], path: Path) -> None:
    assert read_given(record) is None
    path.write_bytes(path.read_bytes() + json.dumps(record).encode() + b"\n")

    assert refused(path).key == "log.no_answer"


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_is_read_back(status: Any) -> None:
    value = 1 if status == "answered" else None

    assert read_given({"question": "a", "status": status, "value": value}) == Given("a", "", status, value)


def test_the_log_stands_beside_the_company_s_file() -> None:
    assert log_path("firms/acme.yaml") == "firms/acme.answers.log"
    assert log_path("acme.yml", "seller") == "acme.seller.answers.log"
    assert log_path("acme.v2") == "acme.v2.answers.log"


def test_a_log_in_which_nothing_was_answered_does_not_stay_behind(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    with Log(path, HEAD):
        assert path.exists()
    assert not path.exists()


def test_who_waits_for_a_log_that_is_taken_away_gets_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    first = Log(path, HEAD)
    real = os.open
    waiting = real(path, os.O_RDWR)
    first.close()

    def late(name: object, *how: Any) -> int:
        nonlocal waiting
        found, waiting = waiting, -1
        return found if found >= 0 else real(str(name), *how)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "open", late)
        second = Log(path, HEAD)
    second.give(Given("staff", "", "answered", 24))
    second.close()
    with Log(path, HEAD) as log:
        assert [given.value for given in log.answers] == [24]
