"""The report as a PDF: tagged for screen readers, with fonts of our own, the same bytes for the same view."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, time
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from salesaudit.report.faces.paper import LYING, UPRIGHT, laid_out, tables
from salesaudit.report.faces.plain import cleaned
from salesaudit.report.view import Brand, Picture, View
from salesaudit.resources import shipped
from salesaudit.safety.errors import UsageError
from salesaudit.safety.files import read_bounded
from salesaudit.safety.limits import MIB

if TYPE_CHECKING:
    import typst

NO_DAY: Final = date(2000, 1, 1)
"""When a report is made whose data name no day: a file has to have a date, and no clock is asked."""
_FONT: Final = "Inter"
_DRAWN_BY_TEMPLATE: Final = "areas"
"""The picture that the template draws by itself, each point beside what costs it."""
_UPRIGHT_POINTS: Final = (482.0, 600.0)
_LYING_POINTS: Final = (757.0, 390.0)
"""Room for a picture on an upright and on a lying page, width and height in points."""
_LARGEST: Final = 0.79
"""Points for a pixel of a picture: the width of all our pictures, 960, then fills a lying page."""
_PNG_DPI: Final = 200.0
_SIZE: Final = re.compile(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"')
_NAMESPACE: Final = ' xmlns="http://www.w3.org/2000/svg"'
_FAMILY: Final = re.compile(r"""font-family=(?:"[^"]*"|'[^']*')""")
_FORMATS: Final = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}
_PICTURE: Final = b"""\
#let data = json(bytes(sys.inputs.data))
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(data.svg), format: "svg", width: data.width * 1pt)
"""


def render(view: View) -> bytes:
    """Return the report as a PDF/UA file.

    Raises UsageError where the extra is not installed (``usage.no_pdf``) or the logo cannot be shown
    (``usage.bad_logo``).
    """
    compiler = _compiler()
    data = laid_out(view, writable)
    data["logo"] = _logo(view.brand)
    data["pictures"] = _pictures(view.pictures)
    data["areas_say"] = "".join(writable(one.says) for one in view.pictures if one.id == _DRAWN_BY_TEMPLATE)
    try:
        made = compiler.compile(
            _template(),
            sys_inputs=_inputs(data),
            format="pdf",
            pdf_standards="ua-1",
            timestamp=datetime.combine(date.fromisoformat(view.as_of) if view.as_of else NO_DAY, time(), UTC),
        )
    except RuntimeError as error:
        if data["logo"]:
            raise UsageError("usage.bad_logo", hint="usage.bad_logo.hint", reason=cleaned(str(error))) from error
        raise
    assert isinstance(made, bytes)
    return made


def png(svg: str) -> bytes:
    """Return a picture of ours as a PNG; UsageError (``usage.no_pdf``) where the extra is not installed."""
    width, height = size(svg)
    scale = min(_LARGEST, _UPRIGHT_POINTS[1] / height)
    data = {"svg": _drawn(svg), "width": width * scale}
    made = _compiler().compile(_PICTURE, sys_inputs=_inputs(data), format="png", ppi=_PNG_DPI)
    assert isinstance(made, bytes)
    return made


def writable(text: str) -> str:
    """Return text with only what our fonts can write: a character without a picture is told by its code."""
    return _unwritable().sub(_as_code, cleaned(text))


def _as_code(found: re.Match[str]) -> str:
    code = ord(found[0])
    if 0x2400 <= code < 0x2420:  # the sign for a control character, which our fonts lack
        code -= 0x2400
    return "↵" if code == 0x2424 else f"\\u{{{code:x}}}"


def _inputs(data: dict[str, Any]) -> dict[str, str]:
    return {"data": json.dumps(data, ensure_ascii=False, allow_nan=False)}


def _pictures(pictures: tuple[Picture, ...]) -> list[dict[str, Any]]:
    """Return pictures by the page that shows them larger, an upright or a lying one, in runs of the same."""
    made = [_picture(picture) for picture in pictures if picture.id != _DRAWN_BY_TEMPLATE]
    return [{"flipped": flipped, "pictures": list(run)} for flipped, run in groupby(made, lambda one: one["flipped"])]


def _picture(picture: Picture) -> dict[str, Any]:
    width, height = size(picture.svg)
    upright, lying = (min(_LARGEST, page[0] / width, page[1] / height) for page in (_UPRIGHT_POINTS, _LYING_POINTS))
    return {
        "title": writable(picture.title),
        "says": writable(picture.says),
        "svg": _drawn(picture.svg),
        "flipped": lying > upright,
        "width": width * max(upright, lying),
        "notes": [writable(note) for note in picture.notes],
        "parts": tables(picture.table, writable, LYING if lying > upright else UPRIGHT),
    }


def size(svg: str) -> tuple[float, float]:
    """Return the width and height of a picture in its own units."""
    box = _SIZE.search(svg)
    return (max(1.0, float(box[1])), max(1.0, float(box[2]))) if box else _UPRIGHT_POINTS


def _drawn(svg: str) -> str:
    """Return an SVG of ours as one that stands alone, with its texts in our font."""
    named = svg if "xmlns=" in svg[: svg.find(">")] else svg.replace("<svg", f"<svg{_NAMESPACE}", 1)
    return _FAMILY.sub(f'font-family="{_FONT}"', writable(named))


def _logo(brand: Brand) -> dict[str, Any] | None:
    if not brand.logo:
        return None
    return {"data": list(brand.logo), "format": _FORMATS.get(brand.media_type, "svg")}


@cache
def _template() -> bytes:
    return read_bounded(shipped("report_templates") / "report.typ", MIB)


@cache
def _unwritable() -> re.Pattern[str]:
    covered = json.loads(read_bounded(shipped("report_templates") / "fonts" / "coverage.json", MIB))
    ranges = "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in covered)
    return re.compile(rf"[^\n{ranges}]")


@cache
def _compiler() -> typst.Compiler:
    """Return a compiler that sees our templates and fonts and nothing else of the machine."""
    try:
        import typst
    except ImportError as error:
        raise UsageError("usage.no_pdf", hint="usage.no_pdf.hint") from error
    home = shipped("report_templates")
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(home / "fonts")])
    return typst.Compiler(root=str(home), font_paths=fonts)
