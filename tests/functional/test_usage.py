"""A command line that is wrong: what is said, in both languages, and what was probably meant."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from salesaudit.cli.app import COMMANDS
from tests.functional.command import BUSY_LEADER, company, run


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["chek"], "check"),
        (["Check"], "check"),
        (["expalin", "LDR002"], "explain"),
        (["check", "x", "--formt", "json"], "--format"),
        (["check", "x", "--format", "jsn"], "json"),
        (["check", "x", "--fail-on", "hihg"], "high"),
        (["check", "x", "--profile", "balansed"], "balanced"),
        (["check", "x", "--select", "LDR02"], "LDR002"),
        (["check", "x", "--select", "leader-still-the-best-seler-by-time"], "leader-still-the-best-seller-by-time"),
        (["check", "x", "--ignore", "LRD"], "LDR"),
        (["check", "x", "-o", "jsom=x"], "json"),
        (["explain", "LDR02"], "LDR002"),
        (["rules", "LDR02"], "LDR002"),
        (["init", "--from", "smal"], "small"),
        (["vocabulary", "--kind", "functon"], "function"),
        (["schema", "anwsers"], "answers"),
    ],
)
def test_what_was_probably_meant_is_named(arguments: list[str], meant: str) -> None:
    result = run(*arguments, "--lang", "en") if arguments[0] != "schema" else run(*arguments)

    assert result.code == 2
    assert f"Did you mean {meant}?" in result.err


@pytest.mark.parametrize(
    ("arguments", "russian", "english"),
    [
        (["zzzzz"], "Команды zzzzz нет", "There is no command zzzzz"),
        (["-"], "Команды - нет", "There is no command -"),
        (["check"], "Не сказано, какой файл проверять", "No file to check was named"),
        (["explain"], "Не хватает: ПРАВИЛО", "Missing: RULE"),
        (["check", "x", "--zzz"], "Параметра --zzz нет", "There is no option --zzz"),
        (["check", "x", "--format"], "После --format нужно значение", "--format needs a value"),
        (["check", "x", "--no-accepted=1"], "--no-accepted пишется без значения", "--no-accepted takes no value"),
        (["check", "x", "--min-score", "много"], "а не «много»", "not “много”"),
        (["check", "x", "--min-score", "-1"], "от 0 до 100", "from 0 to 100"),
        (["check", "x", "-o", "json"], "нужно ФОРМАТ=ПУТЬ", "wants FORMAT=PATH"),
        (["check", "-", "-"], "только один раз", "only once"),
        (["explain", "a", "b"], "Лишнее слово: b", "One word too many: b"),
        (["explain", "ZZZ999"], "Правила «ZZZ999» нет", "There is no rule “ZZZ999”"),
        ([], "Как вызывать: salesaudit [ПАРАМЕТРЫ]", "Usage: salesaudit [OPTIONS]"),
        (["--lang"], "После --lang нужно значение", "--lang needs a value"),
    ],
)
def test_a_wrong_command_is_told_in_both_languages(arguments: list[str], russian: str, english: str) -> None:
    for lang, said in (("ru", russian), ("en", english)):
        result = run(*arguments, env={"SALESAUDIT_LANG": lang})

        assert result.code == 2
        assert said in result.err


def test_a_wrong_command_reads_no_file_first(tmp_path: Path) -> None:
    result = run("check", "nowhere.yaml", "--lang", "xx", cwd=tmp_path)

    assert "xx" in result.err
    assert "nowhere" not in result.err


def test_everything_after_two_dashes_is_a_name(tmp_path: Path) -> None:
    for name in ("--debug", "--lang", "-rf.yaml"):
        company(tmp_path, BUSY_LEADER, name)

    assert run("check", "--select", "LDR002", "--", "--debug", "--lang", "-rf.yaml", cwd=tmp_path).code == 1


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_in_russian_has_no_english_sentence(command: str) -> None:
    result = run(*command.split(), "--help", env={"SALESAUDIT_LANG": "ru"})

    assert result.code == 0
    for heading in ("Usage", "Options", "Arguments", "Commands", "Show ", "Install ", "default", "required", "<str>"):
        assert heading not in result.out
    assert "Показать эту справку и выйти." in result.out
    assert "Как вызывать: salesaudit" in result.out


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_in_english_has_no_russian_word(command: str) -> None:
    result = run(*command.split(), "--help", env={"SALESAUDIT_LANG": "en"})

    assert result.code == 0
    assert re.findall("[а-яё]+", result.out.replace("планы", "")) == []
    assert "<str>" not in result.out


def test_help_lists_every_command() -> None:
    listed = re.findall(r"^  ([a-z]+)  ", run("--help").out, re.MULTILINE)

    assert listed == list(COMMANDS)


@pytest.mark.parametrize("code", ["0", "1", "2", "3", "4"])
def test_help_of_check_tells_every_exit_code(code: str) -> None:
    assert re.search(rf"\b{code} ", run("check", "--help").out.partition("Exit code")[2])
