"""What each field of the format looks like, read off the models: for the JSON Schema and the reference.

Pydantic's own JSON Schema leaves out what runs before a type is checked, which is where the short forms live
(`scripts: spoken`, one value for a list, ``none`` for a section). So the annotations are read themselves. Builds the
models.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, NotRequired, Required, TypeAlias, get_args, get_origin

from pydantic import PlainValidator
from typing_extensions import get_original_bases, is_typeddict

from salesaudit.orgfile.compiled import model_of
from salesaudit.orgfile.fields import fields_of
from salesaudit.orgfile.units import NOTHING

Form: TypeAlias = Literal["value", "words", "section", "list", "map", "any"]


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of a value.

    `form` says which of the others is set: `reader` (the function of units that reads a value), `words` (the only ones
    allowed), `model` (of a section), `item` (of a list or a map). `short` are the names of the functions of units that
    let a shorter form stand for it.
    """

    form: Form
    reader: str = ""
    words: tuple[str, ...] = ()
    model: Any = None
    item: Shape | None = None
    short: frozenset[str] = frozenset()

    @property
    def may_be_none(self) -> bool:
        """Tell whether ``none`` may stand for the whole section."""
        return bool(self.short & {"empty_if_none", *NOTHING})


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a model. `home` is the model that declares it: Worker for what Role and Person share."""

    name: str
    home: Any
    shape: Shape
    required: bool

    @property
    def key(self) -> str:
        """The key of its description, e.g. ``Worker.time``."""
        return f"{self.home.__name__}.{self.name}"


@cache
def fields(model: Any) -> tuple[Field, ...]:
    """Return the fields of a model in the order of the format."""
    return tuple(
        Field(name, _home(model, name), shape_of(annotation), _required(model, annotation))
        for name, annotation in fields_of(model).items()
    )


def root(kind: str) -> Any:
    """Return the model of a whole file: org, answers or evidence."""
    return model_of(kind)


def models(kind: str) -> tuple[Any, ...]:
    """Return every model of a kind of file, each where it is first used, what it holds after it."""
    return tuple(dict.fromkeys(_reached(root(kind))))


def shape_of(annotation: Any) -> Shape:
    """Return the shape of an annotation of format1."""
    short: list[str] = []
    while get_origin(annotation) in (Annotated, Required, NotRequired):
        annotation, *marks = get_args(annotation)
        for mark in marks:
            if isinstance(mark, PlainValidator):
                return Shape("value", reader=_name(mark.func))
            short.append(_name(mark.func))
    return _bare_shape(annotation, frozenset(short))


def _bare_shape(annotation: Any, short: frozenset[str]) -> Shape:
    origin = get_origin(annotation)
    if is_typeddict(annotation):
        return Shape("section", model=annotation, short=short)
    if origin is Literal:
        return Shape("words", words=get_args(annotation), short=short)
    if origin is list:
        return Shape("list", item=shape_of(get_args(annotation)[0]), short=short)
    if origin is dict:
        return Shape("map", item=shape_of(get_args(annotation)[1]), short=short)
    return Shape("any")


def _name(function: Any) -> str:
    return str(function.__name__)


def _required(model: Any, annotation: Any) -> bool:
    origin = get_origin(annotation)
    return origin is Required or (origin is not NotRequired and bool(model.__total__))


def _home(model: Any, name: str) -> Any:
    bases = (base for base in get_original_bases(model) if is_typeddict(base))
    return next((_home(base, name) for base in bases if name in base.__annotations__), model)


def _reached(model: Any) -> Iterator[Any]:
    yield model
    for field in fields(model):
        shape: Shape | None = field.shape
        while shape is not None and shape.form in ("list", "map"):
            shape = shape.item
        if shape is not None and shape.form == "section":
            yield from _reached(shape.model)
