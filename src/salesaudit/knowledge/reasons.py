"""Why a rule does not apply: one sentence for each case."""

from __future__ import annotations

from salesaudit.knowledge.reading import bilingual
from salesaudit.resources import resource
from salesaudit.texts.catalogue import fill


def reasons() -> tuple[str, ...]:
    """Return the ids of all reasons."""
    return tuple(resource("knowledge.reasons"))


def reason(id_: str, lang: str, **values: object) -> str:
    """Return the sentence of a reason, filled with `values` (``rule`` for ``said_by_other_rule``).

    Raises KeyError for an unknown reason, or a value that the sentence needs and did not get.
    """
    return fill(bilingual(resource("knowledge.reasons")[id_]).in_(lang), lang, values)
