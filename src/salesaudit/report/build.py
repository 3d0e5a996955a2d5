"""From an audit to everything that a reader is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from salesaudit.audit.diff import Diff, Points
from salesaudit.audit.profile import DEFAULT, Profile, load_profile
from salesaudit.audit.report import AreaScore, Finding, Report
from salesaudit.audit.run import Audited
from salesaudit.knowledge import vocabulary
from salesaudit.org.merge import build_org
from salesaudit.report.areas import accepted, areas, passed
from salesaudit.report.comparison import Told, changes_by_rule, comparison
from salesaudit.report.method import method
from salesaudit.report.pictures import matrix_of, pictures_of
from salesaudit.report.plan import phases
from salesaudit.report.redact import Redactor
from salesaudit.report.respondents import answers, differences
from salesaudit.report.scene import Audience, Questions, Scene
from salesaudit.report.summary import conclusions, first_steps, headline
from salesaudit.report.topics import topics
from salesaudit.report.unknowns import unknowns
from salesaudit.report.view import Brand, View
from salesaudit.texts import show


def view_of(
    audited: Audited,
    lang: str,
    *,
    audience: Audience = "consultant",
    redact: bool = False,
    against: Diff | None = None,
    questions: Questions | None = None,
    brand: Brand | None = None,
    profile: Profile | None = None,
) -> View:
    """Return the report of an audit for an audience, in ``ru`` or ``en``.

    `redact` takes out names and amounts of money, the audience ``team`` names and pay. `against` is the difference
    from an earlier audit, `profile` the one of the audit where that is not one of the product's.
    Raises LookupError for an audit that was made elsewhere, without its document.
    """
    org, report = build_org(audited.document), audited.report
    chosen = profile or load_profile(report.profile)
    told: Told = _as_it_is
    if redact or audience == "team":
        redactor = Redactor(org, audited.document, lang, sharing=redact)
        org, report, told = redactor.org(org), redactor.report(report), redactor.finding
    scene = Scene(report, org, audited.document, lang, audience, audience == "team" or redact, redact, questions)
    return _view(scene, chosen, against, told, brand or Brand())


def _as_it_is(finding: Finding) -> Finding:
    return finding


def _view(scene: Scene, profile: Profile, against: Diff | None, told: Told, brand: Brand) -> View:
    comparable = against is not None and against.same_rules
    before = against.old.areas if against is not None and comparable else {}
    earlier = _as_before(scene.report, before, against.old.score) if against is not None and comparable else None
    return View(
        lang=scene.lang,
        audience=scene.audience,
        company=_company(scene),
        title=scene.say("report.title"),
        subtitle=", ".join(_subtitle(scene)),
        as_of=scene.report.as_of or "",
        conclusions=conclusions(scene),
        headline=headline(scene),
        first_steps=first_steps(scene),
        areas=areas(scene, before),
        topics=topics(scene, changes_by_rule(against)),
        pictures=pictures_of(scene.org, scene.report, scene.lang, before=earlier),
        differences=differences(scene),
        unknown=unknowns(scene),
        accepted=accepted(scene),
        passed=passed(scene),
        phases=phases(scene),
        comparison=None if against is None else comparison(against, scene, told),
        method=method(scene, profile),
        matrix=matrix_of(scene.org, scene.lang),
        answers=answers(scene),
        brand=brand,
    )


def _company(scene: Scene) -> str:
    return scene.report.company or scene.upper(scene.say("report.the_company"))


def _subtitle(scene: Scene) -> Iterator[str]:
    report, lang = scene.report, scene.lang
    yield scene.upper(vocabulary.word("size_band", report.size, lang))
    if report.market:
        yield scene.say("report.sells", market=vocabulary.word("market", report.market, lang))
    if report.as_of:
        yield scene.say("report.on_day", day=show.date(report.as_of, lang))
    if scene.shows_rules and report.profile != DEFAULT:
        yield scene.say("report.by_profile", profile=report.profile)


def _as_before(report: Report, before: Mapping[str, Points], score: Points) -> Report:
    """Return the audit with the scores of an earlier one, which pictures show beside those of now."""
    areas = tuple(AreaScore(id_, points.value, points.coverage or 0) for id_, points in before.items())
    return replace(report, score=report.score._replace(value=score.value, areas=areas))
