"""LDR: the sales leader as manager, seller and integrator."""

from __future__ import annotations

from dataclasses import replace

import pytest

from salesaudit.audit.engine import audit
from salesaudit.audit.phrases import sentence
from salesaudit.audit.profile import load_profile
from salesaudit.rules.steps import StepTable
from salesaudit.rules.wording import example
from tests.builders import finding, needs, org, outcomes, report

LEAD = (
    "market_assessment", "staff_matching", "role_distribution", "client_distribution", "planning",
    "motivation_system", "sales_hiring", "sales_training", "process_control",
)  # fmt: skip
SHARES = "{selling: 20%, leading: 60%, integrating: 10%, admin: 10%}"


def reasons(text: str, rule: str) -> set[str]:
    """Return why a rule does not apply, with the rule that speaks instead."""
    skipped = [skipped for skipped in report(text).not_applicable if skipped.rule == rule]
    return {" ".join((skip.reason, *skip.values.values())) for skip in skipped}


def team(sellers: int, leader: str, headcount: int = 60, more: str = "") -> str:
    """Write a company with a leader and so many sellers."""
    return (
        f"company: {{name: Test, headcount: {headcount}}}\n"
        "roles:\n"
        f"  head_of_sales: {leader}\n"
        f"  sales_rep: {{count: {sellers}, reports_to: head_of_sales}}\n{more}"
    )


def functions(**responsible: str) -> str:
    """Write functions as ``name="who/accountable"``."""
    lines = [
        f"  {name}: {{responsible: {who.partition('/')[0]}"
        + (f", accountable: {who.partition('/')[2]}" if "/" in who else "")
        + "}\n"
        for name, who in responsible.items()
    ]
    return "functions:\n" + "".join(lines)


# --- LDR001 ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("why", "text", "outcome"),
    [
        ("a head of sales leads", "roles: {head_of_sales: {}}", "pass"),
        ("a commercial director leads", "roles: {commercial_director: {}}", "pass"),
        ("a sales department names its leader", "roles: {it: {}}\ndepartments: {sales: {leader: it}}", "pass"),
        ("nobody could lead", "roles: {sales_rep: {}}", "fail"),
        ("an owner who plans leads", "roles: {owner: {}}\nfunctions: {planning: {responsible: owner}}", "pass"),
        (
            "an owner who leads nothing does not",
            "roles: {owner: {}}\n" + functions(**dict.fromkeys(LEAD, "none")),
            "fail",
        ),
        ("a ceo may lead, nobody has said", "roles: {ceo: {}}", "unknown"),
        ("nothing is known of roles", "", "unknown"),
        (
            "a company of one needs no leader",
            "company: {name: A, headcount: 1}\nroles: {sales_rep: {}}",
            "not applicable",
        ),
    ],
)
def test_ldr001_somebody_leads_sales(why: str, text: str, outcome: str) -> None:
    assert set(outcomes(text, "LDR001").values()) == {outcome}, why


def test_ldr001_points_at_the_roles() -> None:
    assert finding("roles: {sales_rep: {}}", "LDR001").path == ("roles",)


# --- LDR002 ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sellers", "limit"), [(1, 60), (2, 60), (3, 50), (4, 50), (5, 35), (7, 35), (8, 20), (12, 20), (13, 10)]
)
def test_ldr002_the_limit_falls_with_each_hire(sellers: int, limit: int) -> None:
    within, over = (team(sellers, f"{{time: {{selling: {share}%}}}}") for share in (limit, limit + 1))
    assert outcomes(within, "LDR002") == {"head_of_sales": "pass"}
    assert outcomes(over, "LDR002") == {"head_of_sales": "fail"}


@pytest.mark.parametrize(
    ("sellers", "selling", "severity"),
    [
        (3, 60, "medium"),
        (3, 61, "high"),
        (6, 45, "medium"),
        (6, 46, "high"),
        (20, 20, "medium"),
        (20, 21, "high"),
        (2, 65, "high"),
    ],
)
def test_ldr002_a_little_over_is_milder_but_never_above_sixty(sellers: int, selling: int, severity: str) -> None:
    assert finding(team(sellers, f"{{time: {{selling: {selling}%}}}}"), "LDR002").severity == severity


@pytest.mark.parametrize(
    ("headcount", "severity"), [(10, "medium"), (24, "high"), (150, "critical"), (400, "critical")]
)
def test_ldr002_weighs_more_in_a_larger_company(headcount: int, severity: str) -> None:
    assert finding(team(3, "{time: {selling: 90%}}", headcount), "LDR002").severity == severity


@pytest.mark.parametrize(("selling", "outcome"), [(61, "fail"), (60, "unknown"), (11, "unknown"), (10, "pass")])
def test_ldr002_bounds_decide_while_the_team_is_not_counted(selling: int, outcome: str) -> None:
    text = f"roles: {{head_of_sales: {{time: {{selling: {selling}%}}}}, sales_rep: {{}}}}"
    assert outcomes(text, "LDR002") == {"head_of_sales": outcome}
    if outcome == "unknown":
        assert needs(text, "LDR002", "head_of_sales") == {"roles.sales_rep.count"}


def test_ldr002_does_not_count_a_team_that_is_not_known() -> None:
    text = "roles: {head_of_sales: {time: {selling: 75%}}, sales_rep: {}}"
    assert sentence(finding(text, "LDR002"), "en").endswith("more than 60% is too much with any team")


def test_ldr002_does_not_count_the_leader_among_those_led() -> None:
    text = """
        roles: {head_of_sales: {}, sales_rep: {count: 3}}
        people: {petrov: {roles: [head_of_sales, sales_rep], time: {selling: 60%}}}
    """
    assert outcomes(text, "LDR002") == {"petrov": "pass"}
    assert outcomes(text.replace("count: 3", "count: 4"), "LDR002") == {"petrov": "fail"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("roles: {head_of_sales: {time: {selling: 90%}}}", "no_sellers"),
        (
            """
            roles: {head_of_sales: {}, sales_rep: {}}
            people: {a: {roles: [head_of_sales, sales_rep], time: {selling: 90%}}}
            """,
            "no_other_seller",
        ),
    ],
)
def test_ldr002_says_nothing_where_nobody_else_sells(text: str, reason: str) -> None:
    assert reasons(text, "LDR002") == {reason}


