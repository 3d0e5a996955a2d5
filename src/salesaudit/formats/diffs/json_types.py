"""What the JSON of a comparison holds: typed dictionaries, of which the published schema is made."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field
from typing_extensions import TypedDict

from salesaudit.audit.diff import Cause, Kind
from salesaudit.formats.json_types import FileName, Points, Position, RuleId, Severity, Subject, closed

Delta: TypeAlias = Annotated[float, Field(ge=-100, le=100)]


@closed
class Tool(TypedDict):
    name: Literal["salesaudit"]
    version: str


@closed
class Side(TypedDict):
    """What was compared; `profile` and `rules_version` are null where a saved report does not say."""

    name: FileName
    path: FileName
    profile: str | None
    rules_version: str | None


@closed
class Seen(TypedDict):
    """A finding as one side has it."""

    severity: Severity
    message: str
    accepted: bool
    file: FileName | None
    line: Position | None
    column: Position | None


@closed
class Change(TypedDict):
    """A finding before and after; `old` or `new` is null where that side does not have it."""

    kind: Kind
    cause: Annotated[Cause, Field(description="Whether the company changed, or the rules and the profile did.")]
    rule: RuleId
    subject: Subject
    revealed: Annotated[bool, Field(description="New only because a fact is known now that was not.")]
    old: Seen | None
    new: Seen | None


@closed
class PointsChange(TypedDict):
    old: Points | None
    new: Points | None
    delta: Delta | None


@closed
class AreaChange(PointsChange):
    id: str


@closed
class Duty(TypedDict):
    """Who does a function, or answers for it, before and after; null where that is not known."""

    function: str
    title: str
    part: str
    before: list[str] | None
    after: list[str] | None


@closed
class Company(TypedDict):
    """One company on both sides; `duties` is null where a side does not say who does what."""

    company: str
    old: Side
    new: Side
    same_rules: bool
    changes: list[Change]
    score: PointsChange
    areas: list[AreaChange]
    duties: list[Duty] | None


@closed
class Document(TypedDict):
    """What changed between two audits. Names and meanings change only with `schema_version`; names may be added."""

    schema_version: Literal[1]
    tool: Tool
    language: Annotated[Literal["ru", "en"], Field(description="The language of messages and titles, of nothing else.")]
    companies: list[Company]
    only_old: list[FileName]
    only_new: list[FileName]


def diff_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a comparison."""
    from salesaudit.formats.json_types import published

    return published(Document, "salesaudit comparison, version 1")
