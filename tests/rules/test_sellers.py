"""REP: what sellers do, what they answer for, and what they may decide alone."""

from __future__ import annotations

import pytest

from salesaudit.audit.engine import audit
from salesaudit.audit.phrases import sentence
from salesaudit.audit.profile import Profile
from salesaudit.audit.report import Amount
from salesaudit.org.org import Org
from salesaudit.rules.causes import lead_lists_missed
from tests.builders import finding, needs, org, outcomes, reason

FILE = "evidence/deals.yaml"
ALONE = "company: {name: Test, headcount: 1, market: b2b, sales_format: office}\n"


def company(rest: str = "", headcount: int | str = 24) -> str:
    return f"company: {{name: Test, headcount: {headcount}{', ' if rest else ''}{rest}}}\n"


def sellers(role: str, people: str = "", more: str = "") -> str:
    """A head of sales with two sellers whose role says `role`."""
    listed = f"people: {{{people}}}\n" if people else ""
    return f"roles: {{head_of_sales: {{}}, sales_rep: {{{role}}}{more}}}\n{listed}"


def functions(**responsible: str) -> str:
    entries = (f"{id_}: {{responsible: {who}}}" for id_, who in responsible.items())
    return f"functions: {{{', '.join(entries)}}}\n"


def measured(person: str, results: str) -> dict[str, str]:
    return {FILE: f"source: {{kind: deals}}\npeople: {{{person}: {{{results}}}}}\n"}


def fails_under(text: str, rule: str, beside: dict[str, str] | None = None, **parameters: object) -> bool:
    profile = Profile("own", only=frozenset({rule}), parameters={rule: parameters})
    return bool(audit(org(text, beside), profile).findings)


def said(text: str, rule: str, lang: str = "en", beside: dict[str, str] | None = None) -> str:
    return sentence(finding(text, rule, beside), lang)


SEVERITIES = {
    "REP001": "l/h/h/h", "REP002": "l/h/h/h", "REP003": "m/h/h/h", "REP004": "m/h/h/h", "REP005": "l/m/m/m",
    "REP006": "l/m/m/h", "REP007": "m/h/h/h", "REP008": "m/m/h/h", "REP009": "l/h/h/h", "REP010": "m/h/h/h",
    "REP011": "–/m/m/m", "REP012": "–/m/m/m", "REP013": "m/h/h/h", "REP014": "l/m/h/h",
}  # fmt: skip
NOT_FOR_ONE_PERSON = set(SEVERITIES) - {"REP002", "REP003", "REP008"}
WORDS = {"l": "low", "m": "medium", "h": "high"}
BAD = {
    "REP001": sellers("time: {searching: 30%}"),
    "REP002": "elements: {lead_lists: absent}\n",
    "REP003": functions(deal_progress="none"),
    "REP004": sellers("kpis: none"),
    "REP005": sellers("kpis: [calls]"),
    "REP006": sellers("time: {admin: 40%}"),
    "REP007": "policies: {discount: {limit: none}}\n",
    "REP008": functions(need_discovery="none"),
    "REP009": "segments: {plants: {assigned_by: self}}\n",
    "REP010": sellers("plan: none"),
    "REP011": sellers("", "ann: {roles: [sales_rep], skill: strong, results: {new_customers: 0}}"),
    "REP012": sellers("reports_to: [head_of_sales, ceo]", more=", ceo: {}"),
    "REP013": sellers("results: {plan_attainment: 50%}"),
    "REP014": sellers("plan: {revenue: 100, checkpoints: none}"),
}


class TestEveryRule:
    @pytest.mark.parametrize("rule", sorted(SEVERITIES))
    @pytest.mark.parametrize(("headcount", "band"), [(15, 0), (16, 1), (101, 2), (251, 3)])
    def test_severity_grows_with_the_company(self, rule: str, headcount: int, band: int) -> None:
        letter = SEVERITIES[rule].split("/")[band]
        text = company("market: b2b", headcount) + BAD[rule]
        if letter == "–":
            assert reason(text, rule) == ("band", {})
        else:
            assert finding(text, rule).severity == WORDS[letter]

    @pytest.mark.parametrize("rule", sorted(NOT_FOR_ONE_PERSON - {"REP011", "REP012"}))
    def test_rules_about_others_are_not_for_a_company_of_one(self, rule: str) -> None:
        assert reason(ALONE + BAD[rule], rule) == ("one_person_company", {})

    @pytest.mark.parametrize("rule", ["REP011", "REP012"])
    def test_nor_are_those_that_only_a_rich_company_of_one_would_meet(self, rule: str) -> None:
        rich = ALONE.replace("headcount: 1", "headcount: 1, revenue: 1_000_000_000")
        assert reason(rich + BAD[rule], rule) == ("one_person_company", {})

    @pytest.mark.parametrize("rule", sorted(set(SEVERITIES) - NOT_FOR_ONE_PERSON))
    def test_the_work_itself_is_for_everybody(self, rule: str) -> None:
        assert outcomes(ALONE + BAD[rule], rule)["company"] == "fail"


