"""Text of strangers made fit to be shown: nothing in it can command a terminal, a CI log or an XML reader."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Control and format characters (Cc, Cf), line separators (Zl, Zp), surrogates, noncharacters and letters without
# a picture: a test holds these ranges against unicodedata.
_UNSEEN: Final = (
    "\x00-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
)
_SPACES: Final = " \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_SIGN_OR_COMMAND: Final = re.compile(
    f"(?P<unseen>[{_UNSEEN}])"
    f"|^(?P<space>[{_SPACES}]*)(?P<first>[:#])(?=(?P=first))"  # CI runners trim a line before they look for ::
    r"|#(?=#(?:\[|(?i:vso)\[))"  # and some look for these two anywhere in it
)
_HARMLESS: Final = {":": "\uff1a", "#": "\uff03"}
_ORDINARY: Final = re.compile(
    "[ -~\xa0-\xac\xae-\u02ff\u0400-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2116]*"
)
"""Text of which every character is seen and takes one column: what most names and sentences are made of."""
_ELLIPSIS: Final = "…"


def clean(text: str, keep_newlines: bool = False) -> str:
    r"""Return `text` with everything unseen shown as a sign: ESC as ``␛``, U+202E as ``\u{202e}``, a newline as ``␤``.

    The first mark of a CI command (``::`` at the start of a line, ``##[``, ``##vso[``) becomes its full-width twin.
    With `keep_newlines` line ends stay, as ``\n``. Cleaning twice changes nothing more.
    """
    if keep_newlines:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        return "\n".join(_clean_line(line) for line in text.split("\n"))
    return _clean_line(text)


def _clean_line(text: str) -> str:
    if "::" not in text and "##" not in text and _ORDINARY.fullmatch(text):
        return text  # as good as every text, in a thirtieth of the time
    return _SIGN_OR_COMMAND.sub(_sign, text)


def _sign(match: re.Match[str]) -> str:
    character = match["unseen"]
    if character is None:
        return (match["space"] or "") + _HARMLESS[match["first"] or "#"]
    return visible(character)


def visible(character: str) -> str:
    r"""Return the sign for one unseen character: ``␛``, ``␤``, ``␡`` or ``\u{202e}``."""
    code = ord(character)
    if character == "\n":
        return "␤"
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"\\u{{{code:x}}}"


def display_width(text: str) -> int:
    """Return how many terminal columns cleaned `text` takes: East Asian wide 2, combining 0, all else 1."""
    return len(text) if text.isascii() or _ORDINARY.fullmatch(text) else sum(map(_character_width, text))


def _character_width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def truncate(text: str, width: int) -> str:
    """Return `text` cut to at most `width` terminal columns, with ``…`` where something was cut off."""
    if display_width(text) <= width:
        return text
    if width < 1:
        return ""
    room = width - 1
    kept = 0
    while (room := room - _character_width(text[kept])) >= 0:
        kept += 1
    return text[:kept] + _ELLIPSIS
