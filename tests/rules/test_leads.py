"""LGN: where customers come from, how steady the flow is, and whether anybody works with it."""

from __future__ import annotations

import pytest

from salesaudit.audit.engine import audit
from salesaudit.audit.phrases import sentence
from salesaudit.audit.profile import Profile
from salesaudit.audit.report import Amount, Names
from salesaudit.org.values import Number
from salesaudit.rules.leads import funnel_conversion, leads_a_month, share_of_leads
from tests.builders import finding, needs, org, outcomes, reason

SIZES = {"micro": 10, "small": 24, "medium": 150, "large": 300}


def leads(content: str, company: str = "headcount: 24") -> str:
    """Return a company whose file tells only this of its lead generation."""
    return f"company: {{name: Test, {company}}}\nlead_generation: {{{content}}}\n"


def channels(*entries: str, company: str = "headcount: 24") -> str:
    """Return a company with these channels, named a, b, c …"""
    listed = ", ".join(f"{name}: {{{entry}}}" for name, entry in zip("abcdef", entries, strict=False))
    return leads(f"channels: {{{listed}}}", company)


def of(text: str, rule: str) -> str:
    """Return how a rule about the company came out."""
    [outcome] = outcomes(text, rule).values()
    return outcome


def severity_by_size(text: str, rule: str) -> list[str | None]:
    """Return a finding's severity in companies from micro to large, None where the rule does not apply."""
    found: list[str | None] = []
    for headcount in SIZES.values():
        sized = text.replace("headcount: 24", f"headcount: {headcount}")
        found.append(finding(sized, rule).severity if "fail" in outcomes(sized, rule).values() else None)
    return found


FAILING = {
    "LGN001": (leads("criteria: {quantity: none}"), ["low", "medium", "high", "high"]),
    "LGN002": (leads("channels: none"), ["medium", "high", "high", "high"]),
    "LGN003": (leads("goes_to: nowhere"), ["low", "high", "high", "high"]),
    "LGN004": (channels("kind: direct"), ["low", "medium", "medium", "medium"]),
    "LGN005": (channels("owner: none"), ["low", "medium", "medium", "medium"]),
    "LGN006": (leads("target_portrait: absent"), ["low", "medium", "medium", "medium"]),
    "LGN007": (channels("kind: advertising", company="headcount: 24, market: b2b"), [None, "low", "low", "low"]),
    "LGN009": (leads("leads_by_month: [10, 10, 1]"), [None, "medium", "medium", "medium"]),
    "LGN010": (leads("unprocessed_share: 11%"), ["medium", "high", "high", "high"]),
    "LGN011": (leads("criteria: {accepted_share: 49%}"), ["low", "medium", "high", "high"]),
}


@pytest.mark.parametrize("rule", FAILING)
def test_severity_grows_with_the_company(rule: str) -> None:
    text, severities = FAILING[rule]
    assert severity_by_size(text, rule) == severities


@pytest.mark.parametrize("rule", FAILING)
def test_a_captive_company_need_not_look_for_customers(rule: str) -> None:
    text = FAILING[rule][0].replace("headcount: 24", "headcount: 24, captive: yes")
    assert outcomes(text, rule) == {None: "not applicable"}
    assert reason(text, rule) == ("captive", {})


@pytest.mark.parametrize("rule", FAILING)
def test_a_company_that_is_not_captive_does(rule: str) -> None:
    text = FAILING[rule][0].replace("headcount: 24", "headcount: 24, captive: no")
    assert "fail" in outcomes(text, rule).values()


class TestNoMeasureOfLeads:
    @pytest.mark.parametrize(
        ("criteria", "outcome", "variant"),
        [
            pytest.param("quantity: none, quality: own works", "fail", "", id="no number"),
            pytest.param("quantity: 60, quality: none", "fail", "quality", id="no signs of a good lead"),
            pytest.param("quantity: none, quality: none", "fail", "neither", id="neither"),
            pytest.param("quality: none", "fail", "quality", id="one missing decides, whatever the other is"),
            pytest.param("quantity: none", "fail", "", id="the number missing decides too"),
            pytest.param("quantity: 60, quality: own works", "pass", None, id="both"),
            pytest.param("quantity: 60", "unknown", None, id="nobody said what makes a good lead"),
            pytest.param("quality: own works", "unknown", None, id="nobody said how many"),
        ],
    )
    def test_both_number_and_quality_are_asked(self, criteria: str, outcome: str, variant: str | None) -> None:
        text = leads(f"criteria: {{{criteria}}}")
        assert of(text, "LGN001") == outcome
        if variant is not None:
            assert finding(text, "LGN001").text == variant

    def test_the_finding_stands_where_the_measure_is_missing(self) -> None:
        found = finding(leads("criteria: {quantity: 60, quality: none}"), "LGN001")
        assert found.path == ("lead_generation", "criteria", "quality")


