"""What the format knows about a path: its fields, for hints, answers and documentation. Builds the models."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, NotRequired, Required, get_args, get_origin, get_type_hints

from typing_extensions import is_typeddict

from salesaudit.orgfile.compiled import model_of


@cache
def fields_of(model: Any) -> dict[str, Any]:
    """Return the annotations of a model by field name."""
    return get_type_hints(model, include_extras=True)


def bare(annotation: Any) -> Any:
    """Take Annotated, Required and NotRequired off an annotation."""
    while get_origin(annotation) in (Annotated, Required, NotRequired):
        annotation = get_args(annotation)[0]
    return annotation


def annotation_at(kind: str, path: tuple[str | int, ...]) -> Any | None:
    """Return the bare type that the format asks for at `path`, None where the format has no such place."""
    here: Any = model_of(kind)
    for part in path:
        here = bare(here)
        if is_typeddict(here):
            here = fields_of(here).get(str(part))
        elif get_origin(here) is dict:
            here = get_args(here)[1]
        elif get_origin(here) is list:
            here = get_args(here)[0]
        else:
            return None
        if here is None:
            return None
    return bare(here)


def field_names(kind: str, path: tuple[str | int, ...]) -> list[str]:
    """Return the names of the fields that may stand at `path`, in the order of the format."""
    model = annotation_at(kind, path)
    return list(fields_of(model)) if is_typeddict(model) else []
