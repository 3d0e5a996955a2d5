"""A talk with a scripted respondent: what was asked, what they said, what was understood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from salesaudit.org.merge import build_org
from salesaudit.orgfile.load import load
from salesaudit.questionnaire.answer import Given
from salesaudit.questionnaire.asked import Asked
from salesaudit.questionnaire.definition import Questionnaire, load_text
from salesaudit.questionnaire.session import Respondent, Session
from salesaudit.questionnaire.understand import Understood, known_of, understand

ROOT = Path(__file__).parents[2]
SKIP = ("пропустить", "skip")
LONGEST_TALK = 600


@dataclass(frozen=True)
class Script:
    """A respondent on paper. `answers` are by the key of a question or by its id; several are tried one by one."""

    respondent: Respondent
    questionnaire: str
    answers: Mapping[str, str | list[str]]
    company: str | None
    otherwise: str

    def said(self, asked: Asked) -> list[str]:
        """Return what they say to a question, the next where the one before was not understood."""
        said = self.answers.get(asked.key, self.answers.get(asked.question.id, self.otherwise))
        return [said] if isinstance(said, str) else said


@dataclass(frozen=True)
class Talk:
    """A talk that is over: the session and its lines; `lost` are the keys of questions that were given up."""

    session: Session
    lines: tuple[str, ...]
    lost: tuple[str, ...]


def script(path: Path) -> Script:
    """Read a respondent's script."""
    raw: dict[str, Any] = yaml.load(path.read_bytes(), Loader=yaml.BaseLoader)
    who = raw["respondent"]
    return Script(
        Respondent(who["as"], who["name"], who["date"]),
        raw["questionnaire"],
        raw["answers"],
        raw.get("company"),
        raw["otherwise"],
    )


def shipped_questionnaire(id_: str) -> Questionnaire:
    """Read a questionnaire of ours from its source."""
    folder = ROOT / "questionnaires"
    return load_text((folder / f"{id_}.yaml").read_bytes(), f"{id_}.yaml", (folder / "shared.yaml").read_bytes())


def talk(script: Script, lang: str, *, adaptive: bool) -> Talk:
    """Hold the whole talk in a language, until nothing is left to ask; in the order of the file or in the best one."""
    company = build_org(load(ROOT / script.company)).data if script.company else None
    questionnaire = shipped_questionnaire(script.questionnaire)
    session = Session.start(questionnaire, lang, script.respondent, company, adaptive=adaptive)
    lines: list[str] = []
    lost: list[str] = []
    section = ""
    for _ in range(LONGEST_TALK):
        asked = session.current
        if asked is None:
            break
        if asked.section != section:
            section = asked.section
            lines += ["", f"## {section}"]
        session, told, understood = _one(script, session, asked, lang)
        lines += told
        if not understood:
            lost.append(asked.key)
    return Talk(session, tuple(lines[1:]), tuple(lost))


def _one(script: Script, session: Session, asked: Asked, lang: str) -> tuple[Session, list[str], bool]:
    """Put one question; give it up where nothing that is said can be understood."""
    lines = [asked.text]
    for said in script.said(asked):
        lines.append(f"  — {said}")
        if said in SKIP:
            return session.skip(), lines, True
        outcome = understand(asked.question, said, lang, known_of(session.settled.data, offered=asked.options))
        if isinstance(outcome, Understood):
            given = Given(asked.question.id, asked.entry, outcome.status, outcome.value, said)
            lines += [f"  = {outcome.shown}", *_told(session, given, lang)]
            return session.give(given), lines, True
        lines.append(f"  ? {outcome.sentence(lang)}")
    return session.skip(), lines, False


def _told(session: Session, given: Given, lang: str) -> Iterator[str]:
    for contradiction in session.contradictions(given):
        yield f"  ! {contradiction.sentence(lang)}"
