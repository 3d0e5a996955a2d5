"""SYS: what the sales system is made of, how fast it decides and what it pays for."""

from __future__ import annotations

import pytest

from salesaudit.audit.engine import audit
from salesaudit.audit.phrases import first_step, sentence
from salesaudit.audit.profile import Profile
from salesaudit.knowledge.vocabulary import elements
from salesaudit.rules.elements import TOLD_BY
from salesaudit.rules.wording import prose
from tests.builders import finding, needs, org, outcomes, reason, report


def sized(headcount: int | str, rest: str) -> str:
    return f"company: {{name: Test, headcount: {headcount}}}\n{rest}\n"


class TestElementMissing:
    @pytest.mark.parametrize(
        ("state", "outcome"),
        [
            pytest.param("absent", "fail", id="absent"),
            pytest.param("spoken", "pass", id="spoken is not the same as missing"),
            pytest.param("practised", "pass", id="in use"),
            pytest.param("unknown", "unknown", id="not known"),
        ],
    )
    def test_states(self, state: str, outcome: str) -> None:
        assert outcomes(f"elements: {{price_list: {state}}}", "SYS001")["price_list"] == outcome

    @pytest.mark.parametrize(
        ("element", "headcount", "severity"),
        [
            pytest.param("price_list", 24, "high", id="a grave one"),
            pytest.param("price_list", 101, "high", id="a grave one in a medium company"),
            pytest.param("price_list", 251, "high", id="a grave one in a large company"),
            pytest.param("price_list", 15, "medium", id="a grave one in a micro company"),
            pytest.param("scripts", 16, "medium", id="a middling one"),
            pytest.param("scripts", 300, "medium", id="a middling one in a large company"),
            pytest.param("scripts", 15, "low", id="a middling one in a micro company"),
            pytest.param("kb_market", 16, "low", id="a light one"),
            pytest.param("own_checklist", 24, "low", id="one of the company's own is light"),
        ],
    )
    def test_severity_is_the_elements_and_one_step_lower_in_a_micro_company(
        self, element: str, headcount: int, severity: str
    ) -> None:
        assert finding(sized(headcount, f"elements: {{{element}: absent}}"), "SYS001").severity == severity

    @pytest.mark.parametrize("state", ["absent", "practised", "unknown"])
    def test_a_light_one_does_not_apply_in_a_micro_company(self, state: str) -> None:
        text = sized(15, f"elements: {{kb_market: {state}}}")
        assert reason(text, "SYS001", "kb_market") == ("band", {})

    def test_a_light_one_waits_for_the_size_while_the_company_may_be_micro(self) -> None:
        assert needs(sized("unknown", "elements: {kb_market: absent}"), "SYS001", "kb_market") == {"company.headcount"}

    def test_a_light_one_does_not_wait_for_the_size_where_revenue_rules_a_micro_company_out(self) -> None:
        text = "company: {name: Test, revenue: 500_000_000}\nelements: {kb_market: absent}"
        assert outcomes(text, "SYS001")["kb_market"] == "fail"

    def test_a_heavier_one_does_not_wait_for_the_size(self) -> None:
        assert outcomes(sized("unknown", "elements: {scripts: absent}"), "SYS001")["scripts"] == "fail"

    def test_what_the_file_does_not_name_is_unknown(self) -> None:
        assert needs("elements: {price_list: practised}", "SYS001", "scripts") == {"elements.scripts.state"}

    @pytest.mark.parametrize(("element", "rule"), [("funnel", "FNL001"), ("lead_lists", "REP002")])
    def test_elements_that_another_rule_tells_are_left_to_it(self, element: str, rule: str) -> None:
        text = f"elements: {{{element}: absent}}"
        assert reason(text, "SYS001", element) == ("said_by_other_rule", {"rule": rule})

    @pytest.mark.parametrize("element", ["compensation", "quality_control"])
    def test_elements_about_others_do_not_apply_to_one_person(self, element: str) -> None:
        text = sized(1, f"elements: {{{element}: absent}}")
        assert reason(text, "SYS001", element) == ("one_person_company", {})
        assert outcomes(sized(2, f"elements: {{{element}: absent}}"), "SYS001")[element] == "fail"

    def test_visible_results_are_about_others_too(self) -> None:
        assert reason(sized(1, "elements: {results_visible: absent}"), "SYS001", "results_visible")[0] == (
            "one_person_company"
        )

    def test_one_person_needs_a_price_list_all_the_same(self) -> None:
        assert outcomes(sized(1, "elements: {price_list: absent}"), "SYS001")["price_list"] == "fail"

    def test_the_finding_names_the_element_and_its_place(self) -> None:
        found = finding("elements: {kb_objections: absent}", "SYS001")
        assert found.path == ("elements", "kb_objections", "state")
        assert sentence(found, "ru").startswith("Ответы на возражения — этого у продаж нет: ")

    @pytest.mark.parametrize("lang", ["ru", "en"])
    def test_each_element_has_a_cost_and_a_first_step_of_its_own(self, lang: str) -> None:
        told = [f for f in report(sized(300, "elements: none")).findings if f.rule == "SYS001"]
        assert {found.subject.id for found in told} == set(elements()) - set(TOLD_BY)
        assert len({sentence(found, lang).partition(": ")[2] for found in told}) == len(told)
        assert len({first_step(found, lang) for found in told} - {prose("SYS001", lang).first_step}) == len(told)

    def test_an_element_of_the_companys_own_has_the_words_of_the_rule(self) -> None:
        found = finding("elements: {whiteboard: {title: Доска, state: absent}}", "SYS001")
        assert sentence(found, "ru") == "Доска — этого у продаж нет"
        assert first_step(found, "en") == prose("SYS001", "en").first_step


