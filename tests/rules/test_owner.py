"""OWN: what only the owner does, decides or sells."""

from __future__ import annotations

import pytest

from salesaudit.audit.engine import audit
from salesaudit.audit.phrases import sentence
from salesaudit.audit.profile import Profile
from tests.builders import finding, needs, org, outcomes, reason


def company(rest: str, **facts: object) -> str:
    """Return a company with its figures on one line; small where nothing else is said."""
    figures = {"name": "Test", "headcount": 24, **facts}
    head = ", ".join(f"{key}: {value}" for key, value in figures.items())
    return f"company: {{{head}}}\n{rest}\n"


def sentence_of(text: str, rule: str) -> str:
    return sentence(finding(text, rule), "en")


NO_TIME = "time: {selling: 0%}, results: {revenue: 0}"


class TestOwnerIsTopSeller:
    @staticmethod
    def sales(owner: str, seller: str, **facts: object) -> str:
        return company(
            f"""\
roles: {{owner: {{}}, sales_rep: {{}}}}
people:
  ann: {{name: Ann, roles: [owner], results: {{{owner}}}}}
  bob: {{name: Bob, roles: [sales_rep], results: {{{seller}}}}}""",
            **facts,
        )

    @pytest.mark.parametrize(
        ("owner", "seller", "outcome"),
        [
            pytest.param("revenue: 21", "revenue: 20", "fail", id="above the seller"),
            pytest.param("revenue: 20", "revenue: 20", "fail", id="level with the seller"),
            pytest.param("revenue: 19", "revenue: 20", "pass", id="below the seller"),
            pytest.param("revenue: 0", "revenue: 0", "pass", id="nobody sells anything"),
            pytest.param("revenue: 1", "revenue: 0", "fail", id="the seller sells nothing"),
            pytest.param("revenue: 0", "", "pass", id="the owner sells nothing, whatever the seller does"),
            pytest.param("revenue: 21", "", "unknown", id="the seller's revenue is not known"),
            pytest.param("", "revenue: 20", "unknown", id="the owner's revenue is not known"),
            pytest.param("revenue_share: 40%", "revenue_share: 30%", "fail", id="only shares are known"),
            pytest.param("revenue_share: 30%", "revenue_share: 40%", "pass", id="a smaller share"),
            pytest.param("revenue_share: 0%", "revenue_share: 0%", "pass", id="no share at all"),
            pytest.param("revenue_share: 40%", "revenue: 20", "unknown", id="a share beside money"),
        ],
    )
    def test_own_revenue_against_the_sellers(self, owner: str, seller: str, outcome: str) -> None:
        assert outcomes(self.sales(owner, seller), "OWN001")["ann"] == outcome

    def test_a_share_and_money_are_compared_through_the_companys_revenue(self) -> None:
        assert outcomes(self.sales("revenue_share: 40%", "revenue: 20", revenue=100), "OWN001")["ann"] == "fail"
        assert outcomes(self.sales("revenue_share: 10%", "revenue: 20", revenue=100), "OWN001")["ann"] == "pass"
        assert sentence_of(self.sales("revenue_share: 40%", "revenue: 20", revenue=100), "OWN001") == (
            "Ann brings 40% of revenue; the best seller (Bob) brings 20%"
        )

    def test_money_and_shares_that_contradict_each_other_decide_nothing(self) -> None:
        text = self.sales("revenue: 21, revenue_share: 10%", "revenue: 20, revenue_share: 30%")
        assert outcomes(text, "OWN001")["ann"] == "unknown"
        assert needs(text, "OWN001", "ann") == {"people.ann.results.revenue", "people.ann.results.revenue_share"}

    def test_more_than_all_of_the_revenue_is_no_share_of_it(self) -> None:
        text = self.sales("revenue: 450", "deals: 5", revenue=100)
        assert outcomes(text, "OWN001")["ann"] == "unknown"
        assert needs(text, "OWN001", "ann") == {"people.bob.results.revenue"}
        alone = f"functions: {{outreach: {{responsible: ann}}}}\n{text}"
        assert {"people.ann.results.revenue", "company.revenue"} <= needs(alone, "OWN002", "ann")

    def test_one_better_seller_is_enough_whatever_the_rest_do(self) -> None:
        text = self.sales("revenue: 20", "revenue: 30").replace("sales_rep: {}", "sales_rep: {count: 3}")
        assert outcomes(text, "OWN001")["ann"] == "pass"

    def test_sellers_who_are_not_named_may_sell_more(self) -> None:
        text = self.sales("revenue: 20", "revenue: 10").replace("sales_rep: {}", "sales_rep: {count: 2}")
        assert needs(text, "OWN001", "ann") == {"roles.sales_rep.results.revenue"}

    def test_measured_revenue_wins(self) -> None:
        text = self.sales("revenue: 10", "revenue: 20") + "evidence: [deals.yaml]\n"
        deals = """\
            salesaudit_evidence: 1
            source: {kind: deals, system: amocrm, file: deals.csv, rows: 10}
            people: {ann: {revenue: 30}}
            """
        assert outcomes(text, "OWN001", beside={"deals.yaml": deals})["ann"] == "fail"

    def test_the_sentence_names_the_best_seller_and_both_figures(self) -> None:
        text = self.sales("revenue: 3_000_000", "revenue: 2_000_000", currency="USD") + (
            "  cid: {name: Cid, roles: [sales_rep], results: {revenue: 2_500_000}}"
        )
        assert sentence(finding(text, "OWN001"), "en", "USD") == (
            "Ann sells $3M a year; the best seller (Cid) sells $2.5M"
        )

    def test_the_sentence_names_shares_where_money_is_not_known(self) -> None:
        text = self.sales("revenue_share: 40%", "revenue_share: 30%")
        text += "  cid: {name: Cid, roles: [sales_rep], results: {revenue_share: 35%}}"
        assert sentence_of(text, "OWN001") == "Ann brings 40% of revenue; the best seller (Cid) brings 35%"

    @pytest.mark.parametrize(
        ("owner", "bob", "cid", "said"),
        [
            pytest.param(
                "revenue: 60, revenue_share: 60%", "revenue: 20", "revenue_share: 10%",
                "Ann sells ₽60 a year; the best seller (Bob) sells ₽20", id="whose money is known",
            ),
            pytest.param(
                "revenue: 60", "revenue: 20, revenue_share: 10%", "revenue: 20",
                "Ann sells ₽60 a year; the best seller (Bob) sells ₽20", id="whose share is known beside",
            ),
            pytest.param(
                "revenue: 5, revenue_share: 60%", "revenue_share: 20%", "revenue: 0",
                "Ann brings 60% of revenue; the best seller (Bob) brings 20%", id="whose share is known",
            ),
        ],
    )  # fmt: skip
    def test_the_best_seller_is_one_whose_sales_are_known(self, owner: str, bob: str, cid: str, said: str) -> None:
        text = self.sales(owner, bob) + f"  cid: {{name: Cid, roles: [sales_rep], results: {{{cid}}}}}"
        assert sentence_of(text, "OWN001") == said

    def test_the_place_is_the_owners_revenue(self) -> None:
        assert finding(self.sales("revenue: 21", "revenue: 20"), "OWN001").path == (
            "people",
            "ann",
            "results",
            "revenue",
        )
        text = self.sales("revenue_share: 40%", "revenue_share: 30%")
        assert finding(text, "OWN001").path == ("people", "ann", "results", "revenue_share")

    @pytest.mark.parametrize(
        ("headcount", "severity"), [(15, "low"), (16, "high"), (101, "critical"), (251, "critical")]
    )
    def test_it_grows_with_the_company(self, headcount: int, severity: str) -> None:
        text = self.sales("revenue: 21", "revenue: 20", headcount=headcount)
        assert finding(text, "OWN001").severity == severity

    def test_several_owners_are_judged_apart(self) -> None:
        text = self.sales("revenue: 21", "revenue: 20")
        text += "  cid: {name: Cid, roles: [owner], results: {revenue: 5}}"
        assert outcomes(text, "OWN001") == {"ann": "fail", "cid": "pass"}

    def test_without_sellers_it_is_left_to_the_next_rule(self) -> None:
        assert reason("roles: {owner: {}}", "OWN001") == ("no_sellers", {})

    def test_an_owner_who_is_the_only_seller_has_nobody_to_compare_with(self) -> None:
        text = """\
            roles: {owner: {}, sales_rep: {}}
            people: {ann: {roles: [owner, sales_rep], results: {revenue: 20}}}
            """
        assert reason(text, "OWN001", "ann") == ("no_other_seller", {})

    def test_without_an_owner_there_is_nobody_to_judge(self) -> None:
        assert reason("roles: {sales_rep: {}}", "OWN001") == ("no_owner", {})

    def test_a_company_of_one_is_left_alone(self) -> None:
        assert reason(self.sales("revenue: 21", "revenue: 20", headcount=1), "OWN001") == ("one_person_company", {})


