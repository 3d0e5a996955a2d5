"""The manual page: in both languages, of every command, and a page that a formatter takes."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from docs.generate import ROOT
from docs.generators.manpage import FILES, WORDS

from salesaudit.cli.app import COMMANDS
from salesaudit.cli.exit_codes import ExitCode

PAGES = {lang: (ROOT / name).read_text(encoding="utf-8") for lang, name in FILES.items()}


@pytest.mark.parametrize("lang", FILES)
def test_every_command_and_exit_code_is_in_it(lang: str) -> None:
    assert re.findall(r"^\.SS (\w+)", PAGES[lang], re.MULTILINE) == list(COMMANDS)
    assert re.findall(r"^\.B (\d+)$", PAGES[lang], re.MULTILINE) == [str(code.value) for code in ExitCode]


def test_both_pages_have_the_same_parts_in_their_own_words() -> None:
    heads = {lang: re.findall(r"^\.(SH|SS|TP)", page, re.MULTILINE) for lang, page in PAGES.items()}

    assert heads["en"] == heads["ru"]
    assert WORDS["en"].keys() == WORDS["ru"].keys()
    assert re.search("[а-я]", PAGES["ru"])
    assert not re.search("[а-я]", PAGES["en"])


@pytest.mark.parametrize("lang", FILES)
def test_no_line_commands_the_formatter_by_accident(lang: str) -> None:
    macros = {line.split()[0] for line in PAGES[lang].splitlines() if line.startswith((".", "'"))}

    assert macros <= {'.\\"', ".TH", ".SH", ".SS", ".TP", ".PP", ".B", ".I"}


@pytest.mark.skipif(shutil.which("groff") is None, reason="no groff here")
@pytest.mark.parametrize("lang", FILES)
def test_a_formatter_has_nothing_to_complain_of(lang: str) -> None:
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-K", "utf8", "-ww"], input=PAGES[lang], capture_output=True, encoding="utf-8"
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "LDR002" in done.stdout
