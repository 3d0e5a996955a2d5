"""INT: how sales gets on with the other departments."""

from __future__ import annotations

from typing import Any

import pytest

from salesaudit.audit.engine import audit
from salesaudit.audit.phrases import sentence
from salesaudit.audit.profile import Profile
from tests.builders import finding, needs, org, outcomes, reason


def company(rest: str, headcount: int | str = 24) -> str:
    return f"company: {{name: Test, headcount: {headcount}}}\n{rest}\n"


def border(facts: str, rest: str = "", headcount: int | str = 24, leader: str = "unknown") -> str:
    """Return a company with one department beside sales and what is known of its border."""
    return company(
        f"""\
departments: {{sales: {{title: Sales}}, accounting: {{title: Accounts, leader: {leader}}}}}
interfaces: {{accounting: {{{facts}}}}}
{rest}""",
        headcount,
    )


def sentence_of(text: str, rule: str, lang: str = "en") -> str:
    return sentence(finding(text, rule), lang)


BY_INTERFACE = ["INT002", "INT003", "INT004", "INT008", "INT010"]


class TestEveryInterface:
    @pytest.mark.parametrize("rule", BY_INTERFACE)
    def test_sales_has_no_border_with_itself(self, rule: str) -> None:
        text = company("departments: {sales: {}}\ninterfaces: {sales: {spokesperson: none}}")
        assert reason(text, rule, "sales") == ("not_sales_interface", {})

    @pytest.mark.parametrize("rule", [*BY_INTERFACE, "INT005", "INT009"])
    def test_no_interfaces_at_all(self, rule: str) -> None:
        assert reason(company("departments: {sales: {}}\ninterfaces: none"), rule) == ("no_interfaces", {})

    @pytest.mark.parametrize("rule", [*BY_INTERFACE, "INT005", "INT009"])
    def test_interfaces_that_are_not_known(self, rule: str) -> None:
        assert needs(company("departments: {sales: {}}"), rule) == {"interfaces"}

    @pytest.mark.parametrize("rule", [*BY_INTERFACE, "INT001", "INT005", "INT006", "INT007", "INT009"])
    def test_a_company_of_one_is_left_alone_however_much_it_sells(self, rule: str) -> None:
        text = border("spokesperson: none").replace("headcount: 24", "headcount: 1, revenue: 300_000_000")
        assert reason(text, rule) == ("one_person_company", {})


class TestNoIntegrator:
    @staticmethod
    def voices(function: str, interfaces: str, headcount: int = 24) -> str:
        return company(
            f"""\
departments: {{sales: {{}}, accounting: {{}}, stock: {{}}}}
roles: {{owner: {{}}}}
functions: {{interdepartment_representation: {{responsible: {function}}}}}
{interfaces and "interfaces: " + interfaces}""",
            headcount,
        )

    @pytest.mark.parametrize(
        ("function", "interfaces", "outcome"),
        [
            pytest.param("none", "none", "fail", id="nobody at all"),
            pytest.param(
                "none", "{accounting: {spokesperson: none}, stock: {spokesperson: none}}", "fail", id="no voice"
            ),
            pytest.param("owner", "none", "pass", id="somebody does it"),
            pytest.param(
                "none", "{accounting: {spokesperson: owner}, stock: {spokesperson: none}}", "pass", id="a voice"
            ),
            pytest.param("owner", "", "pass", id="somebody does it, the rest does not matter"),
            pytest.param("none", "", "unknown", id="interfaces are not known"),
            pytest.param("unknown", "none", "unknown", id="the function is not known"),
            pytest.param("none", "{accounting: {conflicts: rarely}}", "unknown", id="the voice is not known"),
        ],
    )
    def test_voices(self, function: str, interfaces: str, outcome: str) -> None:
        assert outcomes(self.voices(function, interfaces), "INT001")["company"] == outcome

    @pytest.mark.parametrize(("headcount", "severity"), [(15, "low"), (16, "high"), (101, "high"), (251, "critical")])
    def test_severity(self, headcount: int, severity: str) -> None:
        found = finding(self.voices("none", "none", headcount), "INT001")
        assert found.severity == severity
        assert found.path == ("functions", "interdepartment_representation", "responsible")

    def test_without_another_department_there_is_nobody_to_talk_to(self) -> None:
        text = company("departments: {sales: {}}")
        assert reason(text, "INT001") == ("no_other_departments", {})

    def test_departments_that_are_not_known(self) -> None:
        assert needs(company(""), "INT001") == {"departments"}


