"""From what a rule says to what a reader sees: names of the file and of the vocabulary, amounts, terms."""

from __future__ import annotations

from math import inf
from typing import Any

import pytest

from salesaudit.audit.labels import enumeration, label, label_of, shown
from salesaudit.audit.phrases import amount, dotted, governance_sentence, name, reason, spoken, term
from salesaudit.audit.report import Amount, Label, Names, Shown, SkippedOutcome, Term
from salesaudit.org.org import Org
from salesaudit.org.values import Group, Number, Several, Unit, Word
from tests.builders import org, report

COMPANY = """
company: {name: Acme, headcount: 24}
roles: {head_of_sales: {title: Head of selling}, sales_rep: {}}
people: {ann: {name: Ann, roles: [sales_rep]}, bob: {roles: [sales_rep]}}
departments: {sales: {}, logistics: {title: Deliveries}}
interfaces: {logistics: {}}
handoffs: [{from: sales, to: logistics, what: The brief}]
"""


@pytest.fixture
def acme() -> Org:
    return org(COMPANY)


class TestLabels:
    def test_the_files_own_titles(self, acme: Org) -> None:
        assert label(acme, acme.company) == Label("company", "company", "Acme")
        assert label(acme, acme.worker("ann")) == Label("person", "ann", "Ann")
        assert label(acme, acme.worker("head_of_sales")) == Label("role", "head_of_sales", "Head of selling")
        assert label(acme, acme.worker("sales_rep")) == Label("role", "sales_rep", None)
        assert label(acme, acme.function("planning")) == Label("function", "planning", None)

    def test_an_interface_has_its_departments_name(self, acme: Org) -> None:
        (interface,) = acme.interfaces.items
        assert label(acme, interface) == Label("interface", "logistics", "Deliveries")

    def test_nothing_else_has_the_name_of_a_department_with_the_same_id(self) -> None:
        both = org(f"{COMPANY}elements: {{logistics: {{state: spoken}}}}\n")
        assert label(both, both.element("logistics")) == Label("element", "logistics", None)

    def test_a_handoff_is_called_by_what_is_handed_over(self, acme: Org) -> None:
        (handoff,) = acme.handoffs.items
        assert label(acme, handoff) == Label("handoff", handoff.id, "The brief")

    @pytest.mark.parametrize(
        ("id_", "expected"),
        [
            ("ann", Label("person", "ann", "Ann")),
            ("bob", Label("person", "bob", None)),
            ("head_of_sales", Label("role", "head_of_sales", "Head of selling")),
            ("logistics", Label("department", "logistics", "Deliveries")),
            ("revenue", Label("metric", "revenue")),
        ],
    )
    def test_an_id_is_a_person_a_role_or_a_department_before_it_is_a_word(
        self, acme: Org, id_: str, expected: Label
    ) -> None:
        assert label_of(acme, id_, "metric") == expected

    def test_a_word_of_no_enumeration(self, acme: Org) -> None:
        assert label_of(acme, "whatever") == Label("word", "whatever")


