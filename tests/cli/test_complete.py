"""What a shell offers at the cursor."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesaudit.audit.profile import profile_names
from salesaudit.cli.check import FORMATS
from tests.functional.command import environment, process, run


def offered(line: str, cwd: Path | None = None) -> list[str]:
    """Return what bash is offered behind a command line; one that ends in a blank begins a new word."""
    words = line.split()
    position = len(words) if line.endswith(" ") else len(words) - 1
    env = {"_SALESAUDIT_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(position)}
    result = run(env=env, cwd=cwd)
    assert result.err == ""
    return result.out.split()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("salesaudit explain LDR00", [f"LDR00{n}" for n in range(1, 10)]),
        ("salesaudit explain ldr001", []),
        ("salesaudit explain leader-still", ["leader-still-the-best-seller-by-time"]),
        ("salesaudit accept LDR001", ["LDR001"]),
        ("salesaudit rules LDR001", ["LDR001"]),
        ("salesaudit check --select GAP", ["GAP", "GAP001", "GAP002"]),
        ("salesaudit check --ignore LDR,GAP00", ["LDR,GAP001", "LDR,GAP002"]),
        ("salesaudit check --ignore GAP001,GAP00", ["GAP001,GAP002"]),
        ("salesaudit check --profile b", ["balanced"]),
        ("salesaudit check --fail-on h", ["high"]),
        ("salesaudit check --lang ", ["ru", "en"]),
        ("salesaudit check --output s", ["sarif="]),
        ("salesaudit diff a b --format h", ["html"]),
        ("salesaudit init --from m", ["micro", "medium"]),
        ("salesaudit baseline c", ["create"]),
        ("salesaudit vocabulary --kind fu", ["function"]),
        ("salesaudit explai", ["explain"]),
        ("salesaudit check --no-acc", ["--no-accepted"]),
    ],
)
def test_what_begins_like_this_is_offered(line: str, expected: list[str]) -> None:
    assert offered(line) == expected


def test_every_format_and_profile_is_offered() -> None:
    assert offered("salesaudit check --format ") == list(FORMATS)
    assert offered("salesaudit check --profile ") == profile_names()


def test_profiles_of_the_config_file_are_offered(tmp_path: Path) -> None:
    (tmp_path / ".salesaudit.yaml").write_text("profiles:\n  strict: {extends: balanced}\n")

    assert offered("salesaudit check --profile st", tmp_path) == ["strict"]


@pytest.mark.parametrize("broken", ["profiles: [", "profiles: x\n", "\udcff"])
def test_a_config_file_that_cannot_be_read_offers_nothing(broken: str, tmp_path: Path) -> None:
    (tmp_path / ".salesaudit.yaml").write_bytes(broken.encode("utf-8", "surrogateescape"))

    assert offered("salesaudit check --profile b", tmp_path) == ["balanced"]


def test_rules_come_with_their_titles_where_a_shell_can_show_them() -> None:
    env = {"_SALESAUDIT_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "salesaudit explain LDR002"}
    english, russian = (process(env={**env, "SALESAUDIT_LANG": lang}).out for lang in ("en", "ru"))

    assert "LDR002" in english
    assert "sells" in english
    assert any("а" <= letter <= "я" for letter in russian)


def test_offering_ids_reads_no_rule() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from salesaudit.cli.complete import rule; assert rule('LDR001'); "
        "print(sorted(name for name in sys.modules if name.startswith(('pydantic', 'salesaudit.rules.leader'))))"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, check=True, text=True)

    assert done.stdout == "[]\n"
