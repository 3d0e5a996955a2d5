"""STR: the course of the company, and whether the sales system is tied to it."""

from __future__ import annotations

import pytest

from salesaudit.audit.engine import audit
from salesaudit.audit.phrases import sentence
from salesaudit.audit.profile import Profile
from salesaudit.audit.score import UNSCORED
from tests.builders import finding, needs, org, outcomes, reason, report

GOALS = "goals: [{metric: revenue, target: 160_000_000}]"


def course(rest: str = "", headcount: int = 24, company: str = "as_of: 2026-11-01") -> str:
    """A company with a course and more to say about it."""
    comma = ", " if rest else ""
    return f"company: {{name: Test, headcount: {headcount}, {company}}}\nstrategy: {{{GOALS}{comma}{rest}}}\n"


def audited(text: str, rule: str, **parameters: object) -> list[str]:
    """The variants of the findings of one rule under a profile's parameters."""
    profile = Profile("own", only=frozenset({rule}), parameters={rule: parameters})
    return [found.text for found in audit(org(text), profile).findings]


class TestNoCourse:
    @pytest.mark.parametrize(
        ("strategy", "outcome"),
        [
            pytest.param("none", "fail", id="none"),
            pytest.param("absent", "fail", id="absent"),
            pytest.param("{state: written, goals: none}", "fail", id="without goals"),
            pytest.param(f"{{{GOALS}}}", "pass", id="with goals"),
            pytest.param("{state: written}", "unknown", id="goals not known"),
            pytest.param("unknown", "unknown", id="not known"),
        ],
    )
    def test_outcomes(self, strategy: str, outcome: str) -> None:
        assert outcomes(f"strategy: {strategy}", "STR001") == {"company": outcome}

    def test_goals_are_asked_for(self) -> None:
        assert needs("strategy: {state: written}", "STR001", "company") == {"strategy.goals"}

    @pytest.mark.parametrize(
        ("headcount", "severity"), [(15, "low"), (16, "high"), (101, "critical"), (251, "critical")]
    )
    def test_severity(self, headcount: int, severity: str) -> None:
        text = f"company: {{name: Test, headcount: {headcount}}}\nstrategy: absent\n"
        assert finding(text, "STR001").severity == severity

    @pytest.mark.parametrize("rule", ["STR002", "STR003", "STR004", "STR005", "STR007"])
    def test_where_there_is_no_course_nothing_else_is_held_against_it(self, rule: str) -> None:
        text = "strategy: {state: absent, reviewed: none, involved: none, values: absent, links: {plan: absent}}"
        assert reason(text, rule) == ("no_strategy", {})

    @pytest.mark.parametrize("rule", ["STR002", "STR003", "STR004", "STR005", "STR007"])
    def test_where_the_course_is_not_known_the_rest_waits(self, rule: str) -> None:
        text = "strategy: {reviewed: none, involved: none, values: absent, links: {plan: absent}}"
        assert needs(text, rule) == {"strategy.goals"}