def test_ldr002_names_the_share_the_limit_and_the_team() -> None:
    said = finding(team(3, "{time: {selling: 70%}}"), "LDR002")
    assert said.path == ("roles", "head_of_sales", "time", "selling")
    assert "70% of working time selling; the limit for 3 sellers is 50%" in sentence(said, "en")


def two_teams(moscow: str, regions: str, head: str = "time: {selling: 40%}") -> str:
    """Write two heads of sales, each with a department, and five and four sellers."""
    return (
        "company: {name: Test, headcount: 60}\n"
        "departments: {moscow: {component: sales, leader: head}, regions: {component: sales, leader: other_head}}\n"
        "roles:\n"
        "  commercial_director: {}\n"
        f"  head: {{archetype: head_of_sales, department: moscow, reports_to: commercial_director, {head}}}\n"
        "  other_head: {archetype: head_of_sales, department: regions, reports_to: commercial_director}\n"
        f"  sales_rep: {{count: 5, {moscow}}}\n"
        f"  account_manager: {{count: 4, {regions}}}\n"
    )


@pytest.mark.parametrize(
    ("why", "moscow", "regions", "least", "most"),
    [
        ("each team reports to its head", "reports_to: head", "reports_to: other_head", 5, 5),
        ("a department may have a boss elsewhere", "department: moscow", "department: regions", 5, 9),
        ("the second team may be anybody's", "reports_to: head", "department: unknown", 5, 9),
        ("the second team reports past its head", "reports_to: head", "reports_to: commercial_director", 9, 9),
        ("the first head leads both", "reports_to: head", "reports_to: [head, other_head]", 9, 9),
    ],
)
def test_ldr002_the_team_of_another_leader_is_not_counted(
    why: str, moscow: str, regions: str, least: int, most: int
) -> None:
    company = org(two_teams(moscow, regions))
    sellers = company.sellers_led_by(company.worker("head"))
    assert (sellers.low, sellers.high) == (least, most), why


def test_ldr002_whether_the_other_leader_is_below_may_not_be_known() -> None:
    text = two_teams("reports_to: head", "reports_to: other_head")
    loose = text.replace("department: regions, reports_to: commercial_director", "department: regions")
    company = org(loose)
    sellers = company.sellers_led_by(company.worker("head"))
    assert (sellers.low, sellers.high, sellers.needs) == (5, 9, (("roles", "other_head", "reports_to"),))


def test_ldr002_ldr012_the_limit_follows_a_leaders_own_team() -> None:
    teams = ("reports_to: head", "reports_to: other_head")
    text = two_teams(*teams, head="time: {selling: 35%, leading: 40%, admin: 25%}")
    assert outcomes(text, "LDR002")["head"] == "pass"
    assert outcomes(text, "LDR012")["head"] == "pass"
    over = two_teams(*teams, head="time: {selling: 50%, leading: 30%, admin: 20%}")
    findings = {found.rule: found for found in report(over).findings if found.subject.id == "head"}
    said = {rule: sentence(found, "en") for rule, found in findings.items()}
    assert not any("reports_to" in fact.path for fact in findings["LDR002"].evidence)
    assert said["LDR002"].endswith("the limit for 5 sellers is 35%")
    assert said["LDR012"].endswith("5 sellers need at least 40%")


# --- LDR003 ---------------------------------------------------------------------------------------------------------


def star(own: str, other: str, described: str) -> str:
    return f"""
        roles: {{ceo: {{}}, head_of_sales: {{}}, sales_rep: {{}}}}
        people:
          petrov: {{roles: [head_of_sales], results: {{revenue: {own}}}}}
          sidorova: {{roles: [sales_rep], results: {{revenue: {other}}}}}
        functions: {{{described}}}
    """


OF_CEO = "planning: {responsible: ceo, accountable: ceo}, "
THEIRS = "sales_training: {responsible: petrov, accountable: ceo}, "
ANSWERED = "price_lists: {responsible: ceo, accountable: head_of_sales}, "
OPEN = "process_control: {}, "


@pytest.mark.parametrize(
    ("why", "own", "other", "described", "outcome"),
    [
        ("top seller without a function of a leader", "30", "20", OF_CEO, "fail"),
        ("as much as the best seller is top too", "30", "30", OF_CEO, "fail"),
        ("others sell more", "20", "30", OF_CEO, "pass"),
        ("nothing sold is not the top", "0", "0", OF_CEO, "pass"),
        ("half of the functions, done in person, is enough", "30", "20", OF_CEO + THEIRS, "pass"),
        ("half of the functions, answered for by role, is enough", "30", "20", OF_CEO + ANSWERED, "pass"),
        (
            "less than half is not",
            "30",
            "20",
            OF_CEO + "sales_hiring: {responsible: ceo, accountable: ceo}, " + THEIRS,
            "fail",
        ),
        (
            "functions of other groups do not count",
            "30",
            "20",
            OF_CEO + "key_accounts: {responsible: petrov, accountable: petrov}",
            "fail",
        ),
        ("it is not told whose the other one is", "30", "20", OF_CEO + OPEN, "unknown"),
        ("none of the functions is described", "30", "20", "key_accounts: {responsible: petrov}", "unknown"),
        ("others sell more, whatever is described", "20", "30", "key_accounts: {responsible: petrov}", "pass"),
    ],
)
def test_ldr003_a_leader_who_sells_most_also_leads(
    why: str, own: str, other: str, described: str, outcome: str
) -> None:
    assert outcomes(star(own, other, described), "LDR003") == {"petrov": outcome}, why


def test_ldr003_asks_for_the_functions_where_none_is_described() -> None:
    asked = needs(star("30", "20", "key_accounts: {responsible: petrov}"), "LDR003", "petrov")
    assert {"functions.planning", "functions.price_lists"} < asked
    assert "functions.key_accounts" not in asked


@pytest.mark.parametrize(
    ("described", "said"),
    [
        (OF_CEO, "does none of the leader's 1 job"),
        (
            OF_CEO + "sales_hiring: {responsible: ceo, accountable: ceo}, " + THEIRS,
            "does only 1 of the leader's 3 jobs",
        ),
        (
            OF_CEO
            + "sales_hiring: {responsible: ceo, accountable: ceo}, "
            + "motivation_system: {responsible: ceo, accountable: ceo}, "
            + OPEN,
            "does at most 1 of the leader's 4 jobs",
        ),
    ],
)
def test_ldr003_counts_what_is_the_leaders(described: str, said: str) -> None:
    text = finding(star("30", "20", described), "LDR003")
    assert said in sentence(text, "en")
    assert text.path == ("people", "petrov", "results", "revenue")