class TestNoSteadyFlow:
    @pytest.mark.parametrize(
        ("entries", "outcome"),
        [
            pytest.param(("leads_per_month: 0", "leads_per_month: 0"), "fail", id="all bring nothing"),
            pytest.param(("leads_per_month: 0", "leads_per_month: 1"), "pass", id="one brings one"),
            pytest.param(("leads_per_month: 1", "kind: direct"), "pass", id="one known channel is enough"),
            pytest.param(("leads_per_month: 0", "kind: direct"), "unknown", id="the other may bring some"),
        ],
    )
    def test_the_channels_are_added_up(self, entries: tuple[str, ...], outcome: str) -> None:
        assert of(channels(*entries), "LGN002") == outcome

    def test_no_channels_at_all(self) -> None:
        found = finding(leads("channels: none"), "LGN002")
        assert (found.text, found.path) == ("no_channels", ("lead_generation", "channels"))

    def test_the_sentence_names_the_channels(self) -> None:
        found = finding(channels("leads_per_month: 0", "leads_per_month: 0, title: Fairs"), "LGN002")
        assert found.text == ""
        assert sentence(found, "en") == "The channels (a and Fairs) bring 0 leads a month between them"

    def test_channels_that_nobody_named_are_asked_for(self) -> None:
        assert needs(leads("first_response: 1h"), "LGN002", "company") == {"lead_generation.channels"}


class TestLeadsBypassTheSystem:
    @pytest.mark.parametrize(
        ("goes_to", "market", "outcome"),
        [
            ("crm", "b2b", "pass"),
            ("crm", "b2c", "pass"),
            ("crm", None, "pass"),
            ("marketing_automation", "b2c", "pass"),
            ("marketing_automation", "b2b", "fail"),
            ("marketing_automation", "both", "fail"),
            ("marketing_automation", None, "unknown"),
            ("spreadsheet", "b2b", "fail"),
            ("spreadsheet", "b2c", "fail"),
            ("nowhere", None, "fail"),
            (None, "b2b", "unknown"),
            (None, None, "unknown"),
        ],
    )
    def test_where_leads_go(self, goes_to: str | None, market: str | None, outcome: str) -> None:
        company = "headcount: 24" + (f", market: {market}" if market else "")
        text = leads(f"goes_to: {goes_to}" if goes_to else "first_response: 1h", company)
        assert of(text, "LGN003") == outcome
        if outcome == "fail":
            assert finding(text, "LGN003").text == goes_to

    def test_where_there_is_no_crm_a_spreadsheet_is_not_told_again(self) -> None:
        text = leads("goes_to: spreadsheet", "market: b2b") + "\nelements: {crm: absent}"
        assert reason(text, "LGN003", "company") == ("said_by_other_rule", {"rule": "SYS001"})
        assert of(text.replace("spreadsheet", "nowhere"), "LGN003") == "fail"

    def test_only_the_market_is_asked_where_it_decides(self) -> None:
        assert needs(leads("goes_to: marketing_automation"), "LGN003", "company") == {"company.market"}

    def test_both_are_asked_where_neither_is_known(self) -> None:
        asked = needs(leads("first_response: 1h"), "LGN003", "company")
        assert asked == {"lead_generation.goes_to", "company.market"}

    @pytest.mark.parametrize("sales_format", ["shop", "eshop"])
    def test_those_who_walk_into_a_shop_are_not_put_into_a_crm(self, sales_format: str) -> None:
        text = leads("goes_to: nowhere", f"headcount: 24, sales_format: {sales_format}")
        assert reason(text, "LGN003") == ("shop_or_eshop", {})

    @pytest.mark.parametrize("sales_format", ["office", "field"])
    def test_other_formats_are_judged(self, sales_format: str) -> None:
        assert of(leads("goes_to: nowhere", f"headcount: 24, sales_format: {sales_format}"), "LGN003") == "fail"


