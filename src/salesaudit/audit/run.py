"""From a path to a report, the way every face and the library begin."""

from __future__ import annotations

import os
from dataclasses import dataclass

from salesaudit.audit.engine import audit
from salesaudit.audit.profile import Profile, load_profile
from salesaudit.audit.report import Report
from salesaudit.org.merge import build_org
from salesaudit.orgfile.load import OrgDocument, load


@dataclass(frozen=True, slots=True)
class Audited:
    """A report with the document it is about, whose lines faces may quote."""

    report: Report
    document: OrgDocument


def audit_document(document: OrgDocument, profile: Profile | None = None) -> Audited:
    """Audit a document that has been read. Raises RuleCrashed."""
    return Audited(audit(build_org(document), profile, document), document)


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
