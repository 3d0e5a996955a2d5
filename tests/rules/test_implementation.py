"""IMP: said, written, done."""

from __future__ import annotations

import pytest

from salesaudit.audit.phrases import sentence
from tests.builders import finding, needs, outcomes, reason, report

SECTIONS = {
    "functions": "functions: {advertising: {ENTRY}}",
    "processes": "processes: {funnel: {ENTRY}}",
    "elements": "elements: {scripts: {ENTRY}}",
    "policies": "policies: {terms: {ENTRY}}",
    "handoffs": "handoffs: [{from: sales, to: production, ENTRY}]",
    "links": "strategy: {state: practised, goals: [{metric: revenue}], links: {coverage: {ENTRY}}}",
}
COMPANY = "company: {name: A, headcount: 60, market: b2b, as_of: 2026-11-01}\n"


def written(section: str, entry: str, company: str = COMPANY) -> str:
    return company + SECTIONS[section].replace("ENTRY", entry)


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize(
    ("state", "spoken", "on_paper"),
    [
        ("absent", "pass", "pass"),
        ("spoken", "fail", "pass"),
        ("written", "pass", "fail"),
        ("practised", "pass", "pass"),
        ("reviewed", "pass", "pass"),
        ("unknown", "unknown", "unknown"),
    ],
)
def test_each_section_is_judged_by_its_states(section: str, state: str, spoken: str, on_paper: str) -> None:
    text = written(section, f"state: {state}")
    assert outcomes(text, "IMP001")[section] == spoken
    assert outcomes(text, "IMP002")[section] == on_paper


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize(
    ("reviewed", "outcome"),
    [("2025-10-31", "fail"), ("2025-11-01", "pass"), ("none", "pass"), ("unknown", "unknown")],
)
def test_each_section_is_judged_by_its_reviews(section: str, reviewed: str, outcome: str) -> None:
    assert outcomes(written(section, f"state: practised, reviewed: {reviewed}"), "IMP003")[section] == outcome


def test_imp003_counts_from_the_day_of_the_description() -> None:
    text = written("elements", "reviewed: 2020-01-01", "company: {name: A, headcount: 60}\n")
    assert outcomes(text, "IMP003")["elements"] == "unknown"
    assert needs(text, "IMP003", "elements") == {"company.as_of"}


@pytest.mark.parametrize("rule", ["IMP001", "IMP002", "IMP003"])
def test_what_is_not_described_is_not_judged(rule: str) -> None:
    text = COMPANY + "functions: none\nprocesses: none\nelements: none\npolicies: none\nhandoffs: none\nstrategy: none"
    assert outcomes(text, rule) == dict.fromkeys(SECTIONS, "not applicable")
    assert {reason(text, rule, section)[0] for section in SECTIONS if section != "links"} == {"section_is_empty"}
    assert reason(text, rule, "links")[0] == "no_strategy"
    assert outcomes(COMPANY, rule) == dict.fromkeys(SECTIONS, "unknown")
    assert needs(COMPANY, rule, "functions") == {"functions"}
    assert needs(COMPANY, rule, "links") == {"strategy.links"}
    assert needs(COMPANY, rule, "elements") == {"elements"}
    assert needs(COMPANY, rule, "policies") == {"policies"}


def test_one_finding_a_section_lists_what_is_so_and_stands_at_the_first() -> None:
    text = (
        COMPANY + "elements: {scripts: practised, kb_product: spoken, presentation: {state: spoken}, our_own: spoken}"
    )
    said = finding(text, "IMP001")
    assert sentence(said, "en") == (
        "Under “elements of the sales system”, talked about but not written down: presentation, "
        "product knowledge base and our_own"
    )
    assert said.path == ("elements", "presentation", "state")


def test_one_that_is_so_decides_whatever_the_others_are() -> None:
    text = COMPANY + "elements: {scripts: unknown, kb_product: STATE}"
    assert outcomes(text.replace("STATE", "spoken"), "IMP001")["elements"] == "fail"
    assert outcomes(text.replace("STATE", "practised"), "IMP001")["elements"] == "unknown"


def test_the_funnel_has_its_name_among_processes() -> None:
    text = COMPANY + "processes: {funnel: written, intake: {title: Intake, state: written}}"
    assert sentence(finding(text, "IMP002"), "en").endswith("written down but not done: sales funnel and Intake")


def test_imp003_says_the_limit_and_names_the_first_place() -> None:
    said = finding(
        COMPANY + "elements: {scripts: {reviewed: 2024-01-01}, kb_product: {reviewed: 2026-10-01}}", "IMP003"
    )
    assert sentence(said, "en").endswith("not reviewed for more than 12 months: scripts")
    assert said.path == ("elements", "scripts", "reviewed")


