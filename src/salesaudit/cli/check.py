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
    from salesaudit.audit.many import Job
    from salesaudit.audit.profile import Profile
    from salesaudit.audit.run import Audited, Run, Unreadable
    from salesaudit.rules.bundles import Bundle
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
    pack: Annotated[list[str] | None, typer.Option("--pack", help=t("help.check.pack"))] = None,
    plugin: Annotated[list[str] | None, typer.Option("--plugin", help=t("help.check.plugin"))] = None,
    jobs: Annotated[str, typer.Option("--jobs", "-j", help=t("help.check.jobs"))] = "1",
    cache: Annotated[str | None, typer.Option("--cache", help=t("help.check.cache"))] = None,
    watch: Annotated[bool, typer.Option("--watch", help=t("help.check.watch"))] = False,
    config: Annotated[str | None, typer.Option("--config", help=t("help.check.config"))] = None,
    no_config: Annotated[bool, typer.Option("--no-config", help=t("help.check.no_config"))] = False,
    lang: Annotated[str | None, typer.Option(help=t("help.lang"), autocompletion=languages)] = None,
) -> int:
    """Audit files; the exit code says whether a finding reaches the threshold."""
    from salesaudit.audit.funnel import Gate
    from salesaudit.audit.run import Run
    from salesaudit.cli.options import chosen_rules, one_of, outputs, percent
    from salesaudit.cli.settings import config_for, settings_on

    choose(lang)
    one_of("--format", format_, FORMATS)
    if fail_on is not None:
        one_of("--fail-on", fail_on, SEVERITIES)
    targets = outputs(output or [], FORMATS)
    workers = _workers(jobs)
    on_top = config_for(config, no_config, pack, plugin)
    flags = {
        "profile": profile,
        "fail_on": fail_on,
        "min_score": percent("--min-score", min_score),
        "language": lang,
        "select": chosen_rules("--select", select),
        "ignore": chosen_rules("--ignore", ignore),
        "baseline": baseline,
    }
    settings = settings_on(on_top, flags)
    gate = Gate(settings["fail_on"], settings["min_score"], settings["gates"])
    rules = settings.config.profile(settings["profile"])
    narrowed = rules.narrowed(settings["select"], settings["ignore"], accept=not no_accepted)
    known = _known(settings["baseline"])
    job = _job(narrowed, on_top.brought, cache)

    def once() -> tuple[Run, bool]:
        audited, unreadable = _audit_all(_found(files or [], settings), job, workers, known, keep=watch)
        spoken = settings["language"] or next((one.report.language for one in audited if one.report.language), None)
        run = Run(tuple(audited), tuple(unreadable), rules.name, choose(lang, spoken))
        return run, _write_all(run, targets)

    if watch:
        if cache is not None or workers > 1:
            from salesaudit.safety.errors import UsageError

            raise UsageError("cache.watch")
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
    found = find_files(files, looks_like_org, excluded=lambda path: excluded(path, settings["exclude"]))
    for name in found.unmatched:
        warn("usage.matches_nothing", name=name)
    if found.left_out:
        warn("usage.left_out", n=len(found.left_out))
    return found.paths


def _workers(written: str) -> int:
    if written == "1":  # spares an import that only others need
        return 1
    from salesaudit.cli.options import processes

    return processes(written)


def _job(profile: Profile, bundles: tuple[Bundle, ...], folder: str | None) -> Job:
    from salesaudit.audit.many import Job

    if folder is None:
        return Job(profile, bundles)
    from salesaudit.audit.cache import open_cache

    return Job(profile, bundles, open_cache(folder, profile, bundles))


def _audit_all(
    paths: list[str], job: Job, workers: int, baseline: Baseline | None, *, keep: bool
) -> tuple[list[Audited], list[Unreadable]]:
    """Audit every file; what cannot be read, or not wholly, is told and does not stop the rest."""
    from contextlib import closing

    from salesaudit.audit.many import audit_all
    from salesaudit.audit.run import Audited, Unreadable, compared
    from salesaudit.cli.failures import told
    from salesaudit.cli.progress import followed

    audited: list[Audited] = []
    unreadable: list[Unreadable] = []
    results = audit_all(paths, job, jobs=workers, keep=keep)
    with closing(followed(results, len(paths))) as done:
        for one in done:
            if isinstance(one, Audited):
                audited.append(compared(one, baseline))
                unreadable += [Unreadable(one.report.path, error) for error in one.broken]
            else:
                unreadable.append(one)
    for error in dict.fromkeys(one.error for one in unreadable):
        told(error, debug=False)
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
