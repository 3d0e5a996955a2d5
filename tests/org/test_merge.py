"""Measured wins over declared, declared over told; an empty section is known to be empty."""

from __future__ import annotations

import pytest

from salesaudit.org.facts import facts_in
from tests.builders import org, outcomes

ANSWERS = "respondent: {{as: {who}}}\nanswers: [{{fills: company.repeat_share, value: {value}}}]"


def told(*values: tuple[str, str], declared: str = "") -> dict[str, str]:
    return {f"answers/{who}.yaml": ANSWERS.format(who=who, value=value) for who, value in values}


class TestToldAndDeclared:
    def test_what_the_file_does_not_say_a_respondent_may_tell(self) -> None:
        company = org("answers: answers/owner.yaml", told(("owner", "40%")))
        assert company.company.repeat_share.value == 0.4
        [fact] = facts_in(company.trace)
        assert fact.origin.kind == "told"
        assert fact.origin.who == "owner"

    def test_the_file_wins_over_what_is_told(self) -> None:
        company = org("company: {name: X, repeat_share: 10%}\nanswers: answers/owner.yaml", told(("owner", "40%")))
        assert company.company.repeat_share.value == 0.1

    @pytest.mark.parametrize(("other", "disputed"), [("50%", False), ("51%", True)])
    def test_answers_more_than_ten_points_apart_are_disputed(self, other: str, disputed: bool) -> None:
        company = org("answers: [answers/owner.yaml, answers/leader.yaml]", told(("owner", "40%"), ("leader", other)))
        assert (("company", "repeat_share") in company.disputed) is disputed
        assert company.company.repeat_share.known is not disputed

    def test_who_does_not_know_is_remembered_and_decides_nothing(self) -> None:
        file = "respondent: {as: owner}\nanswers: [{fills: company.repeat_share, state: unknown}]"
        company = org("answers: answers/owner.yaml", {"answers/owner.yaml": file})
        assert not company.company.repeat_share.known
        assert [fact.value for fact in company.tellings["company", "repeat_share"]] == [None]

    def test_of_goals_only_the_file_is_remembered(self) -> None:
        file = "respondent: {as: owner}\nanswers: [{fills: strategy.goals.revenue.target, value: 5}]"
        company = org("answers: answers/owner.yaml", {"answers/owner.yaml": file})
        [fact] = company.tellings["strategy", "goals"]
        assert (fact.origin.file, fact.origin.path) == ("answers/owner.yaml", ("answers",))

    def test_stages_are_named_by_their_ids(self) -> None:
        file = "respondent: {as: owner}\nanswers: [{fills: processes.funnel.stages.proposal.conversion, value: 30%}]"
        company = org(
            "processes: {funnel: {stages: [{id: contact}, {id: proposal}]}}\nanswers: answers/owner.yaml",
            {"answers/owner.yaml": file},
        )
        assert [stage.conversion.low for stage in company.stages] == [0, 0.3]


class TestMeasured:
    EVIDENCE = """
    source: {kind: deals, system: amocrm}
    people: {anna: {revenue: 19_400_000, deals_won: 41}}
    customers: {top_share: 22%}
    leads: {unprocessed_share: 18%, first_response_median: 7h}
    funnel: {open_without_next_step: 60%}
    """

    def company(self) -> object:
        return org(
            """
            company: {name: X, top_customer_share: 10%}
            roles: {sales_rep: {}}
            people: {anna: {roles: sales_rep, results: {revenue: 20_000_000}}}
            evidence: evidence/deals.yaml
            """,
            {"evidence/deals.yaml": self.EVIDENCE},
        )

    def test_an_import_wins_over_the_file_and_both_are_kept(self) -> None:
        company = self.company()
        path = ("people", "anna", "results", "revenue")
        assert company.worker("anna").revenue.value == 19_400_000  # type: ignore[attr-defined]
        assert company.trace[-1].origin.kind == "measured"  # type: ignore[attr-defined]
        assert company.trace[-1].origin.who == "amocrm"  # type: ignore[attr-defined]
        assert [fact.value for fact in company.tellings[path]] == [20_000_000]  # type: ignore[attr-defined]

    def test_every_measurement_finds_its_fact(self) -> None:
        company = self.company()
        assert company.worker("anna").deals.value == 41  # type: ignore[attr-defined]
        assert company.company.top_customer_share.value == 0.22  # type: ignore[attr-defined]
        assert company.lead_generation.unprocessed_share.value == 0.18  # type: ignore[attr-defined]
        assert company.lead_generation.first_response.value == 7  # type: ignore[attr-defined]
        assert company.measured.open_without_next_step.value == 0.6  # type: ignore[attr-defined]


class TestEmptySections:
    """`none` for a whole section is known to be empty; a section that is not written is not known."""

    @pytest.mark.parametrize(
        ("text", "rule", "expected"),
        [
            ("functions: none", "OWN004", "fail"),
            ("functions: unknown", "OWN004", "unknown"),
            ("functions:", "OWN004", "unknown"),
            ("elements: none", "SYS001", "fail"),
            ("elements: unknown", "SYS001", "unknown"),
            ("policies: none", "POL001", "fail"),
            ("processes: none", "FNL001", "fail"),
            ("rhythm: none", "LDR015", "fail"),
            ("lead_generation: none", "LGN001", "fail"),
            ("lead_generation: unknown", "LGN001", "unknown"),
            ("lead_generation: {criteria: none}", "LGN001", "fail"),
            ("strategy: {goals: [{metric: revenue}], links: none}", "STR003", "fail"),
            ("roles: {sales_rep: {pay: none}}", "SYS005", "fail"),
        ],
    )
    def test_none_is_not_unknown(self, text: str, rule: str, expected: str) -> None:
        assert expected in outcomes(f"company: {{name: X, headcount: 24, market: b2b}}\n{text}", rule).values()
