"""``salesaudit schema``: the JSON Schema of the format, for editors."""

from __future__ import annotations

from typing import Annotated

import typer

from salesaudit.cli.complete import words
from salesaudit.cli.exit_codes import ExitCode
from salesaudit.cli.speech import t

KINDS = ("org", "answers", "said", "evidence", "pack", "report", "diff")


def schema(
    kind: Annotated[
        str, typer.Argument(help=t("help.schema.kind", known=", ".join(KINDS)), autocompletion=words(KINDS))
    ] = "org",
    output: Annotated[str | None, typer.Option("--output", "-o", help=t("help.schema.output"))] = None,
) -> int:
    """Print the JSON Schema of one kind of file, or write it to a file."""
    from salesaudit.cli.console import write
    from salesaudit.cli.options import one_of
    from salesaudit.safety.files import write_atomically

    one_of("KIND", kind, KINDS)
    text = _text(kind)
    if output is None:
        write(text)
    else:
        write_atomically(output, text.encode())
    return ExitCode.CLEAN


def _text(kind: str) -> str:
    if kind in ("report", "diff"):
        from salesaudit.formats import json_types
        from salesaudit.formats.diffs.json_types import diff_schema

        return json_types.schema_text(diff_schema() if kind == "diff" else json_types.report_schema())
    from salesaudit.orgfile.schema import schema_text

    return schema_text(kind)
