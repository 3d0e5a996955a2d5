"""What the sources claim and what carries each claim: for people, as JSON and as Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby

from salesaudit.formats.lines import EMPTY, Line, Piece, line, wrapped
from salesaudit.knowledge.claims import Claim
from salesaudit.knowledge.sources import sources
from salesaudit.texts.catalogue import say


def claims_text(claims: Iterable[Claim], lang: str, width: int) -> Iterator[Line]:
    """Yield the claims by source, each with the rules and facts that carry it, or why nothing does."""
    known = sources()
    for source, group in groupby(claims, key=source_of):
        title = known[source].title.in_(lang) if source in known else say("claims.disagreements", lang)
        yield line(Piece(f"{source}  {title}", "bold"))
        for claim in group:
            yield from wrapped((Piece(f"  {claim.id}  ", "rule"),), claim.text.in_(lang), width, " " * 10)
            yield from wrapped((Piece(" " * 10, "dim"),), carried_by(claim, lang), width, " " * 12)
        yield EMPTY


def carried_by(claim: Claim, lang: str) -> str:
    """Return what carries a claim, or why nothing does."""
    if claim.left_out is not None:
        return say("claims.left_out", lang, why=claim.left_out.in_(lang))
    carriers = [*claim.rules, *claim.facts, *claim.questions]
    return say("claims.carried_by", lang, carriers=", ".join(carriers))


def claims_json(claims: Iterable[Claim]) -> str:
    """Return the claims with both languages."""
    told = [
        {
            "id": claim.id,
            "text": {"ru": claim.text.ru, "en": claim.text.en},
            "rules": list(claim.rules),
            "facts": list(claim.facts),
            "questions": list(claim.questions),
            "left_out": None if claim.left_out is None else {"ru": claim.left_out.ru, "en": claim.left_out.en},
        }
        for claim in claims
    ]
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def claims_markdown(claims: Iterable[Claim], lang: str) -> str:
    """Return the claims as a Markdown table."""
    rows = [f"| id | {say('claims.claim', lang)} | {say('claims.carrier', lang)} |", "|---|---|---|"]
    rows += [f"| {claim.id} | {_cell(claim.text.in_(lang))} | {_cell(carried_by(claim, lang))} |" for claim in claims]
    return "\n".join(rows) + "\n"


def source_of(claim: Claim) -> str:
    """Return the source of a claim, ``C`` for a disagreement between sources."""
    return claim.id.split("-")[0] if "-" in claim.id else "C"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("*", "\\*")
