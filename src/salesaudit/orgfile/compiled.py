"""The validator of the org file without the price of building pydantic models at every start.

Building the models takes longer than reading, judging and showing a small file. So the core schema that pydantic
makes of `format1` is kept as JSON, functions by name; `validator` feeds it to pydantic-core. Where the installed
pydantic-core does not take it, the models are built after all: same answers, later.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import Any

from pydantic_core import SchemaError, SchemaValidator

from salesaudit.orgfile import units
from salesaudit.resources import resource

RESOURCE = "orgfile.format1"
FORMATS = {
    "org": "format1:OrgFile",
    "answers": "besideformat:AnswersFile",
    "said": "besideformat:SaidFile",
    "evidence": "besideformat:EvidenceFile",
    "pack": "packformat:Pack",
}
"""The model of each kind of file that a company keeps, by module of this package."""
OURS = {"questionnaire": "questionformat:QuestionnaireFile"}
"""Files of the product itself; how to write one stands beside them, in questionnaires/README.md."""
MODELS = {**FORMATS, **OURS}

NOT_NEEDED = {"serialization", "cls", "cls_name", "metadata", "generic_origin"}
ADDRESS = re.compile(r"^(salesaudit\..+):\d+$")
"""The names of definitions end in an address of this very process."""


def compile_formats() -> dict[str, Any]:
    """Build the core schemas of every format from the models, functions replaced by their names in `units`."""
    from pydantic import TypeAdapter

    return {kind: _named(TypeAdapter(model_of(kind)).core_schema) for kind in MODELS}


def model_of(kind: str) -> Any:
    """Return the pydantic model of one of MODELS; imports pydantic."""
    module, _, name = MODELS[kind].partition(":")
    return getattr(import_module(f"salesaudit.orgfile.{module}"), name)


@cache
def validator(name: str) -> SchemaValidator:
    """Return the validator of one of MODELS."""
    try:
        return SchemaValidator(_callable(resource(RESOURCE)[name]))
    except (SchemaError, FileNotFoundError, KeyError):
        return SchemaValidator(_callable(compile_formats()[name]))


def _named(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {key: _named(value) for key, value in schema.items() if key not in NOT_NEEDED}
    if isinstance(schema, list | tuple):
        return [_named(item) for item in schema]
    if isinstance(schema, str):
        return ADDRESS.sub(r"\1", schema)
    return f"units:{schema.__name__}" if callable(schema) else schema


def _callable(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {key: _callable(value) for key, value in schema.items()}
    if isinstance(schema, list):
        return [_callable(item) for item in schema]
    if isinstance(schema, str) and schema.startswith("units:"):
        return getattr(units, schema.removeprefix("units:"))
    return schema
