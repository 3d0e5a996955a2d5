"""A questionnaire as one page that works without any network: in a browser, from a disk, by a visitor's own pace.

The page opens and closes questions by itself, by the same conditions; what was written is understood when it comes
back. So the page holds words, conditions and names, and no judgement.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any, Final
from zlib import compress

from salesaudit.knowledge import vocabulary
from salesaudit.org.org import Org
from salesaudit.questionnaire.answer import Given
from salesaudit.questionnaire.asked import FROM_THE_COMPANY, WHO
from salesaudit.questionnaire.asked import SECTIONS as NAMED_IN
from salesaudit.questionnaire.binding import WORKERS, bindings
from salesaudit.questionnaire.conditions import Condition
from salesaudit.questionnaire.definition import Choice, Question, Section
from salesaudit.questionnaire.groups import LISTED_BY_THE_VOCABULARY, SECTIONS, entries, title
from salesaudit.questionnaire.session import Session
from salesaudit.resources import shipped
from salesaudit.safety.markup import xml
from salesaudit.texts.catalogue import messages

FOLDER: Final = "questionnaires"
PAGE: Final = "form/form.html"
STYLE: Final = "form/form.css"
SCRIPT: Final = "form/form.js"
TYPED: Final = ("text", "names", "share", "shares", "money", "duration", "count", "counts", "number", "date")
"""Types whose answers are typed; the others are chosen."""
WORDS: Final = "form."
"""How the keys of the page's own sentences begin."""


def form(session: Session, *, connect: bool = False) -> bytes:
    """Return the page for a session that has not begun: its questionnaire, language, respondent and company.

    With `connect` the page sends every answer to where it came from; otherwise it may reach nothing.
    """
    home = shipped(FOLDER)
    style, script = (_packed((home / name).read_text("utf-8")) for name in (STYLE, SCRIPT))
    data = _embedded(_content(session))
    allowed = {
        "default-src": "'none'",
        "style-src": f"'{_hash(style)}'",
        "script-src": f"'{_hash(script)}'",
        "base-uri": "'none'",
        "form-action": "'none'",
        **({"connect-src": "'self'"} if connect else {}),
    }
    filled = {
        "lang": session.lang,
        "policy": "; ".join(f"{what} {where}" for what, where in allowed.items()),
        "title": xml(session.questionnaire.title.in_(session.lang)),
        "no_script": xml(messages(session.lang)["form.no_script"]),
        "style": style,
        "data": data,
        "script": script,
    }
    page = (home / PAGE).read_text("utf-8")
    pieces = page.split("@@")  # text, name, text, name … text: nothing that was filled in is looked at again
    return "".join(filled[piece] if number % 2 else piece for number, piece in enumerate(pieces)).encode()


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _packed(text: str) -> str:
    """Return our own style or script without indents and whole-line comments."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _embedded(content: object) -> str:
    """Return JSON packed into letters that mean nothing in a page; the script there unpacks them."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return b64encode(compress(text.encode(), 9)).decode()


def _content(session: Session) -> dict[str, Any]:
    lang, questionnaire = session.lang, session.questionnaire
    lists: dict[str, Any] = {}
    sections = [_section(section, session, lists) for section in questionnaire.sections]
    return {
        "id": questionnaire.name,
        "lang": lang,
        "title": questionnaire.title.in_(lang),
        "intro": questionnaire.intro.in_(lang),
        "as": session.respondent.as_,
        "name": session.respondent.name,
        "texts": {key.removeprefix(WORDS): text for key, text in messages(lang).items() if key.startswith(WORDS)},
        "sections": [section for section in sections if section["q"]],
        "lists": lists,
        "roles": {id_: entry.title.in_(lang) for id_, entry in vocabulary.archetypes().items()},
        "workers": {name: _archetypes(name) for name in WORKERS},
        "facts": _known(session),
        "answers": {given.key: _answer(given, session) for given in session.answers},
    }


def _answer(given: Given, session: Session) -> dict[str, Any]:
    """Return an answer as the page keeps it: what was chosen, what was typed, or why there is none."""
    if given.status != "answered":
        return {"st": given.status}
    question = session.settled.by_key[given.key].question
    if question.type == "yes_no":
        return {"v": ["yes" if given.value else "no"]}
    if question.type not in TYPED:
        return {"v": [str(value) for value in given.value] if isinstance(given.value, list) else [str(given.value)]}
    return {"s": given.said}


