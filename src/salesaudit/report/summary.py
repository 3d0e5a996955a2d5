"""Page one: three conclusions, the number with its coverage, the first steps and who takes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from salesaudit.audit.report import Finding, Score
from salesaudit.audit.score import AREA_OF, UNSCORED, WEIGHTS
from salesaudit.knowledge import vocabulary
from salesaudit.report.people import actor
from salesaudit.report.scene import Scene
from salesaudit.report.topics import worst
from salesaudit.report.view import Conclusion, Count, Headline, Step
from salesaudit.rules.registry import ORDER, RULES
from salesaudit.rules.wording import example, prose
from salesaudit.texts import show

CONCLUSIONS = 3
QUOTABLE = 150
"""Characters of a sentence that somebody may still say aloud."""


def conclusions(scene: Scene) -> tuple[Conclusion, ...]:
    """Return the three sentences that matter most, no two of one area as long as there are others."""
    return tuple(_conclusion(rule, scene) for rule in leading_rules(scene, CONCLUSIONS))


def first_steps(scene: Scene) -> tuple[Step, ...]:
    """Return what to do first about each conclusion and who does it."""
    return tuple(
        Step(
            who=actor(rule, scene.by_rule[rule], scene),
            what=prose(rule, scene.lang).first_step,
            effort=scene.say(
                "report.first_step_effort", effort=vocabulary.word("effort", example(rule).effort, scene.lang)
            ),
            rule=rule,
        )
        for rule in leading_rules(scene, CONCLUSIONS)
        if prose(rule, scene.lang).first_step
    )


def leading_rules(scene: Scene, many: int) -> list[str]:
    """Return the rules to speak of first: of each of the areas that lose most the weightiest, then the next of each.

    Remarks come only where there is nothing else; of rules that weigh the same, one that can be quoted goes first.
    """
    grave = [rule for rule in scene.by_rule if worst(scene.by_rule[rule]).severity != "low"] or list(scene.by_rule)
    places = {rule: place for place, rule in enumerate(RULES)}
    grave.sort(key=lambda rule: (-weight(rule, scene), _is_long(rule, scene), places[rule]))
    by_area: dict[str, list[str]] = {}
    for rule in grave:
        by_area.setdefault(AREA_OF.get(rule[:3], ""), []).append(rule)
    areas = sorted(by_area.values(), key=lambda rules: -sum(weight(rule, scene) for rule in rules))
    rounds = zip_longest(*areas)
    return [rule for round_ in rounds for rule in round_ if rule is not None][:many]


def _is_long(rule: str, scene: Scene) -> bool:
    return len(scene.sentence(worst(scene.by_rule[rule]))) > QUOTABLE


def weight(rule: str, scene: Scene) -> float:
    """Return how much a rule matters: the points that it costs by how severe its worst finding is.

    A rule that only sums up others costs nothing of its own and counts like the dearest.
    """
    points = max(scene.points.values(), default=0) if rule in UNSCORED else scene.points.get(rule, 0)
    return points * WEIGHTS[worst(scene.by_rule[rule]).severity]


def headline(scene: Scene) -> Headline:
    """Return the score with how far it may be trusted, and how many findings there are."""
    score, lang = scene.report.score, scene.lang
    known = score.value is not None
    return Headline(
        score=_score(score, scene),
        value=score.value if score.reliable else None,
        low=score.low,
        high=score.high,
        coverage=scene.say("report.coverage", decided=score.decided, total=score.total),
        counted=" ".join(_counted(score, scene)),
        raw=scene.say("summary.score_raw", raw=points(score.raw, lang))
        if known and score.reliable and score.raw is not None and score.raw != score.value
        else "",
        counts=tuple(_counts(scene.findings, scene)),
        total=_total(scene.findings, scene),
    )


def points(score: float, lang: str) -> str:
    """Return a score in whole points; the full hundred only where nothing is lost, so close to it in tenths."""
    return show.number(min(99.9, round(score, 1)) if 99 <= score < 100 else round(score), lang)


def _conclusion(rule: str, scene: Scene) -> Conclusion:
    found = scene.by_rule[rule]
    first = worst(found)
    so = prose(rule, scene.lang).concluded(first.text)
    return Conclusion(
        _quotable(rule, found, scene),
        rule,
        first.severity,
        scene.severity(first.severity),
        scene.say("report.so", text=so) if so else "",
    )


def _quotable(rule: str, found: Sequence[Finding], scene: Scene) -> str:
    sentence = scene.sentence(worst(found))
    if len(sentence) > QUOTABLE:
        return prose(rule, scene.lang).title
    if len(found) > 1:
        return f"{sentence} {scene.say('report.and_more', n=len(found) - 1)}"
    return sentence


def _score(score: Score, scene: Scene) -> str:
    if score.value is None or score.low is None or score.high is None:
        return scene.say("report.score_none")
    if score.reliable:
        return scene.say("report.score", score=points(score.value, scene.lang))
    return scene.say("report.score_range", low=points(score.low, scene.lang), high=points(score.high, scene.lang))


def _counted(score: Score, scene: Scene) -> Iterator[str]:
    yield scene.say("report.counted")
    if score.value is not None:
        yield scene.say("report.counted_coverage", share=show.share(score.coverage, scene.lang, 0))
        if not score.reliable:
            yield scene.say("report.counted_range")


def _counts(findings: Sequence[Finding], scene: Scene) -> Iterator[Count]:
    for severity in ORDER:
        number = sum(finding.severity == severity for finding in findings)
        if number:
            word = scene.severity(severity)
            # an owner reads by when to act, here as beside each finding
            by_when = scene.say("report.count.by_when", n=show.number(number, scene.lang), when=word)
            sentence = by_when if scene.audience == "owner" else scene.say(f"report.count.{severity}", n=number)
            yield Count(severity, word, number, sentence)


def _total(findings: Sequence[Finding], scene: Scene) -> str:
    remarks = sum(finding.severity == "low" for finding in findings)
    problems = len(findings) - remarks
    if not findings and not scene.report.score.reliable:
        return scene.say("report.too_little")
    if problems and remarks:
        return scene.say("summary.problems_and_remarks", problems=problems, remarks=remarks)
    if problems:
        return scene.say("summary.problems", n=problems)
    return scene.say("summary.remarks", n=remarks) if remarks else scene.say("summary.clean")
