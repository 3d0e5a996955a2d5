"""A report that is shared gives away no name, no id of a person, no company and no amount of money."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from salesaudit.audit.diff import compare
from salesaudit.audit.run import audit_document
from salesaudit.audit.snapshot import snapshot
from salesaudit.orgfile.load import OrgDocument, load
from salesaudit.report.build import view_of
from salesaudit.report.faces.markdown import render
from salesaudit.report.scene import Audience
from salesaudit.report.view import View
from tests.builders import document
from tests.functional.command import EXAMPLES

FILES = sorted(EXAMPLES.glob("*.yaml"))
COMMON = frozenset(("ltd", "group", "ооо", "гк", "зао"))
AMOUNT = re.compile(r"[₽€£$₸]|(?<![A-Za-z])(?:RUB|EUR|GBP|USD)(?![A-Za-z])|\d\s*(?:млн|млрд)")


def texts(value: object) -> Iterator[str]:
    """Yield every text of a view, and every number of it as text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, float | int) and not isinstance(value, bool):
        yield repr(value)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from texts(item)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name))


def all_text(view: View) -> str:
    # what has nothing of the company in it: hashes are hexadecimal and may spell anything
    method = view.method._replace(inputs=tuple(one._replace(sha256="") for one in view.method.inputs))
    return "\n".join(texts(dataclasses.replace(view, method=method)))


def names(document: OrgDocument) -> set[str]:
    """Return the names of people, by word and in whole, their ids, and the words of the company's name."""
    people = document.data.get("people", {})
    respondents = [file.data["respondent"].get("name", "") for file in document.attached if file.kind == "answers"]
    found = {*people, *respondents, document.data["company"]["name"], document.source.name}
    full = [str(person.get("name", "")) for person in people.values()] + respondents
    full.append(document.data["company"]["name"])
    found |= {word for name in full for word in re.findall(r"[\w-]{3,}", name) if word.casefold() not in COMMON}
    return {name for name in found if name}


def amounts(tree: Any) -> Iterator[float]:
    """Yield every number of a tree that is large enough to be money and nothing else."""
    if isinstance(tree, dict):
        for item in tree.values():
            yield from amounts(item)
    elif isinstance(tree, list):
        for item in tree:
            yield from amounts(item)
    elif isinstance(tree, float | int) and tree >= 10_000:
        yield tree


@cache
def shown(file: Path, lang: str, audience: Audience = "consultant", *, redact: bool = False) -> View:
    return view_of(audit_document(load(file)), lang, audience=audience, redact=redact)


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
class TestExamples:
    def test_no_name_is_left(self, file: Path, lang: str) -> None:
        document = load(file)
        text = all_text(shown(file, lang, redact=True))

        for name in names(document):
            assert re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text, re.IGNORECASE) is None, name

    def test_no_amount_is_left(self, file: Path, lang: str) -> None:
        document = load(file)
        text = all_text(shown(file, lang, redact=True))

        assert AMOUNT.search(text) is None
        for amount in amounts(document.data):
            assert f"{amount:.0f}" not in re.sub(r"[\s,]", "", text), amount

    def test_what_was_found_is_the_same(self, file: Path, lang: str) -> None:
        whole, shared = shown(file, lang), shown(file, lang, redact=True)

        assert [(one.rule, one.severity, len(one.cases)) for one in whole.topics] == [
            (one.rule, one.severity, len(one.cases)) for one in shared.topics
        ]
        assert whole.headline == shared.headline
        assert len(whole.unknown) == len(shared.unknown)

    def test_the_same_audit_gives_the_same_names(self, file: Path, lang: str) -> None:
        assert view_of(audit_document(load(file)), lang, redact=True) == shown(file, lang, redact=True)

    def test_a_team_reads_no_names(self, file: Path, lang: str) -> None:
        document = load(file)
        text = all_text(shown(file, lang, "team"))
        people = document.data.get("people", {})
        words = {word for one in people.values() for word in re.findall(r"\w{3,}", str(one.get("name", "")))}

        for name in {*people, *words}:
            assert re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) is None, name


COMPANY = """
company: {name: Ромашка, headcount: 24, revenue: 200_000_000, as_of: 2026-11-01}
departments: {sales: {title: Отдел Петрова, component: sales, leader: petrov}}
roles:
  owner: {}
  head_of_sales: {title: Отдел ведёт Пётр, reports_to: owner}
  sales_rep: {count: 2, reports_to: head_of_sales, time: {searching: 40%}}
people:
  petrov: {name: Пётр Петров, roles: [head_of_sales], results: {revenue: 50_000_000}, time: {selling: 80%}}
  anna: {name: Анна Сидорова, roles: [sales_rep], results: {revenue: 20_000_000}}
  boris: {name: Борис Ким, roles: [sales_rep], results: {revenue: 10_000_000}}
functions:
  petrov_magic: {title: "Согласование у Петрова на 3 млн ₽", component: sales, responsible: none, accountable: none}
accepted:
  - {rule: LDR002, subject: petrov, reason: Ромашке нужен Петров, owner: petrov, until: 2027-01-01}
"""


class TestTexts:
    def text(self, **how: Any) -> str:
        return all_text(view_of(audit_document(document(COMPANY)), "ru", **how))

    def test_names_are_found_in_every_case_of_the_language(self) -> None:
        text = self.text(redact=True)
        assert "Петров" not in text
        assert "Пётр" not in text
        assert "петров" not in text
        assert "petrov" not in text
        assert "Ромашк" not in text

    def test_an_amount_in_a_title_goes_too(self) -> None:
        assert "3 млн" not in self.text(redact=True)
        assert "3 млн" in self.text()

    def test_people_are_told_apart_by_their_roles(self) -> None:
        text = self.text(redact=True)
        assert "енеджер по продажам 1" in text
        assert "енеджер по продажам 2" in text

    def test_money_is_a_part_of_the_revenue(self) -> None:
        view = view_of(audit_document(load(EXAMPLES / "trader.yaml")), "ru", redact=True)
        assert "54,8 % выручки" in all_text(view).replace("\xa0", " ")

    def test_where_no_revenue_is_known_amounts_are_hidden(self) -> None:
        text = COMPANY.replace("revenue: 200_000_000, ", "")
        view = view_of(audit_document(document(text)), "ru", redact=True)
        assert AMOUNT.search(all_text(view)) is None

    def test_a_team_keeps_titles_and_loses_names(self) -> None:
        text = self.text(audience="team")
        assert "Петров" not in text
        assert "Согласование" in text

    def test_those_who_left_have_no_name_either(self) -> None:
        old = COMPANY.replace("anna: {name: Анна Сидорова", "olga: {name: Ольга Чернова").replace(
            "selling: 80%", "selling: 85%"
        )
        before = audit_document(document(old))
        now = audit_document(document(COMPANY.replace("  anna:", "  anja:")))
        view = view_of(now, "ru", redact=True, against=compare(snapshot(before), snapshot(now)))
        text = all_text(view)
        assert view.comparison is not None
        for name in ("Чернова", "Ольга", "olga", "Петров"):
            assert name not in text

    def test_markdown_gives_nothing_away(self) -> None:
        told = render(view_of(audit_document(document(COMPANY)), "ru", redact=True)).decode()
        assert not re.search("Петров|Ромашк|Сидоров|petrov|₽", told)
