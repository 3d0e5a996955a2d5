"""Streams, terminal, locale and folder in odd states: never a traceback, always a documented exit code."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.functional.command import BUSY_LEADER, COMMAND, company, environment

COMMANDS = {
    "check": "check company.yaml",
    "check json": "check company.yaml -f json",
    "check wrong file": "check wrong.yaml",
    "check standard input": "check -",
    "explain": "explain LDR002 --on company.yaml",
    "rules": "rules",
    "vocabulary": "vocabulary --lang ru",
    "init": "init -",
    "schema": "schema",
    "help": "--help",
    "version": "--version",
    "wrong command": "chek",
}
WRONG = "salesaudit: 1\ncompany: {name: Тест, zzz: 1}\n"
STATES = {
    "stdin closed": "{} <&-",
    "stdin empty": "{} </dev/null",
    "stdout closed": "{} >&-",
    "stderr closed": "{} 2>&-",
    "all closed": "{} <&- >&- 2>&-",
    "stdout full": "{} >/dev/full",
    "stderr full": "{} 2>/dev/full",
    "both full": "{} >/dev/full 2>&1",
    "head": "({}; echo $? >code) | head -1",
    "nobody reads": "({}; echo $? >code) 2>&1 | true",
    "narrow": "COLUMNS=1 {}",
    "odd width": "COLUMNS=abc {}",
    "dumb terminal": "TERM=dumb {}",
    "no colours": "NO_COLOR=1 {}",
    "ascii": "LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 {}",
    "cp1251": "PYTHONIOENCODING=cp1251 {}",
    "no home": "env -u HOME {}",
    "no environment": 'env -i PYTHONPATH="$PYTHONPATH" {}',
    "folder gone": "mkdir gone && cd gone && rmdir ../gone && {}",
}
EXPECTED = {
    "check": 1, "check json": 1, "check wrong file": 2, "check standard input": 2, "wrong command": 2
}  # fmt: skip
FORBIDDEN = ("Traceback", "Exception ignored", "lost sys.", "Fatal Python", "Internal error")
FULL = ("stdout full", "both full")
HARSH = ("all closed", "both full", "head", "ascii")
"""States that every command meets each time; the rest of the table is for -m slow."""


def table() -> list[Any]:
    return [
        pytest.param(name, state, marks=[] if name == "check" or state in HARSH else pytest.mark.slow)
        for name in COMMANDS
        for state in STATES
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("streams")
    company(folder, BUSY_LEADER)
    return folder


@pytest.mark.parametrize(("name", "state"), table())
def test_state(name: str, state: str, tmp_path: Path) -> None:
    here = tmp_path
    company(here, BUSY_LEADER)
    company(here, WRONG, "wrong.yaml")
    line = STATES[state].format(f"{shlex.join(COMMAND)} {COMMANDS[name]}")
    done = subprocess.run(
        ["sh", "-c", line], env=environment(HOME=str(here)), cwd=here, capture_output=True, timeout=60, input=b""
    )
    code = int((here / "code").read_text()) if (here / "code").exists() else done.returncode
    said = (done.stdout + done.stderr).decode("utf-8", "replace")

    assert [word for word in FORBIDDEN if word in said] == []
    assert code == _expected(name, state), said
    assert {path.name for path in here.iterdir()} - {"company.yaml", "wrong.yaml", "code"} == set()


def _expected(name: str, state: str) -> int:
    if state in FULL and name not in ("version", "wrong command", "check wrong file", "check standard input"):
        return 2
    if state == "folder gone" and name in ("check", "check json", "explain"):
        return 2
    return EXPECTED.get(name, 0)


def test_json_is_utf8_and_json_whatever_the_locale(folder: Path) -> None:
    outs = {
        subprocess.run(
            [*COMMAND, "check", "company.yaml", "-f", "json", "--lang", "ru"],
            cwd=folder, capture_output=True, env=environment(**variables),
        ).stdout
        for variables in (
            {},
            {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
            {"PYTHONIOENCODING": "cp1251"},
            {"LC_ALL": "ru_RU.UTF-8", "TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "424242"},
        )
    }  # fmt: skip

    assert len(outs) == 1
    assert "уководител" in outs.pop().decode()


def test_a_starter_file_is_utf8_whatever_the_locale() -> None:
    done = subprocess.run(
        [*COMMAND, "init", "-", "--lang", "ru"], capture_output=True, env=environment(PYTHONIOENCODING="cp1251")
    )

    assert "компани" in done.stdout.decode("utf-8")


def test_what_a_locale_cannot_show_is_escaped(folder: Path) -> None:
    env = environment(LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", SALESAUDIT_LANG="ru")
    done = subprocess.run([*COMMAND, "check", "company.yaml"], cwd=folder, capture_output=True, env=env)

    assert done.returncode == 1
    assert done.stdout.decode("ascii")


def test_a_closed_descriptor_is_not_taken_by_a_file(folder: Path) -> None:
    line = f"{shlex.join(COMMAND)} check company.yaml -o json=out.json >&- 2>&-"
    done = subprocess.run(["sh", "-c", line], cwd=folder, env=environment())

    assert done.returncode == 1
    assert (folder / "out.json").read_bytes().startswith(b"{")
    (folder / "out.json").unlink()
