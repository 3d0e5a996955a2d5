"""What ``.gitignore`` files leave out: the same as git says, in a time that a stranger's pattern cannot stretch."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesaudit.safety.find import find_files
from salesaudit.safety.ignore import above, ignore_file, ignored, matches

PATHS = (
    "a.yaml", "b.yaml", "c/a.yaml", "c/d/a.yaml", "c/d/e/a.yaml", "f[1].yaml", "f1.yaml", "#x.yaml", "!x.yaml",
    "g h.yaml", "trailing .yaml", "*.yaml", "back\\slash.yaml", "]a.yaml", "-a.yaml", "dir.yaml/x.yaml", "o/c/a.yaml",
    "Ж.yaml",
)  # fmt: skip
PATTERNS = (
    "a.yaml", "/a.yaml", "c/", "c", "c/*", "c/**", "**/a.yaml", "c/**/a.yaml", "**/d/**", "*.yaml", "!a.yaml",
    "*.yaml\n!c/", "*.yaml\n!b.yaml", "c/*\n!c/d", "c/*\n!c/d/", "f[1].yaml", "f[[]1].yaml", "f\\[1\\].yaml", "f?.yaml",
    "[!a].yaml", "[^a].yaml", "[a-b].yaml", "[]a-]*.yaml", "[]-]a.yaml", "\\#x.yaml", "#x.yaml", "\\!x.yaml", "!x.yaml",
    "g h.yaml", "g\\ h.yaml", "a.yaml   ", "a.yaml\\ ", "trailing\\ .yaml", "\\*.yaml", "back\\\\slash.yaml",
    "dir.yaml", "dir.yaml/", "/c/d", "c/d", "d/e", "/**/a.yaml", "**", "/", "", "  ", "c//d", "?/a.yaml", "*/a.yaml",
    "c/d/*/a.yaml", "a.yaml\r", "[a", "[", "[]", "[!]", "[z-a].yaml", "Ж.yaml", "?.yaml", "c**", "a*b*",
    "**a.yaml", "\\a.yaml", "o/**/a.yaml", "**/c/a.yaml", "c/d/\n!a.yaml", "\ufeffa.yaml",
)  # fmt: skip
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is what we compare with")


def repository(folder: Path, **ignore_files: str) -> Path:
    for path in PATHS:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("x")
    for name, text in ignore_files.items():
        (folder / ("" if name == "top" else name) / ".gitignore").write_bytes(text.encode())
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True, env={"PATH": os.environ["PATH"]})
    return folder


def git_says(folder: Path) -> set[str]:
    told = subprocess.run(
        ["git", "-c", "core.excludesFile=", "ls-files", "-z", "--others", "--exclude-standard"],
        cwd=folder, check=True, capture_output=True, env={"PATH": os.environ["PATH"], "HOME": str(folder)},
    )  # fmt: skip
    return {name.decode() for name in told.stdout.split(b"\0") if name and not name.endswith(b".gitignore")}


def we_say(folder: Path, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    monkeypatch.chdir(folder)
    return {path.removeprefix("./") for path in find_files(["."], lambda _: True).paths}


@needs_git
@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_leaves_out_what_git_leaves_out(
    pattern: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(tmp_path, top=pattern)

    assert we_say(tmp_path, monkeypatch) == git_says(tmp_path)


@needs_git
@pytest.mark.parametrize("inner", ["!a.yaml", "/d", "*.yaml\n!d/", "a.yaml", "e/a.yaml", "!*"])
@pytest.mark.parametrize("top", ["a.yaml", "c/d/a.yaml", "*", "c/", "b.yaml"])
def test_the_innermost_file_that_speaks_of_a_name_decides(
    top: str, inner: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(tmp_path, top=top, c=inner)

    assert we_say(tmp_path, monkeypatch) == git_says(tmp_path)


@needs_git
def test_files_above_the_folder_that_is_searched_hold_up_to_the_top_of_the_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".gitignore").write_text("*\n")
    inside = repository(tmp_path / "inside", top="/c/d\n")
    monkeypatch.chdir(inside / "c")

    assert find_files(["."], lambda _: True).paths == ["./a.yaml"]
    assert [file.folder for file in above(str(inside / "c"))] == [str(inside)]


def test_outside_of_a_repository_only_the_folders_that_are_searched_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".gitignore").write_text("*\n")
    (tmp_path / "in").mkdir()
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / "in" / name).write_text("x")
    (tmp_path / "in" / ".gitignore").write_text("a.yaml\n")
    monkeypatch.chdir(tmp_path)

    assert find_files(["in"], lambda _: True) == (["in/b.yaml"], [], ["in/a.yaml"])


def test_an_ignore_file_that_is_a_link_too_large_or_no_file_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "rules").write_text("a.yaml\n")
    (tmp_path / ".gitignore").symlink_to("rules")
    assert ignore_file(str(tmp_path)) is None

    (tmp_path / ".gitignore").unlink()
    (tmp_path / ".gitignore").write_bytes(b"a.yaml\n" * 20_000)
    assert ignore_file(str(tmp_path)) is None

    (tmp_path / ".gitignore").unlink()
    os.mkfifo(tmp_path / ".gitignore")
    assert ignore_file(str(tmp_path)) is None


@pytest.mark.parametrize("pattern", ["*a" * 5_000 + "b", "[a-z]*" * 2_000 + "!", "?*" * 5_000, "**/" * 5_000 + "a/b"])
def test_no_pattern_takes_long(pattern: str, tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text(pattern)
    file = ignore_file(str(tmp_path))
    assert file is not None

    before = time.process_time()
    ignored(str(tmp_path / ("a" * 250)), False, [file])
    assert time.process_time() - before < 1


@given(st.text("ab*?[]!\\-", max_size=8), st.text("ab]-\\", max_size=6))
def test_any_text_is_a_pattern(pattern: str, name: str) -> None:
    assert matches(name, pattern) in (True, False)
    assert matches(name, "".join(f"\\{character}" for character in name))
