"""Values as people write them: 70 %, 54 млн ₽, 2 дня, 1 ноября 2026 г.

Units never part from their number: the space between them does not break. Machine formats never use this module.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from math import floor

from salesaudit.texts.plural import form_index

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
HOURS_IN_A_DAY = 8
OF_REVENUE = "%"
"""In place of a currency: amounts are hundredths of the company's yearly revenue."""
HIDDEN = "?"
"""In place of a currency: amounts are not shown."""

_POINT = {"ru": ",", "en": "."}
_GROUP = {"ru": NBSP, "en": ","}
_AND = {"ru": "и", "en": "and"}
_SYMBOLS = {"RUB": "₽", "USD": "$", "EUR": "€", "GBP": "£", "KZT": "₸"}
_SCALES = {
    "ru": ((10**6, "млн"), (10**9, "млрд"), (10**12, "трлн")),
    "en": ((10**6, "M"), (10**9, "B"), (10**12, "T")),
}
_DAYS = {"ru": ("день", "дня", "дней"), "en": ("day", "days")}
_MONTHS = {"ru": ("месяц", "месяца", "месяцев"), "en": ("month", "months")}
_OF_REVENUE = {"ru": "выручки", "en": "of revenue"}
_NOT_SHOWN = "…"
_HOUR = {"ru": "ч", "en": "h"}
_MINUTE = {"ru": "мин", "en": "min"}
_MONTH_NAMES = {
    "ru": (
        *("января", "февраля", "марта", "апреля", "мая", "июня"),
        *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}


def number(value: float, lang: str, digits: int = 2) -> str:
    """Return a finite number with at most `digits` decimals, halves rounded away from zero, no trailing zeros.

    Thousands are parted from five digits on, so that years and line numbers stay as they are: 2026, 54 000.
    """
    whole, fraction = _decimal_parts(abs(value), digits)
    fraction = fraction.rstrip("0")
    sign = MINUS if value < 0 and (whole != "0" or fraction) else ""
    return sign + _grouped(whole, lang) + (_POINT[lang] + fraction if fraction else "")


def share(value: float, lang: str, digits: int = 1) -> str:
    """Return a share, where 1.0 is the whole, as a percentage: 0.7 is ``70 %`` in Russian, ``70%`` in English."""
    percent = number(value * 100, lang, digits)
    return f"{percent}{NBSP}%" if lang == "ru" else f"{percent}%"


def money(value: float, currency: str, lang: str) -> str:
    """Return an amount of `currency` (an ISO 4217 code): ``54 млн ₽``, ``900 000 ₽``; ``$1.2M``, ``CHF 900,000``.

    From a million on the amount is rounded to hundredths of a million, a billion or a trillion. OF_REVENUE in place of
    a currency shows a part of the revenue, HIDDEN nothing but that there is an amount.
    """
    if currency == OF_REVENUE:
        return f"{share(value / 100, lang)}{NBSP}{_OF_REVENUE[lang].replace(' ', NBSP)}"
    if currency == HIDDEN:
        return _NOT_SHOWN
    amount, scale = _scaled(abs(value), lang)
    sign = MINUS if value < 0 else ""
    symbol = _SYMBOLS.get(currency)
    if lang == "ru":
        return sign + NBSP.join(filter(None, (amount, scale, symbol or currency)))
    return sign + (symbol or currency + NBSP) + amount + scale


def duration(hours: float, lang: str) -> str:
    """Return working time, a day being 8 hours, in its two largest units: ``2 дня 4 ч``, ``30 min``.

    It is rounded to the smaller of the two; what is longer than nothing is shown as one minute at least.
    """
    minutes = _rounded(abs(hours) * 60) or (1 if hours else 0)
    day = HOURS_IN_A_DAY * 60
    if minutes >= day:
        minutes = _rounded(minutes / 60) * 60
    parts = []
    if days := minutes // day:
        parts.append(_counted(days, _DAYS[lang], lang))
    if clock_hours := minutes % day // 60:
        parts.append(f"{clock_hours}{NBSP}{_HOUR[lang]}")
    if minutes % 60:
        parts.append(f"{minutes % 60}{NBSP}{_MINUTE[lang]}")
    return (MINUS if hours < 0 else "") + (" ".join(parts) or f"0{NBSP}{_HOUR[lang]}")


def months(n: float, lang: str) -> str:
    """Return a number of months with at most one decimal: ``3 месяца``, ``1 month``."""
    return _counted(n, _MONTHS[lang], lang)


def date(value: str | datetime.date, lang: str) -> str:
    """Return a day, given as a date or as ISO text, in words: ``1 ноября 2026 г.``, ``1 November 2026``.

    Raises ValueError for text that is not a day.
    """
    day = value if isinstance(value, datetime.date) else datetime.date.fromisoformat(value)
    words = f"{day.day}{NBSP}{_MONTH_NAMES[lang][day.month - 1]} {day.year}"
    return f"{words}{NBSP}г." if lang == "ru" else words


def join(items: Iterable[str], lang: str) -> str:
    """Return a list as a person says it: ``а, б и в``; ``a, b and c``; empty for nothing."""
    *head, last = list(items) or [""]
    return f"{', '.join(head)} {_AND[lang]} {last}" if head else last


def _rounded(value: float) -> int:
    """Round a non-negative number, halves up, forgiving the last bits of a product such as 0.285 * 100."""
    return value if isinstance(value, int) else floor(round(value, 6) + 0.5)


def _decimal_parts(value: float, digits: int) -> tuple[str, str]:
    """Return the digits before and after the point of a non-negative number."""
    text = str(_rounded(value * 10**digits)).zfill(digits + 1)
    return (text[:-digits], text[-digits:]) if digits else (text, "")


def _grouped(whole: str, lang: str) -> str:
    return f"{int(whole):,}".replace(",", _GROUP[lang]) if len(whole) > 4 else whole


def _counted(n: float, forms: tuple[str, ...], lang: str) -> str:
    shown = round(n, 1)
    return f"{number(shown, lang, 1)}{NBSP}{forms[form_index(lang, shown)]}"


def _scaled(value: float, lang: str) -> tuple[str, str]:
    """Return the digits of an amount and the name of their scale, which is empty below a million."""
    whole, fraction = _decimal_parts(value, 2)
    amount = _grouped(whole, lang) + (_POINT[lang] + fraction if fraction != "00" else "")
    name, smaller = "", 1
    for size, scale in _SCALES[lang]:
        # 999,996,000 would round to "1000 million", so the next scale takes over a little before its own size
        if _rounded(value * 100 / smaller) * smaller >= 100 * size:
            amount, name = number(value / size, lang), scale
        smaller = size
    return amount, name
