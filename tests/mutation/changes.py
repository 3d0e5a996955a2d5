"""Small changes of a module's code: a limit moved by one, a comparison turned round, a condition left out."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import CodeType
from typing import Any

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}  # fmt: skip
PAIRS = (
    ("all_of", "any_of"), ("any_is", "all_are"), ("somebody", "nobody"), ("given", "absent"), ("some", "every"),
    ("among", "not_among"), ("at_most", "above"), ("any", "all"), ("min", "max"),
)  # fmt: skip
TWINS = {name: other for pair in PAIRS for name, other in (pair, pair[::-1])}
ATTRIBUTES = {"low": "high", "high": "low", "responsible": "accountable", "accountable": "responsible"}
OF_VERDICTS = {"say", "about", "mild", "worse", "capped", "worded"}
SEVERITIES = {"c": "h", "h": "m", "m": "l", "l": "m", "–": "l"}
NOT_CODE = {"annotation", "returns", "bases", "type_params", "ctx"}


@dataclass(frozen=True, slots=True)
class Change:
    """One change: where it is, what stood there and what stands there instead, and the changed module's code."""

    module: str
    where: str
    """The function or class, empty for the module itself."""
    line: int
    before: str
    after: str
    span: tuple[int, int] | None
    """The lines of the function's body; None for what runs when the module is imported."""
    rule: str
    """The id of the rule that is changed, empty outside of rules."""
    make: Callable[[], CodeType]

    @property
    def says(self) -> str:
        return f"{self.before} → {self.after}"


@dataclass(frozen=True, slots=True)
class _Slot:
    """A place in the tree that holds a node."""

    parent: ast.AST
    field: str
    index: int | None

    def get(self) -> Any:
        value = getattr(self.parent, self.field)
        return value if self.index is None else value[self.index]

    def put(self, node: ast.AST) -> None:
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


def changes(source: str, module: str, file: str) -> list[Change]:
    """Return every change of a module, in the order of its lines."""
    finder = _Finder(ast.parse(source), module, file)
    finder.visit(finder.tree, "", None)
    return sorted(finder.found, key=lambda change: change.line)


def unchanged(source: str, module: str, file: str) -> Change:
    """Return a module as it is, in the form of a change: the tests have to pass with it."""
    return Change(module, "", 1, "", "", None, "", lambda: compile(source, file, "exec"))


class _Finder:
    """Walks through a module and notes what may be changed."""

    def __init__(self, tree: ast.Module, module: str, file: str) -> None:
        self.tree = tree
        self.module = module
        self.file = file
        self.found: list[Change] = []
        self.rule = ""
        raised = [node for node in ast.walk(tree) if isinstance(node, ast.Raise)]
        self.wordings = {id(node) for error in raised for node in ast.walk(error) if isinstance(node, ast.JoinedStr)}

    def visit(self, node: ast.AST, where: str, span: tuple[int, int] | None) -> None:
        for slot in _slots(node):
            child = slot.get()
            if isinstance(node, ast.Module):
                self.rule = _rule_of(child)
            if id(child) in self.wordings or _is_left_alone(child, slot):
                continue
            inner = f"{where}.{child.name}".lstrip(".") if isinstance(child, ast.FunctionDef | ast.ClassDef) else where
            body = span
            if span is None and isinstance(node, ast.FunctionDef) and slot.field == "body":
                body = (node.body[0].lineno, node.end_lineno or node.lineno)
            self.found += [self._change(slot, other, where, body) for other in variants(child, node)]
            self.visit(child, inner, body)

    def _change(self, slot: _Slot, other: ast.AST, where: str, span: tuple[int, int] | None) -> Change:
        original = slot.get()

        def make() -> CodeType:
            slot.put(ast.fix_missing_locations(ast.copy_location(other, original)))
            try:
                return compile(self.tree, self.file, "exec")
            finally:
                slot.put(original)

        line = getattr(original, "lineno", 0) or getattr(slot.parent, "lineno", 1)
        return Change(self.module, where, line, _shown(original), _shown(other), span, self.rule, make)


def _slots(node: ast.AST) -> Iterator[_Slot]:
    for field, value in ast.iter_fields(node):
        if field in NOT_CODE:
            continue
        if isinstance(value, ast.AST):
            yield _Slot(node, field, None)
        elif isinstance(value, list):
            yield from (_Slot(node, field, i) for i, item in enumerate(value) if isinstance(item, ast.AST))


