"""CEO: the architect of the system, who supplies it and answers for its result."""

from __future__ import annotations

import pytest

from salesaudit.audit.engine import audit
from salesaudit.audit.phrases import sentence
from salesaudit.audit.profile import Profile
from tests.builders import finding, needs, org, outcomes, reason


def company(rest: str, headcount: int | str = 24) -> str:
    return f"company: {{name: Test, headcount: {headcount}}}\n{rest}\n"


def sentence_of(text: str, rule: str, lang: str = "en") -> str:
    return sentence(finding(text, rule), lang)


class TestResourceFunctionNotWithCeo:
    ROLES = "roles: {owner: {}, ceo: {}, head_of_it: {reports_to: ceo}, it: {}}\n"

    @pytest.mark.parametrize(
        ("accountable", "outcome"),
        [
            pytest.param("none", "fail", id="nobody"),
            pytest.param("ceo", "pass", id="the CEO"),
            pytest.param("owner", "pass", id="the owner, who stands above"),
            pytest.param("[head_of_it, ceo]", "pass", id="the CEO among others"),
            pytest.param("head_of_it", "fail", id="another leader"),
            pytest.param("it", "fail", id="somebody of the staff"),
            pytest.param("unknown", "unknown", id="not known"),
        ],
    )
    def test_who_answers(self, accountable: str, outcome: str) -> None:
        text = f"{self.ROLES}functions: {{technology: {{accountable: {accountable}}}}}"
        assert outcomes(text, "CEO001")["technology"] == outcome

    @pytest.mark.parametrize(("accountable", "outcome"), [("ann", "unknown"), ("it", "unknown"), ("ceo", "pass")])
    def test_somebody_whose_roles_are_not_known_may_hold_any_two(self, accountable: str, outcome: str) -> None:
        text = f"{self.ROLES}people: {{ann: {{name: Ann}}}}\nfunctions: {{technology: {{accountable: {accountable}}}}}"
        assert outcomes(text, "CEO001")["technology"] == outcome

    def test_a_person_answers_through_their_role(self) -> None:
        text = "roles: {ceo: {}}\npeople: {ann: {roles: [ceo]}}\nfunctions: {staffing: {accountable: ann}}"
        assert outcomes(text, "CEO001")["staffing"] == "pass"

    def test_there_are_six_of_them(self) -> None:
        assert outcomes("", "CEO001") == dict.fromkeys(
            ("staffing", "technology", "product_relevance", "team_motivation", "company_result", "company_strategy"),
            "unknown",
        )

    @pytest.mark.parametrize(
        ("headcount", "nobody", "another"),
        [(15, "low", "low"), (16, "medium", "low"), (101, "high", "low"), (251, "high", "low")],
    )
    def test_another_name_is_only_a_remark(self, headcount: int, nobody: str, another: str) -> None:
        unanswered = company("functions: {technology: {accountable: none}}", headcount)
        elsewhere = company(f"{self.ROLES}functions: {{technology: {{accountable: head_of_it}}}}", headcount)
        assert finding(unanswered, "CEO001").severity == nobody
        assert finding(elsewhere, "CEO001").severity == another

    def test_the_sentences(self) -> None:
        unanswered = "functions: {team_motivation: {accountable: none}}"
        assert sentence_of(unanswered, "CEO001", "ru") == "Мотивация всей команды: за это не отвечает никто"
        elsewhere = f"{self.ROLES}functions: {{technology: {{accountable: it}}}}"
        assert sentence_of(elsewhere, "CEO001", "ru") == ("Современные технологии: за это отвечает не директор, а ИТ")
        assert finding(elsewhere, "CEO001").path == ("functions", "technology", "accountable")
        assert finding(unanswered, "CEO001").path == ("functions", "team_motivation", "accountable")


