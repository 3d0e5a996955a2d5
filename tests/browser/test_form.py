"""The page with questions in a browser: for everybody, on any screen, and nothing that was answered is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from salesaudit.questionnaire.definition import ids, load
from salesaudit.questionnaire.form import form
from salesaudit.questionnaire.hearing import hear, read_said
from salesaudit.questionnaire.session import Session
from tests.browser.conftest import Open
from tests.browser.rules import facts, truthful
from tests.questionnaire.small import small

WAYS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}},
    "phone in the dark": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
}
KINDS = small("""
    - id: kinds
      title: {ru: Всякое, en: All kinds}
      questions:
        - {id: about, fills: strategy.positioning, type: text}
        - {id: staff, fills: company.headcount, type: count, required: true}
        - {id: top, fills: company.top_customer_share, type: share, example: {ru: половина, en: half}}
        - {id: revenue, fills: company.revenue, type: money, none: {ru: нет её, en: there is none}}
        - {id: captive, fills: company.captive, type: yes_no}
        - {id: market, fills: company.market, type: choice, words: market}
        - {id: roles, fills: 'roles.{value}', type: many, words: archetype, only: [owner, ceo, sales_rep],
           none: {ru: никого, en: nobody}}
        - {id: names, fills: 'people.{value}.name', type: names}
        - {id: boss, fills: company.owner, type: who_many, allow: [unknown]}
        - {id: week, fills: people.anna.time, type: shares, parts: [selling, leading, admin]}
        - {id: big, fills: company.customer_churn, type: share, when: {more_than: [company.headcount, 15]}}
    - id: each
      title: {ru: О каждом, en: Each}
      each: person
      questions:
        - {id: skill, fills: 'people.{person}.skill', type: text,
           ask: {ru: 'Что умеет {title}?', en: 'What can {title} do?'}}
        - {id: trained, fills: 'people.{person}.trained', type: yes_no}