class TestInterfaceWithoutVoice:
    @pytest.mark.parametrize(
        ("facts", "outcome"),
        [
            pytest.param("spokesperson: none", "fail", id="nobody"),
            pytest.param("spokesperson: sales_rep", "pass", id="anybody at all"),
            pytest.param("conflicts: rarely", "unknown", id="not known"),
        ],
    )
    def test_spokesperson(self, facts: str, outcome: str) -> None:
        assert outcomes(border(facts, "roles: {sales_rep: {}}"), "INT002")["accounting"] == outcome

    @pytest.mark.parametrize(("headcount", "severity"), [(15, "low"), (16, "medium"), (101, "high"), (251, "high")])
    def test_severity(self, headcount: int, severity: str) -> None:
        assert finding(border("spokesperson: none", headcount=headcount), "INT002").severity == severity

    def test_the_sentence_names_the_department(self) -> None:
        assert sentence_of(border("spokesperson: none"), "INT002") == "Sales and “Accounts”: nobody speaks for sales"


class TestStaffSentToNegotiate:
    ROLES = """\
roles: {owner: {}, ceo: {}, head_of_sales: {}, team_lead: {}, sales_rep: {}, sales_assistant: {}}
people:
  ann: {name: Ann, roles: [sales_rep]}
"""

    @pytest.mark.parametrize(
        ("who", "outcome"),
        [
            pytest.param("sales_rep", "fail", id="a seller"),
            pytest.param("sales_assistant", "fail", id="an assistant"),
            pytest.param("ann", "fail", id="a seller by name"),
            pytest.param("head_of_sales", "pass", id="the sales leader"),
            pytest.param("team_lead", "pass", id="a team lead"),
            pytest.param("ceo", "pass", id="the CEO"),
            pytest.param("owner", "pass", id="the owner"),
            pytest.param("[sales_rep, head_of_sales]", "pass", id="a leader among them"),
            pytest.param("unknown", "unknown", id="not known"),
        ],
    )
    def test_level(self, who: str, outcome: str) -> None:
        text = border(f"spokesperson: {who}", self.ROLES, leader="none")
        assert outcomes(text, "INT003")["accounting"] == outcome

    def test_somebody_whose_roles_are_not_known_may_be_a_leader(self) -> None:
        text = border("spokesperson: bob", self.ROLES + "  bob: {name: Bob}\n", leader="none")
        assert needs(text, "INT003", "accounting") == {"people.bob.roles"}

    def test_whoever_leads_a_department_that_does_not_say_who_may_be_the_voice(self) -> None:
        text = border("spokesperson: ann", self.ROLES)
        assert needs(text, "INT003", "accounting") == {"departments.accounting.leader"}
        led_by_role = text.replace("accounting: {title: Accounts, leader: unknown}", "accounting: {leader: none}")
        assert outcomes(led_by_role, "INT003")["accounting"] == "fail"
        without_leader = led_by_role.replace("head_of_sales: {}, ", "").replace("owner: {}, ceo: {}, ", "")
        assert needs(without_leader, "INT003", "accounting") == {"departments.sales.leader"}

    def test_a_seller_who_leads_the_department_is_a_leader(self) -> None:
        text = company(
            """\
departments: {sales: {leader: ann}, accounting: {}}
roles: {sales_rep: {}}
people: {ann: {roles: [sales_rep]}}
interfaces: {accounting: {spokesperson: ann}}"""
        )
        assert outcomes(text, "INT003")["accounting"] == "pass"

    def test_nobody_is_said_by_the_rule_before(self) -> None:
        text = border("spokesperson: none")
        assert reason(text, "INT003", "accounting") == ("said_by_other_rule", {"rule": "INT002"})

    @pytest.mark.parametrize(("headcount", "severity"), [(15, "low"), (16, "medium"), (101, "high"), (251, "high")])
    def test_severity(self, headcount: int, severity: str) -> None:
        found = finding(border("spokesperson: ann", self.ROLES, headcount, leader="none"), "INT003")
        assert found.severity == severity
        assert found.path == ("interfaces", "accounting", "spokesperson")

    def test_the_sentence_names_the_department_and_the_voice(self) -> None:
        assert sentence_of(border("spokesperson: ann", self.ROLES, leader="none"), "INT003") == (
            "Sales and “Accounts”: the voice of sales is Ann, not a leader"
        )


