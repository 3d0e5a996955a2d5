"""The page of a report in a browser: filters, deep links, paper, narrow screens, screen readers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from salesaudit.audit.run import audit_document
from salesaudit.orgfile.load import load
from salesaudit.report.build import view_of
from salesaudit.report.faces.html import render
from salesaudit.report.view import Brand, View
from tests.browser.conftest import Open
from tests.report.views import full, hostile, many, small

WAYS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}},
    "phone in the dark": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
}
EXAMPLE = Path(__file__).parents[2] / "examples" / "imitation.yaml"


def real() -> View:
    """Return the report of an example company, with everything that a report may have."""
    return view_of(audit_document(load(EXAMPLE)), "en")


VIEWS: dict[str, Callable[[], View]] = {
    "full": full,
    "small": lambda: small("en"),
    "long words": lambda: hostile("длинноеслово" * 30),
    "real": real,
}


def shown(page: Page) -> list[str]:
    """Return the rules of the findings that can be seen."""
    ids: list[str] = page.evaluate(
        "[...document.querySelectorAll('.card')].filter(card => card.checkVisibility()).map(card => card.id)"
    )
    return ids


# --- for everybody ---


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["full", "small", "long words", pytest.param("real", marks=pytest.mark.slow)])
def test_axe_finds_nothing(name: str, way: str, open_page: Open) -> None:
    page = open_page(render(VIEWS[name]()), **WAYS[way])
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("colour", ["#ffe600", "#00aa55", "#101010"])
@pytest.mark.parametrize("way", ["light", "dark"])
def test_axe_finds_nothing_in_a_brand_s_colours(colour: str, way: str, open_page: Open) -> None:
    page = open_page(render(replace(full(), brand=Brand(colour=colour))), **WAYS[way])
    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", VIEWS)
def test_no_page_scrolls_sideways(name: str, open_page: Open) -> None:
    page = open_page(render(VIEWS[name]()), viewport={"width": 320, "height": 800})
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    takes = {}
    for width in (320, 390, 768, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        takes[width] = page.evaluate("document.documentElement.scrollWidth")

    assert [width for width, taken in takes.items() if taken > width] == []


def test_a_wide_picture_can_be_scrolled_by_keyboard(open_page: Open) -> None:
    page = open_page(render(full()), **WAYS["phone"])

    expect(page.locator("#picture-time > .scroll")).to_have_attribute("tabindex", "0")
    expect(page.locator("#picture-time > .scroll")).to_have_attribute("aria-label", "Куда уходит время")


def test_the_first_tab_leads_past_the_first_page(open_page: Open) -> None:
    page = open_page(render(full()))
    page.keyboard.press("Tab")

    expect(page.locator(":focus")).to_have_attribute("href", "#findings")


def test_without_scripts_all_findings_are_there_and_nothing_that_would_need_them(open_page: Open) -> None:
    page = open_page(render(full()), java_script_enabled=False)

    for topic in full().topics:
        expect(page.locator(f"#{topic.rule}")).to_be_visible()
    expect(page.locator("#filters")).to_be_hidden()
    assert page.locator(".copy:visible").count() == 0


# --- filters ---


def test_findings_are_chosen_by_severity_area_and_person(open_page: Open) -> None:
    page = open_page(render(full()))
    assert shown(page) == ["LDR002", "LGN005", "INT004", "SYS001", "STR005"]

    page.get_by_role("checkbox", name="серьёзно 2").check()
    assert shown(page) == ["LGN005", "INT004"]
    expect(page.get_by_role("status")).to_have_text("Показано 2 из 5")

    page.get_by_label("Кто действует").first.select_option(label="Собственник (1)")
    assert shown(page) == ["INT004"]

    page.get_by_label("Область").first.select_option(label="лидогенерация (1)")
    assert shown(page) == []
    expect(page.get_by_role("status")).to_have_text("Под этот отбор не подходит ни одна находка")

    page.get_by_role("button", name="Показать все").click()
    expect(page.get_by_role("status")).to_have_text("Показаны все 5 находок")
    assert len(shown(page)) == 5


def test_what_was_chosen_stands_in_the_address_and_comes_back_with_it(open_page: Open) -> None:
    page = open_page(render(full()))
    page.get_by_role("checkbox", name="критично").check()
    page.get_by_role("checkbox", name="серьёзно").check()
    page.get_by_label("Кто действует").first.select_option("Директор")
    assert shown(page) == ["LGN005"]
    address = page.url
    page.goto("about:blank")
    page.goto(address)

    assert shown(page) == ["LGN005"]
    expect(page.get_by_role("checkbox", name="критично")).to_be_checked()


def test_an_address_that_names_nobody_shows_everything(open_page: Open) -> None:
    page = open_page(render(full()), "#?severity=worst&area=XXX&actor=%FF%00")

    assert len(shown(page)) == 5


def test_all_details_are_unfolded_by_one_button(open_page: Open) -> None:
    page = open_page(render(full()))
    page.get_by_role("button", name="Развернуть подробности").click()

    assert page.locator(".card details:not([open])").count() == 0
    page.get_by_role("button", name="Развернуть подробности").click()
    assert page.locator(".card details[open]").count() == 0


# --- deep links ---


def test_a_deep_link_opens_its_finding_and_brings_it_into_view(open_page: Open) -> None:
    page = open_page(render(many(200)), "#ACME0150")
    card = page.locator("#ACME0150")

    expect(card).to_be_in_viewport()
    expect(card).to_be_focused()
    expect(card.locator("details").first).to_have_attribute("open", "")
    assert card.evaluate("card => getComputedStyle(card).boxShadow") != "none"


def test_a_deep_link_to_a_case_opens_what_it_is_folded_into(open_page: Open) -> None:
    page = open_page(render(full()), "#SYS001-person-11")

    expect(page.locator("#SYS001-person-11")).to_be_in_viewport()
    expect(page.locator("#SYS001 .further")).to_have_attribute("open", "")


def test_a_link_to_a_finding_that_is_filtered_away_shows_it(open_page: Open) -> None:
    page = open_page(render(full()))
    page.get_by_role("checkbox", name="к сведению").check()
    assert shown(page) == ["STR005"]
    page.locator(".conclusions a").first.click()

    expect(page.locator("#LDR002")).to_be_in_viewport()
    assert len(shown(page)) == 5


@pytest.mark.parametrize("at", ["#%E0%A4%A", "#nowhere", "#?", "#", "#<script>"])
def test_an_odd_address_does_no_harm(at: str, open_page: Open) -> None:
    assert len(shown(open_page(render(full()), at))) == 5


def test_a_link_is_copied_and_that_is_said(open_page: Open) -> None:
    page = open_page(render(full()), permissions=["clipboard-read", "clipboard-write"])
    page.locator("#INT004 .copy").click()

    expect(page.get_by_role("status")).to_have_text("Ссылка скопирована")
    assert page.evaluate("navigator.clipboard.readText()").endswith("page.html#INT004")
    assert page.url.endswith("#INT004")


# --- paper ---


def test_print_shows_what_is_folded_and_what_is_filtered_away(open_page: Open) -> None:
    page = open_page(render(full()))
    page.get_by_role("checkbox", name="к сведению").check()
    page.emulate_media(media="print")

    page.wait_for_function(
        "[...document.querySelectorAll('.card, details > :not(summary, .screen)')].every(one => one.checkVisibility({"
        "contentVisibilityAuto: true, visibilityProperty: true}))"
    )
    assert page.locator("#filters").is_hidden()
    assert page.locator("nav").is_hidden()


def test_everything_is_open_while_printing_and_as_before_afterwards(open_page: Open) -> None:
    page = open_page(render(full()))
    before = page.locator("details[open]").count()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")

    assert page.locator("details[open]").count() == before


def test_the_first_page_is_one_sheet_and_has_the_answer(open_page: Open) -> None:
    page = open_page(render(full()))
    sheets = [sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages]

    for text in ("52 из 100", "Главное", "С чего начать", "Как посчитано"):
        assert text in sheets[0]
    assert "Почему именно это" not in sheets[0]
    assert "По областям" in sheets[1]
    assert "По областям" not in sheets[0]


def test_paper_is_light_whatever_the_screen_is(open_page: Open) -> None:
    page = open_page(render(full()), **WAYS["dark"])
    page.emulate_media(media="print")

    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(22, 25, 29)"


# --- much ---


@pytest.mark.slow
def test_a_thousand_findings_open_within_seconds(open_page: Open) -> None:
    page = open_page(render(many(1000)))
    took = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")

    assert page.locator(".card").count() == 1000
    assert took < 6000, "2 seconds on a machine with nothing else to do"
