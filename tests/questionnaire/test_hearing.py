"""Many answers at once, in words and in any order: each is understood as it would be in a talk, or named."""

from __future__ import annotations

import pytest

from salesaudit.orgfile.problems import LoadError
from salesaudit.questionnaire.definition import load
from salesaudit.questionnaire.hearing import Said, hear, read_said
from salesaudit.questionnaire.normal import answers_file
from salesaudit.questionnaire.session import Respondent, Session
from tests.questionnaire.small import COMPANY, small

TOLD = (
    Said("market", "", "компаниям", where="a:1"),
    Said("top", "", "половина", where="a:2"),
    Said("roles", "", "собственник; менеджер по продажам", where="a:3"),
    Said("boss", "sales_rep", "собственник", where="a:4"),
    Said("kpis", "sales_rep", "", "unknown", where="a:5"),
)


def begun(**how: str) -> Session:
    return Session.start(COMPANY, "ru", Respondent("owner", **how))


def test_the_order_in_which_answers_stand_does_not_matter() -> None:
    forth, back = hear(begun(), TOLD), hear(begun(), reversed(TOLD))
    assert forth.unclear == back.unclear == ()
    assert forth.idle == back.idle == ()
    assert len(forth.session.answers) == len(TOLD)
    assert answers_file(forth.session) == answers_file(back.session)


def test_what_is_not_understood_is_told_in_the_order_of_the_file_and_the_rest_is_taken() -> None:
    heard = hear(begun(), [Said("top", "", "много", where="a:9"), Said("staff", "", "уйма", where="a:2"), *TOLD[:1]])
    assert [one.said.where for one in heard.unclear] == ["a:9", "a:2"]
    assert all(one.about == "Вопрос" and one.sentence and one.advice for one in heard.unclear)
    assert [given.question for given in heard.session.answers] == ["market"]


def test_an_answer_whose_question_is_not_asked_is_idle() -> None:
    heard = hear(
        begun(), [Said("top", "", "половина"), Said("boss", "ceo", "собственник"), Said("market", "", "людям")]
    )
    assert [said.question for said in heard.idle] == ["top", "boss"]
    assert heard.unclear == ()


def test_a_question_that_does_not_exist_is_named_with_the_nearest() -> None:
    (unclear,) = hear(begun(), [Said("markt", "", "людям", where="a:1")]).unclear
    assert "markt" in unclear.sentence
    assert "market" in unclear.advice


def test_a_question_of_an_earlier_version_is_todays_and_one_that_is_gone_is_idle() -> None:
    questions = small(
        "[{id: s, questions: [{id: staff, fills: company.headcount, type: count}]}]",
        renamed={"people_count": "staff", "shoe_size": None},
    )
    session = Session.start(questions, "ru", "owner")
    heard = hear(session, [Said("people_count", "", "24"), Said("shoe_size", "", "42")])
    assert [(given.question, given.value) for given in heard.session.answers] == [("staff", 24)]
    assert [said.question for said in heard.idle] == ["shoe_size"]


def test_of_two_answers_to_one_question_the_later_counts() -> None:
    heard = hear(begun(), [Said("staff", "", "24"), Said("staff", "", "30")])
    assert [given.value for given in heard.session.answers] == [30]


def test_words_that_say_that_there_is_no_answer_are_no_answer() -> None:
    (given,) = hear(begun(), [Said("staff", "", "Не знаю")]).session.answers
    assert (given.status, given.value, given.said) == ("unknown", None, "")


def test_a_number_in_a_list_is_kept_in_the_words_that_it_stands_for() -> None:
    (given,) = hear(begun(), [Said("market", "", "1")]).session.answers
    assert given.said == "компаниям"


def test_the_respondent_may_name_themselves() -> None:
    questions = small("""
        - id: s
          questions:
            - {id: roles, fills: 'roles.{value}', type: many, words: archetype}
            - {id: boss, fills: roles.sales_rep.reports_to, type: who_many, when: {known: roles.sales_rep}}
    """)
    session = Session.start(questions, "ru", Respondent("owner", "анна"), {"people": {"a": {"name": "Анна"}}})
    heard = hear(session, [Said("boss", "", "я сама"), Said("roles", "", "менеджер по продажам")])
    assert heard.session.givens["boss"].value == ["a"]


def test_of_what_is_left_nothing_is_chosen_before_the_question_that_leaves_it() -> None:
    questions = small("""
        - id: s
          questions:
            - {id: never, fills: 'functions.{value}.responsible', type: many, words: function,
               only: [product_creation, production_quality, sales_setup], gives: {chosen: none}}
            - {id: boss, fills: 'functions.{value}.responsible', type: many, words: function, remaining: true,
               only: [product_creation, production_quality, sales_setup], gives: {chosen: owner, rest: head_of_sales}}
    """)
    session = Session.start(questions, "ru", "owner", {"roles": {"owner": {}, "head_of_sales": {}}})
    first = session.ask("never").options[0].text.ru
    heard = hear(session, [Said("boss", "", "всё"), Said("never", "", first)])
    assert len(heard.session.givens["boss"].value or ()) == 2  # type: ignore[arg-type]  # a list


# --- a file ---

FILE = """\
salesaudit_said: 1
questionnaire: owner@1
respondent: {as: owner, name: "Анна"}
answers:
  - {question: company_name, said: "Ромашка: «цветы» # и не только"}
  - {question: company_headcount, state: unknown}
  - {question: person_roles, entry: "petr", said: 'да'}
"""


def test_a_file_says_who_answered_what_and_where() -> None:
    respondent, questionnaire, told = read_said(FILE.encode(), "f.yaml")
    assert respondent == {"as": "owner", "name": "Анна"}
    assert questionnaire == "owner@1"
    assert told == (
        Said("company_name", "", "Ромашка: «цветы» # и не только", where="f.yaml:5"),
        Said("company_headcount", "", "", "unknown", "f.yaml:6"),
        Said("person_roles", "petr", "да", where="f.yaml:7"),
    )


@pytest.mark.parametrize("line", ["  - {said: x}", "  - {question: q, state: maybe}", "  - {question: q, more: 1}"])
def test_what_is_no_answer_is_refused_with_its_place(line: str) -> None:
    with pytest.raises(LoadError) as caught:
        read_said(f"{FILE}{line}\n".encode(), "f.yaml")
    assert [problem.span.line for problem in caught.value.problems if problem.span] == [8]


def test_all_that_the_owner_says_is_heard_fast_enough() -> None:
    import time

    session = Session.start(load("owner"), "ru", "owner")
    told = [Said(one.question.id, one.scope.id, "не знаю") for one in session.settled.instances]
    began = time.monotonic()
    hear(session, told)
    assert time.monotonic() - began < 5
