"""CMP: lead generation, sales and production, and what passes between them."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from salesaudit.audit.engine import audit
from salesaudit.audit.phrases import sentence
from salesaudit.audit.profile import Profile
from salesaudit.knowledge import vocabulary
from tests.builders import finding, needs, org, outcomes, reason

ALONE = "company: {name: Test, headcount: 1}\n"
LEADS = tuple(id_ for id_, entry in vocabulary.functions().items() if entry.component == "lead_generation")
PRODUCTION = ("product_creation", "production_quality", "product_relevance", "delivery")
SALES = tuple(id_ for id_, entry in vocabulary.functions().items() if entry.component == "sales")


def company(rest: str = "", headcount: int = 24) -> str:
    return f"company: {{name: Test, headcount: {headcount}{', ' if rest else ''}{rest}}}\n"


def functions(**responsible: str) -> str:
    entries = (f"{id_}: {{responsible: {who}}}" for id_, who in responsible.items())
    return f"functions: {{{', '.join(entries)}}}\n"


def undone(*ids: str, **others: str) -> str:
    entries = [f"{id_}: {{state: absent}}" for id_ in ids] + [f"{id_}: {{{entry}}}" for id_, entry in others.items()]
    return f"functions: {{{', '.join(entries)}}}\n"


def handoff(giver: str, taker: str, rest: str = "via: crm") -> str:
    return f"handoffs: [{{from: {giver}, to: {taker}{', ' if rest else ''}{rest}}}]\n"


def fails_under(text: str, rule: str, **parameters: object) -> bool:
    profile = Profile("own", only=frozenset({rule}), parameters={rule: parameters})
    return bool(audit(org(text), profile).findings)


def said(text: str, rule: str, lang: str = "en") -> str:
    return sentence(finding(text, rule), lang)


BAD = {
    "CMP001": "departments: {sales: {}, lead_generation: {}}\nprocesses: none\n" + undone(*PRODUCTION),
    "CMP002": "departments: {workshop: {component: production, leader: none}}\n",
    "CMP003": "roles: {sales_rep: {}}\n" + functions(delivery="sales_rep", deal_progress="sales_rep"),
    "CMP004": "departments: {sales: {}}\nprocesses: {a: {component: support, steps: [{who: sales}]}}\nhandoffs: []\n",
    "CMP005": "handoffs: none\n",
    "CMP006": "handoffs: none\n",
    "CMP007": handoff("sales", "production", "via: verbal"),
    "CMP008": handoff("sales", "production", "owner: none"),
    "CMP009": "roles: {sales_rep: {time: {producing: 30%}}}\n",
}  # fmt: skip
SEVERITIES = {
    "CMP001": "m/h/h/h", "CMP002": "l/h/h/h", "CMP003": "l/m/h/h", "CMP004": "–/m/m/m", "CMP005": "l/h/h/h",
    "CMP006": "l/h/h/h", "CMP007": "l/m/m/h", "CMP008": "l/m/m/m", "CMP009": "l/m/h/h",
}  # fmt: skip
WORDS = {"l": "low", "m": "medium", "h": "high"}


class TestEveryRule:
    @pytest.mark.parametrize("rule", sorted(SEVERITIES))
    @pytest.mark.parametrize(("headcount", "band"), [(15, 0), (16, 1), (101, 2), (251, 3)])
    def test_severity_grows_with_the_company(self, rule: str, headcount: int, band: int) -> None:
        letter = SEVERITIES[rule].split("/")[band]
        text = company("", headcount) + BAD[rule]
        if letter == "–":
            assert reason(text, rule) == ("band", {})
        else:
            assert finding(text, rule).severity == WORDS[letter]

    @pytest.mark.parametrize("rule", sorted(set(SEVERITIES) - {"CMP004"}))
    def test_a_company_of_one_has_nobody_to_hand_over_to(self, rule: str) -> None:
        assert reason(ALONE + BAD[rule], rule) == ("one_person_company", {})

    def test_nor_has_a_rich_one(self) -> None:
        text = "company: {name: Test, headcount: 1, revenue: 1_000_000_000}\n" + BAD["CMP004"]
        assert reason(text, "CMP004") == ("one_person_company", {})

    @pytest.mark.parametrize("rule", sorted(SEVERITIES))
    def test_a_captive_company_needs_no_lead_generation(self, rule: str) -> None:
        text = company("captive: yes") + BAD[rule]
        if rule in ("CMP001", "CMP005"):
            assert reason(text, rule) == ("captive", {})
        else:
            assert finding(text, rule).rule == rule

    @pytest.mark.parametrize("rule", ["CMP001", "CMP005"])
    def test_others_do(self, rule: str) -> None:
        assert finding(company("captive: no") + BAD[rule], rule).rule == rule


class TestComponentMissing:
    @pytest.mark.parametrize(
        ("text", "outcome"),
        [
            pytest.param("departments: {production: {}}", "pass", id="a department by its id"),
            pytest.param("departments: {workshop: {component: production}}", "pass", id="a department by what it says"),
            pytest.param("departments: {workshop: {}}", "unknown", id="a department that does not say"),
            pytest.param("departments: {workshop: {component: support}}", "fail", id="departments of others only"),
            pytest.param("departments: none", "fail", id="no departments"),
            pytest.param("", "unknown", id="departments are not given"),
        ],
    )
    def test_departments(self, text: str, outcome: str) -> None:
        found = outcomes(f"{text}\nprocesses: none\n{undone(*PRODUCTION)}", "CMP001")
        assert found["production"] == outcome

    @pytest.mark.parametrize(
        ("processes", "outcome"),
        [
            pytest.param("{mounting: {component: production, state: spoken}}", "pass", id="a process of its own"),
            pytest.param("{mounting: {component: production, state: absent}}", "fail", id="a process that is absent"),
            pytest.param("{mounting: {component: production}}", "unknown", id="a process that does not say"),
            pytest.param("{mounting: {component: support, state: practised}}", "fail", id="processes of others"),
            pytest.param("{mounting: {state: practised}}", "unknown", id="a process of an unknown component"),
            pytest.param(
                "{mounting: {component: production, state: practised}, hiring: {component: support, state: practised}}",
                "pass",
                id="one of the processes is enough",
            ),
            pytest.param("{funnel: {state: practised}}", "fail", id="the funnel belongs to sales"),
            pytest.param("none", "fail", id="no processes"),
            pytest.param("", "unknown", id="processes are not given"),
        ],
    )
    def test_processes(self, processes: str, outcome: str) -> None:
        section = f"processes: {processes}\n" if processes else ""
        text = f"departments: none\n{section}{undone(*PRODUCTION)}"
        assert outcomes(text, "CMP001")["production"] == outcome

    @pytest.mark.parametrize(
        ("funnel", "outcome"), [("{state: practised}", "pass"), ("{component: production, state: practised}", "fail")]
    )
    def test_the_funnel_may_say_otherwise(self, funnel: str, outcome: str) -> None:
        text = f"departments: none\nprocesses: {{funnel: {funnel}}}\n{undone(*SALES)}"
        assert outcomes(text, "CMP001")["sales"] == outcome

    @pytest.mark.parametrize("ids", [LEADS, PRODUCTION])
    def test_each_function_with_hands_is_enough_and_each_unknown_one_leaves_it_open(self, ids: tuple[str, ...]) -> None:
        component = "production" if ids is PRODUCTION else "lead_generation"
        head = "departments: none\nprocesses: none\nroles: {ceo: {}}\n"
        assert outcomes(head + undone(*ids), "CMP001")[component] == "fail"
        for id_ in ids:
            others = [other for other in ids if other != id_]
            assert outcomes(head + undone(*others), "CMP001")[component] == "unknown"
            assert outcomes(head + undone(*others, **{id_: "responsible: ceo"}), "CMP001")[component] == "pass"
            assert outcomes(head + undone(*others, **{id_: "responsible: none"}), "CMP001")[component] == "fail"

    def test_a_function_of_their_own(self) -> None:
        text = "departments: none\nprocesses: none\nroles: {ceo: {}}\n"
        own = "component: production, responsible: ceo"
        assert outcomes(text + undone(*PRODUCTION, welding=own), "CMP001")["production"] == "pass"
        elsewhere = "component: support, responsible: ceo"
        assert outcomes(text + undone(*PRODUCTION, welding=elsewhere), "CMP001")["production"] == "fail"

    def test_hands_win_over_a_state(self) -> None:
        delivery = "responsible: ceo, state: absent"
        text = "departments: none\nprocesses: none\nroles: {ceo: {}}\n" + undone(*PRODUCTION[:3], delivery=delivery)
        assert outcomes(text, "CMP001")["production"] == "pass"

    def test_the_sentence(self) -> None:
        assert said(BAD["CMP001"], "CMP001", "ru") == (
            "Часть бизнеса «производство» пуста: ни отдела, ни процесса, ни человека, который этим занят"
        )
        assert finding(BAD["CMP001"], "CMP001").path == ("departments",)


class TestComponentWithoutLeader:
    @pytest.mark.parametrize(
        ("departments", "outcome"),
        [
            pytest.param("workshop: {component: production, leader: none}", "fail", id="none"),
            pytest.param("workshop: {component: production, leader: head_of_production}", "pass", id="one"),
            pytest.param("workshop: {component: production}", "unknown", id="not known"),
            pytest.param("production: {leader: none}, store: {component: production, leader: none}", "fail", id="two"),
            pytest.param(
                "production: {leader: none}, store: {component: production, leader: head_of_production}",
                "pass",
                id="one of two departments",
            ),
            pytest.param("production: {leader: none}, store: {leader: none}", "unknown", id="a department unplaced"),
            pytest.param("sales: {leader: none}", "not applicable", id="no department of it"),
            pytest.param("store: {leader: none}", "unknown", id="perhaps no department of it"),
        ],
    )
    def test_departments_of_production(self, departments: str, outcome: str) -> None:
        text = f"departments: {{{departments}}}\nroles: {{head_of_production: {{}}}}\n"
        assert outcomes(text, "CMP002")["production"] == outcome

    def test_reasons(self) -> None:
        text = "departments: {sales: {leader: none}}\n"
        assert reason(text, "CMP002", "sales") == ("said_by_other_rule", {"rule": "LDR001"})
        assert reason(text, "CMP002", "production") == ("no_departments_of_component", {})
        assert needs(company(), "CMP002", "production") == {"departments"}

    @pytest.mark.parametrize(
        ("headcount", "severity"), [(15, "low"), (16, "medium"), (100, "medium"), (101, "high"), (251, "high")]
    )
    def test_lead_generation_is_milder_in_a_small_company(self, headcount: int, severity: str) -> None:
        text = company("", headcount) + "departments: {marketing: {component: lead_generation, leader: none}}\n"
        assert finding(text, "CMP002").severity == severity

    def test_the_sentence(self) -> None:
        text = "departments: {workshop: {title: Цех, component: production, leader: none}}\n"
        assert said(text, "CMP002", "ru") == "В части бизнеса «производство» нет ни одного руководителя отдела (Цех)"
        assert finding(text, "CMP002").path == ("departments", "workshop", "leader")


class TestOnePairOfHands:
    ELSEWHERE = MappingProxyType(
        dict.fromkeys(("lead_strategy", "advertising", "promotion", "lead_qualification"), "ceo")
    )

    @staticmethod
    def text(roles: str = "ceo: {}, sales_rep: {}", people: str = "", **responsible: str) -> str:
        return f"roles: {{{roles}}}\n{f'people: {{{people}}}' if people else ''}\n" + functions(**responsible)

    @pytest.mark.parametrize(
        ("other", "outcome"),
        [
            pytest.param("delivery", "fail", id="production"),
            pytest.param("lead_qualification", "fail", id="lead generation"),
            pytest.param("advertising", "fail", id="advertising"),
            pytest.param("contracting", "pass", id="support is not one of them"),
            pytest.param("outreach", "pass", id="first contacts go with either"),
            pytest.param("direct_contacts", "pass", id="live contacts go with either"),
            pytest.param("marketing_setup", "pass", id="a question of who"),
            pytest.param("product_relevance", "pass", id="a resource"),
            pytest.param("lead_lists", "pass", id="organising, which REP001 judges"),
            pytest.param("planning", "pass", id="leading"),
            pytest.param("key_accounts", "pass", id="the same component"),
        ],
    )
    def test_the_second_component(self, other: str, outcome: str) -> None:
        duties = {**self.ELSEWHERE, "delivery": "ceo", "deal_progress": "sales_rep", other: "sales_rep"}
        assert outcomes(self.text(**duties), "CMP003")["sales_rep"] == outcome

    @pytest.mark.parametrize("other", ["planning", "outreach", "price_lists"])
    def test_what_does_not_make_a_second_component_of_sales(self, other: str) -> None:
        duties = {**self.ELSEWHERE, "delivery": "sales_rep", other: "sales_rep"}
        assert outcomes(self.text(**duties), "CMP003")["sales_rep"] == "unknown"

    @pytest.mark.parametrize(
        ("changed", "outcome"),
        [
            pytest.param({}, "pass", id="the others are elsewhere"),
            pytest.param({"delivery": "unknown"}, "unknown", id="production may be theirs"),
            pytest.param({"promotion": "unknown"}, "unknown", id="lead generation may be theirs"),
            pytest.param({"deal_progress": "unknown"}, "pass", id="they may be in sales at most"),
            pytest.param({"delivery": "none", "promotion": "none"}, "pass", id="nobody does it"),
        ],
    )
    def test_what_is_not_known(self, changed: dict[str, str], outcome: str) -> None:
        duties = {**self.ELSEWHERE, "delivery": "ceo", "deal_progress": "sales_rep", **changed}
        assert outcomes(self.text(**duties), "CMP003")["sales_rep"] == outcome

    def test_all_roles_are_known_once_they_are_given(self) -> None:
        assert None not in outcomes(self.text(**self.ELSEWHERE), "CMP003")

    def test_what_would_decide(self) -> None:
        duties = {**self.ELSEWHERE, "deal_progress": "sales_rep"}
        assert needs(self.text(**duties), "CMP003", "sales_rep") == {"functions.delivery.responsible"}
        assert needs(company(), "CMP003") == {"roles"}

    def test_a_function_of_their_own(self) -> None:
        text = "roles: {sales_rep: {}}\nfunctions: {deal_progress: {responsible: sales_rep}, welding: "
        text += "{component: production, responsible: sales_rep}}\n"
        assert outcomes(text, "CMP003")["sales_rep"] == "fail"

    @pytest.mark.parametrize(
        ("people", "deal", "delivery", "outcome"),
        [
            pytest.param("ann: {roles: [sales_rep]}", "ann", "ann", {"ann": "fail"}, id="by name"),
            pytest.param("ann: {roles: [sales_rep]}", "sales_rep", "ann", {"ann": "fail"}, id="by name and by role"),
            pytest.param(
                "ann: {roles: [sales_rep, production]}", "sales_rep", "production", {"ann": "fail"}, id="by two roles"
            ),
            pytest.param(
                "ann: {roles: [sales_rep]}", "sales_rep", "sales_rep", {"sales_rep": "fail"}, id="the role, told once"
            ),
            pytest.param(
                "ann: {roles: [sales_rep, presales]}", "sales_rep", "sales_rep",
                {"sales_rep": "fail", "ann": "not applicable"}, id="the role, and nothing more of the person",
            ),
        ],
    )  # fmt: skip
    def test_people(self, people: str, deal: str, delivery: str, outcome: dict[str, str]) -> None:
        text = self.text("sales_rep: {}, production: {}, presales: {}", people, deal_progress=deal, delivery=delivery)
        found = outcomes(text, "CMP003")
        assert {id_: found.get(id_) for id_ in outcome} == outcome
        assert ("ann" in found) == ("ann" in outcome)

    def test_it_stands_at_the_last_part_where_all_of_them_are_their_own(self) -> None:
        duties = {"deal_progress": "sales_rep", "delivery": "production"}
        text = self.text("sales_rep: {}, production: {}", "ann: {roles: [sales_rep, production]}", **duties)
        assert finding(text, "CMP003").path == ("functions", "delivery", "responsible")

    def test_of_each_part_the_first_function_is_named_by_whichever_name(self) -> None:
        duties = {"lead_qualification": "ann", "deal_progress": "sales_rep", "key_accounts": "ann"}
        text = self.text("sales_rep: {}", "ann: {roles: [sales_rep]}", **duties)
        assert said(text, "CMP003").endswith("(lead qualification and moving deals along the funnel)")

    def test_told_of_the_role(self) -> None:
        duties = dict.fromkeys(("deal_progress", "delivery"), "sales_rep")
        text = self.text("sales_rep: {}, presales: {}", "ann: {roles: [sales_rep, presales]}", **duties)
        assert reason(text, "CMP003", "ann") == ("said_by_other_rule", {"rule": "CMP003"})

    def test_it_stands_at_the_work_that_is_not_their_own(self) -> None:
        text = self.text("sales_rep: {}, ceo: {}", lead_qualification="sales_rep", deal_progress="sales_rep")
        assert finding(text, "CMP003").path == ("functions", "lead_qualification", "responsible")

    def test_a_leaders_role_may_reach_over_the_border(self) -> None:
        duties = {"lead_strategy": "head_of_sales", "key_accounts": "head_of_sales"}
        text = self.text("head_of_sales: {}, ceo: {}", "ann: {roles: [head_of_sales, ceo]}", **duties)
        assert "head_of_sales" not in outcomes(text, "CMP003")
        assert outcomes(text, "CMP003")["ann"] == "unknown"

    def test_a_role_outside_the_vocabulary_is_staff(self) -> None:
        text = self.text("driver: {archetype: other}", delivery="driver", deal_progress="driver")
        assert outcomes(text, "CMP003")["driver"] == "fail"

    def test_the_owner_is_judged_elsewhere(self) -> None:
        text = self.text("owner: {}", "ann: {roles: [owner]}", delivery="ann", deal_progress="ann")
        assert reason(text, "CMP003", "ann") == ("owner_exempt", {})

    def test_the_sentence(self) -> None:
        duties = dict.fromkeys(("delivery", "deal_progress", "conflict_resolution"), "sales_rep")
        text = self.text("sales_rep: {title: Rep}", **duties)
        assert said(text, "CMP003", "ru") == (
            "Rep: одни и те же руки в 2 частях бизнеса — продажи и производство"
            " (движение сделок по воронке и исполнение заказа)"
        )
        assert finding(text, "CMP003").path == ("functions", "delivery", "responsible")


class TestProcessCrossesTheBorder:
    @staticmethod
    def text(steps: str, handoffs: str = "none", component: str = "production", rest: str = "") -> str:
        return (
            "departments: {sales: {}, store: {component: production}, lab: {}}\n"
            "roles: {ceo: {}, marketer: {}, production: {}, keeper: {archetype: other, department: store},"
            " tester: {archetype: other, department: lab}, accountant: {}}\n"
            "people: {ann: {roles: [marketer]}, bob: {roles: [marketer, production]}, eve: {}, zoe: {roles: [ceo]}}\n"
            f"processes: {{mounting: {{component: {component}, steps: {steps}{rest}}}}}\n"
        ) + (f"handoffs: {handoffs}\n" if handoffs else "")

    @pytest.mark.parametrize(
        ("who", "outcome"),
        [
            pytest.param("production", "pass", id="their own role"),
            pytest.param("keeper", "pass", id="a role by its department"),
            pytest.param("store", "pass", id="their own department"),
            pytest.param("marketer", "fail", id="a role of another component"),
            pytest.param("accountant", "fail", id="a role of support"),
            pytest.param("sales", "fail", id="another department"),
            pytest.param("[production, marketer]", "fail", id="both together"),
            pytest.param("ann", "fail", id="a person of another component"),
            pytest.param("bob", "pass", id="a person of both"),
            pytest.param("ceo", "pass", id="the CEO belongs to none"),
            pytest.param("zoe", "pass", id="the CEO by name"),
            pytest.param("eve", "unknown", id="a person whose roles are not known"),
            pytest.param("tester", "unknown", id="a role of a department that does not say"),
            pytest.param("lab", "unknown", id="a department that does not say"),
            pytest.param("none", "pass", id="nobody"),
            pytest.param("unknown", "unknown", id="not known"),
        ],
    )
    def test_who_does_the_step(self, who: str, outcome: str) -> None:
        assert outcomes(self.text(f"[{{who: production}}, {{who: {who}}}]"), "CMP004") == {"mounting": outcome}

    @pytest.mark.parametrize(
        ("handoffs", "outcome"),
        [
            pytest.param("[{from: lead_generation, to: production, via: crm}]", "pass", id="to the process"),
            pytest.param("[{from: production, to: lead_generation, via: crm}]", "pass", id="from the process"),
            pytest.param("[{from: store, to: lead_generation, via: crm}]", "pass", id="by department"),
            pytest.param("[{from: sales, to: production, via: crm}]", "fail", id="between others"),
            pytest.param("[{from: lead_generation, to: sales, via: crm}]", "fail", id="to others"),
            pytest.param("[{from: production, to: lead_generation, state: absent}]", "fail", id="absent"),
            pytest.param("[{from: production, to: lead_generation}]", "unknown", id="not known whether it happens"),
            pytest.param("[{from: lab, to: lead_generation, via: crm}]", "unknown", id="from an unplaced department"),
            pytest.param("none", "fail", id="no handoffs"),
            pytest.param("", "unknown", id="handoffs are not given"),
        ],
    )
    def test_a_handoff_joins_them(self, handoffs: str, outcome: str) -> None:
        assert outcomes(self.text("[{who: marketer}]", handoffs), "CMP004") == {"mounting": outcome}

    def test_each_border_has_a_handoff_of_its_own(self) -> None:
        steps = "[{title: Quote, who: sales}, {title: Advert, who: marketer}, {who: marketer}]"
        text = self.text(steps, "[{from: sales, to: production, via: crm}]")
        assert said(text, "CMP004", "en").endswith("Advert and 3")

    def test_a_handoff_joins_no_other_process(self) -> None:
        steps = "steps: [{who: marketer}]"
        text = (
            f"roles: {{marketer: {{}}}}\nprocesses: {{mounting: {{component: production, {steps}}}, "
            f"cleaning: {{component: support, {steps}}}}}\n"
        )
        found = outcomes(text + handoff("lead_generation", "production"), "CMP004")
        assert found == {"mounting": "pass", "cleaning": "fail"}

    def test_whose_roles_are_asked_for(self) -> None:
        assert needs(self.text("[{who: eve}]"), "CMP004", "mounting") == {"people.eve.roles"}

    def test_a_person_of_two_other_components_needs_one_handoff(self) -> None:
        text = self.text("[{who: bob}]", "[{from: support, to: production, via: crm}]", component="support")
        assert outcomes(text, "CMP004") == {"mounting": "pass"}

    @pytest.mark.parametrize(
        ("process", "outcome"),
        [
            pytest.param("{component: production}", "unknown", id="steps are not given"),
            pytest.param("{component: production, steps: none}", "pass", id="no steps"),
            pytest.param("{steps: [{who: marketer}]}", "unknown", id="not known whose process"),
            pytest.param("absent", "not applicable", id="a process that is absent"),
        ],
    )
    def test_processes(self, process: str, outcome: str) -> None:
        text = f"roles: {{marketer: {{}}}}\nprocesses: {{mounting: {process}}}\nhandoffs: none\n"
        assert outcomes(text, "CMP004") == {"mounting": outcome}

    def test_needs_and_reasons(self) -> None:
        assert needs("processes: {mounting: {component: production}}\n", "CMP004", "mounting") == {
            "processes.mounting.steps"
        }
        assert needs(company(), "CMP004") == {"processes"}
        assert reason("processes: {mounting: absent}\n", "CMP004", "mounting") == ("nothing_to_judge", {})
        assert reason("processes: {funnel: {state: written}}\n", "CMP004") == ("nothing_to_judge", {})

    def test_the_sentence_names_the_steps(self) -> None:
        text = self.text("[{title: Сборка, who: production}, {title: Съёмка, who: marketer}]", rest=", title: Монтаж")
        assert said(text, "CMP004", "ru") == (
            "В процессе «Монтаж» есть шаги людей из другой части бизнеса, а передачи к ним нет: Съёмка"
        )
        assert finding(text, "CMP004").path == ("processes", "mounting", "steps")


@pytest.mark.parametrize(
    ("rule", "giver", "taker"), [("CMP005", "lead_generation", "sales"), ("CMP006", "sales", "production")]
)
class TestHandedOver:
    def test_there_is_a_handoff(self, rule: str, giver: str, taker: str) -> None:
        assert outcomes(handoff(giver, taker), rule)["company"] == "pass"

    @pytest.mark.parametrize(
        ("rest", "outcome"),
        [
            pytest.param("state: spoken", "pass", id="at least talked about"),
            pytest.param("state: absent", "fail", id="absent"),
            pytest.param("state: absent, via: none", "fail", id="absent, and no way for it"),
            pytest.param("via: crm", "pass", id="it goes its way"),
            pytest.param("via: none", "unknown", id="it has no way, perhaps it goes on talk alone"),
            pytest.param("state: spoken, via: none", "pass", id="without a way, for another rule to judge"),
            pytest.param("", "unknown", id="nothing is known of it"),
        ],
    )
    def test_its_state(self, rule: str, giver: str, taker: str, rest: str, outcome: str) -> None:
        assert outcomes(handoff(giver, taker, rest), rule)["company"] == outcome

    def test_the_other_way_round_is_another_handoff(self, rule: str, giver: str, taker: str) -> None:
        found = finding(handoff(taker, giver), rule)
        assert found.path == ("handoffs",)
        assert ("handoffs",) not in {fact.path for fact in found.evidence}

    def test_other_ends(self, rule: str, giver: str, taker: str) -> None:
        assert outcomes(handoff(giver, "support"), rule)["company"] == "fail"
        assert outcomes(handoff("support", taker), rule)["company"] == "fail"

    def test_the_name_of_a_component_means_the_component(self, rule: str, giver: str, taker: str) -> None:
        moved = f"departments: {{{giver}: {{component: support}}, support: {{component: {giver}}}}}\n"
        assert outcomes(moved + handoff(giver, taker), rule)["company"] == "pass"
        assert outcomes(moved + handoff("support", taker), rule)["company"] == "fail"

    def test_departments_count_as_their_component(self, rule: str, giver: str, taker: str) -> None:
        text = f"departments: {{one: {{component: {giver}}}, two: {{component: {taker}}}, three: {{}}}}\n"
        assert outcomes(text + handoff("one", "two"), rule)["company"] == "pass"
        assert outcomes(text + handoff("one", "three"), rule)["company"] == "unknown"

    def test_without_any(self, rule: str, giver: str, taker: str) -> None:
        assert outcomes("handoffs: none\n", rule)["company"] == "fail"
        assert needs(company(), rule, "company") == {"handoffs"}
        found = finding("handoffs: none\n", rule)
        assert found.path == ("handoffs",)
        assert [fact.path for fact in found.evidence] == [("handoffs",)]

    @pytest.mark.parametrize("sales_format", ["shop", "eshop", "office"])
    def test_in_a_shop_the_buyer_takes_the_goods_away(
        self, rule: str, giver: str, taker: str, sales_format: str
    ) -> None:
        text = company(f"sales_format: {sales_format}") + "handoffs: none\n"
        if rule == "CMP006" and sales_format != "office":
            assert reason(text, rule) == ("shop_or_eshop", {})
        else:
            assert finding(text, rule).rule == rule


class TestHandedOverByWordOfMouth:
    @pytest.mark.parametrize(
        ("via", "outcome"),
        [
            ("verbal", "fail"), ("none", "fail"), ("messenger", "fail"), ("crm", "pass"), ("form", "pass"),
            ("E-mail", "pass"), ("unknown", "unknown"),
        ],
    )  # fmt: skip
    def test_via(self, via: str, outcome: str) -> None:
        text = handoff("sales", "production", f"via: {via}")
        assert outcomes(text, "CMP007") == {"sales->production": outcome}

    @pytest.mark.parametrize(("headcount", "severity"), [(16, "low"), (101, "low"), (251, "medium")])
    def test_a_messenger_is_a_step_milder(self, headcount: int, severity: str) -> None:
        text = company("", headcount) + handoff("sales", "production", "via: messenger")
        assert finding(text, "CMP007").severity == severity

    def test_in_a_micro_company_a_messenger_will_do(self) -> None:
        text = company("", 15) + handoff("sales", "production", "via: messenger")
        assert reason(text, "CMP007", "sales->production") == ("band", {})

    @pytest.mark.parametrize("rule", ["CMP007", "CMP008"])
    def test_a_handoff_that_does_not_take_place(self, rule: str) -> None:
        text = handoff("sales", "production", "via: none, owner: none, state: absent")
        assert reason(text, rule, "sales->production") == ("no_handoff", {})
        assert outcomes(text.replace("absent", "spoken"), rule) == {"sales->production": "fail"}
        assert needs(company(), rule) == {"handoffs"}

    def test_the_sentences(self) -> None:
        departments = "departments: {store: {title: Склад, component: production}}\n"
        sentences = {
            "verbal": "Передача «продажи → Склад» идёт на словах",
            "none": "Передача «продажи → Склад» никак не устроена",
            "messenger": "Передача «продажи → Склад» идёт через мессенджер, где её легко потерять",
        }
        for via, expected in sentences.items():
            text = departments + handoff("sales", "store", f"via: {via}")
            assert said(text, "CMP007", "ru") == expected
            assert finding(text, "CMP007").path == ("handoffs", "sales->store", "via")


class TestHandoverWithoutOwnerOrTerms:
    @pytest.mark.parametrize(
        ("rest", "outcome"),
        [
            pytest.param("owner: ceo, accepts: a full card", "pass", id="both"),
            pytest.param("owner: none, accepts: a full card", "fail", id="no owner"),
            pytest.param("owner: ceo, accepts: none", "fail", id="no terms"),
            pytest.param("owner: none, accepts: none", "fail", id="neither"),
            pytest.param("owner: none", "fail", id="no owner, terms not known"),
            pytest.param("accepts: none", "fail", id="no terms, owner not known"),
            pytest.param("owner: ceo", "unknown", id="terms not known"),
            pytest.param("accepts: a full card", "unknown", id="owner not known"),
        ],
    )
    def test_both_are_needed(self, rest: str, outcome: str) -> None:
        text = "roles: {ceo: {}}\n" + handoff("sales", "production", rest)
        assert outcomes(text, "CMP008") == {"sales->production": outcome}

    def test_what_would_decide(self) -> None:
        assert needs(handoff("sales", "production"), "CMP008", "sales->production") == {
            "handoffs.sales->production.owner", "handoffs.sales->production.accepts",
        }  # fmt: skip

    def test_the_sentences(self) -> None:
        sentences = {
            "owner: none": "Nobody answers for the handoff “sales → production”",
            "accepts: none": "The handoff “sales → production” has no terms on which the work is accepted",
            "owner: none, accepts: none": (
                "The handoff “sales → production” has neither an owner nor terms on which the work is accepted"
            ),
        }
        for rest, expected in sentences.items():
            assert said(handoff("sales", "production", rest), "CMP008") == expected
        assert finding(handoff("sales", "production", "accepts: none"), "CMP008").path[-1] == "accepts"


class TestSellersStuckInProduction:
    @pytest.mark.parametrize(
        ("time", "delivery", "outcome"),
        [
            pytest.param("producing: 10%, selling: 90%", "none", "pass", id="at the limit"),
            pytest.param("producing: 11%, selling: 89%", "none", "fail", id="just over"),
            pytest.param("selling: 100%", "sales_rep", "fail", id="responsible for delivery"),
            pytest.param("selling: 100%", "[production, sales_rep]", "fail", id="among others"),
            pytest.param("selling: 100%", "production", "pass", id="others deliver"),
            pytest.param("selling: 100%", "unknown", "unknown", id="not known who delivers"),
            pytest.param("selling: 80%", "production", "unknown", id="the rest of the time is not known"),
        ],
    )
    def test_roles(self, time: str, delivery: str, outcome: str) -> None:
        text = f"roles: {{production: {{}}, sales_rep: {{time: {{{time}}}}}}}\n" + functions(delivery=delivery)
        assert outcomes(text, "CMP009") == {"sales_rep": outcome}

    @pytest.mark.parametrize(
        ("time", "outcome"),
        [
            pytest.param("selling: 100%", "not applicable", id="the duty is told by CMP003"),
            pytest.param("producing: 30%, selling: 70%", "fail", id="the time is not"),
        ],
    )
    def test_hands_in_two_components_are_told_once(self, time: str, outcome: str) -> None:
        duties = functions(delivery="sales_rep", deal_progress="sales_rep")
        text = f"roles: {{sales_rep: {{time: {{{time}}}}}}}\n{duties}"
        assert outcomes(text, "CMP003")["sales_rep"] == "fail"
        assert outcomes(text, "CMP009") == {"sales_rep": outcome}
        if outcome == "not applicable":
            assert reason(text, "CMP009", "sales_rep") == ("said_by_other_rule", {"rule": "CMP003"})

    def test_other_production_is_not_delivery(self) -> None:
        text = "roles: {sales_rep: {time: {selling: 100%}}}\n" + functions(
            delivery="none", product_creation="sales_rep"
        )
        assert outcomes(text, "CMP009") == {"sales_rep": "pass"}

    @pytest.mark.parametrize(
        ("ann", "delivery", "expected"),
        [
            pytest.param("", "ann", {"sales_rep": "pass", "ann": "fail"}, id="a person named for it"),
            pytest.param(
                "time: {producing: 50%}", "none", {"sales_rep": "pass", "ann": "fail"}, id="a person with time for it"
            ),
            pytest.param("", "none", {"sales_rep": "pass"}, id="a person of whom nothing more is said"),
        ],
    )
    def test_people(self, ann: str, delivery: str, expected: dict[str, str]) -> None:
        text = "roles: {sales_rep: {time: {selling: 100%}}}\n"
        text += f"people: {{ann: {{roles: [sales_rep], {ann}}}, bob: {{roles: [sales_rep]}}}}\n"
        assert outcomes(text + functions(delivery=delivery), "CMP009") == expected

    def test_what_a_role_is_named_for_is_told_at_the_role(self) -> None:
        text = "roles: {sales_rep: {time: {selling: 100%}}}\n"
        text += "people: {ann: {roles: [sales_rep], time: {selling: 100%}}}\n" + functions(delivery="sales_rep")
        assert outcomes(text, "CMP009") == {"sales_rep": "fail", "ann": "pass"}

    def test_a_role_may_be_named_by_the_department_it_leads(self) -> None:
        text = "departments: {shop: {component: sales, leader: sales_rep}}\n"
        text += "roles: {sales_rep: {department: shop, time: {selling: 100%}}}\n"
        assert outcomes(text + functions(delivery="shop"), "CMP009") == {"sales_rep": "fail"}

    def test_parameter_and_sentences(self) -> None:
        time = "roles: {sales_rep: {title: Rep, time: {producing: 20%, selling: 80%}}}\n"
        duty = "roles: {sales_rep: {title: Rep}}\n" + functions(delivery="sales_rep")
        assert not fails_under(time, "CMP009", most=0.2)
        assert said(time, "CMP009") == "Rep gives 20% of the time to fulfilling orders; the limit is 10%"
        assert said(duty, "CMP009", "ru") == "Rep: в обязанностях и продажи, и исполнение заказов"
        assert finding(duty, "CMP009").path == ("functions", "delivery", "responsible")
        assert finding(time, "CMP009").path == ("roles", "sales_rep", "time", "producing")
