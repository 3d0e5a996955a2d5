"""What changed as one HTML file that asks nothing of any network: its style stands in it, scripts there are none."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from salesaudit.audit.diff import Comparison
from salesaudit.formats.diffs.view import FOLDED, View, left_over, views
from salesaudit.resources import shipped
from salesaudit.safety.text import clean
from salesaudit.texts.catalogue import say

FOLDER = "report_templates"
TEMPLATE = "diff.html.j2"
STYLE = "diff.css"


def render(comparison: Comparison, lang: str) -> str:
    """Return the page; every text of the company is escaped, what cannot be seen is shown as a sign."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    folder = shipped(FOLDER)
    style = (folder / STYLE).read_text("utf-8")
    environment = Environment(
        autoescape=True,
        loader=FileSystemLoader(folder, encoding="utf-8"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
    )

    def t(key: str, **values: Any) -> str:
        return say(key, lang, **values)

    companies: list[View] = list(views(comparison, lang))
    pieces: Iterator[str] = environment.get_template(TEMPLATE).generate(
        lang=lang,
        t=t,
        style=Markup(style),  # noqa: S704  (our own file, and the policy names its hash)
        style_hash=f"sha256-{b64encode(sha256(style.encode()).digest()).decode()}",
        companies=companies,
        folded=FOLDED,
        left_over=list(left_over(comparison, lang)),
    )
    return "".join(pieces)


def _shown(value: Any) -> Any:
    """Make texts harmless; the style, the macros' markup and numbers stay as they are."""
    return clean(value) if type(value) is str else value
