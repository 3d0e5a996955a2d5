"""IMP: said, written, done."""

from __future__ import annotations

import pytest

from salesaudit.audit.phrases import sentence
from tests.builders import finding, needs, outcomes, reason, report

SECTIONS = {
    "functions": "functions: {advertising: {ENTRY}}",
    "processes": "processes: {funnel: {ENTRY}}",
    "elements": "elements: {scripts: {ENTRY}}",
    "policies": "policies: {terms: {ENTRY}, volume: OK, price: OK, discount: OK, customer: OK, product: OK}",
    "handoffs": "handoffs: [{from: sales, to: production, ENTRY}]",
    "links": "strategy: {goals: [{metric: revenue}], links: {coverage: {ENTRY}, plan: OK, incentives: OK, "
    "sales_model: OK}}",
}
CHANNELS = "lead_generation: {channels:"
CALLS = f"{CHANNELS} {{calls: {{kind: direct}}, ads: {{}}}}}}"
ADVERTS = f"{CHANNELS} {{ads: {{kind: advertising}}}}}}"
COMPANY = "company: {name: A, headcount: 60, market: b2b, as_of: 2026-11-01}\n"


def written(section: str, entry: str, company: str = COMPANY) -> str:
    """Write a company with one entry of a section, and with the others in order where there is a fixed number."""
    return company + SECTIONS[section].replace("ENTRY", entry).replace("OK", "{state: practised, reviewed: 2026-10-01}")


def policies(**states: str) -> str:
    """Write the answers to the five questions, practised unless said otherwise."""
    answers = dict.fromkeys(("volume", "price", "discount", "customer", "product", "terms"), "practised") | states
    return "policies: {" + ", ".join(f"{id_}: {state}" for id_, state in answers.items()) + "}"


def links(**states: str) -> str:
    """Write a course and what is tied to it, practised unless said otherwise."""
    tied = dict.fromkeys(("coverage", "incentives", "plan", "sales_model"), "practised") | states
    listed = ", ".join(f"{id_}: {state}" for id_, state in tied.items())
    return f"strategy: {{state: practised, goals: [{{metric: revenue}}], links: {{{listed}}}}}"


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
    text = COMPANY + "handoffs: none\nstrategy: none"
    assert reason(text, rule, "handoffs")[0] == "section_is_empty"
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
        "Only talked about, not written down (elements of the sales system): presentation, "
        "product knowledge base and our_own"
    )
    assert said.path == ("elements", "presentation", "state")


def test_one_that_is_so_decides_whatever_the_others_are() -> None:
    text = COMPANY + "elements: {scripts: unknown, kb_product: STATE}"
    assert outcomes(text.replace("STATE", "spoken"), "IMP001")["elements"] == "fail"
    assert outcomes(text.replace("STATE", "practised"), "IMP001")["elements"] == "unknown"


def test_the_funnel_has_its_name_among_processes() -> None:
    text = COMPANY + "processes: {funnel: written, intake: {title: Intake, state: written}}"
    assert sentence(finding(text, "IMP002"), "en").endswith(
        "Written down but not done (processes): sales funnel and Intake"
    )


def test_imp003_says_the_limit_and_names_the_first_place() -> None:
    said = finding(
        COMPANY + "elements: {scripts: {reviewed: 2024-01-01}, kb_product: {reviewed: 2026-10-01}}", "IMP003"
    )
    assert sentence(said, "en").endswith("Not reviewed for more than 12 months (elements of the sales system): scripts")
    assert said.path == ("elements", "scripts", "reviewed")


# --- what other rules tell first --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("why", "text", "section", "outcome"),
    [
        ("the plan's link is LDR010's", links(plan="spoken"), "links", "pass"),
        ("other links are told", links(coverage="spoken"), "links", "fail"),
        ("a spoken price is REP007's", policies(price="spoken"), "policies", "pass"),
        (
            "a discount without a limit is REP007's",
            policies(discount="{state: spoken, limit: none}"),
            "policies",
            "pass",
        ),
        ("a spoken limit is told", policies(discount="{state: spoken, limit: 5%}"), "policies", "fail"),
        (
            "without sellers nobody else tells a spoken price",
            f"roles: {{owner: {{}}}}\n{policies(price='spoken')}",
            "policies",
            "fail",
        ),
        ("nobody knows whether there is a limit", policies(discount="spoken"), "policies", "unknown"),
        ("spoken lists are REP002's", f"elements: {{lead_lists: spoken}}\n{CALLS}", "elements", "pass"),
        ("as a function too", f"functions: {{lead_lists: {{state: spoken}}}}\n{CALLS}", "functions", "pass"),
        ("other elements are told", f"elements: {{price_list: spoken}}\n{CALLS}", "elements", "fail"),
        ("other functions are told", f"functions: {{lead_sources: {{state: spoken}}}}\n{CALLS}", "functions", "fail"),
        ("customers come by themselves", f"elements: {{lead_lists: spoken}}\n{ADVERTS}", "elements", "fail"),
        ("no channels bring anybody", f"elements: {{lead_lists: spoken}}\n{CHANNELS} none}}", "elements", "pass"),
        ("nobody knows how customers come", "elements: {lead_lists: spoken}", "elements", "unknown"),
    ],
)
def test_imp001_leaves_to_others_what_is_theirs(why: str, text: str, section: str, outcome: str) -> None:
    assert outcomes(COMPANY + text, "IMP001")[section] == outcome, why


