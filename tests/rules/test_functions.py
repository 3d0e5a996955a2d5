"""FUN: who does what."""

from __future__ import annotations

from textwrap import dedent

import pytest

from salesaudit.audit.phrases import sentence
from salesaudit.rules.wording import example
from tests.builders import finding, needs, outcomes, reason, report

PEOPLE = """
roles:
  owner: {}
  ceo: {reports_to: owner}
  head_of_sales: {reports_to: ceo}
  sales_rep: {reports_to: head_of_sales}
  account_manager: {reports_to: head_of_sales}
  head_of_marketing: {reports_to: ceo}
  marketer: {reports_to: head_of_marketing}
  head_of_production: {reports_to: ceo}
  production: {reports_to: head_of_production}
  lawyer: {reports_to: ceo}
  presales: {reports_to: ceo}
  accountant: {reports_to: ceo}
"""


def teller(text: str, rule: str, subject: str) -> str:
    """Return which rule speaks of a subject instead."""
    said, values = reason(text, rule, subject)
    assert said == "said_by_other_rule"
    return values["rule"]


def functions(**entries: str) -> str:
    """Write a company's people and functions; a function of its own belongs to support."""
    lines = (f"  {id_}: {{{'component: support, ' * (id_ == 'their_own')}{entry}}}\n" for id_, entry in entries.items())
    return PEOPLE + "functions:\n" + "".join(lines)


# --- FUN001, FUN002 -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("why", "entry", "hands", "answer"),
    [
        ("done and answered for", "responsible: marketer, accountable: ceo", "pass", "pass"),
        ("nobody does it", "responsible: none, accountable: ceo", "fail", "not applicable"),
        (
            "nobody does it and nobody answers: one finding",
            "responsible: none, accountable: none",
            "fail",
            "not applicable",
        ),
        ("nobody answers", "responsible: marketer, accountable: none", "pass", "fail"),
        ("nobody answers, whoever does it", "accountable: none", "unknown", "fail"),
        ("nobody asked", "", "unknown", "unknown"),
    ],
)
def test_fun001_fun002_a_function_has_hands_and_an_answer(why: str, entry: str, hands: str, answer: str) -> None:
    for id_ in ("advertising", "their_own"):
        text = functions(**{id_: entry})
        assert outcomes(text, "FUN001") == {id_: hands}, why
        assert outcomes(text, "FUN002") == {id_: answer}, why


@pytest.mark.parametrize(
    ("function", "instead"),
    [
        ("hiring", "OWN004"),
        ("technology", "CEO001"),
        ("price_lists", "LDR007"),
        ("planning", "LDR008"),
    ],
)
def test_fun001_fun002_leave_whole_groups_to_other_rules(function: str, instead: str) -> None:
    text = functions(**{function: "responsible: none, accountable: none"})
    assert teller(text, "FUN001", function) == instead
    assert teller(text, "FUN002", function) == instead


@pytest.mark.parametrize(("function", "instead"), [("deal_progress", "REP003"), ("need_discovery", "REP008")])
def test_fun001_leaves_the_sellers_main_work_to_rules_of_its_own(function: str, instead: str) -> None:
    undone = functions(**{function: "responsible: none, accountable: none"})
    assert teller(undone, "FUN001", function) == instead
    assert teller(undone, "FUN002", function) == instead
    done = functions(**{function: "responsible: sales_rep, accountable: none"})
    assert outcomes(done, "FUN001") == {function: "pass"}
    assert outcomes(done, "FUN002") == {function: "fail"}


def test_fun001_leaves_a_missing_voice_to_the_rules_about_interfaces() -> None:
    voice = "interdepartment_representation"
    text = functions(**{voice: "responsible: none, accountable: none"}) + "departments: {office: {}}\n"
    assert outcomes(text, "FUN001") == {voice: "unknown"}
    silent = text + "interfaces: {office: {spokesperson: none}}"
    assert teller(silent, "FUN001", voice) == "INT001"
    assert teller(silent, "FUN002", voice) == "INT001"
    spoken = text + "interfaces: {office: {spokesperson: head_of_sales}}"
    assert teller(spoken, "FUN001", voice) == "INT002"
    assert teller(spoken, "FUN002", voice) == "INT002"


