"""``--output`` and what is written besides: whole or not at all, and nothing else is left behind."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from salesaudit.cli.check import FORMATS
from salesaudit.formats.faces import FACES
from tests.functional.command import BUSY_LEADER, COMMAND, company, environment, process, run

OLD = b"the report of yesterday"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_formats_of_the_option_are_all_there_are() -> None:
    assert set(FORMATS) == set(FACES)


@pytest.mark.parametrize("format_", FORMATS)
def test_a_file_holds_what_the_screen_shows(format_: str, tmp_path: Path) -> None:
    path = str(company(tmp_path, BUSY_LEADER))
    shown = run("check", path, "-f", format_)
    result = run("check", path, "-f", "json", "-o", f"{format_}=report", cwd=tmp_path)

    assert result.code == shown.code == 1
    written = (tmp_path / "report").read_text(encoding="utf-8")
    # Why the exit code is what it is stands on the screen only.
    assert shown.out.startswith(written) if format_ == "text" else shown.out == written
    assert json.loads(result.out)["schema_version"] == 1
    assert names(tmp_path) == ["company.yaml", "report"]


def test_several_outputs_in_one_run(tmp_path: Path) -> None:
    company(tmp_path, BUSY_LEADER)
    run("check", "company.yaml", "-o", "json=a.json", "-o", "text=b.txt", cwd=tmp_path)

    assert json.loads((tmp_path / "a.json").read_bytes())["files"][0]["path"] == "company.yaml"
    assert "LDR002" in (tmp_path / "b.txt").read_text(encoding="utf-8")


def test_the_rights_of_a_file_that_is_replaced_stay(tmp_path: Path) -> None:
    company(tmp_path)
    (tmp_path / "report").write_bytes(OLD)
    (tmp_path / "report").chmod(0o640)
    run("check", "company.yaml", "-o", "json=report", cwd=tmp_path)

    assert (tmp_path / "report").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "report").read_bytes() != OLD


@pytest.mark.parametrize("target", ["no/such/folder", "company.yaml/x", ".", "n" * 300, "a\0b"])
def test_one_that_cannot_be_written_does_not_stop_the_rest(target: str, tmp_path: Path) -> None:
    company(tmp_path, BUSY_LEADER)
    result = run("check", "company.yaml", "-o", f"json={target}", "-o", "json=good.json", cwd=tmp_path)

    assert result.code == 2
    assert "LDR002" in result.out
    assert result.err.startswith("error: ")
    assert names(tmp_path) == ["company.yaml", "good.json"]


def test_a_disk_that_is_full_spoils_nothing(tmp_path: Path) -> None:
    company(tmp_path, BUSY_LEADER)
    (tmp_path / "report").write_bytes(OLD)
    result = limited(["check", "company.yaml", "-o", "json=report"], tmp_path, lambda: file_size(4000))

    assert result.returncode == 2
    assert b"no space left" in result.stderr
    assert b"LDR002" in result.stdout
    assert (tmp_path / "report").read_bytes() == OLD
    assert names(tmp_path) == ["company.yaml", "report"]


def test_a_full_disk_behind_standard_output_is_told(tmp_path: Path) -> None:
    company(tmp_path, BUSY_LEADER)
    for arguments in (["check", "company.yaml"], ["check", "company.yaml", "-f", "json"], ["rules"], ["--help"]):
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [*COMMAND, *arguments], stdout=full, stderr=subprocess.PIPE, env=environment(), cwd=tmp_path
            )

        assert done.returncode == 2
        assert done.stderr.decode().startswith("error: Cannot write stdout: ")
        assert len(done.stderr.decode().splitlines()) == 1


def test_outputs_are_written_even_where_nobody_reads_the_screen(tmp_path: Path) -> None:
    company(tmp_path, BUSY_LEADER)
    reading, writing = os.pipe()
    os.close(reading)
    arguments = [*COMMAND, "check", "company.yaml", "-o", "json=report.json"]
    done = subprocess.run(arguments, stdout=writing, stderr=subprocess.PIPE, env=environment(), cwd=tmp_path)
    os.close(writing)

    assert done.returncode == 1
    assert done.stderr == b""
    assert json.loads((tmp_path / "report.json").read_bytes())["files"]


def test_an_output_may_be_a_pipe(tmp_path: Path) -> None:
    company(tmp_path, BUSY_LEADER)

    assert process("check", "company.yaml", "-f", "json", "-o", "sarif=/dev/stderr", cwd=tmp_path).err.startswith("{")


def test_init_writes_a_file_that_can_be_checked_and_overwrites_none(tmp_path: Path) -> None:
    assert run("init", "company.yaml", cwd=tmp_path).code == 0
    assert run("check", "company.yaml", cwd=tmp_path).code in (0, 1)
    written = (tmp_path / "company.yaml").read_bytes()

    assert run("init", "company.yaml", "--lang", "ru", cwd=tmp_path).code == 2
    assert (tmp_path / "company.yaml").read_bytes() == written
    assert run("init", "company.yaml", "--lang", "ru", "--force", cwd=tmp_path).code == 0
    assert (tmp_path / "company.yaml").read_bytes() != written


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("size", ["micro", "small", "medium"])
def test_every_starter_file_passes_its_own_check(size: str, lang: str, tmp_path: Path) -> None:
    printed = run("init", "-", "--from", size, "--lang", lang)
    result = run("check", "-", "--fail-on", "never", stdin=printed.out.encode(), cwd=tmp_path)

    assert (result.code, result.err) == (0, "")
    assert run("init", "x.yaml", "--from", size, "--lang", lang, cwd=tmp_path).code == 0
    assert (tmp_path / "x.yaml").read_text(encoding="utf-8") == printed.out


def file_size(limit: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def limited(arguments: list[str], cwd: Path, limit: Callable[[], None]) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *arguments], preexec_fn=limit, capture_output=True, env=environment(), cwd=cwd, timeout=60
    )
