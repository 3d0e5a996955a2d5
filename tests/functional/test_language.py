"""Which language is spoken: the option, the variable, the file, the locale, English."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.functional.command import company, run

RU, EN = "роблем не найдено", "o problems found"
NAME_ONLY = "salesaudit: 1\ncompany: {name: Test%s}\n"
BROKEN = "salesaudit: 1\ncompany: {name: Test, markt: b2b%s}\n"
IN_RUSSIAN = ", language: ru"


@pytest.mark.parametrize(
    ("options", "variables", "file", "said"),
    [
        ([], {}, "", EN),
        ([], {"LC_ALL": "ru_RU.UTF-8"}, "", RU),
        ([], {"LC_ALL": "", "LANG": "ru_RU"}, "", RU),
        ([], {"LC_ALL": "", "LC_MESSAGES": "ru_RU", "LANG": "en_GB"}, "", RU),
        ([], {"LC_ALL": "de_DE.UTF-8"}, "", EN),
        ([], {"LC_ALL": "en_GB"}, IN_RUSSIAN, RU),
        ([], {"SALESAUDIT_LANG": "en"}, IN_RUSSIAN, EN),
        ([], {"SALESAUDIT_LANG": ""}, IN_RUSSIAN, RU),
        (["--lang", "en"], {"SALESAUDIT_LANG": "ru"}, IN_RUSSIAN, EN),
        (["--lang=ru"], {"SALESAUDIT_LANG": "en"}, "", RU),
        (["--lang", "ru_RU"], {}, "", RU),
    ],
)
def test_the_report(options: list[str], variables: dict[str, str], file: str, said: str, tmp_path: Path) -> None:
    path = str(company(tmp_path, NAME_ONLY % file))

    assert said in run("check", path, *options, env=variables).out
    assert said in run(*options, "check", path, env=variables).out


@pytest.mark.parametrize(
    ("options", "file", "said"),
    [
        ([], "", "There is no key"),
        ([], IN_RUSSIAN, "Ключа «markt» здесь нет"),
        (["--lang", "en"], IN_RUSSIAN, "There is no"),
    ],
)
def test_what_is_wrong_with_a_file(options: list[str], file: str, said: str, tmp_path: Path) -> None:
    assert said in run("check", str(company(tmp_path, BROKEN % file)), *options).err


@pytest.mark.parametrize("command", [["rules"], ["vocabulary"], ["explain", "LDR002"], ["init", "-"]])
def test_commands_without_a_company(command: list[str]) -> None:
    texts = {lang: run(*command, "--lang", lang).out for lang in ("ru", "en")}

    assert texts["ru"] != texts["en"]
    assert any("а" <= letter <= "я" for letter in texts["ru"])
    for lang, text in texts.items():
        assert run(*command, env={"SALESAUDIT_LANG": lang}).out == text


@pytest.mark.parametrize(
    ("options", "variables", "named"),
    [(["--lang", "xx"], {}, "--lang"), ([], {"SALESAUDIT_LANG": "xx"}, "SALESAUDIT_LANG")],
)
def test_one_that_is_not_spoken_is_refused(
    options: list[str], variables: dict[str, str], named: str, tmp_path: Path
) -> None:
    result = run("check", str(company(tmp_path)), *options, env=variables)

    assert result.code == 2
    assert f"{named}: there is no language “xx”; there are ru and en" in result.err


def test_two_companies_in_two_languages_are_shown_in_the_first_one(tmp_path: Path) -> None:
    paths = [str(company(tmp_path, NAME_ONLY % f", language: {lang}", f"{lang}.yaml")) for lang in ("ru", "en")]
    out = run("check", *paths).out

    assert RU in out
    assert EN not in out
