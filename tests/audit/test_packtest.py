"""Trying a pack on its own examples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from salesaudit.audit.packtest import Tried, try_pack
from salesaudit.rules.packs import load_pack
from salesaudit.rules.registry import forget
from salesaudit.rules.unrun import PackBroke, note

PACK = """\
salesaudit_rules: 1
pack: ours
rules:
  - id: ACME001
    subject: company
    severity: h/h/h/h
    fail_if: "company.headcount > 20"
    texts: {en: {title: t, finding: f, why: w, fix: f}}
    examples:
      bad: "company: {name: A, headcount: 24}"
      good: "company: {name: A, headcount: 2}"
"""


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    yield
    forget("ACME001")


def tried(folder: Path, text: str = PACK) -> list[Tried]:
    path = folder / "pack.yaml"
    path.write_text(text, encoding="utf-8")
    return list(try_pack(load_pack(path)))


def test_the_bad_example_fails_and_the_good_one_passes(tmp_path: Path) -> None:
    bad, good = tried(tmp_path)
    assert (bad.rule, bad.example, bad.wanted, bad.outcomes, bad.right) == ("ACME001", "bad", "fail", ("fail",), True)
    assert (good.example, good.wanted, good.outcomes, good.right) == ("good", "pass", ("pass",), True)


def test_an_example_that_comes_out_otherwise_is_not_right(tmp_path: Path) -> None:
    bad, good = tried(tmp_path, PACK.replace("> 20", "< 20"))
    assert (bad.outcomes, bad.right) == (("pass",), False)
    assert (good.outcomes, good.right) == (("fail",), False)


def test_an_example_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    bad, good = tried(tmp_path, PACK.replace("name: A, headcount: 24", "name: A, headcount: many"))
    assert not bad.right
    assert bad.problem is not None
    assert {problem.file for problem in bad.problem.problems} == {"ACME001.bad.yaml"}
    assert good.right


def test_a_pack_that_cannot_be_run_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = try_pack.__globals__["build_org"]

    def breaking(read: object) -> object:
        org = real(read)
        note(org, "ours", PackBroke("pack.broke"))
        return org

    monkeypatch.setitem(try_pack.__globals__, "build_org", breaking)
    with pytest.raises(PackBroke):
        tried(tmp_path)


@pytest.mark.parametrize(
    ("wanted", "outcomes", "right"),
    [
        ("pass", ("pass", "unknown"), True),
        ("pass", ("pass", "fail"), False),
        ("pass", ("unknown",), False),
        ("fail", ("pass", "fail"), True),
        ("fail", (), False),
    ],
)
def test_one_subject_is_enough_and_nothing_of_a_good_example_fails(
    wanted: str, outcomes: tuple[str, ...], right: bool
) -> None:
    assert Tried("ACME001", "x", wanted, outcomes).right is right
