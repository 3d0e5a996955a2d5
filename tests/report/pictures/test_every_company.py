"""What holds for the pictures of any company, and of companies whose names mean harm."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesaudit.audit.run import audit_document
from salesaudit.org.merge import build_org
from salesaudit.orgfile.load import load, load_bytes
from salesaudit.report.pictures import matrix_of, pictures_of
from salesaudit.report.pictures.lines import lines_of
from tests.functional.command import EXAMPLES
from tests.report.pictures.scenes import all_faults, read_data, scenes, scenes_of, texts
from tests.strategies import as_yaml, companies

NAMES = (
    "<script>alert(1)</script>",
    "]]><!--&amp;\"'",
    "\u202eтекст задом наперёд",
    "مدير المبيعات",
    "ראש מכירות",
    "営業部長" * 12,
    "👩‍💼🚀" * 20,
    "З" + "\u0301" * 60 + "лгo",
    "И" * 300,
    "Очень длинное имя " * 17,
    "﷽" * 9,
)


@given(st.data())
def test_nothing_overlaps_and_no_text_leaves_its_box(data: st.DataObject) -> None:
    org, report = read_data(data.draw(companies()))
    lang = data.draw(st.sampled_from(["ru", "en"]))

    assert all_faults(scenes_of(org, report, lang)) == {}


@given(companies())
def test_the_same_company_gives_the_same_pictures(company: dict[str, Any]) -> None:
    assert pictures_of(*read_data(company), "ru") == pictures_of(*read_data(company), "ru")


@given(companies())
def test_everybody_has_one_place_and_owners_stand_on_top(company: dict[str, Any]) -> None:
    org, _ = read_data(company)
    lines = lines_of(org)
    reached = [*lines.tops, *lines.outside]
    for id_ in reached:
        reached += lines.children.get(id_, ())

    assert sorted(reached) == sorted(lines.places)
    owners = {id_ for id_, place in lines.places.items() if id_ == f"role:{place.worker}" and _is_owner(org, place)}
    assert owners <= set(lines.tops)


def _is_owner(org: Any, place: Any) -> bool:
    return "owner" in org.worker(place.worker).archetypes


@given(companies())
def test_the_matrix_has_a_row_for_each_function_and_every_letter_its_column(company: dict[str, Any]) -> None:
    org, _ = read_data(company)
    table = matrix_of(org, "en")
    letters = sum(len(cell.text.split()) for row in table.rows for cell in row[3:])
    functions = org.functions.items

    assert len(table.rows) == len(functions)
    assert all(len(row) == len(table.head) for row in table.rows)
    assert letters == sum(len(set(f.responsible.members)) + len(set(f.accountable.members)) for f in functions)


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.glob("*.yaml")))
def test_the_examples_are_drawn_right(name: str, lang: str) -> None:
    document = load(EXAMPLES / name)
    drawn = scenes_of(build_org(document), audit_document(document).report, lang)

    assert all_faults(drawn) == {}
    assert drawn


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["ru", "en"])
def test_a_name_that_means_harm_is_only_a_text(name: str, lang: str) -> None:
    drawn = scenes(_company_of(name), lang)

    assert set(drawn) == {"areas", "matrix", "chart", "hours", "funnel", "parts", "borders"}
    assert all_faults(drawn) == {}
    for one in drawn.values():
        root = ET.fromstring(one.picture.svg)
        assert not [element.tag for element in root.iter() if element.tag.endswith("script")]
        assert not any(mark in one.picture.svg for mark in ("\u202e", "\u0007", "\u001b"))


def test_a_name_too_long_for_its_box_ends_in_dots() -> None:
    drawn = scenes(_company_of("И" * 300))

    assert any(text.startswith("ИИИ") and text.endswith("…") for text in texts(drawn["chart"]))


def test_a_wide_company_stays_on_the_page() -> None:
    reps = "".join(
        f"  r{i}: {{archetype: other, title: Role number {i}, reports_to: boss{i % 40}}}\n" for i in range(120)
    )
    bosses = "".join(
        f"  boss{i}: {{archetype: other, title: Head of matter {i}, reports_to: owner}}\n" for i in range(40)
    )
    functions = "".join(
        f"  f{i}: {{component: sales, responsible: r{i}, accountable: boss{i % 40}}}\n" for i in range(99)
    )
    drawn = scenes(f"roles:\n  owner: {{}}\n{bosses}{reps}functions:\n{functions}")

    assert all_faults(drawn) == {}
    assert drawn["matrix"].notes
    assert len(drawn["chart"].table.rows) == 161


def test_a_deep_company_stays_on_the_page() -> None:
    chain = "".join(f"  r{i + 1}: {{archetype: other, reports_to: r{i}}}\n" for i in range(300))
    drawn = scenes(f"roles:\n  owner: {{}}\n  r0: {{archetype: other, reports_to: owner}}\n{chain}")

    assert all_faults(drawn) == {}
    assert drawn["chart"].notes


def _company_of(name: str) -> str:
    quoted = as_yaml(name)
    return f"""
        company: {{name: {quoted}, headcount: 40, market: b2b, repeat_share: 20%, as_of: 2026-01-01}}
        strategy: {{state: written, goals: [{{metric: revenue, target: 10_000_000}}]}}
        departments:
          sales: {{title: {quoted}, component: sales, leader: none}}
          works: {{title: {quoted}, component: production, leader: boss}}
        roles:
          owner: {{title: {quoted}}}
          boss:
            {{archetype: head_of_production, title: {quoted}, department: works, reports_to: owner,
              time: {{selling: 40%, admin: 20%}}}}
          sales_rep: {{title: {quoted}, count: 190, department: sales, reports_to: [boss, owner]}}
        people:
          one: {{name: {quoted}, roles: [sales_rep], reports_to: boss, time: {{selling: 2%, admin: 98%}}}}
        functions:
          mine: {{title: {quoted}, component: sales, responsible: none, accountable: [boss, one]}}
        processes:
          funnel:
            average_deal: 1000
            stages: [{{id: a, title: {quoted}, owner: one, conversion: 1%}}, {{id: b, title: {quoted}}}]
        handoffs: [{{from: sales, to: works, what: {quoted}, via: {quoted}}}]
        interfaces: {{works: {{spokesperson: [one, boss], conflicts: daily}}}}
        """


def test_a_file_with_nothing_in_it_has_nothing_to_show_but_what_is_open() -> None:
    document = load_bytes(b"salesaudit: 1\ncompany: {name: X}\n", "company.yaml")

    assert [one.id for one in pictures_of(build_org(document), audit_document(document).report, "ru")] in (
        [],
        ["areas"],
    )
