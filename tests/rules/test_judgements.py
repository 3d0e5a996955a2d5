"""The judgements that rules are built from: each holds, does not hold, or waits for the facts that it names."""

from __future__ import annotations

from math import inf
from typing import Any, cast

import pytest

from salesaudit.org.values import Flag, Group, Number, Path, Several, Unknown, Word
from salesaudit.rules.judgements import (
    above,
    absent,
    all_are,
    all_of,
    among,
    any_is,
    any_of,
    ask,
    at_least,
    at_most,
    below,
    both,
    counted,
    counts_as,
    exactly_one,
    few,
    fresh,
    given,
    how_many,
    in_any_size,
    nobody,
    not_among,
    opposite,
    ready,
    somebody,
)
from salesaudit.rules.verdict import FAIL, PASS, Verdict
from tests.builders import org

HERE: Path = ("here",)
MORE: Path = ("more",)
CONTRARY = {"pass": "fail", "fail": "pass", "unknown": "unknown"}
OPEN = Verdict("unknown", needs=(MORE,))


def between(low: float, high: float) -> Number:
    return Number(low, high, "number", HERE, (MORE,) if low != high else ())


class TestLimits:
    @pytest.mark.parametrize(
        ("low", "high", "most", "least", "under", "over"),
        [
            pytest.param(1, 1, "pass", "fail", "pass", "fail", id="less"),
            pytest.param(2, 2, "pass", "pass", "fail", "fail", id="the limit itself"),
            pytest.param(3, 3, "fail", "pass", "fail", "pass", id="more"),
            pytest.param(0, 2, "pass", "unknown", "unknown", "fail", id="up to the limit"),
            pytest.param(2, 4, "unknown", "pass", "fail", "unknown", id="from the limit on"),
            pytest.param(1, 3, "unknown", "unknown", "unknown", "unknown", id="around it"),
        ],
    )
    def test_bounds_decide_where_they_can(
        self, low: float, high: float, most: str, least: str, under: str, over: str
    ) -> None:
        number = between(low, high)
        told = (at_most(number, 2), at_least(number, 2), below(number, 2), above(number, 2))
        assert tuple(verdict.outcome for verdict in told) == (most, least, under, over)

    @pytest.mark.parametrize(("judgement", "certain"), [(at_most, "pass"), (at_least, "fail")])
    def test_a_limit_may_have_bounds_too(self, judgement: object, certain: str) -> None:
        limit = Number(3, 5, "number", (), (("size",),))
        assert judgement(between(2, 2), limit).outcome == certain  # type: ignore[operator]
        assert judgement(between(4, 4), limit).outcome == "unknown"  # type: ignore[operator]
        verdict = judgement(between(3, 5), limit)  # type: ignore[operator]
        assert verdict.outcome == "unknown"
        assert verdict.needs == (MORE, ("size",))

    @pytest.mark.parametrize("number", [between(1, 1), between(2, 2), between(3, 3), between(0, 4)])
    def test_what_was_compared_is_kept_whatever_the_outcome(self, number: Number) -> None:
        for verdict in (at_most(number, 2), at_least(number, 2)):
            assert verdict.value is number
            assert verdict.limit is not None
            assert verdict.limit.value == 2
            assert verdict.at == HERE


class TestReady:
    @pytest.mark.parametrize(
        ("low", "high", "outcome"),
        [(1, 1, "fail"), (2, 2, "pass"), (3, 3, "pass"), (2, 4, "pass"), (0, 1, "fail"), (0, 2, "unknown")],
    )
    def test_a_state_has_got_as_far_as_a_step(self, low: float, high: float, outcome: str) -> None:
        state = Number(low, high, "state", HERE, () if low == high else (HERE,))
        verdict = ready(state, at_least="written")
        assert verdict.outcome == outcome
        assert (verdict.value, verdict.at) == (state, HERE)
        assert verdict.needs == ((HERE,) if outcome == "unknown" else ())


