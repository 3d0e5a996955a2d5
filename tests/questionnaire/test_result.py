"""A company's file made of answers: it always loads, says who answered, and leaves what was there as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesaudit.org.merge import build_org, with_ids
from salesaudit.orgfile.load import load, load_bytes
from salesaudit.questionnaire.answer import Given
from salesaudit.questionnaire.conditions import fact
from salesaudit.questionnaire.layout import SECTIONS
from salesaudit.questionnaire.normal import answers_file
from salesaudit.questionnaire.result import changes, compose
from salesaudit.questionnaire.session import Respondent, Session
from tests.questionnaire.random_talks import Talk, talks
from tests.questionnaire.test_normal import OWNER, own

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))
BESIDE = "answers/somebody.yaml"
FILE = b"""\
# Our company, as of today.
salesaudit: 1
company:
  name: Acme   # the short name
  headcount: 20
  revenue: 120_000_000   # last year
  currency: RUB

roles:
  owner: {}
  ceo: {reports_to: owner}
  # two of them left in spring
  sales_rep: {count: 3, reports_to: ceo}
elements:
  scripts: spoken
segments:
  key: {title: "Key accounts"}
"""
QUESTIONS = own(
    "type: text, fills: company.name",
    "type: count, fills: company.headcount",
    "type: money, fills: company.revenue",
    "type: share, fills: company.repeat_share",
    "type: many, fills: 'roles.{value}', words: archetype",
    "type: who_many, fills: roles.ceo.reports_to",
    "type: share, fills: roles.sales_rep.time.selling, kind: perception",
    "type: who_many, fills: elements.scripts.owner",
    "type: names, fills: 'segments.{value}.title', none: {ru: никаких, en: none}",
    "type: state, fills: strategy.state",
    "type: money, fills: strategy.goals.revenue.target",
    "type: share, fills: processes.funnel.stages.offer.conversion",
    "type: names, fills: 'processes.funnel.stages.{value}.title'",
    "type: state, fills: handoffs.lead_generation->sales.state",
)


def talk(*givens: Given, who: Respondent = OWNER, lang: str = "ru", existing: bytes | None = None) -> Session:
    company = None if existing is None else load_bytes(existing).data
    return Session.start(QUESTIONS, lang, who, company).take(givens)


def said(number: int, value: Any) -> Given:
    return Given(f"q{number}", value=value)


def lines(data: bytes) -> list[str]:
    return data.decode().splitlines()


class TestNew:
    @settings(max_examples=25)
    @given(talks())
    def test_it_loads_whatever_was_answered(self, talked: Talk) -> None:
        session = talked.session
        result = compose(session, answers=BESIDE)
        document = load_bytes(result.data, "company.yaml", beside={BESIDE: answers_file(session)})

        build_org(document)
        load_bytes(compose(session).data, "company.yaml")

    @settings(max_examples=25)
    @given(talks())
    def test_what_was_answered_stands_in_it_or_is_named_as_left_out(self, talked: Talk) -> None:
        session = talked.session
        result = compose(session)
        facts = with_ids(load_bytes(result.data).data)
        if result.left_out or session.respondent.as_ != "owner":
            return

        missing = [
            fill.path for _, fill in session.fills
            if not fill.weak and fact(facts, fill.path) is None and fill.path[:2] != ("strategy", "goals")
        ]  # fmt: skip
        assert missing == []

    def test_it_says_who_answered_and_when_in_their_language(self) -> None:
        russian = lines(compose(talk(said(0, "Ромашка"), said(1, 24))).data)
        english = lines(compose(talk(said(0, "Acme"), lang="en")).data)

        assert russian[:3] == [
            "# Ромашка: описание компании",
            "# Составлено по ответам: собственник, Иван Иванов, 2\u00a0ноября 2026\u00a0г.",
            "# Этот файл можно править дальше. Проверка: salesaudit check и имя файла.",
        ]
        assert english[1] == "# Made from the answers of: the owner, Иван Иванов, 2\u00a0November 2026"
        assert {"# Компания", "  name: Ромашка", "  headcount: 24", "  as_of: 2026-11-02", "  language: ru"} <= {
            *russian
        }

    def test_sections_stand_in_the_order_of_the_format(self) -> None:
        session = talk(said(8, ["Ключевые"]), said(9, "spoken"), said(4, ["owner", "ceo"]), said(0, "Ромашка"))
        found = [line[:-1] for line in lines(compose(session).data) if line[:1].isalpha() and line.endswith(":")]

        assert found == [section for section in SECTIONS if section in found]
        assert found == ["company", "strategy", "roles", "segments"]

    def test_what_is_not_known_is_listed_with_its_question(self) -> None:
        session = talk(Given("q1", status="unknown"), Given("q2", status="declined"))
        found = lines(compose(session).data)

        assert found[found.index("# Что осталось выяснить (ответ был «не знаю»):") + 1] == "#   - Как?"
        assert found[found.index("# На что не стали отвечать:") + 1] == "#   - Как?"

    def test_answers_that_contradict_each_other_are_left_out_and_named(self) -> None:
        result = compose(talk(said(4, ["owner", "ceo"]), said(5, ["ceo"]), said(0, "Ромашка")))

        assert load_bytes(result.data).data["roles"] == {"owner": {}, "ceo": {}}
        assert result.left_out == ("roles.ceo.reports_to: Подчинение замкнулось в кольцо: ceo → ceo",)
        assert lines(result.data)[-1] == f"#   - {result.left_out[0]}"

    def test_nothing_answered_is_a_file_too(self) -> None:
        assert load_bytes(compose(talk()).data).data["company"]["name"] == "Компания"

    def test_how_others_see_things_stays_in_their_answers(self) -> None:
        givens = (said(4, ["sales_rep"]), said(6, 0.3))
        seller = talk(*givens, who=Respondent("seller"))
        result = compose(seller, answers=BESIDE)
        document = load_bytes(result.data, beside={BESIDE: answers_file(seller)})

        assert document.data["roles"] == {"sales_rep": {}}
        assert document.attached[0].told["roles"]["sales_rep"]["time"] == {"selling": 0.3}
        assert load_bytes(compose(talk(*givens)).data).data["roles"] == {"sales_rep": {"time": {"selling": 0.3}}}

    def test_text_of_strangers_stays_text(self) -> None:
        name = "a: {b} # c\n- d\x1b[2J"
        data = compose(talk(said(0, name))).data

        assert b"\x1b" not in data
        assert load_bytes(data).data["company"]["name"] == "a: {b} # c - d␛[2J"


class TestExisting:
    def test_without_a_new_fact_nothing_changes(self) -> None:
        result = compose(talk(said(1, 20), said(2, 120_000_000.0), existing=FILE), FILE)

        assert (result.data, result.changes) == (FILE, ())

    def test_a_changed_fact_changes_its_own_characters_only(self) -> None:
        result = compose(talk(said(2, 130_000_000), existing=FILE), FILE)

        assert result.data == FILE.replace(b"120_000_000", b"130_000_000")
        assert [change.sentence("ru") for change in result.changes] == [
            "выручка компании за год: было 120\u00a0млн\u00a0₽, станет 130\u00a0млн\u00a0₽"
        ]

    def test_new_facts_join_their_sections(self) -> None:
        session = talk(said(3, 0.4), said(7, ["ceo"]), said(6, 0.35), existing=FILE)
        result = compose(session, FILE)
        facts = load_bytes(result.data).data

        assert facts["company"]["repeat_share"] == 0.4
        assert facts["elements"]["scripts"] == {"state": "spoken", "owner": ["ceo"]}
        assert facts["roles"]["sales_rep"]["time"] == {"selling": 0.35}
        assert [line for line in lines(FILE) if "#" in line] == [line for line in lines(result.data) if "#" in line]

    def test_changes_are_told_before_they_are_made(self) -> None:
        session = talk(said(3, 0.4), said(7, ["ceo"]), existing=FILE)

        assert [(change.path, change.old, change.new) for change in changes(session, FILE)] == [
            (("company", "repeat_share"), "", "40\u00a0%"),
            (("elements", "scripts", "owner"), "", "генеральный директор"),
        ]

    def test_having_none_does_not_delete_what_the_file_names(self) -> None:
        assert compose(talk(said(8, []), existing=FILE), FILE).data == FILE

    def test_goals_stages_and_handoffs_are_found_by_their_names(self) -> None:
        there = FILE + (
            b"strategy:\n  state: written\n  goals:\n    - {metric: revenue, target: 150_000_000, by: 2026-12-31}\n"
            b"processes:\n  funnel:\n    stages:\n      - {id: offer, title: Offer, conversion: 30%}   # weak\n"
            b"handoffs:\n  - {from: lead_generation, to: sales, state: spoken}\n"
        )
        session = talk(said(10, 160_000_000), said(11, 0.25), said(12, ["Deal"]), said(13, "written"), existing=there)
        data = compose(session, there).data
        facts = load_bytes(data).data

        assert facts["strategy"]["goals"] == [{"metric": "revenue", "target": 160_000_000, "by": "2026-12-31"}]
        assert [stage["id"] for stage in facts["processes"]["funnel"]["stages"]] == ["offer", "deal"]
        assert facts["processes"]["funnel"]["stages"][0]["conversion"] == 0.25
        assert facts["handoffs"] == [{"from": "lead_generation", "to": "sales", "state": "written"}]
        assert b"conversion: 25%}   # weak" in data

    def test_an_answer_the_file_cannot_take_is_left_out_and_named_and_the_others_go_in(self) -> None:
        ring = FILE.replace(b"owner: {}", b"owner: {reports_to: ceo}").replace(b"ceo: {reports_to: owner}", b"ceo: {}")
        session = talk(said(5, ["owner"]), said(3, 0.4), existing=ring)
        result = compose(session, ring)

        assert load_bytes(result.data).data["company"]["repeat_share"] == 0.4
        assert len(result.left_out) == 1
        assert result.left_out[0].startswith("roles.ceo.reports_to: Подчинение замкнулось в кольцо")

    def test_it_refers_to_the_answers_once(self) -> None:
        session = talk(said(3, 0.4), existing=FILE)
        once = compose(session, FILE, answers=BESIDE).data
        kept = load_bytes(once, beside={BESIDE: answers_file(session)})
        twice = compose(Session.start(QUESTIONS, "ru", OWNER, kept.data).take(session.answers), once, answers=BESIDE)

        assert kept.data["answers"] == [BESIDE]
        assert twice.data == once

    @pytest.mark.parametrize("line_end", [b"\r\n", b"\r"])
    def test_line_ends_stay(self, line_end: bytes) -> None:
        there = b"\xef\xbb\xbf" + FILE.replace(b"\n", line_end)
        data = compose(talk(said(3, 0.4), existing=there), there).data

        assert data == there.replace(b"currency: RUB", b"currency: RUB" + line_end + b"  repeat_share: 40%")

    @settings(max_examples=8)
    @given(st.data())
    @pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
    def test_an_example_takes_any_answers_and_keeps_its_comments(self, example: Path, data: st.DataObject) -> None:
        document = load(example)
        session = data.draw(talks(document.data)).session
        there = example.read_bytes()
        result = compose(session, there, example.name, folder=example.parent, answers=BESIDE)
        comments = [line for line in lines(there) if line.lstrip().startswith("#")]

        load_bytes(result.data, example.name, folder=example.parent, beside={BESIDE: answers_file(session)})
        assert [line for line in lines(result.data) if line.lstrip().startswith("#")] == comments
