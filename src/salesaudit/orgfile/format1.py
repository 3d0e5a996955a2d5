"""The org file, format 1, and the two files beside it, as pydantic models.

The models are typed dictionaries because a fact that the file does not give is simply not there: absence is the one
form of "not known". They are the source of the JSON Schema, of the format reference and of the compiled validator
(`compiled.py`); descriptions for people stand in ``fields.yaml``.
"""

from __future__ import annotations

from typing import Annotated, Literal, Required, TypeAlias

from pydantic import BeforeValidator
from typing_extensions import TypedDict

from salesaudit.orgfile import units
from salesaudit.orgfile.closed import closed
from salesaudit.orgfile.fieldtypes import (
    Amount,
    Boolean,
    ComponentId,
    ComponentRef,
    Count,
    CountOrNone,
    Currency,
    Date,
    DateOrNone,
    Decision,
    DepartmentRef,
    Duration,
    DurationOrNone,
    FileRef,
    Id,
    Money,
    MoneyOrNone,
    Motive,
    Number,
    Period,
    Rhythm,
    Share,
    ShareOrNone,
    State,
    Text,
    Version,
    Whos,
)
from salesaudit.orgfile.workerformat import Person, PlanOrNone, Role


@closed
class Company(TypedDict, total=False):
    name: Required[Text]
    market: Literal["b2b", "b2c", "both"]
    industry: Text
    headcount: Count
    currency: Currency
    revenue: Money
    revenue_previous: Money
    repeat_share: Share
    top_customer_share: Share
    seller_turnover: Share
    customer_churn: Share
    sales_format: Literal["office", "field", "shop", "eshop"]
    captive: Boolean
    functions_reviewed: DateOrNone
    as_of: Date
    language: Literal["ru", "en"]


@closed
class Goal(TypedDict, total=False):
    metric: Required[Text]
    target: Amount
    by: Date
    per: Period


@closed
class Stateful(TypedDict, total=False):
    """What can exist on paper only: how far it got and when it was last looked at."""

    state: State
    reviewed: DateOrNone
    owner: Whos


StateOnly: TypeAlias = Annotated[Stateful, BeforeValidator(units.stateful)]


@closed
class Links(TypedDict, total=False):
    coverage: StateOnly
    incentives: StateOnly
    plan: StateOnly
    sales_model: StateOnly


@closed
class Strategy(TypedDict, total=False):
    state: State
    owner: Whos
    reviewed: DateOrNone
    goals: Annotated[list[Annotated[Goal, BeforeValidator(units.known)]], BeforeValidator(units.no_entries)]
    seller_is_for: Literal["help_buy", "move_deals", "close", "unclear"]
    involved: Whos
    values: State
    links: Annotated[Links, BeforeValidator(units.links)]


@closed
class Department(TypedDict, total=False):
    title: Text
    component: ComponentId
    leader: Whos


@closed
class Function(TypedDict, total=False):
    title: Text
    component: ComponentId
    responsible: Whos
    accountable: Whos
    deputy: Whos
    state: State
    reviewed: DateOrNone


@closed
class Step(TypedDict, total=False):
    title: Text
    who: Whos


class Stage(TypedDict, total=False):
    id: Required[Id]
    kind: Literal["first_contact", "handover", "other"]
    title: Text
    owner: Whos
    exit: Text
    conversion: ShareOrNone
    days: Number
    buyer: Text


closed(Stage)


@closed
class Process(TypedDict, total=False):
    title: Text
    component: ComponentId
    owner: Whos
    state: State
    reviewed: DateOrNone
    steps: Annotated[list[Annotated[Step, BeforeValidator(units.known)]], BeforeValidator(units.no_entries)]
    in_crm: Boolean
    lost_reasons: State
    late_share: Share
    average_deal: Money
    cycle: Duration
    stages: Annotated[list[Annotated[Stage, BeforeValidator(units.known)]], BeforeValidator(units.no_entries)]


Handoff = TypedDict(
    "Handoff",
    {
        "id": Id,
        "from": Required[ComponentRef],
        "to": Required[ComponentRef],
        "what": Text,
        "via": Text,
        "owner": Whos,
        "accepts": Text,
        "state": State,
        "reviewed": DateOrNone,
    },
    total=False,
)
closed(Handoff)


@closed
class Interface(TypedDict, total=False):
    spokesperson: Whos
    conflicts: Literal["never", "rarely", "monthly", "weekly", "daily"]
    resolved_by: Literal["leaders", "owner", "staff", "nobody"]
    agreement: State


@closed
class Criteria(TypedDict, total=False):
    quantity: CountOrNone
    quality: Text
    accepted_share: Share


@closed
class Portrait(TypedDict, total=False):
    state: State
    reviewed: DateOrNone
    agreed_by: Whos


