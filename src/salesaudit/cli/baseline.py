"""``salesaudit baseline``: adopt checks without mending everything first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from salesaudit.cli.complete import languages, profiles, words
from salesaudit.cli.exit_codes import ExitCode
from salesaudit.cli.speech import choose, t

if TYPE_CHECKING:
    from salesaudit.audit.profile import Profile
    from salesaudit.audit.report import Report

ACTIONS = ("create", "prune")
FILE = ".salesaudit-baseline.yaml"


def baseline(
    action: Annotated[
        str,
        typer.Argument(help=t("help.baseline.action"), show_default=False, autocompletion=words(("create", "prune"))),
    ],
    files: Annotated[list[str] | None, typer.Argument(help=t("help.baseline.files"), show_default=False)] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar=t("meta.baseline"), help=t("help.baseline.output"))
    ] = None,
    profile: Annotated[str | None, typer.Option(help=t("help.check.profile"), autocompletion=profiles)] = None,
    pack: Annotated[list[str] | None, typer.Option("--pack", help=t("help.check.pack"))] = None,
    plugin: Annotated[list[str] | None, typer.Option("--plugin", help=t("help.check.plugin"))] = None,
    config: Annotated[str | None, typer.Option("--config", help=t("help.check.config"))] = None,
    no_config: Annotated[bool, typer.Option("--no-config", help=t("help.check.no_config"))] = False,
    lang: Annotated[str | None, typer.Option(help=t("help.lang"), autocompletion=languages)] = None,
) -> int:
    """Write down what is open now, or take out what has been mended since. Raises LoadError, InputError, UsageError."""
    from salesaudit.cli.options import one_of
    from salesaudit.cli.settings import config_for, settings_on

    one_of("ACTION", action, ACTIONS)
    flags = {"profile": profile, "language": lang, "baseline": output}
    settings = settings_on(config_for(config, no_config, pack, plugin), flags)
    chosen = settings.config.profile(settings["profile"]).narrowed(settings["select"], settings["ignore"])
    language = choose(lang, settings["language"])
    path = settings["baseline"] or FILE
    if action == "create":
        return _create(path, files or settings["paths"], chosen, settings["exclude"], language)
    return _prune(path, files or [], chosen, settings["exclude"], language)


def _create(path: str, files: list[str], profile: Profile, exclude: list[str], lang: str) -> int:
    from pathlib import Path

    from salesaudit.audit import baseline as known
    from salesaudit.safety.errors import UsageError

    if Path(path).exists():
        raise UsageError("baseline.exists", hint="baseline.exists.hint", file=path)
    if not files:
        raise UsageError("baseline.no_files")
    made = known.create(_reports(files, profile, exclude), str(Path(path).parent))
    return _write(path, made, "baseline.created", lang, n=made.count)


def _prune(path: str, files: list[str], profile: Profile, exclude: list[str], lang: str) -> int:
    from salesaudit.audit import baseline as known
    from salesaudit.cli.console import show
    from salesaudit.formats.lines import line
    from salesaudit.texts.catalogue import say

    before = known.load_baseline(path)
    after = known.prune(before, _reports(files or before.files(), profile, exclude))
    if after == before:
        show([line(say("baseline.unchanged", lang, file=path, left=before.count))])
        return ExitCode.CLEAN
    return _write(path, after, "baseline.pruned", lang, n=before.count - after.count, left=after.count)


def _reports(files: list[str], profile: Profile, exclude: list[str]) -> list[Report]:
    """Audit all files, or none: half a baseline would say that the rest is new."""
    from salesaudit.audit.run import audit_file
    from salesaudit.orgfile.load import looks_like_org
    from salesaudit.safety.errors import UsageError
    from salesaudit.safety.find import find_files
    from salesaudit.settings.config import excluded

    found = find_files(files, looks_like_org, excluded=lambda path: excluded(path, exclude))
    if found.unmatched:
        raise UsageError("usage.matches_nothing", name=found.unmatched[0])
    return [audit_file(path, profile) for path in found.paths]


def _write(path: str, made: object, said: str, lang: str, **values: int) -> int:
    from salesaudit.audit import baseline as known
    from salesaudit.cli.console import show
    from salesaudit.formats.lines import line
    from salesaudit.safety.files import write_atomically
    from salesaudit.texts.catalogue import say

    assert isinstance(made, known.Baseline)
    write_atomically(path, known.write(made).encode("utf-8", "backslashreplace"))
    show([line(say(said, lang, file=path, **values))])
    return ExitCode.CLEAN
