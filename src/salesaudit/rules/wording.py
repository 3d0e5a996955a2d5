"""The words of a rule, as data beside the code: ``prose/ldr.ru.yaml``, ``prose/ldr.en.yaml``, ``prose/ldr.yaml``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Literal, NamedTuple, TypeAlias

from salesaudit.resources import resource

INDEX = "rules.index"
LANGUAGES = ("ru", "en")
FIELDS = ("title", "finding", "conclusion", "why", "fix", "first_step", "who", "done")
SHARED = ("effort", "bad", "good")
ANY_COMPANY = "company: {name: Example, headcount: 24}\n"
Effort: TypeAlias = Literal["hours", "days", "weeks"]


class Prose(NamedTuple):
    """What a rule says in one language.

    `finding` is the sentence with the facts in it, `findings` its variants by name; `conclusion` goes on from it: what
    that means for the company, in a few words that somebody repeats to a partner; `why` two or three sentences;
    `fix` what to do; `first_step` what to do this week; `who` does it; `done` how we will know that it worked.
    """

    title: str
    finding: str
    why: str
    fix: str
    first_step: str
    who: str
    done: str
    findings: Mapping[str, str]
    first_steps: Mapping[str, str] = {}
    """The first step for those variants of the finding that have one of their own."""
    conclusion: str = ""
    conclusions: Mapping[str, str] = {}

    def step(self, variant: str) -> str:
        """Return the first step where a finding is told in one of its variants."""
        return self.first_steps.get(variant, self.first_step)

    def concluded(self, variant: str) -> str:
        """Return what a finding means where it is told in one of its variants; empty where a pack does not say."""
        return self.conclusions.get(variant, self.conclusion)

    def sentence(self, variant: str) -> str:
        """Return the finding's sentence, or one of its variants."""
        return self.findings[variant] if variant else self.finding


class Example(NamedTuple):
    """A rule's effort, and two company files: one that trips it and a near miss that does not.

    `attached` are the answers and evidence files that the two may name, by name. `actors` are those who have to act, as
    words that `report.people` finds in a company: leader, ceo, owner …; empty where only the prose says who.
    """

    effort: Effort
    bad: str
    good: str
    attached: Mapping[str, str] = {}
    actors: tuple[str, ...] = ()


_brought: dict[str, tuple[Mapping[str, Prose], Example]] = {}


def register(rule: str, texts: Mapping[str, Prose], shown: Example) -> None:
    """Take the words of a rule that did not come with the product, in one language at least."""
    _brought[rule] = (texts, shown)


def brought(rule: str) -> bool:
    """Tell whether the words of a rule came with a pack or a plugin."""
    return rule in _brought


def prose(rule: str, language: str) -> Prose:
    """Return what a rule says in a language; a rule of a pack may have but one."""
    if rule in _brought:
        texts, _ = _brought[rule]
        return texts.get(language) or next(iter(texts.values()))
    return _own_prose(rule, language)


def example(rule: str) -> Example:
    """Return a rule's effort and examples."""
    return _brought[rule][1] if rule in _brought else _own_example(rule)


def whole(text: str) -> bytes:
    """Return an example as a company file: with the version line, and a company where the example names none."""
    named = any(line.startswith("company:") for line in text.splitlines())
    return f"salesaudit: 1\n{'' if named else ANY_COMPANY}{text}".encode()


@cache
def _own_prose(rule: str, language: str) -> Prose:
    entry = resource(f"rules.prose.{rule[:3].lower()}.{language}")[rule]
    return Prose(
        **{name: entry[name] for name in FIELDS},
        findings=_variants(entry, "finding"),
        first_steps=_variants(entry, "first_step"),
        conclusions=_variants(entry, "conclusion"),
    )


def _variants(entry: Mapping[str, str], field: str) -> Mapping[str, str]:
    return {key.removeprefix(f"{field}."): text for key, text in entry.items() if key.startswith(f"{field}.")}


@cache
def _own_example(rule: str) -> Example:
    entry = resource(f"rules.prose.{rule[:3].lower()}")[rule]
    told = {name: entry[name] for name in SHARED}
    return Example(**told, attached=entry.get("attached", {}), actors=tuple(entry.get("actors", ())))


def index(sources: Mapping[str, Any]) -> list[str]:
    """Return the ids of the rules whose prose is complete in both languages, for the guard at import.

    `sources` are all data files of the package by resource name.
    """
    families = sorted({name.split(".")[2] for name in sources if name.startswith("rules.prose.")})
    return [id_ for family in families for id_ in _complete(family, sources)]


def _complete(family: str, sources: Mapping[str, Any]) -> Iterable[str]:
    shared: Mapping[str, Any] = sources.get(f"rules.prose.{family}", {})
    texts = [sources.get(f"rules.prose.{family}.{language}", {}) for language in LANGUAGES]
    for id_, entry in shared.items():
        has_all = all(entry.get(name) for name in SHARED)
        if has_all and all(text.get(id_, {}).get(name) for text in texts for name in FIELDS):
            yield id_
