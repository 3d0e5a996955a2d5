"""The company as rules see it: who does what, through roles, people, counts and reporting lines."""

from __future__ import annotations

from math import inf

import pytest

from salesaudit.org.facts import facts_in
from salesaudit.org.org import Org
from salesaudit.org.values import Number, Unknown
from salesaudit.org.workers import ACTIVITIES, Worker
from tests.builders import org

TEAM = """
roles:
  owner: {}
  ceo: {reports_to: owner}
  head_of_sales: {reports_to: ceo, time: {selling: 70%, leading: 20%}}
  sales_rep: {count: 3, reports_to: head_of_sales}
people:
  ivanov: {roles: [owner, ceo]}
  petrov: {roles: [head_of_sales]}
  sidorova: {roles: [sales_rep], results: {revenue: 20_000_000}}
"""


def ids(workers: object) -> list[str]:
    return [worker.id for worker in workers]  # type: ignore[attr-defined]


def bounds(number: Number) -> tuple[float, float]:
    return number.low, number.high


class TestHolders:
    def test_unlisted_holders_stand_behind_the_role(self) -> None:
        company = org(TEAM)
        assert ids(company.sellers.items) == ["sidorova", "sales_rep"]
        assert bounds(company.team_size) == (3, 3)

    def test_a_role_with_all_holders_listed_is_its_people(self) -> None:
        company = org("roles: {sales_rep: {count: 1}}\npeople: {a: {roles: sales_rep}}")
        assert ids(company.sellers.items) == ["a"]
        assert bounds(company.team_size) == (1, 1)

    def test_more_people_than_the_count_says_are_counted(self) -> None:
        company = org("roles: {sales_rep: {count: 1}}\npeople: {a: {roles: sales_rep}, b: {roles: sales_rep}}")
        assert bounds(company.team_size) == (2, 2)

    def test_neither_count_nor_people_means_at_least_one(self) -> None:
        company = org("roles: {sales_rep: {}}")
        assert bounds(company.team_size) == (1, inf)
        assert company.team_size.needs == (("roles", "sales_rep", "count"),)

    def test_a_person_with_two_seller_roles_counts_once(self) -> None:
        company = org("roles: {sales_rep: {}, account_manager: {}}\npeople: {a: {roles: [sales_rep, account_manager]}}")
        assert bounds(company.team_size) == (1, 1)

    def test_without_roles_nobody_is_known_to_sell(self) -> None:
        company = org("")
        assert company.sellers.needs == (("roles",),)
        assert bounds(company.team_size) == (0, inf)

    def test_roles_without_a_seller_mean_that_there_is_none(self) -> None:
        assert not org("roles: {owner: {}}").sellers

    def test_a_person_whose_roles_are_not_known_may_be_a_seller(self) -> None:
        company = org("roles: {owner: {}}\npeople: {a: {name: A}}")
        assert company.sellers.needs == (("people", "a", "roles"),)

    def test_a_role_of_another_name_is_known_by_its_archetype(self) -> None:
        assert ids(org("roles: {hunter: {archetype: sales_rep, count: 2}}").sellers.items) == ["hunter"]


class TestValuesOfAWorker:
    def test_a_person_takes_the_roles_value(self) -> None:
        assert org(TEAM).worker("petrov").time.selling.value == 0.7

    def test_a_persons_own_value_wins(self) -> None:
        company = org("roles: {head_of_sales: {time: {selling: 70%}}}\n"
                      "people: {p: {roles: head_of_sales, time: {selling: 10%}}}")  # fmt: skip
        assert company.worker("p").time.selling.value == 0.1

    def test_the_only_role_that_gives_a_value_gives_it(self) -> None:
        company = org("roles: {owner: {}, ceo: {kpis: [company_profit]}}\npeople: {p: {roles: [owner, ceo]}}")
        assert company.worker("p").kpis.members == ("company_profit",)

    def test_two_roles_that_give_different_values_leave_it_unknown(self) -> None:
        company = org("roles: {owner: {kpis: [churn]}, ceo: {kpis: [cycle]}}\npeople: {p: {roles: [owner, ceo]}}")
        assert company.worker("p").kpis.needs == (("people", "p", "kpis"),)

    def test_what_nobody_gives_is_asked_where_a_person_would_look_for_it(self) -> None:
        company = org("roles: {sales_rep: {}}\npeople: {p: {roles: sales_rep}}")
        assert company.worker("p").kpis.needs == (("roles", "sales_rep", "kpis"),)
        assert company.worker("p").revenue.needs == (("people", "p", "results", "revenue"),)


