"""Every rule's own examples: the bad one trips exactly its rule, the good one is a near miss that trips nothing."""

from __future__ import annotations

import pytest

from salesaudit.audit.phrases import sentence
from salesaudit.rules.catalogue import all_rules
from salesaudit.rules.registry import Rule
from salesaudit.rules.wording import example
from tests.builders import failing, report

SUMMED_UP = {"STR008": {"STR001"}}
"""A headline sums up other rules, so nothing can trip it alone."""

RULES = [pytest.param(rule, id=rule.id) for rule in all_rules()]


def profile_of(rule: Rule) -> str:
    return "balanced" if rule.default_on else "organizer"


@pytest.mark.parametrize("rule", RULES)
def test_the_bad_example_trips_exactly_its_rule(rule: Rule) -> None:
    shown = example(rule.id)
    assert failing(shown.bad, profile_of(rule), shown.attached) == {rule.id} | SUMMED_UP.get(rule.id, set())


@pytest.mark.parametrize("rule", RULES)
def test_the_good_example_is_judged_and_trips_nothing(rule: Rule) -> None:
    shown = example(rule.id)
    result = report(shown.good, profile_of(rule), shown.attached)
    assert {finding.rule for finding in result.findings} == set()
    assert rule.id in {passed.rule for passed in result.passed}


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("rule", RULES)
def test_the_sentence_of_the_bad_example_is_whole(rule: Rule, lang: str) -> None:
    shown = example(rule.id)
    for finding in report(shown.bad, profile_of(rule), shown.attached).findings:
        text = sentence(finding, lang)
        assert text
        assert "{" not in text
