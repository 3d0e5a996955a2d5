"""Rules in Python: from installed packages only, by their names, never in place of a rule of the product."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from salesaudit.audit.engine import judge
from salesaudit.audit.profile import Profile
from salesaudit.org.merge import build_org
from salesaudit.orgfile.load import load_bytes
from salesaudit.rules import plugins, wording
from salesaudit.rules.plugins import PluginBroke, load_plugin, plugin_names
from salesaudit.rules.registry import RULES, forget
from salesaudit.safety.errors import UsageError
from tests.functional.command import ANY_COMPANY, ROOT, company, environment, process

MODULE = """
from salesaudit.org.org import Org
from salesaudit.rules.judgements import at_most
from salesaudit.rules.registry import rule
from salesaudit.rules.subjects import company
from salesaudit.rules.verdict import Verdict
from salesaudit.rules.wording import Example, Prose, register

@rule("{id}", subject=company, severity="h/h/h/h", sources="P")
def {name}(company, org: Org, *, most: int = 10) -> Verdict:
    return at_most(company.headcount, most)

register(
    "{id}",
    {{"en": Prose("Too many", "{{value}} people", "w", "f", "", "", "", {{}})}},
    Example("days", "company: {{name: X, headcount: 24}}", "company: {{name: X, headcount: 4}}"),
)
"""


def install(folder: Path, name: str, code: str = "", id_: str = "") -> str:
    """Put a package into a folder as an installer would: a module, and what says that it has rules."""
    module = f"salesaudit_test_{name}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{module}.py").write_text(code or MODULE.format(id=id_ or "EXT001", name=f"too_many_{name}"))
    info = folder / f"{module}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[salesaudit.rules]\n{name} = {module}\n")
    return name


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder where packages are installed, and a current folder beside it."""
    folder = tmp_path / "site"
    folder.mkdir()
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.syspath_prepend(folder)
    yield folder
    forget([id_ for id_, rule in RULES.items() if rule.home])
    plugins._loaded.clear()
    wording._brought.clear()
    for name in [name for name in sys.modules if name.startswith("salesaudit_test_")]:
        del sys.modules[name]


def test_an_installed_package_brings_its_rules(site: Path) -> None:
    install(site, "small")
    (rule,) = load_plugin("small")

    assert (rule.id, rule.slug, rule.home, rule.default_on) == ("EXT001", "too-many-small", "plugin small", False)
    assert dict(rule.parameters) == {"most": 10}
    assert load_plugin("small") == (rule,)
    assert "small" in plugin_names()


def test_a_name_that_nobody_installed_is_told_with_the_nearest(site: Path) -> None:
    install(site, "small")
    with pytest.raises(UsageError) as unknown:
        load_plugin("smal")
    assert unknown.value.values["nearest"] == "small"
    assert unknown.value.exit_code == 2


@pytest.mark.parametrize(
    ("name", "hint", "nearest"),
    [("smal", "hint.nearest", "small"), ("quite-another", "plugin.unknown.hint", "")],
)
def test_what_is_told_of_a_name_that_nobody_installed(site: Path, name: str, hint: str, nearest: str) -> None:
    install(site, "small")
    with pytest.raises(UsageError) as unknown:
        load_plugin(name)
    error = unknown.value
    assert (error.key, error.hint) == ("plugin.unknown", hint)
    assert error.values == {"plugin": name, "nearest": nearest, "group": "salesaudit.rules"}


def test_rules_that_were_forgotten_come_back_with_their_plugin(site: Path) -> None:
    install(site, "small")
    (rule,) = load_plugin("small")
    forget(["EXT001"])
    assert load_plugin("small") == (rule,)
    assert RULES["EXT001"] is rule


def test_plugins_are_named_in_order_and_other_entry_points_left_out(site: Path) -> None:
    for name in ("small", "large", "micro", "medium", "tiny", "average"):
        install(site, name)
    with (site / "salesaudit_test_small-1.0.dist-info" / "entry_points.txt").open("a") as more:
        more.write("\n[console_scripts]\nanother = salesaudit_test_small:main\n")
    names = plugin_names()
    assert "another" not in names
    assert names == sorted(names)
    assert set(names) >= {"small", "large", "micro", "medium", "tiny", "average"}