def test_fun001_fun002_say_what_is_missing() -> None:
    undone = finding(functions(advertising="responsible: none"), "FUN001")
    assert sentence(undone, "en") == "Advertising: nobody takes care of it"
    assert undone.path == ("functions", "advertising", "responsible")
    loose = finding(functions(advertising="responsible: marketer, accountable: none"), "FUN002")
    assert sentence(loose, "en").endswith("somebody to do it (marketer), but nobody answers for the result")
    untold = finding(functions(advertising="accountable: none"), "FUN002")
    assert sentence(untold, "en") == "Advertising: nobody answers for the result"


def test_fun002_leaves_a_function_that_nobody_does_to_fun001() -> None:
    assert teller(functions(advertising="responsible: none, accountable: none"), "FUN002", "advertising") == "FUN001"


def test_functions_that_are_not_listed_are_not_judged() -> None:
    assert outcomes("functions: none", "FUN001")["advertising"] == "fail"
    assert outcomes("", "FUN001") == {None: "unknown"}
    assert outcomes("", "FUN004") == {None: "unknown"}
    assert outcomes("", "FUN007") == {None: "unknown"}


# --- FUN003 ---------------------------------------------------------------------------------------------------------

HOLDERS = "people: {petrov: {roles: [marketer]}, orlov: {roles: [marketer]}}\n"


@pytest.mark.parametrize(
    ("why", "function", "accountable", "outcome"),
    [
        ("one", "advertising", "marketer", "pass"),
        ("nobody is not too many", "advertising", "none", "pass"),
        ("two", "advertising", "[marketer, head_of_marketing]", "fail"),
        ("a role and its holder are one", "advertising", "[marketer, petrov]", "pass"),
        ("two holders of a role are two", "advertising", "[marketer, petrov, orlov]", "fail"),
        ("two for a function of their own", "their_own", "[lawyer, presales]", "fail"),
        ("two leaders settle a conflict", "conflict_resolution", "[head_of_sales, head_of_production]", "pass"),
        ("a leader and staff do not", "conflict_resolution", "[head_of_sales, sales_rep]", "fail"),
        ("two leaders elsewhere are too many", "delivery", "[head_of_sales, head_of_production]", "fail"),
        ("two for the plan are another rule's", "planning", "[head_of_sales, ceo]", "not applicable"),
        ("one for the plan", "planning", "head_of_sales", "pass"),
        ("nobody asked", "advertising", "unknown", "unknown"),
    ],
)
def test_fun003_one_answers(why: str, function: str, accountable: str, outcome: str) -> None:
    text = functions(**{function: f"accountable: {accountable}"}) + HOLDERS
    assert outcomes(text, "FUN003") == {function: outcome}, why


@pytest.mark.parametrize(
    ("accountable", "facts", "outcome"),
    [
        ("[office, marketer]", "departments: {office: {}}", "unknown"),
        ("[office, marketer]", "departments: {office: {leader: marketer}}", "pass"),
        ("[office, marketer]", "departments: {office: {leader: presales}}", "fail"),
        ("[marketer, presales]", "people: {petrov: {name: Petrov}}", "unknown"),
        ("[marketer, presales, petrov]", "people: {petrov: {roles: marketer}}", "fail"),
        ("petrov", "people: {petrov: {name: Petrov}}", "pass"),
    ],
)
def test_fun003_whoever_is_not_told_may_be_the_other(accountable: str, facts: str, outcome: str) -> None:
    text = functions(advertising=f"accountable: {accountable}") + facts
    assert outcomes(text, "FUN003") == {"advertising": outcome}


