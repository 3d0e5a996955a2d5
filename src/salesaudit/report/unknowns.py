"""What could not be judged: the questions that would settle it, the most telling first, and whom to ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from typing import Final

from salesaudit.audit.report import Label, UnknownOutcome
from salesaudit.audit.score import AREA_OF, WEIGHTS
from salesaudit.knowledge import vocabulary
from salesaudit.org.values import Path
from salesaudit.report.facts import fact_name, small_fact
from salesaudit.report.people import named
from salesaudit.report.scene import Scene, is_about_pay, small, unique
from salesaudit.report.view import Unknown
from salesaudit.rules.registry import RULES
from salesaudit.rules.wording import prose
from salesaudit.texts import show

MOST_IN_AREA: Final = 3
FEW: Final = 3
"""So many facts of one kind are asked for in one question."""
MOST_TOGETHER: Final = 6
TOGETHER: Final = ("elements", "functions", "policies", "departments", "interfaces", "handoffs", "segments")
"""Sections whose entries may be asked about together; people never are."""
ENTRY: Final = 3
ANY: Final = "*"
ASKED: Final[Mapping[str, str]] = {
    "company": "owner",
    "strategy": "owner",
    "policies": "owner",
    "administration": "owner",
    "functions": "ceo",
    "roles": "ceo",
    "people": "leader",
    "departments": "ceo",
    "lead_generation": "marketing",
    "handoffs": "both_sides",
}
"""Who knows best what a section says; the sales leader knows the rest."""
WHOLE: Final = (
    ("functions",),
    ("departments",),
    ("roles",),
    ("people",),
    ("policies",),
    ("elements",),
    ("segments",),
    ("strategy", "goals"),
    ("processes", "funnel", "stages"),
    ("measured", "stages_never_seen"),
)
"""Parts of the file that are asked for as a whole, in words of their own."""
EACH: Final = ("state", "reviewed", "value")
"""Facts that are asked for of several things in words of their own."""
RESPONDENT: Final[Mapping[str, str]] = {"ceo": "ceo", "both_sides": "ceo"}


def unknowns(scene: Scene) -> tuple[Unknown, ...]:
    """Return every fact that some rule waits for, the one that weighs most first."""
    waiting = _waiting(scene, scene.report.unknown)
    alike: dict[Path, list[Path]] = {}
    for path in _ranked(waiting, scene):
        alike.setdefault(_kind(path, waiting), []).append(path)
    few = [path for paths in alike.values() if len(paths) < FEW for path in paths]
    vague = {words for words, number in Counter(question(path, scene) for path in few).items() if number > 1}
    return tuple(one for kind, paths in alike.items() for one in _told(kind, paths, waiting, vague, scene))


def would_tell(area: str, scene: Scene) -> tuple[str, ...]:
    """Return the questions that would tell most about an area that could not be judged."""
    own = tuple(outcome for outcome in scene.report.unknown if AREA_OF.get(outcome.rule[:3]) == area)
    waiting = _waiting(scene, own)
    return unique(question(path, scene) for path in _ranked(waiting, scene)[:MOST_IN_AREA])


def question(path: Path, scene: Scene) -> str:
    """Return the question that asks for a fact; where nobody has worded one, the name of the fact."""
    return scene.upper(_asked_for(path, scene) or _named(path, scene))


def _named(path: Path, scene: Scene) -> str:
    if path in WHOLE:
        return scene.say(f"report.ask.{path[-1]}")
    if _kind(path, ()) != path and path[-1] in EACH:
        return _of_several(path, small(fact_name(path[:2], scene)), scene)
    return scene.say("report.question", fact=scene.upper(fact_name(path, scene)))


def _of_several(path: Path, things: str, scene: Scene) -> str:
    key = str(path[-1])
    asked = scene.say(f"report.each.{key}") if key in EACH else small_fact(key, scene)
    return scene.say("report.question_of_several", fact=scene.upper(asked), things=things)


def _asked_for(path: Path, scene: Scene) -> str | None:
    return scene.questions(path, scene.org) if scene.questions is not None else None


def _waiting(scene: Scene, outcomes: tuple[UnknownOutcome, ...]) -> dict[Path, tuple[str, ...]]:
    """Return the rules that wait for each fact."""
    rules: dict[Path, dict[str, None]] = {}
    for outcome in outcomes:
        for path in outcome.needs:
            if scene.audience != "team" or not is_about_pay(path):
                rules.setdefault(path, {})[outcome.rule] = None
    return {path: tuple(several) for path, several in rules.items()}


def _ranked(waiting: Mapping[Path, tuple[str, ...]], scene: Scene) -> list[Path]:
    return sorted(waiting, key=lambda path: (-_weight(waiting[path], scene), tuple(map(str, path))))


def _weight(rules: tuple[str, ...], scene: Scene) -> int:
    severities = (RULES[rule].severity[scene.report.size] for rule in rules)
    return sum(WEIGHTS[severity] for severity in severities if severity)


def _kind(path: Path, waiting: Container[Path]) -> Path:
    """Return what facts have in common that are asked for together: the same of several entries of a section.

    Where the whole section is asked for, that is the question.
    """
    if len(path) != ENTRY or not isinstance(path[1], str) or path[0] not in TOGETHER:
        return path
    return path[:1] if path[:1] in waiting else (path[0], ANY, path[2])


def _told(
    kind: Path, paths: Sequence[Path], waiting: Mapping[Path, tuple[str, ...]], vague: Container[str], scene: Scene
) -> list[Unknown]:
    """Return the questions for facts of one kind; what is `vague` asks for several facts and names none of them."""
    rules = unique(rule for path in paths for rule in waiting[path])
    if len(kind) == 1:
        return [_unknown(kind, rules, scene)]
    if len(paths) < FEW:
        asked = [_unknown(path, waiting[path], scene) for path in paths]
        return [
            one._replace(question=_named(path, scene)) if one.question in vague else one
            for path, one in zip(paths, asked, strict=True)
        ]
    shown = paths[:MOST_TOGETHER]
    names = ", ".join(small(fact_name(path[:2], scene)) for path in shown)
    more = f" {scene.say('report.and_others', n=len(paths) - len(shown))}" if len(paths) > len(shown) else ""
    together = _of_several(kind, names + more, scene)
    return [_unknown(paths[0], rules, scene)._replace(question=together, path=_dotted(kind, scene))]


def _dotted(path: Path, scene: Scene) -> str:
    return ".".join(map(str, path)) if scene.reads_files else ""


def _unknown(path: Path, rules: tuple[str, ...], scene: Scene) -> Unknown:
    return Unknown(
        question=question(path, scene),
        path=_dotted(path, scene),
        settles=tuple(prose(rule, scene.lang).title for rule in rules),
        rules=rules,
        ask=_asked(path, scene),
    )


def _is_of_sales(path: Path, scene: Scene) -> bool:
    """Tell whether a fact is about a role in sales, which the sales leader knows best."""
    known = path[0] == "roles" and len(path) > 1 and scene.org.peek(path[:2]) is not None
    return known and scene.org.component_of_role(str(path[1])) == "sales"


def _asked(path: Path, scene: Scene) -> str:
    """Return whom to ask: by name, else in a word."""
    who = "leader" if _is_of_sales(path, scene) else ASKED.get(str(path[0]), "leader")
    subject = Label("handoff", str(path[1])) if path[0] == "handoffs" and len(path) > 1 else Label("company", "company")
    people = named(who, subject, scene)
    if people:
        return scene.upper(show.join(people[:2], scene.lang))
    word = RESPONDENT.get(who, who)
    told = vocabulary.word("archetype" if word == "ceo" else "respondent", word, scene.lang)
    return scene.upper(told)