class TestTime:
    def test_unnamed_activities_share_what_is_left(self) -> None:
        time = org(TEAM).worker("petrov").time
        assert bounds(time.integrating) == pytest.approx((0, 0.1))
        assert bounds(time.of("integrating", "admin")) == pytest.approx((0, 0.1))
        assert bounds(time.of("selling", "admin")) == pytest.approx((0.7, 0.8))

    def test_nothing_left_means_nothing_spent(self) -> None:
        time = org("roles: {head_of_sales: {time: {selling: 60%, admin: 40%}}}").worker("head_of_sales").time
        assert time.leading.value == 0

    def test_without_any_time_everything_is_possible(self) -> None:
        time = org("roles: {head_of_sales: {}}").worker("head_of_sales").time
        assert bounds(time.selling) == (0, 1)
        assert time.selling.needs == (("roles", "head_of_sales", "time", "selling"),)
        with pytest.raises(Unknown):
            _ = time.named

    def test_named_shares_may_sum_above_the_whole(self) -> None:
        time = org("roles: {head_of_sales: {time: {selling: 70%, admin: 50%}}}").worker("head_of_sales").time
        assert time.named.value == pytest.approx(1.2)
        assert time.leading.value == 0


class TestLeaders:
    def test_the_sales_departments_leader_comes_first(self) -> None:
        company = org("departments: {sales: {component: sales, leader: ceo}}\nroles: {ceo: {}, head_of_sales: {}}")
        assert ids(company.leaders.items) == ["ceo"]

    def test_another_sales_department_that_does_not_say_who_leads_it_may_add_one(self) -> None:
        company = org(
            "departments: {a: {component: sales, leader: ceo}, b: {component: sales}, c: {component: production}}\n"
            "roles: {ceo: {}, head_of_sales: {}}"
        )
        assert ids(company.leaders.items) == ["ceo"]
        assert company.leaders.needs == (("departments", "b", "leader"),)

    def test_a_role_that_leads_is_whoever_fills_it(self) -> None:
        text = "departments: {sales: {leader: ceo}}\nroles: {ceo: {count: 2}}\npeople: {ann: {roles: ceo}}"
        assert ids(org(text).leaders.items) == ["ann", "ceo"]
        assert ids(org(text.replace("count: 2", "count: 1")).leaders.items) == ["ann"]

    def test_somebody_without_known_roles_may_head_sales(self) -> None:
        leaders = org("roles: {head_of_sales: {count: 2}}\npeople: {ann: {name: Ann}}").leaders
        assert (ids(leaders.items), leaders.needs) == (["head_of_sales"], (("people", "ann", "roles"),))

    def test_then_the_head_of_sales_then_the_commercial_director(self) -> None:
        assert ids(org("roles: {commercial_director: {}, head_of_sales: {}}").leaders.items) == ["head_of_sales"]
        assert ids(org("roles: {commercial_director: {}, ceo: {}}").leaders.items) == ["commercial_director"]

    def test_then_a_ceo_or_owner_who_does_some_of_the_leading(self) -> None:
        company = org("roles: {owner: {}, ceo: {}}\nfunctions: {planning: {responsible: owner}}")
        assert ids(company.leaders.items) == ["owner"]

    def test_a_leading_owner_is_not_ruled_out_while_functions_are_unknown(self) -> None:
        assert ("functions", "planning", "responsible") in org("roles: {owner: {}}").leaders.needs

    def test_without_owner_and_ceo_nobody_leads(self) -> None:
        assert not org("roles: {sales_rep: {}}").leaders

    def test_the_leader_is_the_person_where_one_is_named(self) -> None:
        assert ids(org(TEAM).leaders.items) == ["petrov"]


