"""``.salesaudit.yaml``: where it is looked for, what it may say, and that it reaches nothing outside its tree."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from salesaudit.orgfile.problems import LoadError
from salesaudit.rules.registry import RULES
from salesaudit.safety.errors import InputError, UsageError
from salesaudit.settings.config import NAME, Config, excluded, find_config, load_config
from salesaudit.settings.resolve import DEFAULTS, FLAGS, VARIABLES, resolve


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in the root of a repository."""
    root = tmp_path / "repo"
    (root / ".git").mkdir(parents=True)
    monkeypatch.chdir(root)
    return root


def config(text: str, folder: str = ".") -> Config:
    path = Path(folder) / NAME
    path.write_text(text, encoding="utf-8")
    return load_config(str(path))


def codes(text: str) -> list[str]:
    with pytest.raises(LoadError) as refused:
        config(text)
    return [problem.code for problem in refused.value.problems]


class TestWhere:
    def test_upward_to_the_root_of_the_repository(self, repository: Path) -> None:
        (repository / "a" / "b").mkdir(parents=True)
        (repository / NAME).touch()
        assert find_config(repository / "a" / "b") == str(repository / NAME)
        (repository / "a" / NAME).touch()
        assert find_config(repository / "a" / "b") == str(repository / "a" / NAME)

    def test_not_above_it(self, repository: Path) -> None:
        (repository.parent / NAME).touch()
        assert find_config(repository) is None

    def test_outside_of_a_repository_only_in_the_folder_itself(self, tmp_path: Path) -> None:
        folder = tmp_path / "loose" / "sub"
        folder.mkdir(parents=True)
        (folder.parent / NAME).touch()
        assert find_config(folder) is None
        (folder / NAME).touch()
        assert find_config(folder) == str(folder / NAME)

    def test_a_link_out_of_the_repository_is_not_followed(self, repository: Path) -> None:
        secret = repository.parent / "secret"
        secret.write_text("password: x\n")
        (repository / NAME).symlink_to(secret)
        with pytest.raises(InputError) as refused:
            load_config(str(repository / NAME))
        assert refused.value.key == "config.outside"


class TestWhat:
    def test_everything_at_once(self) -> None:
        read = config("""
profile: ours
fail_on: medium
min_score: 60
language: ru
select: [LDR, leader-sells-at-all]
ignore: INT
gates: {INT004: never}
parameters: {LDR002: {limits: {2: 60%, beyond: 10%}}, SYS004: {days: {small: 9}}}
paths: [companies]
exclude: [companies/old]
baseline: known.yaml
profiles:
  ours: {extends: strict, off: [SYS006]}
  strict: {extends: organizer, on: [LDR002], severities: {LDR002: critical}, parameters: {LDR011: {max_span: 10}}}
""").values
        assert read["profile"] == "ours"
        assert (read["fail_on"], read["min_score"], read["language"]) == ("medium", 60, "ru")
        assert {"LDR001", "LDR006"} <= read["select"]
        assert all(rule.startswith("INT") for rule in read["ignore"])
        assert read["gates"] == {"INT004": "never"}
        assert (read["paths"], read["exclude"], read["baseline"]) == (["companies"], ["companies/old"], "known.yaml")

    def test_a_profile_of_ones_own_stands_on_another(self) -> None:
        profile = config("""
parameters: {LDR002: {grace: 0%}}
profiles:
  ours: {extends: strict, off: [SYS006]}
  strict: {extends: organizer, on: [LDR002], severities: {LDR002: critical}, parameters: {LDR011: {max_span: 10}}}
""").profile("ours")
        assert profile.name == "ours"
        assert profile.speaks(RULES["LDR006"])
        assert profile.speaks(RULES["LDR002"])
        assert not profile.speaks(RULES["LDR005"])
        assert not profile.speaks(RULES["SYS006"])
        assert profile.severity(RULES["LDR002"], "small") == "critical"
        assert profile.parameters == {"LDR011": {"max_span": 10}, "LDR002": {"grace": 0}}

    def test_our_profiles_take_the_parameters_too(self) -> None:
        assert config("parameters: {LDR011: {max_span: 3}}").profile("ci").parameters == {"LDR011": {"max_span": 3}}

    def test_what_is_turned_on_is_on_in_a_profile_of_few_rules(self) -> None:
        profile = config("profiles: {ours: {extends: owner, on: [SYS006]}}").profile("ours")
        assert profile.speaks(RULES["SYS006"])
        assert not profile.speaks(RULES["SYS004"])

    def test_paths_are_meant_from_the_folder_of_the_file(self) -> None:
        Path("sub").mkdir()
        assert config("baseline: b.yaml\npaths: [../x, '*.yaml']", "sub").values["paths"] == ["x", "sub/*.yaml"]

    def test_what_is_not_known_is_not_set(self) -> None:
        assert config("profile:\nfail_on: unknown\n").values == {}

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("profil: x", ["E031"]),
            ("profile: organiser", ["E101"]),
            ("fail_on: hihg", ["E033"]),
            ("min_score: 160", ["E106"]),
            ("min_score: nan", ["E106"]),
            ("min_score: many", ["E106"]),
            ("language: de", ["E033"]),
            ("select: [LDR02]", ["E100"]),
            ("select: {a: b}", ["E036"]),
            ("parameters: [x]", ["E035"]),
            ("parameters: {LDR999: {}}", ["E100"]),
            ("parameters: {LDR002: {limit: 3}}", ["E104"]),
            ("parameters: {LDR001: {limit: 3}}", ["E104"]),
            ("parameters: {LDR002: {limits: {2: 160%}}}", ["E043"]),
            ("parameters: {SYS004: {days: {tiny: 3}}}", ["E105"]),
            ("gates: {LDR002: sometimes}", ["E033"]),
            ("gates: {LDR: high}", ["E100"]),
            ("profiles: {balanced: {}}", ["E108"]),
            ("profiles: {a: {extends: b}, b: {extends: a}}", ["E102"]),
            ("profiles: {a: {extends: nothing}}", ["E101"]),
            ("profiles: {a: {onn: [LDR002]}}", ["E031"]),
            ("packs: [rules/ours.yaml]", ["E107"]),
            ("packs: [../ours.yaml]", ["E103"]),
            ("plugins: [nosuch]", ["E109"]),
            ("- a", ["E014"]),
            ("a: 1\na: 2", ["E031", "E004"]),
        ],
    )
    def test_what_is_wrong_is_told(self, text: str, found: list[str]) -> None:
        assert codes(text) == found

    def test_a_wrong_name_is_told_with_the_nearest_and_its_place(self) -> None:
        with pytest.raises(LoadError) as refused:
            config("fail_on: high\nprofil: x\n")
        (problem,) = refused.value.problems
        assert problem.span is not None
        assert (problem.span.line, problem.span.column) == (2, 1)
        assert "profile" in problem.advice("en")

    def test_everything_wrong_is_told_at_once(self) -> None:
        assert len(codes("profil: x\nfail_on: no\nmin_score: x\nselect: [a]\n")) == 4