class TestCourseNotReviewed:
    @pytest.mark.parametrize(
        ("reviewed", "outcome", "variant"),
        [
            pytest.param("none", "fail", "", id="never"),
            pytest.param("2025-10-31", "fail", "stale", id="a year and a day ago"),
            pytest.param("2025-10-01", "fail", "stale", id="thirteen months ago"),
            pytest.param("2025-11-01", "pass", None, id="a year ago to the day"),
            pytest.param("2025-12-31", "pass", None, id="less than a year ago"),
            pytest.param("2026-11-01", "pass", None, id="on the day"),
            pytest.param("2027-01-01", "pass", None, id="a date ahead"),
            pytest.param("unknown", "unknown", None, id="not known"),
        ],
    )
    def test_outcomes(self, reviewed: str, outcome: str, variant: str | None) -> None:
        text = course(f"reviewed: {reviewed}")
        assert outcomes(text, "STR002") == {"company": outcome}
        if variant is not None:
            found = finding(text, "STR002")
            assert (found.text, found.path) == (variant, ("strategy", "reviewed"))

    @pytest.mark.parametrize(
        ("as_of", "outcome"), [("2025-02-28", "pass"), ("2025-03-01", "fail")], ids=["a year", "a year and a day"]
    )
    def test_a_review_on_the_leap_day(self, as_of: str, outcome: str) -> None:
        assert outcomes(course("reviewed: 2024-02-29", company=f"as_of: {as_of}"), "STR002") == {"company": outcome}

    @pytest.mark.parametrize(
        ("reviewed", "words"),
        [
            ("2024-06-10", "28 месяцев назад"),
            ("2024-11-01", "24 месяца назад"),
            ("2024-11-02", "23 месяца назад"),
            ("2025-10-01", "13 месяцев назад"),
        ],
    )
    def test_the_sentence_counts_whole_months(self, reviewed: str, words: str) -> None:
        assert words in sentence(finding(course(f"reviewed: {reviewed}"), "STR002"), "ru")

    def test_without_the_day_of_the_description_age_is_unknown(self) -> None:
        text = course("reviewed: 2020-01-01", company="market: b2b")
        assert needs(text, "STR002", "company") == {"company.as_of"}

    def test_never_needs_no_day(self) -> None:
        assert outcomes(course("reviewed: none", company="market: b2b"), "STR002") == {"company": "fail"}

    def test_the_profile_moves_the_limit(self) -> None:
        text = course("reviewed: 2026-06-01")
        assert audited(text, "STR002", months=5) == []
        assert audited(text, "STR002", months=4) == ["stale"]

    @pytest.mark.parametrize(("headcount", "severity"), [(16, "medium"), (101, "medium"), (251, "high")])
    def test_severity(self, headcount: int, severity: str) -> None:
        assert finding(course("reviewed: none", headcount), "STR002").severity == severity

    def test_a_micro_company_is_spared(self) -> None:
        assert reason(course("reviewed: none", 15), "STR002") == ("band", {})


class TestSystemNotTiedToCourse:
    @pytest.mark.parametrize("link", ["coverage", "incentives", "plan", "sales_model"])
    def test_each_link_is_judged(self, link: str) -> None:
        text = course(f"links: {{{link}: absent}}")
        expected = dict.fromkeys(["coverage", "incentives", "plan", "sales_model"], "unknown") | {link: "fail"}
        assert outcomes(text, "STR003") == expected

    @pytest.mark.parametrize("state", ["spoken", "written", "practised", "reviewed"])
    def test_a_link_that_is_there_in_some_way_passes(self, state: str) -> None:
        assert outcomes(course(f"links: {{plan: {state}}}"), "STR003")["plan"] == "pass"

    @pytest.mark.parametrize(
        ("link", "words"),
        [
            ("coverage", "Кому и где продавать"),
            ("incentives", "За что платить продавцам"),
            ("plan", "План продаж"),
            ("sales_model", "Как продавать"),
        ],
    )
    def test_each_link_has_a_sentence_of_its_own(self, link: str, words: str) -> None:
        assert sentence(finding(course(f"links: {{{link}: absent}}"), "STR003"), "ru").startswith(words)

    @pytest.mark.parametrize(
        ("tied_to", "outcome"),
        [
            pytest.param("[calls]", "not applicable", id="pay follows something else, which STR007 tells"),
            pytest.param("[revenue]", "fail", id="pay follows a goal by chance"),
            pytest.param("none", "fail", id="pay follows nothing, which is SYS005's"),
            pytest.param("unknown", "fail", id="not known what pay follows"),
        ],
    )
    def test_pay_that_pulls_elsewhere_is_told_once(self, tied_to: str, outcome: str) -> None:
        text = (
            course("links: {incentives: absent, plan: absent}")
            + f"roles: {{sales_rep: {{pay: {{tied_to: {tied_to}}}}}}}"
        )
        assert outcomes(text, "STR003")["incentives"] == outcome
        assert outcomes(text, "STR003")["plan"] == "fail"
        assert (outcomes(text, "STR007")["sales_rep"] == "fail") == (outcome == "not applicable")
        if outcome == "not applicable":
            assert reason(text, "STR003", "incentives") == ("said_by_other_rule", {"rule": "STR007"})

    def test_the_pay_of_an_owner_is_not_held_against_the_course(self) -> None:
        text = course("links: {incentives: absent}") + "departments: {sales: {leader: boss}}\n"
        text += "roles: {boss: {archetype: owner, pay: {tied_to: [calls]}}}"
        assert outcomes(text, "STR003")["incentives"] == "fail"

    @pytest.mark.parametrize(("headcount", "severity"), [(16, "medium"), (101, "high"), (251, "high")])
    def test_severity(self, headcount: int, severity: str) -> None:
        assert finding(course("links: {plan: absent}", headcount), "STR003").severity == severity

    def test_a_micro_company_is_spared(self) -> None:
        assert reason(course("links: {plan: absent}", 15), "STR003") == ("band", {})


