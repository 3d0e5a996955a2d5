"""What is wrong is taken out and told, and the rest is checked all the same."""

from __future__ import annotations

from typing import Any

import pytest

from salesaudit.orgfile.load import load_bytes
from salesaudit.orgfile.problems import LoadError
from salesaudit.orgfile.validate import Validated, _prunable, validate

HANDOFF = "{from: sales, to: production}"


def codes(text: str) -> list[tuple[str, int]]:
    """Return the problems of a company as code and line; the text begins on line 3."""
    with pytest.raises(LoadError) as refused:
        load_bytes(f"salesaudit: 1\ncompany: {{name: A}}\n{text}".encode())
    return [(problem.code, problem.span.line if problem.span else 0) for problem in refused.value.problems]


def handoffs(count: int, **changed: str) -> str:
    items = [changed.get(f"at{index}", HANDOFF) for index in range(count)]
    return "handoffs:\n" + "".join(f"  - {item}\n" for item in items)


def checked(**content: Any) -> tuple[Validated, list[tuple[str, tuple[str | int, ...]]]]:
    told: list[tuple[str, tuple[str | int, ...]]] = []
    plain = {"salesaudit": "1", "company": {"name": "A"}, **content}
    return validate("org", plain, lambda code, path, **_: told.append((code, path))), told


def test_a_single_value_for_a_list_does_not_hide_what_else_is_wrong() -> None:
    people = "people:\n  a: {roles: 'no body!'}\n  b: {roles: [nobody]}\n"
    assert codes(people) == [("E059", 4), ("E071", 5)]


def test_several_items_of_a_long_list() -> None:
    text = handoffs(13, at9="5", at10="6", at11="{from: sales, to: nowhere}", at12="{from: sales, to: nobody}")
    assert codes(text) == [("E035", 13), ("E035", 14), ("E073", 15), ("E073", 16)]


def test_items_that_are_taken_out_one_after_the_other() -> None:
    wrong = "{from: {}, to: sales}"  # without its beginning it is no handoff any more
    text = handoffs(8, at2="5", at6=wrong, at5="{from: sales, to: nowhere}", at7="{from: sales, to: nobody}")
    assert codes(text) == [("E035", 6), ("E073", 9), ("E034", 10), ("E073", 11)]


def test_positions_are_those_of_the_file() -> None:
    item = {"from": "sales", "to": "production"}
    content, told = checked(handoffs=[{"from": {}, "to": "sales"}, item, "5", item])
    assert content.data is not None
    assert content.data["handoffs"] == [item, item]
    assert [content.original(("handoffs", i, "to")) for i in (0, 1)] == [("handoffs", 1, "to"), ("handoffs", 3, "to")]
    assert content.original(("company", "name")) == ("company", "name")
    assert told == [("E034", ("handoffs", 0, "from")), ("E035", ("handoffs", 2))]


def test_lists_inside_of_lists() -> None:
    right, wrong = {"who": ["ceo", {}, "cto"]}, {"who": [{}, "ceo"]}
    content, _ = checked(processes={"a": {"steps": ["5", right, wrong]}})
    at = ("processes", "a", "steps")
    assert content.original((*at, 0, "who", 1)) == (*at, 1, "who", 2)
    assert content.original((*at, 1, "who", 0)) == (*at, 2, "who", 1)


def test_without_what_is_required_nothing_is_left() -> None:
    told: list[str] = []
    assert validate("org", {"salesaudit": "1"}, lambda code, path, **_: told.append(code)).data is None
    assert told == ["E032"]


def test_what_is_taken_out_is_there() -> None:
    detail: Any = {"type": "E034", "loc": ("company", "name", "x")}
    assert _prunable(detail, {"company": {}}) == ("company",)
    assert _prunable(detail, {"company": {"name": "a"}}) == ("company", "name")
