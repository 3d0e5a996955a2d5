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
from salesaudit.safety.errors import SalesauditError


@dataclass(frozen=True, slots=True)
class Audited:
    """A report with the document it is about, whose lines faces may quote."""

    report: Report
    document: OrgDocument


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


def audit_document(document: OrgDocument, profile: Profile | None = None) -> Audited:
    """Audit a document that has been read. Raises RuleCrashed."""
    return Audited(audit(build_org(document), profile, document), document)


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
    """
    chosen = load_profile(profile) if isinstance(profile, str) else profile
    return audit_document(load(path), chosen).report