ROLES = "roles: {owner: {}, ceo: {}, head_of_sales: {reports_to: ceo}, sales_rep: {reports_to: head_of_sales}}"


class TestCourseHandedDown:
    @pytest.mark.parametrize(
        ("involved", "outcome", "variant"),
        [
            pytest.param("none", "fail", "", id="nobody takes part"),
            pytest.param("[ceo]", "fail", "without_leader", id="all but the leader"),
            pytest.param("[ceo, head_of_sales]", "pass", None, id="the leader among others"),
            pytest.param("[petrov]", "pass", None, id="the leader by name"),
            pytest.param("unknown", "unknown", None, id="not known"),
        ],
    )
    def test_outcomes(self, involved: str, outcome: str, variant: str | None) -> None:
        people = "people: {petrov: {roles: [head_of_sales]}}"
        text = course(f"involved: {involved}") + f"{ROLES}\n{people}\n"
        assert outcomes(text, "STR004") == {"company": outcome}
        if variant is not None:
            found = finding(text, "STR004")
            assert (found.text, found.path) == (variant, ("strategy", "involved"))

    def test_the_sentence_names_who_takes_part(self) -> None:
        found = finding(course("involved: [ceo]") + ROLES, "STR004")
        assert "за столом только генеральный директор" in sentence(found, "ru")

    def test_one_of_two_leaders_is_enough(self) -> None:
        text = (
            course("involved: [petrov]")
            + """
departments: {sales: {component: sales, leader: [petrov, orlova]}}
roles: {head_of_sales: {}}
people: {petrov: {roles: [head_of_sales]}, orlova: {roles: [head_of_sales]}}
"""
        )
        assert outcomes(text, "STR004") == {"company": "pass"}

    def test_a_commercial_director_speaks_for_departments_with_heads_of_their_own(self) -> None:
        text = (
            course("involved: [commercial_director]")
            + """
departments: {moscow: {component: sales, leader: head_of_sales}}
roles: {ceo: {}, commercial_director: {reports_to: ceo}, head_of_sales: {reports_to: commercial_director}}
"""
        )
        assert outcomes(text, "STR004") == {"company": "pass"}
        assert outcomes(text.replace("involved: [commercial_director]", "involved: [ceo]"), "STR004") == {
            "company": "fail"
        }

    def test_somebody_whose_roles_are_not_known_may_be_the_commercial_director(self) -> None:
        text = (
            course("involved: [ceo, petrov]")
            + """
departments: {moscow: {component: sales, leader: head_of_sales}}
roles: {ceo: {}, head_of_sales: {}}
people: {orlova: {roles: [head_of_sales]}, petrov: {}}
"""
        )
        assert outcomes(text, "STR004") == {"company": "unknown"}
        assert outcomes(text.replace("petrov: {}", "petrov: {roles: [ceo]}"), "STR004") == {"company": "fail"}

    def test_an_owner_who_leads_sales_sets_the_course_in_person(self) -> None:
        text = (
            course("involved: none")
            + """
departments: {sales: {component: sales, leader: savin}}
roles: {owner: {}}
people: {savin: {roles: [owner]}}
"""
        )
        assert reason(text, "STR004", "company") == ("owner_is_leader", {})

    def test_an_owner_who_leads_sales_with_somebody_else_does_not_excuse_it(self) -> None:
        text = (
            course("involved: none")
            + """
departments: {sales: {component: sales, leader: [savin, petrov]}}
roles: {owner: {}, head_of_sales: {}}
people: {savin: {roles: [owner]}, petrov: {roles: [head_of_sales]}}
"""
        )
        assert outcomes(text, "STR004") == {"company": "fail"}

    def test_without_a_leader_nobody_can_be_missed(self) -> None:
        text = course("involved: [ceo]") + "roles: {ceo: {}}\nfunctions: {delivery: {}}\n"
        assert needs(text, "STR004", "company") >= {"functions.planning.responsible"}
        lead = (
            "market_assessment", "staff_matching", "role_distribution", "client_distribution", "planning",
            "motivation_system", "sales_hiring", "sales_training", "process_control",
        )  # fmt: skip
        functions = "".join(f"  {name}: {{responsible: none}}\n" for name in lead)
        text = course("involved: [ceo]") + f"roles: {{ceo: {{}}}}\nfunctions:\n{functions}"
        assert reason(text, "STR004", "company") == ("no_sales_leader", {})

    def test_that_nobody_takes_part_is_told_whoever_leads(self) -> None:
        assert outcomes(course("involved: none"), "STR004") == {"company": "fail"}

    @pytest.mark.parametrize("headcount", [16, 101, 251])
    def test_severity(self, headcount: int) -> None:
        assert finding(course("involved: none", headcount), "STR004").severity == "medium"

    def test_a_micro_company_is_spared(self) -> None:
        assert reason(course("involved: none", 15), "STR004") == ("band", {})


