"""Audit how a company's sales are organised: ``salesaudit.audit("company.yaml")`` gives a `Report`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesaudit.version import __version__

if TYPE_CHECKING:
    from salesaudit.audit.report import Finding, Report, Score
    from salesaudit.audit.run import audit_file as audit
    from salesaudit.orgfile.load import OrgDocument, load
    from salesaudit.orgfile.problems import LoadError, Problem
    from salesaudit.safety.errors import SalesauditError

__all__ = [
    "Finding",
    "LoadError",
    "OrgDocument",
    "Problem",
    "Report",
    "SalesauditError",
    "Score",
    "__version__",
    "audit",
    "load",
]

_HOMES = {
    "Finding": "audit.report",
    "Report": "audit.report",
    "Score": "audit.report",
    "audit": "audit.run:audit_file",
    "OrgDocument": "orgfile.load",
    "load": "orgfile.load",
    "LoadError": "orgfile.problems",
    "Problem": "orgfile.problems",
    "SalesauditError": "safety.errors",
}


def __getattr__(name: str) -> object:
    """Import what is asked for when it is asked for, so that ``--version`` pays for nothing."""
    if name not in _HOMES:
        raise AttributeError(name)
    from importlib import import_module

    module, _, attribute = _HOMES[name].partition(":")
    return getattr(import_module(f"salesaudit.{module}"), attribute or name)
