"""Each picture as a specification: what marks appear for what the file says."""

from __future__ import annotations

import pytest

from salesaudit.audit.engine import audit
from salesaudit.audit.profile import load_profile
from salesaudit.org.org import Org
from salesaudit.report.pictures import matrix_of, pictures_of
from salesaudit.report.pictures.limits import Limits
from salesaudit.report.pictures.lines import lines_of
from salesaudit.report.pictures.palette import DOUBLE, GOOD, HOLE, MAIN, STRONG
from salesaudit.report.pictures.sums import sum_of
from salesaudit.rules.registry import RULES
from tests.builders import org, report
from tests.report.pictures.scenes import elements, marks, rows, scenes, texts

TEAM = """
    departments: {sales: {component: sales, leader: head_of_sales}}
    roles:
      owner: {}
      ceo: {title: Director, reports_to: owner}
      head_of_sales: {title: Chief, department: sales, reports_to: ceo}
      sales_rep: {title: Rep, count: 12, department: sales, reports_to: head_of_sales}
    people:
      ann: {name: Ann Lee, roles: [head_of_sales]}
    """


def test_there_is_no_picture_of_what_the_file_does_not_tell() -> None:
    assert set(scenes("roles: {owner: {}, sales_rep: {}}")) <= {"areas", "chart"}
    assert scenes("") == {}


def test_every_picture_says_what_it_shows_in_one_sentence() -> None:
    for picture in pictures_of(org(TEAM), report(TEAM), "en"):
        assert picture.says.endswith(".")
        assert picture.says[0].isupper()
        assert picture.svg.startswith("<svg ")
        assert picture.table.rows


# --- areas ---


def test_areas_stand_on_a_scale_now_and_before() -> None:
    before = report(TEAM)
    drawn = scenes(TEAM + "rhythm: none", before=before)["areas"]
    judged = [row for row in rows(drawn) if row["Now, out of 100"] != "not known yet"]

    assert "Last time" in drawn.table.head
    assert "last time" in texts(drawn)
    rings = elements(drawn, "circle", class_="f-paper s-main") or [
        one for one in elements(drawn, "circle") if one.get("class") == "f-paper s-main"
    ]
    assert len(rings) >= sum(row["Last time"] != "not known yet" for row in judged)


def test_an_area_that_could_not_be_judged_is_hatched_and_not_zero() -> None:
    drawn = scenes(TEAM)["areas"]
    open_ = [row for row in rows(drawn) if row["Now, out of 100"] == "not known yet"]

    assert open_
    assert len([one for one in elements(drawn, "rect") if one.get("fill") == "url(#areas-hatch)"]) == len(open_) + 1


def test_a_score_that_rests_on_little_is_a_range() -> None:
    drawn = scenes(TEAM)["areas"]

    assert "–" in rows(drawn)[0]["Now, out of 100"]


# --- matrix ---

FUNCTIONS = """
    functions:
      planning: {responsible: head_of_sales, accountable: ceo}
      need_discovery: {responsible: sales_rep, accountable: none}
      outreach: {responsible: none, accountable: none}
      delivery: {responsible: [sales_rep, ann], accountable: [ceo, head_of_sales]}
      finance: {accountable: ceo}
    """


def test_letters_stand_in_the_columns_of_those_who_do_it_and_answer_for_it() -> None:
    lines = {row["Function"]: row for row in rows(scenes(TEAM + FUNCTIONS)["matrix"])}

    assert (lines["Sales planning"]["Chief"], lines["Sales planning"]["Director"]) == ("R", "A")
    assert lines["Delivery of what was sold"]["Ann Lee"] == "R"


def test_people_stand_beside_their_roles() -> None:
    columns = matrix_of(org(TEAM + FUNCTIONS), "en").head[3:]

    assert columns == ("Director", "Chief", "Ann Lee", "Rep")


def test_holes_and_doubles_and_what_nobody_told_are_told_apart() -> None:
    table = matrix_of(org(TEAM + FUNCTIONS), "en")
    amiss = {row[0].text: (row[2].text, row[2].mark) for row in table.rows}

    assert amiss["Sales planning"] == ("", "")
    assert amiss["Finding out the customer's task"] == ("nobody answers for it", "hole")
    assert amiss["First contact from a ready list"] == ("nobody does it; nobody answers for it", "hole")
    assert amiss["Delivery of what was sold"] == ("several answer for it", "double")
    assert amiss["Counting the money"] == ("not known who does it", "")


