"""The facts of a company as a comparison looks them up."""

from __future__ import annotations

from datetime import date

import pytest

from salesaudit.audit.snapshot import Known, plain
from tests.builders import org

COMPANY = """
company: {name: Test, headcount: 24}
roles: {sales.rep: {archetype: sales_rep, count: 3}}
people: {petrov: {roles: [sales.rep], kpis: none}}
processes: {funnel: {stages: [{id: a}, {id: b, owner: petrov}]}}
"""


@pytest.fixture(scope="module")
def facts() -> Known:
    return Known(org(COMPANY))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("company.headcount", 24.0),
        ("roles.sales.rep.count", 3.0),
        ("people.petrov.roles", ["sales.rep"]),
        ("people.petrov.roles.0", "sales.rep"),
        ("people.petrov.kpis", []),
        ("processes.funnel.stages.b.owner.0", "petrov"),
    ],
)
def test_a_fact_is_found_by_its_dotted_path(facts: Known, path: str, value: object) -> None:
    assert facts[path] == value


@pytest.mark.parametrize(
    "path", ["company.market", "company.headcount.x", "people.petrov.roles.1", "people.petrov.roles.x", "nothing", ""]
)
def test_what_the_company_does_not_say_is_not_there(facts: Known, path: str) -> None:
    with pytest.raises(KeyError):
        facts[path]
    assert facts.get(path) is None


def test_it_goes_over_every_fact_once(facts: Known) -> None:
    paths = list(facts)
    assert len(facts) == len(paths) == len(set(paths))
    assert {"company.headcount", "roles.sales.rep.count", "people.petrov.kpis"} < set(paths)


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (True, True),
        (None, None),
        (3, 3.0),
        (0.1 + 0.2, 0.3),
        (float("inf"), None),
        ("a", "a"),
        ({1: (2, "b")}, {"1": [2.0, "b"]}),
        (date(2026, 11, 1), "2026-11-01"),
    ],
)
def test_a_fact_is_as_a_saved_report_has_it(value: object, kept: object) -> None:
    assert plain(value) == kept
    assert type(plain(value)) is type(kept)
