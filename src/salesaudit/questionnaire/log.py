"""What a conversation has come to, kept answer by answer, so that it can go on after any kind of end.

Line by line: who is asked what (the head), then each answer as it was given; those of one reply share a line. A later
answer to the same question takes the place of an earlier one, and nothing is ever rewritten.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import PurePath
from types import TracebackType
from typing import Any, Final, Self, TypeGuard, cast

from salesaudit.questionnaire.answer import STATUSES, Given, Value
from salesaudit.safety.errors import InputError
from salesaudit.safety.journal import Journal, Record

VERSION: Final = 1
_FORMAT: Final = "salesaudit_log"
_DROPPED: Final = "dropped"
_WRITTEN: Final = "written"
_TOGETHER: Final = "together"
_BEGINNING: Final = "express"
"""The questionnaire whose answers a talk over a longer one goes on from: it asks some of the same questions."""
_FIELDS: Final = frozenset(("question", "entry", "status", "value", "said"))


@dataclass(frozen=True, slots=True)
class Head:
    """Whose answers a log holds.

    `questionnaire` is ``owner@1``, `respondent` one of owner, leader, seller, marketing, other; `date` is ISO text or
    empty, `language` is ``ru`` or ``en``, `company` the path of the company's file as the user named it.
    """

    questionnaire: str
    respondent: str
    name: str = ""
    date: str = ""
    language: str = "ru"
    company: str = ""

    def goes_on_from(self, before: Head) -> bool:
        """Tell whether a conversation goes on from an earlier one: by the same person, over the same questions.

        The version of the questionnaire may differ; a name that was not told fits every name.
        """
        questionnaire, other = (head.questionnaire.partition("@")[0] for head in (self, before))
        named = not self.name or not before.name or self.name == before.name
        return self.respondent == before.respondent and named and other in (questionnaire, _BEGINNING)


class Log:
    """An open log: `head` is what it says of itself, `answers` what has been given by now.

    `written` are the keys of the answers that stood in the company's file when a conversation was last finished.

    It is held against a second window until it is closed.
    Raises InputError as `Journal` does, ``log.other`` where the file holds the answers of somebody else or to another
    questionnaire, ``journal.damaged`` where a line is no answer; the file is left as it is.
    """

    def __init__(self, path: str | os.PathLike[str], head: Head) -> None:
        self._journal = Journal(path)
        try:
            self._given: dict[str, Given] = {}
            self._written: set[str] = set()
            self._batches: dict[tuple[str, ...], None] = {}
            self._untouched = False
            self.head = self._resumed(head)
        except BaseException:
            self._journal.close()
            raise

    @property
    def answers(self) -> tuple[Given, ...]:
        """The last answer to each question, in the order in which the questions were first answered."""
        return tuple(self._given.values())

    @property
    def batches(self) -> tuple[tuple[str, ...], ...]:
        """The keys of answers that were given together, in one reply."""
        return tuple(self._batches)

    @property
    def written(self) -> frozenset[str]:
        """The keys of answers that the company's file has taken in, and that were not given again since."""
        return frozenset(self._written)

    @property
    def torn(self) -> bool:
        """Whether the last answer before an interruption had not been saved in full, and was let go."""
        return self._journal.torn > 0

    def give(self, given: Given) -> None:
        """Save an answer; it is on the disk when this returns. Raises InputError (``file.write.*``)."""
        self._append(asdict(given))
        self._keep(given)

    def give_together(self, givens: Sequence[Given]) -> None:
        """Save the answers of one reply as one record: all of them are there, or none. Raises as `give` does."""
        self._append({_TOGETHER: [asdict(given) for given in givens]})
        self._keep_together(givens)

    def _append(self, record: Record) -> None:
        self._journal.append(record)
        self._untouched = False

    def _keep_together(self, givens: Sequence[Given]) -> None:
        for given in givens:
            self._keep(given)
        self._batches[tuple(given.key for given in givens)] = None

    def finish(self, written: Iterable[str]) -> None:
        """Save that the company's file now holds the answers with these keys. Raises InputError (``file.write.*``)."""
        keys = sorted(written)
        if set(keys) != self._written:
            self._append({_WRITTEN: keys})
            self._written = set(keys)

    def _keep(self, given: Given) -> None:
        self._given[given.key] = given
        self._written.discard(given.key)

    def drop(self, keys: Iterable[str]) -> None:
        """Save that answers no longer count, because another answer changed. Raises InputError (``file.write.*``)."""
        gone = [key for key in keys if key in self._given]
        if gone:
            self._append({_DROPPED: gone})
            self._let_go(gone)

    def _let_go(self, keys: Iterable[str]) -> None:
        for key in keys:
            self._given.pop(key, None)
            self._written.discard(key)

    def close(self) -> None:
        """Let the file go; one in which nothing was ever answered does not stay behind."""
        if self._untouched:
            self._journal.remove()
        else:
            self._journal.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _resumed(self, head: Head) -> Head:
        """Take in the records; return the head that is there, or write `head` where the log is new."""
        self._untouched = len(self._journal.records) <= 1
        if not self._journal.records:
            self._journal.append({_FORMAT: VERSION, **asdict(head)})
            return head
        first, *rest = self._journal.records
        written = _read_head(first)
        if written is None:
            raise InputError("log.not_ours", hint="log.other.hint", file=self._journal.name)
        if not head.goes_on_from(written):
            raise InputError(
                "log.other", hint="log.other.hint", file=self._journal.name, questionnaire=written.questionnaire,
                who=written.name or written.respondent,
            )  # fmt: skip
        for record in rest:
            self._take(record)
        return written

    def _take(self, record: Record) -> None:
        dropped, written = record.get(_DROPPED), record.get(_WRITTEN)
        if isinstance(dropped, list):
            self._let_go(map(str, dropped))
            return
        if isinstance(written, list):
            self._written = set(map(str, written))
            return
        together = record.get(_TOGETHER)
        listed = together if isinstance(together, list) and len(record) == 1 else [record]
        givens = [read_given(one) if isinstance(one, Mapping) else None for one in listed]
        known = [given for given in givens if given is not None]
        if not known or None in givens:
            raise InputError("log.no_answer", hint="journal.damaged.hint", file=self._journal.name)
        if together is None:
            self._keep(known[0])
        else:
            self._keep_together(known)


