"""FNL: the funnel from first contact to handover: is it whole, measured, kept in one place, honest about losses."""

from __future__ import annotations

import pytest

from salesaudit.audit.engine import audit
from salesaudit.audit.phrases import sentence
from salesaudit.audit.profile import Profile
from salesaudit.audit.report import Amount
from tests.builders import finding, needs, org, outcomes, reason

SIZES = {"micro": 10, "small": 24, "medium": 150, "large": 300}
STAGES = "processes.funnel.stages"


def funnel(content: str, company: str = "headcount: 24") -> str:
    """Return a company whose file tells only this of its funnel."""
    return f"company: {{name: Test, {company}}}\nprocesses: {{funnel: {{{content}}}}}\n"


def stages(*entries: str, company: str = "headcount: 24") -> str:
    """Return a company with these stages, named a, b, c …"""
    listed = (
        f"{{id: {name}{', ' if entry else ''}{entry}}}" for name, entry in zip("abcdefghijkl", entries, strict=False)
    )
    return funnel(f"stages: [{', '.join(listed)}]", company)


def of(text: str, rule: str) -> str:
    """Return how a rule about the company came out."""
    [outcome] = outcomes(text, rule).values()
    return outcome


FAILING = {
    "FNL001": (funnel("state: absent"), ["medium", "high", "high", "high"]),
    "FNL002": (stages("exit: none"), ["low", "medium", "medium", "medium"]),
    "FNL003": (stages("kind: other"), ["low", "medium", "medium", "medium"]),
    "FNL004": (stages("conversion: none"), ["low", "medium", "medium", "medium"]),
    "FNL005": (stages("owner: none"), ["low", "medium", "medium", "medium"]),
    "FNL006": (funnel("in_crm: no"), ["low", "medium", "high", "high"]),
    "FNL007": (
        stages("", "conversion: 10%", "conversion: 30%", "conversion: 30%", "conversion: 30%", "kind: handover"),
        ["low", "low", "low", "low"],
    ),
    "FNL008": (stages("buyer: none"), ["low", "low", "medium", "medium"]),
    "FNL009": (stages("", ""), ["low", "low", "low", "low"]),
    "FNL010": (funnel("lost_reasons: absent"), ["low", "medium", "high", "high"]),
}


@pytest.mark.parametrize("rule", FAILING)
def test_severity_grows_with_the_company(rule: str) -> None:
    text, severities = FAILING[rule]
    found = [finding(text.replace("headcount: 24", f"headcount: {size}"), rule).severity for size in SIZES.values()]
    assert found == severities


@pytest.mark.parametrize("rule", sorted(set(FAILING) - {"FNL001", "FNL010"}))
@pytest.mark.parametrize("described", ["funnel: absent", "funnel: {stages: none}"])
def test_without_a_funnel_only_fnl001_speaks(rule: str, described: str) -> None:
    assert reason(f"processes: {{{described}}}", rule) == ("no_funnel", {})


@pytest.mark.parametrize("rule", ["FNL002", "FNL004", "FNL005", "FNL007"])
def test_stages_that_nobody_described_are_asked_for(rule: str) -> None:
    assert needs(funnel("state: practised"), rule) == {STAGES}


@pytest.mark.parametrize("rule", ["FNL003", "FNL008", "FNL009"])
def test_the_company_is_asked_for_its_stages(rule: str) -> None:
    assert needs(funnel("state: practised"), rule, "company") == {STAGES}


