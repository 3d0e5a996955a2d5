"""The baseline: exact, keyed by file, rule and subject; it only shrinks and never covers for something new."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from salesaudit.audit import baseline as known
from salesaudit.audit.baseline import Baseline, load_baseline, prune, write
from salesaudit.audit.profile import load_profile
from salesaudit.audit.report import Report
from salesaudit.orgfile.nodes import Span
from salesaudit.orgfile.problems import LoadError, Problem
from salesaudit.rules.registry import RULES
from tests.builders import report as audited

TWO_SELLERS = """
company: {name: X, headcount: 24, as_of: 2026-11-01}
roles:
  owner: {}
  head_of_sales: {reports_to: owner, time: {selling: 70%}}
  sales_rep: {count: 3, reports_to: head_of_sales, kpis: none}
  account_manager: {count: 2, reports_to: head_of_sales, kpis: [revenue]}
"""
SWAPPED = (
    TWO_SELLERS.replace("kpis: none", "kpis: [x]").replace("kpis: [revenue]", "kpis: none").replace("[x]", "[revenue]")
)
MENDED = ("REP004 role:sales_rep", "REP005 role:account_manager")
ACCEPTED = TWO_SELLERS + "accepted: [{rule: REP004, subject: sales_rep, reason: r, owner: owner, until: 2027-01-01}]\n"


def report(text: str, path: str = "company.yaml") -> Report:
    return replace(audited(text), path=path)


def baseline(*texts: str) -> Baseline:
    return known.create([report(text) for text in texts], ".")


def open_keys(text: str, before: Baseline) -> set[str]:
    return {finding.key for finding in known.apply(report(text), before).open_findings}


def test_what_was_known_is_no_longer_open() -> None:
    assert {f.key for f in report(TWO_SELLERS).open_findings} >= {"REP004 role:sales_rep"}
    assert open_keys(TWO_SELLERS, baseline(TWO_SELLERS)) == set()


def test_known_findings_stay_in_the_report() -> None:
    marked = known.apply(report(TWO_SELLERS), baseline(TWO_SELLERS))
    assert len(marked.findings) == len(report(TWO_SELLERS).findings)
    assert all(finding.baseline for finding in marked.findings)


def test_a_swap_is_visible() -> None:
    assert "REP004 role:account_manager" in open_keys(SWAPPED, baseline(TWO_SELLERS))
    assert known.apply(report(SWAPPED), baseline(TWO_SELLERS)).fixed == MENDED


def test_another_file_is_not_covered() -> None:
    other = known.apply(report(TWO_SELLERS, "b.yaml"), baseline(TWO_SELLERS))
    assert [finding for finding in other.findings if finding.baseline] == []
    assert other.fixed == ()


def test_the_same_file_is_known_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path)
    before = known.create([report(TWO_SELLERS, "sub/c.yaml")], str(tmp_path))
    monkeypatch.chdir(tmp_path / "sub")
    assert open_keys_of(report(TWO_SELLERS, "c.yaml"), before) == set()
    assert open_keys_of(report(TWO_SELLERS, str(tmp_path / "sub" / "c.yaml")), before) == set()


def open_keys_of(result: Report, before: Baseline) -> set[str]:
    return {finding.key for finding in known.apply(result, before).open_findings}


def test_an_accepted_risk_needs_no_entry() -> None:
    assert "REP004 role:sales_rep" not in baseline(ACCEPTED).entries["company.yaml"]
    marked = known.apply(report(ACCEPTED), baseline(TWO_SELLERS))
    assert [f.baseline for f in marked.findings if f.key == "REP004 role:sales_rep"] == [False]
    assert marked.fixed == ("REP004 role:sales_rep",)


# --- prune ---


def test_what_is_mended_leaves_and_nothing_comes() -> None:
    before = baseline(TWO_SELLERS)
    after = prune(before, [report(SWAPPED)])
    assert before.entries["company.yaml"] - after.entries["company.yaml"] == set(MENDED)
    assert after.entries["company.yaml"] <= before.entries["company.yaml"]


def test_what_waits_for_a_fact_is_not_mended() -> None:
    silent = TWO_SELLERS.replace(", kpis: none", "")
    assert "REP004 role:sales_rep" in prune(baseline(TWO_SELLERS), [report(silent)]).entries["company.yaml"]


def test_a_rule_that_is_off_has_mended_nothing() -> None:
    organizer = audited(TWO_SELLERS, "organizer")
    before = Baseline(".", {"company.yaml": frozenset({"LDR002 role:head_of_sales"})})
    assert not load_profile("organizer").speaks(RULES["LDR002"])
    assert prune(before, [organizer]).entries == before.entries


def test_a_subject_that_is_gone_leaves() -> None:
    gone = TWO_SELLERS.replace("  sales_rep: {count: 3, reports_to: head_of_sales, kpis: none}\n", "")
    assert "REP004 role:sales_rep" not in prune(baseline(TWO_SELLERS), [report(gone)]).entries["company.yaml"]


def test_a_rule_that_no_longer_exists_leaves() -> None:
    before = Baseline(".", {"company.yaml": frozenset({"ZZZ999 company:company"})})
    assert prune(before, [report(TWO_SELLERS)]).entries["company.yaml"] == frozenset()


def test_files_that_are_not_looked_at_stay_as_they_are() -> None:
    before = Baseline(".", {"other.yaml": frozenset({"LDR002 person:x"})})
    assert prune(before, [report(TWO_SELLERS)]) == before


# --- the file ---


@pytest.mark.parametrize(
    "key",
    [
        "LDR002 person:petrov",
        "CMP007 handoff:lead_generation->sales#2",
        "SYS001 element:цены",
        'FUN001 function:"a: b" #c',
    ],
)
@pytest.mark.parametrize("name", ["company.yaml", "a b/#c: d.yaml", "bad%FF.yaml", "no"])
def test_what_is_written_reads_the_same(tmp_path: Path, key: str, name: str) -> None:
    before = Baseline(str(tmp_path), {name: frozenset({key, "LDR001 company:company"})})
    path = tmp_path / "b.yaml"
    path.write_text(write(before), encoding="utf-8")
    assert load_baseline(str(path)) == before


def test_an_empty_one_reads_as_empty(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    path.write_text(write(Baseline(str(tmp_path), {"a.yaml": frozenset()})), encoding="utf-8")
    assert load_baseline(str(path)).count == 0


def test_the_same_findings_give_the_same_bytes() -> None:
    keys = ["LDR002 person:b", "LDR002 person:a", "CMP001 component:sales"]
    assert write(Baseline(".", {"b": frozenset(keys), "a": frozenset(keys)})) == write(
        Baseline(".", {"a": frozenset(reversed(keys)), "b": frozenset(keys)})
    )


def test_the_file_as_it_is_written() -> None:
    keys = ["LDR002 person:b", "LDR002 person:a", "FUN001 function:a:", "FUN001 function:a: b", "FUN001 function:a #b"]
    entries = {"b/c.yaml": frozenset(keys), "empty.yaml": frozenset[str](), "a.yaml": frozenset({"LDR001 company:a"})}
    assert write(Baseline(".", entries)).partition("salesaudit_baseline")[2] == (
        ": 1\nfiles:\n"
        '  "a.yaml":\n'
        "    - LDR001 company:a\n"
        '  "b/c.yaml":\n'
        '    - "FUN001 function:a #b"\n'
        '    - "FUN001 function:a:"\n'
        '    - "FUN001 function:a: b"\n'
        "    - LDR002 person:a\n"
        "    - LDR002 person:b\n"
    )
    assert write(Baseline(".", {"a.yaml": frozenset()})).endswith("salesaudit_baseline: 1\nfiles: {}\n")


def problems(tmp_path: Path, text: str) -> list[Problem]:
    path = tmp_path / "b.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LoadError) as refused:
        load_baseline(str(path))
    return refused.value.problems


def test_a_refusal_says_where_and_what_is_there(tmp_path: Path) -> None:
    [version] = problems(tmp_path, "files: {}\nsalesaudit_baseline: 2\n")
    assert (version.span, version.values["found"]) == (Span(2, 22, 2, 23), "2")
    [missing] = problems(tmp_path, "files: {}\n")
    assert missing.span == Span(1, 1, 1, 2)
    [section] = problems(tmp_path, "salesaudit_baseline: 1\nfilse: {}\n")
    assert (section.values["near"], section.values["known"]) == ("files", "salesaudit_baseline, files")
    [entry] = problems(tmp_path, f"salesaudit_baseline: 1\nfiles: {{a: [{'x' * 70}]}}\n")
    assert (entry.span and entry.span.line, entry.values["found"]) == (2, "x" * 60)


def test_a_rule_with_a_subject_that_waits_has_told_of_the_others() -> None:
    waiting = report(TWO_SELLERS.replace("kpis: none", "").replace("kpis: [revenue]", ""))
    assert {u.rule for u in waiting.unknown if u.subject is not None} >= {"REP004"}
    told = (
        {f.rule for f in waiting.findings} | {p.rule for p in waiting.passed} | {s.rule for s in waiting.not_applicable}
    )
    assert "REP004" not in told
    before = Baseline(".", {"company.yaml": frozenset({"REP004 role:gone"})})
    assert known.apply(waiting, before).fixed == ("REP004 role:gone",)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("salesaudit: 1\n", ["E031", "E120"]),
        ("salesaudit_baseline: 2\nfiles: {}\n", ["E120"]),
        ("salesaudit_baseline: 1\nfiles: {a: [petrov]}\n", ["E121"]),
        ("salesaudit_baseline: 1\nfiles: {a: {b: c}}\n", ["E036"]),
        ("salesaudit_baseline: 1\nfiles: [a]\n", ["E035"]),
        ("salesaudit_baseline: 1\nfile: {}\n", ["E031"]),
        ("", ["E013"]),
    ],
)
def test_what_is_no_baseline_is_refused(tmp_path: Path, text: str, codes: list[str]) -> None:
    path = tmp_path / "b.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LoadError) as refused:
        load_baseline(str(path))
    assert sorted(problem.code for problem in refused.value.problems) == codes


class TestNames:
    def test_files_are_named_from_the_folder_of_the_baseline(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        before = Baseline("sub", {"../a.yaml": frozenset({"REP004 role:x"}), "b.yaml": frozenset()})
        assert before.name_of("a.yaml") == "../a.yaml"
        assert before.name_of("sub/b.yaml") == "b.yaml"
        assert before.of("a.yaml") == {"REP004 role:x"}
        assert before.of("c.yaml") == frozenset()
        assert before.files() == ["a.yaml", "sub/b.yaml"]

    def test_what_is_typed_in_has_no_name(self) -> None:
        assert Baseline("sub").name_of("-") == "-"