class TestRepDoesOwnProspecting:
    SEARCHES = functions(lead_sources="head_of_sales", lead_lists="head_of_sales")

    @pytest.mark.parametrize(
        ("time", "outcome"),
        [
            pytest.param("searching: 10%, selling: 90%", "pass", id="at the limit"),
            pytest.param("searching: 11%, selling: 89%", "fail", id="just over"),
            pytest.param("outreach: 60%, selling: 40%", "pass", id="calling from a ready list is allowed"),
            pytest.param("selling: 95%", "pass", id="what is left is below the limit"),
            pytest.param("selling: 80%", "unknown", id="what is left may be the search"),
        ],
    )
    def test_time_on_the_search(self, time: str, outcome: str) -> None:
        assert outcomes(sellers(f"time: {{{time}}}") + self.SEARCHES, "REP001")["sales_rep"] == outcome

    @pytest.mark.parametrize("function", ["lead_sources", "lead_lists"])
    @pytest.mark.parametrize(
        ("responsible", "outcome"),
        [
            pytest.param("sales_rep", "fail", id="the role"),
            pytest.param("[head_of_sales, sales_rep]", "fail", id="the role among others"),
            pytest.param("head_of_sales", "pass", id="the leader"),
            pytest.param("none", "pass", id="nobody"),
            pytest.param("unknown", "unknown", id="not known"),
        ],
    )
    def test_the_search_as_a_duty(self, function: str, responsible: str, outcome: str) -> None:
        duties = {"lead_sources": "none", "lead_lists": "none", function: responsible}
        assert outcomes(sellers("time: {selling: 100%}") + functions(**duties), "REP001")["sales_rep"] == outcome

    def test_other_functions_are_not_the_search(self) -> None:
        text = sellers("time: {selling: 100%}") + functions(
            lead_sources="none", lead_lists="none", outreach="sales_rep", lead_strategy="sales_rep"
        )
        assert outcomes(text, "REP001")["sales_rep"] == "pass"

    def test_what_would_decide(self) -> None:
        assert needs(sellers(""), "REP001", "sales_rep") == {
            "functions.lead_sources.responsible", "functions.lead_lists.responsible", "roles.sales_rep.time.searching",
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("share", "outcome"), [pytest.param("50%", "pass", id="half"), pytest.param("51%", "fail", id="more than half")]
    )
    def test_leads_found_alone_by_an_import(self, share: str, outcome: str) -> None:
        text = sellers("time: {selling: 100%}", "ann: {name: Ann, roles: [sales_rep]}") + self.SEARCHES
        found = outcomes(f"{text}evidence: {FILE}\n", "REP001", beside=measured("ann", f"leads_self_sourced: {share}"))
        assert found == {"sales_rep": "pass", "ann": outcome}

    def test_leads_that_were_only_declared_do_not_count(self) -> None:
        ann = "ann: {roles: [sales_rep], results: {leads_self_sourced: 90%}}"
        assert outcomes(sellers("time: {selling: 100%}", ann) + self.SEARCHES, "REP001") == {"sales_rep": "pass"}

    def test_another_measured_result_makes_nobody_a_subject(self) -> None:
        text = sellers("time: {selling: 100%}", "ann: {roles: [sales_rep]}") + self.SEARCHES
        beside = measured("ann", "revenue: 100")
        assert outcomes(f"{text}evidence: {FILE}\n", "REP001", beside=beside) == {"sales_rep": "pass"}

    def test_a_person_named_for_the_search_is_judged_and_the_role_is_not_blamed(self) -> None:
        people = "ann: {roles: [sales_rep]}, bob: {roles: [sales_rep]}"
        text = sellers("time: {selling: 100%}", people) + functions(lead_sources="none", lead_lists="ann")
        assert outcomes(text, "REP001") == {"sales_rep": "pass", "ann": "fail"}

    def test_a_person_with_time_of_their_own_is_judged_by_it(self) -> None:
        people = "ann: {roles: [sales_rep], time: {searching: 30%}}, bob: {roles: [sales_rep]}"
        text = sellers("time: {selling: 100%}", people) + self.SEARCHES
        assert outcomes(text, "REP001") == {"sales_rep": "pass", "ann": "fail"}

    def test_a_role_is_not_blamed_for_time_that_none_of_its_holders_spends(self) -> None:
        people = "ann: {roles: [sales_rep], time: {selling: 100%}}"
        text = sellers("time: {searching: 30%}", people) + self.SEARCHES
        assert outcomes(text, "REP001") == {"sales_rep": "pass", "ann": "pass"}

    def test_a_role_is_blamed_while_one_of_its_holders_has_no_time_of_their_own(self) -> None:
        people = "ann: {roles: [sales_rep], time: {selling: 100%}}, bob: {roles: [sales_rep]}"
        text = sellers("time: {searching: 30%}", people) + self.SEARCHES
        assert outcomes(text, "REP001") == {"sales_rep": "fail", "ann": "pass"}

    def test_the_time_of_the_role_is_told_once(self) -> None:
        text = sellers("time: {searching: 30%}", "ann: {roles: [sales_rep]}") + self.SEARCHES + f"evidence: {FILE}\n"
        found = outcomes(text, "REP001", beside=measured("ann", "leads_self_sourced: 10%"))
        assert found == {"sales_rep": "fail", "ann": "pass"}

    def test_a_person_waits_for_the_time_of_the_role(self) -> None:
        text = sellers("", "ann: {roles: [sales_rep]}") + self.SEARCHES + f"evidence: {FILE}\n"
        found = outcomes(text, "REP001", beside=measured("ann", "leads_self_sourced: 10%"))
        assert found == {"sales_rep": "unknown", "ann": "unknown"}

    def test_somebody_who_also_leads_is_left_out(self) -> None:
        people = "ann: {roles: [head_of_sales, sales_rep], time: {searching: 30%}}"
        text = sellers("time: {selling: 100%}", people) + self.SEARCHES
        assert reason(text, "REP001", "ann") == ("not_a_staff_role", {})

    def test_without_roles_it_is_not_known_who_sells(self) -> None:
        assert needs(company(), "REP001") == {"roles"}

    def test_parameters(self) -> None:
        searching = sellers("time: {searching: 30%, selling: 70%}") + self.SEARCHES
        assert not fails_under(searching, "REP001", most_searching=0.3)
        named = sellers("time: {selling: 100%}", "ann: {roles: [sales_rep]}") + self.SEARCHES + f"evidence: {FILE}\n"
        leads = measured("ann", "leads_self_sourced: 40%")
        assert fails_under(named, "REP001", leads, most_self_sourced=0.3)
        assert not fails_under(named, "REP001", leads)

    def test_the_sentences(self) -> None:
        duty = sellers("title: Rep") + functions(lead_lists="sales_rep")
        assert said(duty, "REP001", "ru") == (
            "Rep: кроме продаж, поручено искать, кому продавать (списки клиентов для обзвона)"
        )
        assert finding(duty, "REP001").path == ("functions", "lead_lists", "responsible")
        time = sellers("title: Rep, time: {searching: 30%}")
        assert said(time, "REP001") == "Rep spends 30% of working time looking for customers; the limit is 10%"
        assert finding(time, "REP001").path == ("roles", "sales_rep", "time", "searching")
        leads = sellers("time: {selling: 100%}", "ann: {name: Ann, roles: [sales_rep]}") + f"evidence: {FILE}\n"
        beside = measured("ann", "leads_self_sourced: 70%")
        assert said(leads, "REP001", beside=beside) == "Ann found 70% of new contacts without help; the limit is 50%"
        assert finding(leads, "REP001", beside).path == ("people", "ann", "results", "leads_self_sourced")


