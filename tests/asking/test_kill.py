"""A conversation that is killed goes on where it was: only the answer that was being typed is lost."""

from __future__ import annotations

import json
import re
import signal
from pathlib import Path
from typing import Any

import pytest

from tests.asking.terminal import Terminal

LOG = "company.answers.log"
ENOUGH = 400
"""Questions that no talk has."""


def saved(folder: Path) -> list[dict[str, Any]]:
    """Return the answers of the log; those of a card share a line."""
    lines = (folder / LOG).read_bytes().split(b"\n")
    records = [json.loads(line) for line in lines[:-1]]
    return [answer for record in records for answer in record.get("together", [record]) if "question" in answer]


def answer(shown: str) -> str:
    """Return something that can be said to the question on the screen, whatever it is."""
    if rows := len(re.findall(r"^  \d\) ", shown, re.MULTILINE)):
        if "Коротко о компании" in shown:
            return "Ромашка; 1; 24"
        return "; ".join("Анна Сидорова" if "зовут" in shown else str(row) for row in range(1, rows + 1))
    if "как зовут?" in shown or "как называется" in shown.lower():
        return "Анна Сидорова"
    if "Да или нет" in shown:
        return "да"
    if "    1. " in shown or "   1. " in shown:
        return "1"
    return "не знаю"


def killed_at_every_question(folder: Path, most: int, *arguments: str) -> int:
    """Answer one question at each start, begin to type the next and be killed; return how many there were."""
    kept: list[dict[str, Any]] = []
    for number in range(most):
        with Terminal("ask", "--lang", "ru", *arguments, cwd=folder) as terminal:
            question = terminal.asks()
            if number:
                assert "Продолжаем" in question
                assert saved(folder) == kept
            if "Ваши ответы" in question:
                return number
            said = terminal.say(answer(question))
            for other in ("не знаю", "1", "нет", "Анна Сидорова"):  # refused, or to be confirmed
                if len(saved(folder)) == len(kept):
                    said = terminal.say("да" if "Да или нет" in said else other)
            terminal.send("половина отв")
            assert terminal.kill() == -signal.SIGKILL
        after = saved(folder)
        assert after[: len(kept)] == kept
        assert len(after) > len(kept)
        kept = after
    return most


@pytest.mark.parametrize("face", ["--plain", None])
def test_at_each_of_the_first_questions(face: str | None, tmp_path: Path) -> None:
    assert killed_at_every_question(tmp_path, 5, *([face] if face else [])) == 5
    assert len({(one["question"], one["entry"]) for one in saved(tmp_path)}) == len(saved(tmp_path)) > 5


@pytest.mark.slow
@pytest.mark.parametrize("questionnaire", ["owner", "express"])
def test_at_every_question_of_a_questionnaire(questionnaire: str, tmp_path: Path) -> None:
    asked = killed_at_every_question(tmp_path, ENOUGH, "-q", questionnaire)

    answers = saved(tmp_path)
    assert 10 <= asked < ENOUGH
    assert len({(one["question"], one["entry"]) for one in answers}) == len(answers) > asked


def test_in_the_middle_of_the_last_write(tmp_path: Path) -> None:
    with Terminal("ask", "--lang", "ru", "--plain", cwd=tmp_path) as terminal:
        terminal.asks()
        terminal.say("Ромашка; компаниям; 24")
        terminal.say("1, 6")
        terminal.kill()
    kept = saved(tmp_path)
    with (tmp_path / LOG).open("ab") as log:
        log.write(b'{"together":[{"question":"role_names","entry":"owner","status":"answered","value":["Ann"],"sa')

    with Terminal("ask", "--lang", "ru", "--plain", cwd=tmp_path) as terminal:
        said = terminal.asks()
        assert "не успел сохраниться" in said
        assert "Какие у вас есть отделы" in said
        assert saved(tmp_path) == kept
        terminal.kill()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
@pytest.mark.parametrize("face", ["--plain", None])
def test_a_signal_says_what_is_saved_and_how_to_go_on(
    number: signal.Signals, code: int, face: str | None, tmp_path: Path
) -> None:
    with Terminal("ask", "my company.yaml", "--lang", "ru", *([face] if face else []), cwd=tmp_path) as terminal:
        terminal.asks()
        terminal.say("1: Ромашка")
        terminal.say("компаниям")
        before = terminal.echoes()
        assert terminal.kill(number) == code
        assert "Сохранены 2 ответа. Продолжить: salesaudit ask 'my company.yaml'" in terminal.shown
        assert "Traceback" not in terminal.shown
        assert terminal.shown.rstrip().endswith("Прервано")
        assert before == (face is not None)
    assert [path.name for path in tmp_path.iterdir()] == ["my company.answers.log"]


def test_ctrl_c_as_a_key(tmp_path: Path) -> None:
    with Terminal("ask", "--lang", "en", cwd=tmp_path) as terminal:
        terminal.asks()
        terminal.say("1: Daisy")
        terminal.send("half an ans\x03")
        assert terminal.end() == 130
        assert "1 answer is saved. To go on: salesaudit ask company.yaml" in terminal.shown
    assert len(saved(tmp_path)) == 1