def test_marks_differ_in_shape_and_colour_and_bear_a_letter() -> None:
    drawn = scenes(TEAM + FUNCTIONS)["matrix"]
    rings = [one for one in elements(drawn, "circle") if one.get("stroke") == HOLE.light]
    diamonds = [one for one in elements(drawn, "path") if one.get("stroke") == DOUBLE.light]
    hatched = [one for one in elements(drawn, "rect") if one.get("fill") == "url(#matrix-hatch)"]

    assert len(rings) == 3 + 1, "and one in the legend"
    assert all(one.get("stroke-dasharray") for one in rings)
    assert len(diamonds) == 1 + 2 + 1, "the mark, two letters and the legend"
    assert len(hatched) == 1 + 1
    assert drawn.says == (
        "Of 5 functions: 1 is done by nobody; 2 have nobody who answers for the result; "
        "1 has several people answering for one result."
    )


def test_a_whole_matrix_says_so() -> None:
    drawn = scenes(TEAM + "functions: {planning: {responsible: ann, accountable: ceo}}")["matrix"]

    assert drawn.says.startswith("Each of 1 function")
    assert not [one for one in elements(drawn, "circle") if one.get("stroke") == HOLE.light]


def test_functions_stand_by_part_of_the_business() -> None:
    components = [row["Part of the business"] for row in rows(scenes(TEAM + FUNCTIONS)["matrix"])]

    assert components == sorted(components, key=["lead generation", "sales", "production", "support"].index)


# --- chart ---


def test_the_owner_stands_on_top_and_roles_are_counted() -> None:
    drawn = scenes(TEAM)["chart"]
    by_text = {" ".join(one.lines): one.box for one in drawn.drawing.texts}

    assert min(by_text, key=lambda text: by_text[text].y) == "Owner"
    assert "×12" in by_text
    assert "12 direct reports" in by_text
    assert "Ann Lee" in by_text


def test_a_department_without_a_leader_is_dashed() -> None:
    drawn = scenes(TEAM.replace("leader: head_of_sales", "leader: none, title: Selling"))["chart"]
    dashed = [one for one in elements(drawn, "rect") if one.get("stroke-dasharray")]

    assert len(dashed) == 1 + 1, "and one in the legend"
    assert "Selling" in texts(drawn)
    assert marks(drawn)["No leader: Selling"] == ["hole"]


def test_a_second_boss_is_a_dotted_line_and_changes_nobody_s_place() -> None:
    lines = lines_of(org(TEAM.replace("reports_to: head_of_sales", "reports_to: [head_of_sales, owner]")))

    assert lines.places["role:sales_rep"].boss == "role:head_of_sales"
    assert lines.places["role:sales_rep"].also == ("role:owner",)
    assert "role:sales_rep" not in lines.children["role:owner"]


def test_a_person_who_reports_elsewhere_than_the_role_has_a_place_of_their_own() -> None:
    lines = lines_of(org(TEAM + "  bob: {name: Bob, roles: [sales_rep], reports_to: ceo}"))

    assert lines.places["person:bob"].boss == "role:ceo"
    assert lines.places["role:sales_rep"].people == ()
    assert lines.places["role:sales_rep"].heads.value == 11


def test_those_of_whom_no_boss_is_known_stand_outside_the_line() -> None:
    lines = lines_of(org("roles: {owner: {}, ceo: {}, sales_rep: {}, marketer: {reports_to: none}}"))

    assert lines.tops == ("role:owner",)
    assert lines.places["role:ceo"].boss == "role:owner", "nobody but the owner stands above a CEO"
    assert {id_: lines.places[id_].loose for id_ in lines.outside} == {
        "role:sales_rep": "unknown",
        "role:marketer": "none",
    }


def test_a_ring_is_opened_and_everybody_stays() -> None:
    ring = {role: {"archetype": "other", "reports_to": [boss]} for role, boss in (("a", "b"), ("b", "c"), ("c", "a"))}
    lines = lines_of(Org({"roles": {"owner": {}, **ring, "d": {"archetype": "other", "reports_to": ["c"]}}}))

    assert set(lines.places) == {"role:owner", "role:a", "role:b", "role:c", "role:d"}
    assert lines.outside == ("role:a",)
    assert lines.places["role:a"].loose == "ring"
    assert lines.places["role:a"].also == ("role:b",)


def test_how_many_report_is_at_least_what_is_known() -> None:
    drawn = scenes("roles: {owner: {}, ceo: {reports_to: owner}, sales_rep: {reports_to: ceo}}")["chart"]

    assert "at least 1 direct reports" in texts(drawn)


def test_a_leader_with_too_many_people_is_marked() -> None:
    drawn = scenes(TEAM.replace("count: 12", "count: 20"))["chart"]
    marked = [one.text for one in elements(drawn, "text") if one.get("fill") == HOLE.light]

    assert marked == ["20 direct reports", "9"], "and one in the legend"
    assert "more than one leader can look after" in texts(drawn)


