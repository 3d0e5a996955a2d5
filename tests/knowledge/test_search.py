"""Search finds what a person means in either language, whatever the case of the word."""

from __future__ import annotations

import pytest

from salesaudit.knowledge.catalogues import CATALOGUES
from salesaudit.knowledge.search import search


def found(text: str, lang: str = "ru") -> list[tuple[str, str]]:
    return [(entry.kind, entry.id) for entry in search(text, lang)]


@pytest.mark.parametrize(
    ("text", "kind", "id_"),
    [
        ("lead_lists", "function", "lead_lists"),
        ("РОП", "archetype", "head_of_sales"),
        ("комдира", "archetype", "commercial_director"),
        ("ГЛАВНЫЙ бухгалтер", "archetype", "head_of_accountant"),
        ("воронку", "element", "funnel"),
        ("учет денег", "function", "finance"),
        ("скидки", "policy", "discount"),
        ("найму продавцов", "function", "sales_hiring"),
        ("cold calls", "function", "direct_contacts"),
        ("churn", "metric", "churn"),
    ],
)
def test_the_first_result_is_what_was_meant(text: str, kind: str, id_: str) -> None:
    assert found(text)[0] == (kind, id_)


def test_every_word_must_be_found() -> None:
    assert ("function", "sales_hiring") in found("найм продавцов")
    assert ("function", "hiring") not in found("найм продавцов")


def test_titles_in_the_readers_language_come_first() -> None:
    assert {entry.id for entry in search("crm", "ru")} == {entry.id for entry in search("crm", "en")}
    assert found("funnel", "en")[0] == ("element", "funnel")


@pytest.mark.parametrize("nothing", ["", "  ", "—", "щщщщ", "planning щщщщ"])
def test_nothing_is_found_for_nothing(nothing: str) -> None:
    assert search(nothing, "ru") == []


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_every_entry_is_found_by_its_own_id_and_title(lang: str) -> None:
    for read in CATALOGUES.values():
        for entry in read().values():
            assert entry in search(entry.id, lang)
            assert entry in search(entry.title.in_(lang), lang)
