"""Everything that one rule found, told once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from salesaudit.audit.report import Finding
from salesaudit.audit.score import AREA_OF
from salesaudit.knowledge import vocabulary
from salesaudit.knowledge.sources import sources
from salesaudit.knowledge.views import views_of
from salesaudit.report.facts import facts, subject_name
from salesaudit.report.people import actor
from salesaudit.report.scene import Scene
from salesaudit.report.view import Case, Source, Stance, Topic
from salesaudit.rules.registry import ORDER, OWN, RULES
from salesaudit.rules.wording import example, prose

NOT_IN_ANCHORS = re.compile(r"[^\w.:-]+")


def topics(scene: Scene, changes: Mapping[str, str]) -> tuple[Topic, ...]:
    """Return what each rule found, worst first; `changes` says by rule what became of it since an earlier report."""
    anchors: set[str] = set()
    return tuple(_topic(rule, found, scene, anchors, changes) for rule, found in scene.by_rule.items())


def worst(findings: Sequence[Finding]) -> Finding:
    """Return the worst of some findings, the first where several are."""
    return min(findings, key=lambda finding: ORDER.index(finding.severity))


def source_list(rules: Sequence[str], scene: Scene) -> tuple[Source, ...]:
    """Return the sources of some rules, each once, what is our own last."""
    named = {id_: None for rule in rules for id_ in RULES[rule].sources}
    known = sources()
    told = {OWN: scene.say("label.own_rule"), **{id_: source.title.in_(scene.lang) for id_, source in known.items()}}
    return tuple(Source(id_, told[id_]) for id_ in (*known, OWN) if id_ in named)


def _topic(rule: str, found: Sequence[Finding], scene: Scene, anchors: set[str], changes: Mapping[str, str]) -> Topic:
    words, severity = prose(rule, scene.lang), worst(found).severity
    return Topic(
        rule=rule,
        show_rule=scene.shows_rules,
        area=AREA_OF.get(rule[:3], ""),
        severity=severity,
        severity_word=scene.severity(severity),
        title=words.title,
        cases=tuple(_case(finding, scene, anchors) for finding in found),
        why=words.why,
        fix=words.fix,
        first_step=words.first_step,
        who=words.who,
        actor=actor(rule, found, scene),
        effort=vocabulary.word("effort", example(rule).effort, scene.lang),
        done=words.done,
        sources=source_list([rule], scene),
        stances=tuple(_stances(rule, found, scene)),
        points=scene.points.get(rule, 0),
        change=changes.get(rule, ""),
    )


def _case(finding: Finding, scene: Scene, anchors: set[str]) -> Case:
    return Case(
        anchor=_anchor(finding, anchors),
        subject=scene.upper(subject_name(finding, scene)),
        severity=finding.severity,
        sentence=scene.sentence(finding),
        confidence=vocabulary.word("confidence", finding.confidence, scene.lang),
        facts=facts(finding, scene),
        place=scene.place(finding.place),
        in_baseline=finding.baseline,
    )


def _anchor(finding: Finding, taken: set[str]) -> str:
    """Return an anchor that no other case has, made of characters that an address takes."""
    wanted = NOT_IN_ANCHORS.sub("-", f"{finding.rule}-{finding.subject.kind}-{finding.subject.id}")
    anchor, number = wanted, 1
    while anchor in taken:
        number += 1
        anchor = f"{wanted}-{number}"
    taken.add(anchor)
    return anchor


def _stances(rule: str, found: Sequence[Finding], scene: Scene) -> Iterator[Stance]:
    functions = frozenset(finding.subject.id for finding in found if finding.subject.kind == "function")
    for view in views_of(rule, functions):
        follows = view.decision(scene.report.profile).follows
        for stance in view.stances:
            yield Stance(
                source=stance.source if scene.shows_rules else sources()[stance.source].title.in_(scene.lang),
                says=stance.says.in_(scene.lang),
                decided=stance.source == follows,
                question=view.title.in_(scene.lang),
            )
