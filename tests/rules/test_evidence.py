"""EVD: what the deals say, where they were imported."""

from __future__ import annotations

import pytest

from salesaudit.audit.engine import audit
from salesaudit.audit.phrases import sentence
from salesaudit.audit.profile import Profile
from salesaudit.audit.report import Evidence
from tests.builders import finding, needs, org, outcomes, reason

FILE = "evidence/deals.yaml"
NAMED = f"evidence: {FILE}\n"


def deals(content: str) -> dict[str, str]:
    return {FILE: f"source: {{kind: deals, system: amocrm}}\n{content}\n"}


def company(rest: str = "", headcount: int = 24) -> str:
    return f"company: {{name: Test, headcount: {headcount}{', ' if rest else ''}{rest}}}\n"


def found_under(text: str, rule: str, beside: dict[str, str] | None = None, **parameters: object) -> bool:
    profile = Profile("own", only=frozenset({rule}), parameters={rule: parameters})
    return bool(audit(org(text, beside), profile).findings)


def stated(results: str, headcount: int = 24, revenue: str = "") -> str:
    """A seller Orlov with results as the description gives them, and an import to hold them against."""
    return (
        company(f"revenue: {revenue}" if revenue else "", headcount)
        + "roles: {head_of_sales: {}, sales_rep: {}}\n"
        + f"people: {{orlov: {{name: Павел Орлов, roles: [sales_rep], results: {{{results}}}}}}}\n"
        + NAMED
    )


def measured(results: str) -> dict[str, str]:
    return deals(f"people: {{orlov: {{{results}}}}}")


def fact(name: str) -> str:
    return f"people.orlov.results.{name}"


def told(answer: str) -> dict[str, str]:
    """What the owner answers about Orlov's revenue from new customers."""
    entry = f"{{fills: {fact('revenue_from_new')}, {answer}}}"
    return {"answers/owner.yaml": f"respondent: {{as: owner}}\nanswers: [{entry}]\n"}


