"""``salesaudit init``: a commented starter file."""

from __future__ import annotations

from typing import Annotated

import typer

from salesaudit.cli.complete import languages, words
from salesaudit.cli.exit_codes import ExitCode
from salesaudit.cli.speech import choose, t

SIZES = ("micro", "small", "medium")


def init(
    file: Annotated[str, typer.Argument(help=t("help.init.file"))] = "company.yaml",
    size: Annotated[
        str, typer.Option("--from", help=t("help.init.from", known=", ".join(SIZES)), autocompletion=words(SIZES))
    ] = "small",
    force: Annotated[bool, typer.Option("--force", help=t("help.init.force"))] = False,
    lang: Annotated[str | None, typer.Option(help=t("help.lang"), autocompletion=languages)] = None,
) -> int:
    """Write a starter file in which every line says what it is for; ``-`` prints it."""
    from pathlib import Path

    from salesaudit.cli.console import show, write
    from salesaudit.cli.options import one_of
    from salesaudit.formats.lines import Piece, line
    from salesaudit.orgfile.starter import starter
    from salesaudit.safety.errors import UsageError
    from salesaudit.safety.files import write_atomically
    from salesaudit.texts.catalogue import say

    one_of("--from", size, SIZES)
    language = choose(lang)
    text = starter(size, language)
    if file == "-":
        write(text)
        return ExitCode.CLEAN
    if Path(file).exists() and not force:
        raise UsageError("usage.file_exists", file=file, option="--force")
    write_atomically(file, text.encode())
    show(
        [
            line(say("init.written", language, file=file)),
            line("  ", Piece(say("next.check", language, command=f"salesaudit check {file}"))),
        ]
    )
    return ExitCode.CLEAN
