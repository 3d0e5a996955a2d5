"""The page with questions as a file: small, sealed, and with no more of the company in it than it needs."""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from hashlib import sha256
from typing import Any
from zlib import decompress

import pytest

from salesaudit.questionnaire.answer import Given
from salesaudit.questionnaire.content import content
from salesaudit.questionnaire.definition import ids, load
from salesaudit.questionnaire.form import form
from salesaudit.questionnaire.session import Respondent, Session

LIMIT = 60_000
SECRETS: dict[str, Any] = {
    "company": {"name": "Ромашка", "headcount": 24, "revenue": 987_654_321},
    "roles": {"sales_rep": {"pay": {"fixed": 0.3217}, "plan": {"revenue": 7_654_321, "per": "month"}}},
    "people": {"p": {"name": "Анна", "roles": ["sales_rep"], "results": {"revenue": 1_234_567}}},
    "strategy": {"state": "written", "goals": [{"metric": "revenue", "target": 555_555_555}]},
    "policies": {"discount": {"state": "written", "value": "тайная скидка"}},
    "segments": {"vip": {"title": "Большие"}},
}


def packed(page: bytes, id_: str) -> str:
    """Return what the page has packed under an id."""
    found = re.search(rf'<script type="text/plain" id="{id_}">([^<]*)</script>', page.decode())
    assert found
    return decompress(b64decode(found[1])).decode()


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("id_", ids())
def test_it_is_small_enough_to_send(id_: str, lang: str) -> None:
    assert len(form(Session.start(load(id_), lang, load(id_).for_[0]))) <= LIMIT


@pytest.mark.parametrize("connect", [False, True])
def test_it_runs_its_own_script_and_reaches_nothing_else(connect: bool) -> None:
    page = form(Session.start(load("express"), "ru", "owner"), "T" * 22 if connect else "")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page.decode())
    assert policy
    rules = dict(rule.split(" ", 1) for rule in policy[1].split("; "))
    scripts = [packed(page, "code"), page.decode().rpartition("<script>")[2].partition("</script>")[0]]
    hashes = {f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts}
    assert rules.pop("default-src") == "'none'"
    assert set(rules.pop("script-src").split(" ")) == hashes
    assert rules.pop("style-src").startswith("'sha256-")
    assert rules.pop("connect-src", None) == ("'self'" if connect else None)
    assert rules == {"base-uri": "'none'", "form-action": "'none'"}


def test_nothing_that_anybody_wrote_is_markup() -> None:
    hostile = '</script><img src=x onerror="alert(1)">@@data@@'
    session = Session.start(load("owner"), "ru", Respondent("owner", hostile), {"company": {"name": hostile}})
    page = form(session).decode()
    assert "onerror" not in page
    assert page.count("<script") == 3
    assert content(session)["name"] == hostile


def test_what_the_company_earns_and_pays_does_not_travel_with_it() -> None:
    for id_ in ids():
        told = json.dumps(content(Session.start(load(id_), "ru", load(id_).for_[0], SECRETS)), ensure_ascii=False)
        facts = json.dumps(json.loads(told)["facts"], ensure_ascii=False)
        for secret in ("987654321", "1234567", "555555555", "0.3217", "тайная"):
            assert secret not in facts, (id_, secret)


def test_what_decides_about_questions_does_travel_with_it() -> None:
    facts = content(Session.start(load("owner"), "ru", "owner", SECRETS))["facts"]
    assert facts["company"]["headcount"] == 24
    assert facts["people"]["p"] == {"name": "Анна", "roles": ["sales_rep"]} | facts["people"]["p"]
    assert set(facts["strategy"]["goals"]) == {"revenue"}
    assert facts["segments"]["vip"]["title"] == "Большие"


def test_a_token_is_in_it_only_where_one_is_given() -> None:
    session = Session.start(load("express"), "ru", "owner")
    assert "token" not in json.loads(packed(form(session), "data"))
    assert json.loads(packed(form(session, "T" * 22), "data"))["token"] == "T" * 22


def test_answers_come_with_what_was_said_and_what_it_means() -> None:
    session = Session.start(load("owner"), "ru", "owner").take(
        (
            Given("company_headcount", "", "answered", 25, "человек двадцать пять"),
            Given("company_revenue", "", "unknown"),
            Given("company_market", "", "answered", "b2b"),
            Given("roles_here", "", "answered", ["owner", "ceo"]),
        )
    )
    answers = content(session)["answers"]
    assert answers["company_headcount"] == {"s": "человек двадцать пять", "n": 25}
    assert answers["company_revenue"] == {"st": "unknown"}
    assert answers["company_market"] == {"v": ["b2b"]}
    assert answers["roles_here"] == {"v": ["owner", "ceo"]}


def test_an_answer_without_words_is_shown_in_ours() -> None:
    session = Session.start(load("owner"), "ru", "owner").take((Given("company_headcount", "", "answered", 25),))
    assert content(session)["answers"]["company_headcount"] == {"s": "25", "n": 25}


def test_the_same_session_gives_the_same_bytes() -> None:
    session = Session.start(load("owner"), "ru", "owner", SECRETS)
    assert form(session) == form(session)
