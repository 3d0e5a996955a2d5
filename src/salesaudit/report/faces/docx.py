"""The report as a Word document that a consultant can go on writing in: real headings, tables, lists and links."""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any, Final

from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from salesaudit.report.faces import pdf
from salesaudit.report.faces.paper import laid_out, tables, title_of
from salesaudit.report.faces.plain import cleaned
from salesaudit.report.view import Picture, View
from salesaudit.resources import shipped
from salesaudit.safety.errors import UsageError
from salesaudit.safety.files import read_bounded
from salesaudit.safety.limits import MIB
from salesaudit.texts import show

_TALLEST: Final = 3400
"""The highest row of upright names, in twentieths of a point."""
_FIRST_ZIP_DAY: Final = (1980, 1, 1, 0, 0, 0)
_LOCALES: Final = {"ru": "ru-RU", "en": "en-GB"}
_FILLS: Final = {"hole": "FDE2E4", "double": "FDECCF", "over": "FDE2E4"}
_WIDEST: Final = 170
_HIGHEST: Final = 210
_LOGO: Final = 14
_LETTER: Final = 9
"""Room for a picture, height of a logo, width of a column of letters, in millimetres."""
_SECTIONS: Final = (
    *("areas", "comparison", "findings", "pictures", "matrix", "differences", "unknown", "accepted", "plan"),
    *("answers", "passed", "method"),
)
_LISTS: Final = ("matrix", "answers", "thresholds", "compared")
_PUT_BACK: Final = re.compile(r"(?<=[{%])_|_(?=[}%])")
"""What docxtpl would read as its own way to write braces."""


def render(view: View) -> bytes:
    """Return the report as a DOCX; pictures are in it where the extra for PDF, which draws them, is installed.

    Raises UsageError where the extra is not installed (``usage.no_office``) or the logo is no PNG or JPEG
    (``usage.bad_logo``).
    """
    try:
        from docxtpl import DocxTemplate
    except ImportError as error:
        raise UsageError("usage.no_office", hint="usage.no_office.hint") from error
    template = DocxTemplate(BytesIO(read_bounded(shipped("report_templates") / "report.docx", MIB)))
    template.init_docx()
    environment = SandboxedEnvironment(autoescape=True, finalize=_written)
    template.render(_context(view, template), jinja_env=environment, autoescape=True)
    _describe(template.docx, view)
    _set_widths(template.docx)
    out = BytesIO()
    template.save(out)
    return repacked(out.getvalue(), view.as_of)


def repacked(document: bytes, as_of: str = "") -> bytes:
    """Return an Office file with one date on everything in it, so that the same content gives the same bytes."""
    day = date.fromisoformat(as_of) if as_of else None
    stamp = (day.year, day.month, day.day, 0, 0, 0) if day and day.year >= 1980 else _FIRST_ZIP_DAY
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(document)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            target.writestr(entry, source.read(name))
    return out.getvalue()