class TestOwnerCannotBeReplacedInSales:
    @staticmethod
    def alone(owner: str, rest: str = "", roles: str = "", **facts: object) -> str:
        return company(
            f"roles: {{owner: {{}}, accountant: {{}}{roles}}}\n"
            f"people: {{ann: {{name: Ann, roles: [owner], {owner}}}{rest}}}",
            **facts,
        )

    @pytest.mark.parametrize(
        ("owner", "outcome"),
        [
            pytest.param("results: {revenue: 5}", "fail", id="has revenue"),
            pytest.param("results: {revenue_share: 5%}", "fail", id="has a share of revenue"),
            pytest.param("title: Founder", "unknown", id="nothing is known of their sales"),
        ],
    )
    def test_an_owner_without_sellers_or_leader(self, owner: str, outcome: str) -> None:
        assert outcomes(self.alone(owner), "OWN002")["ann"] == outcome

    def test_doing_a_selling_function_is_selling(self) -> None:
        text = self.alone("title: Founder") + "functions: {key_accounts: {responsible: owner}}\n"
        assert finding(text, "OWN002").path == ("people", "ann")
        assert sentence_of(text, "OWN002") == "Ann sells, and nobody else can"

    def test_an_owner_who_does_nothing_of_selling_need_not_be_replaced(self) -> None:
        selling = ("need_discovery", "buying_support", "outreach", "deal_progress", "key_accounts", "complex_deals",
                   "new_markets", "masterclass")  # fmt: skip
        functions = "".join(f"  {id_}: {{responsible: accountant}}\n" for id_ in selling)
        text = self.alone("results: {revenue: 0}") + f"functions:\n{functions}"
        assert outcomes(text, "OWN002")["ann"] == "pass"

    @pytest.mark.parametrize(
        ("other", "role", "outcome"),
        [
            pytest.param("results: {revenue: 1}", "sales_rep", "pass", id="a seller who sells"),
            pytest.param("results: {revenue_share: 1%}", "sales_rep", "pass", id="a seller with a share"),
            pytest.param("results: {revenue: 0}", "sales_rep", "fail", id="a seller known to sell nothing"),
            pytest.param("title: Seller", "sales_rep", "unknown", id="a seller of whom nothing is known"),
            pytest.param("results: {revenue: 1}", "head_of_sales", "pass", id="a leader who sells"),
            pytest.param("results: {revenue: 0}", "head_of_sales", "fail", id="a leader known to sell nothing"),
        ],
    )
    def test_somebody_else_can_do_the_same(self, other: str, role: str, outcome: str) -> None:
        text = self.alone(
            "deputy: bob, results: {revenue: 5}", f", bob: {{name: Bob, roles: [{role}], {other}}}", f", {role}: {{}}"
        )
        assert outcomes(text, "OWN002")["ann"] == outcome

    def test_a_ceo_who_may_lead_leaves_it_open(self) -> None:
        text = self.alone("results: {revenue: 5}", ", bob: {roles: [ceo]}", ", ceo: {}")
        assert "functions.planning.responsible" in needs(text, "OWN002", "ann")

    def test_an_owner_who_leads_is_no_replacement_for_themselves(self) -> None:
        text = self.alone("results: {revenue: 5}") + "functions: {planning: {responsible: owner}}\n"
        assert outcomes(text, "OWN002")["ann"] == "fail"

    def test_an_owner_who_holds_a_sellers_role_is_no_replacement_for_themselves(self) -> None:
        text = company(
            "roles: {owner: {}, sales_rep: {}}\npeople: {ann: {roles: [owner, sales_rep], results: {revenue: 5}}}"
        )
        assert outcomes(text, "OWN002")["ann"] == "fail"

    @pytest.mark.parametrize(
        ("revenue", "deputy", "outcome"),
        [
            pytest.param(41, "none", "fail", id="above the share, nobody to stand in"),
            pytest.param(40, "none", "pass", id="at the share"),
            pytest.param(41, "bob", "pass", id="above the share, with a deputy"),
            pytest.param(41, "unknown", "unknown", id="above the share, the deputy is not known"),
            pytest.param(40, "unknown", "pass", id="at the share, the deputy does not matter"),
        ],
    )
    def test_a_large_share_needs_a_deputy(self, revenue: int, deputy: str, outcome: str) -> None:
        text = self.alone(
            f"deputy: {deputy}, results: {{revenue: {revenue}}}",
            ", bob: {roles: [sales_rep], results: {revenue: 50}}",
            ", sales_rep: {}",
            revenue=100,
        )
        assert outcomes(text, "OWN002")["ann"] == outcome

    def test_the_sentence_of_a_large_share(self) -> None:
        text = self.alone(
            "deputy: none, results: {revenue: 45}",
            ", bob: {roles: [sales_rep], results: {revenue: 50}}",
            ", sales_rep: {}",
            revenue=100,
        )
        assert sentence_of(text, "OWN002") == "Ann brings 45% of revenue and has no deputy"
        assert finding(text, "OWN002").path == ("people", "ann", "results", "revenue")

    def test_a_stated_share_and_a_deputy_on_the_role_count(self) -> None:
        text = """\
            roles: {owner: {deputy: none}, sales_rep: {}}
            people:
              ann: {roles: [owner], results: {revenue_share: 45%}}
              bob: {roles: [sales_rep], results: {revenue: 50}}
            """
        assert outcomes(text, "OWN002")["ann"] == "fail"

    def test_figures_that_contradict_each_other_decide_nothing(self) -> None:
        text = self.alone(
            "deputy: none, results: {revenue: 45, revenue_share: 30%}",
            ", bob: {roles: [sales_rep], results: {revenue: 50}}",
            ", sales_rep: {}",
            revenue=100,
        )
        assert needs(text, "OWN002", "ann") == {"people.ann.results.revenue", "people.ann.results.revenue_share"}

    def test_the_share_is_a_parameter(self) -> None:
        text = self.alone(
            "deputy: none, results: {revenue: 45}",
            ", bob: {roles: [sales_rep], results: {revenue: 50}}",
            ", sales_rep: {}",
            revenue=100,
        )
        looser = audit(org(text), Profile("mine", parameters={"OWN002": {"share": 0.45}}))
        assert "OWN002" not in {found.rule for found in looser.findings}

    @pytest.mark.parametrize(
        ("headcount", "severity"), [(15, "low"), (16, "high"), (101, "critical"), (251, "critical")]
    )
    def test_it_grows_with_the_company(self, headcount: int, severity: str) -> None:
        assert finding(self.alone("results: {revenue: 5}", headcount=headcount), "OWN002").severity == severity

    def test_a_company_of_one_is_left_alone(self) -> None:
        text = self.alone("results: {revenue: 5}", headcount=1)
        assert reason(text, "OWN002") == ("one_person_company", {})

    def test_without_an_owner_there_is_nobody_to_judge(self) -> None:
        assert reason("roles: {ceo: {}}", "OWN002") == ("no_owner", {})


