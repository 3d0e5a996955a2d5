"""Widths come from the font's table, and every text fits the room that it is given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesaudit.report.pictures import font


@pytest.mark.parametrize(
    ("text", "regular", "bold"),
    [("A", 1401, 1585), ("Ж", 2206, 2507), ("…", 2048, 2048), ("₽", 1303, 1425), ("\u00a0", 651, 713)],
)
def test_widths_are_those_of_the_font_with_some_slack(text: str, regular: int, bold: int) -> None:
    assert font.width(text, 1) == pytest.approx(regular / 2048 * font.SLACK)
    assert font.width(text, 1, bold=True) == pytest.approx(bold / 2048 * font.SLACK)


def test_a_text_is_as_wide_as_its_letters_and_grows_with_their_size() -> None:
    assert font.width("РОП", 12) == pytest.approx(sum(font.width(letter, 12) for letter in "РОП"))
    assert font.width("РОП", 24) == pytest.approx(2 * font.width("РОП", 12))


def test_what_the_table_does_not_have_is_taken_for_wide() -> None:
    assert font.width("部", 1) > 1
    assert font.width("🚀", 1) > 1.2
    assert font.width("\u0301", 1) == 0
    assert font.is_measured("Кто? 50 %")
    assert not font.is_measured("部")


@given(st.text(max_size=200), st.floats(0, 300), st.sampled_from([10, 12, 14.0]), st.booleans(), st.integers(1, 4))
def test_lines_fit_their_room_and_are_no_more_than_asked_for(
    text: str, room: float, size: float, bold: bool, lines: int
) -> None:
    shown = font.wrap(text, room, size, lines=lines, bold=bold)

    assert len(shown) <= lines
    assert all(font.width(line, size, bold=bold) <= room + 1e-6 for line in shown)


def test_lines_break_between_words_and_nothing_is_lost_where_there_is_room() -> None:
    assert font.wrap("Руководитель отдела продаж", 120, 12, lines=2) == ("Руководитель", "отдела продаж")
    assert font.wrap("РОП", 120, 12, lines=2) == ("РОП",)


def test_what_is_too_long_ends_in_dots() -> None:
    first, second = font.wrap("Руководитель отдела продаж и всего, что к нему относится", 100, 12, lines=2)

    assert first == "Руководитель"
    assert second.endswith("…")


def test_commands_become_signs_and_piles_of_accents_are_cut() -> None:
    assert font.tidy("a\u0007b\nc\u202e") == "a␇b c\\u{202e}"
    assert font.tidy("e" + "\u0301" * 40) == "e" + "\u0301" * font.MOST_MARKS
