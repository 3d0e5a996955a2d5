"""A repository with companies, a config and a gate, as a build runs it: what fails, what passes, what is visible."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.functional.command import EXAMPLES, Result, company, run

MESSY = """\
salesaudit: 1
company: {name: Test, headcount: 24, as_of: 2026-11-01, language: en}
roles:
  ceo: {}
  head_of_sales: {reports_to: ceo, time: {selling: 70%}, kpis: none}   # to be split
  sales_rep: {count: 3, reports_to: head_of_sales, kpis: [deals]}
  account_manager: {count: 2, reports_to: head_of_sales, kpis: [deals]}
"""
WORSE = MESSY.replace("sales_rep: {count: 3, reports_to: head_of_sales, kpis: [deals]",
                      "sales_rep: {count: 3, reports_to: head_of_sales, kpis: none")  # fmt: skip
SWAPPED = WORSE.replace("time: {selling: 70%}", "time: {selling: 10%}")
UNTIL = ("--reason", "two are new: wait", "--owner", "ceo", "--until", "2027-02-01")
KNOWN = ".salesaudit-baseline.yaml"


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """Return a repository with one messy company."""
    (tmp_path / ".git").mkdir()
    company(tmp_path, MESSY)
    return tmp_path


def salesaudit(repo: Path, *arguments: str, **env: str) -> Result:
    return run(*arguments, cwd=repo, env=env)


def failing(repo: Path, *options: str) -> set[str]:
    """Return the open findings that a check reports, as rule and subject."""
    found = json.loads(salesaudit(repo, "check", "company.yaml", "--format", "json", *options).out)["files"][0][
        "findings"
    ]
    return {f"{f['rule']} {f['subject']['id']}" for f in found if f["accepted"] is None and not f["baseline"]}


def test_a_baseline_that_is_not_there_is_told_with_what_to_do(repo: Path) -> None:
    company(repo, f"baseline: {KNOWN}\n", ".salesaudit.yaml")
    result = salesaudit(repo, "check", "company.yaml")

    assert result.code == 2
    assert "salesaudit baseline create" in result.err


class TestOutputs:
    def test_several_in_one_run(self, repo: Path) -> None:
        names = {
            "sarif": "o.sarif",
            "junit": "o.xml",
            "gitlab": "o.json",
            "markdown": "o.md",
            "json": "r.json",
            "text": "o.txt",
        }
        wanted = [word for name, file in names.items() for word in ("--output", f"{name}={file}")]
        result = salesaudit(repo, "check", "company.yaml", "--format", "github", *wanted)
        assert result.code == 1
        assert "::error file=company.yaml,line=5," in result.out
        assert all((repo / file).stat().st_size > 100 for file in names.values())
        assert json.loads((repo / "o.sarif").read_text("utf-8"))["version"] == "2.1.0"

    def test_they_are_written_where_a_file_cannot_be_read_too(self, repo: Path) -> None:
        company(repo, "salesaudit: 1\n", "bad.yaml")
        result = salesaudit(repo, "check", "company.yaml", "bad.yaml", "--output", "sarif=o.sarif")
        log = json.loads((repo / "o.sarif").read_text("utf-8"))["runs"][0]
        assert result.code == 2
        assert log["invocations"][0]["executionSuccessful"] is False
        assert log["results"]


class TestAccept:
    def test_an_accepted_finding_passes_and_is_counted(self, repo: Path) -> None:
        before = salesaudit(repo, "check", "company.yaml", "--select", "LDR002")
        done = salesaudit(repo, "accept", "LDR002", "head_of_sales", "company.yaml", *UNTIL)
        after = salesaudit(repo, "check", "company.yaml", "--select", "LDR002")
        assert (before.code, done.code, after.code) == (1, 0, 0)
        assert "1 risk is accepted" in after.out
        assert (repo / "company.yaml").read_text("utf-8").startswith(MESSY)
        assert '+ 10 |   - {rule: LDR002, subject: head_of_sales, reason: "two are new: wait"' in done.out

    def test_no_accepted_shows_it_again(self, repo: Path) -> None:
        salesaudit(repo, "accept", "LDR002", "head_of_sales", "company.yaml", *UNTIL)
        assert salesaudit(repo, "check", "company.yaml", "--select", "LDR002", "--no-accepted").code == 1

    def test_an_expired_one_fails_and_can_be_accepted_anew(self, repo: Path) -> None:
        salesaudit(repo, "accept", "LDR002", "head_of_sales", "company.yaml", *UNTIL)
        path = repo / "company.yaml"
        path.write_text(path.read_text("utf-8").replace("as_of: 2026-11-01", "as_of: 2027-03-01"), "utf-8")
        expired = salesaudit(repo, "check", "company.yaml", "--select", "LDR002")
        again = salesaudit(repo, "accept", "LDR002", "head_of_sales", "company.yaml", *UNTIL[:-1], "2027-09-01")
        assert expired.code == 1
        assert "GOV001" in expired.out
        assert again.code == 0
        assert path.read_text("utf-8").count("rule: LDR002") == 1
        assert salesaudit(repo, "check", "company.yaml", "--select", "LDR002").code == 0

    def test_dry_run_writes_nothing(self, repo: Path) -> None:
        done = salesaudit(repo, "accept", "LDR002", "head_of_sales", "company.yaml", *UNTIL, "--dry-run")
        assert done.code == 0
        assert "LDR002" in done.out
        assert (repo / "company.yaml").read_text("utf-8") == MESSY

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("LDR002", "head_of_sale", "company.yaml", *UNTIL), "Did you mean head_of_sales?"),
            (("LDR999", "x", "company.yaml", *UNTIL), "Did you mean LDR009?"),
            (("FNL002", "x", "company.yaml", *UNTIL), "finds nothing in company.yaml"),
            (("LDR002", "head_of_sales", "company.yaml", *UNTIL[:-1], "soon"), "not “soon”"),
            (("LDR002", "head_of_sales", "company.yaml", *UNTIL[:-1], "2026-11-01"), "is not after 2026-11-01"),
            (("LDR002", "head_of_sales", "company.yaml", *UNTIL[:3], "cio", *UNTIL[4:]), "Did you mean ceo?"),
            (("LDR002", "head_of_sales", "company.yaml", "--reason", " ", *UNTIL[2:]), "a few words"),
            (("LDR002", "head_of_sales", "-", *UNTIL), "not on standard input"),
        ],
    )
    def test_what_cannot_be_accepted_is_refused(self, repo: Path, arguments: tuple[str, ...], said: str) -> None:
        result = salesaudit(repo, "accept", *arguments)
        assert result.code == 2
        assert said in result.err
        assert (repo / "company.yaml").read_text("utf-8") == MESSY

    def test_a_name_that_means_two_things_is_not_guessed(self, repo: Path) -> None:
        company(repo, MESSY + "functions: {sales: {component: sales, accountable: [ceo, head_of_sales]}}\n")
        result = salesaudit(repo, "accept", "LDR002", "sales", "company.yaml", *UNTIL)
        assert result.code == 2
        assert "role:head_of_sales" in result.err

    def test_a_risk_is_accepted_once(self, repo: Path) -> None:
        salesaudit(repo, "accept", "LDR002", "head_of_sales", "company.yaml", *UNTIL)
        result = salesaudit(repo, "accept", "LDR002", "role:head_of_sales", "company.yaml", *UNTIL)
        assert result.code == 2
        assert "line 10" in result.err


class TestBaseline:
    def test_a_messy_company_is_adopted_and_a_new_finding_fails(self, repo: Path) -> None:
        made = salesaudit(repo, "baseline", "create", "company.yaml")
        adopted = salesaudit(repo, "check", "company.yaml", "--baseline", KNOWN)
        company(repo, WORSE)
        assert "nothing new found" in adopted.out
        worse = salesaudit(repo, "check", "company.yaml", "--baseline", KNOWN)
        assert (made.code, adopted.code, worse.code) == (0, 0, 1)
        assert "REP004" in worse.out
        assert "LDR002" not in worse.out

    def test_a_swap_is_visible(self, repo: Path) -> None:
        salesaudit(repo, "baseline", "create", "company.yaml")
        company(repo, SWAPPED)
        assert "REP004 sales_rep" in failing(repo, "--baseline", KNOWN)
        assert "earlier finding" in salesaudit(repo, "check", "company.yaml", "--baseline", KNOWN).out

    def test_prune_takes_out_what_is_mended_and_adds_nothing(self, repo: Path) -> None:
        salesaudit(repo, "baseline", "create", "company.yaml")
        before = (repo / KNOWN).read_text("utf-8").splitlines()
        company(repo, SWAPPED)
        assert salesaudit(repo, "baseline", "prune").code == 0
        after = (repo / KNOWN).read_text("utf-8").splitlines()
        assert set(after) < set(before)
        assert "    - LDR002 role:head_of_sales" in set(before) - set(after)
        company(repo, MESSY)
        assert "LDR002 head_of_sales" in failing(repo, "--baseline", KNOWN)

    def test_create_never_grows_one(self, repo: Path) -> None:
        salesaudit(repo, "baseline", "create", "company.yaml")
        before = (repo / KNOWN).read_bytes()
        company(repo, WORSE)
        result = salesaudit(repo, "baseline", "create", "company.yaml")
        assert result.code == 2
        assert "only shrinks" in result.err
        assert (repo / KNOWN).read_bytes() == before

    def test_a_file_that_cannot_be_read_changes_nothing(self, repo: Path) -> None:
        salesaudit(repo, "baseline", "create", "company.yaml")
        before = (repo / KNOWN).read_bytes()
        company(repo, "salesaudit: 1\n")
        assert salesaudit(repo, "baseline", "prune").code == 2
        assert (repo / KNOWN).read_bytes() == before

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [(("grow", "company.yaml"), "create"), (("create",), "Name the company files"), (("prune",), "No such file")],
    )
    def test_wrong_usage_is_told(self, repo: Path, arguments: tuple[str, ...], said: str) -> None:
        result = salesaudit(repo, "baseline", *arguments)
        assert result.code == 2
        assert said in result.err

    def test_a_broken_baseline_is_no_clean_run(self, repo: Path) -> None:
        (repo / KNOWN).write_text("salesaudit_baseline: 1\nfiles: {company.yaml: [oops]}\n")
        result = salesaudit(repo, "check", "company.yaml", "--baseline", KNOWN)
        assert result.code == 2
        assert "E121" in result.err


class TestConfig:
    def config(self, repo: Path, text: str) -> None:
        (repo / ".salesaudit.yaml").write_text(text, encoding="utf-8")

    def test_the_file_sets_the_gate(self, repo: Path) -> None:
        self.config(repo, "fail_on: never\n")
        assert salesaudit(repo, "check", "company.yaml").code == 0
        assert salesaudit(repo, "check", "company.yaml", "--fail-on", "high").code == 1
        assert salesaudit(repo, "check", "company.yaml", SALESAUDIT_FAIL_ON="high").code == 1
        assert salesaudit(repo, "check", "company.yaml", "--no-config").code == 1

    def test_it_holds_below_its_folder(self, repo: Path) -> None:
        self.config(repo, "fail_on: never\n")
        company(repo, MESSY, "deep/er/company.yaml")
        assert run("check", "company.yaml", cwd=repo / "deep" / "er").code == 0

    def test_a_gate_for_one_rule(self, repo: Path) -> None:
        self.config(repo, "select: [LDR002]\ngates: {LDR002: never}\n")
        assert salesaudit(repo, "check", "company.yaml").code == 0

    def test_a_parameter_changes_what_is_found(self, repo: Path) -> None:
        assert "LDR002 head_of_sales" in failing(repo)
        self.config(repo, "parameters: {LDR002: {limits: {9: 80%}}}\n")
        assert "LDR002 head_of_sales" not in failing(repo)

    def test_paths_and_excludes_say_what_is_checked(self, repo: Path) -> None:
        company(repo, MESSY, "old/company.yaml")
        self.config(repo, "paths: ['.']\nexclude: [old]\n")
        files = json.loads(salesaudit(repo, "check", "--format", "json").out)["files"]
        assert [Path(file["path"]).as_posix() for file in files] == ["company.yaml"]
        assert salesaudit(repo, "check", "old/company.yaml").code == 1, "a file that is named is checked"

    def test_no_file_at_all_is_told(self, repo: Path) -> None:
        result = salesaudit(repo, "check")
        assert result.code == 2
        assert "No file to check" in result.err

    def test_its_language_holds(self, repo: Path) -> None:
        self.config(repo, "language: ru\n")
        assert "Оценка" in salesaudit(repo, "check", "company.yaml").out

    def test_its_baseline_holds(self, repo: Path) -> None:
        self.config(repo, "baseline: known.yaml\n")
        assert salesaudit(repo, "baseline", "create", "company.yaml").code == 0
        assert (repo / "known.yaml").exists()
        assert salesaudit(repo, "check", "company.yaml").code == 0

    def test_what_is_wrong_in_it_stops_the_run_before_anything_is_written(self, repo: Path) -> None:
        self.config(repo, "fail_onn: never\n")
        result = salesaudit(repo, "check", "company.yaml", "--output", "json=o.json")
        assert result.code == 2
        assert ".salesaudit.yaml:1:1" in result.err
        assert "fail_on" in result.err
        assert not (repo / "o.json").exists()

    def test_show_says_where_each_value_comes_from(self, repo: Path) -> None:
        self.config(repo, "fail_on: low\nparameters: {LDR011: {max_span: 4}}\n")
        result = salesaudit(repo, "config", "show", "--origin", SALESAUDIT_PROFILE="ci")
        assert result.code == 0
        assert ".salesaudit.yaml:1:10" in result.out
        assert "SALESAUDIT_PROFILE" in result.out
        assert "LDR011: max_span = 4" in result.out
        shown = json.loads(salesaudit(repo, "config", "show", "--format", "json").out)
        assert shown["fail_on"] == {"value": "low", "origin": "file", "where": ".salesaudit.yaml:1:10"}

    @pytest.mark.parametrize("profile", ["ci", "owner"])
    def test_our_profiles_judge_the_examples(self, repo: Path, profile: str) -> None:
        example = str(EXAMPLES / "trader.yaml")
        found = json.loads(salesaudit(repo, "check", example, "--profile", profile, "--format", "json").out)
        assert found["profile"] == profile
        assert found["files"][0]["findings"]


def test_the_schema_of_the_report_is_printed(repo: Path) -> None:
    assert json.loads(salesaudit(repo, "schema", "report").out)["title"] == "salesaudit report, version 1"
