"""The vocabulary: everything that a file may name, the words for its values, and the sources."""

from __future__ import annotations

from collections.abc import Iterator

from docs.generators.markdown import codes, page, table, text

from salesaudit.knowledge import vocabulary
from salesaudit.knowledge.catalogues import CATALOGUES
from salesaudit.knowledge.entries import Archetype, ElementEntry, Entry, FunctionEntry, Metric, Policy, Token
from salesaudit.knowledge.sources import sources

SOURCES = "src/salesaudit/knowledge"
TITLES = {
    "archetype": {"en": "Roles", "ru": "Роли"},
    "token": {"en": "Groups of people", "ru": "Группы людей"},
    "function": {"en": "Functions", "ru": "Функции"},
    "element": {"en": "Elements of the sales system", "ru": "Части системы продаж"},
    "policy": {"en": "The five questions", "ru": "Пять вопросов"},
    "activity": {"en": "Activities of working time", "ru": "На что уходит рабочее время"},
    "component": {"en": "Parts of the business", "ru": "Части бизнеса"},
    "state": {"en": "The ladder of states", "ru": "Лестница состояний"},
    "metric": {"en": "Metrics", "ru": "Показатели"},
    "metric_family": {"en": "Families of metrics", "ru": "Группы показателей"},
    "area": {"en": "Areas of the score", "ru": "Области оценки"},
}
WORDS = {
    "en": {
        "title": "Vocabulary",
        "name": "name",
        "meaning": "meaning",
        "more": "more",
        "sources": "Sources",
        "author": "whose",
        "view": "in short",
        "owner": "should answer for it: {}",
        "not": "must not do it: {}",
        "means": "means {}",
        "missing": "{} where it is missing",
        "family": "family {}",
        "own": "A company may add roles, functions and elements of its own beside these. `salesaudit "
        "vocabulary WORDS` searches them.",
    },
    "ru": {
        "title": "Словарь",
        "name": "название",
        "meaning": "что это",
        "more": "ещё",
        "sources": "Источники",
        "author": "чей",
        "view": "коротко",
        "owner": "отвечать должен: {}",
        "not": "делать не должен: {}",
        "means": "значит {}",
        "missing": "если нет — {}",
        "family": "группа {}",
        "own": "Компания может добавить свои роли, функции и части системы. Искать по словарю: "
        "`salesaudit vocabulary СЛОВА`.",
    },
}


def pages() -> Iterator[tuple[str, str]]:
    """Yield the page in each language."""
    for lang in WORDS:
        yield "vocabulary" if lang == "en" else "vocabulary.ru", _page(lang)


def _page(lang: str) -> str:
    words = WORDS[lang]
    parts = [words["own"]]
    for kind, catalogue in CATALOGUES.items():
        parts.append(f'<a id="{kind}"></a>\n\n## {TITLES[kind][lang]}')
        parts.append(table(["id", words["name"], words["meaning"], words["more"]],
                           (_row(entry, lang) for entry in catalogue().values())))  # fmt: skip
    parts += [f'<a id="sources"></a>\n\n## {words["sources"]}', _sources(lang)]
    return page(words["title"], "vocabulary", lang, SOURCES, parts)


def _row(entry: Entry, lang: str) -> list[str]:
    more = "; ".join([*_more(entry, lang), *([" ".join(entry.sources)] if entry.sources else [])])
    return [f"`{entry.id}`", text(entry.title.in_(lang)), text(entry.meaning.in_(lang)), more]


def _more(entry: Entry, lang: str) -> Iterator[str]:
    words = WORDS[lang]
    match entry:
        case Archetype():
            yield vocabulary.word("level", entry.level, lang)
            if entry.component != "none":
                yield vocabulary.title("component", entry.component, lang)
        case Token():
            yield words["means"].format(codes(entry.archetypes))
        case FunctionEntry():
            yield vocabulary.title("component", entry.component, lang)
            if entry.should_own:
                yield words["owner"].format(codes(entry.should_own))
            if entry.must_not:
                yield words["not"].format(codes(entry.must_not))
        case ElementEntry():
            yield words["missing"].format(vocabulary.word("severity", entry.severity, lang))
        case Policy():
            yield text(entry.question.in_(lang))
        case Metric():
            yield words["family"].format(f"`{entry.family}`")
        case _:
            return


def _sources(lang: str) -> str:
    words = WORDS[lang]
    rows = ([f"**{id_}**", source.title.in_(lang), source.author.in_(lang), text(source.view.in_(lang))]
            for id_, source in sources().items())  # fmt: skip
    return table(["id", words["name"], words["author"], words["view"]], rows)