class TestReferences:
    @pytest.mark.parametrize(
        ("reference", "expected"),
        [
            ("petrov", ["petrov"]),
            ("head_of_sales", ["head_of_sales", "petrov"]),
            ("sales", ["head_of_sales", "petrov"]),
            ("service", ["account_manager", "orlova"]),
        ],
        ids=["a person is himself", "a role and its holders", "a department's leader", "or everyone in it"],
    )
    def test_whom_a_reference_means(self, reference: str, expected: list[str]) -> None:
        company = org("""
            departments: {sales: {leader: head_of_sales}, service: {component: sales}}
            roles: {head_of_sales: {}, account_manager: {department: service}}
            people: {petrov: {roles: head_of_sales}, orlova: {roles: account_manager}}
        """)
        assert ids(company.workers_behind(reference)) == expected

    def test_a_department_that_leads_itself_means_nobody(self) -> None:
        assert org("departments: {sales: {leader: sales}}").workers_behind("sales") == ()

    def test_departments_that_lead_one_another_mean_nobody(self) -> None:
        company = org("departments: {a: {leader: b}, b: {leader: c}, c: {leader: a}}")
        assert company.workers_behind("a") == ()
        assert company.meant("b").all() == ()

    @pytest.mark.parametrize(
        ("reference", "sure", "missing"),
        [
            ("ann", ["ann"], set()),
            ("ceo", ["ceo"], {"people.bob.roles"}),
            ("sales_rep", ["sales_rep", "ann"], {"people.bob.roles"}),
            ("led", ["ann"], set()),
            ("untold", [], {"departments.untold.leader"}),
            ("leaderless", ["lawyer"], {"roles.ceo.department", "roles.sales_rep.department", "people.bob.roles"}),
            ("led_by_untold", ["ann"], {"departments.untold.leader"}),
        ],
    )
    def test_whom_a_reference_means_for_sure(self, reference: str, sure: list[str], missing: set[str]) -> None:
        company = org(
            """
            departments:
              led: {leader: ann}
              untold: {component: support}
              leaderless: {leader: none}
              led_by_untold: {leader: [untold, ann]}
            roles: {ceo: {}, sales_rep: {}, lawyer: {department: leaderless}}
            people: {ann: {roles: sales_rep}, bob: {name: Bob}}
            """
        )
        meant = company.meant(reference)
        assert ids(meant.items) == sure
        assert {".".join(map(str, path)) for path in meant.needs} == missing

    @pytest.mark.parametrize(
        ("who", "named", "missing"),
        [
            ("ann", "[sales_rep]", None),
            ("ann", "[ceo]", set()),
            ("bob", "[ceo]", {"people.bob.roles"}),
            ("sales_rep", "[ceo]", set()),
            ("sales_rep", "[untold, ceo]", {"departments.untold.leader"}),
            ("ann", "[leaderless]", {"roles.sales_rep.department"}),
            ("lawyer", "[leaderless]", None),
            ("bob", "[leaderless]", {"roles.ceo.department", "roles.sales_rep.department", "people.bob.roles"}),
        ],
    )
    def test_who_takes_part(self, who: str, named: str, missing: set[str] | None) -> None:
        company = org(
            f"""
            departments: {{untold: {{component: support}}, leaderless: {{leader: none}}}}
            roles: {{ceo: {{}}, sales_rep: {{}}, lawyer: {{department: leaderless}}}}
            people: {{ann: {{roles: sales_rep}}, bob: {{name: Bob}}}}
            functions: {{planning: {{responsible: {named}}}}}
            """
        )
        doers = company.function("planning").responsible
        if not missing:
            assert company.worker(who).takes_part_in(doers) is (missing is None)
            return
        with pytest.raises(Unknown) as unknown:
            company.worker(who).takes_part_in(doers)
        assert {".".join(map(str, path)) for path in unknown.value.needs} == missing


class TestReportingLines:
    def above(self, company: Org, upper: str, lower: str) -> bool:
        return company.is_above(company.worker(upper), company.worker(lower))

    def test_lines_are_followed_through_people_and_roles(self) -> None:
        company = org(TEAM)
        assert self.above(company, "petrov", "sidorova")
        assert not self.above(company, "sidorova", "petrov")

    def test_owner_and_ceo_stand_above_everyone(self) -> None:
        company = org("roles: {owner: {}, ceo: {}, sales_rep: {}}")
        assert self.above(company, "owner", "sales_rep")
        assert self.above(company, "ceo", "sales_rep")
        assert self.above(company, "owner", "ceo")
        assert not self.above(company, "ceo", "owner")
        assert not self.above(company, "owner", "owner")

    def test_an_unknown_line_is_asked_for(self) -> None:
        company = org("roles: {head_of_sales: {}, sales_rep: {}}")
        with pytest.raises(Unknown) as told:
            self.above(company, "head_of_sales", "sales_rep")
        assert told.value.needs == (("roles", "sales_rep", "reports_to"),)


