"""What a judgement says: holds, does not hold, or cannot be told, with what it compared."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from salesaudit.org.values import Number, Path, Unknown

Outcome: TypeAlias = Literal["pass", "fail", "unknown"]
Severity: TypeAlias = Literal["critical", "high", "medium", "low"]


_NOTHING: Mapping[str, object] = MappingProxyType({})


class Verdict(NamedTuple):
    """The answer of a judgement.

    `value` and `limit` are what was compared, `at` the place it is about, `needs` the paths that would decide an
    unknown one, `says` what the finding's sentence may name. `milder` lowers the severity by steps, `at_most` caps it.
    """

    outcome: Outcome
    value: Number | None = None
    limit: Number | None = None
    at: Path | None = None
    needs: tuple[Path, ...] = ()
    says: Mapping[str, object] = _NOTHING
    milder: int = 0
    at_most: Severity | None = None
    text: str = ""
    """The variant of the finding's sentence, empty for the main one."""

    def __bool__(self) -> bool:
        """Tell whether what the judgement asks for holds; raise Unknown where that cannot be told."""
        if self.outcome == "unknown":
            raise Unknown(*self.needs)
        return self.outcome == "pass"

    def say(self, **values: object) -> Verdict:
        """Return the verdict with more for its sentence to name."""
        return self._with(_SAYS, {**self.says, **values})

    def about(self, at: Path) -> Verdict:
        """Return the verdict with another place that it is about."""
        return self if at == self.at else self._with(_AT, at)

    def mild(self, steps: int = 1) -> Verdict:
        """Return the verdict with its severity lowered by steps."""
        return self._with(_MILDER, self.milder + steps) if steps else self

    def worse(self, steps: int = 1) -> Verdict:
        """Return the verdict with its severity raised by steps."""
        return self.mild(-steps)

    def capped(self, severity: Severity) -> Verdict:
        """Return the verdict with a severity that it may not pass."""
        return self._with(_AT_MOST, severity)

    def worded(self, text: str) -> Verdict:
        """Return the verdict with another sentence of the rule's prose."""
        return self if text == self.text else self._with(_TEXT, text)

    def opposite(self) -> Verdict:
        """Return the verdict that holds where this one does not."""
        if self.outcome == "unknown":
            return self
        return self._with(_OUTCOME, "fail" if self.outcome == "pass" else "pass")

    def _with(self, place: int, value: object) -> Verdict:
        return Verdict._make((*self[:place], value, *self[place + 1 :]))  # `_replace` takes four times as long


_OUTCOME, _AT, _SAYS, _MILDER, _AT_MOST, _TEXT = map(
    Verdict._fields.index, ("outcome", "at", "says", "milder", "at_most", "text")
)
PASS = Verdict("pass")
FAIL = Verdict("fail")


class NotApplicable(Exception):
    """The rule has nothing to say of this subject; `reason` is an id of knowledge/reasons."""

    def __init__(self, reason: str, **values: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values
