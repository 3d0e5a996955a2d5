"""The beginnings of a rule, in a copy of the source tree."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.functional.command import ROOT, Result, environment


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what a rule is made of."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "questionnaires", tmp_path / "questionnaires")
    (tmp_path / "tests").mkdir()
    shutil.copytree(
        ROOT / "tests" / "rules", tmp_path / "tests" / "rules", ignore=shutil.ignore_patterns("__pycache__")
    )
    return tmp_path


def salesaudit(tree: Path, *arguments: str) -> Result:
    done = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=tree, capture_output=True, env=environment(PYTHONPATH=str(tree / "src"))
    )
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_a_rule_is_begun_in_five_files_and_loads_when_its_words_are_complete(tree: Path) -> None:
    begun = salesaudit(tree, "salesaudit", "rules", "new", "ldr099", "--slug", "leader-sleeps")
    assert begun.code == 0, begun.err
    assert begun.out.count("LDR099") == 1
    files = {
        "src/salesaudit/rules/leader.py": "def leader_sleeps(",
        "src/salesaudit/rules/prose/ldr.ru.yaml": "LDR099:",
        "src/salesaudit/rules/prose/ldr.en.yaml": "LDR099:",
        "src/salesaudit/rules/prose/ldr.yaml": "LDR099:",
        "tests/rules/test_leader.py": "def test_ldr099_leader_sleeps(",
    }
    for name, part in files.items():
        assert part in (tree / name).read_text(encoding="utf-8")
        assert name in begun.out.replace(str(tree), "")

    refused = salesaudit(tree, "salesaudit", "rules")
    assert refused.code == 4
    assert "RuleError" in refused.err

    for name in ("ldr.ru", "ldr.en", "ldr"):
        path = tree / "src" / "salesaudit" / "rules" / "prose" / f"{name}.yaml"
        head, mark, added = path.read_text(encoding="utf-8").rpartition("LDR099:")
        path.write_text(
            head + mark + added.replace('effort: ""', "effort: days").replace('""', "Words"), encoding="utf-8"
        )
    assert salesaudit(tree, "salesaudit.compile_resources").code == 0
    assert "LDR099" in salesaudit(tree, "salesaudit", "rules", "LDR").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["new"], "ID"),
        (["new", "LDR099"], "--slug"),
        (["new", "LDR099", "LDR098", "--slug", "x"], "ID"),
        (["new", "LDR9", "--slug", "x"], "three capital letters"),
        (["new", "LDR002", "--slug", "x"], "LDR002"),
        (["new", "LDR099", "--slug", "leader-still-the-best-seller-by-time"], "taken"),
        (["new", "XYZ001", "--slug", "x"], "XYZ"),
    ],
)
def test_what_cannot_be_begun_is_refused_and_nothing_is_written(arguments: list[str], said: str, tree: Path) -> None:
    before = {path: path.read_bytes() for path in tree.rglob("*") if path.suffix in (".py", ".yaml")}
    result = salesaudit(tree, "salesaudit", "rules", *arguments)

    assert result.code == 2
    assert said in result.err
    assert {path: path.read_bytes() for path in before} == before


def test_an_installed_product_has_no_source_to_begin_a_rule_in(tree: Path) -> None:
    shutil.rmtree(tree / "tests")
    result = salesaudit(tree, "salesaudit", "rules", "new", "LDR099", "--slug", "leader-sleeps")

    assert result.code == 2
    assert "source tree" in result.err
