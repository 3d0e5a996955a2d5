"""The talk as a state machine: what is asked, going back, skipping, what falls away, what is counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from salesaudit.questionnaire.answer import Given
from salesaudit.questionnaire.session import Session
from tests.questionnaire.small import COMPANY, giving, open_keys, small, started, told

VALUES: dict[str, st.SearchStrategy[Any]] = {
    "choice": st.sampled_from(["b2b", "b2c", "both"]),
    "count": st.integers(1, 300),
    "share": st.sampled_from([0.0, 0.25, 1.0]),
}


@st.composite
def steps(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Session:
    """A talk after some steps of every kind."""
    session = started(COMPANY)
    for _ in range(draw(st.integers(0, 14))):
        step = draw(st.sampled_from(["give", "give", "give", "unknown", "skip", "back", "jump"]))
        session = step_by(step, session, draw)
    return session


def step_by(step: str, session: Session, draw: Callable[[st.SearchStrategy[Any]], Any]) -> Session:
    if step == "back":
        return session.back()
    if step == "jump":
        return session.jump(draw(st.sampled_from(open_keys(session))))
    if session.current is None or step == "skip":
        return session.skip()
    return session.give(answer(session, draw) if step == "give" else told_now(session, None, "unknown"))


def told_now(session: Session, value: Any, status: Any = "answered") -> Given:
    asked = session.current
    assert asked is not None
    return Given(asked.question.id, asked.entry, status, value)


def answer(session: Session, draw: Callable[[st.SearchStrategy[Any]], Any]) -> Given:
    asked = session.current
    assert asked is not None
    options = [choice.value for choice in asked.options] or ["nobody"]
    value = draw(VALUES.get(asked.question.type, st.lists(st.sampled_from(options), max_size=4, unique=True)))
    return told_now(session, value)


@drawn(steps())
def test_no_state_is_stuck(session: Session) -> None:
    for _ in range(60):
        if session.current is None:
            break
        session = session.give(told_now(session, None, "unknown"))
    assert session.current is None
    assert all(row.state != "open" for row in session.review())


@drawn(steps())
def test_back_leads_to_the_question_that_was_just_answered(session: Session) -> None:
    asked = session.current
    if asked is None:
        return
    after = session.give(told_now(session, None, "declined"))
    if session.here is None and asked.key not in session.trail:
        returned = after.back()
        assert returned.current is not None
        assert returned.current.key == asked.key
        assert returned.current.previous == after.givens[asked.key]
        assert returned.give(after.givens[asked.key]) == after


@drawn(steps(), st.randoms(use_true_random=False))
def test_the_order_of_giving_changes_no_answer(session: Session, random: Any) -> None:
    shuffled = list(session.givens.values())
    random.shuffle(shuffled)
    again = started(COMPANY).take(tuple(shuffled))
    assert again.answers == session.answers
    assert again.settled.data == session.settled.data
    one_by_one = started(COMPANY)
    for given in shuffled:
        one_by_one = one_by_one.take((given,))
    assert one_by_one.settled.data == session.settled.data


@drawn(steps(), st.data())
def test_what_falls_away_is_exactly_what_no_longer_counts(session: Session, data: st.DataObject) -> None:
    if not session.answers:
        return
    before = data.draw(st.sampled_from(session.answers))
    value: Any = data.draw(st.sampled_from([["owner"], [], "b2c", 0.5, 7]))
    changed = Given(before.question, before.entry, "answered", value)
    fallen = session.falls_away(changed)
    after = {given.key for given in session.give(changed).answers}
    assert set(fallen) == {given.key for given in session.answers} - after


@drawn(steps())
def test_progress_is_honest(session: Session) -> None:
    progress = session.progress
    assert progress.answered == len(session.answers)
    assert (progress.left == 0) <= (session.current is None or session.here is not None)
    assert 0 <= progress.coverage <= 1


def test_easy_questions_come_first() -> None:
    session = started(COMPANY)
    assert session.current is not None
    assert session.current.key == "market"


def test_an_answer_opens_and_closes_questions() -> None:
    session = started(COMPANY)
    assert "top" not in open_keys(session)
    assert "top" in open_keys(giving(session, market="b2b"))
    assert "churn" not in open_keys(giving(session, market="b2b"))
    assert "churn" in open_keys(giving(session, market="b2c"))


def test_a_changed_answer_says_what_falls_away_and_keeps_it_for_later() -> None:
    session = giving(started(COMPANY), market="b2b", top=0.4)
    assert session.falls_away(told("market", "b2c")) == ("top",)
    other = session.give(told("market", "b2c"))
    assert [given.question for given in other.answers] == ["market"]
    assert "top_customer_share" not in other.settled.data["company"]
    assert other.give(told("market", "b2b")).answers == session.answers


def test_a_group_is_asked_for_each_entry_and_closes_with_it() -> None:
    session = giving(started(COMPANY), roles=["ceo", "sales_rep"])
    assert [key for key in open_keys(session) if key.startswith("boss")] == ["boss/ceo", "boss/sales_rep"]
    session = session.give(told("boss", ["ceo"], "sales_rep"))
    assert session.settled.data["roles"]["sales_rep"]["reports_to"] == ["ceo"]
    assert session.falls_away(told("roles", ["ceo"])) == ("boss/sales_rep",)


def test_the_answer_about_the_entry_before_can_be_copied() -> None:
    session = giving(started(COMPANY), roles=["ceo", "head_of_sales", "sales_rep"])
    session = session.give(told("boss", ["ceo"], "head_of_sales"))
    assert session.ask("boss/head_of_sales").copy is None
    assert session.ask("boss/sales_rep").copy == told("boss", ["ceo"], "head_of_sales")


def test_a_name_that_is_not_bound_is_not_asked_about() -> None:
    session = started(COMPANY)
    assert "selling" not in open_keys(session)
    session = giving(session, roles=["owner", "head_of_sales"])
    assert "selling" in open_keys(session)
    assert session.give(told("selling", 0.4)).settled.data["roles"]["head_of_sales"]["time"] == {"selling": 0.4}


def test_skipped_is_put_off_and_shown_in_the_review() -> None:
    session = started(COMPANY).skip()
    assert session.current is not None
    assert session.current.key != "market"
    assert {row.key: row.state for row in session.review()}["market"] == "skipped"
    assert session.back().current == started(COMPANY).ask("market") or session.back().here == "market"
    assert "market" not in giving(session, market="b2b").skipped


def test_jumping_needs_a_question_that_is_asked() -> None:
    session = started(COMPANY)
    assert session.jump("staff").current is not None
    with pytest.raises(KeyError):
        session.jump("boss/ceo")
    with pytest.raises(KeyError):
        session.give(told("nothing"))


def test_going_back_from_the_first_question_stays_there() -> None:
    assert started(COMPANY).back() == started(COMPANY)


def test_old_answers_are_read_as_todays() -> None:
    renamed = small(
        "[{id: s, questions: [{id: staff, fills: company.headcount, type: count}]}]",
        renamed={"headcount": "staff", "mood": None},
    )
    session = started(renamed).take((told("headcount", 12), told("mood", "good"), told("nobody_asks", 1)))
    assert session.answers == (told("staff", 12),)


def test_only_what_the_audit_could_not_decide_is_asked_where_something_is_missing() -> None:
    session = started(COMPANY, company={"company": {"name": "A", "market": "b2b", "headcount": 24}}, missing=True)
    asked = set()
    while session.current is not None:
        asked.add(session.current.key)
        session = session.give(told_now(session, None, "unknown"))
    assert "market" not in asked
    assert "roles" in asked


def test_only_those_who_can_tell_are_asked() -> None:
    questions = small("""
        - id: s
          questions:
            - {id: staff, fills: company.headcount, type: count, who: [owner]}
            - {id: market, fills: company.market, type: choice, words: market}
    """)
    assert open_keys(started(questions, respondent="seller")) == ["market"]


def test_what_was_placed_is_not_offered_again() -> None:
    questions = small("""
        - id: s
          questions:
            - {id: works, fills: 'elements.{value}.state', type: many, words: element,
               only: [crm, scripts, price_list, presentation], gives: {chosen: practised}}
            - {id: absent, fills: 'elements.{value}.state', type: many, words: element,
               only: [crm, scripts, price_list, presentation], gives: {chosen: absent}, remaining: true}
            - {id: paper, fills: 'elements.{value}.state', type: many, words: element,
               only: [crm, scripts, price_list, presentation], gives: {chosen: written, rest: spoken}, remaining: true}
    """)
    session = giving(started(questions), works=["crm"], absent=["scripts"])
    assert [choice.value for choice in session.ask("paper").options] == ["price_list", "presentation"]
    session = giving(session, paper=["price_list"])
    states = {id_: element["state"] for id_, element in session.settled.data["elements"].items()}
    assert states == {"crm": "practised", "scripts": "absent", "price_list": "written", "presentation": "spoken"}
    assert "paper" not in open_keys(giving(session, works=["crm", "scripts", "price_list", "presentation"]))


def test_what_speaks_of_the_rest_waits_for_those_before_it() -> None:
    questions = small("""
        - id: s
          questions:
            - {id: paper_only, fills: company.headcount, type: count}
            - {id: works, fills: 'elements.{value}.state', type: many, words: element, only: [crm, scripts],
               gives: {chosen: practised}}
            - {id: paper, fills: 'elements.{value}.state', type: many, words: element, only: [crm, scripts],
               gives: {chosen: written, rest: spoken}, remaining: true}
    """)
    session = started(questions)
    asked = []
    while session.current is not None:
        asked.append(session.current.key)
        session = session.give(told_now(session, None, "unknown"))
    assert asked.index("works") < asked.index("paper")
