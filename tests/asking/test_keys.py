"""A key that was hit by chance, on whichever keyboard, neither answers a question nor throws an answer away."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, get_args

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from salesaudit.cli.asking.face import Gone
from salesaudit.cli.asking.prompt import Prompt
from salesaudit.cli.asking.talk import Talk
from salesaudit.questionnaire.answer import Given
from salesaudit.questionnaire.definition import Type
from salesaudit.questionnaire.session import Session
from salesaudit.questionnaire.understand import NUMERIC
from tests.asking.scripted import Scripted
from tests.questionnaire import cards
from tests.questionnaire.small import small, started, told

SIGNS = [chr(code) for code in range(0x20, 0x7F) if not chr(code).isdecimal()]
LETTERS = [chr(code) for code in range(0x410, 0x450)] + list("ЁёІіЎў№«»—…½©你é")
DIGITS = list("0123456789")
SPECIAL = {
    "Escape": "\x1b\x1b", "Tab": "\t", "Backspace": "\x7f", "Delete": "\x1b[3~", "Up": "\x1b[A",
    "Down": "\x1b[B", "Left": "\x1b[D", "Right": "\x1b[C", "Home": "\x1b[H", "End": "\x1b[F", "PageUp": "\x1b[5~",
    "PageDown": "\x1b[6~", "F1": "\x1bOP", "F5": "\x1b[15~", "F10": "\x1b[21~", "Ctrl-A": "\x01", "Ctrl-K": "\x0b",
    "Ctrl-L": "\x0c", "Ctrl-R": "\x12", "Ctrl-U": "\x15", "Ctrl-W": "\x17", "Ctrl-Y": "\x19", "Shift-Tab": "\x1b[Z",
}  # fmt: skip
TYPES = get_args(Type)
FIELDS: dict[str, dict[str, Any]] = {
    "choice": {"words": "market"}, "many": {"words": "market"}, "shares": {"parts": ["selling", "admin"]},
}  # fmt: skip
VALUES: dict[str, Any] = {
    "text": "Daisy Ltd", "names": ["Ann Lee"], "choice": "b2b", "many": ["b2b"], "share": 0.4, "money": 5000,
    "shares": {"selling": 0.4, "admin": 0.1}, "duration": 4, "count": 7, "counts": [1, 2], "number": 3,
    "date": "2026-11-02", "person": "ann", "role": "sales_rep", "state": "close", "yes_no": True, "who": "ann",
    "who_many": ["ann"],
}  # fmt: skip
COMPANY = {
    "company": {"name": "Daisy"}, "roles": {"sales_rep": {}, "owner": {}}, "people": {"ann": {"name": "Ann Lee"}}
}  # fmt: skip


def session_of(type_: str) -> Session:
    """A session whose first question is easy, whose second has a type, and whose third is another one like it."""
    fields = "".join(f", {name}: {value}" for name, value in FIELDS.get(type_, {}).items())
    asked = "".join(f"\n- {{id: {id_}, fills: strategy.{id_}, type: {type_}{fields}}}" for id_ in ("asked", "after"))
    return started(small(f"""
    - id: one
      questions:
        - {{id: first, fills: company.headcount, type: count}}
        {asked.strip().replace(chr(10), chr(10) + "        ")}
    """), company=COMPANY, adaptive=False)  # fmt: skip


def states(type_: str) -> list[Session]:
    """The second question for the first time, and again with its answer filled in."""
    before = session_of(type_).give(told("first", 5))
    return [before, before.give(told("asked", VALUES[type_])).back()]


def told_of(session: Session) -> tuple[dict[str, Given], frozenset[str]]:
    return dict(session.givens), session.skipped


def test_every_type_is_tried() -> None:
    assert set(VALUES) == set(TYPES)


@pytest.mark.parametrize("type_", TYPES)
def test_one_sign_and_enter_in_plain_lines(type_: str) -> None:
    for session in states(type_):
        for sign in [*SIGNS, *LETTERS, ""]:
            if sign == "½" and type_ in NUMERIC:
                continue  # that is a number
            talk = Talk(session, None, Scripted([sign]))
            with pytest.raises(Gone):
                talk.hold()
            assert told_of(talk.session) == told_of(session), sign


@pytest.mark.parametrize("id_", ["brief", "percents", "basics", "bosses", "pay"])
def test_one_sign_and_enter_on_a_card(id_: str) -> None:
    before = cards.session().give(told("market", "b2b")).give(told("roles", ["owner", "ceo"]))
    for start in (cards.at(before if id_ != "brief" else cards.session(), id_),):
        for sign in [*SIGNS, *LETTERS, *DIGITS, ""]:
            talk = Talk(start, None, Scripted([sign]))
            with pytest.raises(Gone):
                talk.hold()
            if sign != "<":
                assert told_of(talk.session) == told_of(start), sign


def test_enter_leaves_a_card_with_its_own_words() -> None:
    given = [Given("name", "", "answered", "Daisy", "our Daisy"), Given("market", "", "answered", "b2b", "to firms")]
    start = cards.session(cards=[cards.card("brief", "name", "market")]).give_together(given)

    talk = Talk(start.back(), None, Scripted([""]))
    with pytest.raises(Gone):
        talk.hold()

    assert [one.said for one in talk.session.givens.values()] == ["our Daisy", "to firms"]


def test_the_editor_takes_what_was_typed_and_only_enter_ends_it() -> None:
    """So what a line does to each type of question, the test above says of the editor too."""
    every = "".join([*SIGNS, *LETTERS, *DIGITS]).strip()

    assert edited(f"{every}\r", ["yes", "no"]) == every
    assert edited("\r", ["yes", "no"]) == ""
    assert edited("\r", ["yes", "no"], "40 %") == "40 %"


def test_what_is_typed_or_pasted_takes_the_place_of_what_is_filled_in() -> None:
    """Else whoever types anew after a line that was not understood sends both at once."""
    assert edited("a fifth\r", before="40 %") == "a fifth"
    assert edited("\x1b[200~10\r\n20\x1b[201~\r", before="40 %") == "10\n20"
    assert edited("\x1b[H5\r", before="40 %") == "540 %"
    assert edited("\x1b[F!\r", before="40 %") == "40 %!"


@pytest.mark.parametrize("keys", ["".join(SPECIAL.values()), *SPECIAL.values()][:: len(SPECIAL) // 4])
def test_no_other_key_ends_a_line_in_the_editor(keys: str) -> None:
    assert edited(keys, ["yes", "no"], "40 %") is None


@pytest.mark.parametrize("type_", TYPES)
def test_enter_leaves_an_earlier_answer_with_its_own_words(type_: str) -> None:
    session = session_of(type_).give(told("first", 5)).give(Given("asked", "", "answered", VALUES[type_], "my words"))

    talk = Talk(session.back(), None, Scripted([""]))
    with pytest.raises(Gone):
        talk.hold()

    assert talk.session.givens["asked"].said == "my words"
    assert talk.session.here is None


@pytest.mark.parametrize("sign", [*SIGNS, *LETTERS, ""])
def test_no_sign_confirms(sign: str) -> None:
    talk = Talk(states("duration")[0], None, Scripted(["полтора дня", sign]))
    with pytest.raises(Gone):
        talk.hold()

    assert "asked" not in talk.session.givens


def edited(keys: str, words: Sequence[str] = (), before: str = "") -> str | None:
    """Return the line that keys make in the editor, None where they make none before Ctrl-C ends it.

    The editor runs a loop of its own, so it gets a thread where none runs yet.
    """
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(_edited, keys, words, before).result()


def _edited(keys: str, words: Sequence[str], before: str) -> str | None:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text(f"{keys}\x03\x03")  # the first may only end a search
        try:
            return Prompt(DummyOutput()).ask(">", before, words)
        except KeyboardInterrupt:
            return None
