"""A report for the terminal: each finding with its place, why it matters and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from shlex import quote

from salesaudit.audit.funnel import Gate
from salesaudit.audit.phrases import dotted, first_step, governance_sentence, sentence
from salesaudit.audit.report import Evidence, Finding, GovernanceFinding, Report, Score
from salesaudit.audit.run import Audited, Unreadable
from salesaudit.audit.score import WEIGHTS
from salesaudit.formats import problems
from salesaudit.formats.excerpt import arrow, excerpt
from salesaudit.formats.items import Frame
from salesaudit.formats.lines import EMPTY, Line, Look, Piece, line, plain, wrapped, written
from salesaudit.formats.share import Share, name_of
from salesaudit.knowledge import vocabulary
from salesaudit.knowledge.views import views_of
from salesaudit.orgfile.nodes import Source, Span
from salesaudit.orgfile.problems import LoadError
from salesaudit.rules.registry import ORDER, OWN, RULES
from salesaudit.rules.wording import prose
from salesaudit.texts import show
from salesaudit.texts.catalogue import say

ALSO_SHOWN = 3
VALUE_WIDTH = 60


def part(audited: Audited, look: Look) -> str:
    """Return the report of one company."""
    return written(render(audited, look.lang, look.width), coloured=look.coloured)


def whole(parts: Sequence[str], frame: Frame) -> str:
    """Return the whole run as plain text: what could not be read, then the reports."""
    told = [plain(unreadable_lines(unreadable, frame.lang)) for unreadable in frame.unreadable]
    return "\n".join([*told, reports(parts, frame, Look(frame.lang))] if parts else told)


def reports(parts: Sequence[str], frame: Frame, look: Look) -> str:
    """Return the reports of all companies, one below the other, and where there are several, how many."""
    closing: list[Line] = []
    if len(parts) > 1 or (parts and frame.unreadable):
        closing = [EMPTY, line(Piece(say("summary.files", look.lang, n=len(parts)), "bold"))]
    return "\n".join(parts) + written(closing, coloured=look.coloured)


def verdict(shares: Iterable[Share], gate: Gate, look: Look) -> Iterator[Line]:
    """Yield why a run fails, nothing where it does not."""
    every = list(shares)
    closing = sum(gate.reached(*finding) for share in every for finding in share.findings)
    low = [share.name for share in every if gate.is_low(share.score)]
    if closing or low:
        yield EMPTY
    if closing:
        yield from wrapped((Piece(""),), say("gate.closed", look.lang, n=closing), look.width, "  ", "high")
    for name in low:
        said = say("gate.score", look.lang, name=name, minimum=gate.min_score or 0)
        yield from wrapped((Piece(""),), said, look.width, "  ", "high")


def render(audited: Audited, lang: str, width: int = 100) -> Iterator[Line]:
    """Yield the lines of one company's report."""
    report = audited.report
    sources = {source.name: source for source in _sources(audited)}
    told: dict[str, str] = {}
    for rule, group in groupby(report.open_findings, key=lambda finding: finding.rule):
        yield from _rule(rule, list(group), sources, report, told, lang, width)
        yield EMPTY
    for finding in report.governance:
        yield from _governance(finding, sources, lang, width)
        yield EMPTY
    yield from summary(report, lang, width)


def unreadable_lines(unreadable: Unreadable, lang: str, width: int = 100) -> Iterator[Line]:
    """Yield why a file could not be read."""
    error = unreadable.error
    if isinstance(error, LoadError):
        yield from problems.render(error.problems, lang, width)
    yield line(Piece(f"{say('label.error', lang)}: ", "error"), say(error.key, lang, **error.values))


def summary(report: Report, lang: str, width: int) -> Iterator[Line]:
    """Yield the closing lines: what `totals` says, and what to try next."""
    yield from totals(report, lang, width)
    yield from _next(report, lang, width)


def totals(report: Report, lang: str, width: int = 100) -> Iterator[Line]:
    """Yield how many findings there are, the score with its coverage, and what was taken out."""
    findings = report.open_findings
    counted = counts(report, lang)
    yield from wrapped((Piece(""),), f"{name_of(report)}: {counted[:1].lower()}{counted[1:]}", width, "  ", "bold")
    if findings:
        by_severity = [(severity, sum(finding.severity == severity for finding in findings)) for severity in ORDER]
        parts = [say("summary.by_severity", lang, severity=vocabulary.word("severity", severity, lang), n=n)
                 for severity, n in by_severity if n]  # fmt: skip
        yield from wrapped((Piece("  "),), ", ".join(parts), width, "  ")
    for text in score_lines(report.score, lang):
        yield from wrapped((Piece("  "),), text, width, "  ")
    if accepted := sum(finding.accepted is not None for finding in report.findings):
        yield from wrapped((Piece("  "),), say("summary.accepted", lang, n=accepted), width, "  ")
    if baseline := sum(finding.baseline for finding in report.findings):
        yield from wrapped((Piece("  "),), say("summary.baseline", lang, n=baseline), width, "  ")
    if report.fixed:
        yield line("  " + say("summary.fixed", lang, n=len(report.fixed)))


