"""What holds for any company, made up by Hypothesis; ``-m fuzz`` with HYPOTHESIS_PROFILE=deep tries ten thousand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from salesaudit.audit.engine import judge
from salesaudit.audit.profile import Profile
from salesaudit.audit.report import Report
from salesaudit.audit.run import Run, Unreadable, audit_document
from salesaudit.formats.faces import FACES, render
from salesaudit.org.merge import build_org
from salesaudit.orgfile.load import OrgDocument, load_bytes
from salesaudit.orgfile.problems import LoadError, Problem
from salesaudit.rules.catalogue import all_rules
from tests.facts import at, forgettable, is_entry, of_one_mind, without
from tests.functional.command import EXAMPLES
from tests.strategies import DEPARTMENTS, PEOPLE, Data, as_yaml, beside, broken, companies, written

EVERY_RULE = Profile("every rule", on=frozenset(rule.id for rule in all_rules()))
NOT_MONOTONE = frozenset(("STR008", "FUN008"))
"""Rules that judge how much of the rest is known or in order."""
OF_WHAT_IS_LISTED = frozenset(("IMP001", "IMP002", "IMP003", "FUN006", "FUN007", "CMP001", "LDR003"))
"""Rules that judge what a file lists. A function, a process or an element that it does not speak of is unknown to every
rule that asks for it by name; to these it is one thing more to judge, as a new channel or a new segment is.
"""


def read(data: Data, files: dict[str, Data] | None = None) -> OrgDocument:
    given = {name: as_yaml(content).encode() for name, content in (files or {}).items()}
    return load_bytes(as_yaml(data).encode(), "company.yaml", beside=given)


def full_report(document: OrgDocument) -> Report:
    return audit_document(document, EVERY_RULE).report


def outcomes(data: Data) -> dict[tuple[str, str, str], str]:
    """Return how every rule comes out for every subject: pass, fail, unknown or not_applicable."""
    org = build_org(read(data))
    judged = [one for rule in all_rules() for one in judge(rule, org, EVERY_RULE)]
    return {(one.rule.id, one.subject.kind, one.subject.id): one.outcome for one in judged if one.subject is not None}


def summary(report: Report) -> Any:
    """Return what a report says apart from where it says it."""
    findings = {(f.key, f.severity, f.confidence, f.text, f.accepted is not None) for f in report.findings}
    passed = {(p.rule, p.subject[:2]) for p in report.passed}
    unknown = {(u.rule, u.subject and u.subject[:2], frozenset(u.needs)) for u in report.unknown}
    skipped = {(s.rule, s.subject and s.subject[:2], s.reason) for s in report.not_applicable}
    return findings, passed, unknown, skipped, report.score.value, report.score.coverage, len(report.governance)


@given(st.data())
def test_every_company_that_can_be_written_is_audited_and_shown_in_every_format(data: st.DataObject) -> None:
    company = data.draw(companies(attached=True))
    document = read(company, data.draw(beside(company)))
    run = Run((audit_document(document, EVERY_RULE),), (), "every rule", data.draw(st.sampled_from(["ru", "en"])))
    for format_ in FACES:
        assert render(format_, run) == render(format_, run)

    assert json.loads(render("json", run))["files"][0]["company"] == company["company"]["name"].strip()


@given(st.data())
def test_the_same_text_gives_the_same_bytes(data: st.DataObject) -> None:
    text = data.draw(written(data.draw(companies())))
    runs = [Run((audit_document(load_bytes(text.encode(), "company.yaml")),), (), "balanced", "ru") for _ in range(2)]

    assert render("json", runs[0]) == render("json", runs[1])
    assert render("text", runs[0]) == render("text", runs[1])


@given(st.data())
def test_order_of_keys_comments_and_quotes_change_nothing(data: st.DataObject) -> None:
    company = data.draw(companies())
    plain = read(company)
    other = load_bytes(data.draw(written(company)).encode(), "company.yaml")

    assert other.data == plain.data
    assert summary(full_report(other)) == summary(full_report(plain))


@given(st.data())
def test_every_place_that_a_report_names_lies_in_the_file(data: st.DataObject) -> None:
    text = data.draw(written(data.draw(companies())))
    document = load_bytes(text.encode(), "company.yaml")
    lines = document.source.lines
    report = full_report(document)
    places = [finding.place for finding in report.findings]
    places += [item.place for finding in report.findings for item in finding.evidence]
    for place in places:
        assert place is not None
        line, column, end_line, end_column = place.span

        assert place.file == "company.yaml"
        assert 1 <= line <= end_line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1
        assert 1 <= end_column <= len(lines[end_line - 1]) + 1


@given(st.data())
def test_what_is_decided_stays_decided_when_a_fact_becomes_known(data: st.DataObject) -> None:
    company = of_one_mind(data.draw(companies()))
    _is_only_decided_further(company, data.draw(st.sampled_from(forgettable(company) or [()])))


@given(st.data())
def test_what_is_decided_stays_decided_when_it_becomes_known_whom_somebody_means(data: st.DataObject) -> None:
    company = of_one_mind(data.draw(companies()))
    meaning = [path for path in forgettable(company) if path[-1] in WHO_IS_MEANT]
    _is_only_decided_further(company, data.draw(st.sampled_from(meaning or [()])))


WHO_IS_MEANT = ("leader", "roles", "department", "count", "reports_to")
"""Facts that say whom a name stands for: hardly one in thirty of all, and nearly every rule names somebody."""


def _is_only_decided_further(company: Data, path: tuple[str, ...]) -> None:
    """Check that one fact more makes of what was unknown a pass or a fail, and nothing else of any pass or fail."""
    assume(path)
    try:
        before = outcomes(without(company, path))
    except LoadError:  # somebody else's reference leads to what was left out
        assume(False)
    after = outcomes(company)
    exempt = NOT_MONOTONE | OF_WHAT_IS_LISTED if is_entry(company, path) else NOT_MONOTONE
    for key, outcome in before.items():
        if outcome in ("pass", "fail") and key[0] not in exempt:
            # A rule may fall silent: another one speaks, or what is new is that it does not concern such a company.
            assert after.get(key, "not_applicable") in (outcome, "not_applicable"), (
                f"{key} {outcome} without {'.'.join(path)} = {at(company, path)}"
            )


RENAMED = {name: f"{name}-2" for name in (*PEOPLE, *DEPARTMENTS)}


def renamed(value: Any) -> Any:
    if isinstance(value, dict):
        return {RENAMED.get(key, key): renamed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [renamed(item) for item in value]
    return RENAMED.get(value, value) if isinstance(value, str) else value


@given(companies())
def test_other_ids_give_the_same_report_with_other_ids(company: Data) -> None:
    def shown(data: Data) -> Any:
        document = read(data)
        run = Run((audit_document(document, EVERY_RULE),), (), "every rule", "ru")
        return json.loads(render("json", run))["files"][0]

    before, after = shown(company), shown(renamed(company))

    assert [_without_places(part) for part in after["findings"]] == [
        _without_places(_mentions_renamed(part)) for part in before["findings"]
    ]
    assert after["score"]["value"] == before["score"]["value"]
    assert after["score"]["coverage"] == before["score"]["coverage"]


def _mentions_renamed(value: Any) -> Any:
    """Rename ids wherever they are mentioned in texts, too: paths, subjects, sentences and their beginnings."""
    text = json.dumps(value, ensure_ascii=False)
    for old, new in RENAMED.items():
        text = text.replace(old, new).replace(old.capitalize(), new.capitalize())
    return json.loads(text)


def _without_places(value: Any) -> Any:
    if isinstance(value, dict):
        places = ("line", "column", "end_line", "end_column", "sha256")
        return {key: _without_places(item) for key, item in value.items() if key not in places}
    return [_without_places(item) for item in value] if isinstance(value, list) else value


def _texts() -> Iterator[str]:
    for path in sorted(EXAMPLES.glob("*.yaml")):
        yield path.read_text(encoding="utf-8")


@given(st.data())
def test_a_damaged_text_is_audited_or_refused_with_places_and_sentences(data: st.DataObject) -> None:
    source = data.draw(st.one_of(companies().flatmap(written), st.sampled_from(list(_texts()))))
    damaged = data.draw(broken(source))
    lang = data.draw(st.sampled_from(["ru", "en"]))
    run, problems = audited_or_refused(damaged, lang)
    for format_ in FACES:
        assert render(format_, run)
    for problem in problems:
        assert problem.span is not None
        assert problem.sentence(lang)
        assert problem.advice(lang)


def audited_or_refused(text: bytes, lang: str) -> tuple[Run, list[Problem]]:
    try:
        return Run((audit_document(load_bytes(text, "company.yaml")),), (), "balanced", lang), []
    except LoadError as error:
        return Run((), (Unreadable("company.yaml", error),), "balanced", lang), error.problems


@pytest.mark.fuzz
@given(st.binary(max_size=200))
def test_any_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(LoadError) as refused:
        load_bytes(data, "company.yaml")

    assert refused.value.problems
