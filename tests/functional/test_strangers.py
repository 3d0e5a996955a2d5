"""Files of strangers, from a folder outside the project: ``make reliability CORPORA=folder``.

Every file in it is checked, whatever it is. A MANIFEST.tsv there may say in the columns `path` and `expect` what a
file is to end with (``exit:0,1``); what it does not name may end with any code but an internal error.
"""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from tests.functional.command import run
from tests.functional.test_hostile import complaints, problems

VARIABLE = "CORPORA"
ANY = "0,1,2,3"


def strangers() -> list[tuple[str, str]]:
    """Return the files of the folder that CORPORA names, with the exit codes that each may have."""
    if not os.environ.get(VARIABLE):
        return []
    top = Path(os.environ[VARIABLE])
    expected = {}
    if (top / "MANIFEST.tsv").is_file():
        with (top / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            expected = {row["path"]: row["expect"] for row in rows}
    names = sorted(str(path.relative_to(top)) for path in top.rglob("*") if path.is_file())
    return [(name, exits(expected.get(name, ""), name)) for name in names]


def exits(expect: str, name: str) -> str:
    """Return the exit codes that a manifest asks for; it speaks of `check` for YAML and JSON only."""
    return expect[5:] if expect.startswith("exit:") and name.endswith((".yaml", ".yml", ".json")) else ANY


@pytest.mark.slow
@pytest.mark.parametrize(("name", "allowed"), strangers())
def test_file(name: str, allowed: str) -> None:
    top = Path(os.environ[VARIABLE])
    result = run("check", "--fail-on", "critical", "--", name, cwd=top)

    assert str(result.code) in allowed.split(",")
    assert result.code == 0 or result.out or result.err
    assert complaints(result.out + result.err) == []
    if result.code == 2 and "-->" in result.err:
        assert problems(result.err, name)