def _sources(audited: Audited) -> list[Source]:
    return list(audited.sources)


def _rule(
    rule: str,
    findings: Sequence[Finding],
    sources: Mapping[str, Source],
    report: Report,
    told: dict[str, str],
    lang: str,
    width: int,
) -> Iterator[Line]:
    gutter = "   "
    for finding in findings:
        head = (
            Piece(f"{finding.rule} ", "rule"),
            Piece(vocabulary.word("severity", finding.severity, lang), finding.severity),
            Piece("  "),
        )
        yield from wrapped(head, sentence(finding, lang, report.currency), width, "  ")
        if finding.place is None:
            continue
        span = finding.place.span
        gutter = " " * (len(str(span.line)) + 1)
        yield arrow(finding.place.file, span)
        if (source := sources.get(finding.place.file)) is not None:
            yield from excerpt(source.lines, _short(span), width, finding.severity)
        yield from _also(finding, sources, lang, width, gutter)
    words = prose(rule, lang)
    yield from _note(say("label.why", lang), f"{words.why} [{_sources_of(rule, lang)}]", width, gutter)
    spoken_of = frozenset(finding.subject.id for finding in findings if finding.subject.kind == "function")
    for text in _views(rule, spoken_of, report.profile, told, lang):
        yield from _note(say("label.disagree", lang), text, width, gutter)
    yield from _note(say("label.fix", lang), words.fix, width, gutter)
    for step in list(dict.fromkeys(filter(None, (first_step(finding, lang) for finding in findings))))[:ALSO_SHOWN]:
        yield from _note(say("label.first_step", lang), step, width, gutter)
    command = f"salesaudit explain {asked_as(rule)}"
    yield line(Piece(f"{gutter}= ", "dim"), Piece(f"{say('label.more', lang)}: ", "dim"), command)


def asked_as(rule: str) -> str:
    """Return how to name a rule to a command: one of a pack or a plugin together with it."""
    kind, _, name = RULES[rule].home.partition(" ")
    return f"{rule} --{kind} {quote(name)}" if kind else rule


def _short(span: Span) -> Span:
    """Return the first line of a stretch: a caret cannot stand under several."""
    return span if span.end_line == span.line else Span(span.line, span.column, span.line, span.column + 1)


def _also(finding: Finding, sources: Mapping[str, Source], lang: str, width: int, gutter: str) -> Iterator[Line]:
    others = [item for item in finding.evidence if item.path != finding.path]
    for item in others[:ALSO_SHOWN]:
        yield from _note(say("label.also", lang), _fact(item, sources), width, gutter)
    hidden = len(others) - ALSO_SHOWN
    if hidden > 0:
        yield from _note(say("label.also", lang), say("label.same_elsewhere", lang, n=hidden), width, gutter)


def _fact(item: Evidence, sources: Mapping[str, Source]) -> str:
    text = dotted(item.path)
    place = item.place
    if place is None:
        return text
    written = _written(sources.get(place.file), place.span)
    value = f" = {written}" if written else ""
    return f"{text}{value} ({place.file}:{place.span.line}:{place.span.column})"


def _written(source: Source | None, span: Span) -> str:
    """Return what the file says at a stretch of one line, empty where that is long or not there."""
    if source is None or span.end_line != span.line or not 0 < span.line <= len(source.lines):
        return ""
    text = source.lines[span.line - 1][span.column - 1 : span.end_column - 1]
    return text if len(text) <= VALUE_WIDTH else ""


def _sources_of(rule: str, lang: str) -> str:
    in_words = {"D": say("label.ours", lang), OWN: say("label.own_rule", lang)}
    named = sorted(RULES[rule].sources, key=lambda source: source in in_words)
    return ", ".join(in_words.get(source, source) for source in named)


