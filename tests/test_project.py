"""The project as a whole: what it ships, what it promises in its own papers, what no module may do."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
import yaml

from salesaudit.compile_resources import stale
from salesaudit.version import __version__

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "salesaudit"
MODULES = sorted(PACKAGE.rglob("*.py"))
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS: dict[str, list[str]] = PROJECT["project"]["optional-dependencies"]
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
FOR_DEVELOPERS = {"dev"}
COMES_WITH = {"pydantic-core": "pydantic", "lsprotocol": "pygls", "markupsafe": "jinja2", "python-docx": "docxtpl"}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))


# --- what is generated or said twice ---


def test_the_compiled_data_is_fresh() -> None:
    assert [path.name for path in stale()] == [], "run make compile"


def test_the_version_stands_in_one_place() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", __version__)
    assert PROJECT["project"]["dynamic"] == ["version"]
    assert PROJECT["tool"]["hatch"]["version"]["path"] == "src/salesaudit/version.py"
    literal = re.compile(rf"[\"']{re.escape(__version__)}[\"']")
    found = [module.name for module in MODULES if literal.search(module.read_text(encoding="utf-8"))]
    assert found == ["version.py"]


def test_the_supported_pythons_are_the_same_everywhere() -> None:
    classifiers = PROJECT["project"]["classifiers"]
    workflow = yaml.safe_load(read(".github/workflows/ci.yml"))

    assert [c.rpartition(" ")[2] for c in classifiers if re.search(r":: 3\.\d+$", c)] == PYTHONS
    assert PROJECT["project"]["requires-python"] == f">={PYTHONS[0]}"
    assert workflow["jobs"]["test"]["strategy"]["matrix"]["python"] == PYTHONS


# --- dependencies ---


def test_every_dependency_has_a_lower_bound_and_a_tested_upper_one() -> None:
    listed = [*PROJECT["project"]["dependencies"], *(line for lines in EXTRAS.values() for line in lines)]
    bounded = re.compile(r"[a-z0-9.-]+>=[\d.]+,<[\d.]+|salesaudit\[[a-z,]+\]")

    assert [line for line in listed if not bounded.fullmatch(line)] == []


def test_the_extra_called_all_has_every_extra_for_users() -> None:
    (line,) = EXTRAS["all"]

    assert set(line.removeprefix("salesaudit[").removesuffix("]").split(",")) == EXTRAS.keys() - FOR_DEVELOPERS - {
        "all"
    }


def third_party_imports() -> Iterator[tuple[str, str]]:
    """Yield (module file, top-level name) for everything imported from outside the standard library and the package."""
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                top = name.partition(".")[0]
                if top not in sys.stdlib_module_names and top != "salesaudit":
                    yield module.name, top


def test_every_import_is_a_declared_dependency() -> None:
    users = [line for extra, lines in EXTRAS.items() if extra not in FOR_DEVELOPERS for line in lines]
    declared = {re.split(r"[>\[]", line)[0] for line in [*PROJECT["project"]["dependencies"], *users]}
    owners = packages_distributions()
    undeclared = set()
    for module, name in third_party_imports():
        projects = {owner.lower().replace("_", "-") for owner in owners.get(name, [name])}
        if not {COMES_WITH.get(project, project) for project in projects} & declared:
            undeclared.add(f"{module}: {name}")

    assert undeclared == set()


# --- papers ---


@pytest.mark.parametrize("paper", ["README.md", "CONTRIBUTING.md"])
def test_every_make_command_of_a_paper_exists(paper: str) -> None:
    named = set(re.findall(r"^\s*(?:\| )?`?make ([a-z]+)", read(paper), re.MULTILINE))
    named |= set(re.findall(r"`make ([a-z]+)", read(paper)))

    assert named
    assert named <= targets()


@pytest.mark.parametrize("paper", ["README.md", "CONTRIBUTING.md", "SECURITY.md"])
def test_every_file_that_a_paper_links_to_exists(paper: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", read(paper))

    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_module_that_the_readme_names_exists() -> None:
    named = sorted(set(re.findall(r"\b([a-z]+/[a-z_]+\.py)\b", read("README.md"))))

    assert len(named) in range(1, 7), "a reader follows a fact through six files at most"
    assert [name for name in named if not (PACKAGE / name).exists()] == []


def test_the_example_of_make_demo_exists() -> None:
    (example,) = re.findall(r"^EXAMPLE \?= (.+)$", read("Makefile"), re.MULTILINE)

    assert (ROOT / example).is_file()


def test_every_target_says_what_it_does() -> None:
    silent = [line for line in read("Makefile").splitlines() if re.match(r"[a-z]+:", line) and "## " not in line]

    assert silent == []


def test_the_changelog_has_a_place_for_what_is_not_released() -> None:
    headings = re.findall(r"^## (.+)$", read("CHANGELOG.md"), re.MULTILINE)

    assert headings[0] == "Unreleased"


# --- the build machine ---


def test_the_workflow_can_only_read_and_runs_no_text_of_strangers() -> None:
    workflow = yaml.safe_load(read(".github/workflows/ci.yml"))
    steps = workflow["jobs"]["test"]["steps"]

    assert workflow["permissions"] == {"contents": "read"}
    assert [step["run"] for step in steps if "run" in step] == ["bash .ci/run"]
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", step["uses"]) for step in steps if "uses" in step)


# --- what no module may do ---

BUILD_TOOLS = {"compile_resources.py"}
WRITING_METHODS = {"write_text", "write_bytes", "touch", "mkdir", "unlink", "rename", "symlink_to"}


def test_only_the_room_called_safety_writes_files() -> None:
    writers = [
        f"{module.relative_to(PACKAGE)}:{node.lineno}: {node.func.attr}"
        for module in MODULES
        if "safety" not in module.parts and module.name not in BUILD_TOOLS
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITING_METHODS
    ]

    assert writers == []


def test_no_module_is_longer_than_400_lines() -> None:
    long = {str(m.relative_to(PACKAGE)): n for m in MODULES if (n := len(m.read_text("utf-8").splitlines())) > 400}

    assert long == {}


def test_the_data_for_people_is_in_both_languages() -> None:
    russian = {path.name.removesuffix(".ru.yaml") for path in PACKAGE.rglob("*.ru.yaml")}
    english = {path.name.removesuffix(".en.yaml") for path in PACKAGE.rglob("*.en.yaml")}

    assert russian == english
    assert russian