def answered(who: str, fills: str, value: str) -> str:
    return f"respondent: {{as: {who}}}\nanswers:\n  - {{fills: {fills}, value: {value}}}\n"


def asked(fills: str, **values: str) -> tuple[str, dict[str, str]]:
    """The line that names the answers files, and the files; a digit after the respondent tells two of a kind apart."""
    files = {f"answers/{who}.yaml": answered(who.rstrip("0123456789"), fills, value) for who, value in values.items()}
    return f"answers: [{', '.join(files)}]\n", files


class TestEveryoneReadsValuesTheirWay:
    @pytest.mark.parametrize(
        ("values", "outcome", "variant"),
        [
            pytest.param("absent", "fail", "absent", id="absent"),
            pytest.param("spoken", "fail", "", id="only talked about"),
            pytest.param("written", "pass", None, id="written down"),
            pytest.param("practised", "pass", None, id="lived by"),
            pytest.param("unknown", "unknown", None, id="not known"),
        ],
    )
    def test_outcomes(self, values: str, outcome: str, variant: str | None) -> None:
        text = course(f"values: {values}")
        assert outcomes(text, "STR005") == {"company": outcome}
        if variant is not None:
            found = finding(text, "STR005")
            assert (found.text, found.path) == (variant, ("strategy", "values"))

    @pytest.mark.parametrize(
        ("declared", "answers", "outcome"),
        [
            pytest.param("", {"owner": "practised", "seller": "written"}, "fail", id="told differently"),
            pytest.param("practised", {"owner": "practised", "seller": "absent"}, "fail", id="whatever is declared"),
            pytest.param("", {"owner": "written", "seller": "written"}, "pass", id="told alike"),
            pytest.param("practised", {"seller": "written"}, "pass", id="one answer is no difference"),
            pytest.param("", {"owner": "spoken", "seller": "spoken"}, "fail", id="alike, but only talked about"),
            pytest.param("practised", {"owner": "practised", "seller": "unknown"}, "pass", id="one does not know"),
        ],
    )
    def test_what_respondents_say(self, declared: str, answers: dict[str, str], outcome: str) -> None:
        line, files = asked("strategy.values", **answers)
        text = course(f"values: {declared}" if declared else "") + line
        assert outcomes(text, "STR005", beside=files) == {"company": outcome}

    def test_a_difference_has_a_sentence_of_its_own(self) -> None:
        line, files = asked("strategy.values", owner="practised", seller="written")
        found = finding(course() + line, "STR005", files)
        assert (found.text, found.path, found.confidence) == ("differently", ("strategy", "values"), "told")

    @pytest.mark.parametrize(("headcount", "severity"), [(16, "low"), (101, "medium"), (251, "medium")])
    def test_severity(self, headcount: int, severity: str) -> None:
        assert finding(course("values: absent", headcount), "STR005").severity == severity

    def test_a_micro_company_is_spared(self) -> None:
        assert reason(course("values: absent", 15), "STR005") == ("band", {})