def _written(value: object) -> object:
    """Return what goes into the document: text as it is, whatever docxtpl might take it for."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return Markup(_PUT_BACK.sub("&#95;", str(escape(value))))  # noqa: S704  (escaped in this very line)


def _context(view: View, template: Any) -> dict[str, Any]:
    data = laid_out(view)
    for topic in data["view"]["topics"]:
        topic["about"] = " · ".join(_about(topic, data))
        topic["sources_said"] = "; ".join(f"{source['id']} — {source['title']}" for source in topic["sources"])
    for area, source in zip(data["view"]["areas"], view.areas, strict=True):
        reasons = [" — ".join(filter(None, (reason["title"], reason["points"]))) for reason in area["reasons"]]
        area["why"] = "\n".join(reasons + area["would_tell"])
        area["before_shown"] = "" if source.before is None else show.number(source.before, view.lang, 0)
    data["pictures"] = [_picture(picture, template) for picture in view.pictures]
    for listed in (*(one["parts"] for one in data["pictures"]), *(data[name] for name in _LISTS)):
        _dress(listed, data["words"])
    data["anchors"] = {rule: f"finding{number}" for number, rule in enumerate(data["topics"], start=1)}
    data["counts"] = ", ".join(count["sentence"] for count in data["view"]["headline"]["counts"])
    data["contents"] = [
        {"anchor": name, "title": data["words"][name]} for name in _SECTIONS if data.get(name) or _has(view, name)
    ]
    data["places"] = any(
        fact.place or fact.path for topic in view.topics for case in topic.cases for fact in case.facts
    )
    data["logo"] = _logo(view, template)
    return data


def _has(view: View, name: str) -> bool:
    parts = {"findings": view.topics, "plan": view.phases}
    return bool(parts[name] if name in parts else getattr(view, name, ())) and name not in ("matrix", "answers")


def _about(topic: dict[str, Any], data: dict[str, Any]) -> list[str]:
    words = data["words"]
    said = (
        topic["rule"] if topic["show_rule"] else "",
        data["areas"].get(topic["area"], ""),
        f"{words['points']}: {topic['cost']}" if topic["cost"] else "",
        words[f"change_{topic['change']}"] if topic["change"] else "",
    )
    return [one for one in said if one]


def _dress(listed: list[dict[str, Any]], words: dict[str, str]) -> None:
    """Give every cell of tables the colour of its mark and its side, and tables the height of upright names."""
    for part in listed:
        sides = ["right" if right else "left" for right in part["right"]]
        part["titles"] = [
            {"text": text, "side": "left" if upright else side, "direction": "btLr" if upright else "lrTb"}
            for text, side, upright in zip(part["head"], sides, part["upright"], strict=True)
        ]
        turned = [len(text) for text, upright in zip(part["head"], part["upright"], strict=True) if upright]
        part["height"] = min(_TALLEST, 240 + 100 * max(turned, default=0))
        for row in part["rows"]:
            for cell, side in zip(row, sides, strict=True):
                shown = cell["text"] or words.get(f"mark_{cell['mark']}", "")
                cell.update(text=shown, fill=_FILLS.get(cell["mark"], "auto"), side=side)


def _picture(picture: Picture, template: Any) -> dict[str, Any]:
    return {
        "title": cleaned(picture.title),
        "says": cleaned(picture.says),
        "image": _image(picture, template),
        "notes": [cleaned(note) for note in picture.notes],
        "parts": tables(picture.table),
    }


def _image(picture: Picture, template: Any) -> Any:
    from docx.shared import Mm
    from docxtpl import InlineImage

    try:
        drawn = pdf.png(picture.svg)
    except UsageError:
        return ""
    width, height = pdf.size(picture.svg)
    return InlineImage(template, BytesIO(drawn), width=Mm(min(_WIDEST, _HIGHEST * width / height)))


def _logo(view: View, template: Any) -> Any:
    """Return the logo as a picture of the document; nothing where it is an SVG and the extra that draws is missing."""
    from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
    from docx.image.image import Image
    from docx.shared import Mm
    from docxtpl import InlineImage

    logo = view.brand.logo
    if not logo:
        return ""
    try:
        if view.brand.media_type == "image/svg+xml":
            logo = pdf.png(logo.decode())
        Image.from_blob(logo)
    except UsageError:
        return ""
    except (
        InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError, RuntimeError, UnicodeDecodeError
    ) as error:  # fmt: skip
        raise UsageError("usage.bad_logo", hint="usage.bad_logo.hint", reason=cleaned(str(error))) from error
    return InlineImage(template, BytesIO(logo), height=Mm(_LOGO))


def _describe(document: Any, view: View) -> None:
    """Give the document its title, language and dates, and pictures the words for those who do not see them."""
    from docx.oxml.ns import qn

    properties = document.core_properties
    made = datetime.combine(date.fromisoformat(view.as_of) if view.as_of else pdf.NO_DAY, time(), UTC)
    properties.title, properties.language = title_of(view)[:255], _LOCALES[view.lang]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = made.replace(tzinfo=None)
    properties.revision = 1
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _LOCALES[view.lang])
    said = {cleaned(picture.title): cleaned(picture.says) for picture in view.pictures}
    for shape, words in zip(reversed(document.inline_shapes), reversed(said.values()), strict=False):
        shape._inline.docPr.set("descr", words)


def _set_widths(document: Any) -> None:
    """Make the columns of single letters as narrow as letters are: Word and others would make all columns equal."""
    from docx.oxml.ns import qn
    from docx.shared import Mm

    for table in document.tables:
        cells = table._tbl.tr_lst[0].tc_lst
        turned = [cell.find(f".//{qn('w:textDirection')}[@{qn('w:val')}='btLr']") is not None for cell in cells]
        if not any(turned):
            continue
        letter = min(_LETTER, _WIDEST / 2 / sum(turned))
        words = (_WIDEST - letter * sum(turned)) / (len(cells) - sum(turned) + 0.5)  # the first takes half as much more
        widths = [Mm(letter if upright else words * (1 if n else 1.5)) for n, upright in enumerate(turned)]
        table.autofit = False
        for column, width in zip(list(table._tbl.tblGrid), widths, strict=True):
            column.w = width
        for row in table._tbl.tr_lst:
            for cell, width in zip(row.tc_lst, widths, strict=True):
                cell.width = width
