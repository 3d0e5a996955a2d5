"""Which language to speak."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, TypeAlias, cast

from salesaudit.safety.errors import UsageError
from salesaudit.texts.catalogue import LANGUAGES

Language: TypeAlias = Literal["ru", "en"]

ENVIRONMENT_VARIABLE = "SALESAUDIT_LANG"
LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def choose_language(
    flag: str | None, env: str | None, file_language: str | None, locale_env: Mapping[str, str]
) -> Language:
    """Return the first language that anybody asked for, else English.

    Asked in this order: `flag` (``--lang``), `env` (the value of SALESAUDIT_LANG), `file_language` (company.language),
    and the locale in `locale_env` (the first of LC_ALL, LC_MESSAGES, LANG that is set).
    Raises UsageError where the flag or SALESAUDIT_LANG names a language that is not spoken; the rest is only a hint.
    """
    for asked, source in ((flag, "--lang"), (env, ENVIRONMENT_VARIABLE)):
        if asked:
            language = _language(asked)
            if language is None:
                raise UsageError("usage.unknown_language", source=source, language=asked, known=list(LANGUAGES))
            return language
    from_locale = next((locale_env[name] for name in LOCALE_VARIABLES if locale_env.get(name)), "")
    return _language(file_language or "") or _language(from_locale) or "en"


def _language(name: str) -> Language | None:
    """Return the language of a code or a locale such as ``ru_RU.UTF-8``."""
    code = re.split(r"[_.@-]", name.strip().lower(), maxsplit=1)[0]
    return cast(Language, code) if code in LANGUAGES else None