def _known(session: Session) -> Mapping[str, Any]:
    """Return what of the company's file the page needs: who there is, and what conditions ask about."""
    data = session.asker.base
    return {key: value for key, value in data.items() if key not in ("evidence", "answers", "accepted", "rules")}


def _archetypes(worker: str) -> list[str]:
    """Return of which archetypes a kind of worker is."""
    return [id_ for id_ in vocabulary.archetypes() if _is(worker, id_)]


def _is(worker: str, archetype: str) -> bool:
    org = Org({"roles": {archetype: {}}})
    return worker == "worker" or worker in bindings(org)


def _section(section: Section, session: Session, lists: dict[str, Any]) -> dict[str, Any]:
    lang = session.lang
    found: dict[str, Any] = {"t": section.title.in_(lang)}
    if section.intro is not None:
        found["i"] = section.intro.in_(lang)
    if section.when is not None:
        found["c"] = _condition(section.when)
    if section.each:
        found |= _group(section, session)
    found["q"] = [
        _question(question, lang, lists) for question in section.questions if question.asked_of(session.respondent.as_)
    ]
    return found


def _group(section: Section, session: Session) -> dict[str, Any]:
    """Return over what a section goes: entries that are settled, or where the page finds them and which fit."""
    each, org = section.each, session.settled.org
    if each in LISTED_BY_THE_VOCABULARY:
        listed = entries(each, section.over, org) or ()
        return {
            "each": each,
            "list": [[str(path[-1]), title(each, str(path[-1]), org, session.lang)] for path in listed],
        }
    if each in ("role", "person", *WORKERS):
        known = vocabulary.archetypes()
        fitting = [id_ for id_ in known if entries("role", section.over, Org({"roles": {id_: {}}}))]
        return {"each": each, "only": fitting if section.over else None}
    return {
        "each": each,
        "at": ".".join(SECTIONS.get(each, (f"{each}s",))),
        "over": {k: list(v) for k, v in section.over.items()},
    }


def _question(question: Question, lang: str, lists: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "i": question.id,
        "f": question.fills,
        "t": question.type,
        "a": question.ask.in_(lang),
        "w": question.why.in_(lang),
        "s": list(question.allow),
    }
    if question.example is not None:
        found["e"] = question.example.in_(lang)
    if question.options:
        found["o"] = _options(question, lang, lists)
    elif kinds := FROM_THE_COMPANY.get("who" if question.type in WHO else question.type):
        found["of"] = [NAMED_IN[kind] for kind in kinds]
    if question.parts:
        found["p"] = [[part.value, part.text.in_(lang)] for part in question.parts_worded]
    if question.none is not None:
        found["n"] = question.none.text.in_(lang)
        if question.none.fills:
            found["nf"] = question.none.fills
    if question.gives is not None:
        found["g"] = [question.gives.chosen, question.gives.rest]
    if question.when is not None:
        found["c"] = _condition(question.when)
    found |= {key: 1 for key, is_so in (("m", question.several), ("ad", question.adds), ("r", question.remaining),
                                        ("rq", question.required)) if is_so}  # fmt: skip
    return found


def _options(question: Question, lang: str, lists: dict[str, Any]) -> Any:
    """Return the choices, or the name under which the page has a list that several questions share."""
    if question.choices:
        return [_choice(choice, lang) for choice in question.choices]
    name = f"{question.type if question.type == 'state' else question.words}:{','.join(question.only)}"
    lists[name] = [_choice(choice, lang) for choice in question.options]
    return name


def _choice(choice: Choice, lang: str) -> list[Any]:
    sets = {key: value[lang] if isinstance(value, Mapping) else value for key, value in choice.sets.items()}
    return [choice.value, choice.text.in_(lang), *([sets] if sets else [])]


def _condition(condition: Condition) -> list[Any]:
    match condition.kind:
        case "known":
            return ["known", condition.path]
        case "is":
            return ["is", condition.path, list(condition.values)]
        case "more_than":
            return ["more_than", condition.path, float(condition.values[0])]
        case "has":
            return ["has", sorted(_of(condition))]
    return [condition.kind, *map(_condition, condition.parts)]


def _of(condition: Condition) -> Iterator[str]:
    """Yield the archetypes that a condition ``has`` asks for."""
    for id_, entry in vocabulary.archetypes().items():
        if (id_ if condition.path == "archetype" else entry.level) in condition.values:
            yield id_
