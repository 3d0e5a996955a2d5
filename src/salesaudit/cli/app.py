"""The commands, built only as far as one start needs: typer takes longer to describe a command than we to run it."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import typer

from salesaudit.cli.help import SpokenCommand, SpokenGroup
from salesaudit.cli.speech import t

COMMANDS = (
    "check",
    "explain",
    "rules",
    "vocabulary",
    "init",
    "schema",
    "accept",
    "baseline",
    "config",
    "diff",
    "report",
    "ask",
    "questionnaire",
    "lsp",
)
"""Each is a module of this package with a function of the same name."""


def build(commands: Sequence[str] = COMMANDS) -> Any:
    """Return typer's command group with these commands."""
    app = typer.Typer(
        name="salesaudit",
        cls=SpokenGroup,
        help=t("help.salesaudit"),
        epilog=t("help.epilog"),
        add_completion=True,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )

    @app.callback()
    def options(
        version: bool = typer.Option(False, "--version", help=t("help.version"), is_eager=True),
        lang: str | None = typer.Option(None, "--lang", help=t("help.lang")),
        debug: bool = typer.Option(False, "--debug", help=t("help.debug")),
    ) -> None:
        """Take the options that belong to no command; `main` and `speech` look for them themselves."""

    for name in commands:
        module = import_module(f"salesaudit.cli.{name}")
        says = t(f"help.{name}")
        declare = app.command(
            name, cls=SpokenCommand, help=says, short_help=says.rstrip("."), epilog=t(f"help.{name}.epilog")
        )
        declare(getattr(module, name))
    return typer.main.get_command(app)
