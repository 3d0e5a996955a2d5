"""What a shell offers at the cursor: rules, profiles, formats. Each answer reads no more than it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TypeAlias

Offers: TypeAlias = list[tuple[str, str]]
Completer: TypeAlias = Callable[[str], Offers]
"""From what is typed so far to what may stand there, each with a few words of help."""

LEVELS = ("critical", "high", "medium", "low", "never")


def words(known: Sequence[str]) -> Completer:
    """Offer a few words."""

    def offer(incomplete: str) -> Offers:
        return [(word, "") for word in known if word.startswith(incomplete)]

    return offer


def formats(known: Sequence[str], *, with_path: bool = False) -> Completer:
    """Offer formats, for ``--output`` with the equals sign that a path follows."""
    return words([f"{name}=" for name in known] if with_path else known)


levels = words(LEVELS)
languages = words(("ru", "en"))


def rule(incomplete: str) -> Offers:
    """Offer ids of rules with their titles; what begins with a small letter is taken for a slug."""
    if incomplete[:1].islower():
        return [(slug, id_) for slug, id_ in _slugs() if slug.startswith(incomplete)]
    return list(_ids(incomplete))


def rules(incomplete: str) -> Offers:
    """Offer families, ids and slugs; behind a comma those that are not there yet."""
    before, comma, last = incomplete.rpartition(",")
    taken = {name.strip().upper() for name in before.split(",")}
    families = [(family, "") for family in _families() if family.startswith(last.upper()) and not last[:1].islower()]
    return [(f"{before}{comma}{name}", told) for name, told in [*families, *rule(last)] if name.upper() not in taken]


def profiles(incomplete: str) -> Offers:
    """Offer the profiles that ship with the product, with what each is for, and those of the config file."""
    from salesaudit.audit.profile import profile_names, profile_says
    from salesaudit.cli.speech import HELP_LANGUAGE

    offers = [(name, profile_says(name, HELP_LANGUAGE)) for name in profile_names()]
    return [(name, told) for name, told in [*offers, *_own_profiles()] if name.startswith(incomplete)]


def vocabulary_kinds(incomplete: str) -> Offers:
    """Offer the kinds of entries of the vocabulary."""
    from salesaudit.knowledge.catalogues import CATALOGUES

    return words(tuple(CATALOGUES))(incomplete)


def _known_ids() -> Sequence[str]:
    from salesaudit.resources import resource

    return [str(id_) for id_ in resource("rules.index")]


def _families() -> Iterable[str]:
    return dict.fromkeys(id_[:3] for id_ in _known_ids())


def _ids(incomplete: str) -> Iterator[tuple[str, str]]:
    from salesaudit.cli.speech import HELP_LANGUAGE
    from salesaudit.rules.wording import prose

    for id_ in _known_ids():
        if id_.startswith(incomplete.upper()):
            yield id_, prose(id_, HELP_LANGUAGE).title


def _slugs() -> Iterable[tuple[str, str]]:
    from salesaudit.rules.catalogue import all_rules

    return [(known.slug, known.id) for known in all_rules()]


def _own_profiles() -> Iterator[tuple[str, str]]:
    """Yield the names that the nearest config file gives to profiles; one that cannot be read has none."""
    from pathlib import Path

    from salesaudit.orgfile.nodes import Mapping
    from salesaudit.orgfile.yamltree import read_tree
    from salesaudit.safety.errors import SalesauditError
    from salesaudit.safety.files import read_bounded
    from salesaudit.safety.limits import LIMITS
    from salesaudit.settings.config import find_config

    with suppress(SalesauditError, OSError):
        found = find_config(Path.cwd())
        if found is None:
            return
        source, _ = read_tree(read_bounded(found, LIMITS.org_file_bytes), found)
        own = source.root.items.get("profiles") if source.root else None
        if isinstance(own, Mapping):
            yield from ((name, "") for name in own.items)