class TestGroups:
    @pytest.mark.parametrize(
        ("members", "needs", "outcome"),
        [
            pytest.param(("ann",), (), "pass", id="one"),
            pytest.param(("ann",), (MORE,), "pass", id="one, perhaps more"),
            pytest.param((), (), "fail", id="none"),
            pytest.param((), (MORE,), "unknown", id="perhaps one"),
        ],
    )
    def test_somebody_and_nobody(self, members: tuple[str, ...], needs: tuple[Path, ...], outcome: str) -> None:
        group = Group(members, HERE, needs)
        verdict, contrary = somebody(group), nobody(group)
        assert (verdict.outcome, verdict.at) == (outcome, HERE)
        assert contrary.outcome == CONTRARY[outcome]
        assert contrary.at == HERE
        assert verdict.needs == (needs if outcome == "unknown" else ())

    @pytest.mark.parametrize(
        ("members", "needs", "outcome"),
        [
            pytest.param(("ann",), (), "pass", id="one"),
            pytest.param(("ann",), (MORE,), "unknown", id="one, perhaps another"),
            pytest.param(("ann", "bob"), (MORE,), "fail", id="two, whoever else there is"),
            pytest.param((), (MORE,), "unknown", id="perhaps one"),
            pytest.param((), (), "fail", id="none"),
        ],
    )
    def test_exactly_one(self, members: tuple[str, ...], needs: tuple[Path, ...], outcome: str) -> None:
        group = Group(members, HERE, needs)
        verdict = exactly_one(group)
        assert (verdict.outcome, verdict.at) == (outcome, HERE)
        assert (verdict.needs, dict(verdict.says)) == ((needs, {}) if outcome == "unknown" else ((), {"who": group}))

    @pytest.mark.parametrize(("needs", "high"), [((), 2), ((MORE,), inf)])
    def test_how_many_there_are(self, needs: tuple[Path, ...], high: float) -> None:
        number = how_many(Group(("ann", "bob"), HERE, needs))
        assert (number.low, number.high, number.path, number.needs) == (2, high, HERE, needs)
        number = how_many(Several((1, 2), needs), at=("there",))
        assert (number.low, number.high, number.path, number.needs) == (2, high, ("there",), needs)
        assert number.unit == "count"

    @pytest.mark.parametrize(
        ("metrics", "needs", "outcome", "because"),
        [
            pytest.param(("revenue",), (), "pass", (), id="one that counts"),
            pytest.param(("calls", "revenue"), (MORE,), "pass", (), id="one that counts among others"),
            pytest.param(("calls",), (), "fail", (), id="none that counts"),
            pytest.param((), (), "fail", (), id="none at all"),
            pytest.param(("calls",), (MORE,), "unknown", (MORE,), id="perhaps more"),
            pytest.param(("calls", "our own"), (), "unknown", (HERE,), id="free text"),
        ],
    )
    def test_metrics_count_as_something(
        self, metrics: tuple[str, ...], needs: tuple[Path, ...], outcome: str, because: tuple[Path, ...]
    ) -> None:
        group = Group(metrics, HERE, needs)
        verdict = counts_as(group, "no such use", "company_result_when_company")
        assert (verdict.outcome, verdict.at, verdict.needs) == (outcome, HERE, because)
        if outcome == "fail":
            assert verdict.says["metrics"] is group


class TestWordsAndFlags:
    @pytest.mark.parametrize(
        ("yes", "outcome", "needs"), [(True, "pass", ()), (False, "fail", ()), (None, "unknown", (HERE,))]
    )
    def test_given(self, yes: bool | None, outcome: str, needs: tuple[Path, ...]) -> None:
        flag = Flag(yes, HERE)
        there, missing = given(flag), absent(flag)
        assert (there.outcome, there.at, there.needs) == (outcome, HERE, needs)
        assert (missing.outcome, missing.at, missing.needs) == (CONTRARY[outcome], HERE, needs)

    @pytest.mark.parametrize(
        ("text", "inside", "outside"),
        [
            ("daily", "pass", "fail"),
            ("weekly", "pass", "fail"),
            ("yearly", "fail", "pass"),
            (None, "unknown", "unknown"),
        ],
    )
    def test_among(self, text: str | None, inside: str, outside: str) -> None:
        word = Word(text, HERE)
        found, missing = among(word, "daily", "weekly"), not_among(word, "daily", "weekly")
        assert (found.outcome, found.at, missing.outcome, missing.at) == (inside, HERE, outside, HERE)
        assert found.needs == missing.needs == ((HERE,) if text is None else ())
        if text is not None:
            assert found.says["word"] is word


