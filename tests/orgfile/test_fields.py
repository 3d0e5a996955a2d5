"""Every section and field of the format is described in both languages, with an example that the format takes."""

from __future__ import annotations

import re
from typing import NotRequired, Required, get_args, get_origin, get_type_hints

import pytest
from pydantic import TypeAdapter

from salesaudit.knowledge import vocabulary
from salesaudit.knowledge.prose import SENTENCE, Shape, faults
from salesaudit.orgfile import units
from salesaudit.orgfile.compiled import FORMATS
from salesaudit.orgfile.fields import field_names
from salesaudit.orgfile.guide import OR_NONE, told, value_kinds
from salesaudit.orgfile.plain import to_plain
from salesaudit.orgfile.shapes import Field, fields, models
from salesaudit.orgfile.shapes import Shape as FormatShape
from salesaudit.orgfile.yamltree import read_tree

PARAGRAPH = Shape(330, ".")
MODELS = tuple(dict.fromkeys(model for kind in FORMATS for model in models(kind)))
FIELDS: dict[str, Field] = {field.key: field for model in MODELS for field in fields(model)}
SECTIONS = {model.__name__ for model in MODELS} | {field.home.__name__ for field in FIELDS.values()}


def test_every_section_and_field_is_described() -> None:
    assert sorted((SECTIONS | set(FIELDS)) - set(told())) == []


def test_nothing_is_described_that_the_format_does_not_have() -> None:
    assert sorted(set(told()) - SECTIONS - set(FIELDS)) == []


def test_the_order_of_descriptions_is_that_of_the_format() -> None:
    described = [key for key in told() if "." in key]
    for section in SECTIONS:
        of_section = [key for key in described if key.startswith(f"{section}.")]
        assert of_section == [key for key in FIELDS if key.startswith(f"{section}.")]


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("key", sorted(told()))
def test_descriptions_are_clean_sentences(key: str, lang: str) -> None:
    about = told()[key]
    # the ids of the format are Latin words inside a Russian sentence
    text = re.sub(r"\b[a-z_]+(:[a-z]+)?\b", "—", about.text.in_(lang)) if lang == "ru" else about.text.in_(lang)

    assert list(faults(text, lang, PARAGRAPH)) == []


@pytest.mark.parametrize("key", sorted(SECTIONS))
def test_sections_have_titles_and_fields_have_examples(key: str) -> None:
    assert told()[key].title.ru
    assert told()[key].title.en
    assert told()[key].example.en == ""


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("field", [pytest.param(field, id=key) for key, field in sorted(FIELDS.items())])
def test_the_example_of_a_field_can_stand_there(field: Field, lang: str) -> None:
    annotation = get_type_hints(field.home, include_extras=True)[field.name]
    while get_origin(annotation) in (Required, NotRequired):
        (annotation,) = get_args(annotation)
    text = told()[field.key].example.in_(lang)
    source, problems = read_tree(f"it: {text}".encode(), "example")
    assert text
    assert problems == []
    assert source.root is not None
    written = to_plain(source.root)["it"]

    if written is not None:
        TypeAdapter(annotation).validate_python(written)


SPEAK_FOR_THEMSELVES = {"ru", "en", "other", "leads", "owner", "ceo", "leader", "seller"}


def closed_words(shape: FormatShape) -> tuple[str, ...]:
    return shape.item.words if shape.form == "list" and shape.item is not None else shape.words


@pytest.mark.parametrize(
    "field", [pytest.param(f, id=key) for key, f in sorted(FIELDS.items()) if closed_words(f.shape)]
)
def test_the_words_of_a_field_are_explained_by_an_enumeration(field: Field) -> None:
    about = told()[field.key]
    explained = set(vocabulary.values(about.words)) if about.words else set()

    assert set(closed_words(field.shape)) - explained <= SPEAK_FOR_THEMSELVES


@pytest.mark.parametrize("key", sorted(key for key, about in told().items() if about.known))
def test_suggested_words_come_from_the_vocabulary(key: str) -> None:
    assert vocabulary.values(told()[key].known)


def test_every_kind_of_value_is_described_and_no_other() -> None:
    used = {field.shape.item.reader if field.shape.item else field.shape.reader for field in FIELDS.values()}
    readers = {reader.removesuffix(OR_NONE) for reader in used if reader} | {"identifier"}

    assert readers | {"words", "list", "map", "any"} == set(value_kinds())
    assert all(hasattr(units, reader) for reader in readers)


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("kind", sorted(value_kinds()))
def test_kinds_of_values_are_clean_sentences(kind: str, lang: str) -> None:
    said = value_kinds()[kind].text.in_(lang)
    text = re.sub(r"\b[a-z_]+\b", "—", said) if lang == "ru" else said

    assert list(faults(text, lang, SENTENCE)) == []
    assert value_kinds()[kind].title.in_(lang)


READERS = sorted(set(value_kinds()) - {"words", "list", "map", "any"})


@pytest.mark.parametrize("reader", READERS)
def test_examples_of_values_are_read(reader: str) -> None:
    for example in value_kinds()[reader].examples:
        if example != "none":
            getattr(units, reader)(example)


@pytest.mark.parametrize(
    ("path", "first"),
    [
        (("people", "a"), "name"),
        (("accepted", 0), "rule"),
        (("company", "name", "x"), None),
        (("nothing", "x"), None),
        (("people", "a", "roles", 0), None),
    ],
)
def test_the_fields_at_a_path(path: tuple[str | int, ...], first: str | None) -> None:
    names = field_names("org", path)
    assert (first in names) if first else names == []