class TestNoReadyLeadLists:
    @staticmethod
    def lists(element: str, function: str, rest: str = "market: b2b") -> str:
        return (
            company(rest) + f"elements: {{lead_lists: {element}}}\nfunctions: {{lead_lists: {{state: {function}}}}}\n"
        )

    @pytest.mark.parametrize(
        ("element", "function", "outcome"),
        [
            pytest.param("absent", "unknown", "fail", id="no such element"),
            pytest.param("spoken", "unknown", "fail", id="an element that is only talked about"),
            pytest.param("unknown", "absent", "fail", id="no such function"),
            pytest.param("unknown", "spoken", "fail", id="a function that is only talked about"),
            pytest.param("practised", "spoken", "fail", id="one of the two"),
            pytest.param("written", "written", "pass", id="both in writing"),
            pytest.param("written", "unknown", "unknown", id="the function is not known"),
            pytest.param("unknown", "written", "unknown", id="the element is not known"),
        ],
    )
    def test_states(self, element: str, function: str, outcome: str) -> None:
        assert outcomes(self.lists(element, function), "REP002")["company"] == outcome

    def test_what_would_decide(self) -> None:
        assert needs(self.lists("written", "unknown"), "REP002", "company") == {"functions.lead_lists.state"}
        assert needs(self.lists("absent", "absent", ""), "REP002") == {"company.market"}

    def test_consumers_are_not_called(self) -> None:
        assert reason(self.lists("absent", "absent", "market: b2c"), "REP002") == ("b2c", {})
        assert outcomes(self.lists("absent", "absent", "market: both"), "REP002")["company"] == "fail"

    @pytest.mark.parametrize(
        ("channels", "outcome"),
        [
            pytest.param("{ads: {kind: advertising}}", "not applicable", id="customers come by themselves"),
            pytest.param("{ads: {kind: advertising}, calls: {kind: direct}}", "fail", id="somebody calls"),
            pytest.param("{ads: {kind: advertising}, other: {}}", "fail", id="a channel of which nothing is known"),
            pytest.param("none", "fail", id="no channels at all"),
        ],
    )
    def test_an_inbound_flow(self, channels: str, outcome: str) -> None:
        text = self.lists("absent", "absent") + f"lead_generation: {{channels: {channels}}}\n"
        found = outcomes(text, "REP002")
        assert found.get("company", found.get(None)) == outcome
        assert lead_lists_missed(org(text)) == (outcome == "fail")

    def test_the_inbound_flow_is_the_reason(self) -> None:
        text = self.lists("absent", "absent") + "lead_generation: {channels: {ads: {kind: advertising}}}\n"
        assert reason(text, "REP002") == ("inbound_flow", {})

    def test_the_sentence(self) -> None:
        assert said(self.lists("spoken", "unknown"), "REP002", "ru") == (
            "Списки, по которым звонить, есть у менеджеров только на словах"
        )
        assert said(self.lists("absent", "unknown"), "REP002", "ru") == (
            "Списков, по которым звонить, у менеджеров нет"
        )
        assert finding(self.lists("spoken", "unknown"), "REP002").path == ("elements", "lead_lists", "state")

    @pytest.mark.parametrize(
        ("rest", "missed"), [("market: b2b", True), ("market: both", True), ("market: b2c", False), ("", False)]
    )
    def test_other_rules_ask_whether_it_speaks(self, rest: str, missed: bool) -> None:
        assert lead_lists_missed(org(self.lists("absent", "absent", rest))) is missed
        assert not lead_lists_missed(org(self.lists("written", "written", rest)))
        assert not lead_lists_missed(org(company(rest)))


@pytest.mark.parametrize(("rule", "function"), [("REP003", "deal_progress"), ("REP008", "need_discovery")])
class TestWorkOfSellers:
    @pytest.mark.parametrize(
        ("responsible", "outcome"),
        [
            pytest.param("sales_rep", "pass", id="the role"),
            pytest.param("ann", "pass", id="a seller by name"),
            pytest.param("[presales, sales_rep]", "pass", id="among others"),
            pytest.param("sales", "pass", id="the department they work in"),
            pytest.param("presales", "fail", id="those who do not sell"),
            pytest.param("head_of_sales", "fail", id="the leader only"),
            pytest.param("workshop", "fail", id="another department"),
            pytest.param("none", "fail", id="nobody"),
            pytest.param("unknown", "unknown", id="not known"),
        ],
    )
    def test_who_does_it(self, rule: str, function: str, responsible: str, outcome: str) -> None:
        text = (
            "departments: {sales: {leader: head_of_sales}, workshop: {component: production, leader: production}}\n"
            "roles: {head_of_sales: {}, sales_rep: {department: sales}, presales: {},"
            " production: {department: workshop}}\n"
            "people: {ann: {roles: [sales_rep]}}\n"
        ) + functions(**{function: responsible})
        assert outcomes(text, rule)["company"] == outcome

    @pytest.mark.parametrize(
        ("owner", "outcome"),
        [
            pytest.param("time: {selling: 1%}", "pass", id="who has time for it"),
            pytest.param("results: {revenue: 100}", "pass", id="who has revenue"),
            pytest.param("time: {selling: 0%}, results: {revenue: 0}", "fail", id="who does not sell"),
            pytest.param("time: {selling: 0%}", "unknown", id="whose revenue is not known"),
        ],
    )
    def test_without_sellers_anybody_who_sells(self, rule: str, function: str, owner: str, outcome: str) -> None:
        text = f"roles: {{owner: {{}}}}\npeople: {{ann: {{roles: [owner], {owner}}}}}\n" + functions(
            **{function: "ann"}
        )
        assert outcomes(text, rule)["company"] == outcome

    def test_with_sellers_the_owner_is_not_enough(self, rule: str, function: str) -> None:
        text = "roles: {owner: {time: {selling: 50%}}, sales_rep: {}}\n" + functions(**{function: "owner"})
        assert outcomes(text, rule)["company"] == "fail"

    def test_nobody_is_nobody_whoever_sells(self, rule: str, function: str) -> None:
        assert outcomes(functions(**{function: "none"}), rule)["company"] == "fail"

    def test_what_would_decide(self, rule: str, function: str) -> None:
        assert needs(company(), rule, "company") >= {f"functions.{function}.responsible"}

    def test_the_sentences(self, rule: str, function: str) -> None:
        nobody, other = functions(**{function: "none"}), functions(**{function: "presales"})
        other += "roles: {sales_rep: {}, presales: {title: Engineer}}\n"
        assert said(nobody, rule).endswith("is nobody's job")
        assert said(other, rule).endswith("is the job of people who do not sell: Engineer")
        assert finding(nobody, rule).path == finding(other, rule).path == ("functions", function, "responsible")


