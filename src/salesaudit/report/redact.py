"""An audit without names, and for sharing without amounts and the company's own texts.

It is done once, on the audit and the company that all parts of a report are made from, after the rules have judged:
what is left out must not change what was found. People are called by their roles, amounts of money become parts of the
company's yearly revenue. The same audit always gives the same names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from salesaudit.audit.report import (
    Acceptance,
    Amount,
    Evidence,
    Finding,
    GovernanceFinding,
    Label,
    LostPoints,
    Names,
    Report,
    Shown,
    Term,
)
from salesaudit.knowledge import vocabulary
from salesaudit.org.org import Org
from salesaudit.org.values import Fact, Path
from salesaudit.orgfile.load import OrgDocument
from salesaudit.orgfile.shapes import Shape, fields, root
from salesaudit.report.facts import counts_money
from salesaudit.report.masks import Mask, aliases
from salesaudit.texts import show
from salesaudit.texts.catalogue import say

TITLES: Final = ("title", "what")
"""Texts that name a thing: they stay, without the names of people in them."""
REFERENCES: Final = ("who", "role_ref", "department_ref", "component_ref")


class Redactor:
    """Takes out of one audit what a reader is not told. `sharing` takes out amounts and texts as well as names."""

    def __init__(self, org: Org, document: OrgDocument, lang: str, *, sharing: bool) -> None:
        self._org = org
        self._lang = lang
        self._sharing = sharing
        self._people = aliases(org, lang)
        respondents = [
            str(file.data["respondent"].get("name") or "") for file in document.attached if file.kind == "answers"
        ]
        named = {id_: str(person.get("name") or "") for id_, person in org.data.get("people", {}).items()}
        self._mask = Mask(named, respondents, str(org.peek(("company", "name")) or ""), self._people, lang)
        revenue = org.peek(("company", "revenue"))
        self._scale = 100 / revenue if revenue else None

    @property
    def currency(self) -> str:
        """The currency in which amounts are shown after this."""
        return show.OF_REVENUE if self._scale is not None else show.HIDDEN

    def org(self, org: Org) -> Org:
        """Return the company without what is not told."""
        shape = Shape("section", model=root("org"))
        data = self._value(shape, dict(org.data), ())
        if self._sharing:
            data["company"] = {**data["company"], "currency": self.currency}
        data["company"] = {**data["company"], "name": self.company}
        return Org(
            data,
            {self.path(path): origin for path, origin in org.origins.items()},
            {self.path(path): self._facts(facts) for path, facts in org.disputed.items()},
            {self.path(path): self._facts(facts) for path, facts in org.tellings.items()},
        )

    def report(self, report: Report) -> Report:
        """Return the audit without what is not told."""
        score = replace_lost(report.score, [self._lost(lost) for lost in report.score.lost])
        return replace(
            report,
            path="company.yaml",
            company=self.company,
            currency=self.currency if self._sharing else report.currency,
            findings=tuple(map(self.finding, report.findings)),
            unknown=tuple(
                one._replace(subject=self._maybe(one.subject), needs=tuple(map(self.path, one.needs)))
                for one in report.unknown
            ),
            passed=tuple(one._replace(subject=self.label(one.subject)) for one in report.passed),
            not_applicable=tuple(one._replace(subject=self._maybe(one.subject)) for one in report.not_applicable),
            governance=tuple(map(self._governance, report.governance)),
            score=score,
        )

    @property
    def company(self) -> str:
        """What the company is called."""
        name = say("report.the_company", self._lang)
        return name[:1].upper() + name[1:]

    def finding(self, finding: Finding) -> Finding:
        """Return a finding without what is not told."""
        return replace(
            finding,
            subject=self.label(finding.subject),
            says={name: self._shown(value) for name, value in finding.says.items()},
            path=self.path(finding.path),
            evidence=tuple(map(self._evidence, finding.evidence)),
            accepted=None if finding.accepted is None else self._accepted(finding.accepted),
        )

    def path(self, path: Path) -> Path:
        """Return a path with the ids of people and whatever holds their names replaced."""
        if path[:1] == ("people",) and len(path) > 1:
            return ("people", self._person(str(path[1])), *path[2:])
        return tuple(self._mask.id(part) if isinstance(part, str) else part for part in path)

    def label(self, label: Label) -> Label:
        """Return what something is called after this."""
        match label.kind:
            case "person":
                alias = self._people.get(label.id)
                unknown = Label("person", "person", say("report.person", self._lang))
                return Label("person", alias.id, alias.name) if alias else unknown
            case "company":
                return Label("company", "company", self.company)
            case "fact":
                return label._replace(id=".".join(map(str, self.path(tuple(label.id.split("."))))))
        title = None if label.title is None else self._mask.text(label.title)
        return Label(label.kind, self._mask.id(label.id), title)

    def _maybe(self, label: Label | None) -> Label | None:
        return None if label is None else self.label(label)

    def _person(self, id_: str) -> str:
        return self._people[id_].id if id_ in self._people else "person"

    def _lost(self, lost: LostPoints) -> LostPoints:
        return lost._replace(subjects=tuple(map(self.label, lost.subjects)))

    def _governance(self, finding: GovernanceFinding) -> GovernanceFinding:
        kind, colon, id_ = finding.accepted_subject.rpartition(":")
        hidden = self._reference(id_)
        return replace(finding, accepted_subject=f"{kind}{colon}{hidden}")

    def _accepted(self, accepted: Acceptance) -> Acceptance:
        reason = self._free(accepted.reason)
        return replace(accepted, reason=reason, owner=tuple(map(self._reference, accepted.owner)))

    def _evidence(self, item: Evidence) -> Evidence:
        return item._replace(path=self.path(item.path), value=self._at(item.path, item.value), place=None)

    def _facts(self, facts: Sequence[Fact]) -> tuple[Fact, ...]:
        return tuple(fact._replace(path=self.path(fact.path), value=self._at(fact.path, fact.value)) for fact in facts)

    def _shown(self, value: Shown) -> Shown:
        match value:
            case Amount(unit="money") if self._sharing:
                high = None if value.high is None else value.high * (self._scale or 0)
                return Amount(value.value * (self._scale or 0), "money", high)
            case Label():
                return self.label(value)
            case Names():
                return Names(tuple(self.label(label) for label in value.labels))
            case Term(word, enumeration):
                return value if _is_word(word, enumeration) else Term(self._free(word), "")
            case str():
                return self._free(value)
        return value

    def _reference(self, id_: str) -> str:
        return self._people[id_].id if id_ in self._people else self._mask.id(id_)

    def _free(self, text: str) -> str:
        """Return a text of the company's own: hidden where the report is shared, else without names."""
        return say("report.hidden", self._lang) if self._sharing else self._mask.text(text)

    def _at(self, path: Path, value: object) -> object:
        shape: Shape | None = Shape("section", model=root("org"))
        for part in path:
            shape = _inside(shape, str(part))
        return value if shape is None else self._value(shape, value, path)

    def _value(self, shape: Shape, value: Any, path: Path) -> Any:
        """Return a part of the company's facts without what is not told."""
        if isinstance(value, Mapping):
            return self._section(shape, value, path)
        if isinstance(value, list | tuple):
            item = shape.item or shape
            return [self._value(item, one, (*path, number)) for number, one in enumerate(value)]
        if isinstance(value, str):
            return self._text(shape, value, path)
        if isinstance(value, bool) or not isinstance(value, int | float) or not self._sharing:
            return value
        money = shape.reader.startswith("money") or (shape.reader == "amount" and counts_money(path, self._org))
        return value * (self._scale or 0) if money else value

    def _section(self, shape: Shape, section: Mapping[str, Any], path: Path) -> dict[str, Any]:
        result = {}
        for key, item in section.items():
            inner = _inside(shape, key)
            name = self._person(key) if path == ("people",) else self._mask.id(key)
            result[name] = item if inner is None else self._value(inner, item, (*path, key))
        if path == ("people",):
            for id_, alias in self._people.items():
                if alias.id in result and id_ in section:
                    result[alias.id] = {**result[alias.id], "name": alias.name}
        return result

    def _text(self, shape: Shape, text: str, path: Path) -> str:
        if shape.reader in REFERENCES:
            return self._reference(text)
        if shape.reader != "text":
            return text
        key = str(next((part for part in reversed(path) if isinstance(part, str)), ""))
        if key in TITLES:
            return self._mask.text(text)
        return text if _is_plain(key, text) else self._free(text)


def replace_lost(score: Any, lost: Sequence[LostPoints]) -> Any:
    """Return a score with other names of those who cost points."""
    return score._replace(lost=tuple(lost))


def _inside(shape: Shape | None, key: str) -> Shape | None:
    if shape is None:
        return None
    if shape.form == "section":
        return next((field.shape for field in fields(shape.model) if field.name == key), None)
    return shape.item if shape.form in ("list", "map") else None


def _is_word(word: str, enumeration: str) -> bool:
    try:
        vocabulary.word(enumeration, word, "en")
    except KeyError:
        return False
    return True


def _is_plain(key: str, text: str) -> bool:
    """Tell whether a text is a word of the product or a date, which give nothing away."""
    enumerations = {"kpis": "metric", "tied_to": "metric", "via": "via", "metric": "metric", "archetype": "archetype"}
    if text in ("none", "unknown", "absent") or key in ("archetype", "salesaudit"):
        return True
    return _is_word(text, enumerations.get(key, key)) or (len(text) == 10 and text[:4].isdecimal())
