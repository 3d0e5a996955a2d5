"""A company file as it stands in an editor: read and audited, and what came of it as the editor's diagnostics."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from lsprotocol.types import (
    CodeDescription,
    Diagnostic,
    DiagnosticRelatedInformation,
    DiagnosticSeverity,
    Location,
    Range,
)

from salesaudit.audit.baseline import load_baseline
from salesaudit.audit.phrases import dotted, governance_sentence, sentence
from salesaudit.audit.report import Finding, Report
from salesaudit.audit.run import Audited, audit_document, compared
from salesaudit.editor.alone import problems_of
from salesaudit.editor.positions import Lines
from salesaudit.orgfile.kindfile import kind_of
from salesaudit.orgfile.load import OrgDocument, load_bytes, looks_like_org
from salesaudit.orgfile.load import Place as FilePlace
from salesaudit.orgfile.nodes import Span
from salesaudit.orgfile.problems import LoadError, Problem
from salesaudit.resources import shipped
from salesaudit.rules.registry import RULES
from salesaudit.rules.verdict import Severity
from salesaudit.safety.errors import SalesauditError
from salesaudit.safety.limits import LIMITS
from salesaudit.settings.config import Config, find_config, load_config
from salesaudit.settings.resolve import Settings, resolve
from salesaudit.texts import show
from salesaudit.texts.catalogue import say
from salesaudit.texts.lang import choose_language

SOURCE = "salesaudit"
LEVELS: Mapping[Severity, DiagnosticSeverity] = {
    "critical": DiagnosticSeverity.Warning,
    "high": DiagnosticSeverity.Warning,
    "medium": DiagnosticSeverity.Information,
    "low": DiagnosticSeverity.Hint,
}
"""An error is what keeps a file from being read; a finding is none, however serious."""
RELATED = 5
"""Places that one diagnostic names beside its own."""


@dataclass(frozen=True, slots=True)
class Text:
    """A document of the editor: its URI, its path (empty where it is in no file), its text, how to count in it."""

    uri: str
    path: str
    text: str
    lines: Lines

    @property
    def folder(self) -> Path | None:
        """The folder of the file, None where there is none."""
        return Path(self.path).parent if self.path else None


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a check; `problems` and `findings` stand at the ranges of their diagnostics."""

    lang: str
    diagnostics: list[Diagnostic] = field(default_factory=list)
    problems: list[tuple[Range, Problem]] = field(default_factory=list)
    findings: list[tuple[Range, Finding]] = field(default_factory=list)
    audited: Audited | None = None
    settings: Settings | None = None
    complaint: str = ""
    """Why the settings, or the check itself, could not be used."""


def check(text: Text, language: str | None = None) -> Checked:
    """Read and audit a document; one that is none of our files has nothing to say.

    A rule that breaks is a complaint of its own: no finding is shown then, as none can be relied on.
    """
    data = text.text.encode("utf-8", "surrogatepass")
    if not looks_like_org(data):
        kind = kind_of(data)
        return _alone(kind, data, text, language) if kind else Checked(_language(language, None, None))
    settings, complaint = _settings(text.folder)
    try:
        document = load_bytes(data, text.path or text.uri, folder=text.folder)
    except LoadError as error:
        return _unread(error.problems, text, _language(language, settings, error.language), settings, complaint)
    lang = _language(language, settings, document.data["company"].get("language"))
    try:
        audited = _audited(document, settings)
    except SalesauditError as error:
        return Checked(lang, settings=settings, complaint=say("lsp.broken", lang, reason=_reason(error, lang)))
    if audited.broken:
        complaint = say("lsp.broken", lang, reason=_reason(audited.broken[0], lang))
    findings = [(_range(finding.place, audited, text), finding) for finding in audited.report.findings]
    governed = [
        Diagnostic(
            range=_range(one.place, audited, text),
            message=governance_sentence(one, lang),
            severity=LEVELS[one.severity],
            code=one.rule,
            source=SOURCE,
        )
        for one in audited.report.governance
    ]
    diagnostics = [_diagnostic(finding, range_, audited, text, lang) for range_, finding in findings]
    return Checked(lang, [*diagnostics, *governed], [], findings, audited, settings, complaint)


def _language(asked: str | None, settings: Settings | None, of_file: str | None) -> str:
    known = settings["language"] if settings else None
    try:
        return choose_language(asked, None, known or of_file, os.environ)
    except SalesauditError:
        return choose_language(None, None, of_file, os.environ)


def _settings(folder: Path | None) -> tuple[Settings | None, str]:
    """Return the settings that hold for a folder; where they cannot be read the usual ones, and the reason."""
    path = find_config(folder) if folder is not None and folder.is_dir() else None
    try:
        return resolve(_config(path) if path else Config(), {}, os.environ), ""
    except SalesauditError as error:
        lang = choose_language(None, None, None, os.environ)
        return None, say("lsp.config", lang, file=path or "", reason=_reason(error, lang))


_READ: dict[str, tuple[tuple[int, ...], Config]] = {}
"""The config files as they were last read, each with the times of it and its packs."""