class TestMeasures:
    @pytest.mark.parametrize(
        ("kpis", "measured_at_all", "by_flow"),
        [
            pytest.param("none", "fail", "not applicable", id="none"),
            pytest.param("[revenue]", "pass", "fail", id="money only"),
            pytest.param("[calls, meetings, proposals]", "pass", "fail", id="effort only"),
            pytest.param("[deals_advanced]", "pass", "pass", id="deals advanced"),
            pytest.param("[stage_conversion]", "pass", "pass", id="conversion"),
            pytest.param("[revenue, cycle]", "pass", "pass", id="the cycle among others"),
            pytest.param("[deals]", "pass", "pass", id="deals closed"),
            pytest.param("[вежливость]", "pass", "unknown", id="a measure of the company's own"),
            pytest.param("unknown", "unknown", "unknown", id="not known"),
        ],
    )
    def test_kpis(self, kpis: str, measured_at_all: str, by_flow: str) -> None:
        text = sellers(f"kpis: {kpis}")
        assert outcomes(text, "REP004") == {"sales_rep": measured_at_all}
        assert outcomes(text, "REP005") == {"sales_rep": by_flow}

    def test_where_there_are_none_only_one_rule_says_so(self) -> None:
        assert reason(sellers("kpis: none"), "REP005", "sales_rep") == ("said_by_other_rule", {"rule": "REP004"})

    def test_what_would_decide(self) -> None:
        assert needs(sellers(""), "REP004", "sales_rep") == {"roles.sales_rep.kpis"}
        assert needs(sellers(""), "REP005", "sales_rep") == {"roles.sales_rep.kpis"}

    def test_measures_of_their_own_win_over_those_of_the_role(self) -> None:
        text = sellers("kpis: none, count: 2", "ann: {roles: [sales_rep], kpis: [deals]}, bob: {roles: [sales_rep]}")
        assert outcomes(text, "REP004") == {"sales_rep": "fail", "ann": "pass"}
        assert outcomes(text, "REP005") == {"sales_rep": "not applicable", "ann": "pass"}

    def test_a_role_whose_holders_have_their_own_is_nobodys(self) -> None:
        text = sellers("kpis: none", "ann: {roles: [sales_rep], kpis: [deals]}")
        assert outcomes(text, "REP004") == {"ann": "pass"}

    def test_the_sentences(self) -> None:
        assert said(sellers("title: Rep, kpis: none"), "REP004", "ru") == "Rep: нет ни одного показателя"
        assert said(sellers("title: Rep, kpis: [revenue, calls]"), "REP005", "ru") == (
            "Rep: среди показателей (выручка и звонки) ни одного о движении сделок"
        )
        for rule, kpis in (("REP004", "none"), ("REP005", "[calls]")):
            assert finding(sellers(f"kpis: {kpis}"), rule).path == ("roles", "sales_rep", "kpis")


class TestSellerBuriedInOtherWork:
    @pytest.mark.parametrize(
        ("time", "outcome"),
        [
            pytest.param("admin: 30%, selling: 70%", "pass", id="at the limit"),
            pytest.param("admin: 31%, selling: 69%", "fail", id="just over"),
            pytest.param("admin: 20%, producing: 11%", "fail", id="both together"),
            pytest.param("admin: 20%, producing: 10%, servicing: 70%", "pass", id="both together at the limit"),
            pytest.param("producing: 40%", "fail", id="production alone"),
            pytest.param("servicing: 40%, selling: 60%", "pass", id="looking after customers is not other work"),
            pytest.param("selling: 50%", "unknown", id="the other half is not known"),
        ],
    )
    def test_time(self, time: str, outcome: str) -> None:
        assert outcomes(sellers(f"time: {{{time}}}"), "REP006") == {"sales_rep": outcome}

    def test_parameter_and_sentence(self) -> None:
        text = sellers("title: Rep, time: {admin: 40%, selling: 60%}")
        assert not fails_under(text, "REP006", most=0.4)
        assert said(text, "REP006") == "Rep gives 40% of the time to paperwork; the limit is 30%"

    @pytest.mark.parametrize(
        ("time", "words"),
        [
            ("admin: 40%", "to paperwork;"),
            ("producing: 40%", "to fulfilling orders;"),
            ("producing: 50%", "to fulfilling orders;"),
            ("admin: 20%, producing: 20%", "to paperwork and to fulfilling orders;"),
            ("admin: 40%, producing: 0%", "to paperwork;"),
            ("admin: 0%, producing: 40%", "to fulfilling orders;"),
        ],
    )
    def test_the_sentence_names_what_is_known_to_take_time(self, time: str, words: str) -> None:
        assert f"% of the time {words}" in said(sellers(f"time: {{{time}}}"), "REP006")

    def test_a_person_with_time_of_their_own(self) -> None:
        people = "ann: {roles: [sales_rep], time: {admin: 31%}}, bob: {roles: [sales_rep]}"
        text = sellers("time: {admin: 30%, selling: 70%}", people)
        assert outcomes(text, "REP006") == {"sales_rep": "pass", "ann": "fail"}


