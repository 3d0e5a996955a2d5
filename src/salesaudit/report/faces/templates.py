"""Users' own templates: what stands in a folder, run in a sandbox in a child that can reach nothing.

A file stands in for ours of the same name; ``ours/report.html.j2`` is ours in any case, to be extended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from salesaudit.report.faces.html import FOLDER, STYLE, TEMPLATE, our_text, pieces, prepared
from salesaudit.report.view import View
from salesaudit.resources import shipped
from salesaudit.safety.child import ChildError, run_in_child
from salesaudit.safety.errors import InputError, UsageError
from salesaudit.safety.files import read_bounded
from salesaudit.safety.limits import LIMITS, Limits
from salesaudit.safety.text import clean

if TYPE_CHECKING:
    from jinja2 import Environment

OURS: Final = "ours/"
ENDINGS: Final = (".j2", ".css")
_META: Final = re.compile(r"<meta\b(?! name=\"[a-z-]+\" content=\"[^\"<>]*\">)", re.IGNORECASE)
"""A tag that may send the reader elsewhere; what a company wrote is escaped and has no tags."""


class Folder(NamedTuple):
    """A user's folder of templates: its name as it was given, and the texts of its files by their names in it."""

    name: str
    texts: dict[str, str]


def render_with(view: View, templates: Path, limits: Limits = LIMITS) -> bytes:
    """Return the page of a report laid out by the templates in a folder where it has some, else by ours.

    Raises UsageError or InputError (``template.*``, ``file.*``, ``child.*``) for anything that stands in the way.
    """
    folder = read_folder(templates, limits)
    try:
        made = run_in_child(laid_out, view, folder.texts, limits.template_output_bytes, limits=limits)
    except ChildError as error:
        raise ChildError(error.key, hint="template.broke.hint", **error.values) from error
    if isinstance(made, bytes):
        return made
    raise _refusal(folder.name, dict(made), limits)


def read_folder(folder: Path, limits: Limits = LIMITS) -> Folder:
    """Return the templates and styles in `folder`; no link may lead out of it."""
    if not folder.is_dir():
        raise UsageError("template.no_folder", folder=str(folder))
    home = folder.resolve()
    texts: dict[str, str] = {}
    for path in sorted(_files(folder, limits)):
        if not _inside(path, home):
            raise InputError("template.outside", file=str(path))
        texts[path.relative_to(folder).as_posix()] = _text(path, limits)
    if not any((shipped(FOLDER) / name).is_file() for name in texts):
        raise UsageError("template.nothing", hint="template.nothing.hint", folder=str(folder))
    if "</" in texts.get(STYLE, ""):
        raise InputError("template.style", file=str(folder / STYLE))
    return Folder(str(folder), texts)


def _files(folder: Path, limits: Limits) -> Iterator[Path]:
    """Yield the files with our endings, in the folder and one below it: ours lie no deeper."""
    seen = 0
    for pattern in ("*", "*/*"):
        for path in folder.glob(pattern):
            seen += 1
            if seen > limits.includes:
                raise UsageError("template.too_many", folder=str(folder), limit=limits.includes)
            if path.suffix in ENDINGS and not path.is_dir():
                yield path


def _inside(path: Path, home: Path) -> bool:
    try:
        return path.resolve().is_relative_to(home)
    except (OSError, RuntimeError):  # links that lead round in a circle
        return False


def _text(path: Path, limits: Limits) -> str:
    try:
        return read_bounded(path, limits.pack_bytes).decode()
    except UnicodeDecodeError as error:
        raise InputError("template.encoding", file=str(path)) from error


def _refusal(folder: str, made: dict[str, Any], limits: Limits) -> UsageError:
    key = str(made["key"])
    file = str(Path(folder) / str(made.get("file", "")))
    hint = "template.broke.hint" if key in ("template.broke", "template.missing") else None
    return UsageError(
        key, hint=hint, file=file, line=int(made.get("line", 0)), reason=clean(str(made.get("reason", ""))),
        limit=limits.template_output_bytes,
    )  # fmt: skip


# --- in the child ---


def laid_out(view: View, texts: Mapping[str, str], most: int) -> bytes | dict[str, object]:
    """Return the page, or what is wrong with the templates: ``key``, ``file``, ``line``, ``reason``."""
    from jinja2 import TemplateNotFound, TemplateSyntaxError

    environment = _sandbox(view, texts)
    try:
        if refused := _unescaped(environment, texts):
            return {"key": "template.unescaped", **refused}
        style = texts.get(STYLE) or our_text(STYLE)
        return _bounded(pieces(environment, view, style), most)
    except MemoryError:
        raise
    except RecursionError:
        return {"key": "template.too_deep", **_place(None, texts)}
    except TemplateSyntaxError as error:
        return {"key": "template.broke", "file": error.name or TEMPLATE, "line": error.lineno, "reason": error.message}
    except TemplateNotFound as error:
        return {"key": "template.missing", "reason": error.name or "", **_place(error, texts)}
    except SyntaxError:
        # Python's own: too many blocks inside one another for the code that a template becomes.
        return {"key": "template.too_deep", **_place(None, texts)}
    except Exception as error:  # noqa: BLE001  (a stranger's template may raise anything)
        return {"key": "template.broke", "reason": str(error) or type(error).__name__, **_place(error, texts)}


def _sandbox(view: View, texts: Mapping[str, str]) -> Environment:
    from jinja2 import FunctionLoader, StrictUndefined
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        intercepted_binops = frozenset(("**",))

        def call_binop(self, *_operation: Any) -> Any:
            raise SecurityError("** is not allowed here")

    home = shipped(FOLDER)
    ours = {path.relative_to(home).as_posix() for path in home.rglob("*.j2")}

    def load(name: str) -> tuple[str, str, None] | None:
        if name in texts and not name.startswith(OURS):
            return texts[name], name, None
        plain = name.removeprefix(OURS)
        return (our_text(plain), name, None) if plain in ours else None

    environment = prepared(view, Sandbox, FunctionLoader(load), StrictUndefined)
    del environment.filters["safe"]
    return environment


def _unescaped(environment: Environment, texts: Mapping[str, str]) -> dict[str, object] | None:
    """Return where a template switches escaping off or on by itself; None where none does."""
    from jinja2 import nodes

    for name in sorted(texts):
        if name.endswith(".j2"):
            tree = environment.parse(texts[name], name, name)
            for node in tree.find_all((nodes.EvalContextModifier, nodes.MarkSafe, nodes.MarkSafeIfAutoescape)):
                return {"file": name, "line": node.lineno}
    return None


def _bounded(parts: Iterator[str], most: int) -> bytes | dict[str, object]:
    page = bytearray()
    start = next(parts)
    rest: list[str] = []
    for part in parts:
        rest.append(part)
        page += part.encode()
        if len(page) > most - len(start):
            return {"key": "template.too_long"}
    text = "".join(rest)
    if _META.search(text):
        return {"key": "template.meta"}
    return (start + text).encode()


def _place(error: BaseException | None, texts: Mapping[str, str]) -> dict[str, object]:
    """Return the template and the line at which an error arose, as far as that can be told."""
    file, line = next((name for name in sorted(texts) if name.endswith(".j2")), TEMPLATE), 0
    trace = error.__traceback__ if error else None
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name in texts:
            file, line = name, trace.tb_lineno
        trace = trace.tb_next
    return {"file": file, "line": line}
