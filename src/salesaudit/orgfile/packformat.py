"""The format of a rule pack: rules of one's own as data, safe to load from a stranger's branch."""

from __future__ import annotations

from typing import Annotated, Literal, Required

from pydantic import BeforeValidator
from typing_extensions import TypedDict

from salesaudit.orgfile import units
from salesaudit.orgfile.closed import closed
from salesaudit.orgfile.fieldtypes import Id, Text, Version


@closed
class PackTexts(TypedDict, total=False):
    """What a rule says in one language; ``{subject}`` and ``{path}`` of facts it reads may stand in `finding`."""

    title: Required[Text]
    finding: Required[Text]
    why: Required[Text]
    fix: Required[Text]
    first_step: Text
    who: Text
    done: Text


@closed
class PackExamples(TypedDict, total=False):
    """Two company files without the version line: one that trips the rule and one that does not."""

    bad: Required[Text]
    good: Required[Text]


@closed
class PackLanguages(TypedDict, total=False):
    ru: Annotated[PackTexts, BeforeValidator(units.known)]
    en: Annotated[PackTexts, BeforeValidator(units.known)]


@closed
class PackRule(TypedDict, total=False):
    id: Required[Id]
    slug: Id
    subject: Required[
        Literal[
            "company", "owner", "ceo", "leader", "seller", "person", "role", "function", "department", "interface",
            "handoff", "process", "stage", "channel", "policy", "element", "segment",
        ]
    ]  # fmt: skip
    severity: Required[Text]
    when: Text
    fail_if: Required[Text]
    effort: Literal["hours", "days", "weeks"]
    texts: Required[Annotated[PackLanguages, BeforeValidator(units.known)]]
    examples: Required[Annotated[PackExamples, BeforeValidator(units.known)]]


@closed
class Pack(TypedDict, total=False):
    """A pack: a name and its rules."""

    salesaudit_rules: Required[Version]
    pack: Required[Id]
    rules: Required[
        Annotated[list[Annotated[PackRule, BeforeValidator(units.known)]], BeforeValidator(units.no_entries)]
    ]