def test_ldr003_needs_somebody_to_outsell() -> None:
    text = "roles: {head_of_sales: {results: {revenue: 30}}}\nfunctions: {planning: {responsible: none}}"
    assert reasons(text, "LDR003") == {"no_other_seller"}


# --- LDR004, LDR005, LDR006 -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("why", "leader", "outcome"),
    [
        ("sells and cannot say why", "{time: {selling: 1%}, selling_reasons: none}", "fail"),
        ("sells for a reason", "{time: {selling: 40%}, selling_reasons: [vip]}", "pass"),
        ("has a reason, however much", "{selling_reasons: [vip]}", "pass"),
        ("sells, and nobody asked why", "{time: {selling: 40%}}", "unknown"),
        ("no reasons, and nobody knows whether there are deals", "{selling_reasons: none}", "unknown"),
        ("does not sell at all", "{time: {selling: 0%}, selling_reasons: none}", "not applicable"),
    ],
)
def test_ldr004_a_leader_who_sells_says_why(why: str, leader: str, outcome: str) -> None:
    assert outcomes(team(3, leader), "LDR004") == {"head_of_sales": outcome}, why


def test_ldr004_names_the_share_and_why_it_is_silent() -> None:
    assert "spends 1% of the time selling" in sentence(
        finding(team(3, "{time: {selling: 1%}, selling_reasons: none}"), "LDR004"), "en"
    )
    assert reasons(team(3, "{time: {selling: 0%}}"), "LDR004") == {"does_not_sell"}
    assert reasons("roles: {head_of_sales: {time: {selling: 30%}, selling_reasons: none}}", "LDR004") == {"no_sellers"}


@pytest.mark.parametrize(("selling", "outcome"), [("0%", "fail"), ("1%", "pass")])
def test_ldr005_a_leader_meets_customers(selling: str, outcome: str) -> None:
    text = team(3, f"{{time: {{selling: {selling}}}}}")
    assert outcomes(text, "LDR005") == {"head_of_sales": outcome}
    assert outcomes(text, "LDR005", "organizer") == {}


def test_ldr005_is_a_remark_and_not_for_the_smallest() -> None:
    assert finding(team(3, "{time: {selling: 0%}}"), "LDR005").severity == "low"
    assert outcomes(team(3, "{time: {selling: 0%}}", headcount=10), "LDR005") == {None: "not applicable"}
    assert outcomes("company: {name: A}\nroles: {head_of_sales: {time: {selling: 0%}}}", "LDR005") == {None: "unknown"}


@pytest.mark.parametrize(("selling", "outcome"), [(10, "pass"), (11, "fail")])
def test_ldr006_an_organizer_does_not_sell(selling: int, outcome: str) -> None:
    text = team(3, f"{{time: {{selling: {selling}%}}}}")
    assert outcomes(text, "LDR006", "organizer") == {"head_of_sales": outcome}
    assert outcomes(text, "LDR006") == {}


@pytest.mark.parametrize(("headcount", "severity"), [(10, "low"), (24, "medium"), (150, "high"), (400, "high")])
def test_ldr006_weighs_more_in_a_larger_company(headcount: int, severity: str) -> None:
    [found] = [
        f for f in report(team(3, "{time: {selling: 11%}}", headcount), "organizer").findings if f.rule == "LDR006"
    ]
    assert found.severity == severity


def test_the_organizer_profile_takes_the_strict_view_only() -> None:
    text = team(3, "{time: {selling: 69%}, selling_reasons: [vip]}")
    assert {found.rule for found in report(text, "organizer").findings} == {"LDR006"}
    assert {found.rule for found in report(text).findings} == {"LDR002"}


# --- LDR007, LDR008 -------------------------------------------------------------------------------------------------

PEOPLE = """
roles:
  owner: {}
  ceo: {reports_to: owner}
  commercial_director: {reports_to: ceo}
  head_of_sales: {reports_to: commercial_director}
  sales_rep: {reports_to: head_of_sales}
  head_of_marketing: {reports_to: ceo}
  marketer: {reports_to: head_of_marketing}
  lead_generator: {reports_to: head_of_marketing}
  head_of_finance: {reports_to: ceo}
  it: {reports_to: ceo}
"""


@pytest.mark.parametrize(
    ("why", "function", "who", "outcome"),
    [
        ("nobody does it", "price_lists", "none", "fail"),
        ("nobody does it, whoever answers", "price_lists", "none/head_of_sales", "fail"),
        ("the sales leader does it", "price_lists", "head_of_sales", "pass"),
        ("the sales leader answers for it", "price_lists", "it/head_of_sales", "pass"),
        ("somebody above the leader does it", "workplaces", "commercial_director/commercial_director", "pass"),
        ("the owner does it", "workplaces", "owner/owner", "pass"),
        ("the vocabulary names marketing", "lead_sources", "head_of_marketing/head_of_marketing", "pass"),
        ("above the one whom the vocabulary names", "lead_lists", "head_of_marketing/none", "pass"),
        ("another owner is a remark", "price_lists", "head_of_finance/head_of_finance", "fail"),
        ("another owner without an answer is a remark too", "communications", "it/none", "fail"),
        ("who answers may be right yet", "communications", "it", "unknown"),
        ("sellers who search are another rule's", "lead_lists", "sales_rep/none", "not applicable"),
        ("sellers who make materials are not", "presentation_materials", "sales_rep/none", "fail"),
        ("the leader answers, nobody asked who does it", "price_lists", "unknown/head_of_sales", "unknown"),
    ],
)
def test_ldr007_organising_is_done_by_the_leader(why: str, function: str, who: str, outcome: str) -> None:
    assert outcomes(PEOPLE + functions(**{function: who}), "LDR007")[function] == outcome, why


def test_ldr007_judges_what_is_not_listed_as_unknown() -> None:
    found = outcomes(PEOPLE + functions(price_lists="none"), "LDR007")
    assert found.pop("price_lists") == "fail"
    assert found == dict.fromkeys(
        ("value_proposition", "lead_sources", "lead_lists", "workplaces", "communications", "presentation_materials"),
        "unknown",
    )