class TestOneLeg:
    @pytest.mark.parametrize(
        ("entries", "outcome", "variant"),
        [
            pytest.param(("kind: direct",), "fail", "single", id="one channel"),
            pytest.param(("kind: referral",), "fail", "referrals", id="one channel of referrals"),
            pytest.param(("kind: referral", "kind: referral"), "fail", "referrals", id="referrals only"),
            pytest.param(
                ("kind: referral, leads_per_month: 5", "kind: referral, leads_per_month: 5"),
                "fail", "referrals", id="referrals only, however even",
            ),
            pytest.param(("leads_per_month: 71", "leads_per_month: 29"), "fail", "", id="just above 70 %"),
            pytest.param(("leads_per_month: 71", "leads_per_month: 20", "leads_per_month: 9"), "fail", "", id="three"),
            pytest.param(("leads_per_month: 9", "leads_per_month: 1"), "fail", "", id="kinds do not matter then"),
            pytest.param(
                ("kind: direct, leads_per_month: 70", "leads_per_month: 30"), "pass", None, id="70 % is still even"
            ),
            pytest.param(
                ("kind: referral, leads_per_month: 5", "kind: direct, leads_per_month: 5"),
                "pass", None, id="referrals beside something else",
            ),
            pytest.param(
                ("leads_per_month: 5", "leads_per_month: 5"), "unknown", None, id="both may be referrals"
            ),
            pytest.param(("kind: direct, leads_per_month: 5", "kind: direct"), "unknown", None, id="one uncounted"),
            pytest.param(("kind: direct", "kind: referral"), "unknown", None, id="none is counted"),
        ],
    )  # fmt: skip
    def test_the_flow_rests_on_several_channels(
        self, entries: tuple[str, ...], outcome: str, variant: str | None
    ) -> None:
        text = channels(*entries)
        assert of(text, "LGN004") == outcome
        if variant is not None:
            assert finding(text, "LGN004").text == variant

    def test_the_sentence_names_the_channel_and_its_share(self) -> None:
        found = finding(channels("leads_per_month: 10", "leads_per_month: 30, title: Ads"), "LGN004")
        assert sentence(found, "en") == "The channel “Ads” brings 75% of all leads"
        assert found.path == ("lead_generation", "channels", "b", "leads_per_month")

    @pytest.mark.parametrize("entries", [("kind: direct",), ("kind: referral", "kind: referral")])
    def test_the_other_sentences_name_the_channels(self, entries: tuple[str, ...]) -> None:
        found = finding(channels(*entries), "LGN004")
        shown = found.says["channels"]
        assert isinstance(shown, Names)
        assert [label.id for label in shown.labels] == list("ab")[: len(entries)]

    def test_without_channels_lgn002_speaks(self) -> None:
        assert reason(leads("channels: none"), "LGN004", "company") == ("no_channels", {})

    def test_without_leads_lgn002_speaks(self) -> None:
        text = channels("leads_per_month: 0")
        assert reason(text, "LGN004", "company") == ("said_by_other_rule", {"rule": "LGN002"})

    def test_the_share_is_a_parameter(self) -> None:
        company = org(channels("kind: direct, leads_per_month: 60", "leads_per_month: 40"))
        strict = audit(company, Profile("mine", parameters={"LGN004": {"most": 0.55}}))
        assert "LGN004" in {found.rule for found in strict.findings}

    @pytest.mark.parametrize(
        ("entries", "low", "high"),
        [
            pytest.param(("leads_per_month: 30", "leads_per_month: 10"), 0.75, 0.75, id="both counted"),
            pytest.param(("leads_per_month: 30", "kind: direct"), 0.0, 1.0, id="the other not counted"),
            pytest.param(("kind: direct", "leads_per_month: 10"), 0.0, 1.0, id="this one not counted"),
            pytest.param(
                ("kind: direct", "leads_per_month: 0"), 0.0, 1.0, id="this one not counted, the other nothing"
            ),
            pytest.param(("leads_per_month: 0", "leads_per_month: 10"), 0.0, 0.0, id="brings nothing"),
            pytest.param(("leads_per_month: 0", "kind: direct"), 0.0, 0.0, id="brings nothing of who knows what"),
            pytest.param(
                ("leads_per_month: 10", "leads_per_month: 30", "kind: direct"),
                0.0,
                0.25,
                id="at most its part of the known",
            ),
        ],
    )
    def test_a_share_is_known_as_far_as_the_channels_are(
        self, entries: tuple[str, ...], low: float, high: float
    ) -> None:
        company = org(channels(*entries))
        share = share_of_leads(company.channels.items[0], company)
        assert (share.low, share.high, share.unit) == (low, high, "share")


class TestChannelWithoutOwner:
    def test_each_channel_is_asked(self) -> None:
        text = channels("owner: none", "owner: owner", "kind: direct") + "roles: {owner: {}}"
        assert outcomes(text, "LGN005") == {"a": "fail", "b": "pass", "c": "unknown"}

    def test_no_channels(self) -> None:
        assert outcomes(leads("channels: none"), "LGN005") == {None: "not applicable"}

    def test_a_company_of_one(self) -> None:
        assert reason(channels("owner: none", company="headcount: 1"), "LGN005") == ("one_person_company", {})


