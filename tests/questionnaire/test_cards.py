"""Cards: several questions answered by one line, each of which stays a question with an answer of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from salesaudit.orgfile.problems import LoadError
from salesaudit.questionnaire.definition import load
from salesaudit.questionnaire.lint import lint
from salesaudit.questionnaire.log import Head, Log
from salesaudit.questionnaire.replies import Reply, read_reply
from salesaudit.questionnaire.turns import MOST_ROWS
from salesaudit.questionnaire.understand import Misunderstood
from tests.questionnaire.cards import CARDS, SECTIONS, at, card, refused, said, session, shown
from tests.questionnaire.small import BOTH, small, told

BRIEF = [told("name", "Daisy"), told("market", "b2b"), told("staff", 24)]


def keys(one: Any) -> list[str]:
    return [row.key for row in shown(one).rows]


# --- which card, which rows ---


def test_the_open_questions_of_a_card_are_its_rows() -> None:
    one = at(session(), "brief")
    assert keys(one) == ["name", "market", "staff"]
    assert shown(one).labels == ("row name", "row market", "row staff")
    assert one.current is not None
    assert one.current.key == "name"


def test_with_one_question_left_it_is_asked_as_any_other() -> None:
    one = at(session(), "brief").give(BRIEF[0]).give(BRIEF[1])
    while one.current is not None and one.current.key != "staff":
        one = one.skip()
    assert one.current is not None
    assert one.card is None


def test_the_order_of_the_file_knows_no_cards() -> None:
    one = session(adaptive=False)
    assert one.card is None
    assert one.current is not None
    assert one.current.key == "name"


def test_a_row_whose_condition_does_not_hold_is_none() -> None:
    one = session().give(told("market", "b2c"))
    assert keys(at(one, "percents")) == ["top", "captive"]


def test_one_question_over_all_entries() -> None:
    one = session().give(told("roles", ["owner", "ceo", "sales_rep"]))
    assert keys(at(one, "bosses")) == ["boss/owner", "boss/ceo", "boss/sales_rep"]


def test_a_card_for_each_entry() -> None:
    one = at(session().give(told("roles", ["owner", "ceo"])), "pay")
    entry = shown(one).rows[0].entry
    assert keys(one) == [f"count/{entry}", f"fixed/{entry}"]
    assert keys(at(one.skip(), "pay")) != keys(one)


def test_a_long_card_comes_in_parts_of_about_the_same_length() -> None:
    archetypes = [
        "owner", "ceo", "head_of_sales", "sales_rep", "marketer", "logistics", "lawyer", "hr", "finance", "warehouse",
    ]  # fmt: skip
    questions = small(
        """
        - id: team
          questions:
            - {id: roles, fills: 'roles.{value}', type: many, words: archetype}
        - id: each
          each: role
          questions:
            - {id: count, fills: 'roles.{role}.count', type: count}
        """,
        cards=[card("counts", "count")],
    )
    from tests.questionnaire.small import started

    one = at(started(questions).give(told("roles", archetypes)), "counts")
    assert len(keys(one)) == 5 <= MOST_ROWS
    assert len(keys(at(one.skip(), "counts"))) == 5


# --- what a line says ---


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Daisy; to companies; 24", ["Daisy", "b2b", 24]),
        ("Ромашка;компаниям;двадцать четыре", ["Ромашка", "b2b", 24]),
        ("Daisy; 1; 24;", ["Daisy", "b2b", 24]),
        ("Daisy; don't know; 24", ["Daisy", "?", 24]),
        ("Daisy; ; 24", ["Daisy", None, 24]),
        ("Daisy; —; 24", ["Daisy", None, 24]),
        ("Daisy; skip; 24", ["Daisy", None, 24]),
        ("Daisy; nowhere at all; 24", ["Daisy", None, 24]),
        ("3: 24; 1: Daisy", ["Daisy", None, 24]),
        ("строка 3: 24", [None, None, 24]),
        ("№ 2) компаниям", [None, "b2b", None]),
        ("1: Daisy, 3: 24", ["Daisy", None, 24]),
        ("1: Daisy 2: 1 3: 24", ["Daisy", "b2b", 24]),
        ("1) Daisy, Rose & Co, 2) 1, 3) 24", ["Daisy, Rose & Co", "b2b", 24]),
        ("1. Daisy; 2. to companies; 3. 24", ["Daisy", "b2b", 24]),
        ("Ромашка; в основном компаниям; 24", ["Ромашка", "b2b", 24]),
    ],
)
def test_the_parts_of_a_line_are_answers_in_the_order_of_the_rows(line: str, expected: list[object]) -> None:
    assert list(said(at(session(), "brief"), line).values()) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("17 %, 23 %, да", [0.17, 0.23, True]),
        ("17,5 %, 23, не знаю", [0.175, 0.23, "?"]),
        ("17; 23; no", [0.17, 0.23, False]),
        ("2: 23 %, 3: yes", [None, 0.23, True]),
        ("не знаю", ["?", "?", "?"]),
    ],
)
def test_figures_may_be_parted_by_commas(line: str, expected: list[object]) -> None:
    assert list(said(at(session().give(BRIEF[1]), "percents"), line).values()) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Daisy, to companies, 24", ["Daisy", "b2b", 24]),
        ("«Daisy»,to companies,24", ["«Daisy»", "b2b", 24]),
        ("Daisy; to companies", ["Daisy", "b2b", None]),
        ("Daisy, to companies", ["Daisy", "b2b", None]),
    ],
)
def test_parts_that_the_line_does_not_assign_need_a_yes(line: str, expected: list[object]) -> None:
    start = at(session(), "brief")
    reply = read_reply(start, shown(start), line)
    assert isinstance(reply, Reply)
    assert reply.guessed
    assert list(said(start, line).values()) == expected


def test_a_comma_in_a_list_of_choices_never_parts_rows() -> None:
    assert refused(at(session(), "basics"), "1, 2") == "ask.card_count"


@pytest.mark.parametrize("line", ["Daisy, nowhere at all, 24", "Daisy; nowhere at all; many of us"])
def test_what_is_not_understood_is_told_with_its_row(line: str) -> None:
    start = at(session(), "brief")
    reply = read_reply(start, shown(start), line)
    assert isinstance(reply, Misunderstood)
    assert "row market" in reply.sentence("en")
    assert reply.advice("en")


@pytest.mark.parametrize(
    "line", ["Daisy", "Daisy; 24", "Daisy, 24", "a; b; c; d", "4: Daisy", "1: Daisy; 1: Rose", "1: Daisy, 7: 24"]
)
def test_a_line_that_cannot_be_apportioned_says_nothing(line: str) -> None:
    assert refused(at(session(), "brief"), line) == "ask.card_count"


@pytest.mark.parametrize("line", ["", " ", ";", ";;", "-", "н", "y", "?"])
def test_a_line_of_nothing_says_nothing(line: str) -> None:
    assert refused(at(session(), "brief"), line).startswith(("understand.", "ask.card_count"))


def test_a_line_that_is_mostly_not_understood_says_nothing() -> None:
    assert refused(at(session().give(BRIEF[1]), "percents"), "nobody knows that; it differs; yes") == "ask.card_row"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1; the rest", [["elements.crm.state"], ["elements.scripts.state", "elements.price_list.state"]]),
        ("остальное; ничего", [["elements.crm.state", "elements.scripts.state", "elements.price_list.state"]]),
        ("1, 3; 2", [["elements.crm.state", "elements.price_list.state"], ["elements.scripts.state"]]),
        ("a CRM; scripts", [["elements.crm.state"], ["elements.scripts.state"]]),
        ("1, 2; 2", [["elements.crm.state", "elements.scripts.state"], None]),
        ("nothing", [[], []]),
    ],
)
def test_rows_that_share_a_list_keep_its_numbers_and_name_each_choice_once(line: str, expected: list[object]) -> None:
    one = at(session(), "basics")
    assert [choice.value for choice in shown(one).options] == [
        "elements.crm.state", "elements.scripts.state", "elements.price_list.state"
    ]  # fmt: skip
    assert list(said(one, line).values()) == expected


def test_a_row_that_an_earlier_one_makes_pointless_is_let_go() -> None:
    assert list(said(at(session(), "basics"), "everything; scripts")) == ["used"]


# --- going on, back, and later ---


def test_what_was_left_out_is_asked_next_one_by_one() -> None:
    one = at(session(), "brief").give_together([BRIEF[2]], ["name", "market"])
    for key in ("name", "market"):
        assert one.card is None
        assert one.current is not None
        assert one.current.key == key
        one = one.skip()


def test_put_off_a_card_leaves_its_rows_open() -> None:
    one = at(session(), "brief").skip()
    assert {row.key: row.state for row in one.review()}["staff"] == "skipped"
    assert not one.answers


def test_back_returns_to_the_whole_card_with_its_answers() -> None:
    one = at(session(), "brief").give_together(BRIEF)
    back = one.back()
    assert keys(back) == ["name", "market", "staff"]
    assert [row.previous for row in shown(back).rows] == BRIEF
    assert back.give_together(BRIEF).card == one.card


def test_numbers_are_those_of_the_replies_and_stay() -> None:
    one = at(session(), "brief").give_together(BRIEF)
    first = one.numbers["name"].partition(".")[0]
    assert [one.numbers[given.key] for given in BRIEF] == [f"{first}.1", f"{first}.2", f"{first}.3"]
    again = one.back()
    assert again.number("name") == first
    assert one.jump("staff").card is None
    assert one.jump("staff").number("staff") == f"{first}.3"
    assert one.number(one.current.key if one.current else "") == str(int(first) + 1)


def test_answers_are_those_that_single_questions_give() -> None:
    together = at(session(), "brief").give_together(BRIEF)
    singly = session()
    for given in BRIEF:
        singly = singly.give(given)
    assert together.answers == singly.answers
    assert together.settled.data == singly.settled.data


def test_a_card_counts_as_one_of_what_is_left() -> None:
    many, few = session(cards=[]).progress, session().progress
    assert few.left < many.left
    assert few.seconds_left == many.seconds_left


def test_the_log_has_a_reply_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    with Log(path, Head("small@1", "owner")) as log:
        log.give_together(BRIEF)
    lines = path.read_bytes().splitlines(keepends=True)
    assert sum(b"Daisy" in line for line in lines) == 1
    place = next(number for number, line in enumerate(lines) if b"Daisy" in line)
    path.write_bytes(b"".join(lines[:place]) + lines[place][:-20])
    with Log(path, Head("small@1", "owner")) as log:
        assert log.torn
        assert log.answers == ()
        log.give_together(BRIEF)
    with Log(path, Head("small@1", "owner")) as log:
        assert log.answers == tuple(BRIEF)
        resumed = session().take(log.answers, log.batches)
    assert keys(resumed.back()) == ["name", "market", "staff"]


# --- as data ---


def codes(cards: Any) -> list[str]:
    return [problem.code for problem in lint([small(SECTIONS, cards=cards)], complete=False)]


@pytest.mark.parametrize(
    ("cards", "expected"),
    [
        (CARDS, []),
        ([card("one", "name")], ["Q011"]),
        ([card("two_kinds", "count", "name", by_entry=True)], ["Q011"]),
        ([card("a", "name", "market"), card("b", "market", "staff")], ["Q014"]),
        ([{**card("a", "name", "market"), "ask": {"ru": "Название компaнии", "en": "Name"}}], ["Q008"]),
        ([{**card("a", "boss"), "rows": [{"question": "boss", "ru": "{who}", "en": "{title}"}]}], ["Q005"]),
        ([{**card("a", "boss"), "rows": [{"question": "boss", "ru": "а" * 71, "en": "a"}]}], ["Q012"]),
    ],
)
def test_the_linter_looks_at_cards(cards: Any, expected: list[str]) -> None:
    assert codes(cards) == expected


def test_an_answer_that_is_a_line_by_itself_has_no_place_in_a_row() -> None:
    questions = small(
        """
        - id: s
          questions:
            - {id: staff, fills: company.headcount, type: count}
            - {id: week, fills: 'people.{owner}.time', type: shares, parts: [selling, admin]}
        """,
        cards=[card("both", "staff", "week")],
    )
    assert [problem.code for problem in lint([questions], complete=False)] == ["Q013"]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (card("a", "nme", "market"), "E130"),
        ({"use": "brif"}, "E130"),
        ({"id": "a", "ask": BOTH, "why": BOTH}, "E032"),
        ({**card("a", "name"), "rowss": []}, "E031"),
        ({**card("a", "name"), "ask": {"ru": "Вопрос"}}, "E032"),
    ],
)
def test_a_card_that_cannot_be_read_is_told(entry: Any, code: str) -> None:
    with pytest.raises(LoadError) as caught:
        small(SECTIONS, cards=[card("brief", "name", "market"), entry])
    assert code in [problem.code for problem in caught.value.problems]


def test_cards_that_ship_ask_for_what_is_said_in_one_breath() -> None:
    for id_ in ("owner", "leader", "seller", "express"):
        questionnaire = load(id_)
        for one in questionnaire.cards:
            assert len(one.rows) <= 5, one.id
            lists = [{choice.value for choice in questionnaire.question(row).options} for row in one.rows]
            long = [options for options in lists if len(options) > 6]
            assert all(options <= max(lists, key=len) for options in long), f"{one.id}: two long lists"
            assert len(long) != 1 or len(one.rows) == 1, f"{one.id}: a long list for one row"