class TestTrust:
    @pytest.mark.parametrize(
        "path",
        [
            "/etc/passwd",
            "../out.yaml",
            "a/../../out",
            "https://x.example/b",
            "\\\\host\\b",
            "~/b",
            "a\\b",
            "file:///etc/x",
        ],
    )
    @pytest.mark.parametrize("key", ["baseline", "paths", "exclude"])
    def test_nothing_outside_the_tree_can_be_named(self, key: str, path: str) -> None:
        assert codes(f"{key}: '{path}'") == ["E103"]

    def test_a_link_out_of_the_tree_is_no_way_out(self, repository: Path) -> None:
        (repository / "link").symlink_to(repository.parent)
        assert codes("baseline: link/b.yaml") == ["E103"]

    @pytest.mark.parametrize("key", ["output", "format", "debug", "config", "extends", "jobs", "include"])
    def test_it_has_no_key_that_writes_or_includes(self, key: str) -> None:
        assert codes(f"{key}: x") == ["E031"]


class TestWhichHolds:
    FILE = "profile: ci\nfail_on: low\nmin_score: 10\nlanguage: ru\nbaseline: b.yaml\nselect: LDR\nignore: INT\n"

    def settings(self, flags: dict[str, Any], environment: dict[str, str], text: str = FILE) -> Any:
        return resolve(config(text), flags, environment)

    def test_the_default_where_nobody_says_anything(self) -> None:
        found = resolve(Config(), {}, {})
        assert {name: found[name] for name in DEFAULTS} == DEFAULTS
        assert {setting.origin for setting in found.by_name.values()} == {"default"}

    def test_the_file_before_the_default(self) -> None:
        setting = self.settings({}, {}).by_name["fail_on"]
        assert (setting.value, setting.origin, setting.where) == ("low", "file", f"{NAME}:2:10")

    def test_the_environment_before_the_file(self) -> None:
        values = {"profile": "owner", "fail_on": "never", "min_score": "5", "language": "en_GB.UTF-8", "baseline": "c"}
        found = self.settings({}, {VARIABLES[name]: value for name, value in values.items()})
        assert [found[name] for name in VARIABLES] == ["owner", "never", 5, "en", "c"]
        assert {found.by_name[name].origin for name in VARIABLES} == {"environment"}

    def test_a_flag_before_the_environment(self) -> None:
        flags = {"profile": "a", "fail_on": "b", "min_score": 0.0, "language": "ru", "select": frozenset({"X"}),
                 "ignore": frozenset[str](), "baseline": "d"}  # fmt: skip
        found = self.settings(flags, {VARIABLES[name]: "high" for name in ("profile", "fail_on", "baseline")})
        assert {name: found[name] for name in FLAGS} == flags
        assert {found.by_name[name].where for name in FLAGS} == set(FLAGS.values())

    @pytest.mark.parametrize(
        ("variable", "value"),
        [("SALESAUDIT_FAIL_ON", "hihg"), ("SALESAUDIT_MIN_SCORE", "x"), ("SALESAUDIT_MIN_SCORE", "101"),
         ("SALESAUDIT_LANG", "de")],
    )  # fmt: skip
    def test_a_variable_that_will_not_do_is_told(self, variable: str, value: str) -> None:
        with pytest.raises(UsageError):
            self.settings({}, {variable: value})


@pytest.mark.parametrize(
    ("path", "patterns", "out"),
    [
        ("a/b.yaml", ["a"], True),
        ("a/b.yaml", ["a/*.yaml"], True),
        ("./a/b.yaml", ["a/b.yaml"], True),
        ("a/b.yaml", ["b.yaml"], False),
        ("ab/c.yaml", ["a"], False),
        ("a/b.yaml", [], False),
    ],
)
def test_what_is_excluded(path: str, patterns: list[str], out: bool) -> None:
    assert excluded(path.replace("/", os.sep), patterns) is out


@pytest.mark.parametrize("page", ["ci.md", "ci.ru.md"])
def test_the_config_of_the_guide_is_taken(page: str) -> None:
    guide = (Path(__file__).resolve().parents[2] / "docs" / page).read_text("utf-8")
    _, _, rest = guide.partition("```yaml\n# .salesaudit.yaml\n")
    assert config(rest.partition("```")[0]).values["gates"] == {"LDR002": "medium"}
