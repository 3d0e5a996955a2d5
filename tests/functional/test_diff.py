"""``salesaudit diff`` as it is used: files, saved reports and revisions of git, and what the exit code says."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.functional.command import BUSY_LEADER, Result, company, run

CALM = BUSY_LEADER.replace("selling: 70%, leading: 30%", "selling: 30%, leading: 70%")
ANSWERED = BUSY_LEADER + "answers: [answers/owner.yaml]\n"
ANSWERS = """\
salesaudit_answers: 1
respondent: {as: owner}
answers: [{fills: company.market, value: b2b}]
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a repository that was busy in its last commit and is calm now."""
    company(tmp_path, BUSY_LEADER)
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "--quiet", "-m", "x")
    company(tmp_path, CALM)
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-c", "commit.gpgsign=false", *arguments], cwd=folder, check=True, capture_output=True)


def diff(home: Path, *arguments: str, stdin: bytes = b"") -> Result:
    import os

    env = {"PATH": os.environ["PATH"], "HOME": str(home)}
    return run("diff", *arguments, "--lang", "en", cwd=home, stdin=stdin, env=env)


def kinds(result: Result, rule: str = "LDR002") -> list[str]:
    return [c["kind"] for c in json.loads(result.out)["companies"][0]["changes"] if c["rule"] == rule]


def test_a_revision_is_compared_with_the_file(home: Path) -> None:
    result = diff(home, "HEAD:company.yaml", "company.yaml")

    assert (result.code, result.err) == (0, "")
    assert "HEAD:company.yaml → company.yaml" in result.out
    assert "fixed" in result.out
    assert kinds(diff(home, "company.yaml", "HEAD:company.yaml", "-f", "json")) == ["new"]


def test_two_revisions_and_a_file_that_is_gone(home: Path) -> None:
    git(home, "add", ".")
    (home / "company.yaml").unlink()

    assert kinds(diff(home, "HEAD:company.yaml", ":company.yaml", "-f", "json")) == ["fixed"]


def test_what_stands_beside_is_taken_from_the_same_revision(home: Path) -> None:
    company(home, ANSWERED)
    company(home, ANSWERS, "answers/owner.yaml")
    git(home, "add", ".")
    company(home, "nonsense", "answers/owner.yaml")
    staged = diff(home, ":company.yaml", ":company.yaml")
    now = diff(home, ":company.yaml", "company.yaml")

    assert (staged.code, "Nothing changed" in staged.out) == (0, True)
    assert now.code == 2
    assert "answers/owner.yaml:1:1" in now.err


def test_a_saved_report_is_compared_with_the_file(home: Path) -> None:
    before = company(home, BUSY_LEADER, "before.yaml")
    (home / "r.json").write_text(run("check", str(before), "--format", "json").out)
    result = diff(home, "r.json", "company.yaml", "-f", "json")

    assert kinds(result) == ["fixed"]
    assert json.loads(result.out)["companies"][0]["duties"] is None


def test_standard_input_is_one_side_and_not_both(home: Path) -> None:
    assert kinds(diff(home, "-", "company.yaml", "-f", "json", stdin=BUSY_LEADER.encode())) == ["fixed"]
    assert diff(home, "-", "-").code == 2


@pytest.mark.parametrize(
    ("old", "new", "options", "code"),
    [
        ("company.yaml", "HEAD:company.yaml", [], 0),
        ("company.yaml", "HEAD:company.yaml", ["--fail-on", "high"], 1),
        ("company.yaml", "HEAD:company.yaml", ["--fail-on", "never"], 0),
        ("HEAD:company.yaml", "company.yaml", ["--fail-on", "high"], 0),
        ("HEAD:company.yaml", "HEAD:company.yaml", ["--fail-on", "low"], 0),
        ("HEAD:company.yaml", "nowhere.yaml", [], 2),
        ("HEAD:nowhere.yaml", "company.yaml", [], 2),
        ("HEAD:company.yaml", "company.yaml", ["--fail-on", "hihg"], 2),
        ("HEAD:company.yaml", "company.yaml", ["--format", "htlm"], 2),
    ],
)
def test_the_exit_code(old: str, new: str, options: list[str], code: int, home: Path) -> None:
    assert diff(home, old, new, *options).code == code


def test_the_reason_for_a_closed_gate_is_told(home: Path) -> None:
    assert "exit code 1" in diff(home, "company.yaml", "HEAD:company.yaml", "--fail-on", "high").out


def test_several_files_are_written_in_one_run(home: Path) -> None:
    wanted = ["-o", "html=d.html", "-o", "markdown=d.md", "-o", "json=d.json", "-o", "text=d.txt"]
    result = diff(home, "HEAD:company.yaml", "company.yaml", *wanted)

    assert result.code == 0
    assert (home / "d.html").read_text("utf-8").startswith("<!doctype html>")
    assert "LDR002" in (home / "d.md").read_text("utf-8")
    assert json.loads((home / "d.json").read_text("utf-8"))["schema_version"] == 1
    assert (home / "d.txt").read_text("utf-8") == result.out


def test_a_file_that_cannot_be_read_is_told_as_ever(home: Path) -> None:
    company(home, "salesaudit: 1\ncompany: {nam: X}\n", "wrong.yaml")
    result = diff(home, "HEAD:company.yaml", "wrong.yaml")

    assert result.code == 2
    assert "wrong.yaml:2:11" in result.err


def test_reports_without_a_company_in_common_are_refused(home: Path) -> None:
    (home / "none.json").write_text('{"schema_version": 1, "files": []}')
    result = diff(home, "none.json", "company.yaml")

    assert result.code == 2
    assert "no company in common" in result.err


def test_rules_that_are_off_here_are_off_on_both_sides(home: Path) -> None:
    (home / ".salesaudit.yaml").write_text("ignore: [LDR002]\n")

    assert kinds(diff(home, "HEAD:company.yaml", "company.yaml", "-f", "json")) == []