def test_ldr007_another_owner_is_only_a_remark() -> None:
    company = "company: {name: A, headcount: 400}\n"
    undone = finding(company + PEOPLE + functions(price_lists="none"), "LDR007")
    elsewhere = finding(company + PEOPLE + functions(price_lists="head_of_finance/it"), "LDR007")
    assert (undone.severity, elsewhere.severity) == ("high", "low")
    assert sentence(undone, "en") == "Price lists: nobody takes care of it"
    assert "taken care of by finance director and IT, not by the sales leader" in sentence(elsewhere, "en")
    assert [fact.path for fact in undone.evidence] == [("functions", "price_lists", "responsible")]
    answered = finding(company + PEOPLE + functions(price_lists="none/it"), "LDR007")
    assert len(answered.evidence) == 1


def test_ldr007_the_leader_of_that_part_of_the_business_is_right() -> None:
    marketing = "departments: {adverts: {component: lead_generation, leader: marketer}, other: {leader: it}}\n"
    text = PEOPLE + functions(lead_sources="marketer/marketer")
    assert outcomes(text, "LDR007")["lead_sources"] == "fail"
    assert outcomes(text + marketing, "LDR007")["lead_sources"] == "pass"
    assert outcomes(text.replace("lead_sources", "workplaces") + marketing, "LDR007")["workplaces"] == "fail"
    untold = "departments: {adverts: {leader: marketer}, other: {leader: it}}\n"
    assert needs(text + untold, "LDR007", "lead_sources") == {"departments.adverts.component"}


def test_ldr007_says_which_rule_speaks_of_searching_sellers() -> None:
    assert "said_by_other_rule REP001" in reasons(PEOPLE + functions(lead_sources="sales_rep/none"), "LDR007")


@pytest.mark.parametrize(
    ("why", "who", "outcome"),
    [
        ("nobody does it", "none", "fail"),
        ("nobody does it, whoever answers", "none/head_of_sales", "fail"),
        ("the leader answers", "sales_rep/head_of_sales", "pass"),
        ("somebody above the leader answers", "sales_rep/commercial_director", "pass"),
        ("the ceo answers", "it/ceo", "pass"),
        ("another leader answers", "it/head_of_marketing", "fail"),
        ("the leader does it, another answers", "head_of_sales/head_of_finance", "fail"),
        ("the leader does it, nobody answers", "head_of_sales/none", "pass"),
        ("others do it, nobody answers", "it/none", "fail"),
        ("it is not told who answers", "it", "unknown"),
        ("it is not told who does it", "unknown/head_of_sales", "unknown"),
    ],
)
def test_ldr008_leading_is_answered_for_by_the_leader(why: str, who: str, outcome: str) -> None:
    assert outcomes(PEOPLE + functions(sales_training=who), "LDR008")["sales_training"] == outcome, why


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("none", "Training sellers: nobody takes care of it"),
        ("it/head_of_finance", "Training sellers: it is up to finance director, not to the sales leader"),
        ("it/none", "somebody to do it (IT), but nobody answers for the result"),
    ],
)
def test_ldr008_says_what_is_missing(who: str, said: str) -> None:
    found = finding("company: {name: A, headcount: 24}\n" + PEOPLE + functions(sales_training=who), "LDR008")
    assert said in sentence(found, "en")
    assert (len(found.evidence) == 1) is (who == "none")
    assert found.path[-1] == ("responsible" if who == "none" else "accountable")
    assert found.severity == "medium"


@pytest.mark.parametrize("top", ["owner", "ceo"])
def test_ldr008_an_owner_or_a_ceo_may_answer_whoever_leads(top: str) -> None:
    text = f"roles: {{{top}: {{}}, it: {{}}}}\n" + functions(sales_training=f"it/{top}")
    assert outcomes(text, "LDR008")["sales_training"] == "pass"


def test_ldr008_without_a_leader_only_hands_can_be_judged() -> None:
    roles = "roles: {sales_rep: {}, it: {}}\n"
    assert outcomes(roles + functions(planning="it/it"), "LDR008")["planning"] == "not applicable"
    assert reasons(roles + functions(planning="it/it"), "LDR008") == {"no_sales_leader"}
    assert outcomes(roles + functions(planning="none/it"), "LDR008")["planning"] == "fail"
    assert outcomes("company: {name: A, headcount: 1}\n" + roles + functions(planning="none"), "LDR008") == {
        None: "not applicable"
    }


# --- LDR009 ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("why", "leader", "outcome"),
    [
        ("effort is no plan", "{kpis: [calls, deals]}", "fail"),
        ("no measures, no plan", "{kpis: none}", "fail"),
        ("the revenue plan", "{kpis: [calls, revenue_plan]}", "pass"),
        ("the revenue plan beside plain revenue", "{kpis: [revenue, revenue_plan], plan: none}", "pass"),
        ("gross profit", "{kpis: [gross_profit]}", "pass"),
        ("margin", "{kpis: [margin]}", "pass"),
        ("payments received", "{kpis: [payments]}", "pass"),
        ("revenue with a plan for it", "{kpis: [revenue], plan: {revenue: 10}}", "pass"),
        ("revenue without a plan", "{kpis: [revenue], plan: none}", "fail"),
        ("revenue, and nobody asked about a plan", "{kpis: [revenue]}", "unknown"),
        ("a plan beside other measures is not a measure", "{kpis: [calls], plan: {revenue: 10}}", "fail"),
        ("words of their own may mean the plan", "{kpis: [план отдела]}", "unknown"),
        ("nobody asked", "{}", "unknown"),
    ],
)
def test_ldr009_a_leader_is_held_to_the_plan(why: str, leader: str, outcome: str) -> None:
    assert outcomes(team(3, leader), "LDR009") == {"head_of_sales": outcome}, why


def test_ldr009_leaves_an_owner_alone() -> None:
    text = "roles: {owner: {kpis: none}}\nfunctions: {planning: {responsible: owner}}"
    assert reasons(text, "LDR009") == {"owner_is_leader"}


def test_ldr009_says_where_there_is_no_measure_at_all() -> None:
    assert "no measures at all" in sentence(finding(team(3, "{kpis: none}"), "LDR009"), "en")
    assert "no plan among the measures" in sentence(finding(team(3, "{kpis: [calls]}"), "LDR009"), "en")


