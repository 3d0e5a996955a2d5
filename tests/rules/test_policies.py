"""POL: how much, at what price, to whom, what, on what terms, and whether the plans add up to the goal."""

from __future__ import annotations

import pytest

from salesaudit.audit.engine import audit
from salesaudit.audit.phrases import sentence
from salesaudit.audit.profile import Profile
from tests.builders import finding, needs, org, outcomes, reason

SIZES = {"micro": 10, "small": 24, "medium": 150, "large": 300}


def policies(content: str, rest: str = "", headcount: int = 24) -> str:
    """Return a company whose file tells only this of its rules of selling."""
    return f"company: {{name: Test, headcount: {headcount}, currency: USD}}\npolicies: {{{content}}}\n{rest}\n"


def of(text: str, rule: str, subject: str = "company") -> str:
    """Return how a rule came out for a subject."""
    return outcomes(text, rule)[subject]


class TestQuestionWithoutAnswer:
    @pytest.mark.parametrize("policy", ["volume", "customer", "product", "terms"])
    @pytest.mark.parametrize(
        ("content", "outcome"),
        [
            ("absent", "fail"),
            ("none", "fail"),
            ("spoken", "pass"),
            ("written", "pass"),
            ("{value: dairies}", "pass"),
            ("{state: absent, value: none}", "fail"),
            ("{value: none}", "unknown"),
            ("{owner: none}", "unknown"),
        ],
    )
    def test_an_answer_exists(self, policy: str, content: str, outcome: str) -> None:
        assert of(policies(f"{policy}: {content}"), "POL001", policy) == outcome

    @pytest.mark.parametrize(
        ("policy", "severities"),
        [
            ("volume", ["low", "high", "high", "high"]),
            ("customer", ["low", "high", "high", "high"]),
            ("product", ["low", "medium", "medium", "medium"]),
            ("terms", ["low", "medium", "medium", "medium"]),
        ],
    )
    def test_how_much_and_to_whom_weigh_more(self, policy: str, severities: list[str]) -> None:
        found = [
            finding(policies(f"{policy}: absent", headcount=headcount), "POL001").severity
            for headcount in SIZES.values()
        ]
        assert found == severities

    def test_all_six_are_asked_where_nothing_is_said(self) -> None:
        asked = outcomes("roles: {owner: {}}", "POL001")
        assert asked == dict.fromkeys(("volume", "price", "discount", "customer", "product", "terms"), "unknown")

    def test_no_rules_of_selling_at_all(self) -> None:
        asked = outcomes("policies: none", "POL001")
        assert asked == {
            **dict.fromkeys(("volume", "customer", "product", "terms"), "fail"),
            **dict.fromkeys(("price", "discount"), "not applicable"),
        }

    @pytest.mark.parametrize(
        ("policy", "content"),
        [
            ("discount", "absent"),
            ("discount", "{state: practised, limit: none}"),
            ("price", "absent"),
            ("price", "spoken"),
        ],
    )
    def test_price_and_discount_left_open_are_rep007s(self, policy: str, content: str) -> None:
        text = policies(f"{policy}: {content}")
        assert reason(text, "POL001", policy) == ("said_by_other_rule", {"rule": "REP007"})

    @pytest.mark.parametrize(
        ("policy", "content"),
        [("discount", "{state: practised, limit: 0%}"), ("discount", "spoken"), ("price", "written")],
    )
    def test_price_and_discount_that_are_held_pass(self, policy: str, content: str) -> None:
        assert of(policies(f"{policy}: {content}"), "POL001", policy) == "pass"

    @pytest.mark.parametrize("policy", ["price", "discount"])
    def test_to_a_company_of_one_rep007_has_nothing_to_say(self, policy: str) -> None:
        assert of(policies(f"{policy}: absent", headcount=1), "POL001", policy) == "fail"

    def test_the_sentence_names_the_question(self) -> None:
        found = finding(policies("customer: absent"), "POL001")
        assert sentence(found, "en") == "The question “to whom to sell” has no answer"
        assert sentence(found, "ru") == "На вопрос «кому продавать» ответа нет"
        assert found.path == ("policies", "customer", "state")


