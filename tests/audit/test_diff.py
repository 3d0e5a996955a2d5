"""What changed between two audits: what the company did, what the rules did, and what cannot be told any more."""

from __future__ import annotations

import json
from dataclasses import replace
from textwrap import dedent
from typing import Any

import pytest

from salesaudit.audit.diff import Change, Comparison, Diff, Kind, Snapshot, compare, compare_all
from salesaudit.audit.profile import load_profile
from salesaudit.audit.run import Run, audit_document
from salesaudit.audit.snapshot import plain, snapshot
from salesaudit.formats.faces import render
from salesaudit.formats.saved import snapshots
from salesaudit.orgfile.load import load_bytes

COMPANY = """\
salesaudit: 1
company: {name: Test, headcount: 24, as_of: 2026-11-01}
roles:
  ceo: {}
  head_of_sales: {reports_to: ceo, time: {selling: 70%, leading: 30%}}
  sales_rep: {count: 3, reports_to: head_of_sales}
functions:
  planning: {responsible: ceo, accountable: ceo}
  finance: {responsible: none}
"""
SELLING = "LDR002 role:head_of_sales"
ACCEPTED = COMPANY + "accepted: [{rule: LDR002, subject: head_of_sales, reason: r, owner: ceo, until: 2027-01-01}]\n"


def side(text: str, profile: str = "balanced", name: str = "company.yaml") -> Snapshot:
    return snapshot(audit_document(load_bytes(dedent(text).encode(), name), load_profile(profile)))


def saved(text: str, **changed: Any) -> Snapshot:
    """Return a company by way of a saved report, some of whose parts are others."""
    run = Run((audit_document(load_bytes(text.encode(), "company.yaml")),), (), "balanced", "en")
    document = json.loads(render("json", run))
    document["files"][0] = {**document["files"][0], **changed}
    (found,) = snapshots(json.dumps(document).encode(), "old.json")
    return found


def kinds(diff: Diff, key: str = SELLING) -> list[tuple[str, str]]:
    return [(change.kind, change.cause) for change in diff.changes if change.seen.key == key]


def time(selling: str) -> str:
    return COMPANY.replace("selling: 70%, leading: 30%", f"selling: {selling}")


@pytest.mark.parametrize("keep", [side, saved], ids=["file", "report"])
@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (COMPANY, COMPANY, "same"),
        (COMPANY, time("30%"), "fixed"),
        (time("30%"), COMPANY, "new"),
        (time("unknown"), COMPANY, "new"),
        (COMPANY, time("unknown"), "unclear"),
        (COMPANY, ACCEPTED, "accepted"),
        (time("30%"), ACCEPTED, "accepted"),
        (ACCEPTED, COMPANY, "reopened"),
        (ACCEPTED, ACCEPTED, "kept"),
        (ACCEPTED, ACCEPTED.replace("selling: 70%, leading: 30%", "selling: 30%"), "fixed"),
        (COMPANY, ACCEPTED.replace("2027", "2026"), "same"),
    ],
)
def test_what_became_of_a_finding(old: str, new: str, kind: Kind, keep: Any) -> None:
    assert kinds(compare(keep(old), side(new))) == [(kind, "company")]


def test_further_beyond_the_limit_is_worse_though_the_severity_is_the_same() -> None:
    assert kinds(compare(side(time("61%")), side(time("75%")))) == [("worse", "company")]
    assert kinds(compare(side(time("75%")), side(time("61%")))) == [("better", "company")]


def test_a_saved_report_knows_only_the_severity() -> None:
    low, high = side(time("61%")), side(time("75%"))
    assert low.seen[SELLING].severity == high.seen[SELLING].severity
    assert kinds(compare(saved(time("61%")), high)) == [("same", "company")]
    graded = replace(high, seen={SELLING: replace(high.seen[SELLING], severity="critical")})
    assert kinds(
        compare(replace(graded, seen={SELLING: replace(graded.seen[SELLING], severity="medium")}), graded)
    ) == [("worse", "company")]


def test_a_finding_whose_subject_left_is_fixed() -> None:
    named = COMPANY + "people: {petrov: {name: P, roles: head_of_sales, time: {selling: 70%}}}\n"
    diff = compare(side(named), side(COMPANY))

    assert ("fixed", "company") in kinds(diff, "LDR002 person:petrov")