class TestNoSharedPortrait:
    DEPARTMENTS = (
        "departments: {ads: {component: lead_generation}, shop: {component: sales}, yard: {component: production}}"
    )

    def portrait(self, content: str, rest: str = "", headcount: int = 24) -> str:
        return leads(f"target_portrait: {{{content}}}", f"headcount: {headcount}") + rest

    @pytest.mark.parametrize(
        ("state", "outcome", "variant"),
        [
            ("absent", "fail", "absent"),
            ("spoken", "fail", ""),
            ("written", "pass", None),
            ("practised", "pass", None),
            ("reviewed", "pass", None),
        ],
    )
    def test_it_is_in_writing(self, state: str, outcome: str, variant: str | None) -> None:
        text = self.portrait(f"state: {state}, agreed_by: [ads, shop]", self.DEPARTMENTS)
        assert of(text, "LGN006") == outcome
        if variant is not None:
            assert finding(text, "LGN006").text == variant

    @pytest.mark.parametrize(
        ("agreed_by", "outcome", "variant"),
        [
            pytest.param("[ads, shop]", "pass", None, id="both departments"),
            pytest.param("[ads]", "fail", "no_sales", id="marketing alone"),
            pytest.param("[shop]", "fail", "no_marketing", id="sales alone"),
            pytest.param("[yard]", "fail", "nobody", id="only somebody else"),
            pytest.param("none", "fail", "nobody", id="nobody"),
        ],
    )
    def test_both_sides_agreed(self, agreed_by: str, outcome: str, variant: str | None) -> None:
        text = self.portrait(f"state: practised, agreed_by: {agreed_by}", self.DEPARTMENTS)
        assert of(text, "LGN006") == outcome
        if variant is not None:
            found = finding(text, "LGN006")
            assert (found.text, found.path) == (variant, ("lead_generation", "target_portrait", "agreed_by"))

    @pytest.mark.parametrize(
        ("agreed_by", "roles", "outcome"),
        [
            pytest.param("[marketer, sales_rep]", "marketer: {}, sales_rep: {}", "pass", id="by their roles"),
            pytest.param("[marketer]", "marketer: {}, sales_rep: {}", "fail", id="no seller among them"),
            pytest.param("[sales_rep]", "marketer: {}, sales_rep: {}", "fail", id="no marketer among them"),
            pytest.param("[sales_rep]", "sales_rep: {}", "pass", id="there is no marketing to ask"),
            pytest.param("[marketer]", "marketer: {}", "pass", id="there is nobody in sales to ask"),
            pytest.param(
                "[owner, marketer]", "owner: {}, marketer: {}, sales_rep: {}", "unknown", id="does the owner lead?"
            ),
            pytest.param(
                "[owner, marketer]",
                "owner: {}, marketer: {}, head_of_sales: {}",
                "fail",
                id="the owner does not lead sales",
            ),
        ],
    )
    def test_people_count_for_their_component(self, agreed_by: str, roles: str, outcome: str) -> None:
        rest = f"roles: {{{roles}}}\ndepartments: none\n"
        assert of(self.portrait(f"state: practised, agreed_by: {agreed_by}", rest), "LGN006") == outcome

    @pytest.mark.parametrize(
        ("functions", "outcome"),
        [
            pytest.param("functions: {planning: {responsible: owner}}", "pass", id="an owner who leads sales"),
            pytest.param("functions: none", "fail", id="an owner who does not"),
            pytest.param("", "unknown", id="an owner who may"),
        ],
    )
    def test_owner_for_sales(self, functions: str, outcome: str) -> None:
        rest = f"roles: {{owner: {{}}, marketer: {{}}, sales_rep: {{}}}}\ndepartments: none\n{functions}\n"
        assert of(self.portrait("state: practised, agreed_by: [owner, marketer]", rest), "LGN006") == outcome

    @pytest.mark.parametrize(
        ("rest", "outcome"),
        [
            pytest.param(
                "functions: {marketing_setup: {responsible: owner}}", "pass", id="the owner does the marketing"
            ),
            pytest.param(
                "departments: {ads: {component: lead_generation, leader: owner}}", "pass", id="the owner runs it"
            ),
            pytest.param(
                "functions: {marketing_setup: {responsible: marketer}}\ndepartments: none",
                "fail",
                id="somebody else does",
            ),
            pytest.param(
                "departments: {ads: {component: lead_generation, leader: marketer}}", "unknown", id="who knows"
            ),
        ],
    )
    def test_owner_for_marketing(self, rest: str, outcome: str) -> None:
        roles = "roles: {owner: {}, marketer: {}, sales_rep: {}}\n"
        text = self.portrait("state: practised, agreed_by: [owner, sales_rep]", roles + rest)
        assert of(text, "LGN006") == outcome

    @pytest.mark.parametrize(
        ("departments", "outcome"),
        [
            pytest.param("shop: {component: sales}", "pass", id="there is no marketing department to ask"),
            pytest.param("shop: {component: sales}, ads: {component: lead_generation}", "fail", id="there is one"),
        ],
    )
    def test_a_department_counts_though_nobody_is_named_in_it(self, departments: str, outcome: str) -> None:
        rest = f"roles: {{sales_rep: {{}}}}\ndepartments: {{{departments}}}\n"
        assert of(self.portrait("state: practised, agreed_by: [shop]", rest), "LGN006") == outcome

    @pytest.mark.parametrize(("leader", "outcome"), [("ann", "pass"), ("bob", "fail")])
    def test_a_role_agreed_where_one_of_its_holders_could(self, leader: str, outcome: str) -> None:
        rest = (
            "roles: {owner: {}, it: {}, sales_rep: {}}\n"
            "people: {ann: {roles: [owner]}, eve: {roles: [owner]}, bob: {roles: [it]}}\n"
            f"departments: {{ads: {{component: lead_generation, leader: {leader}}}}}\n"
            "functions: {marketing_setup: {responsible: none}}\n"
        )
        assert of(self.portrait("state: practised, agreed_by: [owner, sales_rep]", rest), "LGN006") == outcome

    def test_somebody_whose_roles_nobody_told_may_be_of_either_side(self) -> None:
        rest = "roles: {marketer: {}, sales_rep: {}}\npeople: {ann: {name: Ann}}\ndepartments: none\n"
        text = self.portrait("state: practised, agreed_by: [ann]", rest)
        assert needs(text, "LGN006", "company") == {"people.ann.roles"}

    def test_a_person_whose_roles_nobody_told_may_be_anybody(self) -> None:
        rest = "roles: {marketer: {}, sales_rep: {}}\npeople: {ann: {name: Ann}}\ndepartments: none\n"
        text = self.portrait("state: practised, agreed_by: [ann, marketer]", rest)
        assert "people.ann.roles" in needs(text, "LGN006", "company")

    def test_who_agreed_is_asked_first(self) -> None:
        text = self.portrait("state: practised", "roles: {owner: {}}")
        assert needs(text, "LGN006", "company") == {"lead_generation.target_portrait.agreed_by"}

    def test_where_neither_side_has_anybody_nobody_has_to_agree(self) -> None:
        alone = "roles: {accountant: {}}\ndepartments: none"
        assert of(self.portrait("state: practised, agreed_by: accountant", alone), "LGN006") == "pass"
        assert of(self.portrait("state: practised, agreed_by: none", alone), "LGN006") == "fail"
        assert needs(self.portrait("state: practised", alone), "LGN006", "company") == {
            "lead_generation.target_portrait.agreed_by"
        }

    def test_whether_there_is_a_marketing_department_has_to_be_known(self) -> None:
        text = self.portrait("state: practised, agreed_by: [sales_rep]", "roles: {sales_rep: {}}")
        assert needs(text, "LGN006", "company") == {"departments"}

    def test_one_side_missing_decides_whatever_the_state(self) -> None:
        assert of(self.portrait("agreed_by: [ads]", self.DEPARTMENTS), "LGN006") == "fail"

    def test_both_sides_do_not_make_it_written(self) -> None:
        text = self.portrait("agreed_by: [ads, shop]", self.DEPARTMENTS)
        assert needs(text, "LGN006", "company") == {"lead_generation.target_portrait.state"}

    def test_a_company_of_one_agrees_with_itself(self) -> None:
        text = self.portrait("state: practised, agreed_by: none", headcount=1)
        assert reason(text, "LGN006", "company") == ("one_person_company", {})

    def test_a_company_of_one_still_writes_it_down(self) -> None:
        assert of(self.portrait("state: spoken", headcount=1), "LGN006") == "fail"