class TestSellerHasABlankCheque:
    @pytest.mark.parametrize(
        ("policies", "outcome"),
        [
            pytest.param("discount: {limit: none}, price: practised", "fail", id="no limit"),
            pytest.param("discount: {limit: none}", "fail", id="no limit, whatever the price"),
            pytest.param("discount: {limit: 0%}, price: practised", "pass", id="no discounts at all"),
            pytest.param("discount: {limit: 5%}, price: written", "pass", id="a limit and a written price"),
            pytest.param("discount: {limit: 5%}, price: spoken", "fail", id="a price by word of mouth"),
            pytest.param("discount: {limit: 5%}, price: absent", "fail", id="no price"),
            pytest.param("price: absent", "fail", id="no price, whatever the discount"),
            pytest.param("discount: absent, price: practised", "fail", id="no rule on discounts"),
            pytest.param("discount: {state: spoken, limit: 5%}, price: written", "pass", id="a limit all know"),
            pytest.param("discount: {limit: 5%}", "unknown", id="the price is not known"),
            pytest.param("price: written", "unknown", id="the discount is not known"),
        ],
    )
    def test_policies(self, policies: str, outcome: str) -> None:
        assert outcomes(f"policies: {{{policies}}}\n", "REP007")["company"] == outcome

    def test_what_would_decide(self) -> None:
        assert needs(company(), "REP007", "company") >= {"policies.discount.limit", "policies.price.state"}

    def test_the_sentences(self) -> None:
        discount, price = "policies: {discount: {limit: none}}\n", "policies: {price: spoken}\n"
        assert said(discount, "REP007") == "Discounts have no limit: each seller decides how much to give away"
        assert said(price, "REP007", "ru") == "Правила о цене — на словах: сколько просить, каждый менеджер решает сам"
        assert finding(discount, "REP007").path == ("policies", "discount", "limit")
        assert finding(price, "REP007").path == ("policies", "price", "state")

    @pytest.mark.parametrize(
        ("limit", "variant", "severity"),
        [
            pytest.param("0%", "asked", "medium", id="sellers may give nothing away"),
            pytest.param("3%", "asked", "medium", id="sellers may give a little away"),
            pytest.param("none", "", "high", id="sellers may give anything away"),
        ],
    )
    def test_sellers_with_a_limit_of_their_own_have_no_blank_cheque(
        self, limit: str, variant: str, severity: str
    ) -> None:
        text = company("market: b2b", 24) + sellers(f"limits: {{discount: {limit}}}") + BAD["REP007"]
        found = finding(text, "REP007")
        assert (found.text, found.severity) == (variant, severity)

    @pytest.mark.parametrize(
        ("decides", "variant", "severity"),
        [
            pytest.param("[discount, hiring]", "owner", "medium", id="the owner decides on each discount"),
            pytest.param("[hiring]", "", "high", id="the owner decides on other things"),
            pytest.param("unknown", "", "high", id="what the owner decides is not known"),
        ],
    )
    def test_where_the_owner_decides_sellers_have_no_blank_cheque(
        self, decides: str, variant: str, severity: str
    ) -> None:
        text = company("market: b2b", 24) + sellers("kpis: [calls]") + BAD["REP007"]
        found = finding(text + f"administration: {{owner_decides: {decides}}}\n", "REP007")
        assert (found.text, found.severity) == (variant, severity)

    def test_without_sellers_nobody_has_to_be_limited(self) -> None:
        price, discount = "price: spoken", "discount: {state: spoken, limit: none}"
        alone = "roles: {owner: {}, designer: {archetype: other}}\n"
        for spoken in (price, discount):
            text = alone + f"policies: {{{spoken}}}\n"
            assert reason(text, "REP007", "company") == ("no_sellers", {})
            assert outcomes(text, "IMP001")["policies"] == "fail"
        price = f"policies: {{{price}, {discount}}}\n"
        assert outcomes("roles: {owner: {}, sales_rep: {}}\n" + price, "REP007")["company"] == "fail"
        assert outcomes(price, "REP007")["company"] == "fail"

    def test_one_role_without_a_limit_is_a_blank_cheque(self) -> None:
        text = sellers("limits: {discount: 3%}", more=", account_manager: {}") + BAD["REP007"]
        assert finding(text, "REP007").text == ""


class TestSellersPickTheirCustomers:
    @pytest.mark.parametrize(
        ("assigned", "outcome"),
        [("self", "fail"), ("leader", "pass"), ("rule", "pass"), ("unknown", "unknown")],
    )
    def test_segments(self, assigned: str, outcome: str) -> None:
        assert outcomes(f"segments: {{plants: {{assigned_by: {assigned}}}}}\n", "REP009")["plants"] == outcome

    @pytest.mark.parametrize(
        ("responsible", "outcome"),
        [
            pytest.param("sales_rep", "fail", id="the sellers"),
            pytest.param("bob", "fail", id="a seller by name"),
            pytest.param("[head_of_sales, sales_rep]", "fail", id="a seller among others"),
            pytest.param("head_of_sales", "pass", id="the leader"),
            pytest.param("ann", "pass", id="a leader who also sells"),
            pytest.param("none", "pass", id="nobody, which is for others to say"),
            pytest.param("unknown", "unknown", id="not known"),
        ],
    )
    def test_the_function(self, responsible: str, outcome: str) -> None:
        people = "ann: {roles: [head_of_sales, sales_rep]}, bob: {roles: [sales_rep]}"
        text = sellers("", people) + functions(client_distribution=responsible)
        assert outcomes(text, "REP009")["client_distribution"] == outcome

    def test_nobody_picks_whoever_the_sellers_are(self) -> None:
        assert outcomes(functions(client_distribution="none"), "REP009")["client_distribution"] == "pass"

    def test_what_would_decide(self) -> None:
        assert needs(company(), "REP009") == {"segments"}
        assert "functions.client_distribution.responsible" in needs(sellers(""), "REP009", "client_distribution")

    @pytest.mark.parametrize("sales_format", ["shop", "eshop"])
    def test_customers_come_to_a_shop(self, sales_format: str) -> None:
        text = company(f"sales_format: {sales_format}") + BAD["REP009"]
        assert reason(text, "REP009") == ("shop_or_eshop", {})

    @pytest.mark.parametrize("sales_format", ["office", "field"])
    def test_elsewhere_they_do_not(self, sales_format: str) -> None:
        assert outcomes(company(f"sales_format: {sales_format}") + BAD["REP009"], "REP009")["plants"] == "fail"

    def test_the_sentences(self) -> None:
        segment = "segments: {plants: {title: Заводы, assigned_by: self}}\n"
        function = sellers("title: Rep") + functions(client_distribution="sales_rep")
        assert said(segment, "REP009", "ru") == "Клиентов сегмента «Заводы» менеджеры разбирают сами"
        assert said(function, "REP009") == "Sharing out customers is left to those who sell: Rep"
        assert finding(segment, "REP009").path == ("segments", "plants", "assigned_by")
        assert finding(function, "REP009").path == ("functions", "client_distribution", "responsible")


