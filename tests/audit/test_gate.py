"""The threshold, for all rules and for single ones, and the score that is asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from salesaudit.audit.funnel import Gate, gated
from salesaudit.audit.needs import facts_read
from salesaudit.audit.parameters import BadParameter, read_parameters
from salesaudit.audit.profile import load_profile, profile_names
from salesaudit.audit.report import Report
from salesaudit.audit.score import score
from salesaudit.org.org import BANDS
from salesaudit.rules.catalogue import all_rules
from salesaudit.rules.registry import RULES
from salesaudit.rules.steps import StepTable
from tests.builders import report

TEXT = """
company: {name: X, headcount: 24, as_of: 2026-11-01}
roles:
  owner: {}
  head_of_sales: {reports_to: owner, time: {selling: 70%}, selling_reasons: none}
  sales_rep: {count: 3, reports_to: head_of_sales}
"""


def closing(gate: Gate, audited: Report) -> list[str]:
    """Return the rules of what reaches a threshold."""
    return [rule for rule, severity in gated(audited) if gate.reached(rule, severity)]


def closes(gate: Gate, audited: Report) -> bool:
    return gate.closes(audited.score.value, gated(audited))


class TestGate:
    @pytest.mark.parametrize(
        ("threshold", "closed"),
        [("critical", []), ("high", ["LDR002"]), ("medium", ["LDR002", "LDR004"]), ("low", ["LDR002", "LDR004"]),
         ("never", [])],
    )  # fmt: skip
    def test_the_threshold(self, threshold: str, closed: list[str]) -> None:
        assert closing(Gate(threshold), report(TEXT)) == closed

    @pytest.mark.parametrize(
        ("rules", "closed"),
        [({"LDR002": "never"}, []), ({"LDR004": "medium"}, ["LDR002", "LDR004"]), ({"LDR002": "critical"}, [])],
    )
    def test_a_rule_may_have_a_threshold_of_its_own(self, rules: dict[str, str], closed: list[str]) -> None:
        assert closing(Gate("high", rules=rules), report(TEXT)) == closed

    @pytest.mark.parametrize(("least", "low"), [(0, False), (100, True), (None, False)])
    def test_the_score(self, least: float | None, low: bool) -> None:
        assert closes(Gate("never", least), report(TEXT)) is low

    def test_a_score_is_reached_at_its_own_value(self) -> None:
        value = report(TEXT).score.value
        assert value is not None
        assert not closes(Gate("never", value), report(TEXT))
        assert closes(Gate("never", value + 0.1), report(TEXT))

    def test_no_score_does_not_reach_any(self) -> None:
        nothing = replace(report(TEXT), score=score([]))
        assert nothing.score.value is None
        assert closes(Gate("never", 0), nothing)


class TestParameters:
    def test_steps(self) -> None:
        typed = read_parameters(RULES["LDR002"], {"limits": {"2": "60%", "4": "0.5", "beyond": "10%"}, "grace": "5%"})
        assert typed["limits"].steps == {2: 0.6, 4: 0.5}
        assert typed["limits"].beyond == 0.1
        assert typed["grace"] == 0.05

    def test_steps_keep_what_is_not_written(self) -> None:
        typed = read_parameters(RULES["LDR002"], {"limits": {"beyond": "0%"}})
        assert typed["limits"].steps == RULES["LDR002"].parameters["limits"].steps
        assert typed["limits"].beyond == 0

    def test_limits_by_size_keep_what_is_not_written(self) -> None:
        typed = read_parameters(RULES["SYS004"], {"days": {"small": "9"}})
        assert typed["days"] == {**RULES["SYS004"].parameters["days"], "small": 9}

    def test_whole_numbers_and_others(self) -> None:
        assert read_parameters(RULES["LDR011"], {"max_span": "10"}) == {"max_span": 10}
        assert read_parameters(RULES["LGN010"], {"b2b_hours": "2.5"}) == {"b2b_hours": 2.5}

    @pytest.mark.parametrize(
        ("rule", "written", "code", "path"),
        [
            ("LDR002", {"limit": "3"}, "E104", ("limit",)),
            ("LDR002", {"limits": "3"}, "E035", ("limits",)),
            ("LDR002", {"limits": {"2": "160%"}}, "E043", ("limits", "2")),
            ("LDR002", {"limits": {"2": "60"}}, "E042", ("limits", "2")),
            ("LDR002", {"limits": {"two": "60%"}}, "E046", ("limits", "two")),
            ("LDR002", {"grace": "x"}, "E041", ("grace",)),
            ("LDR011", {"max_span": "2.5"}, "E048", ("max_span",)),
            ("SYS004", {"days": {"tiny": "1"}}, "E105", ("days", "tiny")),
            ("SYS004", {"days": {"small": "x"}}, "E046", ("days", "small")),
        ],
    )
    def test_what_does_not_fit_is_told_with_its_place(
        self, rule: str, written: dict[str, object], code: str, path: tuple[str, ...]
    ) -> None:
        with pytest.raises(BadParameter) as bad:
            read_parameters(RULES[rule], written)
        assert (bad.value.code, bad.value.path) == (code, path)

    def test_every_parameter_of_every_rule_can_be_written(self) -> None:
        for rule in all_rules():
            for name, default in rule.parameters.items():
                assert type(read_parameters(rule, {name: written(default)})[name]) in (type(default), float, int), (
                    rule.id
                )


def written(default: object) -> object:
    """Return a default as people would write it in YAML."""
    if isinstance(default, StepTable):
        return {**{str(key): str(value) for key, value in default.steps.items()}, "beyond": str(default.beyond)}
    if isinstance(default, dict):
        return {key: written(value) for key, value in default.items()}
    if isinstance(default, tuple):
        return [str(item) for item in default]
    return {True: "yes", False: "no"}[default] if isinstance(default, bool) else str(default)


class TestProfiles:
    @pytest.mark.parametrize("name", profile_names())
    def test_a_profile_names_rules_that_exist(self, name: str) -> None:
        profile = load_profile(name)
        known = {rule.id for rule in all_rules()}
        assert (profile.only or frozenset()) | profile.on | profile.off | frozenset(profile.severities) <= known

    def test_the_owners_profile_has_the_twenty_five(self) -> None:
        assert len(load_profile("owner").only or ()) == 25

    def test_every_rule_of_the_gates_profile_speaks_in_some_company(self) -> None:
        profile = load_profile("ci")
        speaking = [rule for rule in all_rules() if profile.speaks(rule)]
        assert frozenset(rule.id for rule in speaking) == profile.only
        assert all(any(rule.severity[band] for band in BANDS) for rule in speaking)

    @pytest.mark.parametrize("fact", ["results", "time", "reviewed"])
    def test_no_rule_of_the_gates_profile_waits_for_measured_or_dated_facts(self, fact: str) -> None:
        profile = load_profile("ci")
        readers = {rule.id for rule in all_rules() if profile.speaks(rule) for path in facts_read(rule) if fact in path}
        assert readers == set()