def test_a_folder_beside_the_current_one_is_not_below_it(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside = Path.cwd().with_name(f"{Path.cwd().name}shop")
    install(beside, "beside")
    monkeypatch.syspath_prepend(str(beside))
    assert "beside" in plugin_names()


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("def", "SyntaxError"),
        ("import nosuch_module", "ModuleNotFoundError"),
        ("x = 1", "declares no rule"),
        (MODULE.format(id="LDR002", name="a"), "LDR002"),
        (MODULE.format(id="EXT001", name="leader_still_the_best_seller_by_time"), "declared twice"),
        (MODULE.format(id="ext1", name="b"), "ext1"),
        (MODULE.format(id="EXT001", name="c").split("register(")[0], "EXT001"),
        (MODULE.format(id="EXT001", name="d").replace("h/h/h/h", "h"), "EXT001"),
        (MODULE.format(id="EXT001", name="e").replace('"P"', '"Q"'), "unknown source"),
        (MODULE.format(id="EXT001", name="f") + "\n1 / 0", "ZeroDivisionError"),
    ],
)
def test_a_plugin_that_breaks_is_an_internal_error_with_its_name(code: str, reason: str, site: Path) -> None:
    before = dict(RULES)
    install(site, "broken", code)
    with pytest.raises(PluginBroke) as broke:
        load_plugin("broken")

    assert broke.value.exit_code == 4
    assert broke.value.values["plugin"] == "broken"
    assert reason in str(broke.value.values["reason"])
    assert before == RULES


def test_what_lies_in_the_current_folder_is_not_installed(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("", "below", "."):
        here = Path.cwd() / name
        if not list(here.glob("*.dist-info")):
            install(here, "evil", "import pathlib; pathlib.Path('owned').touch()")
        monkeypatch.syspath_prepend("" if name == "." else str(here))

    assert "evil" not in plugin_names()
    with pytest.raises(UsageError):
        load_plugin("evil")
    assert not Path("owned").exists()


def test_a_module_of_the_current_folder_is_not_imported_in_its_place(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(site, "small")
    Path("salesaudit_test_small.py").write_text("import pathlib; pathlib.Path('owned').touch()")
    monkeypatch.syspath_prepend(str(Path.cwd()))

    assert [rule.id for rule in load_plugin("small")] == ["EXT001"]
    assert not Path("owned").exists()
    assert sys.path[0] == str(Path.cwd())


def test_a_check_takes_plugins_from_the_command_line_and_from_the_config(site: Path, tmp_path: Path) -> None:
    install(site, "small")
    install(site, "broken", "1 / 0")
    folder = tmp_path / "work"
    company(folder, ANY_COMPANY)
    env = {"PYTHONPATH": os.pathsep.join([str(site), environment().get("PYTHONPATH", ""), *_source()])}
    named = process("check", "company.yaml", "--plugin", "small", "--select", "EXT", cwd=folder, env=env)
    assert named.code == 1
    assert "EXT001 high  24 people" in named.out
    assert "salesaudit explain EXT001 --plugin small" in named.out

    assert "EXT001" not in process("check", "company.yaml", cwd=folder, env=env).out
    wrong = process("check", "company.yaml", "--plugin", "broken", cwd=folder, env=env)
    assert wrong.code == 4
    assert "broken" in wrong.err
    assert "Traceback" not in wrong.err

    (folder / ".salesaudit.yaml").write_text("plugins: [small]\nselect: [EXT001]\nparameters: {EXT001: {most: 30}}\n")
    assert process("check", "company.yaml", cwd=folder, env=env).code == 0
    assert "most = 30" in process("explain", "EXT001", cwd=folder, env=env).out
    (folder / ".salesaudit.yaml").write_text("plugins: [smalll]\n")
    assert "E109" in process("check", "company.yaml", cwd=folder, env=env).err


@pytest.mark.parametrize("page", ["rule-packs.md", "rule-packs.ru.md"])
def test_the_rule_in_the_documentation_works(page: str, site: Path) -> None:
    code = re.search(r"```python\n(.*?)```", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.DOTALL)
    assert code is not None
    install(site, "acme", code[1])
    (rule,) = load_plugin("acme")
    shown = wording.example(rule.id)

    for text, outcome in ((shown.bad, "fail"), (shown.good, "pass")):
        org = build_org(load_bytes(wording.whole(text)))
        assert [one.outcome for one in judge(rule, org, Profile("all"))] == [outcome]


def _source() -> list[str]:
    import salesaudit

    return [str(Path(salesaudit.__file__).parents[1])]