class TestConflictsLandOnTheOwner:
    ROLES = "roles: {owner: {}, head_of_accountant: {}}"

    @classmethod
    def quarrel(cls, facts: str, headcount: int | str = 24, leader: str = "head_of_accountant") -> str:
        return border(facts, cls.ROLES, headcount, leader)

    @pytest.mark.parametrize(
        ("facts", "outcome"),
        [
            pytest.param("conflicts: daily, resolved_by: owner", "fail", id="daily, by the owner"),
            pytest.param("conflicts: weekly, resolved_by: owner", "fail", id="weekly, by the owner"),
            pytest.param("conflicts: monthly, resolved_by: owner", "fail", id="monthly, by the owner"),
            pytest.param("conflicts: rarely, resolved_by: owner", "fail", id="rarely, by the owner"),
            pytest.param("conflicts: never, resolved_by: owner", "pass", id="never, by the owner"),
            pytest.param("conflicts: daily, resolved_by: leaders", "pass", id="daily, by the leaders"),
            pytest.param("conflicts: daily, resolved_by: staff", "pass", id="daily, by the staff"),
            pytest.param("conflicts: daily, resolved_by: nobody", "pass", id="daily, by nobody"),
            pytest.param("resolved_by: leaders", "pass", id="by the leaders, however often"),
            pytest.param("conflicts: never", "pass", id="never, whoever settles it"),
            pytest.param("resolved_by: owner", "unknown", id="by the owner, how often is not known"),
            pytest.param("conflicts: daily", "unknown", id="who settles it is not known"),
        ],
    )
    def test_who_settles_what(self, facts: str, outcome: str) -> None:
        assert outcomes(self.quarrel(facts), "INT004")["accounting"] == outcome

    @pytest.mark.parametrize(
        ("headcount", "often", "rarely"),
        [(15, "low", "low"), (16, "high", "low"), (101, "high", "low"), (251, "high", "low")],
    )
    def test_a_rare_quarrel_is_a_remark(self, headcount: int, often: str, rarely: str) -> None:
        assert finding(self.quarrel("conflicts: monthly, resolved_by: owner", headcount), "INT004").severity == often
        assert finding(self.quarrel("conflicts: rarely, resolved_by: owner", headcount), "INT004").severity == rarely

    @pytest.mark.parametrize(
        ("often", "said"),
        [
            ("monthly", "спорят раз в месяц, и мирит их собственник"),
            ("weekly", "спорят раз в неделю, и мирит их собственник"),
            ("daily", "спорят каждый день, и мирит их собственник"),
            ("rarely", "спорят редко, но и тогда мирит собственник"),
        ],
    )
    def test_the_sentence_says_how_often(self, often: str, said: str) -> None:
        text = self.quarrel(f"conflicts: {often}, resolved_by: owner")
        assert sentence_of(text, "INT004", "ru") == f"Продажи и «Accounts»: {said}"
        assert finding(text, "INT004").path == ("interfaces", "accounting", "resolved_by")

    def test_an_owner_who_leads_sales_is_one_of_the_two_sides(self) -> None:
        text = border(
            "conflicts: weekly, resolved_by: owner",
            "roles: {owner: {}, sales_rep: {}}\nfunctions: {planning: {responsible: owner}}",
            leader="owner",
        )
        found = finding(text, "INT004")
        assert (found.text, found.severity) == ("own", "medium")
        led = text.replace("sales_rep: {}", "sales_rep: {}, head_of_sales: {}")
        assert (finding(led, "INT004").text, finding(led, "INT004").severity) == ("", "high")

    def test_a_department_without_a_leader_is_said_by_the_next_rule(self) -> None:
        text = self.quarrel("conflicts: daily, resolved_by: owner", leader="none")
        assert reason(text, "INT004", "accounting") == ("said_by_other_rule", {"rule": "INT005"})

    def test_in_a_micro_company_nothing_is_said_of_a_department_without_a_leader(self) -> None:
        text = self.quarrel("conflicts: daily, resolved_by: owner", 15, "none")
        assert reason(text, "INT004", "accounting") == ("no_peer_leader", {})

    def test_whether_there_is_a_leader_may_not_be_known(self) -> None:
        text = self.quarrel("conflicts: daily, resolved_by: owner", leader="unknown")
        assert needs(text, "INT004", "accounting") == {"departments.accounting.leader"}


