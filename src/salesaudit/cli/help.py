"""``--help`` in the reader's language: typer's own headings and remarks are English only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from typer.core import TyperCommand, TyperGroup

from salesaudit.cli.speech import has_sentence, t

HEADINGS = {"Options": "help.options", "Arguments": "help.arguments", "Commands": "help.commands"}
REMARKS = {
    "Show this message and exit.": "help.help",
    "Install completion for the current shell.": "help.install_completion",
    "Show completion for the current shell, to copy it or customize the installation.": "help.show_completion",
    "[default:": "help.default",
    "[required]": "help.required",
}
USAGE = {"[OPTIONS]": "help.usage.options", "COMMAND [ARGS]...": "help.usage.command"}
BRACES = str.maketrans("", "", "{}")
"""What typer puts around an argument that has to be there."""


class _Spoken:
    """Help whose headings, remarks and names for values come from texts/messages."""

    params: list[Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for param in self.params:
            keys = [f"meta.{name.lstrip('-')}" for name in (param.name, *param.opts)]
            key = next(filter(has_sentence, keys), None)
            if key is not None and param.metavar is None and not getattr(param, "is_flag", False):
                param.metavar = t(key)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _translate(formatter)
        super().format_help(ctx, formatter)  # type: ignore[misc]  # of the class beside this one


class SpokenCommand(_Spoken, TyperCommand):
    """A command with such help."""


class SpokenGroup(_Spoken, TyperGroup):
    """The list of commands with such help."""


def _translate(formatter: Any) -> None:
    """Let a formatter of typer's write our words in place of its own, before it breaks lines."""
    write_usage: Callable[..., None] = formatter.write_usage
    write_heading: Callable[[str], None] = formatter.write_heading
    write_dl: Callable[..., None] = formatter.write_dl

    def usage(prog: str, args: str = "", **_: object) -> None:
        write_usage(prog, _replaced(args, USAGE).translate(BRACES), f"{t('help.usage')}: ")

    def heading(text: str) -> None:
        write_heading(t(HEADINGS[text]) if text in HEADINGS else text)

    def rows(rows: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        write_dl([(name, _replaced(text, REMARKS)) for name, text in rows], *args, **kwargs)

    formatter.write_usage, formatter.write_heading, formatter.write_dl = usage, heading, rows


def _replaced(text: str, words: dict[str, str]) -> str:
    for word, key in words.items():
        text = text.replace(word, t(key))
    return text