class TestB2bWithoutLiveContact:
    @pytest.mark.parametrize(
        ("entries", "outcome"),
        [
            pytest.param(("kind: advertising", "kind: promotion"), "fail", id="none is live"),
            pytest.param(("kind: advertising", "kind: direct"), "pass", id="one is"),
            pytest.param(("kind: direct", "title: x"), "pass", id="one is enough"),
            pytest.param(("kind: advertising", "title: x"), "unknown", id="one may be"),
        ],
    )
    def test_one_channel_is_live(self, entries: tuple[str, ...], outcome: str) -> None:
        assert of(channels(*entries, company="headcount: 24, market: b2b"), "LGN007") == outcome

    @pytest.mark.parametrize(("market", "why"), [("b2c", "b2c"), ("both", "both_markets")])
    def test_it_is_about_sales_to_companies_only(self, market: str, why: str) -> None:
        text = channels("kind: advertising", company=f"headcount: 24, market: {market}")
        assert reason(text, "LGN007") == (why, {})

    def test_the_market_has_to_be_known(self) -> None:
        assert needs(channels("kind: advertising"), "LGN007") == {"company.market"}

    def test_without_channels_lgn002_speaks(self) -> None:
        text = leads("channels: none", "headcount: 24, market: b2b")
        assert reason(text, "LGN007", "company") == ("no_channels", {})

    def test_the_sentence_names_the_channels(self) -> None:
        found = finding(channels("kind: tender", company="headcount: 24, market: b2b"), "LGN007")
        assert sentence(found, "en") == "None of the channels (a) is live contact: calls, meetings, introductions"