def test_fun003_names_them_and_leaves_the_plan_to_ldr013_where_that_rule_applies() -> None:
    text = functions(planning="accountable: [head_of_sales, ceo]")
    assert teller(text, "FUN003", "planning") == "LDR013"
    micro = "company: {name: A, headcount: 10}\n" + text
    assert outcomes(micro, "FUN003") == {"planning": "fail"}
    assert outcomes(micro.replace("headcount: 10", "market: b2b"), "FUN003") == {"planning": "fail"}
    assert sentence(finding(micro, "FUN003"), "en").endswith("at once (head of sales and CEO)")


# --- FUN004 ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("why", "function", "responsible", "outcome"),
    [
        ("sellers do not run adverts", "advertising", "sales_rep", "fail"),
        ("nor promotion", "promotion", "[marketer, sales_rep]", "fail"),
        ("nor check themselves", "quality_control", "sales_rep", "fail"),
        ("nor keep the product in demand", "product_relevance", "sales_rep", "fail"),
        ("nor judge between departments", "conflict_resolution", "sales_rep", "fail"),
        ("account managers are not named there", "advertising", "account_manager", "pass"),
        ("the leader of sales does not produce", "delivery", "head_of_sales", "fail"),
        ("sellers who produce are another rule's", "delivery", "[sales_rep, account_manager]", "pass"),
        ("an owner who judges is another rule's", "conflict_resolution", "owner", "pass"),
        ("those whose trade it is", "advertising", "marketer", "pass"),
        ("nobody", "advertising", "none", "pass"),
        ("nobody asked", "advertising", "unknown", "unknown"),
        ("a department is not a pair of hands", "advertising", "seldep", "pass"),
    ],
)
def test_fun004_work_is_in_the_right_hands(why: str, function: str, responsible: str, outcome: str) -> None:
    text = functions(**{function: f"responsible: {responsible}"})
    text = (
        text.replace("sales_rep: {", "sales_rep: {department: seldep, ") + "departments: {seldep: {component: sales}}"
    )
    assert outcomes(text, "FUN004") == {function: outcome}, why


@pytest.mark.parametrize(
    "function",
    ["lead_sources", "lead_lists", "client_distribution", "interdepartment_representation", "planning", "their_own"],
)
def test_fun004_does_not_judge_what_other_rules_do_or_anyone_may(function: str) -> None:
    assert outcomes(functions(**{function: "responsible: sales_rep"}), "FUN004") == {None: "not applicable"}


@pytest.mark.parametrize(
    ("why", "roles", "outcome"),
    [
        ("a seller", "[sales_rep]", "fail"),
        ("a seller who is the marketer as well", "[sales_rep, marketer]", "pass"),
        ("a director who also sells", "[sales_rep, ceo]", "pass"),
        ("an owner who also sells", "[sales_rep, owner]", "pass"),
        ("nobody knows the role", "unknown", "unknown"),
    ],
)
def test_fun004_people_with_several_roles(why: str, roles: str, outcome: str) -> None:
    text = functions(advertising="responsible: ivanova") + f"people: {{ivanova: {{roles: {roles}}}}}"
    assert outcomes(text, "FUN004") == {"advertising": outcome}, why


def test_fun004_a_department_that_bears_the_name_of_a_role_is_none() -> None:
    text = "departments: {sales_rep: {component: sales}}\nfunctions: {advertising: {responsible: sales_rep}}"
    assert outcomes(text, "FUN004") == {"advertising": "pass"}


def test_fun004_names_only_the_wrong_hands() -> None:
    said = sentence(finding(functions(advertising="responsible: [marketer, sales_rep]"), "FUN004"), "en")
    assert said.endswith("in the wrong hands (sales rep)")


# --- FUN005 ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("time", "outcome"),
    [("{selling: 60%, admin: 40%}", "pass"), ("{selling: 60%, admin: 41%}", "fail"), ("{admin: 5%}", "pass")],
)
def test_fun005_a_day_has_a_hundred_per_cent(time: str, outcome: str) -> None:
    assert outcomes(f"roles: {{it: {{time: {time}}}, hr: {{}}}}", "FUN005") == {"it": outcome}
    assert outcomes(f"roles: {{it: {{}}}}\npeople: {{a: {{roles: [it], time: {time}}}}}", "FUN005") == {"a": outcome}