class TestCeoNotMeasuredByCompanyResult:
    @staticmethod
    def measured(kpis: str, headcount: int = 24) -> str:
        return company(f"roles: {{owner: {{}}, ceo: {{kpis: {kpis}}}}}", headcount)

    @pytest.mark.parametrize(
        ("kpis", "outcome"),
        [
            pytest.param("[company_profit]", "pass", id="profit"),
            pytest.param("[company_value]", "pass", id="value"),
            pytest.param("[company_result]", "pass", id="result"),
            pytest.param("[revenue]", "pass", id="revenue, which is the company's"),
            pytest.param("[revenue_plan]", "pass", id="the plan of revenue"),
            pytest.param("[calls, company_profit]", "pass", id="one is enough"),
            pytest.param("[new_customers]", "fail", id="growth only"),
            pytest.param("[calls, deals]", "fail", id="effort and flow"),
            pytest.param("[gross_profit]", "fail", id="gross profit is a plan, not the company's result"),
            pytest.param("[EBITDA]", "unknown", id="free text may be a result"),
            pytest.param("[calls, EBITDA]", "unknown", id="free text beside another"),
            pytest.param("[EBITDA, company_profit]", "pass", id="free text beside a result"),
            pytest.param("unknown", "unknown", id="not known"),
            pytest.param("none", "not applicable", id="no measures at all"),
        ],
    )
    def test_measures(self, kpis: str, outcome: str) -> None:
        assert outcomes(self.measured(kpis), "CEO002")["ceo"] == outcome

    def test_the_sentence_names_the_measures_there_are(self) -> None:
        text = self.measured("[calls, new_customers]")
        assert (
            sentence_of(text, "CEO002")
            == "CEO is measured by calls and new customers, and none of that is a result of the whole company"
        )
        assert finding(text, "CEO002").path == ("roles", "ceo", "kpis")

    @pytest.mark.parametrize(("headcount", "severity"), [(15, "low"), (16, "medium"), (101, "medium"), (251, "medium")])
    def test_severity(self, headcount: int, severity: str) -> None:
        assert finding(self.measured("[calls]", headcount), "CEO002").severity == severity

    def test_free_text_is_what_would_decide(self) -> None:
        assert needs(self.measured("[EBITDA]"), "CEO002", "ceo") == {"roles.ceo.kpis"}

    def test_not_applicable(self) -> None:
        assert reason(self.measured("none"), "CEO002", "ceo") == ("no_measures", {})
        assert reason("roles: {owner: {}}", "CEO002") == ("no_ceo", {})
        both = "roles: {owner: {}, ceo: {kpis: [calls]}}\npeople: {ann: {roles: [owner, ceo]}}"
        assert reason(both, "CEO002", "ann") == ("owner_is_ceo", {})