class TestSize:
    @pytest.mark.parametrize(
        ("company", "band"),
        [
            ("headcount: 15", "micro"),
            ("headcount: 16", "small"),
            ("headcount: 100", "small"),
            ("headcount: 101", "medium"),
            ("headcount: 250", "medium"),
            ("headcount: 251", "large"),
            ("headcount: 5, revenue: 120_000_000, currency: RUB", "micro"),
            ("headcount: 5, revenue: 120_000_001, currency: RUB", "small"),
            ("headcount: 5, revenue: 2_000_000_001, currency: RUB", "large"),
            ("headcount: 5, revenue: 2_000_000_001, currency: USD", "micro"),
        ],
    )
    def test_the_higher_of_headcount_and_roubles_decides(self, company: str, band: str) -> None:
        assert org(f"company: {{name: X, {company}}}").band == band

    def test_without_headcount_small_is_assumed_and_every_band_is_possible(self) -> None:
        company = org("company: {name: X}")
        assert company.band == "small"
        assert company.possible_bands == ("micro", "small", "medium", "large")
        assert not company.band_known

    def test_revenue_alone_gives_the_lowest_band(self) -> None:
        company = org("company: {name: X, revenue: 900 млн, currency: RUB}")
        assert company.band == "medium"
        assert company.possible_bands == ("medium", "large")


class TestTrace:
    def test_every_fact_that_is_read_is_noted_even_when_it_was_worked_out_before(self) -> None:
        company = org(TEAM)
        for _ in range(2):
            company.trace = []
            assert company.team_size.value == 3
            assert {fact.path for fact in facts_in(company.trace)} == {("roles", "sales_rep", "count")}

    def test_what_could_not_be_worked_out_stays_unknown(self) -> None:
        company = org("")
        for _ in range(2):
            with pytest.raises(Unknown):
                company.sellers.all()


class TestLeaderLevel:
    @pytest.mark.parametrize(
        ("worker", "expected"),
        [("head_of_sales", True), ("owner", True), ("sales_rep", False), ("lawyer", True), ("accountant", False)],
    )
    def test_by_archetype_or_as_a_departments_leader(self, worker: str, expected: bool) -> None:
        company = org("""
            departments: {legal: {leader: lawyer}}
            roles: {head_of_sales: {}, owner: {}, sales_rep: {}, lawyer: {}, accountant: {}}
        """)
        assert company.worker(worker).is_leader_level is expected

    @pytest.mark.parametrize(
        ("departments", "roles", "missing"),
        [
            ("legal: {component: support}", "lawyer: {}", {"departments.legal.leader"}),
            ("legal: {leader: none}", "lawyer: {}", set()),
            ("sales: {component: sales}", "lawyer: {}, head_of_sales: {}", set()),
            ("sales: {component: sales}", "lawyer: {}", {"departments.sales.leader"}),
            (
                "sales: {component: sales}, legal: {component: support}", "lawyer: {}, head_of_sales: {}",
                {"departments.legal.leader"},
            ),
        ],
    )  # fmt: skip
    def test_anybody_may_lead_a_department_that_does_not_say_who(
        self, departments: str, roles: str, missing: set[str]
    ) -> None:
        lawyer = org(f"departments: {{{departments}}}\nroles: {{{roles}}}").worker("lawyer")
        if not missing:
            assert not lawyer.is_leader_level
            return
        with pytest.raises(Unknown) as unknown:
            _ = lawyer.is_leader_level
        assert {".".join(map(str, path)) for path in unknown.value.needs} == missing

    def test_a_person_without_known_roles_may_be_a_leader(self) -> None:
        with pytest.raises(Unknown):
            _ = org("people: {a: {name: A}}").worker("a").is_leader_level


def test_things_are_equal_by_kind_and_id() -> None:
    company = org(TEAM)
    assert company.function("planning") == company.function("planning")
    assert company.function("planning") != company.department("planning")
    assert len({company.function("planning"), company.function("planning")}) == 1
    assert repr(company.function("planning")) == "Function(planning)"
    assert isinstance(company.worker("petrov"), Worker)


def test_goals_that_nobody_told_are_not_known() -> None:
    strategy = org("strategy: {state: written}").strategy
    assert strategy.goal_metrics.needs == strategy.all_goals.needs == (("strategy", "goals"),)


def test_a_day_told_to_the_end_leaves_nothing_for_the_rest() -> None:
    shares = ", ".join(f"{activity}: 10%" for activity in ACTIVITIES[:-1])
    leader = org(f"roles: {{head_of_sales: {{time: {{{shares}, {ACTIVITIES[-1]}: 5%}}}}}}").worker("head_of_sales")
    assert leader.time.of("leading", "resting").high == 0.1


@pytest.mark.parametrize(("end", "component"), [("sales", "sales"), ("support", "support"), ("store", "production")])
def test_an_end_of_a_handoff_means_a_component(end: str, component: str) -> None:
    assert org("departments: {store: {component: production}}").component_of_end(end) == component
