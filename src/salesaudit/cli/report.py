"""``salesaudit report``: the report that people read, in one or several forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

import typer

from salesaudit.cli.complete import languages, profiles, words
from salesaudit.cli.exit_codes import ExitCode
from salesaudit.cli.speech import choose, t

if TYPE_CHECKING:
    from salesaudit.audit.diff import Diff
    from salesaudit.audit.profile import Profile
    from salesaudit.audit.run import Audited
    from salesaudit.report.scene import Audience, Questions
    from salesaudit.report.view import View
    from salesaudit.settings.resolve import Settings

AUDIENCES = ("consultant", "owner", "team")


def report(
    file: Annotated[str, typer.Argument(help=t("help.report.file"), show_default=False)],
    output: Annotated[
        list[str] | None, typer.Option("--output", "-o", metavar=t("meta.file"), help=t("help.report.output"))
    ] = None,
    against: Annotated[str | None, typer.Option("--against", help=t("help.report.against"))] = None,
    audience: Annotated[
        str,
        typer.Option(
            "--audience", help=t("help.report.audience", known=", ".join(AUDIENCES)), autocompletion=words(AUDIENCES)
        ),
    ] = "consultant",
    redact: Annotated[bool, typer.Option("--redact", help=t("help.report.redact"))] = False,
    brand: Annotated[str | None, typer.Option("--brand", help=t("help.report.brand"))] = None,
    template: Annotated[str | None, typer.Option("--template", help=t("help.report.template"))] = None,
    profile: Annotated[str | None, typer.Option(help=t("help.check.profile"), autocompletion=profiles)] = None,
    baseline: Annotated[str | None, typer.Option(help=t("help.report.baseline"))] = None,
    no_accepted: Annotated[bool, typer.Option("--no-accepted", help=t("help.check.no_accepted"))] = False,
    pack: Annotated[list[str] | None, typer.Option("--pack", help=t("help.check.pack"))] = None,
    plugin: Annotated[list[str] | None, typer.Option("--plugin", help=t("help.check.plugin"))] = None,
    open_: Annotated[bool, typer.Option("--open", help=t("help.report.open"))] = False,
    config: Annotated[str | None, typer.Option("--config", help=t("help.check.config"))] = None,
    no_config: Annotated[bool, typer.Option("--no-config", help=t("help.check.no_config"))] = False,
    lang: Annotated[str | None, typer.Option(help=t("help.lang"), autocompletion=languages)] = None,
) -> int:
    """Make the report; what was found does not change the exit code. Raises LoadError, InputError, UsageError."""
    from salesaudit.cli.faces import brand_of, encoded, targets_of
    from salesaudit.cli.options import one_of
    from salesaudit.cli.settings import config_for, settings_on
    from salesaudit.report.build import view_of
    from salesaudit.safety.errors import UsageError

    choose(lang)
    one_of("--audience", audience, AUDIENCES)
    reader = cast("Audience", audience)
    targets = targets_of(output or [], file)
    if template is not None and all(face != "html" for face, _ in targets):
        raise UsageError("report.template_face", hint="report.template_face.hint")
    if (redact or audience == "team") and any(face == "json" for face, _ in targets):
        raise UsageError("report.json_names", hint="report.json_names.hint")
    if open_ and all(path == "-" for _, path in targets):
        raise UsageError("report.nothing_to_open")
    if file == against == "-":
        raise UsageError("usage.stdin_twice")
    worn = brand_of(brand)
    on_top = config_for(config, no_config, pack, plugin)
    settings = settings_on(on_top, {"profile": profile, "language": lang, "baseline": baseline})
    rules = settings.config.profile(settings["profile"])
    narrowed = rules.narrowed(settings["select"], settings["ignore"], accept=not no_accepted)
    audited = _audited(file, narrowed, settings)
    difference = None if against is None else _difference(against, file, audited, narrowed)
    language = choose(lang, settings["language"] or audited.report.language)
    view = view_of(
        audited,
        language,
        audience=reader,
        redact=redact,
        against=difference,
        questions=_questions(language) if audited.report.unknown else None,
        brand=worn,
        profile=narrowed,
    )
    # everything is laid out before anything is written: a face that fails leaves no half of a report
    _write([(encoded(face, view, audited, template), path) for face, path in targets], view)
    if open_:
        typer.launch(next(path for _, path in targets if path != "-"))
    return ExitCode.CLEAN


def _audited(file: str, profile: Profile, settings: Settings) -> Audited:
    from salesaudit.audit.baseline import load_baseline
    from salesaudit.audit.run import audit_document, compared
    from salesaudit.orgfile.load import load

    known = None if settings["baseline"] is None else load_baseline(settings["baseline"])
    return compared(audit_document(load(file), profile), known)


def _difference(old: str, new: str, audited: Audited, profile: Profile) -> Diff:
    """Return what changed since an earlier state of the company, which may be a file or a saved report."""
    from salesaudit.audit.diff import compare_all
    from salesaudit.audit.snapshot import snapshot
    from salesaudit.cli.diff import side
    from salesaudit.safety.errors import UsageError

    before, _ = side(old, profile)
    comparison = compare_all(before, [snapshot(audited)])
    if not comparison.diffs:
        raise UsageError("diff.nothing_to_compare", hint="diff.nothing_to_compare.hint", old=old, new=new)
    return comparison.diffs[0]


def _questions(lang: str) -> Questions:
    """Return how the questionnaires ask for a fact of a company."""
    from salesaudit.questionnaire.lookup import question_for

    return lambda path, org: question_for(path, lang, org)


def _write(rendered: list[tuple[bytes, str]], view: View) -> None:
    import sys

    from salesaudit.cli.console import show, write
    from salesaudit.cli.faces import STDOUT
    from salesaudit.formats.lines import line
    from salesaudit.safety.files import write_together
    from salesaudit.texts.catalogue import say

    kept = [(path, data) for data, path in rendered if path != STDOUT]
    write_together(kept)
    for path, _ in kept:
        show([line(say("report.written", view.lang, file=path))], sys.stderr)
    for data, path in rendered:
        if path == STDOUT:
            write(data.decode("utf-8"))