class TestElementWithoutOwner:
    @pytest.mark.parametrize(
        ("element", "outcome"),
        [
            pytest.param("{state: practised, owner: none}", "fail", id="nobody's"),
            pytest.param("{state: spoken, owner: none}", "fail", id="nobody's, though only talked about"),
            pytest.param("{state: practised, owner: head_of_sales}", "pass", id="somebody's"),
            pytest.param("{state: practised}", "unknown", id="nobody said whose"),
            pytest.param("{owner: none}", "unknown", id="it may not be there"),
            pytest.param("{state: absent, owner: none}", "not applicable", id="not there"),
        ],
    )
    def test_outcomes(self, element: str, outcome: str) -> None:
        text = f"roles: {{head_of_sales: {{}}}}\nelements: {{crm: {element}}}"
        assert outcomes(text, "SYS002")["crm"] == outcome

    def test_an_absent_element_is_left_to_the_rule_about_absence(self) -> None:
        assert reason("elements: {crm: absent}", "SYS002", "crm") == ("element_absent", {})

    @pytest.mark.parametrize(("headcount", "severity"), [(16, "low"), (101, "low"), (251, "medium")])
    def test_severity(self, headcount: int, severity: str) -> None:
        assert (
            finding(sized(headcount, "elements: {crm: {state: practised, owner: none}}"), "SYS002").severity == severity
        )

    def test_a_micro_company_is_spared(self) -> None:
        assert reason(sized(15, "elements: {crm: {state: practised, owner: none}}"), "SYS002") == ("band", {})

    def test_the_owner_of_the_funnel_stands_with_the_process(self) -> None:
        text = "processes: {funnel: {state: practised, owner: none}}"
        assert outcomes(text, "SYS002")["funnel"] == "fail"
        assert finding(text, "SYS002").path == ("processes", "funnel", "owner")


