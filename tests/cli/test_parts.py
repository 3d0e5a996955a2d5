"""The small parts of the command line: what options take, where a language is looked for, which command is called."""

from __future__ import annotations

import io
import sys

import pytest

from salesaudit.cli.console import NARROWEST, USUAL, WIDEST, coloured, width
from salesaudit.cli.failures import check_command
from salesaudit.cli.options import chosen_rules, one_of, outputs, percent
from salesaudit.cli.speech import choose_anyway, flag
from salesaudit.rules.catalogue import all_rules
from salesaudit.safety.errors import UsageError

COMMANDS = ("check", "rules")


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        ([], None),
        (["--help"], None),
        (["check"], "check"),
        (["--debug", "check", "rules"], "check"),
        (["--lang", "ru", "rules"], "rules"),
        (["--lang=ru", "rules"], "rules"),
        (["--lang"], None),
    ],
)
def test_the_command_is_the_first_word(arguments: list[str], command: str | None) -> None:
    assert check_command(arguments, COMMANDS) == command


@pytest.mark.parametrize("arguments", [["chekc"], ["-"], ["--lang", "ru", "ru"], [""]])
def test_any_other_word_is_refused(arguments: list[str]) -> None:
    with pytest.raises(UsageError) as refused:
        check_command(arguments, COMMANDS)

    assert refused.value.values["command"] == arguments[-1]


@pytest.mark.parametrize(
    ("arguments", "value"),
    [
        (["--lang", "ru"], "ru"),
        (["check", "x", "--lang=en"], "en"),
        (["--lang"], None),
        (["--", "--lang", "ru"], None),
        (["--language", "ru"], None),
    ],
)
def test_the_language_is_found_anywhere_before_two_dashes(arguments: list[str], value: str | None) -> None:
    assert flag(arguments) == value


def test_an_error_is_told_in_some_language_whatever_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["salesaudit", "--lang", "klingon"])
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")

    assert choose_anyway() == "ru"


@pytest.mark.parametrize(("written", "value"), [(None, None), ("0", 0), ("100", 100), ("62.5", 62.5), ("62,5", 62.5)])
def test_a_score(written: str | None, value: float | None) -> None:
    assert percent("--min-score", written) == value


@pytest.mark.parametrize("written", ["-0.1", "100.1", "nan", "inf", "", "many", "1e3"])
def test_what_is_no_score(written: str) -> None:
    with pytest.raises(UsageError) as refused:
        percent("--min-score", written)

    assert refused.value.values["value"] == written


def test_outputs_are_pairs() -> None:
    assert outputs(["json=a=b.json", "text=x"], ("json", "text")) == [("json", "a=b.json"), ("text", "x")]


@pytest.mark.parametrize(
    ("written", "key"),
    [
        (["json"], "usage.bad_output"),
        (["json="], "usage.bad_output"),
        (["xml=x"], "usage.bad_value"),
        (["json=x", "text=x"], "usage.output_twice"),
    ],
)
def test_what_is_no_output(written: list[str], key: str) -> None:
    with pytest.raises(UsageError) as refused:
        outputs(written, ("json", "text"))

    assert refused.value.key == key


def test_a_value_is_one_of_those_known() -> None:
    one_of("--x", "a", ("a", "b"))
    with pytest.raises(UsageError) as refused:
        one_of("--x", "c", ("a", "b"))

    assert refused.value.values["known"] == ["a", "b"]


def test_rules_are_chosen_by_id_slug_and_family() -> None:
    family = frozenset(rule.id for rule in all_rules() if rule.family == "LDR")

    assert chosen_rules("--select", None) is None
    assert chosen_rules("--select", ["ldr002, leader-still-the-best-seller-by-time"]) == frozenset({"LDR002"})
    assert chosen_rules("--select", ["LDR", "ldr"]) == family
    with pytest.raises(UsageError):
        chosen_rules("--select", ["LDR002,"])


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("columns", "expected"),
    [("1", NARROWEST), (str(NARROWEST), NARROWEST), ("99", 99), (str(WIDEST + 1), WIDEST), ("0", USUAL), ("x", USUAL)],
)
def test_the_width_of_a_pipe(columns: str, expected: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)

    assert width(io.StringIO()) == expected


@pytest.mark.parametrize(
    ("variables", "stream", "expected"),
    [
        ({"TERM": "xterm"}, Terminal(), True),
        ({"TERM": "dumb"}, Terminal(), False),
        ({}, Terminal(), False),
        ({"TERM": "xterm"}, io.StringIO(), False),
        ({"FORCE_COLOR": "1"}, io.StringIO(), True),
        ({"FORCE_COLOR": "false"}, io.StringIO(), False),
        ({"TERM": "xterm", "NO_COLOR": "1", "FORCE_COLOR": "1"}, Terminal(), False),
    ],
)
def test_colours(
    variables: dict[str, str], stream: io.StringIO, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TERM", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert coloured(stream) is expected