class TestNoFunnel:
    @pytest.mark.parametrize(
        ("text", "outcome", "variant"),
        [
            pytest.param("processes: {funnel: absent}", "fail", "", id="said to be absent"),
            pytest.param("processes: {funnel: none}", "fail", "", id="none"),
            pytest.param("processes: none", "fail", "", id="no processes at all"),
            pytest.param("elements: {funnel: absent}", "fail", "", id="absent among the elements"),
            pytest.param(funnel("state: absent, stages: none"), "fail", "", id="absent and without stages"),
            pytest.param(funnel("state: practised, stages: none"), "fail", "no_stages", id="without stages"),
            pytest.param(funnel("stages: none"), "fail", "no_stages", id="no stages, whatever its state"),
            pytest.param(stages(""), "pass", None, id="stages speak for themselves"),
            pytest.param(funnel("state: spoken, stages: [{id: a}]"), "pass", None, id="spoken of is IMP001's"),
            pytest.param(funnel("state: practised"), "unknown", None, id="no word of stages"),
            pytest.param("processes: {assembly: {state: practised}}", "unknown", None, id="another process"),
            pytest.param("roles: {owner: {}}", "unknown", None, id="no word of processes"),
            pytest.param("elements: {funnel: practised}", "unknown", None, id="among the elements without stages"),
        ],
    )
    def test_a_funnel_with_stages(self, text: str, outcome: str, variant: str | None) -> None:
        assert of(text, "FNL001") == outcome
        if variant is not None:
            assert finding(text, "FNL001").text == variant

    @pytest.mark.parametrize(
        ("text", "path"),
        [
            ("processes: {funnel: absent}", ("processes", "funnel", "state")),
            ("processes: none", ("processes", "funnel", "state")),
            ("elements: {funnel: absent}", ("elements", "funnel", "state")),
            (funnel("stages: none"), ("processes", "funnel", "stages")),
        ],
    )
    def test_the_finding_stands_where_it_is_said(self, text: str, path: tuple[str, ...]) -> None:
        assert finding(text, "FNL001").path == path

    @pytest.mark.parametrize(
        ("sales_format", "severity"), [("shop", "medium"), ("eshop", "medium"), ("office", "high"), ("field", "high")]
    )
    def test_a_shop_needs_it_less(self, sales_format: str, severity: str) -> None:
        text = funnel("state: absent", f"headcount: 24, sales_format: {sales_format}")
        assert finding(text, "FNL001").severity == severity


class TestEachStage:
    @pytest.mark.parametrize(
        ("rule", "missing", "there"),
        [
            ("FNL002", "exit: none", "exit: a deposit"),
            ("FNL004", "conversion: none", "conversion: 0%"),
            ("FNL005", "owner: none", "owner: owner"),
        ],
    )
    def test_one_that_lacks_it_fails(self, rule: str, missing: str, there: str) -> None:
        text = stages(missing, there, "title: Third") + "roles: {owner: {}}"
        assert outcomes(text, rule) == {"a": "fail", "b": "pass", "c": "unknown"}

    @pytest.mark.parametrize(("rule", "fact"), [("FNL002", "exit"), ("FNL004", "conversion"), ("FNL005", "owner")])
    def test_the_finding_stands_at_the_stage(self, rule: str, fact: str) -> None:
        found = finding(stages(f"{fact}: none, title: Proposal"), rule)
        assert found.path == ("processes", "funnel", "stages", "a", fact)
        assert "Proposal" in sentence(found, "en")

    def test_a_company_of_one_needs_no_owners(self) -> None:
        assert reason(stages("owner: none", company="headcount: 1"), "FNL005") == ("one_person_company", {})


class TestFunnelCutShort:
    @pytest.mark.parametrize(
        ("first", "last", "outcome", "variant"),
        [
            ("first_contact", "handover", "pass", None),
            ("other", "handover", "fail", ""),
            ("first_contact", "other", "fail", "end"),
            ("other", "other", "fail", "both"),
            ("handover", "first_contact", "fail", "both"),
            ("first_contact", None, "unknown", None),
            (None, "handover", "unknown", None),
            (None, "other", "fail", "end"),
            ("other", None, "fail", ""),
        ],
    )
    def test_from_first_contact_to_handover(
        self, first: str | None, last: str | None, outcome: str, variant: str | None
    ) -> None:
        text = stages(f"kind: {first}" if first else "title: A", "title: B", f"kind: {last}" if last else "title: C")
        assert of(text, "FNL003") == outcome
        if variant is not None:
            assert finding(text, "FNL003").text == variant

    def test_the_sentence_names_the_stages(self) -> None:
        found = finding(stages("kind: other, title: Proposal", "kind: other, title: Contract"), "FNL003")
        assert sentence(found, "en") == (
            "The funnel runs from “Proposal” to “Contract”: "
            "neither first contact nor the handover of the order is in it"
        )

    @pytest.mark.parametrize("sales_format", ["shop", "eshop"])
    @pytest.mark.parametrize(
        ("first", "last", "outcome"),
        [
            pytest.param("first_contact", "other", "not applicable", id="the handover is not asked"),
            pytest.param("first_contact", "handover", "pass", id="one that is there is welcome"),
            pytest.param("other", "handover", "fail", id="the beginning is asked"),
            pytest.param("other", "other", "fail", id="the beginning alone is asked"),
        ],
    )
    def test_in_a_shop(self, sales_format: str, first: str, last: str, outcome: str) -> None:
        text = stages(f"kind: {first}", f"kind: {last}", company=f"headcount: 24, sales_format: {sales_format}")
        assert of(text, "FNL003") == outcome
        if outcome == "fail":
            assert finding(text, "FNL003").text == ""
        if outcome == "not applicable":
            assert reason(text, "FNL003", "company") == ("shop_or_eshop", {})

    def test_in_a_shop_only_the_first_stage_is_asked_for(self) -> None:
        text = stages("title: A", "kind: other", company="headcount: 24, sales_format: shop")
        assert needs(text, "FNL003", "company") == {f"{STAGES}.a.kind"}