class TestSellerWithoutPlan:
    @pytest.mark.parametrize(
        ("plan", "market", "outcome"),
        [
            pytest.param("none", "market: b2b", "fail", id="no plan"),
            pytest.param("none", "market: both", "fail", id="no plan where consumers buy too"),
            pytest.param("{revenue: 100}", "market: b2b", "pass", id="a plan"),
            pytest.param("{revenue: 100}", "", "pass", id="a plan, whoever buys"),
            pytest.param("unknown", "market: b2b", "unknown", id="not known"),
            pytest.param("none", "", "unknown", id="no plan, and not known who buys"),
        ],
    )
    def test_plans(self, plan: str, market: str, outcome: str) -> None:
        assert outcomes(company(market) + sellers(f"plan: {plan}"), "REP010") == {"sales_rep": outcome}

    @pytest.mark.parametrize(
        ("boss", "market", "outcome"),
        [
            pytest.param("head_of_sales: {plan: {revenue: 100}}", "market: b2c", "pass", id="the leader's plan"),
            pytest.param("head_of_sales: {}, admin: {plan: {revenue: 1}}", "market: b2c", "pass", id="the boss's plan"),
            pytest.param(
                "head_of_sales: {plan: {revenue: 1}}, admin: {plan: none}",
                "market: b2c",
                "pass",
                id="the leader's plan, whatever the boss's",
            ),
            pytest.param(
                "head_of_sales: {plan: none}, admin: {plan: none}", "market: b2c", "fail", id="neither has one"
            ),
            pytest.param("head_of_sales: {plan: none}, admin: {}", "market: b2c", "unknown", id="one is not known"),
            pytest.param("head_of_sales: {plan: {revenue: 100}}", "market: b2b", "fail", id="only consumers share one"),
            pytest.param("head_of_sales: {plan: {revenue: 100}}", "", "unknown", id="not known who buys"),
            pytest.param("head_of_sales: {plan: none}, admin: {plan: none}", "", "fail", id="no plan whoever buys"),
        ],
    )
    def test_the_plan_of_a_team_or_shop(self, boss: str, market: str, outcome: str) -> None:
        reports_to = "admin" if "admin" in boss else "head_of_sales"
        text = f"roles: {{{boss}, shop_assistant: {{plan: none, reports_to: {reports_to}}}}}\n"
        text = text.replace("admin: {", "admin: {archetype: other, ")
        assert outcomes(company(market) + text, "REP010") == {"shop_assistant": outcome}

    @pytest.mark.parametrize(
        ("one", "other", "outcome"),
        [("{revenue: 1}", "none", "pass"), ("none", "{revenue: 1}", "pass"), ("none", "none", "fail")],
    )
    def test_the_plan_of_one_of_several_bosses_is_enough(self, one: str, other: str, outcome: str) -> None:
        bosses = f"a: {{archetype: other, plan: {one}}}, b: {{archetype: other, plan: {other}}}"
        text = f"roles: {{head_of_sales: {{plan: none}}, {bosses}, sales_rep: {{plan: none, reports_to: [a, b]}}}}\n"
        assert outcomes(company("market: b2c") + text, "REP010") == {"sales_rep": outcome}

    def test_where_companies_buy_the_plans_of_others_prove_nothing(self) -> None:
        text = "roles: {head_of_sales: {plan: {revenue: 1}}, sales_rep: {plan: none, reports_to: head_of_sales}}\n"
        found = finding(company("market: b2b") + text, "REP010")
        assert {fact.path for fact in found.evidence} == {("roles", "sales_rep", "plan"), ("company", "market")}

    def test_a_person_with_a_plan_of_their_own(self) -> None:
        people = "ann: {roles: [sales_rep], plan: none}, bob: {roles: [sales_rep]}"
        text = company("market: b2b") + sellers("plan: {revenue: 100}", people)
        assert outcomes(text, "REP010") == {"sales_rep": "pass", "ann": "fail"}

    def test_what_would_decide(self) -> None:
        assert needs(company("market: b2b") + sellers(""), "REP010", "sales_rep") == {"roles.sales_rep.plan"}
        assert "company.market" in needs(sellers("plan: none"), "REP010", "sales_rep")

    def test_the_sentence(self) -> None:
        text = company("market: b2b") + sellers("title: Rep, plan: none")
        assert said(text, "REP010") == "Rep has no plan"
        assert finding(text, "REP010").path == ("roles", "sales_rep", "plan")


class TestComfortableClub:
    @staticmethod
    def team(ann: str, rest: str = "market: b2b", count: str = "", more: str = "") -> str:
        others = "bob: {roles: [sales_rep], results: {revenue: 50, revenue_from_new: 40%}}, "
        others += "eve: {roles: [sales_rep], results: {revenue: 60, revenue_from_new: 60%}}"
        return company(rest) + sellers(count, f"ann: {{name: Ann, roles: [sales_rep], {ann}}}, {others}{more}")

    @pytest.mark.parametrize(
        ("ann", "outcome"),
        [
            pytest.param("skill: strong, results: {revenue_from_new: 20%, new_customers: 1}", "pass", id="half"),
            pytest.param("skill: strong, results: {revenue_from_new: 19%, new_customers: 1}", "fail", id="below half"),
            pytest.param("skill: strong, results: {revenue_from_new: 30%, new_customers: 0}", "fail", id="nobody new"),
            pytest.param("skill: strong, results: {revenue_from_new: 19%}", "fail", id="below half decides"),
            pytest.param("skill: strong, results: {new_customers: 0}", "fail", id="nobody new decides"),
            pytest.param("skill: strong, results: {revenue_from_new: 30%}", "unknown", id="new customers not counted"),
            pytest.param("skill: strong, results: {new_customers: 3}", "unknown", id="their part not known"),
            pytest.param(
                "skill: average, results: {revenue: 40, revenue_from_new: 1%}", "pass", id="an average seller"
            ),
            pytest.param("skill: weak, results: {revenue: 60, new_customers: 0}", "fail", id="the top revenue"),
            pytest.param("skill: weak, results: {revenue: 59, new_customers: 0}", "pass", id="just below the top"),
            pytest.param("skill: weak, results: {new_customers: 0}", "unknown", id="revenue not known"),
            pytest.param("results: {revenue: 10, new_customers: 0}", "unknown", id="skill not known"),
        ],
    )
    def test_who_brings_nobody_new(self, ann: str, outcome: str) -> None:
        assert outcomes(self.team(ann), "REP011")["ann"] == outcome

    def test_the_median_is_of_the_whole_team(self) -> None:
        assert (
            outcomes(self.team("skill: strong, results: {revenue_from_new: 19%}", count="count: 3"), "REP011")["ann"]
            == "fail"
        )
        unnamed = self.team("skill: strong, results: {revenue_from_new: 19%, new_customers: 1}", count="count: 4")
        assert outcomes(unnamed, "REP011")["ann"] == "unknown"
        assert "roles.sales_rep.results.revenue_from_new" in needs(unnamed, "REP011", "ann")

    def test_bounds_decide_where_they_can(self) -> None:
        text = self.team("skill: strong, results: {revenue_from_new: 50%, new_customers: 1}", count="count: 5")
        assert outcomes(text, "REP011")["ann"] == "pass"

    @pytest.mark.parametrize(
        ("part", "outcome"),
        [
            pytest.param("19%", "unknown", id="they may bring nobody new or only new ones"),
            pytest.param("45%", "unknown", id="there may be so many that they are the team"),
            pytest.param("50%", "pass", id="half of whatever they bring"),
        ],
    )
    def test_an_unknown_number_of_sellers_leaves_the_median_open(self, part: str, outcome: str) -> None:
        text = self.team(f"skill: strong, results: {{revenue_from_new: {part}, new_customers: 1}}")
        text = text.replace("sales_rep: {}", "sales_rep: {}, tender_specialist: {}")
        assert outcomes(text, "REP011")["ann"] == outcome

    def test_somebody_whose_roles_are_not_known_leaves_the_median_open(self) -> None:
        text = self.team("skill: strong, results: {revenue_from_new: 19%, new_customers: 1}", more=", zoe: {}")
        assert outcomes(text, "REP011")["ann"] == "unknown"
        assert "people.zoe.roles" in needs(text, "REP011", "ann")

    def test_account_managers_are_left_out_on_both_sides(self) -> None:
        kim = ", kim: {roles: [account_manager], skill: strong, results: {revenue_from_new: 0%, new_customers: 0}}"
        text = self.team("skill: strong, results: {revenue_from_new: 19%, new_customers: 1}", more=kim)
        text = text.replace("sales_rep: {}", "sales_rep: {}, account_manager: {}")
        assert outcomes(text, "REP011")["ann"] == "fail"
        assert reason(text, "REP011", "kim") == ("account_manager", {})

    def test_it_is_about_people_by_name(self) -> None:
        assert needs(company("market: b2b") + sellers("count: 2"), "REP011") == {"people"}
        assert reason(company("market: b2b") + sellers("count: 2") + "people: none\n", "REP011") == (
            "nothing_to_judge",
            {},
        )

    def test_consumers_are_new_every_day(self) -> None:
        ann = "skill: strong, results: {new_customers: 0}"
        assert reason(self.team(ann, "market: b2c"), "REP011") == ("b2c", {})
        assert outcomes(self.team(ann, "market: both"), "REP011")["ann"] == "fail"
        assert needs(self.team(ann, ""), "REP011") == {"company.market"}

    def test_parameter_and_sentences(self) -> None:
        text = self.team("skill: strong, results: {revenue_from_new: 10%, new_customers: 1}")
        assert not fails_under(text, "REP011", part_of_median=0.25)
        assert said(text, "REP011") == "New customers bring 10% of Ann's revenue, while 40% is usual in the team"
        assert finding(text, "REP011").path == ("people", "ann", "results", "revenue_from_new")
        nobody = self.team("skill: strong, results: {new_customers: 0}")
        assert said(nobody, "REP011", "ru") == "Ann: за год ни одного нового клиента"
        assert finding(nobody, "REP011").path == ("people", "ann", "results", "new_customers")


