"""Suggestions at the cursor: keys of the format, ids of the file, words of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol.types import (
    CompletionItem,
    CompletionItemKind,
    MarkupContent,
    MarkupKind,
    TextEdit,
)

from salesaudit.editor.check import Checked, Text
from salesaudit.editor.outline import Cursor, Token, cursor, outline
from salesaudit.editor.spots import KINDS, Spot, Word, allowed, known_keys, spot
from salesaudit.knowledge import vocabulary
from salesaudit.orgfile.guide import OR_NONE, told
from salesaudit.orgfile.nodes import Path, Span
from salesaudit.orgfile.shapes import Field, fields
from salesaudit.rules.catalogue import all_rules
from salesaudit.rules.wording import prose

WHO = ("people", "roles", "departments")
REFERENCES = {
    "who": WHO,
    "role_ref": ("roles",),
    "department_ref": ("departments",),
    "component_ref": ("departments",),
}
"""The reader of a value -> the sections whose ids it may name."""
NAMES = ("name", "title")


def kind_of(tokens: Sequence[Token]) -> str | None:
    """Return the kind of file by its version key: org, answers or evidence; None for any other file."""
    keys = {token.text for token in tokens if token.mode == "key" and len(token.path) == 1}
    return next((kind for key, kind in KINDS.items() if key in keys), None)


def ids(tokens: Sequence[Token], *sections: str) -> dict[str, str]:
    """Return the ids of sections with the names or titles that stand beside them."""
    found: dict[str, str] = {}
    for token in tokens:
        section, *rest = token.path or ("",)
        if section not in sections or not rest or not isinstance(rest[0], str):
            continue
        if token.mode == "key" and len(rest) == 1 and token.whole:
            found.setdefault(rest[0], "")
        elif token.mode == "value" and len(rest) == 2 and rest[1] in NAMES:
            found[rest[0]] = found.get(rest[0]) or token.text.strip("\"'")
    return found


def complete(text: Text, line: int, column: int, checked: Checked) -> list[CompletionItem]:
    """Return what may stand at a point; nothing in a file that is none of ours."""
    here = cursor(text.text, line, column)
    tokens = outline(text.text)
    kind = kind_of(tokens)
    if here is None or kind is None:
        return []
    replaced = Span(line, column - len(here.typed), line, column)
    colon = "" if _rest(text, line, column).lstrip().startswith(":") else ": "
    offers = _keys(here, kind, tokens, checked.lang) if here.mode == "key" else None
    if offers is not None:
        return [_item(text, replaced, word, colon, number) for number, word in enumerate(offers)]
    words = _values(here, kind, tokens, checked)
    return [_item(text, replaced, word, "", number) for number, word in enumerate(words)]


def _rest(text: Text, line: int, column: int) -> str:
    return text.lines.lines[line - 1][column - 1 :] if line <= len(text.lines.lines) else ""


def _item(text: Text, replaced: Span, word: Word, after: str, number: int) -> CompletionItem:
    return CompletionItem(
        label=word.text,
        kind=CompletionItemKind.Property if after else CompletionItemKind.EnumMember,
        detail=word.title or None,
        documentation=MarkupContent(MarkupKind.PlainText, word.meaning) if word.meaning else None,
        sort_text=f"{number:05}",
        filter_text=word.text,
        text_edit=TextEdit(text.lines.range(replaced), word.text + after),
    )


def _keys(here: Cursor, kind: str, tokens: Sequence[Token], lang: str) -> list[Word] | None:
    """Return the keys that may be added to a section; None where no section is."""
    found = spot(kind, here.path)
    if found is None:
        return []
    taken = {
        token.path[-1]
        for token in tokens
        if token.mode == "key" and token.whole and token.path[:-1] == here.path and len(token.path) > len(here.path)
    }
    if found.shape.form == "section":
        return [_field(field, lang) for field in fields(found.shape.model) if field.name not in taken]
    if found.shape.form == "map":
        return [word for word in _map_keys(found, tokens, lang) if word.text not in taken]
    return None


def _map_keys(here: Spot, tokens: Sequence[Token], lang: str) -> list[Word]:
    match here.field.key if here.field else "":
        case "OrgFile.interfaces":
            return [Word(id_, title) for id_, title in ids(tokens, "departments").items()]
        case "OrgFile.processes":
            return [Word("funnel")]
    return known_keys(here, lang)


def _field(field: Field, lang: str) -> Word:
    about = told().get(field.key)
    return Word(field.name, "", about.text.in_(lang)) if about else Word(field.name)


def _values(here: Cursor, kind: str, tokens: Sequence[Token], checked: Checked) -> list[Word]:
    path: Path = (*here.path, here.typed) if here.mode == "key" else here.path
    found = spot(kind, here.path if here.mode == "value" else path[:-1])
    if found is None:
        return []
    words = [*_references(found, here.path, tokens, checked.lang), *allowed(found, checked.lang)]
    if found.field is not None and found.field.key == "Accepted.rule":
        words = list(_rules(checked))
    elif found.field is not None and found.field.key == "Accepted.subject":
        words = list(_subjects(here.path, tokens, checked))
    return list({word.text: word for word in words}.values())


def _references(here: Spot, path: Path, tokens: Sequence[Token], lang: str) -> Iterator[Word]:
    shape = here.shape.item if here.shape.form == "list" and here.shape.item else here.shape
    reader = shape.reader.removesuffix(OR_NONE)
    if reader not in REFERENCES:
        return
    if reader == "component_ref":
        yield from (Word(id_, vocabulary.title("component", id_, lang)) for id_ in vocabulary.components())
    named = ids(tokens, *REFERENCES[reader])
    first = [id_ for id_ in _likely(path) if id_ in named]
    for id_ in dict.fromkeys((*first, *named)):
        yield Word(id_, named[id_] or _title(id_, lang))


def _likely(path: Path) -> Sequence[str]:
    """Return who should own a function, by the vocabulary: they come first."""
    if len(path) > 1 and path[0] == "functions":
        entry = vocabulary.functions().get(str(path[1]))
        if entry is not None:
            return entry.should_own
    return ()


def _title(id_: str, lang: str) -> str:
    entry = vocabulary.archetypes().get(id_)
    return entry.title.in_(lang) if entry else ""


def _rules(checked: Checked) -> Iterator[Word]:
    failing = {finding.rule: None for _, finding in checked.findings if finding.open}
    ordered = dict.fromkeys((*failing, *(rule.id for rule in all_rules())))
    yield from (Word(id_, prose(id_, checked.lang).title) for id_ in ordered)


def _subjects(path: Path, tokens: Sequence[Token], checked: Checked) -> Iterator[Word]:
    rule = next((token.text for token in tokens if token.path == (*path[:-1], "rule") and token.mode == "value"), "")
    failing = [finding.subject for _, finding in checked.findings if finding.rule == rule]
    yield from (Word(subject.id, subject.title or "") for subject in failing)
    yield from (Word(id_, title) for id_, title in ids(tokens, *WHO).items())
