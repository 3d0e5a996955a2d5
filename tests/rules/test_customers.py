"""PPL: which seller serves which customers, who is taught and who leaves."""

from __future__ import annotations

import pytest

from salesaudit.audit.engine import audit
from salesaudit.audit.phrases import sentence
from salesaudit.audit.profile import Profile
from tests.builders import finding, needs, org, outcomes, reason


def company(rest: str = "", headcount: int = 24) -> str:
    return f"company: {{name: Test, headcount: {headcount}{', ' if rest else ''}{rest}}}\n"


def serving(skill: str, *segments: str, headcount: int = 24) -> str:
    """A seller Orlov of some skill among others, and segments written as in the file."""
    listed = "".join(f"  s{index}: {{{segment}}}\n" for index, segment in enumerate(segments, 1))
    return (
        company(headcount=headcount)
        + "roles: {head_of_sales: {}, sales_rep: {}, account_manager: {}}\n"
        + f"people: {{orlov: {{name: Павел Орлов, roles: [sales_rep], skill: {skill}}}}}\n"
        + (f"segments:\n{listed}" if segments else "")
    )


def fails_under(text: str, rule: str, **parameters: float) -> bool:
    profile = Profile("own", only=frozenset({rule}), parameters={rule: parameters})
    return bool(audit(org(text), profile).findings)


SMALL, MEDIUM, LARGE = (f"size: {size}, served_by: orlov" for size in ("small", "medium", "large"))


class TestEagleHuntingMice:
    @pytest.mark.parametrize(
        ("segments", "outcome"),
        [
            pytest.param([SMALL], "fail", id="only small ones"),
            pytest.param([SMALL, SMALL], "fail", id="several small ones"),
            pytest.param([SMALL, MEDIUM], "pass", id="a middling one too"),
            pytest.param([LARGE], "pass", id="a large one"),
            pytest.param([SMALL, "size: large, served_by: account_manager"], "fail", id="the large one is another's"),
            pytest.param([SMALL, "size: large, served_by: sales_rep"], "pass", id="a large one through the role"),
            pytest.param([SMALL, "served_by: orlov"], "unknown", id="one of unknown size"),
            pytest.param([SMALL, "size: large"], "unknown", id="a large one may be theirs"),
            pytest.param([SMALL, "size: small"], "fail", id="a small one changes nothing"),
            pytest.param([LARGE, "served_by: orlov"], "pass", id="one large one decides"),
            pytest.param(["size: small, served_by: none"], "not applicable", id="serves nobody"),
            pytest.param(["size: small"], "unknown", id="whom they serve is not known"),
            pytest.param([], "unknown", id="segments are not known"),
        ],
    )
    def test_outcomes(self, segments: list[str], outcome: str) -> None:
        assert outcomes(serving("strong", *segments), "PPL001")["orlov"] == outcome

    @pytest.mark.parametrize("skill", ["average", "weak"])
    def test_others_may_serve_small_ones(self, skill: str) -> None:
        assert "orlov" not in outcomes(serving(skill, SMALL), "PPL001")

    def test_unknown_skill_is_asked_for(self) -> None:
        assert "people.orlov.skill" in needs(serving("unknown", SMALL), "PPL001")

    def test_who_serves_nobody(self) -> None:
        text = serving("strong", "size: small, served_by: none")
        assert reason(text, "PPL001", "orlov") == ("serves_no_segment", {})

    def test_the_sentence_names_the_segments_that_they_serve(self) -> None:
        found = finding(
            serving("strong", "title: Лавки, " + SMALL, "title: Сети, size: large, served_by: none"), "PPL001"
        )
        assert sentence(found, "ru").endswith("мелкие клиенты (Лавки)")
        assert found.path == ("people", "orlov", "skill")

    @pytest.mark.parametrize(("headcount", "severity"), [(16, "medium"), (101, "high"), (251, "high")])
    def test_severity(self, headcount: int, severity: str) -> None:
        assert finding(serving("strong", SMALL, headcount=headcount), "PPL001").severity == severity

    def test_a_micro_company_is_spared(self) -> None:
        assert reason(serving("strong", SMALL, headcount=15), "PPL001") == ("band", {})

    @pytest.mark.parametrize("rule", ["PPL001", "PPL002"])
    @pytest.mark.parametrize("sales_format", ["shop", "eshop"])
    def test_in_a_shop_buyers_come_by_themselves(self, sales_format: str, rule: str) -> None:
        text = serving("strong", SMALL).replace("24", f"24, sales_format: {sales_format}")
        assert reason(text, rule) == ("shop_or_eshop", {})