class TestOnlyMoneyHoldsTheTeam:
    @pytest.mark.parametrize(
        ("motives", "outcome"),
        [
            pytest.param("[money]", "fail", id="only money"),
            pytest.param("[money, team]", "pass", id="money and something else"),
            pytest.param("[growth]", "pass", id="something else"),
            pytest.param("none", "pass", id="nothing is not money"),
            pytest.param("unknown", "unknown", id="not known"),
        ],
    )
    def test_outcomes(self, motives: str, outcome: str) -> None:
        assert outcomes(f"elements: {{compensation: {{motives: {motives}}}}}", "STR006") == {"company": outcome}

    @pytest.mark.parametrize(
        ("answers", "outcome"),
        [
            pytest.param({"seller": "[money]"}, "fail", id="a seller says so"),
            pytest.param({"seller1": "[money]", "seller2": "[money]"}, "fail", id="all sellers say so"),
            pytest.param({"seller1": "[money]", "seller2": "[team]"}, "pass", id="not all sellers say so"),
            pytest.param({"owner": "[money]"}, "pass", id="the owner's word is not the sellers'"),
            pytest.param({"seller": "[money, team]"}, "pass", id="money and something else"),
        ],
    )
    def test_what_sellers_say_counts_more_than_what_is_declared(self, answers: dict[str, str], outcome: str) -> None:
        line, files = asked("elements.compensation.motives", **answers)
        text = "elements: {compensation: {motives: [money, growth]}}\n" + line
        assert outcomes(text, "STR006", beside=files) == {"company": outcome}

    def test_what_sellers_say_has_a_sentence_of_its_own(self) -> None:
        line, files = asked("elements.compensation.motives", seller="[money]")
        found = finding("elements: {compensation: {motives: [growth]}}\n" + line, "STR006", files)
        assert (found.text, found.path) == ("told", ("elements", "compensation", "motives"))

    def test_declared_motives_have_the_plain_sentence(self) -> None:
        found = finding("elements: {compensation: {motives: [money]}}", "STR006")
        assert (found.text, found.path) == ("", ("elements", "compensation", "motives"))

    @pytest.mark.parametrize(("headcount", "severity"), [(16, "low"), (101, "medium"), (251, "medium")])
    def test_severity(self, headcount: int, severity: str) -> None:
        text = f"company: {{name: Test, headcount: {headcount}}}\nelements: {{compensation: {{motives: money}}}}\n"
        assert finding(text, "STR006").severity == severity

    def test_a_micro_company_is_spared(self) -> None:
        text = "company: {name: Test, headcount: 15}\nelements: {compensation: {motives: money}}\n"
        assert reason(text, "STR006") == ("band", {})


def paid(seller: str, leader: str = "[revenue]", goals: str = "[revenue]", headcount: int = 24) -> str:
    listed = ", ".join(f"{{metric: {goal}}}" for goal in goals.strip("[]").split(", "))
    return f"""
        company: {{name: Test, headcount: {headcount}}}
        strategy: {{goals: [{listed}]}}
        roles:
          head_of_sales: {{pay: {{tied_to: {leader}}}}}
          sales_rep: {{pay: {{tied_to: {seller}}}}}
    """


