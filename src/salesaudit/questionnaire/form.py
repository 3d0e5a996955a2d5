"""A questionnaire as one page that works without any network: in a browser, from a disk, at a visitor's own pace.

The page opens and closes questions by itself, by the same conditions; what was written is understood when it comes
back. So the page holds words, conditions and names, and no judgement.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from typing import Final
from zlib import compress

from salesaudit.questionnaire.content import content
from salesaudit.questionnaire.session import Session
from salesaudit.resources import shipped
from salesaudit.safety.markup import xml
from salesaudit.texts.catalogue import messages

FOLDER: Final = "questionnaires"
PAGE: Final = "form/form.html"
STYLE: Final = "form/form.css"
SCRIPTS: Final = ("form/rules.js", "form/words.js", "form/page.js")
"""In this order; each uses what stands before it."""
BEGIN: Final = "form/begin.js"
"""Unpacks the others and what the page is filled with."""


def form(session: Session, token: str = "") -> bytes:
    """Return the page for a session as it stands: its questionnaire, language, respondent, company and answers.

    With a `token` the page sends every answer, and the token with it, to where it came from; without one it may reach
    nothing.
    """
    home = shipped(FOLDER)
    style, begin = (_plain((home / name).read_text("utf-8")) for name in (STYLE, BEGIN))
    script = "\n".join(_plain((home / name).read_text("utf-8")) for name in SCRIPTS)
    data = {**content(session), **({"token": token} if token else {})}
    say = messages(session.lang)
    filled = {
        "lang": session.lang,
        "policy": "; ".join(_policy(style, (begin, script), connect=bool(token))),
        "title": xml(session.questionnaire.title.in_(session.lang)),
        "no_script": xml(say["form.no_script"]),
        "too_old": xml(say["form.too_old"]),
        "style": style,
        "data": _packed(json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)),
        "code": _packed(script),
        "begin": begin,
    }
    pieces = (home / PAGE).read_text("utf-8").split("@@")  # text, name, text, name … text
    return "".join(filled[piece] if number % 2 else piece for number, piece in enumerate(pieces)).encode()


def _policy(style: str, scripts: tuple[str, ...], *, connect: bool) -> Iterator[str]:
    yield "default-src 'none'"
    yield f"style-src {_hash(style)}"
    yield f"script-src {' '.join(map(_hash, scripts))}"
    yield "base-uri 'none'"
    yield "form-action 'none'"
    if connect:
        yield "connect-src 'self'"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _plain(text: str) -> str:
    """Return our own style or script without indents and whole-line comments."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _packed(text: str) -> str:
    """Return text packed into letters that mean nothing in a page; the script there unpacks them."""
    return b64encode(compress(text.encode(), 9)).decode()
