"""What the org file says of those who work: roles and people."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator
from typing_extensions import TypedDict

from salesaudit.orgfile import units
from salesaudit.orgfile.closed import closed
from salesaudit.orgfile.fieldtypes import (
    Amount,
    Attainment,
    Count,
    DepartmentRef,
    DurationOrNone,
    Holders,
    Id,
    Money,
    MoneyOrNone,
    Period,
    Rhythm,
    RoleRef,
    SellingReason,
    Share,
    ShareOrNone,
    Text,
    Texts,
    Whos,
)


@closed
class Time(TypedDict, total=False):
    selling: Share
    searching: Share
    outreach: Share
    leading: Share
    integrating: Share
    servicing: Share
    admin: Share
    producing: Share
    strategy: Share
    other: Share


@closed
class Results(TypedDict, total=False):
    revenue: Money
    deals: Count
    new_customers: Count
    revenue_from_new: Share
    leads_self_sourced: Share
    revenue_share: Share
    plan_attainment: Attainment


@closed
class Plan(TypedDict, total=False):
    revenue: Money
    gross_profit: Money
    margin: Amount
    payments: Money
    company_profit: Money
    new_customers: Amount
    new_markets: Amount
    repeat_revenue: Amount
    deals: Amount
    deals_advanced: Amount
    calls: Amount
    meetings: Amount
    proposals: Amount
    checkpoints: Rhythm
    per: Period


@closed
class DecisionLimits(TypedDict, total=False):
    discount: ShareOrNone
    deferral: DurationOrNone
    contract: MoneyOrNone


@closed
class Pay(TypedDict, total=False):
    fixed: Share
    tied_to: Texts


PlanOrNone: TypeAlias = Annotated[Plan, BeforeValidator(units.known), BeforeValidator(units.empty_if_none)]


class Worker(TypedDict, total=False):
    """What may be said of a role and, where it differs, of a person."""

    title: Text
    department: DepartmentRef
    reports_to: Whos
    kpis: Texts
    time: Annotated[Time, BeforeValidator(units.known)]
    selling_reasons: Annotated[list[SellingReason], BeforeValidator(units.listed)]
    deputy: Whos
    pay: Annotated[Pay, BeforeValidator(units.pay)]
    plan: PlanOrNone
    limits: Annotated[DecisionLimits, BeforeValidator(units.known)]
    trained: Text
    skill: Literal["strong", "average", "weak"]
    results: Annotated[Results, BeforeValidator(units.known)]


@closed
class Role(Worker, total=False):
    archetype: Id
    count: Holders


@closed
class Person(Worker, total=False):
    name: Text
    roles: Annotated[list[RoleRef], BeforeValidator(units.listed)]
