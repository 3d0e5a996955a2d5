"""From a path to a report, the way every face and the library begin."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace

from salesaudit.audit.baseline import Baseline, apply
from salesaudit.audit.engine import audit
from salesaudit.audit.profile import Profile, load_profile
from salesaudit.audit.report import Report
from salesaudit.org.merge import build_org
from salesaudit.orgfile.load import OrgDocument, load
from salesaudit.orgfile.nodes import Source
from salesaudit.rules.unrun import PackBroke, broken
from salesaudit.safety.errors import SalesauditError


@dataclass(frozen=True, slots=True)
class Audited:
    """A report with the texts that it is about, whose lines faces may quote: the company's file, those beside it.

    `read` is the document, None where the audit was made elsewhere: in another process or in an earlier run.
    `broken` are the packs whose rules were not run; whoever takes such an audit has to say so.
    """

    report: Report
    sources: tuple[Source, ...]
    read: OrgDocument | None = None
    broken: tuple[PackBroke, ...] = ()

    @property
    def document(self) -> OrgDocument:
        """The document. Raises LookupError where the audit was made elsewhere."""
        if self.read is None:
            raise LookupError(self.report.path)
        return self.read


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be audited, and the error that says why: a LoadError with problems, or an InputError."""

    path: str
    error: SalesauditError


@dataclass(frozen=True, slots=True)
class Run:
    """What one run audited, in the order of the files; every face is a function of it. `lang` is ``ru`` or ``en``."""

    audited: tuple[Audited, ...]
    unreadable: tuple[Unreadable, ...]
    profile: str
    lang: str

    @property
    def reports(self) -> tuple[Report, ...]:
        """The reports of the files that could be read."""
        return tuple(one.report for one in self.audited)


def audit_document(document: OrgDocument, profile: Profile | None = None, *, partly: bool = False) -> Audited:
    """Audit a document that has been read.

    Raises RuleCrashed, and PackBroke for a pack that cannot be run unless the audit may be one without its rules.
    """
    org = build_org(document)
    report = audit(org, profile, document)
    failed = broken(org)
    org.forget()
    if failed and not partly:
        raise failed[0]
    return Audited(report, (document.source, *(beside.source for beside in document.attached)), document, failed)


def compared(audited: Audited, baseline: Baseline | None) -> Audited:
    """Return what was audited with the findings marked that a baseline knows."""
    return audited if baseline is None else replace(audited, report=apply(audited.report, baseline))


def audit_file(path: str | os.PathLike[str], profile: str | Profile = "balanced") -> Report:
    """Read the org file at `path` and audit it by a profile.

    Raises:
        LoadError: the file is not right; all its problems at once.
        InputError: the file cannot be opened.
        UsageError: there is no such profile.
        RuleCrashed: a rule broke.
        PackBroke: the rules of a pack could not be run.
    """
    chosen = load_profile(profile) if isinstance(profile, str) else profile
    return audit_document(load(path), chosen).report
