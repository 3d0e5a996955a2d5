"""The shipped questions read well and can be answered in the words that they show."""

from __future__ import annotations

import re

import pytest

from salesaudit.knowledge.claims import claims
from salesaudit.questionnaire.choosing import Known
from salesaudit.questionnaire.definition import Question
from salesaudit.questionnaire.understand import Understood, understand
from tests.questionnaire.talk import shipped_questionnaire

SHIPPED = {id_: shipped_questionnaire(id_) for id_ in ("owner", "leader", "seller", "express")}
QUESTIONS: dict[str, Question] = {q.id: q for shipped in SHIPPED.values() for q in shipped.questions}
BY_ID = pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS.keys())
LANGS = ("ru", "en")
LONGEST_QUESTION = 90
LONGEST_REASON = 150
MADE_OF_THE_VOCABULARY = "{question}"
LETTERS_OF_BOTH_ALPHABETS = re.compile(r"[A-Za-z][А-Яа-яЁё]|[А-Яа-яЁё][A-Za-z]")
BUREAUCRATIC = re.compile(
    r"осуществля|\bданн(?:ый|ого|ая)|является|в рамках|наличи|обеспеч|посредств|utili[sz]|leverage|regarding",
    re.IGNORECASE,
)


def test_the_express_questionnaire_has_twelve_questions() -> None:
    assert len(SHIPPED["express"].questions) == 12


def test_the_express_questions_are_the_owners_own() -> None:
    assert {q.id for q in SHIPPED["express"].questions} <= {q.id for q in SHIPPED["owner"].questions}


def test_an_id_means_one_question_in_all_questionnaires() -> None:
    for shipped in SHIPPED.values():
        for question in shipped.questions:
            assert question == QUESTIONS[question.id], question.id


def test_a_perception_that_two_kinds_of_people_are_asked_about_is_one_fact() -> None:
    asked_of_leader = {q.fills for q in SHIPPED["leader"].questions if q.kind == "perception"}
    asked_of_seller = {q.fills for q in SHIPPED["seller"].questions if q.kind == "perception"}
    assert all(fills in asked_of_leader or fills.rpartition(".")[0] in asked_of_leader for fills in asked_of_seller)


@BY_ID
@pytest.mark.parametrize("lang", LANGS)
def test_a_question_is_short_and_asks(question: Question, lang: str) -> None:
    text = question.ask.in_(lang)
    assert len(text) <= LONGEST_QUESTION
    assert text == MADE_OF_THE_VOCABULARY or text.endswith("." if question.type == "names" and "?" not in text else "?")
    assert text.count("?") <= 1


@BY_ID
@pytest.mark.parametrize("lang", LANGS)
def test_a_question_says_why_it_is_asked(question: Question, lang: str) -> None:
    reason = question.why.in_(lang)
    assert len(reason) <= LONGEST_REASON
    assert reason.endswith((".", "}"))


@BY_ID
@pytest.mark.parametrize("lang", LANGS)
def test_words_are_plain(question: Question, lang: str) -> None:
    texts = [question.ask, question.why, *(choice.text for choice in question.choices)]
    for text in (words.in_(lang) for words in texts):
        assert not BUREAUCRATIC.search(text), text
        assert not LETTERS_OF_BOTH_ALPHABETS.search(text), text
        assert '"' not in text or lang == "en", text


@BY_ID
@pytest.mark.parametrize("lang", LANGS)
def test_the_example_is_an_answer_that_is_understood(question: Question, lang: str) -> None:
    if question.example is None:
        return
    outcome = understand(question, question.example.in_(lang), lang, Known())
    assert isinstance(outcome, Understood), outcome
    assert outcome.status == "answered"


@BY_ID
@pytest.mark.parametrize("lang", LANGS)
def test_every_answer_to_choose_is_understood_in_its_own_words(question: Question, lang: str) -> None:
    for choice in question.options:
        outcome = understand(question, choice.text.in_(lang), lang, Known())
        assert isinstance(outcome, Understood), (choice.value, outcome)
        expected = [choice.value] if question.type == "many" else choice.value
        assert outcome.value == expected, choice.value


@BY_ID
@pytest.mark.parametrize("lang", LANGS)
def test_nothing_of_the_kind_can_be_said_in_the_words_of_the_question(question: Question, lang: str) -> None:
    if question.none is None:
        return
    outcome = understand(question, question.none.text.in_(lang), lang, Known())
    assert isinstance(outcome, Understood), outcome
    assert outcome.status == "answered"
    assert outcome.value in ([], "none", "absent")


@BY_ID
def test_it_takes_an_honest_time(question: Question) -> None:
    assert 4 <= question.seconds <= 60
    assert question.type not in ("shares", "names") or question.seconds >= 10


def test_a_claim_is_carried_by_questions_that_are_asked() -> None:
    carriers = {question for claim in claims().values() for question in claim.questions}
    assert carriers <= set(QUESTIONS)
    assert len(carriers) > 50