class TestNobodyToTalkTo:
    @pytest.mark.parametrize(("leader", "outcome"), [("none", "fail"), ("owner", "pass"), ("unknown", "unknown")])
    def test_leader(self, leader: str, outcome: str) -> None:
        text = border("conflicts: rarely", "roles: {owner: {}}", leader=leader)
        assert outcomes(text, "INT005") == {"accounting": outcome}

    def test_only_departments_with_a_border_are_judged(self) -> None:
        text = company(
            """\
departments: {sales: {leader: none}, accounting: {leader: none}, stock: {leader: none}}
interfaces: {accounting: {conflicts: rarely}, sales: {conflicts: rarely}}"""
        )
        assert outcomes(text, "INT005") == {"accounting": "fail"}

    @pytest.mark.parametrize(("headcount", "severity"), [(16, "medium"), (101, "medium"), (251, "high")])
    def test_severity(self, headcount: int, severity: str) -> None:
        found = finding(border("conflicts: rarely", headcount=headcount, leader="none"), "INT005")
        assert found.severity == severity
        assert found.path == ("departments", "accounting", "leader")
        assert found.subject.kind == "department"

    def test_a_micro_company_needs_no_leaders(self) -> None:
        assert reason(border("conflicts: rarely", headcount=15, leader="none"), "INT005") == ("band", {})


class TestUnwatchedBorder:
    @staticmethod
    def borders(interfaces: str, headcount: int = 24) -> str:
        departments = "{sales: {}, accounting: {}, stock: {title: Stock}}"
        return company(f"departments: {departments}\n{interfaces and 'interfaces: ' + interfaces}", headcount)

    @pytest.mark.parametrize(
        ("interfaces", "accounting", "stock"),
        [
            pytest.param("{accounting: {conflicts: rarely}}", "pass", "fail", id="one of two"),
            pytest.param("{accounting: {}, stock: {}}", "pass", "pass", id="both"),
            pytest.param("none", "fail", "fail", id="known to be none"),
            pytest.param("", "unknown", "unknown", id="not given"),
        ],
    )
    def test_which_borders_are_described(self, interfaces: str, accounting: str, stock: str) -> None:
        assert outcomes(self.borders(interfaces), "INT006") == {"accounting": accounting, "stock": stock}

    @pytest.mark.parametrize(("headcount", "severity"), [(16, "medium"), (101, "medium"), (251, "high")])
    def test_severity(self, headcount: int, severity: str) -> None:
        found = finding(self.borders("{accounting: {}}", headcount), "INT006")
        assert (found.severity, found.path) == (severity, ("departments", "stock"))
        assert sentence(found, "en") == "How sales gets on with the department “Stock” is not described"

    def test_not_applicable(self) -> None:
        assert reason(self.borders("none", 15), "INT006") == ("band", {})
        assert reason(company("departments: {sales: {}}\ninterfaces: none"), "INT006") == ("nothing_to_judge", {})

    def test_departments_that_are_not_known(self) -> None:
        assert needs(company("interfaces: none"), "INT006") == {"departments"}


