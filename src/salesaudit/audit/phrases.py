"""A report's sentences in the reader's language: the words of the rules with the facts of the findings in them."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from salesaudit.audit.report import Amount, Finding, GovernanceFinding, Label, Names, Shown, SkippedOutcome, Term
from salesaudit.knowledge import reasons, vocabulary
from salesaudit.org.values import LADDER, Path
from salesaudit.rules.wording import prose
from salesaudit.texts import catalogue, show

TITLED = {"role": "archetype", "stage": "stage_kind"}
"""Kinds of things whose untitled ids are named by another catalogue."""


def sentence(finding: Finding, lang: str, currency: str = "RUB") -> str:
    """Return what a finding says, with its facts in it."""
    return told(finding.rule, finding.text, finding.says, lang, currency)


def told(rule: str, variant: str, says: Mapping[str, Shown], lang: str, currency: str) -> str:
    """Return the sentence of a rule's finding, or of a variant of it, with its facts in it."""
    text = catalogue.fill(prose(rule, lang).sentence(variant), lang, spoken(says, lang, currency))
    first = text.split(" ", 1)[0]
    # a sentence may begin with a role or a function, which the vocabulary writes small; a name such as iDeal stays
    return text[:1].upper() + text[1:] if first == first.lower() else text


def first_step(finding: Finding, lang: str) -> str:
    """Return what to do this week about a finding: what its rule says, or says of just this variant of it."""
    return prose(finding.rule, lang).step(finding.text)


def governance_sentence(finding: GovernanceFinding, lang: str) -> str:
    """Return what is wrong with an accepted risk."""
    return catalogue.say(
        finding.rule, lang, rule=finding.accepted_rule, subject=finding.accepted_subject,
        until=show.date(finding.until, lang),
    )  # fmt: skip


def reason(skipped: SkippedOutcome, lang: str) -> str:
    """Return why a rule has nothing to say."""
    return reasons.reason(skipped.reason, lang, **skipped.values)


def spoken(values: Mapping[str, Shown], lang: str, currency: str) -> dict[str, object]:
    """Return values as texts, and counts as numbers, so that a sentence can choose its plural."""
    return {name: _spoken(value, lang, currency) for name, value in values.items()}


def name(label: Label, lang: str) -> str:
    """Return what to call a thing: its own title, else the vocabulary's, else its id."""
    if label.title:
        return label.title
    if label.kind == "handoff":
        return " → ".join(term(end, "component", lang) for end in label.id.split("->"))
    return term(label.id, TITLED.get(label.kind, label.kind), lang)


def dotted(path: Path) -> str:
    """Return a path as people write it: ``people.petrov.time.selling``."""
    return ".".join(str(part) for part in path)


def amount(value: Amount, lang: str, currency: str) -> str | float:
    """Return a number with its unit; one of which only bounds are known as its lower bound in words."""
    if value.high is not None and value.value == 0:
        return _one(value.high, value, lang, currency)
    return _one(value.value, value, lang, currency)


def _one(number: float, value: Amount, lang: str, currency: str) -> str | float:
    if number == inf:
        return catalogue.say("value.without_limit", lang)
    match value.unit:
        case "share":
            return show.share(number, lang)
        case "money":
            return show.money(number, currency, lang)
        case "hours":
            return show.duration(number, lang)
        case "state":
            return vocabulary.word("state", LADDER[int(number)], lang)
        case _:
            return number


def _spoken(value: Shown, lang: str, currency: str) -> object:
    match value:
        case Amount():
            return amount(value, lang, currency)
        case Label():
            return name(value, lang)
        case Names():
            return show.join([name(label, lang) for label in value.labels], lang)
        case Term():
            return term(value.word, value.enumeration, lang)
    return value


def term(word: str, enumeration: str, lang: str) -> str:
    """Return the word people see for a value of an enumeration, itself where it is free text."""
    try:
        return vocabulary.word(enumeration, word, lang)
    except KeyError:
        return word
