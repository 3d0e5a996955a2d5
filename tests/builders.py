"""Companies for tests, written as the file would be, without what every file repeats."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from textwrap import dedent

from salesaudit.audit.engine import audit
from salesaudit.audit.profile import load_profile
from salesaudit.audit.report import Finding, Report
from salesaudit.org.merge import build_org
from salesaudit.org.org import Org
from salesaudit.orgfile.load import OrgDocument, load_bytes


def document(text: str, beside: Mapping[str, str] | None = None) -> OrgDocument:
    """Read a company; the version line, and the company where the text names none, are added.

    `beside` are the answers and evidence files that it names: ``{"answers/owner.yaml": "respondent: …"}``.
    """
    text = dedent(text).strip("\n") + "\n"
    head = "salesaudit: 1\n" if "salesaudit:" not in text else ""
    company = "" if "company:" in text else "\ncompany: {name: Test, headcount: 24}\n"
    files = {name: attached(name, content) for name, content in (beside or {}).items()}
    return load_bytes((head + text + company).encode(), "company.yaml", beside=files)


def attached(name: str, text: str) -> bytes:
    """Return an answers or evidence file, by its folder; the version line is added."""
    text = dedent(text)
    head = "" if "salesaudit_" in text else f"salesaudit_{PurePosixPath(name).parts[0]}: 1\n"
    return (head + text).encode()


def org(text: str, beside: Mapping[str, str] | None = None) -> Org:
    """Return the Org of a company written as YAML."""
    return build_org(document(text, beside))


def report(text: str, profile: str = "balanced", beside: Mapping[str, str] | None = None) -> Report:
    """Audit a company written as YAML."""
    read = document(text, beside)
    return audit(build_org(read), load_profile(profile), read)


def outcomes(
    text: str, rule: str, profile: str = "balanced", beside: Mapping[str, str] | None = None
) -> dict[str | None, str]:
    """Return how one rule came out, by subject id: fail, pass, unknown or not applicable (None: no subject)."""
    result = report(text, profile, beside)
    found: dict[str | None, str] = {f.subject.id: "fail" for f in result.findings if f.rule == rule}
    found |= {p.subject.id: "pass" for p in result.passed if p.rule == rule}
    found |= {u.subject.id if u.subject else None: "unknown" for u in result.unknown if u.rule == rule}
    skipped = (s for s in result.not_applicable if s.rule == rule)
    return found | {s.subject.id if s.subject else None: "not applicable" for s in skipped}


def failing(text: str, profile: str = "balanced", beside: Mapping[str, str] | None = None) -> set[str]:
    """Return the ids of the rules that fail."""
    return {finding.rule for finding in report(text, profile, beside).findings}


def finding(text: str, rule: str, beside: Mapping[str, str] | None = None) -> Finding:
    """Return the one finding of a rule."""
    [found] = [found for found in report(text, beside=beside).findings if found.rule == rule]
    return found


def reason(
    text: str, rule: str, subject: str | None = None, beside: Mapping[str, str] | None = None
) -> tuple[str, dict[str, str]]:
    """Return why a rule has nothing to say of a subject (None: of the whole company), and what the reason names."""
    all_skipped = report(text, beside=beside).not_applicable
    [skipped] = [s for s in all_skipped if s.rule == rule and subject == (s.subject and s.subject.id)]
    return skipped.reason, dict(skipped.values)


def needs(text: str, rule: str, subject: str | None = None, beside: Mapping[str, str] | None = None) -> set[str]:
    """Return the facts that would decide a rule for a subject (None: where its subjects are not known)."""
    [open_] = [
        u for u in report(text, beside=beside).unknown if u.rule == rule and subject == (u.subject and u.subject.id)
    ]
    return {".".join(str(part) for part in path) for path in open_.needs}
