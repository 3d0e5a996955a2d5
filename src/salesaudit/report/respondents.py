"""What everyone sees differently: the answers of respondents, the file and measurements side by side.

What a seller said is never shown apart: sellers speak together, and of fewer than three no words are quoted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from salesaudit.audit.phrases import term
from salesaudit.audit.report import Finding
from salesaudit.org.merge import TOLERANCE
from salesaudit.org.values import Fact, Path
from salesaudit.orgfile.load import Attached
from salesaudit.report.facts import fact_name, value_text
from salesaudit.report.scene import Scene, is_about_pay, unique
from salesaudit.report.view import Answered, Cell, Difference, Table

SELLER: Final = "seller"
COMPARING: Final = ("GAP001", "GAP002", "LGN011", "STR005", "EVD001")
"""The rules that compare what is told, declared and measured."""
GROUP: Final = 3
"""From so many sellers on their words are quoted."""


def differences(scene: Scene) -> tuple[Difference, ...]:
    """Return the facts that are told, declared or measured differently, those with a finding first."""
    found = dict(_findings(scene))
    paths = [*(path for path in found if path in scene.org.tellings), *scene.org.tellings]
    every = (_difference(path, found.get(path), scene) for path in dict.fromkeys(paths) if _readable(path, scene))
    return tuple(one for one in every if one is not None)


def answers(scene: Scene) -> Table:
    """Return everything that respondents told: fact, who, value, their words."""
    head = tuple(scene.say(f"report.answers.{name}") for name in ("fact", "who", "value", "said"))
    rows = tuple(row for who, path, value, said in _told(scene) if (row := _row(who, path, value, said, scene)))
    return Table(head, tuple(dict.fromkeys(rows)))


def sellers_asked(scene: Scene) -> int:
    """Return how many sellers answered."""
    return sum(file.data["respondent"]["as"] == SELLER for file in _files(scene))


def _findings(scene: Scene) -> Iterator[tuple[Path, Finding]]:
    for finding in scene.findings:
        if finding.rule in COMPARING:
            yield finding.path, finding


def _readable(path: Path, scene: Scene) -> bool:
    return scene.audience != "team" or not is_about_pay(path)


def _difference(path: Path, finding: Finding | None, scene: Scene) -> Difference | None:
    said = _voices(path, scene)
    texts = {text for _, text in said}
    if len(said) < 2 or (finding is None and (len(texts) < 2 or _nearly_the_same(path, scene))):
        return None
    return Difference(
        fact=scene.upper(fact_name(path, scene)),
        answers=tuple(Answered(who, text) for who, text in said),
        rule=finding.rule if finding else "",
        says=scene.sentence(finding) if finding else "",
    )


def _nearly_the_same(path: Path, scene: Scene) -> bool:
    """Tell whether numbers differ by less than anybody would call another answer."""
    values = [fact.value for fact in _all_said(path, scene) if fact.value is not None]
    if not all(isinstance(value, int | float) and not isinstance(value, bool) for value in values):
        return False
    numbers = [float(str(value)) for value in values]
    least, most = min(numbers, default=0), max(numbers, default=0)
    return most - least <= (TOLERANCE if most <= 1 else most * TOLERANCE)


def _all_said(path: Path, scene: Scene) -> list[Fact]:
    """Return what was told, declared and measured of a fact."""
    facts = list(scene.org.tellings.get(path, ()))
    current = scene.org.fact(path)
    if current is not None and all(current.origin != fact.origin for fact in facts):
        facts.append(current)
    return facts


def _voices(path: Path, scene: Scene) -> list[tuple[str, str]]:
    """Return who says what of a fact: respondents by their role, sellers together, then the file and measurements."""
    told: dict[str, list[str]] = {}
    for fact in _all_said(path, scene):
        told.setdefault(_voice(fact, scene), []).append(_said(path, fact, scene))
    return [(who, "; ".join(sorted(unique(texts)))) for who, texts in told.items()]


def _voice(fact: Fact, scene: Scene) -> str:
    match fact.origin.kind:
        case "told":
            return scene.upper(who_told(fact.origin.who, scene))
        case "measured":
            return scene.say("report.voice.measured")
    return scene.say("report.voice.file")


def who_told(role: str, scene: Scene) -> str:
    """Return what to call a respondent: the role, sellers as a group."""
    return scene.say("report.sellers") if role == SELLER else term(role, "respondent", scene.lang)


def _said(path: Path, fact: Fact, scene: Scene) -> str:
    return scene.say("report.does_not_know") if fact.value is None else value_text(path, fact.value, scene)


def _files(scene: Scene) -> list[Attached]:
    return [file for file in scene.document.attached if file.kind == "answers"]


def _told(scene: Scene) -> Iterator[tuple[str, Path, object, str]]:
    quoted = sellers_asked(scene) >= GROUP
    for path, facts in scene.org.tellings.items():
        for fact in facts:
            if fact.origin.kind == "told":
                secret = scene.shared or scene.nameless or (fact.origin.who == SELLER and not quoted)
                yield fact.origin.who, path, fact.value, "" if secret else _words(fact, scene)


def _words(fact: Fact, scene: Scene) -> str:
    """Return what a respondent said in their own words, empty where nobody wrote it down."""
    entries: Sequence[dict[str, object]] = next(
        (file.data["answers"] for file in _files(scene) if file.source.name == fact.origin.file), ()
    )
    match fact.origin.path:
        case ("answers", int(index), *_) if index < len(entries):
            return str(entries[index].get("said") or "")
    return ""


def _row(who: str, path: Path, value: object, said: str, scene: Scene) -> tuple[Cell, ...] | None:
    if not _readable(path, scene):
        return None
    shown = scene.say("report.does_not_know") if value is None else value_text(path, value, scene)
    texts = (scene.upper(fact_name(path, scene)), scene.upper(who_told(who, scene)), shown, said)
    return tuple(Cell(text) for text in texts)
