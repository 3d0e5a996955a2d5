"""Pictures of a company and of its audit: plain SVG, each with its numbers as a table."""

from __future__ import annotations

from salesaudit.audit.report import Report
from salesaudit.org.org import Org
from salesaudit.report.pictures import palette
from salesaudit.report.pictures.areas import draw_areas
from salesaudit.report.pictures.borders import draw_borders
from salesaudit.report.pictures.chart import draw_chart
from salesaudit.report.pictures.duties import duties_of, table_of
from salesaudit.report.pictures.funnel import draw_funnel
from salesaudit.report.pictures.hours import draw_hours
from salesaudit.report.pictures.kit import Drawn, Teller
from salesaudit.report.pictures.matrix import draw_matrix
from salesaudit.report.pictures.parts import draw_parts
from salesaudit.report.view import Picture, Table

__all__ = ["drawings_of", "matrix_of", "palette", "pictures_of"]


def pictures_of(org: Org, report: Report, lang: str, *, before: Report | None = None) -> tuple[Picture, ...]:
    """Return the pictures that there is something for, in the order in which they are read; `lang` is ru or en."""
    return tuple(drawn.picture for drawn in drawings_of(org, report, lang, before=before))


def drawings_of(org: Org, report: Report, lang: str, *, before: Report | None = None) -> tuple[Drawn, ...]:
    """Return the same as drawings, of which can be asked what stands where."""
    teller = Teller(org, lang)
    drawn = (
        draw_areas(report, teller, before),
        draw_matrix(org, teller),
        draw_chart(org, report, teller),
        draw_hours(org, report, teller),
        draw_funnel(org, report, teller),
        draw_parts(org, report, teller),
        draw_borders(org, teller),
    )
    return tuple(one for one in drawn if one is not None)


def matrix_of(org: Org, lang: str) -> Table:
    """Return who does what: a row a function, a column a role, person or department, letters R and A."""
    teller = Teller(org, lang)
    return table_of(duties_of(org, teller), teller)
