"""How a rule is declared, what is refused, and how rules that others bring come and go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import wraps
from typing import Any

import pytest

from salesaudit.org.org import Org
from salesaudit.org.things import Company
from salesaudit.rules.catalogue import all_rules, known_rules
from salesaudit.rules.guards import no_sellers
from salesaudit.rules.registry import (
    PACK,
    RULES,
    Rule,
    RuleError,
    bringing,
    brought_rules,
    find_rule,
    forget,
    register,
    rule,
    severities,
    shadowed,
)
from salesaudit.rules.subjects import company
from salesaudit.rules.verdict import PASS, Verdict

SEVERITY = "l/m/h/c"
HOME = f"{PACK}ours"


def judge(company: Company, org: Org, *, most: int = 2) -> Verdict:
    return PASS


def without_default(company: Company, org: Org, *, most: int) -> Verdict:
    return PASS


def declare(id_: str, name: str = "a_rule_of_ours", body: Callable[..., Verdict] = judge, **changes: Any) -> None:
    body.__name__ = name
    declared: dict[str, Any] = {"subject": company, "severity": SEVERITY, "sources": "S0"} | changes
    rule(id_, **declared)(body)


def of_pack(id_: str, slug: str, home: str = HOME) -> Rule:
    return Rule(id_, slug, judge, company, severities(id_, SEVERITY), ("P",), home=home)


@pytest.fixture(autouse=True)
def _only_our_rules_afterwards() -> Iterator[None]:
    all_rules()
    before = dict(RULES)
    yield
    forget(set(RULES) - set(before))
    assert before == RULES


class TestSeverities:
    def test_four_letters_from_micro_to_large(self) -> None:
        assert severities("OWN001", "–/m/h/c") == {
            "micro": None,
            "small": "medium",
            "medium": "high",
            "large": "critical",
        }
        assert severities("OWN001", "-/l/l/l")["micro"] is None

    @pytest.mark.parametrize("written", ["", "l/m/h", "l/m/h/c/c", "l/m/h/x", "lmhc", "low/m/h/c"])
    def test_anything_else_is_refused_by_the_rules_name(self, written: str) -> None:
        with pytest.raises(RuleError, match="OWN001: severity"):
            severities("OWN001", written)


class TestDeclaration:
    @pytest.mark.parametrize(
        ("id_", "changes", "complaint"),
        [
            pytest.param("OWN1", {}, "three capitals and three digits", id="too short an id"),
            pytest.param("OWN0001", {}, "three capitals and three digits", id="too long an id"),
            pytest.param("OWNER001", {}, "three capitals and three digits", id="too long a family"),
            pytest.param("own001", {}, "three capitals and three digits", id="small letters"),
            pytest.param("OWN001", {}, "declared twice", id="an id that is there"),
            pytest.param("OWN999", {"name": "owner_is_top_seller"}, "declared twice", id="a name that is there"),
            pytest.param("OWN999", {"sources": "S0 S9"}, "unknown source S9", id="a source that nobody knows"),
            pytest.param("OWN999", {"sources": "P"}, "unknown source P", id="the company is no source of ours"),
            pytest.param("OWN999", {"sources": ""}, "no source", id="no source"),
            pytest.param("OWN999", {"body": without_default}, "a parameter without a default", id="an open parameter"),
            pytest.param("OWN999", {"severity": "h"}, "severity", id="one severity"),
            pytest.param("OWN999", {}, "prose is not complete", id="no prose"),
        ],
    )
    def test_a_rule_that_is_not_whole_cannot_ship(self, id_: str, changes: dict[str, Any], complaint: str) -> None:
        with pytest.raises(RuleError, match=complaint):
            declare(id_, **changes)

    def test_what_is_declared_is_what_the_rule_has(self) -> None:
        with bringing("a plugin"):
            declare("TSTX001", sources="S0 P", unless=[no_sellers])
        known = RULES["TSTX001"]
        assert (known.slug, known.judge, known.subjects, known.home) == ("a-rule-of-ours", judge, company, "a plugin")
        assert known.severity == severities("", SEVERITY)
        assert (known.sources, known.guards) == (("S0", "P"), (no_sellers,))
        assert known.parameters == {"most": 2}
        assert known.family == "TSTX"

    def test_a_wrapped_function_has_the_parameters_of_the_one_inside(self) -> None:
        @wraps(judge)
        def wrapped(*args: Any, **kwargs: Any) -> Verdict:
            return judge(*args, **kwargs)

        with bringing("a plugin"):
            declare("TSTX001", body=wrapped)
        assert RULES["TSTX001"].parameters == {"most": 2}

    def test_unless_told_otherwise_it_is_the_products_own_and_on(self) -> None:
        plain = Rule("OWN999", "a-rule", judge, company, severities("OWN999", SEVERITY), ("S0",))
        assert (plain.default_on, plain.home, plain.guards, plain.parameters) == (True, "", (), {})


def _declare_a_good_and_a_bad_one() -> None:
    declare("TSTX001")
    declare("TSTX002", "another_rule_of_ours", sources="")


class TestBringing:
    def test_ids_are_given_when_all_are_there(self) -> None:
        with bringing("a plugin") as ids:
            declare("TSTX001")
            declare("TSTX002", "another_rule_of_ours")
            assert ids == []
        assert ids == ["TSTX001", "TSTX002"]
        assert [known.id for known in brought_rules()] == ids
        assert [known.id for known in known_rules()][-2:] == ids
        assert not {known.id for known in all_rules()} & set(ids)

    def test_only_a_profile_turns_them_on(self) -> None:
        with bringing("a plugin"):
            declare("TSTX001", default_on=True)
        assert RULES["TSTX001"].default_on is False

    def test_none_stays_where_one_is_wrong(self) -> None:
        with pytest.raises(RuleError, match="no source"), bringing("a plugin"):
            _declare_a_good_and_a_bad_one()
        assert find_rule("TSTX001") is None
        assert find_rule("a-rule-of-ours") is None
        with pytest.raises(RuleError, match="three capitals"):
            declare("TSTX001")

    @pytest.mark.parametrize("id_", ["TS001", "TSTTSTTST001", "TST01", "tst001"])
    def test_their_ids_have_a_form_too(self, id_: str) -> None:
        with pytest.raises(RuleError, match="id"), bringing("a plugin"):
            declare(id_)


class TestPacks:
    def test_a_pack_is_found_by_id_and_slug_in_any_case(self) -> None:
        register(of_pack("ACME001", "one-of-theirs"))
        assert find_rule("acme001") is find_rule("ONE-of-theirs") is RULES["ACME001"]

    def test_it_may_be_read_again_after_it_changed(self) -> None:
        register(of_pack("ACME001", "one-of-theirs"))
        register(of_pack("ACME001", "renamed"))
        assert RULES["ACME001"].slug == "renamed"
        assert find_rule("one-of-theirs") is None

    def test_another_pack_may_take_its_place(self) -> None:
        register(of_pack("ACME001", "one-of-theirs"))
        register(of_pack("ACME001", "one-of-theirs", f"{PACK}theirs"))
        assert RULES["ACME001"].home == f"{PACK}theirs"

    @pytest.mark.parametrize(("id_", "slug"), [("OWN001", "something-new"), ("ACME001", "owner-is-top-seller")])
    def test_a_rule_of_the_product_keeps_its_id_and_its_slug(self, id_: str, slug: str) -> None:
        before = RULES["OWN001"]
        assert shadowed(id_, slug, HOME) is before
        with pytest.raises(RuleError, match="OWN001 is there already"):
            register(of_pack(id_, slug))
        assert RULES["OWN001"] is find_rule("owner-is-top-seller") is before

    def test_a_rule_of_a_plugin_keeps_them_too_but_for_the_plugin_itself(self) -> None:
        with bringing("a plugin"):
            declare("TSTX001")
        assert shadowed("TSTX001", "another", HOME) is RULES["TSTX001"]
        assert shadowed("ACME001", "a-rule-of-ours", HOME) is RULES["TSTX001"]
        assert shadowed("TSTX001", "a-rule-of-ours", "a plugin") is None
        assert shadowed("ACME001", "one-of-theirs", HOME) is None

    def test_what_is_forgotten_is_gone_by_both_names(self) -> None:
        register(of_pack("ACME001", "one-of-theirs"))
        forget(["ACME001", "ACME002"])
        assert find_rule("ACME001") is find_rule("one-of-theirs") is None


def test_the_catalogue_has_the_rules_of_the_product_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RULES, "ACME001", replace(RULES["LDR001"], id="ACME001", slug="acme", home=HOME))
    assert "ACME001" not in {found.id for found in all_rules.__wrapped__()}
    assert len(all_rules.__wrapped__()) == len(all_rules())
