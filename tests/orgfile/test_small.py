"""Small files of ours: every value with its place, and every problem at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesaudit.orgfile.nodes import Span
from salesaudit.orgfile.problems import LoadError
from salesaudit.orgfile.small import SmallFile, below, plain, words

TEXT = """\
section: {a: 1, b: unknown, c: two}
list: [x, "none", [y], " "]
one: x
none: none
quoted: "none"
blank: " "
deep: {items: [{name: z}]}
"""


@pytest.fixture
def file(tmp_path: Path) -> SmallFile:
    path = tmp_path / "small.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return SmallFile(str(path))


def codes(file: SmallFile) -> list[str]:
    return [problem.code for problem in file.problems]


def test_entries_leave_out_what_is_not_known(file: SmallFile) -> None:
    assert file.source.root is not None
    entries = list(file.entries(file.source.root.items["section"]))
    assert [(key, place.line, plain(value)) for key, place, value in entries] == [("a", 1, "1"), ("c", 1, "two")]
    assert list(file.entries(file.source.root.items["one"])) == []
    assert codes(file) == ["E035"]


def test_a_section_that_is_not_known_has_no_entries(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text("section: unknown\n", encoding="utf-8")
    file = SmallFile(str(path))
    assert file.source.root is not None
    assert list(file.entries(file.source.root.items["section"])) == []
    assert codes(file) == []


@pytest.mark.parametrize(
    ("name", "texts", "problems"),
    [
        ("list", ["x", "none"], ["E034", "E034"]),
        ("one", ["x"], []),
        ("none", [], []),
        ("quoted", ["none"], []),
        ("blank", [], ["E034"]),
        ("section", [], ["E036"]),
    ],
)
def test_texts(file: SmallFile, name: str, texts: list[str], problems: list[str]) -> None:
    assert file.source.root is not None
    assert [text for text, _ in file.texts(file.source.root.items[name])] == texts
    assert codes(file) == problems


def test_one_of_a_few_words(file: SmallFile) -> None:
    assert file.source.root is not None
    one, blank = file.source.root.items["one"], file.source.root.items["blank"]
    assert file.one_of(one, ["x", "y"]) == "x"
    assert file.one_of(one, iter(["xx", "y"])) is None
    assert file.one_of(blank, ["x"]) is None
    assert codes(file) == ["E033", "E034"]
    told = file.problems[0]
    assert (told.span, told.hint, told.values["near"], told.values["known"]) == (Span(3, 6, 3, 7), "E033.hint", None,
                                                                               "xx, y")  # fmt: skip
    with pytest.raises(LoadError):
        file.finish()


def test_a_name_that_is_nearly_right_gets_the_nearest(file: SmallFile) -> None:
    file.tell_name("E031", Span(1, 1, 1, 8), "sectoin", ["section", "list"])
    assert (file.problems[0].hint, file.problems[0].values["near"]) == ("E031.near", "section")


def test_a_place_outside_of_the_text_has_no_line(file: SmallFile) -> None:
    file.tell("E031", Span(99, 1, 99, 1))
    assert file.problems[0].line_text is None


def test_the_deepest_node_on_the_way(file: SmallFile) -> None:
    root = file.source.root
    assert root is not None
    assert words(below(root, ("deep", "items", 0, "name"))) == "z"
    assert plain(below(root, ("deep", "items", 1, "name"))) == [{"name": "z"}]
    assert plain(below(root, ("one", "x"))) == "x"
    assert words(below(root, ("deep",))) == "…"
    assert words(None) == "…"