class TestPayPullsElsewhere:
    @pytest.mark.parametrize(
        ("tied_to", "goals", "outcome"),
        [
            pytest.param("[calls]", "[revenue]", "fail", id="effort is not revenue"),
            pytest.param("[revenue_plan]", "[revenue]", "pass", id="another metric of the same family"),
            pytest.param("[calls, revenue]", "[revenue]", "pass", id="one of several is enough"),
            pytest.param("[payments]", "[revenue]", "pass", id="payments are revenue that has arrived"),
            pytest.param("[revenue]", "[payments]", "fail", id="revenue may never be paid for"),
            pytest.param("[payments]", "[gross_profit]", "fail", id="payments are not what is earned"),
            pytest.param("[margin]", "[revenue, gross_profit]", "pass", id="matches the second goal"),
            pytest.param("[обороты]", "[обороты]", "pass", id="the company's own words match themselves"),
            pytest.param("[обороты]", "[revenue]", "unknown", id="pay in the company's own words only"),
            pytest.param("[calls, обороты]", "[revenue]", "fail", id="pay in the company's own words among others"),
            pytest.param("[revenue]", "[обороты]", "unknown", id="a goal in the company's own words"),
            pytest.param("[calls]", "[revenue, обороты]", "unknown", id="one goal in the company's own words"),
            pytest.param("unknown", "[revenue]", "unknown", id="not known"),
            pytest.param("none", "[revenue]", "not applicable", id="tied to nothing"),
        ],
    )
    def test_sellers_and_leader(self, tied_to: str, goals: str, outcome: str) -> None:
        assert outcomes(paid(tied_to, goals=goals), "STR007")["sales_rep"] == outcome
        assert outcomes(paid("[revenue]", leader=tied_to, goals=goals), "STR007")["head_of_sales"] == outcome

    def test_pay_that_is_tied_to_nothing_is_told_elsewhere(self) -> None:
        assert reason(paid("none"), "STR007", "sales_rep") == ("no_pay_link", {})

    def test_the_sentence_names_both_sides(self) -> None:
        text = sentence(
            finding(paid("[calls, nps]", "[revenue, new_markets]", "[revenue, new_customers]"), "STR007"), "ru"
        )
        assert "в оплате — звонки и готовность рекомендовать (NPS)" in text
        assert "в целях компании — выручка и новые клиенты" in text

    def test_a_person_is_judged_only_where_the_pay_is_their_own(self) -> None:
        text = (
            paid("[revenue]")
            + """
        people:
          orlov: {roles: [sales_rep], pay: {tied_to: [calls]}}
          petrov: {roles: [sales_rep]}
          volkov: {roles: [head_of_sales]}
        """
        )
        assert outcomes(text, "STR007") == {
            "sales_rep": "pass", "orlov": "fail", "head_of_sales": "pass", "company": "pass",
        }  # fmt: skip

    def test_pay_of_their_own_that_leaves_open_what_it_is_tied_to_is_the_roles(self) -> None:
        people = """
        people:
          orlov: {roles: [sales_rep], pay: {fixed: 40%}}
          volkov: {roles: [head_of_sales], pay: {fixed: 40%}}
        """
        assert outcomes(paid("[revenue]") + people, "STR007") == {
            "sales_rep": "pass", "head_of_sales": "pass", "company": "pass",
        }  # fmt: skip

    def test_whoever_else_may_lead_is_not_left_out(self) -> None:
        text = """
            strategy: {goals: [{metric: revenue}]}
            roles: {ceo: {}, sales_rep: {pay: {tied_to: [revenue]}}}
        """
        assert outcomes(text, "STR007")["sales_rep"] == "pass"
        assert "functions.planning.responsible" in needs(text, "STR007")

    def test_a_leader_with_pay_of_their_own(self) -> None:
        text = paid("[revenue]") + "    people: {volkov: {roles: [head_of_sales], pay: {tied_to: [calls]}}}\n"
        assert outcomes(text, "STR007") == {"sales_rep": "pass", "volkov": "fail", "company": "pass"}

    def test_a_leader_whose_roles_do_not_tell_the_pay_is_asked_about_in_person(self) -> None:
        text = """
            strategy: {goals: [{metric: revenue}]}
            roles: {head_of_sales: {}, sales_rep: {pay: {tied_to: [revenue]}}}
            people: {volkov: {roles: [head_of_sales]}}
        """
        assert outcomes(text, "STR007") == {"sales_rep": "pass", "volkov": "unknown", "company": "pass"}

    def test_an_owner_who_leads_sales_is_left_alone(self) -> None:
        text = """
            strategy: {goals: [{metric: revenue}]}
            departments: {sales: {component: sales, leader: savin}}
            roles: {owner: {pay: {tied_to: [calls]}}, sales_rep: {pay: {tied_to: [revenue]}}}
            people: {savin: {roles: [owner]}}
        """
        assert reason(text, "STR007", "savin") == ("owner_exempt", {})

    @pytest.mark.parametrize(("headcount", "severity"), [(16, "medium"), (101, "high"), (251, "high")])
    def test_severity(self, headcount: int, severity: str) -> None:
        assert finding(paid("[calls]", headcount=headcount), "STR007").severity == severity

    def test_a_micro_company_is_spared(self) -> None:
        assert reason(paid("[calls]", headcount=15), "STR007") == ("band", {})


