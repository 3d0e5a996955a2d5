"""YAML into nodes: meaning, places, and every way in which a file can be refused."""

from __future__ import annotations

import gc
import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from salesaudit.orgfile import yamltree
from salesaudit.orgfile.nodes import Lines, Mapping, Node, Rows, Scalar, Sequence, Source, Span
from salesaudit.orgfile.problems import Problem
from salesaudit.orgfile.yamltree import locate, read_tree
from salesaudit.safety.errors import SalesauditError
from salesaudit.safety.limits import LIMITS


def read(text: str | bytes, **limits: int) -> tuple[Source, list[Problem]]:
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return read_tree(data, "org.yaml", replace(LIMITS, **limits))


def root(text: str | bytes) -> Mapping:
    source, problems = read(text)
    assert problems == []
    assert source.root is not None
    return source.root


def codes(text: str | bytes, **limits: int) -> list[str]:
    return [problem.code for problem in read(text, **limits)[1]]


def the_problem(text: str | bytes, **limits: int) -> Problem:
    (problem,) = read(text, **limits)[1]
    return problem


def plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.items.items()}


def shown(text: str, span: Span) -> str:
    lines = text.split("\n")[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)


# -- meaning


def test_all_values_are_the_text_that_was_written() -> None:
    written = ["NO", "on", "12:30", "010", "2024-01-01", "0x_", "=", "~", "1_000", ".nan", "true"]
    tree = root("a: [" + ", ".join(written) + "]\n")
    assert plain(tree) == {"a": written}


def test_plain_is_told_from_quoted_and_block() -> None:
    tree = root("a: none\nb: 'none'\nc: \"none\"\nd: |\n  none\ne: >-\n  none\n")
    values = [node for node in tree.items.values() if isinstance(node, Scalar)]
    assert [node.plain for node in values] == [True, False, False, False, False]


@pytest.mark.parametrize("key", ["1", "2024-01-01", "on", "no", "yes", "'true'", '"<<"', "'~'", "1.5"])
def test_keys_that_are_text(key: str) -> None:
    assert list(root(f"{key}: x\n").items) == [key.strip("'\"")]


def test_harmless_aliases_stand_where_their_anchor_does() -> None:
    tree = root("a: &x {b: [1]}\nc: *x\nd: &y text\ne: [*y, *x]\n")
    assert tree.items["c"].span == tree.items["a"].span == Span(1, 4, 1, 15)
    assert plain(tree)["e"] == ["text", {"b": ["1"]}]


def test_an_anchored_key_can_be_repeated_as_key_and_value() -> None:
    assert plain(root("&k name: &v x\nb: {*k : *v}\nc: *k\n")) == {"name": "x", "b": {"name": "x"}, "c": "name"}


