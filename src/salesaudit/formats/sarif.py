"""A run as SARIF 2.1.0, the format of code scanning.

Choices: an accepted risk is a suppressed result, a finding of the baseline one whose state is ``unchanged``. What
keeps a file from being read is a notification of the invocation, which then was not successful: it is no verdict of a
rule. Columns count characters. Two fingerprints: ``salesaudit/v1`` names rule and subject, ``primaryLocationLineHash``
(the one that code scanning reads) the org file too; neither knows lines or texts.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from typing import Any, Final, TypeAlias

from salesaudit.audit.phrases import dotted
from salesaudit.audit.report import Evidence
from salesaudit.audit.run import Audited
from salesaudit.formats.fragments import filled, indented
from salesaudit.formats.items import Frame, Item, Trouble, acceptance, fingerprint, items_of, troubles, words
from salesaudit.formats.lines import Look
from salesaudit.knowledge import vocabulary
from salesaudit.orgfile.load import Place
from salesaudit.rules.catalogue import rules_version
from salesaudit.rules.registry import ORDER, RULES
from salesaudit.rules.verdict import Severity
from salesaudit.rules.wording import example
from salesaudit.safety.limits import LIMITS
from salesaudit.safety.markup import printable, uri
from salesaudit.safety.text import clean
from salesaudit.texts.catalogue import say
from salesaudit.version import __version__

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS: Final[dict[Severity, str]] = {"critical": "error", "high": "error", "medium": "warning", "low": "note"}
GOVERNANCE: Final[dict[str, Severity]] = {"GOV001": "high", "GOV002": "low"}
ROOT: Final = "SRCROOT"
USUAL_BAND: Final = "small"
INDENT: Final = 1
RESULTS: Final = 3
"""How far the list of results is indented."""
OPEN: Final = '"ruleIndex": -1'


Result: TypeAlias = tuple[str, int, str]
"""The rule of a result, how serious it is (0 is most) and the result as JSON, its place among the rules left open."""


def part(audited: Audited, look: Look) -> list[Result]:
    """Return the results of a company."""
    compared = audited.report.fixed is not None
    return [
        (item.rule, _rank(item), indented(_result(item, look.lang, compared), INDENT, RESULTS + INDENT))
        for item in items_of(audited.report, look.lang)
    ]


def whole(parts: Sequence[Sequence[Result]], frame: Frame) -> str:
    """Return the run as one SARIF log; of very many findings the most serious that readers of SARIF take."""
    found = [result for results in parts for result in results]
    ranked = sorted(range(len(found)), key=lambda i: (found[i][1], i))
    kept = min(len(found), LIMITS.sarif_results)
    while True:
        text = _log(frame, [found[i] for i in sorted(ranked[:kept])], len(found))
        size = _packed(text)
        if size <= LIMITS.sarif_gzip_bytes or not kept:
            return text
        kept = min(kept - 1, kept * LIMITS.sarif_gzip_bytes // size)


def _packed(text: str) -> int:
    """Return the size of a text in gzip, or 0 where it is below the limit even unpacked."""
    data = text.encode("utf-8", "backslashreplace")
    return len(zlib.compress(data, 6)) if len(data) > LIMITS.sarif_gzip_bytes else 0


def _rank(item: Item) -> int:
    return ORDER.index(item.severity) + (0 if item.status == "open" else len(ORDER))


def _log(frame: Frame, found: Sequence[Result], total: int) -> str:
    ids = sorted({rule for rule, _, _ in found})
    index = {id_: position for position, id_ in enumerate(ids)}
    document = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "salesaudit",
                        "version": __version__,
                        "semanticVersion": __version__,
                        "language": frame.lang,
                        "rules": [_rule(id_, frame.lang) for id_ in ids],
                        "properties": {"rulesVersion": rules_version(), "profile": frame.profile},
                    }
                },
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {
                        "executionSuccessful": not frame.unreadable,
                        "toolExecutionNotifications": [
                            *map(_notification, troubles(frame)),
                            *_left_out(total, len(found), frame.lang),
                        ],
                    }
                ],
                "results": [],
            }
        ],
    }
    results = [text.replace(OPEN, f'"ruleIndex": {index[rule]}', 1) for rule, _, text in found]
    return filled(indented(document, INDENT) + "\n", "results", results, INDENT, RESULTS)


def _rule(id_: str, lang: str) -> dict[str, Any]:
    told = words(id_, lang)
    known = RULES.get(id_)
    severity = _usual(id_)
    return {
        "id": id_,
        "name": told.slug,
        "shortDescription": {"text": _plain(told.title)},
        "fullDescription": {"text": _plain(told.why)},
        "help": {"text": _help_text(id_, lang), "markdown": _help_markdown(id_, lang)},
        "defaultConfiguration": {"level": LEVELS[severity], "enabled": known.default_on if known else True},
        "properties": {
            "tags": [known.family if known else "GOV"],
            "problem.severity": {"note": "recommendation"}.get(LEVELS[severity], LEVELS[severity]),
            "severity": {band: value or "-" for band, value in known.severity.items()} if known else severity,
            "sources": list(known.sources) if known else [],
        },
    }


def _usual(id_: str) -> Severity:
    """Return a rule's severity in a small company, or in the smallest that it applies to."""
    if id_ not in RULES:
        return GOVERNANCE[id_]
    by_band = RULES[id_].severity
    known: list[Severity] = [found for band in (USUAL_BAND, *by_band) if (found := by_band[band]) is not None]
    return known[0]


