"""The kinds of values that a field of the format may take: each is read by a function of `units`."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, PlainValidator

from salesaudit.orgfile import units

Text: TypeAlias = Annotated[str, PlainValidator(units.text)]
Share: TypeAlias = Annotated[float, PlainValidator(units.share)]
Attainment: TypeAlias = Annotated[float, PlainValidator(units.attainment)]
Money: TypeAlias = Annotated[float, PlainValidator(units.money)]
Amount: TypeAlias = Annotated[float, PlainValidator(units.amount)]
Number: TypeAlias = Annotated[float, PlainValidator(units.number)]
Count: TypeAlias = Annotated[int, PlainValidator(units.count)]
Holders: TypeAlias = Annotated[int, PlainValidator(units.holders)]
Duration: TypeAlias = Annotated[float, PlainValidator(units.duration)]
Date: TypeAlias = Annotated[str, PlainValidator(units.date)]
Boolean: TypeAlias = Annotated[bool, PlainValidator(units.boolean)]
Currency: TypeAlias = Annotated[str, PlainValidator(units.currency)]
Version: TypeAlias = Annotated[int, PlainValidator(units.version)]
Id: TypeAlias = Annotated[str, PlainValidator(units.identifier)]
Who: TypeAlias = Annotated[units.Who, PlainValidator(units.who)]
RoleRef: TypeAlias = Annotated[units.RoleRef, PlainValidator(units.role_ref)]
DepartmentRef: TypeAlias = Annotated[units.DepartmentRef, PlainValidator(units.department_ref)]
ComponentRef: TypeAlias = Annotated[units.ComponentRef, PlainValidator(units.component_ref)]
FileRef: TypeAlias = Annotated[units.FileRef, PlainValidator(units.file_ref)]
ShareOrNone: TypeAlias = Annotated[float | str, PlainValidator(units.share_or_none)]
MoneyOrNone: TypeAlias = Annotated[float | str, PlainValidator(units.money_or_none)]
DurationOrNone: TypeAlias = Annotated[float | str, PlainValidator(units.duration_or_none)]
CountOrNone: TypeAlias = Annotated[int | str, PlainValidator(units.count_or_none)]
DateOrNone: TypeAlias = Annotated[str, PlainValidator(units.date_or_none)]
State: TypeAlias = Annotated[str, PlainValidator(units.state)]

Whos: TypeAlias = Annotated[list[Who], BeforeValidator(units.listed)]
Texts: TypeAlias = Annotated[list[Text], BeforeValidator(units.listed)]
ComponentId: TypeAlias = Literal["lead_generation", "sales", "production", "support"]
Rhythm: TypeAlias = Literal["day", "week", "month", "quarter", "none"]
Period: TypeAlias = Literal["year", "quarter", "month"]
Decision: TypeAlias = Literal["discount", "deferral", "contract", "hiring", "payment"]
SellingReason: TypeAlias = Literal["vip", "complex", "new_market", "masterclass", "rally"]
Motive: TypeAlias = Literal["money", "growth", "recognition", "mission", "stability", "team"]
