"""``salesaudit diff``: what changed between two states of a company."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from salesaudit.cli.complete import formats, levels, profiles
from salesaudit.cli.exit_codes import ExitCode
from salesaudit.cli.speech import choose, t

if TYPE_CHECKING:
    from salesaudit.audit.diff import Comparison, Snapshot
    from salesaudit.audit.profile import Profile

FORMATS = ("text", "json", "markdown", "html")
SEVERITIES = ("critical", "high", "medium", "low", "never")


def diff(
    old: Annotated[str, typer.Argument(help=t("help.diff.old"), show_default=False)],
    new: Annotated[str, typer.Argument(help=t("help.diff.new"), show_default=False)],
    format_: Annotated[
        str,
        typer.Option(
            "--format", "-f", help=t("help.check.format", known=", ".join(FORMATS)), autocompletion=formats(FORMATS)
        ),
    ] = "text",
    output: Annotated[
        list[str] | None,
        typer.Option("--output", "-o", help=t("help.check.output"), autocompletion=formats(FORMATS, with_path=True)),
    ] = None,
    fail_on: Annotated[
        str, typer.Option(help=t("help.diff.fail_on", known=", ".join(SEVERITIES)), autocompletion=levels)
    ] = "never",
    profile: Annotated[str | None, typer.Option(help=t("help.check.profile"), autocompletion=profiles)] = None,
    pack: Annotated[list[str] | None, typer.Option("--pack", help=t("help.check.pack"))] = None,
    plugin: Annotated[list[str] | None, typer.Option("--plugin", help=t("help.check.plugin"))] = None,
    config: Annotated[str | None, typer.Option("--config", help=t("help.check.config"))] = None,
    no_config: Annotated[bool, typer.Option("--no-config", help=t("help.check.no_config"))] = False,
    lang: Annotated[str | None, typer.Option(help=t("help.lang"))] = None,
) -> int:
    """Compare two states; the exit code is 1 only where --fail-on asks for it. Raises LoadError, InputError."""
    from salesaudit.audit.diff import compare_all
    from salesaudit.cli.options import one_of, outputs
    from salesaudit.cli.settings import config_for, settings_on
    from salesaudit.safety.errors import UsageError
    from salesaudit.safety.files import write_atomically

    one_of("--format", format_, FORMATS)
    one_of("--fail-on", fail_on, SEVERITIES)
    targets = outputs(output or [], FORMATS)
    if old == new == "-":
        raise UsageError("usage.stdin_twice")
    settings = settings_on(config_for(config, no_config, pack, plugin), {"profile": profile, "language": lang})
    rules = settings.config.profile(settings["profile"]).narrowed(settings["select"], settings["ignore"])
    (before, spoken_before), (after, spoken) = side(old, rules), side(new, rules)
    comparison = compare_all(before, after)
    if not comparison.diffs:
        raise UsageError("diff.nothing_to_compare", hint="diff.nothing_to_compare.hint", old=old, new=new)
    language = choose(lang, settings["language"] or spoken or spoken_before)
    for name, path in targets:
        write_atomically(path, _rendered(comparison, name, language).encode("utf-8", "backslashreplace"))
    _show(comparison, format_, fail_on, language)
    return ExitCode.FINDINGS if any(one.closed_by(fail_on) for one in comparison.diffs) else ExitCode.CLEAN


def side(name: str, profile: Profile) -> tuple[list[Snapshot], str | None]:
    """Return one side of the comparison, whatever it is kept in, and the language that its file names."""
    from pathlib import Path

    from salesaudit.audit.run import audit_document
    from salesaudit.audit.snapshot import snapshot
    from salesaudit.formats.saved import looks_saved, snapshots
    from salesaudit.orgfile.load import load_bytes
    from salesaudit.safety.files import read_bounded
    from salesaudit.safety.find import leads_outside
    from salesaudit.safety.git import Beside, is_revision, read_revision
    from salesaudit.safety.limits import LIMITS

    in_git = is_revision(name)
    data = (read_revision if in_git else read_bounded)(name, LIMITS.report_bytes)
    if looks_saved(data):
        return snapshots(data, name), None
    if in_git:
        document = load_bytes(data, name, beside=Beside(name, LIMITS.org_file_bytes))
    else:
        folder = Path.cwd() if name == "-" else Path(name).parent
        document = load_bytes(data, name, folder=folder, quote=not leads_outside(name))
    audited = audit_document(document, profile)
    return [snapshot(audited, name)], audited.report.language


def _rendered(comparison: Comparison, format_: str, lang: str) -> str:
    from importlib import import_module

    face = import_module(f"salesaudit.formats.diffs.{format_}")
    return str(face.document(comparison, lang) if format_ == "text" else face.render(comparison, lang))


def _show(comparison: Comparison, format_: str, threshold: str, lang: str) -> None:
    from salesaudit.cli.console import show, width, write
    from salesaudit.formats.diffs import text
    from salesaudit.formats.lines import EMPTY, Piece, wrapped
    from salesaudit.texts.catalogue import say

    if format_ != "text":
        write(_rendered(comparison, format_, lang))
        return
    show(text.render(comparison, lang, width()))
    if closing := sum(len(one.closed_by(threshold)) for one in comparison.diffs):
        show([EMPTY, *wrapped((Piece(""),), say("diff.gate", lang, n=closing), width(), "  ", "high")])
