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


def test_a_respondent_who_says_nothing_of_the_company_tells_nothing_of_it() -> None:
    silent = OWNER.replace(b"company.headcount", b"strategy.state").replace(b"24", b"written")
    [attached] = load_bytes(ORG, beside={"answers/owner.yaml": silent}).attached
    assert set(attached.told) == {"strategy"}
