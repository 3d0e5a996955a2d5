"""What the sources claim, and the rules, facts and questions that carry each claim."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from docs.generators.markdown import page, table, text

from salesaudit.formats.claims import carried_by, source_of
from salesaudit.knowledge.claims import claims
from salesaudit.knowledge.sources import sources
from salesaudit.texts.catalogue import say

SOURCES = "src/salesaudit/knowledge/claims.yaml"
WORDS = {
    "en": (
        "What the sources claim",
        "Every claim of the five sources, and what of salesaudit carries it or why nothing does.",
    ),
    "ru": (
        "Что утверждают источники",
        "Каждое утверждение пяти источников и чем оно проверяется — или почему не проверяется.",
    ),
}


def pages() -> Iterator[tuple[str, str]]:
    """Yield the page in each language."""
    for lang, (title, about) in WORDS.items():
        parts = [about]
        for source, group in groupby(claims().values(), key=source_of):
            known = sources().get(source)
            heading = known.title.in_(lang) if known else say("claims.disagreements", lang)
            parts.append(f"## {source}. {heading}")
            rows = [[claim.id, text(claim.text.in_(lang)), text(carried_by(claim, lang))] for claim in group]
            parts.append(table(["id", say("claims.claim", lang), say("claims.carrier", lang)], rows))
        yield "claims" if lang == "en" else "claims.ru", page(title, "claims", lang, SOURCES, parts)