class TestCrmForShow:
    @pytest.mark.parametrize(("headcount", "severity"), [(15, "low"), (16, "medium"), (101, "high"), (251, "high")])
    def test_severity(self, headcount: int, severity: str) -> None:
        assert (
            finding(sized(headcount, "elements: {crm: {state: practised, coverage: 0%}}"), "SYS003").severity
            == severity
        )

    @pytest.mark.parametrize(
        ("coverage", "severity", "variant"),
        [
            pytest.param("0%", "high", "", id="empty"),
            pytest.param("69.9%", "high", "", id="just below the lower limit"),
            pytest.param("70%", "medium", "partly", id="at the lower limit"),
            pytest.param("89.9%", "medium", "partly", id="just below the upper limit"),
        ],
    )
    def test_severity_by_coverage(self, coverage: str, severity: str, variant: str) -> None:
        found = finding(sized(150, f"elements: {{crm: {{state: practised, coverage: {coverage}}}}}"), "SYS003")
        assert (found.severity, found.text) == (severity, variant)

    @pytest.mark.parametrize(
        ("crm", "outcome"),
        [
            pytest.param("{state: practised, coverage: 90%}", "pass", id="at the upper limit"),
            pytest.param("{state: spoken, coverage: 60%}", "fail", id="exists in some way"),
            pytest.param("{state: practised}", "unknown", id="coverage not known"),
            pytest.param("{coverage: 60%}", "unknown", id="not known whether it is there"),
            pytest.param("{state: absent, coverage: 60%}", "not applicable", id="not there"),
            pytest.param("{state: practised, tool: 1С, coverage: 60%}", "fail", id="a general system counts"),
        ],
    )
    def test_outcomes(self, crm: str, outcome: str) -> None:
        assert outcomes(f"elements: {{crm: {crm}}}", "SYS003").popitem()[1] == outcome

    def test_an_absent_crm_is_left_to_the_rule_about_absence(self) -> None:
        assert reason("elements: {crm: absent}", "SYS003", "company") == ("element_absent", {})

    def test_unknown_coverage_is_asked_for(self) -> None:
        assert needs("elements: {crm: practised}", "SYS003", "company") == {"elements.crm.coverage"}

    def test_the_sentence_names_coverage_and_limit(self) -> None:
        text = sentence(finding("elements: {crm: {state: practised, coverage: 64%}}", "SYS003"), "en")
        assert "64%" in text
        assert "90%" in text

    @pytest.mark.parametrize(
        ("parameters", "failing"), [({"full": 0.6}, False), ({"full": 0.65}, True), ({"poor": 0.6}, True)]
    )
    def test_the_profile_moves_the_limits(self, parameters: dict[str, float], failing: bool) -> None:
        company = org("elements: {crm: {state: practised, coverage: 60%}}")
        profile = Profile("own", only=frozenset({"SYS003"}), parameters={"SYS003": parameters})
        found = audit(company, profile).findings
        assert bool(found) is failing
        assert [f.text for f in found] in ([], ["partly" if "poor" in parameters else ""])


