"""Which files a command line means."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from salesaudit.safety.errors import UsageError
from salesaudit.safety.find import find_files, leads_outside
from salesaudit.safety.limits import LIMITS


def everything(data: bytes) -> bool:
    return True


def fill(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")


def test_names_are_kept_in_order_and_each_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    fill(tmp_path, "b/z.yaml", "b/a.yml", "b/c/d.YAML", "b/no.txt")

    assert find_files(["nowhere", "b", "-", "b/a.yml"], everything)[:2] == (
        ["nowhere", "b/a.yml", "b/z.yaml", "b/c/d.YAML", "-"],
        [],
    )


def test_what_the_content_says_decides_in_a_folder_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    fill(tmp_path, "a.yaml", "b/c.yaml")

    assert find_files(["a.yaml", "b", "*.yaml"], lambda _: False)[:2] == (["a.yaml"], ["b"])


def test_the_limit_of_files_is_met_from_both_sides(tmp_path: Path) -> None:
    names = [f"{number}.yaml" for number in range(4)]

    assert len(find_files(names, everything, limits=replace(LIMITS, files=4))[0]) == 4
    with pytest.raises(UsageError) as refused:
        find_files(names, everything, limits=replace(LIMITS, files=3))
    assert refused.value.key == "usage.too_many_files"
    assert refused.value.values == {"limit": 3}


def test_a_file_too_large_for_a_company_is_left_out_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "huge.yaml").write_bytes(b"x" * 11)
    (tmp_path / "large.yaml").write_bytes(b"x" * 10)

    assert find_files([str(tmp_path)], everything, limits=replace(LIMITS, org_file_bytes=10))[0] == [
        str(tmp_path / "large.yaml")
    ]


@pytest.mark.parametrize(
    ("link", "target", "outside"),
    [
        ("link.yaml", "real.yaml", False),
        ("link.yaml", "sub/real.yaml", False),
        ("link.yaml", "../other/real.yaml", True),
        ("link.yaml", "/etc/passwd", True),
        ("sub/link.yaml", "../real.yaml", False),
        ("link.yaml", "link.yaml", False),
    ],
)
def test_links(link: str, target: str, outside: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, "here/real.yaml", "here/sub/real.yaml", "other/real.yaml")
    (tmp_path / "here" / link).symlink_to(target)
    monkeypatch.chdir(tmp_path / "here")

    assert leads_outside(link) is outside


def test_a_file_elsewhere_may_not_leave_its_own_folder(tmp_path: Path) -> None:
    fill(tmp_path, "a/real.yaml", "b/x")
    (tmp_path / "b" / "link.yaml").symlink_to("../a/real.yaml")

    assert not leads_outside(str(tmp_path / "a" / "real.yaml"))
    assert leads_outside(str(tmp_path / "b" / "link.yaml"))


def test_standard_input_leads_nowhere_and_a_name_that_is_none_is_not_trusted() -> None:
    assert not leads_outside("-")
    assert leads_outside("a\0b")