class TestCeoDoesTheLeadersWork:
    LEADERS = (
        "price_lists", "lead_sources", "lead_lists", "workplaces", "communications", "presentation_materials",
        "market_assessment", "staff_matching", "role_distribution", "client_distribution", "planning", "sales_hiring",
        "sales_training", "process_control",
    )  # fmt: skip

    @classmethod
    def doing(cls, *mine: str, ceo: str = "ceo", headcount: int = 24) -> str:
        functions = "".join(
            f"  {id_}: {{responsible: {ceo if id_ in mine else 'head_of_sales'}}}\n"
            for id_ in (*cls.LEADERS, "motivation_system", "value_proposition")
        )
        return company(f"roles: {{ceo: {{}}, head_of_sales: {{}}}}\nfunctions:\n{functions}", headcount)

    def test_two_are_no_offence_and_three_are(self) -> None:
        assert outcomes(self.doing("planning", "price_lists"), "CEO003")["ceo"] == "pass"
        assert outcomes(self.doing("planning", "price_lists", "lead_lists"), "CEO003")["ceo"] == "fail"

    @pytest.mark.parametrize("function", LEADERS)
    def test_every_function_of_organising_and_leading_counts(self, function: str) -> None:
        two = [id_ for id_ in self.LEADERS if id_ != function][:2]
        assert outcomes(self.doing(function, *two), "CEO003")["ceo"] == "fail"

    @pytest.mark.parametrize("function", ["motivation_system", "value_proposition"])
    def test_what_a_ceo_may_keep(self, function: str) -> None:
        assert outcomes(self.doing("planning", "price_lists", function), "CEO003")["ceo"] == "pass"

    def test_the_sentence_names_them_all(self) -> None:
        found = finding(self.doing("planning", "price_lists", "lead_lists"), "CEO003")
        assert sentence(found, "ru") == (
            "Генеральный директор делает за руководителя продаж: "
            "прайс-листы, списки клиентов для обзвона и планирование продаж"
        )
        assert found.path == ("roles", "ceo")

    def test_three_known_ones_decide_whatever_the_rest_is(self) -> None:
        text = """\
            roles: {ceo: {}, head_of_sales: {}}
            functions: {planning: {responsible: ceo}, lead_lists: {responsible: ceo}, sales_hiring: {responsible: ceo}}
            """
        assert outcomes(text, "CEO003")["ceo"] == "fail"

    def test_what_is_not_known_may_still_decide(self) -> None:
        text = self.doing("planning", "price_lists").replace("sales_training: {responsible: head_of_sales}", "")
        assert needs(text, "CEO003", "ceo") == {"functions.sales_training.responsible"}

    @pytest.mark.parametrize(("headcount", "severity"), [(16, "medium"), (101, "high"), (251, "high")])
    def test_severity(self, headcount: int, severity: str) -> None:
        assert finding(self.doing(*self.LEADERS[:3], headcount=headcount), "CEO003").severity == severity

    def test_the_number_is_a_parameter(self) -> None:
        looser = audit(org(self.doing(*self.LEADERS[:3])), Profile("mine", parameters={"CEO003": {"most": 3}}))
        assert "CEO003" not in {found.rule for found in looser.findings}

    def test_not_applicable(self) -> None:
        assert reason(self.doing(*self.LEADERS[:3], headcount=15), "CEO003") == ("band", {})
        assert reason("roles: {owner: {}, head_of_sales: {}}", "CEO003") == ("no_ceo", {})
        alone = self.doing().replace("headcount: 24", "headcount: 1, revenue: 300_000_000")
        assert reason(alone, "CEO003") == ("one_person_company", {})
        leads = "roles: {ceo: {}}\nfunctions: {planning: {responsible: ceo}}"
        assert reason(leads, "CEO003", "ceo") == ("ceo_is_leader", {})
        nobody_leads = company(f"roles: {{ceo: {{}}, hr: {{}}}}\nfunctions:\n{self._nobody_leads()}")
        assert reason(nobody_leads, "CEO003", "ceo") == ("no_sales_leader", {})

    @staticmethod
    def _nobody_leads() -> str:
        leading = (
            "market_assessment", "staff_matching", "role_distribution", "client_distribution", "planning",
            "motivation_system", "sales_hiring", "sales_training", "process_control",
        )  # fmt: skip
        return "".join(f"  {id_}: {{responsible: hr}}\n" for id_ in leading)

    def test_an_owner_who_leads_sales_is_a_leader_too(self) -> None:
        text = """\
            roles: {owner: {}, ceo: {}}
            functions:
              market_assessment: {responsible: owner}
              planning: {responsible: [ceo, owner]}
              lead_lists: {responsible: ceo}
              sales_hiring: {responsible: ceo}
            """
        assert outcomes(text, "CEO003")["ceo"] == "fail"


