"""The format reference: every part of the files, from the models and what fields.yaml says of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from docs.generators.markdown import codes, fence, page, table, text

from salesaudit.knowledge import vocabulary
from salesaudit.orgfile.compiled import model_of
from salesaudit.orgfile.guide import OR_NONE, told, value_kinds
from salesaudit.orgfile.shapes import Field, Shape, fields, models

SOURCES = "the models of src/salesaudit/orgfile, fields.yaml and values.yaml"
FORMS = {"words", "list", "map", "any"}
PARTS = {
    "org": {"en": "The company file", "ru": "Файл компании"},
    "answers": {"en": "Answers", "ru": "Ответы"},
    "said": {"en": "Answers in words", "ru": "Ответы своими словами"},
    "evidence": {"en": "Measurements", "ru": "Измерения"},
    "pack": {"en": "Rule packs", "ru": "Свои правила"},
}
WORDS = {
    "en": {
        "title": "The format",
        "key": "key",
        "type": "what to write",
        "meaning": "what it is",
        "example": "example",
        "required": "required",
        "or_none": "or `none`",
        "list": "list: {}",
        "map": "ids of your own, each with {}",
        "state": "or one step of the ladder",
        "none": "or `none`",
        "closed": "one of",
        "known": "such as",
        "kind": "kind",
        "how": "how it is written",
        "step": "step",
        "shared": "Also everything under [{}](#{}).",
        "where": "Stands at",
        "values": "How values are written",
        "ladder": "The ladder of states",
        "any": "anything that fits the fact",
        "word": "in words",
    },
    "ru": {
        "title": "Формат",
        "key": "ключ",
        "type": "что писать",
        "meaning": "что это",
        "example": "пример",
        "required": "обязательно",
        "or_none": "или `none`",
        "list": "список: {}",
        "map": "имена даёте вы, под каждым — {}",
        "state": "или одна ступень лестницы",
        "none": "или `none`",
        "closed": "одно из",
        "known": "например",
        "kind": "вид",
        "how": "как пишется",
        "step": "ступень",
        "shared": "И всё, что есть в разделе [{}](#{}).",
        "where": "Где стоит",
        "values": "Как пишутся значения",
        "ladder": "Лестница состояний",
        "word": "словами",
        "any": "то, что подходит к факту",
    },
}
INTRO = {
    "en": """One YAML file describes one company. Only `salesaudit: 1` and the company's name are required.

## Three answers, not two

- **Not known**: the key is not there, is empty, or says `unknown`. A rule that needs the fact waits, and the report
  says which question would settle it. It costs no points and passes nothing.
- **Known to be missing**: `none`, `[]`, `0` or `absent`. There is no deputy, no plan, no script; rules count it.
- **Known**: a value.

Leave out what you do not know, and write `none` where you know that there is nothing. An empty section
(`people: none`) is known to be empty.

What is **complete once it is given**: roles, departments, people, channels, segments, interfaces, handoffs, stages, and
every list such as `responsible` or `kpis`. What is **open**: functions, elements, policies, processes and single facts;
an id that is not there is unknown, not missing.

## Who

The ids of roles, people and departments form one namespace, so that each of them may stand wherever a *who* is asked
for; no id may stand for two of them. A reference that leads nowhere is an error with the nearest id. A list may be
written as a single value: `responsible: sales_rep`.

A fact may also be measured (`evidence:`) or told (`answers:`). What was measured wins over what this file says, and
this file over what was told. Where it is silent and people tell different things, the fact is disputed.""",
    "ru": """Один файл YAML описывает одну компанию. Обязательны только `salesaudit: 1` и название компании.

## Три ответа, а не два

- **Не выяснено**: ключа нет, он пуст или там стоит `unknown`. Правило, которому нужен этот факт, ждёт, а отчёт
  говорит, какой вопрос задать. Баллов за это не снимают и зачёта не дают.
- **Точно нет**: `none`, `[]`, `0` или `absent`. Замены нет, плана нет, скрипта нет — и правила это учитывают.
- **Известно**: значение.

Чего не знаете, не пишите. Если знаете, что чего-то нет, пишите `none`. Пустой раздел (`people: none`) — это раздел,
в котором точно ничего нет.

**Списки считаются полными**: роли, отделы, люди, каналы, сегменты, стыки, передачи, этапы и всякий список внутри,
например `responsible` или `kpis`. **Остальное открыто**: функции, элементы, правила продаж, процессы и отдельные факты;
чего там нет, то не выяснено, а не отсутствует.

## Кто

У ролей, людей и отделов общий запас имён: любое годится там, где спрашивают «кто», и одно имя нельзя дать двоим.
Ссылка в никуда — ошибка, и программа подскажет похожее имя. Вместо списка из одного можно писать одно значение:
`responsible: sales_rep`.

