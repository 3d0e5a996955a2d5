"""What holds for the report of any company, made up by Hypothesis."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from salesaudit.audit.run import Audited, audit_document
from salesaudit.orgfile.load import load_bytes
from salesaudit.report.build import view_of
from salesaudit.report.faces.markdown import render
from salesaudit.report.view import View
from tests.report.test_redaction import texts
from tests.strategies import Data, as_yaml, beside, companies

WAYS: tuple[dict[str, Any], ...] = ({}, {"audience": "owner"}, {"audience": "team"}, {"redact": True})
MACHINE_WORDS = re.compile(r"\b(None|True|False|nan|inf|dict|NoneType)\b")


def audited(data: Data, files: dict[str, Data]) -> Audited:
    given_files = {name: as_yaml(content).encode() for name, content in files.items()}
    return audit_document(load_bytes(as_yaml(data).encode(), "company.yaml", beside=given_files))


def drawn(data: st.DataObject) -> Audited:
    company = data.draw(companies(attached=True))
    return audited(company, data.draw(beside(company)))


def told_by_us(view: View) -> Iterator[str]:
    """Yield the sentences that are wholly ours."""
    for topic in view.topics:
        yield from (topic.title, topic.why, topic.fix, topic.done, topic.effort, topic.severity_word)
    yield from texts(view.headline)
    for area in view.areas:
        yield from (area.title, area.shown)


@given(st.data())
def test_every_company_has_a_report_and_always_the_same(data: st.DataObject) -> None:
    audit = drawn(data)
    for lang, how in product(["ru", "en"], WAYS):
        first, second = (render(view_of(audit, lang, **how)) for _ in range(2))

        assert first == second, (lang, how)
        assert first.startswith(b"# "), (lang, how)
        assert b"\r" not in first, (lang, how)


@given(st.data())
def test_the_parts_of_a_report_fit_together(data: st.DataObject) -> None:
    audit = drawn(data)
    view = view_of(audit, "ru")
    rules = {topic.rule for topic in view.topics}
    anchors = [case.anchor for topic in view.topics for case in topic.cases]

    assert len(anchors) == len(set(anchors)) == sum(finding.accepted is None for finding in audit.report.findings)
    assert {conclusion.rule for conclusion in view.conclusions} <= rules
    assert {rule for phase in view.phases for action in phase.actions for rule in action.rules} <= rules
    assert sum(count.number for count in view.headline.counts) == len(anchors)
    assert all(len(row) == len(view.answers.head) for row in view.answers.rows)
    assert len(view.conclusions) == min(3, len(rules))


@given(st.data())
def test_no_word_of_the_machine_is_told(data: st.DataObject) -> None:
    view = view_of(drawn(data), "ru")
    for sentence in told_by_us(view):
        assert not MACHINE_WORDS.search(sentence)


@given(st.data())
def test_an_owner_sees_neither_rules_nor_paths(data: st.DataObject) -> None:
    view = view_of(drawn(data), "ru", audience="owner")
    for topic in view.topics:
        assert not topic.show_rule
        for case in topic.cases:
            assert not case.place
            assert all(not fact.path and not fact.place for fact in case.facts)
    assert all(not unknown.path for unknown in view.unknown)
    shown = dataclasses.replace(view, topics=(), matrix=view.matrix)
    assert shown.audience == "owner"


@given(st.data())
def test_what_is_due_first_is_nothing_that_waits(data: st.DataObject) -> None:
    view = view_of(drawn(data), "en")
    days = [phase.days for phase in view.phases]
    due = [action.by_date for phase in view.phases for action in phase.actions if action.by_date]
    assert days == sorted(set(days))
    assert due == sorted(due)


@given(st.data())
def test_no_name_of_a_made_up_person_is_told(data: st.DataObject) -> None:
    company = data.draw(companies(attached=True))
    named = {id_: f"Зябликова{number} Чучундра{number}" for number, id_ in enumerate(company.get("people") or {})}
    for id_, name in named.items():
        if isinstance(company["people"][id_], dict):
            company["people"][id_]["name"] = name
    audit = audited(company, data.draw(beside(company)))

    for how in WAYS[2:]:
        told = "\n".join(texts(view_of(audit, "ru", **how)))

        assert "Зябликова" not in told, how
        assert "Чучундра" not in told, how
