"""The language of the command line itself, chosen before anything is built, so that ``--help`` speaks it too."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from salesaudit.safety.errors import UsageError
from salesaudit.texts.catalogue import messages, say
from salesaudit.texts.lang import ENVIRONMENT_VARIABLE, Language, choose_language

OPTION = "--lang"


def flag(arguments: Sequence[str]) -> str | None:
    """Return the value of ``--lang`` among the arguments, None where it is not there."""
    for position, argument in enumerate(arguments):
        if argument == "--":
            return None
        if argument == OPTION and position + 1 < len(arguments):
            return arguments[position + 1]
        if argument.startswith(f"{OPTION}="):
            return argument.removeprefix(f"{OPTION}=")
    return None


def choose(lang: str | None = None, file_language: str | None = None) -> Language:
    """Return the language to speak: flag, SALESAUDIT_LANG, the file's, the locale's, English."""
    return choose_language(lang or flag(sys.argv[1:]), os.environ.get(ENVIRONMENT_VARIABLE), file_language, os.environ)


def choose_anyway(file_language: str | None = None) -> Language:
    """Return the language to tell an error in, even where one was asked for that is not spoken."""
    try:
        return choose(None, file_language)
    except UsageError:
        return choose_language(None, None, file_language, os.environ)


HELP_LANGUAGE = choose_anyway()


def t(key: str, **values: object) -> str:
    """Return a sentence in the language of the help."""
    return say(key, HELP_LANGUAGE, **values)


def has_sentence(key: str) -> bool:
    """Tell whether there is a sentence with this key."""
    return key in messages(HELP_LANGUAGE)
