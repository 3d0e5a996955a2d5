"""Nothing that the sources claim is forgotten: something carries it, or we say why not."""

from __future__ import annotations

import pytest

from salesaudit.knowledge.claims import claims, claims_of


@pytest.mark.parametrize(("source", "count"), [("S0", 39), ("S1", 43), ("S2", 24), ("S3", 29), ("S4", 34)])
def test_every_claim_of_a_source_is_there_in_order(source: str, count: int) -> None:
    numbers = [claim.id for claim in claims().values() if claim.source == source]

    assert numbers == [f"{source}-{number:02}" for number in range(1, count + 1)]


def test_the_disagreements_follow_the_claims() -> None:
    assert [claim.id for claim in claims().values() if claim.source is None] == [f"C{n}" for n in range(1, 12)]


def test_a_claim_is_carried_or_left_out_with_a_reason() -> None:
    for claim in claims().values():
        assert bool(claim.rules or claim.facts or claim.questions) != (claim.left_out is not None), claim.id


def test_no_two_claims_are_told_in_the_same_words() -> None:
    for lang in ("ru", "en"):
        assert len({claim.text.in_(lang) for claim in claims().values()}) == len(claims())


def test_the_limit_of_sixty_percent_is_carried_by_the_rule_on_the_leaders_time() -> None:
    assert claims()["S1-39"].rules == ("LDR002",)
    assert claims()["S1-39"].facts == ("roles.*.time.selling",)
    assert claims()["S1-39"] in claims_of("LDR002")
