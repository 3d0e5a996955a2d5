"""The files beside an org file, given from memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesaudit.orgfile.load import load_bytes
from salesaudit.orgfile.problems import LoadError

ORG = b"salesaudit: 1\ncompany: {name: Test}\nanswers: answers/owner.yaml\n"
OWNER = b"salesaudit_answers: 1\nrespondent: {as: owner}\nanswers:\n  - {fills: company.headcount, value: 24}\n"
SELLER = OWNER.replace(b"owner", b"seller")


def test_a_file_is_taken_by_the_name_that_the_org_file_gives_it() -> None:
    [attached] = load_bytes(ORG, beside={"answers/owner.yaml": OWNER, "answers/other.yaml": SELLER}).attached
    assert attached.source.name == "answers/owner.yaml"
    assert attached.data["respondent"]["as"] == "owner"
    assert attached.told["company"]["headcount"] == 24


def test_what_is_given_wins_over_what_stands_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "answers").mkdir()
    (tmp_path / "answers" / "owner.yaml").write_bytes(SELLER)
    [from_folder] = load_bytes(ORG, folder=tmp_path).attached
    [given] = load_bytes(ORG, folder=tmp_path, beside={"answers/owner.yaml": OWNER}).attached
    assert from_folder.data["respondent"]["as"] == "seller"
    assert given.data["respondent"]["as"] == "owner"


@pytest.mark.parametrize("beside", [None, {}, {"owner.yaml": OWNER}])
def test_what_is_not_given_is_a_problem_where_there_is_no_folder(beside: dict[str, bytes] | None) -> None:
    with pytest.raises(LoadError) as refused:
        load_bytes(ORG, beside=beside)
    assert [problem.code for problem in refused.value.problems] == ["E087"]


def test_what_is_wrong_in_a_given_file_is_told_at_its_own_place() -> None:
    with pytest.raises(LoadError) as refused:
        load_bytes(ORG, beside={"answers/owner.yaml": OWNER.replace(b"24", b"many")})
    [problem] = refused.value.problems
    assert (problem.file, problem.span and problem.span.line) == ("answers/owner.yaml", 4)


def problems(org: bytes = ORG, **files: bytes) -> list[tuple[str, str, int]]:
    with pytest.raises(LoadError) as refused:
        load_bytes(org, beside={f"answers/{name}.yaml": content for name, content in files.items()})
    return [(p.code, p.file.rpartition("/")[2], p.span.line if p.span else 0) for p in refused.value.problems]


def answers(*lines: str) -> bytes:
    listed = "".join(f"  - {{{line}}}\n" for line in lines)
    return f"salesaudit_answers: 1\nrespondent: {{as: owner}}\nanswers:\n{listed}".encode()


def told(*lines: str) -> dict[str, object]:
    [attached] = load_bytes(ORG, beside={"answers/owner.yaml": answers(*lines)}).attached
    return attached.told


def test_a_file_beside_that_is_no_yaml_is_told_at_its_own_place() -> None:
    assert problems(owner=b"[") == [("E003", "owner.yaml", 1)]
    assert problems(owner=b"salesaudit_answers: 1\nrespondent: {as: owner}\nanswers: 5\n") == [
        ("E036", "owner.yaml", 3)
    ]


def test_a_measured_file_that_is_wrong_tells_nothing() -> None:
    org = ORG.replace(b"answers:", b"evidence:")
    assert problems(org, owner=b"salesaudit_evidence: 1\n") == [("E032", "owner.yaml", 1)]


def test_a_handoff_is_named_by_what_it_joins() -> None:
    assert told("fills: handoffs.sales->production.via, value: crm") == {
        "handoffs": [{"from": "sales", "to": "production", "via": "crm"}]
    }


def test_a_handoff_that_joins_nothing_is_incomplete() -> None:
    found = problems(owner=answers("fills: company.headcount, value: 3", "fills: handoffs.first.via, value: crm"))
    assert found == [("E032", "owner.yaml", 5)] * 2
    assert problems(owner=answers("fills: handoffs.first, value: crm")) == [("E035", "owner.yaml", 4)]


def test_a_goal_is_named_by_its_metric() -> None:
    assert told("fills: strategy.goals.revenue.target, value: 5") == {
        "strategy": {"goals": [{"metric": "revenue", "target": 5}]}
    }


@pytest.mark.parametrize(
    "lines",
    [
        ("fills: roles.ceo.time.selling, value: 10%", "fills: roles.ceo.time, value: 10%"),
        ("fills: roles.ceo.time, value: 10%", "fills: roles.ceo.time.selling, value: 10%"),
    ],
)
def test_an_answer_does_not_cover_another(lines: tuple[str, str]) -> None:
    assert ("E091", "owner.yaml", 5) in problems(owner=answers(*lines))


def test_a_ring_of_links_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "answers").symlink_to(tmp_path / "answers")
    with pytest.raises(LoadError) as refused:
        load_bytes(ORG, folder=tmp_path)
    assert {problem.code for problem in refused.value.problems} <= {"E087", "E088"}


def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LoadError) as refused:
        load_bytes(ORG.replace(b"answers/owner.yaml", b'"a\\0b.yaml"'), folder=tmp_path)
    assert refused.value.problems


def test_a_respondent_who_says_nothing_of_the_company_tells_nothing_of_it() -> None:
    silent = OWNER.replace(b"company.headcount", b"strategy.state").replace(b"24", b"written")
    [attached] = load_bytes(ORG, beside={"answers/owner.yaml": silent}).attached
    assert set(attached.told) == {"strategy"}
