"""What was known before: a file of findings by org file, rule and subject that a gate lets pass; it only shrinks.

An entry covers exactly one rule and one subject of one org file, so whoever mends one thing and breaks another sees
the other. The file has no lines, texts or severities: nothing in it goes out of date by an edit elsewhere.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath

from salesaudit.audit.report import Report
from salesaudit.orgfile.nodes import Node, Scalar, Span
from salesaudit.orgfile.small import SmallFile, words
from salesaudit.rules.registry import RULES
from salesaudit.safety.markup import printable, yaml_text

VERSION_KEY = "salesaudit_baseline"
ENTRY = re.compile(r"[A-Z]{3,8}\d{3} \w+:\S.*")
HEAD = """\
# Findings that were known when checks began; a check with --baseline does not count them for the exit code.
# This file only shrinks: mend a finding, run `salesaudit baseline prune`, and its line is gone.
"""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The keys of findings (``LDR002 person:petrov``) by org file, each named from the folder of the baseline."""

    folder: str
    entries: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def name_of(self, path: str) -> str:
        """Return how the baseline calls an org file: its path from the baseline's folder, with slashes."""
        if path == "-":
            return path
        home = os.path.realpath(self.folder)
        return printable(os.path.relpath(os.path.realpath(path), home).replace(os.sep, "/"))

    def of(self, path: str) -> frozenset[str]:
        """Return the keys that are known before in an org file."""
        return self.entries.get(self.name_of(path), frozenset())

    def files(self) -> list[str]:
        """Return the paths of the org files that it knows, as they can be opened from here."""
        return [os.path.relpath(FilePath(self.folder) / name) for name in self.entries]

    @property
    def count(self) -> int:
        """How many findings it knows."""
        return sum(map(len, self.entries.values()))


def apply(report: Report, baseline: Baseline) -> Report:
    """Return the report with the findings that the baseline knows marked; accepted ones need no such cover."""
    known = baseline.of(report.path)
    findings = tuple(
        replace(finding, baseline=True) if finding.key in known and finding.accepted is None else finding
        for finding in report.findings
    )
    return replace(report, findings=findings, fixed=tuple(sorted(_mended(known, report))))


def _mended(known: frozenset[str], report: Report) -> Iterator[str]:
    """Yield the keys that the report shows as mended (or accepted since).

    A rule that is off, or that waits for a fact, has not shown anything.
    """
    silent = RULES.keys() - _spoke(report)
    waiting = {f"{u.rule} {u.subject.kind}:{u.subject.id}" for u in report.unknown if u.subject is not None}
    failing = {finding.key for finding in report.findings if finding.accepted is None}
    for key in known - failing - waiting:
        if key.partition(" ")[0] not in silent:
            yield key


def _spoke(report: Report) -> frozenset[str]:
    """Return the rules that said how each of their subjects came out."""
    failing = {finding.rule for finding in report.findings} | {passed.rule for passed in report.passed}
    other = {unknown.rule for unknown in report.unknown} | {skipped.rule for skipped in report.not_applicable}
    open_ended = {unknown.rule for unknown in report.unknown if unknown.subject is None}
    return frozenset((failing | other) - open_ended)


def create(reports: Iterable[Report], folder: str) -> Baseline:
    """Return a baseline of everything that is open in the reports."""
    empty = Baseline(folder)
    return Baseline(folder, {
        empty.name_of(report.path): frozenset(finding.key for finding in report.open_findings) for report in reports
    })  # fmt: skip


def prune(baseline: Baseline, reports: Iterable[Report]) -> Baseline:
    """Return the baseline without what the reports show as mended; nothing is ever added."""
    entries = dict(baseline.entries)
    for report in reports:
        name = baseline.name_of(report.path)
        if name in entries:
            gone = frozenset(apply(report, baseline).fixed or ())
            entries[name] = entries[name] - gone
    return Baseline(baseline.folder, entries)


def write(baseline: Baseline) -> str:
    """Return the text of a baseline file: sorted, one finding a line."""
    lines = [f"{VERSION_KEY}: 1"]
    filled = sorted((name, keys) for name, keys in baseline.entries.items() if keys)
    lines.append("files:" if filled else "files: {}")
    for name, keys in filled:
        lines.append(f"  {yaml_text(name, quoted=True)}:")
        lines += [f"    - {key if _plain(key) else yaml_text(key, quoted=True)}" for key in sorted(keys)]
    return HEAD + "\n".join(lines) + "\n"


def _plain(key: str) -> bool:
    return re.fullmatch(r"[\w .:>/#-]+", key) is not None and ": " not in key and " #" not in key and key[-1] != ":"


def load_baseline(path: str) -> Baseline:
    """Read a baseline file. Raises LoadError with all its problems, InputError where it cannot be opened."""
    file = SmallFile(path)
    entries = _entries(file)
    file.finish()
    return Baseline(str(FilePath(path).parent), entries)


def _entries(file: SmallFile) -> dict[str, frozenset[str]]:
    root = file.source.root
    if root is None:
        return {}
    version = root.items.get(VERSION_KEY)
    if not isinstance(version, Scalar) or version.text != "1":
        file.tell("E120", version.span if version else Span(1, 1, 1, 2), found=words(version))
    for key, place in root.keys.items():
        if key not in (VERSION_KEY, "files"):
            file.tell_name("E031", place, key, (VERSION_KEY, "files"))
    files = root.items.get("files")
    if files is None:
        return {}
    return {name: _keys(file, node) for name, _, node in file.entries(files)}


def _keys(file: SmallFile, node: Node) -> frozenset[str]:
    keys = file.texts(node)
    for key, place in keys:
        if not ENTRY.fullmatch(key):
            file.tell("E121", place, found=key[:60])
    return frozenset(key for key, _ in keys)
