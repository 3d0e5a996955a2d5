"""The expressions of rule packs, evaluated here: what they may name, how deep they may go and what they answer."""

from __future__ import annotations

from typing import Any

import pytest

from salesaudit.rules.expressions import NEITHER, ROOTS, BadExpression, _one, chains, check_text, evaluate
from salesaudit.safety.limits import LIMITS

WORLD: dict[str, Any] = {
    "subject": {"selling": 0.7, "roles": ["owner"]}, "company": {"headcount": 24}, "org": {"roles": {"a": {}}},
    "size": "small",
}  # fmt: skip


def asked(text: str, **world: Any) -> tuple[str, str]:
    complaints, [told] = evaluate([text], [(0, WORLD | world)])
    assert complaints == [""]
    return told


def test_an_expression_that_cannot_be_asked_is_an_error() -> None:
    class Refusing:
        def eval(self, data: object) -> object:
            raise RuntimeError("of another kind\nand more")

    assert _one(Refusing(), WORLD, None) == ("error", "of another kind")


def test_the_names_an_expression_may_begin_with() -> None:
    assert ROOTS == ("subject", "company", "org", "size")
    for root in ROOTS:
        assert evaluate([f"{root} == {root}"], [])[0] == [""]
    [complaint], told = evaluate(["person.selling > 0.5"], [(0, WORLD)])
    assert "undeclared reference to 'person" in complaint
    assert told == []


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("subject.selling > 0.5", "true"),
        ("subject.selling > 0.8", "false"),
        ("company.headcount < 25", "true"),
        ("size == 'small'", "true"),
        ("'a' in org.roles", "true"),
        ("subject.leading > 0.5", "unknown"),
        ("subject.leading > 0.5 || subject.selling > 0.5", "true"),
        ("subject.leading > 0.5 && subject.selling > 0.8", "false"),
        ("org.roles['b'].count > 1", "unknown"),
    ],
)
def test_the_answers(text: str, outcome: str) -> None:
    assert asked(text) == (outcome, "")


def test_each_world_asks_its_own_expression() -> None:
    worlds = [(1, WORLD), (0, WORLD), (1, WORLD | {"size": "large"})]
    assert evaluate(["size == 'large'", "size != 'large'"], worlds) == (
        ["", ""],
        [("true", ""), ("false", ""), ("false", "")],
    )


def test_an_answer_that_is_neither_true_nor_false() -> None:
    assert asked("subject.selling") == ("error", NEITHER)
    assert NEITHER == "the answer is neither true nor false"


def test_what_goes_wrong_is_told_in_one_line() -> None:
    outcome, complaint = asked("company.headcount / 0 > 1")
    assert outcome == "error"
    assert "divide by zero" in complaint
    assert "\n" not in complaint


def test_one_bad_expression_stops_all_and_is_told_in_its_place() -> None:
    complaints, told = evaluate(["size == 'small'", "1 +"], [(0, WORLD)])
    assert complaints[0] == ""
    assert "yntax error" in complaints[1]
    assert "\n" not in complaints[1]
    assert told == []


def test_a_complaint_is_cut_after_200_characters() -> None:
    [complaint], _ = evaluate([f"size == {'x' * 300}"], [])
    assert len(complaint) == 200


def refused(text: str) -> tuple[str, dict[str, object]]:
    with pytest.raises(BadExpression) as error:
        check_text(text)
    assert str(error.value) == error.value.code
    return error.value.code, error.value.values


class TestLimits:
    def test_length(self) -> None:
        most = LIMITS.expression_characters
        check_text("1" * most)
        assert refused("1" * (most + 1)) == ("E110", {"limit": most})

    @pytest.mark.parametrize(("left", "right"), ["()", "[]", "{}"])
    def test_depth(self, left: str, right: str) -> None:
        most = LIMITS.expression_depth
        check_text(left * most + right * most)
        check_text((left + right) * (most + 1))
        assert refused(left * (most + 1) + right * (most + 1)) == ("E112", {"limit": most})

    def test_brackets_that_close_nothing_are_the_parsers(self) -> None:
        check_text(")" + "(" * LIMITS.expression_depth)

    @pytest.mark.parametrize("macro", ["all", "exists", "exists_one", "map", "filter"])
    def test_macros(self, macro: str) -> None:
        most = LIMITS.expression_macros
        call = f"a.{macro}(x, "
        check_text(call * most + "x" + ")" * most)
        check_text(f"{call}x) && " * most + f"{call}x)")
        check_text(f"{call}x) && " * most + f"{call}(((x))))")
        assert refused(call * (most + 1) + "x" + ")" * (most + 1)) == ("E113", {"limit": most})

    def test_whether_a_fact_is_known_may_not_be_asked(self) -> None:
        assert refused("has(subject.plan)") == ("E111", {})

    @pytest.mark.parametrize("text", ["size == 'has(x)'", 'size == "has(x)"', "size == '(((((((((((((((((((('"])
    def test_what_stands_in_quotes_is_text(self, text: str) -> None:
        check_text(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("subject.time.selling > 0.5", (("subject", ("time", "selling")),)),
        ("company . headcount > org.roles", (("company", ("headcount",)), ("org", ("roles",)))),
        ("subject.a > subject.a", (("subject", ("a",)),)),
        ("subject.name.startsWith('org.roles')", (("subject", ("name",)),)),
        ("size == 'small'", ()),
    ],
)
def test_the_facts_that_an_expression_names(text: str, found: object) -> None:
    assert chains(text) == found
