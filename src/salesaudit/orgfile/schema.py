"""The JSON Schemas of the files that people write: what an editor needs to suggest, explain and refuse.

Draft-07, because every editor reads it: older yaml-language-servers and JetBrains know nothing later, and nothing
here needs more. A schema takes every file that the loader takes; references, and what depends on other places of the
file, remain the loader's business.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias, get_args

from salesaudit.knowledge import vocabulary
from salesaudit.knowledge.catalogues import CATALOGUES
from salesaudit.knowledge.entries import Bilingual
from salesaudit.orgfile.compiled import model_of
from salesaudit.orgfile.guide import OR_NONE, Told, told, value_kinds
from salesaudit.orgfile.plain import to_plain
from salesaudit.orgfile.references import FUNNEL_ONLY
from salesaudit.orgfile.shapes import Field, Shape, fields, models
from salesaudit.orgfile.units import NONE, STATES
from salesaudit.orgfile.written import UNKNOWN, key, only, value
from salesaudit.orgfile.yamltree import read_tree
from salesaudit.texts.catalogue import LANGUAGES, say

Kind: TypeAlias = Literal["org", "answers", "said", "evidence", "pack"]
Schema: TypeAlias = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
ABSENT = "absent"
KNOWN_KEYS = {"OrgFile.functions": "function", "OrgFile.roles": "archetype", "OrgFile.elements": "element"}
"""Maps whose keys may come from a catalogue."""
NEEDED_BY_OWN = {"OrgFile.functions": "component", "OrgFile.roles": "archetype"}
"""What an entry has to say where its key is of no catalogue."""
FUNNEL = "funnel"
OTHER_PROCESS = "OtherProcess"


def json_schema(kind: Kind) -> Schema:
    """Return the JSON Schema of one kind of file."""
    top = model_of(kind)
    about = told()[top.__name__]
    return {
        "$schema": DRAFT,
        "title": f"salesaudit: {about.title.ru} · {about.title.en}",
        **_said(about),
        **_object(fields(top)),
        "definitions": _definitions(kind),
    }


def schema_text(kind: str) -> str:
    """Return the JSON Schema as text, the same for the same format; KeyError for an unknown kind of file."""
    return json.dumps(json_schema(_kind(kind)), ensure_ascii=False, indent=2) + "\n"


def _kind(name: str) -> Kind:
    kinds: Mapping[str, Kind] = {kind: kind for kind in get_args(Kind)}
    return kinds[name]


def _definitions(kind: Kind) -> Schema:
    used = {shape.model.__name__: shape for model in models(kind) for shape in _sections(model)}
    result = {name: _section(shape) for name, shape in sorted(used.items())}
    if "Process" in used:
        others = [field for field in fields(used["Process"].model) if field.name not in FUNNEL_ONLY]
        result[OTHER_PROCESS] = _section(used["Process"], others)
    return result


def _sections(model: Any) -> Iterable[Shape]:
    for field in fields(model):
        shape = field.shape
        while shape.form in ("list", "map") and shape.item is not None:
            shape = shape.item
        if shape.form == "section":
            yield shape


def _section(shape: Shape, chosen: Iterable[Field] | None = None) -> Schema:
    """Return the definition of a section, with what may stand for it."""
    about = list(fields(shape.model) if chosen is None else chosen)
    written = _object(about)
    if any(field.required for field in about):
        return written
    if "stateful" in shape.short:
        # not anyOf: an editor would complain of the wrong half; but only anyOf makes it offer the steps of itself
        steps = _enum([*STATES, NONE, UNKNOWN], "state", null=True)
        offered = [{"label": step, "body": step, "description": _meaning("state", step)} for step in STATES]
        return {"if": {"type": "object"}, "then": written, "else": steps, "defaultSnippets": offered}
    if shape.may_be_none:
        types = ["object", "null", "string", "array"]
        return {**written, "type": types, "maxItems": 0, **_words_for_section([NONE, ABSENT, UNKNOWN])}
    return {**written, "type": ["object", "null", "string"], **_words_for_section([UNKNOWN])}


def _words_for_section(words: Iterable[str]) -> Schema:
    """Return what lets a few words stand for a section, and what editors say of any other text."""
    return {"pattern": only(words), "patternErrorMessage": _message("E035")}


def _message(code: str) -> str:
    """Return a load error and its hint in both languages."""
    return " · ".join(f"{say(code, lang)}. {say(f'{code}.hint', lang)}" for lang in LANGUAGES)


def _object(about: Iterable[Field]) -> Schema:
    listed = list(about)
    required = [field.name for field in listed if field.required]
    return {
        "type": "object",
        "properties": {field.name: _property(field) for field in listed},
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _property(field: Field) -> Schema:
    about = told()[field.key]
    schema = _mapped(field) if field.key in {*KNOWN_KEYS, "OrgFile.processes"} else _schema(field.shape, about, field)
    return {"title": _title(field.shape), **_said(about), **schema, **_examples(field.shape, about)}


def _title(shape: Shape) -> str:
    """Return what kind of value a field takes; without a title of its own an editor would show that of its section."""
    if shape.form == "section":
        return _both(told()[shape.model.__name__].title)
    form = shape.reader.removesuffix(OR_NONE) if shape.form == "value" else shape.form
    return _both(value_kinds()[form].title)


def _examples(shape: Shape, about: Told) -> Schema:
    """Return examples where they help: sections explain themselves, and an editor would put yes and no in quotes."""
    if shape.form in ("section", "map") or shape.reader == "boolean":
        return {}
    return {"examples": [_plain(example) for example in dict.fromkeys((about.example.ru, about.example.en))]}


def _said(about: Told) -> Schema:
    return {"description": f"{about.text.ru}\n{about.text.en}"}


def _schema(shape: Shape, about: Told, field: Field) -> Schema:
    null = not field.required
    absent = [UNKNOWN] if null else []
    match shape.form:
        case "value" | "words":
            return _one(shape, about, absent, null=null)
        case "list":
            return _list(shape, about, absent, null=null)
        case "map":
            return _map(_item(shape, about), absent, null=null)
        case "section":
            return {"allOf": [_ref(shape.model.__name__)]}
        case _:
            return {}


def _one(shape: Shape, about: Told, absent: list[str], *, null: bool) -> Schema:
    """Return the schema of a single value: of a few words, of a catalogue, or written freely."""
    if shape.form == "words":
        return _enum([*shape.words, *absent], about.words, null=null)
    if shape.reader == "state":
        return _enum([*STATES, NONE, *absent], "state", null=null)
    if about.words:
        return _enum([*vocabulary.values(about.words), *absent], about.words, null=null)
    types = ["null"] if null else []
    if about.known:
        free = value(shape.reader, words=absent, types=types)
        return {"anyOf": [_enum(vocabulary.values(about.known), about.known), free]}
    return value(shape.reader, words=absent, types=types)


def _list(shape: Shape, about: Told, absent: list[str], *, null: bool) -> Schema:
    """Return the schema of a list, with the single value or the word that may stand for it."""
    item, types = _item(shape, about), ["null"] if null else []
    if "listed" not in shape.short:
        return {"type": ["array", "object", "string", *types], "items": item, "maxProperties": 0,
                "pattern": only([NONE, *absent]), "errorMessage": _message("E036")}  # fmt: skip
    single = shape.item
    if single is not None and single.form == "value":
        return {**value(single.reader, words=[NONE, *absent], types=["array", *types]), "items": item}
    words = [*single.words, NONE, *absent] if single is not None else [NONE, *absent]
    return {"type": ["array", "string", *types], "items": item, "pattern": only(words),
            "errorMessage": ", ".join(words)}  # fmt: skip


def _item(shape: Shape, about: Told) -> Schema:
    item = shape.item
    assert item is not None  # a list and a map have one
    return _ref(item.model.__name__) if item.form == "section" else _one(item, about, [], null=False)


def _map(entry: Schema, absent: list[str], *, null: bool, known: Schema | None = None) -> Schema:
    """Return the schema of a section whose keys are ids; `known` are those that an editor offers."""
    return {
        "type": ["object", "string", "array", *(["null"] if null else [])],
        **({"properties": known} if known else {}),
        "additionalProperties": entry,
        "propertyNames": key(),
        "maxItems": 0,
        **_words_for_section([NONE, ABSENT, *absent]),
    }


def _mapped(field: Field) -> Schema:
    """Return the schema of a section in which some keys have a meaning that the format knows."""
    entry = field.shape.item
    ref = _ref(entry.model.__name__ if entry else "")
    if field.key not in KNOWN_KEYS:
        funnel = {"title": _both(told()["Process"].title), **_said(told()["Process"]), "allOf": [ref]}
        return _map(_ref(OTHER_PROCESS), [UNKNOWN], null=True, known={FUNNEL: funnel})
    known = {
        id_: {"title": _both(item.title), "description": f"{item.meaning.ru}\n{item.meaning.en}", "allOf": [ref]}
        for id_, item in CATALOGUES[KNOWN_KEYS[field.key]]().items()
    }
    needed = NEEDED_BY_OWN.get(field.key)
    own = {"allOf": [ref, {"type": "object", "required": [needed], "properties": {needed: _GIVEN}}]} if needed else ref
    return _map(own, [UNKNOWN], null=True, known=known)


_GIVEN: Schema = {"not": {"enum": [UNKNOWN, None]}}


def _enum(words: Iterable[str], kind: str, *, null: bool = False) -> Schema:
    """Return the schema of a few words, with what each means where the vocabulary says it."""
    listed = list(dict.fromkeys(words))
    meanings = [_meaning(kind, word) for word in listed]
    return {
        "enum": [*listed, *([None] if null else [])],
        **({"enumDescriptions": [*meanings, *([""] if null else [])]} if any(meanings) else {}),
    }


def _meaning(kind: str, word: str) -> str:
    if not kind or word not in vocabulary.values(kind):
        return ""
    return _both(Bilingual(vocabulary.word(kind, word, "ru"), vocabulary.word(kind, word, "en")))


def _both(text: Bilingual) -> str:
    return f"{text.ru} · {text.en}"


def _ref(model: str) -> Schema:
    return {"$ref": f"#/definitions/{model}"}


def _plain(example: str) -> Any:
    """Return an example as JSON has it: numbers as numbers, everything else as it is written."""
    source, _ = read_tree(f"example: {example}".encode(), "example")
    return _with_numbers(to_plain(source.root)["example"] if source.root else None)


def _with_numbers(item: Any) -> Any:
    if isinstance(item, dict):
        return {name: _with_numbers(part) for name, part in item.items()}
    if isinstance(item, list):
        return [_with_numbers(part) for part in item]
    if item is None:
        return UNKNOWN
    bare = item.replace("_", "")
    return int(bare) if bare.isdecimal() else item