def log_path(company: str, respondent: str = "owner") -> str:
    """Return where the log for a company's file stands: ``acme.yaml`` → ``acme.answers.log``.

    The owner is the usual one to ask; any other respondent, such as ``seller-anna``, has a log of their own:
    ``acme.seller-anna.answers.log``.
    """
    stem = PurePath(company).with_suffix("") if PurePath(company).suffix in (".yaml", ".yml") else PurePath(company)
    return f"{stem}.answers.log" if respondent == "owner" else f"{stem}.{respondent}.answers.log"


def read_given(record: Mapping[str, Any]) -> Given | None:
    """Return the answer that a JSON object holds, None where it is none."""
    texts = [record.get(name, "") for name in ("question", "entry", "said")]
    status, value = record.get("status"), record.get("value")
    if not record.keys() <= _FIELDS or not all(isinstance(text, str) for text in texts) or not texts[0]:
        return None
    if status not in STATUSES or not _is_value(value) or (status == "answered") is (value is None):
        return None
    return Given(texts[0], texts[1], status, value, texts[2])


def _is_value(value: object) -> TypeGuard[Value]:
    match value:
        case float():
            return value - value == 0  # neither infinite nor "not a number"
        case None | str() | int():
            return True
        case list():
            return all(isinstance(item, str) for item in value)
        case dict():
            parts = cast("dict[object, object]", value)
            return all(isinstance(key, str) and type(part) in (int, float) for key, part in parts.items())
    return False


def _read_head(record: Record) -> Head | None:
    fields = {name: text for name, text in record.items() if name != _FORMAT}
    if record.get(_FORMAT) != VERSION or not all(isinstance(text, str) for text in fields.values()):
        return None
    try:
        return Head(**fields)
    except TypeError:  # a field too many or too few
        return None
