"""Runs for tests of the formats: real examples, an unreadable file, and companies with hostile names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from salesaudit.audit import baseline as known
from salesaudit.audit.baseline import Baseline
from salesaudit.audit.profile import load_profile
from salesaudit.audit.run import Audited, Run, Unreadable, audit_document
from salesaudit.orgfile.load import load, load_bytes
from salesaudit.orgfile.problems import LoadError
from salesaudit.safety.errors import InputError
from tests.builders import document

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))

MESSY = """
salesaudit: 1
company: {name: Ромашка, headcount: 24, as_of: 2026-11-01}
roles:
  owner: {}
  head_of_sales: {time: {selling: 70%}, reports_to: owner, kpis: none, selling_reasons: none}
  sales_rep: {count: 3, reports_to: head_of_sales, kpis: none, plan: none}
people:
  petrov: {name: Пётр, roles: head_of_sales}
policies: {price: absent, volume: absent}
accepted:
  - {rule: LDR002, subject: petrov, reason: "двое | новых", owner: owner, until: 2027-02-01}
  - {rule: REP004, subject: sales_rep, reason: later, owner: owner, until: 2026-01-01}
  - {rule: OWN001, subject: owner, reason: old, owner: owner, until: 2027-01-01}
"""


def run_of(*audited: Audited, lang: str = "en", unreadable: tuple[Unreadable, ...] = ()) -> Run:
    return Run(audited, unreadable, "balanced", lang)


def messy(lang: str = "en", name: str = "company.yaml") -> Run:
    """Return a run with open, accepted and known findings, findings about accepted risks, and unreadable files."""
    audited = audit_document(load_bytes(MESSY.encode(), name))
    before = Baseline(".", {Baseline(".").name_of(name): frozenset({"POL001 policy:volume", "SYS001 element:crm"})})
    audited = replace(audited, report=known.apply(audited.report, before))
    return run_of(audited, lang=lang, unreadable=(broken(), Unreadable("gone.yaml", missing("gone.yaml"))))


def broken(name: str = "broken.yaml") -> Unreadable:
    try:
        load_bytes(b"salesaudit: 1\ncompany: {nam: X}\nroles: {owner: {reports_to: nobody}}\n", name)
    except LoadError as error:
        return Unreadable(name, error)
    raise AssertionError("the file is not broken")


def missing(name: str) -> InputError:
    return InputError("file.not_found", file=name)


def example(path: Path, lang: str = "en") -> Run:
    return run_of(audit_document(load(path)), lang=lang)


def named(text: str, file: str = "company.yaml") -> Run:
    """Return a run about a company, a person and a department that are called `text`, whatever the reader would say."""
    read = document(NAMED)
    data = cast(dict[str, Any], called(read.data, text))
    return run_of(audit_document(replace(read, data=data, source=replace(read.source, name=file)), load_profile()))


NAME = "Placeholder"
NAMED = f"""
    company: {{name: {NAME}, headcount: 24}}
    departments: {{works: {{title: {NAME}, leader: none}}}}
    roles:
      owner: {{}}
      head_of_sales: {{title: {NAME}, time: {{selling: 70%}}, kpis: none}}
      sales_rep: {{count: 3, reports_to: head_of_sales}}
    people:
      petrov: {{name: {NAME}, roles: head_of_sales}}
    interfaces: {{works: {{conflicts: weekly, resolved_by: nobody}}}}
    accepted: [{{rule: INT005, subject: works, reason: {NAME}, owner: owner, until: 2027-01-01}}]
"""


def called(value: object, text: str) -> object:
    """Put `text` wherever the placeholder stands."""
    if isinstance(value, dict):
        return {key: called(item, text) for key, item in value.items()}
    if isinstance(value, list):
        return [called(item, text) for item in value]
    return text if value == NAME else value