class TestAnswerWithoutContent:
    @pytest.mark.parametrize(
        ("value", "outcome"),
        [
            pytest.param("максимум", "fail", id="a word that says nothing"),
            pytest.param("as much as possible", "fail", id="in English"),
            pytest.param("всем, кто хочет купить", "fail", id="a phrase"),
            pytest.param("максимум 5 %", "pass", id="a number clears it"),
            pytest.param("пекарням Казани", "pass", id="a kind of customer"),
        ],
    )
    def test_the_answer_says_something(self, value: str, outcome: str) -> None:
        assert of(policies(f'customer: {{state: practised, value: "{value}"}}'), "POL002", "customer") == outcome

    def test_an_answer_that_nobody_told_is_asked_for(self) -> None:
        assert needs(policies("customer: practised"), "POL002", "customer") == {"policies.customer.value"}

    @pytest.mark.parametrize("state", ["spoken", "written", "practised", "unknown"])
    def test_whatever_the_state(self, state: str) -> None:
        assert of(policies(f"volume: {{state: {state}, value: максимум}}"), "POL002", "volume") == "fail"

    def test_a_named_segment_clears_it(self) -> None:
        vague = 'customer: {state: practised, value: "всем клиентам Привоза"}'
        assert of(policies(vague, "segments: {market: {size: small}}"), "POL002", "customer") == "fail"
        assert of(policies(vague, "segments: {market: {title: Рынок Привоз}}"), "POL002", "customer") == "pass"

    def test_an_answer_that_nobody_can_name(self) -> None:
        found = finding(policies("product: {state: practised, value: none}"), "POL002")
        assert (found.text, found.path) == ("empty", ("policies", "product", "value"))

    @pytest.mark.parametrize(
        ("policy", "teller"), [("customer", "POL001"), ("discount", "REP007"), ("price", "REP007")]
    )
    def test_no_answer_is_told_elsewhere(self, policy: str, teller: str) -> None:
        text = policies(f"{policy}: {{state: absent, owner: none}}")
        assert reason(text, "POL002", policy) == ("said_by_other_rule", {"rule": teller})

    @pytest.mark.parametrize(
        "content",
        ["discount: {limit: 5%, value: по ситуации}", "terms: {max_deferral: 30d, value: по ситуации}"],
    )
    def test_a_limit_answers_for_the_words(self, content: str) -> None:
        assert reason(policies(content), "POL002", content.split(":")[0]) == ("answered_by_number", {})

    @pytest.mark.parametrize(
        "content",
        ["discount: {limit: none, value: по ситуации}", "terms: {max_deferral: none, value: по ситуации}"],
    )
    def test_a_limit_that_is_missing_does_not(self, content: str) -> None:
        assert of(policies(content), "POL002", content.split(":")[0]) == "fail"

    @pytest.mark.parametrize(("headcount", "severity"), [(10, "low"), (24, "medium"), (150, "medium"), (300, "medium")])
    def test_severity_by_size(self, headcount: int, severity: str) -> None:
        assert finding(policies("volume: {value: максимум}", headcount=headcount), "POL002").severity == severity

    def test_the_sentence_quotes_the_answer(self) -> None:
        found = finding(policies("volume: {value: Максимум!}"), "POL002")
        assert sentence(found, "ru") == (
            "На вопрос «сколько продавать» отвечают «Максимум!»: по такому ответу ничего не решишь"
        )
        assert found.path == ("policies", "volume", "value")


