"""Three people are asked everything: a talkative owner, a busy leader, a seller who is not sure."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from salesaudit.questionnaire.session import State
from tests.questionnaire.talk import SKIP, Script, Talk, script, talk

FOLDER = Path(__file__).parent / "respondents"
NAMES = ("owner_micro", "leader_busy", "seller_unsure")
LANGS = ("ru", "en")


def told(name: str) -> Script:
    return script(FOLDER / f"{name}.yaml")


@cache
def held(name: str, lang: str) -> Talk:
    return talk(told(name), lang, adaptive=False)


def states(one: Talk) -> list[State]:
    return [row.state for row in one.session.review()]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", LANGS)
def test_a_talk_goes_as_it_went_before(name: str, lang: str) -> None:
    """Made anew by ``python -m tests.questionnaire.test_respondents``, then to be read."""
    expected = (FOLDER / "golden" / f"{name}.{lang}.txt").read_text(encoding="utf-8")
    assert "\n".join(held(name, lang).lines) + "\n" == expected


@pytest.mark.parametrize("name", NAMES)
def test_whatever_is_said_is_understood_in_the_end(name: str) -> None:
    assert held(name, "ru").lost == ()


@pytest.mark.parametrize("name", NAMES)
def test_the_language_of_the_questions_changes_no_answer(name: str) -> None:
    russian, english = held(name, "ru").session, held(name, "en").session
    assert russian.answers == english.answers


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_asked_twice(name: str) -> None:
    one = talk(told(name), "en", adaptive=True)
    assert one.session.current is None
    assert len(set(one.session.trail)) == len(one.session.trail)


@pytest.mark.parametrize("name", NAMES)
def test_every_line_of_a_script_is_said(name: str) -> None:
    """A line for a question that is never asked would hide that the question is gone."""
    asked = set(held(name, "ru").session.trail)
    written = set(told(name).answers)
    assert written <= asked | {key.split("/")[0] for key in asked}


def test_the_talkative_owner_leaves_the_audit_little_to_guess() -> None:
    assert held("owner_micro", "ru").session.progress.coverage >= 0.75


def test_the_busy_leader_skips_nearly_as_often_as_she_answers() -> None:
    found = states(held("leader_busy", "en"))
    assert min(found.count("skipped"), found.count("answered")) > 20
    assert told("leader_busy").otherwise in SKIP


def test_the_seller_who_is_not_sure_says_so() -> None:
    found = states(held("seller_unsure", "ru"))
    assert found.count("unknown") >= 10
    assert "declined" in found


def write_golden() -> None:
    """Write the transcripts that the tests compare with."""
    for name in NAMES:
        for lang in LANGS:
            path = FOLDER / "golden" / f"{name}.{lang}.txt"
            path.parent.mkdir(exist_ok=True)
            path.write_text("\n".join(held(name, lang).lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_golden()
