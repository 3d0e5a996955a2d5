"""``salesaudit check``: audit company files and say what was found."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from salesaudit.cli.complete import formats, languages, levels, profiles, rules
from salesaudit.cli.exit_codes import ExitCode
from salesaudit.cli.speech import choose, t

if TYPE_CHECKING:
    from salesaudit.audit.baseline import Baseline
    from salesaudit.audit.funnel import Gate
    from salesaudit.audit.profile import Profile
    from salesaudit.audit.run import Audited, Run, Unreadable
    from salesaudit.settings.resolve import Settings

FORMATS = ("text", "json", "sarif", "junit", "github", "gitlab", "markdown")
SEVERITIES = ("critical", "high", "medium", "low", "never")


def check(
    files: Annotated[list[str] | None, typer.Argument(help=t("help.check.files"), show_default=False)] = None,
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
        str | None, typer.Option(help=t("help.check.fail_on", known=", ".join(SEVERITIES)), autocompletion=levels)
    ] = None,
    min_score: Annotated[str | None, typer.Option(help=t("help.check.min_score"))] = None,
    select: Annotated[list[str] | None, typer.Option(help=t("help.check.select"), autocompletion=rules)] = None,
    ignore: Annotated[list[str] | None, typer.Option(help=t("help.check.ignore"), autocompletion=rules)] = None,
    profile: Annotated[str | None, typer.Option(help=t("help.check.profile"), autocompletion=profiles)] = None,
    baseline: Annotated[str | None, typer.Option(help=t("help.check.baseline"))] = None,
    no_accepted: Annotated[bool, typer.Option("--no-accepted", help=t("help.check.no_accepted"))] = False,
    watch: Annotated[bool, typer.Option("--watch", help=t("help.check.watch"))] = False,
    config: Annotated[str | None, typer.Option("--config", help=t("help.check.config"))] = None,
    no_config: Annotated[bool, typer.Option("--no-config", help=t("help.check.no_config"))] = False,
    lang: Annotated[str | None, typer.Option(help=t("help.lang"), autocompletion=languages)] = None,
) -> int:
    """Audit files; the exit code says whether a finding reaches the threshold."""
    from salesaudit.audit.funnel import Gate
    from salesaudit.audit.run import Run
    from salesaudit.cli.options import chosen_rules, one_of, outputs, percent
    from salesaudit.cli.settings import settings_for

    choose(lang)
    one_of("--format", format_, FORMATS)
    if fail_on is not None:
        one_of("--fail-on", fail_on, SEVERITIES)
    targets = outputs(output or [], FORMATS)
    flags = {
        "profile": profile,
        "fail_on": fail_on,
        "min_score": percent("--min-score", min_score),
        "language": lang,
        "select": chosen_rules("--select", select),
        "ignore": chosen_rules("--ignore", ignore),
        "baseline": baseline,
    }
    settings = settings_for(flags, config, no_config)
    gate = Gate(settings["fail_on"], settings["min_score"], settings["gates"])
    rules = settings.config.profile(settings["profile"])
    narrowed = rules.narrowed(settings["select"], settings["ignore"], accept=not no_accepted)
    known = _known(settings["baseline"])

    def once() -> tuple[Run, bool]:
        audited, unreadable = _audit_all(_found(files or [], settings), narrowed, known)
        spoken = settings["language"] or next((one.report.language for one in audited if one.report.language), None)
        run = Run(tuple(audited), tuple(unreadable), rules.name, choose(lang, spoken))
        return run, _write_all(run, targets)

    if watch:
        _follow(lambda: once()[0], files or settings["paths"], format_)
    run, written = once()
    _show(run, format_, gate)
    return _exit_code(run, gate) if written else ExitCode.UNUSABLE


def _follow(once: Callable[[], Run], files: list[str], format_: str) -> NoReturn:
    from salesaudit.cli.watch import watch
    from salesaudit.safety.errors import UsageError

    if "-" in files:
        raise UsageError("watch.stdin")
    if format_ != "text":
        raise UsageError("watch.format")
    watch(once, files)


def _known(path: str | None) -> Baseline | None:
    if path is None:
        return None
    from salesaudit.audit.baseline import load_baseline

    return load_baseline(path)


def _found(named: list[str], settings: Settings) -> list[str]:
    """Return the files that the command line means, else those of the settings.

    What fits no file is told and does not stop the rest; what a folder or a pattern finds may be excluded.
    """
    from salesaudit.cli.failures import warn
    from salesaudit.orgfile.load import looks_like_org
    from salesaudit.safety.errors import UsageError
    from salesaudit.safety.find import find_files
    from salesaudit.settings.config import excluded

    files = named or settings["paths"]
    if not files:
        raise UsageError("usage.no_files", hint="usage.help")
    if files.count("-") > 1:
        raise UsageError("usage.stdin_twice")
    found, unmatched = find_files(files, looks_like_org)
    for name in unmatched:
        warn("usage.matches_nothing", name=name)
    return [path for path in found if path in named or not excluded(path, settings["exclude"])]


def _audit_all(paths: list[str], profile: Profile, baseline: Baseline | None) -> tuple[list[Audited], list[Unreadable]]:
    """Audit every file; one that cannot be read is told and does not stop the rest."""
    from salesaudit.audit.run import Unreadable, audit_document, compared
    from salesaudit.cli.failures import told
    from salesaudit.orgfile.load import load
    from salesaudit.orgfile.problems import LoadError
    from salesaudit.safety.errors import InputError

    audited: list[Audited] = []
    unreadable: list[Unreadable] = []
    for path in paths:
        try:
            audited.append(compared(audit_document(load(path), profile), baseline))
        except (LoadError, InputError) as error:
            told(error, debug=False)
            unreadable.append(Unreadable(path, error))
    return audited, unreadable


def _write_all(run: Run, targets: list[tuple[str, str]]) -> bool:
    """Write the outputs, before anything is shown: a reader of the screen may go away in the middle.

    One that cannot be written is told and does not stop the rest; returns whether all were written.
    """
    from salesaudit.cli.failures import told
    from salesaudit.formats.faces import encoded
    from salesaudit.safety.errors import InputError
    from salesaudit.safety.files import write_atomically

    failed = False
    for format_, path in targets:
        try:
            write_atomically(path, encoded(format_, run))
        except InputError as error:
            told(error, debug=False)
            failed = True
    return not failed


def _show(run: Run, format_: str, gate: Gate) -> None:
    from salesaudit.cli.console import show, width, write

    if format_ == "text":
        from salesaudit.formats import text

        show(text.lines(run, width()))
        show(text.verdict(run, gate, width()))
    else:
        from salesaudit.formats.faces import render

        write(render(format_, run))


def _exit_code(run: Run, gate: Gate) -> int:
    if run.unreadable:
        return ExitCode.UNUSABLE
    if not run.audited:
        from salesaudit.cli.failures import warn

        warn("summary.nothing_checked")
        return ExitCode.NOTHING_CHECKED
    return ExitCode.FINDINGS if any(gate.closes(report) for report in run.reports) else ExitCode.CLEAN
