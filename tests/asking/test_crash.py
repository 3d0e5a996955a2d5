"""Whichever call a conversation dies at, no answer that it went on from is lost; nor when the rescue dies too."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from salesaudit.cli.asking.begin import Wanted, begin
from salesaudit.cli.asking.conversation import converse
from salesaudit.orgfile.load import load
from salesaudit.questionnaire.answer import Given
from salesaudit.questionnaire.log import Head, Log
from salesaudit.safety.errors import InputError
from tests.asking.scripted import Scripted

CALLS = ("write", "fsync", "ftruncate", "replace", "unlink", "open", "mkdir")
WRITING = os.O_RDWR | os.O_WRONLY | os.O_CREAT
ANSWERS = 70
HEAD = Head("owner@1", "owner")


@dataclass
class Disk:
    """A folder at one moment, and how many answers were told as saved by then."""

    files: dict[str, bytes]
    acknowledged: int = 0

    def put(self, folder: Path) -> Path:
        folder.mkdir()
        for name, data in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return folder


@dataclass
class Camera:
    """Takes a picture of a folder before each call that writes, and in the middle of each write."""

    folder: Path
    acknowledged: int = 0
    pictures: list[Disk] = field(default_factory=list)

    def take(self, torn: bytes = b"") -> None:
        files = {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*")) if path.is_file()
        }  # fmt: skip
        if torn:
            name = next(name for name in files if name.endswith(".log"))
            files[name] += torn
        self.pictures.append(Disk(files, self.acknowledged))

    def before(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def photographed(*arguments: Any, **options: Any) -> Any:
            if name != "open" or (len(arguments) > 1 and arguments[1] & WRITING):
                self.take()
            if name == "write" and len(arguments[1]) > 1:
                self.take(torn=bytes(arguments[1][: len(arguments[1]) // 2]))
            return call(*arguments, **options)

        return photographed


@contextmanager
def photographed(folder: Path) -> Iterator[Camera]:
    camera = Camera(folder)
    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, camera.before(name, getattr(os, name)))
        yield camera
    camera.take()


def reply(shown: str) -> str:
    """Answer whatever is asked, in a way that opens further questions."""
    if rows := len(re.findall(r"^  \d\) ", shown, re.MULTILINE)):
        if "Коротко о компании" in shown:
            return "Ромашка; 1; 24"
        return "; ".join("Анна Сидорова" if "зовут" in shown else str(row) for row in range(1, rows + 1))
    if "как зовут?" in shown:
        return "Анна Сидорова"
    if "Да или нет" in shown:
        return "да"
    if not re.search(r"^\d+\. ", shown, re.MULTILINE):
        return "пропустить"
    return "1" if "   1. " in shown else "не знаю"


def hold(folder: Path, answers: int, counted: Callable[[], None] = lambda: None) -> Scripted:
    """Hold a conversation of some answers about a new company, and finish it."""
    asked = 0

    def said(shown: str) -> str:
        nonlocal asked
        if shown.endswith(">"):
            counted()
            asked += 1
        return "стоп" if asked > answers and shown.endswith(">") else reply(shown)

    face = Scripted(said)
    file = str(folder / "company.yaml")
    assert converse(begin(Wanted(file, None, None, "", "", False, "ru")), file, face, None, None) == 0
    return face


def recovered(folder: Path) -> tuple[Given, ...]:
    with Log(folder / "company.answers.log", HEAD) as log:
        return log.answers


def totals(log: bytes) -> dict[int, int]:
    """Return, by the number of answers in the log at each moment, how many there were after the next reply."""
    counts = [0]
    for line in log.splitlines():
        if added := line.count(b'{"question"'):
            counts.append(counts[-1] + added)
    return dict(pairwise([*counts, counts[-1]]))


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> tuple[Disk, ...]:
    """The folder at every moment of one long conversation."""
    folder = tmp_path_factory.mktemp("film")
    with photographed(folder) as camera:

        def counted() -> None:
            log = folder / "company.answers.log"
            camera.acknowledged = log.read_bytes().count(b'{"question"') if log.exists() else 0

        hold(folder, ANSWERS, counted)
    return tuple(camera.pictures)


def test_killed_at_any_call_nothing_that_was_saved_is_lost(film: tuple[Disk, ...], tmp_path: Path) -> None:
    assert len(film) >= 200
    assert film[-1].acknowledged >= ANSWERS - 10
    after = totals(film[-1].files["company.answers.log"])
    for number, disk in enumerate(film):
        folder = disk.put(tmp_path / str(number))
        answers = len(recovered(folder))
        assert answers in (disk.acknowledged, after[disk.acknowledged]), "all rows of a card, or none"
        if (folder / "company.yaml").exists():
            assert load(str(folder / "company.yaml")).data["company"]["name"] == "Ромашка"


def test_killed_again_at_any_call_of_the_rescue(film: tuple[Disk, ...], tmp_path: Path) -> None:
    torn = [disk for disk in film if any(not data.endswith(b"\n") for data in disk.files.values())][::7]
    assert len(torn) >= 10
    for number, disk in enumerate(torn):
        with photographed(disk.put(tmp_path / str(number))) as camera:
            whole = recovered(camera.folder)
        assert len(camera.pictures) > 3
        for again, second in enumerate(camera.pictures):
            assert recovered(second.put(tmp_path / f"{number}.{again}")) == whole


def test_the_last_record_cut_at_any_byte(film: tuple[Disk, ...], tmp_path: Path) -> None:
    data = film[-1].files["company.answers.log"]
    data = data[: data.index(b"\n", data.rindex(b'{"question"')) + 1]
    before = data[: data.rindex(b"\n", 0, -1) + 1]  # a record is a line
    (tmp_path / "company.answers.log").write_bytes(before)
    kept = recovered(tmp_path)
    for end in range(len(before), len(data)):
        (tmp_path / "company.answers.log").write_bytes(data[:end])
        assert recovered(tmp_path) == kept


# --- a disk that refuses ---


@contextmanager
def failing(call: str, number: int, code: int, only: str) -> Iterator[list[str]]:
    """Let one kind of call fail from its Nth time on, on files whose name has a text in it."""
    real, times, failed = getattr(os, call), 0, list[str]()

    def fails(*arguments: Any, **options: Any) -> Any:
        nonlocal times
        target = arguments[0] if isinstance(arguments[0], str) else Path(f"/proc/self/fd/{arguments[0]}").readlink()
        wrote = call != "open" or arguments[1] & WRITING
        if only in str(target) and wrote:
            times += 1
            if times >= number:
                failed.append(str(target))
                raise OSError(code, os.strerror(code), str(target))
        return real(*arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, call, fails)
        yield failed


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS])
@pytest.mark.parametrize(("call", "number"), [("open", 1), ("write", 1), ("write", 4), ("fsync", 4)])
def test_a_log_that_cannot_be_written_ends_the_talk(call: str, number: int, code: int, tmp_path: Path) -> None:
    with failing(call, number, code, ".log") as failed, pytest.raises(InputError) as caught:
        hold(tmp_path, 5)

    assert failed
    assert caught.value.exit_code == 2
    assert "company.answers.log" in str(caught.value.values["file"])
    assert [path.name for path in tmp_path.iterdir()] in ([], ["company.answers.log"])
    if number > 1:
        assert len(recovered(tmp_path)) == 3 * (number - 3), "two records stand before that of the first card"
    hold(tmp_path, 3)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS])
@pytest.mark.parametrize(("call", "only"), [("open", ".tmp"), ("fsync", ".tmp"), ("replace", ".tmp")])
@pytest.mark.parametrize("number", [1, 2])
def test_results_that_cannot_be_written_leave_what_was_there(
    call: str, only: str, number: int, code: int, tmp_path: Path
) -> None:
    """The first file that is written holds the answers, the second the company."""
    hold(tmp_path, 3)
    company, answers = ((tmp_path / name).read_bytes() for name in ("company.yaml", "answers/owner.yaml"))
    saved = len(recovered(tmp_path))

    with failing(call, number, code, only) as failed, pytest.raises(InputError) as caught:
        hold(tmp_path, 4)

    assert failed
    assert caught.value.exit_code == 2
    assert str(caught.value.values["file"]).endswith(("owner.yaml", "company.yaml")[number - 1])
    assert (tmp_path / "company.yaml").read_bytes() == company
    assert number == 2 or (tmp_path / "answers" / "owner.yaml").read_bytes() == answers
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == [
        "company.answers.log", "company.yaml", "owner.yaml"
    ]  # fmt: skip
    assert len(recovered(tmp_path)) > saved
