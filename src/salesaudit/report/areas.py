"""The areas of the score, each explained by the rules that cost it points; and what is fine or kept on purpose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from salesaudit.audit.diff import Points
from salesaudit.audit.labels import label_of
from salesaudit.audit.phrases import governance_sentence
from salesaudit.audit.report import AreaScore, Finding, GovernanceFinding
from salesaudit.audit.score import AREA_OF
from salesaudit.knowledge import vocabulary
from salesaudit.report.facts import subject_name
from salesaudit.report.scene import Scene
from salesaudit.report.summary import points
from salesaudit.report.unknowns import would_tell
from salesaudit.report.view import Accepted, Area, Passed, Reason, Share
from salesaudit.rules.registry import RULES, find_rule
from salesaudit.rules.wording import prose
from salesaudit.texts import show

ENOUGH = 0.5


def areas(scene: Scene, before: Mapping[str, Points]) -> tuple[Area, ...]:
    """Return the areas in their order, those left out in which no rule applies."""
    return tuple(_area(area, scene, before) for area in scene.report.score.areas if _applies(area, scene))


def accepted(scene: Scene) -> tuple[Accepted, ...]:
    """Return the risks that are kept on purpose, then the acceptances that no longer hold."""
    return (*_kept(scene), *(_broken(finding, scene) for finding in scene.report.governance))


def passed(scene: Scene) -> tuple[Passed, ...]:
    """Return by area the rules that found nothing wrong anywhere."""
    failed = {finding.rule for finding in scene.report.findings}
    fine = [rule for rule in dict.fromkeys(outcome.rule for outcome in scene.report.passed) if rule not in failed]
    by_area: dict[str, list[str]] = {}
    for rule in sorted(fine, key=list(RULES).index):
        by_area.setdefault(AREA_OF.get(rule[:3], ""), []).append(rule)
    return tuple(
        Passed(area_title(area, scene), tuple((rule, prose(rule, scene.lang).title) for rule in rules))
        for area, rules in by_area.items()
    )


def area_title(id_: str, scene: Scene) -> str:
    """Return the title of an area; rules of the company's own have one together."""
    return scene.upper(vocabulary.title("area", id_, scene.lang)) if id_ else scene.say("report.own_rules")


def _applies(area: AreaScore, scene: Scene) -> bool:
    outcomes = (scene.report.findings, scene.report.passed, scene.report.unknown)
    return area.value is not None or any(AREA_OF.get(one.rule[:3]) == area.id for many in outcomes for one in many)


def _area(area: AreaScore, scene: Scene, before: Mapping[str, Points]) -> Area:
    lost = [rule for rule in scene.by_rule if AREA_OF.get(rule[:3]) == area.id and scene.points.get(rule)]
    lost.sort(key=lambda rule: -scene.points[rule])
    was = before.get(area.id)
    return Area(
        id=area.id,
        title=area_title(area.id, scene),
        value=area.value,
        shown=scene.say("report.not_judged") if area.value is None else points(area.value, scene.lang),
        before=None if was is None else was.value,
        coverage=Share(area.coverage, show.share(area.coverage, scene.lang, 0)),
        reasons=tuple(
            Reason(rule, prose(rule, scene.lang).title, show.number(-scene.points[rule], scene.lang, 1))
            for rule in lost
        ),
        would_tell=would_tell(area.id, scene) if area.value is None or area.coverage < ENOUGH else (),
    )


def _kept(scene: Scene) -> Iterator[Accepted]:
    for finding in scene.report.findings:
        if finding.accepted is not None:
            yield _risk(finding, scene)


def _risk(finding: Finding, scene: Scene) -> Accepted:
    kept = finding.accepted
    assert kept is not None
    owners = [scene.name(label_of(scene.org, id_, "archetype")) for id_ in kept.owner]
    return Accepted(
        rule=finding.rule,
        risk=scene.sentence(finding),
        subject=scene.upper(subject_name(finding, scene)),
        reason=kept.reason,
        owner=scene.upper(show.join(owners, scene.lang)),
        until=show.date(kept.until, scene.lang),
        problem="",
    )


def _broken(finding: GovernanceFinding, scene: Scene) -> Accepted:
    rule = find_rule(finding.accepted_rule)
    return Accepted(
        rule=finding.accepted_rule,
        risk=prose(rule.id, scene.lang).title if rule else finding.accepted_rule,
        subject=finding.accepted_subject,
        reason="",
        owner="",
        until=show.date(finding.until, scene.lang),
        problem=governance_sentence(finding, scene.lang),
    )
