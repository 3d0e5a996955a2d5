"""``salesaudit config show``: which settings hold here and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from salesaudit.cli.complete import formats, languages, words
from salesaudit.cli.exit_codes import ExitCode
from salesaudit.cli.speech import choose, t

if TYPE_CHECKING:
    from salesaudit.settings.resolve import Settings

ACTIONS = ("show",)
FORMATS = ("text", "json")


def config(
    action: Annotated[
        str, typer.Argument(help=t("help.config.action", known=", ".join(ACTIONS)), autocompletion=words(ACTIONS))
    ] = "show",
    origin: Annotated[bool, typer.Option("--origin", help=t("help.config.origin"))] = False,
    format_: Annotated[
        str,
        typer.Option(
            "--format", "-f", help=t("help.check.format", known=", ".join(FORMATS)), autocompletion=formats(FORMATS)
        ),
    ] = "text",
    config_: Annotated[str | None, typer.Option("--config", help=t("help.check.config"))] = None,
    no_config: Annotated[bool, typer.Option("--no-config", help=t("help.check.no_config"))] = False,
    lang: Annotated[str | None, typer.Option(help=t("help.lang"), autocompletion=languages)] = None,
) -> int:
    """Show the settings; with --origin also the flag, variable or line that each comes from."""
    from salesaudit.cli.console import show, write
    from salesaudit.cli.options import one_of
    from salesaudit.cli.settings import settings_for
    from salesaudit.formats import settings as face

    one_of("ACTION", action, ACTIONS)
    one_of("--format", format_, FORMATS)
    settings = settings_for({"language": lang}, config_, no_config)
    if format_ == "json":
        write(face.render_json(_rows(settings)))
        return ExitCode.CLEAN
    language = choose(lang, settings["language"])
    show(face.render(_rows(settings), settings.config.path, origin, language))
    return ExitCode.CLEAN


def _rows(settings: Settings) -> list[tuple[str, object, str, str]]:
    settings.config.profile(settings["profile"])
    return [(one.name, one.value, one.origin, one.where) for one in settings.by_name.values()]
