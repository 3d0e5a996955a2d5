"""Names for what a report speaks of: the file's own titles, kept apart from the reader's language."""

from __future__ import annotations

from salesaudit.audit.report import Amount, Label, Names, Shown, Term
from salesaudit.org.org import Org
from salesaudit.org.things import Thing
from salesaudit.org.values import Group, Number, Path, Several, Word

ENUMERATIONS = {
    ("lead_generation", "kind"): "channel_kind",
    ("processes", "kind"): "stage_kind",
    ("segments", "size"): "segment_size",
    ("", "motives"): "motive",
    ("", "kpis"): "metric",
    ("", "tied_to"): "metric",
    ("", "selling_reasons"): "selling_reason",
    ("", "plan_fact"): "rhythm",
    ("", "pipeline_review"): "rhythm",
    ("", "one_to_one"): "rhythm",
}
"""Where the last key of a path does not name the enumeration itself; by section, else for every section."""


def label(org: Org, thing: Thing) -> Label:
    """Return the label of a thing, with the file's own title where it has one."""
    if thing.kind == "company":
        return Label("company", "company", org.peek(("company", "name")))
    return Label(thing.kind, thing.id, _title(org, thing))


def label_of(org: Org, id_: str, enumeration: str = "word") -> Label:
    """Return the label of a role, person or department, else of a word of the enumeration."""
    for kind, section in (("person", "people"), ("role", "roles"), ("department", "departments")):
        entry = org.peek((section, id_))
        if entry is not None:
            return Label(kind, id_, entry.get("name") or entry.get("title"))
    return Label(enumeration, id_)


def shown(org: Org, value: object) -> Shown:
    """Return what a rule says in the form that faces show."""
    match value:
        case Number():
            return Amount(value.low, value.unit, None if value.known else value.high)
        case Group():
            return Names(tuple(label_of(org, member, enumeration(value.path)) for member in value.members))
        case Several():
            return Names(tuple(label(org, thing) for thing in value.items))
        case Thing():
            return label(org, value)
        case Word():
            return Term(value.text, enumeration(value.path))
        case Label() | Amount() | Names() | Term() | str() | int():
            return value
        case tuple():
            return Names(tuple(label(org, one) if isinstance(one, Thing) else label_of(org, one) for one in value))
        case float():
            return Amount(value, "number")
    raise TypeError(f"a sentence cannot name {type(value).__name__}")


def enumeration(path: Path) -> str:
    """Return the name of the enumeration that a fact's words belong to."""
    keys = [part for part in path if isinstance(part, str)]
    last = keys[-1] if keys else ""
    return ENUMERATIONS.get((keys[0] if keys else "", last), ENUMERATIONS.get(("", last), last))


def _title(org: Org, thing: Thing) -> str | None:
    entry = org.peek(thing.path)
    if isinstance(entry, dict):
        title = entry.get("name") or entry.get("title")
        if thing.kind == "handoff":
            title = entry.get("what")
        if title is None and thing.kind == "interface":
            title = org.peek(("departments", thing.id, "title"))
        return str(title) if title is not None else None
    return None
