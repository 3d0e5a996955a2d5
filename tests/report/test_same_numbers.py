"""One audit, many faces: each of them tells the same numbers and the same sentences."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Iterator
from functools import cache

import docx
import openpyxl
import pypdf
import pytest

from salesaudit.audit.run import Run, audit_document
from salesaudit.formats.faces import encoded
from salesaudit.orgfile.load import load
from salesaudit.report.build import view_of
from salesaudit.report.faces import docx as word
from salesaudit.report.faces import html as page
from salesaudit.report.faces import markdown, pdf, xlsx
from salesaudit.report.view import View
from tests.functional.command import EXAMPLES

FILE = EXAMPLES / "player-coach.yaml"
SIGNS = re.compile(r"[\s\\\u00ad\u200b]|-(?=\s)")


@cache
def view(lang: str) -> View:
    return view_of(audit_document(load(FILE)), lang)


def of_markdown(data: bytes) -> str:
    return data.decode()


def of_html(data: bytes) -> str:
    return html.unescape(re.sub(r"<[^>]*>", " ", data.decode()))


def of_pdf(data: bytes) -> str:
    return "\n".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(data)).pages)


def of_docx(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    return "\n".join(text.text or "" for text in document.element.body.iter() if text.tag.endswith("}t"))


def of_xlsx(data: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)


FACES = {
    "markdown": (markdown.render, of_markdown),
    "html": (page.render, of_html),
    "pdf": (pdf.render, of_pdf),
    "docx": (word.render, of_docx),
    "xlsx": (xlsx.render, of_xlsx),
}


@cache
def text(face: str, lang: str) -> str:
    """Return what a face says without anything that only lays it out."""
    render, read = FACES[face]
    return SIGNS.sub("", read(render(view(lang))))


def sentences(shown: View) -> Iterator[str]:
    yield shown.headline.score
    yield from (one.sentence for one in shown.conclusions)
    yield from (case.sentence for topic in shown.topics for case in topic.cases)
    yield from (topic.title for topic in shown.topics)


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("face", FACES)
def test_every_face_tells_every_finding(face: str, lang: str) -> None:
    told = text(face, lang).casefold()
    missing = [sentence for sentence in sentences(view(lang)) if SIGNS.sub("", sentence).casefold() not in told]
    assert missing == []


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_the_machine_face_has_the_same_numbers(lang: str) -> None:
    audited = audit_document(load(FILE))
    [machine] = json.loads(encoded("json", Run((audited,), (), "balanced", lang)))["files"]
    shown = view(lang)

    assert machine["score"]["value"] == shown.headline.value
    assert len(machine["findings"]) == sum(count.number for count in shown.headline.counts)
    told = sorted(case.sentence for topic in shown.topics for case in topic.cases)
    assert sorted(one["message"] for one in machine["findings"]) == told
    areas = {area["id"]: area["value"] for area in machine["score"]["areas"]}
    assert all(areas[area.id] == area.value for area in shown.areas)