class TestAGoalThatNobodyIsPaidFor:
    @pytest.mark.parametrize(
        ("seller", "leader", "goals", "outcome"),
        [
            pytest.param("[revenue]", "[revenue]", "[revenue, new_customers]", "fail", id="one goal is nobody's"),
            pytest.param("[revenue]", "[new_markets]", "[revenue, new_customers]", "pass", id="each is somebody's"),
            pytest.param("unknown", "[revenue]", "[revenue]", "pass", id="all goals are somebody's already"),
            pytest.param("unknown", "[revenue]", "[revenue, nps]", "unknown", id="the unknown pay may be for it"),
            pytest.param("[calls]", "[calls]", "[revenue]", "not applicable", id="no goal is paid for at all"),
            pytest.param("none", "none", "[revenue]", "not applicable", id="pay is tied to nothing"),
            pytest.param("[calls]", "unknown", "[revenue]", "unknown", id="the leader's pay may be for it"),
        ],
    )
    def test_outcomes(self, seller: str, leader: str, goals: str, outcome: str) -> None:
        assert outcomes(paid(seller, leader, goals), "STR007")["company"] == outcome

    @pytest.mark.parametrize("headcount", [16, 101, 251])
    def test_it_is_a_remark_in_every_size(self, headcount: int) -> None:
        found = finding(paid("[revenue]", goals="[revenue, nps, churn]", headcount=headcount), "STR007")
        assert (found.severity, found.text) == ("low", "goal")

    def test_it_points_at_the_first_goal_that_is_nobodys(self) -> None:
        found = finding(paid("[revenue]", goals="[revenue, nps, churn]"), "STR007")
        assert found.path == ("strategy", "goals", 1)

    def test_the_sentence_names_the_goals(self) -> None:
        found = finding(paid("[revenue]", goals="[revenue, nps, new_customers]"), "STR007")
        assert sentence(found, "ru").endswith("в целях: готовность рекомендовать (NPS) и новые клиенты")

    def test_where_each_single_pay_misses_the_goals_that_is_told_once(self) -> None:
        assert reason(paid("[calls]", "[calls]"), "STR007", "company") == ("no_pay_link", {})

    def test_without_anybody_who_sells_or_leads(self) -> None:
        lead = (
            "market_assessment", "staff_matching", "role_distribution", "client_distribution", "planning",
            "motivation_system", "sales_hiring", "sales_training", "process_control",
        )  # fmt: skip
        functions = "".join(f"  {name}: {{responsible: none}}\n" for name in lead)
        text = course() + f"roles: {{owner: {{}}}}\nfunctions:\n{functions}"
        assert reason(text, "STR007", "company") == ("no_sellers", {})

    def test_unknown_roles_may_hide_whose_it_is(self) -> None:
        assert outcomes(course(), "STR007") == {"company": "unknown", None: "unknown"}


ELEMENTS = (
    "price_list", "product", "crm", "scripts", "presentation", "proposal_template", "kb_objections", "kb_product",
    "sales_standard", "planning_tool",
)  # fmt: skip


def machine(practised: int, known: int, strategy: str, state: str = "practised", headcount: int = 24) -> str:
    states = [state] * practised + ["written"] * (known - practised)
    listed = ", ".join(f"{name}: {step}" for name, step in zip(ELEMENTS, states, strict=False))
    company = f"company: {{name: Test, headcount: {headcount}, as_of: 2026-11-01}}"
    return f"{company}\nstrategy: {strategy}\nelements: {{{listed}}}\n"


STALE = f"{{{GOALS}, reviewed: 2024-01-01}}"
FRESH = f"{{{GOALS}, reviewed: 2026-01-01}}"