class TestShown:
    def test_each_kind_of_value(self, acme: Org) -> None:
        ann, bob = Label("person", "ann", "Ann"), Label("person", "bob")
        workers = (acme.worker("ann"), acme.worker("bob"))
        expected: list[tuple[object, Shown]] = [
            (Number.exactly(0.3, "share"), Amount(0.3, "share", None)),
            (Number(0, 2, "count"), Amount(0, "count", 2)),
            (Group(("ann", "calls"), ("roles", "x", "kpis")), Names((ann, Label("metric", "calls")))),
            (Several(workers), Names((ann, bob))),
            (workers[0], ann),
            (Word("daily", ("functions", "plan_fact")), Term("daily", "rhythm")),
            ((workers[0], "bob", "else"), Names((ann, bob, Label("word", "else")))),
            (1.5, Amount(1.5, "number")),
            *((value, value) for value in (3, "text", ann, Amount(1, "hours"), Names(()), Term("a"))),
        ]
        assert [shown(acme, value) for value, _ in expected] == [value for _, value in expected]

    def test_anything_else_is_a_mistake_of_the_rule(self, acme: Org) -> None:
        with pytest.raises(TypeError, match="cannot name list"):
            shown(acme, [])

    @pytest.mark.parametrize(
        ("path", "expected"),
        [
            (("lead_generation", "channels", 0, "kind"), "channel_kind"),
            (("processes", "funnel", "stages", "x", "kind"), "stage_kind"),
            (("segments", "x", "size"), "segment_size"),
            (("company", "size"), "size"),
            (("roles", "x", "motives"), "motive"),
            (("roles", "x", "kpis"), "metric"),
            (("roles", "x", "tied_to"), "metric"),
            (("segments", "x", "selling_reasons"), "selling_reason"),
            (("functions", "plan_fact"), "rhythm"),
            (("functions", "pipeline_review"), "rhythm"),
            (("functions", "one_to_one"), "rhythm"),
            (("company", "market", 0), "market"),
            ((), ""),
        ],
    )
    def test_a_path_names_its_enumeration(self, path: tuple[str | int, ...], expected: str) -> None:
        assert enumeration(path) == expected


class TestSpoken:
    @pytest.mark.parametrize(
        ("number", "unit", "high", "expected"),
        [
            (0.3, "share", None, "30%"),
            (54_000_000, "money", None, "$54M"),
            (16, "hours", None, "2 days"),
            (2, "state", None, "on paper"),
            (3, "count", None, 3),
            (inf, "share", None, "no limit"),
            (0, "share", 0.4, "40%"),
            (0.1, "share", 0.4, "10%"),
            (0, "money", None, "$0"),
        ],
    )
    def test_amounts(self, number: float, unit: Unit, high: float | None, expected: object) -> None:
        said = amount(Amount(number, unit, high), "en", "USD")
        assert (said.replace("\N{NO-BREAK SPACE}", " ") if isinstance(said, str) else said) == expected

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (Label("person", "ann", "Ann"), "Ann"),
            (Label("role", "ceo"), "CEO"),
            (Label("role", "no such role"), "no such role"),
            (Names((Label("person", "ann", "Ann"), Label("metric", "calls"))), "Ann and calls"),
            (Term("daily", "rhythm"), "daily"),
            (Term("as we please", "rhythm"), "as we please"),
            (Term("as we please"), "as we please"),
            (Amount(0.3, "share"), "30%"),
            (4, 4),
            ("text", "text"),
        ],
    )
    def test_values(self, value: Any, expected: object) -> None:
        assert spoken({"said": value}, "en", "RUB") == {"said": expected}

    def test_in_the_readers_language(self) -> None:
        assert name(Label("role", "ceo"), "ru") == "генеральный директор"
        assert term("calls", "metric", "ru") == "звонки"

    def test_a_path_as_people_write_it(self) -> None:
        assert dotted(("accepted", 0, "until")) == "accepted.0.until"

    def test_why_a_rule_says_nothing(self) -> None:
        skipped = SkippedOutcome("OWN006", None, "said_by_other_rule", {"rule": "LDR002"})
        assert "LDR002" in reason(skipped, "en")
        assert reason(skipped, "en") != reason(skipped, "ru")

    def test_what_is_wrong_with_an_accepted_risk(self) -> None:
        text = (
            "company: {name: X, headcount: 24, as_of: 2026-11-01}\n"
            "accepted: [{rule: OWN001, subject: company, reason: we know, owner: owner, until: 2026-10-01}]\n"
            "roles: {owner: {}}\n"
        )
        (found,) = report(text).governance
        said = governance_sentence(found, "en")
        assert "OWN001" in said
        assert "2026" in said
        assert "company" in said
        assert "{" not in said