class TestSellerHasTwoBosses:
    @pytest.mark.parametrize(
        ("bosses", "outcome"),
        [
            pytest.param("[head_of_sales, ceo]", "fail", id="two"),
            pytest.param("head_of_sales", "pass", id="one"),
            pytest.param("none", "pass", id="none, which is another matter"),
            pytest.param("[head_of_sales, ann]", "pass", id="a role and its holder are one"),
            pytest.param("[head_of_sales, sales]", "pass", id="a department and its leader are one"),
            pytest.param("[ann, bob]", "fail", id="two people"),
            pytest.param("unknown", "unknown", id="not known"),
        ],
    )
    def test_bosses(self, bosses: str, outcome: str) -> None:
        people = "ann: {roles: [head_of_sales]}, bob: {roles: [ceo]}"
        text = "departments: {sales: {leader: head_of_sales}}\n"
        text += sellers(f"reports_to: {bosses}", people, more=", ceo: {}")
        assert outcomes(text, "REP012") == {"sales_rep": outcome}

    def test_a_person_with_bosses_of_their_own(self) -> None:
        people = "ann: {roles: [sales_rep], reports_to: [head_of_sales, ceo]}, bob: {roles: [sales_rep]}"
        text = sellers("reports_to: head_of_sales", people, more=", ceo: {}")
        assert outcomes(text, "REP012") == {"sales_rep": "pass", "ann": "fail"}

    def test_the_sentence(self) -> None:
        text = sellers("title: Rep, reports_to: [head_of_sales, ceo]", more=", ceo: {}")
        assert said(text, "REP012") == "Rep takes orders from several bosses at once: head of sales and CEO"
        assert finding(text, "REP012").path == ("roles", "sales_rep", "reports_to")