class TestNoviceWithTheWhale:
    @pytest.mark.parametrize(
        ("segments", "outcome"),
        [
            pytest.param([LARGE], "fail", id="a large one"),
            pytest.param([SMALL, LARGE], "fail", id="a large one among others"),
            pytest.param([MEDIUM], "pass", id="a middling one"),
            pytest.param([SMALL], "pass", id="a small one"),
            pytest.param([SMALL, "size: large, served_by: account_manager"], "pass", id="the large one is another's"),
            pytest.param([SMALL, "size: large, served_by: sales_rep"], "fail", id="a large one through the role"),
            pytest.param([SMALL, "served_by: orlov"], "unknown", id="one of unknown size"),
            pytest.param([LARGE, "served_by: orlov"], "fail", id="one large one decides"),
            pytest.param([SMALL, "size: large"], "unknown", id="a large one may be theirs"),
            pytest.param([SMALL, "size: small"], "pass", id="a small one changes nothing"),
            pytest.param(["size: large, served_by: none"], "not applicable", id="serves nobody"),
        ],
    )
    def test_outcomes(self, segments: list[str], outcome: str) -> None:
        assert outcomes(serving("weak", *segments), "PPL002")["orlov"] == outcome

    @pytest.mark.parametrize("skill", ["average", "strong"])
    def test_others_may_serve_large_ones(self, skill: str) -> None:
        assert "orlov" not in outcomes(serving(skill, LARGE), "PPL002")

    def test_the_sentence_names_the_large_segments_only(self) -> None:
        found = finding(serving("weak", "title: Заводы, " + LARGE, "title: Лавки, " + SMALL), "PPL002")
        assert sentence(found, "ru").endswith("крупные клиенты (Заводы)")
        assert found.path == ("people", "orlov", "skill")

    @pytest.mark.parametrize(("headcount", "severity"), [(15, "medium"), (16, "high"), (101, "high"), (251, "high")])
    def test_severity(self, headcount: int, severity: str) -> None:
        assert finding(serving("weak", LARGE, headcount=headcount), "PPL002").severity == severity


def segment(facts: str, headcount: int = 24) -> str:
    return (
        company(headcount=headcount)
        + f"roles: {{head_of_sales: {{}}, sales_rep: {{}}}}\nsegments: {{s1: {{{facts}}}}}\n"
    )


class TestSegmentWithoutSeller:
    @pytest.mark.parametrize(
        ("facts", "outcome"),
        [("served_by: none", "fail"), ("served_by: sales_rep", "pass"), ("size: large", "unknown")],
    )
    def test_outcomes(self, facts: str, outcome: str) -> None:
        assert outcomes(segment(facts), "PPL003") == {"s1": outcome}

    def test_unknown_segments(self) -> None:
        assert needs(company(), "PPL003") == {"segments"}

    @pytest.mark.parametrize(("headcount", "severity"), [(15, "low"), (16, "medium"), (101, "medium"), (251, "medium")])
    def test_severity(self, headcount: int, severity: str) -> None:
        assert finding(segment("served_by: none", headcount), "PPL003").severity == severity


class TestVipWithoutTheLeader:
    @pytest.mark.parametrize(
        ("facts", "outcome"),
        [
            pytest.param("size: large, potential: high, leader_involved: no", "fail", id="the leader stays away"),
            pytest.param("size: large, potential: high, leader_involved: yes", "pass", id="the leader is there"),
            pytest.param("size: large, potential: high", "unknown", id="not known whether"),
            pytest.param(
                "size: large, potential: medium, leader_involved: no", "not applicable", id="middling potential"
            ),
            pytest.param("size: medium, potential: high, leader_involved: no", "not applicable", id="not large"),
            pytest.param("size: small, leader_involved: no", "not applicable", id="small, whatever the potential"),
            pytest.param(
                "potential: low, leader_involved: no", "not applicable", id="low potential, whatever the size"
            ),
            pytest.param("size: large, leader_involved: no", "unknown", id="potential not known"),
        ],
    )
    def test_outcomes(self, facts: str, outcome: str) -> None:
        assert outcomes(segment(facts), "PPL004") == {"s1": outcome}

    def test_an_ordinary_segment_does_not_need_the_leader(self) -> None:
        assert reason(segment("size: small"), "PPL004", "s1") == ("not_key_segment", {})

    @pytest.mark.parametrize(("headcount", "severity"), [(16, "low"), (101, "medium"), (251, "medium")])
    def test_severity(self, headcount: int, severity: str) -> None:
        text = segment("size: large, potential: high, leader_involved: no", headcount)
        assert finding(text, "PPL004").severity == severity

    def test_a_micro_company_is_spared(self) -> None:
        assert reason(segment("size: large", 15), "PPL004") == ("band", {})


class TestPotentialNeverWeighed:
    @pytest.mark.parametrize(
        ("facts", "outcome"),
        [
            ("potential: none", "fail"), ("potential: low", "pass"), ("potential: medium", "pass"),
            ("potential: high", "pass"), ("size: large", "unknown"),
        ],
    )  # fmt: skip
    def test_outcomes(self, facts: str, outcome: str) -> None:
        assert outcomes(segment(facts), "PPL005") == {"s1": outcome}

    @pytest.mark.parametrize(("headcount", "severity"), [(15, "low"), (16, "medium"), (101, "medium"), (251, "medium")])
    def test_severity(self, headcount: int, severity: str) -> None:
        assert finding(segment("potential: none", headcount), "PPL005").severity == severity