# --- what other rules tell first --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("why", "text", "section", "outcome"),
    [
        (
            "the plan's link is LDR010's",
            "strategy: {state: practised, goals: [{metric: revenue}], links: {plan: spoken}}",
            "links",
            "pass",
        ),
        ("a spoken price is REP007's", "policies: {price: spoken}", "policies", "pass"),
        (
            "a discount without a limit is REP007's",
            "policies: {discount: {state: spoken, limit: none}}",
            "policies",
            "pass",
        ),
        ("a spoken limit is not", "policies: {discount: {state: spoken, limit: 5%}}", "policies", "fail"),
        ("nobody knows whether there is a limit", "policies: {discount: spoken}", "policies", "unknown"),
        ("spoken lists are REP002's", "elements: {lead_lists: spoken}", "elements", "pass"),
        ("as a function too", "functions: {lead_lists: {state: spoken}}", "functions", "pass"),
        (
            "customers come by themselves",
            "elements: {lead_lists: spoken}\nlead_generation: {channels: {ads: {kind: advertising}}}",
            "elements",
            "fail",
        ),
        ("other functions are told", "functions: {lead_sources: {state: spoken}}", "functions", "fail"),
        (
            "other links are told",
            "strategy: {state: practised, goals: [{metric: revenue}], links: {coverage: spoken}}",
            "links",
            "fail",
        ),
    ],
)
def test_imp001_leaves_to_others_what_is_theirs(why: str, text: str, section: str, outcome: str) -> None:
    assert outcomes(COMPANY + text, "IMP001")[section] == outcome, why


def test_imp001_lists_for_consumers_are_nobody_elses() -> None:
    lists = "elements: {lead_lists: spoken}"
    assert outcomes(COMPANY.replace("b2b", "b2c") + lists, "IMP001")["elements"] == "fail"
    unknown = COMPANY.replace("market: b2b, ", "") + lists
    assert outcomes(unknown, "IMP001")["elements"] == "unknown"
    assert needs(unknown, "IMP001", "elements") == {"company.market"}


@pytest.mark.parametrize(
    "text",
    [
        "strategy: {state: practised, goals: [{metric: revenue}], links: {plan: written}}",
        "policies: {price: written}",
        "elements: {lead_lists: written}",
    ],
)
def test_imp002_leaves_nothing_to_others(text: str) -> None:
    assert "fail" in outcomes(COMPANY + text, "IMP002").values()


# --- size -------------------------------------------------------------------------------------------------------------

MICRO = "company: {name: A, headcount: 10, market: b2b}\n"
NO_SIZE = "company: {name: A, market: b2b}\n"


@pytest.mark.parametrize(
    ("policy", "outcome"),
    [
        ("discount: {state: spoken, limit: 5%}", "fail"),
        ("terms: spoken", "fail"),
        ("volume: spoken", "fail"),
        ("price: spoken", "pass"),
        ("customer: spoken", "pass"),
        ("product: spoken", "pass"),
    ],
)
def test_imp001_a_micro_company_writes_down_little(policy: str, outcome: str) -> None:
    assert outcomes(f"{MICRO}policies: {{{policy}}}", "IMP001")["policies"] == outcome


def test_imp001_in_a_micro_company_is_a_remark_about_policies_only() -> None:
    assert finding(MICRO + "policies: {terms: spoken}", "IMP001").severity == "low"
    for section in SECTIONS:
        if section != "policies":
            assert reason(written(section, "state: spoken", MICRO), "IMP001", section)[0] == "band"


@pytest.mark.parametrize(
    ("text", "section", "outcome"),
    [
        ("elements: {scripts: spoken}", "elements", "unknown"),
        ("elements: {scripts: practised}", "elements", "pass"),
        ("policies: {terms: spoken}", "policies", "fail"),
        ("policies: {customer: spoken}", "policies", "unknown"),
        ("policies: {price: spoken}", "policies", "pass"),
    ],
)
def test_imp001_while_the_size_is_not_known(text: str, section: str, outcome: str) -> None:
    assert outcomes(NO_SIZE + text, "IMP001")[section] == outcome
    if outcome == "unknown":
        assert needs(NO_SIZE + text, "IMP001", section) == {"company.headcount"}


@pytest.mark.parametrize(
    ("rule", "entry", "severities"),
    [
        ("IMP001", "state: spoken", "low medium medium medium"),
        ("IMP002", "state: written", "- medium high high"),
        ("IMP003", "reviewed: 2020-01-01", "- low low medium"),
    ],
)
def test_severity_by_size(rule: str, entry: str, severities: str) -> None:
    for headcount, severity in zip((10, 60, 150, 400), severities.split(), strict=True):
        text = written("policies", entry, COMPANY.replace("60", str(headcount)))
        assert [f.severity for f in report(text).findings if f.rule == rule] == ([] if severity == "-" else [severity])