class TestPlansDoNotAddUp:
    """Two sellers with 40 each are to bring 80 of a goal of 100."""

    def company(
        self,
        seller: str = "count: 2, plan: {revenue: 40}",
        leader: str = "plan: {revenue: 20}, time: {selling: 50%}",
        goals: str = "{metric: revenue, target: 100}",
        channels: str = "ads: {kind: advertising}",
        rest: str = "",
        headcount: int = 24,
        owner: str = "",
    ) -> str:
        roles = [f"sales_rep: {{{seller}}}", f"head_of_sales: {{{leader}}}" if leader else "", owner]
        return (
            f"company: {{name: Test, headcount: {headcount}, currency: USD, as_of: 2026-11-01}}\n"
            f"strategy: {{goals: [{goals}]}}\n"
            f"roles: {{{', '.join(filter(None, roles))}}}\n"
            f"lead_generation: {{channels: {{{channels}}}}}\n{rest}\n"
        )

    def led(self, amount: int) -> str:
        """Return the plan of a leader who sells, beside 80 of the sellers."""
        return f"plan: {{revenue: {amount}}}, time: {{selling: 50%}}"

    @pytest.mark.parametrize(
        ("leader", "outcome", "variant"),
        [
            pytest.param(14, "fail", "", id="94 % of the goal"),
            pytest.param(15, "pass", None, id="exactly 95 %"),
            pytest.param(50, "pass", None, id="exactly 130 %"),
            pytest.param(51, "fail", "over", id="131 %"),
        ],
    )
    def test_between_95_and_130_percent(self, leader: int, outcome: str, variant: str | None) -> None:
        text = self.company(leader=self.led(leader))
        assert of(text, "POL003") == outcome
        if variant is not None:
            assert finding(text, "POL003").text == variant

    @pytest.mark.parametrize(("headcount", "severity"), [(24, "high"), (150, "high"), (300, "high")])
    def test_severity_by_size(self, headcount: int, severity: str) -> None:
        assert finding(self.company(leader=self.led(0), headcount=headcount), "POL003").severity == severity

    def test_a_micro_company_needs_no_sum(self) -> None:
        assert reason(self.company(leader=self.led(0), headcount=10), "POL003") == ("band", {})

    def test_the_sentence_names_sum_and_goal(self) -> None:
        short = finding(self.company(leader=self.led(10)), "POL003")
        assert sentence(short, "en", "USD") == (
            "The plans of people and channels add up to $90 against a goal of $100: 90% of it"
        )
        over = finding(self.company(leader=self.led(60)), "POL003")
        assert sentence(over, "en", "USD") == "Plans for $140 have been handed out against a goal of $100: 140% of it"
        assert short.path == over.path == ("strategy", "goals", 0, "target")

    def test_where_the_sum_has_bounds_the_deciding_one_is_named(self) -> None:
        short = finding(self.company(leader="plan: {revenue: 5}"), "POL003")
        assert sentence(short, "en", "USD").startswith("The plans of people and channels add up to $85 ")
        over = finding(self.company(seller="plan: {revenue: 131}", leader="plan: none"), "POL003")
        assert sentence(over, "en", "USD").startswith("Plans for $131 ")

    @pytest.mark.parametrize(
        ("leader", "outcome"),
        [
            pytest.param("plan: {revenue: 20}, time: {selling: 0%}", "fail", id="does not sell: no plan in person"),
            pytest.param("plan: none", "fail", id="has none"),
            pytest.param("plan: none, time: {selling: 50%}", "fail", id="sells without one"),
            pytest.param("plan: {revenue: 20}", "unknown", id="may not sell"),
            pytest.param("time: {selling: 50%}", "unknown", id="has some plan or other"),
            pytest.param("plan: {revenue: 5}", "fail", id="too little even if all of it is sold in person"),
            pytest.param("time: {selling: 0%}", "fail", id="does not sell, whatever the plan"),
        ],
    )
    def test_a_leaders_plan_counts_where_the_leader_sells(self, leader: str, outcome: str) -> None:
        assert of(self.company(leader=leader), "POL003") == outcome

    @pytest.mark.parametrize(
        ("leader", "outcome"),
        [
            pytest.param("plan: {revenue: 20}, time: {selling: 0%}", "fail", id="not a bit of a plan without selling"),
            pytest.param("plan: {revenue: 20}", "unknown", id="perhaps all of it"),
            pytest.param("plan: {revenue: 1}, time: {selling: 1%}", "pass", id="all of it with a bit of selling"),
        ],
    )
    def test_just_short_of_the_goal(self, leader: str, outcome: str) -> None:
        text = self.company(seller="count: 2, plan: {revenue: 47}", leader=leader)
        assert of(text, "POL003") == outcome

    def test_whether_the_leader_sells_is_asked(self) -> None:
        text = self.company(leader="plan: {revenue: 20}")
        assert needs(text, "POL003", "company") == {"roles.head_of_sales.time.selling"}

    @pytest.mark.parametrize(
        ("sellers", "leader", "outcome"),
        [
            pytest.param(50, 100, "pass", id="the department's plan, not one more"),
            pytest.param(48, 100, "pass", id="the sellers' share of it fits as well"),
            pytest.param(47, 100, "fail", id="the sellers fall short of it"),
            pytest.param(66, 135, "fail", id="the sellers are over"),
            pytest.param(50, 99, "fail", id="smaller than the sellers' together: one more"),
        ],
    )
    def test_a_leaders_plan_may_be_the_departments(self, sellers: int, leader: int, outcome: str) -> None:
        text = self.company(seller=f"count: 2, plan: {{revenue: {sellers}}}", leader=self.led(leader))
        assert of(text, "POL003") == outcome

    @pytest.mark.parametrize(
        ("owner", "outcome"),
        [
            pytest.param("owner: {plan: {revenue: 15}, time: {selling: 20%}}", "pass", id="an owner who sells"),
            pytest.param("owner: {time: {selling: 0%}}", "fail", id="an owner who does not"),
            pytest.param("owner: {plan: none}", "fail", id="an owner without a plan"),
            pytest.param("owner: {}", "unknown", id="an owner who may"),
        ],
    )
    def test_an_owner_counts_too(self, owner: str, outcome: str) -> None:
        assert of(self.company(leader="plan: none", owner=owner), "POL003") == outcome

    def test_an_owner_who_leads_counts_once(self) -> None:
        text = self.company(
            leader="",
            owner="owner: {plan: {revenue: 15}, time: {selling: 20%}}",
            rest="departments: {sales: {leader: owner}}",
        )
        assert of(text, "POL003") == "pass"

    def test_a_leader_who_is_a_seller_counts_once(self) -> None:
        text = self.company(
            seller="plan: {revenue: 95}",
            leader="plan: none",
            rest="people: {ann: {name: Ann, roles: [sales_rep, head_of_sales], plan: {revenue: 95}}}",
        )
        assert of(text, "POL003") == "pass"

    def test_an_owner_who_is_a_seller_counts_once(self) -> None:
        text = self.company(
            seller="plan: {revenue: 95}",
            leader="plan: none",
            owner="owner: {plan: {revenue: 95}}",
            rest="people: {ann: {name: Ann, roles: [sales_rep, owner]}}",
        )
        assert of(text, "POL003") == "pass"

    @pytest.mark.parametrize(
        ("seller", "rest", "outcome"),
        [
            pytest.param("count: 5, plan: {revenue: 19}", "", "pass", id="each of those who fill the role"),
            pytest.param("count: 4, plan: {revenue: 19}", "", "fail", id="one fewer"),
            pytest.param("plan: {revenue: 100}", "", "unknown", id="nobody said how many"),
            pytest.param("plan: {revenue: 131}", "", "fail", id="too much even for one"),
            pytest.param(
                "count: 3, plan: {revenue: 30}",
                "people: {ann: {name: Ann, roles: [sales_rep], plan: {revenue: 35}}}",
                "pass", id="a person's own plan instead of the role's",
            ),
            pytest.param("count: 2, plan: {revenue: 25, per: quarter}", "", "fail", id="quarterly plans, over"),
            pytest.param("count: 1, plan: {revenue: 25, per: quarter}", "", "pass", id="a quarterly plan"),
            pytest.param("count: 1, plan: {revenue: 8, per: month}", "", "pass", id="a monthly plan"),
            pytest.param("count: 1, plan: {checkpoints: week}", "", "unknown", id="only its rhythm is told"),
            pytest.param("count: 1, plan: {per: month}", "", "unknown", id="a monthly plan of who knows what"),
        ],
    )  # fmt: skip
    def test_sellers_are_counted(self, seller: str, rest: str, outcome: str) -> None:
        assert of(self.company(seller=seller, leader="plan: none", rest=rest), "POL003") == outcome

    @pytest.mark.parametrize(
        ("channels", "outcome"),
        [
            pytest.param("shop: {kind: marketplace, owner: none, plan: {revenue: 15}}", "pass", id="a marketplace"),
            pytest.param("shop: {kind: dealer, owner: none, plan: {revenue: 15}}", "pass", id="dealers"),
            pytest.param(
                "shop: {kind: dealer, owner: [], plan: {revenue: 15}}, ads: {kind: direct}", "pass", id="and ads"
            ),
            pytest.param(
                "shop: {kind: dealer, owner: sales_rep, plan: {revenue: 15}}",
                "fail",
                id="a seller's plan holds it already",
            ),
            pytest.param(
                "shop: {kind: dealer, owner: head_of_sales, plan: {revenue: 15}}", "pass", id="kept by somebody else"
            ),
            pytest.param(
                "ads: {kind: advertising, plan: {revenue: 15}}", "fail", id="leads are for sellers to sell to"
            ),
            pytest.param("shop: {kind: dealer, owner: none}", "unknown", id="some plan or other"),
            pytest.param("shop: {kind: dealer, owner: none, plan: none}", "fail", id="without a plan"),
            pytest.param("shop: {kind: dealer, plan: {revenue: 15}}", "unknown", id="whose it is"),
            pytest.param("shop: {owner: none, plan: {revenue: 15}}", "unknown", id="what it is"),
        ],
    )
    def test_channels_that_sell_by_themselves(self, channels: str, outcome: str) -> None:
        assert of(self.company(leader="plan: none", channels=channels), "POL003") == outcome

    @pytest.mark.parametrize(("roles", "outcome"), [("sales_rep, head_of_sales", "fail"), ("head_of_sales", "pass")])
    def test_a_channel_is_a_sellers_where_whoever_fills_the_role_sells(self, roles: str, outcome: str) -> None:
        text = self.company(
            seller="count: 2, plan: {revenue: 40}",
            leader="plan: none",
            channels="shop: {kind: dealer, owner: head_of_sales, plan: {revenue: 15}}",
            rest=f"people: {{ann: {{name: Ann, roles: [{roles}], plan: {{revenue: {40 * ('rep' in roles)}}}}}}}",
        )
        assert of(text, "POL003") == outcome

    def test_channels_that_nobody_named_are_asked_for(self) -> None:
        text = self.company(leader="plan: none").replace("lead_generation:", "x-lead: ").split("x-lead")[0]
        assert needs(text, "POL003", "company") == {"lead_generation.channels"}

    @pytest.mark.parametrize(
        ("goals", "outcome"),
        [
            pytest.param("{metric: revenue_plan, target: 100}", "pass", id="the plan as a goal"),
            pytest.param("{metric: revenue, target: 25, per: quarter}", "pass", id="a quarter's goal"),
            pytest.param("{metric: revenue, target: 900}, {metric: revenue, target: 100}", "pass", id="one of two"),
            pytest.param("{metric: revenue, target: 900}, {metric: revenue, target: 300}", "fail", id="none of two"),
            pytest.param(
                "{metric: revenue, target: 900}, {metric: gross_profit, target: 30}", "fail", id="one of two kinds"
            ),
            pytest.param("{metric: revenue}", "unknown", id="without a figure"),
            pytest.param("{metric: revenue, target: 100, by: 2026-12-31}", "pass", id="of this year"),
            pytest.param("{metric: revenue, target: 900, by: 2030-12-31}", "not applicable", id="years ahead"),
            pytest.param("{metric: revenue, target: 0}", "not applicable", id="a goal of nothing"),
            pytest.param("{metric: new_customers, target: 40}", "not applicable", id="not in money"),
        ],
    )
    def test_which_goal(self, goals: str, outcome: str) -> None:
        text = self.company(goals=goals)
        assert of(text, "POL003") == outcome
        if outcome == "not applicable":
            assert reason(text, "POL003", "company") == ("no_goal_to_compare", {})

    @pytest.mark.parametrize("money", ["gross_profit", "payments"])
    @pytest.mark.parametrize(("target", "outcome"), [(80, "pass"), (100, "fail")])
    def test_plans_are_held_against_goals_in_the_same_money(self, money: str, target: int, outcome: str) -> None:
        text = self.company(
            seller=f"count: 2, plan: {{{money}: 40}}",
            leader="plan: none",
            goals=f"{{metric: {money}, target: {target}}}",
        )
        assert of(text, "POL003") == outcome

    @pytest.mark.parametrize(("profit", "outcome"), [(15, "pass"), (10, "fail")])
    def test_plans_in_two_kinds_of_money_have_to_match_both_goals(self, profit: int, outcome: str) -> None:
        text = self.company(
            seller=f"count: 2, plan: {{revenue: 50, gross_profit: {profit}}}",
            leader="plan: none",
            goals="{metric: revenue, target: 100}, {metric: gross_profit, target: 30}",
        )
        assert of(text, "POL003") == outcome

    def test_plans_in_other_money_are_not_compared(self) -> None:
        text = self.company(goals="{metric: gross_profit, target: 30}")
        assert reason(text, "POL003", "company") == ("plans_of_another_kind", {})

    def test_a_plan_of_the_leader_alone_is_compared(self) -> None:
        leader = "plan: {gross_profit: 10}, time: {selling: 50%}"
        assert of(self.company(leader=leader, goals="{metric: gross_profit, target: 30}"), "POL003") == "fail"

    def test_a_second_kind_of_money_that_nobody_plans_does_not_count(self) -> None:
        text = self.company(goals="{metric: revenue, target: 100}, {metric: gross_profit, target: 30}")
        assert of(text, "POL003") == "pass"

    def test_no_course(self) -> None:
        assert reason("strategy: none", "POL003") == ("no_strategy", {})

    def test_who_sells_has_to_be_known(self) -> None:
        assert "roles" in needs("strategy: {goals: [{metric: revenue, target: 1}]}", "POL003", "company")

    @pytest.mark.parametrize("changed", [{"least": 1.1}, {"most": 0.9}])
    def test_parameters(self, changed: dict[str, float]) -> None:
        strict = audit(org(self.company()), Profile("mine", parameters={"POL003": changed}))
        assert "POL003" in {found.rule for found in strict.findings}


