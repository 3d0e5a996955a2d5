"""The same input gives the same bytes: on any day, in any locale and folder, under any hash seed."""

from __future__ import annotations

import json
import subprocess
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.functional.command import COMMAND, EXAMPLES, environment, run
from tests.strategies import companies, written

WORLDS: list[dict[str, str]] = [
    {"PYTHONHASHSEED": "0", "TZ": "UTC"},
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Kathmandu", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "424242", "TZ": "America/St_Johns", "LC_ALL": "ru_RU.UTF-8", "COLUMNS": "100"},
]
FORMATS = ("json", "sarif", "junit", "github", "gitlab", "markdown")
AT_ONCE = 1_000
"""How many made-up companies one run reads."""
NAMES = sorted(path.name for path in EXAMPLES.glob("*.yaml"))


def test_in_every_world(tmp_path: Path) -> None:
    made: list[dict[str, bytes]] = []
    for number, world in enumerate(WORLDS):
        outputs = {format_: tmp_path / f"{number}.{format_}" for format_ in FORMATS}
        named = [text for format_, path in outputs.items() for text in ("-o", f"{format_}={path}")]
        arguments = ["check", *NAMES, "--lang", "ru", "-f", "text", *named, "--fail-on", "never"]
        done = subprocess.run([*COMMAND, *arguments], env=environment(**world), cwd=EXAMPLES, capture_output=True)
        made.append({"text": done.stdout, **{format_: path.read_bytes() for format_, path in outputs.items()}})

    assert [format_ for format_ in made[0] if len({each[format_] for each in made}) != 1] == []
    assert all(made[0].values())


def test_made_up_companies_in_every_world(tmp_path: Path) -> None:
    number = count()

    @settings(phases=[Phase.generate], database=None)
    @given(st.data())
    def write(data: st.DataObject) -> None:
        text = data.draw(written(data.draw(companies())))
        folder, name = divmod(next(number), AT_ONCE)
        (tmp_path / str(folder)).mkdir(exist_ok=True)
        (tmp_path / str(folder) / f"{name}.yaml").write_text(text, "utf-8")

    write()
    folders = sorted(tmp_path.iterdir())

    assert folders
    for folder in folders:
        assert len({_digest(folder, world) for world in WORLDS}) == 1, folder


def _digest(folder: Path, world: dict[str, str]) -> bytes:
    arguments = ["check", ".", "--lang", "ru", "-f", "json", "--fail-on", "never"]
    done = subprocess.run([*COMMAND, *arguments], env=environment(**world), cwd=folder, capture_output=True, check=True)
    return sha256(done.stdout).digest()


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
