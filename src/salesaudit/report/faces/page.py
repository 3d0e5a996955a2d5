"""What the template of the page is given: the report as plain lists and texts, and what only a page needs."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final, NamedTuple, TypeAlias

from salesaudit.report.faces.plain import plain
from salesaudit.report.view import Brand, View
from salesaudit.rules.verdict import Severity

Plain: TypeAlias = dict[str, Any]

SEVERITIES: Final[tuple[Severity, ...]] = ("critical", "high", "medium", "low")
PICTURE_TYPES: Final = ("image/svg+xml", "image/png", "image/jpeg", "image/webp", "image/gif")


class Section(NamedTuple):
    """A part of the page that has something to tell; `number` counts what is in it, None where that says nothing."""

    id: str
    number: int | None


def page_of(view: View) -> dict[str, Any]:
    """Return what the template is given as ``view``: the report, and beside it choices, sections and titles."""
    from markupsafe import Markup

    page = plain(view)
    page["logo"] = _logo(view.brand)
    for picture, made in zip(page["pictures"], view.pictures, strict=True):
        picture["svg"] = Markup(made.svg)  # noqa: S704  (drawn by us: plain shapes, every text in them escaped)
    page["sections"] = [section._asdict() for section in _sections(view)]
    page["choices"] = {
        "severity": _severities(page["topics"]),
        "area": _areas(page["areas"], page["topics"]),
        "actor": _actors(page["topics"]),
    }
    page["area_titles"] = {area["id"]: area["title"] for area in page["areas"]}
    page["source_titles"] = {source["id"]: source["title"] for source in page["method"]["sources"]}
    page["known"] = {topic.rule: topic.show_rule for topic in view.topics}
    return page


def _sections(view: View) -> Iterable[Section]:
    lists: tuple[tuple[str, tuple[object, ...], bool], ...] = (
        ("areas", view.areas, False),
        ("findings", view.topics, True),
        ("pictures", view.pictures, False),
        ("differences", view.differences, True),
        ("unknown", view.unknown, True),
        ("accepted", view.accepted, True),
        ("passed", view.passed, False),
        ("plan", view.phases, False),
    )
    for id_, things, counted in lists:
        if things:
            yield Section(id_, len(things) if counted else None)
    if view.comparison:
        yield Section("comparison", None)
    yield Section("method", None)


def _severities(topics: list[Plain]) -> list[Plain]:
    counted = Counter(topic["severity"] for topic in topics)
    words = {topic["severity"]: topic["severity_word"] for topic in topics}
    return [_choice(one, words[one], counted[one]) for one in SEVERITIES if one in words]


def _areas(areas: list[Plain], topics: list[Plain]) -> list[Plain]:
    counted = Counter(topic["area"] for topic in topics)
    return [_choice(area["id"], area["title"], counted[area["id"]]) for area in areas if counted[area["id"]]]


def _actors(topics: list[Plain]) -> list[Plain]:
    """Return who has to act, the busiest first."""
    counted = Counter(topic["actor"] for topic in topics if topic["actor"])
    return [_choice(actor, actor, n) for actor, n in sorted(counted.items(), key=lambda one: (-one[1], one[0]))]


def _choice(value: str, text: str, number: int) -> Plain:
    return {"value": value, "text": text, "number": number}


def _logo(brand: Brand) -> str:
    """Return the brand's picture as an address that holds it; empty where there is none that a page can show."""
    if not brand.logo or brand.media_type not in PICTURE_TYPES:
        return ""
    return f"data:{brand.media_type};base64,{b64encode(brand.logo).decode()}"
