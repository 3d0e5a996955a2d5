"""How a written value becomes a fact: shares, money, durations, dates, states, references.

Each function takes what the YAML reader gives (text, a list, a mapping or None for "not known") and returns the
value, or raises `PydanticCustomError` whose type is the code of the sentence that the user gets.
Nothing here imports pydantic itself: these functions run in every start of the program.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date as calendar_date
from typing import Any

from pydantic_core import PydanticCustomError

from salesaudit.safety.limits import LIMITS

NONE = "none"
"""What a person writes for "known to be missing"."""

HOURS_A_DAY = 8
STATES = ("absent", "spoken", "written", "practised", "reviewed")


class Ref(str):
    """An id that has to exist elsewhere in the file; the subclass says where."""

    __slots__ = ()


class Who(Ref):
    """The id of a role, a person or a department."""

    __slots__ = ()


class RoleRef(Ref):
    __slots__ = ()


class DepartmentRef(Ref):
    __slots__ = ()


class ComponentRef(Ref):
    """The id of a component or of a department, which counts as its component."""

    __slots__ = ()


class FileRef(str):
    """The path of a file beside the org file."""

    __slots__ = ()


NUMBER = re.compile(r"[+-]?\d[\d _\u00a0\u202f]*(?:[.,]\d+)?")
SHARE = re.compile(rf"({NUMBER.pattern})\s*(%?)")
MONEY = re.compile(rf"({NUMBER.pattern})\s*(.*)", re.DOTALL)
DURATION = re.compile(rf"({NUMBER.pattern})\s*([^\W\d_]*)\.?")
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
ID = re.compile(r"[\w.-]+")

SCALES = {
    "": 1,
    **dict.fromkeys(("k", "тыс", "т", "тысяч", "тысячи", "thousand"), 10**3),
    **dict.fromkeys(("m", "mn", "млн", "миллион", "миллиона", "миллионов", "million"), 10**6),
    **dict.fromkeys(("b", "bn", "млрд", "миллиард", "миллиарда", "миллиардов", "billion"), 10**9),
}
HOURS = {
    **dict.fromkeys(("min", "m", "мин", "минут", "минуты", "минута"), 1 / 60),
    **dict.fromkeys(("h", "ч", "час", "часа", "часов", "hour", "hours"), 1.0),
    **dict.fromkeys(("d", "д", "дн", "день", "дня", "дней", "day", "days"), float(HOURS_A_DAY)),
}


def problem(code: str, found: object = "", **values: object) -> PydanticCustomError:
    """Build the error that carries `code` and the user's own words to the message catalogue."""
    return PydanticCustomError(code, code, {"found": found, **values})


def as_text(value: Any) -> str:
    """Return a scalar's text without outer blanks; refuse lists and sections."""
    if isinstance(value, str):
        return value.strip()
    raise problem("E034")


def to_number(text: str) -> float:
    """Read ``1 200,5``, ``1_200.5`` and the like; the caller has matched NUMBER."""
    return float(text if text.isdecimal() else re.sub(r"[ _\u00a0\u202f]", "", text).replace(",", "."))


def whole(number: float) -> float | int:
    """Return an int where nothing is lost, so that equal files give equal bytes."""
    return int(number) if number == int(number) else number


def _share(value: Any, most: float) -> float:
    text = as_text(value)
    match = SHARE.fullmatch(text)
    if not match or len(text) > 40:
        raise problem("E041", text)
    number = to_number(match[1])
    if match[2]:
        number = round(number / 100, 9)
    elif number > 1:
        raise problem("E042", text, percent=f"{text}%")
    if not 0 <= number <= most:
        raise problem("E043", text)
    return number


def share(value: Any) -> float:
    """Read ``60%`` or ``0.6`` as 0.6; between 0 and 1."""
    return _share(value, 1)


def attainment(value: Any) -> float:
    """Read ``120%`` or ``0.9``: a share that may pass 100 % (of a plan), up to 1,000 %."""
    return _share(value, 10)


