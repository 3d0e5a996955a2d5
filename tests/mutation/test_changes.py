"""The changes themselves: what becomes of a piece of code, and what is left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.mutation.__main__ import MODULES
from tests.mutation.changes import changes
from tests.mutation.page import page, reasons, unjudged
from tests.mutation.runner import Result, _noticed, changes_of, path_of


def told(code: str) -> list[str]:
    return [change.says for change in changes(code, "rules.x", "x.py")]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("a < b", ["a < b → a <= b"]),
        ("a in b", ["a in b → a not in b"]),
        ("a and b", ["a and b → a or b"]),
        ("not a", ["not a → a"]),
        ("a + b", ["a + b → a"]),
        ("a - b", ["a - b → a + b"]),
        ("x = 2", ["2 → 3"]),
        ("x = 0.2", ["0.2 → 0.4"]),
        ("x = 'id'", ["'id' → 'id_x'"]),
        ("x = True", ["True → False"]),
        ("x = a, b", ["(a, b) → (b,)", "(a, b) → (a,)"]),
        ("x = a if b else c", ["a if b else c → a", "a if b else c → c"]),
        ("x = a[:b]", [":b → :"]),
        ("x = [a for a in b if c]", ["for a in b if c → for a in b"]),
        ("x = a.low", ["a.low → a.high"]),
        ("if a:\n    pass", ["a → True", "a → False"]),
        ("def f():\n    raise a(f'wrong: {b}')", ["raise a(f'wrong: {b}') → pass"]),
        ("x = f'role:{b}'", ["'role:' → 'role:_x'"]),
        ("x = opposite(a)", ["opposite(a) → a"]),
        ("x = a.worded(b)", ["a.worded(b) → a"]),
        ("x = f(a, b=c)", ["f(a, b=c) → f(a)"]),
        ("x = sorted(a, key=b)", ["sorted(a, key=b) → list(a)", "sorted(a, key=b) → sorted(a)"]),
        ("x = max(a)", ["max(a) → min(a)"]),
    ],
)
def test_a_change_is_small(code: str, expected: list[str]) -> None:
    statement = {"a < b", "a in b", "a and b", "not a", "a + b", "a - b"}
    assert told(f"x = {code}" if code in statement else code) == expected


@pytest.mark.parametrize(
    "code",
    [
        '"""What it is for."""',
        "from a import b",
        "def f(a: Literal['b']) -> Literal['c']:\n    return a",
        "X: TypeAlias = Literal['a']",
        "T = TypeVar('T', bound=A)",
        "F = Callable[[A], B]",
        "__all__ = ['a']",
        "assert a == 1",
        "x = zip(a, b, strict=c)",
        "x = cast('A', b)",
        "@cache\ndef f(): ...",
    ],
)
def test_what_no_test_can_notice_is_left_alone(code: str) -> None:
    assert told(code) == []


def test_a_severity_changes_one_size_at_a_time() -> None:
    code = "@rule('OWN001', subject=a, severity='–/m/h/c', sources='S0')\ndef f(): ..."
    assert told(code) == [
        "'–/m/h/c' → 'l/m/h/c'", "'–/m/h/c' → '–/l/h/c'", "'–/m/h/c' → '–/m/m/c'", "'–/m/h/c' → '–/m/h/h'",
    ]  # fmt: skip


def test_a_change_knows_its_place() -> None:
    code = "A = 1\n\n\n@rule('OWN001', subject=a, severity=b, sources=c)\ndef f(a=2):\n    b = a\n    return b < a\n"
    found = {change.says: change for change in changes(code, "rules.x", "x.py")}
    at_import, default, inside = found["1 → 2"], found["2 → 3"], found["b < a → b <= a"]
    assert (at_import.where, at_import.line, at_import.span, at_import.rule) == ("", 1, None, "")
    assert (default.where, default.span, default.rule) == ("f", None, "OWN001")
    assert (inside.where, inside.line, inside.span, inside.rule) == ("f", 7, (6, 7), "OWN001")


def test_each_change_is_made_alone_and_taken_back() -> None:
    first, second = changes("a = 1\nb = 2\n", "rules.x", "x.py")
    for change, expected in ((first, (2, 2)), (second, (1, 3)), (first, (2, 2))):
        values: dict[str, int] = {}
        exec(change.make(), values)
        assert (values["a"], values["b"]) == expected


@pytest.mark.parametrize("module", MODULES)
def test_every_change_of_a_module_is_valid_code(module: str) -> None:
    found = changes_of(module)
    assert found or module == "rules.__init__"
    for change in found[:: max(1, len(found) // 10)]:
        assert change.make().co_filename == str(path_of(module))


# --- survivors ---


def result(change: str, where: str = "f") -> Result:
    before, after = change.split(" → ")
    return Result("rules.x", where, 1, before, after, "survived")


def test_every_reason_is_whole_and_belongs_to_code_that_is_there() -> None:
    for (module, where, change), reason in reasons().items():
        assert reason.kind in {"equivalent", "cosmetic"}
        assert reason.reason
        alike = [found for found in changes_of(module) if (found.where, found.says) == (where, change)]
        assert len(alike) >= reason.times >= 1, (module, where, change)


def test_a_survivor_that_nobody_judged_is_open() -> None:
    assert unjudged([result("1 → 2")]) == [result("1 → 2")]


def test_the_page_gives_the_share_of_each_module() -> None:
    assert "| **all** |" in page(MODULES)


def test_the_page_says_what_it_does_not_cover() -> None:
    assert "Not tried yet, and in none of the figures: `rules.of_tomorrow`." in page(["rules.of_tomorrow"])
    assert "Not tried yet" not in page([])


def test_what_was_noticed_is_not_tried_again_unless_one_that_looks_alike_was_not() -> None:
    seen = [replace(result(change), outcome=outcome) for change, outcome in
            [("1 → 2", "killed"), ("1 → 2", "timeout"), ("2 → 3", "killed"), ("2 → 3", "survived")]]  # fmt: skip
    assert _noticed(seen) == {("f", "1 → 2"): ["killed", "timeout"]}