class TestOnePersonIsOwnerCeoLeaderSeller:
    @staticmethod
    def hats(roles: str, facts: str, more: str = "head_of_sales", **figures: object) -> str:
        return company(
            f"roles: {{owner: {{}}, ceo: {{}}, {more}: {{}}}}\n"
            f"people: {{ann: {{name: Ann, roles: [{roles}], {facts}}}}}",
            **figures,
        )

    NOT_SELLING = "time: {selling: 20%}, results: {revenue: 0}"

    @pytest.mark.parametrize(
        ("roles", "facts", "outcome"),
        [
            pytest.param("owner, ceo", "time: {selling: 21%}", "fail", id="sells above a fifth of the time"),
            pytest.param("owner, ceo", NOT_SELLING, "pass", id="sells a fifth of the time and brings nothing"),
            pytest.param("owner, ceo", "results: {revenue: 1}", "fail", id="brings revenue"),
            pytest.param("owner, ceo", "results: {revenue_share: 1%}", "fail", id="brings a share of revenue"),
            pytest.param("owner, ceo", "time: {selling: 20%}", "unknown", id="revenue is not known"),
            pytest.param("owner, ceo", "results: {revenue: 0}", "unknown", id="time is not known"),
            pytest.param("owner", "results: {revenue: 1}", "pass", id="two hats, the owner's and the seller's"),
            pytest.param("ceo", "results: {revenue: 1}", "pass", id="two hats, the CEO's and the seller's"),
            pytest.param("owner, head_of_sales", "results: {revenue: 1}", "fail", id="owner, leader and seller"),
            pytest.param("ceo, head_of_sales", "results: {revenue: 1}", "fail", id="CEO, leader and seller"),
            pytest.param("owner, ceo, head_of_sales", NOT_SELLING, "fail", id="three hats without selling"),
            pytest.param("owner, head_of_sales", NOT_SELLING, "pass", id="two hats without selling"),
        ],
    )
    def test_hats_go_by_deed(self, roles: str, facts: str, outcome: str) -> None:
        assert outcomes(self.hats(roles, facts), "OWN003")["ann"] == outcome

    def test_a_sellers_role_is_a_hat(self) -> None:
        text = self.hats("owner, ceo, sales_rep", NO_TIME, "sales_rep")
        assert finding(text, "OWN003").severity == "high"

    def test_one_of_two_leaders_wears_the_hat_too(self) -> None:
        text = self.hats("owner, head_of_sales", "results: {revenue: 1}")
        text = text.replace("people: {", "people: {bob: {name: Bob, roles: [head_of_sales]}, ")
        assert outcomes(text, "OWN003")["ann"] == "fail"

    @pytest.mark.parametrize(
        ("roles", "said"),
        [
            ("owner, ceo, head_of_sales", "owner, CEO, sales leader and seller"),
            ("owner, ceo", "owner, CEO and seller"),
            ("owner, head_of_sales", "owner, sales leader and seller"),
            ("ceo, head_of_sales", "CEO, sales leader and seller"),
        ],
    )
    def test_the_sentence_names_the_hats(self, roles: str, said: str) -> None:
        text = self.hats(roles, "results: {revenue: 1}")
        assert sentence_of(text, "OWN003") == f"Ann: one person does the work of {said}"
        assert finding(text, "OWN003").path == ("people", "ann", "results", "revenue")

    def test_the_sentence_without_selling(self) -> None:
        text = self.hats("owner, ceo, head_of_sales", self.NOT_SELLING)
        assert sentence_of(text, "OWN003") == "Ann: one person does the work of owner, CEO and sales leader"

    @pytest.mark.parametrize(
        ("headcount", "selling", "not_selling"),
        [
            pytest.param(16, "high", "medium", id="small"),
            pytest.param(101, "critical", "high", id="medium"),
            pytest.param(251, "critical", "high", id="large"),
        ],
    )
    def test_a_leader_who_does_not_sell_is_one_step_milder(
        self, headcount: int, selling: str, not_selling: str
    ) -> None:
        roles = "owner, ceo, head_of_sales"
        assert finding(self.hats(roles, "results: {revenue: 1}", headcount=headcount), "OWN003").severity == selling
        assert finding(self.hats(roles, self.NOT_SELLING, headcount=headcount), "OWN003").severity == not_selling

    def test_a_micro_company_is_left_alone_where_the_three_hats_do_not_sell(self) -> None:
        roles = "owner, ceo, head_of_sales"
        assert finding(self.hats(roles, "results: {revenue: 1}", headcount=15), "OWN003").severity == "low"
        assert reason(self.hats(roles, self.NOT_SELLING, headcount=15), "OWN003", "ann") == ("band", {})

    def test_leading_by_deed_counts(self) -> None:
        text = self.hats("owner", "results: {revenue: 1}", "accountant") + "functions: {planning: {responsible: ann}}\n"
        assert outcomes(text, "OWN003")["ann"] == "fail"

    def test_whether_an_owner_leads_may_not_be_known(self) -> None:
        text = self.hats("owner", "results: {revenue: 1}", "accountant")
        assert "functions.planning.responsible" in needs(text, "OWN003", "ann")

    def test_an_owners_role_without_a_name_is_judged_too(self) -> None:
        text = """\
            roles: {owner: {time: {selling: 60%}}}
            functions: {planning: {responsible: owner}}
            """
        assert outcomes(text, "OWN003") == {"owner": "fail"}

    def test_only_owners_and_ceos_are_judged(self) -> None:
        text = self.hats("owner, ceo", self.NOT_SELLING) + "functions: {planning: {responsible: head_of_sales}}\n"
        assert set(outcomes(text, "OWN003")) == {"ann"}

    def test_the_roles_are_part_of_the_evidence(self) -> None:
        found = finding(self.hats("owner, ceo", "results: {revenue: 1}"), "OWN003")
        assert ("people", "ann", "roles") in {fact.path for fact in found.evidence}

    def test_the_share_of_time_is_a_parameter(self) -> None:
        text = self.hats("owner, ceo", "time: {selling: 30%}, results: {revenue: 0}")
        looser = audit(org(text), Profile("mine", parameters={"OWN003": {"selling": 0.3}}))
        assert "OWN003" not in {found.rule for found in looser.findings}

    def test_a_company_of_one_is_left_alone(self) -> None:
        text = self.hats("owner, ceo", "results: {revenue: 1}", headcount=1)
        assert reason(text, "OWN003") == ("one_person_company", {})


