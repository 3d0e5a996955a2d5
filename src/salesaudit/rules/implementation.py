"""IMP: said, written, done."""

from __future__ import annotations

from collections.abc import Callable
from operator import call
from typing import TypeAlias

from salesaudit.org.kleene import every, those
from salesaudit.org.org import Org
from salesaudit.org.things import NONE, Element, Function, Handoff, Link, Policy, Process, Section
from salesaudit.org.values import LADDER, Path, Several, Unknown
from salesaudit.rules.causes import (
    answered_by_number,
    discount_limited,
    lead_lists_missed,
    nobody_to_limit,
    price_written,
    says_something,
)
from salesaudit.rules.guards import no_strategy
from salesaudit.rules.judgements import ask, fresh
from salesaudit.rules.registry import rule
from salesaudit.rules.subjects import sections
from salesaudit.rules.verdict import FAIL, PASS, NotApplicable, Verdict

Entry: TypeAlias = Element | Function | Handoff | Link | Policy | Process

WRITTEN_EVEN_IN_MICRO = ("discount", "terms", "volume")
"""The only agreements that a micro company should have in writing, beside the price, which is REP007's."""


@rule("IMP001", subject=sections, severity="l/m/m/m", sources="S2")
def only_talked_about(section: Section, org: Org) -> Verdict:
    if org.possible_bands == ("micro",) and section.id != "policies":
        raise NotApplicable("band")

    def is_only_spoken(entry: Entry) -> bool:
        conditions: tuple[Callable[[], bool], ...] = (
            lambda: _is_at(entry, "spoken"),
            lambda: not _is_told_already(entry, org),
            lambda: _has_to_be_written(entry, org),
        )
        return every(conditions, call)

    return _none(section, org, is_only_spoken, lambda entry: entry.state.path, _says_nothing)


@rule("IMP002", subject=sections, severity="–/m/h/h", sources="S2")
def written_not_done(section: Section, org: Org) -> Verdict:
    return _none(section, org, lambda entry: _is_at(entry, "written"), lambda entry: entry.state.path)


@rule("IMP003", subject=sections, severity="–/l/l/m", sources="S2 D")
def gone_stale(section: Section, org: Org, *, months: int = 12) -> Verdict:
    def is_stale(entry: Entry) -> bool:
        return not entry.reviewed.is_in(NONE) and not fresh(entry.reviewed, org.company.as_of, months)

    return _none(section, org, is_stale, lambda entry: entry.reviewed.path).say(limit=months)


def _none(
    section: Section,
    org: Org,
    holds: Callable[[Entry], bool],
    place: Callable[[Entry], Path],
    is_left: Callable[[Entry], bool] | None = None,
) -> Verdict:
    """Hold where nothing in a section is so; the finding names what is, and stands at the first of it.

    What `is_left` to POL002 is not named.
    """
    entries = _entries(section, org)
    if not entries.items and not entries.needs:
        raise NotApplicable("section_is_empty")
    found = those(entries, holds)
    own = [entry for entry in found.items if is_left is None or not is_left(entry)]
    if not own and found.needs:
        return Verdict("unknown", needs=found.needs)
    if not own and found.items:
        raise NotApplicable("said_by_other_rule", rule="POL002")
    if not own:
        return PASS
    # a process has no title of its own in the vocabulary, the funnel has one as an element
    named = tuple(org.element(entry.id) if entry.id == "funnel" else entry for entry in own)
    return FAIL.about(place(own[0])).say(those=named)


def _says_nothing(entry: Entry) -> bool:
    """Tell whether POL002 speaks of an agreement: one that says nothing need not be put in writing as it is."""
    if not isinstance(entry, Policy) or answered_by_number(entry):
        return False
    return ask(lambda: bool(says_something(entry, entry.org)), entry.path).outcome == "fail"


def _entries(section: Section, org: Org) -> Several[Entry]:
    """Return what a section of the file lists."""
    match section.id:
        case "functions":
            return Several(org.functions.items, org.functions.needs)
        case "processes":
            return Several(org.processes.items, org.processes.needs)
        case "handoffs":
            return Several(org.handoffs.items, org.handoffs.needs)
        case "links":
            if org.has_strategy.known:
                no_strategy(org)
            return _all_of(org.links, org, "strategy", "links")
        case "policies":
            return _all_of(org.policies, org, "policies")
        case _:
            listed = tuple(element for element in org.elements if org.peek(element.path) is not None)
            return _all_of(listed, org, "elements")


def _all_of(entries: tuple[Entry, ...], org: Org, *section: str) -> Several[Entry]:
    """Return the entries of a section that the file has; it is not known whether others are there where it has not."""
    return Several((), (section,)) if org.peek(section) is None else Several(entries)


def _is_at(entry: Entry, step: str) -> bool:
    """Tell whether something has got as far as a step of the ladder and no further."""
    return entry.state.value == LADDER.index(step)


def _has_to_be_written(entry: Entry, org: Org) -> bool:
    """Tell whether an agreement has to be in writing in a company of this size."""
    if isinstance(entry, Policy) and entry.id in WRITTEN_EVEN_IN_MICRO:
        return True
    if "micro" in org.possible_bands and len(org.possible_bands) > 1:
        raise Unknown(("company", "headcount"))
    return "micro" not in org.possible_bands


def _is_told_already(entry: Entry, org: Org) -> bool:
    """Tell whether another rule speaks of an agreement that is not in writing."""
    match entry:
        case Link(id="plan"):  # LDR010
            return True
        case Policy(id="price"):  # REP007
            return not nobody_to_limit(org) and not price_written(org)
        case Policy(id="discount"):  # REP007
            return not nobody_to_limit(org) and not discount_limited(org)
        case Element(id="lead_lists") | Function(id="lead_lists"):  # REP002
            _know_the_flow(org)
            return lead_lists_missed(org)
    return False


def _know_the_flow(org: Org) -> None:
    """Raise Unknown while it may turn out either way whether customers come by themselves, which settles REP002."""
    market, channels = org.company.market, org.channels
    kinds = [channel.channel_kind for channel in channels.items]
    if market.text == "b2c" or any(kind.known and kind.text == "direct" for kind in kinds):
        return
    if needs := (*channels.needs, *(path for kind in kinds for path in kind.needs)):
        raise Unknown(*needs)
