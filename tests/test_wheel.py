"""The wheel as a stranger gets it: built, installed into an empty environment, put to its main job."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from salesaudit.version import __version__

ROOT = Path(__file__).resolve().parent.parent
COMPANY = """\
salesaudit: 1
company: {name: ООО «Ромашка», market: b2b, headcount: 24, currency: RUB, as_of: 2026-11-01}
departments:
  sales: {component: sales, leader: head_of_sales}
roles:
  head_of_sales: {department: sales, time: {selling: 70%, leading: 20%, admin: 10%}}
  sales_rep: {department: sales, count: 3, reports_to: head_of_sales}
"""


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command that sees nothing of this checkout, and return what it said."""
    hidden = {"PYTHONPATH", "SALESAUDIT_LANG", "VIRTUAL_ENV"}
    env = {name: value for name, value in os.environ.items() if name not in hidden} | {"PYTHONUTF8": "1"}
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, encoding="utf-8", timeout=300)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    built = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    assert built.returncode == 0, built.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with the commands of an environment that has the wheel and its dependencies, nothing else."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home)
    commands = home / ("Scripts" if os.name == "nt" else "bin")
    pip = (sys.executable, "-m", "pip", "--python", commands / "python")  # ours: to make one takes half the time
    installed = run(*pip, "install", "--quiet", wheel, cwd=home)
    assert installed.returncode == 0, installed.stderr
    return commands


def test_the_wheel_carries_the_version_and_all_data(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    package = ROOT / "src" / "salesaudit"
    data = [path for path in package.rglob("*") if path.suffix in {".json", ".yaml", ".typed"}]
    wanted = {f"salesaudit/{path.relative_to(package).as_posix()}" for path in data}
    for folder in ("questionnaires", "report_templates"):
        wanted |= {f"salesaudit/{p.relative_to(ROOT).as_posix()}" for p in (ROOT / folder).rglob("*") if p.is_file()}

    assert wheel.name == f"salesaudit-{__version__}-py3-none-any.whl"
    assert wanted - names == set()
    assert not [name for name in names if name.startswith(("tests/", "src/"))]


def test_the_installed_command_audits_a_company(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "company.yaml").write_text(COMPANY, encoding="utf-8")

    done = run(installed / "salesaudit", "check", "company.yaml", "--format", "json", cwd=tmp_path)

    assert done.returncode == 1, done.stderr
    (checked,) = json.loads(done.stdout)["files"]
    assert checked["path"] == "company.yaml"
    assert "LDR002" in {finding["rule"] for finding in checked["findings"]}


def test_the_installed_command_says_its_version(installed: Path, tmp_path: Path) -> None:
    done = run(installed / "salesaudit", "--version", cwd=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")
    assert __version__ in done.stdout


def test_a_starter_file_can_be_written_and_checked(installed: Path, tmp_path: Path) -> None:
    started = run(installed / "salesaudit", "init", "company.yaml", cwd=tmp_path)
    checked = run(installed / "salesaudit", "check", "company.yaml", cwd=tmp_path)

    assert started.returncode == 0, started.stderr
    assert checked.returncode in {0, 1}, checked.stderr


def test_every_command_of_the_readme_exists(installed: Path, tmp_path: Path) -> None:
    commands = set(re.findall(r"^\| `salesaudit ([a-z-]+)", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE))
    missing = [name for name in commands if run(installed / "salesaudit", name, "--help", cwd=tmp_path).returncode]

    assert commands
    assert missing == []


def test_the_installed_library_is_typed_and_audits_without_printing(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "company.yaml").write_text(COMPANY, encoding="utf-8")

    done = run(installed / "python", "-c", "import salesaudit; salesaudit.audit('company.yaml')", cwd=tmp_path)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
