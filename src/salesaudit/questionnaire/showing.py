"""A value in the words in which it is shown back before it counts; read again, the words give the value."""

from __future__ import annotations

from collections.abc import Mapping

from salesaudit.orgfile.units import HOURS_A_DAY, NONE
from salesaudit.questionnaire.answer import Status, Value
from salesaudit.questionnaire.choosing import Known, options
from salesaudit.questionnaire.definition import Question
from salesaudit.safety.text import clean
from salesaudit.texts import show
from salesaudit.texts.catalogue import say

_DIGITS = 7
"""Decimals of a percentage: more than anybody types, and all that a fact keeps."""
_MILLION = 10**6
_HUNDREDTHS = 10**4


def shown(question: Question, value: Value, lang: str, known: Known, status: Status = "answered") -> str:
    """Return a value as people write it: «40 %», «120 млн ₽», «2 дня 4 ч», the titles of what was chosen."""
    if status != "answered" or value is None:
        return say(f"answer.{status}", lang)
    titles = {option.value: clean(option.title) for option in options(question, known, lang)}
    if isinstance(value, bool):
        return say("answer.yes" if value else "answer.no", lang)
    if isinstance(value, list):
        texts = [titles.get(str(item), clean(str(item))) for item in value]
        return "; ".join(texts) if texts else titles.get(NONE) or say("answer.nothing", lang)
    if isinstance(value, Mapping):
        words = {part.value: part.text.in_(lang) for part in question.parts_worded}
        return "; ".join(f"{words.get(part, part)} {_share(share, lang)}" for part, share in value.items())
    if isinstance(value, str):
        if value in titles:
            return titles[value]
        return _of_text(question, value, lang)
    return _of_number(question.type, value, lang, known.currency)


def _of_text(question: Question, value: str, lang: str) -> str:
    if value == NONE and question.type not in ("text", "names"):
        return say("answer.never" if question.type == "date" else "answer.nothing", lang)
    return show.date(value, lang) if question.type == "date" else clean(value)


def _of_number(type_: str, value: float, lang: str, currency: str) -> str:
    match type_:
        case "share":
            return _share(value, lang)
        case "money":
            return _money(value, currency, lang)
        case "duration":
            return _duration(value, lang)
    return show.number(value, lang, 4)


def _share(value: float, lang: str) -> str:
    return show.share(value, lang, _DIGITS)


def _money(value: float, currency: str, lang: str) -> str:
    """Round nothing: from a million on only what is whole hundredths of a million is told in millions."""
    if value < _MILLION or _exact(value):
        return show.money(value, currency, lang)
    few = show.money(1, currency, lang)  # «1 ₽», "$1": the sign where it belongs
    return few.replace("1", show.number(value, lang))


def _exact(value: float) -> bool:
    for size in (10**12, 10**9, _MILLION):
        if value >= size:
            return round(value * 100) % size == 0
    return True


def _duration(hours: float, lang: str) -> str:
    """Tell days, hours and minutes where they are whole, else hours with decimals."""
    minutes = round(hours * 60, 4)
    if minutes != int(minutes) and abs(minutes - round(minutes)) > 0.004:
        return f"{show.number(hours, lang, 4)}{show.NBSP}{'ч' if lang == 'ru' else 'h'}"
    whole = round(minutes)
    days, rest = divmod(whole, HOURS_A_DAY * 60)
    if days and rest % 60:
        return f"{show.duration(days * HOURS_A_DAY, lang)} {show.duration(rest / 60, lang)}"
    return show.duration(whole / 60, lang)
