"""A file of a kind that stands by itself."""

from __future__ import annotations

import pytest

from salesaudit.orgfile.kindfile import KindFile, read_kind
from salesaudit.orgfile.nodes import Source
from salesaudit.orgfile.problems import LoadError


def codes(data: bytes) -> list[tuple[str, int, str | None]]:
    with pytest.raises(LoadError) as refused:
        read_kind("evidence", data, "e.yaml")
    return [(p.code, p.span.line if p.span else 0, p.line_text) for p in refused.value.problems]


def test_what_is_right_is_read_with_its_places() -> None:
    file = read_kind("evidence", b"salesaudit_evidence: 1\nsource: {kind: deals}\n\nleads: {}\n", "e.yaml")
    assert file.content == {"salesaudit_evidence": 1, "source": {"kind": "deals"}, "leads": {}}
    assert [file.line(path) for path in (("salesaudit_evidence",), ("source", "kind"), ("leads",))] == [1, 2, 4]


def test_every_problem_is_told_at_its_place() -> None:
    data = b"salesaudit_evidence: 1\nsource: {kind: dreams}\nnonsense: 1\n"
    assert codes(data) == [("E033", 2, "source: {kind: dreams}"), ("E031", 3, "nonsense: 1")]


def test_what_is_no_yaml_is_refused() -> None:
    assert codes(b"[") == [("E003", 1, "[")]
    assert codes(b"") == [("E013", 1, "")]


def test_without_a_text_everything_stands_on_the_first_line() -> None:
    nothing = KindFile({}, Source("e.yaml", "", "", None))
    assert nothing.line(("a", "b")) == 1
