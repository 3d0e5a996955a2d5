"""Text of strangers as it is shown: visible, harmless, no wider than asked."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesaudit.safety.text import clean, display_width, truncate

ANY_TEXT = st.text(st.characters())  # lone surrogates included


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", "␛[2J"),
        ("a\0b\rc\td\x7f", "a␀b␍c␉d␡"),
        ("a\nb", "a␤b"),
        ("\x9b31m", "\\u{9b}31m"),
        ("ceo\u202e", "ceo\\u{202e}"),
        ("c\u200beo", "c\\u{200b}eo"),
        ("\ud800", "\\u{d800}"),
        ("a\u2028b", "a\\u{2028}b"),
        ("\U000e0041", "\\u{e0041}"),
        ("\ufeff\uffff", "\\u{feff}\\u{ffff}"),
        ("ООО «Ромашка» — 12 %\u00a0😀 e\u0301", "ООО «Ромашка» — 12 %\u00a0😀 e\u0301"),
        ("::error::x", "：:error::x"),
        ("  ::error::x", "  ：:error::x"),
        ("##[error]x", "＃#[error]x"),
        ("a ##vso[task]", "a ＃#vso[task]"),
        ("a ##VSO[task]", "a ＃#VSO[task]"),
        ("a ##[group]", "a ＃#[group]"),
        ("a :: b ## c", "a :: b ## c"),
        ("a\n::error::x", "a␤::error::x"),
        ("", ""),
    ],
)
def test_clean(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_clean_may_keep_line_ends() -> None:
    assert clean("a\r\nb\rc\n::error::\n\x1b", keep_newlines=True) == "a\nb\nc\n：:error::\n␛"


def test_every_unseen_character_of_unicode_is_shown() -> None:
    unseen = ("Cc", "Cf", "Cs", "Zl", "Zp")
    missed = [
        hex(n) for n in range(sys.maxunicode + 1) if unicodedata.category(chr(n)) in unseen and clean(chr(n)) == chr(n)
    ]
    assert missed == []


def test_letters_digits_signs_and_spaces_stay_as_they_are() -> None:
    kept = ("Lu", "Ll", "Nd", "Pd", "Po", "Sc", "Sm", "So", "Zs")
    changed = [
        hex(n) for n in range(sys.maxunicode + 1) if unicodedata.category(chr(n)) in kept and clean(chr(n)) != chr(n)
    ]
    assert changed == []


@settings(deadline=None)
@given(ANY_TEXT, st.booleans())
def test_nothing_that_comes_out_is_a_command(text: str, keep: bool) -> None:
    shown = clean(text, keep)
    assert all(unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp") or (keep and c == "\n") for c in shown)
    assert not any(line.strip().startswith(("::", "##")) for line in shown.split("\n"))
    assert "##[" not in shown
    assert "##vso[" not in shown.lower()
    shown.encode("utf-8")


@settings(deadline=None)
@given(ANY_TEXT, st.booleans())
def test_cleaning_twice_changes_nothing_more(text: str, keep: bool) -> None:
    assert clean(clean(text, keep), keep) == clean(text, keep)


@pytest.mark.parametrize(
    ("text", "width"), [("abc", 3), ("Ромашка", 7), ("中文", 4), ("e\u0301", 1), ("ｆ", 2), ("😀", 2), ("", 0)]
)
def test_display_width(text: str, width: int) -> None:
    assert display_width(text) == width


@pytest.mark.parametrize(
    ("text", "width", "cut"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdef", 5, "abcd…"),
        ("abcdef", 1, "…"),
        ("abcdef", 0, ""),
        ("中文字", 5, "中文…"),
        ("中文字", 4, "中…"),
        ("中文字", 6, "中文字"),
        ("ae\u0301bc", 3, "ae\u0301…"),
        ("ae\u0301", 2, "ae\u0301"),
        ("", 0, ""),
    ],
)
def test_truncate(text: str, width: int, cut: str) -> None:
    assert truncate(text, width) == cut


@settings(deadline=None)
@given(st.text(), st.integers(-1, 20))
def test_truncate_never_takes_more_room_than_asked(text: str, width: int) -> None:
    cut = truncate(text, width)
    assert display_width(cut) <= max(0, width)
    assert cut == text or width < 1 or cut.endswith("…")


def test_the_characters_that_are_not_looked_up_are_seen_and_take_one_column() -> None:
    import sys
    import unicodedata

    from salesaudit.safety import text

    single = [character for character in map(chr, range(sys.maxunicode + 1)) if text._ORDINARY.fullmatch(character)]
    assert {"a", "я", "—", "₽", "№", "…"} <= set(single)
    assert [
        c for c in single if unicodedata.category(c) in ("Mn", "Me", "Cf") or unicodedata.east_asian_width(c) in "WF"
    ] == []
    assert [character for character in single if text._SIGN_OR_COMMAND.sub("", character) != character] == []
