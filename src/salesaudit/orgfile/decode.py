"""Bytes of a file into text: UTF-8 or a word on what the file seems to be instead."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from salesaudit.orgfile.nodes import Span, split_lines

BOM: Final = b"\xef\xbb\xbf"
_WIDE_BOMS: Final = (
    (b"\xff\xfe\0\0", "utf-32", "UTF-32"),  # before UTF-16, whose mark it begins with
    (b"\0\0\xfe\xff", "utf-32", "UTF-32"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)
_RUSSIAN: Final = (("cp1251", "Windows-1251"), ("koi8-r", "KOI8-R"), ("cp866", "CP866"))
_WORD: Final = re.compile("[а-яёА-ЯЁ]{2,}")
_BAD: Final = "\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff"
_UNWANTED: Final = re.compile(f"[{_BAD}]+")
_HARMLESS: Final = re.compile(f"[^{_BAD}]*")  # goes over a file three times as fast as a search for the others
CONTROL: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""Control characters except tab and line ends."""


class NotUtf8(Exception):
    """The bytes are no UTF-8.

    `encoding` is the likeliest one ("" for UTF-8 with a damaged place), `text` the bytes read in it, `byte` the first
    that is wrong and `span` its place in `text`.
    """

    def __init__(self, encoding: str, text: str, byte: int, before: str) -> None:
        super().__init__(encoding)
        self.encoding = encoding
        self.text = text
        self.byte = byte
        lines = split_lines(before)
        self.span = Span(len(lines), len(lines[-1]) + 1, len(lines), len(lines[-1]) + 2)


class BadCharacters(NamedTuple):
    """A run of characters that may not stand in a file as they are."""

    span: Span
    character: str


def decode(data: bytes) -> str:
    """Return the text of UTF-8 bytes with or without a byte order mark; NotUtf8 otherwise."""
    wide = _wide_encoding(data)
    if wide:
        codec, name = wide
        raise NotUtf8(name, data.decode(codec, "replace").removeprefix("\ufeff"), data[0], "")
    data = data.removeprefix(BOM)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        codec, name = _narrow_encoding(data)
        before = data[: error.start].decode(codec, "replace")
        raise NotUtf8(name, data.decode(codec, "replace"), data[error.start], before) from error


def _wide_encoding(data: bytes) -> tuple[str, str] | None:
    for bom, codec, name in _WIDE_BOMS:
        if data.startswith(bom):
            return codec, name
    # Without a mark the zeros beside Latin letters, digits and spaces give it away.
    start = data[:64]
    zeros = start.count(0)
    if 3 * zeros < len(start) or not any(start):
        return None
    order = "be" if start[0] == 0 else "le"
    return (f"utf-32-{order}", "UTF-32") if 3 * zeros > 2 * len(start) else (f"utf-16-{order}", "UTF-16")


def _narrow_encoding(data: bytes) -> tuple[str, str]:
    lenient = data.decode("utf-8", "replace")
    if sum(map(len, _WORD.findall(lenient))) > 2 * lenient.count("\ufffd") or _only_surrogates(data):
        return "utf-8", ""
    guesses = []
    for codec, name in _RUSSIAN:
        words = "".join(_WORD.findall(data.decode(codec, "replace")))
        # Russian text is mostly small letters: that tells apart encodings which swap the two cases.
        guesses.append((sum(map(str.islower, words)), codec, name))
    small_letters, codec, name = max(guesses, key=lambda guess: guess[0])
    return (codec, name) if small_letters else ("cp1252", "Windows-1252")


def _only_surrogates(data: bytes) -> bool:
    """Tell whether halves of characters, as some Java and JavaScript programs write them, are all that is wrong."""
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def bad_characters(text: str, at_most: int) -> tuple[list[BadCharacters], str]:
    """Find the raw characters that YAML or its readers cannot agree on, and a text of the same shape without them.

    Control characters except tab and line ends, line separators that only some programs take for a line end, byte
    order marks inside the text, U+FFFE and U+FFFF. At most `at_most` runs of them are told.
    """
    if _HARMLESS.fullmatch(text):
        return [], text
    found: list[BadCharacters] = []
    for number, line in enumerate(split_lines(text), 1):
        for run in _UNWANTED.finditer(line):
            if len(found) == at_most:
                break
            found.append(BadCharacters(Span(number, run.start() + 1, number, run.end() + 1), run[0][0]))
    return found, _UNWANTED.sub(lambda run: "\ufffd" * len(run[0]), text)
