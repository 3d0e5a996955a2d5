"""What all pictures share: how things are called, cells of tables, a legend."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from salesaudit.audit.labels import label, label_of
from salesaudit.audit.phrases import name, term
from salesaudit.org.org import Org
from salesaudit.org.things import Thing
from salesaudit.org.values import Number
from salesaudit.report.pictures.drawing import WIDTH, Box, Drawing
from salesaudit.report.pictures.font import width
from salesaudit.report.pictures.palette import SOFT
from salesaudit.report.view import Cell, Form, Picture, Table
from salesaudit.texts import show
from salesaudit.texts.catalogue import say


class Drawn(NamedTuple):
    """A picture while what stands where in it can still be asked."""

    title: str
    says: str
    drawing: Drawing
    table: Table
    notes: tuple[str, ...] = ()

    @property
    def picture(self) -> Picture:
        svg = self.drawing.svg(self.title, self.says)
        return Picture(self.drawing.id, self.title, self.says, svg, self.table, self.notes)


class Teller:
    """Says what pictures say of one company in one language."""

    def __init__(self, org: Org, lang: str) -> None:
        self.org = org
        self.lang = lang
        self.currency = str(org.peek(("company", "currency")) or "RUB")

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the catalogue."""
        return say(key, self.lang, **values)

    def who(self, id_: str) -> str:
        """Return what to call a role, a person or a department: an id that nothing names is read as words."""
        found = label_of(self.org, id_)
        called = name(found, self.lang)
        if found.title or found.kind == "person":
            return called
        return capital(called.replace("_", " ") if called == id_ else called)

    def everyone(self, ids: Sequence[str]) -> str:
        """Return several of them in a row."""
        return show.join([self.who(id_) for id_ in ids], self.lang)

    def thing(self, thing: Thing) -> str:
        """Return what to call a thing of the company."""
        return capital(name(label(self.org, thing), self.lang))

    def word(self, enumeration: str, value: str) -> str:
        """Return the word people see for a value."""
        return term(value, enumeration, self.lang)

    def share(self, value: float) -> str:
        return show.share(value, self.lang)

    def number(self, value: float) -> str:
        return show.number(value, self.lang)

    def money(self, value: float) -> str:
        return show.money(value, self.currency, self.lang)

    @property
    def unknown(self) -> str:
        """What stands where a fact is not known."""
        return say("picture.unknown", self.lang)


def capital(text: str) -> str:
    """Return a text that begins with a capital, unless its first word has one elsewhere, as iDeal does."""
    first = text.split(" ", 1)[0]
    return text[:1].upper() + text[1:] if first == first.lower() else text


def cell(text: str, mark: str = "") -> Cell:
    """Return a cell of words."""
    return Cell(text, mark=mark)


def figure(value: Number, teller: Teller, form: Form, mark: str = "") -> Cell:
    """Return a cell with a number, or with the words for one that is not known."""
    if not value.known:
        return Cell(teller.unknown)
    shown: dict[Form, Callable[[float], str]] = {"share": teller.share, "money": teller.money}
    return Cell(shown.get(form, teller.number)(value.value), value.value, form, mark)


Swatch = Callable[[Drawing, Box], None]
"""Draws what a legend explains into a box 16 wide and high."""


def legend(drawing: Drawing, y: float, entries: Sequence[tuple[Swatch, str]], *, x: float = 0.0) -> float:
    """Draw a legend, as many entries a line as there is room for; return where it ends."""
    left = x
    for swatch, text in entries:
        room = min(width(text, 11) + 1, WIDTH - x - 22)
        if left > x and left + 22 + room > WIDTH:
            left, y = x, y + 22
        swatch(drawing, Box(left, y + 2, 16, 16))
        drawing.text(Box(left + 22, y, room, 20), text, size=11, colour=SOFT)
        left += 22 + room + 20
    return y + 22
