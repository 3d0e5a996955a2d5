"""To accept a risk: which finding is meant, and what has to be written into the company's file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from salesaudit.audit.engine import audit
from salesaudit.audit.funnel import newest_date
from salesaudit.audit.profile import Profile
from salesaudit.audit.report import Finding
from salesaudit.org.merge import build_org
from salesaudit.org.org import Org
from salesaudit.orgfile.edit import Append, Change, Put
from salesaudit.orgfile.load import OrgDocument
from salesaudit.orgfile.units import ISO_DATE, date
from salesaudit.rules.registry import find_rule
from salesaudit.rules.unrun import broken
from salesaudit.safety.errors import UsageError
from salesaudit.safety.nearest import nearest


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk to accept: a rule's id, a subject (``petrov`` or ``person:petrov``), why, who answers, until which day."""

    rule: str
    subject: str
    reason: str
    owner: tuple[str, ...]
    until: str

    @property
    def entry(self) -> dict[str, Any]:
        """What stands in the file."""
        owner = self.owner[0] if len(self.owner) == 1 else list(self.owner)
        return {"rule": self.rule, "subject": self.subject, "reason": self.reason, "owner": owner, "until": self.until}


def accepting(document: OrgDocument, risk: Risk, profile: Profile) -> tuple[Risk, list[Change]]:
    """Return the risk with its subject as short as it is unambiguous, and the changes that accept it in the file.

    An entry for the same finding that has expired gets the new reason, owner and day.
    Raises UsageError where no finding or several are meant, where a risk is accepted already, for an owner that the
    file does not know and for a day that has passed.
    """
    org = build_org(document)
    findings = [f for f in audit(org, replace(profile, accept=False), document).findings if f.rule == risk.rule]
    if failed := broken(org):
        raise failed[0]
    finding = _meant(findings, risk, document.source.name)
    risk = replace(risk, subject=_shortest(finding, findings), reason=risk.reason.strip())
    _check(risk, org)
    index = _entry_for(finding, org)
    if index is None:
        return risk, [Append(("accepted",), risk.entry)]
    entry = org.peek(("accepted", index))
    if (today := newest_date(org)) is None or entry["until"] >= today:
        line = document.place(("accepted", index)).span.line
        raise UsageError("accept.already", hint="accept.already.hint", rule=risk.rule, subject=risk.subject,
                         until=entry["until"], line=line, file=document.source.name)  # fmt: skip
    return risk, [Put(("accepted", index, key), risk.entry[key]) for key in ("reason", "owner", "until")]


def _meant(findings: Sequence[Finding], risk: Risk, file: str) -> Finding:
    names = [f"{finding.subject.kind}:{finding.subject.id}" for finding in findings]
    matching = [f for f, name in zip(findings, names, strict=True) if risk.subject in (f.subject.id, name)]
    if len(matching) == 1:
        return matching[0]
    if matching:
        known = [f"{finding.subject.kind}:{finding.subject.id}" for finding in matching]
        raise UsageError("accept.ambiguous", subject=risk.subject, known=known)
    if not findings:
        raise UsageError("accept.no_finding", rule=risk.rule, file=file)
    near = nearest(risk.subject, [*names, *(finding.subject.id for finding in findings)])
    raise UsageError("accept.no_subject", hint="hint.nearest" if near else None, rule=risk.rule, subject=risk.subject,
                     known=names, nearest=near or "")  # fmt: skip


def _shortest(finding: Finding, findings: Sequence[Finding]) -> str:
    alike = [other for other in findings if other.subject.id == finding.subject.id]
    return finding.subject.id if len(alike) == 1 else f"{finding.subject.kind}:{finding.subject.id}"


def _check(risk: Risk, org: Org) -> None:
    if not risk.reason:
        raise UsageError("accept.no_reason")
    anyone = [*org.data.get("people", {}), *org.data.get("roles", {}), *org.data.get("departments", {})]
    for owner in risk.owner:
        if owner not in anyone:
            near = nearest(owner, anyone)
            raise UsageError("accept.no_owner", hint="hint.nearest" if near else None, owner=owner, nearest=near or "")
    if not _is_date(risk.until):
        raise UsageError("accept.bad_date", value=risk.until)
    today = newest_date(org)
    if today is not None and risk.until <= today:
        raise UsageError("accept.past", value=risk.until, today=today)


def _is_date(text: str) -> bool:
    if not ISO_DATE.fullmatch(text):
        return False
    try:
        date(text)
    except ValueError:
        return False
    return True


def _entry_for(finding: Finding, org: Org) -> int | None:
    named = (finding.subject.id, f"{finding.subject.kind}:{finding.subject.id}")
    for index, entry in enumerate(org.peek(("accepted",)) or []):
        rule = find_rule(entry["rule"])
        if rule is not None and rule.id == finding.rule and entry["subject"] in named:
            return index
    return None
