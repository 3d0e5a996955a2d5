"""Which plural form a number takes, by the rules of CLDR."""

from __future__ import annotations

from typing import Literal, TypeAlias

PluralForm: TypeAlias = Literal["one", "few", "many", "other"]

FORMS: dict[str, tuple[PluralForm, ...]] = {"ru": ("one", "few", "many"), "en": ("one", "other")}
"""The forms that a template gives in each language, in the order in which they are written."""


def plural(lang: str, n: float) -> PluralForm:
    """Return the plural form of `n` in `lang` (``ru`` or ``en``); KeyError for another language.

    A fraction is *other* in both languages; a whole float counts as the whole number that it is shown as.
    """
    return _RULES[lang](abs(n))


def form_index(lang: str, n: float) -> int:
    """Return which of a template's forms (see `FORMS`) goes with `n`."""
    form = plural(lang, n)
    if form == "other" and lang == "ru":
        form = "few"  # a fraction takes the genitive singular, which is the word after 2: «2 часа», «1,5 часа»
    return FORMS[lang].index(form)


def _russian(n: float) -> PluralForm:
    if n != int(n):
        return "other"
    tens, ones = n % 100, n % 10
    if ones == 1 and tens != 11:
        return "one"
    if 2 <= ones <= 4 and not 12 <= tens <= 14:
        return "few"
    return "many"


def _english(n: float) -> PluralForm:
    return "one" if n == 1 else "other"


_RULES = {"ru": _russian, "en": _english}
