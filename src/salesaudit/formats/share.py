"""What one company's file contributes to the outputs of a run, so that it can be made wherever the file is audited.

This process, another one or an earlier run: whoever audits makes the same shares, and what is shown is put together of
them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from salesaudit.audit.baseline import Baseline
from salesaudit.audit.funnel import Gate, gated
from salesaudit.audit.report import Report
from salesaudit.audit.run import Audited, compared
from salesaudit.formats import faces
from salesaudit.formats.lines import Look
from salesaudit.rules.verdict import Severity


class Share(NamedTuple):
    """What a gate looks at, and a part for every output that was asked for: data that JSON can hold."""

    name: str
    """What to call the company."""
    score: float | None
    findings: Sequence[tuple[str, Severity]]
    """See `audit.funnel.gated`."""
    parts: Sequence[Any]

    def closes(self, gate: Gate) -> bool:
        """Tell whether the company fails."""
        return gate.closes(self.score, self.findings)


@dataclass(frozen=True, slots=True)
class Outputs:
    """The outputs of a run: each a format and its look; a baseline comes before all of them."""

    asked: tuple[tuple[str, Look], ...]
    baseline: Baseline | None = None

    def make(self, audited: Audited) -> Share:
        """Return the share of a company."""
        audited = compared(audited, self.baseline)
        report = audited.report
        return Share(
            name_of(report),
            report.score.value,
            gated(report),
            [faces.part(format_, audited, look) for format_, look in self.asked],
        )

    def written(self, made: Share) -> dict[str, Any]:
        """Return a share as data that JSON can hold."""
        return made._asdict()

    def read(self, written: Mapping[str, Any]) -> Share:
        """Return a share that was kept as JSON. Raises ValueError, LookupError or TypeError for anything else."""
        share = Share(**written)
        if len(share.parts) != len(self.asked):
            raise ValueError(share.parts)
        return share

    def rests_on(self, path: str) -> str:
        """Return in words on what the share of a file rests apart from its audit."""
        known = None if self.baseline is None else sorted(self.baseline.of(path))
        return repr((self.asked, known))

    def parts(self, number: int, shares: Sequence[Share]) -> list[Any]:
        """Return what each company contributes to one of the outputs."""
        return [share.parts[number] for share in shares]


def name_of(report: Report) -> str:
    """Return what to call the company: its name, else the file's."""
    return report.company or report.path
