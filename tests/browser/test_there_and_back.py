"""A page on its way: made, filled in, closed, opened again, sent back, and a company's file comes of it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.functional.command import run


def test_a_page_is_filled_in_and_comes_back_as_a_company(open_page: Open, tmp_path: Path) -> None:
    made = run("questionnaire", "export", "owner", "-o", "owner.html", "--lang", "ru", cwd=tmp_path)
    assert made.code == 0
    page = open_page((tmp_path / "owner.html").read_bytes())
    page.wait_for_selector("#next:visible")
    page.locator("#who").fill("Анна")
    page.locator("fieldset[data-key=company_name] textarea").fill("Ромашка")
    page.locator("fieldset[data-key=company_headcount] input[type=text]").fill("24")
    page.locator("fieldset[data-key=company_headcount] input[type=text]").blur()
    page.click("#next")
    page.locator("fieldset[data-key=roles_here]").get_by_label("собственник", exact=True).check()
    page.locator("fieldset[data-key=roles_here]").get_by_label("менеджер по продажам").check()
    page.reload()
    page.wait_for_selector("#next:visible")
    expect(page.locator("fieldset[data-key=roles_here]").get_by_label("менеджер по продажам")).to_be_checked()
    page.select_option("#menu", "end")
    with page.expect_download() as downloading:
        page.click("#download")
    assert downloading.value.suggested_filename == "owner-answers.yaml"
    downloading.value.save_as(tmp_path / "owner-answers.yaml")
    page.click("#copy")
    copied = page.input_value("#text")
    assert (tmp_path / "owner-answers.yaml").read_text("utf-8") == copied
    back = run("questionnaire", "import", "owner-answers.yaml", "--company", "c.yaml", "--lang", "ru", cwd=tmp_path)
    assert (back.code, back.err) == (0, "")
    written = (tmp_path / "c.yaml").read_text("utf-8")
    assert "name: Ромашка" in written
    assert "headcount: 24" in written
    assert "sales_rep:" in written
