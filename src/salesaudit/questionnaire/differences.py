"""What answers change in a company's file: the edits to make, and the change in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from salesaudit.audit.labels import enumeration
from salesaudit.audit.phrases import dotted, term
from salesaudit.knowledge import vocabulary
from salesaudit.org.merge import leaves, with_ids
from salesaudit.org.org import Org
from salesaudit.orgfile.answers import with_lists
from salesaudit.orgfile.edit import Append, Change, Put
from salesaudit.orgfile.load import OrgDocument
from salesaudit.orgfile.nodes import Path
from salesaudit.orgfile.plain import to_plain
from salesaudit.orgfile.units import ISO_DATE, NONE, STATES
from salesaudit.questionnaire import groups
from salesaudit.questionnaire.choosing import known_of
from salesaudit.questionnaire.company import GOALS, merged
from salesaudit.questionnaire.conditions import fact
from salesaudit.questionnaire.showing import shown
from salesaudit.safety.text import clean
from salesaudit.texts import show
from salesaudit.texts.catalogue import say

if TYPE_CHECKING:
    from salesaudit.questionnaire.definition import Question
    from salesaudit.questionnaire.session import Session

STAGES: Final = "stages"
HANDOFFS: Final = "handoffs"
_ENTRIES: Final[Mapping[Path, str]] = {
    ("roles",): "role", ("people",): "person", ("departments",): "department", ("functions",): "function",
    ("elements",): "element", ("policies",): "policy", ("segments",): "segment", ("interfaces",): "interface",
    ("handoffs",): "handoff", ("lead_generation", "channels"): "channel", ("processes", "funnel", "stages"): "stage",
}  # fmt: skip
"""Sections of named entries, and the kind of their entries."""

_WHO: Final = frozenset(
    ("responsible", "accountable", "owner", "leader", "deputy", "reports_to", "served_by", "spokesperson", "involved")
)
"""Facts that say who: missing is nobody."""
_OWN: Final[tuple[Path, ...]] = (("salesaudit",), ("company", "language"))
"""Facts that are of the file, not of the company."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One fact that changes: its path, what it is in words, and what it was (empty: not known) and becomes."""

    path: Path
    what: str
    old: str
    new: str

    def sentence(self, lang: str) -> str:
        """Return the change in a line."""
        key = "result.changed" if self.old else "result.set"
        return say(key, lang, what=self.what, old=self.old, new=self.new)


def edits(told: dict[str, Any], document: OrgDocument) -> list[Change]:
    """Return the edits that put told facts (text by path) into a file; what it says already is left alone.

    Entries are never deleted: «we have none» does not empty a section in which the file names some.
    """
    old, new = with_ids(document.data), merged(told, {})
    found = list(_edits((), told, old, new))
    goals = fact(told, GOALS)
    if isinstance(goals, Mapping) and (change := _goals(goals, document, new)):
        found.append(change)
    return found


def _edits(path: Path, told: Any, old: Any, new: Any) -> Iterator[Change]:
    """Compare told facts with those of the file (`old`) and as the format reads them (`new`)."""
    for key, text in told.items():
        here = (*path, key)
        before = old.get(key) if isinstance(old, Mapping) else None
        after = new.get(key) if isinstance(new, Mapping) else None
        if here == GOALS or after is None:
            continue
        if isinstance(text, Mapping) and text and isinstance(before, Mapping):
            yield from _in_list(here, text, before, after) if _is_list(here) else _edits(here, text, before, after)
        elif before is None:
            yield Put(here, _shaped(here, text))
        elif before != after and not (after in ({}, [], NONE) and isinstance(before, Mapping)):
            yield Put(here, text)


def _is_list(path: Path) -> bool:
    return path == (HANDOFFS,) or (len(path) == 3 and path[-1] == STAGES)


def _in_list(path: Path, told: Mapping[str, Any], old: Any, new: Any) -> Iterator[Change]:
    """Yield the edits of a list whose entries have ids: the known ones are changed, the others go to its end."""
    shaped = _shaped(path, told)
    for (id_, text), item in zip(told.items(), shaped, strict=True):
        if isinstance(old, Mapping) and id_ in old:
            yield from _edits((*path, id_), text, old[id_], new.get(id_))
        elif id_ in new:
            yield Append(path, item)


