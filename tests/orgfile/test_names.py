"""Ids in any one script, and what a list of allowed answers may hold."""

from __future__ import annotations

import unicodedata

import pytest
from pydantic_core import PydanticCustomError

from salesaudit.orgfile.units import answers_allowed, identifier


@pytest.mark.parametrize("name", ["petrov", "петров_1", "日本", "café", "a.b-c"])
def test_an_id_of_one_script_is_itself(name: str) -> None:
    assert identifier(unicodedata.normalize("NFD", name)) == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize(
    ("name", "code", "point"),
    [
        ("no body", "E059", "U+0020"),
        ("петров!", "E059", "U+0021"),
        ("é’b", "E059", "U+2019"),
        ("petrоv", "E060", "U+043E"),
        ("x" * 129, "E058", None),
    ],
)
def test_what_cannot_be_an_id(name: str, code: str, point: str | None) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        identifier(name)
    assert refused.value.type == code
    assert (refused.value.context or {}).get("point") == point


def test_not_known_is_an_answer_that_may_be_allowed() -> None:
    assert answers_allowed(["yes", None]) == ["yes", "unknown"]
    assert answers_allowed("yes") == ["yes"]
