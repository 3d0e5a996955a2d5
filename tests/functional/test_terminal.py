"""Colours and widths, and names that would like to command the terminal."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from salesaudit.cli.console import NARROWEST, WIDEST
from salesaudit.safety.text import display_width
from tests.functional.command import BUSY_LEADER, COMMAND, EXAMPLES, company, environment, run

ESCAPE = re.compile(r"\x1b\[[\d;]*m")


def test_no_escape_reaches_a_pipe(tmp_path: Path) -> None:
    assert "\x1b" not in run("check", str(company(tmp_path, BUSY_LEADER))).out


@pytest.mark.parametrize(
    ("variables", "coloured"),
    [
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        ({"FORCE_COLOR": "0"}, False),
        ({"TERM": "xterm-256color"}, False),
    ],
)
def test_colours_in_a_pipe(variables: dict[str, str], coloured: bool, tmp_path: Path) -> None:
    path = str(company(tmp_path, BUSY_LEADER))
    plain, result = run("check", path), run("check", path, env=variables)

    assert ("\x1b[" in result.out) is coloured
    assert ESCAPE.sub("", result.out) == plain.out


@pytest.mark.skipif(not hasattr(os, "forkpty"), reason="no terminals of this kind")
@pytest.mark.parametrize(
    ("variables", "coloured"),
    [({"TERM": "xterm"}, True), ({"TERM": "dumb"}, False), ({"TERM": "xterm", "NO_COLOR": "1"}, False), ({}, False)],
)
def test_colours_on_a_terminal(variables: dict[str, str], coloured: bool, tmp_path: Path) -> None:
    path = str(company(tmp_path, BUSY_LEADER))
    pid, terminal = os.forkpty()
    if pid == 0:
        os.execve(COMMAND[0], [*COMMAND, "check", path], environment(**variables))
    shown = b""
    try:
        while part := os.read(terminal, 65536):
            shown += part
    except OSError:  # Linux says so where the other side has gone
        pass
    os.close(terminal)
    _, status = os.waitpid(pid, 0)

    assert os.waitstatus_to_exitcode(status) == 1
    assert (b"\x1b[" in shown) is coloured


@pytest.mark.parametrize("columns", ["1", "0", "-5", "abc", "", "40", "80", "10000", "1e3", "9" * 5000, "８０"])
def test_any_width_is_survived_and_kept_within_reason(columns: str) -> None:
    result = run("check", str(EXAMPLES / "player-coach.yaml"), "--lang", "ru", env={"COLUMNS": columns})
    widest = max(display_width(line) for line in result.out.splitlines())

    assert result.code in (0, 1)
    assert widest <= WIDEST
    if columns in ("1", "40"):
        wordy = [line for line in result.out.splitlines() if display_width(line) > NARROWEST and " " in line.strip()]
        assert [line for line in wordy if not re.match(r"\s*(\d+ \||= |-->|\|)", line)] == []


HOSTILE = {
    "escape": "\x1b[31mred\x1b]0;title\x07",
    "newline": "first\n::error::forged",
    "carriage return": "hidden\rshown",
    "markup": "[red]x[/red] [/bold] :bomb: [link=http://x]y[/link]",
    "workflow command": "::error file=x::forged",
    "other workflow command": "##vso[task.setvariable variable=x]y",
    "bidirectional": "\u202egnp.exe",
    "undecodable": "bad\udcff",
}


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize(
    "text", [BUSY_LEADER, "salesaudit: 1\ncompany: {name: Test, zzz: 1}\n"], ids=["findings", "problems"]
)
def test_a_file_name_commands_nothing(name: str, text: str, tmp_path: Path) -> None:
    company(tmp_path, text, f"{name}.yaml")
    result = run("check", "--", f"{name}.yaml", cwd=tmp_path)
    said = result.out + result.err

    assert result.code in (1, 2)
    assert not set("\x1b\x07\r\u202e\udcff") & set(said)
    assert [line for line in said.splitlines() if line.lstrip().startswith(("::", "##"))] == []


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_wrong_option_or_missing_file_commands_nothing(name: str, tmp_path: Path) -> None:
    for arguments in (["check", name], ["check", "x", "--format", name], [name], ["explain", name], ["rules", name]):
        said = run(*arguments, cwd=tmp_path).err

        assert not set("\x1b\x07\r\u202e\udcff") & set(said)
        assert [line for line in said.splitlines() if line.lstrip().startswith(("::", "##"))] == []
