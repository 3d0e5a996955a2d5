"""Quick fixes: the nearest name for a misspelt one, a finding accepted as a risk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import takewhile

from lsprotocol.types import CodeAction, CodeActionKind, Diagnostic, Range, TextEdit, WorkspaceEdit

from salesaudit.audit.accepting import Risk, accepting
from salesaudit.audit.funnel import newest_date
from salesaudit.audit.profile import Profile, load_profile
from salesaudit.audit.report import Finding
from salesaudit.editor.check import SOURCE, Checked, Text
from salesaudit.editor.positions import Lines, overlaps
from salesaudit.org.merge import build_org
from salesaudit.org.org import Org
from salesaudit.orgfile.edit import edit
from salesaudit.orgfile.nodes import Span, split_lines
from salesaudit.orgfile.problems import Problem
from salesaudit.safety.errors import SalesauditError
from salesaudit.texts.catalogue import say

FOR_DAYS = 90
"""How long a risk is accepted unless somebody writes another day."""
OWNERS = ("owner", "ceo", "commercial_director", "head_of_sales")
"""Who answers for an accepted risk unless somebody writes another name."""


def fixes(text: Text, range_: Range, checked: Checked) -> list[CodeAction]:
    """Return the fixes for what is wrong in a range."""
    near = [_nearest(text, place, problem, checked) for place, problem in checked.problems if overlaps(place, range_)]
    risks = [
        _accept(text, place, finding, checked)
        for place, finding in checked.findings
        if finding.open and overlaps(place, range_)
    ]
    return [action for action in (*near, *risks) if action is not None]


def _nearest(text: Text, place: Range, problem: Problem, checked: Checked) -> CodeAction | None:
    near, found = problem.values.get("near"), problem.values.get("found")
    span = problem.span
    if not isinstance(near, str) or not near or span is None or problem.file != (text.path or text.uri):
        return None
    written = text.lines.lines[span.line - 1][span.column - 1 : span.end_column - 1]
    if span.end_line != span.line or written.strip("\"'") != found:
        return None  # the place is wider than the name
    return CodeAction(
        title=say("lsp.replace", checked.lang, near=near),
        kind=CodeActionKind.QuickFix,
        diagnostics=list(_of(checked, place, problem.code)),
        is_preferred=True,
        edit=WorkspaceEdit(changes={text.uri: [TextEdit(place, near)]}),
    )


def _of(checked: Checked, place: Range, code: str) -> Iterator[Diagnostic]:
    yield from (one for one in checked.diagnostics if one.range == place and one.code == code and one.source == SOURCE)


def _accept(text: Text, place: Range, finding: Finding, checked: Checked) -> CodeAction | None:
    """Return the edit that accepts a finding; None where the file names no day to count from, or has to be mended."""
    audited = checked.audited
    if audited is None:
        return None
    org = build_org(audited.document)
    today, owner = newest_date(org), _owner(org)
    if today is None or owner is None:
        return None
    until = (date.fromisoformat(today) + timedelta(days=FOR_DAYS)).isoformat()
    subject = f"{finding.subject.kind}:{finding.subject.id}"
    reason = say("lsp.accept.reason", checked.lang)
    before = text.text.encode("utf-8", "surrogatepass")
    try:
        risk = Risk(finding.rule, subject, reason, (owner,), until)
        risk, changes = accepting(audited.document, risk, _profile(checked))
        after = edit(before, text.path or text.uri, *changes, folder=text.folder).decode("utf-8-sig")
    except SalesauditError:
        return None
    return CodeAction(
        title=say("lsp.accept", checked.lang, rule=risk.rule, subject=risk.subject),
        kind=CodeActionKind.QuickFix,
        diagnostics=list(_of(checked, place, finding.rule)),
        edit=WorkspaceEdit(changes={text.uri: [change(text.text.removeprefix("\ufeff"), after, text.lines)]}),
    )


def _profile(checked: Checked) -> Profile:
    settings = checked.settings
    return settings.config.profile(settings["profile"]) if settings else load_profile()


def _owner(org: Org) -> str | None:
    known = {**org.data.get("people", {}), **org.data.get("roles", {})}
    for role in OWNERS:
        holders = org.named_holders(role) if role in org.data.get("roles", {}) else ()
        if holders:
            return holders[0].id
        if role in known:
            return role
    return next(iter(known), None)


def change(before: str, after: str, lines: Lines) -> TextEdit:
    """Return the one edit that makes a text of another: what both begin and end with stays."""
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    span = Span(*_point(before, start), *_point(before, len(before) - end))
    return TextEdit(lines.range(span), after[start : len(after) - end])


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts begin with in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _point(text: str, offset: int) -> tuple[int, int]:
    lines = split_lines(text[:offset])
    return len(lines), len(lines[-1]) + 1
