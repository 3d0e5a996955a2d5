"""What a report says of a company, part by part."""

from __future__ import annotations

import re
from typing import Any

import pytest

from salesaudit.audit.diff import compare
from salesaudit.audit.profile import Profile, load_profile
from salesaudit.audit.run import Audited, audit_document
from salesaudit.audit.score import AREA_OF
from salesaudit.audit.snapshot import snapshot
from salesaudit.orgfile.load import load
from salesaudit.questionnaire.lookup import question_for
from salesaudit.report.build import view_of
from salesaudit.report.view import Topic, View
from salesaudit.rules.catalogue import all_rules
from tests.builders import document
from tests.functional.command import EXAMPLES
from tests.functional.golden import compare as golden

BUSY = """
company: {name: Ромашка, headcount: 24, market: b2b, revenue: 120_000_000, as_of: 2026-11-01}
roles:
  owner: {}
  ceo: {reports_to: owner}
  head_of_sales: {reports_to: ceo}
  sales_rep: {count: 3, reports_to: head_of_sales}
people:
  ivanova: {name: Анна Иванова, roles: [ceo]}
  petrov: {name: Пётр Петров, roles: [head_of_sales], time: {selling: 70%, leading: 30%}}
"""


def made(text: str, beside: dict[str, str] | None = None) -> Audited:
    return audit_document(document(text, beside))


def view(text: str = BUSY, beside: dict[str, str] | None = None, lang: str = "ru", **how: Any) -> View:
    return view_of(made(text, beside), lang, **how)


def topic(rule: str, shown: View) -> Topic:
    [found] = [one for one in shown.topics if one.rule == rule]
    return found


def example(name: str, lang: str = "ru", **how: Any) -> View:
    return view_of(audit_document(load(EXAMPLES / f"{name}.yaml")), lang, **how)


class TestFrontPage:
    def test_who_and_when_stand_in_one_line(self) -> None:
        told = view().subtitle.replace("\xa0", " ")
        assert told == "Малый бизнес, продаёт компаниям, по состоянию на 1 ноября 2026 г."

    def test_another_set_of_rules_than_the_usual_one_is_named(self) -> None:
        strict = audit_document(document(BUSY), load_profile("organizer"))
        assert view_of(strict, "ru").subtitle.endswith(", набор правил «organizer»")
        assert "organizer" not in view_of(strict, "ru", audience="owner").subtitle

    @pytest.mark.parametrize("lang", ["ru", "en"])
    @pytest.mark.parametrize("name", sorted(path.stem for path in EXAMPLES.glob("*.yaml")))
    def test_what_an_owner_would_repeat(self, name: str, lang: str) -> None:
        shown = example(name, lang, audience="owner", questions=lambda path, org: question_for(path, lang, org))
        head = shown.headline
        told = [shown.company, shown.subtitle, ""]
        told += [f"{one.sentence}{one.stop} {one.so}" for one in shown.conclusions]
        told += ["", head.score, head.coverage, head.total, *(count.sentence for count in head.counts), ""]
        told += [f"{step.who}: {step.what} ({step.effort})" for step in shown.first_steps]
        told += ["", *(f"{one.ask}: {one.question}" for one in shown.unknown[:5])]
        golden(f"page-one-{name}.{lang}.txt", "\n".join([*told, ""]))

    def test_what_is_found_goes_on_with_what_it_means(self) -> None:
        [one] = [one for one in view().conclusions if one.rule == "LDR002"]
        assert (one.stop, one.so) == (".", "Это время отнято у команды.")
        assert one._replace(sentence="так ли это?").stop == ""

    def test_an_owner_is_not_told_of_profiles(self) -> None:
        assert "balanced" not in view(audience="owner").subtitle

    def test_conclusions_come_from_different_areas(self) -> None:
        for name in ("trader", "imitation", "player-coach", "departments-at-war"):
            areas = [AREA_OF[one.rule[:3]] for one in example(name).conclusions]
            assert len(set(areas)) == 3, name

    def test_remarks_are_no_conclusions_while_there_are_problems(self) -> None:
        assert all(one.severity != "low" for one in example("trader").conclusions)

    def test_the_first_step_names_who_takes_it(self) -> None:
        shown = view()
        [step] = [one for one in shown.first_steps if one.rule == "LDR002"]
        assert step.who == "Пётр Петров (руководитель отдела продаж) и Анна Иванова (генеральный директор)"

    def test_where_little_is_decided_there_is_a_range_and_no_number(self) -> None:
        headline = example("sketch").headline
        assert headline.value is None
        assert headline.score == "от 1 до 100 из 100"
        assert "одного числа мы не называем" in headline.counted

    def test_accepted_risks_leave_a_second_number(self) -> None:
        risk = "accepted: [{rule: LDR002, subject: petrov, reason: до весны, owner: ivanova, until: 2027-03-01}]\n"
        shown = view(BUSY + risk)
        if shown.headline.value is not None:
            assert shown.headline.raw
        [kept] = shown.accepted
        assert (kept.reason, kept.owner, kept.problem) == ("до весны", "Анна Иванова", "")
        assert all(one.rule != "LDR002" for one in shown.topics)

    def test_an_acceptance_that_no_longer_holds_says_so(self) -> None:
        risk = "accepted: [{rule: LDR002, subject: petrov, reason: до весны, owner: ivanova, until: 2026-03-01}]\n"
        [kept] = view(BUSY + risk).accepted
        assert kept.problem
        assert topic("LDR002", view(BUSY + risk))


