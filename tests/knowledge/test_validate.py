"""The shipped data is in order, and every kind of slip in it would be noticed."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from salesaudit.knowledge import validate
from salesaudit.knowledge.prose import QUESTION, SENTENCE, TITLE, Shape
from salesaudit.knowledge.prose import faults as prose_faults
from salesaudit.resources import resource

Change = Callable[[Any], None]


def faults_after(name: str, change: Change) -> list[str]:
    """Return what is found once one file has been changed."""

    def read(asked: str) -> Any:
        data = deepcopy(resource(asked))
        if asked == f"knowledge.{name}":
            change(data)
        return data

    return validate.faults(read)


def put(*route: str | int, to: Any) -> Change:
    """Return a change that sets the value at the end of a route."""

    def change(data: Any) -> None:
        for key in route[:-1]:
            data = data[key]
        data[route[-1]] = to

    return change


def drop(*route: str) -> Change:
    """Return a change that removes the field at the end of a route."""

    def change(data: Any) -> None:
        for key in route[:-1]:
            data = data[key]
        del data[route[-1]]

    return change


def test_the_shipped_data_has_no_faults() -> None:
    assert validate.faults() == []
    assert validate.main() == 0


def test_faults_are_printed_and_fail_the_build(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(validate, "faults", lambda: ["words: mood: has no good"])

    assert validate.main() == 1
    assert capsys.readouterr().err == "words: mood: has no good\n"


@pytest.mark.parametrize(
    ("name", "change", "fault"),
    [
        ("functions", drop("planning", "group"), "functions: planning: has no group"),
        ("functions", put("planning", "grp", to="lead"), "functions: planning: has an unknown field grp"),
        ("functions", drop("planning", "title", "en"), "functions: planning title: is not in ru and en only"),
        (
            "words",
            put("skill", "strong", to={"ru": "да", "en": "yes", "и": "x"}),
            "words: skill strong: is not in ru and en only",
        ),
        (
            "functions",
            put("planning", "should_own", to=["boss"]),
            "functions: planning: should_own names an unknown boss",
        ),
        (
            "functions",
            put("delivery", "must_not", to=["sellers", "rep"]),
            "functions: delivery: must_not names an unknown rep",
        ),
        ("functions", put("staffing", "must_not", to=["ceo"]), "functions: staffing: ceo both should and must not"),
        ("functions", put("planning", "source", to="S9"), "functions: planning: source names an unknown S9"),
        ("elements", put("crm", "severity", to="huge"), "elements: crm: severity names an unknown huge"),
        ("metrics", put("margin", "family", to="money"), "metrics: margin: family names an unknown money"),
        ("states", put("spoken", "rank", to="3"), "states: ranks do not count up from 0"),
        ("bands", put(1, "headcount", to="10"), "bands: headcount does not rise to unlimited"),
        ("bands", put(0, "id", to="tiny"), "bands: not the bands that have words"),
        ("views", put("owner_sells", "rules", to=["OWN1"]), "views: owner_sells: OWN1 is no rule"),
        ("views", put("owner_sells", "claim", to="C12"), "views: owner_sells: claim C12 is unknown"),
        (
            "views",
            put("owner_sells", "decided", "balanced", "follows", to="S2"),
            "views: owner_sells: balanced follows S2, which says nothing here",
        ),
        ("claims", put("S0-01", "carried_by", to={"rules": []}), "claims: S0-01: must be either carried or left out"),
        (
            "claims",
            put("S0-01", "carried_by", "facts", to=["functions.plans.state"]),
            "claims: S0-01: functions.plans.state is no fact of the org file",
        ),
        (
            "claims",
            put("S0-01", "carried_by", "facts", to=["roles.*.time.resting"]),
            "claims: S0-01: roles.*.time.resting is no fact of the org file",
        ),
        ("claims", put("S0-01", "carried_by", "rules", to=["ABC001"]), "claims: S0-01: ABC001 is no rule"),
        (
            "functions",
            put("planning", "meaning", "ru", to="План есть"),
            "functions: planning meaning ru: does not end with .",
        ),
        (
            "functions",
            put("hiring", "question", "en", to="Who hires."),
            "functions: hiring question en: does not end with ?",
        ),
        ("reasons", put("b2c", "ru", to=""), "reasons: b2c ru: is empty"),
    ],
)
def test_every_kind_of_slip_is_noticed(name: str, change: Change, fault: str) -> None:
    assert fault in faults_after(name, change)


@pytest.mark.parametrize(
    ("text", "lang", "shape", "fault"),
    [
        ("прoдажи", "ru", TITLE, "mixes Latin and Cyrillic letters in a word"),
        ("план c датой", "ru", TITLE, "has a Latin word that looks Cyrillic"),
        ("клиент “Ромашка”", "ru", TITLE, "has quotes other than «ёлочки»"),
        ("клиент «Ромашка", "ru", TITLE, "has quotes other than «ёлочки»"),
        ('клиент "Ромашка"', "ru", TITLE, "has straight quotes"),
        ("план - это число", "ru", TITLE, "has a hyphen for a dash"),
        ("Это является планом.", "ru", SENTENCE, "has officialese: является"),
        ("еще один план", "ru", TITLE, "has no ё: еще"),
        ("план  продаж", "ru", TITLE, "has needless spaces"),
        ("план.", "ru", TITLE, "ends with ."),
        ("п" * 61, "ru", TITLE, "is longer than 60 characters"),
        ("the plan", "en", QUESTION, "does not end with ?"),
        ("the план", "en", TITLE, "has Cyrillic letters"),
        ("the «plan»", "en", TITLE, "has Russian quotes"),
        (" ", "en", TITLE, "is empty"),
    ],
)
def test_a_text_is_held_to_the_house_style(text: str, lang: str, shape: Shape, fault: str) -> None:
    assert fault in list(prose_faults(text, lang, shape))


@pytest.mark.parametrize(
    ("text", "lang", "shape"),
    [
        ("CRM-система и B2B", "ru", TITLE),
        ("PR-поддержка", "ru", TITLE),
        ("Мы идём за S1: предел — 60 %.", "ru", SENTENCE),
        ("Данные о сделках есть.", "ru", SENTENCE),
        ("the sales leader's plan", "en", TITLE),
    ],
)
def test_a_good_text_is_left_alone(text: str, lang: str, shape: Shape) -> None:
    assert list(prose_faults(text, lang, shape)) == []
