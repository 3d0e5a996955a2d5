"""What can be wrong with what a file says: each problem by its code, in its place, with a hint in both languages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from salesaudit.orgfile.load import load, load_bytes, looks_like_org
from salesaudit.orgfile.problems import LoadError, Problem
from salesaudit.safety.errors import InputError
from salesaudit.safety.limits import LIMITS
from salesaudit.texts.catalogue import messages
from tests.builders import attached, document

COMPANY = "salesaudit: 1\ncompany: {name: Test}\n"


def problems(text: str, beside: dict[str, str] | None = None) -> list[Problem]:
    files = {name: attached(name, content) for name, content in (beside or {}).items()}
    with pytest.raises(LoadError) as refused:
        load_bytes(text.encode(), "company.yaml", beside=files)
    return refused.value.problems


def told(text: str, beside: dict[str, str] | None = None) -> list[str]:
    return [f"{p.file}:{p.span.line}:{p.span.column} {p.code}" for p in problems(text, beside) if p.span]


IN_COMPANY = {
    "headcont: 5": ("E031", 1),
    "headcount: [5]": ("E034", 12),
    "market: b2x": ("E033", 9),
    "revenue: a lot": ("E044", 10),
    "revenue: 1e30": ("E044", 10),
    "revenue: 9999999999999999": ("E045", 10),
    "revenue: -1": ("E045", 10),
    "repeat_share: half": ("E041", 15),
    "repeat_share: 45": ("E042", 15),
    "repeat_share: 145%": ("E043", 15),
    "repeat_share: -1%": ("E043", 15),
    "headcount: five": ("E046", 12),
    "headcount: -1": ("E047", 12),
    "headcount: 10_000_001": ("E047", 12),
    "headcount: 2.5": ("E048", 12),
    "as_of: yesterday": ("E052", 8),
    "as_of: 2026-02-30": ("E052", 8),
    "as_of: 2026-2-3": ("E052", 8),
    "captive: perhaps": ("E053", 10),
    "currency: roubles": ("E054", 11),
    "industry: ' '": ("E057", 11),
}


@pytest.mark.parametrize("line", IN_COMPANY)
def test_a_value_of_the_company(line: str) -> None:
    code, column = IN_COMPANY[line]

    assert told(f"salesaudit: 1\ncompany:\n  name: Test\n  {line}\n") == [f"company.yaml:4:{column + 2} {code}"]


LONG = "x" * (LIMITS.id_length + 1)
ELSEWHERE = {
    "company: {}\nsalesaudit: 1": ["1:10 E032"],
    "company: {name: x}": ["1:1 E032"],
    "salesaudit: 2\ncompany: {name: x}": ["1:13 E055"],
    "salesaudit: one\ncompany: {name: x}": ["1:13 E056"],
    "salesaudit: 1\ncompany: x": ["2:10 E035"],
    COMPANY + "roles: [ceo]": ["3:8 E035"],
    COMPANY + "handoffs: {from: sales, to: sales}": ["3:11 E036"],
    COMPANY + "roles: {sales_rep: {count: 0}}": ["3:28 E049"],
    COMPANY + "lead_generation: {first_response: soon}": ["3:35 E050"],
    COMPANY + "lead_generation: {first_response: 2 weeks}": ["3:35 E050"],
    COMPANY + "lead_generation: {first_response: 9999999d}": ["3:35 E051"],
    COMPANY + f"elements: {{{LONG}: spoken}}": ["3:12 E058"],
    COMPANY + "elements: {a b: spoken}": ["3:12 E059"],
    COMPANY + "elements: {'': spoken}": ["3:12 E059"],
    COMPANY + "elements: {\u0441rm: spoken}": ["3:12 E060"],
    COMPANY + "elements: {crm: perfect}": ["3:17 E061"],
    COMPANY + "functions: {planning: {responsible: ghost}}": ["3:37 E070"],
    COMPANY + "people: {a: {roles: [ghost]}}": ["3:22 E071"],
    COMPANY + "roles: {ceo: {department: ghost}}": ["3:27 E072"],
    COMPANY + "interfaces: {ghost: {conflicts: daily}}": ["3:14 E072"],
    COMPANY + "handoffs: [{from: sales, to: ghost}]": ["3:30 E073"],
    COMPANY + "roles: {ceo: {}}\npeople: {ceo: {}}": ["4:10 E074"],
    COMPANY + "roles: {x: {archetype: ghost}}": ["3:24 E075"],
    COMPANY + "roles: {ghost: {}}": ["3:9 E076"],
    COMPANY + "functions: {ghost: {state: spoken}}": ["3:13 E077"],
    COMPANY + "processes: {hiring: {in_crm: yes}}": ["3:22 E078"],
    COMPANY + "processes: {funnel: {stages: [{id: a}, {id: a}]}}": ["3:45 E079"],
    COMPANY + "roles: {ceo: {reports_to: owner}, owner: {reports_to: ceo}}": ["3:27 E080"],
    COMPANY + "strategy: {state: absent, goals: [{metric: revenue}]}": ["3:27 E081"],
    COMPANY + "policies: {price: {state: absent, value: list}}": ["3:35 E082"],
    COMPANY + "policies: {discount: {state: absent, limit: 5%}}": ["3:38 E082"],
    COMPANY + "policies: {terms: {state: absent, max_deferral: 9d, credit_limit: 5}}": ["3:35 E082", "3:53 E082"],
    COMPANY + "processes: {funnel: {state: absent, stages: [{id: a}]}}": ["3:37 E082"],
    COMPANY + "processes: {funnel: {stages: [{id: a}]}}\nelements: {funnel: absent}": ["4:12 E082"],
    COMPANY + "handoffs: [{from: sales, to: production, state: absent, via: crm}]": ["3:57 E082"],
    COMPANY + "evidence: [a.yaml, a.yaml]": ["3:12 E088", "3:20 E086"],
    COMPANY + "answers: ../a.yaml": ["3:10 E087"],
}


@pytest.mark.parametrize(
    "text",
    [
        "policies: {discount: {state: absent, limit: none, value: none, owner: none}, terms: {state: absent}}",
        "policies: {terms: {state: absent, overdue_share: 18%}}",
        "processes: {funnel: {state: absent, stages: none}}",
        "processes: {funnel: {stages: none}}\nelements: {funnel: absent}",
        "handoffs: [{from: sales, to: production, state: absent, via: none}]",
    ],
)
def test_what_is_absent_may_be_described_as_empty(text: str) -> None:
    assert load_bytes((COMPANY + text).encode(), "company.yaml").data


@pytest.mark.parametrize("text", ELSEWHERE)
def test_anything_else(text: str) -> None:
    folder = Path(__file__).parent
    with pytest.raises(LoadError) as refused:
        load_bytes(text.encode(), "company.yaml", folder=folder)

    assert [f"{p.span.line}:{p.span.column} {p.code}" for p in refused.value.problems if p.span] == ELSEWHERE[text]


ANSWERS = "respondent: {as: owner}\nanswers:\n  - {fills: %s, value: %s}\n"
ORG = (
    COMPANY + "roles: {ceo: {}}\npeople: {ivanov: {roles: ceo}}\n"
    "processes: {funnel: {stages: [{id: first}]}}\nsegments: none\nanswers: answers/a.yaml\n"
)
TOLD = {
    ("roles.ceo.time.selling", "lots"): "44 E041",
    ("roles.ceo.tyme", "1"): "13 E031",
    ("company.name", "[a]"): "34 E034",
    ("roles.ghost.time.selling", "40%"): "13 E093",
    ("people.ivanof.results.revenue", "1"): "13 E093",
    ("segments.key.customers", "1"): "13 E093",
    ("processes.funnel.stages.second.conversion", "40%"): "63 E093",
    ("functions.planning.responsible", "ghost"): "52 E070",
    ("people.ivanov.roles", "ghost"): "41 E071",
    ("interfaces.ghost.conflicts", "daily"): "13 E072",
    ("functions.ghost.state", "spoken"): "13 E077",
    ("accepted", "none"): "13 E092",
    ("evidence", "a.yaml"): "13 E092",
    ("salesaudit", "1"): "13 E092",
}


@pytest.mark.parametrize(("fills", "value"), TOLD)
def test_an_answer(fills: str, value: str) -> None:
    found = told(ORG, {"answers/a.yaml": ANSWERS % (fills, value)})

    assert found == [f"answers/a.yaml:4:{TOLD[fills, value]}"]


def test_two_answers_to_one_question_or_to_a_part_of_it() -> None:
    head = "respondent: {as: owner}\nanswers:\n  - {fills: company.headcount, value: 3}\n"

    assert told(ORG, {"answers/a.yaml": head + "  - {fills: company.headcount, value: 4}\n"}) == [
        "answers/a.yaml:5:13 E090"
    ]
    assert told(ORG, {"answers/a.yaml": head + "  - {fills: company.headcount.now, value: 4}\n"}) == [
        "answers/a.yaml:5:13 E091"
    ]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("people: {ivanof: {revenue: 1}}", "3:10 E093"),
        ("people: {ceo: {revenue: 1}}", "3:10 E093"),
        ("people: {ivanov: {revenue: much}}", "3:28 E044"),
        ("funnel: {stages_never_seen: [first, second]}", "3:37 E093"),
        ("funel: {}", "3:1 E031"),
    ],
)
def test_evidence(line: str, found: str) -> None:
    text = ORG.replace("answers: answers/a.yaml", "evidence: evidence/a.yaml")

    assert told(text, {"evidence/a.yaml": f"source: {{kind: deals}}\n{line}\n"}) == [f"evidence/a.yaml:{found}"]


def test_what_an_open_section_leaves_open_may_be_told() -> None:
    files = {"answers/a.yaml": ANSWERS % ("people.anybody.time.selling", "40%")}
    read = document(ORG.replace("people: {ivanov: {roles: ceo}}\n", ""), files)

    assert read.attached[0].told["people"] == {"anybody": {"time": {"selling": 0.4}}}


def test_the_limit_of_files_beside_is_met_from_both_sides() -> None:
    files = {
        f"answers/{index}.yaml": attached("answers/x", "respondent: {as: owner}\nanswers: []") for index in range(3)
    }
    text = (COMPANY + f"answers: [{', '.join(files)}]\n").encode()

    assert len(load_bytes(text, beside=files, limits=replace(LIMITS, includes=3)).attached) == 3
    with pytest.raises(LoadError) as refused:
        load_bytes(text, beside=files, limits=replace(LIMITS, includes=2))
    assert [problem.code for problem in refused.value.problems] == ["E085"]


def test_every_problem_has_a_sentence_and_a_hint_in_both_languages() -> None:
    texts = [f"salesaudit: 1\ncompany:\n  name: Test\n  {line}\n" for line in IN_COMPANY] + list(ELSEWHERE)
    for text in texts:
        for problem in problems(text):
            for lang in ("ru", "en"):
                assert problem.sentence(lang)
                assert problem.advice(lang)


def test_every_code_of_the_catalogue_is_met_by_a_test() -> None:
    codes = {key for key in messages("en") if key[0] == "E" and key[1:].isdigit() and "E031" <= key < "E100"}
    met = {code for code, _ in IN_COMPANY.values()} | {"E085", "E090", "E091"}
    met |= {found.split()[-1] for several in ELSEWHERE.values() for found in several}
    met |= {found.split()[-1] for found in TOLD.values()}

    assert met == codes


def test_all_problems_are_told_at_once_and_wrong_values_do_not_hide_wrong_references() -> None:
    found = told(COMPANY + "roles: {ceo: {count: many, reports_to: ghost}}\nzzz: 1\n")

    assert found == ["company.yaml:3:22 E046", "company.yaml:3:40 E070", "company.yaml:4:1 E031"]


@pytest.mark.parametrize(
    "data", [b"salesaudit: 1", b"# x\n  salesaudit : 2", b'{"salesaudit": 1}', b"\xef\xbb\xbfsalesaudit: 1"]
)
def test_what_looks_like_a_company(data: bytes) -> None:
    assert looks_like_org(data)
    assert looks_like_org("\ufeffsalesaudit: 1\n".encode("utf-16-le"))


@pytest.mark.parametrize("data", [b"", b"salesaudit_answers: 1", b"x: salesaudit: 1", b"salesaudit", b"name: x"])
def test_what_does_not(data: bytes) -> None:
    assert not looks_like_org(data)


def test_a_file_that_is_not_there_is_no_load_error() -> None:
    with pytest.raises(InputError):
        load("nowhere.yaml")


def test_an_error_as_text_names_every_problem_with_its_place_where_it_has_one() -> None:
    placed = problems("salesaudit: 1\ncompany: 5\n")[0]
    cause = InputError("file.not_found", file="a.yaml")
    text = str(LoadError([placed, replace(placed, file="b.yaml", span=None)]))
    assert text.splitlines()[0].startswith("b.yaml: E035 ")
    assert text.splitlines()[1].startswith("company.yaml:2:10: E035 ")
    assert "a.yaml" in replace(placed, code="E088", values={"found": "x", "cause": cause}).sentence("en")


def test_the_words_of_a_file_that_is_not_ours_are_not_repeated() -> None:
    with pytest.raises(LoadError) as refused:
        load_bytes(b"salesaudit: 1\ncompany: {name: A, market: secret}\n", "company.yaml", quote=False)
    [told] = refused.value.problems
    assert "secret" not in told.sentence("en") + told.advice("en")
    assert told.line_text is None
