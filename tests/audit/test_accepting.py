"""To accept a risk: the finding that is meant, and what is refused with which words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from salesaudit.audit.accepting import Risk, _meant, _shortest, accepting
from salesaudit.audit.engine import audit
from salesaudit.audit.profile import load_profile
from salesaudit.orgfile.edit import Append, Put
from salesaudit.rules.unrun import PackBroke, note
from salesaudit.safety.errors import UsageError
from tests.builders import document, org

COMPANY = """
company: {name: Test, headcount: 24, as_of: 2026-11-01}
roles:
  owner: {}
  ceo: {reports_to: owner}
  head_of_sales: {reports_to: ceo, time: {selling: 70%, leading: 30%}}
  sales_rep: {count: 3, reports_to: head_of_sales}
"""
RISK = Risk("LDR002", "head_of_sales", " two are on probation ", ("ceo",), "2027-02-01")
ENTRY = "accepted: [{rule: %s, subject: '%s', reason: r, owner: ceo, until: %s}]\n"


def told(text: str = COMPANY, **changed: Any) -> tuple[Risk, list[Append | Put]]:
    risk = Risk(**{**{name: getattr(RISK, name) for name in RISK.__slots__}, **changed})
    return accepting(document(text), risk, load_profile())


def refusal(text: str = COMPANY, **changed: Any) -> UsageError:
    with pytest.raises(UsageError) as refused:
        told(text, **changed)
    return refused.value


def test_an_entry_is_added_with_the_reason_trimmed() -> None:
    risk, changes = told()
    assert risk.reason == "two are on probation"
    assert changes == [
        Append(("accepted",), {
            "rule": "LDR002", "subject": "head_of_sales", "reason": "two are on probation", "owner": "ceo",
            "until": "2027-02-01",
        })
    ]  # fmt: skip


def test_several_owners_are_a_list() -> None:
    _, [change] = told(owner=("ceo", "owner"))
    assert isinstance(change.value, dict)
    assert change.value["owner"] == ["ceo", "owner"]


def test_the_subject_is_as_short_as_it_is_unambiguous() -> None:
    assert told(subject="role:head_of_sales")[0].subject == "head_of_sales"


def test_one_that_has_expired_is_renewed_in_its_place() -> None:
    text = COMPANY + "accepted:\n  - {rule: LDR004, subject: ceo, reason: r, owner: ceo, until: 2026-01-01}\n"
    text += "  - {rule: LDR002, subject: 'role:head_of_sales', reason: r, owner: ceo, until: 2026-10-31}\n"
    assert told(text)[1] == [
        Put(("accepted", 1, "reason"), "two are on probation"),
        Put(("accepted", 1, "owner"), "ceo"),
        Put(("accepted", 1, "until"), "2027-02-01"),
    ]


@pytest.mark.parametrize("day", ["2026-11-01", "2027-01-01"])
def test_one_that_still_holds_is_not_written_twice(day: str) -> None:
    error = refusal(COMPANY + ENTRY % ("LDR002", "head_of_sales", day))
    assert (error.key, error.values["until"], error.values["line"]) == ("accept.already", day, 8)


def test_without_a_day_to_count_from_an_entry_holds_and_no_day_has_passed() -> None:
    undated = COMPANY.replace(", as_of: 2026-11-01", "")
    assert refusal(undated + ENTRY % ("LDR002", "head_of_sales", "2020-01-01")).key == "accept.already"
    assert told(undated, until="2020-01-01")[0].until == "2020-01-01"


@pytest.mark.parametrize(
    ("changed", "key", "values"),
    [
        ({"rule": "LDR001"}, "accept.no_finding", {"rule": "LDR001"}),
        ({"subject": "head_of_sale"}, "accept.no_subject", {"nearest": "head_of_sales"}),
        ({"subject": "xyzzy"}, "accept.no_subject", {"nearest": "", "known": ["role:head_of_sales"]}),
        ({"reason": "  "}, "accept.no_reason", {}),
        ({"owner": ("ceo", "owne")}, "accept.no_owner", {"owner": "owne", "nearest": "owner"}),
        ({"owner": ("xyzzy",)}, "accept.no_owner", {"nearest": ""}),
        ({"until": "soon"}, "accept.bad_date", {"value": "soon"}),
        ({"until": "2027-02-30"}, "accept.bad_date", {"value": "2027-02-30"}),
        ({"until": "2026-11-01"}, "accept.past", {"today": "2026-11-01"}),
    ],
)
def test_what_is_refused(changed: dict[str, Any], key: str, values: dict[str, object]) -> None:
    error = refusal(**changed)
    assert error.key == key
    assert {name: error.values[name] for name in values} == values
    assert (error.hint == "hint.nearest") is bool(values.get("nearest"))


def test_subjects_of_one_name_have_to_be_told_apart() -> None:
    [finding] = [one for one in audit(org(COMPANY), load_profile()).findings if one.rule == "LDR002"]
    alike = [finding, replace(finding, subject=finding.subject._replace(kind="person"))]
    with pytest.raises(UsageError) as refused:
        _meant(alike, RISK, "c.yaml")
    assert refused.value.key == "accept.ambiguous"
    assert refused.value.values["known"] == ["role:head_of_sales", "person:head_of_sales"]
    assert _meant(alike, replace(RISK, subject="person:head_of_sales"), "c.yaml") is alike[1]
    assert _shortest(alike[0], alike) == "role:head_of_sales"


def test_a_pack_that_breaks_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = PackBroke("pack.broke")
    real = accepting.__globals__["build_org"]

    def breaking(read: object) -> object:
        built = real(read)
        note(built, "a.yaml", broken)
        return built

    monkeypatch.setitem(accepting.__globals__, "build_org", breaking)
    with pytest.raises(PackBroke):
        told()
