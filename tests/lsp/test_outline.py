"""Keys and values of a file that is being typed: the same as the reader's where the file is right, something always."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesaudit.editor.outline import Cursor, at, cursor, outline
from salesaudit.orgfile.nodes import Mapping, Node, Sequence, Span
from salesaudit.orgfile.nodes import Path as Route
from salesaudit.orgfile.yamltree import read_tree
from tests.functional.command import ROOT

FILES = sorted((ROOT / "examples").rglob("*.yaml"))
SOME = (ROOT / "examples" / "trader.yaml").read_text("utf-8")


def keys(node: Node, path: Route = ()) -> Iterator[tuple[Route, tuple[int, int]]]:
    if isinstance(node, Mapping):
        for key, item in node.items.items():
            yield (*path, key), node.keys[key][:2]
            yield from keys(item, (*path, key))
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            yield from keys(item, (*path, index))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_that_is_right_has_the_keys_that_the_reader_finds(file: Path) -> None:
    source, _ = read_tree(file.read_bytes(), file.name)
    assert source.root is not None

    found = [(token.path, token.span[:2]) for token in outline(source.text) if token.mode == "key"]

    assert found == list(keys(source.root))


def point(text: str) -> Cursor | None:
    """Return what is being typed where the mark is."""
    before = text.partition("|")[0]
    return cursor(text.replace("|", ""), before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ro|", Cursor("key", (), "ro")),
        ("a:\n  b|", Cursor("key", ("a",), "b")),
        ("a:\n  |", Cursor("key", ("a",), "")),
        ("a:\n  b: {}\n|", Cursor("key", (), "")),
        ("a:\n  b: {}\n  |", Cursor("key", ("a",), "")),
        ("a: {b: 1, c|}", Cursor("key", ("a",), "c")),
        ("a: {b: |}", Cursor("value", ("a", "b"), "")),
        ("a: {b: x|}", Cursor("value", ("a", "b"), "x")),
        ("a: {b: [x, |", Cursor("value", ("a", "b", 1), "")),
        ("a: {b: [x, y], |", Cursor("key", ("a",), "")),
        ("a: {b: 1,\n    c|", Cursor("key", ("a",), "c")),
        ("a:\n  - x\n  - |", Cursor("value", ("a", 1), "")),
        ("a:\n- x\n- y|", Cursor("value", ("a", 1), "y")),
        ("a:\n  - {b: |", Cursor("value", ("a", 0, "b"), "")),
        ("a:\n  - b: x\n    c|", Cursor("key", ("a", 0), "c")),
        ("a: 'it''s' # no|", None),
        ("# a|", None),
        ("a: >\n  some text|", None),
        ("a: >\n  some text\nb|", Cursor("key", (), "b")),
        ("a:|", None),
        ("a|: 1", Cursor("key", (), "a")),
        ("a: {b: [x\nb:\n  c|", Cursor("key", ("b",), "c")),
        ("a: 'x: y'\nb|", Cursor("key", (), "b")),
        ("'a b': |", Cursor("value", ("a b",), "")),
        ("a: x#y|", Cursor("value", ("a",), "x#y")),
    ],
)
def test_what_is_typed_is_known_though_the_file_is_not_right(text: str, found: Cursor | None) -> None:
    assert point(text) == found


def test_a_point_belongs_to_the_word_that_it_touches() -> None:
    tokens = outline("a: {bc: d}\n")

    assert [token.text if (token := at(tokens, 1, column)) else None for column in (1, 2, 3, 5, 7, 9)] == [
        "a", "a", None, "bc", "bc", "d",
    ]  # fmt: skip
    assert at(tokens, 1, 5).span == Span(1, 5, 1, 7)  # type: ignore[union-attr]


ODD = st.text(alphabet=st.sampled_from("ab:{}[],-#'\"|> \n\t\\é🦅"), max_size=200)


@given(ODD, st.integers(1, 9), st.integers(1, 40))
def test_no_text_is_too_odd(text: str, line: int, column: int) -> None:
    for token in outline(text):
        assert token.span.line == token.span.end_line
        assert text.replace("\r", "").split("\n")[token.span.line - 1][token.span.column - 1 :].startswith(token.text)
    cursor(text, line, column)


@given(st.integers(0, len(SOME)))
def test_half_a_file_has_the_keys_of_its_half(length: int) -> None:
    whole = {token for token in outline(SOME) if token.mode == "key" and token.whole}
    half = {token for token in outline(SOME[:length].rpartition("\n")[0] + "\n") if token.mode == "key" and token.whole}

    assert half <= whole


@pytest.mark.parametrize("text", [" " * 60_000, "a" * 60_000, "a " * 30_000, "'" * 60_000, "[" * 60_000, "- " * 30_000,
                                  '"\\' * 30_000, "#" * 60_000, "a:" * 30_000, "{a: " * 15_000])  # fmt: skip
def test_no_line_is_too_long(text: str) -> None:
    assert len(outline(text + "\nb: 1\n")) < 100_000


def test_a_file_that_is_too_large_has_no_keys() -> None:
    assert outline("a: 1\n" * 500_000) == []
    assert cursor("a: 1\n" * 500_000, 3, 1) is None
