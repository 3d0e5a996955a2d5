"""Profiles: which rules speak, how loudly, and what a written parameter becomes."""

from __future__ import annotations

from typing import Any

import pytest

from salesaudit.audit.parameters import BadParameter, read_parameters, typed
from salesaudit.audit.profile import Profile, load_profile, profile_names, profile_says
from salesaudit.rules.catalogue import all_rules
from salesaudit.rules.registry import RULES
from salesaudit.rules.steps import StepTable
from salesaudit.safety.errors import UsageError

all_rules()
OWN001, LDR002, LDR006 = (RULES[id_] for id_ in ("OWN001", "LDR002", "LDR006"))


def ids(*rules: str) -> frozenset[str]:
    return frozenset(rules)


class TestWhichRulesSpeak:
    def test_by_default_those_that_are_on(self) -> None:
        plain = Profile("mine")
        assert plain.speaks(OWN001)
        assert not plain.speaks(LDR006)

    def test_on_and_off(self) -> None:
        mine = Profile("mine", on=ids("LDR006"), off=ids("OWN001"))
        assert mine.speaks(LDR006)
        assert not mine.speaks(OWN001)

    def test_only_leaves_the_rest_out_and_off_is_stronger(self) -> None:
        mine = Profile("mine", only=ids("OWN001"))
        assert mine.speaks(OWN001)
        assert not mine.speaks(LDR002)
        assert not Profile("mine", only=ids("OWN001"), off=ids("OWN001")).speaks(OWN001)

    def test_only_does_not_turn_on_what_is_off_by_default(self) -> None:
        assert not Profile("mine", only=ids("LDR006")).speaks(LDR006)


class TestNarrowed:
    def test_selected_rules_are_on_and_alone(self) -> None:
        narrow = Profile("mine").narrowed(ids("LDR006"), None)
        assert narrow.speaks(LDR006)
        assert not narrow.speaks(OWN001)

    def test_a_selection_is_within_what_the_profile_has(self) -> None:
        mine = Profile("mine", only=ids("OWN001", "LDR002"))
        narrow = mine.narrowed(ids("OWN001", "LDR006"), None)
        assert [narrow.speaks(rule) for rule in (OWN001, LDR002, LDR006)] == [True, False, False]

    def test_ignored_rules_are_off_beside_those_that_were(self) -> None:
        narrow = Profile("mine", off=ids("OWN001")).narrowed(None, ids("LDR002"))
        assert narrow.off == {"OWN001", "LDR002"}
        assert narrow.only is None
        assert Profile("mine", only=ids("OWN001")).narrowed(None, None).only == ids("OWN001")

    def test_whether_accepted_risks_count(self) -> None:
        assert Profile("mine").accept
        assert Profile("mine").narrowed(None, None).accept
        assert not Profile("mine").narrowed(None, None, accept=False).accept


class TestExtended:
    BASE = Profile("base", on=ids("A"), off=ids("B", "C"), severities={"A": "low", "B": "low"})

    def test_it_turns_on_what_the_base_turned_off_and_the_other_way_round(self) -> None:
        mine = self.BASE.extended("mine", {"on": ["B"], "off": ["A"]})
        assert (mine.name, mine.on, mine.off) == ("mine", ids("A", "B"), ids("A", "C"))

    def test_nothing_written_is_nothing_changed(self) -> None:
        assert self.BASE.extended("base", {}) == self.BASE

    def test_severities_of_its_own_come_on_top(self) -> None:
        assert self.BASE.extended("mine", {"severities": {"B": "high"}}).severities == {"A": "low", "B": "high"}

    def test_what_it_turns_on_speaks_although_the_base_has_only_others(self) -> None:
        base = Profile("base", only=ids("OWN001"))
        assert base.extended("mine", {"on": ["LDR006"]}).only == ids("OWN001", "LDR006")
        assert base.extended("mine", {"only": ["LDR002"]}).only == ids("LDR002")
        assert base.extended("mine", {}).only == ids("OWN001")

    def test_parameters_come_on_top_one_by_one(self) -> None:
        first = Profile("base").extended("base", {"parameters": {"OWN006": {"limits": {"micro": "80%"}}}})
        second = first.extended("mine", {"parameters": {"OWN002": {"share": "30%"}, "XXX999": {"share": "1%"}}})
        assert first.parameters["OWN006"]["limits"] == {"micro": 0.8, "small": 0.5, "medium": 0.5, "large": 0.5}
        assert second.parameters == {**first.parameters, "OWN002": {"share": 0.3}}

    def test_a_rule_may_be_named_by_its_slug(self) -> None:
        read = Profile("base").extended("x", {"parameters": {"owner-cannot-be-replaced-in-sales": {"share": "30%"}}})
        assert read.parameters == {"OWN002": {"share": 0.3}}

    def test_typed_values_take_the_place_of_all(self) -> None:
        mine = Profile("mine", parameters={"OWN002": {"share": 0.3}}).with_values({"OWN006": {}})
        assert mine == Profile("mine", parameters={"OWN006": {}})