class TestWordsAndDealsDiffer:
    @pytest.mark.parametrize("name", ["revenue_from_new", "leads_self_sourced", "revenue_share"])
    @pytest.mark.parametrize(
        ("words", "deals_say", "outcome"),
        [
            pytest.param("40%", "18%", "fail", id="the words are higher"),
            pytest.param("18%", "40%", "fail", id="the words are lower"),
            pytest.param("30%", "20%", "pass", id="ten points apart"),
            pytest.param("30.1%", "20%", "fail", id="just over ten points apart"),
            pytest.param("17%", "27%", "pass", id="ten points where arithmetic is not exact"),
        ],
    )
    def test_each_share(self, name: str, words: str, deals_say: str, outcome: str) -> None:
        files = measured(f"{name}: {deals_say}")
        assert outcomes(stated(f"{name}: {words}"), "EVD001", beside=files) == {fact(name): outcome}

    @pytest.mark.parametrize(
        ("words", "deals_say", "outcome"),
        [
            pytest.param("revenue: 60", "revenue: 20", "fail", id="both in money"),
            pytest.param("revenue: 30", "revenue: 20", "pass", id="both in money, close enough"),
            pytest.param("revenue_share: 60%", "revenue: 20", "fail", id="stated as a share, measured in money"),
            pytest.param("revenue: 60", "revenue_share: 20%", "fail", id="stated in money, measured as a share"),
            pytest.param("revenue_share: 25%", "revenue: 20", "pass", id="close enough across the two"),
        ],
    )
    def test_a_share_of_revenue_is_worked_out_where_it_is_not_given(
        self, words: str, deals_say: str, outcome: str
    ) -> None:
        text = stated(words, revenue="100")
        assert outcomes(text, "EVD001", beside=measured(deals_say)) == {fact("revenue_share"): outcome}

    @pytest.mark.parametrize("revenue", ["", "0"])
    def test_money_says_nothing_without_the_whole(self, revenue: str) -> None:
        files = measured("revenue: 20")
        assert outcomes(stated("revenue: 60", revenue=revenue), "EVD001", beside=files) == {None: "not applicable"}

    def test_money_is_no_share_of_anything_but_revenue(self) -> None:
        text = stated("revenue: 60, revenue_from_new: 10%", revenue="100")
        assert outcomes(text, "EVD001", beside=measured("revenue: 60")) == {fact("revenue_share"): "pass"}

    def test_each_share_is_a_subject_of_its_own(self) -> None:
        text = stated("revenue_from_new: 40%, leads_self_sourced: 10%, revenue_share: 20%")
        files = measured("revenue_from_new: 10%, leads_self_sourced: 10%, revenue_share: 50%")
        assert outcomes(text, "EVD001", beside=files) == {
            fact("revenue_from_new"): "fail", fact("leads_self_sourced"): "pass", fact("revenue_share"): "fail",
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("words", "deals_say"),
        [("revenue_from_new: 40%", "leads_self_sourced: 10%"), ("deals: 4", "revenue_from_new: 10%")],
    )
    def test_what_only_one_side_knows_is_not_compared(self, words: str, deals_say: str) -> None:
        assert outcomes(stated(words), "EVD001", beside=measured(deals_say)) == {None: "not applicable"}

    def test_without_an_import_there_is_nothing_to_compare(self) -> None:
        text = stated("revenue_from_new: 40%").replace(NAMED, "")
        assert reason(text, "EVD001") == ("not_measured", {})

    def test_with_an_import_about_something_else_nobody_is_judged(self) -> None:
        files = deals("funnel: {open: 10}")
        assert outcomes(stated("revenue_from_new: 40%"), "EVD001", beside=files) == {None: "not applicable"}

    def test_what_was_told_counts_where_nothing_is_declared(self) -> None:
        files = measured("revenue_from_new: 10%") | told("value: 50%")
        text = stated("") + "answers: answers/owner.yaml\n"
        assert outcomes(text, "EVD001", beside=files) == {fact("revenue_from_new"): "fail"}

    def test_what_is_declared_counts_before_what_was_told(self) -> None:
        files = measured("revenue_from_new: 10%") | told("value: 50%")
        text = stated("revenue_from_new: 15%") + "answers: answers/owner.yaml\n"
        assert outcomes(text, "EVD001", beside=files) == {fact("revenue_from_new"): "pass"}

    def test_a_respondent_who_does_not_know_states_nothing(self) -> None:
        files = measured("revenue_from_new: 10%") | told("state: unknown")
        text = stated("") + "answers: answers/owner.yaml\n"
        assert outcomes(text, "EVD001", beside=files) == {None: "not applicable"}

    @pytest.mark.parametrize(
        ("name", "variant", "words"),
        [
            ("revenue_share", "", "считается, что приносит 40 % выручки, а по сделкам — 18 %"),
            (
                "revenue_from_new",
                "revenue_from_new",
                "считается, что 40 % выручки от новых клиентов, а по сделкам — 18 %",
            ),
            ("leads_self_sourced", "leads_self_sourced", "находит 40 % клиентов, а по сделкам — 18 %"),
        ],
    )
    def test_the_sentence_names_the_person_and_both_sides(self, name: str, variant: str, words: str) -> None:
        found = finding(stated(f"{name}: 40%"), "EVD001", measured(f"{name}: 18%"))
        text = sentence(found, "ru").replace("\N{NO-BREAK SPACE}", " ")
        assert found.text == variant
        assert text.startswith("Павел Орлов: ")
        assert words in text

    def test_the_finding_stands_at_the_words_and_names_both(self) -> None:
        found = finding(stated("revenue: 60", revenue="100"), "EVD001", measured("revenue: 20"))
        assert found.path == ("people", "orlov", "results", "revenue")
        assert {e.origin for e in found.evidence if e.path == found.path} == {"declared", "measured"}

    def test_the_profile_moves_the_limit(self) -> None:
        text, files = stated("revenue_from_new: 40%"), measured("revenue_from_new: 18%")
        assert not found_under(text, "EVD001", files, points=0.22)
        assert found_under(text, "EVD001", files, points=0.21)

    @pytest.mark.parametrize(("headcount", "severity"), [(15, "medium"), (16, "medium"), (101, "high"), (251, "high")])
    def test_severity(self, headcount: int, severity: str) -> None:
        text = stated("revenue_from_new: 40%", headcount)
        assert finding(text, "EVD001", measured("revenue_from_new: 18%")).severity == severity


