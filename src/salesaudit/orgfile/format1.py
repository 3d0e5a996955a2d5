"""The org file, format 1, and the two files beside it, as pydantic models.

The models are typed dictionaries because a fact that the file does not give is simply not there: absence is the one
form of "not known". They are the source of the JSON Schema, of the format reference and of the compiled validator
(`compiled.py`); descriptions for people stand in ``fields.yaml``.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, ConfigDict, with_config
from typing_extensions import NotRequired, Required, TypedDict

from salesaudit.orgfile import units
from salesaudit.orgfile.fieldtypes import (
    Amount,
    Attainment,
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
    Holders,
    Id,
    Money,
    MoneyOrNone,
    Motive,
    Number,
    Period,
    Rhythm,
    RoleRef,
    SellingReason,
    Share,
    ShareOrNone,
    State,
    Text,
    Texts,
    Version,
    Who,
    Whos,
)

closed = with_config(ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True))


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
    links: Annotated[Links, BeforeValidator(units.known)]


@closed
class Department(TypedDict, total=False):
    title: Text
    component: ComponentId
    leader: Whos


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
    pay: Annotated[Pay, BeforeValidator(units.known)]
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


Stage = TypedDict(
    "Stage",
    {
        "id": Required[Id],
        "kind": Literal["first_contact", "handover", "other"],
        "title": Text,
        "owner": Whos,
        "exit": Text,
        "conversion": ShareOrNone,
        "days": Number,
        "buyer": Text,
    },
    total=False,
)
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
    criteria: Annotated[Criteria, BeforeValidator(units.known)]
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
    lead_generation: Annotated[LeadGeneration, BeforeValidator(units.known)]
    policies: Annotated[Policies, BeforeValidator(units.known), BeforeValidator(units.empty_if_none)]
    elements: Annotated[
        dict[Id, Annotated[Element, BeforeValidator(units.stateful)]], BeforeValidator(units.empty_if_none)
    ]
    administration: Annotated[Administration, BeforeValidator(units.known)]
    rhythm: Annotated[RhythmOfControl, BeforeValidator(units.known), BeforeValidator(units.empty_if_none)]
    segments: Annotated[
        dict[Id, Annotated[Segment, BeforeValidator(units.known)]], BeforeValidator(units.empty_if_none)
    ]
    evidence: Annotated[list[FileRef], BeforeValidator(units.listed)]
    answers: Annotated[list[FileRef], BeforeValidator(units.listed)]
    accepted: Annotated[list[Annotated[Accepted, BeforeValidator(units.known)]], BeforeValidator(units.no_entries)]


Respondent = TypedDict(
    "Respondent",
    {
        "as": Literal["owner", "leader", "seller", "marketing", "other"],
        "name": NotRequired[Text],
        "date": NotRequired[Date],
    },
)
closed(Respondent)


@closed
class Answer(TypedDict, total=False):
    fills: Required[Text]
    value: Any
    said: Text
    state: Literal["answered", "unknown", "not_applicable", "declined"]


@closed
class AnswersFile(TypedDict, total=False):
    """What one respondent told."""

    salesaudit_answers: Required[Version]
    respondent: Required[Annotated[Respondent, BeforeValidator(units.known)]]
    questionnaire: Text
    answers: Required[Annotated[list[Annotated[Answer, BeforeValidator(units.answer)]], BeforeValidator(units.no_entries)]]


Origin = TypedDict(
    "Origin",
    {
        "kind": Required[Literal["deals", "people", "raci", "bpmn", "leads"]],
        "system": Text,
        "file": Text,
        "sha256": Text,
        "rows": Count,
        "from": Date,
        "to": Date,
    },
    total=False,
)
closed(Origin)


@closed
class MeasuredPerson(TypedDict, total=False):
    revenue: Money
    revenue_share: Share
    deals_won: Count
    new_customers: Count
    revenue_from_new: Share
    leads_self_sourced: Share
    plan_attainment: Attainment


@closed
class MeasuredCustomers(TypedDict, total=False):
    top_share: Share
    top5_share: Share


@closed
class MeasuredFunnel(TypedDict, total=False):
    stages_never_seen: Annotated[list[Id], BeforeValidator(units.listed)]
    won_skipping_a_stage: Share
    won_cycle_median: Duration
    open: Count
    open_older_than_twice_cycle: Share
    open_without_next_step: Share


@closed
class MeasuredLeads(TypedDict, total=False):
    unprocessed_share: Share
    first_response_median: Duration


@closed
class EvidenceFile(TypedDict, total=False):
    """What a CRM or another system measured."""

    salesaudit_evidence: Required[Version]
    source: Required[Annotated[Origin, BeforeValidator(units.known)]]
    people: Annotated[
        dict[Who, Annotated[MeasuredPerson, BeforeValidator(units.known)]], BeforeValidator(units.empty_if_none)
    ]
    customers: Annotated[MeasuredCustomers, BeforeValidator(units.known)]
    funnel: Annotated[MeasuredFunnel, BeforeValidator(units.known)]
    leads: Annotated[MeasuredLeads, BeforeValidator(units.known)]