def _views(rule: str, functions: frozenset[str], profile: str, told: dict[str, str], lang: str) -> Iterator[str]:
    """Yield, where the sources disagree, the question, what each says to it and whom the profile follows.

    `told` are the disagreements that the report has told already, with the rule under which: they are told but once.
    """
    for view in views_of(rule, functions):
        title = view.title.in_(lang)
        if told.setdefault(view.id, rule) != rule:
            yield f"{title} {say('views.above', lang, rule=told[view.id])}"
            continue
        stances = " ".join(f"{stance.source}: {stance.says.in_(lang)}" for stance in view.stances)
        decided = say("views.decided", lang, source=view.decision(profile).follows, profile=profile)
        yield f"{title} {stances} {decided}"


def _note(label: str, text: str, width: int, gutter: str) -> Iterator[Line]:
    yield from wrapped((Piece(f"{gutter}= ", "dim"), Piece(f"{label}: ", "dim")), text, width, gutter + "  ")


def _governance(finding: GovernanceFinding, sources: Mapping[str, Source], lang: str, width: int) -> Iterator[Line]:
    head = (
        Piece(f"{finding.rule} ", "rule"),
        Piece(vocabulary.word("severity", finding.severity, lang), finding.severity),
        Piece("  "),
    )
    yield from wrapped(head, governance_sentence(finding, lang), width, "  ")
    if finding.place is not None:
        yield arrow(finding.place.file, finding.place.span)
        if (source := sources.get(finding.place.file)) is not None:
            yield from excerpt(source.lines, _short(finding.place.span), width, finding.severity)


def counts(report: Report, lang: str) -> str:
    """Return how many open problems and remarks there are, in a sentence."""
    findings = report.open_findings
    remarks = sum(finding.severity == "low" for finding in findings)
    problems = len(findings) - remarks
    if problems and remarks:
        return say("summary.problems_and_remarks", lang, problems=problems, remarks=remarks)
    if problems:
        return say("summary.problems", lang, n=problems)
    if remarks:
        return say("summary.remarks", lang, n=remarks)
    return say("summary.nothing_new" if any(finding.baseline for finding in report.findings) else "summary.clean", lang)


def score_lines(score: Score, lang: str) -> Iterator[str]:
    """Yield the score with its coverage, or why there is none."""
    if score.value is None or score.raw is None or score.low is None or score.high is None:
        yield say("summary.score_none", lang)
    elif score.reliable:
        yield say("summary.score", lang, score=_points(score.value, lang), decided=score.decided, total=score.total)
        if score.raw != score.value:
            yield say("summary.score_raw", lang, raw=_points(score.raw, lang))
    else:
        yield say("summary.score_range", lang, low=_points(score.low, lang), high=_points(score.high, lang),
                  decided=score.decided, total=score.total)  # fmt: skip
    yield say("summary.coverage", lang, coverage=show.share(score.coverage, lang, 0))
    dark = [vocabulary.title("area", area.id, lang) for area in score.areas if area.value is None]
    if dark:
        yield say("summary.areas_not_judged", lang, n=len(dark), areas=", ".join(dark))


def _points(score: float, lang: str) -> str:
    """Return a score in whole points; the full hundred only where nothing is lost, so close to it in tenths."""
    return show.number(min(99.9, round(score, 1)) if 99 <= score < 100 else round(score), lang)


def _next(report: Report, lang: str, width: int) -> Iterator[Line]:
    """Yield what to try next: the worst finding explained, the fact that most rules wait for."""
    hints = []
    if report.open_findings:
        hints.append(say("next.explain", lang, command=f"salesaudit explain {asked_as(report.open_findings[0].rule)}"))
    if wanted := most_wanted(report):
        path, rules = wanted
        hints.append(say("next.fill", lang, path=path, n=rules))
    if not hints:
        return
    yield EMPTY
    yield line(Piece(say("next.title", lang), "bold"))
    for text in hints:
        yield from wrapped((Piece("  "),), text, width, "  ")


def most_wanted(report: Report) -> tuple[str, int] | None:
    """Return the fact for which the weightiest undecided rules wait, and how many they are."""
    rules: dict[str, set[str]] = {}
    for outcome in report.unknown:
        for path in outcome.needs:
            rules.setdefault(dotted(path), set()).add(outcome.rule)
    if not rules:
        return None
    weights = {outcome.rule: _weight(outcome.rule, report) for outcome in report.unknown}
    best = min(rules, key=lambda path: (-sum(weights[rule] for rule in rules[path]), -len(rules[path]), path))
    return best, len(rules[best])


def _weight(rule: str, report: Report) -> int:
    severity = RULES[rule].severity[report.size]
    return WEIGHTS[severity] if severity else 0