# --- LDR010 ---------------------------------------------------------------------------------------------------------


def course(link: str = "practised", goals: str = "revenue", leader: str = "{plan: {revenue: 10}, kpis: none}") -> str:
    listed = ", ".join(f"{{metric: {goal}}}" for goal in goals.split(","))
    return f"""
        company: {{name: A, headcount: 24}}
        strategy: {{state: practised, goals: [{listed}], links: {{plan: {link}}}}}
        roles: {{head_of_sales: {leader}}}
    """


@pytest.mark.parametrize(
    ("why", "text", "outcome"),
    [
        ("tied and in the goals", course(), "pass"),
        ("written is enough here", course("written"), "pass"),
        ("only talked about", course("spoken"), "fail"),
        ("absent is said by another rule", course("absent"), "not applicable"),
        ("the link is not known", course("unknown"), "unknown"),
        ("the plan is in other things than the goals", course(goals="new_customers,company_profit"), "fail"),
        ("so it is, whatever the link", course("unknown", goals="new_customers"), "fail"),
        ("one of the goals is enough", course(goals="new_customers,revenue"), "pass"),
        ("metrics of one family are the same", course(leader="{plan: none, kpis: [revenue_plan]}"), "pass"),
        ("payments are revenue that has arrived", course(leader="{plan: {payments: 10}}"), "pass"),
        ("a measure counts as the plan", course(goals="new_customers", leader="{plan: none, kpis: [margin]}"), "fail"),
        (
            "plain revenue is no plan yet",
            course(goals="new_customers", leader="{plan: none, kpis: [revenue, calls]}"),
            "pass",
        ),
        (
            "a revenue plan is a plan",
            course(goals="new_customers", leader="{plan: none, kpis: [revenue_plan]}"),
            "fail",
        ),
        ("payments are a plan", course(goals="new_customers", leader="{plan: none, kpis: [payments]}"), "fail"),
        ("the leader's plan is not known", course(leader="{kpis: none}"), "unknown"),
        (
            "the leader's measures are not known",
            course(goals="new_customers", leader="{plan: {revenue: 10}}"),
            "unknown",
        ),
        ("a goal in the company's own words may mean it", course(goals="рост"), "unknown"),
        ("a known goal goes before one in own words", course(goals="рост,revenue"), "pass"),
        ("a family's name is own words too", course(goals="profit"), "unknown"),
        ("no plan is not this rule's", course(leader="{plan: none, kpis: none}"), "pass"),
        ("without a course there is nothing to tie to", "strategy: none", "not applicable"),
    ],
)
def test_ldr010_the_plan_follows_the_course(why: str, text: str, outcome: str) -> None:
    assert set(outcomes(text, "LDR010").values()) == {outcome}, why


def test_ldr010_says_what_does_not_meet() -> None:
    assert reasons(course("absent"), "LDR010") == {"said_by_other_rule STR003"}
    assert reasons("company: {name: A, headcount: 24}\nstrategy: none", "LDR010") == {"no_strategy"}
    said = sentence(finding(course(goals="new_customers"), "LDR010"), "en")
    assert said == "The sales leader's plan (revenue) matches none of the company's goals (new customers)"
    assert finding(course(goals="new_customers"), "LDR010").path == ("roles", "head_of_sales")
    assert finding(course("spoken"), "LDR010").path == ("strategy", "links", "plan", "state")
    assert outcomes(course("spoken").replace("24", "10"), "LDR010") == {None: "not applicable"}


# --- LDR011 ---------------------------------------------------------------------------------------------------------


def span(market: str, people: int, selling: str = "10%", role: str = "sales_rep", more: str = "") -> str:
    return f"""
        company: {{name: A, headcount: 60{market and f", market: {market}"}}}
        roles:
          owner: {{}}
          ceo: {{}}
          head_of_sales: {{reports_to: ceo{selling and f", time: {{selling: {selling}}}"}}}
          {role}: {{count: {people}, reports_to: head_of_sales}}
          {more}
    """


@pytest.mark.parametrize(
    ("why", "text", "outcome"),
    [
        ("eight in b2b", span("b2b", 8), "pass"),
        ("nine in b2b", span("b2b", 9), "fail"),
        ("selling to both is counted as b2b", span("both", 9), "fail"),
        ("twelve in b2c", span("b2c", 12), "pass"),
        ("thirteen in b2c", span("b2c", 13), "fail"),
        ("twelve in a call centre", span("b2b", 12, role="call_centre_operator"), "pass"),
        ("thirteen in a call centre", span("b2b", 13, role="call_centre_operator"), "fail"),
        (
            "not a call centre alone",
            span("b2b", 8, role="call_centre_operator", more="it: {count: 1, reports_to: head_of_sales}"),
            "fail",
        ),
        ("five under one who sells", span("b2c", 5, "31%"), "pass"),
        ("six under one who sells", span("b2c", 6, "31%"), "fail"),
        ("thirty per cent is not selling yet", span("b2b", 8, "30%"), "pass"),
        ("five under anyone", span("", 5, ""), "pass"),
        ("six, and nobody knows how much the leader sells", span("b2b", 6, ""), "unknown"),
        ("nine, and nobody knows the market", span("", 9), "unknown"),
        ("eight in any market", span("", 8), "pass"),
        (
            "perhaps not a call centre alone",
            span("b2b", 9, role="call_centre_operator", more="it: {count: 1}"),
            "unknown",
        ),
        ("thirteen in any market", span("", 13, ""), "fail"),
        ("others report elsewhere", span("b2b", 8, more="it: {count: 9, reports_to: ceo}"), "pass"),
        ("it is not told to whom others report", span("b2b", 8, more="it: {count: 1}"), "unknown"),
        ("too many already, whoever else reports", span("b2b", 9, more="it: {count: 1}"), "fail"),
        ("nobody knows how many report", span("b2b", 8, more="it: {reports_to: head_of_sales}"), "fail"),
    ],
)
def test_ldr011_a_leader_has_no_more_people_than_can_be_led(why: str, text: str, outcome: str) -> None:
    assert outcomes(text, "LDR011") == {"head_of_sales": outcome}, why