class TestWithBrought:
    def test_they_are_on_but_for_those_that_are_off(self) -> None:
        mine = Profile("mine", on=ids("A"), off=ids("X")).with_brought(["X", "Y"])
        assert (mine.on, mine.only) == (ids("A", "Y"), None)

    def test_they_are_on_beside_the_only_ones(self) -> None:
        assert Profile("mine", only=ids("A"), off=ids("X")).with_brought(["X", "Y"]).only == ids("A", "Y")


class TestSeverity:
    def test_written_by_the_rule_unless_the_profile_says_otherwise(self) -> None:
        loud = Profile("loud", severities={"CEO003": "critical"})
        assert Profile("mine").severity(RULES["CEO003"], "small") == "medium"
        assert loud.severity(RULES["CEO003"], "small") == "critical"

    def test_a_rule_that_does_not_apply_in_a_size_stays_out_of_it(self) -> None:
        assert Profile("loud", severities={"CEO003": "critical"}).severity(RULES["CEO003"], "micro") is None


class TestShipped:
    def test_the_names(self) -> None:
        assert profile_names() == ["balanced", "ci", "organizer", "owner"]
        assert [load_profile(name).name for name in profile_names()] == profile_names()
        assert load_profile() == load_profile("balanced")

    def test_the_organizer_does_not_let_a_leader_sell(self) -> None:
        organizer = load_profile("organizer")
        assert (organizer.on, organizer.off) == (ids("LDR006"), ids("LDR005", "LDR002"))

    def test_each_names_rules_that_there_are(self) -> None:
        for name in profile_names():
            profile = load_profile(name)
            assert profile.on | profile.off | (profile.only or frozenset()) <= RULES.keys()

    def test_what_one_is_for(self) -> None:
        assert profile_says("organizer", "en") == "A sales leader organises the work and does not sell."
        assert profile_says("organizer", "ru") == "Руководитель продаж организует работу отдела и сам не продаёт."

    def test_a_slip_of_the_pen_gets_a_hint(self) -> None:
        with pytest.raises(UsageError) as refused:
            load_profile("organiser")
        assert (refused.value.key, refused.value.hint) == ("usage.unknown_profile", "hint.nearest")
        assert refused.value.values == {"profile": "organiser", "nearest": "organizer", "known": profile_names()}

    def test_something_else_gets_the_names(self) -> None:
        with pytest.raises(UsageError) as refused:
            load_profile("zzzzzzzz")
        assert refused.value.hint is None
        assert refused.value.values == {"profile": "zzzzzzzz", "nearest": "", "known": profile_names()}


