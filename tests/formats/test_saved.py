"""Saved reports read back: what is right is used, what is not is told with its place, whoever wrote it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from salesaudit.audit.run import audit_document
from salesaudit.audit.snapshot import snapshot
from salesaudit.formats.faces import render
from salesaudit.formats.saved import looks_saved, snapshots
from salesaudit.orgfile.load import load
from salesaudit.safety.errors import InputError
from tests.formats.runs import EXAMPLES, example, messy, run_of


def read(document: Any) -> list[Any]:
    return snapshots(json.dumps(document).encode(), "r.json")


def document() -> Any:
    return json.loads(render("json", run_of(*messy().audited)))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_saved_report_says_what_the_audit_said(path: Path) -> None:
    (kept,) = snapshots(render("json", example(path)).encode(), "r.json")
    fresh = snapshot(audit_document(load(path)))

    assert kept.seen.keys() == fresh.seen.keys()
    assert (kept.passed, kept.waiting, kept.open_ended, kept.spoke) == (
        fresh.passed, fresh.waiting, fresh.open_ended, fresh.spoke,
    )  # fmt: skip
    assert (kept.score, kept.areas) == (fresh.score, fresh.areas)
    assert (kept.profile, kept.rules_version, kept.path) == (fresh.profile, fresh.rules_version, fresh.path)
    for key, seen in kept.seen.items():
        other = fresh.seen[key]
        assert (seen.severity, seen.accepted, seen.facts) == (other.severity, other.accepted, other.facts), key


def test_a_report_is_told_from_a_company_file() -> None:
    assert looks_saved(render("json", messy()).encode())
    assert looks_saved(b'\xef\xbb\xbf \n{"schema_version": 1}')
    assert not looks_saved(b"salesaudit: 1\n")
    assert not looks_saved(b"{salesaudit: 1, company: {name: X}}")


def drop(path: str) -> Callable[[Any], None]:
    def change(here: Any) -> None:
        *parts, last = path.split(".")
        for part in parts:
            here = here[int(part)] if part.isdecimal() else here[part]
        del here[last]

    return change


@pytest.mark.parametrize(
    "path", ["tool", "profile", "files.0.passed", "files.0.score", "files.0.governance", "files.0.findings.0.evidence",
             "files.0.findings.0.location", "files.0.findings.0.accepted", "files.0.score.areas", "errors"],
)  # fmt: skip
def test_what_an_older_report_does_not_have_is_not_missed(path: str) -> None:
    older = document()
    drop(path)(older)

    assert len(read(older)) == 1


def put(path: str, value: Any) -> Any:
    changed = here = document()
    *parts, last = path.split(".")
    for part in parts:
        here = here[int(part)] if part.isdecimal() else here[part]
    here[last] = value
    return changed


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("files", {}, "files"),
        ("files", [1], "files"),
        ("files.0.findings", "x", "files[0].findings"),
        ("files.0.findings.0.severity", "awful", "files[0].findings[0].severity"),
        ("files.0.findings.0.severity", None, "files[0].findings[0].severity"),
        ("files.0.findings.0.rule", 7, "files[0].findings[0].rule"),
        ("files.0.findings.0.subject", "x", "files[0].findings[0].subject"),
        ("files.0.findings.0.location.line", True, "files[0].findings[0].location.line"),
        ("files.0.findings.0.location.line", 10**12, "files[0].findings[0].location.line"),
        ("files.0.score.value", 1e300, "files[0].score.value"),
        ("files.0.score.value", "52", "files[0].score.value"),
        ("tool", [], "tool"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(path: str, value: Any, place: str) -> None:
    with pytest.raises(InputError) as refused:
        read(put(path, value))

    assert (refused.value.key, refused.value.values["path"]) == ("saved.wrong", place)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"{", "saved.not_json"),
        (b"[]", "saved.not_json"),
        (b'{"schema_version": NaN}', "saved.not_json"),
        (b'{"a":' * 100_000, "saved.not_json"),
        (b"\xff", "saved.not_json"),
        (b'{"schema_version": 2}', "saved.version"),
        (b'{"schema_version": "1"}', "saved.wrong"),
        (b"{}", "saved.version"),
        (b'{"schema_version": 1, "errors": [{}]}', "saved.unreadable"),
    ],
)
def test_what_is_no_report_is_refused(data: bytes, key: str) -> None:
    with pytest.raises(InputError) as refused:
        snapshots(data, "r.json")

    assert refused.value.key == key
