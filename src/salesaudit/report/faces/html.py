"""The report as one HTML file that asks nothing of any network: style and script stand in it, named by their hashes."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from salesaudit.report.faces.colours import brand_style
from salesaudit.report.faces.page import page_of
from salesaudit.report.pictures import palette
from salesaudit.report.view import View
from salesaudit.resources import shipped
from salesaudit.texts.catalogue import say
from salesaudit.texts.show import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import BaseLoader, Environment

FOLDER: Final = "report_templates"
TEMPLATE: Final = "report.html.j2"
STYLE: Final = "report.css"
SCRIPT: Final = "report.js"

PICTURES: Final = (
    f"{palette.classes()}\n@media screen and (prefers-color-scheme: dark) {{ :root {{ {palette.dark()} }} }}\n"
)


def render(view: View, templates: Path | None = None) -> bytes:
    """Return the page of a report as UTF-8; the files in `templates` stand in for ours of the same name.

    Strangers' templates run in a sandbox in a child with limits. Raises InputError or UsageError (``template.*``,
    ``child.*``) where they cannot be read, break, run on, or write what a page must not have.
    """
    if templates is not None:
        from salesaudit.report.faces.templates import render_with

        return render_with(view, templates)
    from jinja2 import Environment, StrictUndefined

    environment = prepared(view, Environment, _ours(), StrictUndefined)
    return "".join(pieces(environment, view, our_text(STYLE))).encode()


def prepared(view: View, kind: Callable[..., Environment], loader: BaseLoader, undefined: type[Any]) -> Environment:
    """Return an environment in which the templates of the page find their texts and the report."""
    environment = kind(autoescape=True, loader=loader, undefined=undefined, trim_blocks=True, lstrip_blocks=True)
    lang = view.lang

    def t(key: str, **values: Any) -> str:
        return say(key, lang, **values)

    def num(value: float) -> str:
        return number(value, lang, 1)

    environment.globals = {"t": t, "num": num, "view": page_of(view)}
    return environment


def pieces(environment: Environment, view: View, style: str) -> Iterator[str]:
    """Yield the text of the page bit by bit. No template can leave out its beginning, where the policy stands."""
    from markupsafe import Markup

    style += PICTURES + brand_style(view.brand.colour)
    script = our_text(SCRIPT)
    yield beginning(view.lang, style, script)
    trusted = {"style": Markup(style), "script": Markup(script)}  # noqa: S704  (ours, and the policy names their hashes)
    yield from environment.get_template(TEMPLATE).generate(trusted)


def beginning(lang: str, style: str, script: str) -> str:
    """Return the first lines of the page: its language and the policy that lets in this style and script alone."""
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    )


def our_text(name: str) -> str:
    """Return the text of a file of ours in the folder of templates."""
    return (shipped(FOLDER) / name).read_text("utf-8")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _ours() -> BaseLoader:
    from jinja2 import FileSystemLoader

    return FileSystemLoader(shipped(FOLDER), encoding="utf-8")
