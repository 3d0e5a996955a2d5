"""The beginnings of a rule, in a copy of the source tree."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from salesaudit.rules import scaffold
from salesaudit.rules.scaffold import begin
from salesaudit.safety.errors import UsageError
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


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the rules in an empty source tree with the files of one family."""
    home = tmp_path / "src" / "salesaudit" / "rules"
    tests = tmp_path / "tests" / "rules"
    for folder in (home / "prose", tests):
        folder.mkdir(parents=True)
    for path in (home / "leader.py", tests / "test_leader.py", *(home / "prose" / f"ldr{x}.yaml" for x in PARTS)):
        path.write_text("before\n", encoding="utf-8")
    monkeypatch.setattr(scaffold, "HERE", home)
    return home


PARTS = (".ru", ".en", "")


def test_what_is_there_stays_and_the_beginnings_follow(here: Path) -> None:
    files = begin("LDR099", "leader-sleeps")
    texts = {path.relative_to(here.parents[2]).as_posix(): path.read_text(encoding="utf-8") for path in files}
    assert list(texts) == [
        "src/salesaudit/rules/leader.py", *(f"src/salesaudit/rules/prose/ldr{part}.yaml" for part in PARTS),
        "tests/rules/test_leader.py",
    ]  # fmt: skip
    assert all(text.startswith("before\n") for text in texts.values())
    assert '@rule("LDR099", subject=company' in texts["src/salesaudit/rules/leader.py"]
    assert "def leader_sleeps(company: Company" in texts["src/salesaudit/rules/leader.py"]
    assert "bad: |\n    company: {name: Example" in texts["src/salesaudit/rules/prose/ldr.yaml"]
    assert 'first_step: ""' in texts["src/salesaudit/rules/prose/ldr.ru.yaml"]
    assert "def test_ldr099_leader_sleeps() -> None:" in texts["tests/rules/test_leader.py"]


def test_what_is_begun_ends_where_the_next_begins(here: Path) -> None:
    ends = [path.read_text(encoding="utf-8").splitlines()[-1] for path in begin("LDR099", "leader-sleeps")]
    assert ends == [
        "    return FAIL", '  done: ""', '  done: ""', "    company: {name: Example, headcount: 24}",
        '    assert outcomes("company: {name: X, headcount: 24}", "LDR099") == {"company": "fail"}',
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("id_", "slug", "key", "values"),
    [
        ("LDR1", "sleeps", "rules.new.bad_id", {"rule": "LDR1"}),
        ("LDR001", "sleeps", "rules.new.taken", {"rule": "LDR001", "slug": "sleeps"}),
        ("LDR099", "no-sales-leader", "rules.new.taken", {"rule": "LDR099", "slug": "no-sales-leader"}),
        ("ABC001", "sleeps", "usage.unknown_family", {"family": "ABC"}),
    ],
)
def test_what_cannot_be_begun(here: Path, id_: str, slug: str, key: str, values: dict[str, str]) -> None:
    with pytest.raises(UsageError) as refused:
        begin(id_, slug)
    assert refused.value.key == key
    known = refused.value.values.pop("known", [])
    assert refused.value.values == values
    assert isinstance(known, list)
    assert known == sorted(known)
    assert ("LDR" in known) is (key == "usage.unknown_family")


def test_it_needs_the_source_tree(here: Path) -> None:
    shutil.rmtree(here.parents[2] / "tests")
    with pytest.raises(UsageError) as refused:
        begin("LDR099", "sleeps")
    assert refused.value.key == "rules.new.no_source"


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
