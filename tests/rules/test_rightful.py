"""Who is a right answer for a function, and how many different people a group means."""

from __future__ import annotations

import pytest

from salesaudit.rules.rightful import answering, is_named, is_right_answer, meant_by
from tests.builders import finding, org

COMPANY = """
departments: {shop: {leader: [ann, bob]}, yard: {}}
roles: {owner: {}, it: {}, sales_rep: {}, shop_assistant: {}, commercial_director: {}, head_of_sales: {}}
people: {ann: {roles: [it]}, bob: {roles: [it]}, carl: {roles: [it]}, dora: {roles: [commercial_director]}}
"""


def right(worker: str, function: str) -> bool:
    company = org(COMPANY.replace("yard: {}", "yard: {leader: none}"))
    return is_right_answer(company.worker(worker), company.function(function), company)


def named(worker: str, function: str, headcount: int = 24) -> bool:
    company = org(f"{COMPANY}company: {{name: Test, headcount: {headcount}}}\n")
    return is_named(company.worker(worker), company.function(function), company)


class TestMeantBy:
    @pytest.mark.parametrize(
        ("group", "workers", "open_"),
        [
            pytest.param("none", [], (), id="nobody"),
            pytest.param("[carl]", ["carl"], (), id="one"),
            pytest.param("[carl, dora]", ["carl", "dora"], (), id="two"),
            pytest.param("[shop, ann]", ["ann", "bob"], (), id="somebody is meant but once"),
            pytest.param("unknown", [], (("functions", "planning", "responsible"),), id="nobody told"),
        ],
    )
    def test_whom_a_group_means(self, group: str, workers: list[str], open_: tuple[tuple[str, ...], ...]) -> None:
        company = org(f"{COMPANY}functions: {{planning: {{responsible: {group}}}}}\n")
        meant = meant_by(company.function("planning").responsible, company)
        assert ([worker.id for worker in meant.items], meant.needs) == (workers, open_)

    def test_one_who_is_told_may_not_be_alone(self) -> None:
        function = org(f"{COMPANY}functions: {{planning: {{responsible: carl}}}}\n").function("planning")
        meant = meant_by(function.responsible | function.accountable, function.org)
        assert ([one.id for one in meant.items], meant.needs) == (["carl"], (("functions", "planning", "accountable"),))


class TestAnswering:
    @pytest.mark.parametrize(
        ("group", "least", "most"),
        [
            pytest.param("none", 0, 0, id="nobody"),
            pytest.param("ann", 1, 1, id="one"),
            pytest.param("[ann, bob]", 2, 2, id="two"),
            pytest.param("[commercial_director, dora]", 1, 1, id="a role and its holder are one"),
            pytest.param("[shop, ann]", 1, 1, id="a department and one who leads it"),
            pytest.param("[shop, ann, bob]", 2, 2, id="a department and both who lead it"),
            pytest.param("[shop, carl, ann, bob]", 3, 3, id="the department is nobody besides those who lead it"),
            pytest.param("[carl, yard]", 1, 2, id="whoever leads the yard may be the other"),
            pytest.param("[yard]", 1, 1, id="somebody leads the yard"),
            pytest.param("unknown", 0, float("inf"), id="nobody told"),
        ],
    )
    def test_how_many_different_people_a_group_means(self, group: str, least: int, most: float) -> None:
        company = org(f"{COMPANY}functions: {{planning: {{accountable: {group}}}}}\n")
        number = answering(company.function("planning").accountable, company)
        assert (number.low, number.high) == (least, most)

    @pytest.mark.parametrize(
        ("group", "open_"),
        [
            ("[carl, yard]", (("departments", "yard", "leader"),)),
            ("unknown", (("functions", "planning", "accountable"),)),
            ("[ann, bob]", ()),
        ],
    )
    def test_what_would_tell_how_many_they_are(self, group: str, open_: tuple[tuple[str, ...], ...]) -> None:
        company = org(f"{COMPANY}functions: {{planning: {{accountable: {group}}}}}\n")
        assert answering(company.function("planning").accountable, company).needs == open_

    def test_it_is_counted_where_the_group_stands(self) -> None:
        planned = "functions: {planning: {accountable: ann}}\n"
        text = COMPANY.replace("shop: {leader: [ann, bob]}", "sales: {leader: [ann, bob]}") + planned
        assert finding(text, "LDR013").path == ("departments", "sales", "leader")


class TestNamed:
    @pytest.mark.parametrize("worker", ["sales_rep", "shop_assistant"])
    def test_a_word_of_the_vocabulary_may_mean_several_roles(self, worker: str) -> None:
        assert named(worker, "need_discovery")
        assert not named(worker, "planning")

    @pytest.mark.parametrize("worker", ["head_of_sales", "commercial_director", "dora"])
    def test_whoever_fills_such_a_role_is_meant_too(self, worker: str) -> None:
        assert named(worker, "planning")
        assert not named(worker, "need_discovery")

    @pytest.mark.parametrize(("headcount", "expected"), [(24, True), (150, False)])
    def test_in_a_larger_company_anyone_but_the_owner(self, headcount: int, expected: bool) -> None:
        assert named("owner", "product_creation", headcount) is expected
        assert named("it", "product_creation", headcount)


class TestRightAnswer:
    def test_an_owner_may_answer_though_nobody_is_there_to_stand_above(self) -> None:
        assert right("owner", "finance")
        assert not right("it", "finance")

    def test_anyone_may_answer_for_what_the_vocabulary_does_not_know(self) -> None:
        assert right("it", "their_own")