class TestParameters:
    @pytest.mark.parametrize(
        ("default", "written", "value"),
        [
            pytest.param(True, "no", False, id="yes or no"),
            pytest.param(2, "3", 3, id="a number"),
            pytest.param(2, "2.5", 2.5, id="half of one"),
            pytest.param(0.2, "35%", 0.35, id="a share"),
            pytest.param(0.0, "35%", 0.35, id="a share, none by default"),
            pytest.param(1.0, "35%", 0.35, id="a share, all by default"),
            pytest.param(1.5, "2.5", 2.5, id="a number with a fraction"),
            pytest.param("a", "b", "b", id="a word"),
            pytest.param(("a", "b"), ["c"], ("c",), id="words"),
            pytest.param(("a", "b"), [], (), id="no words"),
            pytest.param({"small": 0.5, "large": 0.1}, {"large": "20%"}, {"small": 0.5, "large": 0.2}, id="by size"),
        ],
    )
    def test_a_value_has_the_type_of_the_default(self, default: object, written: Any, value: object) -> None:
        read = typed(default, written)
        assert read == value
        assert type(read) is type(value)

    @pytest.mark.parametrize(
        ("written", "shown"),
        [
            pytest.param({"2": "70%", "beyond": "20%"}, "≤2: 0.7, more: 0.2", id="all of it"),
            pytest.param({"5": "70%", "2": "80%"}, "≤2: 0.8, ≤5: 0.7, more: 0.1", id="the rest as it was"),
            pytest.param({"beyond": "20%"}, "≤4: 0.6, more: 0.2", id="the rest only"),
        ],
    )
    def test_steps(self, written: dict[str, str], shown: str) -> None:
        assert repr(typed(StepTable({4: 0.6}, beyond=0.1), written)) == shown

    @pytest.mark.parametrize(
        ("default", "written", "code", "path"),
        [
            pytest.param(0.2, "150%", "E043", (), id="more than all"),
            pytest.param({"small": 0.5}, "50%", "E035", (), id="no section"),
            pytest.param({"small": 0.5}, {"tiny": "50%"}, "E105", ("tiny",), id="no such size"),
            pytest.param({"small": 0.5}, {"small": "x"}, None, ("small",), id="a wrong value for a size"),
            pytest.param(StepTable({4: 0.6}, beyond=0.1), {"4": "x"}, None, ("4",), id="a wrong step"),
            pytest.param(StepTable({4: 0.6}, beyond=0.1), {"four": "50%"}, None, ("four",), id="not up to a number"),
        ],
    )
    def test_what_does_not_fit_is_refused_where_it_stands(
        self, default: object, written: Any, code: str | None, path: tuple[str, ...]
    ) -> None:
        with pytest.raises(BadParameter) as refused:
            typed(default, written)
        assert refused.value.path == path
        assert refused.value.code.startswith("E")
        if code is not None:
            assert refused.value.code == code

    def test_what_is_wrong_with_a_value_is_told(self) -> None:
        with pytest.raises(BadParameter) as refused:
            typed(0.2, "15 apples")
        assert refused.value.values["found"] == "15 apples"

    def test_a_size_that_there_is_not_gets_those_that_there_are(self) -> None:
        with pytest.raises(BadParameter) as refused:
            typed({"small": 0.5}, {"tiny": "50%"})
        assert refused.value.values == {"found": "tiny", "known": ["small"]}

    def test_a_rule_has_only_its_own(self) -> None:
        with pytest.raises(BadParameter) as refused:
            read_parameters(RULES["OWN002"], {"most": "3"})
        assert (refused.value.code, refused.value.path) == ("E104", ("most",))
        assert refused.value.values == {"found": "most", "rule": "OWN002", "known": ["share"]}

    def test_a_wrong_value_is_found_by_the_parameters_name(self) -> None:
        with pytest.raises(BadParameter) as refused:
            read_parameters(RULES["OWN006"], {"limits": {"tiny": "3%"}})
        assert (refused.value.code, refused.value.path) == ("E105", ("limits", "tiny"))
        assert refused.value.values["found"] == "tiny"

    def test_a_rule_that_counts_takes_whole_numbers_only(self) -> None:
        assert read_parameters(RULES["CEO003"], {"most": "3"}) == {"most": 3}
        with pytest.raises(BadParameter):
            read_parameters(RULES["CEO003"], {"most": "2.5"})