def _help_text(id_: str, lang: str) -> str:
    told = words(id_, lang)
    parts = [told.why, told.fix, told.first_step and f"{say('label.first_step', lang)}: {told.first_step}"]
    return _plain("\n\n".join(part for part in parts if part))


def _help_markdown(id_: str, lang: str) -> str:
    told = words(id_, lang)
    parts = [told.why]
    for label, text in (("fix", told.fix), ("first_step", told.first_step), ("done", told.done)):
        if text:
            parts.append(f"**{say(f'label.{label}', lang)}**: {text}")
    if id_ in RULES:
        shown = example(id_)
        for label, code in (("bad_example", shown.bad), ("good_example", shown.good)):
            parts.append(f"**{say(f'label.{label}', lang)}**\n\n```yaml\n{code.rstrip()}\n```")
    return "\n\n".join(parts)


def _result(item: Item, lang: str, compared: bool) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": item.rule,
        "ruleIndex": -1,
        "level": LEVELS[item.severity],
        "message": {"text": _plain(item.message)},
        "locations": [{**_location(item.place), "logicalLocations": [{"fullyQualifiedName": clean(item.path)}]}],
    }
    others = [evidence for evidence in item.evidence if evidence.place is not None and evidence.place != item.place]
    if others:
        result["relatedLocations"] = [_related(number, evidence, lang) for number, evidence in enumerate(others, 1)]
    result["partialFingerprints"] = {
        "salesaudit/v1": fingerprint(item.rule, item.subject),
        "primaryLocationLineHash": fingerprint(printable(item.file), item.rule, item.subject) + ":1",
    }
    if item.accepted is not None:
        justification = _plain(acceptance(item.accepted, lang))
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": justification}]
    if compared:
        result["baselineState"] = "unchanged" if item.status == "baseline" else "new"
    result["properties"] = {"severity": item.severity, "subject": clean(item.subject)}
    return result


def _location(place: Place) -> dict[str, Any]:
    span = place.span
    return {
        "physicalLocation": {
            "artifactLocation": _artifact(place.file),
            "region": {
                "startLine": span.line,
                "startColumn": span.column,
                "endLine": span.end_line,
                "endColumn": span.end_column,
            },
        }
    }


def _artifact(file: str) -> dict[str, str]:
    address = uri(file.removeprefix("./"))
    return {"uri": address} if address.startswith("file:") else {"uri": address, "uriBaseId": ROOT}


def _related(number: int, evidence: Evidence, lang: str) -> dict[str, Any]:
    assert evidence.place is not None
    origin = vocabulary.word("confidence", evidence.origin, lang)
    return {
        "id": number,
        **_location(evidence.place),
        "message": {"text": _plain(f"{dotted(evidence.path)} ({origin})")},
    }


def _notification(trouble: Trouble) -> dict[str, Any]:
    text = f"{trouble.message} {trouble.advice}".strip()
    return {
        "descriptor": {"id": trouble.code},
        "level": "error",
        "message": {"text": _plain(text)},
        "locations": [_location(trouble.place)],
    }


def _left_out(total: int, kept: int, lang: str) -> Iterable[dict[str, Any]]:
    if kept < total:
        text = say("sarif.left_out", lang, n=total - kept, total=total)
        yield {"descriptor": {"id": "left-out"}, "level": "warning", "message": {"text": text}}


def _plain(text: str) -> str:
    """Return text for a message: no control characters, no link of a stranger (``[text](address)``)."""
    text = clean(text, keep_newlines=True)
    return text.replace("[", "\\[").replace("]", "\\]") if "](" in text else text