def trained(training: str, people: str = "", headcount: int = 24) -> str:
    roles = f"roles: {{head_of_sales: {{}}, sales_rep: {{trained: {training}}}}}\n"
    return company(headcount=headcount) + roles + (f"people: {{{people}}}\n" if people else "")


class TestSellersNeverTrained:
    @pytest.mark.parametrize(
        ("training", "outcome"),
        [("none", "fail"), ("2026-09-25", "pass"), ("на месте", "pass"), ("unknown", "unknown")],
    )
    def test_outcomes(self, training: str, outcome: str) -> None:
        assert outcomes(trained(training), "PPL006") == {"sales_rep": outcome}

    def test_a_person_is_judged_only_where_the_training_is_their_own(self) -> None:
        people = "orlov: {roles: [sales_rep], trained: none}, petrov: {roles: [sales_rep]}"
        assert outcomes(trained("2026-09-25", people), "PPL006") == {"sales_rep": "pass", "orlov": "fail"}

    def test_one_person_has_nobody_to_teach(self) -> None:
        assert reason(trained("none", headcount=1), "PPL006") == ("one_person_company", {})

    @pytest.mark.parametrize(("headcount", "severity"), [(15, "low"), (16, "medium"), (101, "high"), (251, "high")])
    def test_severity(self, headcount: int, severity: str) -> None:
        assert finding(trained("none", headcount=headcount), "PPL006").severity == severity


def team(count: int | str, turnover: str, headcount: int = 24) -> str:
    roles = f"roles: {{head_of_sales: {{}}, sales_rep: {{count: {count}}}}}\n"
    return company(f"seller_turnover: {turnover}", headcount) + roles


class TestSellersLeave:
    @pytest.mark.parametrize(
        ("count", "turnover", "outcome"),
        [
            pytest.param(5, "40.1%", "fail", id="just over the limit"),
            pytest.param(5, "40%", "pass", id="at the limit"),
            pytest.param(4, "100%", "not applicable", id="four are too few"),
            pytest.param(5, "unknown", "unknown", id="turnover not known"),
            pytest.param("unknown", "90%", "unknown", id="the size of the team is not known"),
        ],
    )
    def test_outcomes(self, count: int | str, turnover: str, outcome: str) -> None:
        assert outcomes(team(count, turnover), "PPL007") == {"company": outcome}

    def test_few_sellers(self) -> None:
        assert reason(team(4, "100%"), "PPL007", "company") == ("too_few_sellers", {})

    def test_the_profile_moves_the_limits(self) -> None:
        assert not fails_under(team(5, "45%"), "PPL007", most=0.45)
        assert not fails_under(team(5, "45%"), "PPL007", team=6)
        assert fails_under(team(4, "45%"), "PPL007", team=4)

    @pytest.mark.parametrize(("headcount", "severity"), [(15, "low"), (16, "medium"), (101, "high"), (251, "high")])
    def test_severity(self, headcount: int, severity: str) -> None:
        assert finding(team(5, "50%", headcount), "PPL007").severity == severity


class TestCustomersLeave:
    @pytest.mark.parametrize(
        ("market", "churn", "outcome"),
        [
            pytest.param("b2b", "20.1%", {"company": "fail"}, id="just over the limit"),
            pytest.param("b2b", "20%", {"company": "pass"}, id="at the limit"),
            pytest.param("b2b", "unknown", {"company": "unknown"}, id="churn not known"),
            pytest.param("b2c", "90%", {None: "not applicable"}, id="sells to people"),
            pytest.param("both", "90%", {None: "not applicable"}, id="sells to people too"),
            pytest.param("unknown", "90%", {None: "unknown"}, id="market not known"),
        ],
    )
    def test_outcomes(self, market: str, churn: str, outcome: dict[str | None, str]) -> None:
        assert outcomes(company(f"market: {market}, customer_churn: {churn}"), "PPL008") == outcome

    def test_people_come_and_go(self) -> None:
        assert reason(company("market: b2c, customer_churn: 90%"), "PPL008") == ("b2c", {})

    def test_the_profile_moves_the_limit(self) -> None:
        assert not fails_under(company("market: b2b, customer_churn: 25%"), "PPL008", most=0.25)

    @pytest.mark.parametrize(("headcount", "severity"), [(15, "medium"), (16, "medium"), (101, "high"), (251, "high")])
    def test_severity(self, headcount: int, severity: str) -> None:
        assert finding(company("market: b2b, customer_churn: 25%", headcount), "PPL008").severity == severity