def team(count: int | str, results: str, rest: str = "revenue: 1000", headcount: int = 24) -> str:
    return (
        company(rest, headcount)
        + f"roles: {{head_of_sales: {{}}, sales_rep: {{count: {count}}}}}\n"
        + f"people: {{orlov: {{name: Павел Орлов, roles: [sales_rep], results: {{{results}}}}}}}\n"
    )


class TestRevenueHangsOnOneSeller:
    @pytest.mark.parametrize(("count", "limit"), [(3, 500), (4, 500), (5, 350), (9, 350), (10, 250), (40, 250)])
    def test_limits_by_the_number_of_sellers(self, count: int, limit: int) -> None:
        assert outcomes(team(count, f"revenue: {limit}"), "EVD002") == {"orlov": "pass"}
        assert outcomes(team(count, f"revenue: {limit + 1}"), "EVD002") == {"orlov": "fail"}

    def test_two_sellers_are_too_few(self) -> None:
        assert reason(team(2, "revenue: 900"), "EVD002", "orlov") == ("too_few_sellers", {})

    @pytest.mark.parametrize(
        ("results", "rest", "outcome"),
        [
            pytest.param("revenue_share: 51%", "market: b2b", "fail", id="stated as a share"),
            pytest.param("revenue_share: 50%", "market: b2b", "pass", id="stated as a share, at the limit"),
            pytest.param("revenue: 900", "market: b2b", "unknown", id="the whole is not known"),
            pytest.param("deals: 5", "revenue: 1000", "unknown", id="revenue is not known"),
            pytest.param("revenue: 0", "revenue: 1000", "pass", id="brings nothing"),
        ],
    )
    def test_outcomes(self, results: str, rest: str, outcome: str) -> None:
        assert outcomes(team(3, results, rest), "EVD002") == {"orlov": outcome}

    @pytest.mark.parametrize(
        ("declared", "deals_say", "outcome"),
        [
            pytest.param("revenue: 900", "revenue: 400", "pass", id="money over money"),
            pytest.param("revenue: 100", "revenue: 600", "fail", id="money over money, the other way"),
            pytest.param("revenue_share: 90%", "revenue: 400", "pass", id="money over a share"),
            pytest.param("revenue: 900", "revenue_share: 40%", "pass", id="a share over money"),
            pytest.param("revenue: 900", "deals_won: 4", "fail", id="an import of something else"),
        ],
    )
    def test_what_is_measured_counts_before_what_is_declared(self, declared: str, deals_say: str, outcome: str) -> None:
        text = team(3, declared) + NAMED
        assert outcomes(text, "EVD002", beside=measured(deals_say)) == {"orlov": outcome}

    def test_unknown_size_of_the_team_matters_only_between_the_limits(self) -> None:
        role = "roles: {head_of_sales: {}, sales_rep: {}, account_manager: {}}\n"
        people = "".join(f"  p{n}: {{roles: [sales_rep]}}\n" for n in range(3))

        def outcome(revenue: int) -> str:
            text = (
                company("revenue: 1000")
                + role
                + f"people:\n  orlov: {{roles: [sales_rep], results: {{revenue: {revenue}}}}}\n"
            )
            return outcomes(text + people, "EVD002")["orlov"]

        assert [outcome(250), outcome(251), outcome(350), outcome(351)] == ["pass", "unknown", "unknown", "fail"]

    def test_the_sentence_shows_the_limit_that_was_passed_whatever_the_team(self) -> None:
        roles = "roles: {head_of_sales: {}, sales_rep: {count: 3}, account_manager: {}}\n"
        people = "people: {orlov: {roles: [sales_rep], results: {revenue: 600}}}\n"
        found = finding(company("revenue: 1000") + roles + people, "EVD002")
        assert sentence(found, "en").endswith("is 50%")

    def test_holders_without_a_name_are_not_judged(self) -> None:
        text = company("revenue: 1000") + "roles: {head_of_sales: {}, sales_rep: {count: 4}}\n"
        assert outcomes(text, "EVD002") == {None: "not applicable"}

    def test_unknown_roles(self) -> None:
        assert needs(company(), "EVD002") == {"roles"}

    def test_the_sentence_names_share_limit_and_team(self) -> None:
        text = sentence(finding(team(6, "revenue: 400"), "EVD002"), "en")
        assert text == "Павел Орлов brings 40% of the company's revenue; the limit for 6 sellers is 35%"

    @pytest.mark.parametrize(("headcount", "severity"), [(15, "medium"), (16, "medium"), (101, "high"), (251, "high")])
    def test_severity(self, headcount: int, severity: str) -> None:
        assert finding(team(3, "revenue: 600", headcount=headcount), "EVD002").severity == severity


