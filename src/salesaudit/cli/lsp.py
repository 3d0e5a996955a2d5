"""``salesaudit lsp``: the server for editors."""

from __future__ import annotations

from typing import Annotated

import typer

from salesaudit.cli.complete import languages
from salesaudit.cli.exit_codes import ExitCode
from salesaudit.cli.speech import t


def lsp(
    stdio: Annotated[bool, typer.Option("--stdio", help=t("help.lsp.stdio"), show_default=False)] = True,
    lang: Annotated[str | None, typer.Option(help=t("help.lang"), autocompletion=languages)] = None,
) -> int:
    """Serve an editor over standard input and output. Raises UsageError where the packages for it are missing."""
    from salesaudit.cli.speech import choose
    from salesaudit.safety.errors import UsageError

    choose(lang)
    try:
        from salesaudit.editor.server import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise UsageError("lsp.missing", hint="lsp.missing.hint") from error
    assert stdio  # editors say it; there is no other way
    serve(lang)
    return ExitCode.CLEAN
