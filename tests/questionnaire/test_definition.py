"""A questionnaire is read whole, or every problem in it is told with its place."""

from __future__ import annotations

import pytest

from salesaudit.orgfile.problems import LoadError
from salesaudit.questionnaire.definition import load_text
from tests.questionnaire.small import COMPANY, small

HEAD = "questionnaire: own\ntitle: {ru: А, en: A}\n"
SHARED = b"""
questions:
  - {id: market, fills: company.market, ask: {ru: Q, en: Q}, why: {ru: W, en: W}, type: choice, words: market}
sections:
  - id: team
    title: {ru: T, en: T}
    questions:
      - {id: staff, fills: company.headcount, ask: {ru: Q, en: Q}, why: {ru: W, en: W}, type: count}
"""


def question(**changes: str) -> str:
    fields = {"id": "q", "fills": "company.headcount", "ask": "{ru: Q, en: Q}", "why": "{ru: W, en: W}",
              "type": "count", **changes}  # fmt: skip
    return "{" + ", ".join(f"{key}: {value}" for key, value in fields.items() if value) + "}"


def problems(text: str) -> list[str]:
    with pytest.raises(LoadError) as raised:
        load_text((HEAD + text).encode(), "own.yaml", SHARED)
    return [f"{p.span.line}:{p.span.column} {p.code}" for p in raised.value.problems if p.span]


def section(*questions: str, **keys: str) -> str:
    more = "".join(f"    {key}: {value}\n" for key, value in keys.items())
    listed = "".join(f"      - {one}\n" for one in questions)
    return f"sections:\n  - id: s\n    title: {{ru: T, en: T}}\n{more}    questions:\n{listed}"


def test_what_is_shared_is_taken_whole() -> None:
    text = HEAD + "sections:\n  - use: team\n  - id: s\n    title: {ru: T, en: T}\n    questions: [{use: market}]\n"
    read = load_text(text.encode(), "own.yaml", SHARED)
    assert [question.id for question in read.questions] == ["staff", "market"]
    assert read.question("market").where.file.endswith("shared.yaml")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (section(question(ask="{ru: Q}")), "7:38 E032"),
        (section(question(type="wish")), "7:74 E033"),
        (section(question(colour="red")), "7:81 E031"),
        (section(question(fills="'roles.{role}.count'")), "7:17 E134"),
        (section(question(type="choice")), "7:9 E133"),
        (section(question(type="choice", words="weather")), "7:90 E033"),
        (section(question(type="many", words="archetype", only="[ownr]")), None),
        (section(question(when="{knows: company.name}")), "7:89 E132"),
        (section(question(why="")), "7:9 E032"),
        (section(question(), question()), "8:9 E131"),
        (section("{use: markt}"), "7:15 E130"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(written: str, expected: str | None) -> None:
    found = problems(written)
    assert len(found) == 1, found
    if expected is not None:
        assert found[0].split()[1] == expected.split()[1]
        assert found[0].split(":")[0] == expected.split(":")[0]


def test_a_questionnaire_needs_a_name() -> None:
    with pytest.raises(LoadError) as raised:
        load_text(b"title: {ru: A, en: A}\nsections: none\n", "own.yaml", SHARED)
    assert [problem.values["found"] for problem in raised.value.problems] == ["questionnaire"]


def test_old_ids_find_their_question() -> None:
    renamed = small(
        "[{id: s, questions: [{id: staff, fills: company.headcount, type: count}]}]",
        renamed={"people_count": "headcount", "headcount": "staff", "mood": None, "a": "b", "b": "a"},
    )
    assert renamed.question("people_count").id == "staff"
    assert renamed.today("mood") is None
    for gone in ("mood", "a", "nothing"):
        with pytest.raises(KeyError):
            renamed.question(gone)


def test_answers_carry_the_version() -> None:
    assert COMPANY.name == "small@1"


def test_choices_have_words_in_both_languages() -> None:
    options = COMPANY.question("roles").options
    assert [choice.value for choice in options] == ["owner", "ceo", "head_of_sales", "sales_rep"]
    assert all(choice.text.ru and choice.text.en for choice in options)