class TestIntegrationGetsNoTime:
    @staticmethod
    def leader(time: str, others: int, headcount: int | str = 24, **figures: object) -> str:
        departments = "".join(f", other{n}: {{}}" for n in range(others))
        more = "".join(f", {key}: {value}" for key, value in figures.items())
        return f"""\
company: {{name: Test, headcount: {headcount}{more}}}
departments: {{sales: {{}}{departments}}}
roles: {{head_of_sales: {{time: {{{time}}}}}}}
"""

    @pytest.mark.parametrize(
        ("time", "others", "headcount", "outcome"),
        [
            pytest.param("integrating: 0%", 3, 24, "fail", id="small, three departments, no time"),
            pytest.param("selling: 40%, leading: 60%", 3, 24, "fail", id="small, the rest of the time is full"),
            pytest.param("integrating: 1%", 3, 24, "pass", id="small, three departments, a little time"),
            pytest.param("leading: 60%", 3, 24, "unknown", id="small, three departments, not known"),
            pytest.param("integrating: 0%", 2, 24, "not applicable", id="small, two departments"),
            pytest.param("integrating: 1%", 2, 24, "not applicable", id="small, two departments, a little time"),
            pytest.param("leading: 60%", 2, 24, "not applicable", id="small, two departments, not known"),
            pytest.param("integrating: 0%", 3, 101, "fail", id="medium, three departments, no time"),
            pytest.param("integrating: 9%", 3, 101, "fail", id="medium, too little"),
            pytest.param("integrating: 10%", 3, 101, "pass", id="medium, enough"),
            pytest.param("integrating: 9%", 2, 101, "fail", id="medium, two departments, too little"),
            pytest.param("integrating: 10%", 2, 101, "pass", id="medium, two departments, enough"),
            pytest.param("integrating: 0%", 2, 101, "not applicable", id="medium, two departments, no time"),
            pytest.param("leading: 60%", 2, 101, "unknown", id="medium, two departments, not known"),
            pytest.param("leading: 95%", 3, 101, "fail", id="medium, at most too little is left"),
            pytest.param("integrating: 9%", 3, 251, "fail", id="large, too little"),
            pytest.param("integrating: 10%", 3, 251, "pass", id="large, enough"),
        ],
    )
    def test_time_by_size_and_departments(self, time: str, others: int, headcount: int, outcome: str) -> None:
        assert outcomes(self.leader(time, others, headcount), "INT007")["head_of_sales"] == outcome

    def test_while_the_size_is_open_only_what_holds_for_every_size_is_said(self) -> None:
        open_size: dict[str, Any] = {"headcount": "unknown", "revenue": 300_000_000}
        assert outcomes(self.leader("integrating: 10%", 3, **open_size), "INT007")["head_of_sales"] == "pass"
        assert outcomes(self.leader("integrating: 0%", 3, **open_size), "INT007")["head_of_sales"] == "fail"
        unsure = self.leader("integrating: 5%", 3, **open_size)
        assert needs(unsure, "INT007", "head_of_sales") == {"company.headcount"}
        few = self.leader("integrating: 5%", 2, **open_size)
        assert needs(few, "INT007", "head_of_sales") == {"company.headcount"}

    def test_few_departments_are_a_reason(self) -> None:
        text = self.leader("integrating: 0%", 2)
        assert reason(text, "INT007", "head_of_sales") == ("too_few_departments", {})

    def test_the_sentences(self) -> None:
        none, little = self.leader("integrating: 0%", 4), self.leader("integrating: 5%", 4, 101)
        assert sentence_of(none, "INT007", "ru") == (
            "Руководитель отдела продаж не отводит другим отделам ни часа, хотя, кроме продаж, в компании 4 отдела"
        )
        assert sentence_of(little, "INT007") == (
            "Head of sales gives the other departments 5% of working time; at least 10% is needed"
        )
        assert finding(none, "INT007").path == ("roles", "head_of_sales", "time", "integrating")

    @pytest.mark.parametrize(("headcount", "severity"), [(16, "low"), (101, "medium"), (251, "high")])
    def test_severity(self, headcount: int, severity: str) -> None:
        assert finding(self.leader("integrating: 0%", 3, headcount), "INT007").severity == severity

    def test_a_leader_without_time_or_duties_for_it_is_told_of_once(self) -> None:
        duties = "interdepartment_representation: {responsible: none, accountable: none}, "
        duties += "conflict_resolution: {responsible: none, accountable: none}"
        text = self.leader("integrating: 0%", 3, 251) + f"functions: {{{duties}}}\n"
        assert reason(text, "INT007", "head_of_sales") == ("said_by_other_rule", {"rule": "LDR014"})
        assert outcomes(text, "LDR014")["head_of_sales"] == "fail"

    def test_the_numbers_are_parameters(self) -> None:
        least = {"micro": 0.0, "small": 0.0, "medium": 0.05, "large": 0.05}
        mine = Profile("mine", parameters={"INT007": {"least": least, "departments": 4}})
        for text in (self.leader("integrating: 5%", 3, 101), self.leader("integrating: 0%", 3)):
            assert "INT007" not in {found.rule for found in audit(org(text), mine).findings}

    def test_not_applicable(self) -> None:
        assert reason(self.leader("integrating: 0%", 3, 15), "INT007") == ("band", {})
        assert reason(self.leader("integrating: 0%", 0), "INT007") == ("no_other_departments", {})