def test_fun005_judges_whoever_has_time_of_their_own() -> None:
    text = (
        "roles: {it: {time: {admin: 101%}}}\npeople: {a: {roles: [it]}, b: {roles: [it], time: {admin: 1%}}}".replace(
            "101%", "60%, other: 50%"
        )
    )
    assert outcomes(text, "FUN005") == {"it": "fail", "b": "pass"}
    assert sentence(finding(text, "FUN005"), "en").endswith("the shares of time add up to 110%")
    assert outcomes("roles: {it: {}}", "FUN005") == {None: "not applicable"}
    assert outcomes("", "FUN005") == {None: "unknown"}


# --- FUN006 ---------------------------------------------------------------------------------------------------------

FOREIGN = ("contracting", "legal_support", "technical_support", "expert_support", "finance", "delivery")


def answering(functions_of: tuple[str, ...], roles: str = "[marketer]", extra: str = "") -> str:
    lines = dict.fromkeys(functions_of, "accountable: ivanova")
    return functions(**lines) + extra + f"people: {{ivanova: {{roles: {roles}}}}}"


@pytest.mark.parametrize(
    ("why", "text", "outcome"),
    [
        ("six that belong elsewhere", answering(FOREIGN), "fail"),
        ("five", answering(FOREIGN[:5]), "pass"),
        ("functions of one's own trade do not count", answering((*FOREIGN[:5], "advertising", "promotion")), "pass"),
        ("nor what anyone may own", answering((*FOREIGN[:5], "product_creation")), "pass"),
        ("nor a function of the company's own", answering((*FOREIGN[:5], "their_own")), "pass"),
        ("a director stands above them all", answering(FOREIGN, "[ceo]"), "pass"),
        ("an owner is another rule's", answering(FOREIGN, "[owner]"), "not applicable"),
        ("one more may be theirs", answering(FOREIGN[:5], extra="  hiring: {}\n"), "unknown"),
        ("four and one that may be", answering(FOREIGN[:4], extra="  hiring: {}\n"), "pass"),
        ("six are too many whatever the rest", answering(FOREIGN, extra="  hiring: {}\n"), "fail"),
        (
            "sales functions are the sales leader's",
            answering((*FOREIGN[:5], "quality_control", "lead_strategy"), "[head_of_sales]"),
            "pass",
        ),
        ("other functions are not", answering(FOREIGN, "[head_of_sales]"), "fail"),
        ("whoever leads may train", answering((*FOREIGN[:5], "staff_training"), "[head_of_production]"), "pass"),
        (
            "a head of finance counts the money",
            answering(FOREIGN, "[fin]").replace("accountant:", "fin: {archetype: head_of_finance}\n  accountant:"),
            "pass",
        ),
    ],
)
def test_fun006_nobody_answers_for_everything(why: str, text: str, outcome: str) -> None:
    assert outcomes(text, "FUN006") == {"ivanova": outcome}, why


def test_fun006_says_nothing_of_an_owner() -> None:
    assert reason(answering(FOREIGN, "[owner]"), "FUN006", "ivanova")[0] == "owner_exempt"


def test_fun006_what_is_below_in_the_line_is_in_order() -> None:
    text = answering(FOREIGN, "[presales]")
    assert outcomes(text, "FUN006") == {"ivanova": "pass"}
    under = "lawyer: {reports_to: lead}\n  lead: {archetype: other, reports_to: ceo}"
    text = answering(FOREIGN, "[lead]").replace("lawyer: {reports_to: ceo}", under)
    assert outcomes(text, "FUN006") == {"ivanova": "pass"}


@pytest.mark.parametrize("function", ["buying_support", "advertising"])
def test_fun006_the_sales_leader_may_answer_for_all_of_sales_and_lead_generation(function: str) -> None:
    elsewhere = answering((*FOREIGN[:5], function), "[head_of_sales]").replace(
        "reports_to: head_of_sales", "reports_to: ceo"
    )
    assert outcomes(elsewhere, "FUN006") == {"ivanova": "pass"}


