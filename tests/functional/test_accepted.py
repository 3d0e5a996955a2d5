"""Accepted risks on the way from the file to the exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.functional.command import BUSY_LEADER, company, run

ENTRY = """\
accepted:
  - {rule: %s, subject: %s, reason: "two are on probation", owner: ceo, until: %s}
"""
ONLY = ("--select", "LDR002,LDR001")


def accepted(folder: Path, rule: str = "LDR002", subject: str = "head_of_sales", until: str = "2027-02-01") -> str:
    return str(company(folder, BUSY_LEADER + ENTRY % (rule, subject, until)))


def read(path: str, *options: str) -> dict[str, Any]:
    (file,) = json.loads(run("check", path, *ONLY, "-f", "json", *options).out)["files"]
    return dict(file)


@pytest.mark.parametrize("subject", ["head_of_sales", "role:head_of_sales"])
@pytest.mark.parametrize("rule", ["LDR002", "leader-still-the-best-seller-by-time"])
def test_one_that_fits_opens_the_gate_and_is_told(rule: str, subject: str, tmp_path: Path) -> None:
    path = accepted(tmp_path, rule, subject)
    result = run("check", path, *ONLY)
    file = read(path)

    assert result.code == 0
    assert "LDR002" not in result.out
    assert "1 risk is accepted" in result.out
    assert [finding["accepted"]["until"] for finding in file["findings"]] == ["2027-02-01"]
    assert file["score"]["raw"] < file["score"]["value"]


def test_one_out_of_date_closes_the_gate_again(tmp_path: Path) -> None:
    path = accepted(tmp_path, until="2026-10-31")
    result = run("check", path, *ONLY)
    file = read(path)

    assert result.code == 1
    assert "GOV001" in result.out
    assert "31 October 2026" in result.out.replace("\xa0", " ")
    assert "LDR002" in result.out
    assert [finding["accepted"] for finding in file["findings"]] == [None]


def test_one_that_fits_no_finding_is_a_remark(tmp_path: Path) -> None:
    path = accepted(tmp_path, rule="LDR001")
    result = run("check", path, *ONLY, "--lang", "ru")

    assert "GOV002" in result.out
    assert run("check", path, "--select", "LDR001", "--fail-on", "medium").code == 0
    assert run("check", path, "--select", "LDR001", "--fail-on", "low").code == 1


def test_no_accepted_shows_everything_and_closes_the_gate(tmp_path: Path) -> None:
    path = accepted(tmp_path)
    result = run("check", path, *ONLY, "--no-accepted")

    assert result.code == 1
    assert "LDR002" in result.out
    assert [finding["accepted"] for finding in read(path, "--no-accepted")["findings"]] == [None]
    assert read(path, "--no-accepted")["governance"] == []


def test_one_without_an_end_is_refused(tmp_path: Path) -> None:
    path = company(tmp_path, BUSY_LEADER + "accepted: [{rule: LDR002, subject: ceo, reason: so, owner: ceo}]\n")
    result = run("check", str(path))

    assert result.code == 2
    assert "The required key “until” is missing" in result.err