def test_an_expired_risk_is_news_of_its_own() -> None:
    expired = compare(side(ACCEPTED), side(ACCEPTED.replace("2027", "2026")))

    assert kinds(expired) == [("reopened", "company")]
    assert kinds(expired, "GOV001 accepted:LDR002/head_of_sales") == [("new", "company")]
    assert {change.seen.rule for change in expired.closed_by("high")} == {"LDR002", "GOV001"}


# --- when the rules changed ---


def without(side_: Snapshot, rule: str) -> Snapshot:
    """Return what a side would know had it not been asked a rule."""
    keep = {key: seen for key, seen in side_.seen.items() if seen.rule != rule}
    return replace(side_, seen=keep, spoke=side_.spoke - {rule})


def test_a_rule_that_only_one_side_was_asked_is_never_the_company() -> None:
    full = side(COMPANY)
    gone, appeared = compare(full, without(full, "LDR002")), compare(without(full, "LDR002"), full)

    assert kinds(gone) == [("fixed", "rules")]
    assert kinds(appeared) == [("new", "rules")]
    assert gone.of("fixed") == ()
    assert appeared.of("new") == ()
    assert appeared.closed_by("low") == ()
    assert gone.same_rules


@pytest.mark.parametrize("keep", [side, saved], ids=["file", "report"])
def test_other_rules_are_the_cause_where_the_facts_are_the_same(keep: Any) -> None:
    old = replace(keep(COMPANY), rules_version="older")
    new = side(COMPANY)
    fixed = replace(new, seen={}, passed=new.passed | {SELLING})
    stricter = replace(new, seen={SELLING: replace(new.seen[SELLING], severity="low")})

    assert kinds(compare(old, fixed)) == [("fixed", "rules")]
    assert kinds(compare(old, stricter)) == [("better", "rules")]
    assert not compare(old, new).same_rules


@pytest.mark.parametrize("keep", [side, saved], ids=["file", "report"])
def test_the_company_is_the_cause_where_a_fact_changed_whatever_the_rules_did(keep: Any) -> None:
    old = replace(keep(COMPANY), rules_version="older")

    assert kinds(compare(old, side(time("30%")))) == [("fixed", "company")]
    assert kinds(compare(replace(side(time("30%")), rules_version="older"), side(COMPANY))) == [("new", "company")]


def test_where_a_report_cannot_tell_the_rules_are_not_cleared_at_the_company_s_cost() -> None:
    old = replace(saved(time("30%")), rules_version="older")

    assert kinds(compare(old, side(COMPANY))) == [("new", "rules")]


def test_another_profile_is_another_set_of_rules() -> None:
    old, new = side(COMPANY), side(COMPANY, profile="organizer")

    assert not compare(old, new).same_rules
    assert {change.cause for change in compare(old, new).changes if change.kind not in ("same", "kept", "unclear")} <= {
        "rules"
    }


# --- score and duties ---


def test_the_score_moves_by_area() -> None:
    diff = compare(side(COMPANY), side(time("30%, leading: 70%")))
    (leader,) = [area for area in diff.areas if area.area == "LDR"]

    assert leader.delta is not None
    assert leader.delta > 0
    assert diff.score.delta is not None
    assert replace(diff.score, old=replace(diff.score.old, value=None)).delta is None


def test_who_does_what_is_compared_whatever_the_order() -> None:
    new = COMPANY.replace("responsible: ceo, accountable: ceo", "responsible: [head_of_sales, ceo], accountable: none")
    diff = compare(side(COMPANY), side(new.replace("finance: {responsible: none}", "hiring: {responsible: ceo}")))
    assert diff.duties is not None
    told = {
        (duty.function.id, duty.part): (
            None if duty.before is None else [label.id for label in duty.before],
            None if duty.after is None else [label.id for label in duty.after],
        )
        for duty in diff.duties
    }

    assert told == {
        ("planning", "responsible"): (["ceo"], ["head_of_sales", "ceo"]),
        ("planning", "accountable"): (["ceo"], []),
        ("finance", "responsible"): ([], None),
        ("hiring", "responsible"): (None, ["ceo"]),
    }
    swapped = new.replace("[head_of_sales, ceo]", "[ceo, head_of_sales]")
    assert compare(side(new), side(swapped)).duties == ()