def money(value: Any) -> float | int:
    """Read ``120_000_000``, ``120 млн`` or ``1.5M`` as a number of the company's currency."""
    text = as_text(value)
    match = MONEY.fullmatch(text)
    scale = SCALES.get(match[2].strip().rstrip(".").lower()) if match and len(text) <= 60 else None
    if match is None or scale is None:
        raise problem("E044", text)
    amount = whole(round(to_number(match[1]) * scale, 2)) if len(match[1]) <= 20 else 10**16
    if not 0 <= amount <= 10**15:
        raise problem("E045", text)
    return amount


def amount(value: Any) -> float | int:
    """Read a plain or scaled number that is not negative: a plan or a goal of any metric."""
    return money(value)


def number(value: Any) -> float | int:
    """Read a number that is not negative, at most ten million."""
    text = as_text(value)
    if not NUMBER.fullmatch(text) or len(text) > 20:
        raise problem("E046", text)
    result = whole(to_number(text))
    if not 0 <= result <= 10_000_000:
        raise problem("E047", text)
    return result


def count(value: Any) -> int:
    """Read a whole number from 0 to ten million."""
    result = number(value)
    if not isinstance(result, int):
        raise problem("E048", as_text(value))
    return result


def holders(value: Any) -> int:
    """Read how many people fill a role: a whole number from 1."""
    result = count(value)
    if result < 1:
        raise problem("E049", as_text(value))
    return result


def duration(value: Any) -> float | int:
    """Read ``2d``, ``4h``, ``30min`` as working hours; a day counts as 8."""
    text = as_text(value)
    match = DURATION.fullmatch(text)
    hours = HOURS.get(match[2].lower()) if match and len(text) <= 40 else None
    if match and match[1].strip() == "0" and not match[2]:
        hours = 1.0
    if match is None or hours is None:
        raise problem("E050", text)
    result = whole(round(to_number(match[1]) * hours, 4))
    if not 0 <= result <= 1_000_000:
        raise problem("E051", text)
    return result


def date(value: Any) -> str:
    """Read an ISO date and return it as written: ISO dates sort as text."""
    text = as_text(value)
    try:
        if not ISO_DATE.fullmatch(text):
            raise ValueError(text)
        calendar_date.fromisoformat(text)
    except ValueError:
        raise problem("E052", text) from None
    return text


BOOLEANS = {"yes": True, "true": True, "да": True, "no": False, "false": False, "нет": False}


def boolean(value: Any) -> bool:
    """Read yes, no, true, false (да, нет)."""
    text = as_text(value)
    try:
        return BOOLEANS[text.lower()]
    except KeyError:
        raise problem("E053", text) from None


def currency(value: Any) -> str:
    """Read a currency code of three capital letters, as in ISO 4217."""
    text = as_text(value)
    if not re.fullmatch(r"[A-Z]{3}", text):
        raise problem("E054", text)
    return text


def version(value: Any) -> int:
    """Read the format's version; a newer one than ours is refused in so many words."""
    text = as_text(value)
    if text != "1":
        raise problem("E055" if text.isdecimal() and len(text) < 9 and int(text) > 1 else "E056", text)
    return 1


def text(value: Any) -> str:
    """Read free text that says something."""
    result = as_text(value)
    if not result:
        raise problem("E057")
    return result


def identifier(value: Any) -> str:
    """Read an id: letters, digits, ``_ . -``, one script, NFC, at most 128 characters."""
    result = as_text(value)
    if len(result) > LIMITS.id_length:
        raise problem("E058", result[:40], limit=LIMITS.id_length)
    if not result.isascii():
        result = unicodedata.normalize("NFC", result)
        _one_script(result)
    if not ID.fullmatch(result):
        bad = next((char for char in result if not ID.fullmatch(char)), " ")
        raise problem("E059", result, point=f"U+{ord(bad):04X}")
    return result


def _one_script(name: str) -> None:
    scripts: dict[str, str] = {}
    for char in name:
        if char.isalpha():
            scripts.setdefault(unicodedata.name(char, "UNNAMED").split()[0], char)
        elif not ID.fullmatch(char):
            raise problem("E059", name, point=f"U+{ord(char):04X}")
    if len(scripts) > 1:
        odd = next(char for char in scripts.values() if not char.isascii())
        raise problem("E060", name, point=f"U+{ord(odd):04X}", char=odd)


def who(value: Any) -> Who:
    """Read a reference to a role, a person or a department."""
    return Who(identifier(value))