class TestFunnelNotInCrm:
    @pytest.mark.parametrize(("in_crm", "outcome"), [("yes", "pass"), ("no", "fail"), ("unknown", "unknown")])
    def test_it_is_kept_in_the_crm(self, in_crm: str, outcome: str) -> None:
        assert of(funnel(f"state: practised, in_crm: {in_crm}"), "FNL006") == outcome

    def test_where_there_is_no_crm_that_is_told_once(self) -> None:
        text = funnel("state: practised, in_crm: no") + "\nelements: {crm: absent}"
        assert reason(text, "FNL006", "company") == ("said_by_other_rule", {"rule": "SYS001"})
        assert of(text.replace("crm: absent", "crm: spoken"), "FNL006") == "fail"


class TestBottleneck:
    @staticmethod
    def middle(*conversions: str, last: str = "kind: handover, conversion: 100%") -> str:
        """Return a funnel with these stages (b, c, …) between a first one and the last."""
        return stages("conversion: 1%", *(f"conversion: {share}" for share in conversions), last)

    @pytest.mark.parametrize(
        ("conversions", "outcome"),
        [
            pytest.param(("30%", "60%", "60%", "60%"), "pass", id="exactly half of the median"),
            pytest.param(("29%", "60%", "60%", "60%"), "fail", id="below half"),
            pytest.param(("29%", "10%", "60%", "90%"), "fail", id="the median, not the mean or the least"),
            pytest.param(("29%", "10%", "40%", "80%", "90%"), "fail", id="of four others the middle of the two"),
            pytest.param(("31%", "10%", "40%", "80%", "90%"), "pass", id="of four others, above the half"),
            pytest.param(("29%", "60%", "60%"), "not applicable", id="only two others"),
            pytest.param(("29%", "60%", "60%", "none"), "not applicable", id="an unmeasured one does not count"),
            pytest.param(("none", "60%", "60%", "60%"), "not applicable", id="not measured itself"),
            pytest.param(("29%", "60%", "60%", "unknown"), "unknown", id="a third that is not known"),
            pytest.param(("29%", "60%", "60%", "60%", "unknown"), "fail", id="whatever the fourth is"),
            pytest.param(("30%", "60%", "60%", "60%", "unknown"), "pass", id="whatever the fourth is, too"),
            pytest.param(("29%", "50%", "60%", "70%", "unknown"), "unknown", id="the fourth decides"),
            pytest.param(("unknown", "60%", "60%", "60%"), "unknown", id="itself not known"),
            pytest.param(("unknown", "0%", "0%", "50%"), "pass", id="itself not known, and the others lose everybody"),
        ],
    )
    def test_a_stage_against_the_others(self, conversions: tuple[str, ...], outcome: str) -> None:
        assert outcomes(self.middle(*conversions), "FNL007")["b"] == outcome

    def test_the_edges_are_left_out(self) -> None:
        text = self.middle("60%", "60%", "60%", "60%")
        assert outcomes(text, "FNL007")["a"] == "not applicable"
        assert reason(text, "FNL007", "a") == ("edge_stage", {})
        assert reason(text, "FNL007", "f") == ("edge_stage", {})

    def test_a_last_stage_that_is_no_handover_is_one_of_the_others(self) -> None:
        text = self.middle("29%", "60%", "60%", last="kind: other, conversion: 60%")
        assert outcomes(text, "FNL007")["b"] == "fail"
        assert outcomes(text, "FNL007")["e"] == "pass"

    def test_a_handover_before_the_last_stage_is_left_out(self) -> None:
        text = stages(
            "", "conversion: 29%", "conversion: 60%", "conversion: 60%", "kind: handover, conversion: 60%",
            "kind: other, conversion: 60%",
        )  # fmt: skip
        assert outcomes(text, "FNL007")["b"] == "fail"
        assert reason(text, "FNL007", "e") == ("edge_stage", {})

    def test_whether_the_last_stage_is_the_handover_has_to_be_known(self) -> None:
        text = self.middle("29%", "60%", "60%", last="conversion: 60%")
        assert needs(text, "FNL007", "b") == {f"{STAGES}.e.kind"}
        assert needs(text, "FNL007", "e") == {f"{STAGES}.e.kind"}

    def test_the_others_have_to_be_known_first(self) -> None:
        text = self.middle("unknown", "60%", "60%", "unknown")
        assert needs(text, "FNL007", "b") == {f"{STAGES}.e.conversion"}

    @pytest.mark.parametrize(("own", "outcome"), [("50%", "pass"), ("49%", "unknown")])
    def test_one_that_may_be_measured_converts_all_at_most(self, own: str, outcome: str) -> None:
        untold = [""] * 4
        text = stages("", *(f"conversion: {share}" for share in (own, "30%", "30%", "30%")), *untold, "kind: handover")
        assert outcomes(text, "FNL007")["b"] == outcome

    @pytest.mark.parametrize(("own", "passes"), [("35%", True), ("34%", False)])
    def test_a_last_stage_that_may_be_the_handover_converts_all_at_most(self, own: str, passes: bool) -> None:
        company = org(self.middle(own, "40%", last="conversion: 90%"))
        of_two = audit(company, Profile("mine", parameters={"FNL007": {"others": 1}}))
        assert ("b" in {one.subject.id for one in of_two.passed if one.rule == "FNL007"}) is passes

    def test_it_need_not_be_known_where_the_others_decide(self) -> None:
        text = self.middle("29%", "60%", "60%", "60%", last="conversion: 60%")
        assert outcomes(text, "FNL007")["b"] == "fail"

    def test_why_there_is_nothing_to_compare(self) -> None:
        assert reason(self.middle("29%", "60%", "60%"), "FNL007", "b") == ("too_few_stages", {})
        unmeasured = self.middle("none", "60%", "60%", "60%")
        assert reason(unmeasured, "FNL007", "b") == ("said_by_other_rule", {"rule": "FNL004"})

    def test_the_sentence_names_the_usual_conversion(self) -> None:
        found = finding(self.middle("20%", "60%", "70%", "80%"), "FNL007")
        assert sentence(found, "en") == "20% of deals pass the stage “b”; 70% is usual for the other stages"

    def test_parameters(self) -> None:
        company = org(self.middle("40%", "60%", "60%"))
        strict = audit(company, Profile("mine", parameters={"FNL007": {"least": 0.9, "others": 2}}))
        assert [found.subject.id for found in strict.findings if found.rule == "FNL007"] == ["b"]


