"""``salesaudit check``: audit company files and say what was found."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from salesaudit.cli.complete import formats, languages, levels, profiles, rules
from salesaudit.cli.exit_codes import ExitCode
from salesaudit.cli.speech import choose, t

if TYPE_CHECKING:
    from salesaudit.audit.baseline import Baseline
    from salesaudit.audit.cache import Cache
    from salesaudit.audit.funnel import Gate
    from salesaudit.audit.many import Job
    from salesaudit.audit.profile import Profile
    from salesaudit.audit.run import Unreadable
    from salesaudit.formats.items import Frame
    from salesaudit.formats.lines import Look
    from salesaudit.formats.share import Outputs, Share
    from salesaudit.orgfile.load import OrgDocument
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
    from salesaudit.audit.many import Job
    from salesaudit.cli.options import chosen_rules, one_of, outputs, percent
    from salesaudit.cli.settings import config_for, settings_on
    from salesaudit.formats.faces import whole
    from salesaudit.formats.items import Frame
    from salesaudit.formats.lines import Look
    from salesaudit.formats.share import Outputs

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
    kept = _cache(cache, narrowed, on_top.brought)
    named = files or settings["paths"]

    if watch:
        from salesaudit.cli.watch import Watched, watchable
        from salesaudit.cli.watch import watch as follow

        watchable(named, format_)
        watched = Watched(narrowed, rules.name, known, settings["language"], lang)
        follow(lambda: watched.run(_found(files or [], settings), targets), named)
    paths = _found(files or [], settings)
    seen, spoken = _language_of(paths, settings["language"])
    look = _look(choose(lang, spoken), format_)
    asked = Outputs(((format_, look), *((target, Look(look.lang)) for target, _ in targets)), known)
    job = Job(narrowed, asked, on_top.brought, kept, seen)
    shares, unreadable = _audit_all(paths, job, workers)
    frame = Frame(rules.name, look.lang, tuple(unreadable))
    written = write_all(targets, lambda number: whole(targets[number][0], asked.parts(number + 1, shares), frame))
    _show(format_, shares, asked, frame, gate)
    return _exit_code(shares, unreadable, gate) if written else ExitCode.UNUSABLE


def _known(path: str | None) -> Baseline | None:
    if path is None:
        return None
    from salesaudit.audit.baseline import load_baseline
    from salesaudit.safety.errors import InputError

    try:
        return load_baseline(path)
    except InputError as error:
        if error.key != "file.not_found":
            raise
        raise InputError(error.key, hint="baseline.missing.hint", **error.values) from error


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


def _cache(folder: str | None, profile: Profile, bundles: tuple[Bundle, ...]) -> Cache | None:
    if folder is None:
        return None
    from salesaudit.audit.cache import open_cache

    return open_cache(folder, profile, bundles)


def _language_of(paths: list[str], settled: str | None) -> tuple[dict[str, OrgDocument | Unreadable], str | None]:
    """Return the language of the first company that says one, unless it is settled, and what was opened for that."""
    if settled is not None:
        return {}, settled
    from salesaudit.audit.many import language_of, opened

    seen = opened(paths)
    return seen, next(filter(None, map(language_of, seen.values())), None)


def _look(lang: str, format_: str) -> Look:
    """Return how what is written to standard output is to look."""
    from salesaudit.cli.console import coloured, width
    from salesaudit.formats.lines import Look

    return Look(lang, width(), coloured(sys.stdout)) if format_ == "text" else Look(lang)


def _audit_all(paths: list[str], job: Job[Share], workers: int) -> tuple[list[Share], list[Unreadable]]:
    """Audit every file; what cannot be read, or not wholly, is told and does not stop the rest."""
    from contextlib import closing

    from salesaudit.audit.many import audit_all
    from salesaudit.audit.run import Unreadable
    from salesaudit.cli.failures import told
    from salesaudit.cli.progress import followed

    shares: list[Share] = []
    unreadable: list[Unreadable] = []
    with closing(followed(audit_all(paths, job, jobs=workers), len(paths))) as results:
        for path, one in zip(paths, results, strict=True):
            if isinstance(one, Unreadable):
                unreadable.append(one)
            else:
                shares.append(one.made)
                unreadable += [Unreadable(path, error) for error in one.broken]
    for error in dict.fromkeys(one.error for one in unreadable):
        told(error, debug=False)
    return shares, unreadable


def write_all(targets: list[tuple[str, str]], said: Callable[[int], str]) -> bool:
    """Write the outputs, before anything is shown: a reader of the screen may go away in the middle.

    `said` gives the text of an output by its number. One that cannot be written is told and does not stop the rest;
    returns whether all were written.
    """
    from salesaudit.cli.failures import told
    from salesaudit.formats.faces import in_bytes
    from salesaudit.safety.errors import InputError
    from salesaudit.safety.files import write_atomically

    failed = False
    for number, (_, path) in enumerate(targets):
        try:
            write_atomically(path, in_bytes(said(number)))
        except InputError as error:
            told(error, debug=False)
            failed = True
    return not failed


def _show(format_: str, shares: list[Share], outputs: Outputs, frame: Frame, gate: Gate) -> None:
    from salesaudit.cli.console import show, show_text, write

    _, look = outputs.asked[0]
    if format_ == "text":
        from salesaudit.formats import text

        show_text(text.reports(outputs.parts(0, shares), frame, look))
        show(text.verdict(shares, gate, look))
    else:
        from salesaudit.formats.faces import whole

        write(whole(format_, outputs.parts(0, shares), frame))


def _exit_code(shares: list[Share], unreadable: list[Unreadable], gate: Gate) -> int:
    if unreadable:
        return ExitCode.UNUSABLE
    if not shares:
        from salesaudit.cli.failures import warn

        warn("summary.nothing_checked")
        return ExitCode.NOTHING_CHECKED
    return ExitCode.FINDINGS if any(share.closes(gate) for share in shares) else ExitCode.CLEAN
