"""What comes of a talk: a company's file that a person can go on editing, new or with the answers put in.

A file that is returned always loads. An answer that contradicts another, or the file, so that it would not, is left
out of it and named; it stays in the respondent's answers file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, Final

from salesaudit.org.merge import with_ids
from salesaudit.orgfile.answers import with_lists
from salesaudit.orgfile.edit import Append, CannotEdit, Change, edit
from salesaudit.orgfile.load import load_bytes
from salesaudit.orgfile.nodes import Path
from salesaudit.orgfile.problems import LoadError, Problem
from salesaudit.questionnaire import company
from salesaudit.questionnaire.differences import Changed, changed, edits
from salesaudit.questionnaire.layout import laid_out
from salesaudit.questionnaire.normal import answers_file
from salesaudit.questionnaire.writing import pretty
from salesaudit.safety.text import clean
from salesaudit.texts import show
from salesaudit.texts.catalogue import say

if TYPE_CHECKING:
    from salesaudit.questionnaire.session import Session

AUTHOR: Final = "owner"
"""Whose view of things the company's file tells; how others see them stays in their answers files."""
_ROUNDS: Final = 40


@dataclass(frozen=True, slots=True)
class Result:
    """A company's file after a talk: its bytes, what changed in it, and what could not be put in, in words."""

    data: bytes
    changes: tuple[Changed, ...]
    left_out: tuple[str, ...] = ()


def changes(
    session: Session, existing: bytes, name: str = "company.yaml", *, folder: FilePath | None = None, answers: str = ""
) -> tuple[Changed, ...]:
    """Return what would change in a file, fact by fact, to be shown before it is written."""
    return compose(session, existing, name, folder=folder, answers=answers).changes


def compose(
    session: Session, existing: bytes | None = None, name: str = "company.yaml", *, folder: FilePath | None = None,
    answers: str = "",
) -> Result:  # fmt: skip
    """Return a new company file, or `existing` with the answers put in: its comments, order and line ends stay.

    `answers` is where the respondent's answers file stands, seen from the company's; the file then refers to it. It
    need not be there yet. `folder` is the company file's own, for what else it refers to.
    Raises LoadError where `existing` is not right.
    """
    beside = {answers: answers_file(session)} if answers else {}
    told = told_facts(session)
    if existing is None:
        return _made(session, told, name, answers, beside, folder)
    return _edited(session, told, existing, name, answers, beside, folder)


def told_facts(session: Session) -> dict[str, Any]:
    """Return what the respondent's answers put into the company's file, as text in a tree of sections."""
    whole = session.respondent.as_ == AUTHOR
    return company.tree(
        (instance.question, replace(fill, value=pretty(instance.question.type, fill.value)))
        for instance, fill in session.fills
        if whole or instance.question.kind == "fact"
    )


# --- a new file ---


def _made(
    session: Session, told: dict[str, Any], name: str, answers: str, beside: Mapping[str, bytes],
    folder: FilePath | None,
) -> Result:  # fmt: skip
    lang = session.lang
    facts: dict[str, Any] = with_lists(told)
    written = facts.get("company")
    facts["company"] = {"name": say("result.no_name", lang), **(written if isinstance(written, Mapping) else {})}
    if session.respondent.date:
        facts["company"].setdefault("as_of", session.respondent.date)
    facts["company"].setdefault("language", lang)
    if answers:
        facts["answers"] = [answers]
    left_out: list[str] = []
    for _ in range(_ROUNDS):
        data = laid_out(facts, lang, above=_above(session, facts), below=_below(session, left_out))
        try:
            load_bytes(data, name, folder=folder, beside=beside)
        except LoadError as error:
            left_out += _without(facts, error.problems, name, lang)
        else:
            new = changed({}, with_ids(load_bytes(data, name, folder=folder, beside=beside).data), session)
            return Result(data, new, tuple(left_out))
    bare = {"company": {"name": facts["company"]["name"]}}
    return Result(
        laid_out(bare, lang, above=_above(session, bare), below=_below(session, left_out)), (), tuple(left_out)
    )


def _without(facts: dict[str, Any], problems: list[Problem], name: str, lang: str) -> list[str]:
    """Take out of `facts` what keeps the file from loading; return what went, in words."""
    gone: list[str] = []
    for problem in sorted(problems, key=lambda problem: [str(part) for part in problem.path], reverse=True):
        path = problem.path if problem.file == name else ("answers",)
        if _removed(facts, path or ("answers",)):
            gone.append(_reason(problem, lang))
    if not gone:  # nothing where the problem points to: take out the section that it is in
        section = str(problems[0].path[0]) if problems[0].path else "answers"
        facts.pop(section if section != "company" else "answers", None)
        gone.append(_reason(problems[0], lang))
    return gone


