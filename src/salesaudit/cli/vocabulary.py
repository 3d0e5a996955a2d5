"""``salesaudit vocabulary``: the roles, functions, elements and words that a file can name."""

from __future__ import annotations

from typing import Annotated

import typer

from salesaudit.cli.complete import formats, languages, vocabulary_kinds
from salesaudit.cli.exit_codes import ExitCode
from salesaudit.cli.speech import choose, t

FORMATS = ("text", "json", "markdown")


def vocabulary(
    search: Annotated[list[str] | None, typer.Argument(help=t("help.vocabulary.search"), show_default=False)] = None,
    kind: Annotated[str | None, typer.Option(help=t("help.vocabulary.kind"), autocompletion=vocabulary_kinds)] = None,
    format_: Annotated[
        str,
        typer.Option(
            "--format", "-f", help=t("help.check.format", known=", ".join(FORMATS)), autocompletion=formats(FORMATS)
        ),
    ] = "text",
    lang: Annotated[str | None, typer.Option(help=t("help.lang"), autocompletion=languages)] = None,
) -> int:
    """List the vocabulary, or what of it a few words find."""
    from salesaudit.cli.console import show, width, write
    from salesaudit.cli.options import one_of
    from salesaudit.formats import listing
    from salesaudit.formats.lines import line
    from salesaudit.knowledge import vocabulary as words
    from salesaudit.knowledge.catalogues import CATALOGUES
    from salesaudit.texts.catalogue import say

    one_of("--format", format_, FORMATS)
    if kind is not None:
        one_of("--kind", kind, tuple(CATALOGUES))
    language = choose(lang)
    found = (
        words.search(" ".join(search), language)
        if search
        else [entry for catalogue in CATALOGUES.values() for entry in catalogue().values()]
    )
    entries = sorted(
        (entry for entry in found if kind in (None, entry.kind)), key=lambda entry: list(CATALOGUES).index(entry.kind)
    )
    match format_:
        case "json":
            write(listing.entries_json(entries))
        case "markdown":
            write(listing.entries_markdown(entries, language))
        case _ if not entries:
            show([line(say("vocabulary.nothing", language, words=" ".join(search or [])))])
        case _:
            show(listing.entries_text(entries, language, width()))
    return ExitCode.CLEAN