def _config(path: str) -> Config:
    """Return a config file; one that has not changed is not read anew at every key that is pressed."""
    known = _READ.get(path)
    if known is not None and known[0] == _stamps(path, known[1]):
        return known[1]
    config = load_config(path)
    _READ[path] = (_stamps(path, config), config)
    return config


def _stamps(path: str, config: Config) -> tuple[int, ...]:
    stamps: list[int] = []
    for file in (path, *config.values.get("packs", ())):
        with suppress(OSError):
            status = Path(file).stat()
            stamps += (status.st_mtime_ns, status.st_size, status.st_ino)
    return tuple(stamps)


def _reason(error: SalesauditError, lang: str) -> str:
    if isinstance(error, LoadError):
        return f"{error.problems[0].sentence(lang)}. {error.problems[0].advice(lang)}".strip()
    return say(error.key, lang, **error.values)


def _audited(document: OrgDocument, settings: Settings | None) -> Audited:
    if settings is None:
        return audit_document(document)
    profile = settings.config.profile(settings["profile"]).narrowed(settings["select"], settings["ignore"])
    audited = audit_document(document, profile, partly=True)
    if settings["baseline"]:
        with suppress(SalesauditError):  # a baseline that is not there yet, or not right: everything is shown
            return compared(audited, load_baseline(settings["baseline"]))
    return audited


# --- files that cannot be read ---


def _alone(kind: str, data: bytes, text: Text, language: str | None) -> Checked:
    settings, complaint = _settings(text.folder)
    found, of_company = problems_of(kind, data, text.path or text.uri, Path(text.path) if text.path else None)
    return _unread(found, text, _language(language, settings, of_company), settings, complaint)


def _unread(found: list[Problem], text: Text, lang: str, settings: Settings | None, complaint: str) -> Checked:
    shown = found[: LIMITS.errors_shown]
    problems = [(_problem_range(problem, text), problem) for problem in shown]
    diagnostics = [_problem(problem, range_, text, lang) for range_, problem in problems]
    return Checked(lang, diagnostics, problems, settings=settings, complaint=complaint)


def _problem_range(problem: Problem, text: Text) -> Range:
    own = problem.file == (text.path or text.uri)
    return text.lines.range(problem.span if own and problem.span else Span(1, 1, 1, 2))


def _problem(problem: Problem, range_: Range, text: Text, lang: str) -> Diagnostic:
    own = problem.file == (text.path or text.uri)
    said = [problem.sentence(lang), problem.advice(lang)]
    related = [
        DiagnosticRelatedInformation(Location(text.uri, text.lines.range(span)), say("label.also", lang))
        for span in problem.related[:RELATED]
    ]
    if not own:
        said.insert(0, f"{problem.file}:{problem.span.line if problem.span else 1}:")
    return Diagnostic(
        range=range_,
        message=" ".join(filter(None, said)),
        severity=DiagnosticSeverity.Error,
        code=problem.code,
        source=SOURCE,
        related_information=related if own else [],
    )


# --- findings ---


def _diagnostic(finding: Finding, range_: Range, audited: Audited, text: Text, lang: str) -> Diagnostic:
    return Diagnostic(
        range=range_,
        message=_message(finding, audited.report, lang),
        severity=LEVELS[finding.severity] if finding.open else DiagnosticSeverity.Hint,
        code=finding.rule,
        code_description=page(finding.rule, lang),
        source=SOURCE,
        related_information=list(_related(finding, audited, text))[:RELATED],
        data={"key": finding.key},
    )


def _message(finding: Finding, report: Report, lang: str) -> str:
    said = sentence(finding, lang, report.currency)
    if finding.accepted is not None:
        return say("lsp.accepted", lang, until=show.date(finding.accepted.until, lang), text=said)
    return f"{said} ({say('label.baseline', lang)})" if finding.baseline else said


def _related(finding: Finding, audited: Audited, text: Text) -> Iterator[DiagnosticRelatedInformation]:
    for fact in finding.evidence:
        if fact.path != finding.path and fact.place is not None:
            yield DiagnosticRelatedInformation(_location(fact.place, audited, text), dotted(fact.path))


def _location(place: FilePlace, audited: Audited, text: Text) -> Location:
    for beside in audited.document.attached:
        if beside.source.name == place.file and text.folder is not None:
            lines = Lines(beside.source.lines, text.lines.units)
            return Location((text.folder / place.file).absolute().as_uri(), lines.range(place.span))
    return Location(text.uri, text.lines.range(place.span))


def _range(place: FilePlace | None, audited: Audited, text: Text) -> Range:
    """Return where a finding stands in this document; of one in a file beside it, where that file is named."""
    if place is None:
        return text.lines.range(Span(1, 1, 1, 2))
    for beside in audited.document.attached:
        if beside.source.name == place.file:
            return text.lines.range(audited.document.place((beside.kind,)).span)
    return text.lines.range(place.span)


def page(rule: str, lang: str) -> CodeDescription | None:
    """Return the page of a rule in the documentation that came with the program, None where there is none."""
    if rule not in RULES:
        return None
    try:
        found = shipped("docs") / "rules" / (f"{rule}.ru.md" if lang == "ru" else f"{rule}.md")
    except FileNotFoundError:
        return None
    return CodeDescription(found.as_uri()) if found.is_file() else None