def test_fun006_what_anyone_but_the_owner_may_own_in_a_larger_company() -> None:
    text = answering((*FOREIGN[:5], "product_creation")) + "\ncompany: {name: A, headcount: 150}"
    assert outcomes(text, "FUN006") == {"ivanova": "pass"}


def test_fun006_the_leader_of_the_other_side_may_settle_conflicts() -> None:
    assert outcomes(answering((*FOREIGN[:5], "conflict_resolution"), "[head_of_production]"), "FUN006") == {
        "ivanova": "pass"
    }
    assert outcomes(answering((*FOREIGN[:5], "conflict_resolution"), "[marketer]"), "FUN006") == {"ivanova": "fail"}


def test_fun006_a_director_stands_above_roles_that_nobody_fills() -> None:
    lines = "".join(f"  {id_}: {{accountable: a}}\n" for id_ in FOREIGN)
    text = f"roles: {{ceo: {{}}}}\npeople: {{a: {{roles: [ceo]}}}}\nfunctions:\n{lines}"
    assert outcomes(text, "FUN006") == {"a": "pass"}
    assert outcomes(text.replace("ceo", "it"), "FUN006") == {"a": "fail"}


def test_fun006_through_a_role_counts_as_well() -> None:
    text = answering(FOREIGN).replace("accountable: ivanova", "accountable: marketer")
    assert outcomes(text, "FUN006") == {"ivanova": "fail"}
    said = finding(text, "FUN006")
    assert "answers for 6 functions that belong elsewhere: paperwork" in sentence(said, "en")
    assert said.path == ("people", "ivanova")
    assert outcomes("people: {a: {}}", "FUN006") == {"a": "unknown"}


# --- FUN007 ---------------------------------------------------------------------------------------------------------


def alone(person: str = "", function: str = "delivery: {responsible: kuzmin}", roles: str = "production: {}") -> str:
    return f"""
        roles: {{{roles}}}
        people: {{kuzmin: {{roles: [production]{person}}}, orlova: {{roles: [production]}}}}
        functions: {{{function}}}
    """


@pytest.mark.parametrize(
    ("why", "text", "outcome"),
    [
        ("nobody stands in", alone(", deputy: none"), "fail"),
        ("somebody stands in", alone(", deputy: orlova"), "pass"),
        (
            "somebody stands in for this work",
            alone(", deputy: none", "delivery: {responsible: kuzmin, deputy: orlova}"),
            "pass",
        ),
        (
            "nobody stands in for this work",
            alone(", deputy: orlova", "delivery: {responsible: kuzmin, deputy: none}"),
            "fail",
        ),
        ("nobody asked", alone(), "unknown"),
        ("two can do it", alone(", deputy: none", "delivery: {responsible: [kuzmin, orlova]}"), "pass"),
        ("a role with two holders can do it", alone(", deputy: none", "delivery: {responsible: production}"), "pass"),
        (
            "a role beside the person can do it",
            alone(", deputy: none", "delivery: {responsible: [kuzmin, lawyer]}", "production: {}, lawyer: {}"),
            "pass",
        ),
        ("selling", alone(", deputy: none", "key_accounts: {responsible: kuzmin}"), "fail"),
        (
            "what nobody does is another rule's",
            alone(", deputy: none", "delivery: {responsible: [kuzmin, orlova]}, planning: {responsible: none}"),
            "pass",
        ),
        (
            "the only holder of a role",
            alone(", deputy: none", "delivery: {responsible: lawyer}", "production: {}, lawyer: {}").replace(
                "kuzmin: {roles: [production]", "kuzmin: {roles: [lawyer]"
            ),
            "fail",
        ),
        ("named twice is one", alone(", deputy: none", "delivery: {responsible: [kuzmin, kuzmin]}"), "fail"),
        ("leading", alone(", deputy: none", "planning: {responsible: kuzmin}"), "fail"),
    ],
)
def test_fun007_somebody_else_can_do_it(why: str, text: str, outcome: str) -> None:
    assert outcomes(text, "FUN007")["kuzmin"] == outcome, why