def test_ldr011_counts_people_and_says_the_limit() -> None:
    said = finding(span("b2b", 9), "LDR011")
    assert sentence(said, "en").endswith("has 9 direct reports, and no more than 8 can be led well")
    assert said.path == ("roles", "head_of_sales")
    assert sentence(finding(span("b2b", 6, "40%"), "LDR011"), "en").endswith(
        "one who sells a lot can lead no more than 5"
    )
    assert sentence(finding(span("", 13, ""), "LDR011"), "en").endswith("no more than 12 can be led well")


def test_ldr011_counts_named_people_under_a_person() -> None:
    text = """
        company: {name: A, headcount: 60, market: b2b}
        roles: {head_of_sales: {time: {selling: 40%}}, sales_rep: {count: 5, reports_to: head_of_sales}, it: {}}
        people:
          petrov: {roles: [head_of_sales]}
          a: {roles: [sales_rep]}
          b: {roles: [sales_rep]}
          c: {roles: [it], reports_to: REPLACED}
    """
    assert outcomes(text.replace("REPLACED", "a"), "LDR011") == {"petrov": "pass"}
    assert outcomes(text.replace("REPLACED", "petrov"), "LDR011") == {"petrov": "fail"}


def test_ldr011_shows_the_lines_of_those_who_report_and_of_nobody_else() -> None:
    said = finding(span("b2b", 9, more="it: {count: 3, reports_to: ceo}"), "LDR011")
    lines = {fact.path for fact in said.evidence if fact.path[-1] == "reports_to"}
    assert lines == {("roles", "sales_rep", "reports_to")}


@pytest.mark.parametrize(
    ("text", "open_"),
    [
        (span("b2b", 6, ""), "roles.head_of_sales.time.selling"),
        (span("", 10), "company.market"),
        (span("b2b", 6).replace("count: 6, ", ""), "roles.sales_rep.count"),
        (span("b2b", 6, more="it: {count: 5}"), "roles.it.reports_to"),
    ],
)
def test_ldr011_asks_for_what_decides(text: str, open_: str) -> None:
    assert outcomes(text, "LDR011") == {"head_of_sales": "unknown"}
    assert needs(text, "LDR011", "head_of_sales") == {open_}


# --- LDR012 ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("sellers", "least"), [(3, 30), (4, 30), (5, 40), (7, 40), (8, 50), (40, 50)])
def test_ldr012_leading_takes_time(sellers: int, least: int) -> None:
    enough, short = (team(sellers, f"{{time: {{leading: {share}%}}}}") for share in (least, least - 1))
    assert outcomes(enough, "LDR012") == {"head_of_sales": "pass"}
    assert outcomes(short, "LDR012") == {"head_of_sales": "fail"}


def test_ldr012_says_how_much_and_for_whom() -> None:
    said = sentence(finding(team(5, "{time: {leading: 12%}}"), "LDR012"), "en")
    assert said.endswith("spends 12% of the time leading, and 5 sellers need at least 40%")
    assert reasons(team(2, "{time: {leading: 0%}}"), "LDR012") == {"too_few_sellers"}
    assert reasons("roles: {head_of_sales: {}}", "LDR012") == {"no_sellers"}


@pytest.mark.parametrize(("leading", "outcome"), [(50, "pass"), (49, "unknown")])
def test_ldr012_bounds_decide_while_the_team_is_not_counted(leading: int, outcome: str) -> None:
    text = f"roles: {{head_of_sales: {{time: {{leading: {leading}%}}}}, sales_rep: {{}}}}"
    assert outcomes(text, "LDR012") == {"head_of_sales": outcome}


# --- LDR013 ---------------------------------------------------------------------------------------------------------

TWO = "planning: {accountable: [head_of_sales, commercial_director]}"
HEADS = """
roles: {commercial_director: {}, head_of_sales: {}, sales_rep: {}, team_lead: {}}
people: {petrov: {roles: [head_of_sales]}, orlov: {roles: [commercial_director]}, star: {roles: [sales_rep]}}
"""


@pytest.mark.parametrize(
    ("why", "text", "outcome"),
    [
        ("one answers", "functions: {planning: {accountable: petrov}}", "pass"),
        ("two answer", f"functions: {{{TWO}}}", "fail"),
        ("a role and its holder are one", "functions: {planning: {accountable: [petrov, head_of_sales]}}", "pass"),
        ("nobody answers", "functions: {planning: {accountable: none}}", "pass"),
        ("nobody asked", "", "unknown"),
        (
            "doing it together is fine",
            "functions: {planning: {responsible: [petrov, orlov], accountable: petrov}}",
            "pass",
        ),
        (
            "two answering for something else",
            "functions: {sales_training: {accountable: [petrov, orlov]}, planning: {accountable: petrov}}",
            "pass",
        ),
    ],
)
def test_ldr013_one_answers_for_the_plan(why: str, text: str, outcome: str) -> None:
    assert outcomes(HEADS + text, "LDR013") == {"company": outcome}, why


ONE = "functions: {planning: {accountable: petrov}}\n"


@pytest.mark.parametrize(
    ("why", "text", "outcome", "severity"),
    [
        ("one leader", ONE + "departments: {sales: {leader: petrov}}", "pass", None),
        ("a leader named twice is one", ONE + "departments: {sales: {leader: [petrov, head_of_sales]}}", "pass", None),
        ("no leader is another rule's", ONE + "departments: {sales: {leader: none}}", "pass", None),
        ("two leaders", ONE + "departments: {sales: {leader: [petrov, orlov]}}", "fail", "high"),
        ("a group of three", ONE + "departments: {sales: {leader: [petrov, orlov, team_lead]}}", "fail", "medium"),
        ("a group with a top seller", ONE + "departments: {sales: {leader: [petrov, star]}}", "fail", "medium"),
        (
            "two answer for the plan of a group",
            f"functions: {{{TWO}}}\ndepartments: {{sales: {{leader: [petrov, star]}}}}",
            "fail",
            "high",
        ),
        (
            "two leaders, and one more perhaps",
            ONE + "departments: {sales: {leader: [petrov, orlov, south]}, south: {component: support}}",
            "fail",
            "high",
        ),
        ("two leaders decide, whoever plans", "departments: {sales: {leader: [petrov, orlov]}}", "fail", "high"),
        ("it is not told who leads", ONE + "departments: {sales: {}}", "unknown", None),
    ],
)
def test_ldr013_one_leads_a_department(why: str, text: str, outcome: str, severity: str | None) -> None:
    assert outcomes(HEADS + text, "LDR013") == {"sales": outcome}, why
    if severity:
        assert finding(HEADS + text, "LDR013").severity == severity, why