class TestMachineWithoutATrack:
    @pytest.mark.parametrize(
        ("practised", "known", "strategy", "outcome"),
        [
            pytest.param(8, 8, "absent", "fail", id="everything works and there is no course"),
            pytest.param(6, 10, "absent", "fail", id="at the limit"),
            pytest.param(5, 10, "absent", "pass", id="below the limit"),
            pytest.param(8, 8, STALE, "fail", id="everything works and the course is old"),
            pytest.param(8, 8, f"{{{GOALS}, reviewed: none}}", "fail", id="the course was never reviewed"),
            pytest.param(8, 8, FRESH, "pass", id="everything works and the course is fresh"),
            pytest.param(8, 8, f"{{{GOALS}, reviewed: 2025-11-01}}", "pass", id="the course is a year old"),
            pytest.param(8, 8, f"{{{GOALS}, reviewed: 2025-10-31}}", "fail", id="the course is over a year old"),
            pytest.param(7, 7, "absent", "unknown", id="too few elements are known"),
            pytest.param(8, 8, f"{{{GOALS}}}", "unknown", id="the age of the course is not known"),
            pytest.param(8, 8, "unknown", "unknown", id="the course is not known"),
            pytest.param(4, 8, "unknown", "pass", id="the course does not matter where little works"),
        ],
    )
    def test_outcomes(self, practised: int, known: int, strategy: str, outcome: str) -> None:
        assert outcomes(machine(practised, known, strategy), "STR008") == {"company": outcome}

    def test_what_is_reviewed_works_too(self) -> None:
        assert outcomes(machine(8, 8, "absent", state="reviewed"), "STR008") == {"company": "fail"}

    def test_the_funnel_counts_as_its_process(self) -> None:
        text = machine(7, 7, "absent") + "processes: {funnel: practised}\n"
        assert outcomes(text, "STR008") == {"company": "fail"}
        assert "8 из 8" in sentence(finding(text, "STR008"), "ru")

    def test_unknown_elements_are_asked_for(self) -> None:
        wanted = needs(machine(7, 7, "absent"), "STR008", "company")
        assert {"elements.kb_product.state", "processes.funnel.state"} <= wanted
        assert "elements.crm.state" not in wanted

    @pytest.mark.parametrize(
        ("strategy", "variant", "place"),
        [("absent", "", ("strategy", "state")), (STALE, "stale", ("strategy", "reviewed"))],
    )
    def test_it_tells_what_the_course_lacks_and_stands_there(
        self, strategy: str, variant: str, place: tuple[str, ...]
    ) -> None:
        found = finding(machine(7, 9, strategy), "STR008")
        assert found.text == variant
        assert found.path == place
        assert "В деле 7 из 9 частей" in sentence(found, "ru")

    def test_it_weighs_nothing_in_the_score(self) -> None:
        assert "STR008" in UNSCORED
        assert "STR008" not in {lost.rule for lost in report(machine(8, 8, "absent")).score.lost}

    @pytest.mark.parametrize("headcount", [16, 101, 251])
    def test_severity(self, headcount: int) -> None:
        assert finding(machine(8, 8, "absent", headcount=headcount), "STR008").severity == "high"

    def test_a_micro_company_is_spared(self) -> None:
        assert reason(machine(8, 8, "absent", headcount=15), "STR008") == ("band", {})

    @pytest.mark.parametrize(
        ("parameters", "failing"),
        [({}, True), ({"practised": 0.9}, False), ({"enough": 11}, False), ({"months": 1200}, False)],
    )
    def test_the_profile_moves_the_limits(self, parameters: dict[str, float], failing: bool) -> None:
        assert bool(audited(machine(8, 10, STALE), "STR008", **parameters)) is failing


class TestNoGrowth:
    @pytest.mark.parametrize(
        ("now", "before", "outcome"),
        [
            pytest.param("100", "101", "fail", id="less than before"),
            pytest.param("100", "100", "pass", id="as much as before"),
            pytest.param("101", "100", "pass", id="more than before"),
            pytest.param("unknown", "100", "unknown", id="now unknown"),
            pytest.param("100", "unknown", "unknown", id="before unknown"),
        ],
    )
    def test_outcomes(self, now: str, before: str, outcome: str) -> None:
        text = f"company: {{name: Test, headcount: 24, revenue: {now}, revenue_previous: {before}}}\n"
        assert outcomes(text, "STR009") == {"company": outcome}

    def test_inflation_raises_what_counts_as_growth(self) -> None:
        text = "company: {name: Test, headcount: 24, revenue: 105, revenue_previous: 100}\n"
        assert audited(text, "STR009") == []
        assert audited(text, "STR009", inflation=0.05) == []
        assert audited(text, "STR009", inflation=0.06) == ["inflation"]

    def test_a_fall_is_called_a_fall_whatever_the_inflation(self) -> None:
        text = "company: {name: Test, headcount: 24, revenue: 99, revenue_previous: 100}\n"
        assert audited(text, "STR009", inflation=0.06) == [""]
        text = text.replace("99", "100")
        assert audited(text, "STR009", inflation=0.06) == ["inflation"]

    def test_the_sentence_names_both_years(self) -> None:
        text = "company: {name: Test, headcount: 24, revenue: 112_000_000, revenue_previous: 118_000_000}\n"
        assert sentence(finding(text, "STR009"), "en") == "Revenue of the year is ₽112M; the year before it was ₽118M"

    @pytest.mark.parametrize(("headcount", "severity"), [(15, "low"), (16, "medium"), (101, "medium"), (251, "medium")])
    def test_severity(self, headcount: int, severity: str) -> None:
        text = f"company: {{name: Test, headcount: {headcount}, revenue: 1, revenue_previous: 2}}\n"
        assert finding(text, "STR009").severity == severity