class TestTopics:
    def test_facts_have_names_values_and_origins(self) -> None:
        [case] = topic("LDR002", view()).cases
        fact = case.facts[0]
        assert (fact.name, fact.value.replace("\xa0", " ")) == ("Пётр Петров — время на продажи", "70 %")
        assert fact.origin == "записано в описании компании"
        assert fact.path == "people.petrov.time.selling"
        assert fact.place.startswith("company.yaml:")

    def test_an_owner_reads_neither_paths_nor_places(self) -> None:
        found = topic("LDR002", view(audience="owner"))
        assert not found.show_rule
        assert found.severity_word in ("сейчас", "в этом месяце")
        for case in found.cases:
            assert not case.place
            assert all(not fact.path and not fact.place for fact in case.facts)

    def test_sources_that_disagree_say_what_and_whom_we_follow(self) -> None:
        stances = topic("LDR002", view()).stances
        assert [(one.source, one.decided) for one in stances] == [("S0", False), ("S1", True), ("X", False)]
        assert len({one.question for one in stances}) == 1

    def test_another_profile_follows_another_source(self) -> None:
        read = audit_document(document(BUSY), load_profile("organizer"))
        shown = view_of(read, "ru")
        stances = [one for found in shown.topics for one in found.stances if one.decided]
        assert "S0" in {one.source for one in stances}

    def test_points_are_what_the_score_lost(self) -> None:
        read = made(BUSY)
        lost = {one.rule: one.points for one in read.report.score.lost}
        assert {one.rule: one.points for one in view().topics if one.points} == {
            rule: points for rule, points in lost.items() if points
        }

    def test_a_team_reads_nothing_of_pay(self) -> None:
        shown = example("imitation", audience="team")
        told = [fact.name for found in shown.topics for case in found.cases for fact in case.facts]
        assert not any("оплат" in name.lower() for name in told)
        assert "STR007" in {found.rule for found in example("imitation").topics}
        assert "STR007" not in {found.rule for found in shown.topics}


class TestAreas:
    def test_each_point_is_explained(self) -> None:
        for area in example("trader").areas:
            assert area.value is None or area.value > 99.5 or area.reasons, area.id

    def test_an_area_that_cannot_be_judged_says_what_would_tell(self) -> None:
        dark = [area for area in example("sketch").areas if area.value is None]
        assert dark
        assert all(area.would_tell for area in dark)

    def test_rules_that_found_nothing_are_fine(self) -> None:
        shown = example("healthy")
        assert sum(len(one.rules) for one in shown.passed) > 50
        failed = {one.rule for one in shown.topics}
        assert not failed & {rule for one in shown.passed for rule, _ in one.rules}


