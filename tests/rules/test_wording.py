"""The words of a rule: whose they are, their variants, and when they are complete enough to ship."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from salesaudit.rules import wording
from salesaudit.rules.wording import FIELDS, Example, Prose, brought, example, index, prose, register, whole

OURS = Prose(
    **dict.fromkeys(FIELDS, "our words"), findings={"worse": "our worse words"}, first_steps={}, conclusions={}
)
SHOWN = Example("days", "roles: {}", "roles: none")


@pytest.fixture(autouse=True)
def _put_back() -> Iterator[None]:
    before = dict(wording._brought)
    yield
    wording._brought.clear()
    wording._brought.update(before)


class TestOfTheProduct:
    def test_both_languages_say_the_same_of_a_rule(self) -> None:
        assert prose("OWN001", "en").title == "The owner outsells every seller"
        assert prose("OWN001", "ru").title != prose("OWN001", "en").title
        assert prose("OWN001", "en").who == "the owner with the sales leader"
        assert prose("OWN001", "en").conclusion

    def test_a_finding_may_have_variants(self) -> None:
        words = prose("OWN001", "en")
        assert set(words.findings) == {"share"}
        assert words.sentence("share") == words.findings["share"]
        assert words.sentence("") == words.finding

    def test_a_variant_may_have_a_step_and_a_conclusion_of_its_own(self) -> None:
        link, plan = prose("STR003", "en"), prose("POL003", "en")
        assert link.step("coverage") == link.first_steps["coverage"] != link.first_step
        assert plan.concluded("over") == plan.conclusions["over"] != plan.conclusion
        assert plan.step("over") == plan.first_step
        assert set(plan.conclusions) == {"over"}

    def test_examples(self) -> None:
        assert example("OWN001").actors == ("owner", "leader")
        assert example("OWN001").attached == {}
        assert set(example("EVD001").attached)
        assert example("OWN001").effort in {"hours", "days", "weeks"}


class TestWhole:
    def test_an_example_is_a_file_with_a_version_and_a_company(self) -> None:
        assert whole("roles: {}\n") == (b"salesaudit: 1\ncompany: {name: Example, headcount: 24}\nroles: {}\n")

    def test_a_company_of_its_own_stays_the_only_one(self) -> None:
        assert whole("company: {name: A}\nroles: {}\n") == b"salesaudit: 1\ncompany: {name: A}\nroles: {}\n"


class TestBrought:
    def test_what_a_pack_leaves_out_is_empty(self) -> None:
        assert Prose("t", "f", "w", "f", "s", "w", "d", {}).concluded("") == ""

    def test_words_of_a_pack_come_and_stay(self) -> None:
        assert not brought("WORD001")
        register("WORD001", {"en": OURS}, SHOWN)
        assert brought("WORD001")
        assert prose("WORD001", "en") is OURS
        assert example("WORD001") is SHOWN

    def test_a_pack_need_not_say_what_a_finding_means(self) -> None:
        variants = OURS._replace(conclusion="all", conclusions={"late": "late one"})
        assert [variants.concluded(variant) for variant in ("", "late", "other")] == ["all", "late one", "all"]
        assert OURS._replace(conclusion="").concluded("late") == ""

    def test_a_pack_may_speak_one_language_only(self) -> None:
        register("WORD001", {"en": OURS}, SHOWN)
        assert prose("WORD001", "ru") is OURS

    def test_each_reader_gets_their_language_where_there_are_two(self) -> None:
        other = Prose(**dict.fromkeys(FIELDS, "другие слова"), findings={}, first_steps={}, conclusions={})
        register("WORD001", {"en": OURS, "ru": other}, SHOWN)
        assert (prose("WORD001", "ru"), prose("WORD001", "en")) == (other, OURS)


class TestIndex:
    WHOLE = dict.fromkeys(FIELDS, "words")
    SHARED = {"effort": "days", "bad": "a", "good": "b"}  # noqa: RUF012

    def sources(self) -> dict[str, Any]:
        return {
            "rules.prose.abc": {"ABC001": dict(self.SHARED)},
            "rules.prose.abc.ru": {"ABC001": dict(self.WHOLE)},
            "rules.prose.abc.en": {"ABC001": dict(self.WHOLE)},
            "texts.messages.en": {"ABC002": dict(self.WHOLE)},
            "knowledge": {},
        }

    def test_a_rule_that_is_whole_in_both_languages(self) -> None:
        assert index(self.sources()) == ["ABC001"]

    @pytest.mark.parametrize("field", FIELDS)
    @pytest.mark.parametrize("lang", ["ru", "en"])
    def test_every_field_is_needed_in_both(self, lang: str, field: str) -> None:
        sources = self.sources()
        sources[f"rules.prose.abc.{lang}"]["ABC001"][field] = ""
        assert index(sources) == []

    @pytest.mark.parametrize("field", ["effort", "bad", "good"])
    def test_an_effort_and_two_examples_are_needed(self, field: str) -> None:
        sources = self.sources()
        del sources["rules.prose.abc"]["ABC001"][field]
        assert index(sources) == []

    @pytest.mark.parametrize("missing", ["rules.prose.abc", "rules.prose.abc.ru", "rules.prose.abc.en"])
    def test_a_file_that_is_not_there_leaves_its_rules_out(self, missing: str) -> None:
        sources = self.sources()
        del sources[missing]
        assert index(sources) == []

    def test_families_stand_in_their_order(self) -> None:
        whole = {name: of["ABC001"] for name, of in self.sources().items() if "abc" in name}
        families = ("zed", "abc", "own", "ldr", "aaa", "rep", "fun")
        sources = {
            name.replace("abc", family): {f"{family.upper()}001": of}
            for name, of in whole.items()
            for family in families
        }
        assert index(sources) == [f"{family.upper()}001" for family in sorted(families)]