class TestArithmeticSaysNo:
    """100 leads × 50 % × 20 % × 1,000 × 12 = 120,000 a year."""

    STAGES = "{id: a, conversion: 50%}, {id: b, conversion: 20%}, {id: c, conversion: 100%}"

    def company(
        self,
        goals: str = "{metric: revenue, target: 300_000}",
        repeat: str | None = "50%",
        stages: str = STAGES,
        deal: str | None = "1_000",
        channels: str = "a: {leads_per_month: 60}, b: {leads_per_month: 40}",
        as_of: str = "",
        headcount: int = 24,
    ) -> str:
        share = f", repeat_share: {repeat}" if repeat else ""
        day = f", as_of: {as_of}" if as_of else ""
        average = f"average_deal: {deal}, " if deal else ""
        return (
            f"company: {{name: Test, headcount: {headcount}, currency: USD{share}{day}}}\n"
            f"strategy: {{goals: [{goals}]}}\n"
            f"processes: {{funnel: {{{average}stages: [{stages}]}}}}\n"
            f"lead_generation: {{channels: {{{channels}}}}}\n"
        )

    @pytest.mark.parametrize(
        ("target", "outcome"),
        [
            pytest.param("300_000", "pass", id="exactly 80 % of what new sales must bring"),
            pytest.param("300_003", "fail", id="just below it"),
            pytest.param("100_000", "pass", id="more than enough"),
        ],
    )
    def test_the_funnel_is_held_against_the_part_of_new_sales(self, target: str, outcome: str) -> None:
        assert of(self.company(f"{{metric: revenue, target: {target}}}"), "LGN008") == outcome

    def test_the_finding_shows_the_arithmetic(self) -> None:
        found = finding(self.company("{metric: revenue, target: 400_000}"), "LGN008")
        assert sentence(found, "en", "USD") == (
            "100 leads a month × conversion 10% × average deal $1000 × 12 = $120,000 a year, "
            "while new sales must bring $200,000 (the goal of $400,000 less repeat purchases)"
        )
        assert found.says["leads"] == Amount(100, "count")
        assert sentence(found, "ru", "RUB").replace("\N{NO-BREAK SPACE}", " ") == (
            "100 обращений в месяц × конверсия 10 % × средний чек 1000 ₽ × 12 = 120 000 ₽ в год, "
            "а новые продажи должны дать 200 000 ₽ (цель 400 000 ₽ за вычетом повторных покупок)"
        )

    @pytest.mark.parametrize(("headcount", "severity"), [(10, "medium"), (24, "high"), (150, "high"), (300, "high")])
    def test_severity_by_size(self, headcount: int, severity: str) -> None:
        text = self.company("{metric: revenue, target: 400_000}", headcount=headcount)
        assert finding(text, "LGN008").severity == severity

    @pytest.mark.parametrize(
        ("target", "outcome"),
        [
            pytest.param("300_000.01", "pass", id="120,000.004 is 120,000 on paper"),
            pytest.param("300_000.02", "fail", id="120,000.008 is 120,000.01"),
        ],
    )
    def test_what_is_asked_for_is_counted_to_the_kopeck(self, target: str, outcome: str) -> None:
        assert of(self.company(f"{{metric: revenue, target: {target}}}"), "LGN008") == outcome

    @pytest.mark.parametrize(("target", "outcome"), [("34_650.35", "pass"), ("34_650.36", "fail")])
    def test_what_comes_in_is_counted_to_the_kopeck(self, target: str, outcome: str) -> None:
        """100 leads × 33 % × 7 % × 1,000.01 × 12 = 27,720.2772: enough for 27,720.28, not for 27,720.29."""
        stages = "{id: a, conversion: 33%}, {id: b, conversion: 7%}, {id: c, conversion: 100%}"
        goal = f"{{metric: revenue, target: {target}}}"
        assert of(self.company(goal, repeat="0%", stages=stages, deal="1_000.01"), "LGN008") == outcome

    @pytest.mark.parametrize(
        ("repeat", "outcome"), [("0%", "fail"), ("49%", "fail"), ("50%", "pass"), ("100%", "pass")]
    )
    def test_repeat_sales_leave_less_to_new_ones(self, repeat: str, outcome: str) -> None:
        assert of(self.company(repeat=repeat), "LGN008") == outcome

    def test_nothing_is_said_while_the_repeat_share_is_unknown(self) -> None:
        text = self.company("{metric: revenue, target: 1}", repeat=None)
        assert needs(text, "LGN008", "company") == {"company.repeat_share"}

    def test_everything_that_is_missing_is_asked_together(self) -> None:
        text = self.company("{metric: revenue}", repeat=None, deal=None)
        assert needs(text, "LGN008", "company") == {
            "company.repeat_share", "processes.funnel.average_deal", "strategy.goals.0.target",
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("goals", "outcome"),
        [
            pytest.param("{metric: revenue, target: 25_001, per: month}", "fail", id="a month's goal"),
            pytest.param("{metric: revenue, target: 25_000, per: month}", "pass", id="a month's goal in reach"),
            pytest.param("{metric: revenue, target: 75_001, per: quarter}", "fail", id="a quarter's goal"),
            pytest.param("{metric: revenue, target: 75_000, per: quarter}", "pass", id="a quarter's goal in reach"),
            pytest.param("{metric: revenue_plan, target: 400_000}", "fail", id="the plan as a goal"),
            pytest.param(
                "{metric: revenue, target: 900_000}, {metric: revenue, target: 300_000}", "pass", id="the nearer of two"
            ),
            pytest.param(
                "{metric: revenue, target: 900_000}, {metric: revenue, target: 301_000}",
                "fail",
                id="not even the nearer",
            ),
            pytest.param("{metric: revenue, target: 900_000}, {metric: revenue}", "unknown", id="one without a figure"),
            pytest.param(
                "{metric: gross_profit, target: 900_000}, {metric: revenue, target: 1}",
                "pass",
                id="other goals left out",
            ),
        ],
    )
    def test_which_goal(self, goals: str, outcome: str) -> None:
        assert of(self.company(goals), "LGN008") == outcome

    @pytest.mark.parametrize(
        ("by", "outcome"),
        [
            pytest.param("2028-05-04", "fail", id="550 days ahead is still a year's work"),
            pytest.param("2028-05-05", "not applicable", id="a day more is years ahead"),
            pytest.param("2026-01-01", "fail", id="a goal of the year that ends"),
        ],
    )
    def test_a_goal_for_years_ahead_is_left_out(self, by: str, outcome: str) -> None:
        text = self.company(f"{{metric: revenue, target: 400_000, by: {by}}}", as_of="2026-11-01")
        assert of(text, "LGN008") == outcome

    def test_without_a_date_of_the_description_every_goal_counts(self) -> None:
        assert of(self.company("{metric: revenue, target: 400_000, by: 2035-01-01}"), "LGN008") == "fail"

    def test_no_goal_of_revenue(self) -> None:
        text = self.company("{metric: new_customers, target: 40}")
        assert reason(text, "LGN008", "company") == ("no_revenue_goal", {})

    @pytest.mark.parametrize(
        ("rest", "why"),
        [
            pytest.param("strategy: none\n", "no_strategy", id="no course"),
            pytest.param(
                "strategy: {goals: [{metric: revenue, target: 1}]}\nprocesses: {funnel: absent}\n",
                "no_funnel",
                id="no funnel",
            ),
        ],
    )
    def test_nothing_to_count_with(self, rest: str, why: str) -> None:
        assert reason(rest, "LGN008") == (why, {})

    def test_without_leads_lgn002_speaks(self) -> None:
        text = self.company(channels="a: {leads_per_month: 0}, b: {leads_per_month: 0}")
        assert reason(text, "LGN008", "company") == ("said_by_other_rule", {"rule": "LGN002"})

    def test_a_captive_company(self) -> None:
        text = self.company("{metric: revenue, target: 400_000}").replace(
            "headcount: 24", "headcount: 24, captive: yes"
        )
        assert reason(text, "LGN008") == ("captive", {})

    @pytest.mark.parametrize(
        ("stages", "target", "outcome"),
        [
            pytest.param(
                "conversion: none", "400_000", "fail", id="too little even if nobody is lost there unmeasured"
            ),
            pytest.param("conversion: none", "300_000", "unknown", id="enough if nobody is lost there unmeasured"),
            pytest.param("title: b", "400_000", "fail", id="too little whatever a stage does that is not known"),
        ],
    )
    def test_bounds_decide(self, stages: str, target: str, outcome: str) -> None:
        stages = f"{{id: a, conversion: 10%}}, {{id: b, {stages}}}, {{id: c, conversion: 100%}}"
        text = self.company(f"{{metric: revenue, target: {target}}}", stages=stages)
        assert of(text, "LGN008") == outcome
        if outcome == "fail":
            found = finding(text, "LGN008")
            assert found.text == "at_best"
            assert sentence(found, "en", "USD").startswith("100 leads a month × conversion of at most 10% ×")
        else:
            assert needs(text, "LGN008", "company") == {"processes.funnel.stages.b.conversion"}

    def test_a_stage_that_lets_nobody_through(self) -> None:
        stages = "{id: a, conversion: 0%}, {id: b, conversion: 50%}, {id: c, conversion: 100%}"
        assert finding(self.company(stages=stages), "LGN008").text == ""
        for unknown in ({"deal": None}, {"channels": "a: {title: x}, b: {title: y}"}):
            found = finding(self.company(stages=stages, **unknown), "LGN008")
            assert found.text == "nothing"
            assert sentence(found, "en", "USD").startswith("By the funnel's figures no deal ever gets to the money")

    def test_known_leads_may_be_enough_by_themselves(self) -> None:
        text = self.company(channels="a: {leads_per_month: 100}, b: {title: y}")
        assert of(text, "LGN008") == "pass"

    def test_stages_that_nobody_described_are_asked_for(self) -> None:
        text = self.company().replace(f"stages: [{self.STAGES}]", "state: practised")
        assert needs(text, "LGN008", "company") == {"processes.funnel.stages"}

    def test_the_part_that_must_suffice_is_a_parameter(self) -> None:
        company = org(self.company())
        strict = audit(company, Profile("mine", parameters={"LGN008": {"enough": 1.0}}))
        assert "LGN008" in {found.rule for found in strict.findings}