def _is_left_alone(node: ast.AST, slot: _Slot) -> bool:
    """Tell what no test can or should notice: documentation, types, names to export, the wording of an error."""
    parent = slot.parent
    if slot.field == "decorator_list":
        return not _calls(node, "rule")
    if _calls(node, "TypeVar") or (isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Callable"):
        return True
    if isinstance(parent, ast.Call) and slot.field == "args":
        return _calls(parent, "rule") or (_calls(parent, "cast") and slot.index == 0)
    if isinstance(node, ast.keyword) and node.arg in ("sources", "strict"):
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "TypeAlias":
        return True
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
        return True
    return isinstance(node, ast.Assert | ast.Import | ast.ImportFrom)


def _rule_of(node: ast.AST) -> str:
    for decorator in node.decorator_list if isinstance(node, ast.FunctionDef) else []:
        match decorator:
            case ast.Call(func=ast.Name("rule"), args=[ast.Constant(str(id_))]):
                return id_
    return ""


def _calls(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def _shown(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node.test if isinstance(node, ast.If | ast.While) else node).split())
    return text if len(text) <= 100 else f"{text[:60]} … {text[-36:]}"


def variants(node: ast.AST, parent: ast.AST) -> Iterable[ast.AST]:
    """Return what may stand in the place of a node."""
    if isinstance(node, ast.Constant):
        return map(ast.Constant, _constants(node.value, parent))
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return _shorter(node, parent)
    if isinstance(node, ast.stmt):
        return _statements(node)
    makers: dict[type[ast.AST], Callable[[Any], Iterable[ast.AST]]] = {
        ast.Compare: _compared, ast.Call: _called, ast.Slice: _sliced, ast.comprehension: _unfiltered,
    }  # fmt: skip
    return makers.get(type(node), _operations)(node)


def _operations(node: ast.AST) -> Iterable[ast.AST]:
    match node:
        case ast.BoolOp():
            return [ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)]
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            return [node.operand]
        case ast.BinOp(op=ast.Add()):
            return [node.left]
        case ast.BinOp() if type(node.op) in OPERATORS:
            return [ast.BinOp(node.left, OPERATORS[type(node.op)](), node.right)]
        case ast.Attribute(ctx=ast.Load()) if node.attr in ATTRIBUTES:
            return [ast.Attribute(node.value, ATTRIBUTES[node.attr], ast.Load())]
        case ast.IfExp():
            return [node.body, node.orelse]
    return []


def _unfiltered(node: ast.comprehension) -> Iterable[ast.AST]:
    for i in range(len(node.ifs)):
        yield ast.comprehension(node.target, node.iter, [*node.ifs[:i], *node.ifs[i + 1 :]], 0)


def _compared(node: ast.Compare) -> Iterator[ast.AST]:
    for i, operator in enumerate(node.ops):
        if (other := COMPARISONS.get(type(operator))) is not None:
            yield ast.Compare(node.left, [*node.ops[:i], other(), *node.ops[i + 1 :]], node.comparators)


def _constants(value: object, parent: ast.AST) -> Iterator[Any]:
    keyword = parent.arg if isinstance(parent, ast.keyword) else ""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float):
        yield value + 1 if isinstance(value, int) else value * 2 or 1.0
    elif keyword == "severity" and isinstance(value, str):
        letters = value.split("/")
        yield from ("/".join([*letters[:i], SEVERITIES[old], *letters[i + 1 :]]) for i, old in enumerate(letters))
    elif isinstance(value, str):
        yield f"{value}_x" if value else "x"


def _called(node: ast.Call) -> Iterator[ast.AST]:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name in TWINS:
        yield ast.Call(_twin(TWINS[name]), node.args, node.keywords)
    if name == "opposite":
        yield node.args[0]
    if name == "sorted":
        yield ast.Call(ast.Name("list", ast.Load()), node.args[:1], [])
    if name in {"all_of", "any_of"} and len(node.args) > 1:
        for i in range(len(node.args)):
            yield ast.Call(node.func, [*node.args[:i], *node.args[i + 1 :]], node.keywords)
    if isinstance(node.func, ast.Attribute) and node.func.attr in OF_VERDICTS:
        yield node.func.value
    needed = {"subject", "severity", "sources"} if name == "rule" else {"strict"}
    for i, keyword in enumerate(node.keywords):
        if keyword.arg not in needed:
            yield ast.Call(node.func, node.args, [*node.keywords[:i], *node.keywords[i + 1 :]])


def _twin(name: str) -> ast.expr:
    if name in {"any", "all", "min", "max"}:
        return ast.Name(name, ast.Load())
    home = "org.kleene" if name in {"some", "every"} else "rules.judgements"
    return ast.parse(f"__import__('salesaudit.{home}', fromlist=['x']).{name}", mode="eval").body


def _shorter(node: ast.Tuple | ast.List | ast.Set, parent: ast.AST) -> Iterator[ast.AST]:
    if not isinstance(getattr(node, "ctx", None), ast.Load | None):
        return
    if isinstance(parent, ast.Return | ast.Subscript | ast.For | ast.comprehension):
        return
    if not all(isinstance(item, ast.Constant | ast.Name | ast.Tuple) for item in node.elts):
        return
    for i in range(len(node.elts)):
        left: list[ast.expr] = [*node.elts[:i], *node.elts[i + 1 :]]
        if isinstance(node, ast.Set):
            yield ast.Set(left) if left else ast.parse("set()", mode="eval").body
        else:
            yield type(node)(left, ast.Load())


def _sliced(node: ast.Slice) -> Iterator[ast.AST]:
    if node.lower is not None:
        yield ast.Slice(None, node.upper, node.step)
    if node.upper is not None:
        yield ast.Slice(node.lower, None, node.step)


def _statements(node: ast.stmt) -> Iterable[ast.AST]:
    match node:
        case ast.If():
            return [
                ast.If(ast.Constant(True), node.body, node.orelse),
                ast.If(ast.Constant(False), node.body, node.orelse),
            ]
        case ast.While():
            return [ast.While(ast.Constant(False), node.body, node.orelse)]
        case ast.Raise() | ast.Expr() | ast.AugAssign() | ast.Delete() | ast.Continue() | ast.Break():
            return [ast.Pass()]
    return []