def _reason(problem: Problem, lang: str) -> str:
    path = ".".join(map(str, problem.path))
    return say("result.left_out", lang, path=clean(path), reason=clean(problem.sentence(lang)))


def _removed(facts: dict[str, Any], path: Path) -> bool:
    holder: Any = facts
    for part in path[:-1]:
        holder = _step(holder, part)
    last = path[-1]
    if isinstance(holder, dict) and last in holder and path != ("company",):
        del holder[last]
        return True
    if isinstance(holder, list) and isinstance(last, int) and last < len(holder):
        del holder[last]
        return True
    return False


def _step(holder: Any, part: str | int) -> Any:
    if isinstance(holder, dict):
        return holder.get(part)
    return holder[part] if isinstance(holder, list) and isinstance(part, int) and part < len(holder) else None


def _above(session: Session, facts: Mapping[str, Any]) -> Iterator[str]:
    lang, who = session.lang, session.respondent
    yield say("result.title", lang, company=str(facts["company"]["name"]))
    named = ", ".join(filter(None, (say(f"result.as_{who.as_}", lang), who.name)))
    if who.date:
        yield say("result.made_on", lang, who=named, date=show.date(who.date, lang))
    else:
        yield say("result.made", lang, who=named)
    yield say("result.how", lang)


def _below(session: Session, left_out: list[str]) -> Iterator[str]:
    """Yield the questions that remain, so that whoever edits the file sees what is missing."""
    rows = session.review()
    for state, key in (("unknown", "result.unknown"), ("declined", "result.declined")):
        asked = [f"  - {_question(row.title, row.text)}" for row in rows if row.state == state]
        if asked:
            yield from (say(key, session.lang), *asked)
    if left_out:
        yield from (say("result.not_in", session.lang), *(f"  - {line}" for line in left_out))


def _question(title: str, text: str) -> str:
    return f"{title}: {text}" if title and title.casefold() not in text.casefold() else text


# --- a file that is there ---


def _edited(
    session: Session, told: dict[str, Any], existing: bytes, name: str, answers: str, beside: Mapping[str, bytes],
    folder: FilePath | None,
) -> Result:  # fmt: skip
    before = load_bytes(existing, name, folder=folder, beside=beside)
    wanted = edits(told, before)
    if answers and answers not in before.data.get("answers", []):
        wanted.append(Append(("answers",), answers))
    data, refused = _applied(existing, name, wanted, beside, folder)
    after = load_bytes(data, name, folder=folder, beside=beside)
    left_out = [_refusal(change, error, session.lang) for change, error in refused]
    return Result(data, changed(with_ids(before.data), with_ids(after.data), session), tuple(left_out))


def _applied(
    data: bytes, name: str, wanted: list[Change], beside: Mapping[str, bytes], folder: FilePath | None
) -> tuple[bytes, list[tuple[Change, LoadError | CannotEdit]]]:
    """Put in all changes at once; where that cannot be, section by section and then one by one while it helps."""
    try:
        return edit(data, name, *wanted, folder=folder, beside=beside), []
    except (LoadError, CannotEdit):
        groups = [[change for change in wanted if change.path[0] == top] for top in _tops(wanted)]
    left: list[Change] = []
    for group in groups:
        try:
            data = edit(data, name, *group, folder=folder, beside=beside)
        except (LoadError, CannotEdit):
            left += group
    return _one_by_one(data, name, left, beside, folder)


def _one_by_one(
    data: bytes, name: str, left: list[Change], beside: Mapping[str, bytes], folder: FilePath | None
) -> tuple[bytes, list[tuple[Change, LoadError | CannotEdit]]]:
    while True:
        refused: list[tuple[Change, LoadError | CannotEdit]] = []
        for change in left:
            try:
                data = edit(data, name, change, folder=folder, beside=beside)
            except (LoadError, CannotEdit) as error:
                refused.append((change, error))
        if not refused or len(refused) == len(left):
            return data, refused
        left = [change for change, _ in refused]


def _tops(wanted: list[Change]) -> list[str | int]:
    return list(dict.fromkeys(change.path[0] for change in wanted))


def _refusal(change: Change, error: LoadError | CannotEdit, lang: str) -> str:
    told = error.problems[0].sentence(lang) if isinstance(error, LoadError) else say(error.key, lang, **error.values)
    return say("result.left_out", lang, path=".".join(map(str, change.path)), reason=clean(told))