def test_fun007_nobody_stands_in_for_a_company_of_one() -> None:
    text = "company: {name: A, headcount: 1, revenue: 1_000_000_000}\n" + dedent(alone(", deputy: none"))
    assert reason(text, "FUN007") == ("one_person_company", {})


@pytest.mark.parametrize(("leader", "outcome"), [("unknown", "unknown"), ("kuzmin", "fail"), ("orlova", "pass")])
def test_fun007_a_department_that_does_not_say_who_leads_it_may_be_anybody(leader: str, outcome: str) -> None:
    text = (
        f"departments: {{office: {{leader: {leader}}}}}\nroles: {{sales_rep: {{}}}}\n"
        "people: {kuzmin: {roles: sales_rep, deputy: none}, orlova: {roles: sales_rep}}\n"
        "functions: {delivery: {responsible: [kuzmin, office], deputy: none}}"
    )
    assert outcomes(text, "FUN007")["kuzmin"] == outcome


@pytest.mark.parametrize("function", ["advertising", "contracting", "hiring", "price_lists", "lead_strategy"])
def test_fun007_only_selling_leading_and_producing_are_critical(function: str) -> None:
    text = alone(
        ", deputy: none", f"{function}: {{responsible: kuzmin}}, their_own: {{component: sales, responsible: kuzmin}}"
    )
    assert outcomes(text, "FUN007") == {None: "not applicable"}


@pytest.mark.parametrize(
    ("count", "deputy", "outcome"),
    [
        ("count: 1, ", "none", "fail"),
        ("count: 2, ", "none", "pass"),
        ("", "none", "unknown"),
        ("count: 1, ", "hr", "pass"),
    ],
)
def test_fun007_a_role_that_one_person_fills(count: str, deputy: str, outcome: str) -> None:
    text = f"""
        roles: {{head_of_sales: {{{count}deputy: {deputy}}}, hr: {{}}}}
        functions: {{planning: {{responsible: head_of_sales}}}}
    """
    assert outcomes(text, "FUN007") == {"head_of_sales": outcome}
    if outcome == "unknown":
        assert needs(text, "FUN007", "head_of_sales") == {"roles.head_of_sales.count"}


def test_fun007_one_finding_a_person_names_the_functions() -> None:
    both = (
        "delivery: {responsible: kuzmin}, planning: {responsible: kuzmin}, masterclass: {responsible: [kuzmin, orlova]}"
    )
    said = finding(alone(", deputy: none", both), "FUN007")
    assert (
        sentence(said, "en")
        == "Delivery of what was sold and sales planning: only kuzmin can do it, and nobody can stand in"
    )
    assert said.severity == "low"
    micro = dedent(alone(", deputy: none")) + "company: {name: A, headcount: 10}\n"
    assert outcomes(micro, "FUN007") == {None: "not applicable"}


def test_fun007_leaves_an_owner_who_sells_to_own002() -> None:
    text = "roles: {owner: {count: 1, deputy: none}}\nfunctions: {FUNCTION: {responsible: owner}}"
    assert outcomes(text.replace("FUNCTION", "key_accounts"), "FUN007") == {"owner": "pass"}
    assert outcomes(text.replace("FUNCTION", "planning"), "FUN007") == {"owner": "fail"}
    assert outcomes(text.replace("FUNCTION", "delivery"), "FUN007") == {"owner": "fail"}


def test_fun007_a_function_nobody_told_about_stays_open() -> None:
    text = alone(", deputy: none", "delivery: {responsible: [kuzmin, orlova]}, planning: {}")
    assert outcomes(text, "FUN007") == {"kuzmin": "unknown", "orlova": "unknown"}