class TestWhoQuestionUnanswered:
    @pytest.mark.parametrize(
        ("function", "outcome"),
        [
            pytest.param("{responsible: none, accountable: none}", "fail", id="nobody does it or answers for it"),
            pytest.param("{responsible: none, accountable: owner}", "pass", id="somebody answers for it"),
            pytest.param("{responsible: owner, accountable: none}", "pass", id="somebody does it"),
            pytest.param("{responsible: owner}", "pass", id="somebody does it, the rest does not matter"),
            pytest.param("{responsible: none}", "unknown", id="who answers for it is not known"),
            pytest.param("{accountable: none}", "unknown", id="who does it is not known"),
        ],
    )
    def test_hands_and_answers(self, function: str, outcome: str) -> None:
        text = f"roles: {{owner: {{}}}}\nfunctions: {{finance: {function}}}"
        assert outcomes(text, "OWN004")["finance"] == outcome

    def test_there_are_seven_questions(self) -> None:
        assert outcomes("", "OWN004") == dict.fromkeys(
            ("product_creation", "production_quality", "sales_setup", "marketing_setup", "hiring", "finance",
             "staff_training"),
            "unknown",
        )  # fmt: skip

    @pytest.mark.parametrize(("headcount", "severity"), [(15, "medium"), (16, "high"), (101, "high"), (251, "high")])
    def test_severity(self, headcount: int, severity: str) -> None:
        text = company("functions: {finance: {responsible: none, accountable: none}}", headcount=headcount)
        assert finding(text, "OWN004").severity == severity
        assert finding(text, "OWN004").path == ("functions", "finance", "responsible")

    def test_a_company_of_one_must_answer_too(self) -> None:
        text = company("functions: {finance: {responsible: none, accountable: none}}", headcount=1)
        assert outcomes(text, "OWN004")["finance"] == "fail"


