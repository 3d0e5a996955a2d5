"""The other checkers, installed from their registries into benchmarks/.peers; one that cannot be had is left out."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import companies
from measure import OURS, Command

PEERS = Path(__file__).resolve().parent / ".peers"
FROM_PYPI = ("yamllint", "check-jsonschema", "agenraci")
FROM_NPM = {"bpmnlint": "bpmnlint", "spectral": "@stoplight/spectral-cli"}
TASKS = 24
"""As many make a process of 5 KB."""

RULESET = "rules: {named: {given: $.company, then: {field: name, function: truthy}}}\n"


class Peer(NamedTuple):
    """A checker: its name, what to run it with, what a file of its own kind is called and holds."""

    name: str
    command: tuple[str | Path, ...]
    suffix: str
    content: bytes

    def files(self, folder: Path, count: int) -> Command:
        """Write so many files of its kind and return the command that checks them."""
        home = folder / self.name
        home.mkdir()
        paths = [home / f"file-{number:04}{self.suffix}" for number in range(count)]
        for path in paths:
            path.write_bytes(self.content)
        return (*self.command, *paths)


def peers(folder: Path) -> list[Peer]:
    """Install the checkers that are not there yet; write what they need into `folder`. Return those that run."""
    example = companies.EXAMPLE.read_bytes()
    schema, ruleset = folder / "company.schema.json", folder / "ruleset.yaml"
    schema.write_bytes(subprocess.run([OURS, "schema"], check=True, capture_output=True).stdout)
    ruleset.write_text(RULESET, encoding="utf-8")
    (folder / ".bpmnlintrc").write_text('{"extends": "bpmnlint:recommended"}', encoding="utf-8")
    makers: dict[str, Callable[[Path], Peer]] = {
        "yamllint": lambda tool: Peer("yamllint", (tool, "-d", "relaxed"), ".yaml", example),
        "check-jsonschema": lambda tool: Peer("check-jsonschema", (tool, "--schemafile", schema), ".yaml", example),
        "agenraci": lambda tool: Peer("agenraci", (tool, "validate"), ".yaml", _charter(tool)),
        "bpmnlint": lambda tool: Peer("bpmnlint", (tool,), ".bpmn", companies.process(TASKS)),
        "spectral": lambda tool: Peer("spectral", (tool, "lint", "-r", ruleset), ".yaml", example),
    }
    installed = {**{name: _from_pypi(name) for name in FROM_PYPI}, **{name: _from_npm(name) for name in FROM_NPM}}
    return [makers[name](tool) for name, tool in installed.items() if tool is not None]


def _charter(tool: Path) -> bytes:
    """Return the charter that agenraci shows to beginners; it has the size of our example."""
    return subprocess.run([tool, "init", "--stdout"], check=True, capture_output=True).stdout


def _from_pypi(name: str) -> Path | None:
    tool = PEERS / "bin" / name
    if not tool.exists():
        if not (PEERS / "bin" / "pip").exists():
            venv.create(PEERS, with_pip=True)
        _install([PEERS / "bin" / "pip", "install", "--quiet", name])
    return _found(tool)


def _from_npm(name: str) -> Path | None:
    tool = PEERS / "node_modules" / ".bin" / name
    npm = shutil.which("npm")
    if not tool.exists() and npm is not None:
        PEERS.mkdir(exist_ok=True)
        _install([npm, "install", "--silent", "--no-fund", "--no-audit", "--prefix", PEERS, FROM_NPM[name]])
    return _found(tool)


def _install(command: Command) -> None:
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _found(tool: Path) -> Path | None:
    if tool.exists():
        return tool
    print(f"{tool.name}: cannot be installed here, left out", file=sys.stderr)
    return None
