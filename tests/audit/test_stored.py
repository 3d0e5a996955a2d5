"""A report put away and taken out again is the same one, whatever it is about."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given

from salesaudit.audit import stored
from salesaudit.audit.profile import load_profile
from salesaudit.audit.run import Audited, audit_document
from salesaudit.formats.faces import FACES, render
from salesaudit.orgfile.load import load, load_bytes
from tests.functional.command import EXAMPLES
from tests.strategies import as_yaml, companies

NAMES = sorted(path.name for path in EXAMPLES.glob("*.yaml"))


def same(audited: Audited) -> Audited:
    data = stored.dumps(audited)
    again = stored.loads(data)

    assert again.report == audited.report
    assert [(s.name, s.text, s.sha256, s.lines) for s in again.sources] == [
        (s.name, s.text, s.sha256, s.lines) for s in audited.sources
    ]
    assert stored.dumps(again) == data
    return again


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("profile", ["balanced", "organizer"])
def test_the_report_of_an_example_is_the_same_in_every_face(name: str, profile: str) -> None:
    from salesaudit.audit.run import Run

    audited = audit_document(load(EXAMPLES / name), load_profile(profile))
    for format_ in FACES:
        before, after = (render(format_, Run((one,), (), profile, "en")) for one in (audited, same(audited)))
        assert after == before


@given(companies())
def test_any_report_is_the_same(data: dict[str, object]) -> None:
    same(audit_document(load_bytes(as_yaml(data).encode(), "bad\udcff\n.yaml")))


def test_types_are_kept_where_values_are_equal() -> None:
    for value in (1, 1.0, True, "1", None, [1], (1,), {"a": [1]}, {"a": (1,)}, float("inf"), {"list": [1]}, {}):
        again = stored._plain(json.loads(json.dumps(stored._value(value))))
        assert again == value
        assert type(again) is type(value)
    with pytest.raises(TypeError):
        stored._value({1})


@pytest.mark.parametrize("shown", [1.5, None, ["term", "a"], ["x", 1], {}])
def test_a_value_of_no_known_kind_is_refused(shown: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        stored._Reader(())._shown(shown)


def test_a_finding_of_a_company_without_a_file_has_no_place() -> None:
    audited = audit_document(load(EXAMPLES / NAMES[0]))
    findings = tuple(replace(finding, place=None) for finding in audited.report.findings)
    assert findings
    same(replace(audited, report=replace(audited.report, findings=findings)))


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"null", b"\xff", b'{"labels": [], "report": {}, "sources": []}'])
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises((ValueError, LookupError, TypeError, AttributeError)):
        stored.loads(data)


def test_an_audit_made_elsewhere_has_no_document() -> None:
    audited = audit_document(load(EXAMPLES / NAMES[0]))
    assert audited.document.source is audited.sources[0]
    with pytest.raises(LookupError):
        _ = same(audited).document
