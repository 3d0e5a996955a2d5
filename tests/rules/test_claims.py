"""Every claim of the sources is carried by something or left out for a reason; a rule carries a claim or is ours."""

from __future__ import annotations

import pytest

from salesaudit.knowledge.claims import Claim, claims
from salesaudit.orgfile.fields import annotation_at
from salesaudit.rules.catalogue import all_rules

NUMBERED = {"S0": 39, "S1": 43, "S2": 24, "S3": 29, "S4": 34}
RULES = {rule.id: rule for rule in all_rules()}


def test_each_of_the_169_claims_and_each_disagreement_is_there() -> None:
    expected = {f"{source}-{number:02}" for source, count in NUMBERED.items() for number in range(1, count + 1)}
    assert sum(NUMBERED.values()) == 169
    assert set(claims()) == expected | {f"C{number}" for number in range(1, 12)}


@pytest.mark.parametrize("claim", claims().values(), ids=lambda claim: claim.id)
def test_a_claim_is_carried_or_left_out_for_a_reason(claim: Claim) -> None:
    carried = bool(claim.rules or claim.facts or claim.questions)
    assert carried is (claim.left_out is None)
    assert set(claim.rules) <= set(RULES)


@pytest.mark.parametrize("claim", claims().values(), ids=lambda claim: claim.id)
def test_the_facts_of_a_claim_are_facts_of_the_format(claim: Claim) -> None:
    for path in claim.facts:
        keys = tuple("price" if path.startswith("policies.") and part == "*" else part for part in path.split("."))
        assert annotation_at("org", keys) is not None or annotation_at("org", keys[:-1]) is not None, path


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_rule_carries_a_claim_unless_it_comes_from_outside_or_from_us(rule: object) -> None:
    seeds = [source for source in rule.sources if source.startswith("S")]  # type: ignore[attr-defined]
    carried = any(rule.id in claim.rules for claim in claims().values())  # type: ignore[attr-defined]
    assert carried or not seeds


@pytest.mark.parametrize("claim", claims().values(), ids=lambda claim: claim.id)
def test_a_rule_names_the_source_of_a_claim_that_it_carries(claim: Claim) -> None:
    """A rule may carry a claim of a second source; at least one rule of a claim has to name the claim's own."""
    source = claim.id.split("-")[0]
    if claim.rules and source in NUMBERED:
        assert any(source in RULES[rule].sources for rule in claim.rules) or claim.facts, claim.id