class TestPlanNotMet:
    @staticmethod
    def team(*attained: str, role: str = "") -> str:
        people = ", ".join(
            f"p{number}: {{roles: [sales_rep]{f', results: {{plan_attainment: {share}}}' if share else ''}}}"
            for number, share in enumerate(attained)
        )
        return sellers(role, people)

    @pytest.mark.parametrize(
        ("attained", "outcome"),
        [
            pytest.param(("90%", "50%"), "pass", id="half of them, at the limit"),
            pytest.param(("89%", "50%"), "fail", id="just below the limit"),
            pytest.param(("100%", "50%", "60%"), "fail", id="one of three"),
            pytest.param(("100%", "120%", "60%"), "pass", id="two of three"),
            pytest.param(("100%", ""), "pass", id="half of them, whatever the other"),
            pytest.param(("50%", ""), "unknown", id="the other decides"),
            pytest.param(("50%", "60%", ""), "fail", id="the third cannot save it"),
            pytest.param(("100%", "60%", ""), "unknown", id="the third decides"),
            pytest.param(("0%", "0%"), "fail", id="nobody anything"),
        ],
    )
    def test_people(self, attained: tuple[str, ...], outcome: str) -> None:
        assert outcomes(self.team(*attained), "REP013")["company"] == outcome

    @pytest.mark.parametrize(
        ("role", "attained", "outcome"),
        [
            pytest.param("results: {plan_attainment: 50%}", (), "fail", id="the whole role, however many"),
            pytest.param("results: {plan_attainment: 95%}", (), "pass", id="the whole role meets it"),
            pytest.param("count: 3", ("100%", "50%"), "unknown", id="one unnamed decides"),
            pytest.param("count: 3", ("100%", "90%"), "pass", id="one unnamed changes nothing"),
            pytest.param("count: 5", ("50%", "50%", "50%"), "fail", id="two unnamed cannot save it"),
            pytest.param("count: 6", ("50%", "50%", "50%"), "unknown", id="three unnamed may"),
            pytest.param("", (), "unknown", id="nothing is known"),
        ],
    )
    def test_the_unnamed_count_too(self, role: str, attained: tuple[str, ...], outcome: str) -> None:
        assert outcomes(self.team(*attained, role=role), "REP013")["company"] == outcome

    def test_two_roles_of_which_one_has_no_number(self) -> None:
        roles = "roles: {sales_rep: {count: 2, results: {plan_attainment: 50%}}, tender_specialist: {}}\n"
        assert outcomes(roles, "REP013")["company"] == "unknown"
        assert needs(roles, "REP013", "company") == {
            "roles.tender_specialist.count", "roles.tender_specialist.results.plan_attainment",
        }  # fmt: skip

    def test_the_better_of_two_roles_may_be_without_end(self) -> None:
        better = "tender_specialist: {results: {plan_attainment: 100%}}"
        assert outcomes(
            f"roles: {{sales_rep: {{count: 2, results: {{plan_attainment: 50%}}}}, {better}}}", "REP013"
        ) == {"company": "unknown"}

    @pytest.mark.parametrize(
        ("others", "outcome"),
        [
            pytest.param("count: 1, results: {plan_attainment: 50%}", "pass", id="one who missed it"),
            pytest.param("results: {plan_attainment: 50%}", "unknown", id="some who missed it"),
            pytest.param("count: 1", "pass", id="one of whom nothing is known"),
            pytest.param("", "unknown", id="some of whom nothing is known"),
        ],
    )
    def test_the_worse_of_two_roles_may_be_without_end(self, others: str, outcome: str) -> None:
        best = "tender_specialist: {count: 1, results: {plan_attainment: 100%}}"
        text = f"roles: {{sales_rep: {{{others}}}, {best}}}\n"
        assert outcomes(text, "REP013")["company"] == outcome
        if "plan_attainment" in others and outcome == "unknown":
            assert needs(text, "REP013", "company") == {"roles.sales_rep.count"}

    def test_somebody_whose_roles_are_not_known_may_be_a_seller(self) -> None:
        text = self.team("50%", "60%").replace("p0:", "zoe: {}, p0:")
        assert outcomes(text, "REP013")["company"] == "fail"
        one = self.team("50%").replace("p0:", "zoe: {}, p0:")
        assert outcomes(one, "REP013")["company"] == "unknown"
        assert needs(one, "REP013", "company") == {"people.zoe.roles"}

    def test_without_sellers(self) -> None:
        assert reason("roles: {owner: {}}", "REP013") == ("no_sellers", {})
        assert needs(company(), "REP013") == {"roles"}

    def test_parameters_and_sentence(self) -> None:
        text = self.team("85%", "50%", "")
        assert not fails_under(text, "REP013", met_from=0.85)
        text = self.team("85%", "50%", "100%")
        assert not fails_under(text, "REP013", met_from=0.85)
        assert not fails_under(text, "REP013", least_part=0.3)
        assert fails_under(text, "REP013", least_part=0.34)
        assert said(text, "REP013") == "Of 3 sellers, 2 met less than 90% of the plan"
        assert said(text, "REP013", "ru") == "Из 3 менеджеров 2 выполнили план меньше чем на 90\xa0%"
        assert finding(text, "REP013").path == ("people", "p0", "results", "plan_attainment")
        assert finding(text, "REP013").says["value"] == Amount(1 / 3, "share")

    def test_the_finding_stands_at_the_first_who_missed_it(self) -> None:
        path = ("people", "p1", "results", "plan_attainment")
        assert finding(self.team("100%", "50%", "60%"), "REP013").path == path

    def test_the_sentence_counts_those_of_whom_nothing_is_known(self) -> None:
        assert said(self.team("50%", "60%", "70%", "", ""), "REP013") == "Of 5 sellers, 3 met less than 90% of the plan"
        assert said(self.team("50%", "60%", "100%"), "REP013") == "Of 3 sellers, 2 met less than 90% of the plan"


class TestPlanWithoutSteps:
    @pytest.mark.parametrize(
        ("plan", "outcome"),
        [
            pytest.param("{revenue: 100, checkpoints: none}", "fail", id="never checked"),
            pytest.param("{revenue: 100, checkpoints: quarter}", "fail", id="rarer than monthly"),
            pytest.param("{revenue: 100, checkpoints: month}", "pass", id="monthly"),
            pytest.param("{revenue: 100, checkpoints: week}", "pass", id="weekly"),
            pytest.param("{revenue: 100, checkpoints: day}", "pass", id="daily"),
            pytest.param("{revenue: 100}", "unknown", id="not known how often"),
            pytest.param("unknown", "unknown", id="not known whether there is one"),
            pytest.param("none", "not applicable", id="no plan"),
        ],
    )
    def test_checkpoints(self, plan: str, outcome: str) -> None:
        assert outcomes(sellers(f"plan: {plan}"), "REP014") == {"sales_rep": outcome}

    def test_without_a_plan_another_rule_speaks(self) -> None:
        assert reason(sellers("plan: none"), "REP014", "sales_rep") == ("no_plan", {})

    def test_what_would_decide(self) -> None:
        assert needs(sellers("plan: {revenue: 1}"), "REP014", "sales_rep") == {"roles.sales_rep.plan.checkpoints"}

    def test_a_plan_of_their_own(self) -> None:
        people = "ann: {roles: [sales_rep], plan: {revenue: 1, checkpoints: none}}, bob: {roles: [sales_rep]}"
        assert outcomes(sellers("plan: {checkpoints: month}", people), "REP014") == {"sales_rep": "pass", "ann": "fail"}

    def test_the_sentences(self) -> None:
        quarter = sellers("title: Rep, plan: {checkpoints: quarter}")
        never = sellers("title: Rep, plan: {checkpoints: none}")
        assert said(quarter, "REP014", "ru") == "Rep: план сверяют каждый квартал, а нужно хотя бы раз в месяц"
        assert said(never, "REP014") == "Rep has a plan that nobody checks on the way"
        assert finding(quarter, "REP014").path == ("roles", "sales_rep", "plan", "checkpoints")


def test_a_role_that_nobody_holds_is_not_judged() -> None:
    nobody = Org({"roles": {"sales_rep": {"count": 0, "kpis": []}}, "company": {"headcount": 24}})
    profile = Profile("own", only=frozenset({"REP004"}))
    [skipped] = audit(nobody, profile).not_applicable
    assert skipped.reason == "nothing_to_judge"


class TestWhoseHands:
    """What a role does is judged at the role, what a person does at the person."""

    def test_a_person_is_not_told_of_what_their_role_does(self) -> None:
        text = sellers("", "ann: {roles: [sales_rep], time: {searching: 0%}}") + functions(lead_lists="sales_rep")
        assert outcomes(text, "REP001") == {"sales_rep": "fail", "ann": "unknown"}
        whole = text.replace("functions: {", "functions: {lead_sources: {responsible: none}, ")
        assert outcomes(whole, "REP001") == {"sales_rep": "fail", "ann": "pass"}

    def test_a_role_does_what_its_department_does(self) -> None:
        text = "departments: {shop: {leader: none}}\n" + sellers("department: shop") + functions(lead_lists="shop")
        assert outcomes(text, "REP001")["sales_rep"] == "fail"