class TestFunnelBlindToTheBuyer:
    SAID, NOT, UNKNOWN = "buyer: chose", "buyer: none", "title: x"

    @pytest.mark.parametrize(
        ("entries", "outcome"),
        [
            pytest.param((SAID, NOT), "pass", id="one of two"),
            pytest.param((SAID, NOT, NOT), "fail", id="one of three"),
            pytest.param((SAID, SAID, NOT), "pass", id="two of three"),
            pytest.param((NOT, NOT, NOT), "fail", id="none"),
            pytest.param((SAID, NOT, UNKNOWN), "unknown", id="the third decides"),
            pytest.param((NOT, NOT, UNKNOWN), "fail", id="too few whatever the third says"),
            pytest.param((SAID, SAID, UNKNOWN), "pass", id="enough whatever the third says"),
        ],
    )
    def test_half_of_the_stages_say_what_the_buyer_decides(self, entries: tuple[str, ...], outcome: str) -> None:
        assert of(stages(*entries), "FNL008") == outcome

    def test_the_stages_that_would_decide_are_named(self) -> None:
        text = stages(self.SAID, self.NOT, self.UNKNOWN)
        assert needs(text, "FNL008", "company") == {f"{STAGES}.c.buyer"}

    def test_the_sentence_counts(self) -> None:
        found = finding(stages(self.SAID, self.NOT, self.NOT), "FNL008")
        assert sentence(found, "en") == "1 stage of 3 say what the buyer decides"
        assert sentence(found, "ru") == "Что решает покупатель, сказано у 1 этапа из 3"
        assert found.path == ("processes", "funnel", "stages")
        assert found.says["value"] == Amount(1, "count")

    def test_the_part_is_a_parameter(self) -> None:
        strict = audit(org(stages(self.SAID, self.NOT)), Profile("mine", parameters={"FNL008": {"least": 0.6}}))
        assert "FNL008" in {found.rule for found in strict.findings}


