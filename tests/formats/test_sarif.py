"""SARIF against its published schema, and what readers of it rely on: fingerprints, levels, suppressions, caps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from salesaudit.audit.report import Label
from salesaudit.audit.run import Run, audit_document
from salesaudit.formats import sarif
from salesaudit.formats.faces import render
from salesaudit.orgfile.load import Place, load_bytes
from salesaudit.orgfile.nodes import Span
from salesaudit.rules.catalogue import all_rules
from salesaudit.safety.limits import LIMITS, Limits
from tests.builders import document
from tests.formats import runs

SCHEMA = runs.ROOT / "tests" / "data" / "sarif-2.1.0-rtm.5.json"

COMPANY = """
roles:
  head_of_sales: {time: {selling: 70%}, reports_to: owner}
  owner: {}
  sales_rep: {count: 3, reports_to: head_of_sales}
"""


@cache
def validator() -> Draft4Validator:
    return Draft4Validator(json.loads(SCHEMA.read_text("utf-8")))


def faults(log: dict[str, Any]) -> list[str]:
    return [f"{'/'.join(map(str, error.path))}: {error.message[:200]}" for error in validator().iter_errors(log)]


def log_of(run: Run) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(render("sarif", run))
    return result


def results(run: Run) -> list[dict[str, Any]]:
    return results_in(log_of(run))


def results_in(log: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = log["runs"][0]["results"]
    return found


def result_of(run: Run, rule: str) -> dict[str, Any]:
    return next(result for result in results(run) if result["ruleId"] == rule)


def company(text: str, name: str = "company.yaml") -> Run:
    read = document(text)
    return runs.run_of(audit_document(replace(read, source=replace(read.source, name=name))))


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in runs.EXAMPLES])
@pytest.mark.parametrize("lang", ["ru", "en"])
def test_every_example_is_valid_by_the_published_schema(path: Path, lang: str) -> None:
    assert faults(log_of(runs.example(path, lang))) == []


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_a_run_with_everything_in_it_is_valid(lang: str) -> None:
    assert faults(log_of(runs.messy(lang))) == []


def test_the_schema_refuses_what_is_wrong() -> None:
    log = log_of(runs.messy())
    log["runs"][0]["results"][0]["level"] = "critical"
    assert faults(log) != []


def test_every_rule_of_the_catalogue_can_be_described() -> None:
    for rule in all_rules():
        described = sarif._rule(rule.id, "en")
        assert described["help"]["text"]
        assert "```yaml" in described["help"]["markdown"]
        assert described["defaultConfiguration"]["level"] in ("error", "warning", "note")


@pytest.mark.parametrize(
    ("severity", "level"), [("critical", "error"), ("high", "error"), ("medium", "warning"), ("low", "note")]
)
def test_severities_become_levels(severity: str, level: str) -> None:
    found = [result for result in results(runs.example(runs.ROOT / "examples" / "trader.yaml"))
             if result["properties"]["severity"] == severity]  # fmt: skip
    assert {result["level"] for result in found} <= {level}
    assert sarif.LEVELS[severity] == level  # type: ignore[index]


def test_a_rule_index_leads_to_its_rule() -> None:
    run = log_of(runs.messy())["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])


# --- fingerprints ---


def fingerprints(run: Run, rule: str) -> dict[str, str]:
    found: dict[str, str] = result_of(run, rule)["partialFingerprints"]
    return found


def test_fingerprints_stay_when_the_file_is_laid_out_anew() -> None:
    moved = "# a comment\n\n" + COMPANY.replace("{time: {selling: 70%}", "\n    {time: {selling:   0.7}")
    assert result_of(company(COMPANY), "LDR002")["locations"] != result_of(company(moved), "LDR002")["locations"]
    assert fingerprints(company(COMPANY), "LDR002") == fingerprints(company(moved), "LDR002")


def test_fingerprints_stay_when_the_text_of_the_finding_changes() -> None:
    worse = COMPANY.replace("70%", "90%")
    assert fingerprints(company(COMPANY), "LDR002") == fingerprints(company(worse), "LDR002")


def test_fingerprints_change_with_the_subject() -> None:
    person = COMPANY + "people: {petrov: {roles: head_of_sales}}\n"
    before, after = fingerprints(company(COMPANY), "LDR002"), fingerprints(company(person), "LDR002")
    assert all(before[name] != after[name] for name in before)


def test_the_same_finding_in_two_files_has_two_places_to_be_known_by() -> None:
    one, other = fingerprints(company(COMPANY), "LDR002"), fingerprints(company(COMPANY, "b.yaml"), "LDR002")
    assert one["salesaudit/v1"] == other["salesaudit/v1"]
    assert one["primaryLocationLineHash"] != other["primaryLocationLineHash"]


def test_fingerprints_are_unique_within_a_file() -> None:
    for path in runs.EXAMPLES:
        found = [result["partialFingerprints"]["salesaudit/v1"] for result in results(runs.example(path))]
        assert len(found) == len(set(found))


# --- what was taken out ---


def test_an_accepted_risk_is_suppressed_with_its_reason() -> None:
    (suppression,) = result_of(runs.messy(), "LDR002")["suppressions"]
    assert suppression["kind"] == "external"
    assert "двое | новых" in suppression["justification"]


def test_a_finding_of_the_baseline_is_unchanged_and_the_rest_is_new() -> None:
    states = {result["ruleId"]: result["baselineState"] for result in results(runs.messy())}
    assert states["POL001"] == "unchanged"
    assert {state for rule, state in states.items() if rule != "POL001"} == {"new"}


def test_without_a_baseline_nothing_is_said_about_it() -> None:
    assert all("baselineState" not in result for result in results(company(COMPANY)))


def test_what_could_not_be_read_is_a_notification_of_a_run_that_failed() -> None:
    invocation = log_of(runs.messy())["runs"][0]["invocations"][0]
    told = {note["descriptor"]["id"] for note in invocation["toolExecutionNotifications"]}
    assert invocation["executionSuccessful"] is False
    assert told == {"E031", "E032", "file.not_found"}


def test_evidence_elsewhere_is_related() -> None:
    related = result_of(company(COMPANY), "LDR002")["relatedLocations"]
    assert any("roles.sales_rep.count" in one["message"]["text"] for one in related)


# --- names and limits ---


@pytest.mark.parametrize(
    ("file", "uri", "base"),
    [
        ("company.yaml", "company.yaml", True),
        ("./a b/ц.yaml", "a%20b/%D1%86.yaml", True),
        ("bad\udcff.yaml", "bad%FF.yaml", True),
        ("lone\ud800.yaml", "lone%ED%A0%80.yaml", True),
        ("a:b#c?d%.yaml", "a%3Ab%23c%3Fd%25.yaml", True),
        ("new\nline\x1b.yaml", "new%0Aline%1B.yaml", True),
        ("/abs/c.yaml", "file:///abs/c.yaml", False),
    ],
)
def test_a_file_name_becomes_a_uri(file: str, uri: str, base: bool) -> None:
    run = company(COMPANY, file)
    address = results(run)[0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert address["uri"] == uri
    assert ("uriBaseId" in address) is base
    assert faults(log_of(run)) == []
    render("sarif", run).encode("utf-8")


def test_a_link_of_a_stranger_is_text() -> None:
    text = "[click](https://evil.example) [a](1)"
    justifications = [s["justification"] for r in results(runs.named(text)) for s in r.get("suppressions", [])]
    assert justifications
    assert all("](" not in found.replace("\\](", "") for found in justifications)


def many(count: int) -> Run:
    """Return a run with `count` findings of which every third is high and the rest low."""
    audited = audit_document(
        load_bytes(b"salesaudit: 1\ncompany: {name: X, headcount: 24}\npolicies: {volume: absent}\n")
    )
    (model,) = (f for f in audited.report.findings if f.rule == "POL001")
    findings = tuple(
        replace(
            model,
            subject=Label("policy", f"p{n}", f"p{n}"),
            severity="high" if n % 3 == 0 else "low",
            place=Place("company.yaml", Span(n + 1, 1, n + 1, 2)),
            evidence=(),
        )
        for n in range(count)
    )
    return runs.run_of(replace(audited, report=replace(audited.report, findings=findings)))


def notifications(run: Run) -> list[str]:
    return notifications_in(log_of(run))


def notifications_in(log: dict[str, Any]) -> list[str]:
    found = log["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    return [note["message"]["text"] for note in found]


def test_of_too_many_findings_the_most_serious_stay_and_the_rest_is_counted() -> None:
    log = log_of(many(30_000))
    found = results_in(log)
    assert len(found) == LIMITS.sarif_results
    assert sum(result["properties"]["severity"] == "high" for result in found) == 10_000
    assert notifications_in(log) == [
        "5000 findings are left out of 30,000, the least serious ones: readers of SARIF take no more"
    ]
    assert faults({**log, "runs": [{**log["runs"][0], "results": found[:50]}]}) == []


@pytest.mark.parametrize(("count", "kept"), [(20, 20), (21, 20)])
def test_the_cap_holds_on_both_sides(count: int, kept: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "LIMITS", Limits(sarif_results=20))
    assert len(results(many(count))) == kept
    assert len(notifications(many(count))) == count - kept


def test_a_log_that_packs_too_large_gets_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = len(results(many(2_000)))
    monkeypatch.setattr(sarif, "LIMITS", Limits(sarif_gzip_bytes=20_000))
    fewer = results(many(2_000))
    assert 0 < len(fewer) < whole
    assert {result["properties"]["severity"] for result in fewer[:1]} == {"high"}
    assert sarif._packed(render("sarif", many(2_000))) <= 20_000


def test_columns_count_characters() -> None:
    assert log_of(runs.messy())["runs"][0]["columnKind"] == "unicodeCodePoints"


def regions(run: Run) -> Iterator[dict[str, int]]:
    for result in results(run):
        for location in [*result["locations"], *result.get("relatedLocations", [])]:
            yield location["physicalLocation"]["region"]


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in runs.EXAMPLES])
def test_lines_and_columns_count_from_one(path: Path) -> None:
    assert all(min(region.values()) >= 1 for region in regions(runs.example(path)))
