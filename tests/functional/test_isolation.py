"""What a run touches: no network, no process, no file but those it was told of and its own."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.functional.command import COMMAND, EXAMPLES, ROOT, company, environment

WATCHED = """
import json, os, sys
FORBIDDEN = (
    "socket", "subprocess", "urllib", "http", "ftplib", "smtplib", "webbrowser", "ctypes", "os.system", "os.exec",
    "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "os.startfile",
)
events = []
def watch(event, arguments):
    if event == "open":
        name, _, flags = arguments
        events.append([event, os.fsdecode(name) if isinstance(name, (str, bytes)) else "", flags])
    elif event.split(".")[0] in FORBIDDEN or event in FORBIDDEN:
        events.append([event, "", 0])
sys.addaudithook(watch)
import atexit
@atexit.register
def told():
    os.write(int(os.environ["EVENTS"]), json.dumps(events).encode())
from salesaudit.cli.main import main
main()
"""
WRITING = 3  # os.O_WRONLY | os.O_RDWR


def events(arguments: list[str], cwd: Path) -> list[tuple[str, str, int]]:
    with (cwd.parent / "events").open("w+b") as file:
        subprocess.run(
            [COMMAND[0], "-c", WATCHED, *arguments],
            cwd=cwd, env=environment(EVENTS=str(file.fileno())), pass_fds=[file.fileno()], capture_output=True,
            timeout=60,
        )  # fmt: skip
        file.seek(0)
        return [(event, name, flags) for event, name, flags in json.load(file)]


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "org/company.yaml", "-o", "json=out.json", "-o", "text=out.txt"],
        ["check", "org"],
        ["check", "nowhere.yaml"],
        ["check", "hostile.yaml"],
        ["explain", "LDR002", "--on", "org/company.yaml"],
        ["rules", "--format", "json"],
        ["diff", "org/company.yaml", "org/company.yaml", "-f", "html"],
        ["vocabulary", "планы"],
        ["init", "new.yaml"],
        ["schema"],
        ["--help"],
    ],
    ids=" ".join,
)
def test_only_what_was_named_is_opened(arguments: list[str], tmp_path: Path) -> None:
    here = tmp_path / "here"
    example = (EXAMPLES / "imitation.yaml").read_text(encoding="utf-8")
    company(here, example, "org/company.yaml")
    for file in [*EXAMPLES.glob("answers/imitation*"), *EXAMPLES.glob("evidence/imitation*")]:
        company(here, file.read_text(encoding="utf-8"), f"org/{file.relative_to(EXAMPLES)}")
    company(
        here,
        "salesaudit: 1\ncompany: {name: Test}\n"
        "evidence: [/etc/passwd, ../../secret, 'http://example.org/x', '//host/x', org/../../x]\n",
        "hostile.yaml",
    )
    seen = events(arguments, here)
    own = [sys.prefix, sys.base_prefix, sysconfig.get_path("stdlib"), str(ROOT / "src"), *sys.path]
    foreign = {
        name
        for event, name, _ in seen
        if event == "open" and Path(name).is_absolute() and not any(p and name.startswith(p) for p in own)
    }
    written = {Path(name).name for event, name, flags in seen if event == "open" and flags & WRITING and name}

    assert {event for event, _, _ in seen} == {"open"}
    assert {name for name in foreign if not name.startswith((str(here), "/dev/null"))} == set()
    assert {name for name in written if name != "null" and not name.startswith(".salesaudit-")} == set()
    assert {path.name for path in here.iterdir()} <= {"org", "hostile.yaml", "out.json", "out.txt", "new.yaml"}