class TestCeoIsASeller:
    @staticmethod
    def day(ceo: str, seller: str = "", headcount: int = 24, more: str = "head_of_sales: {}") -> str:
        return company(
            f"""\
roles: {{owner: {{}}, ceo: {{}}, sales_rep: {{}}, {more}}}
people:
  ann: {{name: Ann, roles: [ceo], {ceo}}}
  bob: {{name: Bob, roles: [sales_rep], results: {{{seller}}}}}""",
            headcount,
        )

    @pytest.mark.parametrize(
        ("ceo", "seller", "outcome"),
        [
            pytest.param("time: {selling: 21%}", "", "fail", id="time above the limit"),
            pytest.param("time: {selling: 20%}, results: {revenue: 0}", "", "pass", id="time at the limit, no revenue"),
            pytest.param(
                "time: {selling: 5%}, results: {revenue: 9}", "revenue: 9", "fail", id="level with the seller"
            ),
            pytest.param("time: {selling: 5%}, results: {revenue: 8}", "revenue: 9", "pass", id="below the seller"),
            pytest.param("results: {revenue: 9}", "revenue: 9", "fail", id="revenue alone decides"),
            pytest.param("results: {revenue: 8}", "revenue: 9", "unknown", id="time is not known"),
            pytest.param("time: {selling: 5%}", "revenue: 9", "unknown", id="revenue is not known"),
        ],
    )
    def test_time_and_revenue(self, ceo: str, seller: str, outcome: str) -> None:
        assert outcomes(self.day(ceo, seller), "CEO004")["ann"] == outcome

    def test_the_sentences(self) -> None:
        by_time = self.day("time: {selling: 30%}")
        assert sentence_of(by_time, "CEO004") == "Ann gives 30% of working time to personal selling; the limit is 20%"
        assert finding(by_time, "CEO004").path == ("people", "ann", "time", "selling")
        by_revenue = self.day("time: {selling: 5%}, results: {revenue: 9}", "revenue: 9")
        assert sentence_of(by_revenue, "CEO004") == "Ann sells no less than any seller"
        assert finding(by_revenue, "CEO004").path == ("people", "ann", "results", "revenue")

    @pytest.mark.parametrize(("headcount", "severity"), [(15, "low"), (16, "medium"), (101, "high"), (251, "high")])
    def test_severity(self, headcount: int, severity: str) -> None:
        assert finding(self.day("time: {selling: 30%}", headcount=headcount), "CEO004").severity == severity

    def test_the_share_is_a_parameter(self) -> None:
        text = self.day("time: {selling: 30%}, results: {revenue: 0}")
        looser = audit(org(text), Profile("mine", parameters={"CEO004": {"selling": 0.3}}))
        assert "CEO004" not in {found.rule for found in looser.findings}

    def test_not_applicable(self) -> None:
        selling = "time: {selling: 30%}"
        assert reason(self.day(selling, headcount=1), "CEO004") == ("one_person_company", {})
        assert reason("roles: {ceo: {}, head_of_sales: {}}", "CEO004") == ("no_sellers", {})
        assert reason("roles: {owner: {}, sales_rep: {}}", "CEO004") == ("no_ceo", {})
        owner = self.day(selling).replace("roles: [ceo]", "roles: [ceo, owner]")
        assert reason(owner, "CEO004", "ann") == ("owner_is_ceo", {})
        leader = self.day(selling).replace("roles: [ceo]", "roles: [ceo, head_of_sales]")
        assert reason(leader, "CEO004", "ann") == ("ceo_is_leader", {})

    def test_one_of_two_leaders_is_a_leader(self) -> None:
        both = self.day("time: {selling: 30%}").replace("roles: [ceo]", "roles: [ceo, head_of_sales]")
        both += "  cid: {name: Cid, roles: [head_of_sales]}"
        assert reason(both, "CEO004", "ann") == ("ceo_is_leader", {})

    def test_whether_the_ceo_leads_may_not_be_known(self) -> None:
        text = self.day("time: {selling: 30%}", more="hr: {}")
        assert "functions.planning.responsible" in needs(text, "CEO004", "ann")


class TestCeoWithoutTimeForTheCourse:
    @staticmethod
    def day(time: str, headcount: int = 24) -> str:
        return company(f"roles: {{ceo: {{time: {{{time}}}}}}}", headcount)

    @pytest.mark.parametrize(
        ("time", "outcome"),
        [
            pytest.param("strategy: 0%", "fail", id="none, as written"),
            pytest.param("leading: 40%, admin: 60%", "fail", id="none, because the rest is full"),
            pytest.param("strategy: 1%", "pass", id="a little"),
            pytest.param("leading: 40%, admin: 59%", "unknown", id="a little may be left"),
        ],
    )
    def test_time(self, time: str, outcome: str) -> None:
        assert outcomes(self.day(time), "CEO005")["ceo"] == outcome

    def test_the_place_and_the_sentence(self) -> None:
        text = self.day("strategy: 0%")
        assert finding(text, "CEO005").path == ("roles", "ceo", "time", "strategy")
        assert sentence_of(text, "CEO005", "ru") == (
            "Генеральный директор: на курс компании не остаётся ни часа, вся неделя занята другим"
        )

    @pytest.mark.parametrize(("headcount", "severity"), [(16, "low"), (101, "medium"), (251, "high")])
    def test_severity(self, headcount: int, severity: str) -> None:
        assert finding(self.day("strategy: 0%", headcount), "CEO005").severity == severity

    def test_an_owner_who_is_the_ceo_needs_the_time_too(self) -> None:
        text = "roles: {owner: {}, ceo: {}}\npeople: {ann: {roles: [owner, ceo], time: {strategy: 0%}}}"
        assert outcomes(text, "CEO005") == {"ann": "fail"}

    def test_not_applicable(self) -> None:
        assert reason(self.day("strategy: 0%", 15), "CEO005") == ("band", {})
        assert reason("roles: {owner: {}}", "CEO005") == ("no_ceo", {})