class TestSlowToDecide:
    @pytest.mark.parametrize(
        ("headcount", "days", "levels"), [(15, 1, 1), (16, 2, 2), (100, 2, 2), (101, 3, 3), (250, 3, 3), (251, 7, 4)]
    )
    def test_limits_by_size(self, headcount: int, days: int, levels: int) -> None:
        def outcome(days: float, levels: int) -> str:
            text = sized(headcount, f"administration: {{decision_days: {days}, approval_levels: {levels}}}")
            return outcomes(text, "SYS004")["company"]

        assert outcome(days, levels) == "pass"
        assert outcome(days + 0.5, levels) == "fail"
        assert outcome(days, levels + 1) == "fail"

    @pytest.mark.parametrize(
        ("facts", "outcome"),
        [
            pytest.param("decision_days: 5", "fail", id="slow, whatever the levels"),
            pytest.param("approval_levels: 5", "fail", id="many hands, however fast"),
            pytest.param("decision_days: 1", "unknown", id="fast, but how many hands"),
            pytest.param("approval_levels: 1", "unknown", id="one hand, but how fast"),
        ],
    )
    def test_one_known_offender_decides(self, facts: str, outcome: str) -> None:
        assert outcomes(f"administration: {{{facts}}}", "SYS004") == {"company": outcome}

    @pytest.mark.parametrize(
        ("days", "levels", "outcome"),
        [
            pytest.param(1, 1, "pass", id="within every limit"),
            pytest.param(1.5, 1, "unknown", id="days between the limits"),
            pytest.param(7, 4, "unknown", id="within the widest limits only"),
            pytest.param(7.5, 1, "fail", id="beyond every limit of days"),
            pytest.param(1, 5, "fail", id="beyond every limit of levels"),
        ],
    )
    def test_unknown_size_matters_only_between_the_limits(self, days: float, levels: int, outcome: str) -> None:
        text = sized("unknown", f"administration: {{decision_days: {days}, approval_levels: {levels}}}")
        assert outcomes(text, "SYS004") == {"company": outcome}
        if outcome == "unknown":
            assert needs(text, "SYS004", "company") == {"company.headcount"}

    def test_what_is_missing_is_asked_for(self) -> None:
        assert needs("administration: {approval_levels: 1}", "SYS004", "company") == {"administration.decision_days"}

    @pytest.mark.parametrize(
        ("facts", "variant", "path", "words"),
        [
            ("decision_days: 5, approval_levels: 1", "", "decision_days", "5 дней при пределе в 2 дня"),
            ("decision_days: 5, approval_levels: 9", "both", "decision_days", "в 2 дня и проходят 9 согласований"),
            ("decision_days: 2, approval_levels: 3", "levels", "approval_levels", "3 согласования при пределе в 2"),
        ],
    )
    def test_the_sentence_tells_what_is_slow(self, facts: str, variant: str, path: str, words: str) -> None:
        found = finding(f"administration: {{{facts}}}", "SYS004")
        assert (found.text, found.path) == (variant, ("administration", path))
        assert words in sentence(found, "ru")

    @pytest.mark.parametrize(("headcount", "severity"), [(15, "low"), (16, "medium"), (101, "medium"), (251, "medium")])
    def test_severity(self, headcount: int, severity: str) -> None:
        assert finding(sized(headcount, "administration: {decision_days: 30}"), "SYS004").severity == severity

    def test_with_an_unknown_size_the_sentence_shows_the_limit_of_a_small_company(self) -> None:
        found = finding(sized("unknown", "administration: {decision_days: 30}"), "SYS004")
        assert "при пределе в 2 дня" in sentence(found, "ru")
        found = finding(sized("unknown", "administration: {approval_levels: 30}"), "SYS004")
        assert "при пределе в 2 согласования" in sentence(found, "ru")

    @pytest.mark.parametrize("name", ["days", "levels"])
    def test_the_profile_moves_the_limits(self, name: str) -> None:
        company = org("administration: {decision_days: 3, approval_levels: 3}")
        wide = {"micro": 9, "small": 9, "medium": 9, "large": 9}
        other = {"days": "levels", "levels": "days"}[name]
        only = frozenset({"SYS004"})
        assert audit(company, Profile("own", only=only, parameters={"SYS004": {name: wide}})).findings
        both = {name: wide, other: wide}
        assert not audit(company, Profile("own", only=only, parameters={"SYS004": both})).findings


SELLER = "roles:\n  head_of_sales: {{}}\n  sales_rep: {{pay: {pay}}}"


