"""The report as Markdown: to be read as it stands, and laid out by whatever reads GitHub's flavour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from salesaudit.report.view import (
    Accepted,
    Case,
    Comparison,
    Conclusion,
    Difference,
    Fact,
    Method,
    Phase,
    Picture,
    Stance,
    Table,
    Topic,
    Unknown,
    View,
)
from salesaudit.safety.markup import markdown
from salesaudit.texts.catalogue import say

EMPTY = "–"
AREAS = "areas"


def render(view: View) -> bytes:
    """Return the whole report, UTF-8."""
    return ("\n".join(_document(view)).rstrip("\n") + "\n").encode("utf-8", "backslashreplace")


def _document(view: View) -> Iterator[str]:
    yield f"# {markdown(view.company)}: {_small(markdown(view.title))}"
    yield ""
    yield markdown(view.subtitle)
    yield ""
    yield from _front(view)
    yield from _compared(view.comparison, view.lang)
    yield from _areas(view)
    yield from _topics(view)
    for picture in view.pictures:
        if picture.id != AREAS:  # they stand in a table above
            yield from _picture(picture)
    yield from _differences(view.differences, view.lang)
    yield from _unknown(view.unknown, view.lang)
    yield from _accepted(view.accepted, view.lang)
    yield from _passed(view)
    yield from _plan(view.phases, view.lang)
    yield from _method(view.method, view.lang)
    if view.answers.rows:
        yield from _section("answers", view.lang, _table(view.answers))


def _section(name: str, lang: str, body: Iterable[str]) -> Iterator[str]:
    yield f"## {say(f'report.heading.{name}', lang)}"
    yield ""
    yield from body
    yield ""


def _front(view: View) -> Iterator[str]:
    lang, headline = view.lang, view.headline
    told = [f"{n}. {_conclusion(one)} ({one.severity_word})" for n, one in enumerate(view.conclusions, 1)]
    yield from _section("conclusions", lang, told or [f"{markdown(headline.total)}."])
    counts = ", ".join(markdown(count.sentence) for count in headline.counts)
    rows = [
        f"**{markdown(_capital(headline.score))}**, {markdown(headline.coverage)}.",
        f"{markdown(headline.total)}{f': {counts}' if counts else ''}.",
        f"{markdown(headline.raw)}." if headline.raw else "",
        markdown(headline.counted),
    ]
    yield from _section("score", lang, _apart(row for row in rows if row))
    steps = [
        f"{n}. **{markdown(step.who)}**: {markdown(step.what)} ({step.effort})"
        for n, step in enumerate(view.first_steps, 1)
    ]
    if steps:
        yield from _section("first_steps", lang, steps)


def _areas(view: View) -> Iterator[str]:
    if not view.areas:
        return
    lang, was = view.lang, any(area.before is not None for area in view.areas)
    heads = ["area", "points", *(["before"] if was else []), "coverage", "reasons"]
    rows = []
    for area in view.areas:
        before = [EMPTY if area.before is None else f"{area.before:.0f}"] if was else []
        reasons = "; ".join(f"{reason.title} ({reason.points})" for reason in area.reasons)
        tell = f"{_label('would_tell', lang)}: {' '.join(area.would_tell)}" if area.would_tell else ""
        rows.append([area.title, area.shown, *before, area.coverage.text, "; ".join(filter(None, (reasons, tell)))])
    titles = [_label(name, lang) for name in heads]
    yield from _section("areas", lang, _rows(titles, rows))


def _topics(view: View) -> Iterator[str]:
    if view.topics:
        yield from _section("topics", view.lang, (line for topic in view.topics for line in _topic(topic, view.lang)))


def _topic(topic: Topic, lang: str) -> Iterator[str]:
    rule = f"{topic.rule} " if topic.show_rule else ""
    yield f"### {rule}{markdown(topic.title)} ({topic.severity_word})"
    yield ""
    for case in topic.cases:
        yield from _case(case, lang)
    yield ""
    notes = [("why", topic.why), ("fix", topic.fix), ("first_step", topic.first_step), ("who_acts", topic.actor)]
    notes += [("effort", topic.effort), ("done", topic.done)]
    for name, text in notes:
        if text:
            yield f"**{_label(name, lang)}:** {markdown(text)}"
            yield ""
    yield from _stances(topic.stances, lang)
    if topic.sources:
        told = "; ".join(f"{source.id} {source.title}" if topic.show_rule else source.title for source in topic.sources)
        yield f"*{_label('sources', lang)}:* {markdown(told)}"
        yield ""


def _case(case: Case, lang: str) -> Iterator[str]:
    notes = [case.confidence, case.place, _label("baseline", lang).lower() if case.in_baseline else ""]
    yield f"- **{markdown(case.sentence)}** ({'; '.join(markdown(note) for note in notes if note)})"
    for fact in case.facts:
        yield f"  - {_fact(fact)}"


def _fact(fact: Fact) -> str:
    where = f", {markdown(fact.place)}" if fact.place else ""
    return f"{markdown(fact.name)}: {markdown(fact.value)} ({markdown(fact.origin)}{where})"


def _stances(stances: Sequence[Stance], lang: str) -> Iterator[str]:
    for question in dict.fromkeys(stance.question for stance in stances):
        yield f"**{_label('disagree', lang)}:** {markdown(question)}"
        yield ""
        for stance in stances:
            if stance.question == question:
                decided = f" ({say('report.label.decided', lang)})" if stance.decided else ""
                yield f"- {markdown(stance.source)}: {markdown(stance.says)}{decided}"
        yield ""


def _picture(picture: Picture) -> Iterator[str]:
    yield f"## {markdown(picture.title)}"
    yield ""
    yield markdown(picture.says)
    yield ""
    yield from _table(picture.table)
    yield ""
    for note in picture.notes:
        yield markdown(note)
        yield ""


def _differences(differences: Sequence[Difference], lang: str) -> Iterator[str]:
    if not differences:
        return
    lines: list[str] = []
    for one in differences:
        lines += [f"- **{markdown(one.fact)}**"]
        lines += [f"  - {markdown(answer.who)}: {markdown(answer.said)}" for answer in one.answers]
    yield from _section("differences", lang, lines)


def _unknown(unknown: Sequence[Unknown], lang: str) -> Iterator[str]:
    if not unknown:
        return
    heads = [_label("question", lang), _label("ask", lang), _label("settles_what", lang)]
    rows = [[one.question, one.ask, "; ".join(one.settles)] for one in unknown]
    yield from _section("unknown", lang, _rows(heads, rows))


def _accepted(accepted: Sequence[Accepted], lang: str) -> Iterator[str]:
    if not accepted:
        return
    heads = [_label(name, lang) for name in ("risk", "reason", "who_answers", "until")]
    rows = [[one.problem or one.risk, one.reason, one.owner, one.until] for one in accepted]
    yield from _section("accepted", lang, _rows(heads, rows))


def _passed(view: View) -> Iterator[str]:
    lines = [
        f"- **{markdown(one.area)}**: {'; '.join(markdown(title) for _, title in one.rules)}" for one in view.passed
    ]
    if lines:
        yield from _section("passed", view.lang, lines)


def _plan(phases: Sequence[Phase], lang: str) -> Iterator[str]:
    if not phases:
        return
    lines: list[str] = []
    heads = [_label(name, lang) for name in ("action", "who_acts", "by", "effort", "done", "after")]
    for phase in phases:
        rows = [[one.what, one.who, one.by, one.effort, one.done, one.after] for one in phase.actions]
        lines += [f"### {markdown(phase.title)}", "", markdown(phase.goal), "", *_rows(heads, rows), ""]
    yield from _section("plan", lang, lines)


def _compared(comparison: Comparison | None, lang: str) -> Iterator[str]:
    if comparison is None:
        return
    lines = [markdown(comparison.summary), ""]
    for change in comparison.changes:
        lines += [f"### {markdown(change.title)}", "", *(f"- {markdown(text)}" for _, text in change.items), ""]
    yield from _section("comparison", lang, [*lines, *_table(comparison.areas)])


def _method(method: Method, lang: str) -> Iterator[str]:
    yield from _section("method", lang, _apart(map(markdown, method.paragraphs)))
    sources = [f"- {markdown(source.id)}: {markdown(source.title)}" for source in method.sources]
    yield from _section("sources", lang, sources)
    if method.thresholds.rows:
        yield from _section("thresholds", lang, _table(method.thresholds))
    files = [f"- {markdown(one.name)} ({markdown(one.what)}): SHA-256 {one.sha256}" for one in method.inputs]
    files += [f"- {markdown(name)}: {markdown(value)}" for name, value in method.versions]
    yield from _section("inputs", lang, files)


def _table(table: Table) -> Iterator[str]:
    yield from _rows(table.head, [[cell.text for cell in row] for row in table.rows])


def _rows(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    if not head:
        return
    yield f"| {' | '.join(map(markdown, head))} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(markdown(text) or EMPTY for text in row)} |"


def _apart(paragraphs: Iterable[str]) -> Iterator[str]:
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield ""
        yield paragraph


LABELS = {
    "why": "label.why",
    "fix": "label.fix",
    "first_step": "label.first_step",
    "effort": "label.effort",
    "done": "label.done",
    "disagree": "label.disagree",
    "sources": "label.sources",
    "who_acts": "report.label.who",
    "who_answers": "report.label.keeper",
    "before": "report.compared.before",
}


def _label(name: str, lang: str) -> str:
    return _capital(say(LABELS.get(name, f"report.label.{name}"), lang))


def _conclusion(one: Conclusion) -> str:
    so = f"{one.stop} {markdown(one.so)}" if one.so else ""
    return f"**{markdown(one.sentence)}**{so}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
