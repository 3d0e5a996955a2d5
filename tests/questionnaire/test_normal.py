"""Answers as a file: the same answers give the same bytes, and the file gives the answers back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesaudit.orgfile.load import load_bytes
from salesaudit.orgfile.problems import LoadError
from salesaudit.questionnaire.answer import Given
from salesaudit.questionnaire.definition import Questionnaire, load_text
from salesaudit.questionnaire.normal import answers_file, read
from salesaudit.questionnaire.result import compose
from salesaudit.questionnaire.session import Respondent, Session
from salesaudit.safety.errors import InputError
from tests.questionnaire.random_talks import Talk, talks

OWNER = Respondent("owner", "Иван Иванов", "2026-11-02")


ANSWERS = (
    Given("q0", value="Ромашка", said="Ромашка"),
    Given("q1", value=24, said="двадцать четыре"),
    Given("q2", value=["owner", "ceo"], said="1, 2"),
    Given("q3", status="unknown", said="не знаю"),
)


def file(*lines: str, questionnaire: str = "owner@1") -> bytes:
    head = ["salesaudit_answers: 1", "respondent: {as: owner}", f"questionnaire: {questionnaire}", "answers:"]
    return "\n".join([*head, *(f"  - {{{line}}}" for line in lines), ""]).encode()


def own(*questions: str, more: str = "") -> Questionnaire:
    body = "\n".join(
        f"      - {{id: q{number}, ask: {{ru: Как?, en: How?}}, why: {{ru: Так., en: So.}}, {question}}}"
        for number, question in enumerate(questions)
    )
    return load_text(
        f"questionnaire: own\nversion: 2\ntitle: {{ru: Свой, en: Own}}\nintro: {{ru: Да., en: Yes.}}\n"
        f"for: [owner]\n{more}sections:\n"
        f"  - id: s\n    title: {{ru: Раздел, en: Part}}\n    questions:\n{body}\n".encode(),
        "own.yaml",
    )


SMALL = own(
    "type: text, fills: company.name",
    "type: count, fills: company.headcount",
    "type: many, fills: 'roles.{value}', words: archetype",
    "type: share, fills: company.repeat_share",
)


def talk(*givens: Given, questionnaire: Questionnaire = SMALL) -> Session:
    return Session.start(questionnaire, "ru", OWNER).take(givens)


@given(talks())
def test_the_file_gives_every_answer_back(talked: Talk) -> None:
    session = talked.session
    data = answers_file(session)
    back = read(data, "a.yaml").givens

    assert {g.key: (g.status, g.value) for g in back} == {g.key: (g.status, g.value) for g in session.answers}
    again = Session.start(session.questionnaire, session.lang, session.respondent).take(back)
    assert answers_file(again) == data


@given(talks(), st.randoms(use_true_random=False))
def test_the_order_of_the_answers_and_the_road_make_no_difference(talked: Talk, random: Any) -> None:
    session = talked.session
    shuffled = list(session.answers)
    random.shuffle(shuffled)
    again = Session.start(session.questionnaire, session.lang, session.respondent)
    for start in range(0, len(shuffled), 10):
        again = again.take(tuple(shuffled[start : start + 10]))

    assert answers_file(again) == answers_file(session)


@given(talks())
def test_it_has_no_sign_that_commands_anything_and_the_format_takes_it(talked: Talk) -> None:
    session = talked.session
    data = answers_file(session)
    read(data, "a.yaml")

    assert not {chr(code) for code in (*range(32), *range(127, 160), 0x2028)} - {"\n"} & set(data.decode())
    assert not any(line.lstrip().startswith(("::", "##")) for line in data.decode().splitlines())


def test_what_a_file_looks_like() -> None:
    assert answers_file(talk(*ANSWERS)).decode().splitlines() == [
        "salesaudit_answers: 1",
        "respondent: {as: owner, name: Иван Иванов, date: 2026-11-02}",
        "questionnaire: own@2",
        "answers:",
        '  - {fills: company.name, value: Ромашка, said: "Ромашка", question: q0}',
        '  - {fills: company.headcount, value: 24, said: "двадцать четыре", question: q1}',
        '  - {fills: roles.owner, value: {}, said: "1, 2"}',
        '  - {fills: roles.ceo, value: {}, said: "1, 2"}',
        '  - {fills: company.repeat_share, state: unknown, said: "не знаю", question: q3}',
        "given:",
        '  - {question: q2, value: [owner, ceo], said: "1, 2"}',
    ]


def test_a_talk_without_an_answer_is_a_file_too() -> None:
    assert answers_file(talk()).decode().splitlines()[-1] == "answers: none"
    assert read(answers_file(talk()), "a.yaml", SMALL).givens == ()


def test_the_company_s_file_can_refer_to_it() -> None:
    session = talk(*ANSWERS)
    org = compose(session, answers="answers/owner.yaml").data
    document = load_bytes(org, "company.yaml", beside={"answers/owner.yaml": answers_file(session)})

    assert document.attached[0].told["company"]["headcount"] == 24


class TestByHand:
    def test_answers_are_found_by_the_fact_they_fill(self) -> None:
        found = read(file("fills: company.headcount, value: 24", "fills: company.revenue, value: 120 млн"), "a").givens

        assert found == (Given("company_headcount", value=24), Given("company_revenue", value=120_000_000))

    def test_and_the_entry_by_its_place_in_the_path(self) -> None:
        (found,) = read(file("fills: roles.sales_rep.count, value: 3"), "a").givens

        assert (found.entry, found.value) == ("sales_rep", 3)

    def test_what_nothing_asks_about_is_left_out(self) -> None:
        assert read(file("fills: company.industry.x, value: x"), "a").givens == ()

    def test_the_later_of_two_answers_counts(self) -> None:
        data = file("fills: company.headcount, value: 24", "fills: company.headcount, state: unknown")

        assert read(data, "a").givens == (Given("company_headcount", status="unknown"),)

    @pytest.mark.parametrize("value", ["много", "-1", "[1]", "none of it", "{}"])
    def test_a_value_that_does_not_fit_is_an_error_that_names_the_question(self, value: str) -> None:
        with pytest.raises(InputError) as caught:
            read(file(f"fills: company.headcount, value: {value}"), "a")
        assert (caught.value.key, caught.value.values["found"]) == ("answers.bad_value", "company_headcount")

    @pytest.mark.parametrize("broken", [b"", b"a: [", b"salesaudit_answers: 1\nanswers: []\n", b"\xff", b"- 1\n"])
    def test_what_is_no_answers_file_is_told_with_its_place(self, broken: bytes) -> None:
        with pytest.raises(LoadError) as caught:
            read(broken, "a.yaml")
        assert all(problem.span for problem in caught.value.problems)


THERE = {"people": {"x": {"roles": ["ceo"]}}, "roles": {"ceo": {}}}


class TestEveryType:
    @pytest.mark.parametrize(
        ("type_", "fills", "value", "written"),
        [
            ("share", "company.repeat_share", 0.333, "33.3%"),
            ("share", "people.x.results.plan_attainment", 1.2, "120%"),
            ("money", "company.revenue", 120_000_000, "120_000_000"),
            ("money", "company.revenue", 12.5, "12.5"),
            ("duration", "lead_generation.first_response", 16, "2d"),
            ("duration", "lead_generation.first_response", 4, "4h"),
            ("duration", "lead_generation.first_response", 0.25, "15min"),
            ("duration", "lead_generation.first_response", 0.3333, "20min"),
            ("duration", "lead_generation.first_response", 1.2345, "1.2345h"),
            ("count", "company.headcount", 24, "24"),
            ("counts", "lead_generation.leads_by_month", [60, 48], "[60, 48]"),
            ("number", "administration.decision_days", 2.5, "2.5"),
            ("date", "strategy.reviewed", "2026-11-02", "2026-11-02"),
            ("date", "strategy.reviewed", "none", "none"),
            ("yes_no", "company.captive", False, "no"),
            ("state", "strategy.values", "absent", "absent"),
            ("choice, words: market", "company.market", "b2b", "b2b"),
            ("text", "company.industry", "12:30", '"12:30"'),
            ("many, words: motive", "elements.compensation.motives", [], "none"),
        ],
    )
    def test_is_written_as_people_write_it_and_read_back(
        self, type_: str, fills: str, value: Any, written: str
    ) -> None:
        asked = own(f"type: {type_}, fills: {fills}")
        session = Session.start(asked, "ru", OWNER, THERE).take((Given("q0", value=value),))
        data = answers_file(session)

        assert f"value: {written}, question: q0" in data.decode()
        assert read(data, "a", asked).givens == (Given("q0", value=value),)

    def test_shares_are_facts_of_their_own_and_one_answer(self) -> None:
        asked = own("type: shares, fills: roles.ceo.time, parts: [selling, admin]")
        session = Session.start(asked, "ru", OWNER, THERE).take((Given("q0", value={"selling": 0.4, "admin": 0.1}),))
        data = answers_file(session)

        assert "fills: roles.ceo.time.selling, value: 40%" in data.decode()
        assert read(data, "a", asked).givens[0].value == {"selling": 0.4, "admin": 0.1}

    def test_a_choice_that_is_not_offered_is_an_error(self) -> None:
        asked = own("type: choice, words: market, fills: company.market")
        with pytest.raises(InputError, match=r"answers\.bad_value"):
            read(file("fills: company.market, value: b3b, question: q0"), "a", asked)


class TestVersions:
    ASKED = own("type: count, fills: company.headcount", more="renamed: {people: q0, gone: null}\n")

    def test_an_id_of_an_earlier_version_is_today_s_question(self) -> None:
        data = file("fills: company.headcount, value: 24, question: people")

        assert read(data, "a", self.ASKED).givens == (Given("q0", value=24),)

    def test_a_question_that_is_gone_is_left_out(self) -> None:
        assert read(file("fills: company.revenue, value: 24, question: gone"), "a", self.ASKED).givens == ()

    def test_one_that_never_was_is_an_error_with_the_nearest(self) -> None:
        with pytest.raises(InputError) as caught:
            read(file("fills: company.headcount, value: 24, question: q9"), "a", self.ASKED)
        assert (caught.value.key, caught.value.hint) == ("answers.no_question", "answers.no_question.near")


def test_who_answered_and_what_is_read_too() -> None:
    found = read(answers_file(talk(*ANSWERS)), "a.yaml", SMALL)

    assert found.questionnaire == "own@2"
    assert found.respondent == {"as": "owner", "name": "Иван Иванов", "date": "2026-11-02"}
