"""The engine: subjects, guards, outcomes, what a rule read, and what happens when a rule breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest

from salesaudit.audit import engine
from salesaudit.audit.engine import RuleCrashed, audit, compared, judge, lower
from salesaudit.audit.profile import Profile, load_profile
from salesaudit.audit.report import Report
from salesaudit.org.org import Org
from salesaudit.org.values import Number, Several, Unknown
from salesaudit.org.workers import Worker
from salesaudit.rules.judgements import at_most
from salesaudit.rules.registry import RULES, Rule
from salesaudit.rules.subjects import sellers
from salesaudit.rules.verdict import FAIL, PASS, NotApplicable, Severity, Verdict
from salesaudit.safety.errors import UsageError
from tests.builders import document, org, outcomes, report

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


Told = Callable[..., Report]
TEAM = """
company: {name: X, headcount: 24}
roles: {sales_rep: {count: 2, time: {selling: 70%}}, account_manager: {count: 1}, dealer_manager: {count: 1}}
"""


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """Audit a company by one rule that is made up here."""

    def run(judge_: Any, text: str = TEAM, **changes: Any) -> Report:
        rule = made(judge_, **changes)
        monkeypatch.setattr(engine, "known_rules", lambda: (rule,))
        monkeypatch.setitem(RULES, rule.id, rule)
        return audit(org(text), PROFILE)

    return run


def by_role(**verdicts: Verdict) -> Callable[[Worker, Org], Verdict]:
    return lambda worker, org: verdicts[worker.id]


class TestWhatIsCounted:
    @pytest.mark.parametrize(
        ("manager", "dealer", "value", "coverage"),
        [
            pytest.param(PASS, PASS, 100, 1, id="all in order"),
            pytest.param(PASS, FAIL, 200 / 3, 1, id="one of three is not"),
            pytest.param(FAIL, FAIL, 100 / 3, 1, id="two of three are not"),
        ],
    )
    def test_each_subject_counts_once(
        self, told: Told, manager: Verdict, dealer: Verdict, value: float, coverage: float
    ) -> None:
        score = told(by_role(sales_rep=PASS, account_manager=manager, dealer_manager=dealer)).score
        assert score.value == pytest.approx(value, abs=0.06)
        assert score.coverage == coverage

    def test_what_is_not_known_may_turn_out_either_way(self, told: Told) -> None:
        open_ = Verdict("unknown", needs=(("roles",),))
        one = told(by_role(sales_rep=PASS, account_manager=PASS, dealer_manager=open_)).score
        two = told(by_role(sales_rep=PASS, account_manager=open_, dealer_manager=open_)).score
        assert one.low == pytest.approx(200 / 3, abs=0.06)
        assert two.low == pytest.approx(100 / 3, abs=0.06)
        assert (one.high, two.high) == (100, 100)

    def test_below_low_a_rule_has_nothing_to_say(self, told: Told) -> None:
        result = told(by_role(sales_rep=FAIL.mild(3), account_manager=PASS, dealer_manager=PASS))
        assert result.findings == ()
        assert [(skipped.subject and skipped.subject.id, skipped.reason) for skipped in result.not_applicable] == [
            ("sales_rep", "band")
        ]

    @pytest.mark.parametrize(("answer", "disputed"), [("40%", True), ("20%", False)])
    def test_what_people_tell_differently_is_said_to_be_disputed(self, answer: str, disputed: bool) -> None:
        path = "lead_generation.unprocessed_share"
        beside = {
            f"answers/{who}.yaml": f"respondent: {{as: {who}}}\nanswers: [{{fills: {path}, value: {value}}}]\n"
            for who, value in (("owner", "1%"), ("marketing", "unknown" if not disputed else answer))
        }
        beside = {name: text.replace("value: unknown", "state: unknown") for name, text in beside.items()}
        found = report(f"answers: [{', '.join(beside)}]\n", beside=beside).unknown
        assert ({"LGN010"} <= {one.rule for one in found if one.disputed}) is disputed
        assert not any(one.disputed for one in found if one.rule == "LGN009")

    def test_the_worst_comes_first_whatever_was_judged_first(self, told: Told) -> None:
        result = told(by_role(sales_rep=FAIL.mild(), account_manager=FAIL, dealer_manager=PASS))
        assert [finding.subject.id for finding in result.findings] == ["account_manager", "sales_rep"]

    @pytest.mark.parametrize("accept", [True, False])
    def test_accepted_risks_count_where_the_profile_lets_them(self, accept: bool) -> None:
        risk = "{rule: LDR001, subject: company, reason: trial, owner: sales_rep, until: 2030-01-01}"
        profile = Profile("own", only=frozenset({"LDR001"}), accept=accept)
        (finding,) = audit(org(f"roles: {{sales_rep: {{}}}}\naccepted: [{risk}]\n"), profile).findings
        assert (finding.accepted is not None) is accept


class TestWhereAFindingLies:
    def test_a_finding_without_a_fact_has_its_place_in_the_file(self) -> None:
        found = report("company: {name: X, headcount: 24}\nroles: {sales_rep: {}}\n").findings
        (finding,) = (one for one in found if one.rule == "LDR001")
        assert finding.place is not None
        assert finding.place.span.line == 3

    def test_where_the_verdict_says(self, told: Told) -> None:
        def reads(worker: Worker, org: Org) -> Verdict:
            assert worker.headcount.known
            return FAIL.about(worker.time.selling.path)

        (finding,) = told(reads, COMPANY).findings
        assert finding.path == ("roles", "sales_rep", "time", "selling")
        assert [fact.path for fact in finding.evidence] == [finding.path, ("roles", "sales_rep", "count")]

    def test_else_at_the_first_fact_that_was_read(self, told: Told) -> None:
        def reads(worker: Worker, org: Org) -> Verdict:
            assert worker.headcount.known
            assert worker.time.selling.known
            return FAIL

        (finding,) = told(reads, COMPANY).findings
        assert finding.path == ("roles", "sales_rep", "count")

    def test_else_at_its_subject(self, told: Told) -> None:
        (finding,) = told(lambda worker, org: FAIL, COMPANY).findings
        assert (finding.path, finding.evidence) == (("roles", "sales_rep"), ())

    def test_the_weakest_fact_says_how_sure_it_is(self, told: Told) -> None:
        def reads(worker: Worker, org: Org) -> Verdict:
            assert worker.headcount.known
            return Verdict("fail" if worker.time.of("admin").known else "pass")

        (finding,) = told(reads, COMPANY.replace("70%", "100%")).findings
        assert finding.confidence == "inferred"
        assert {fact.origin for fact in finding.evidence} == {"declared", "inferred"}

    def test_an_answer_is_shown_where_it_stands(self) -> None:
        beside = {
            f"answers/{who}.yaml": (
                f"respondent: {{as: {who}}}\nanswers: [{{fills: company.captive, value: {value}}}]\n"
            )
            for who, value in (("owner", "yes"), ("seller", "no"))
        }
        found = report(f"answers: [{', '.join(beside)}]\n", beside=beside).findings
        (finding,) = (one for one in found if one.rule == "GAP001")
        assert [fact.place and fact.place.file for fact in finding.evidence] == list(beside)
        assert finding.place is not None
        assert finding.place.file == "answers/owner.yaml"


class TestWhatAReportSaysOfTheCompany:
    def test_what_the_file_tells(self) -> None:
        read = document(
            "company: {name: X, headcount: 24, market: b2c, language: en, currency: USD, as_of: 2026-11-01}\n"
        )
        result = audit(org(""), PROFILE, read)
        assert (result.path, result.sha256) == ("company.yaml", read.source.sha256)
        told = audit(
            org("company: {name: X, headcount: 24, market: b2c, language: en, currency: USD, as_of: 2026-11-01}\n"),
            PROFILE,
        )
        assert (told.company, told.market, told.language, told.currency, told.as_of) == (
            "X", "b2c", "en", "USD", "2026-11-01",
        )  # fmt: skip
        assert (told.path, told.sha256) == ("", "")

    def test_what_it_leaves_out(self) -> None:
        nothing = audit(Org({}), PROFILE)
        assert (nothing.company, nothing.market, nothing.language, nothing.currency, nothing.as_of) == (
            "", None, None, "RUB", None,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "limit", "named"),
    [
        pytest.param((5, 5), (1, 3), 3, id="too much: the higher limit decided"),
        pytest.param((2, 2), (3, 7), 3, id="too little: the lower limit decided"),
        pytest.param((5, 9), (1, 3), 3, id="too much at least"),
        pytest.param((0, 2), (3, 7), 3, id="too little at most"),
        pytest.param((3, 3), (1, 3), 1, id="at the limit nothing is too much"),
    ],
)
def test_of_two_bounds_of_a_limit_the_one_that_decided_is_named(
    value: tuple[float, float], limit: tuple[float, float], named: float
) -> None:
    shown = compared(Verdict("fail", Number(*value, "share"), Number(*limit)))["limit"]
    assert isinstance(shown, Number)
    assert (shown.low, shown.high, shown.unit) == (named, named, "share")


def test_every_rule_is_declared_once_and_found_by_id_and_slug() -> None:
    from salesaudit.rules.registry import find_rule

    for rule in RULES.values():
        assert find_rule(rule.id.lower()) is rule
        assert find_rule(rule.slug.upper()) is rule


def test_outcomes_are_told_by_subject() -> None:
    assert outcomes(COMPANY, "LDR001") == {"company": "fail"}
