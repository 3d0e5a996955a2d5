"""One answer of one respondent, apart from the road on which it came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

Status: TypeAlias = Literal["answered", "unknown", "not_applicable", "declined"]
"""What became of a question that was asked; one that was not asked has no answer at all."""

STATUSES: Final[tuple[Status, ...]] = get_args(Status)

Value: TypeAlias = "str | int | float | bool | list[str] | list[int] | dict[str, float | int] | None"
"""A normalised value, as JSON has it.

text, choice, person, role, who, state: text · many, who_many, names and what asks for several: a list of texts ·
share: 0.4 · shares: share by part · money: an amount · duration: working hours · number, count: a number · counts: a
list of whole numbers · date: ISO text · yes_no: true or false. ``none`` (as text), ``[]`` and ``absent`` are known to
be missing; None is the value of every status but ``answered``.
"""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer to `question`, for the entry of its repeat group (``""`` for a question asked once).

    `said` is what the respondent typed or chose, word for word.
    """

    question: str
    entry: str = ""
    status: Status = "answered"
    value: Value = None
    said: str = ""

    @property
    def key(self) -> str:
        """``question`` or ``question/entry``: one answer is held for each."""
        return key_of(self.question, self.entry)


def key_of(question: str, entry: str) -> str:
    """Return the key under which the answer to a question about an entry is held."""
    return f"{question}/{entry}" if entry else question