# --- hours ---

TIME = TEAM.replace(
    "department: sales, reports_to: ceo", "department: sales, reports_to: ceo, time: {selling: 70%, admin: 10%}"
)


def test_time_is_held_against_the_limits_of_the_rules() -> None:
    company, judged = org(TIME), report(TIME)
    found = {limit.rule: limit for limit in Limits(company, judged).of(company.worker("head_of_sales"))}

    assert found["LDR002"].limit == RULES["LDR002"].parameters["limits"].at(company.team_size).value
    assert found["LDR002"].broken
    assert "Selling: 70% against a limit of 20%; leading: at most 20%, at least 50% is needed" in " ".join(
        texts(scenes(TIME)["hours"])
    )


def test_limits_are_those_that_the_audit_went_by() -> None:
    company = org(TIME)
    generous = load_profile().extended("own", {"parameters": {"LDR002": {"limits": {"2": "60%", "beyond": "40%"}}}})
    lenient = load_profile().extended("own", {"parameters": {"LDR002": {"limits": {"2": "90%", "beyond": "90%"}}}})
    leader = company.worker("head_of_sales")

    assert {one.rule: one.limit for one in Limits(company, audit(company, generous)).of(leader)}["LDR002"] == 0.4
    assert "LDR002" not in {one.rule for one in Limits(company, audit(company, lenient)).of(leader)}


def test_the_view_that_a_leader_does_not_sell_has_its_own_limit() -> None:
    company = org(TIME)
    found = Limits(company, audit(company, load_profile("organizer"))).of(company.worker("head_of_sales"))

    assert [one.limit for one in found if one.activities == ("selling",)] == [RULES["LDR006"].parameters["limit"]]


def test_time_that_nobody_told_is_hatched_and_not_zero() -> None:
    drawn = scenes(TIME)["hours"]
    (row,) = rows(drawn)

    assert [one for one in elements(drawn, "rect") if one.get("fill") == "url(#hours-hatch)"]
    assert (row["Selling"], row["Leading"], row["Not known yet"]) == ("70%", "not known yet", "20%")
    assert marks(drawn)["Chief"] == ["over", "over"]


def test_more_than_a_whole_day_is_said() -> None:
    drawn = scenes(TIME.replace("admin: 10%", "admin: 50%"))["hours"]

    assert any(text.startswith("120% of the time is given away") for text in texts(drawn))


# --- funnel ---

FUNNEL = """
    company: {name: Test, headcount: 24, repeat_share: 20%, currency: EUR}
    strategy: {state: written, goals: [{metric: revenue, target: 1_200_000}]}
    lead_generation: {channels: {ads: {leads_per_month: 30}, fairs: {leads_per_month: 20}}}
    processes:
      funnel:
        average_deal: 10_000
        stages:
          - {id: first, title: First talk, conversion: 50%, days: 3}
          - {id: offer, title: Offer, conversion: 20%}
    """


def test_a_funnel_counts_what_is_left_of_a_hundred() -> None:
    drawn = scenes(FUNNEL)["funnel"]

    assert [row["Reached, of 100 first contacts"] for row in rows(drawn)][:3] == ["100", "50", "10"]
    assert "50% go on" in texts(drawn)
    assert "3 days" in texts(drawn)


def test_the_sum_of_the_plan_goes_backwards_from_the_goal() -> None:
    drawn = scenes(FUNNEL)["funnel"]

    assert sum_of(org(FUNNEL)).needed == pytest.approx(1_200_000 * 0.8 / 10_000 / 0.1 / 12)
    assert drawn.says == (
        "Of 100 first contacts 10 end in a purchase; the plan needs 80 first contacts a month, there are 50."
    )
    assert "goal of €1.2M × 80% from new sales ÷ €10,000 a deal ÷ 10% conversion ÷ 12 months = 80" in texts(drawn)


@pytest.mark.parametrize(
    ("forgotten", "said"),
    [
        (", repeat_share: 20%", "the part that new sales bring"),
        ("average_deal: 10_000", "average deal"),
        ("strategy: {state: written, goals: [{metric: revenue, target: 1_200_000}]}", "revenue goal for the year"),
    ],
)
def test_a_sum_with_a_part_unknown_is_not_made_up(forgotten: str, said: str) -> None:
    drawn = scenes(FUNNEL.replace(forgotten, ""))["funnel"]

    assert f"This cannot be worked out yet; not known: {said}." in texts(drawn)
    assert "the plan needs" not in drawn.says


