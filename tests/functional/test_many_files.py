"""Folders, patterns, processes and a cache, as whole commands."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.formats.runs import MESSY
from tests.functional.command import ANY_COMPANY, BUSY_LEADER, COMMAND, Result, company, environment, process, run

ANSWERS = "salesaudit_answers: 1\nrespondent: {as: owner}\nanswers: []\n"


def paths_of(out: str) -> list[str]:
    return [file["path"] for file in json.loads(out)["files"]]


def checked(folder: Path, *names: str) -> list[str]:
    return paths_of(run("check", *names, "-f", "json", cwd=folder).out)


def tree(folder: Path) -> Path:
    for name in ("a.yaml", "in/b.yml", "in/deep/c.yaml", ".hidden/d.yaml", "in/.e.yaml"):
        company(folder, ANY_COMPANY, name)
    company(folder, ANSWERS, "in/answers.yaml")
    company(folder, "profile: balanced\n", ".salesaudit.yaml")
    company(folder, "services:\n  salesaudit: 1\n", "in/compose.yaml")
    company(folder, "salesaudit_rules: 1\n", "in/rules.yaml")
    return folder


def test_a_folder_is_searched_for_files_whose_top_level_says_salesaudit(tmp_path: Path) -> None:
    assert checked(tree(tmp_path), ".") == ["./a.yaml", "./in/b.yml", "./in/deep/c.yaml"]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("**/*.yaml", ["a.yaml", "in/deep/c.yaml"]),
        ("**/*.y*ml", ["a.yaml", "in/b.yml", "in/deep/c.yaml"]),
        ("in/**/c.yaml", ["in/deep/c.yaml"]),
        ("in/**", ["in/b.yml", "in/deep/c.yaml"]),
        ("**/deep", ["in/deep/c.yaml"]),
        ("i?/[a-c].yml", ["in/b.yml"]),
        ("in/*/c.yaml", ["in/deep/c.yaml"]),
        ("*/deep", ["in/deep/c.yaml"]),
        (".hidden/*.yaml", [".hidden/d.yaml"]),
        ("./*.yaml", ["./a.yaml"]),
        ("**/**/b.yml", ["in/b.yml"]),
    ],
)
def test_a_pattern_in_quotes_is_ours_to_expand(pattern: str, found: list[str], tmp_path: Path) -> None:
    assert checked(tree(tmp_path), pattern) == found


def test_an_absolute_pattern_finds_absolute_names(tmp_path: Path) -> None:
    tree(tmp_path)

    assert checked(tmp_path, f"{tmp_path}/**/b.yml") == [f"{tmp_path}/in/b.yml"]


@pytest.mark.parametrize("name", ["in/none", "x*", "**/x.yaml", ".", "in/**"])
def test_nothing_to_check_is_exit_3(name: str, tmp_path: Path) -> None:
    company(tmp_path, ANSWERS, "in/none/answers.yaml")
    result = run("check", name, cwd=tmp_path)

    assert result.code == 3
    assert result.out == ""
    assert f"{name}: there are no company files here" in result.err
    assert "Nothing was checked" in result.err


def test_ignore_files_and_exclude_leave_out_what_is_found_but_not_what_is_named(tmp_path: Path) -> None:
    tree(tmp_path)
    (tmp_path / ".gitignore").write_text("/a.yaml\n")
    (tmp_path / ".salesaudit.yaml").write_text("exclude: [in/deep]\n")
    result = run("check", ".", "-f", "json", cwd=tmp_path)

    assert paths_of(result.out) == ["./in/b.yml"]
    assert "1 company file was left out" in result.err
    assert checked(tmp_path, ".", "a.yaml", "in/deep/c.yaml") == ["./in/b.yml", "a.yaml", "in/deep/c.yaml"]
    assert checked(tmp_path, "**/*.yaml") == []
    assert checked(tmp_path, "in/deep/*.yaml") == []


def test_exclude_holds_for_a_baseline_too(tmp_path: Path) -> None:
    company(tmp_path, BUSY_LEADER, "a.yaml")
    company(tmp_path, BUSY_LEADER, "drafts/b.yaml")
    (tmp_path / ".salesaudit.yaml").write_text("exclude: [drafts]\n")
    assert run("baseline", "create", ".", cwd=tmp_path).code == 0

    written = (tmp_path / ".salesaudit-baseline.yaml").read_text()
    assert "a.yaml" in written
    assert "drafts" not in written


def test_links_in_rings_end(tmp_path: Path) -> None:
    tree(tmp_path)
    for name in ("in/up", "in/deep/top", "round"):
        (tmp_path / name).symlink_to(tmp_path)

    assert checked(tmp_path, ".") == ["./a.yaml", "./in/b.yml", "./in/deep/c.yaml"]
    assert checked(tmp_path, "**/c.yaml") == ["in/deep/c.yaml"]


ODD = [
    "-rf.yaml", "a\nb.yaml", "a\x1b]0;x\x07.yaml", "bad\udcff.yaml", "::error::x.yaml", "##[x].yaml", "\u202ea.yaml",
    "a b.yaml",
]  # fmt: skip


@pytest.mark.parametrize("format_", ["text", "github", "junit", "sarif", "json", "gitlab", "markdown"])
def test_odd_names_are_found_and_command_nothing(format_: str, tmp_path: Path) -> None:
    for name in ODD:
        company(tmp_path, BUSY_LEADER, name)
    arguments = ["check", "-f", format_, "--select", "LDR002", "--no-config"]
    found = [run(*arguments, name, cwd=tmp_path) for name in (".", "*.yaml", "**/*.yaml")]
    for done in (*found, process(*arguments, "--", *ODD, cwd=tmp_path)):  # names come from a system as bytes
        assert done.code == 1, done.err
        assert "\x1b" not in done.out + done.err
        assert done.out.count("LDR002") >= len(ODD)
        lines = (done.out + done.err).splitlines()
        assert not [line for line in lines if line.lstrip().startswith(("::error::x", "##["))]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may look into everything")
def test_a_folder_without_permission_is_told(tmp_path: Path) -> None:
    tree(tmp_path)
    (tmp_path / "in" / "deep").chmod(0)
    result = run("check", ".", cwd=tmp_path)
    (tmp_path / "in" / "deep").chmod(0o755)

    assert result.code == 2
    assert "deep" in result.err


# --- processes, cache, the bar ---


def many(folder: Path, count: int = 20) -> Path:
    for number in range(count):
        company(folder, f"{BUSY_LEADER}# {number}\n", f"c/{number:03}.yaml")
    company(folder, "salesaudit: 2\n", "c/bad.yaml")
    return folder


FORMATS = ("text", "json", "sarif", "junit", "github", "gitlab", "markdown")


def everything(folder: Path, *more: str) -> tuple[Result, dict[str, bytes]]:
    """Return what is shown and what is written in all formats at once."""
    outputs = [f"--output={format_}=out.{format_}" for format_ in FORMATS]
    coloured = {"FORCE_COLOR": "1", "COLUMNS": "70"}
    result = process("check", "c", "nowhere.yaml", *outputs, *more, cwd=folder, env=coloured)
    written = {}
    for format_ in FORMATS:
        written[format_] = (folder / f"out.{format_}").read_bytes()
        (folder / f"out.{format_}").unlink()
    return result, written


@pytest.mark.parametrize("more", [(), ("--baseline", "known.yaml", "--lang", "ru", "--min-score", "50")])
def test_the_output_is_the_same_whoever_works(more: tuple[str, ...], tmp_path: Path) -> None:
    many(tmp_path)
    company(tmp_path, MESSY, "c/000.yaml")
    company(tmp_path, BUSY_LEADER.replace("24,", "24, language: ru,"), "c/003.yaml")
    company(tmp_path, BUSY_LEADER, "c/::error::x.yaml")
    known = "    - LDR002 role:head_of_sales\n    - LDR002 role:nobody\n"
    company(tmp_path, f"salesaudit_baseline: 1\nfiles:\n  c/001.yaml:\n{known}  c/002.yaml:\n{known}", "known.yaml")
    alone = everything(tmp_path, *more)

    assert alone[0].code == 2
    assert "\x1b[" in alone[0].out
    assert "Оценк" in alone[0].out
    for jobs in (["--jobs", "2"], ["--cache", "kept"], ["--cache", "kept", "-j", "auto"], ["--cache", "kept"]):
        assert everything(tmp_path, *more, *jobs) == alone


def test_what_is_shown_alone_is_what_is_written_with_others(tmp_path: Path) -> None:
    many(tmp_path)
    _, written = everything(tmp_path)
    for format_ in FORMATS[1:]:
        assert run("check", "c", "nowhere.yaml", "-f", format_, cwd=tmp_path).out.encode() == written[format_]


@pytest.mark.parametrize("value", ["0", "-1", "x", "1.5", "65", "9" * 5_000, "²", ""])
def test_a_number_of_processes_that_makes_no_sense_is_refused(value: str, tmp_path: Path) -> None:
    company(tmp_path)
    result = run("check", "company.yaml", f"--jobs={value}", cwd=tmp_path)

    assert result.code == 2
    assert "--jobs" in result.err


def test_a_stale_result_never_passes(tmp_path: Path) -> None:
    company(tmp_path, BUSY_LEADER.replace("70%", "7%").replace("30%", "93%"))
    arguments = ("check", "company.yaml", "--select", "LDR002", "--cache", "kept")
    assert run(*arguments, cwd=tmp_path).code == 0
    assert run(*arguments, cwd=tmp_path).code == 0

    company(tmp_path, BUSY_LEADER)
    assert run(*arguments, cwd=tmp_path).code == 1
    assert run(*arguments, "--fail-on", "never", cwd=tmp_path).code == 0


def test_a_baseline_and_a_gate_come_after_the_cache(tmp_path: Path) -> None:
    company(tmp_path, BUSY_LEADER)
    arguments = ("check", "company.yaml", "--select", "LDR002", "--cache", "kept")
    assert run(*arguments, cwd=tmp_path).code == 1
    (tmp_path / "known.yaml").write_text(
        'salesaudit_baseline: 1\nfiles:\n  "company.yaml":\n    - LDR002 role:head_of_sales\n'
    )
    assert run(*arguments, "--baseline", "known.yaml", cwd=tmp_path).code == 0
    assert run(*arguments, cwd=tmp_path).code == 1


def test_the_config_cannot_ask_for_a_cache(tmp_path: Path) -> None:
    company(tmp_path)
    (tmp_path / ".salesaudit.yaml").write_text("cache: kept\n")

    assert "E031" in run("check", "company.yaml", cwd=tmp_path).err


def started_with_two(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, "check", "c", "--jobs", "2"],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def children(parent: int) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(folder.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="who is whose child is read from /proc")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_every_process_at_once(number: int, code: int, tmp_path: Path) -> None:
    many(tmp_path, 400)
    with started_with_two(tmp_path) as started:
        deadline = time.monotonic() + 30
        while len(workers := children(started.pid)) < 2 and time.monotonic() < deadline:
            time.sleep(0.02)
        assert len(workers) == 2
        os.killpg(started.pid, number)  # as a terminal does
        sent = time.monotonic()
        out, err = started.communicate(timeout=10)

    assert time.monotonic() - sent < 3
    assert started.returncode == code
    assert out == b""
    assert b"Traceback" not in err
    assert not [worker for worker in workers if Path(f"/proc/{worker}").exists()]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="who is whose child is read from /proc")
def test_a_worker_that_is_killed_is_exit_4(tmp_path: Path) -> None:
    many(tmp_path, 400)
    with started_with_two(tmp_path) as started:
        while not (workers := children(started.pid)):
            time.sleep(0.02)
        os.kill(workers[0], signal.SIGKILL)
        out, err = started.communicate(timeout=30)

    assert started.returncode == 4
    assert out == b""
    assert "a process that was checking files died" in err.decode().lower()


def on_terminal(*arguments: str, cwd: Path, **variables: str) -> str:
    """Return what a command writes to stderr where that is a terminal."""
    ours, theirs = pty.openpty()
    started = subprocess.Popen([*COMMAND, *arguments], cwd=cwd, env=environment(TERM="xterm", **variables),
                               stdout=subprocess.DEVNULL, stderr=theirs)  # fmt: skip
    os.close(theirs)
    heard = b""
    while select.select([ours], [], [], 60)[0]:
        try:
            heard += os.read(ours, 65536)
        except OSError:
            break
    started.wait()
    os.close(ours)
    return heard.decode()


def test_a_bar_comes_after_a_second_and_goes_again(tmp_path: Path) -> None:
    many(tmp_path, 400)
    told = on_terminal("check", "c", cwd=tmp_path)

    assert "Checking files" in told
    assert "/401" in told
    assert "E055" in told
    assert "\x1b[2K" in told.rpartition("/401")[2]


def test_there_is_no_bar_for_a_short_run(tmp_path: Path) -> None:
    company(tmp_path)

    assert on_terminal("check", "company.yaml", cwd=tmp_path) == ""
