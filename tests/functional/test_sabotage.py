"""A rule that breaks is an internal error that names the rule, never a pass."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from salesaudit.audit import engine
from salesaudit.rules.catalogue import all_rules
from salesaudit.rules.registry import Rule
from salesaudit.rules.wording import example
from tests.functional.command import company, run


class Sabotage(Exception):
    """What no rule expects."""


def breaks(*_: object, **__: object) -> Any:
    raise Sabotage


def spoiled(rule: Rule, part: str) -> Rule:
    changes: dict[str, Any] = {part: (breaks,) if part == "guards" else breaks}
    return replace(rule, **changes)


def company_of(rule: Rule, folder: Path) -> str:
    shown = example(rule.id)
    for name, text in shown.attached.items():
        company(folder, text, name)
    head = "salesaudit: 1\n" if "salesaudit:" not in shown.bad else ""
    named = "" if "company:" in shown.bad else "company: {name: Test, headcount: 24}\n"
    return str(company(folder, head + shown.bad + named))


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.id) for rule in all_rules()])
def test_every_rule(rule: Rule, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = company_of(rule, tmp_path)
    monkeypatch.setattr(engine, "known_rules", lambda: (spoiled(rule, "judge"),))
    result = run("check", path, *([] if rule.default_on else ["--select", rule.id]), cwd=tmp_path)

    assert result.code == 4
    assert result.out == ""
    assert rule.id in result.err
    assert "Sabotage" not in result.err
    assert rule.id in (tmp_path / "salesaudit-crash.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("part", ["guards", "subjects"])
def test_what_a_rule_asks_before_it_judges(part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = all_rules()[0]
    monkeypatch.setattr(engine, "known_rules", lambda: (spoiled(rule, part),))
    result = run("check", company_of(rule, tmp_path), cwd=tmp_path)

    assert result.code == 4
    assert rule.id in result.err


def test_the_crash_file_has_no_word_of_the_company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = all_rules()[0]

    def leaks(*_: object, **__: object) -> Any:
        raise Sabotage("swordfish")

    monkeypatch.setattr(engine, "known_rules", lambda: (replace(rule, judge=leaks),))
    result = run("check", company_of(rule, tmp_path), cwd=tmp_path)
    text = (tmp_path / "salesaudit-crash.txt").read_text(encoding="utf-8")

    assert "swordfish" not in result.err + text
    assert str(tmp_path) not in text
    assert text.startswith("salesaudit ")
    assert "Sabotage" in text
    assert "test_sabotage.py" in text


def test_debug_shows_what_happened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = all_rules()[0]
    monkeypatch.setattr(engine, "known_rules", lambda: (spoiled(rule, "judge"),))
    result = run("--debug", "check", company_of(rule, tmp_path), cwd=tmp_path)

    assert "Traceback" in result.err
    assert "Sabotage" in result.err


def test_a_fault_outside_the_rules_is_told_and_kept_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("salesaudit.formats.text.reports", breaks)
    result = run("check", str(company(tmp_path)), cwd=tmp_path, env={"SALESAUDIT_LANG": "ru"})

    assert result.code == 4
    assert "Внутренняя ошибка" in result.err
    assert str(tmp_path / "salesaudit-crash.txt") in result.err


@pytest.mark.parametrize("error", [MemoryError, RecursionError])
def test_too_large_is_an_error_of_the_input(
    error: type[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def exhausted(*_: object) -> None:
        raise error

    monkeypatch.setattr("salesaudit.audit.run.build_org", exhausted)
    result = run("check", str(company(tmp_path)), cwd=tmp_path)

    assert result.code == 2
    assert "too large" in result.err
    assert not (tmp_path / "salesaudit-crash.txt").exists()


def test_a_crash_file_that_cannot_be_written_is_no_second_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "salesaudit-crash.txt").mkdir()
    monkeypatch.setattr("salesaudit.formats.text.reports", breaks)
    result = run("check", str(company(tmp_path)), cwd=tmp_path)

    assert result.code == 4
    assert "--debug" in result.err
