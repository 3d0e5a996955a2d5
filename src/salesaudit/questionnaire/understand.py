"""From what people say to a value of the company's file, or to the question that has to be asked back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from salesaudit.orgfile.units import NONE
from salesaudit.questionnaire import choosing, quantities
from salesaudit.questionnaire.answer import Status, Value
from salesaudit.questionnaire.choosing import Known, known_of
from salesaudit.questionnaire.definition import Question
from salesaudit.questionnaire.numerals import amount, says_number, tokens
from salesaudit.questionnaire.quantities import Unclear
from salesaudit.questionnaire.showing import shown
from salesaudit.questionnaire.spoken import LONGEST, first, in_russian, is_one_of, plain, status, without, words
from salesaudit.safety.text import clean
from salesaudit.texts.catalogue import messages, say

ABOVE_ONE: Final = ("plan_attainment",)
"""Shares that may pass 100 %, by the last key of the fact."""
CALENDAR: Final = ("max_deferral", "deferral", "cycle")
"""Durations that run by the calendar, by the last key of the fact."""
DAYS: Final = ("days", "decision_days")
"""Numbers that are days, by the last key of the fact."""
NEVER: Final = ("reviewed", "functions_reviewed")
"""Dates of what may never have happened, by the last key of the fact."""
PERIODS: Final = {
    "cost_per_month": "month", "leads_per_month": "month", "quantity": "month", "leads_by_month": "month",
    "revenue": "year", "revenue_previous": "year", "deals": "year", "new_customers": "year",
}  # fmt: skip
"""What a sum or a number counts over, by the last key of the fact."""
NUMERIC: Final = frozenset(("share", "money", "duration", "number", "count", "counts", "date", "yes_no", "shares"))
_BETWEEN: Final = ("-", "или", "or", "to", "до", "/", "and", "и")
_WITHIN: Final = re.compile(r"(?:за|через|в течение|спустя|within|in|after)\s+(?=\S)")
_LIST: Final = re.compile(r"[;\n]|,(?!\d{3}(?!\d))\s*|\s+(?:и|and)\s+")


@dataclass(frozen=True, slots=True)
class Understood:
    """An answer that is clear: its value (None unless `status` is ``answered``) and how it is shown back."""

    value: Value
    shown: str
    status: Status = "answered"


@dataclass(frozen=True, slots=True)
class Misunderstood:
    """An answer that has to be asked about: the keys of the sentence and of an example, and what fills them."""

    message_key: str
    values: Mapping[str, object] = field(default_factory=dict)
    hint: str = ""

    def sentence(self, lang: str) -> str:
        """Return what to ask back."""
        return say(self.message_key, lang, **self.values)

    def advice(self, lang: str) -> str:
        """Return how to say it instead, empty where the sentence says that itself."""
        return say(self.hint, lang, **self.values) if self.hint else ""


Outcome: TypeAlias = Understood | Misunderstood


def understand(question: Question, said: str, lang: str, known: Known | None = None) -> Outcome:
    """Return the value of what was said, in either language, shown back in `lang`; or what to ask back.

    No single letter is ever an answer.
    """
    known = known or Known()
    text = plain(said)
    if len(said) > LONGEST and question.type not in ("text", "names"):
        return Misunderstood("understand.too_long", {"limit": LONGEST})
    if question.type in NUMERIC:
        text = in_russian(text)
    if not text:
        return Misunderstood("understand.empty")
    if _is_one_key(text) or _is_one_key(said.strip(), question.type in NUMERIC):
        return Misunderstood("understand.letter")
    state = status(text)
    if state is not None and not _is_offered(question, known, text):
        if state not in question.allow:
            return Misunderstood(f"understand.not_{state}")
        return Understood(None, shown(question, None, lang, known, state), state)
    try:
        value = _value(question, said, text, known, lang)
    except Unclear as unclear:
        return _asked_back(question, text, unclear)
    return Understood(value, shown(question, value, lang, known))


def _is_one_key(text: str, or_half: bool = True) -> bool:
    """Tell whether text is one sign that is no digit; a half counts as one only where figures are meant."""
    return len(text) == 1 and not (text.isnumeric() if or_half else text.isdecimal())


def _is_offered(question: Question, known: Known, text: str) -> bool:
    """Tell whether a phrase such as "unknown" is itself one of the answers to choose from."""
    offered = choosing.options(question, known, "ru")
    return any(text == plain(name) for option in offered for name in option.names)


def _value(question: Question, said: str, text: str, known: Known, lang: str) -> Value:
    if question.none is not None and question.type not in (*choosing.MANY, "yes_no", "names"):
        none = question.none.text
        if text in (plain(none.ru), plain(none.en)) or is_one_of("without_limit", text):
            return "absent" if question.type == "state" else NONE
    match question.type:
        case "text":
            return _text(said)
        case "names":
            return _names(question, said, text)
        case "yes_no":
            return _yes_or_no(text)
        case "shares":
            return _shares(question, text, lang)
        case "counts":
            return [quantities.count(piece) for piece in _listed(text)]
        case "share" | "money" | "duration" | "count" | "number" | "date":
            return _quantity(question, text, known)
    offered = choosing.options(question, known, lang)
    if question.type in choosing.MANY or question.several:
        return [] if _is_none(question, text) else choosing.many(offered, text, known)
    return choosing.one(offered, text, known)


def _is_none(question: Question, text: str) -> bool:
    """Tell whether a bare "no" says that none of a list is so; asked what there is not it may say either."""
    missing = question.gives is not None and question.gives.chosen in (NONE, "absent")
    return question.none is not None and not missing and is_one_of("no", text)


def _text(said: str) -> str:
    kept = clean(" ".join(said.split()))
    if sum(map(str.isalnum, kept)) < 2:
        raise Unclear("understand.text_short")
    return kept


def _names(question: Question, said: str, text: str) -> list[str]:
    if is_one_of("nobody", text) or is_one_of("nothing", text):
        return []
    if question.none is not None and text in (plain(question.none.text.ru), plain(question.none.text.en)):
        return []
    found = [clean(" ".join(piece.split())) for piece in re.split(r"[,;\n]|\s+(?:и|and)\s+", said)]
    names = list(dict.fromkeys(name.strip(" .") for name in found if name.strip(" .")))
    if not names or any(sum(map(str.isalnum, name)) < 2 for name in names):
        raise Unclear("understand.text_short")
    return names


def _yes_or_no(text: str) -> bool:
    if is_one_of("yes", text):
        return True
    if is_one_of("no", text):
        return False
    raise Unclear("understand.yes_no")


def _shares(question: Question, text: str, lang: str) -> dict[str, float | int]:
    """Read «продажи 40, бумаги 20», or as many bare numbers as there are parts, in their order."""
    parts = choosing.options(_of_parts(question), Known(), lang)
    numbers = re.split(r"[\s/;]+|,\s*", text.replace("%", " ").strip())
    if len(numbers) == len(parts) and all(re.fullmatch(r"\d+", number) for number in numbers):
        return {part.value: quantities.share(f"{number}%") for part, number in zip(parts, numbers, strict=True)}
    found: dict[str, float | int] = {}
    for piece in filter(None, map(str.strip, re.split(r"[;\n]|,(?!\d)", text))):
        label, value = _labelled(piece)
        part = choosing.one(parts, label, Known())
        if part in found:
            raise Unclear("understand.shares_twice", part=label)
        found[part] = quantities.share(value)
    return {part.value: found[part.value] for part in parts if part.value in found}


def _of_parts(question: Question) -> Question:
    return Question(
        question.id, question.fills, question.ask, question.why, "choice", choices=tuple(question.parts_worded)
    )


def _labelled(piece: str) -> tuple[str, str]:
    """Part a name from its share, whichever comes first."""
    after = re.fullmatch(r"(.*?[^\W\d_])[\s:=-]+([\d.,/]+\s*%?|\S+(?:\s+(?:%|проц\w*|percent))?)", piece)
    before = re.fullmatch(r"([\d.,]+\s*%?)[\s:=-]*(.+)", piece)
    if before:
        return before[2].removeprefix("на ").strip(), before[1]
    if after:
        return after[1].strip(), after[2]
    raise Unclear("understand.shares")


def _listed(text: str) -> list[str]:
    pieces = [piece for piece in _LIST.split(text) if piece.strip()]
    if len(pieces) == 1 and re.fullmatch(r"\d+(?:\s+\d+)+", text):
        return text.split()
    return pieces


def _quantity(question: Question, text: str, known: Known) -> Value:
    key = question.fills.rpartition(".")[2]
    if question.type == "date":
        if is_one_of("never", text) and key in NEVER:
            return NONE
        return quantities.date(text)
    text = without("fillers", text)
    if question.type == "duration" and (found := _WITHIN.match(text)):
        text = text[found.end() :]
    if question.type in ("money", "count", "number"):
        text = _without_period(text, key)
    read: Mapping[str, Callable[[], Value]] = {
        "share": lambda: quantities.share(text, 10 if key in ABOVE_ONE else 1),
        "money": lambda: quantities.money(text, known.currency),
        "duration": lambda: quantities.duration(text, "calendar" if key in CALENDAR else "work"),
        "count": lambda: quantities.count(text),
        "number": lambda: quantities.number(text, in_days=key in DAYS),
    }
    return read[question.type]()


def _without_period(text: str, key: str) -> str:
    """Take off «в месяц» where that is what is asked; a number for another time is asked about."""
    found = first("per", text)
    if found is None:
        return text
    asked = PERIODS.get(key)
    if asked is None or words("per")[found] != asked:
        raise Unclear("understand.period" if asked is None else f"understand.per_{asked}", found=found)
    return without("per", text)


def _asked_back(question: Question, text: str, unclear: Unclear) -> Misunderstood:
    """Return the question back that fits best: a range and a vague word are told before anything else."""
    key, values = unclear.key, unclear.values_
    if question.type in NUMERIC - {"yes_no", "shares", "date"}:
        said = tokens(without("fillers", text))
        if _is_range(said):
            key, values = "understand.range", {}
        elif first("bounds", text) and any(says_number(token) or token in words("times") for token in said):
            key, values = "understand.bound", {}
        elif not any(map(says_number, said)) and first("vague", text):
            key, values = "understand.vague", {}
    hint = f"understand.how.{question.type}"
    return Misunderstood(key, {"said": text[:60], **values}, hint if hint in messages("en") else "")


def _is_range(said: list[str]) -> bool:
    for at, token in enumerate(said[1:-1], 1):
        if token in _BETWEEN and amount(said, at + 1, short_scales=False) and any(map(says_number, said[:at])):
            return True
    return False


__all__ = ["Known", "Misunderstood", "Outcome", "Understood", "known_of", "understand"]
