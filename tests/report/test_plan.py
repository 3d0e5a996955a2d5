"""The plan: who has how much time, what comes before what, and by which day."""

from __future__ import annotations

from typing import Any

from salesaudit.audit.run import audit_document
from salesaudit.report.build import view_of
from salesaudit.report.plan import MARKS, PHASES, order
from salesaudit.report.view import Action, View
from salesaudit.rules.catalogue import all_rules
from tests.builders import document
from tests.functional.command import EXAMPLES
from tests.report.test_build import BUSY, example, made


def actions(view: View) -> dict[str, Action]:
    return {action.rules[0]: action for phase in view.phases for action in phase.actions}


def planned(text: str, **how: Any) -> dict[str, Action]:
    return actions(view_of(made(text), "ru", **how))


class TestOrder:
    def test_only_rules_of_the_product_wait_for_one_another(self) -> None:
        known = {rule.id for rule in all_rules()}
        assert set(order()) <= known
        assert {before for several in order().values() for before in several} <= known

    def test_nothing_waits_for_itself(self) -> None:
        def above(rule: str, seen: tuple[str, ...]) -> None:
            assert rule not in seen, (*seen, rule)
            for before in order().get(rule, ()):
                above(before, (*seen, rule))

        for rule in order():
            above(rule, ())

    def test_what_waits_is_due_after_what_it_waits_for(self) -> None:
        for name in ("trader", "imitation", "player-coach", "departments-at-war"):
            found = actions(example(name))
            for rule, action in found.items():
                for before in order().get(rule, ()):
                    if before in found:
                        assert found[before].by_date < action.by_date, (name, before, rule)
                        assert action.after

    def test_what_waits_says_for_what(self) -> None:
        funnel = """
        company: {name: Ромашка, headcount: 24, as_of: 2026-11-01, market: b2b}
        roles:
          ceo: {}
          head_of_sales: {reports_to: ceo, kpis: [revenue]}
          sales_rep: {count: 3, reports_to: head_of_sales, plan: none}
        rhythm: {plan_fact: none, pipeline_review: none, one_to_one: none}
        """
        found = planned(funnel)
        assert found["LDR015"].after == "«У менеджера нет плана»"
        assert not found["REP010"].after


class TestDays:
    def test_dates_count_from_the_day_of_the_description(self) -> None:
        action = planned(BUSY)["LDR002"]
        assert action.by_date == "2026-12-01"
        assert action.by.replace("\xa0", " ") == "1 декабря 2026 г."

    def test_without_a_day_they_count_from_the_start(self) -> None:
        action = planned(BUSY.replace(", as_of: 2026-11-01", ""))["LDR002"]
        assert (action.by, action.by_date) == ("к 30-му дню", "")

    def test_a_day_at_the_end_of_time_breaks_nothing(self) -> None:
        assert planned(BUSY.replace("2026-11-01", "9999-12-20"))["LDR002"].by == "к 30-му дню"

    def test_phases_hold_what_is_due_in_them(self) -> None:
        view = example("departments-at-war")
        assert [phase.days for phase in view.phases] == list(PHASES)
        first, last = view.phases[0].actions[0], view.phases[-1].actions[-1]
        assert first.by_date <= "2026-11-15"
        assert last.by_date <= "2027-01-30"

    def test_marks_end_every_phase(self) -> None:
        assert set(PHASES) <= set(MARKS)


class TestLoad:
    def test_the_three_conclusions_are_in_the_plan(self) -> None:
        for name in ("trader", "imitation", "player-coach", "departments-at-war"):
            view = example(name)
            assert {one.rule for one in view.conclusions} <= set(actions(view)), name

    def test_what_one_person_cannot_do_in_time_is_counted(self) -> None:
        view = example("trader")
        grave = [topic for topic in view.topics if topic.severity != "low"]
        left = len(grave) - len(actions(view))
        assert left > 0
        assert str(left) in view.phases[-1].goal

    def test_remarks_are_no_work(self) -> None:
        view = view_of(audit_document(document(BUSY)), "ru")
        remarks = {topic.rule for topic in view.topics if topic.severity == "low"}
        assert not remarks & set(actions(view))

    def test_actions_name_the_part_they_are_about(self) -> None:
        [action] = [one for one in actions(example("player-coach", "en")).values() if one.rules == ("INT004",)]
        assert action.what.startswith("Workshop and fitting: ")

    def test_everybody_is_there(self) -> None:
        assert all(action.who for path in EXAMPLES.glob("*.yaml") for action in actions(example(path.stem)).values())
