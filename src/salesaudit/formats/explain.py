"""A rule explained: what it checks and why, whose view it is, what it needs, how it came out on a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from salesaudit.audit import phrases
from salesaudit.audit.engine import Judged, compared, lower
from salesaudit.audit.labels import label, shown
from salesaudit.audit.needs import facts_read
from salesaudit.audit.phrases import dotted, name, spoken
from salesaudit.audit.profile import Profile
from salesaudit.audit.report import SkippedOutcome
from salesaudit.formats.lines import EMPTY, Line, Piece, line, wrapped
from salesaudit.knowledge import vocabulary
from salesaudit.knowledge.sources import sources
from salesaudit.knowledge.views import views_of
from salesaudit.org.org import BANDS, Org
from salesaudit.org.values import Fact, Path
from salesaudit.orgfile.load import OrgDocument
from salesaudit.rules.registry import OWN, Rule
from salesaudit.rules.wording import example, prose
from salesaudit.texts.catalogue import say


def render(rule: Rule, lang: str, width: int, profile: Profile) -> Iterator[Line]:
    """Yield everything about a rule that does not depend on a file."""
    words, shown_ = prose(rule.id, lang), example(rule.id)
    yield line(Piece(rule.id, "rule"), f"  {rule.slug}")
    yield from wrapped((Piece(""),), words.title, width, "")
    yield EMPTY
    yield from _paragraph("label.why", words.why, lang, width)
    yield from _paragraph("label.fix", words.fix, lang, width)
    yield from _paragraph("label.first_step", words.first_step, lang, width)
    yield from _paragraph("label.who", words.who, lang, width)
    yield from _paragraph("label.effort", vocabulary.word("effort", shown_.effort, lang), lang, width)
    yield from _paragraph("label.done", words.done, lang, width)
    yield EMPTY
    yield from _severities(rule, lang)
    yield from _sources(rule, lang, width)
    yield from _views(rule, lang, width, profile)
    yield from _parameters(rule, lang, profile)
    yield from _list("label.reads", [dotted(path) for path in facts_read(rule)], lang)
    yield from _code("label.bad_example", shown_.bad, lang)
    yield from _code("label.good_example", shown_.good, lang)


def on_file(
    judged: Sequence[Judged], document: OrgDocument, org: Org, profile: Profile, lang: str, width: int
) -> Iterator[Line]:
    """Yield how a rule came out for each subject of a file: what it read, the limit, what is missing."""
    yield line(Piece(say("explain.on_file", lang, file=document.source.name), "bold"))
    currency = org.peek(("company", "currency")) or "RUB"
    for one in judged:
        who = name(label(org, one.subject), lang) if one.subject is not None else str(org.peek(("company", "name")))
        yield EMPTY
        yield line(f"{who}: ", Piece(_outcome(one, org, profile, lang), _style(one)))
        yield from _said(one, org, lang, width, currency)
        for fact in _unique(one.trace):
            yield line(Piece("  = ", "dim"), _fact(fact, document))
        if one.verdict is not None and one.verdict.outcome == "unknown":
            yield from _needs(one.verdict.needs, lang)


def reading(path: str, rules: Iterable[Rule], lang: str) -> Iterator[Line]:
    """Yield the rules that read a fact."""
    yield line(Piece(say("explain.read_by", lang, path=path), "bold"))
    for rule in rules:
        yield line("  ", Piece(rule.id, "rule"), f"  {prose(rule.id, lang).title}")


def _paragraph(key: str, text: str, lang: str, width: int) -> Iterator[Line]:
    if not text:  # a rule of a pack need not say everything
        return
    heading = say(key, lang)
    yield from wrapped((Piece(f"{heading[:1].upper()}{heading[1:]}: ", "bold"),), text, width, "  ")


def _severities(rule: Rule, lang: str) -> Iterator[Line]:
    parts = []
    for band in BANDS:
        severity = rule.severity[band]
        told = vocabulary.word("severity", severity, lang) if severity else say("explain.not_here", lang)
        parts.append(f"{vocabulary.word('size_band', band, lang)} — {told}")
    yield from _paragraph("label.severity", ", ".join(parts), lang, 200)


def _sources(rule: Rule, lang: str, width: int) -> Iterator[Line]:
    known = sources()
    for id_ in rule.sources:
        if id_ == OWN:
            yield line(say("explain.own_rule", lang, home=rule.home))
            continue
        source = known[id_]
        told = f"{source.title.in_(lang)}. {source.view.in_(lang)}"
        yield from wrapped((Piece(f"{id_} ", "rule"),), told, width, "   ")


def _views(rule: Rule, lang: str, width: int, profile: Profile) -> Iterator[Line]:
    for view in views_of(rule.id):
        yield from _paragraph("label.disagree", view.title.in_(lang), lang, width)
        for stance in view.stances:
            yield from wrapped((Piece(f"  {stance.source} ", "rule"),), stance.says.in_(lang), width, "     ")
        decision = view.decision(profile.name)
        first = (Piece(f"  {profile.name}: ", "bold"),)
        yield from wrapped(first, f"{decision.follows} — {decision.says.in_(lang)}", width, "     ")


def _parameters(rule: Rule, lang: str, profile: Profile) -> Iterator[Line]:
    chosen = profile.parameters.get(rule.id, {})
    yield from _list(
        "label.parameters", [f"{key} = {chosen.get(key, value)}" for key, value in rule.parameters.items()], lang
    )


def _list(key: str, items: Sequence[str], lang: str) -> Iterator[Line]:
    if items:
        heading = say(key, lang)
        yield line(Piece(f"{heading[:1].upper()}{heading[1:]}:", "bold"))
        yield from (line(f"  {item}") for item in items)


def _code(key: str, text: str, lang: str) -> Iterator[Line]:
    heading = say(key, lang)
    yield EMPTY
    yield line(Piece(f"{heading[:1].upper()}{heading[1:]}:", "bold"))
    yield from (line(f"    {row}") for row in text.rstrip("\n").split("\n"))


def _outcome(one: Judged, org: Org, profile: Profile, lang: str) -> str:
    word = vocabulary.word("outcome", one.outcome, lang)
    if one.skipped is not None:
        reason = phrases.reason(SkippedOutcome(one.rule.id, None, one.skipped.reason, one.skipped.values), lang)
        return f"{word}. {reason}"
    severity = profile.severity(one.rule, org.band)
    if one.verdict is not None and one.verdict.outcome == "fail" and severity is not None:
        lowered = lower(severity, one.verdict)
        return f"{word}, {vocabulary.word('severity', lowered, lang)}" if lowered else word
    return word


def _style(one: Judged) -> str:
    return {"fail": "high", "pass": "good", "unknown": "medium"}.get(one.outcome, "dim")


def _said(one: Judged, org: Org, lang: str, width: int, currency: str) -> Iterator[Line]:
    verdict = one.verdict
    if verdict is None or one.subject is None:
        return
    if verdict.outcome == "fail":
        says = {"subject": label(org, one.subject), **compared(verdict), **verdict.says}
        named = {key: shown(org, value) for key, value in says.items()}
        text = phrases.told(one.rule.id, verdict.text, named, lang, currency)
        yield from wrapped((Piece("  "),), text, width, "  ")
    elif verdict.value is not None and verdict.limit is not None:
        values = spoken({key: shown(org, value) for key, value in compared(verdict).items()}, lang, currency)
        if verdict.outcome == "pass":
            yield line("  " + say("explain.compared", lang, **values))


def _unique(trace: Iterable[Fact]) -> Iterator[Fact]:
    yield from {fact.path: fact for fact in trace}.values()


def _fact(fact: Fact, document: OrgDocument) -> str:
    origin = fact.origin
    place = document.place(origin.path or fact.path, file=origin.file)
    value = fact.value if isinstance(fact.value, str | int | float) else "…"
    return f"{dotted(fact.path)} = {value} ({place.file}:{place.span.line}:{place.span.column})"


def _needs(needs: Sequence[Path], lang: str) -> Iterator[Line]:
    yield line("  " + say("label.needs", lang) + ":")
    yield from (line(Piece("    ? ", "medium"), dotted(path)) for path in dict.fromkeys(needs))