def _shaped(path: Path, text: Any) -> Any:
    """Return told facts with the lists that the format has instead of sections."""
    if any(_is_list(path[:length]) for length in range(1, len(path))):
        return text  # inside an entry of such a list
    tree: Any = text
    for part in reversed(path):
        tree = {str(part): tree}
    shaped: Any = with_lists(tree)
    for part in path:
        shaped = shaped[str(part)]
    return shaped


def _goals(told: Mapping[str, Any], document: OrgDocument, new: Mapping[str, Any]) -> Change | None:
    """Return the edit of the goals, which are told by their measures and have no ids."""
    root = document.source.root
    written = fact(to_plain(root), GOALS) if root is not None else None
    before = fact(document.data, GOALS) or []
    after = {goal["metric"]: goal for goal in fact(new, GOALS) or []}
    goals = {goal["metric"]: dict(goal) for goal in written} if isinstance(written, list) else {}
    differs = False
    known = {goal["metric"]: goal for goal in before}
    for metric, text in told.items():
        if metric in after and any(known.get(metric, {}).get(key) != value for key, value in after[metric].items()):
            goals[metric] = {"metric": metric, **goals.get(metric, {}), **text}
            differs = True
    return Put(GOALS, list(goals.values())) if differs else None


# --- in words ---


def changed(old: Mapping[str, Any], new: Mapping[str, Any], session: Session) -> tuple[Changed, ...]:
    """Return the facts that differ between two states of a company, in the order of the second, in words."""
    before, after = dict(leaves(old)), dict(leaves(new))
    words = _Words(new, session)
    return tuple(
        Changed(path, words.what(path), words.value(path, before.get(path)), words.value(path, value))
        for path, value in after.items()
        if before.get(path) != value and path[-1] != "id" and path not in _OWN
    )


class _Words:
    """The words for the facts of one company, in the language of a talk."""

    def __init__(self, data: Mapping[str, Any], session: Session) -> None:
        self._org = Org(data)
        self._lang = session.lang
        self._known = known_of(data)
        self._questions: dict[Path, Question] = {
            fill.path: instance.question for instance, fill in session.fills if not instance.question.makes_entries
        }

    def what(self, path: Path) -> str:
        """Return what a fact is: the thing that it is of, and which of its facts."""
        for section, kind in _ENTRIES.items():
            if path[: len(section)] == section and len(path) > len(section):
                thing = groups.title(kind, str(path[len(section)]), self._org, self._lang)
                rest = path[len(section) + 1 :]
                return clean(f"{thing}: {self._fact(rest)}" if rest else thing)
        return clean(self._fact(path))

    def _fact(self, path: Path) -> str:
        whole = path[:-1] if path[-1] == "state" and len(path) > 1 else path
        for tried in (whole, *(path[start:] for start in range(len(path)))):
            try:
                return vocabulary.word("fact", dotted(tried), self._lang)
            except KeyError:
                continue
        return dotted(path)

    def value(self, path: Path, value: Any) -> str:
        """Return a value in words; empty where it is not known."""
        if value is None:
            return ""
        question = self._questions.get(path)
        if question is not None and not (isinstance(value, list) and value and isinstance(value[0], Mapping)):
            return shown(question, value, self._lang, self._known)
        if value == {} and path[:-1] in _ENTRIES:
            return say("answer.present", self._lang)
        if value in ([], NONE) and path[-1] in _WHO:
            return say("answer.nobody", self._lang)
        return self._plain(value, enumeration(path))

    def _plain(self, value: Any, words: str) -> str:
        match value:
            case bool():
                return say("answer.yes" if value else "answer.no", self._lang)
            case float() | int():
                return show.number(value, self._lang, 4)
            case list() if value:
                return show.join([self._plain(item, words) for item in value], self._lang)
            case Mapping() if value:
                return " ".join(self._plain(item, enumeration((key,))) for key, item in value.items())
            case str() if value in STATES:
                return vocabulary.word("state", value, self._lang)
            case str() if ISO_DATE.fullmatch(value):
                return show.date(value, self._lang)
            case str() if value != NONE:
                return clean(self._name(value, words))
        return say("answer.nothing", self._lang)

    def _name(self, id_: str, words: str) -> str:
        for kind, section in (("person", "people"), ("role", "roles"), ("department", "departments")):
            if fact(self._org.data, (section, id_)) is not None:
                return groups.title(kind, id_, self._org, self._lang)
        return term(id_, words, self._lang)
