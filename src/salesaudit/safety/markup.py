"""Text of strangers for the faces that have signs of their own: Markdown, XML, YAML, URIs."""

from __future__ import annotations

import json
import re
from typing import Final

from salesaudit.safety.text import clean

# What Markdown reads anywhere in a line (and GitHub as mathematics), what begins a link, what begins a line.
_SIGNS: Final = re.compile(r"([\\`*_\[\]<>|&~#!$])|(?<=[wW])(\.)|(:)(?=//)")
_START: Final = re.compile(r"^(\s*\d{0,9})([-+=:.)])")
# A backslash keeps Markdown from reading a sign, but not a forge from looking for names and numbers afterwards.
_MENTION: Final = re.compile(r"(?<!\w)@(?=\w)|(?<!\w)#(?=\d)")
_TWINS: Final = {"@": "\uff20", "#": "\uff03"}
_XML: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_PLAIN: Final = re.compile(r"[^\W\d_](?:[\w./@+-]| (?=[\w(«]))*")
_NOT_TEXT: Final = frozenset(("null", "true", "false", "yes", "no", "on", "off", "unknown", "none", "y", "n"))
_UNPRINTED: Final = re.compile(
    "[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufffe\uffff]"
)
_LOG_COMMAND: Final = re.compile(r"##(?=\[|vso\[)", re.IGNORECASE)


def markdown(text: str) -> str:
    r"""Return `text` so that Markdown shows it as it is, on one line: a backslash before every sign that it would read.

    ``@name`` and ``#1``, which forges link even so, get the full-width twin of their first sign.
    """
    text = _MENTION.sub(lambda match: _TWINS[match[0]], clean(text.replace("\n", " ")).strip(" "))
    return _START.sub(r"\1\\\2", _SIGNS.sub(lambda match: "\\" + match[0], text))


def xml(text: str) -> str:
    """Return `text` for an element or a double-quoted attribute of XML 1.0; newlines stay in elements."""
    return "".join(_XML.get(character, character) for character in clean(text, keep_newlines=True))


def json_text(text: str) -> str:
    r"""Return a JSON document that reads the same and commands nothing: what is unseen, and ``##[``, as ``\u0023``."""
    return _LOG_COMMAND.sub("#\\\\u0023", _UNPRINTED.sub(lambda match: json.dumps(match[0])[1:-1], text))


def yaml_text(text: str, *, quoted: bool = False) -> str:
    """Return `text` as one line of YAML that reads as exactly this text: plain where that is safe, else in quotes."""
    if not quoted and _PLAIN.fullmatch(text) and text.lower() not in _NOT_TEXT:
        return text
    return _UNPRINTED.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


def uri(path: str) -> str:
    """Return a file name as a URI: relative as it is, absolute as ``file://``; every odd byte as ``%FF``."""
    from urllib.parse import quote_from_bytes  # few formats need it, and it takes a while to import

    try:
        data = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        data = path.encode("utf-8", "surrogatepass")
    encoded = quote_from_bytes(data, safe="/")
    return f"file://{encoded}" if encoded.startswith("/") else encoded


def printable(path: str) -> str:
    """Return a file name as text that every reader takes: bytes that are not UTF-8 become ``%FF``."""
    if path.isascii():
        return path
    return "".join(_hexadecimal(character) if "\ud800" <= character <= "\udfff" else character for character in path)


def _hexadecimal(surrogate: str) -> str:
    code = ord(surrogate)
    if 0xDC80 <= code <= 0xDCFF:
        return f"%{code - 0xDC00:02X}"
    return "".join(f"%{byte:02X}" for byte in surrogate.encode("utf-8", "surrogatepass"))
