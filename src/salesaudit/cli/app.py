"""The commands, built only as far as one start needs: typer takes longer to describe a command than we to run it."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

import typer

from salesaudit.cli.speech import t

COMMANDS = ("check",)
"""Each is a module of this package with a function of the same name."""


def build(commands: Sequence[str] = COMMANDS) -> typer.Typer:
    """Return the application with these commands."""
    app = typer.Typer(
        name="salesaudit",
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
        debug: bool = typer.Option(False, "--debug", help=t("help.debug")),
    ) -> None:
        """Take the options that belong to no command; `main` has answered them before."""

    for name in commands:
        module = import_module(f"salesaudit.cli.{name}")
        app.command(name, help=t(f"help.{name}"), epilog=t(f"help.{name}.epilog"))(getattr(module, name))
    return app
