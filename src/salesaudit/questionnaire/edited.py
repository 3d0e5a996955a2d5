"""Which answers a company's file does not tell the way they were given: it was edited since, or never took them in."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path as FilePath

from salesaudit.orgfile.load import OrgDocument
from salesaudit.orgfile.nodes import Path
from salesaudit.questionnaire.answer import Given
from salesaudit.questionnaire.differences import Changed, edits
from salesaudit.questionnaire.result import changes, told_facts
from salesaudit.questionnaire.session import Session


@dataclass(frozen=True, slots=True)
class Edited:
    """What somebody changed in a company's file after it had taken in the answers with these `keys`.

    `changes` tell it backwards: `old` is what the file says now, `new` what had been answered.
    """

    keys: tuple[str, ...]
    changes: tuple[Changed, ...]


def differing(session: Session, document: OrgDocument) -> tuple[str, ...]:
    """Return the keys of the answers whose facts a file tells otherwise, or does not tell."""
    paths = [change.path for change in edits(told_facts(session), document)]
    return tuple(dict.fromkeys(i.key for i, fill in session.fills if _touched(fill.path, paths)))


def edited(
    session: Session, answers: Iterable[Given], written: Collection[str], document: OrgDocument, data: bytes
) -> Edited:
    """Return what was edited since: of `answers` those in `written` stood in the file; `data` are its bytes now.

    `session` is one that has not taken the answers yet.
    """
    then = session.take(tuple(given for given in answers if given.key in written))
    keys = differing(then, document)
    if not keys:
        return Edited((), ())
    paths = [fill.path for instance, fill in then.fills if instance.key in keys]
    name = document.source.name
    told = changes(then, data, name, folder=FilePath(name).parent)
    return Edited(keys, tuple(change for change in told if _touched(change.path, paths)))


def _touched(path: Path, others: Iterable[Path]) -> bool:
    return any(all(one == two for one, two in zip(path, other, strict=False)) for other in others)