Факт можно ещё измерить (`evidence:`) или услышать (`answers:`). Измеренное важнее написанного здесь, написанное важнее
услышанного. Если файл молчит, а люди говорят разное, факт спорный, и программа скажет об этом.""",
}


def pages() -> Iterator[tuple[str, str]]:
    """Yield the page in each language."""
    for lang in WORDS:
        yield "format" if lang == "en" else "format.ru", _page(lang)


def _page(lang: str) -> str:
    words = WORDS[lang]
    parts = [INTRO[lang], f"## {words['values']}", _values(lang), f"## {words['ladder']}", _ladder(lang)]
    seen: set[str] = set()
    for kind, titles in PARTS.items():
        parts.append(f"## {titles[lang]}")
        for model in models(kind):
            parts += _section(model, places(kind)[model.__name__], lang, seen)
    return page(words["title"], "format", lang, SOURCES, parts)


def places(kind: str) -> dict[str, list[str]]:
    """Return where each section stands in a kind of file, as paths such as ``roles.<id>.time``."""
    found: dict[str, list[str]] = {}
    _walk(model_of(kind), "", found)
    return found


def _walk(model: Any, path: str, found: dict[str, list[str]]) -> None:
    found.setdefault(model.__name__, []).append(path)
    for field in fields(model):
        shape: Shape | None = field.shape
        here = f"{path}.{field.name}".lstrip(".")
        while shape is not None and shape.form in ("list", "map"):
            here += ".<id>" if shape.form == "map" else "[]"
            shape = shape.item
        if shape is not None and shape.form == "section":
            _walk(shape.model, here, found)


def _section(model: Any, paths: list[str], lang: str, seen: set[str]) -> Iterator[str]:
    """Yield a section's heading, meaning and table; what Role and Person share comes once, after the first of them."""
    words, about = WORDS[lang], told()[model.__name__]
    if "" not in paths:
        yield f'<a id="{_anchor(model)}"></a>\n\n### {about.title.in_(lang)}'
    if any(paths):
        yield f"{words['where']}: {codes(paths)}"
    yield _said(about.text.in_(lang))
    own = [field for field in fields(model) if field.home is model]
    yield _table(own, lang)
    shared = next((field.home for field in fields(model) if field.home is not model), None)
    if shared is not None:
        yield words["shared"].format(told()[shared.__name__].title.in_(lang), _anchor(shared))
        if shared.__name__ not in seen:
            seen.add(shared.__name__)
            yield from _section(shared, [], lang, seen)


def _table(listed: Iterable[Field], lang: str) -> str:
    words = WORDS[lang]
    heads = [words["key"], words["type"], words["meaning"], words["example"]]
    return table(heads, (_row(field, lang) for field in listed))


def _row(field: Field, lang: str) -> list[str]:
    about = told()[field.key]
    name = f"`{field.name}`" + (f" **{WORDS[lang]['required']}**" if field.required else "")
    return [name, _type(field.shape, field, lang), _said(about.text.in_(lang)), f"`{about.example.in_(lang)}`"]


def _said(words: str) -> str:
    """Return a sentence with the words of the format as code."""
    return re.sub(r"(?<![\w-])(none|unknown|[a-z]+(?:_[a-z]+)+)(?![\w-])", r"`\1`", text(words))


def _type(shape: Shape, field: Field, lang: str) -> str:
    words = WORDS[lang]
    match shape.form:
        case "section":
            written = f"[{told()[shape.model.__name__].title.in_(lang)}](#{_anchor(shape.model)})"
            shorter = [words["state"]] if "stateful" in shape.short else []
            shorter += [words["none"]] if shape.may_be_none else []
            return " ".join([written, *shorter])
        case "list":
            inner = _type(shape.item, field, lang) if shape.item else ""
            return f"{words['list'].format(inner)} {words['none']}"
        case "map":
            inner = _type(shape.item, field, lang) if shape.item else ""
            return f"{words['map'].format(inner)} {words['none']}"
        case "words":
            return f"{words['closed']} {_explained(shape.words, told()[field.key].words, lang)}"
        case "any":
            return words["any"]
        case "value":
            return _value(shape, field, lang)


def _value(shape: Shape, field: Field, lang: str) -> str:
    words, about = WORDS[lang], told()[field.key]
    if about.words:
        return f"[{value_kinds()['words'].title.in_(lang)}](vocabulary{'.ru' if lang == 'ru' else ''}.md#{about.words})"
    kind = value_kinds()[shape.reader.removesuffix(OR_NONE)].title.in_(lang)
    none = f" {words['or_none']}" if shape.reader.endswith(OR_NONE) else ""
    known = f"; {words['known']} {codes(vocabulary.values(about.known)[:4])} …" if about.known else ""
    return f"{kind}{none}{known}"


def _explained(values: Iterable[str], kind: str, lang: str) -> str:
    known = vocabulary.values(kind) if kind else ()
    return "; ".join(
        f"`{value}` — {vocabulary.word(kind, value, lang)}" if value in known else f"`{value}`" for value in values
    )


def _values(lang: str) -> str:
    words = WORDS[lang]
    rows = (
        [kind.title.in_(lang), _said(kind.text.in_(lang)), codes(kind.examples)]
        for reader, kind in value_kinds().items()
        if reader not in FORMS
    )
    return table([words["kind"], words["how"], words["example"]], rows)


def _ladder(lang: str) -> str:
    words = WORDS[lang]
    rows = ([f"`{id_}`", state.title.in_(lang), state.meaning.in_(lang)] for id_, state in vocabulary.states().items())
    short = {"en": "For short, one step may stand for a section:", "ru": "Коротко — одной ступенью вместо раздела:"}
    steps = table([words["step"], words["word"], words["meaning"]], rows)
    return "\n\n".join([steps, short[lang], fence("elements:\n  scripts: spoken        # = scripts: {state: spoken}")])


def _anchor(model: Any) -> str:
    return str(model.__name__).lower()
