"""Every way a command can fail, told in one message: what is wrong, where, what to do."""

from __future__ import annotations

import os
import platform
import signal
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from salesaudit.cli.exit_codes import ExitCode
from salesaudit.cli.speech import HELP_LANGUAGE, OPTION, choose_anyway
from salesaudit.safety.errors import SalesauditError, UsageError
from salesaudit.safety.nearest import nearest
from salesaudit.safety.text import clean
from salesaudit.texts.catalogue import messages, say

CRASH_FILE = "salesaudit-crash.txt"
ENDING_SIGNALS = ("SIGTERM", "SIGHUP")
SIGNALLED = 128
"""What shells add to the number of a signal."""
CALL_HELP = "salesaudit --help"


class Terminated(BaseException):
    """The system asked the program to end; `number` is that of the signal."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def catch_signals() -> None:
    """Turn the signals that ask a program to end into an exception, so that no temporary file stays behind."""
    for name in ENDING_SIGNALS:
        number = getattr(signal, name, None)
        # One that is ignored stays so: that is how nohup works.
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            with suppress(ValueError):  # not the main thread: somebody else's program, who minds its own signals
                signal.signal(number, _terminate)


def _terminate(number: int, _frame: FrameType | None) -> NoReturn:
    raise Terminated(number)


def check_command(arguments: Sequence[str], commands: Sequence[str]) -> str | None:
    """Return the command that is called, None where only help or the like is asked for.

    Raises UsageError with the nearest name where there is no such command.
    """
    for before, argument in pairwise(["", *arguments]):
        if (argument.startswith("-") and argument != "-") or before == OPTION:
            continue
        if argument not in commands:
            raise _unknown_command(argument, commands)
        return argument
    return None


def _unknown_command(name: str, commands: Sequence[str]) -> UsageError:
    near = nearest(name, list(commands))
    hint = "hint.nearest" if near else "usage.help"
    return UsageError("usage.unknown_command", hint=hint, command=name, nearest=near or "", known=list(commands))


def told(error: BaseException, *, debug: bool) -> int:
    """Tell what went wrong on stderr and return the exit code."""
    from salesaudit.orgfile.problems import LoadError

    kind = type(error).__name__
    if kind == "Exit":  # typer's way to stop after --help
        return int(getattr(error, "exit_code", ExitCode.CLEAN))
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else ExitCode.CLEAN
    if isinstance(error, BrokenPipeError):  # of --help: whatever else is written knows that a reader may go
        return ExitCode.CLEAN
    if isinstance(error, KeyboardInterrupt | Terminated):
        _write(say("interrupted", HELP_LANGUAGE))
        return ExitCode.INTERRUPTED if isinstance(error, KeyboardInterrupt) else SIGNALLED + error.number
    if debug and not hasattr(error, "format_message"):
        _write("".join(traceback.format_exception(error)).rstrip("\n"), lines=True)
    match error:
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
            return _system(error)
    return _usage(error) if hasattr(error, "format_message") else _internal(error)


def tell_problems(error: BaseException) -> None:
    """Show every problem of a file that could not be read, on stderr, in the language of the file if no other."""
    from salesaudit.cli.console import show, width
    from salesaudit.formats.lines import line
    from salesaudit.formats.problems import render
    from salesaudit.orgfile.problems import LoadError

    if not isinstance(error, LoadError):
        return
    language = choose_anyway(error.language)
    # Where nobody listens any more the exit code still has to tell.
    with suppress(OSError, ValueError):
        show(render(error.problems, language, width(sys.stderr)), sys.stderr)
        show([line(say(error.key, language, **error.values))], sys.stderr)


def warn(key: str, **values: object) -> None:
    """Tell on stderr what does not stop the run."""
    _write(say(key, HELP_LANGUAGE, **values))


def _tell(error: SalesauditError) -> None:
    _say(error.key, **error.values)
    if error.hint and error.hint in messages(HELP_LANGUAGE):
        _hint(error.hint, **error.values)
    if error.exit_code == ExitCode.INTERNAL and error.__cause__ is not None:
        _report(error.__cause__, str(error.values.get("rule", "")))


def _system(error: OSError) -> int:
    """Tell what the system refused: without a name of a file it was the stream that is written to."""
    from salesaudit.cli.console import silence

    reason = error.strerror or ""
    if error.filename is None:
        silence(1)
        _say("file.cannot_write", file="stdout", reason=reason)
    else:
        _say("file.cannot_read", file=os.fsdecode(error.filename), reason=reason)
    return ExitCode.UNUSABLE


def _usage(error: Any) -> int:
    """Tell a wrong command line in our own words where we have them, else in typer's."""
    option = getattr(error, "option_name", None)
    kind, said = type(error).__name__, str(error.format_message())
    if kind == "NoArgsIsHelpError":
        _write(said, lines=True)
        return ExitCode.UNUSABLE
    if kind == "NoSuchOption" and option:
        _say("usage.unknown_option", option=option)
        if near := nearest(option, list(getattr(error, "possibilities", None) or ())):
            _hint("hint.nearest", nearest=near)
    elif kind == "MissingParameter":
        parameter = error.param
        _say("usage.missing_argument", argument=str(parameter.metavar or parameter.human_readable_name))
    elif kind == "BadOptionUsage" and option:
        _say("usage.option_takes_no_value" if "not take" in said else "usage.option_needs_value", option=option)
    elif "extra argument" in said:
        _say("usage.extra_argument", argument=said.partition("(")[2].rpartition(")")[0].removeprefix("s) ("))
    elif said.startswith("Missing command"):
        _say("usage.missing_command")
    else:
        _say("usage.other", said=said)
    _hint("usage.help")
    return ExitCode.UNUSABLE


def _internal(error: BaseException) -> int:
    _say("internal.error", kind=type(error).__name__)
    _report(error)
    return ExitCode.INTERNAL


def _report(error: BaseException, rule: str = "") -> None:
    """Write what a maintainer needs beside the user, without a word of the company's data."""
    from salesaudit.safety.files import write_atomically
    from salesaudit.version import __version__

    about = say("internal.version", HELP_LANGUAGE, version=__version__, python=platform.python_version(),
                system=platform.system())  # fmt: skip
    frames = [
        f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    text = "\n".join([about, *([rule] if rule else []), type(error).__name__, *frames]) + "\n"
    try:
        target = Path.cwd() / CRASH_FILE
        write_atomically(target, text.encode())
    except (SalesauditError, OSError):
        _say("internal.no_report")
        return
    _say("internal.report", file=str(target))


def _say(key: str, **values: object) -> None:
    _write(f"{say('label.error', HELP_LANGUAGE)}: {say(key, HELP_LANGUAGE, **values)}")


def _hint(key: str, **values: object) -> None:
    _write("  " + say(key, HELP_LANGUAGE, **{**values, "command": CALL_HELP}))


def _write(text: str, *, lines: bool = False) -> None:
    with suppress(OSError, ValueError):
        sys.stderr.write(clean(text, keep_newlines=lines) + "\n")
        sys.stderr.flush()
