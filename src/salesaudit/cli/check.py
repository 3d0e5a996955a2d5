"""``salesaudit check``: audit company files and say what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from salesaudit.cli.exit_codes import ExitCode
from salesaudit.cli.speech import choose, t

if TYPE_CHECKING:
    from salesaudit.audit.profile import Profile
    from salesaudit.audit.run import Audited
    from salesaudit.orgfile.problems import LoadError

FORMATS = ("text", "json")
SEVERITIES = ("critical", "high", "medium", "low", "never")


def check(
    files: Annotated[list[str], typer.Argument(help=t("help.check.files"), show_default=False)],
    format_: Annotated[str, typer.Option("--format", "-f", help=t("help.check.format", known=", ".join(FORMATS)))] = "text",
    output: Annotated[list[str] | None, typer.Option("--output", "-o", help=t("help.check.output"))] = None,
    fail_on: Annotated[str, typer.Option(help=t("help.check.fail_on", known=", ".join(SEVERITIES)))] = "high",
    min_score: Annotated[float | None, typer.Option(help=t("help.check.min_score"))] = None,
    select: Annotated[list[str] | None, typer.Option(help=t("help.check.select"))] = None,
    ignore: Annotated[list[str] | None, typer.Option(help=t("help.check.ignore"))] = None,
    profile: Annotated[str, typer.Option(help=t("help.check.profile"))] = "balanced",
    no_accepted: Annotated[bool, typer.Option("--no-accepted", help=t("help.check.no_accepted"))] = False,
    lang: Annotated[str | None, typer.Option(help=t("help.lang"))] = None,
) -> int:
    """Audit files; the exit code says whether a finding reaches the threshold."""
    from salesaudit.audit.profile import load_profile
    from salesaudit.cli.options import chosen_rules, one_of, outputs, percent

    one_of("--format", format_, FORMATS)
    one_of("--fail-on", fail_on, SEVERITIES)
    percent("--min-score", min_score)
    targets = outputs(output or [], FORMATS)
    chosen = load_profile(profile).narrowed(
        chosen_rules("--select", select), chosen_rules("--ignore", ignore), accept=not no_accepted
    )
    audited, unreadable = _audit_all(files, chosen)
    language = choose(lang, next((a.report.language for a in audited if a.report.language), None))
    _show(audited, format_, language, profile)
    for format_name, path in targets:
        _write(audited, format_name, path, language, profile)
    return _exit_code(audited, unreadable, fail_on, min_score)


def _audit_all(files: list[str], profile: Profile) -> tuple[list[Audited], list[LoadError]]:
    """Audit every file; one that cannot be read is told and does not stop the rest."""
    from salesaudit.audit.run import audit_document
    from salesaudit.cli.failures import tell_problems, told
    from salesaudit.orgfile.load import load
    from salesaudit.orgfile.problems import LoadError
    from salesaudit.safety.errors import InputError, UsageError

    if files.count("-") > 1:
        raise UsageError("usage.stdin_twice")
    audited: list[Audited] = []
    unreadable: list[LoadError] = []
    for path in dict.fromkeys(files):
        try:
            document = load(path)
        except LoadError as error:
            tell_problems(error)
            unreadable.append(error)
        except InputError as error:
            told(error, debug=False)
            unreadable.append(LoadError([]))
        else:
            audited.append(audit_document(document, profile))
    return audited, unreadable


def _show(audited: list[Audited], format_: str, lang: str, profile: str) -> None:
    from salesaudit.cli.console import show, width, write

    if format_ != "text":
        write(_rendered(audited, format_, lang, profile))
        return
    from salesaudit.formats import text
    from salesaudit.formats.lines import EMPTY

    for number, one in enumerate(audited):
        if number:
            show([EMPTY])
        show(text.render(one, lang, width()))


def _write(audited: list[Audited], format_: str, path: str, lang: str, profile: str) -> None:
    from salesaudit.safety.files import write_atomically

    write_atomically(path, _rendered(audited, format_, lang, profile).encode("utf-8", "backslashreplace"))


def _rendered(audited: list[Audited], format_: str, lang: str, profile: str) -> str:
    if format_ == "json":
        from salesaudit.formats import json

        return json.render([one.report for one in audited], lang, profile)
    from salesaudit.formats import text
    from salesaudit.formats.lines import plain

    return "\n".join(plain(text.render(one, lang)) for one in audited)


def _exit_code(audited: list[Audited], unreadable: list[LoadError], fail_on: str, min_score: float | None) -> int:
    if unreadable:
        return ExitCode.UNUSABLE
    if not audited:
        return ExitCode.NOTHING_CHECKED
    from salesaudit.audit.funnel import reaches

    if any(reaches(one.report, fail_on) for one in audited):
        return ExitCode.FINDINGS
    scores = [one.report.score.value for one in audited]
    if min_score is not None and any(score is None or score < min_score for score in scores):
        return ExitCode.FINDINGS
    return ExitCode.CLEAN