class TestSameQuarrelEveryWeek:
    @pytest.mark.parametrize(
        ("facts", "outcome"),
        [
            pytest.param("conflicts: weekly, agreement: absent", "fail", id="weekly, no agreement"),
            pytest.param("conflicts: daily, agreement: spoken", "fail", id="daily, agreed by word of mouth"),
            pytest.param("conflicts: weekly, agreement: written", "pass", id="weekly, agreed in writing"),
            pytest.param("conflicts: monthly, agreement: absent", "pass", id="monthly"),
            pytest.param("conflicts: rarely, agreement: absent", "pass", id="rarely"),
            pytest.param("conflicts: never", "pass", id="never"),
            pytest.param("agreement: practised", "pass", id="an agreement that works"),
            pytest.param("conflicts: weekly", "unknown", id="the agreement is not known"),
            pytest.param("agreement: absent", "unknown", id="how often is not known"),
        ],
    )
    def test_quarrels_and_agreements(self, facts: str, outcome: str) -> None:
        assert outcomes(border(facts), "INT008")["accounting"] == outcome

    @pytest.mark.parametrize(("headcount", "severity"), [(15, "low"), (16, "high"), (101, "high"), (251, "high")])
    def test_severity(self, headcount: int, severity: str) -> None:
        text = border("conflicts: weekly, agreement: absent", headcount=headcount)
        assert finding(text, "INT008").severity == severity
        assert finding(text, "INT008").path == ("interfaces", "accounting", "conflicts")
        assert sentence_of(text, "INT008") == "Sales and “Accounts”: they quarrel weekly and have no written agreement"


