"""Files of earlier revisions: exactly those, and nothing that a name or a repository asks for beside."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from salesaudit.safety.errors import InputError
from salesaudit.safety.git import Beside, is_revision, read_revision
from salesaudit.safety.limits import LIMITS

WHO = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *WHO, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository whose file said one, then two, and says three without a commit; it is the current folder."""
    monkeypatch.setenv("HOME", str(tmp_path))
    home = tmp_path / "repository"
    (home / "below").mkdir(parents=True)
    git(home, "init", "--quiet")
    for text in ("one", "two"):
        (home / "company.yaml").write_text(text)
        (home / "below" / "team.yaml").write_text(f"below {text}")
        git(home, "add", ".")
        git(home, "commit", "--quiet", "-m", text)
    (home / "company.yaml").write_text("three")
    monkeypatch.chdir(home)
    return home


def key(name: str, limit: int = 100) -> str:
    with pytest.raises(InputError) as refused:
        read_revision(name, limit)
    return refused.value.key


def test_a_file_is_read_as_it_was(repository: Path) -> None:
    assert read_revision("HEAD:company.yaml", 100) == b"two"
    assert read_revision("HEAD~1:company.yaml", 100) == b"one"
    git(repository, "add", "company.yaml")
    assert read_revision(":company.yaml", 100) == b"three"


def test_a_path_counts_from_the_top_unless_it_begins_with_a_dot(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository / "below")

    assert read_revision("HEAD:company.yaml", 100) == b"two"
    assert read_revision("HEAD:./team.yaml", 100) == b"below two"


@pytest.mark.parametrize(
    "name",
    ["HEAD:nowhere.yaml", "nowhere:company.yaml", "HEAD:", "HEAD:below", "--help:x", "-p:x", "HEAD:../x", ":/one",
     "HEAD:company.yaml\nx", "HEAD:\0", "--upload-pack=touch pwned:x", "$(touch pwned):x", ":(glob)*.yaml"],
)  # fmt: skip
def test_what_is_not_there_is_told_and_nothing_is_run(name: str, repository: Path) -> None:
    assert key(name) == "git.no_file"
    assert not (repository / "pwned").exists()


def test_a_file_is_read_up_to_the_limit_and_no_further(repository: Path) -> None:
    assert read_revision("HEAD:company.yaml", 3) == b"two"
    assert key("HEAD:company.yaml", 2) == "file.too_large"
    (repository / "big").write_bytes(b"x" * 3_000_000)
    git(repository, "add", "big")
    assert key(":big", 1000) == "file.too_large"


def test_without_git_it_is_said_so(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    assert key("HEAD:company.yaml") == "git.missing"


def test_a_git_of_the_current_folder_is_not_run(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / "git").write_text("#!/bin/sh\ntouch pwned\n")
    (repository / "git").chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join([".", ""]))

    assert key("HEAD:company.yaml") == "git.missing"
    assert not (repository / "pwned").exists()


def test_one_that_takes_too_long_is_stopped(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = repository / "slow"
    slow.mkdir()
    (slow / "git").write_text("#!/bin/sh\nexec /bin/sleep 60\n")
    (slow / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(slow))

    with pytest.raises(InputError) as refused:
        read_revision("HEAD:company.yaml", 100, limits=replace(LIMITS, child_wall_seconds=1))

    assert refused.value.key == "git.too_slow"


def test_nothing_that_a_repository_may_name_is_run(repository: Path) -> None:
    trap = repository.parent / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {repository.parent}/pwned\ncat\n")
    trap.chmod(0o755)
    for name in ("core.fsmonitor", "core.pager", "diff.trap.textconv", "diff.external", "filter.trap.smudge",
                 "core.sshCommand", "core.editor"):  # fmt: skip
        git(repository, "config", name, str(trap))
    (repository / ".gitattributes").write_text("*.yaml diff=trap filter=trap\n")
    (repository / ".git" / "hooks" / "post-checkout").write_text(trap.read_text())

    assert read_revision("HEAD:company.yaml", 100) == b"two"
    assert read_revision(":company.yaml", 100) == b"two"
    assert not (repository.parent / "pwned").exists()


def test_a_folder_that_poses_as_a_repository_has_no_say(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = repository / "bare"
    git(repository, "clone", "--quiet", "--bare", ".", str(bare))
    monkeypatch.chdir(bare)

    assert key("HEAD:company.yaml") == "git.no_file"


def test_variables_of_the_environment_do_not_reach_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.bare")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "nonsense")

    assert read_revision("HEAD:company.yaml", 100) == b"two"


def test_names_with_a_revision_are_told_from_files(repository: Path) -> None:
    (repository / "odd:name.yaml").write_text("")

    assert all(map(is_revision, ("HEAD:a.yaml", ":a.yaml", "v1.0^:./a")))
    assert not any(map(is_revision, ("a.yaml", "-", "odd:name.yaml", r"C:\a.yaml", "C:/a", "https://example.org/a")))


def test_what_stands_beside_is_taken_from_the_same_revision(repository: Path) -> None:
    beside = Beside("HEAD~1:company.yaml", 100)

    assert beside["below/team.yaml"] == b"below one"
    assert beside
    with pytest.raises(InputError) as missing:
        beside["below/nowhere.yaml"]
    assert missing.value.key == "git.no_file"
    for outside in ("../x", "/etc/passwd", "below/../../x", "a:b", "a\\b"):
        assert outside not in beside
        with pytest.raises(KeyError):
            beside[outside]


def test_what_stands_beside_a_file_of_this_folder_is_found(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository / "below")

    assert Beside("HEAD:./company.yaml", 100)["team.yaml"] == b"below two"
    assert Beside("HEAD:below/company.yaml", 100)["team.yaml"] == b"below two"
