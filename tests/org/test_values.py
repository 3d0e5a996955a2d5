"""Values know how far they are known: bounds decide where they can, everything else names what is missing."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesaudit.org.kleene import every, some, those
from salesaudit.org.values import Flag, Group, Number, Several, Unknown, Word, as_number, at_least_zero

HERE = ("people", "petrov", "time", "selling")
THERE = ("roles", "sales_rep", "count")


def between(low: float, high: float) -> Number:
    return Number(low, high, "share", HERE, (HERE,))


class TestNumber:
    def test_a_known_number_gives_its_value(self) -> None:
        assert Number.exactly(0.7, "share", HERE).value == 0.7

    def test_an_unknown_number_names_what_would_settle_it(self) -> None:
        with pytest.raises(Unknown) as told:
            _ = between(0.2, 0.4).value
        assert told.value.needs == (HERE,)

    @pytest.mark.parametrize(
        ("low", "high", "limit", "expected"),
        [
            (0.6, 0.7, 0.5, True),
            (0.5, 0.5, 0.5, False),
            (0.1, 0.5, 0.5, False),
            (0.51, 0.51, 0.5, True),
        ],
    )
    def test_above_is_decided_by_the_bounds(self, low: float, high: float, limit: float, expected: bool) -> None:
        assert (between(low, high) > limit) is expected
        assert (between(low, high) <= limit) is not expected

    def test_above_is_unknown_where_the_bounds_straddle_the_limit(self) -> None:
        with pytest.raises(Unknown) as told:
            _ = between(0.4, 0.6) > Number(0.5, 0.55, "share", THERE, (THERE,))
        assert told.value.needs == (HERE, THERE)

    @pytest.mark.parametrize(("low", "high", "expected"), [(0.5, 0.6, True), (0.3, 0.49, False)])
    def test_at_least_is_decided_by_the_bounds(self, low: float, high: float, expected: bool) -> None:
        assert (between(low, high) >= 0.5) is expected
        assert (between(low, high) < 0.5) is not expected

    def test_at_least_is_unknown_where_the_upper_bound_reaches_the_limit(self) -> None:
        with pytest.raises(Unknown):
            _ = between(0.3, 0.5) >= 0.5

    def test_a_sum_adds_bounds_and_needs(self) -> None:
        total = between(0.1, 0.2) + Number(1, 2, "share", THERE, (THERE,))
        assert (total.low, total.high, total.needs) == (1.1, 2.2, (HERE, THERE))

    def test_a_product_with_zero_is_zero_however_large_the_other_may_be(self) -> None:
        product = Number.exactly(0).times(Number(0, inf, "money"))
        assert (product.low, product.high, product.unit) == (0, 0, "money")

    def test_a_product_multiplies_the_bounds(self) -> None:
        product = between(2, 3).times(Number(4, 5, "count"))
        assert (product.low, product.high, product.unit) == (8, 15, "count")

    def test_a_factor_scales_both_bounds(self) -> None:
        assert ((between(1, 2) * 12).low, (between(1, 2) * 12).high) == (12, 24)

    @pytest.mark.parametrize(("unit", "high"), [("share", 1), ("state", 4), ("money", inf), ("count", inf)])
    def test_nothing_known_is_everything_the_unit_allows(self, unit: str, high: float) -> None:
        value = at_least_zero(unit, HERE)  # type: ignore[arg-type]
        assert (value.low, value.high, value.needs) == (0, high, (HERE,))

    def test_a_plain_number_counts_as_known(self) -> None:
        assert as_number(3).value == 3
        assert as_number(between(1, 2)).low == 1

    @given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
    def test_narrowing_bounds_never_turns_an_answer(self, a: float, b: float, c: float, limit: float) -> None:
        low, middle, high = sorted((a, b, c))
        try:
            before = between(low, high) > limit
        except Unknown:
            return
        assert (Number.exactly(middle) > limit) is before


class TestGroup:
    def test_a_known_member_is_enough(self) -> None:
        group = Group(("petrov",), HERE, (THERE,))
        assert group
        assert "petrov" in group

    def test_who_is_not_a_known_member_may_still_be_one(self) -> None:
        with pytest.raises(Unknown):
            _ = "sidorova" in Group(("petrov",), HERE, (THERE,))

    def test_a_complete_group_without_members_is_empty(self) -> None:
        assert not Group((), HERE)
        assert Group((), HERE).complete

    def test_a_union_has_all_members_once_and_all_needs(self) -> None:
        union = Group(("a", "b"), HERE, (HERE,)) | Group(("b", "c"), THERE, (THERE,))
        assert union.members == ("a", "b", "c")
        assert union.needs == (HERE, THERE)
        assert not union.complete


class TestSeveral:
    def test_counting_needs_completeness(self) -> None:
        assert len(Several((1, 2))) == 2
        with pytest.raises(Unknown):
            len(Several((1, 2), (HERE,)))

    def test_going_over_an_open_list_ends_in_unknown(self) -> None:
        seen: list[int] = []
        with pytest.raises(Unknown):
            seen.extend(Several((1, 2), (HERE,)))
        assert bool(Several((1,), (HERE,)))
        with pytest.raises(Unknown):
            bool(Several((), (HERE,)))
        assert not Several(())


class TestWordsAndFlags:
    def test_a_word_is_compared_only_when_known(self) -> None:
        assert Word("weekly", HERE).is_in("weekly", "daily")
        assert not Word("never", HERE).is_in("weekly")
        assert Word("never", HERE).needs == ()
        with pytest.raises(Unknown):
            Word(None, HERE).is_in("weekly")
        assert Word(None, HERE).needs == (HERE,)

    def test_a_flag_is_asked_only_when_known(self) -> None:
        assert Flag(True, HERE)
        assert not Flag(False, HERE)
        with pytest.raises(Unknown) as told:
            bool(Flag(None, HERE))
        assert told.value.needs == (HERE,)
        assert Flag(None, HERE, (THERE,)).needs == (THERE,)


def unknown_at(thing: int, path: tuple[str, ...] = THERE) -> bool:
    raise Unknown(path)


class TestKleene:
    """One known case decides, whatever the rest is."""

    def test_one_known_offender_decides(self) -> None:
        assert some([0, 1], lambda thing: unknown_at(thing) if thing == 0 else True)

    def test_an_unknown_case_could_be_the_one(self) -> None:
        with pytest.raises(Unknown) as told:
            some([0, 1], lambda thing: unknown_at(thing) if thing == 0 else False)
        assert told.value.needs == (THERE,)

    def test_nobody_is_known_only_when_the_list_is_complete(self) -> None:
        assert not some(Several((1,)), lambda thing: False)
        with pytest.raises(Unknown) as told:
            some(Several((1,), (HERE,)), lambda thing: False)
        assert told.value.needs == (HERE,)

    def test_every_is_decided_by_one_exception(self) -> None:
        assert not every(Several((1, 2), (HERE,)), lambda thing: thing == 1)
        assert every([1, 2], lambda thing: True)

    def test_those_keeps_what_is_known_and_what_could_be_added(self) -> None:
        found = those(Several((0, 1, 2), (HERE,)), lambda thing: unknown_at(thing) if thing == 0 else thing == 2)
        assert found.items == (2,)
        assert found.needs == (HERE, THERE)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Number(0.2, 0.5, "share"), "Number(0.2…0.5 share)"),
        (Word("b2b", ()), "Word(b2b)"),
        (Flag(True, ()), "Flag(True)"),
        (Group(("a",), ()), "Group(('a',))"),
        (Group(("a",), (), (("b",),)), "Group(('a',)…)"),
        (Several((1,)), "Several((1,))"),
        (Several((1,), (("b",),)), "Several((1,)…)"),
    ],
)
def test_values_say_what_they_are_to_whoever_looks_for_a_fault(value: object, shown: str) -> None:
    assert repr(value) == shown


def test_several_that_may_be_more_cannot_be_counted() -> None:
    assert len(Several((1, 2))) == 2
    with pytest.raises(Unknown):
        len(Several((1, 2), (("roles",),)))
    with pytest.raises(Unknown):
        list(Several((1, 2), (("roles",),)))


def test_several_goes_over_what_is_known_before_it_asks_for_more() -> None:
    more = iter(Several(("a", "b"), (("roles",),)))
    assert (next(more), next(more)) == ("a", "b")
    with pytest.raises(Unknown) as asked:
        next(more)
    assert asked.value.needs == (("roles",),)
    assert list(Several(("a",))) == ["a"]
