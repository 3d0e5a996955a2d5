"""What the format knows about a place in a file: the field, the shape of its value, the words that may stand there."""

from __future__ import annotations

from typing import NamedTuple

from salesaudit.knowledge import vocabulary
from salesaudit.orgfile.guide import OR_NONE, Told, told
from salesaudit.orgfile.nodes import Path
from salesaudit.orgfile.schema import KNOWN_KEYS
from salesaudit.orgfile.shapes import Field, Shape, fields, root
from salesaudit.orgfile.units import NONE, STATES

KINDS = {"salesaudit": "org", "salesaudit_answers": "answers", "salesaudit_evidence": "evidence"}
"""The first key of a file -> its kind."""
READERS = {"state": STATES, "boolean": ("yes", "no"), "version": ("1",), "currency": ("RUB", "EUR", "USD")}


class Spot(NamedTuple):
    """A place: the shape of its value, and the field that it is or belongs to (None at the top of a file)."""

    shape: Shape
    field: Field | None

    @property
    def about(self) -> Told | None:
        """What is said of the field."""
        return told().get(self.field.key) if self.field else None


class Word(NamedTuple):
    """A word that may stand somewhere, with what it means (empty where nothing is said)."""

    text: str
    title: str = ""
    meaning: str = ""


def spot(kind: str, path: Path) -> Spot | None:
    """Return what the format says about a path in a kind of file; None where it has no such place."""
    here = Spot(Shape("section", model=root(kind)), None)
    for part in path:
        below = _below(here, part)
        if below is None:
            return None
        here = below
    return here


def _below(here: Spot, part: str | int) -> Spot | None:
    shape = here.shape
    if shape.form == "section" and isinstance(part, str):
        return next((Spot(field.shape, field) for field in fields(shape.model) if field.name == part), None)
    if shape.form in ("list", "map") and shape.item is not None and isinstance(part, int) is (shape.form == "list"):
        return Spot(shape.item, here.field)
    return None


def known_keys(here: Spot, lang: str) -> list[Word]:
    """Return the ids that a catalogue offers for the keys of a section whose keys are ids."""
    catalogue = KNOWN_KEYS.get(here.field.key) if here.field else None
    return [] if catalogue is None else _entries(catalogue, lang)


def allowed(here: Spot, lang: str) -> list[Word]:
    """Return the words that the format or the vocabulary knows for the value at a place."""
    shape = here.shape.item if here.shape.form == "list" and here.shape.item else here.shape
    about = here.about
    enumeration = (about.words or about.known) if about else ""
    words: list[Word] = []
    if shape.form == "words":
        words = [_word(enumeration or (here.field.name if here.field else ""), word, lang) for word in shape.words]
    elif enumeration:
        words = _entries(enumeration, lang)
    elif shape.form == "value":
        reader = shape.reader.removesuffix(OR_NONE)
        words = [_word(reader, word, lang) for word in READERS.get(reader, ())]
    elif "stateful" in shape.short:
        words = [_word("state", word, lang) for word in STATES]
    if _may_be_none(here) and NONE not in [word.text for word in words]:
        words.append(Word(NONE))
    return words


def _may_be_none(here: Spot) -> bool:
    short = here.shape.short
    return bool(short & {"listed", "empty_if_none", "no_entries"}) or here.shape.reader.endswith(OR_NONE)


def _entries(kind: str, lang: str) -> list[Word]:
    try:
        return [_word(kind, id_, lang) for id_ in vocabulary.values(kind)]
    except KeyError:
        return []


def _word(kind: str, id_: str, lang: str) -> Word:
    try:
        title = vocabulary.word(kind, id_, lang)
    except KeyError:
        return Word(id_)
    try:
        return Word(id_, title, vocabulary.meaning(kind, id_, lang))
    except KeyError:
        return Word(id_, title)