class TestTooQuiet:
    @staticmethod
    def quarrels(*often: str, headcount: int = 24) -> str:
        ids = [f"other{n}" for n in range(len(often))]
        departments = ", ".join(f"{id_}: {{}}" for id_ in ids)
        borders = ", ".join(f"{id_}: {{conflicts: {word}}}" for id_, word in zip(ids, often, strict=True))
        return company(f"departments: {{sales: {{}}, {departments}}}\ninterfaces: {{{borders}}}", headcount)

    @pytest.mark.parametrize(
        ("often", "outcome"),
        [
            pytest.param(("never", "never"), "fail", id="never anywhere"),
            pytest.param(("never",), "fail", id="never at the only border"),
            pytest.param(("never", "rarely"), "pass", id="rarely somewhere"),
            pytest.param(("unknown", "rarely"), "pass", id="rarely somewhere, the rest does not matter"),
            pytest.param(("never", "unknown"), "unknown", id="one border is not known"),
        ],
    )
    def test_silence(self, often: tuple[str, ...], outcome: str) -> None:
        assert outcomes(self.quarrels(*often), "INT009")["company"] == outcome

    @pytest.mark.parametrize("headcount", [16, 101, 251])
    def test_it_is_only_a_question(self, headcount: int) -> None:
        found = finding(self.quarrels("never", headcount=headcount), "INT009")
        assert (found.severity, found.path) == ("low", ("interfaces",))
        assert sentence(found, "ru").endswith("?")

    def test_a_micro_company_may_be_quiet(self) -> None:
        assert reason(self.quarrels("never", headcount=15), "INT009") == ("band", {})


class TestConflictSettledByNobody:
    @pytest.mark.parametrize(
        ("facts", "outcome"),
        [
            pytest.param("conflicts: monthly, resolved_by: nobody", "fail", id="monthly, by nobody"),
            pytest.param("conflicts: weekly, resolved_by: nobody", "fail", id="weekly, by nobody"),
            pytest.param("conflicts: daily, resolved_by: staff", "fail", id="daily, by the staff"),
            pytest.param("conflicts: rarely, resolved_by: staff", "pass", id="rarely, by the staff"),
            pytest.param("conflicts: never, resolved_by: nobody", "pass", id="never, by nobody"),
            pytest.param("conflicts: daily, resolved_by: leaders", "pass", id="by the leaders"),
            pytest.param("conflicts: daily, resolved_by: owner", "pass", id="by the owner"),
            pytest.param("resolved_by: leaders", "pass", id="by the leaders, however often"),
            pytest.param("conflicts: rarely", "pass", id="rarely, whoever settles it"),
            pytest.param("resolved_by: staff", "unknown", id="how often is not known"),
            pytest.param("conflicts: monthly", "unknown", id="who settles it is not known"),
        ],
    )
    def test_who_settles_what(self, facts: str, outcome: str) -> None:
        assert outcomes(border(facts), "INT010")["accounting"] == outcome

    @pytest.mark.parametrize(
        ("who", "said"),
        [
            ("nobody", "they quarrel weekly, and there is nobody to settle it"),
            ("staff", "they quarrel weekly and staff are left to settle it without their leaders"),
        ],
    )
    def test_the_sentence(self, who: str, said: str) -> None:
        text = border(f"conflicts: weekly, resolved_by: {who}")
        assert sentence_of(text, "INT010") == f"Sales and “Accounts”: {said}"
        assert finding(text, "INT010").path == ("interfaces", "accounting", "resolved_by")

    @pytest.mark.parametrize(("headcount", "severity"), [(15, "low"), (16, "high"), (101, "high"), (251, "high")])
    def test_severity(self, headcount: int, severity: str) -> None:
        text = border("conflicts: monthly, resolved_by: nobody", headcount=headcount)
        assert finding(text, "INT010").severity == severity