class TestUnknown:
    def test_the_weightiest_question_comes_first(self) -> None:
        unknown = example("sketch").unknown
        assert len(unknown[0].rules) >= len(unknown[-1].rules)

    def test_questions_may_come_from_elsewhere(self) -> None:
        shown = view(questions=lambda path, _: f"Вопрос о {'.'.join(map(str, path))}?")
        asked = [one.question for one in shown.unknown if "*" not in one.path]
        assert asked
        assert all(one.startswith("Вопрос о ") for one in asked)

    def test_a_question_that_names_nothing_is_not_asked_twice(self) -> None:
        shown = view(questions=lambda path, _: "Что из этого есть?" if path[0] in ("people", "roles") else None)
        assert "Что из этого есть?" not in {one.question for one in shown.unknown}
        assert len({one.question for one in shown.unknown}) == len(shown.unknown)

    def test_a_part_that_is_not_there_is_asked_for_in_a_whole_sentence(self) -> None:
        asked = {one.question for one in example("sketch").unknown}
        assert {"Через какие этапы проходит сделка?", "Чего компания хочет добиться и к какому сроку?"} <= asked

    def test_people_of_the_file_are_asked_by_name(self) -> None:
        asked = {one.ask for one in view().unknown}
        assert "Пётр Петров (руководитель отдела продаж)" in asked

    def test_facts_of_one_kind_are_asked_for_together(self) -> None:
        [together] = [one for one in example("trader").unknown if one.path == "elements.*.state"]
        assert together.question.startswith("Есть ли это и работает ли: ")


class TestRespondents:
    OWNER = "respondent: {as: owner}\nanswers: [{fills: people.petrov.time.leading, value: 60%, said: почти всё время}]"
    SELLER = "respondent: {as: seller}\nanswers: [{fills: people.petrov.time.leading, value: 10%, said: его не видно}]"
    UNTOLD = BUSY.replace("time: {selling: 70%, leading: 30%}", "time: {selling: 70%}")

    def asked(self, *sellers: str) -> tuple[str, dict[str, str]]:
        files = {"answers/owner.yaml": self.OWNER}
        files |= {f"answers/seller_{n}.yaml": text for n, text in enumerate(sellers)}
        return f"{self.UNTOLD}answers: [{', '.join(files)}]\n", files

    def test_answers_stand_side_by_side(self) -> None:
        [one] = view(*self.asked(self.SELLER)).differences
        assert one.fact == "Пётр Петров — время на команду"
        assert [(said.who, said.said.replace("\xa0", " ")) for said in one.answers] == [
            ("Собственник", "60 %"),
            ("Менеджеры", "10 %"),
        ]

    def test_fewer_than_three_sellers_are_not_quoted(self) -> None:
        rows = view(*self.asked(self.SELLER)).answers.rows
        assert [row[-1].text for row in rows] == ["почти всё время", ""]

    def test_three_sellers_are_one_voice_with_its_words(self) -> None:
        others = [self.SELLER.replace("10%", f"{share}%").replace("его", f"{share}") for share in (20, 35)]
        shown = view(*self.asked(self.SELLER, *others))
        [one] = shown.differences
        assert [said.who for said in one.answers] == ["Собственник", "Менеджеры"]
        assert one.answers[1].said.replace("\xa0", " ") == "10 %; 20 %; 35 %"
        assert "его не видно" in {row[-1].text for row in shown.answers.rows}

    def test_measured_and_declared_stand_beside_what_was_told(self) -> None:
        [one] = [one for one in example("imitation").differences if "остаётся без ответа" in one.fact]
        assert [said.who for said in one.answers] == ["Собственник", "Менеджеры", "Измерено"]

    def test_figures_that_differ_by_a_rounding_are_no_difference(self) -> None:
        told = [one.fact for one in example("imitation").differences]
        assert "Наталья Карпова — выручка за год" not in told
        assert "Наталья Карпова — какую часть выручки дают новые клиенты" in told


