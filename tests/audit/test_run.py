"""The library's first word: ``salesaudit.audit("company.yaml")``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import salesaudit.audit
from salesaudit.audit.baseline import create
from salesaudit.audit.profile import load_profile
from salesaudit.audit.run import audit_document, audit_file, compared
from salesaudit.orgfile.load import load
from salesaudit.safety.errors import InputError, UsageError
from tests.functional.command import BUSY_LEADER, company


def test_the_package_is_the_function(tmp_path: Path) -> None:
    path = company(tmp_path, BUSY_LEADER)
    assert salesaudit.audit(path) == audit_file(path) == audit_document(load(path)).report


def test_a_profile_by_its_name_or_as_it_is(tmp_path: Path) -> None:
    path = company(tmp_path, BUSY_LEADER)
    named, own = audit_file(path, "organizer"), audit_file(path, replace(load_profile("organizer"), name="own"))
    assert (named.profile, own.profile) == ("organizer", "own")
    assert named.findings == own.findings != audit_file(path).findings


def test_a_baseline_marks_what_it_knows(tmp_path: Path) -> None:
    audited = audit_document(load(company(tmp_path, BUSY_LEADER)))
    known = create([audited.report], str(tmp_path))
    assert compared(audited, None) is audited
    assert all(finding.baseline for finding in compared(audited, known).report.findings)


def test_an_audit_knows_its_document_where_it_was_made_here(tmp_path: Path) -> None:
    audited = audit_document(load(company(tmp_path, BUSY_LEADER)))

    assert audited.document.data["company"]["name"] == "Test"
    with pytest.raises(LookupError):
        _ = replace(audited, read=None).document


def test_what_cannot_be_done_is_raised(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        audit_file(tmp_path / "nowhere.yaml")
    with pytest.raises(UsageError):
        audit_file(company(tmp_path, BUSY_LEADER), "nonsense")
