"""What is wrong with a text of ours: look-alike letters, quotes, length, officialese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_CYRILLIC: Final = re.compile(r"[А-Яа-яЁё]")
_MIXED: Final = re.compile(r"[A-Za-z][А-Яа-яЁё]|[А-Яа-яЁё][A-Za-z]")
# A whole word of Latin letters that look Cyrillic: «a», «c», «oт» typed on the wrong keyboard.
_DISGUISED: Final = re.compile(r"(?<![\w-])[aceopxyABCEHKMOPTy]{1,3}(?![\w-])")
_REAL_LATIN: Final = frozenset({"X", "A", "C", "CEO"})
_OFFICIALESE: Final = re.compile(
    r"\b(явля(?:ет|ют)\w*|осуществл\w*|данн(?:ый|ого|ому|ом)|в рамках|посредством|вышеуказанн\w*|функционал\w*|"
    r"обеспечен\w* выполнени\w*|производит\w* оценк\w*|орлы|орёл|киты|мыши)\b",
    re.IGNORECASE,
)
_WITHOUT_YO: Final = re.compile(
    r"\b(еще|ее|чье|идет|дает|ведет|берет|придет|уйдет|живет|зовет|ждет|учет\w*|отчет\w*|расчет\w*|партнер\w*|"
    r"надежн\w*|тепл(?:ый|ые|ого|ых)|объем\w*|наем|прием\w*)\b",
    re.IGNORECASE,
)


class Shape(NamedTuple):
    """What a text should look like: at most `limit` characters, ending with one of `ends` or, if empty, with none."""

    limit: int
    ends: str


TITLE: Final = Shape(60, "")
QUESTION: Final = Shape(90, "?")
SENTENCE: Final = Shape(220, ".")


def faults(text: str, lang: str, shape: Shape) -> Iterator[str]:
    """Yield what is wrong with a text in `lang` (``ru`` or ``en``), each as a few words for the person who edits it."""
    if not text.strip():
        yield "is empty"
        return
    if text != " ".join(text.split()):
        yield "has needless spaces"
    if len(text) > shape.limit:
        yield f"is longer than {shape.limit} characters"
    if shape.ends and text[-1] != shape.ends:
        yield f"does not end with {shape.ends}"
    if not shape.ends and text[-1] in ".,;:!":
        yield f"ends with {text[-1]}"
    if '"' in text:
        yield "has straight quotes"
    yield from _in_russian(text) if lang == "ru" else _in_english(text)


def _in_russian(text: str) -> Iterator[str]:
    if _MIXED.search(text):
        yield "mixes Latin and Cyrillic letters in a word"
    if any(found not in _REAL_LATIN for found in _DISGUISED.findall(text)):
        yield "has a Latin word that looks Cyrillic"
    if re.search("[“”„]", text) or text.count("«") != text.count("»"):
        yield "has quotes other than «ёлочки»"
    if " - " in text:
        yield "has a hyphen for a dash"
    if found := _OFFICIALESE.search(text):
        yield f"has officialese: {found[0]}"
    if found := _WITHOUT_YO.search(text):
        yield f"has no ё: {found[0]}"


def _in_english(text: str) -> Iterator[str]:
    if _CYRILLIC.search(text):
        yield "has Cyrillic letters"
    if re.search("[«»]", text):
        yield "has Russian quotes"
