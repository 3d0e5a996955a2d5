"""The score: each rule counts once, by the share of its decided subjects that are in order."""

from __future__ import annotations

import pytest

from salesaudit.audit.report import Label
from salesaudit.audit.score import AREAS, WEIGHTS, Tally, score
from salesaudit.rules.catalogue import all_rules


def tally(
    rule: str, severity: str = "high", *, passed: int = 0, failed: int = 0, unknown: int = 0, accepted: int = 0
) -> Tally:
    subjects = [Label("role", f"r{number}") for number in range(failed)]
    return Tally(rule, severity, passed, subjects, accepted, unknown)  # type: ignore[arg-type]


def test_each_rule_counts_once_however_many_subjects_it_has() -> None:
    result = score([tally("FUN001", "medium", passed=40), tally("LDR001", "critical", failed=1)])
    assert result.value == 20.0
    assert [(lost.rule, lost.points) for lost in result.lost] == [("LDR001", 80.0)]


def test_a_rule_that_some_subjects_fail_loses_their_share() -> None:
    result = score([tally("OWN004", passed=3, failed=1)])
    assert result.value == 75.0
    assert [subject.id for subject in result.lost[0].subjects] == ["r0"]
    assert result.lost[0].points == 25.0


@pytest.mark.parametrize(("severity", "weight"), [("critical", 8), ("high", 4), ("medium", 2), ("low", 1)])
def test_the_weight_is_the_severitys(severity: str, weight: int) -> None:
    assert WEIGHTS[severity] == weight  # type: ignore[index]
    result = score([tally("LDR001", severity, failed=1), tally("LDR002", "low", passed=1)])
    assert result.value == round(100 / (weight + 1), 1)


def test_unknown_and_not_applicable_leave_both_sums() -> None:
    assert score([tally("LDR001", passed=1), tally("LDR002", unknown=3), tally("LDR003")]).value == 100.0


def test_coverage_is_the_weight_decided_in_the_weight_that_applies() -> None:
    result = score([tally("LDR001", "critical", passed=1), tally("LDR004", "medium", unknown=1), tally("LDR003")])
    assert result.coverage == 0.8
    assert (result.decided, result.total) == (1, 2)
    assert result.reliable


def test_below_half_the_weight_one_number_is_not_reliable() -> None:
    assert score([tally("LDR001", passed=1), tally("LDR002", unknown=1)]).reliable
    assert not score([tally("LDR004", "medium", passed=1), tally("LDR002", unknown=1)]).reliable


def test_the_range_is_what_would_be_if_everything_unknown_failed_or_passed() -> None:
    result = score([tally("LDR001", passed=1, unknown=1), tally("LDR002", failed=1), tally("LDR003", unknown=1)])
    assert (result.low, result.value, result.high) == (16.7, 50.0, 66.7)


def test_accepted_risks_count_as_in_order_and_the_raw_figure_stays() -> None:
    result = score([tally("LDR001", failed=2, accepted=1), tally("LDR002", passed=1)])
    assert (result.value, result.raw) == (75.0, 50.0)
    assert result.lost[0].points == 50.0


def test_nothing_decided_is_no_score() -> None:
    result = score([tally("LDR001", unknown=1)])
    assert (result.value, result.raw, result.low, result.high, result.coverage) == (None, None, 0.0, 100.0, 0.0)
    assert score([]).low is None


def test_a_headline_weighs_nothing() -> None:
    result = score([tally("STR008", failed=1), tally("STR001", passed=1)])
    assert (result.value, result.total) == (100.0, 1)


def test_areas_are_scored_by_their_own_rules() -> None:
    areas = {area.id: area for area in score([tally("OWN001", failed=1), tally("CEO001", passed=1)]).areas}
    assert areas["OWN"].value == 50.0
    assert areas["OWN"].coverage == 1.0
    assert areas["LDR"].value is None
    assert areas["LDR"].coverage == 0.0


def test_every_rule_belongs_to_one_area() -> None:
    families = [family for area in AREAS.values() for family in area]
    assert len(families) == len(set(families))
    assert {rule.family for rule in all_rules()} <= set(families)


def test_lost_points_are_worst_first_and_then_by_rule() -> None:
    result = score([tally("FUN001", "medium", failed=1), tally("LDR002", failed=1), tally("LDR001", failed=1)])
    assert [lost.rule for lost in result.lost] == ["LDR001", "LDR002", "FUN001"]


def test_figures_are_rounded() -> None:
    result = score(
        [tally("LDR001", passed=1, failed=2), tally("LDR002", failed=1, unknown=1), tally("LDR003", unknown=1)]
    )
    assert (result.value, result.coverage) == (16.7, 0.6667)
    assert [lost.points for lost in result.lost] == [50.0, 33.33]


def test_the_areas_and_their_order() -> None:
    assert list(AREAS) == ["OWN", "LDR", "INT", "REP", "FUN", "CMP", "LGN", "FNL", "POL", "SYS", "STR", "EVD"]
    assert [area.id for area in score([]).areas] == list(AREAS)


def test_at_first_nothing_is_counted() -> None:
    assert Tally("LDR001", "high") == Tally("LDR001", "high", passed=0, failed=[], accepted=0, unknown=0)