class TestUnevenFlow:
    @pytest.mark.parametrize(
        ("months", "outcome"),
        [
            pytest.param("[100, 100, 50]", "pass", id="exactly half of the usual"),
            pytest.param("[100, 100, 49]", "fail", id="below half"),
            pytest.param("[49, 100, 100]", "fail", id="in whatever month"),
            pytest.param("[20, 60, 10, 60]", "fail", id="an even number of months"),
            pytest.param("[0, 0, 0]", "pass", id="no flow is LGN002's"),
            pytest.param("[100, 100, 500]", "pass", id="a peak is no hole"),
        ],
    )
    def test_the_worst_month_against_the_usual_one(self, months: str, outcome: str) -> None:
        assert of(leads(f"leads_by_month: {months}"), "LGN009") == outcome

    @pytest.mark.parametrize("months", ["[100, 1]", "[5]", "none"])
    def test_two_months_tell_nothing(self, months: str) -> None:
        assert reason(leads(f"leads_by_month: {months}"), "LGN009", "company") == ("too_few_months", {})

    def test_months_that_nobody_gave(self) -> None:
        assert needs(leads("first_response: 1h"), "LGN009", "company") == {"lead_generation.leads_by_month"}

    def test_the_sentence_names_both(self) -> None:
        found = finding(leads("leads_by_month: [60, 48, 12, 55]"), "LGN009")
        assert sentence(found, "en") == "The worst month brought 12 leads, where 51.5 is usual"
        assert found.path == ("lead_generation", "leads_by_month")
        assert (found.says["value"], found.says["usual"]) == (Amount(12, "count"), Amount(51.5, "count"))

    def test_parameters(self) -> None:
        company = org(leads("leads_by_month: [100, 60]"))
        strict = audit(company, Profile("mine", parameters={"LGN009": {"least": 0.8, "months": 2}}))
        assert "LGN009" in {found.rule for found in strict.findings}


class TestSlowFirstResponse:
    @pytest.mark.parametrize(
        ("market", "response", "outcome"),
        [
            ("b2b", "4h", "pass"),
            ("b2b", "241min", "fail"),
            ("both", "4h", "pass"),
            ("both", "241min", "fail"),
            ("b2c", "1h", "pass"),
            ("b2c", "61min", "fail"),
            (None, "1h", "pass"),
            (None, "61min", "unknown"),
            (None, "4h", "unknown"),
            (None, "241min", "fail"),
        ],
    )
    def test_the_limit_is_the_markets(self, market: str | None, response: str, outcome: str) -> None:
        company = "headcount: 24" + (f", market: {market}" if market else "")
        text = leads(f"first_response: {response}, unprocessed_share: 10%", company)
        assert of(text, "LGN010") == outcome
        if outcome == "unknown":
            assert needs(text, "LGN010", "company") == {"company.market"}

    @pytest.mark.parametrize(
        ("response", "share", "outcome", "variant"),
        [
            ("1h", "10%", "pass", None),
            ("1h", "11%", "fail", "unprocessed"),
            ("5h", "10%", "fail", ""),
            ("5h", "11%", "fail", "both"),
            ("1h", "unknown", "unknown", None),
            ("unknown", "10%", "unknown", None),
            ("unknown", "11%", "fail", "unprocessed"),
            ("5h", "unknown", "fail", ""),
        ],
    )
    def test_late_or_never(self, response: str, share: str, outcome: str, variant: str | None) -> None:
        text = leads(f"first_response: {response}, unprocessed_share: {share}", "headcount: 24, market: b2b")
        assert of(text, "LGN010") == outcome
        if variant is not None:
            assert finding(text, "LGN010").text == variant

    def test_the_sentence_names_both_figures(self) -> None:
        found = finding(leads("first_response: 5h, unprocessed_share: 30%", "headcount: 24, market: b2b"), "LGN010")
        assert sentence(found, "en").replace("\N{NO-BREAK SPACE}", " ") == (
            "A lead waits 5 h of working time for the first answer, where the limit is 4 h, "
            "and 30% of leads get none at all"
        )

    def test_the_sentence_about_the_unanswered(self) -> None:
        found = finding(leads("unprocessed_share: 30%"), "LGN010")
        assert sentence(found, "en") == "30% of leads are never answered; the limit is 10%"

    def test_a_measured_figure_wins(self) -> None:
        text = leads("first_response: 1h, unprocessed_share: 5%", "headcount: 24, market: b2b")
        deals = "source: {kind: leads}\nleads: {unprocessed_share: 18%, first_response_median: 7h}\n"
        found = finding(text + "evidence: [evidence/leads.yaml]\n", "LGN010", beside={"evidence/leads.yaml": deals})
        assert found.text == "both"
        assert "measured" in {fact.origin for fact in found.evidence}

    @pytest.mark.parametrize(
        "changed", [{"b2c_hours": 0.4}, {"unprocessed": 0.04}], ids=["the hours of a b2c company", "the share"]
    )
    def test_parameters(self, changed: dict[str, float]) -> None:
        company = org(leads("first_response: 30min, unprocessed_share: 5%", "headcount: 24, market: b2c"))
        strict = audit(company, Profile("mine", parameters={"LGN010": changed}))
        assert "LGN010" in {found.rule for found in strict.findings}

    def test_the_hours_of_a_b2b_company_are_a_parameter(self) -> None:
        company = org(leads("first_response: 3h, unprocessed_share: 5%", "headcount: 24, market: b2b"))
        strict = audit(company, Profile("mine", parameters={"LGN010": {"b2b_hours": 2}}))
        assert "LGN010" in {found.rule for found in strict.findings}