def test_ldr013_each_sales_department_may_have_a_captain_of_its_own() -> None:
    shops = (
        "departments: {shops: {component: sales, leader: petrov}, projects: {component: sales, leader: orlov}, "
        "it_room: {component: support}}\n"
    )
    two, three = "[petrov, orlov]", "[petrov, orlov, team_lead]"
    text = HEADS + shops + "functions: {planning: {accountable: WHO}}"
    assert outcomes(text.replace("WHO", two), "LDR013") == {"shops": "pass", "projects": "pass"}
    assert outcomes(text.replace("WHO", three), "LDR013") == {"shops": "fail", "projects": "fail"}
    both = text.replace("leader: orlov", "leader: [orlov, petrov]").replace("WHO", two)
    assert outcomes(both, "LDR013") == {"shops": "pass", "projects": "fail"}


def test_ldr013_names_the_captains() -> None:
    planned = finding(HEADS + f"functions: {{{TWO}}}", "LDR013")
    assert sentence(planned, "en").startswith("Several people answer for the sales plan at once: ")
    assert planned.path == ("functions", "planning", "accountable")
    led = finding(HEADS + "departments: {sales: {title: Sales, leader: [petrov, orlov]}}", "LDR013")
    assert sentence(led, "en") == "Department “Sales” has two leaders: petrov and orlov"
    grouped = finding(HEADS + "departments: {sales: {title: Sales, leader: [petrov, star]}}", "LDR013")
    assert sentence(grouped, "en") == "Department “Sales” is led by a group, not by one person: petrov and star"


# --- LDR014 ---------------------------------------------------------------------------------------------------------


def played(time: str = SHARES, lead: str = "ceo", integrate: str = "ceo", sellers: str = "sales_rep: {}") -> str:
    lines = "".join(f"  {name}: {{responsible: {lead}, accountable: {lead}}}\n" for name in LEAD)
    for name in ("interdepartment_representation", "conflict_resolution"):
        lines += f"  {name}: {{responsible: ceo, accountable: {integrate}}}\n"
    return f"roles: {{ceo: {{}}, head_of_sales: {{time: {time}}}, {sellers}}}\nfunctions:\n{lines}"


@pytest.mark.parametrize(
    ("why", "text", "outcome"),
    [
        ("time for all three", played(), "pass"),
        ("no time and no functions of leading", played("{selling: 90%, integrating: 10%}"), "fail"),
        (
            "no time, but a function of leading",
            played("{selling: 90%, integrating: 10%}", lead="head_of_sales"),
            "pass",
        ),
        ("no time and no functions of integrating", played("{selling: 20%, leading: 80%}"), "fail"),
        (
            "no time, but a function of integrating",
            played("{selling: 20%, leading: 80%}", integrate="head_of_sales"),
            "pass",
        ),
        ("no selling is another rule's", played("{selling: 0%, leading: 50%, integrating: 50%}"), "pass"),
        ("nobody to lead", played("{selling: 90%, integrating: 10%}", sellers="it: {}"), "pass"),
        (
            "nobody asked about the functions",
            "roles: {head_of_sales: {time: {leading: 0%, integrating: 10%}}, sales_rep: {}}",
            "unknown",
        ),
        ("time is not known", played("{}"), "unknown"),
    ],
)
def test_ldr014_all_three_roles_are_played(why: str, text: str, outcome: str) -> None:
    assert outcomes(text, "LDR014") == {"head_of_sales": outcome}, why


@pytest.mark.parametrize(
    ("time", "said"),
    [
        ("{selling: 90%, integrating: 10%}", "does not lead people"),
        ("{selling: 20%, leading: 80%}", "does not work with other departments"),
        ("{selling: 100%}", "neither leads people nor works with other departments"),
    ],
)
def test_ldr014_says_which_role_is_missing(time: str, said: str) -> None:
    assert said in sentence(finding(played(time), "LDR014"), "en")


# --- LDR015 ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("why", "rhythm", "outcome"),
    [
        ("nothing at all", "{plan_fact: none, pipeline_review: none, one_to_one: none}", "fail"),
        ("rarer than monthly", "{plan_fact: quarter, pipeline_review: quarter, one_to_one: quarter}", "fail"),
        ("monthly is enough", "{plan_fact: month, pipeline_review: none, one_to_one: none}", "pass"),
        ("a weekly review", "{plan_fact: none, pipeline_review: week, one_to_one: none}", "pass"),
        ("a daily talk", "{plan_fact: none, pipeline_review: none, one_to_one: day}", "pass"),
        ("one that is known decides", "{one_to_one: week}", "pass"),
        ("the rest is not known", "{plan_fact: none, pipeline_review: none}", "unknown"),
        ("no rhythm whatever", "none", "fail"),
    ],
)
def test_ldr015_sales_are_checked_monthly(why: str, rhythm: str, outcome: str) -> None:
    assert outcomes(f"rhythm: {rhythm}", "LDR015") == {"company": outcome}, why


def test_ldr015_is_not_for_a_company_of_one() -> None:
    assert reasons("company: {name: A, headcount: 1}\nrhythm: none", "LDR015") == {"one_person_company"}


@pytest.mark.parametrize(
    ("rule", "rest"),
    [
        ("LDR005", "roles: {head_of_sales: {time: {selling: 0%}}}"),
        ("LDR006", "roles: {head_of_sales: {time: {selling: 90%}}}"),
        ("LDR011", "roles: {head_of_sales: {}}"),
        ("LDR013", "functions: {planning: {accountable: none}}"),
        ("LDR014", "roles: {head_of_sales: {time: {selling: 100%}}}"),
    ],
)
def test_a_rich_company_of_one_leads_nobody(rule: str, rest: str) -> None:
    text = f"company: {{name: A, headcount: 1, revenue: 1_000_000_000}}\n{rest}"
    profile = "organizer" if rule == "LDR006" else "balanced"
    [skipped] = [skipped for skipped in report(text, profile).not_applicable if skipped.rule == rule]
    assert skipped.reason == "one_person_company"


