"""CEL expressions of rule packs: checked as text before any parser sees them, evaluated in a child with limits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from salesaudit.org.values import Path
from salesaudit.safety.limits import LIMITS, Limits

ROOTS = ("subject", "company", "org", "size")
"""The names that an expression may begin with: the subject's facts, the company's, the whole file's, the size band."""

NEITHER = "the answer is neither true nor false"

_STRING = re.compile(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'')
_OPEN, _CLOSE = "([{", ")]}"
_MACRO = re.compile(r"\.(?:all|exists|exists_one|map|filter)\s*\(")
_HAS = re.compile(r"\bhas\s*\(")
_CHAIN = re.compile(r"\b(subject|company|org)((?:\s*\.\s*[A-Za-z_]\w*(?!\s*\()(?!\w))+)")


class BadExpression(ValueError):
    """An expression that is refused; `code` and `values` make its sentence."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def check_text(text: str, limits: Limits = LIMITS) -> None:
    """Raise BadExpression where an expression is too long, too deep, or asks whether a fact is known."""
    if len(text) > limits.expression_characters:
        raise BadExpression("E110", limit=limits.expression_characters)
    bare = _STRING.sub('""', text)
    if _HAS.search(bare):
        raise BadExpression("E111")
    depth, macros = _depths(bare)
    if depth > limits.expression_depth:
        raise BadExpression("E112", limit=limits.expression_depth)
    if macros > limits.expression_macros:
        raise BadExpression("E113", limit=limits.expression_macros)


def _depths(bare: str) -> tuple[int, int]:
    """Return how deep brackets, and how deep macros, stand inside one another."""
    macro_ends = {match.end() - 1 for match in _MACRO.finditer(bare)}
    open_: list[bool] = []
    deepest = macros = 0
    for position, character in enumerate(bare):
        if character in _OPEN:
            open_.append(position in macro_ends)
            deepest = max(deepest, len(open_))
            macros = max(macros, sum(open_))
        elif character in _CLOSE and open_:
            open_.pop()
    return deepest, macros


def chains(text: str) -> tuple[tuple[str, Path], ...]:
    """Return the facts that an expression names: its root and the keys after it, each once, in order."""
    bare = _STRING.sub('""', text)
    found = [(match[1], tuple(re.findall(r"\w+", match[2]))) for match in _CHAIN.finditer(bare)]
    return tuple(dict.fromkeys(found))


Outcome = tuple[str, str]
"""``true``, ``false``, ``unknown`` or ``error``, and the complaint of the last."""


def evaluate(
    expressions: Sequence[str], worlds: Sequence[tuple[int, Mapping[str, Any]]]
) -> tuple[list[str], list[Outcome]]:
    """Evaluate expressions: each world names one by its position and gives the values of ROOTS.

    Returns what is wrong with each expression as such, empty where it is right, and the outcome in each world.

    Runs in a child: CEL is another's parser and the text a stranger's. Logical operators are Kleene's in CEL, so a
    missing fact makes the answer unknown only where it matters.
    """
    from cel_expr_python import cel

    env = cel.NewEnv(variables={**dict.fromkeys(ROOTS, cel.Type.DYN), "size": cel.Type.STRING})
    compiled: list[Any] = []
    for text in expressions:
        try:
            compiled.append(env.compile(text))
        except RuntimeError as error:
            compiled.append(str(error))
    complaints = [_first_line(one) if isinstance(one, str) else "" for one in compiled]
    if any(complaints):
        return complaints, []
    return complaints, [_one(compiled[index], world, cel) for index, world in worlds]


def _one(expression: Any, world: Mapping[str, Any], cel: Any) -> Outcome:
    try:
        result = expression.eval(data=dict(world))
    except RuntimeError as error:
        return "error", _first_line(str(error))
    if result.type() == cel.Type.BOOL:
        return ("true" if result.value() else "false"), ""
    told = str(result.value()) if result.type() == cel.Type.ERROR else ""
    if told.startswith("NOT_FOUND"):
        return "unknown", ""
    return "error", _first_line(told) if told else NEITHER


def _first_line(text: str) -> str:
    return (text.strip() or "?").split("\n")[0][:200]
