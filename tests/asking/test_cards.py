"""A card in a talk: shown with numbered rows, answered by one line, shown back row by row before it counts."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from salesaudit.cli.asking.face import Gone
from salesaudit.cli.asking.talk import Talk
from salesaudit.questionnaire.log import Head, Log
from salesaudit.questionnaire.session import Session
from tests.asking.scripted import Scripted
from tests.questionnaire.cards import at, card, session
from tests.questionnaire.small import told


def held(start: Session, *said: str, log: Log | None = None) -> tuple[Session, Scripted]:
    """Hold a talk until there is nothing more to say."""
    face = Scripted(said)
    talk = Talk(start, log, face)
    with suppress(Gone):
        talk.hold()
    return talk.session, face


def answers(one: Session) -> dict[str, object]:
    return {given.key: given.value if given.status == "answered" else given.status for given in one.givens.values()}


def test_a_card_shows_its_rows_their_choices_and_how_to_answer() -> None:
    _, face = held(at(session(), "brief"))
    assert "  1) row name" in face.shown
    assert "  2) row market (1 to companies; 2 " in face.shown
    assert "Answer in one line" in face.shown
    assert "For example: " in face.shown


def test_a_list_that_rows_share_is_shown_once() -> None:
    _, face = held(at(session(), "basics"))
    assert face.shown.count("2. scripts") == 1
    assert face.shown.index("3. a price list") < face.shown.index("1) row used")


def test_one_line_answers_all_rows_and_is_shown_back() -> None:
    done, face = held(at(session(), "brief"), "Daisy; to companies; 24")
    assert answers(done) == {"name": "Daisy", "market": "b2b", "staff": 24}
    assert "✓ row name: Daisy · row market: to companies · row staff: 24" in face.shown


def test_figures_that_were_worked_out_need_one_yes() -> None:
    start = at(session().give(told("market", "b2b")), "percents")
    done, face = held(start, "a fifth; every tenth; yes", "yes")
    assert face.shown.count("Is that right?") == 1
    assert answers(done) == {"market": "b2b", "top": 0.2, "churn": 0.1, "captive": True}
    refused, face = held(start, "a fifth; every tenth; yes", "no")
    assert "top" not in refused.givens
    assert face.before[-1] == "a fifth; every tenth; yes"
    better, _ = held(start, "a fifth; every tenth; yes", "30 %; 10 %; no")
    assert answers(better)["top"] == 0.3


def test_one_word_for_all_rows_needs_a_yes() -> None:
    start = at(session(), "basics")
    done, _ = held(start, "nothing")
    assert "used" not in done.givens
    done, _ = held(start, "nothing", "yes")
    assert answers(done) == {"used": [], "lacking": []}


def test_what_is_left_out_or_not_understood_is_asked_next() -> None:
    done, face = held(at(session(), "brief"), "Daisy; to nobody at all; ", "2: companies", "b2b", "24")
    assert "Row “row market”. " in face.shown
    assert "2 rows are left" in face.shown
    assert list(answers(done)) == ["name", "market", "staff"]


def test_a_line_that_cannot_be_apportioned_counts_for_nothing() -> None:
    start = at(session(), "brief")
    done, face = held(start, "Daisy", "Daisy; 24")
    assert done is start
    assert face.shown.count("there are 3 rows") == 2


def test_back_shows_the_card_with_the_line_filled_in() -> None:
    first = ["Daisy; to companies; 24"]
    _, face = held(at(session(), "brief"), *first, "back", "<")
    assert face.before[1:] == ["", "Daisy; to companies; 24", *face.before[3:]]
    kept, _ = held(at(session(), "brief"), *first, "back", "")
    assert [given.said for given in kept.givens.values()] == ["Daisy", "to companies", "24"]
    changed, _ = held(at(session(), "brief"), *first, "back", "Daisy; to companies; 25")
    assert answers(changed) == {"name": "Daisy", "market": "b2b", "staff": 25}


def test_back_fills_in_the_numbers_of_a_shared_list() -> None:
    _, face = held(at(session(), "basics"), "a CRM, price list; scripts", "back")
    assert face.before[-1] == "1, 3; 2"


def test_skip_puts_all_rows_off() -> None:
    done, _ = held(at(session(), "brief"), "skip")
    assert {"name", "market", "staff"} <= done.skipped


def test_a_question_mark_tells_the_rules_of_all_rows() -> None:
    _, face = held(at(session().give(told("market", "b2b")), "percents"), "?")
    assert "hang on the answer" in face.shown or "hangs on the answer" in face.shown


def test_a_card_is_reached_by_its_number_and_a_row_by_its_own() -> None:
    start = session(cards=[card("brief", "name", "market", "staff")])
    start = at(start, "brief")
    number = start.number("name")
    done, _ = held(start, "Daisy; 1; 24", f"question {number}.3", "30")
    assert answers(done)["staff"] == 30
    done, _ = held(start, "Daisy; 1; 24", f"question {number}", "Rose; 1; 31")
    assert answers(done) == {"name": "Rose", "market": "b2b", "staff": 31}
    _, face = held(start, "Daisy; 1; 24", "review")
    assert f"{number}.2. Question — to companies" in face.shown


def test_the_same_as_for_the_entry_before() -> None:
    start = session().give(told("roles", ["owner", "ceo"])).give(told("count", 2, "owner"))
    start = at(start.give(told("fixed", 0.5, "owner")), "pay")
    done, face = held(start, "same")
    assert "The answer before: row count: 2 · row fixed: 50%" in face.shown
    assert answers(done)["fixed/ceo"] == 0.5
    assert answers(done)["count/ceo"] == 2
    _, face = held(at(session(), "brief"), "same")
    assert "There is nothing to copy yet" in face.shown


def test_what_cannot_be_is_told_before_anything_counts() -> None:
    cards = [card("plans", "goal", "plan")]
    from tests.questionnaire.small import small, started

    questions = small(
        """
        - id: s
          questions:
            - {id: roles, fills: 'roles.{value}', type: many, words: archetype, only: [sales_rep, owner]}
            - {id: goals, fills: 'strategy.goals.{value}.metric', type: many, words: metric, only: [revenue]}
        - id: g
          each: goal
          questions:
            - {id: goal, fills: 'strategy.goals.{goal}.target', type: money}
        - id: r
          each: role
          over: {archetype: [sales_rep]}
          questions:
            - {id: plan, fills: 'roles.{role}.plan.revenue', type: money}
        """,
        cards=cards,
    )
    start = started(questions).give(told("roles", ["sales_rep"])).give(told("goals", ["revenue"]))
    start = at(start, "plans")
    done, face = held(start, "100 million; 500 million", "no")
    assert "500" in face.shown
    assert "Write it down all the same?" in face.shown
    assert "plan/sales_rep" not in done.givens
    assert "goal/revenue" not in done.givens
    done, _ = held(start, "100 million; 500 million", "yes")
    assert answers(done)["plan/sales_rep"] == 500_000_000


def test_answers_that_would_fall_away_are_told_first() -> None:
    start = session(cards=[card("brief", "market", "staff")]).give(told("market", "b2b")).give(told("churn", 0.1))
    start = start.give(told("staff", 5))
    start = start.give_together([told("market", "b2b"), told("staff", 5)]).jump("market", together=True)
    done, face = held(start, "to consumers; 5", "no")
    assert answers(done)["market"] == "b2b"
    done, face = held(start, "to consumers; 5", "yes")
    assert "1 " in face.shown
    assert "churn" not in {given.key for given in done.answers}


def test_a_reply_is_on_the_disk_whole(tmp_path: Path) -> None:
    with Log(tmp_path / "a.log", Head("small@1", "owner")) as log:
        held(at(session(), "brief"), "Daisy; to companies; 24", log=log)
        assert [given.key for given in log.answers] == ["name", "market", "staff"]


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("columns", [40, 80])
def test_no_line_is_wider_than_the_terminal(lang: str, columns: int) -> None:
    from salesaudit.questionnaire.definition import load

    start = Session.start(load("owner"), lang, "owner")
    face = Scripted(["Ромашка; 1; 24"])
    face.width = lambda: columns  # type: ignore[method-assign]
    talk = Talk(start, None, face)
    with pytest.raises(Gone):
        talk.hold()
    assert max(map(len, face.shown.splitlines())) <= columns


def test_not_to_know_any_of_it_needs_no_yes() -> None:
    done, _ = held(at(session(), "basics"), "don't know")
    assert answers(done) == {"used": "unknown", "lacking": "unknown"}


def test_a_line_with_commas_counts_after_a_yes() -> None:
    done, face = held(at(session(), "brief"), "Daisy, to companies, 24", "yes")
    assert answers(done) == {"name": "Daisy", "market": "b2b", "staff": 24}
    assert "Is that right?" in face.shown
    done, _ = held(at(session(), "brief"), "Daisy, to companies, 24", "no")
    assert answers(done) == {}


def test_the_first_rows_alone_count_after_a_yes_and_the_others_are_asked_next() -> None:
    done, face = held(at(session(), "brief"), "Daisy; to companies", "yes", "24")
    assert answers(done) == {"name": "Daisy", "market": "b2b", "staff": 24}
    assert "1 row is left" in face.shown


def test_a_long_answer_is_shown_row_by_row_and_once() -> None:
    face = Scripted(["Daisy, to companies, 24", "yes"])
    face.width = lambda: 40  # type: ignore[method-assign]
    with pytest.raises(Gone):
        Talk(at(session(), "brief"), None, face).hold()
    assert "– row name: Daisy\n" in face.shown
    assert "– row staff: 24\n" in face.shown
    assert face.shown.count("row staff: 24") == 1
    assert "✓ Noted" in face.shown


def test_a_line_that_is_not_understood_is_filled_in_where_one_sees_it() -> None:
    face = Scripted(["Daisy; nowhere; many"])
    face.columns = True
    with pytest.raises(Gone):
        Talk(at(session(), "brief"), None, face).hold()
    assert face.before == ["", "Daisy; nowhere; many"]
    _, plain = held(at(session(), "brief"), "Daisy; nowhere; many")
    assert plain.before[-1] == ""


def test_an_example_is_as_long_as_the_card() -> None:
    short = card("bosses", "boss", example={"ru": "1; 2; 3", "en": "1; 2; 3"})
    start = at(session(cards=[short]).give(told("roles", ["owner", "ceo"])), "bosses")
    _, face = held(start)
    assert "For example: 1; 2\n" in face.shown
    long = card("bosses", "boss", example={"ru": "1", "en": "1"})
    _, face = held(at(session(cards=[long]).give(told("roles", ["owner", "ceo"])), "bosses"))
    assert "For example: 1; …\n" in face.shown