class TestOwnerIsTheAnswer:
    QUESTIONS = ("production_quality", "sales_setup", "marketing_setup", "finance", "staff_training")

    @classmethod
    def answers(cls, mine: int, more: str = "", **facts: object) -> str:
        hands = ["owner"] * mine + ["hr"] * (len(cls.QUESTIONS) - mine)
        functions = "".join(f"  {id_}: {{responsible: {who}}}\n" for id_, who in zip(cls.QUESTIONS, hands, strict=True))
        return company(f"roles: {{owner: {{}}, hr: {{}}}}\nfunctions:\n{functions}{more}", **facts)

    OTHERS_PRODUCT = "  product_creation: {responsible: hr}\n"
    OWN_PRODUCT = "  product_creation: {responsible: owner}\n"

    @pytest.mark.parametrize(
        ("headcount", "most"),
        [
            pytest.param(15, 4, id="micro"),
            pytest.param(100, 3, id="small"),
            pytest.param(250, 1, id="medium"),
            pytest.param(251, 1, id="large"),
        ],
    )
    def test_the_limit_by_size(self, headcount: int, most: int) -> None:
        assert outcomes(self.answers(most, self.OTHERS_PRODUCT, headcount=headcount), "OWN005")["owner"] == "pass"
        assert outcomes(self.answers(most + 1, self.OTHERS_PRODUCT, headcount=headcount), "OWN005")["owner"] == "fail"

    @pytest.mark.parametrize(("headcount", "outcome"), [(15, "pass"), (100, "pass"), (101, "fail"), (251, "fail")])
    def test_creating_the_product_counts_from_medium_size_on(self, headcount: int, outcome: str) -> None:
        text = self.answers(1, self.OWN_PRODUCT, headcount=headcount)
        assert outcomes(text, "OWN005")["owner"] == outcome

    @pytest.mark.parametrize(("headcount", "most"), [(15, 4), (100, 3)])
    def test_up_to_small_size_it_may_come_on_top_of_the_limit(self, headcount: int, most: int) -> None:
        text = self.answers(most, self.OWN_PRODUCT, headcount=headcount)
        assert outcomes(text, "OWN005")["owner"] == "pass"

    @pytest.mark.parametrize(("headcount", "most"), [(15, 4), (100, 3), (250, 1), (251, 1)])
    def test_hiring_never_counts(self, headcount: int, most: int) -> None:
        text = self.answers(most, self.OTHERS_PRODUCT + "  hiring: {responsible: owner}\n", headcount=headcount)
        assert outcomes(text, "OWN005")["owner"] == "pass"

    @pytest.mark.parametrize(
        ("mine", "product", "outcome"),
        [
            pytest.param(5, OTHERS_PRODUCT, "fail", id="too many for any size"),
            pytest.param(1, OTHERS_PRODUCT, "pass", id="few enough for any size"),
            pytest.param(2, OTHERS_PRODUCT, "unknown", id="too many for a medium company only"),
            pytest.param(1, OWN_PRODUCT, "unknown", id="too many where the product counts"),
        ],
    )
    def test_without_the_size(self, mine: int, product: str, outcome: str) -> None:
        text = self.answers(mine, product, headcount="unknown")
        assert outcomes(text, "OWN005")["owner"] == outcome
        if outcome == "unknown":
            assert needs(text, "OWN005", "owner") == {"company.headcount"}

    def test_what_is_not_known_may_still_decide(self) -> None:
        text = company(
            """\
roles: {owner: {}, hr: {}}
functions:
  production_quality: {responsible: owner}
  sales_setup: {responsible: owner}
  marketing_setup: {responsible: owner}
  finance: {responsible: hr}"""
        )
        assert needs(text, "OWN005", "owner") == {"functions.staff_training.responsible"}

    def test_in_person_counts_as_much_as_through_the_role(self) -> None:
        text = self.answers(3, "people: {ann: {name: Ann, roles: [owner]}}\n").replace(
            "staff_training: {responsible: hr}", "staff_training: {responsible: ann}"
        )
        assert outcomes(text, "OWN005") == {"ann": "fail"}

    def test_answering_for_it_is_not_doing_it(self) -> None:
        text = self.answers(3).replace("{responsible: hr}", "{responsible: hr, accountable: owner}")
        assert outcomes(text, "OWN005")["owner"] == "pass"

    def test_the_sentence_names_them(self) -> None:
        found = finding(self.answers(4), "OWN005")
        assert sentence(found, "ru") == (
            "Собственник делает лично то, на что нанимают людей: "
            "качество производства, настройка продаж, настройка маркетинга и учёт денег"
        )
        assert found.path == ("roles", "owner")

    @pytest.mark.parametrize(("headcount", "severity"), [(15, "low"), (16, "high"), (101, "high"), (251, "high")])
    def test_severity(self, headcount: int, severity: str) -> None:
        assert finding(self.answers(5, headcount=headcount), "OWN005").severity == severity

    def test_the_limits_are_a_parameter(self) -> None:
        limits = {"micro": 5, "small": 4, "medium": 2, "large": 2}
        looser = audit(org(self.answers(4)), Profile("mine", parameters={"OWN005": {"limits": limits}}))
        assert "OWN005" not in {found.rule for found in looser.findings}

    def test_not_applicable(self) -> None:
        assert reason(self.answers(5, headcount=1), "OWN005") == ("one_person_company", {})
        assert reason("roles: {hr: {}}", "OWN005") == ("no_owner", {})


