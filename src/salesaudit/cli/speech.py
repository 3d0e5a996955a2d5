"""The language of the command line itself, chosen before anything is built, so that ``--help`` speaks it too."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from salesaudit.safety.errors import UsageError
from salesaudit.texts.catalogue import say
from salesaudit.texts.lang import ENVIRONMENT_VARIABLE, Language, choose_language


def flag(arguments: Sequence[str]) -> str | None:
    """Return the value of ``--lang`` among the arguments, None where it is not there."""
    for position, argument in enumerate(arguments):
        if argument == "--":
            return None
        if argument == "--lang" and position + 1 < len(arguments):
            return arguments[position + 1]
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
    return None


def choose(lang: str | None = None, file_language: str | None = None) -> Language:
    """Return the language to speak: flag, SALESAUDIT_LANG, the file's, the locale's, English."""
    return choose_language(lang, os.environ.get(ENVIRONMENT_VARIABLE), file_language, os.environ)


def _of_help() -> Language:
    try:
        return choose(flag(sys.argv[1:]))
    except UsageError:
        return choose_language(None, None, None, os.environ)


HELP_LANGUAGE = _of_help()


def t(key: str, **values: object) -> str:
    """Return a sentence in the language of the help."""
    return say(key, HELP_LANGUAGE, **values)