def test_a_saved_report_does_not_say_who_does_what() -> None:
    assert compare(saved(COMPANY), side(COMPANY)).duties is None


# --- the whole ---


def test_the_same_company_has_not_changed() -> None:
    assert compare(side(COMPANY), side(COMPANY)).empty
    assert not compare(side(COMPANY), side(time("71%"))).empty
    assert not compare(
        side(COMPANY), side(COMPANY.replace("planning: {responsible: ceo", "planning: {responsible: none"))
    ).empty


def test_changes_come_worst_first_and_the_same_both_times() -> None:
    new = COMPANY.replace("reports_to: ceo, time: {selling: 70%, leading: 30%}", "time: {selling: 90%}")
    changes = compare(side(COMPANY), side(new)).changes

    assert changes == compare(side(COMPANY), side(new)).changes
    order = ["new", "reopened", "worse", "unclear", "better", "fixed", "accepted", "same", "kept"]
    assert [change.kind for change in changes] == sorted((change.kind for change in changes), key=order.index)


def test_only_what_is_new_or_worse_and_serious_enough_closes_a_gate() -> None:
    diff = compare(side(time("30%")), side(COMPANY))
    severity = side(COMPANY).seen[SELLING].severity

    assert severity in ("critical", "high")
    assert SELLING in {change.seen.key for change in diff.closed_by("high")}
    assert diff.closed_by("never") == ()
    assert compare(side(COMPANY), side(COMPANY)).closed_by("low") == ()
    assert compare(side(COMPANY), side(time("30%"))).closed_by("low") == ()


def test_what_could_not_be_decided_before_is_told_so() -> None:
    def revealed(diff: Diff) -> list[bool]:
        return [diff.revealed(change) for change in diff.changes if change.seen.key == SELLING]

    assert revealed(compare(side(time("unknown")), side(COMPANY))) == [True]
    assert revealed(compare(side(time("30%")), side(COMPANY))) == [False]


def test_several_companies_are_paired_by_their_files() -> None:
    one, two = side(COMPANY, name="a/one.yaml"), side(COMPANY, name="two.yaml")

    def paths(comparison: Comparison) -> list[tuple[str, str]]:
        return [(diff.old.path, diff.new.path) for diff in comparison.diffs]

    assert paths(compare_all([one], [two])) == [("a/one.yaml", "two.yaml")]
    both = compare_all([one, two], [two])
    assert (paths(both), both.only_old) == ([("two.yaml", "two.yaml")], ("a/one.yaml",))
    moved = compare_all([one, two], [side(COMPANY, name="HEAD:b/one.yaml")])
    assert (paths(moved), moved.only_old) == ([("a/one.yaml", "HEAD:b/one.yaml")], ("two.yaml",))
    assert compare_all([one, two], [side(COMPANY, name="three.yaml")]).diffs == ()


def test_a_change_is_about_the_finding_as_it_is_now() -> None:
    (change,) = [change for change in compare(side(time("61%")), side(COMPANY)).changes if change.seen.key == SELLING]

    assert change.seen is change.new
    assert change.moved
    assert Change("fixed", "company", change.old, None).seen is change.old


# --- saved reports ---


def test_values_compare_as_a_report_keeps_them() -> None:
    assert plain(0.1 + 0.2) == plain(0.3)
    assert plain((1, "a", None)) == [1.0, "a", None]
    assert plain({"a": (1,)}) == {"a": [1.0]}
    assert plain(float("inf")) is None
    assert plain(True) is True


def test_an_older_report_is_used_for_what_it_holds() -> None:
    short = saved(COMPANY, passed=None, unknown=None, not_applicable=None, governance=None, score=None)

    assert short.score.value is None
    assert not short.whole
    assert kinds(compare(short, side(time("30%")))) == [("fixed", "company")]
    assert kinds(compare(side(COMPANY), replace(short, seen={}, spoke=frozenset()))) == [("unclear", "company")]
