"""Accepted risks and the threshold: nothing is dropped, everything taken out says why."""

from __future__ import annotations

import pytest

from salesaudit.audit.engine import audit
from salesaudit.audit.funnel import Gate, gated, newest_date
from salesaudit.audit.report import Report
from tests.builders import org, report

TEAM = """
company: {{name: X, headcount: 24{as_of}}}
roles:
  owner: {{}}
  head_of_sales: {{time: {{selling: 70%}}}}
  sales_rep: {{count: 3, reports_to: head_of_sales}}
people:
  petrov: {{roles: head_of_sales}}
accepted:
  - {{rule: {rule}, subject: {subject}, reason: trial, owner: owner, until: {until}}}
"""


def reaches(result: Report, threshold: str) -> bool:
    return Gate(threshold).closes(result.score.value, gated(result))


def accepted(
    rule: str = "LDR002", subject: str = "petrov", until: str = "2027-02-01", as_of: str = "2026-11-01"
) -> Report:
    day = f", as_of: {as_of}" if as_of else ""
    return report(TEAM.format(rule=rule, subject=subject, until=until, as_of=day))


def selling(result: Report) -> bool | None:
    """Tell whether the finding about the leader's selling is accepted; None where there is none."""
    found = [finding for finding in result.findings if finding.rule == "LDR002"]
    return found[0].accepted is not None if found else None


class TestAccepted:
    @pytest.mark.parametrize("rule", ["LDR002", "ldr002", "leader-still-the-best-seller-by-time"])
    @pytest.mark.parametrize("subject", ["petrov", "person:petrov"])
    def test_a_rule_and_a_subject_name_the_finding(self, rule: str, subject: str) -> None:
        result = accepted(rule, subject)
        assert selling(result) is True
        assert "LDR002" not in {finding.rule for finding in result.open_findings}
        assert result.governance == ()

    def test_the_finding_stays_in_the_report_with_its_reason(self) -> None:
        (finding,) = (f for f in accepted().findings if f.rule == "LDR002")
        assert finding.accepted is not None
        assert (finding.accepted.reason, finding.accepted.owner, finding.accepted.until) == (
            "trial", ("owner",), "2027-02-01",
        )  # fmt: skip

    def test_both_scores_are_told(self) -> None:
        score = accepted().score
        assert score.value is not None
        assert score.raw is not None
        assert score.value > score.raw

    @pytest.mark.parametrize(("until", "expired"), [("2026-10-31", True), ("2026-11-01", False)])
    def test_an_expired_one_fails_closed_and_says_so(self, until: str, expired: bool) -> None:
        result = accepted(until=until)
        assert selling(result) is not expired
        assert [finding.rule for finding in result.governance] == (["GOV001"] if expired else [])

    def test_without_a_day_to_count_from_nothing_expires(self) -> None:
        assert selling(accepted(until="1999-01-01", as_of="")) is True

    @pytest.mark.parametrize(
        "dated",
        [
            "strategy: {reviewed: 2026-10-01}",
            "elements: {price_list: {state: written, reviewed: 2026-10-01}}",
            "functions: {planning: {reviewed: 2026-10-01}}",
            "policies: {discount: {state: written, reviewed: 2026-10-01}}",
            "processes: {funnel: {state: written, reviewed: 2026-10-01}}",
        ],
    )
    def test_without_a_day_of_its_own_a_file_is_as_old_as_the_newest_date_in_it(self, dated: str) -> None:
        assert newest_date(org(dated)) == "2026-10-01"

    def test_the_newest_of_several_dates_counts_and_never_is_none(self) -> None:
        company = "company: {name: X, functions_reviewed: 2026-11-02}\n"
        dated = "strategy: {reviewed: 2026-10-01}\nfunctions: {planning: {reviewed: none}, hiring: {}}\n"
        assert newest_date(org(company + dated)) == "2026-11-02"
        assert newest_date(org("company: {name: X, as_of: 2026-09-01, functions_reviewed: 2026-11-02}")) == "2026-09-01"
        assert newest_date(org("strategy: {reviewed: none}")) is None
        assert newest_date(org("")) is None

    def test_what_is_said_of_an_acceptance_lies_where_it_stands(self) -> None:
        text = TEAM.format(rule="LDR002", subject="petrov", until="2026-01-01", as_of=", as_of: 2026-11-01")
        (said,) = report(text).governance
        assert said.place is not None
        assert said.place.span.line == 10
        (unplaced,) = audit(org(text)).governance
        assert unplaced.place is None

    def test_each_lies_at_its_own_entry(self) -> None:
        other = "  - {rule: LDR001, subject: company, reason: trial, owner: owner, until: 2026-10-01}\n"
        text = TEAM.format(rule="LDR002", subject="petrov", until="2026-10-31", as_of=", as_of: 2026-11-01") + other
        places = [said.place for said in report(text).governance]
        assert [place.span.line for place in places if place is not None] == [10, 11]

    @pytest.mark.parametrize(("rule", "subject"), [("LDR001", "petrov"), ("LDR002", "ivanova"), ("NOPE", "petrov")])
    def test_one_that_matches_nothing_is_itself_told(self, rule: str, subject: str) -> None:
        result = accepted(rule, subject)
        assert selling(result) is False
        assert [(finding.rule, finding.severity) for finding in result.governance] == [("GOV002", "low")]


class TestThreshold:
    def test_unless_told_otherwise_it_is_high(self) -> None:
        assert (Gate().fail_on, Gate().min_score, Gate().rules) == ("high", None, {})

    @pytest.mark.parametrize(
        ("threshold", "reached"),
        [("critical", False), ("high", True), ("medium", True), ("low", True), ("never", False)],
    )
    def test_an_open_finding_at_or_above_it_reaches_it(self, threshold: str, reached: bool) -> None:
        result = report("""
            company: {name: X, headcount: 24}
            roles: {head_of_sales: {time: {selling: 70%}}, sales_rep: {count: 3, reports_to: head_of_sales}}
        """)
        assert {finding.severity for finding in result.findings} == {"high"}
        assert reaches(result, threshold) is reached

    def test_an_accepted_one_does_not(self) -> None:
        assert not reaches(accepted(), "high")

    def test_an_expired_acceptance_does(self) -> None:
        assert reaches(accepted(until="2026-01-01"), "high")
