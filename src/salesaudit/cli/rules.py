"""``salesaudit rules``: what is checked."""

from __future__ import annotations

from typing import Annotated

import typer

from salesaudit.cli.exit_codes import ExitCode
from salesaudit.cli.speech import choose, t

FORMATS = ("text", "json", "markdown")


def rules(
    select: Annotated[list[str] | None, typer.Argument(help=t("help.check.select"), show_default=False)] = None,
    format_: Annotated[str, typer.Option("--format", "-f", help=t("help.check.format", known=", ".join(FORMATS)))] = "text",
    profiles: Annotated[bool, typer.Option("--profiles", help=t("help.rules.profiles"))] = False,
    lang: Annotated[str | None, typer.Option(help=t("help.lang"))] = None,
) -> int:
    """List the rules, or those named by id, slug or family."""
    from salesaudit.cli.console import show, width, write
    from salesaudit.cli.options import chosen_rules, one_of
    from salesaudit.formats import listing
    from salesaudit.rules.catalogue import all_rules

    one_of("--format", format_, FORMATS)
    language = choose(lang)
    if profiles:
        _show_profiles(language)
        return ExitCode.CLEAN
    chosen = chosen_rules("RULES", select)
    listed = [rule for rule in all_rules() if chosen is None or rule.id in chosen]
    match format_:
        case "json":
            write(listing.rules_json(listed))
        case "markdown":
            write(listing.rules_markdown(listed, language))
        case _:
            show(listing.rules_text(listed, language, width()))
    return ExitCode.CLEAN


def _show_profiles(lang: str) -> None:
    from salesaudit.audit.profile import profile_names, profile_says
    from salesaudit.cli.console import show, width
    from salesaudit.formats.lines import Piece, wrapped

    for name in profile_names():
        show(wrapped((Piece(f"{name}  ", "rule"),), profile_says(name, lang), width(), "  "))