class TestComparison:
    CALM = BUSY.replace("selling: 70%, leading: 30%", "selling: 30%, leading: 70%")

    def compared(self, old: str, new: str, old_profile: Profile | None = None) -> View:
        before, now = audit_document(document(old), old_profile), made(new)
        return view_of(now, "ru", against=compare(snapshot(before), snapshot(now)))

    def kinds(self, shown: View) -> dict[str, set[str]]:
        assert shown.comparison is not None
        return {change.kind: {rule for rule, _ in change.items} for change in shown.comparison.changes}

    def test_what_the_company_mended_is_fixed(self) -> None:
        assert "LDR002" in self.kinds(self.compared(BUSY, self.CALM))["fixed"]

    def test_the_summary_counts_what_there_is_and_no_zeros(self) -> None:
        shown = self.compared(BUSY, self.CALM)
        assert shown.comparison is not None
        told = shown.comparison.summary
        assert told.startswith("Исправлен")
        assert "Оценка была" in told
        assert not re.search(r"\b0\b", told)

    def test_what_is_new_is_marked(self) -> None:
        shown = self.compared(self.CALM, BUSY)
        assert "LDR002" in self.kinds(shown)["new"]
        assert topic("LDR002", shown).change == "new"

    def test_what_stayed_is_the_same(self) -> None:
        shown = self.compared(BUSY, BUSY)
        assert set(self.kinds(shown)) == {"still"}
        assert all(found.change == "same" for found in shown.topics)

    def test_what_grew_is_worse(self) -> None:
        shown = self.compared(
            BUSY, BUSY.replace("selling: 70%", "selling: 75%").replace("leading: 30%", "leading: 25%")
        )
        assert topic("LDR002", shown).change == "worse"

    def test_what_the_rules_changed_stands_apart(self) -> None:
        shown = self.compared(BUSY, BUSY, load_profile("balanced").extended("less", {"off": ["LDR002"]}))
        kinds = self.kinds(shown)
        assert kinds["rule_changed"] == {"LDR002"}
        assert all("LDR002" not in rules for kind, rules in kinds.items() if kind != "rule_changed")

    def test_areas_know_how_they_were(self) -> None:
        shown = self.compared(BUSY, self.CALM)
        [leader] = [area for area in shown.areas if area.id == "LDR"]
        assert leader.before is not None
        assert leader.value is not None
        assert leader.value > leader.before


class TestMethod:
    def test_every_file_has_its_hash(self) -> None:
        inputs = example("imitation").method.inputs
        assert len(inputs) == 4
        assert all(len(one.sha256) == 64 for one in inputs)

    def test_our_own_limits_are_told(self) -> None:
        table = example("trader").method.thresholds
        row = next(row for row in table.rows if row[0].text == "LDR002")
        assert row[2].text.replace("\xa0", " ").startswith("до 2 — 60 %; до 4 — 50 %")
        assert row[-1].text == "наш"

    def test_limits_of_a_profile_name_it(self) -> None:
        strict = load_profile("balanced").extended("strict", {"parameters": {"LDR012": {"limits": {"2": "10%"}}}})
        shown = view_of(audit_document(document(BUSY), strict), "ru", profile=strict)
        origins = {row[0].text: row[-1].text for row in shown.method.thresholds.rows}
        assert origins["LDR012"] == "из профиля strict"

    def test_a_description_without_a_day_says_how_days_are_counted(self) -> None:
        shown = view(BUSY.replace(", as_of: 2026-11-01", ""))
        assert not shown.as_of
        assert any("не указан день" in text for text in shown.method.paragraphs)
        assert all(not action.by_date for phase in shown.phases for action in phase.actions)


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_every_rule_has_a_topic_from_its_own_example(lang: str) -> None:
    from salesaudit.orgfile.load import load_bytes
    from salesaudit.rules.wording import example as example_of
    from salesaudit.rules.wording import whole

    told = 0
    for rule in all_rules():
        shown = example_of(rule.id)
        beside = {name: text.encode() for name, text in shown.attached.items()}
        read = load_bytes(whole(shown.bad), "company.yaml", beside=beside)
        profile = Profile("one", on=frozenset({rule.id}))
        audited = audit_document(read, profile)
        if any(finding.rule == rule.id for finding in audited.report.findings):
            found = topic(rule.id, view_of(audited, lang, profile=profile))
            assert found.actor
            assert all(case.sentence for case in found.cases)
            told += 1
    assert told > 120