# --- FUN008, FUN009 -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("work", "text"),
    [
        ("does a function", "functions: {advertising: {responsible: hr}}"),
        ("answers for a function", "functions: {advertising: {accountable: hr}}"),
        ("leads a department", "functions: none\ndepartments: {office: {leader: hr}}"),
        ("does a step", "functions: none\nprocesses: {intake: {steps: [{title: A, who: hr}]}}"),
        ("owns a process", "functions: none\nprocesses: {intake: {owner: hr}}"),
        ("owns a stage", "functions: none\nprocesses: {funnel: {stages: [{id: a, owner: hr}]}}"),
        ("owns a channel", "functions: none\nlead_generation: {channels: {ads: {owner: hr}}}"),
        ("owns a handoff", "functions: none\nhandoffs: [{from: sales, to: production, owner: hr}]"),
        ("accepts a handoff", "functions: none\nhandoffs: [{from: sales, to: production, accepts: hr}]"),
        (
            "speaks at an interface",
            "functions: none\ndepartments: {office: {}}\ninterfaces: {office: {spokesperson: hr}}",
        ),
        ("owns an element", "functions: none\nelements: {scripts: {owner: hr}}"),
        ("serves a segment", "functions: none\nsegments: {all: {served_by: hr}}"),
        ("owns a policy", "functions: none\npolicies: {price: {owner: hr}}"),
        ("owns the course", "functions: none\nstrategy: {owner: hr}"),
        ("agreed the portrait", "functions: none\nlead_generation: {target_portrait: {agreed_by: hr}}"),
        ("does it in person", "functions: {advertising: {responsible: anna}}\npeople: {anna: {roles: [hr]}}"),
        ("does it for the department", "functions: {advertising: {responsible: office}}\ndepartments: {office: {}}"),
    ],
)
def test_fun008_any_work_will_do(work: str, text: str) -> None:
    text = "roles: {hr: {department: office}, it: {}}\n" + text
    if "departments" not in text:
        text = text.replace("department: office", "")
    assert outcomes(text, "FUN008") == {"hr": "pass", "it": "fail"}, work


def test_fun008_leading_people_is_work_and_reporting_is_not() -> None:
    text = "roles: {owner: {}, hr: {}, it: {reports_to: hr, deputy: lawyer}, lawyer: {}}\nfunctions: none"
    assert outcomes(text, "FUN008") == {"owner": "not applicable", "hr": "pass", "it": "fail", "lawyer": "fail"}
    assert reason(text, "FUN008", "owner")[0] == "owner_exempt"


def test_fun008_needs_the_functions() -> None:
    assert outcomes("roles: {hr: {}}", "FUN008") == {"hr": "unknown"}
    assert needs("roles: {hr: {}}", "FUN008", "hr") == {"functions"}
    assert outcomes("", "FUN008") == {None: "unknown"}
    assert finding("roles: {hr: {}}\nfunctions: none", "FUN008").path == ("roles", "hr")


@pytest.mark.parametrize(("roles", "outcome"), [("none", "fail"), ("[hr]", "pass"), ("unknown", "unknown")])
def test_fun009_everyone_has_a_role(roles: str, outcome: str) -> None:
    text = f"roles: {{hr: {{}}}}\npeople: {{anna: {{roles: {roles}}}}}"
    assert outcomes(text, "FUN009") == {"anna": outcome}


@pytest.mark.parametrize("rule", ["FUN006", "FUN009"])
def test_people_that_nobody_listed_are_asked_for(rule: str) -> None:
    assert needs("roles: {sales_rep: {}}\nfunctions: none\n", rule) == {"people"}
    assert reason("roles: {sales_rep: {}}\nfunctions: none\npeople: none\n", rule) == ("nothing_to_judge", {})


