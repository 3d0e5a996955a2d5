"""The same input gives the same bytes: on any day, in any locale and folder, under any hash seed."""

from __future__ import annotations

import json
import subprocess
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.functional.command import COMMAND, EXAMPLES, environment, run
from tests.strategies import companies, written

WORLDS: list[dict[str, str]] = [
    {"PYTHONHASHSEED": "0", "TZ": "UTC"},
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Kathmandu", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "424242", "TZ": "America/St_Johns", "LC_ALL": "ru_RU.UTF-8", "COLUMNS": "100"},
]
NAMES = sorted(path.name for path in EXAMPLES.glob("*.yaml"))


@pytest.mark.parametrize("format_", ["text", "json", "sarif", "junit", "github", "gitlab", "markdown"])
def test_in_every_world(format_: str) -> None:
    arguments = ["check", *NAMES, "--lang", "ru", "-f", format_, "--fail-on", "never"]
    outs = {
        subprocess.run([*COMMAND, *arguments], env=environment(**world), cwd=EXAMPLES, capture_output=True).stdout
        for world in WORLDS
    }

    assert len(outs) == 1
    assert outs.pop()


def test_made_up_companies_in_every_world(tmp_path: Path) -> None:
    number = count()

    @settings(phases=[Phase.generate], database=None)
    @given(st.data())
    def write(data: st.DataObject) -> None:
        text = data.draw(written(data.draw(companies())))
        (tmp_path / f"{next(number)}.yaml").write_text(text, "utf-8")

    write()
    arguments = ["check", ".", "--lang", "ru", "-f", "json", "--fail-on", "never"]
    outs = {
        sha256(
            subprocess.run(
                [*COMMAND, *arguments], env=environment(**world), cwd=tmp_path, capture_output=True, check=True
            ).stdout
        ).digest()
        for world in WORLDS
    }

    assert next(number) > 1
    assert len(outs) == 1


def test_reports_in_every_world(tmp_path: Path) -> None:
    made: list[dict[str, bytes]] = []
    faces = ("html", "md", "pdf", "docx", "xlsx")
    for number, world in enumerate(WORLDS):
        folder = tmp_path / f"world {number}" / ("x" * number or "y")
        folder.mkdir(parents=True)
        (folder / "trader.yaml").write_bytes((EXAMPLES / "trader.yaml").read_bytes())
        outputs = [text for face in faces for text in ("-o", f"out.{face}")]
        subprocess.run(
            [*COMMAND, "report", "trader.yaml", "--lang", "ru", *outputs],
            env=environment(**world), cwd=folder, capture_output=True, check=True,
        )  # fmt: skip
        made.append({face: (folder / f"out.{face}").read_bytes() for face in faces})

    assert [face for face in faces if len({each[face] for each in made}) != 1] == []


def test_a_company_by_itself_is_told_the_same_as_among_others() -> None:
    def told(names: list[str]) -> dict[str, Any]:
        done = run("check", *names, "-f", "json", "--lang", "en", cwd=EXAMPLES)
        return {file["path"]: file for file in json.loads(done.out)["files"]}

    together = told(NAMES)

    assert {name: told([name])[name] for name in NAMES} == together