def role_ref(value: Any) -> RoleRef:
    """Read a reference to a role."""
    return RoleRef(identifier(value))


def department_ref(value: Any) -> DepartmentRef:
    """Read a reference to a department."""
    return DepartmentRef(identifier(value))


def component_ref(value: Any) -> ComponentRef:
    """Read a reference to a component or a department."""
    return ComponentRef(identifier(value))


def file_ref(value: Any) -> FileRef:
    """Read the path of a file beside this one."""
    return FileRef(text(value))


def listed(value: Any) -> Any:
    """Let one value stand for a list of one, and ``none`` for an empty list."""
    if isinstance(value, str):
        return [] if value == NONE else [value]
    return value


def empty_if_none(value: Any) -> Any:
    """Let ``none`` (or ``absent``) stand for a section that is known to be empty."""
    return {} if value in (NONE, "absent", []) else value


NOTHING: Mapping[str, Mapping[str, Any]] = {
    "links": dict.fromkeys(("coverage", "incentives", "plan", "sales_model"), "absent"),
    "pay": {"tied_to": NONE},
    "criteria": {"quantity": NONE, "quality": NONE},
    "lead_generation": {"criteria": NONE, "target_portrait": "absent", "channels": NONE},
    "rhythm": dict.fromkeys(("plan_fact", "pipeline_review", "one_to_one"), NONE),
}
"""What it means, fact by fact, that a section as a whole is missing."""


def _nothing(section: str, value: Any) -> Any:
    return dict(NOTHING[section]) if value in (NONE, "absent") else known(value)


def links(value: Any) -> Any:
    """Let ``none`` say that nothing is tied to the course."""
    return _nothing("links", value)


def pay(value: Any) -> Any:
    """Let ``none`` say that pay is tied to nothing."""
    return _nothing("pay", value)


def criteria(value: Any) -> Any:
    """Let ``none`` say that neither quantity nor quality of leads is set."""
    return _nothing("criteria", value)


def lead_generation(value: Any) -> Any:
    """Let ``none`` say that there are no criteria, no portrait and no channels."""
    return _nothing("lead_generation", value)


def rhythm(value: Any) -> Any:
    """Let ``none`` say that no meeting takes place."""
    return _nothing("rhythm", value)


def no_entries(value: Any) -> Any:
    """Let ``none`` stand for a list that is known to be empty."""
    return [] if value in (NONE, {}) else value


def known(value: Any) -> Any:
    """Drop the keys whose value is not known, so that absence has one form."""
    if value is None:
        return {}
    if isinstance(value, Mapping):
        return {key: item for key, item in value.items() if item is not None}
    return value


def answer(value: Any) -> Any:
    """Keep ``state: unknown`` of an answer as the word that it is there."""
    if isinstance(value, Mapping) and "state" in value and value["state"] is None:
        value = {**value, "state": "unknown"}
    return known(value)


def answers_allowed(value: Any) -> Any:
    """Keep ``unknown`` in a list of the answers that a question allows as the word that it is there."""
    return ["unknown" if item is None else item for item in value] if isinstance(value, list) else listed(value)


def state(value: Any) -> str:
    """Read a step of the ladder; ``none`` is ``absent``."""
    result = as_text(value)
    if result == NONE:
        return STATES[0]
    if result not in STATES:
        raise problem("E061", result)
    return result


def stateful(value: Any) -> Any:
    """Let a bare state stand for a section with that state."""
    return {"state": value} if isinstance(value, str) else known(value)


def share_or_none(value: Any) -> float | str:
    """Read a share, or ``none`` where there is known to be no such figure."""
    return NONE if value == NONE else share(value)


def money_or_none(value: Any) -> float | int | str:
    """Read an amount of money, or ``none``."""
    return NONE if value == NONE else money(value)


def duration_or_none(value: Any) -> float | int | str:
    """Read a duration, or ``none``."""
    return NONE if value == NONE else duration(value)


def count_or_none(value: Any) -> int | str:
    """Read a whole number, or ``none``."""
    return NONE if value == NONE else count(value)


def date_or_none(value: Any) -> str:
    """Read a date, or ``none``."""
    return NONE if value == NONE else date(value)