def test_a_conversion_that_is_not_known_leaves_a_bound() -> None:
    drawn = scenes(FUNNEL.replace("conversion: 20%", ""))["funnel"]

    assert [row["Reached, of 100 first contacts"] for row in rows(drawn)][:3] == ["100", "50", "up to 50"]
    assert "not known how many go on" in texts(drawn)
    assert drawn.says.startswith("Of 100 first contacts 50 at most end in a purchase")


def test_a_conversion_that_nobody_measures_is_a_hole() -> None:
    drawn = scenes(FUNNEL.replace("conversion: 20%", "conversion: none"))["funnel"]

    assert marks(drawn)["Offer"] == ["hole"]


def test_no_goal_is_said() -> None:
    drawn = scenes(FUNNEL.replace("goals: [{metric: revenue, target: 1_200_000}]", "goals: none"))["funnel"]

    assert "There is no revenue goal for the year, so there is nothing to compare with." in texts(drawn)


# --- parts ---

PARTS = """
    departments:
      marketing: {title: Marketing, component: lead_generation, leader: none}
      sales: {title: Sales, component: sales, leader: head_of_sales}
      works: {title: Works, component: production}
    roles: {head_of_sales: {title: Chief}}
    """


def arrows(text: str) -> dict[str, int]:
    """Return how many arrow heads there are of each colour, those of the legend left out."""
    drawn = scenes(text)["parts"]
    heads = [one.get("fill") for one in elements(drawn, "path") if one.get("d", "").endswith("Z")]
    names = {GOOD.light: "good", HOLE.light: "hole", STRONG.light: "open", MAIN.light: "paper"}
    return {names[str(colour)]: heads.count(colour) - 1 for colour in dict.fromkeys(heads)}


def test_a_handoff_that_works_and_one_that_is_missing_look_different() -> None:
    text = PARTS + "handoffs: [{from: lead_generation, to: sales, what: lead, via: crm, state: practised}]"

    assert arrows(text) == {"good": 1, "hole": 1}
    assert "No handover" in texts(scenes(text)["parts"])
    assert marks(scenes(text)["parts"])["Sales"] == ["hole"]


def test_handoffs_of_which_nothing_is_told_are_open() -> None:
    assert arrows(PARTS) == {"open": 2}


def test_a_handoff_on_paper_is_dashed() -> None:
    text = PARTS + "handoffs: [{from: sales, to: works, state: written}, {from: marketing, to: sales, state: spoken}]"

    assert arrows(text) == {"paper": 2}


def test_parts_name_their_departments_and_who_leads_them() -> None:
    written = texts(scenes(PARTS)["parts"])

    assert {"Marketing", "no leader", "Works", "leader not known yet", "Chief"} <= set(written)


def test_handoffs_elsewhere_have_a_line_each() -> None:
    text = PARTS + "handoffs: [{from: sales, to: marketing, what: feedback, via: E-mail, state: practised}]"

    assert "Other handovers" in texts(scenes(text)["parts"])
    assert "feedback" in texts(scenes(text)["parts"])


# --- borders ---

BORDERS = (
    PARTS
    + """
    interfaces:
      marketing: {spokesperson: none, conflicts: daily, resolved_by: owner, agreement: absent}
    """
)


def test_a_border_tells_who_speaks_how_often_they_argue_and_what_is_agreed() -> None:
    drawn = scenes(BORDERS)["borders"]
    first, second = rows(drawn)

    assert first == {
        "Department": "Marketing", "How often they argue": "daily", "Who speaks for sales": "nobody",
        "Who settles disputes": "the owner", "Agreement": "absent",
    }  # fmt: skip
    assert marks(drawn)["Marketing"] == ["over", "hole", "hole", "hole"]
    assert second["How often they argue"] == "Nothing is known of this border"


def test_the_oftener_they_argue_the_thicker_the_line() -> None:
    def thickest(often: str) -> float:
        drawn = scenes(BORDERS.replace("daily", often))["borders"]
        colour = HOLE.light if often in ("weekly", "daily") else STRONG.light
        lines = [one for one in elements(drawn, "path") if one.get("stroke") == colour]
        return float(lines[0].get("stroke-width", 1))

    widths = [thickest(often) for often in ("never", "rarely", "monthly", "weekly", "daily")]
    assert widths == sorted(set(widths))


def test_a_border_of_which_only_a_part_is_told_says_so() -> None:
    drawn = scenes(
        BORDERS.replace("{spokesperson: none, conflicts: daily, resolved_by: owner, agreement: absent}", "{}")
    )

    assert rows(drawn["borders"])[0]["Who speaks for sales"] == "not known yet"