class TestRevenueHangsOnOneCustomer:
    @pytest.mark.parametrize(
        ("share", "outcome"), [("25%", "pass"), ("25.1%", "fail"), ("90%", "fail"), ("unknown", "unknown")]
    )
    def test_outcomes(self, share: str, outcome: str) -> None:
        assert outcomes(company(f"top_customer_share: {share}"), "EVD003") == {"largest": outcome}

    @pytest.mark.parametrize(
        ("headcount", "share", "severity"),
        [
            pytest.param(150, "26%", "medium", id="over the first limit"),
            pytest.param(150, "40%", "medium", id="at the second limit"),
            pytest.param(150, "40.1%", "high", id="over the second limit"),
            pytest.param(251, "41%", "high", id="in a large company"),
            pytest.param(16, "41%", "medium", id="in a small company"),
            pytest.param(15, "41%", "medium", id="in a micro company"),
        ],
    )
    def test_severity(self, headcount: int, share: str, severity: str) -> None:
        assert finding(company(f"top_customer_share: {share}", headcount), "EVD003").severity == severity

    @pytest.mark.parametrize(("deals_say", "outcome"), [("20%", "pass"), ("30%", "fail")])
    def test_what_is_measured_counts_before_what_is_declared(self, deals_say: str, outcome: str) -> None:
        declared = {"pass": "90%", "fail": "5%"}[outcome]
        text = company(f"top_customer_share: {declared}") + NAMED
        files = deals(f"customers: {{top_share: {deals_say}}}")
        assert outcomes(text, "EVD003", beside=files) == {"largest": outcome}

    def test_a_company_that_serves_its_own_group_is_meant_to_have_one_customer(self) -> None:
        assert reason(company("top_customer_share: 100%, captive: yes"), "EVD003") == ("captive", {})

    def test_the_sentence_and_the_subject(self) -> None:
        found = finding(company("top_customer_share: 45%"), "EVD003")
        assert found.key == "EVD003 customer:largest"
        assert found.path == ("company", "top_customer_share")
        assert sentence(found, "en") == "One customer brings 45% of revenue; the limit is 25%"

    def test_the_profile_moves_the_limits(self) -> None:
        text = company("top_customer_share: 45%", 150)
        assert not found_under(text, "EVD003", most=0.45)
        profile = Profile("own", only=frozenset({"EVD003"}), parameters={"EVD003": {"grave": 0.45}})
        assert [f.severity for f in audit(org(text), profile).findings] == ["medium"]


@pytest.mark.parametrize(
    ("rule", "name"), [("EVD004", "open_older_than_twice_cycle"), ("EVD006", "open_without_next_step")]
)
class TestOpenDeals:
    @pytest.mark.parametrize(("share", "outcome"), [("30%", "pass"), ("30.1%", "fail")])
    def test_outcomes(self, rule: str, name: str, share: str, outcome: str) -> None:
        files = deals(f"funnel: {{{name}: {share}}}")
        assert outcomes(company() + NAMED, rule, beside=files) == {"company": outcome}

    def test_without_an_import_it_is_not_known(self, rule: str, name: str) -> None:
        assert needs(company(), rule, "company") == {f"measured.funnel.{name}"}

    def test_the_finding_says_that_it_is_measured_and_where(self, rule: str, name: str) -> None:
        found = finding(company() + NAMED, rule, deals(f"funnel: {{{name}: 41%}}"))
        [evidence] = [e for e in found.evidence if e.path == found.path]
        assert isinstance(evidence, Evidence)
        assert (found.confidence, evidence.origin, evidence.who) == ("measured", "measured", "amocrm")
        assert evidence.place is not None
        assert evidence.place.file == FILE
        assert "41%" in sentence(found, "en")

    def test_the_profile_moves_the_limit(self, rule: str, name: str) -> None:
        files = deals(f"funnel: {{{name}: 35%}}")
        assert not found_under(company() + NAMED, rule, files, most=0.35)

    @pytest.mark.parametrize(("headcount", "severity"), [(15, "low"), (16, "medium"), (101, "medium"), (251, "medium")])
    def test_severity(self, rule: str, name: str, headcount: int, severity: str) -> None:
        files = deals(f"funnel: {{{name}: 35%}}")
        assert finding(company(headcount=headcount) + NAMED, rule, files).severity == severity