class TestFresh:
    TODAY = Word("2026-11-15", ("company", "as_of"))

    @pytest.mark.parametrize(
        ("reviewed", "outcome", "months"),
        [
            pytest.param("2026-11-15", "pass", 0, id="today"),
            pytest.param("2026-08-16", "pass", 2, id="a day short of three months"),
            pytest.param("2026-08-15", "pass", 3, id="three months to the day"),
            pytest.param("2026-08-14", "fail", 3, id="a day more"),
            pytest.param("2025-11-15", "fail", 12, id="a year ago"),
            pytest.param("2025-12-16", "fail", 10, id="ten whole months"),
        ],
    )
    def test_not_older_than_three_months(self, reviewed: str, outcome: str, months: int) -> None:
        verdict = fresh(Word(reviewed, HERE), self.TODAY, 3)
        assert (verdict.outcome, verdict.at, verdict.text, verdict.says) == (outcome, HERE, "stale", {"months": months})

    def test_never_is_not_fresh(self) -> None:
        assert fresh(Word("none", HERE), self.TODAY, 3) == Verdict("fail", at=HERE)
        assert fresh(Word("none", HERE), Word(None, MORE), 3).outcome == "fail"

    def test_what_is_not_known(self) -> None:
        assert fresh(Word(None, HERE), self.TODAY, 3) == Verdict("unknown", at=HERE, needs=(HERE,))
        assert fresh(Word("2026-01-01", HERE), Word(None, MORE), 3) == Verdict("unknown", at=HERE, needs=(MORE,))


def truth(value: bool | None) -> bool:
    if value is None:
        raise Unknown(MORE)
    return value


class TestQuestions:
    @pytest.mark.parametrize(("answer", "outcome"), [(True, "pass"), (False, "fail"), (None, "unknown")])
    def test_ask(self, answer: bool | None, outcome: str) -> None:
        verdict = ask(lambda: truth(answer), HERE)
        assert (verdict.outcome, verdict.at, verdict.needs) == (outcome, HERE, (MORE,) if answer is None else ())

    @pytest.mark.parametrize(
        ("answers", "any_", "all_"),
        [
            pytest.param((), "fail", "pass", id="nothing to ask"),
            pytest.param((True, True), "pass", "pass", id="all"),
            pytest.param((True, False), "pass", "fail", id="one of two"),
            pytest.param((False, False), "fail", "fail", id="none"),
            pytest.param((True, None), "pass", "unknown", id="one, another unknown"),
            pytest.param((False, None), "unknown", "fail", id="one not, another unknown"),
        ],
    )
    def test_one_known_case_decides(self, answers: tuple[bool | None, ...], any_: str, all_: str) -> None:
        one, every = any_is(answers, truth, HERE), all_are(answers, truth, HERE)
        assert (one.outcome, every.outcome, one.at, every.at) == (any_, all_, HERE, HERE)

    @pytest.mark.parametrize(
        ("answers", "low", "high"),
        [((True, True, False), 2, 2), ((True, None, False), 1, 2), ((None, None), 0, 2), ((), 0, 0)],
    )
    def test_counting_leaves_room_for_what_is_unknown(
        self, answers: tuple[bool | None, ...], low: int, high: int
    ) -> None:
        needs = (MORE,) * sum(answer is None for answer in answers)
        number = counted(answers, truth, HERE)
        assert (number.low, number.high, number.unit, number.path, number.needs) == (low, high, "count", HERE, needs)
        assert counted(Several(answers), truth).high == high
        open_ended = counted(Several(answers, (("people",),)), truth)
        assert (open_ended.low, open_ended.high, open_ended.needs) == (low, inf, (*needs, ("people",)))

    @pytest.mark.parametrize(
        ("answers", "more", "outcome"),
        [
            pytest.param((True, False), (), "pass", id="as many as may be"),
            pytest.param((True, True), (), "fail", id="one too many"),
            pytest.param((True, None), (), "unknown", id="the other may be one too many"),
            pytest.param((None, False), (), "pass", id="whatever the other is"),
            pytest.param((True, True), (("people",),), "fail", id="there may be even more"),
            pytest.param((False, False), (("people",),), "unknown", id="there may be more"),
        ],
    )
    def test_few(self, answers: tuple[bool | None, ...], more: tuple[Path, ...], outcome: str) -> None:
        things: list[Any] = [Asked(answer) for answer in answers]
        found = tuple(thing for thing in things if thing.answer)
        for listed in (Several(tuple(things), more), *([things] if not more else [])):
            verdict = few(cast(Any, listed), lambda thing: truth(thing.answer), 1, HERE)
            assert (verdict.outcome, verdict.at) == (outcome, HERE)
            assert verdict.says == {"those": found, "count": len(found)}
            assert verdict.value is not None
            assert verdict.value.unit == "count"
            assert verdict.value.high == (inf if more else sum(answer is not False for answer in answers))
            assert set(verdict.value.needs) == {*more, *([MORE] if None in answers else [])}


