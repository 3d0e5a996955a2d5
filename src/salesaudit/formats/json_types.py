"""What the JSON report holds: typed dictionaries, of which the published schema is made."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired, TypeAlias

from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict

closed = with_config(ConfigDict(extra="forbid"))

Severity: TypeAlias = Literal["critical", "high", "medium", "low"]
Confidence: TypeAlias = Literal["measured", "declared", "told", "inferred"]
Position: TypeAlias = Annotated[int, Field(ge=1, description="From 1, columns in characters; an end is exclusive.")]
Points: TypeAlias = Annotated[float, Field(ge=0, le=100)]
Part: TypeAlias = Annotated[float, Field(ge=0, le=1, description="1 is the whole.")]
FactPath: TypeAlias = Annotated[str, Field(description="The path of a fact, such as people.petrov.time.selling.")]
FileName: TypeAlias = Annotated[str, Field(description="A file as it was named; bytes that are not UTF-8 as %FF.")]
RuleId: TypeAlias = Annotated[str, Field(pattern=r"^[A-Z]{3,8}\d{3}$")]


@closed
class Tool(TypedDict):
    name: Literal["salesaudit"]
    version: str
    rules_version: Annotated[str, Field(description="Changes when a rule, its severities or parameters change.")]


@closed
class Subject(TypedDict):
    """What a rule judged; `kind` and `id` never depend on the language, `title` is for people."""

    kind: str
    id: str
    title: str


@closed
class Location(TypedDict):
    """Where a fact stands, or the nearest place above it."""

    path: FactPath
    file: NotRequired[FileName]
    line: NotRequired[Position]
    column: NotRequired[Position]
    end_line: NotRequired[Position]
    end_column: NotRequired[Position]


@closed
class Evidence(TypedDict):
    """A fact that a rule read."""

    path: FactPath
    value: Any
    origin: Confidence
    who: NotRequired[Annotated[str, Field(description="Who told it, or the system that it was measured in.")]]
    file: NotRequired[FileName]
    line: NotRequired[Position]
    column: NotRequired[Position]


@closed
class Acceptance(TypedDict):
    """A risk that the company keeps on purpose."""

    reason: str
    owner: list[str]
    until: str


@closed
class Stance(TypedDict):
    """What one source says."""

    source: str
    says: str


@closed
class View(TypedDict):
    """A question on which the sources disagree; `follows` is the source that decided in this profile."""

    claim: Annotated[str, Field(pattern=r"^C\d+$")]
    question: str
    stances: list[Stance]
    follows: str
    decision: str


@closed
class Finding(TypedDict):
    """A rule that fails for a subject. `rule` and `subject` are its identity."""

    rule: RuleId
    slug: str
    severity: Severity
    confidence: Confidence
    subject: Subject
    message: str
    why: str
    fix: str
    first_step: str
    sources: list[str]
    views: list[View]
    location: Location
    evidence: list[Evidence]
    accepted: Acceptance | None
    baseline: Annotated[bool, Field(description="Known before: the baseline has it.")]


@closed
class Undecided(TypedDict):
    """A rule that waits for facts; `subject` is null where the subjects themselves are not known."""

    rule: RuleId
    subject: Subject | None
    needs: list[FactPath]
    disputed: bool


@closed
class Passed(TypedDict):
    rule: RuleId
    subject: Subject


@closed
class NotApplicable(TypedDict):
    """A rule that has nothing to say, and why (an id, and a sentence for people)."""

    rule: RuleId
    subject: Subject | None
    because: str
    message: str


@closed
class AcceptedRisk(TypedDict):
    rule: str
    subject: str


@closed
class Governance(TypedDict):
    """An accepted risk that is out of date (GOV001) or matches nothing (GOV002)."""

    rule: RuleId
    severity: Severity
    message: str
    accepted: AcceptedRisk
    location: Location


@closed
class Area(TypedDict):
    id: str
    value: Points | None
    coverage: Part


@closed
class Lost(TypedDict):
    """How many points one rule costs, and for which subjects (``person:petrov``)."""

    rule: RuleId
    points: Points
    subjects: list[str]


@closed
class Score(TypedDict):
    """How much of what was decided is in order.

    `value` counts accepted risks as in order, `raw` does not; `low` and `high` are `raw` if everything undecided
    failed or passed. All are null where nothing was decided.
    """

    value: Points | None
    raw: Points | None
    low: Points | None
    high: Points | None
    coverage: Part
    decided: int
    total: int
    areas: list[Area]
    lost: list[Lost]


@closed
class File(TypedDict):
    """The audit of one company file."""

    path: FileName
    sha256: str
    company: str
    size: Literal["micro", "small", "medium", "large"]
    findings: list[Finding]
    unknown: list[Undecided]
    passed: list[Passed]
    not_applicable: list[NotApplicable]
    governance: list[Governance]
    fixed: Annotated[
        list[str] | None,
        Field(description="Entries of the baseline that no longer fail; null where no baseline was used."),
    ]
    score: Score


@closed
class Error(TypedDict):
    """Why a file could not be read."""

    code: str
    message: str
    hint: str
    file: FileName
    line: Position
    column: Position
    end_line: Position
    end_column: Position


@closed
class Document(TypedDict):
    """The JSON report of salesaudit. Names and meanings change only with `schema_version`; names may be added."""

    schema_version: Literal[1]
    tool: Tool
    profile: str
    language: Annotated[Literal["ru", "en"], Field(description="The language of messages and titles, of nothing else.")]
    files: list[File]
    errors: list[Error]


def report_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the report."""
    return published(Document, "salesaudit report, version 1")


def published(document: Any, title: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a document that is a typed dictionary."""
    from pydantic import TypeAdapter
    from pydantic.json_schema import GenerateJsonSchema

    schema = TypeAdapter(document).json_schema()
    return {"$schema": GenerateJsonSchema.schema_dialect, **schema, "title": title}


def schema_text(schema: dict[str, Any]) -> str:
    """Return a JSON Schema as the text of a file."""
    import json

    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
