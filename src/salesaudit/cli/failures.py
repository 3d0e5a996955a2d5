"""Every way a command can fail, told in one message: what is wrong, where, what to do."""

from __future__ import annotations

import os
import platform
import signal
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from salesaudit.cli.exit_codes import ExitCode
from salesaudit.cli.speech import HELP_LANGUAGE
from salesaudit.safety.errors import SalesauditError, UsageError
from salesaudit.safety.nearest import nearest
from salesaudit.safety.text import clean
from salesaudit.texts.catalogue import messages, say

CRASH_FILE = "salesaudit-crash.txt"


def check_command(arguments: Sequence[str], commands: Sequence[str]) -> str | None:
    """Return the command that is called, None where only help or the like is asked for.

    Raises UsageError with the nearest name where there is no such command.
    """
    for argument in arguments:
        if argument.startswith("-"):
            continue
        if argument not in commands:
            near = nearest(argument, list(commands))
            hint = "hint.nearest" if near else "usage.help"
            raise UsageError("usage.unknown_command", hint=hint, command=argument, nearest=near or "",
                             known=list(commands))  # fmt: skip
        return argument
    return None


def told(error: BaseException, *, debug: bool) -> int:
    """Tell what went wrong on stderr and return the exit code."""
    from salesaudit.orgfile.problems import LoadError

    if debug and not isinstance(error, SystemExit | KeyboardInterrupt):
        traceback.print_exception(error, file=sys.stderr)
    match error:
        case SystemExit():
            return error.code if isinstance(error.code, int) else ExitCode.CLEAN
        case KeyboardInterrupt():
            _say("interrupted")
            return ExitCode.INTERRUPTED
        case BrokenPipeError():
            return 128 + signal.SIGPIPE if hasattr(signal, "SIGPIPE") else ExitCode.CLEAN
        case LoadError():
            tell_problems(error)
            return ExitCode.UNUSABLE
        case SalesauditError():
            _tell(error)
            return error.exit_code
        case MemoryError() | RecursionError():
            _say("too_large")
            return ExitCode.UNUSABLE
        case OSError():
            _say("file.cannot_write", file=error.filename or "stdout", reason=error.strerror or type(error).__name__)
            return ExitCode.UNUSABLE
    if hasattr(error, "format_message"):
        return _usage(error)
    if type(error).__name__ in ("Exit", "Abort"):
        code = getattr(error, "exit_code", ExitCode.INTERRUPTED)
        return int(code)
    return _internal(error)


def tell_problems(error: BaseException) -> None:
    """Show every problem of the files that could not be read, on stderr."""
    from salesaudit.cli.console import show, width
    from salesaudit.formats.lines import line
    from salesaudit.formats.problems import render
    from salesaudit.orgfile.problems import LoadError

    if isinstance(error, LoadError):
        show(render(error.problems, HELP_LANGUAGE, width(sys.stderr)), sys.stderr)
        show([line(say(error.key, HELP_LANGUAGE, **error.values))], sys.stderr)


def _tell(error: SalesauditError) -> None:
    _say(error.key, **error.values)
    if error.hint and error.hint in messages(HELP_LANGUAGE):
        _write("  " + say(error.hint, HELP_LANGUAGE, command="salesaudit --help", **error.values))
    if error.exit_code == ExitCode.INTERNAL and error.__cause__ is not None:
        _report(error.__cause__)


def _usage(error: BaseException) -> int:
    """Tell a wrong command line in our own words where we have them, else in typer's."""
    option = getattr(error, "option_name", None)
    kind = type(error).__name__
    if kind == "NoSuchOption" and option:
        _say("usage.unknown_option", option=option)
        possibilities = getattr(error, "possibilities", None) or ()
        if possibilities:
            _write("  " + say("hint.nearest", HELP_LANGUAGE, nearest=sorted(possibilities)[0]))
    elif kind == "MissingParameter":
        parameter = getattr(error, "param", None)
        _say("usage.missing_argument", argument=str(getattr(parameter, "human_readable_name", "") or "…"))
    elif kind == "BadOptionUsage" and option:
        _say("usage.option_needs_value", option=option)
    else:
        _write(f"{say('label.error', HELP_LANGUAGE)}: {error.format_message()}")  # type: ignore[attr-defined]
    _write("  " + say("usage.help", HELP_LANGUAGE, command="salesaudit --help"))
    return ExitCode.UNUSABLE


def _internal(error: BaseException) -> int:
    _say("internal.error", kind=type(error).__name__)
    _report(error)
    return ExitCode.INTERNAL


def _report(error: BaseException) -> None:
    """Write what a maintainer needs beside the user, without a word of the company's data."""
    from salesaudit.safety.files import write_atomically
    from salesaudit.version import __version__

    about = say("internal.version", HELP_LANGUAGE, version=__version__, python=platform.python_version(),
                system=platform.system())  # fmt: skip
    frames = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
    text = "\n".join([about, type(error).__name__, *frames]) + "\n"
    try:
        target = Path.cwd() / CRASH_FILE
        write_atomically(target, text.encode())
    except (SalesauditError, OSError):
        _say("internal.no_report")
        return
    _say("internal.report", file=str(target))


def _say(key: str, **values: object) -> None:
    prefix = f"{say('label.error', HELP_LANGUAGE)}: " if key not in ("interrupted",) else ""
    _write(prefix + say(key, HELP_LANGUAGE, **values))


def _write(text: str) -> None:
    try:
        sys.stderr.write(clean(text) + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        os._exit(ExitCode.UNUSABLE)
