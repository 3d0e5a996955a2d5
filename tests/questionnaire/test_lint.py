"""The linter finds each defect once, at its place, and nothing in what ships."""

from __future__ import annotations

from typing import Any

import pytest

from salesaudit.questionnaire.lint import lint, read_shipped
from tests.questionnaire.small import small

WORDS = "{ru: Вопрос, en: Question}"


def codes(sections: str, **head: Any) -> list[str]:
    return [problem.code for problem in lint([small(sections, **head)], complete=False)]


def section(*questions: str, **keys: str) -> str:
    more = "".join(f"  {key}: {value}\n" for key, value in keys.items())
    listed = "".join(f"    - {{{one}}}\n" for one in questions)
    return f"- id: s\n{more}  questions:\n{listed}"


GOOD = "id: staff, fills: company.headcount, type: count"
MARKET = "id: market, fills: company.market, type: choice, words: market"


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        (section(GOOD), []),
        (section(GOOD, MARKET + ", when: {known: company.headcount}"), []),
        (section(MARKET, GOOD + ", when: {is: [company.market, b2g]}"), ["Q001"]),
        (section(MARKET, GOOD + ", when: {has: {archetype: chief}}"), ["Q001"]),
        (
            section(MARKET + ", when: {known: company.headcount}", GOOD + ", when: {known: company.market}"),
            ["Q002"],
        ),
        (section(GOOD + ", when: {not: {known: company.headcount}}"), ["Q002"]),
        (section(GOOD + ", when: {known: company.market}"), ["Q003"]),
        (section("id: kpis, fills: 'roles.{role}.kpis', type: many, words: metric", each="role"), ["Q003"]),
        (section(GOOD + ", ask: {ru: 'Сколько {n:# день|# дня}?', en: 'How many?'}"), ["Q004"]),
        (section(GOOD + ", ask: {ru: 'Сколько у {titel}?', en: 'How many?'}"), ["Q005"]),
        (section(GOOD + ", why: {ru: Вот, en: 'For {role}.'}"), ["Q005"]),
        (section("id: mood, fills: company.industry_mood, type: text"), ["Q006"]),
        (section(GOOD + ", ask: {ru: Сколькo людей, en: How many}"), ["Q008"]),
        (section(GOOD + ", ask: {ru: Сколько людей, en: How mаny}"), ["Q008"]),
    ],
)
def test_each_defect_once(sections: str, expected: list[str]) -> None:
    assert codes(sections) == expected


def test_an_id_means_one_question_everywhere() -> None:
    one, other = small(section(GOOD)), small(section(MARKET, GOOD))
    assert [problem.code for problem in lint([one, other], complete=False)] == ["Q009"]
    assert not lint([one, one], complete=False)


@pytest.mark.parametrize(
    ("renamed", "expected"),
    [({"old": "staff"}, []), ({"old": None}, []), ({"old": "gone"}, ["Q010"]), ({"staff": "other"}, ["Q010"])],
)
def test_renamed_questions_lead_to_questions(renamed: dict[str, str | None], expected: list[str]) -> None:
    assert codes(section(GOOD), renamed=renamed) == expected


def test_a_fact_that_rules_read_and_nobody_asks_for_is_told() -> None:
    found = lint([small(section(GOOD))])
    unasked = {problem.values["found"] for problem in found if problem.code == "Q007"}
    assert "administration.owner_decides" in unasked
    assert "company.headcount" not in unasked
    assert not any(str(path).startswith("measured") for path in unasked)
    (decides,) = [problem for problem in found if problem.values.get("found") == "administration.owner_decides"]
    assert "OWN007" in str(decides.values["rules"])


def test_problems_say_where_and_what_to_do() -> None:
    (problem,) = lint([small(section(MARKET, GOOD + ", when: {is: [company.market, b2g]}"))], complete=False)
    assert problem.file == "small.yaml"
    assert problem.span is not None
    assert problem.path[-1] == "when"
    assert problem.line_text is not None
    for lang in ("ru", "en"):
        assert "b2g" in problem.sentence(lang)
        assert problem.advice(lang)


def test_what_ships_is_clean() -> None:
    assert [f"{p.file}:{p.span and p.span.line} {p.sentence('en')}" for p in lint(read_shipped())] == []


def test_what_is_compiled_is_what_is_written() -> None:
    from dataclasses import replace

    from salesaudit.questionnaire.definition import Questionnaire, Where, load

    def bare(questionnaire: Questionnaire) -> Questionnaire:
        nowhere = Where("", ())
        sections = tuple(
            replace(s, where=nowhere, questions=tuple(replace(q, where=nowhere) for q in s.questions))
            for s in questionnaire.sections
        )
        cards = tuple(replace(card, where=nowhere) for card in questionnaire.cards)
        return replace(questionnaire, sections=sections, cards=cards)

    for questionnaire in read_shipped():
        assert bare(load(questionnaire.id)) == bare(questionnaire)
