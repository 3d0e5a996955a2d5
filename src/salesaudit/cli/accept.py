"""``salesaudit accept``: write an accepted risk into the company's file, everything else left as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from salesaudit.cli.complete import languages, profiles
from salesaudit.cli.complete import rule as rule_names
from salesaudit.cli.exit_codes import ExitCode
from salesaudit.cli.speech import choose, t

if TYPE_CHECKING:
    from salesaudit.audit.accepting import Risk


def accept(
    rule: Annotated[str, typer.Argument(help=t("help.accept.rule"), show_default=False, autocompletion=rule_names)],
    subject: Annotated[str, typer.Argument(help=t("help.accept.subject"), show_default=False)],
    file: Annotated[str, typer.Argument(help=t("help.accept.file"), show_default=False)],
    reason: Annotated[str, typer.Option("--reason", help=t("help.accept.reason"), show_default=False)],
    owner: Annotated[list[str], typer.Option("--owner", help=t("help.accept.owner"), show_default=False)],
    until: Annotated[str, typer.Option("--until", help=t("help.accept.until"), show_default=False)],
    profile: Annotated[str | None, typer.Option(help=t("help.check.profile"), autocompletion=profiles)] = None,
    pack: Annotated[list[str] | None, typer.Option("--pack", help=t("help.check.pack"))] = None,
    plugin: Annotated[list[str] | None, typer.Option("--plugin", help=t("help.check.plugin"))] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=t("help.accept.dry_run"))] = False,
    lang: Annotated[str | None, typer.Option(help=t("help.lang"), autocompletion=languages)] = None,
) -> int:
    """Accept a risk. Raises LoadError, InputError, UsageError; nothing is written then."""
    from pathlib import Path

    from salesaudit.audit.accepting import Risk, accepting
    from salesaudit.cli.options import unknown_rule
    from salesaudit.cli.settings import config_for, settings_on
    from salesaudit.orgfile.edit import edit
    from salesaudit.orgfile.load import load_bytes
    from salesaudit.rules.catalogue import all_rules
    from salesaudit.rules.registry import find_rule
    from salesaudit.safety.errors import UsageError
    from salesaudit.safety.files import STDIN, read_bounded, write_atomically
    from salesaudit.safety.limits import LIMITS

    all_rules()
    on_top = config_for(None, False, pack, plugin)
    found = find_rule(rule)
    if found is None:
        raise unknown_rule(rule)
    if file == STDIN:
        raise UsageError("accept.stdin")
    settings = settings_on(on_top, {"profile": profile, "language": lang})
    folder = Path(file).parent
    before = read_bounded(file, LIMITS.org_file_bytes)
    document = load_bytes(before, file, folder=folder)
    risk, changes = accepting(
        document, Risk(found.id, subject, reason, tuple(owner), until), settings.config.profile(settings["profile"])
    )
    after = edit(before, file, *changes, folder=folder)
    if not dry_run:
        write_atomically(file, after)
    language = choose(lang, settings["language"] or document.data["company"].get("language"))
    _tell(risk, file, before, after, dry_run, language)
    return ExitCode.CLEAN


def _tell(risk: Risk, file: str, before: bytes, after: bytes, dry_run: bool, lang: str) -> None:
    from salesaudit.cli.console import show
    from salesaudit.formats.change import changed_lines
    from salesaudit.formats.lines import line
    from salesaudit.texts import show as shown
    from salesaudit.texts.catalogue import say

    key = "accept.would" if dry_run else "accept.added"
    until = shown.date(risk.until, lang)
    show([line(say(key, lang, file=file, rule=risk.rule, subject=risk.subject, until=until))])
    show(changed_lines(before.decode("utf-8-sig"), after.decode("utf-8-sig")))
