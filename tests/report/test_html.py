"""The page of a report: everything in it, nothing of a stranger's alive in it, nothing asked of a network."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from salesaudit.audit.run import audit_document
from salesaudit.orgfile.load import load
from salesaudit.report.build import view_of
from salesaudit.report.faces.colours import (
    DARK_PAGES,
    LIGHT_PAGES,
    RGB,
    TEXT_CONTRAST,
    brand_style,
    contrast,
    parsed,
    readable,
)
from salesaudit.report.faces.html import render
from salesaudit.report.view import Brand, Cell, Picture, Table, View
from salesaudit.resources import shipped
from salesaudit.safety.text import clean
from salesaudit.texts.catalogue import LANGUAGES, messages
from salesaudit.texts.lang import Language
from tests.report.skeleton import Skeleton
from tests.report.views import HOSTILE, SVG, full, hostile, many, small

TEMPLATES = [shipped("report_templates") / "report.html.j2", *(shipped("report_templates") / "report").glob("*.j2")]
EXAMPLES = Path(__file__).parents[2] / "examples"
TABLES_OF_OTHER_FACES = {"matrix"}
RULE = re.compile(r"[A-Z]{3}\d{3}")
NOT_READ = {
    "anchor", "area", "by_date", "change", "form", "id", "in_baseline", "kind", "lang", "mark", "media_type", "path",
    "severity", "sha256", "show_rule", "svg", "audience", "colour", "as_of", "area_id", "logo",
}  # fmt: skip


@cache
def page(view: View) -> str:
    return render(view).decode()


def texts(value: Any, name: str = "") -> Iterator[str]:
    """Yield every text of a view that a person reads."""
    if isinstance(value, View):
        for field in View.__slots__:
            if field not in TABLES_OF_OTHER_FACES:
                yield from texts(getattr(value, field), field)
    elif isinstance(value, Picture) and value.id == "areas":
        yield value.says
    elif hasattr(value, "_fields"):
        for field in value._fields:
            yield from texts(getattr(value, field), field)
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one, name)
    elif isinstance(value, str) and value and name not in NOT_READ and not RULE.fullmatch(value):
        yield value


# --- everything is there ---


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_of_the_report_can_be_read(lang: str) -> None:
    read = Skeleton(page(full(lang)))
    shown = " ".join((read.text + " " + " ".join(read.values)).split())

    assert [text for text in texts(full(lang)) if " ".join(text.split()) not in shown] == []


def test_a_report_without_anything_is_a_whole_page_too() -> None:
    read = Skeleton(page(small()))

    assert "Оценки нет" in read.text
    assert ("article", "id") not in {tag[:2] for tag in read.tags}
    assert read.tags[-1] == ("/html",)


def test_where_nothing_can_be_judged_the_first_page_asks() -> None:
    asked = Skeleton(page(replace(small(), unknown=full().unknown))).text

    assert asked.index("Сначала ответьте на эти вопросы") < asked.index(full().unknown[0].question)
    assert "Сначала ответьте на эти вопросы" not in page(full())


def test_findings_stand_worst_first_and_each_can_be_linked_to() -> None:
    cards = re.findall(r'<article class="card" id="(\w+)" data-severity="(\w+)"', page(full()))

    assert [rule for rule, _ in cards] == [topic.rule for topic in full().topics]
    assert [severity for _, severity in cards] == ["critical", "high", "high", "medium", "low"]


def test_every_address_inside_the_page_leads_somewhere() -> None:
    written = page(full())
    anchors = re.findall(r' id="([^"]+)"', written)

    assert len(set(anchors)) == len(anchors)
    assert set(re.findall(r'href="#([^"]+)"', written)) <= set(anchors)


def test_the_picture_of_areas_is_the_section_on_areas() -> None:
    written = page(full())

    assert "Слабее всего руководитель продаж" in written
    assert 'id="picture-areas"' not in written
    assert 'id="picture-areas"' in page(replace(full(), areas=()))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("example", ["imitation", "sketch"])
def test_in_a_real_report_every_address_is_there_once(example: str, lang: Language) -> None:
    audited = audit_document(load(EXAMPLES / f"{example}.yaml"))
    written = page(view_of(audited, lang))
    anchors = re.findall(r'\sid="([^"]+)"', written)

    assert len(set(anchors)) == len(anchors)
    assert set(re.findall(r'href="#([^"]+)"', written)) <= set(anchors)


def test_a_source_that_is_known_is_named_where_sources_disagree() -> None:
    text = Skeleton(page(full())).text

    assert "Три роли руководителя продаж: Продаёт: Пётр Малахов" in text
    assert "S0: Руководитель не продаёт вовсе" in text


def test_why_a_cell_stands_out_is_said_once() -> None:
    cells = (
        Cell("никто не делает", None, "text", "hole"),
        Cell("", None, "text", "hole"),
        Cell("70 %", 0.7, "share", "over"),
    )
    picture = Picture("x", "x", "x", SVG, Table(("a", "b", "c"), (cells,)))
    row = re.search("<tbody>(.*?)</tbody>", page(replace(small(), pictures=(picture,))), re.DOTALL)

    assert row
    assert " ".join(re.sub("<[^>]+>", " ", row[1]).split()) == "никто не делает никто 70 % · сверх предела"


def test_an_owner_sees_no_ids_of_rules() -> None:
    view = full()
    owner = replace(
        view,
        audience="owner",
        topics=tuple(
            topic._replace(show_rule=False, title=topic.title.replace(topic.rule, "")) for topic in view.topics
        ),
    )

    assert not re.search(r"\b[A-Z]{3}\d{3}\b", Skeleton(page(owner)).text)


def test_the_language_of_the_page_is_said_and_kept() -> None:
    assert '<html lang="en">' in page(small("en"))
    assert "How this was found" in page(small("en"))
    assert '<html lang="ru">' in page(small("ru"))
    assert "How this was found" not in page(small("ru"))


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render(full()) == render(full())


# --- nothing of a stranger's is alive ---


@pytest.mark.parametrize("text", HOSTILE)
def test_a_stranger_s_text_adds_no_tag_and_no_attribute(text: str) -> None:
    theirs, ours = Skeleton(page(hostile(text))), Skeleton(page(hostile("Пётр")))

    assert theirs.tags == ours.tags
    assert theirs.raw == ours.raw
    assert " ".join(clean(text, keep_newlines=True).split()) in " ".join(theirs.text.split())


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_unseen_of_a_stranger_s_is_in_the_page(text: str) -> None:
    unseen = set(re.findall("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", page(hostile(text))))

    assert unseen == set()


def test_a_name_that_looks_like_a_template_is_shown_as_it_is() -> None:
    assert "{{7*7}}" in page(hostile("{{7*7}}"))


# --- nothing is asked of a network ---


def policy(written: str) -> str:
    found = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', written)
    assert found
    return found[1]


def hashed(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@pytest.mark.parametrize("brand", [Brand(), Brand(colour="#0a5")])
def test_the_policy_lets_in_the_style_and_the_script_of_the_page_and_nothing_else(brand: Brand) -> None:
    written = page(replace(full(), brand=brand))
    raw = Skeleton(written).raw

    assert policy(written) == (
        f"default-src 'none'; style-src {hashed(raw['style'])}; script-src {hashed(raw['script'])}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def test_the_policy_stands_before_everything_that_it_governs() -> None:
    assert page(full()).index("Content-Security-Policy") < page(full()).index("<style>")


def test_the_page_names_no_address_outside_itself() -> None:
    read = Skeleton(page(replace(full(), brand=Brand(b"<svg/>", "image/svg+xml", "#123456"))))

    assert [
        value for value in read.values if re.search(r"^(https?:)?//|^javascript:|^file:", value, re.IGNORECASE)
    ] == []
    assert "url(" not in read.raw["style"]
    assert "@import" not in read.raw["style"]


def test_no_tag_has_a_style_or_an_event_of_its_own() -> None:
    names = {name for tag in Skeleton(page(full())).tags for name in tag[1:]}

    assert [name for name in names if name == "style" or name.startswith("on")] == []


# --- a brand ---


def test_a_logo_stands_in_the_page_itself() -> None:
    written = page(replace(full(), brand=Brand(b"\x89PNG", "image/png", "")))

    data = b64encode(b"\x89PNG").decode()
    assert f'<img class="logo" src="data:image/png;base64,{data}" alt="">' in written


@pytest.mark.parametrize("media_type", ["text/html", 'image/png" onerror="x', ""])
def test_a_logo_that_is_no_picture_is_left_out(media_type: str) -> None:
    assert "<img" not in page(replace(full(), brand=Brand(b"x", media_type, "")))


@pytest.mark.parametrize("colour", ["#00aa55", "#0a5", "#ffff00", "#ffffff", "#000000", "#123456", "#e6007e"])
def test_any_brand_s_colour_can_be_read(colour: str) -> None:
    brand = parsed(colour)
    assert brand

    for pages in (LIGHT_PAGES, DARK_PAGES):
        assert min(contrast(readable(brand, pages), on) for on in pages) >= TEXT_CONTRAST


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    assert readable((0x0B, 0x3D, 0x5E), LIGHT_PAGES) == (0x0B, 0x3D, 0x5E)


def test_contrast_is_that_of_wcag() -> None:
    white: RGB = (255, 255, 255)

    assert contrast(white, (0, 0, 0)) == pytest.approx(21)
    assert contrast(white, white) == pytest.approx(1)
    assert contrast((119, 119, 119), white) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colour", ["", "red", "#12", "#12345", "#12345g", "#123456;} body {", "url(x)"])
def test_what_is_no_colour_changes_nothing(colour: str) -> None:
    assert brand_style(colour) == ""
    assert page(replace(full(), brand=Brand(colour=colour))) == page(replace(full(), brand=Brand()))


# --- texts ---


def said_in(template: Path) -> set[str]:
    return set(re.findall(r'\bt\("([a-z_.]+)"\s*[,)]', template.read_text("utf-8")))


def test_every_text_that_a_template_names_is_in_the_catalogue() -> None:
    named = {key for template in TEMPLATES for key in said_in(template)}

    assert named - messages("ru").keys() == set()
    assert {key for key in messages("ru") if key.startswith("page.")} <= named


def test_no_template_has_words_of_its_own() -> None:
    loose = {}
    for template in TEMPLATES:
        text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", template.read_text("utf-8"), flags=re.DOTALL)
        if words := re.findall(r"[A-Za-zА-Яа-яё]{2,}", text):
            loose[template.name] = words

    assert loose == {"method.html.j2": ["SHA"], "parts.html.j2": ["class"]}


def test_a_thousand_findings_are_a_page_of_ordinary_size() -> None:
    written = render(many(1000))

    assert written.count(b"<article") == 1000
    assert len(written) < 8_000_000
