"""Where the program starts and, whatever happens, ends: with a documented exit code and one readable message."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

DEBUG = "--debug"
COMPLETION = "_SALESAUDIT_COMPLETE"
"""Set by a shell that asks how a command line may go on."""

GARBAGE = 200_000
"""How many objects may be made before the collector looks for garbage; as many take some 30 MB."""


def main() -> NoReturn:
    """Run the command line and exit."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        from salesaudit.version import __version__

        _print_version(__version__)
    sys.exit(_flushed(run(arguments)))


def _print_version(version: str) -> NoReturn:
    try:
        sys.stdout.write(f"salesaudit {version}\n")
        sys.stdout.flush()
    except (OSError, AttributeError, ValueError):
        os._exit(0)
    os._exit(0)  # nothing was imported that would have to be put away


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; no exception leaves this function."""
    own, rest = _split(arguments)
    # Nearly all that is made lives until the end: to look for garbage as often as Python does finds none of it and
    # takes a tenth of a start and a third of a large company.
    gc.set_threshold(GARBAGE)
    try:
        from salesaudit.cli.console import prepare_streams
        from salesaudit.cli.failures import catch_signals

        prepare_streams()
        catch_signals()
        return _dispatch([*(argument for argument in own if argument != DEBUG), *rest])
    except BaseException as error:  # noqa: BLE001  (the one place that everything ends in)
        return _told(error, debug=DEBUG in own)


def _split(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Part what may be an option from what follows ``--`` and is a name whatever it looks like."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    return list(arguments[:end]), list(arguments[end:])


def _dispatch(arguments: list[str]) -> int:
    from salesaudit.cli.app import COMMANDS, build
    from salesaudit.cli.failures import check_command

    name = check_command(arguments, COMMANDS)
    command = build([name] if name else COMMANDS)
    if COMPLETION in os.environ:
        command.main(args=arguments, prog_name="salesaudit", standalone_mode=False)
    # Typer's own `main` would end a closed pipe with exit code 1, which means findings here.
    with command.make_context("salesaudit", arguments) as context:
        result = command.invoke(context)
    return result if isinstance(result, int) else 0


def _told(error: BaseException, *, debug: bool) -> int:
    """Tell an error; where even that fails (a second Ctrl-C, no way to write) end at once, without a traceback."""
    code = 130 if isinstance(error, KeyboardInterrupt) else 4
    try:
        from salesaudit.cli.failures import told

        return told(error, debug=debug)
    except BaseException:  # noqa: BLE001
        os._exit(code)


def _flushed(code: int) -> int:
    """Flush what is written, and make a disk that is full an error."""
    from salesaudit.cli.console import flush, silence

    try:
        flush(sys.stdout)
    except OSError as error:
        code = _told(error, debug=False)
    try:
        flush(sys.stderr)
    except OSError:
        silence(sys.stderr.fileno())
    return code