# --- FUN010 ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("why", "entry", "outcome"),
    [
        ("staff of another line", "responsible: sales_rep, accountable: marketer", "fail"),
        ("the same does it", "responsible: marketer, accountable: marketer", "pass"),
        ("one of those who do it", "responsible: [sales_rep, marketer], accountable: marketer", "pass"),
        ("a leader, of whatever line", "responsible: sales_rep, accountable: head_of_production", "pass"),
        ("the owner", "responsible: sales_rep, accountable: owner", "pass"),
        ("staff cannot order a leader about", "responsible: head_of_sales, accountable: lawyer", "fail"),
        ("one of two who answer is a leader", "responsible: sales_rep, accountable: [marketer, head_of_sales]", "pass"),
        ("nobody does it", "responsible: none, accountable: marketer", "not applicable"),
        ("nobody answers", "responsible: marketer, accountable: none", "not applicable"),
        ("it is not told who does it", "accountable: marketer", "unknown"),
        ("a leader answers, whoever does it", "accountable: head_of_sales", "pass"),
        ("it is not told who answers", "responsible: marketer", "unknown"),
    ],
)
def test_fun010_whoever_answers_can_give_orders(why: str, entry: str, outcome: str) -> None:
    assert outcomes(functions(lead_qualification=entry), "FUN010") == {"lead_qualification": outcome}, why


def test_fun010_follows_the_reporting_line() -> None:
    text = functions(their_own="responsible: [sales_rep, account_manager], accountable: lawyer")
    assert outcomes(text, "FUN010") == {"their_own": "fail"}
    one = text.replace("sales_rep: {reports_to: head_of_sales}", "sales_rep: {reports_to: lawyer}")
    assert outcomes(one, "FUN010") == {"their_own": "fail"}
    both = one.replace("account_manager: {reports_to: head_of_sales}", "account_manager: {reports_to: presales}")
    far = both.replace("presales: {reports_to: ceo}", "presales: {reports_to: lawyer}")
    assert outcomes(both, "FUN010") == {"their_own": "fail"}
    assert outcomes(far, "FUN010") == {"their_own": "pass"}
    assert outcomes(far.replace("reports_to: presales", ""), "FUN010") == {"their_own": "unknown"}
    undone = functions(their_own="responsible: none, accountable: lawyer")
    assert reason(undone, "FUN010", "their_own")[0] == "no_hands_or_answer"
    said = sentence(finding(text, "FUN010"), "en")
    assert said == (
        "Their_own: lawyer answers for it, but those who do it report to somebody else (sales rep and account manager)"
    )


# --- FUN011 ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reviewed", "outcome"),
    [("none", "fail"), ("2025-10-31", "fail"), ("2025-11-01", "pass"), ("unknown", "unknown")],
)
def test_fun011_who_does_what_is_revised_yearly(reviewed: str, outcome: str) -> None:
    text = f"company: {{name: A, headcount: 24, functions_reviewed: {reviewed}, as_of: 2026-11-01}}"
    assert outcomes(text, "FUN011") == {"company": outcome}


def test_fun011_says_how_long_ago() -> None:
    never = finding("company: {name: A, headcount: 24, functions_reviewed: none}", "FUN011")
    assert sentence(never, "en") == "Who does what has never been revised in the company"
    late = finding("company: {name: A, functions_reviewed: 2024-09-02, as_of: 2026-11-01}", "FUN011")
    assert sentence(late, "en") == "Who does what has not been revised for 25 months"
    assert outcomes("company: {name: A, functions_reviewed: 2024-09-02}", "FUN011") == {"company": "unknown"}
    assert outcomes("company: {name: A, headcount: 1, functions_reviewed: none}", "FUN011") == {None: "not applicable"}


@pytest.mark.parametrize(
    ("rule", "severities"),
    [
        ("FUN001", "low medium medium medium"),
        ("FUN002", "low medium medium medium"),
        ("FUN003", "low medium high high"),
        ("FUN004", "low medium medium medium"),
        ("FUN005", "medium medium medium medium"),
        ("FUN006", "low medium medium medium"),
        ("FUN007", "- low medium medium"),
        ("FUN008", "low low medium medium"),
        ("FUN009", "low low low low"),
        ("FUN010", "- low medium medium"),
        ("FUN011", "low low medium medium"),
    ],
)
def test_severity_by_size(rule: str, severities: str) -> None:
    bad = example(rule).bad
    for headcount, severity in zip((10, 60, 150, 400), severities.split(), strict=True):
        resized = report(bad.replace("headcount: 24", f"headcount: {headcount}"))
        assert [f.severity for f in resized.findings if f.rule == rule] == ([] if severity == "-" else [severity])
