"""What others plug in: pre-commit hooks, the GitHub action, the GitLab template. Their own scripts are run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from salesaudit.cli.check import FORMATS
from tests.functional.command import ANY_COMPANY, BUSY_LEADER, ROOT, Result, company, environment

HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
GITLAB: dict[str, Any] = yaml.safe_load((ROOT / "ci" / "gitlab.yml").read_text("utf-8"))
QUIET = ANY_COMPANY
TOOL = f"""#!/bin/sh
exec {sys.executable} -m salesaudit "$@"
"""
RECORDER = """#!/bin/sh
for word in "$@"; do printf '%s\\n' "$word"; done >> "$RECORD"
"""


def program(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


def shell(script: str, cwd: Path, **variables: str) -> Result:
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=cwd, env={**environment(), **variables}, capture_output=True, timeout=120,
    )  # fmt: skip
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


# --- pre-commit ---


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository with a company and other YAML, where the hooks are configured from our own definitions."""
    home = tmp_path / "repository"
    company(home, QUIET, "companies/quiet.yaml")
    (home / "other.yaml").write_text("jobs: {}\n")
    hooks = [{**hook, "language": "system"} for hook in HOOKS]  # the network that an own environment takes is not here
    config = {"repos": [{"repo": "local", "hooks": hooks}]}
    (home / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    program(tmp_path / "bin" / "salesaudit", TOOL)
    subprocess.run(["git", "init", "--quiet"], cwd=home, check=True)
    return home


def commit_hook(home: Path, hook: str) -> Result:
    subprocess.run(["git", "add", "--all"], cwd=home, check=True)
    found = os.pathsep.join([str(home.parent / "bin"), os.environ["PATH"]])
    command = f"{sys.executable} -m pre_commit run --color never --verbose {hook}"
    return shell(command, home, PATH=found, PRE_COMMIT_HOME=str(home.parent / "cache"), HOME=str(home.parent))


def test_the_hooks_are_valid() -> None:
    done = shell(f"{sys.executable} -m pre_commit validate-manifest .pre-commit-hooks.yaml", ROOT)

    assert (done.code, done.out) == (0, "")
    assert all(hook["language"] == "python" for hook in HOOKS)


def test_the_hook_checks_company_files_and_nothing_else(repository: Path) -> None:
    passed = commit_hook(repository, "salesaudit")
    company(repository, BUSY_LEADER, "companies/busy.yaml")
    failed = commit_hook(repository, "salesaudit")

    assert passed.code == 0, passed.out
    assert failed.code == 1
    assert "exit code: 1" in failed.out
    assert "LDR002" in failed.out
    assert "other.yaml" not in failed.out


def test_the_hook_for_all_sees_what_stands_beside_a_company(repository: Path) -> None:
    company(repository, BUSY_LEADER, "deep/inside/acme.yaml")
    failed = commit_hook(repository, "salesaudit-all")

    assert failed.code == 1
    assert "deep/inside/acme.yaml:5" in failed.out


# --- the GitHub action ---


def steps() -> dict[str, dict[str, Any]]:
    return {step["name"]: step for step in ACTION["runs"]["steps"]}


def variables(step: dict[str, Any], **inputs: str) -> dict[str, str]:
    """Return the environment of a step as GitHub would fill it."""
    chosen = {name: str(given.get("default", "")) for name, given in ACTION["inputs"].items()} | inputs
    filled = {}
    for name, written in step["env"].items():
        assert written.startswith("${{ ")
        source = written.removeprefix("${{ ").removesuffix(" }}")
        filled[name] = chosen[source.removeprefix("inputs.")] if source.startswith("inputs.") else "/action"
    return filled


def audit(folder: Path, **inputs: str) -> Result:
    program(folder.parent / "runner" / "salesaudit" / "bin" / "salesaudit", TOOL)
    step = steps()["Audit"]
    named = {name.replace("_", "-"): value for name, value in inputs.items()}
    return shell(step["run"], folder, RUNNER_TEMP=str(folder.parent / "runner"), **variables(step, **named))


def test_no_text_of_strangers_is_part_of_a_script() -> None:
    assert ACTION["runs"]["using"] == "composite"
    for step in ACTION["runs"]["steps"]:
        assert step["shell"] == "bash"
        assert "${{" not in step["run"]
        assert "uses" not in step


def test_the_action_installs_itself_and_nothing_that_an_input_says(tmp_path: Path) -> None:
    step = steps()["Install salesaudit"]
    record = tmp_path / "record"
    program(tmp_path / "bin" / "python3", RECORDER)
    program(tmp_path / "runner" / "salesaudit" / "bin" / "python", RECORDER)
    path = os.pathsep.join([str(tmp_path / "bin"), os.environ["PATH"]])
    done = shell(
        step["run"], tmp_path, RUNNER_TEMP=str(tmp_path / "runner"), RECORD=str(record), PATH=path, **variables(step)
    )

    assert done.code == 0, done.err
    assert record.read_text().split("\n")[:3] == ["-m", "venv", str(tmp_path / "runner" / "salesaudit")]
    assert record.read_text().endswith("/action\n")


def test_the_action_fails_and_annotates_where_a_finding_is_serious(tmp_path: Path) -> None:
    home = tmp_path / "home"
    company(home, BUSY_LEADER)
    failed = audit(home)

    assert failed.code == 1
    assert "::error " in failed.out
    assert "LDR002" in failed.out


def test_the_inputs_of_the_action_do_what_they_say(tmp_path: Path) -> None:
    home = tmp_path / "home"
    company(home, BUSY_LEADER, "one company.yaml")
    company(home, BUSY_LEADER, "two.yaml")
    done = audit(home, files="one company.yaml\n\ntwo.yaml\n", fail_on="never", format="json", output="text=o.txt")

    assert done.code == 0, done.err
    assert [file["path"] for file in json.loads(done.out)["files"]] == ["one company.yaml", "two.yaml"]
    assert "LDR002" in (home / "o.txt").read_text("utf-8")


def test_a_baseline_given_to_the_action_holds(tmp_path: Path) -> None:
    home = tmp_path / "home"
    company(home, BUSY_LEADER)
    made = shell(f"{sys.executable} -m salesaudit baseline create company.yaml", home)
    done = audit(home, baseline=".salesaudit-baseline.yaml", format="text")

    assert made.code == 0, made.err
    assert done.code == 0, done.out


@pytest.mark.parametrize(
    "hostile", ["$(touch pwned)", "`touch pwned`", "; touch pwned", "--config=x.yaml", 'x" && touch pwned']
)
@pytest.mark.parametrize("name", ["files", "fail_on", "format", "baseline", "output"])
def test_an_input_is_never_run(name: str, hostile: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    company(home, QUIET)
    done = audit(home, **{name: hostile})

    assert done.code in (2, 3), done.out
    assert not (home / "pwned").exists()


def test_the_action_offers_the_formats_that_there_are() -> None:
    told = ACTION["inputs"]["format"]["description"]

    assert all(name in told for name in FORMATS)


# --- the GitLab template ---


def gitlab(home: Path, **variables: str) -> Result:
    program(home / ".salesaudit-venv" / "bin" / "salesaudit", TOOL)
    program(home / ".salesaudit-venv" / "bin" / "python", RECORDER)
    program(home.parent / "bin" / "python", RECORDER)
    path = os.pathsep.join([str(home.parent / "bin"), os.environ["PATH"]])
    given = {"RECORD": str(home.parent / "record"), "CI_PROJECT_DIR": str(home), "PATH": path}
    return shell(
        "\n".join(GITLAB["salesaudit"]["script"]), home, **{**GITLAB["salesaudit"]["variables"], **given, **variables}
    )


def test_the_gitlab_job_writes_the_reports_that_it_promises(tmp_path: Path) -> None:
    home = tmp_path / "home"
    company(home, BUSY_LEADER)
    failed = gitlab(home)
    reports = GITLAB["salesaudit"]["artifacts"]["reports"]

    assert failed.code == 1
    assert "LDR002" in (home / reports["codequality"]).read_text("utf-8")
    assert "LDR002" in (home / reports["junit"]).read_text("utf-8")
    assert "salesaudit\n" in (tmp_path / "record").read_text("utf-8")


def test_the_variables_of_the_gitlab_job_hold(tmp_path: Path) -> None:
    home = tmp_path / "home"
    company(home, BUSY_LEADER)
    done = gitlab(home, SALESAUDIT_FAIL_ON="never", SALESAUDIT_FILES="company.yaml")

    assert done.code == 0, done.err