class TestPayDoesNotFollowTheWork:
    @pytest.mark.parametrize(
        ("pay", "outcome"),
        [
            pytest.param("{tied_to: none}", "fail", id="tied to nothing"),
            pytest.param("{tied_to: []}", "fail", id="tied to an empty list"),
            pytest.param("{tied_to: [calls]}", "pass", id="tied to something"),
            pytest.param("{fixed: 50%}", "unknown", id="not known to what"),
        ],
    )
    def test_outcomes(self, pay: str, outcome: str) -> None:
        assert outcomes(SELLER.format(pay=pay), "SYS005") == {"sales_rep": outcome}

    def test_a_person_is_judged_only_where_the_pay_is_their_own(self) -> None:
        text = """
            roles: {head_of_sales: {}, sales_rep: {pay: {tied_to: [revenue]}}}
            people:
              orlov: {roles: [sales_rep], pay: {tied_to: none}}
              petrov: {roles: [sales_rep], pay: {fixed: 20%}}
        """
        assert outcomes(text, "SYS005") == {"sales_rep": "pass", "orlov": "fail"}

    def test_a_role_is_not_judged_where_each_holder_has_pay_of_their_own(self) -> None:
        text = """
            roles: {head_of_sales: {}, sales_rep: {pay: {tied_to: none}}}
            people:
              orlov: {roles: [sales_rep], pay: {tied_to: [deals]}}
        """
        assert outcomes(text, "SYS005") == {"orlov": "pass"}

    def test_a_role_is_judged_where_somebody_unnamed_holds_it_too(self) -> None:
        text = """
            roles: {head_of_sales: {}, sales_rep: {count: 2, pay: {tied_to: none}}}
            people:
              orlov: {roles: [sales_rep], pay: {tied_to: [deals]}}
        """
        assert outcomes(text, "SYS005") == {"sales_rep": "fail", "orlov": "pass"}

    def test_the_leaders_pay_is_not_judged(self) -> None:
        text = "roles: {head_of_sales: {pay: {tied_to: none}}, sales_rep: {pay: {tied_to: [deals]}}}"
        assert outcomes(text, "SYS005") == {"sales_rep": "pass"}

    def test_one_person_pays_nobody(self) -> None:
        text = sized(1, SELLER.format(pay="{tied_to: none}"))
        assert reason(text, "SYS005") == ("one_person_company", {})

    def test_unknown_roles(self) -> None:
        assert needs("company: {name: Test, headcount: 24}", "SYS005") == {"roles"}

    @pytest.mark.parametrize(("headcount", "severity"), [(15, "low"), (16, "high"), (101, "high"), (251, "high")])
    def test_severity(self, headcount: int, severity: str) -> None:
        assert finding(sized(headcount, SELLER.format(pay="{tied_to: none}")), "SYS005").severity == severity


class TestPayIsAllFixedOrAllVariable:
    @pytest.mark.parametrize(
        ("fixed", "outcome"),
        [
            ("100%", "fail"),
            ("99.9%", "pass"),
            ("50%", "pass"),
            ("0.1%", "pass"),
            ("0%", "fail"),
            ("unknown", "unknown"),
        ],
    )
    def test_outcomes(self, fixed: str, outcome: str) -> None:
        text = SELLER.format(pay=f"{{fixed: {fixed}, tied_to: [revenue]}}")
        assert outcomes(text, "SYS006") == {"sales_rep": outcome}

    @pytest.mark.parametrize(("fixed", "variant"), [("100%", ""), ("0%", "variable")])
    def test_the_sentence_tells_which(self, fixed: str, variant: str) -> None:
        assert finding(SELLER.format(pay=f"{{fixed: {fixed}}}"), "SYS006").text == variant

    def test_pay_that_is_tied_to_nothing_is_told_by_the_rule_before(self) -> None:
        text = SELLER.format(pay="{fixed: 100%, tied_to: none}")
        assert reason(text, "SYS006", "sales_rep") == ("said_by_other_rule", {"rule": "SYS005"})

    def test_a_person_with_pay_of_their_own(self) -> None:
        text = """
            roles: {head_of_sales: {}, sales_rep: {pay: {fixed: 50%}}}
            people: {orlov: {roles: [sales_rep], pay: {fixed: 100%}}, petrov: {roles: [sales_rep]}}
        """
        assert outcomes(text, "SYS006") == {"sales_rep": "pass", "orlov": "fail"}

    def test_one_person_pays_nobody(self) -> None:
        text = sized(1, SELLER.format(pay="{fixed: 0%}"))
        assert reason(text, "SYS006") == ("one_person_company", {})

    @pytest.mark.parametrize(("headcount", "severity"), [(15, "low"), (16, "medium"), (101, "medium"), (251, "medium")])
    def test_severity(self, headcount: int, severity: str) -> None:
        assert finding(sized(headcount, SELLER.format(pay="{fixed: 0%}")), "SYS006").severity == severity
