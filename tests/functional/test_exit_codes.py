"""The exit codes of every command, one by one, as the documentation gives them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.functional.command import BUSY_LEADER, company, process, run


def test_0_where_nothing_reaches_the_threshold(tmp_path: Path) -> None:
    assert run("check", str(company(tmp_path, BUSY_LEADER)), "--fail-on", "never").code == 0


def test_0_and_no_score_where_nothing_could_be_decided(tmp_path: Path) -> None:
    result = run("check", str(company(tmp_path, "salesaudit: 1\ncompany: {name: Ромашка}\n")), "--lang", "ru")

    assert result.code == 0
    assert "Оценки нет" in result.out
    assert "роблем не найдено" in result.out
    assert result.err == ""


def test_1_where_a_finding_reaches_the_threshold(tmp_path: Path) -> None:
    path = str(company(tmp_path, BUSY_LEADER))

    assert run("check", path, "--select", "LDR002").code == 1
    assert run("check", path, "--select", "LDR002", "--fail-on", "low").code == 1


def test_1_where_the_score_is_below_the_minimum(tmp_path: Path) -> None:
    path = str(company(tmp_path, BUSY_LEADER))

    assert run("check", path, "--fail-on", "never", "--min-score", "100").code == 1
    assert run("check", path, "--fail-on", "never", "--min-score", "0").code == 0


def test_1_where_a_minimum_is_asked_for_and_there_is_no_score(tmp_path: Path) -> None:
    path = company(tmp_path, "salesaudit: 1\ncompany: {name: Test}\n")

    assert run("check", str(path), "--min-score", "0").code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["no-such-command"],
        ["check"],
        ["check", "nowhere.yaml"],
        ["check", "company.yaml", "--format", "xml"],
        ["check", "company.yaml", "--min-score", "101"],
        ["check", "company.yaml", "--min-score", "nan"],
        ["check", "company.yaml", "--no-such-option"],
        ["check", "company.yaml", "--output", "json"],
        ["check", "company.yaml", "-o", "json=x", "-o", "text=x"],
        ["check", "-", "-"],
        ["explain"],
        ["explain", "XYZ999"],
        ["explain", "LDR002", "--on", "nowhere.yaml"],
        ["init", "company.yaml"],
        ["init", "x.yaml", "--from", "huge"],
        ["rules", "XYZ"],
        ["vocabulary", "--kind", "planet"],
        ["schema", "planet"],
        ["schema", "-o", "no/such/folder.json"],
    ],
)
def test_2_where_the_command_is_wrong(arguments: list[str], tmp_path: Path) -> None:
    company(tmp_path)
    result = run(*arguments, cwd=tmp_path)

    assert result.code == 2
    assert result.out == ""
    assert result.err
    assert [path.name for path in tmp_path.iterdir()] == ["company.yaml"]


def test_2_where_a_file_cannot_be_read(tmp_path: Path) -> None:
    assert run("check", str(company(tmp_path, "salesaudit: 1\n"))).code == 2


def test_2_wins_over_findings_and_the_other_files_are_still_checked(tmp_path: Path) -> None:
    bad, good = company(tmp_path, "salesaudit: 2\n", "bad.yaml"), company(tmp_path, BUSY_LEADER, "good.yaml")
    result = run("check", "nowhere.yaml", str(bad), str(good), "--select", "LDR002")

    assert result.code == 2
    assert "nowhere.yaml" in result.err
    assert "E055" in result.err
    assert "LDR002" in result.out


def test_3_where_nothing_was_checked(tmp_path: Path) -> None:
    company(tmp_path, "salesaudit_answers: 1\n", "answers/owner.yaml")
    result = run("check", str(tmp_path))

    assert result.code == 3
    assert result.out == ""
    assert "Nothing was checked" in result.err


@pytest.mark.parametrize(
    "arguments", [["--help"], ["-h"], ["check", "--help"], ["--version"], ["rules"], ["vocabulary"]]
)
def test_0_where_something_is_only_shown(arguments: list[str]) -> None:
    result = process(*arguments) if arguments == ["--version"] else run(*arguments)

    assert result.code == 0
    assert result.out
    assert result.err == ""


def test_python_m_runs_the_same_program() -> None:
    assert process("--version").out.startswith("salesaudit ")
