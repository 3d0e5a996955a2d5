"""``salesaudit report`` as it is used: forms by the ending of a name, readers, what is missing, what is refused."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.functional.command import BUSY_LEADER, EXAMPLES, Result, company, run

CALM = BUSY_LEADER.replace("selling: 70%, leading: 30%", "selling: 30%, leading: 70%")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    company(tmp_path, BUSY_LEADER)
    return tmp_path


def report(home: Path, *arguments: str, stdin: bytes = b"") -> Result:
    return run("report", *arguments, "--lang", "en", stdin=stdin, cwd=home)


class TestOutputs:
    def test_without_a_name_a_page_is_written_here(self, home: Path) -> None:
        result = report(home, "company.yaml")

        assert result.code == 0
        assert (home / "company-report.html").read_bytes().startswith(b"<!")
        assert "company-report.html" in result.err
        assert result.out == ""

    def test_several_forms_in_one_run(self, home: Path) -> None:
        assert report(home, "company.yaml", "-o", "a.md", "-o", "a.html", "-o", "a.json").code == 0

        assert (home / "a.md").read_text(encoding="utf-8").startswith("# Test: sales system audit")
        assert json.loads((home / "a.json").read_bytes())["schema_version"] == 1
        assert b"</html>" in (home / "a.html").read_bytes()

    def test_findings_do_not_change_the_exit_code(self, home: Path) -> None:
        assert run("check", "company.yaml", cwd=home).code == 1
        assert report(home, "company.yaml", "-o", "-").code == 0

    def test_a_dash_prints_markdown(self, home: Path) -> None:
        result = report(home, "company.yaml", "-o", "-")
        assert result.out.startswith("# Test: sales system audit\n")
        assert list(home.glob("*report*")) == []

    def test_standard_input_is_read(self, home: Path) -> None:
        result = report(home, "-", "-o", "-", stdin=BUSY_LEADER.encode())
        assert (result.code, result.out[:6]) == (0, "# Test")

    def test_the_same_input_gives_the_same_bytes(self, home: Path) -> None:
        faces = ("-o", "1.md", "-o", "1.html", "-o", "1.json")
        assert report(home, "company.yaml", *faces).code == 0
        assert report(home, "company.yaml", *(name.replace("1.", "2.") for name in faces)).code == 0
        for ending in ("md", "html", "json"):
            assert (home / f"1.{ending}").read_bytes() == (home / f"2.{ending}").read_bytes()

    def test_the_language_is_the_files_unless_one_is_asked_for(self, tmp_path: Path) -> None:
        company(tmp_path, BUSY_LEADER.replace("headcount: 24", "headcount: 24, language: ru"))
        assert "аудит системы продаж" in run("report", "company.yaml", "-o", "-", cwd=tmp_path).out
        assert "sales system audit" in report(tmp_path, "company.yaml", "-o", "-").out


class TestReaders:
    def test_an_owner_reads_no_rule(self, home: Path) -> None:
        told = report(home, "company.yaml", "-o", "-", "--audience", "owner").out
        assert "LDR002 " not in told
        assert "company.yaml:" not in told

    def test_names_and_amounts_are_taken_out(self) -> None:
        told = run("report", str(EXAMPLES / "trader.yaml"), "-o", "-", "--redact", "--lang", "ru").out
        assert "Савельев" not in told
        assert "₽" not in told
        assert "trader" not in told

    def test_json_is_not_redacted_by_halves(self, home: Path) -> None:
        for how in (["--redact"], ["--audience", "team"]):
            result = report(home, "company.yaml", "-o", "a.json", "-o", "a.md", *how)
            assert result.code == 2
            assert list(home.glob("a.*")) == []

    def test_accepted_risks_may_be_shown(self, tmp_path: Path) -> None:
        risk = (
            "accepted: [{rule: LDR002, subject: head_of_sales, reason: until spring, owner: ceo, until: 2027-03-01}]\n"
        )
        company(tmp_path, BUSY_LEADER + risk)
        kept = report(tmp_path, "company.yaml", "-o", "-").out
        shown = report(tmp_path, "company.yaml", "-o", "-", "--no-accepted").out
        assert "### LDR002" not in kept
        assert "until spring" in kept
        assert "### LDR002" in shown

    def test_a_baseline_marks_what_was_there(self, home: Path) -> None:
        assert run("baseline", "create", "company.yaml", "--output", "base.json", cwd=home).code in (0, 1)
        told = report(home, "company.yaml", "-o", "-", "--baseline", "base.json").out
        assert "was there before" in told


class TestAgainst:
    def test_an_older_file(self, home: Path) -> None:
        company(home, CALM, "now.yaml")
        told = report(home, "now.yaml", "--against", "company.yaml", "-o", "-").out
        assert "## What has changed since last time" in told
        assert "fixed" in told

    def test_a_saved_report(self, home: Path) -> None:
        (home / "old.json").write_text(run("check", "company.yaml", "-f", "json", cwd=home).out, encoding="utf-8")
        company(home, CALM)
        told = report(home, "company.yaml", "--against", "old.json", "-o", "-").out
        assert "## What has changed since last time" in told

    def test_something_that_is_no_report(self, home: Path) -> None:
        (home / "old.json").write_text("[]", encoding="utf-8")
        assert report(home, "company.yaml", "--against", "old.json", "-o", "-").code == 2

    def test_standard_input_is_read_once(self, home: Path) -> None:
        assert report(home, "-", "--against", "-", "-o", "-", stdin=BUSY_LEADER.encode()).code == 2


class TestBrand:
    def test_a_colour_and_a_logo(self, home: Path) -> None:
        (home / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
        assert report(home, "company.yaml", "-o", "a.html", "--brand", "logo.svg,#0a5").code == 0
        assert b"image/svg+xml" in (home / "a.html").read_bytes()

    @pytest.mark.parametrize("brand", ["green", "#0", "logo.exe", "nowhere.svg", "#12345g"])
    def test_what_is_neither(self, home: Path, brand: str) -> None:
        assert report(home, "company.yaml", "-o", "a.html", "--brand", brand).code == 2
        assert not (home / "a.html").exists()


class TestRefused:
    @pytest.mark.parametrize(
        "arguments",
        [
            ["company.yaml", "-o", "report.txt"],
            ["company.yaml", "-o", "report"],
            ["company.yaml", "-o", "a.md", "-o", "./a.md"],
            ["company.yaml", "-o", "a.md", "--template", "."],
            ["company.yaml", "--audience", "everybody"],
            ["company.yaml", "-o", "-", "--open"],
            ["nowhere.yaml"],
            ["company.yaml", "--profile", "none"],
        ],
        ids=" ".join,
    )
    def test_exit_code_2_and_nothing_written(self, home: Path, arguments: list[str]) -> None:
        result = report(home, *arguments)
        assert result.code == 2
        assert result.err
        assert sorted(path.name for path in home.iterdir()) == ["company.yaml"]

    def test_the_companys_own_file_is_never_written_over(self, tmp_path: Path) -> None:
        company(tmp_path, BUSY_LEADER, "company.json")
        before = (tmp_path / "company.json").read_bytes()
        assert report(tmp_path, "company.json", "-o", "./company.json").code == 2
        assert (tmp_path / "company.json").read_bytes() == before

    def test_a_file_with_errors_makes_no_report(self, tmp_path: Path) -> None:
        company(tmp_path, "salesaudit: 1\ncompany: {name: Test, zzz: 1}\n")
        assert report(tmp_path, "company.yaml", "-o", "a.md").code == 2
        assert not (tmp_path / "a.md").exists()

    @pytest.mark.parametrize(
        ("ending", "library", "extra"), [("pdf", "typst", "pdf"), ("xlsx", "xlsxwriter", "office")]
    )
    def test_what_is_not_installed_is_named_and_nothing_is_written(
        self, home: Path, monkeypatch: pytest.MonkeyPatch, ending: str, library: str, extra: str
    ) -> None:
        monkeypatch.setitem(sys.modules, library, None)
        monkeypatch.delitem(sys.modules, f"salesaudit.report.faces.{ending}", raising=False)
        result = report(home, "company.yaml", "-o", "a.md", "-o", f"a.{ending}")
        assert result.code == 2
        assert f"salesaudit[{extra}]" in result.err
        assert list(home.glob("a.*")) == []


def test_questions_are_asked_as_the_questionnaire_asks_them() -> None:
    told = run("report", str(EXAMPLES / "sketch.yaml"), "-o", "-", "--lang", "ru").out
    assert "Какая у вас выручка за последние 12 месяцев?" in told
