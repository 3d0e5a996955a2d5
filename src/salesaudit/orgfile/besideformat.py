"""The two files beside an org file: what a respondent told, and what a system measured."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired, Required, TypeAlias

from pydantic import BeforeValidator
from typing_extensions import TypedDict

from salesaudit.orgfile import units
from salesaudit.orgfile.closed import closed
from salesaudit.orgfile.fieldtypes import (
    Attainment,
    Count,
    Date,
    Duration,
    Id,
    Money,
    Share,
    Text,
    Version,
    Who,
)

AnswerState: TypeAlias = Literal["answered", "unknown", "not_applicable", "declined"]
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
    state: AnswerState
    question: Text
    entry: Text


@closed
class GivenAnswer(TypedDict, total=False):
    """An answer that fills several facts, or none, as it was given."""

    question: Required[Text]
    entry: Text
    value: Any
    said: Text
    state: AnswerState


@closed
class AnswersFile(TypedDict, total=False):
    """What one respondent told."""

    salesaudit_answers: Required[Version]
    respondent: Required[Annotated[Respondent, BeforeValidator(units.known)]]
    questionnaire: Text
    answers: Required[
        Annotated[list[Annotated[Answer, BeforeValidator(units.answer)]], BeforeValidator(units.no_entries)]
    ]
    given: Annotated[list[Annotated[GivenAnswer, BeforeValidator(units.answer)]], BeforeValidator(units.no_entries)]


@closed
class SaidAnswer(TypedDict, total=False):
    """An answer in the words in which it was given."""

    question: Required[Text]
    entry: Text
    said: Text
    state: AnswerState


@closed
class SaidFile(TypedDict, total=False):
    """What one respondent said, not yet understood: from a form, or written for a script."""

    salesaudit_said: Required[Version]
    questionnaire: Required[Text]
    respondent: Required[Annotated[Respondent, BeforeValidator(units.known)]]
    answers: Required[
        Annotated[list[Annotated[SaidAnswer, BeforeValidator(units.answer)]], BeforeValidator(units.no_entries)]
    ]


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
