"""Write report_templates/report.docx, the Word template of the report: python tools/report_docx.py.

The template is a document with Jinja tags that docxtpl fills. It is written by a script so that a change of it can be
read; whoever wants another look may as well open the document itself in Word.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from salesaudit.report.faces.docx import repacked

TARGET = Path(__file__).resolve().parent.parent / "report_templates" / "report.docx"
INK, QUIET, FAINT, GROUND = "1F2937", "5B6472", "D5DAE1", "F4F6F8"
HUES = {"critical": "9F1239", "high": "B45309", "medium": "1D4E89", "low": "5B6472"}
FONT = "Arial"
WIDTH = 170


class Page:
    """A document under construction; every `{%p … %}` stands in a paragraph of its own, which docxtpl takes away."""

    def __init__(self) -> None:
        self.document: Any = docx.Document()
        self._bookmarks = 0
        self._styles()
        self._page()

    def para(self, *runs: tuple[str, str], style: str = "Normal") -> Any:
        """Add a paragraph of runs, each a text and a character style; return it."""
        paragraph = self.document.add_paragraph(style=style)
        for text, look in runs:
            run = paragraph.add_run(text, style=look or None)
            for element in run._r.findall(qn("w:t")):
                element.set(qn("xml:space"), "preserve")
        return paragraph

    def text(self, text: str, style: str = "Normal") -> Any:
        return self.para((text, ""), style=style)

    def tag(self, tag: str) -> None:
        """Add a statement: ``for area in view.areas``, ``endfor``."""
        self.text(f"{{%p {tag} %}}")

    def heading(self, text: str, level: int = 1, anchor: str = "") -> None:
        """Add a heading, with a bookmark that links can lead to."""
        paragraph = self.text(text, f"Heading {level}")
        if anchor:
            self._bookmarks += 1
            number = "{{ loop.index }}" if "{" in anchor else f"{self._bookmarks}0000"
            start = f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name="{anchor}"/>'
            paragraph._p.insert(1, parse_xml(start))
            paragraph._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>'))

    def link(self, anchor: str, text: str, style: str, *after: tuple[str, str], bold: bool = False) -> None:
        """Add a paragraph whose text leads to a bookmark of this document."""
        paragraph = self.para(*after, style=style)
        weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
        runs = f'<w:r>{weight}<w:t xml:space="preserve">{text}</w:t></w:r>'
        made = parse_xml(f'<w:hyperlink {nsdecls("w")} w:anchor="{anchor}" w:history="1">{runs}</w:hyperlink>')
        paragraph._p.insert(1, made)

    def field(self, title: str, value: str) -> None:
        """Add a paragraph that begins with what it is about, left out where its value is empty."""
        self.tag(f"if {value}")
        self.para((f"{{{{ words.{title} }}}}:", "Aside"), (f" {{{{ {value} }}}}", ""), style="Field")
        self.tag("endif")

    def records(self, columns: Sequence[tuple[str, str, int]], loop: str) -> None:
        """Add a table: columns are a title, what a cell holds and a width in millimetres; a row for each of `loop`."""
        table = self._table([width for _, _, width in columns], rows=4)
        for cell, (title, _, _) in zip(table.rows[0].cells, columns, strict=True):
            self._fill(cell, title, "Table Head")
        self._fill(table.rows[1].cells[0], f"{{%tr for {loop} %}}")
        for cell, (_, value, _) in zip(table.rows[2].cells, columns, strict=True):
            self._fill(cell, value, "Table Text")
        self._fill(table.rows[3].cells[0], "{%tr endfor %}")

    def numbers(self, loop: str) -> None:
        """Add the tables of `loop`, of any number of columns; names of narrow columns stand upright."""
        self.tag(f"for part in {loop}")
        table = self._table([60, 55, 55], rows=4)
        head, start, body, end = table.rows
        self._across(head.cells, "part.titles", "{{ c.text }}", "Table Head")
        head._tr.get_or_add_trPr().append(
            parse_xml(f'<w:trHeight {nsdecls("w")} w:val="{{{{ part.height }}}}" w:hRule="atLeast"/>')
        )
        head.cells[1]._tc.get_or_add_tcPr().append(
            parse_xml(f'<w:textDirection {nsdecls("w")} w:val="{{{{ c.direction }}}}"/>')
        )
        self._fill(start.cells[0], "{%tr for row in part.rows %}")
        self._across(body.cells, "row", "{% cellbg c.fill %}{{ c.text }}", "Table Text")
        self._fill(end.cells[0], "{%tr endfor %}")
        self.text("", "After Table")
        self.tag("endfor")

    def chip(self, paragraph: Any, owner: str) -> None:
        """Add the word for a severity in its colour."""
        for severity in HUES:
            paragraph.add_run(f'{{% if {owner}.severity == "{severity}" %}}')
            paragraph.add_run(f" {{{{ {owner}.severity_word }}}} ", style=severity.capitalize())
            paragraph.add_run("{% endif %}")

    def _across(self, cells: Sequence[Any], loop: str, value: str, style: str) -> None:
        self._fill(cells[0], f"{{%tc for c in {loop} %}}")
        self._fill(cells[1], value, style)
        side = parse_xml(f'<w:jc {nsdecls("w")} w:val="{{{{ c.side }}}}"/>')
        cells[1].paragraphs[0]._p.get_or_add_pPr().append(side)
        self._fill(cells[2], "{%tc endfor %}")

    def _fill(self, cell: Any, text: str, style: str = "Table Text") -> None:
        paragraph = cell.paragraphs[0]
        paragraph.style = style
        paragraph.add_run(text)

    def _table(self, widths: Sequence[int], rows: int) -> Any:
        table = self.document.add_table(rows=rows, cols=len(widths))
        table.style = "Report Table"
        table.autofit = True
        for row in table.rows:
            row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Mm(width * WIDTH / sum(widths))
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width * WIDTH / sum(widths))
        table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        return table

    def _page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin, section.bottom_margin = Mm(24), Mm(20)
        section.different_first_page_header_footer = True
        header = section.header.paragraphs[0]
        header.style = "Header"
        header.add_run("{{ company }}\t\t{{ day }}")
        for footer in (section.footer, section.first_page_footer):
            paragraph = footer.paragraphs[0]
            paragraph.style = "Footer"
            paragraph.add_run("\t\t")
            for word in ("PAGE", "NUMPAGES"):
                if word == "NUMPAGES":
                    paragraph.add_run(" / ")
                field = f'<w:fldSimple {nsdecls("w")} w:instr="{word}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
                paragraph._p.append(parse_xml(field))

    def _styles(self) -> None:
        styles = self.document.styles
        for style in styles:
            if style.type in (WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER):
                self._font(style)
        look(styles["Normal"], 10, INK, after=4)
        styles["Normal"].paragraph_format.line_spacing = 1.12
        look(styles["Title"], 24, INK, after=2, bold=True)
        look(styles["Subtitle"], 10, QUIET, after=14)
        for spacing in styles["Subtitle"].element.rPr.findall(qn("w:spacing")):
            styles["Subtitle"].element.rPr.remove(spacing)
        for level, (size, before, after) in enumerate(((17, 22, 8), (12.5, 16, 4), (10.5, 10, 3)), start=1):
            look(styles[f"Heading {level}"], size, INK, before=before, after=after, bold=True)
        look(styles["Header"], 8, QUIET)
        look(styles["Footer"], 8, QUIET)
        look(styles["List Number"], 11.5, INK, after=6)
        look(styles["List Bullet"], 10, INK, after=2)
        for name, size, colour, before, after, bold in (
            ("Score", 26, HUES["medium"], 0, 0, True), ("Quiet", 8.5, QUIET, 0, 3, False),
            ("Sentence", 10.5, INK, 8, 3, False), ("Label", 8.5, QUIET, 5, 1, True),
            ("Table Head", 8, QUIET, 2, 2, True), ("Table Text", 8.5, INK, 2, 2, False),
            ("After Table", 4, INK, 0, 2, False), ("Field", 10, INK, 0, 3, False), ("Mark", 8.5, QUIET, 0, 4, False),
            ("Contents", 10, INK, 0, 3, False), ("Front", 14, INK, 14, 6, True),
        ):  # fmt: skip
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = styles["Normal"]
            look(style, size, colour, before=before, after=after, bold=bold)
            style.paragraph_format.keep_with_next = name in ("Label", "Front", "Mark")
        for severity, hue in HUES.items():
            style = styles.add_style(severity.capitalize(), WD_STYLE_TYPE.CHARACTER)
            style.font.size, style.font.bold, style.font.color.rgb = Pt(8), True, RGBColor(255, 255, 255)
            shade = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{hue}"/>'
            style.element.get_or_add_rPr().append(parse_xml(shade))
        aside = styles.add_style("Aside", WD_STYLE_TYPE.CHARACTER)
        aside.font.size, aside.font.color.rgb = Pt(9), RGBColor.from_string(QUIET)
        self._table_style()

    def _font(self, style: Any) -> None:
        style.font.name = FONT
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(name), None)
        for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(name), FONT)

    def _table_style(self) -> None:
        style = self.document.styles.add_style("Report Table", WD_STYLE_TYPE.TABLE)
        line = f'w:val="single" w:space="0" w:sz="4" w:color="{FAINT}"'
        style.element.append(parse_xml(
            f'<w:tblPr {nsdecls("w")}><w:tblBorders><w:bottom {line}/><w:insideH {line}/></w:tblBorders>'
            '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        ))  # fmt: skip
        style.element.append(parse_xml(
            f'<w:tblStylePr {nsdecls("w")} w:type="firstRow"><w:tcPr><w:tcBorders>'
            f'<w:bottom w:val="single" w:space="0" w:sz="8" w:color="{INK}"/></w:tcBorders></w:tcPr></w:tblStylePr>'
        ))  # fmt: skip


def look(style: Any, size: float, colour: str, *, before: float = 0, after: float = 0, bold: bool = False) -> None:
    """Set what most styles differ in; sizes in points."""
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(colour)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:
        borders.getparent().remove(borders)


SO = "{% if it.so %}{% if it.sentence[-1:] not in '?!.…' %}.{% endif %} {{ it.so }}{% endif %} "


def first_page(page: Page) -> None:
    """Lay out the page with the answer: the number, three conclusions, what to do first."""
    page.tag("if logo")
    page.text("{{ logo }}")
    page.tag("endif")
    page.text("{{ title }}", "Title")
    page.text("{{ view.subtitle }}", "Subtitle")
    page.text("{{ view.headline.score }}", "Score")
    page.text("{{ view.headline.coverage }}")
    page.tag("if view.headline.total")
    page.para(("{{ view.headline.total }}", "Strong"), ("{% if counts %}: {{ counts }}{% endif %}", ""))
    page.tag("endif")
    page.link("method", "{{ view.headline.counted }}", "Quiet")
    page.tag("if view.headline.raw")
    page.text("{{ view.headline.raw }}", "Quiet")
    page.tag("endif")
    page.tag("if view.conclusions")
    page.text("{{ words.conclusions }}", "Front")
    page.tag("for it in view.conclusions")
    page.link("{{ anchors[it.rule] }}", "{{ it.sentence }}", "List Number", (SO, ""), bold=True)
    page.chip(page.document.paragraphs[-1], "it")
    page.tag("endfor")
    page.tag("elif view.unknown")
    page.text("{{ words.unknown }}", "Front")
    page.tag("for it in view.unknown[:5]")
    page.text("{{ it.question }}", "List Number")
    page.tag("endfor")
    page.tag("endif")
    page.tag("if view.first_steps")
    page.text("{{ words.first_steps }}", "Front")
    columns = (("{{ words.action }}", "{{ it.what }}", 95), ("{{ words.who }}", "{{ it.who }}", 45),
               ("{{ words.effort }}", "{{ it.effort }}", 30))  # fmt: skip
    page.records(columns, "it in view.first_steps")
    page.tag("endif")
    page.text("").add_run().add_break(WD_BREAK.PAGE)


def contents(page: Page) -> None:
    """Lay out a list of the parts that leads to them; Word makes page numbers of it when it is updated."""
    page.text("{{ words.contents }}", "Front")
    page.tag("for it in contents")
    page.link("{{ it.anchor }}", "{{ it.title }}", "Contents")
    page.tag("endfor")


def areas(page: Page) -> None:
    """Lay out the areas with what costs them points."""
    page.tag("if view.areas")
    page.heading("{{ words.areas }}", anchor="areas")
    now = "{{ it.shown }}{% if it.before_shown %}\n{{ words.before }}: {{ it.before_shown }}{% endif %}"
    columns = (
        ("{{ words.area }}", "{{ it.title }}", 38),
        ("{{ words.now }}", now, 24),
        ("{{ words.coverage }}", "{{ it.coverage.text }}", 24),
        ("{{ words.reasons }}", "{{ it.why }}", 84),
    )
    page.records(columns, "it in view.areas")
    page.tag("endif")


def comparison(page: Page) -> None:
    """Lay out what became of the findings of an earlier report."""
    page.tag("if view.comparison")
    page.heading("{{ words.comparison }}", anchor="comparison")
    page.text("{{ view.comparison.before }}", "Quiet")
    page.text("{{ view.comparison.summary }}")
    page.tag("for change in view.comparison.changes")
    page.heading("{{ change.title }}", 3)
    page.tag("for it in change['items']")
    page.text("{{ it[1] }}", "List Bullet")
    page.tag("endfor")
    page.tag("endfor")
    page.numbers("compared")
    page.tag("endif")


def findings(page: Page) -> None:
    """Lay out every finding: what, on which facts, why, what to do, whose view."""
    page.tag("if view.topics")
    page.heading("{{ words.findings }}", anchor="findings")
    page.tag("for topic in view.topics")
    page.heading("{{ topic.title }}", 2, "{{ anchors[topic.rule] }}")
    line = page.text("", "Mark")
    page.chip(line, "topic")
    line.add_run("  {{ topic.about }}")
    page.tag("for case in topic.cases")
    about = "{% if case.confidence %} · {{ case.confidence }}{% endif %}"
    known = "{% if case.in_baseline %} · {{ words.in_baseline }}{% endif %}"
    page.para(
        ("{{ case.sentence }}", ""), (about + known, "Aside"), style="Sentence"
    ).paragraph_format.keep_with_next = True
    page.tag("if case.facts")
    columns = [("{{ words.fact }}", "{{ it.name }}", 55), ("{{ words.value }}", "{{ it.value }}", 30),
               ("{{ words.origin }}", "{{ it.origin }}", 40), ("{{ words.place }}", "{{ it.where }}", 45)]  # fmt: skip
    page.tag("if places")
    page.records(columns, "it in case.facts")
    page.tag("else")
    page.records(columns[:-1], "it in case.facts")
    page.tag("endif")
    page.text("", "After Table")
    page.tag("endif")
    page.tag("endfor")
    for title, value in (("why", "why"), ("fix", "fix"), ("first_step", "first_step"), ("who", "actors"),
                         ("effort", "effort"), ("done", "done"), ("sources", "sources_said")):  # fmt: skip
        page.field(title, f"topic.{value}")
    page.tag("if topic.stances")
    page.text("{{ words.stances }}", "Label")
    page.tag("for it in topic.stances")
    decided = "{% if it.decided %} ({{ words.followed }}){% endif %}"
    page.para(("{{ it.source }}: {{ it.says }}", ""), (decided, "Aside"), style="List Bullet")
    page.tag("endfor")
    page.tag("endif")
    page.tag("endfor")
    page.tag("endif")


def pictures(page: Page) -> None:
    """Lay out pictures, where they could be drawn, and the numbers behind them."""
    page.tag("if pictures")
    page.heading("{{ words.pictures }}", anchor="pictures")
    page.tag("for it in pictures")
    page.heading("{{ it.title }}", 2)
    page.text("{{ it.says }}").paragraph_format.keep_with_next = True
    page.tag("if it.image")
    page.text("{{ it.image }}")
    page.tag("endif")
    page.tag("for note in it.notes")
    page.text("{{ note }}", "Quiet")
    page.tag("endfor")
    page.numbers("it.parts")
    page.tag("endfor")
    page.tag("endif")
    page.tag("if matrix")
    page.heading("{{ words.matrix }}", anchor="matrix")
    page.numbers("matrix")
    page.tag("endif")


def people(page: Page) -> None:
    """Lay out what people see differently, what nobody could judge, what was accepted."""
    page.tag("if view.differences")
    page.heading("{{ words.differences }}", anchor="differences")
    page.tag("for difference in view.differences")
    page.heading("{{ difference.fact }}", 3)
    page.records((("{{ words.who_said }}", "{{ it.who }}", 60), ("{{ words.said }}", "{{ it.said }}", 110)),
                 "it in difference.answers")  # fmt: skip
    page.text("", "After Table")
    page.text("{{ difference.says }}")
    page.tag("endfor")
    page.tag("endif")
    page.tag("if view.unknown")
    page.heading("{{ words.unknown }}", anchor="unknown")
    page.records((("{{ words.question }}", "{{ it.question }}", 75), ("{{ words.ask }}", "{{ it.ask }}", 35),
                  ("{{ words.settles }}", "{{ it.settles|join('; ') }}", 60)), "it in view.unknown")  # fmt: skip
    page.tag("endif")
    page.tag("if view.accepted")
    page.heading("{{ words.accepted }}", anchor="accepted")
    page.records((("{{ words.risk }}", "{{ it.risk }}", 55), ("{{ words.reason }}", "{{ it.reason }}", 50),
                  ("{{ words.owner }}", "{{ it.owner }}", 35), ("{{ words.until }}", "{{ it.until }}", 30)),
                 "it in view.accepted")  # fmt: skip
    page.tag("endif")


def plan(page: Page) -> None:
    """Lay out the plan by phases, what people said, and what is fine."""
    page.tag("if view.phases")
    page.heading("{{ words.plan }}", anchor="plan")
    page.tag("for phase in view.phases")
    page.heading("{{ phase.title }}", 2)
    page.tag("if phase.goal")
    page.text("{{ phase.goal }}")
    page.tag("endif")
    what = "{{ it.what }}{% if it.after %}\n{{ words.after }}: {{ it.after }}{% endif %}"
    page.records((("{{ words.action }}", what, 60), ("{{ words.who }}", "{{ it.who }}", 30),
                  ("{{ words.by }}", "{{ it.by }}", 25), ("{{ words.effort }}", "{{ it.effort }}", 20),
                  ("{{ words.done }}", "{{ it.done }}", 45)), "it in phase.actions")  # fmt: skip
    page.tag("endfor")
    page.tag("endif")
    page.tag("if answers")
    page.heading("{{ words.answers }}", anchor="answers")
    page.numbers("answers")
    page.tag("endif")
    page.tag("if view.passed")
    page.heading("{{ words.passed }}", anchor="passed")
    page.tag("for it in view.passed")
    page.heading("{{ it.area }}", 3)
    page.tag("for rule in it.rules")
    page.text("{{ rule[1] }}", "List Bullet")
    page.tag("endfor")
    page.tag("endfor")
    page.tag("endif")


def method(page: Page) -> None:
    """Lay out how all this was found."""
    page.heading("{{ words.method }}", anchor="method")
    page.tag("for it in view.method.paragraphs")
    page.text("{{ it }}")
    page.tag("endfor")
    page.tag("if view.method.sources")
    page.heading("{{ words.sources }}", 3)
    page.tag("for it in view.method.sources")
    page.text("{{ it.id }} — {{ it.title }}", "List Bullet")
    page.tag("endfor")
    page.tag("endif")
    page.tag("if thresholds")
    page.heading("{{ words.thresholds }}", 3)
    page.numbers("thresholds")
    page.tag("endif")
    page.tag("if view.method.inputs")
    page.heading("{{ words.inputs }}", 3)
    page.records((("{{ words.file }}", "{{ it.name }}", 40), ("{{ words.what }}", "{{ it.what }}", 40),
                  ("SHA-256", "{{ it.sha256 }}", 90)), "it in view.method.inputs")  # fmt: skip
    page.tag("endif")
    page.tag("if view.method.versions")
    page.heading("{{ words.versions }}", 3)
    page.tag("for it in view.method.versions")
    page.text("{{ it[0] }}: {{ it[1] }}", "List Bullet")
    page.tag("endfor")
    page.tag("endif")


def built() -> bytes:
    """Return the template as the bytes of a document."""
    page = Page()
    for part in (first_page, contents, areas, comparison, findings, pictures, people, plan, method):
        part(page)
    page.document.core_properties.author = ""
    page.document.core_properties.comments = ""
    out = BytesIO()
    page.document.save(out)
    return repacked(out.getvalue())


if __name__ == "__main__":
    TARGET.write_bytes(built())
