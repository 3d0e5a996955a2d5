"""The commands, their options and the exit codes, from the command line itself.

Run as a program it prints the page in the language of SALESAUDIT_LANG: the command line chooses its language once, when
it is imported, so each language takes a process of its own.
"""

from __future__ import annotations

import os
import subprocess  # noqa: TID251  (our own program, once for each language)
import sys
from collections.abc import Iterator
from typing import Any

from docs.generators.markdown import codes, fence, page, table, text

from salesaudit.texts.lang import ENVIRONMENT_VARIABLE

SOURCES = "src/salesaudit/cli"
WORDS = {
    "en": {
        "title": "Commands",
        "option": "option",
        "meaning": "meaning",
        "default": "default",
        "codes": "Exit codes",
        "code": "code",
        "all": "Options of the program itself",
        "argument": "argument",
        "required": "required",
    },
    "ru": {
        "title": "Команды",
        "option": "параметр",
        "meaning": "что делает",
        "default": "по умолчанию",
        "codes": "Коды выхода",
        "code": "код",
        "all": "Параметры самой программы",
        "argument": "что указать",
        "required": "обязательно",
    },
}

EXIT_CODES = {
    "CLEAN": {"en": "Clean, or every finding is below the threshold.", "ru": "Всё чисто или находки ниже порога."},
    "FINDINGS": {
        "en": "Findings at or above the threshold, or a score below the one asked for.",
        "ru": "Есть находки на уровне порога и выше, или оценка ниже заданной.",
    },
    "UNUSABLE": {
        "en": "Wrong usage, or a file that cannot be read. Nothing was written.",
        "ru": "Команда набрана неверно или файл не читается. Ничего не записано.",
    },
    "NOTHING_CHECKED": {
        "en": "Nothing was checked: no file matched.",
        "ru": "Проверять нечего: ни один файл не подошёл.",
    },
    "INTERNAL": {
        "en": "Internal error. A rule that breaks never counts as passed.",
        "ru": "Внутренняя ошибка. Сломанное правило никогда не считается пройденным.",
    },
    "INTERRUPTED": {"en": "Interrupted with Ctrl-C.", "ru": "Прервано, Ctrl-C."},
}
"""What each member of ExitCode means; one without a meaning stops the generator."""


def pages() -> Iterator[tuple[str, str]]:
    """Yield the page in each language, each from a process of its own."""
    for lang in WORDS:
        environment = {**os.environ, ENVIRONMENT_VARIABLE: lang, "PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, "-m", "docs.generators.clipage"]
        done = subprocess.run(command, env=environment, capture_output=True, check=True, encoding="utf-8")  # noqa: S603
        yield "cli" if lang == "en" else "cli.ru", done.stdout


def _page(lang: str) -> str:
    from salesaudit.cli.app import build

    words, program = WORDS[lang], build()
    parts = [text(program.help)]
    parts += [f"## {words['all']}", _options(program.params, lang)]
    for name, command in program.commands.items():
        parts += [f"## salesaudit {name}", *_command(name, command, lang)]
    return page(words["title"], "cli", lang, SOURCES, [*parts, f"## {words['codes']}", _exit_codes(lang)])


def _command(name: str, command: Any, lang: str) -> Iterator[str]:
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    options = [param for param in command.params if param.param_type_name == "option"]
    yield text(command.help)
    yield fence(" ".join(["salesaudit", name, *(argument(param) for param in arguments)]), "")
    if arguments:
        yield _options(arguments, lang)
    if options:
        yield _options(options, lang)
    if command.epilog:
        yield text(command.epilog)


def argument(param: Any) -> str:
    """Return how an argument is written: in brackets where it may be left out."""
    name = param.human_readable_name.upper().rstrip("…") + ("…" if param.nargs == -1 else "")
    return name if param.required else f"[{name}]"


def _options(params: list[Any], lang: str) -> str:
    words = WORDS[lang]
    head = words["argument"] if params[0].param_type_name == "argument" else words["option"]
    rows = ([_names(param), text(help_of(param)), _default(param, lang)] for param in params)
    return table([head, words["meaning"], words["default"]], rows)


def help_of(param: Any) -> str:
    """Return what a parameter is for; a few sentences are typer's own and only in English."""
    from salesaudit.cli.help import REMARKS
    from salesaudit.cli.speech import t

    told = param.help or ""
    return t(REMARKS[told]) if told in REMARKS else told


def _names(param: Any) -> str:
    return codes(param.opts) if param.param_type_name == "option" else f"`{argument(param)}`"


def _default(param: Any, lang: str) -> str:
    if param.required:
        return WORDS[lang]["required"]
    return "" if param.default in (None, False, (), []) else f"`{param.default}`"


def _exit_codes(lang: str) -> str:
    from salesaudit.cli.exit_codes import ExitCode

    words = WORDS[lang]
    return table(
        [words["code"], words["meaning"]], ([str(code.value), EXIT_CODES[code.name][lang]] for code in ExitCode)
    )


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(_page(os.environ[ENVIRONMENT_VARIABLE]))
