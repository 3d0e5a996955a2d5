"""Who does what, as letters: the rows and columns behind the matrix, and where nobody or too many stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

from salesaudit.org.org import Org
from salesaudit.org.things import Function
from salesaudit.org.values import Group
from salesaudit.org.what import COMPONENTS
from salesaudit.report.pictures.kit import Teller, cell
from salesaudit.report.view import Cell, Table
from salesaudit.rules.registry import RULES
from salesaudit.rules.verdict import NotApplicable

Duty: TypeAlias = Literal["one", "hole", "double", "unknown"]
"""Whether somebody has a duty: somebody, nobody, more than the one who is due; or nobody told."""

NOTHING = cell("")

DOUBLES = "FUN003"
"""The rule that knows where more than one answers for what one should."""


class Row(NamedTuple):
    """A function: letters by the id of whoever has them, and how its two duties stand."""

    function: Function
    name: str
    letters: dict[str, str]
    does: Duty
    answers: Duty


class Duties(NamedTuple):
    """Rows by component in the order of the business, and the ids of the columns in the order of the file."""

    groups: tuple[tuple[str, tuple[Row, ...]], ...]
    columns: tuple[str, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for _, rows in self.groups for row in rows)


def duties_of(org: Org, teller: Teller) -> Duties:
    """Return who does and who answers for each function that the file lists."""
    rows = [_row(function, org, teller) for function in org.functions.items]
    groups = (
        (component, tuple(row for row in rows if row.function.component == component))
        for component in (*COMPONENTS, "support")
    )
    named = {id_ for row in rows for id_ in row.letters}
    return Duties(tuple(group for group in groups if group[1]), tuple(id_ for id_ in _everybody(org) if id_ in named))


def _everybody(org: Org) -> Iterator[str]:
    """Yield everybody whom a function may name: roles in the order of the file, people beside their first role."""
    people = dict.fromkeys(org.peek(("people",)) or ())
    for role in org.peek(("roles",)) or ():
        yield role
        for person in [one.id for one in org.named_holders(role) if one.id in people]:
            del people[person]
            yield person
    yield from people
    yield from org.peek(("departments",)) or ()


def _row(function: Function, org: Org, teller: Teller) -> Row:
    letters: dict[str, str] = {}
    for letter, group in (("R", function.responsible), ("A", function.accountable)):
        for id_ in group.members:
            letters[id_] = letters.get(id_, "") + letter
    answers = "double" if _too_many_answer(function, org) else _duty(function.accountable)
    return Row(function, teller.thing(function), letters, _duty(function.responsible), answers)


def _duty(group: Group) -> Duty:
    if group.members:
        return "one"
    return "unknown" if group.needs else "hole"


def _too_many_answer(function: Function, org: Org) -> bool:
    try:
        return bool(RULES[DOUBLES].judge(function, org).outcome == "fail")
    except NotApplicable:
        return True  # the rule leaves it to another one, which says the same of it


def table_of(duties: Duties, teller: Teller) -> Table:
    """Return the matrix as a table: function, part of the business, what is amiss, then a column for each worker."""
    head = ("picture.matrix.head.function", "picture.matrix.head.component", "picture.matrix.head.amiss")
    lines = tuple(
        (
            cell(row.name),
            cell(teller.word("component", component)),
            _amiss(row, teller),
            *(_letters(row, id_) for id_ in duties.columns),
        )
        for component, rows in duties.groups
        for row in rows
    )
    return Table((*map(teller.say, head), *map(teller.who, duties.columns)), lines)


def _letters(row: Row, id_: str) -> Cell:
    letters = row.letters.get(id_)
    if letters is None:
        return NOTHING
    return cell(" ".join(letters), "double" if "A" in letters and row.answers == "double" else "")


def _amiss(row: Row, teller: Teller) -> Cell:
    said = [
        teller.say(f"picture.matrix.{name}.{duty}") for name, duty in (("does", row.does), ("answers", row.answers))
        if duty != "one"
    ]  # fmt: skip
    marks = [mark for mark in ("hole", "double") if mark in (row.does, row.answers)]
    return cell("; ".join(said), marks[0] if marks else "")
