"""Ways through a file: from a name to where it is described, and the list of what the file holds."""

from __future__ import annotations

from pathlib import Path as FilePath

from lsprotocol.types import DocumentSymbol, Location, Position, Range, SymbolKind

from salesaudit.editor.check import Text
from salesaudit.editor.outline import Token, at, outline
from salesaudit.orgfile.nodes import Path
from salesaudit.safety.find import leads_outside

DEFINED = ("people", "roles", "departments", "functions", "elements", "segments", "policies", "processes")
"""Sections whose keys are ids that other places may name, the likeliest first."""
FILES = ("evidence", "answers")
DEPTH = 3
NAMED = (("name",), ("title",))
KINDS = {
    "people": SymbolKind.Class,
    "roles": SymbolKind.Class,
    "departments": SymbolKind.Module,
    "functions": SymbolKind.Function,
    "processes": SymbolKind.Event,
}


def definition(text: Text, position: Position) -> Location | None:
    """Return where what is named at a point is described: an id in its section, a file beside this one."""
    tokens = outline(text.text)
    token = at(tokens, *text.lines.point(position))
    if token is None:
        return None
    if token.mode == "value" and token.path and token.path[0] in FILES:
        return _file(text, token.text.strip("\"'"))
    name = token.text.strip("\"'")
    if len(token.path) > 1 and token.path[-1] == "subject":
        name = name.rpartition(":")[2]
    for section in DEFINED:
        for key in tokens:
            if key.mode == "key" and key.path == (section, name) and key is not token:
                return Location(text.uri, text.lines.range(key.span))
    return None


def _file(text: Text, name: str) -> Location | None:
    if text.folder is None or "://" in name or FilePath(name).is_absolute() or ".." in FilePath(name).parts:
        return None
    target = (text.folder / name).absolute()
    if not target.is_file() or leads_outside(str(target)):
        return None
    return Location(target.as_uri(), Range(Position(0, 0), Position(0, 0)))


def symbols(text: Text) -> list[DocumentSymbol]:
    """Return the sections of a file and what stands in them, three levels deep."""
    tokens = outline(text.text)
    keys = [
        token
        for token in tokens
        if token.mode == "key" and token.whole and len(token.path) <= DEPTH and not _in_list(token.path)
    ]
    names = dict(_name(token) for token in tokens if token.mode == "value" and token.path[-1:] in NAMED)
    top: list[DocumentSymbol] = []
    open_: list[tuple[int, DocumentSymbol]] = []
    for token in keys:
        depth = len(token.path)
        symbol = _symbol(token, names.get(token.path, ""), text)
        while open_ and open_[-1][0] >= depth:
            open_.pop()[1].range.end = symbol.range.start
        parent = open_[-1][1] if open_ else None
        siblings = top if parent is None else list(parent.children or [])
        siblings.append(symbol)
        if parent is not None:
            parent.children = siblings
        open_.append((depth, symbol))
    return top


def _symbol(token: Token, name: str, text: Text) -> DocumentSymbol:
    own = text.lines.range(token.span)
    return DocumentSymbol(
        name=token.text.strip("\"'") or token.text,
        kind=KINDS.get(str(token.path[0]), SymbolKind.Field) if len(token.path) > 1 else SymbolKind.Namespace,
        range=Range(own.start, text.lines.whole().end),
        selection_range=own,
        detail=name or None,
        children=[],
    )


def _name(token: Token) -> tuple[Path, str]:
    return token.path[:-1], token.text.strip("\"'")


def _in_list(path: Path) -> bool:
    return any(isinstance(part, int) for part in path)