@pytest.mark.parametrize(
    ("rule", "severities"),
    [
        ("LDR001", "low high critical critical"),
        ("LDR003", "low high high high"),
        ("LDR004", "low medium medium medium"),
        ("LDR005", "- low low low"),
        ("LDR007", "low medium high high"),
        ("LDR008", "low medium high high"),
        ("LDR009", "low high high high"),
        ("LDR010", "- medium high high"),
        ("LDR011", "- medium medium medium"),
        ("LDR012", "- medium high high"),
        ("LDR013", "- high high high"),
        ("LDR014", "low medium high high"),
        ("LDR015", "low high high high"),
    ],
)
def test_severity_by_size(rule: str, severities: str) -> None:
    bad = example(rule).bad
    size = next(part for part in ("headcount: 12", "headcount: 24", "headcount: 60") if part in bad)
    for headcount, severity in zip((10, 60, 150, 400), severities.split(), strict=True):
        found = [f.severity for f in report(bad.replace(size, f"headcount: {headcount}")).findings if f.rule == rule]
        assert found == ([] if severity == "-" else [severity])


@pytest.mark.parametrize(
    ("rule", "parameters", "text"),
    [
        ("LDR002", {"limits": StepTable({2: 0.5}, beyond=0.4)}, team(3, "{time: {selling: 45%}}")),
        ("LDR003", {"least_part": 0.6}, star("30", "20", OF_CEO + THEIRS)),
        ("LDR006", {"limit": 0.05}, team(3, "{time: {selling: 6%}}")),
        ("LDR011", {"max_span": 7}, span("b2b", 8)),
        ("LDR011", {"max_span_consumers": 9}, span("b2c", 10)),
        ("LDR011", {"max_span_selling": 4}, span("b2c", 5, "31%")),
        ("LDR011", {"selling": 0.2}, span("b2c", 6, "25%")),
        ("LDR012", {"limits": StepTable({4: 0.4}, beyond=0.6)}, team(3, "{time: {leading: 35%}}")),
    ],
)
def test_a_profile_sets_the_numbers(rule: str, parameters: dict[str, object], text: str) -> None:
    ours = replace(load_profile("organizer"), name="ours", off=frozenset())
    assert rule not in {found.rule for found in audit(org(text), ours).findings}
    theirs = replace(ours, parameters={rule: parameters})
    assert rule in {found.rule for found in audit(org(text), theirs).findings}


def test_a_profile_sets_what_is_a_little_over() -> None:
    text = team(3, "{time: {selling: 59%}}")
    strict = replace(load_profile(), parameters={"LDR002": {"grace": 0.05}})
    [found] = [found for found in audit(org(text), strict).findings if found.rule == "LDR002"]
    assert (finding(text, "LDR002").severity, found.severity) == ("medium", "high")


@pytest.mark.parametrize(("count", "severity"), [("count: 2", "medium"), ("", "high")])
def test_ldr002_a_little_over_is_over_the_limit_of_the_largest_team_that_it_may_be(count: str, severity: str) -> None:
    text = f"roles: {{head_of_sales: {{time: {{selling: 45%}}}}, sales_rep: {{{count}}}}}"
    ours = replace(load_profile(), parameters={"LDR002": {"limits": StepTable({2: 0.4}, beyond=0.1)}})
    [found] = [found for found in audit(org(text), ours).findings if found.rule == "LDR002"]
    assert found.severity == severity


def test_ldr013_two_roles_may_be_held_by_one_whose_roles_are_not_told() -> None:
    text = (
        "departments: {north: {component: sales, leader: petrov}, south: {component: sales, title: South}}\n"
        "roles: {head_of_sales: {}, commercial_director: {}}\npeople: {petrov: {roles: head_of_sales}, zoe: {}}\n"
        "functions: {planning: {accountable: [head_of_sales, commercial_director]}}"
    )
    assert needs(text, "LDR013", "north") == {"people.zoe.roles", "departments.south.leader"}


def test_ldr013_two_roles_at_the_head_may_be_one_person_too() -> None:
    text = (
        "departments: {north: {component: sales, leader: [head_of_sales, commercial_director]},"
        " south: {component: sales, title: South}}\n"
        "roles: {head_of_sales: {}, commercial_director: {}}\npeople: {zoe: {}}\n"
        "functions: {planning: {accountable: [head_of_sales, commercial_director]}}"
    )
    assert outcomes(text, "LDR013")["north"] == "unknown"
    assert outcomes(text.replace("zoe: {}", "zoe: {roles: none}"), "LDR013")["north"] == "fail"


@pytest.mark.parametrize(
    ("accountable", "south", "outcome"),
    [
        ("[petrov, orlov]", "leader: orlov", "pass"),
        ("[petrov, orlov]", "leader: none", "fail"),
        ("[petrov, orlov]", "title: South", "unknown"),
        ("petrov", "title: South", "pass"),
        ("orlov", "title: South", "pass"),
        ("none", "title: South", "pass"),
    ],
)
def test_ldr013_a_captain_may_lead_a_department_that_does_not_say_who(
    accountable: str, south: str, outcome: str
) -> None:
    text = (
        f"departments: {{north: {{component: sales, leader: petrov}}, south: {{component: sales, {south}}}}}\n"
        "roles: {team_lead: {}}\npeople: {petrov: {roles: team_lead}, orlov: {roles: team_lead}}\n"
        f"functions: {{planning: {{accountable: {accountable}}}}}"
    )
    assert outcomes(text, "LDR013")["north"] == outcome
    if outcome == "unknown":
        assert needs(text, "LDR013", "north") == {"departments.south.leader"}


def test_ldr014_one_function_of_leading_is_enough() -> None:
    text = played("{selling: 90%, integrating: 10%}").replace(
        "planning: {responsible: ceo, accountable: ceo}", "planning: {responsible: ceo, accountable: head_of_sales}"
    )
    assert outcomes(text, "LDR014") == {"head_of_sales": "pass"}


@pytest.mark.parametrize("other", ["ceo", "none"])
def test_ldr014_one_function_between_departments_is_enough(other: str) -> None:
    text = (
        "departments: {sales: {leader: head_of_sales}}\n"
        "roles: {ceo: {}, head_of_sales: {time: {integrating: 0%, leading: 50%, selling: 50%}}, sales_rep: {}}\n"
        "functions:\n  interdepartment_representation: {responsible: head_of_sales, accountable: head_of_sales}\n"
        f"  conflict_resolution: {{responsible: {other}, accountable: {other}}}"
    )
    assert outcomes(text, "LDR014") == {"head_of_sales": "pass"}