""")


def begun(lang: str = "ru", **how: Any) -> Session:
    return Session.start(KINDS, lang, "owner", **how)


def ready(page: Page) -> Page:
    page.wait_for_selector("#next:visible, #previous:visible")
    return page


def question(page: Page, key: str) -> Any:
    return page.locator(f"fieldset[data-key='{key}']")


def downloaded(page: Page) -> str:
    page.select_option("#menu", "end")
    with page.expect_download() as downloading:
        page.click("#download")
    return Path(downloading.value.path()).read_text("utf-8")


# --- for everybody ---


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("lang", ["ru", "en"])
def test_axe_finds_nothing_on_any_kind_of_question_or_at_the_end(lang: str, way: str, open_page: Open) -> None:
    page = ready(open_page(form(begun(lang)), **WAYS[way]))
    question(page, "names").locator("textarea").fill("Anna, Ivan")
    question(page, "staff").locator("input[type=text]").fill("20")
    question(page, "market").locator("input").first.check()
    question(page, "captive").locator(".states input").first.check()
    question(page, "week").locator("[data-part]").nth(0).fill("80")
    question(page, "week").locator("[data-part]").nth(1).fill("40")
    for place in (None, "1.0", "end"):
        if place is not None:
            page.select_option("#menu", place)
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()


@pytest.mark.slow
@pytest.mark.parametrize("way", ["light", "phone in the dark"])
@pytest.mark.parametrize("id_", ids())
def test_axe_finds_nothing_on_any_screen_of_ours(id_: str, way: str, open_page: Open) -> None:
    *_, session = truthful(id_, facts("player-coach"), "ru")
    page = ready(open_page(form(session), **WAYS[way]))
    while page.locator("#next").is_visible():
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        assert _overflow(page) <= 0
        page.click("#next")


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_is_wider_than_the_screen(width: int, open_page: Open) -> None:
    long = "Длинноеслово" * 20
    session = begun(company={"people": {"p": {"name": long}, "o": {"name": f"{long}-2"}}})
    page = ready(open_page(form(session), viewport={"width": width, "height": 800}))
    for place in ("0.0", "1.0", "end"):
        page.select_option("#menu", place)
        assert _overflow(page) <= 0


def _overflow(page: Page) -> int:
    wider: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return wider


def test_what_is_touched_is_large_enough_for_a_finger(open_page: Open) -> None:
    page = ready(open_page(form(begun()), **WAYS["phone"]))
    heights = page.evaluate(
        "[...document.querySelectorAll('label.option, select, .buttons button, input[type=text], textarea')]"
        ".filter(node => node.checkVisibility()).map(node => node.getBoundingClientRect().height)"
    )
    assert min(heights) >= 40


def test_it_can_be_filled_in_by_the_keyboard_alone(open_page: Open) -> None:
    page = ready(open_page(form(begun())))
    page.locator("#who").focus()
    page.keyboard.type("Анна")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "menu"
    page.keyboard.press("Tab")
    page.keyboard.type("Лучшие станки")
    page.keyboard.press("Tab")  # don't know
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("24")
    page.locator("#next").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "heading"
    told = downloaded(page)
    assert 'said: "Лучшие станки"' in told
    assert 'question: staff, said: "24"' in told


# --- every type ---


def test_every_kind_of_question_comes_back_as_it_was_answered(open_page: Open) -> None:
    page = ready(open_page(form(begun())))
    question(page, "about").locator("textarea").fill('Станки: "лучшие" # да')
    question(page, "staff").locator("input[type=text]").fill("человек двадцать")
    question(page, "top").locator("input[type=text]").fill("половина")
    question(page, "revenue").get_by_label("нет её").check()
    question(page, "captive").get_by_label("нет", exact=True).check()
    question(page, "market").locator(".choices input").nth(1).check()
    for number in (0, 2):
        question(page, "roles").locator(".choices input").nth(number).check()
    question(page, "names").locator("textarea").fill("Анна, Пётр Ильич")
    question(page, "names").locator("textarea").blur()
    question(page, "boss").get_by_label("Пётр Ильич").check()
    question(page, "week").locator("[data-part]").nth(0).fill("60")
    question(page, "week").locator("[data-part]").nth(2).fill("15,5")
    question(page, "big").get_by_label("не хочу отвечать").check()
    page.click("#next")
    question(page, "skill/petr_ilich").locator("textarea").fill("продавать")
    question(page, "trained/anna").get_by_label("не знаю").check()
    _, _, told = read_said(downloaded(page).encode(), "f.yaml")
    heard = hear(begun(), told)
    assert heard.unclear == ()
    assert heard.idle == ()
    assert {given.key: given.value for given in heard.session.answers} == {
        "about": 'Станки: "лучшие" # да',
        "staff": 20,
        "top": 0.5,
        "revenue": "none",
        "captive": False,
        "market": "b2c",
        "roles": ["owner", "sales_rep"],
        "names": ["Анна", "Пётр Ильич"],
        "boss": ["petr_ilich"],
        "week": {"selling": 0.6, "admin": 0.155},
        "big": None,
        "skill/petr_ilich": "продавать",
        "trained/anna": None,
    }
    assert {given.status for given in heard.session.answers} == {"answered", "declined", "unknown"}


def test_an_answer_and_its_absence_put_each_other_out(open_page: Open) -> None:
    page = ready(open_page(form(begun())))
    staff, roles, market = (question(page, key) for key in ("staff", "roles", "market"))
    staff.locator("input[type=text]").fill("20")
    staff.get_by_label("не знаю").check()
    expect(staff.locator("input[type=text]")).to_have_value("")
    staff.locator("input[type=text]").fill("30")
    expect(staff.get_by_label("не знаю")).not_to_be_checked()
    roles.locator(".choices input").nth(0).check()
    roles.get_by_label("никого").check()
    expect(roles.locator(".choices input").nth(0)).not_to_be_checked()
    roles.locator(".choices input").nth(1).check()
    expect(roles.get_by_label("никого")).not_to_be_checked()
    market.locator(".choices input").nth(0).check()
    market.locator(".clear").click()
    expect(market.locator(".choices input").nth(0)).not_to_be_checked()
    expect(page.locator("#progress")).to_have_text("2 из 11")


def test_questions_open_and_close_with_the_answers(open_page: Open) -> None:
    page = ready(open_page(form(begun())))
    staff = question(page, "staff").locator("input[type=text]")
    for said, opens in (("10", False), ("16", True), ("15 человек", False), ("1,5 тыс.", True), ("двадцать", True)):
        staff.fill(said)
        staff.blur()
        expect(question(page, "big")).to_have_count(int(opens))


def test_shares_are_added_up_before_the_eyes(open_page: Open) -> None:
    page = ready(open_page(form(begun())))
    week = question(page, "week")
    week.locator("[data-part]").nth(0).fill("80")
    expect(week.locator(".total")).to_have_text("Вместе 80 %")
    week.locator("[data-part]").nth(1).fill("30")
    expect(week.locator(".total.wrong")).to_have_text("Вместе 110 %")


# --- nothing is lost ---


def test_a_reload_finds_everything_even_what_was_half_typed(open_page: Open) -> None:
    page = ready(open_page(form(begun())))
    page.locator("#who").fill("Анна")
    question(page, "market").locator(".choices input").nth(1).check()
    question(page, "names").locator("textarea").fill("Анна")
    expect(question(page, "boss").get_by_label("Анна")).to_be_visible()  # without leaving the field
    page.click("#next")
    question(page, "skill/anna").locator("textarea").type("прода")
    page.reload()
    ready(page)
    expect(question(page, "skill/anna").locator("textarea")).to_have_value("прода")
    page.click("#previous")
    expect(page.locator("#who")).to_have_value("Анна")
    expect(question(page, "market").locator(".choices input").nth(1)).to_be_checked()
    expect(page.locator("#kept")).to_contain_text("сохраняются в этом браузере")


def test_where_nothing_can_be_kept_the_page_says_so_on_every_screen(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "form.html"
    file.write_bytes(form(begun("en", company={"people": {"a": {"name": "Ann"}}})))
    context = browser.new_context()
    context.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('denied'); }})")
    page = context.new_page()
    page.goto(file.as_uri())
    ready(page)
    question(page, "market").locator(".choices input").nth(1).check()
    page.click("#next")
    expect(page.locator("#kept.warn")).to_contain_text("Do not close it")
    assert "said: " in downloaded(page)
    context.close()


def test_the_text_to_copy_is_the_file_to_download(open_page: Open) -> None:
    page = ready(open_page(form(begun()), permissions=["clipboard-read", "clipboard-write"]))
    question(page, "about").locator("textarea").fill("«Да»\nи   нет")
    told = downloaded(page)
    page.click("#copy")
    expect(page.locator("#done")).to_have_text("Скопировано.")
    assert page.input_value("#text") == told
    assert page.evaluate("navigator.clipboard.readText()") == told


def test_answers_can_be_erased_from_a_browser_that_is_not_ones_own(open_page: Open) -> None:
    page = ready(open_page(form(begun())))
    question(page, "market").locator(".choices input").nth(1).check()
    page.select_option("#menu", "end")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Стереть мои ответы").click()
    page.reload()
    ready(page)
    expect(page.locator("#progress")).to_have_text("0 из 10")


def test_the_end_tells_what_is_open_and_leads_there(open_page: Open) -> None:
    page = ready(open_page(form(begun())))
    page.select_option("#menu", "end")
    page.locator("#gaps button", has_text="Всякое").click()
    expect(page.locator("#heading")).to_have_text("Всякое")


# --- large companies ---


def _large(people: int) -> dict[str, Any]:
    named = {
        f"p{i}": {"name": f"Иван Петров {i}", "roles": ["sales_rep", "account_manager"][: i % 2 + 1]}
        for i in range(people)
    }
    roles: dict[str, Any] = {id_: {} for id_ in ("owner", "ceo", "head_of_sales", "sales_rep", "account_manager")}
    return {"company": {"name": "Большая", "headcount": 300}, "roles": roles, "people": named}


def test_a_hundred_people_do_not_slow_it_down(open_page: Open) -> None:
    session = Session.start(load("owner"), "ru", "owner", _large(100))
    page = ready(open_page(form(session)))
    longest = page.evaluate(TIMED)
    assert longest["steps"] > 40
    assert longest["ms"] < 700


TIMED = """
() => {
    let longest = 0, steps = 0;
    const timed = work => {
        const began = performance.now();
        work();
        document.body.getBoundingClientRect();
        longest = Math.max(longest, performance.now() - began);
        steps += 1;
    };
    while (!document.getElementById("next").hidden) {
        const box = document.querySelector("fieldset .option input");
        if (box) timed(() => box.click());
        timed(() => document.getElementById("next").click());
    }
    return {ms: longest, steps};
}
"""
"""Go through all screens, answer something on each; the longest that a step takes."""