class TestOwnerLostInOperations:
    @staticmethod
    def day(time: str, roles: str = "head_of_sales: {}", more: str = "", **facts: object) -> str:
        return company(f"roles: {{owner: {{time: {{{time}}}}}, {roles}}}\n{more}", **facts)

    LEADS = "functions: {planning: {responsible: owner}}\n"
    REP = "sales_rep: {count: 2}"

    @pytest.mark.parametrize("activity", ["selling", "searching", "outreach", "servicing", "admin", "producing"])
    def test_what_counts_as_daily_work(self, activity: str) -> None:
        assert outcomes(self.day(f"{activity}: 51%, strategy: 49%"), "OWN006")["owner"] == "fail"
        assert outcomes(self.day(f"{activity}: 50%, strategy: 50%"), "OWN006")["owner"] == "pass"

    @pytest.mark.parametrize("activity", ["leading", "integrating", "strategy", "other"])
    def test_what_does_not(self, activity: str) -> None:
        assert outcomes(self.day(f"{activity}: 100%"), "OWN006")["owner"] == "pass"

    def test_activities_add_up(self) -> None:
        assert outcomes(self.day("selling: 25%, admin: 26%, strategy: 49%"), "OWN006")["owner"] == "fail"

    @pytest.mark.parametrize(
        ("time", "outcome"),
        [
            pytest.param("admin: 51%", "fail", id="too much already, whatever the rest is"),
            pytest.param("strategy: 50%", "pass", id="no room for too much"),
            pytest.param("strategy: 40%", "unknown", id="the rest decides"),
        ],
    )
    def test_bounds_decide(self, time: str, outcome: str) -> None:
        assert outcomes(self.day(time), "OWN006")["owner"] == outcome

    @pytest.mark.parametrize(
        ("headcount", "most"), [(15, 75), (16, 50), (101, 50), (251, 50)], ids=["micro", "small", "medium", "large"]
    )
    def test_the_limit_by_size(self, headcount: int, most: int) -> None:
        at_limit = self.day(f"admin: {most}%, strategy: {100 - most}%", headcount=headcount)
        above_it = self.day(f"admin: {most + 1}%, strategy: {99 - most}%", headcount=headcount)
        assert outcomes(at_limit, "OWN006")["owner"] == "pass"
        assert outcomes(above_it, "OWN006")["owner"] == "fail"

    def test_without_the_size_the_limits_of_all_sizes_decide(self) -> None:
        unsure = self.day("admin: 60%, strategy: 40%", headcount="unknown")
        assert needs(unsure, "OWN006", "owner") == {"company.headcount"}
        assert outcomes(self.day("admin: 76%, strategy: 24%", headcount="unknown"), "OWN006")["owner"] == "fail"
        assert outcomes(self.day("admin: 50%, strategy: 50%", headcount="unknown"), "OWN006")["owner"] == "pass"

    def test_the_sentence(self) -> None:
        found = finding(self.day("servicing: 25%, admin: 30%, strategy: 45%"), "OWN006")
        assert sentence(found, "en") == "Owner gives 55% of working time to daily work; the limit is 50%"
        assert found.path == ("roles", "owner", "time", "servicing")

    @pytest.mark.parametrize(
        ("time", "outcome"),
        [
            pytest.param("selling: 60%, strategy: 40%", "pass", id="selling within the leader's limit"),
            pytest.param("selling: 50%, admin: 50%", "pass", id="the rest within its own limit"),
            pytest.param("selling: 40%, admin: 51%, strategy: 9%", "fail", id="too much beside selling"),
            pytest.param("selling: 61%, strategy: 39%", "not applicable", id="LDR002 speaks of the selling"),
            pytest.param("selling: 45%, leading: 55%", "pass", id="nothing is too much"),
        ],
    )
    def test_an_owner_who_leads_sales_may_sell_as_a_leader(self, time: str, outcome: str) -> None:
        assert outcomes(self.day(time, self.REP, self.LEADS), "OWN006")["owner"] == outcome

    def test_one_of_two_leaders_may_sell_as_one(self) -> None:
        roles = "owner: {}, head_of_sales: {}, sales_rep: {count: 2}"
        day = "time: {selling: 60%, strategy: 40%}"
        people = f"people: {{ann: {{roles: [owner, head_of_sales], {day}}}, bob: {{roles: [head_of_sales]}}}}"
        assert outcomes(company(f"roles: {{{roles}}}\n{people}"), "OWN006")["ann"] == "pass"

    def test_too_much_selling_and_too_much_else_is_both(self) -> None:
        text = self.day("selling: 61%, admin: 76%", self.REP, self.LEADS)
        assert outcomes(text, "OWN006")["owner"] == "fail"
        assert sentence_of(text, "OWN006") == "Owner gives 137% of working time to daily work; the limit is 50%"

    def test_the_selling_of_a_leader_is_said_by_the_leaders_rule(self) -> None:
        text = self.day("selling: 61%, strategy: 39%", self.REP, self.LEADS)
        assert reason(text, "OWN006", "owner") == ("said_by_other_rule", {"rule": "LDR002"})

    def test_what_a_leader_does_beside_selling_is_named_apart(self) -> None:
        text = self.day("selling: 40%, admin: 51%, strategy: 9%", self.REP, self.LEADS)
        assert sentence_of(text, "OWN006") == (
            "Owner gives 51% of working time to daily work, selling not counted; the limit is 50%"
        )

    def test_where_nobody_else_sells_too_much_selling_counts_here(self) -> None:
        assert outcomes(self.day("selling: 61%, strategy: 39%", "hr: {}", self.LEADS), "OWN006")["owner"] == "fail"
        assert outcomes(self.day("selling: 60%, strategy: 40%", "hr: {}", self.LEADS), "OWN006")["owner"] == "pass"

    def test_an_owner_under_whom_somebody_else_leads_gets_no_allowance(self) -> None:
        text = self.day("selling: 60%, strategy: 40%", "head_of_sales: {}, " + self.REP, self.LEADS)
        assert outcomes(text, "OWN006")["owner"] == "fail"

    def test_whether_the_owner_leads_may_decide(self) -> None:
        text = self.day("selling: 60%, strategy: 40%", self.REP)
        assert "functions.planning.responsible" in needs(text, "OWN006", "owner")
        assert outcomes(self.day("selling: 20%, admin: 51%, strategy: 29%", self.REP), "OWN006")["owner"] == "fail"

    def test_how_much_a_leader_may_sell_may_decide(self) -> None:
        text = self.day("selling: 55%, strategy: 45%", "sales_rep: {}", self.LEADS)
        assert needs(text, "OWN006", "owner") == {"roles.sales_rep.count"}

    @pytest.mark.parametrize(("headcount", "severity"), [(15, "low"), (16, "medium"), (101, "high"), (251, "high")])
    def test_severity(self, headcount: int, severity: str) -> None:
        assert finding(self.day("admin: 80%", headcount=headcount), "OWN006").severity == severity

    def test_the_limits_are_a_parameter(self) -> None:
        limits = dict.fromkeys(("micro", "small", "medium", "large"), 0.6)
        text = self.day("admin: 60%, strategy: 40%")
        looser = audit(org(text), Profile("mine", parameters={"OWN006": {"limits": limits}}))
        assert "OWN006" not in {found.rule for found in looser.findings}

    def test_not_applicable(self) -> None:
        assert reason(self.day("admin: 80%", headcount=1), "OWN006") == ("one_person_company", {})
        assert reason("roles: {hr: {}}", "OWN006") == ("no_owner", {})