FUNNEL = """
processes:
  funnel:
    stages:
      - {id: contact, kind: first_contact, title: Знакомство}
      - {id: audit, title: Обследование}
      - {id: proposal, title: КП}
      - {id: handover, kind: handover, title: Передача}
"""


class TestFunnelOnPaper:
    @pytest.mark.parametrize(
        ("funnel", "outcome", "variant"),
        [
            pytest.param("won_skipping_a_stage: 31%, stages_never_seen: []", "fail", "", id="skipped"),
            pytest.param("won_skipping_a_stage: 31%", "fail", "", id="skipped, whatever else"),
            pytest.param("won_skipping_a_stage: 30%, stages_never_seen: [audit]", "fail", "unseen", id="never seen"),
            pytest.param("stages_never_seen: [audit]", "fail", "unseen", id="never seen, whatever else"),
            pytest.param("won_skipping_a_stage: 31%, stages_never_seen: [audit]", "fail", "both", id="both"),
            pytest.param("won_skipping_a_stage: 30%, stages_never_seen: []", "pass", None, id="at the limit"),
            pytest.param("won_skipping_a_stage: 30%", "unknown", None, id="nothing on what was seen"),
            pytest.param("stages_never_seen: []", "unknown", None, id="nothing on what was skipped"),
            pytest.param("open: 5", "unknown", None, id="nothing on either"),
        ],
    )
    def test_outcomes(self, funnel: str, outcome: str, variant: str | None) -> None:
        files = deals(f"funnel: {{{funnel}}}")
        text = company() + FUNNEL + NAMED
        assert outcomes(text, "EVD005", beside=files) == {"company": outcome}
        if variant is not None:
            assert finding(text, "EVD005", files).text == variant

    def test_the_sentence_names_the_stages(self) -> None:
        files = deals("funnel: {won_skipping_a_stage: 31%, stages_never_seen: [audit, proposal]}")
        text = sentence(finding(company() + FUNNEL + NAMED, "EVD005", files), "ru")
        assert text.startswith("31\N{NO-BREAK SPACE}% выигранных")
        assert text.endswith(": Обследование и КП")

    def test_where_there_is_no_funnel_that_is_told_elsewhere(self) -> None:
        assert reason(company() + "processes: {funnel: absent}\n", "EVD005") == ("no_funnel", {})

    def test_skipped_stages_tell_even_where_the_stages_are_not_described(self) -> None:
        files = deals("funnel: {won_skipping_a_stage: 31%, stages_never_seen: [audit]}")
        assert outcomes(company() + NAMED, "EVD005", beside=files) == {"company": "fail"}

    def test_the_profile_moves_the_limit(self) -> None:
        files = deals("funnel: {won_skipping_a_stage: 44%, stages_never_seen: []}")
        assert not found_under(company() + FUNNEL + NAMED, "EVD005", files, most=0.44)

    @pytest.mark.parametrize(("headcount", "severity"), [(15, "low"), (16, "medium"), (101, "medium"), (251, "medium")])
    def test_severity(self, headcount: int, severity: str) -> None:
        files = deals("funnel: {won_skipping_a_stage: 44%}")
        assert finding(company(headcount=headcount) + FUNNEL + NAMED, "EVD005", files).severity == severity
