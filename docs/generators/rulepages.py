"""A page for every rule in each language, and the index by family."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby

from docs.generators.markdown import codes, fence, page, page_name, table, text

from salesaudit.audit.engine import audit
from salesaudit.audit.needs import facts_read
from salesaudit.audit.phrases import dotted, sentence
from salesaudit.audit.profile import Profile, load_profile, profile_names
from salesaudit.knowledge import vocabulary
from salesaudit.knowledge.sources import sources
from salesaudit.knowledge.views import View, views_of
from salesaudit.org.merge import build_org
from salesaudit.org.org import BANDS
from salesaudit.orgfile.load import load_bytes
from salesaudit.rules.catalogue import all_rules
from salesaudit.rules.registry import Rule
from salesaudit.rules.wording import example, prose

SOURCES = "src/salesaudit/rules and knowledge"
WORDS = {
    "en": {
        "index": "Rules",
        "severity": "How serious",
        "size": "company",
        "none": "does not apply",
        "whose": "Whose view",
        "differ": "Where the sources differ",
        "follows": "Profile {} follows {}",
        "why": "Why it matters",
        "fix": "What to do",
        "first": "First step this week",
        "who": "Who",
        "effort": "Effort",
        "done": "How we will know",
        "facts": "Facts it reads",
        "parameters": "Parameters",
        "name": "name",
        "default": "default",
        "bad": "A company that trips it",
        "says": "The finding says:",
        "good": "A near miss that does not",
        "rule": "rule",
        "title": "what is wrong",
        "source": "source",
        "profiles": "In the profiles",
        "off": "`{}`: off",
        "on": "`{}`: on",
        "not_default": "Off unless a profile turns it on.",
        "beside": "with `{}` beside it",
        "intro": "Severities are for micro, small, medium and large companies; – means that the rule does "
        "not apply. `salesaudit explain RULE` shows the same in a terminal.",
    },
    "ru": {
        "index": "Правила",
        "severity": "Насколько серьёзно",
        "size": "компания",
        "none": "не относится",
        "whose": "Чьё это мнение",
        "differ": "В чём источники расходятся",
        "follows": "Профиль {} следует за {}",
        "why": "Почему это важно",
        "fix": "Что сделать",
        "first": "Начать на этой неделе",
        "who": "Кому поручить",
        "effort": "Займёт",
        "done": "Как поймём, что получилось",
        "facts": "Какие факты нужны",
        "parameters": "Параметры",
        "name": "имя",
        "default": "по умолчанию",
        "bad": "Компания, в которой правило сработает",
        "says": "Находка скажет:",
        "good": "Похожая компания, где всё в порядке",
        "rule": "правило",
        "title": "что не так",
        "source": "источник",
        "profiles": "В профилях",
        "off": "`{}`: выключено",
        "on": "`{}`: включено",
        "not_default": "Выключено, пока его не включит профиль.",
        "beside": "рядом лежит `{}`",
        "intro": "Серьёзность указана для микро-, малого, среднего и крупного бизнеса; – значит, что "
        "правило к нему не относится. То же самое в терминале: `salesaudit explain ПРАВИЛО`.",
    },
}


def pages() -> Iterator[tuple[str, str]]:
    """Yield the index and every rule's page, in each language."""
    for lang in WORDS:
        suffix = "" if lang == "en" else ".ru"
        yield f"rules/README{suffix}", _index(lang)
        for rule in all_rules():
            yield f"rules/{rule.id}{suffix}", _rule(rule, lang)


def _index(lang: str) -> str:
    words = WORDS[lang]
    parts = [words["intro"]]
    heads = [
        words["rule"],
        words["title"],
        *(vocabulary.word("size_band", band, lang) for band in BANDS),
        words["source"],
    ]
    for family, group in groupby(all_rules(), key=lambda rule: rule.family):
        name = vocabulary.word("family", family, lang)
        rows = ([f"[{r.id}]({page_name(r.id, lang)})", text(prose(r.id, lang).title), *_severities(r, lang, "–"),
                 " ".join(r.sources)] for r in group)  # fmt: skip
        parts += [f"## {name[:1].upper()}{name[1:]} ({family})", table(heads, rows)]
    return page(words["index"], "rules/README", lang, SOURCES, parts)


def _severities(rule: Rule, lang: str, absent: str) -> Iterator[str]:
    for band in BANDS:
        severity = rule.severity[band]
        yield vocabulary.word("severity", severity, lang) if severity else absent