class Asked:
    """A thing whose answer is written on it."""

    def __init__(self, answer: bool | None) -> None:
        self.answer = answer


class TestTogether:
    YES, NO = Verdict("pass", at=("yes",)), Verdict("fail", at=("no",))
    OTHER_NO = Verdict("fail", at=("other",), says={"a": 2, "b": 3})

    def test_the_opposite_keeps_what_was_compared(self) -> None:
        assert opposite(self.YES) == Verdict("fail", at=("yes",))
        assert opposite(self.NO) == Verdict("pass", at=("no",))
        assert opposite(OPEN) is OPEN

    def test_all_of(self) -> None:
        assert all_of(self.YES, PASS) is self.YES
        assert all_of(self.YES, OPEN, self.NO, self.OTHER_NO) is self.NO
        assert all_of(self.YES, OPEN, OPEN) == OPEN
        assert all_of() is PASS

    def test_any_of(self) -> None:
        assert any_of(self.NO, OPEN, self.YES, PASS) is self.YES
        assert any_of(self.NO, self.OTHER_NO) is self.NO
        assert any_of(self.NO, OPEN) == OPEN
        assert any_of() is FAIL

    def test_an_unknown_one_without_needs_is_unknown_still(self) -> None:
        assert all_of(PASS, Verdict("unknown")).outcome == "unknown"
        assert any_of(FAIL, Verdict("unknown")).outcome == "unknown"

    def test_only_what_is_open_is_needed(self) -> None:
        settled = Verdict("fail", needs=(("settled",),))
        assert any_of(settled, OPEN).needs == (MORE,)

    def test_both_speak_together_where_both_fail(self) -> None:
        first = Verdict("fail", at=("no",), says={"a": 1})
        assert both(first, self.OTHER_NO, neither="two") == Verdict(
            "fail", at=("no",), says={"a": 1, "b": 3}, text="two"
        )
        assert both(first, self.YES, neither="two") is first
        assert both(self.YES, self.OTHER_NO, neither="two") is self.OTHER_NO
        assert both(self.YES, PASS, neither="two") is self.YES
        assert both(OPEN, OPEN, neither="two") == OPEN


class TestInAnySize:
    BY_BAND = {"micro": PASS, "small": FAIL, "medium": FAIL, "large": FAIL}  # noqa: RUF012

    def test_a_known_size_decides(self) -> None:
        small = org("company: {name: X, headcount: 24}")
        assert in_any_size(small, self.BY_BAND.__getitem__) is FAIL

    def test_a_size_that_makes_no_difference_is_not_needed(self) -> None:
        assert in_any_size(org("company: {name: X}"), lambda _: PASS) is PASS

    def test_a_size_that_does_is(self) -> None:
        verdict = in_any_size(org("company: {name: X}"), self.BY_BAND.__getitem__)
        assert (verdict.outcome, verdict.needs) == ("unknown", (("company", "headcount"),))
        mixed = in_any_size(org("company: {name: X}"), lambda band: OPEN if band == "small" else FAIL)
        assert mixed.needs == (("company", "headcount"), MORE)

    def test_what_a_decided_one_might_have_needed_is_not(self) -> None:
        settled = Verdict("fail", needs=(("settled",),))
        mixed = in_any_size(org("company: {name: X}"), lambda band: OPEN if band == "small" else settled)
        assert mixed.needs == (("company", "headcount"), MORE)
