"""Where the program starts and, whatever happens, ends: with a documented exit code and one readable message."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

DEBUG = "--debug"


def main() -> NoReturn:
    """Run the command line and exit."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        from salesaudit.version import __version__

        _print_version(__version__)
    code = run(arguments)
    sys.exit(_flushed(code))


def _print_version(version: str) -> NoReturn:
    try:
        sys.stdout.write(f"salesaudit {version}\n")
        sys.stdout.flush()
    except (OSError, AttributeError, ValueError):
        os._exit(0)
    os._exit(0)  # nothing was imported that would have to be put away


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; no exception leaves this function."""
    from salesaudit.cli.console import prepare_streams
    from salesaudit.cli.failures import told

    prepare_streams()
    try:
        return _dispatch(list(arguments))
    except BaseException as error:
        return told(error, debug=DEBUG in arguments)


def _dispatch(arguments: list[str]) -> int:
    from salesaudit.cli.app import COMMANDS, build
    from salesaudit.cli.failures import check_command

    arguments = [argument for argument in arguments if argument != DEBUG]
    name = check_command(arguments, COMMANDS)
    result = build([name] if name else COMMANDS)(args=arguments, prog_name="salesaudit", standalone_mode=False)
    return result if isinstance(result, int) else 0


def _flushed(code: int) -> int:
    """Flush what is written; a reader that is gone is no error, a disk that is full is."""
    from salesaudit.cli.failures import told

    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        _silence()
    except OSError as error:
        _silence()
        return told(error, debug=False)
    return code


def _silence() -> None:
    """Point stdout nowhere, so that the interpreter's own flush at the end has nothing to complain of."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)  # noqa: TID251  (a descriptor for dup2, not a file to write)
        os.dup2(nowhere, 1)
    except OSError:
        os._exit(0)