class TestCreditWithoutLimit:
    @pytest.mark.parametrize(
        ("terms", "outcome", "variant"),
        [
            pytest.param("max_deferral: none, credit_limit: 9, overdue_share: 10%", "fail", "", id="no longest term"),
            pytest.param("max_deferral: 30d, credit_limit: none, overdue_share: 10%", "fail", "credit", id="no limit"),
            pytest.param("max_deferral: none, credit_limit: none, overdue_share: 10%", "fail", "neither", id="neither"),
            pytest.param(
                "max_deferral: 30d, credit_limit: 9, overdue_share: 11%", "fail", "overdue", id="too much overdue"
            ),
            pytest.param(
                "max_deferral: 30d, credit_limit: none, overdue_share: 11%", "fail", "already", id="all at once"
            ),
            pytest.param("max_deferral: 30d, credit_limit: 9, overdue_share: 10%", "pass", None, id="both limits"),
            pytest.param("max_deferral: 30d, credit_limit: 9", "unknown", None, id="how much is overdue"),
            pytest.param("max_deferral: 30d, overdue_share: 5%", "unknown", None, id="is there a limit"),
            pytest.param("max_deferral: 30d, credit_limit: none", "fail", "credit", id="whatever is overdue"),
            pytest.param("credit_limit: none", "unknown", None, id="nobody said whether credit is given"),
            pytest.param("credit_limit: none, overdue_share: 1%", "fail", "credit", id="debts show that it is"),
            pytest.param("overdue_share: 11%", "fail", "overdue", id="overdue by itself"),
            pytest.param("max_deferral: 30min, credit_limit: none", "fail", "credit", id="however short a deferral is"),
            pytest.param(
                "max_deferral: 0d, credit_limit: none, overdue_share: 11%", "fail", "already", id="debts all the same"
            ),
        ],
    )
    def test_credit_has_limits(self, terms: str, outcome: str, variant: str | None) -> None:
        text = policies(f"terms: {{{terms}}}")
        assert of(text, "POL004") == outcome
        if variant is not None:
            assert finding(text, "POL004").text == variant

    @pytest.mark.parametrize(
        "terms",
        [
            pytest.param("max_deferral: 0d, credit_limit: none", id="no deferral"),
            pytest.param("max_deferral: 0d, credit_limit: none, overdue_share: 0%", id="no deferral and no debts"),
            *(
                pytest.param(f"max_deferral: none, credit_limit: none, value: {value}", id=value)
                for value in ("Предоплата 100 %", "we prepay", "Prepaid", "cash in advance", "upfront")
            ),
        ],
    )
    def test_where_no_credit_is_given(self, terms: str) -> None:
        assert reason(policies(f"terms: {{{terms}}}"), "POL004", "company") == ("no_credit", {})

    @pytest.mark.parametrize(
        "terms",
        [
            pytest.param("value: отсрочка по знакомству", id="no prepayment"),
            pytest.param("value: как договоримся", id="no word of when"),
            *(
                pytest.param(f'value: "предоплата 50 %, {later}"', id=later)
                for later in (
                    "отсрочка",
                    "рассрочка",
                    "остальное в срок",
                    "остаток в срок",
                    "деньги после сдачи",
                    "later",
                    "after it",
                    "the rest",
                    "balance",
                    "credit",
                    "net 30",
                )
            ),
            pytest.param("value: предоплата, overdue_share: 3%", id="prepayment beside debts"),
        ],
    )
    def test_none_without_prepayment_means_no_limit(self, terms: str) -> None:
        assert of(policies(f"terms: {{max_deferral: none, credit_limit: none, {terms}}}"), "POL004") == "fail"

    def test_prepayment_beside_a_term_is_not_believed(self) -> None:
        assert of(policies("terms: {max_deferral: 5d, credit_limit: none, value: предоплата}"), "POL004") == "fail"

    def test_what_is_asked(self) -> None:
        assert needs("roles: {owner: {}}", "POL004", "company") == {
            f"policies.terms.{fact}" for fact in ("max_deferral", "credit_limit", "overdue_share")
        }

    @pytest.mark.parametrize(("headcount", "severity"), [(10, "medium"), (24, "high"), (150, "high"), (300, "high")])
    def test_severity_by_size(self, headcount: int, severity: str) -> None:
        text = policies("terms: {overdue_share: 11%}", headcount=headcount)
        assert finding(text, "POL004").severity == severity

    @pytest.mark.parametrize(
        ("terms", "said"),
        [
            ("overdue_share: 12%", "12% of what customers owe is overdue"),
            (
                "max_deferral: none, overdue_share: 12%",
                "Customers may pay later without set limits, and 12% of what they owe is already overdue",
            ),
        ],
    )
    def test_the_sentence_names_what_is_overdue(self, terms: str, said: str) -> None:
        assert sentence(finding(policies(f"terms: {{{terms}}}"), "POL004"), "en") == said

    def test_the_share_is_a_parameter(self) -> None:
        company = org(policies("terms: {max_deferral: 30d, credit_limit: 9, overdue_share: 8%}"))
        strict = audit(company, Profile("mine", parameters={"POL004": {"overdue": 0.05}}))
        assert "POL004" in {found.rule for found in strict.findings}