class TestEveryDecisionReachesTheOwner:
    @staticmethod
    def decides(what: str, **facts: object) -> str:
        return company(f"administration: {{owner_decides: {what}}}", **facts)

    @pytest.mark.parametrize(
        ("what", "outcome"),
        [
            pytest.param("[discount, deferral, contract]", "fail", id="three"),
            pytest.param("[discount, deferral, contract, hiring, payment]", "fail", id="all"),
            pytest.param("[hiring, payment]", "pass", id="two"),
            pytest.param("none", "pass", id="none"),
            pytest.param("unknown", "unknown", id="not known"),
        ],
    )
    def test_how_many(self, what: str, outcome: str) -> None:
        assert outcomes(self.decides(what), "OWN007")["company"] == outcome

    def test_the_sentence_names_them(self) -> None:
        found = finding(self.decides("[discount, deferral, hiring]"), "OWN007")
        assert sentence(found, "ru") == "Эти вопросы решает только собственник: скидка, отсрочка и найм"
        assert found.path == ("administration", "owner_decides")

    @pytest.mark.parametrize(("headcount", "severity"), [(15, "low"), (16, "high"), (101, "high"), (251, "high")])
    def test_severity(self, headcount: int, severity: str) -> None:
        text = self.decides("[discount, deferral, contract]", headcount=headcount)
        assert finding(text, "OWN007").severity == severity

    def test_the_number_is_a_parameter(self) -> None:
        text = self.decides("[discount, deferral, contract]")
        looser = audit(org(text), Profile("mine", parameters={"OWN007": {"most": 3}}))
        assert "OWN007" not in {found.rule for found in looser.findings}

    @pytest.mark.parametrize("leaders", [("ann", "team_lead"), ("team_lead", "ann")])
    def test_a_leader_of_whom_no_role_is_known_does_not_leave_it_open(self, leaders: tuple[str, str]) -> None:
        one, other = leaders
        departments = f"{{a: {{component: sales, leader: {one}}}, b: {{component: sales, leader: {other}}}}}"
        text = self.decides("[discount, contract, payment]", headcount=3)
        text += f"\ndepartments: {departments}\nroles: {{team_lead: {{}}}}\npeople: {{ann: {{}}}}"
        assert outcomes(text, "OWN007")["company"] == "fail"

    @pytest.mark.parametrize(
        ("roles", "headcount", "outcome"),
        [
            pytest.param("owner: {}, production: {}", 3, "not applicable", id="nobody else sells or leads sales"),
            pytest.param(
                "owner: {}}\ndepartments: {sales: {leader: owner}", 3, "not applicable", id="the owner leads sales too"
            ),
            pytest.param("owner: {}, sales_rep: {}", 3, "fail", id="a seller could decide"),
            pytest.param("owner: {}, head_of_sales: {}", 3, "fail", id="a leader could decide"),
            pytest.param("owner: {}, production: {}", 30, "fail", id="a small company decides more than sales"),
        ],
    )
    def test_in_a_micro_company_somebody_else_has_to_be_there(self, roles: str, headcount: int, outcome: str) -> None:
        text = self.decides("[discount, contract, payment]", headcount=headcount) + f"\nroles: {{{roles}}}"
        assert outcomes(text, "OWN007")["company"] == outcome
        if outcome == "not applicable":
            assert reason(text, "OWN007", "company") == ("no_sellers", {})

    def test_a_company_of_one_is_left_alone(self) -> None:
        text = self.decides("[discount, deferral, contract]", headcount=1)
        assert reason(text, "OWN007") == ("one_person_company", {})
