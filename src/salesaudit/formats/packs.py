"""How a rule pack did on its own examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from salesaudit.audit.packtest import Tried
from salesaudit.formats.lines import Line, Piece, line
from salesaudit.formats.problems import render
from salesaudit.knowledge import vocabulary
from salesaudit.rules.packs import Pack
from salesaudit.texts.catalogue import say


def tried_text(pack: Pack, tried: Iterable[Tried], lang: str, width: int) -> Iterator[Line]:
    """Yield a line for each example, what went wrong, and the sum."""
    all_ = list(tried)
    yield line(Piece(f"{pack.name}  ", "bold"), pack.path)
    for one in all_:
        word = say("packs.right" if one.right else "packs.wrong", lang)
        which = say(f"label.{one.example}_example", lang)
        yield line(f"  {one.rule}  {which}: ", Piece(word, "good" if one.right else "high"))
        if one.problem is not None:
            yield from render(one.problem.problems, lang, width)
        elif not one.right:
            told = ", ".join(vocabulary.word("outcome", outcome, lang) for outcome in one.outcomes)
            wanted = vocabulary.word("outcome", one.wanted, lang)
            yield line("    " + say("packs.came_out", lang, outcomes=told, wanted=wanted))
    yield line(say("packs.sum", lang, right=sum(one.right for one in all_), total=len(all_)))