def test_a_name_anchored_twice_means_the_nearest_above() -> None:
    assert plain(root("a: &x 1\nb: *x\nc: &x 2\nd: *x\n")) == {"a": "1", "b": "1", "c": "2", "d": "2"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_byte_order_mark(end: str) -> None:
    text = "salesaudit: 1\ncompany:\n  name: Ромашка\n".replace("\n", end)
    tree = root(b"\xef\xbb\xbf" + text.encode())
    assert locate(tree, ("company", "name")) == Span(3, 9, 3, 16)
    assert tree.span.line == 1
    assert tree.span.column == 1


def test_source_has_text_lines_and_hash() -> None:
    data = b"\xef\xbb\xbfa: 1\r\nb: 2\r"
    source, _ = read(data)
    assert source.text == "a: 1\r\nb: 2\r"
    assert source.lines == ["a: 1", "b: 2", ""]
    assert source.sha256 == hashlib.sha256(data).hexdigest()


# -- places


@pytest.mark.parametrize(
    ("text", "path", "value", "key"),
    [
        ("a: 1\n", ("a",), "1", "a"),
        ("имя: 中文 текст\n", ("имя",), "中文 текст", "имя"),
        ("a: {b: [x, 'y z']}\n", ("a", "b", 1), "'y z'", "'y z'"),
        ("a: {b: [x, 'y z']}\n", ("a", "b"), "[x, 'y z']", "b"),
        ("a:\n  b: 1\n  c: 2\n\n# end\nd: 3\n", ("a",), "b: 1\n  c: 2", "a"),
        ("a:\n- x\n- y\nb: 1\n", ("a",), "- x\n- y", "a"),
        ("a: |\n  one\n  two\n\n\nb: 1\n", ("a",), "|\n  one\n  two", "a"),
        ("a: >-\n  one\n  two", ("a",), ">-\n  one\n  two", "a"),
        ("a: |\n\n\nb: 1\n", ("a",), "|", "a"),
        ("a:\nb: 1\n", ("a",), "", "a"),
        ("a: {b: , c: 1}\n", ("a", "b"), "", "b"),
        ("a: first\n  second\nb: 1\n", ("a",), "first\n  second", "a"),
        ("? a\n? b\n: 2\n", ("a",), "", "a"),
        ("a:\n  - b: 1\n    c: 2\n  - d: 3\n", ("a", 0), "b: 1\n    c: 2", "b: 1\n    c: 2"),
        ("a: &x {b: 1}\nc: *x\n", ("c",), "&x {b: 1}", "c"),
    ],
)
def test_spans_are_what_was_written(text: str, path: tuple[str | int, ...], value: str, key: str) -> None:
    tree = root(text)
    assert shown(text, locate(tree, path)) == value
    assert shown(text, locate(tree, path, key=True)) == key


def test_an_empty_value_stands_right_after_its_colon() -> None:
    assert locate(root("a:   \nb: 1\n"), ("a",)) == Span(1, 3, 1, 3)
    assert locate(root("a:\n  - x\n  -\n"), ("a", 1)) == Span(3, 4, 3, 4)
    assert locate(root("? a "), ("a",)) == Span(1, 4, 1, 4)
    assert locate(root("? a\r\n? b\r\n"), ("a",)) == Span(1, 4, 1, 4)


def test_a_missing_path_is_placed_at_the_deepest_part_that_exists() -> None:
    text = "roles:\n  ceo: {count: 1}\nelements: {scripts: spoken}\nlist:\n  - a: 1\n"
    tree = root(text)
    assert shown(text, locate(tree, ("roles", "ceo", "kpis", 3))) == "ceo"
    assert shown(text, locate(tree, ("elements", "scripts", "state"))) == "spoken"
    assert locate(tree, ("nothing",)) == Span(1, 1, 1, 2)
    assert locate(tree, ("list", 7)) == locate(tree, ("list",), key=True)
    assert locate(tree, ("list", 0, "b")) == Span(5, 5, 5, 6)
    assert locate(tree, ("roles", 0)) == locate(tree, ("roles",), key=True)
    assert locate(tree, ()) == tree.span


def test_lines_end_in_any_of_three_ways() -> None:
    lines = Lines("a\nб\r\nc\rd")
    assert lines.span(2, 3) == Span(2, 1, 2, 2)
    assert lines.span(0, 6) == Span(1, 1, 3, 2)
    assert lines.span(1, 1) == Span(1, 2, 1, 2)
    assert lines.character(7) == Span(4, 1, 4, 2)
    assert Lines("a\nb\n").span(4, 4) == Span(3, 1, 3, 1)


def test_what_cannot_be_a_key_leaves_its_neighbours_alone() -> None:
    source, problems = read("a: 1\n? [x, {y: z}]\n: {b: &v [2]}\na: {c: 3}\nd: *v\n? *v\n: 4\ne: 5\n")
    assert [problem.code for problem in problems] == ["E005", "E004", "E005"]
    assert source.root is not None
    assert plain(source.root) == {"a": "1", "d": ["2"], "e": "5"}
    assert locate(source.root, ("e",)) == Span(8, 4, 8, 5)


def test_a_path_may_name_an_item_by_its_id() -> None:
    tree = root("list: [x, y]\n")
    asked = []

    def ids(rows: Rows, row: int) -> dict[str, int]:
        asked.append(rows.content[row + 1])
        return {"second": 1}

    assert locate(tree, ("list", "second"), ids=ids) == Span(1, 11, 1, 12)
    assert locate(tree, ("list", "third"), ids=ids) == Span(1, 1, 1, 5)
    assert asked == ["x", "x"]


def test_a_node_is_made_once() -> None:
    tree = root("a: {b: [1]}\n")
    assert tree.items["a"] is tree.items["a"]
    assert tree.keys == {"a": Span(1, 1, 1, 2)}


# -- what is refused, and where


def test_a_key_written_twice_names_both_lines_and_keeps_the_first() -> None:
    source, (problem,) = read("a: 1\nb:\n  c: 1\n  d: 2\n  c: {e: 3}\n")
    assert (problem.code, problem.span, problem.related) == ("E004", Span(5, 3, 5, 4), (Span(3, 3, 3, 4),))
    assert problem.values == {"found": "c", "line": 5, "first": 3}
    assert problem.path == ("b",)
    assert problem.line_text == "  c: {e: 3}"
    assert source.root is not None
    assert plain(source.root) == {"a": "1", "b": {"c": "1", "d": "2"}}


@pytest.mark.parametrize(
    ("text", "code", "hint", "place", "found"),
    [
        ("~: 1\n", "E005", "E005.quote", (1, 1), "~"),
        ("a: {true: 1}\n", "E005", "E005.quote", (1, 5), "true"),
        ("Null: 1\n", "E005", "E005.quote", (1, 1), "Null"),
        ("a: 1\n?\n: 2\n", "E005", "E005.empty", (2, 2), "?"),
        ("? [x, y]\n: 1\n", "E005", "E005.text", (1, 3), "[x, y]"),
        ("{a: 1}: 2\n", "E005", "E005.text", (1, 1), "{a: 1}"),
        ("a: &l [1]\nb: {*l : 2}\n", "E005", "E005.text", (2, 5), "*l"),
        ("{*nope : 2}\n", "E018", "E018.hint", (1, 2), "nope"),
        ("a: &e\nb: {*e : 2}\n", "E005", "E005.empty", (2, 5), "*e"),
        ("a: &t x\nb: {x: 1, *t : 2}\n", "E004", "E004.hint", (2, 11), "x"),
        ("b: {<<: 1}\n", "E009", "E009.hint", (1, 5), "<<"),
        ("a: !!python/name:os.system\n", "E006", "E006.hint", (1, 4), "!!python/name:os.system"),
        ("a: &x !env HOME\n", "E006", "E006.hint", (1, 7), "!env"),
        ("a: !!set {b, c}\n", "E006", "E006.hint", (1, 4), "!!set"),
        ("a: ! x\n", "E006", "E006.hint", (1, 4), "!"),
        ("a: !<tag:x> [1]\n", "E006", "E006.hint", (1, 4), "!<tag:x>"),
        ("a: !x!y z\n", "E006", "E006.hint", (1, 4), "!x!y z"),
        ("a: *nope\n", "E018", "E018.hint", (1, 4), "nope"),
        ("a: &x [1, *x]\n", "E008", "E008.hint", (1, 11), "x"),
        ("a: &x {b: *x}\n", "E008", "E008.hint", (1, 11), "x"),
        ("- 1\n", "E014", "E014.list", (1, 1), "- 1"),
        ("hello\n", "E014", "E014.text", (1, 1), "hello"),
        ("'~'\n", "E014", "E014.text", (1, 1), "'~'"),
    ],
)
def test_refused(text: str, code: str, hint: str, place: tuple[int, int], found: str) -> None:
    problem = the_problem(text)
    assert (problem.code, problem.hint, problem.values["found"]) == (code, hint, found)
    assert problem.span is not None
    assert problem.span[:2] == place


@pytest.mark.parametrize("text", ["", "# x\n", "---\n", "~\n", "null\n", "\n\n", "--- \n...\n", b"\xef\xbb\xbf"])
def test_empty(text: str | bytes) -> None:
    problem = the_problem(text)
    assert (problem.code, problem.span) == ("E013", Span(1, 1, 1, 2))


def test_a_second_document() -> None:
    source, (problem,) = read("a: 1\n---\nb: 2\n")
    assert (problem.code, problem.span) == ("E012", Span(2, 1, 2, 4))
    assert source.root is None


def test_a_value_under_a_refused_key_is_still_read_for_problems() -> None:
    assert codes("? [a]\n: {b: 1, b: !x 2}\n<<: {c: 1, c: 2}\na: 1\na: {~: 1}\n") == [
        "E005", "E004", "E006", "E009", "E004", "E004", "E005",
    ]  # fmt: skip


def test_a_syntax_error_keeps_what_was_found_before() -> None:
    source, problems = read("a: 1\na: !t 2\nb: [1\n")
    assert [problem.code for problem in problems] == ["E004", "E006", "E003"]
    assert source.root is None


@pytest.mark.parametrize(
    ("text", "hint", "place"),
    [
        ("a:\n\tb: 1\n", "E003.tab", (2, 1)),
        ("a: @x\n", "E003.start", (1, 4)),
        ("a: b: c\n", "E003.colon", (1, 5)),
        ("a: 1\n b: 2\n", "E003.colon", (2, 3)),
        ("a: - 1\n", "E003.dash", (1, 4)),
        ("a: ? 1\n", "E003.question", (1, 4)),
        ("a: 1\nb\n", "E003.no_colon", (2, 1)),
        ("a: 1\n- b\n", "E003.key", (2, 1)),
        ('a: "x" y\n', "E003.key", (1, 8)),
        ("- a\nb: 1\n", "E003.list", (2, 1)),
        ("a: [1, 2\nb: 3\n", "E003.bracket", (2, 2)),
        ("a: {b: 1\nc: 2\n", "E003.brace", (2, 2)),
        ("a: [1,\n", "E003.value", (1, 7)),
        ("a: ]\n", "E003.value", (1, 4)),
        ('a: "abc\nb: 1\n', "E003.quote", (1, 4)),
        ("a: 'b\n---\n", "E003.quote", (1, 4)),
        ('a: "\\q"\n', "E003.escape", (1, 5)),
        ('a: "\\xzz"\n', "E003.escape", (1, 7)),
        ("a: & b\n", "E003.anchor", (1, 5)),
        ("a: *\n", "E003.anchor", (1, 4)),
        ("{a: 1} x\n", "E003.document", (1, 8)),
        ("%YAML 1.3\n---\na: 1\n", "E003.directive", (1, 1)),
        ("%FOO\n---\na: 1\n", "E003.directive", (1, 1)),
        ("a: |3x\n", "E003.block", (1, 6)),
    ],
)
def test_syntax(text: str, hint: str, place: tuple[int, int]) -> None:
    problem = the_problem(text)
    assert (problem.code, problem.hint) == ("E003", hint)
    assert problem.span is not None
    assert problem.span[:2] == place
    assert problem.values["found"]


def test_an_unclosed_bracket_also_names_where_it_was_opened() -> None:
    assert the_problem("a: [1, 2\nb: 3\n").related == (Span(1, 4, 1, 5),)


# -- characters and encodings


@pytest.mark.parametrize(
    ("data", "encoding", "place"),
    [
        ("a: Ромашка\n".encode("cp1251"), "Windows-1251", (1, 4)),
        ("a: Ромашка\n".encode("koi8-r"), "KOI8-R", (1, 4)),
        ("a: Ромашка и лютик\n".encode("cp866"), "CP866", (1, 4)),
        ("x: 1\na: café\n".encode("latin-1"), "Windows-1252", (2, 7)),
        ("a: 1\n".encode("utf-16"), "UTF-16", (1, 1)),
        ("a: 1\n".encode("utf-16-le"), "UTF-16", (1, 1)),
        ("a: 1\n".encode("utf-16-be"), "UTF-16", (1, 1)),
        ("a: 1\n".encode("utf-32"), "UTF-32", (1, 1)),
        ("a: 1\n".encode("utf-32-be"), "UTF-32", (1, 1)),
        ("a: Ромашка и лютик ".encode() + b"\xff\n", "", (1, 20)),
        (b"a: \xed\xa0\x80\n", "", (1, 4)),
    ],
)
def test_not_utf8(data: bytes, encoding: str, place: tuple[int, int]) -> None:
    problem = the_problem(data)
    assert (problem.code, problem.values["encoding"]) == ("E001", encoding)
    assert problem.hint == ("E001.hint" if encoding else "E001.damaged")
    assert problem.span is not None
    assert problem.span[:2] == place


def test_a_file_in_another_encoding_shows_its_line_as_it_was_meant() -> None:
    assert the_problem("a: Ромашка\n".encode("cp1251")).line_text == "a: Ромашка"
    assert the_problem("a: Ромашка\n".encode("utf-16")).line_text == "a: Ромашка"


@pytest.mark.parametrize(
    ("text", "code", "hint", "place", "character"),
    [
        ("a: x\x1b[2J\n", "E017", "E017.hint", Span(1, 5, 1, 6), "U+001B"),
        ("a: x\x9bz\n", "E017", "E017.hint", Span(1, 5, 1, 6), "U+009B"),
        ("a: x\x85z\n", "E017", "E017.hint", Span(1, 5, 1, 6), "U+0085"),
        ("a: x\x00\x00z\n", "E017", "E017.hint", Span(1, 5, 1, 7), "U+0000"),
        ('a: "x\\0"\n', "E017", "E017.hint", Span(1, 4, 1, 9), "U+0000"),
        ('"\\e": 1\n', "E017", "E017.hint", Span(1, 1, 1, 5), "U+001B"),
        ("a: x\u2028z\n", "E015", "E015.separator", Span(1, 5, 1, 6), "U+2028"),
        ("a: 1\n\ufeffb: 2\n", "E015", "E015.hint", Span(2, 1, 2, 2), "U+FEFF"),
        ("a: \uffff\n", "E015", "E015.hint", Span(1, 4, 1, 5), "U+FFFF"),
        ('a: "x\\ud800"\n', "E015", "E015.escape", Span(1, 6, 1, 12), "\\ud800"),
        ('a: "\\U00110000"\n', "E015", "E015.escape", Span(1, 5, 1, 15), "\\U00110000"),
        ('a: "\\UFFFFFFFF"\n', "E015", "E015.escape", Span(1, 5, 1, 15), "\\UFFFFFFFF"),
        ('a: "\\ud83d\\ude00"\n', "E015", "E015.pair", Span(1, 5, 1, 17), "\\ud83d\\ude00"),
    ],
)
def test_characters(text: str, code: str, hint: str, place: Span, character: str) -> None:
    problem = the_problem(text)
    assert (problem.code, problem.hint, problem.span) == (code, hint, place)
    assert problem.values["character"] == character


def test_the_two_halves_of_a_character_are_told_as_one() -> None:
    assert the_problem('a: "\\ud83d\\ude00"\n').values["proper"] == "\\U0001f600"


def test_tabs_and_line_ends_may_be_escaped() -> None:
    assert plain(root('a: "x\\ty\\nz\\r\\u2028"\n')) == {"a": "x\ty\nz\r\u2028"}


def test_a_bad_character_does_not_move_the_places_behind_it() -> None:
    source, problems = read("a: \x1b\u2028x\nb: 1\nb: 2\n")
    assert [problem.code for problem in problems] == ["E017", "E004"]
    assert problems[1].span == Span(3, 1, 3, 2)
    assert source.lines[1] == "b: 1"


# -- limits: at the limit and one beyond


def test_limit_of_bytes() -> None:
    assert codes("a: 12\n", org_file_bytes=6) == []
    problem = the_problem("a: 123\n", org_file_bytes=6)
    assert (problem.code, problem.values) == ("E002", {"size": 7, "limit": 6})


@pytest.mark.parametrize("text", ["[{0}]", "- {0}", "? {0}", "a:\n {0}"])
def test_limit_of_depth_is_the_house_limit(text: str) -> None:
    opened = {"[{0}]": "[", "- {0}": "- ", "? {0}": "? ", "a:\n {0}": "{a: "}[text]
    closed = {"[": "]", "{a: ": "}"}.get(opened, "")
    depth = LIMITS.yaml_depth
    assert "E010" not in codes("x: 1\ny:\n  " + opened * (depth - 1) + "z" + closed * (depth - 1))
    problem = read("x: 1\ny:\n  " + opened * depth + "z" + closed * depth)[1][-1]
    assert problem.code == "E010"
    assert problem.span is not None
    assert problem.span[:2] == (3, 3 + len(opened) * (depth - 1))


def test_limit_of_depth_holds_for_what_aliases_build() -> None:
    base = "a: &a [[[x]]]\n"
    assert codes(base + "b: [*a]\n", yaml_depth=5) == []
    assert codes(base + "b: [[*a]]\n", yaml_depth=5) == ["E010"]
    chain = base + "b: &b [[*a]]\n"
    assert codes(chain + "c: [*b]\n", yaml_depth=7) == []
    assert codes(chain + "c: [[*b]]\n", yaml_depth=7) == ["E010"]


def test_limit_of_events() -> None:
    events = 10  # the stream, the document and the section are 6, then 4 texts
    assert codes("a: 1\nb: 2\n", yaml_events=events) == []
    assert codes("a: 1\nb: 2\n", yaml_events=events - 1) == ["E011"]
    assert codes("a: [" + "x, " * (LIMITS.yaml_events - 9) + "]\n") == []
    assert codes("a: [" + "x, " * (LIMITS.yaml_events - 8) + "]\n") == ["E011"]


def test_limit_of_nodes_counts_what_aliases_repeat() -> None:
    text = "a: &a [x, y]\nb: [*a, *a]\n"  # 1 + key 1 + list 3 + key 1 + list 1 + 2 * 3
    assert codes(text, yaml_nodes=13) == []
    assert codes(text, yaml_nodes=12) == ["E007"]


def test_limit_of_nodes_counts_what_comes_after_the_last_alias() -> None:
    text = "a: &a [x, y]\nb: *a\nc: 1\n"  # 1 + 4 + 4 + 2
    assert codes(text, yaml_nodes=11) == []
    assert codes(text, yaml_nodes=10) == ["E007"]


def test_nested_anchors_are_counted_once_each() -> None:
    text = "a: &a {k: &b [x]}\nb: *a\nc: *b\n"
    # The root, then (key, section, key, list, x) + (key, section, key, list, x) + (key, list, x)
    assert codes(text, yaml_nodes=14) == []
    assert codes(text, yaml_nodes=13) == ["E007"]


def test_limit_of_a_text_is_in_bytes() -> None:
    assert codes("a: " + "x" * LIMITS.scalar_bytes + "\n") == []
    assert codes("a: " + "x" * (LIMITS.scalar_bytes + 1) + "\n") == ["E016"]
    assert codes("a: " + "я" * (LIMITS.scalar_bytes // 2) + "\n") == []
    assert codes("a: x" + "я" * (LIMITS.scalar_bytes // 2) + "\n") == ["E016"]
    problem = the_problem("a: '" + "x" * 9 + "'\n", scalar_bytes=8)
    assert problem.values == {"found": "x" * 9, "size": 9, "limit": 8}


def test_limit_of_problems() -> None:
    assert codes("a: [!x 1, !x 2, !x 3]\n", problems_kept=4) == ["E006"] * 3
    assert codes("a: [!x 1, !x 2, !x 3, !x 4, !x 5]\n", problems_kept=4) == ["E006"] * 4


def test_limit_of_bad_characters_told() -> None:
    assert codes("a: [\x01, \x02, \x03]\n", errors_shown=3) == ["E017"] * 3
    assert codes("a: [\x01, \x02, \x03]\n", errors_shown=2) == ["E017"] * 2


# -- robustness


@pytest.mark.parametrize(
    "error", [ValueError, KeyError, IndexError, AttributeError, OverflowError, TypeError, UnicodeDecodeError]
)
def test_whatever_the_parser_leaks_becomes_a_problem(error: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    raised = UnicodeDecodeError("utf-8", b"x", 0, 1, "bad") if error is UnicodeDecodeError else error("leak")
    _raise_from_parser(raised, monkeypatch)
    problem = the_problem("a: 1\n")
    assert (problem.code, problem.hint) == ("E003", "E003.other")


@pytest.mark.parametrize("error", [MemoryError, RecursionError])
def test_too_little_memory_becomes_a_problem(error: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    _raise_from_parser(error(), monkeypatch)
    assert codes("a: 1\n") == ["E019"]


def _raise_from_parser(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    class Parser:
        def __init__(self, data: bytes) -> None:
            pass

        def get_event(self) -> object:
            raise error

    monkeypatch.setattr(yamltree, "C_LOADER", Parser)


def test_the_c_parser_is_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamltree, "C_LOADER", None)
    with pytest.raises(SalesauditError) as caught:
        read("a: 1\n")
    assert (caught.value.key, caught.value.hint) == ("yaml.no_c_parser", "yaml.no_c_parser.hint")


@pytest.mark.parametrize("text", ["a: 1\n", "a: [\n"])
def test_the_garbage_collector_is_left_as_it_was(text: str) -> None:
    assert gc.isenabled()
    read(text)
    assert gc.isenabled()
    gc.disable()
    try:
        read(text)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_file_that_may_not_be_ours_is_not_quoted() -> None:
    _, problems = read_tree(b"root:x:0:0:root\nsecret: !tag 1\nsecret: [\n", "x", quote=False)
    assert problems
    for problem in problems:
        assert problem.line_text is None
        assert problem.values.get("found", "…") == "…"


_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff\uffff\ufffe")
)
_TREES = st.dictionaries(
    _TEXT,
    st.recursive(
        _TEXT, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4), max_leaves=12
    ),
    min_size=1,
    max_size=5,
)


@settings(deadline=None)
@given(_TREES)
def test_json_comes_back_as_written_and_every_place_holds_its_text(tree: dict[str, Any]) -> None:
    text = json.dumps(tree, ensure_ascii=False, indent=1)
    built = root(text)
    assert plain(built) == tree
    stack: list[tuple[tuple[str | int, ...], Any]] = [((), tree)]
    while stack:
        path, value = stack.pop()
        assert json.loads(shown(text, locate(built, path))) == value
        if isinstance(value, dict):
            stack += [((*path, key), inner) for key, inner in value.items()]
            assert all(json.loads(shown(text, locate(built, (*path, key), key=True))) == key for key in value)
        elif isinstance(value, list):
            stack += [((*path, index), inner) for index, inner in enumerate(value)]


_WORDS = [
    "a",
    "b",
    ": ",
    ":",
    "- ",
    "? ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "&x ",
    "*x",
    "!t ",
    "!!",
    ">-",
    "'",
    '"',
    "\\",
    "\\u",
    "d800",
    "#",
    " # c",
    "---",
    "...",
    "%YAML 1.2",
    "<<",
    "~",
    "я",
    "😀",
]
_BREAKS = ["\n", "\n  ", "\n\t", "|", "\ufeff", "\x00", "\x85", "\u2028", "\r", "\x1b"]
_PIECES = st.lists(st.sampled_from(_WORDS + _BREAKS), max_size=40).map("".join)


@settings(max_examples=500, deadline=None)
@given(st.one_of(_PIECES.map(str.encode), st.binary(max_size=60)))
@example(b"[\n")
@example(b"\n\n\n'")
@example(b"&x\n")
@example(b"a: &x\n? *x\n")
@example(b"? - a\n  -\n")
def test_no_bytes_make_it_break(data: bytes) -> None:
    source, problems = read_tree(data, "x")
    assert (source.root is not None) or problems
    assert problems == sorted(problems, key=lambda problem: (problem.span, problem.code))
    for problem in problems:
        assert problem.span is not None
        assert 1 <= problem.span.line <= max(1, len(source.lines))
        assert problem.span.column >= 1
    if source.root is not None:
        _spans_are_inside(source)


def _spans_are_inside(source: Source) -> None:
    assert source.root is not None
    stack: list[Node] = [source.root]
    while stack:
        node = stack.pop()
        span = node.span
        assert (1, 1) <= span[:2] <= span[2:]
        assert span.end_line <= len(source.lines)
        assert span.end_column <= len(source.lines[span.end_line - 1]) + 1
        if isinstance(node, Mapping):
            assert set(node.keys) >= set(node.items)
        if not isinstance(node, Scalar):
            stack += node.items.values() if isinstance(node, Mapping) else node.items