@pytest.mark.parametrize(
    ("company", "text", "missing"),
    [
        (COMPANY.replace("market: b2b, ", ""), CALLS, "company.market"),
        (COMPANY, "", "lead_generation.channels"),
        (COMPANY, f"{CHANNELS} {{ads: {{}}}}}}", "lead_generation.channels.ads.kind"),
        (COMPANY, f"{CHANNELS} {{ads: {{}}, fair: {{kind: promotion}}}}}}", "lead_generation.channels.ads.kind"),
        (COMPANY, f"{CHANNELS} {{fair: {{kind: promotion}}, ads: {{}}}}}}", "lead_generation.channels.ads.kind"),
    ],
)
def test_imp001_asks_what_decides_whose_the_lists_are(company: str, text: str, missing: str) -> None:
    assert needs(f"{company}elements: {{lead_lists: spoken}}\n{text}", "IMP001", "elements") == {missing}


def test_imp001_lists_for_consumers_are_nobody_elses() -> None:
    text = COMPANY.replace("b2b", "b2c") + "elements: {lead_lists: spoken}"
    assert outcomes(text, "IMP001")["elements"] == "fail"


@pytest.mark.parametrize(
    ("why", "text", "outcome"),
    [
        ("a vague answer is POL002's", policies(volume="{state: spoken, value: максимум}"), "not applicable"),
        ("so is one that nobody can name", policies(volume="{state: spoken, value: none}"), "not applicable"),
        ("a clear one is not", policies(volume="{state: spoken, value: 40 млн в год}"), "fail"),
        ("nor one that nobody has told", policies(volume="spoken"), "fail"),
        ("a limit answers", policies(terms="{state: spoken, value: по ситуации, max_deferral: 9d}"), "fail"),
        ("others are named", policies(volume="{state: spoken, value: максимум}", terms="spoken"), "fail"),
        ("others are not known", policies(volume="{state: spoken, value: максимум}", terms="unknown"), "unknown"),
    ],
)
def test_imp001_an_answer_that_says_nothing_need_not_be_written_down(why: str, text: str, outcome: str) -> None:
    assert outcomes(COMPANY + text, "IMP001")["policies"] == outcome, why
    if outcome == "not applicable":
        assert reason(COMPANY + text, "IMP001", "policies") == ("said_by_other_rule", {"rule": "POL002"})
    if why == "others are named":
        assert "максимум" not in sentence(finding(COMPANY + text, "IMP001"), "ru")
        assert finding(COMPANY + text, "IMP001").path == ("policies", "terms", "state")


@pytest.mark.parametrize("text", [links(plan="written"), policies(price="written"), "elements: {lead_lists: written}"])
def test_imp002_leaves_nothing_to_others(text: str) -> None:
    assert "fail" in outcomes(COMPANY + text, "IMP002").values()


@pytest.mark.parametrize(
    ("text", "section", "missing"),
    [
        ("policies: {price: practised}", "policies", "policies.terms.state"),
        ("strategy: {goals: [{metric: revenue}], links: {plan: practised}}", "links", "strategy.links.coverage.state"),
    ],
)
def test_where_the_number_is_fixed_one_that_is_not_listed_is_not_known(text: str, section: str, missing: str) -> None:
    assert missing in needs(COMPANY + text, "IMP002", section)


# --- size -------------------------------------------------------------------------------------------------------------

MICRO = "company: {name: A, headcount: 10, market: b2b}\n"
NO_SIZE = "company: {name: A, market: b2b}\n"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        (policies(discount="{state: spoken, limit: 5%}"), "fail"),
        (policies(terms="spoken"), "fail"),
        (policies(volume="spoken"), "fail"),
        (policies(price="spoken"), "pass"),
        (policies(customer="spoken", product="spoken"), "pass"),
        (policies(customer="unknown", product="unknown"), "pass"),
    ],
)
def test_imp001_a_micro_company_writes_down_little(text: str, outcome: str) -> None:
    assert outcomes(MICRO + text, "IMP001")["policies"] == outcome


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
        (policies(terms="spoken"), "policies", "fail"),
        (policies(customer="spoken"), "policies", "unknown"),
        (policies(price="spoken"), "policies", "pass"),
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
