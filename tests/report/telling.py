"""What a report tells, as plain texts, and what stands in a file of each face: to hold the one against the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import docx
import openpyxl
import pypdf
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from salesaudit.report.view import Table, View

BREAKS = re.compile(r"[\s\u200b]+")


def squeezed(text: str) -> str:
    """Return text without spaces and line ends, which every layout sets as it needs."""
    return BREAKS.sub("", text)


def pdf_text(file: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(file)).pages)


def docx_text(file: bytes) -> str:
    """Return the texts of all paragraphs, those in tables too; a line break is a newline."""
    body = docx.Document(BytesIO(file)).element.body
    return "\n".join("".join(map(_piece, paragraph.iter())) for paragraph in body.iter(qn("w:p")))


def _piece(element: BaseOxmlElement) -> str:
    breaks = {qn("w:br"): "\n", qn("w:tab"): "\t"}
    return str(element.text or "") if element.tag == qn("w:t") else breaks.get(str(element.tag), "")


def xlsx_values(file: bytes) -> list[object]:
    book = openpyxl.load_workbook(BytesIO(file))
    return [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def xlsx_text(file: bytes) -> str:
    return "\n".join(str(value) for value in xlsx_values(file))


def said(view: View) -> Iterator[str]:
    """Yield the sentences that no face for people may leave out."""
    yield from (one.sentence for one in view.conclusions)
    yield from (text for one in view.first_steps for text in (one.what, one.who, one.effort))
    for topic in view.topics:
        yield from (topic.severity_word, topic.why, topic.fix, topic.first_step, topic.effort, topic.done)
        yield from (case.sentence for case in topic.cases)
        yield from (text for case in topic.cases for fact in case.facts for text in (fact.name, fact.value))
    for action in (action for phase in view.phases for action in phase.actions):
        yield from (action.what, action.who, action.by, action.effort, action.done, action.after)
    yield from (reason.title for area in view.areas for reason in area.reasons)
    yield from (one.question for one in view.unknown)
    yield from (text for one in view.accepted for text in (one.risk, one.reason, one.owner, one.until))
    yield from (text for one in view.method.inputs for text in (one.name, one.sha256))
    yield from view.method.paragraphs


def laid_out(view: View) -> Iterator[str]:
    """Yield what faces that are read from beginning to end tell beside that."""
    yield from (topic.title for topic in view.topics)
    yield from (title for one in view.passed for _, title in one.rules)
    yield from (text for one in view.differences for answer in one.answers for text in answer)
    yield from (one.says for one in view.pictures)
    for table in (view.matrix, view.answers, *(one.table for one in view.pictures if one.id != "areas")):
        yield from texts(table)


def texts(table: Table) -> Iterator[str]:
    yield from table.head
    yield from (cell.text for row in table.rows for cell in row)


def figures(view: View) -> Iterator[str]:
    """Yield the numbers that a reader takes away."""
    yield from (view.headline.score, view.headline.coverage, view.headline.total)
    yield from (one.sentence for one in view.headline.counts)
    yield from (reason.points for area in view.areas for reason in area.reasons)
    yield from (fact.value for topic in view.topics for case in topic.cases for fact in case.facts)