@closed
class Channel(TypedDict, total=False):
    title: Text
    kind: Literal["direct", "advertising", "promotion", "referral", "tender", "marketplace", "dealer"]
    owner: Whos
    leads_per_month: Count
    cost_per_month: Money
    plan: PlanOrNone


Channels: TypeAlias = Annotated[
    dict[Id, Annotated[Channel, BeforeValidator(units.known)]], BeforeValidator(units.empty_if_none)
]


@closed
class LeadGeneration(TypedDict, total=False):
    goes_to: Literal["crm", "marketing_automation", "spreadsheet", "nowhere"]
    criteria: Annotated[Criteria, BeforeValidator(units.criteria)]
    first_response: Duration
    unprocessed_share: Share
    leads_by_month: Annotated[list[Count], BeforeValidator(units.listed)]
    target_portrait: Annotated[Portrait, BeforeValidator(units.stateful)]
    channels: Channels


@closed
class Policy(TypedDict, total=False):
    state: State
    reviewed: DateOrNone
    owner: Whos
    value: Text
    limit: ShareOrNone
    max_deferral: DurationOrNone
    credit_limit: MoneyOrNone
    overdue_share: Share


PolicyEntry: TypeAlias = Annotated[Policy, BeforeValidator(units.stateful)]


@closed
class Policies(TypedDict, total=False):
    volume: PolicyEntry
    price: PolicyEntry
    discount: PolicyEntry
    customer: PolicyEntry
    product: PolicyEntry
    terms: PolicyEntry


@closed
class Element(TypedDict, total=False):
    title: Text
    state: State
    reviewed: DateOrNone
    owner: Whos
    tool: Text
    coverage: Share
    motives: Annotated[list[Motive], BeforeValidator(units.listed)]


@closed
class Administration(TypedDict, total=False):
    decision_days: Number
    approval_levels: Count
    owner_decides: Annotated[list[Decision], BeforeValidator(units.listed)]


@closed
class RhythmOfControl(TypedDict, total=False):
    plan_fact: Rhythm
    pipeline_review: Rhythm
    one_to_one: Rhythm


@closed
class Segment(TypedDict, total=False):
    title: Text
    size: Literal["small", "medium", "large"]
    potential: Literal["low", "medium", "high", "none"]
    customers: Count
    share_of_revenue: Share
    served_by: Whos
    leader_involved: Boolean
    assigned_by: Literal["leader", "rule", "self"]


@closed
class Accepted(TypedDict):
    rule: Text
    subject: Text
    reason: Text
    owner: Whos
    until: Date


@closed
class OrgFile(TypedDict, total=False):
    """One company: who it is, who does what, how the work flows."""

    salesaudit: Required[Version]
    company: Required[Annotated[Company, BeforeValidator(units.known)]]
    strategy: Annotated[Strategy, BeforeValidator(units.stateful)]
    departments: Annotated[
        dict[Id, Annotated[Department, BeforeValidator(units.known)]], BeforeValidator(units.empty_if_none)
    ]
    roles: Annotated[dict[Id, Annotated[Role, BeforeValidator(units.known)]], BeforeValidator(units.empty_if_none)]
    people: Annotated[dict[Id, Annotated[Person, BeforeValidator(units.known)]], BeforeValidator(units.empty_if_none)]
    functions: Annotated[
        dict[Id, Annotated[Function, BeforeValidator(units.known)]], BeforeValidator(units.empty_if_none)
    ]
    processes: Annotated[
        dict[Id, Annotated[Process, BeforeValidator(units.stateful)]], BeforeValidator(units.empty_if_none)
    ]
    handoffs: Annotated[list[Annotated[Handoff, BeforeValidator(units.known)]], BeforeValidator(units.no_entries)]
    interfaces: Annotated[
        dict[DepartmentRef, Annotated[Interface, BeforeValidator(units.known)]], BeforeValidator(units.empty_if_none)
    ]
    lead_generation: Annotated[LeadGeneration, BeforeValidator(units.lead_generation)]
    policies: Annotated[Policies, BeforeValidator(units.known), BeforeValidator(units.empty_if_none)]
    elements: Annotated[
        dict[Id, Annotated[Element, BeforeValidator(units.stateful)]], BeforeValidator(units.empty_if_none)
    ]
    administration: Annotated[Administration, BeforeValidator(units.known)]
    rhythm: Annotated[RhythmOfControl, BeforeValidator(units.rhythm)]
    segments: Annotated[
        dict[Id, Annotated[Segment, BeforeValidator(units.known)]], BeforeValidator(units.empty_if_none)
    ]
    evidence: Annotated[list[FileRef], BeforeValidator(units.listed)]
    answers: Annotated[list[FileRef], BeforeValidator(units.listed)]
    accepted: Annotated[list[Annotated[Accepted, BeforeValidator(units.known)]], BeforeValidator(units.no_entries)]
