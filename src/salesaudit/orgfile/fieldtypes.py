"""The kinds of values that a field of the format may take, as annotated types: how each is read and described."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, PlainValidator, WithJsonSchema

from salesaudit.orgfile import units

SHARE_SCHEMA: dict[str, Any] = {
    "anyOf": [{"type": "string", "pattern": r"^\s*\d+([.,]\d+)?\s*%$"}, {"type": "number", "minimum": 0, "maximum": 1}],
    "examples": ["60%", 0.6],
}
MONEY_SCHEMA: dict[str, Any] = {"type": ["number", "string"], "minimum": 0, "examples": [120_000_000, "120 млн"]}
DURATION_SCHEMA: dict[str, Any] = {"type": ["string", "integer"], "examples": ["2d", "4h", "30min"]}
DATE_SCHEMA: dict[str, Any] = {"type": "string", "format": "date", "examples": ["2026-11-01"]}
ID_SCHEMA: dict[str, Any] = {"type": "string", "maxLength": 128}


def _or_none(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"const": "none"}]}


Text: TypeAlias = Annotated[str, PlainValidator(units.text), WithJsonSchema({"type": ["string", "number", "boolean"]})]
Share: TypeAlias = Annotated[float, PlainValidator(units.share), WithJsonSchema(SHARE_SCHEMA)]
Attainment: TypeAlias = Annotated[
    float, PlainValidator(units.attainment), WithJsonSchema({"type": ["string", "number"], "examples": ["120%"]})
]
Money: TypeAlias = Annotated[float, PlainValidator(units.money), WithJsonSchema(MONEY_SCHEMA)]
Amount: TypeAlias = Annotated[float, PlainValidator(units.amount), WithJsonSchema(MONEY_SCHEMA)]
Number: TypeAlias = Annotated[float, PlainValidator(units.number), WithJsonSchema({"type": "number", "minimum": 0})]
Count: TypeAlias = Annotated[int, PlainValidator(units.count), WithJsonSchema({"type": "integer", "minimum": 0})]
Holders: TypeAlias = Annotated[int, PlainValidator(units.holders), WithJsonSchema({"type": "integer", "minimum": 1})]
Duration: TypeAlias = Annotated[float, PlainValidator(units.duration), WithJsonSchema(DURATION_SCHEMA)]
Date: TypeAlias = Annotated[str, PlainValidator(units.date), WithJsonSchema(DATE_SCHEMA)]
Boolean: TypeAlias = Annotated[
    bool, PlainValidator(units.boolean), WithJsonSchema({"enum": ["yes", "no", True, False]})
]
Currency: TypeAlias = Annotated[
    str, PlainValidator(units.currency), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$"})
]
Version: TypeAlias = Annotated[int, PlainValidator(units.version), WithJsonSchema({"const": 1})]
Id: TypeAlias = Annotated[str, PlainValidator(units.identifier), WithJsonSchema(ID_SCHEMA)]
Who: TypeAlias = Annotated[units.Who, PlainValidator(units.who), WithJsonSchema(ID_SCHEMA)]
RoleRef: TypeAlias = Annotated[units.RoleRef, PlainValidator(units.role_ref), WithJsonSchema(ID_SCHEMA)]
DepartmentRef: TypeAlias = Annotated[
    units.DepartmentRef, PlainValidator(units.department_ref), WithJsonSchema(ID_SCHEMA)
]
ComponentRef: TypeAlias = Annotated[units.ComponentRef, PlainValidator(units.component_ref), WithJsonSchema(ID_SCHEMA)]
FileRef: TypeAlias = Annotated[units.FileRef, PlainValidator(units.file_ref), WithJsonSchema({"type": "string"})]
ShareOrNone: TypeAlias = Annotated[
    float | str, PlainValidator(units.share_or_none), WithJsonSchema(_or_none(SHARE_SCHEMA))
]
MoneyOrNone: TypeAlias = Annotated[
    float | str, PlainValidator(units.money_or_none), WithJsonSchema(_or_none(MONEY_SCHEMA))
]
DurationOrNone: TypeAlias = Annotated[
    float | str, PlainValidator(units.duration_or_none), WithJsonSchema(_or_none(DURATION_SCHEMA))
]
CountOrNone: TypeAlias = Annotated[
    int | str, PlainValidator(units.count_or_none), WithJsonSchema(_or_none({"type": "integer", "minimum": 0}))
]
DateOrNone: TypeAlias = Annotated[str, PlainValidator(units.date_or_none), WithJsonSchema(_or_none(DATE_SCHEMA))]
State: TypeAlias = Annotated[str, PlainValidator(units.state), WithJsonSchema({"enum": [*units.STATES, "none"]})]

Whos: TypeAlias = Annotated[list[Who], BeforeValidator(units.listed)]
Texts: TypeAlias = Annotated[list[Text], BeforeValidator(units.listed)]
ComponentId: TypeAlias = Literal["lead_generation", "sales", "production", "support"]
Rhythm: TypeAlias = Literal["day", "week", "month", "quarter", "none"]
Period: TypeAlias = Literal["year", "quarter", "month"]
Decision: TypeAlias = Literal["discount", "deferral", "contract", "hiring", "payment"]
SellingReason: TypeAlias = Literal["vip", "complex", "new_market", "masterclass", "rally"]
Motive: TypeAlias = Literal["money", "growth", "recognition", "mission", "stability", "team"]