class TestTooShortOrTooLong:
    @pytest.mark.parametrize(
        ("count", "outcome", "variant"),
        [(2, "fail", ""), (3, "pass", None), (9, "pass", None), (10, "fail", "long")],
    )
    def test_from_three_to_nine_stages(self, count: int, outcome: str, variant: str | None) -> None:
        text = stages(*[""] * count)
        assert of(text, "FNL009") == outcome
        if variant is not None:
            found = finding(text, "FNL009")
            assert found.text == variant
            assert f"{count} stages" in sentence(found, "en")
            assert found.path == ("processes", "funnel", "stages")

    @pytest.mark.parametrize("changed", [{"fewest": 5}, {"most": 3}])
    def test_parameters(self, changed: dict[str, int]) -> None:
        strict = audit(org(stages("", "", "", "")), Profile("mine", parameters={"FNL009": changed}))
        assert "FNL009" in {found.rule for found in strict.findings}


class TestLossesWithoutReasons:
    @pytest.mark.parametrize(
        ("reasons", "late", "outcome", "variant"),
        [
            ("absent", "10%", "fail", "absent"),
            ("spoken", "10%", "fail", ""),
            ("written", "10%", "fail", ""),
            ("practised", "10%", "pass", None),
            ("reviewed", "0%", "pass", None),
            ("practised", "11%", "fail", "late"),
            ("written", "11%", "fail", "both"),
            ("absent", "11%", "fail", "both"),
            ("unknown", "11%", "fail", "late"),
            ("absent", "unknown", "fail", "absent"),
            ("unknown", "10%", "unknown", None),
            ("practised", "unknown", "unknown", None),
        ],
    )
    def test_reasons_are_recorded_and_orders_on_time(
        self, reasons: str, late: str, outcome: str, variant: str | None
    ) -> None:
        text = funnel(f"state: practised, lost_reasons: {reasons}, late_share: {late}")
        assert of(text, "FNL010") == outcome
        if variant is not None:
            assert finding(text, "FNL010").text == variant

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            ("lost_reasons: spoken", "Nobody uses the reasons for lost deals: they are only talked about"),
            ("lost_reasons: written", "Nobody uses the reasons for lost deals: they are on paper"),
            ("late_share: 12%", "12% of orders are late by the company's own fault"),
            (
                "lost_reasons: written, late_share: 12%",
                "The reasons for lost deals are not studied, and 12% of orders are late by the company's own fault",
            ),
        ],
    )
    def test_the_sentence_names_the_facts(self, content: str, said: str) -> None:
        assert sentence(finding(funnel(content), "FNL010"), "en") == said

    def test_late_orders_are_told_even_without_a_funnel(self) -> None:
        assert of(funnel("state: absent, late_share: 12%"), "FNL010") == "fail"

    def test_the_share_is_a_parameter(self) -> None:
        company = org(funnel("lost_reasons: practised, late_share: 8%"))
        strict = audit(company, Profile("mine", parameters={"FNL010": {"late": 0.05}}))
        assert "FNL010" in {found.rule for found in strict.findings}
