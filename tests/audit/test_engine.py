"""The engine: subjects, guards, outcomes, what a rule read, and what happens when a rule breaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from salesaudit.audit.engine import RuleCrashed, audit, judge, lower
from salesaudit.audit.profile import Profile, load_profile
from salesaudit.audit.report import Report
from salesaudit.org.org import Org
from salesaudit.org.values import Several, Unknown
from salesaudit.org.workers import Worker
from salesaudit.rules.judgements import at_most
from salesaudit.rules.registry import RULES, Rule
from salesaudit.rules.subjects import sellers
from salesaudit.rules.verdict import FAIL, PASS, NotApplicable, Severity, Verdict
from salesaudit.safety.errors import UsageError
from tests.builders import org, outcomes, report

PROFILE = Profile("test")
SEVERITY: dict[str, Severity | None] = dict.fromkeys(("micro", "small", "medium", "large"), "high")
COMPANY = """
company: {name: X, headcount: 24}
roles: {sales_rep: {count: 2, time: {selling: 70%}}}
"""


def made(judge_: Any, **changes: Any) -> Rule:
    return Rule(**{"id": "TST001", "slug": "test", "judge": judge_, "subjects": sellers, "severity": SEVERITY,
                   "sources": ("D",)} | changes)  # fmt: skip


def outcome(rule: Rule, text: str = COMPANY) -> list[tuple[str | None, str]]:
    return [(one.subject.id if one.subject else None, one.outcome) for one in judge(rule, org(text), PROFILE)]


def rules_told(result: Report) -> set[str]:
    groups: tuple[Iterable[Any], ...] = (result.passed, result.unknown, result.not_applicable, result.findings)
    return {outcome.rule for group in groups for outcome in group}


class TestOutcomes:
    def test_a_verdict_is_the_outcome(self) -> None:
        assert outcome(made(lambda worker, org: PASS)) == [("sales_rep", "pass")]
        assert outcome(made(lambda worker, org: FAIL)) == [("sales_rep", "fail")]

    def test_reaching_an_unknown_fact_is_unknown_because_of_its_path(self) -> None:
        def asks(worker: Worker, org: Org) -> Verdict:
            raise Unknown(("a",), ("b",))

        (one,) = judge(made(asks), org(COMPANY), PROFILE)
        assert one.outcome == "unknown"
        assert one.verdict is not None
        assert one.verdict.needs == (("a",), ("b",))

    def test_a_rule_may_have_nothing_to_say(self) -> None:
        def silent(worker: Worker, org: Org) -> Verdict:
            raise NotApplicable("b2c")

        (one,) = judge(made(silent), org(COMPANY), PROFILE)
        assert one.outcome == "not_applicable"
        assert one.skipped is not None
        assert one.skipped.reason == "b2c"

    def test_subjects_that_are_not_known_leave_one_unknown_outcome(self) -> None:
        (one,) = judge(made(lambda worker, org: PASS), org(""), PROFILE)
        assert (one.subject, one.outcome) == (None, "unknown")

    def test_known_subjects_are_judged_even_where_there_may_be_more(self) -> None:
        rule = made(lambda worker, org: PASS, subjects=lambda org: Several(sellers(org).items, (("people",),)))
        assert outcome(rule) == [("sales_rep", "pass"), (None, "unknown")]

    def test_without_subjects_there_is_nothing_to_judge(self) -> None:
        (one,) = judge(made(lambda worker, org: PASS), org("roles: {owner: {}}"), PROFILE)
        assert one.skipped is not None
        assert one.skipped.reason == "nothing_to_judge"

    def test_what_a_rule_read_is_its_trace(self) -> None:
        (one,) = judge(made(lambda worker, org: at_most(worker.time.selling, 0.5)), org(COMPANY), PROFILE)
        assert [fact.path for fact in one.trace] == [("roles", "sales_rep", "time", "selling")]

    def test_parameters_come_from_the_profile(self) -> None:
        def judged(worker: Worker, org: Org, *, limit: float = 0.5) -> Verdict:
            return at_most(worker.time.selling, limit)

        profile = Profile("own", parameters={"TST001": {"limit": 0.8}})
        assert [one.outcome for one in judge(made(judged), org(COMPANY), PROFILE)] == ["fail"]
        assert [one.outcome for one in judge(made(judged), org(COMPANY), profile)] == ["pass"]


class TestGuards:
    def test_a_guard_speaks_before_the_subjects(self) -> None:
        def guard(org: Org) -> None:
            raise NotApplicable("captive")

        (one,) = judge(made(lambda worker, org: FAIL, guards=(guard,)), org(COMPANY), PROFILE)
        assert (one.subject, one.outcome) == (None, "not_applicable")

    def test_a_guard_that_cannot_tell_leaves_the_rule_undecided(self) -> None:
        def guard(org: Org) -> None:
            raise Unknown(("company", "captive"))

        assert outcome(made(lambda worker, org: FAIL, guards=(guard,))) == [(None, "unknown")]


class TestBands:
    def test_a_rule_that_does_not_apply_in_a_band_says_so(self) -> None:
        (one,) = judge(made(lambda worker, org: FAIL, severity=SEVERITY | {"small": None}), org(COMPANY), PROFILE)
        assert one.skipped is not None
        assert one.skipped.reason == "band"

    def test_while_the_headcount_is_unknown_a_band_that_is_possible_keeps_the_rule_undecided(self) -> None:
        text = "company: {name: X}\nroles: {sales_rep: {count: 2}}"
        (one,) = judge(made(lambda worker, org: FAIL, severity=SEVERITY | {"large": None}), org(text), PROFILE)
        assert one.verdict is not None
        assert one.verdict.needs == (("company", "headcount"),)
        assert outcome(made(lambda worker, org: FAIL), text) == [("sales_rep", "fail")]

    def test_without_headcount_a_finding_is_our_inference(self) -> None:
        text = "roles: {head_of_sales: {time: {selling: 70%}}, sales_rep: {count: 3, reports_to: head_of_sales}}"
        known = report(f"company: {{name: X, headcount: 24}}\n{text}")
        unknown = report(f"company: {{name: X}}\n{text}")
        assert {f.confidence for f in known.findings if f.rule == "LDR002"} == {"declared"}
        assert {(f.confidence, f.severity) for f in unknown.findings if f.rule == "LDR002"} == {("inferred", "high")}


class TestSeverity:
    @pytest.mark.parametrize(
        ("severity", "verdict", "expected"),
        [
            ("critical", FAIL, "critical"),
            ("critical", FAIL.mild(), "high"),
            ("high", FAIL.mild(2), "low"),
            ("low", FAIL.mild(), None),
            ("critical", FAIL.capped("medium"), "medium"),
            ("low", FAIL.capped("medium"), "low"),
            ("critical", FAIL.mild().capped("medium"), "medium"),
        ],
    )
    def test_a_verdict_may_lower_the_severity(self, severity: Severity, verdict: Verdict, expected: str | None) -> None:
        assert lower(severity, verdict) == expected


class TestCrash:
    def test_what_cannot_be_run_says_so_itself(self) -> None:
        def refuses(worker: Worker, org: Org) -> Verdict:
            raise UsageError("packs.broken")

        with pytest.raises(UsageError):
            list(judge(made(refuses), org(COMPANY), PROFILE))

    def test_a_rule_that_breaks_is_an_internal_error_that_names_it(self) -> None:
        def broken(worker: Worker, org: Org) -> Verdict:
            raise ZeroDivisionError

        with pytest.raises(RuleCrashed) as told:
            list(judge(made(broken), org(COMPANY), PROFILE))
        assert told.value.values == {"rule": "TST001", "subject": "sales_rep"}
        assert told.value.exit_code == 4

    @pytest.mark.parametrize(
        ("error", "raised"), [(ZeroDivisionError(), RuleCrashed), (UsageError("packs.broken"), UsageError)]
    )
    @pytest.mark.parametrize("where", ["guard", "selector"])
    def test_so_is_one_that_breaks_before_it_has_a_subject(
        self, where: str, error: Exception, raised: type[Exception]
    ) -> None:
        def breaks(org: Org) -> Any:
            raise error

        rule = made(lambda worker, org: PASS)
        rule = replace(rule, guards=(breaks,)) if where == "guard" else replace(rule, subjects=breaks)
        with pytest.raises(raised) as told:
            list(judge(rule, org(COMPANY), PROFILE))
        if raised is RuleCrashed:
            assert told.value.values == {"rule": "TST001", "subject": "company"}  # type: ignore[attr-defined]


class TestReport:
    def test_a_company_with_a_name_only_has_no_finding(self) -> None:
        result = report("company: {name: X}")
        assert result.findings == ()
        assert result.score.value is None
        assert result.unknown

    def test_findings_are_worst_first(self) -> None:
        result = report(
            "company: {name: X, headcount: 24}\n"
            "roles: {owner: {}, ceo: {}, sales_rep: {count: 3, kpis: none, plan: none}}\n"
            "functions: {sales_setup: {responsible: none, accountable: none}, product_creation: {responsible: ceo}}"
        )
        order = ["critical", "high", "medium", "low"]
        positions = [order.index(finding.severity) for finding in result.findings]
        assert positions == sorted(positions)

    def test_the_same_company_gives_an_equal_report(self) -> None:
        assert report(COMPANY) == report(COMPANY)

    def test_a_finding_lies_where_its_fact_stands(self) -> None:
        result = report("""
            company: {name: X, headcount: 24}
            roles:
              head_of_sales:
                time: {selling: 70%}
              sales_rep: {count: 3, reports_to: head_of_sales}
        """)
        (finding,) = (f for f in result.findings if f.rule == "LDR002")
        assert finding.place is not None
        assert (finding.place.span.line, finding.place.span.column) == (5, 21)
        assert finding.key == "LDR002 role:head_of_sales"

    def test_rules_that_are_off_do_not_speak(self) -> None:
        profile = load_profile("organizer")
        result = audit(org(COMPANY), profile)
        told = rules_told(result)
        assert "LDR006" in told
        assert not told & {"LDR002", "LDR005"}

    def test_only_chosen_rules_speak(self) -> None:
        profile = load_profile().narrowed(frozenset({"LDR001", "LDR006"}), frozenset({"LDR001"}))
        result = audit(org(COMPANY), profile)
        told = rules_told(result)
        assert told == {"LDR006"}


def test_every_rule_is_declared_once_and_found_by_id_and_slug() -> None:
    from salesaudit.rules.registry import find_rule

    for rule in RULES.values():
        assert find_rule(rule.id.lower()) is rule
        assert find_rule(rule.slug.upper()) is rule


def test_outcomes_are_told_by_subject() -> None:
    assert outcomes(COMPANY, "LDR001") == {"company": "fail"}