class TestLeadsNotAccepted:
    @pytest.mark.parametrize(
        ("share", "outcome"), [("49%", "fail"), ("50%", "pass"), ("0%", "fail"), ("unknown", "unknown")]
    )
    def test_the_share_that_sales_takes(self, share: str, outcome: str) -> None:
        assert of(leads(f"criteria: {{quantity: 9, accepted_share: {share}}}"), "LGN011") == outcome

    def test_a_company_of_one(self) -> None:
        text = leads("criteria: {accepted_share: 10%}", "headcount: 1")
        assert reason(text, "LGN011") == ("one_person_company", {})

    def test_the_share_is_a_parameter(self) -> None:
        company = org(leads("criteria: {accepted_share: 55%}"))
        strict = audit(company, Profile("mine", parameters={"LGN011": {"least": 0.6}}))
        assert "LGN011" in {found.rule for found in strict.findings}

    @staticmethod
    def told(**shares: str) -> dict[str, str]:
        """Return an answers file for each respondent."""
        return {
            f"answers/{who}.yaml": (
                f"respondent: {{as: {who}}}\nanswers: [{{fills: lead_generation.criteria.accepted_share, {share}}}]\n"
            )
            for who, share in shares.items()
        }

    @pytest.mark.parametrize(
        ("shares", "outcome"),
        [
            pytest.param({"marketing": "value: 75%", "leader": "value: 30%"}, "fail", id="marketing and the leader"),
            pytest.param({"marketing": "value: 75%", "seller": "value: 30%"}, "fail", id="marketing and a seller"),
            pytest.param({"marketing": "value: 75%", "seller": "value: 65%"}, "pass", id="ten points are the same"),
            pytest.param({"marketing": "value: 75%", "seller": "value: 64%"}, "fail", id="eleven are not"),
            pytest.param({"leader": "value: 75%", "seller": "value: 30%"}, "unknown", id="sales among themselves"),
            pytest.param(
                {"marketing": "value: 75%", "owner": "value: 30%"}, "unknown", id="the owner is no side of it"
            ),
            pytest.param({"marketing": "value: 75%", "seller": "state: unknown"}, "pass", id="one does not know"),
            pytest.param({"marketing": "value: 45%", "seller": "value: 40%"}, "fail", id="both tell of too few"),
        ],
    )
    def test_what_both_sides_tell(self, shares: dict[str, str], outcome: str) -> None:
        told = self.told(**shares)
        text = f"answers: [{', '.join(told)}]\n"
        assert outcomes(text, "LGN011", beside=told) == {"company": outcome}

    def test_the_sentence_names_what_each_side_tells(self) -> None:
        told = self.told(marketing="value: 75%", seller="value: 30%")
        found = finding(f"answers: [{', '.join(told)}]\n", "LGN011", beside=told)
        assert found.text == "differently"
        assert (found.says["marketing"], found.says["sales"]) == (Amount(0.75, "share"), Amount(0.3, "share"))
        assert found.confidence == "told"

    def test_a_declared_share_does_not_hide_that_they_differ(self) -> None:
        told = self.told(marketing="value: 75%", seller="value: 30%")
        text = leads("criteria: {accepted_share: 60%}") + f"answers: [{', '.join(told)}]\n"
        assert outcomes(text, "LGN011", beside=told) == {"company": "fail"}


def test_leads_a_month_of_channels_that_nobody_named() -> None:
    total = leads_a_month(org("lead_generation: {first_response: 1h}").channels)
    assert (total.low, total.high, total.needs) == (0, float("inf"), (("lead_generation", "channels"),))


def test_conversion_of_a_funnel_that_nobody_described() -> None:
    share: Number = funnel_conversion(org("processes: {funnel: {state: practised}}"))
    assert (share.low, share.high, share.unit) == (0, 1, "share")
    assert share.needs == (("processes", "funnel", "stages"),)