def _rule(rule: Rule, lang: str) -> str:
    words, said, shown = WORDS[lang], prose(rule.id, lang), example(rule.id)
    effort = vocabulary.word("effort", shown.effort, lang)
    parts = [
        f"`{rule.slug}`",
        *([words["not_default"]] if not rule.default_on else []),
        table([words["size"], words["severity"].lower()], _by_size(rule, lang)),
        f"## {words['why']}", text(said.why),
        f"## {words['fix']}", text(said.fix),
        f"**{words['first']}.** {text(said.first_step)}",
        table(["", ""], [[words["who"], text(said.who)], [words["effort"], effort], [words["done"], text(said.done)]]),
        f"## {words['whose']}", *_whose(rule, lang),
        *_parameters(rule, lang),
        f"## {words['facts']}", codes(dotted(path) for path in facts_read(rule)),
        f"## {words['bad']}", *_company(shown.bad, shown.attached, lang),
        words["says"], "\n".join(f"> {text(finding)}" for finding in findings(rule, lang)),
        f"## {words['good']}", *_company(shown.good, shown.attached, lang),
    ]  # fmt: skip
    return page(f"{rule.id}. {text(said.title)}", f"rules/{rule.id}", lang, SOURCES, parts)


def _by_size(rule: Rule, lang: str) -> Iterator[list[str]]:
    for band, severity in zip(BANDS, _severities(rule, lang, WORDS[lang]["none"]), strict=True):
        yield [vocabulary.word("size_band", band, lang), severity]


def _whose(rule: Rule, lang: str) -> Iterator[str]:
    known = sources()
    yield "\n".join(f"- **{id_}** {known[id_].title.in_(lang)} — {known[id_].author.in_(lang)}" for id_ in rule.sources)
    for view in views_of(rule.id):
        yield f"### {WORDS[lang]['differ']}: {view.title.in_(lang)}"
        yield from _view(view, lang)


def _view(view: View, lang: str) -> Iterator[str]:
    known = sources()
    yield "\n".join(
        f"- **{stance.source}** ({known[stance.source].title.in_(lang)}): {text(stance.says.in_(lang))}"
        for stance in view.stances
    )
    yield "\n".join(
        f"- {WORDS[lang]['follows'].format(f'`{profile}`', decision.follows)}. {text(decision.says.in_(lang))}"
        for profile, decision in view.decided.items()
    )


def _parameters(rule: Rule, lang: str) -> Iterator[str]:
    words = WORDS[lang]
    if rule.parameters:
        yield f"## {words['parameters']}"
        rows = ([f"`{name}`", f"`{value}`"] for name, value in rule.parameters.items())
        yield table([words["name"], words["default"]], rows)
    if told := [line for name in profile_names() for line in _in_profile(rule, load_profile(name), lang)]:
        yield f"**{words['profiles']}.**\n\n" + "\n".join(f"- {line}" for line in told)


def _in_profile(rule: Rule, profile: Profile, lang: str) -> Iterator[str]:
    """Yield what a profile changes about a rule."""
    words = WORDS[lang]
    if profile.speaks(rule) != rule.default_on:
        yield (words["on"] if profile.speaks(rule) else words["off"]).format(profile.name)
    if rule.id in profile.severities:
        yield f"`{profile.name}`: {vocabulary.word('severity', profile.severities[rule.id], lang)}"
    for name, value in profile.parameters.get(rule.id, {}).items():
        yield f"`{profile.name}`: `{name}` = `{value}`"


def _company(written: str, attached: Mapping[str, str], lang: str) -> Iterator[str]:
    yield fence(whole_file(written))
    for name, content in attached.items():
        if name in written:
            yield f"{WORDS[lang]['beside'].format(name)}:"
            yield fence(content if "salesaudit_" in content else f"salesaudit_{name.partition('/')[0]}: 1\n{content}")


def whole_file(written: str) -> str:
    """Return an example with the lines that every file begins with."""
    company = "" if "company:" in written else "company: {name: Example, headcount: 24}\n"
    return f"salesaudit: 1\n{company}{written}"


def findings(rule: Rule, lang: str) -> Iterable[str]:
    """Return what the rule's bad example makes it say."""
    return tuple(text_[lang] for text_ in _said(rule.id))


@cache
def _said(id_: str) -> tuple[dict[str, str], ...]:
    shown = example(id_)
    beside = {name: content.encode() for name, content in shown.attached.items()}
    document = load_bytes(whole_file(shown.bad).encode(), "example.yaml", beside=beside)
    profile = Profile("one", on=frozenset({id_}), only=frozenset({id_}))
    report = audit(build_org(document), profile, document)
    return tuple({lang: sentence(finding, lang) for lang in WORDS} for finding in report.findings)
