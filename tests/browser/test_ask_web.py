"""``ask --web``: the page from this computer, every answer in the log at once, and no other page gets near it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest
import typer
from playwright.sync_api import Browser, Locator, Page, expect

from salesaudit.cli.asking.page import serve
from salesaudit.formats.lines import Line
from salesaudit.questionnaire.definition import load
from salesaudit.questionnaire.log import Head, Log
from salesaudit.questionnaire.normal import answers_file
from salesaudit.questionnaire.session import Session


class Terminal:
    """The terminal behind the page; `enter` is pressed when the test is done."""

    columns = False

    def __init__(self) -> None:
        self.enter = threading.Event()

    def tell(self, lines: Iterable[Line]) -> None:
        for _ in lines:
            continue

    def ask(self, prompt: str, before: str = "", words: Sequence[str] = (), hint: str = "") -> str:
        assert self.enter.wait(60), (prompt, before, words, hint)
        return ""

    def width(self) -> int:
        return 80


class Serving:
    """A talk by page in a thread of its own."""

    def __init__(self, folder: Path) -> None:
        self.log = folder / "log"
        self.urls: list[str] = []
        self.terminal = Terminal()
        self.session = Session.start(load("express"), "ru", "owner")
        self._opened = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def launch(self, url: str) -> None:
        self.urls.append(url)
        self._opened.set()

    def start(self) -> str:
        self._thread.start()
        assert self._opened.wait(10)
        return self.urls[0]

    def _serve(self) -> None:
        with Log(str(self.log), Head("express@1", "owner", language="ru")) as log:
            self.session = serve(self.session, log, self.terminal)

    def finish(self) -> Session:
        self.terminal.enter.set()
        self._thread.join(10)
        return self.session

    def logged(self) -> str:
        return str([json.loads(line) for line in self.log.read_text("utf-8").splitlines()])


@pytest.fixture
def serving(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Serving]:
    found = Serving(tmp_path)
    monkeypatch.setattr(typer, "launch", found.launch)
    yield found
    found.finish()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def opened(page: Page, url: str) -> Page:
    page.goto(url)
    page.wait_for_selector("#next:visible")
    return page


def answer(page: Page, key: str, said: str) -> None:
    field = page.locator(f"fieldset[data-key='{key}'] :is(textarea, input[type=text])")
    field.fill(said)
    field.blur()


def hint(page: Page, key: str) -> Locator:
    return page.locator(f"fieldset[data-key='{key}'] .hint")


def test_every_answer_is_in_the_log_at_once_and_a_reload_goes_on(serving: Serving, page: Page) -> None:
    opened(page, serving.start())
    assert "token" not in page.url
    answer(page, "company_name", "Ромашка")
    expect(hint(page, "company_name")).to_have_text("✓ Ромашка")
    assert "Ромашка" in serving.logged()
    answer(page, "company_headcount", "человек двадцать пять")
    expect(hint(page, "company_headcount")).to_have_text("✓ 25")
    page.reload()
    page.wait_for_selector("#next:visible")
    expect(page.locator("fieldset[data-key='company_headcount'] input[type=text]")).to_have_value(
        "человек двадцать пять"
    )
    answers = {given.question: given.value for given in serving.finish().answers}
    assert answers == {"company_name": "Ромашка", "company_headcount": 25}


def test_what_is_not_understood_is_asked_about_and_kept_nowhere(serving: Serving, page: Page) -> None:
    opened(page, serving.start())
    answer(page, "company_headcount", "уйма")
    expect(hint(page, "company_headcount")).to_contain_text("уйма")
    assert "уйма" not in serving.logged()
    answer(page, "company_headcount", "не знаю")
    expect(page.locator("fieldset[data-key='company_headcount']").get_by_label("не знаю")).to_be_checked()
    expect(hint(page, "company_headcount")).to_have_text("✓ не знаю")
    page.locator("fieldset[data-key='company_headcount']").get_by_label("не знаю").uncheck()
    expect(hint(page, "company_headcount")).to_have_text("")
    expect(page.locator("#progress")).to_contain_text("0 из")
    assert serving.finish().answers == ()


def test_when_the_program_is_gone_the_page_says_so_and_keeps_the_answer(serving: Serving, page: Page) -> None:
    opened(page, serving.start())
    serving.finish()
    answer(page, "company_name", "Ромашка")
    expect(hint(page, "company_name")).to_contain_text("Программа не отвечает")
    page.select_option("#menu", "end")
    expect(page.locator("#offline")).to_be_visible()


def test_the_page_and_its_file_come_to_the_same_answers(serving: Serving, page: Page) -> None:
    opened(page, serving.start())
    answer(page, "company_name", "Ромашка")
    answer(page, "company_headcount", "полторы тысячи")
    page.locator("fieldset[data-key='company_market'] .choices input").first.check()
    expect(hint(page, "company_market")).to_contain_text("✓")
    done = serving.finish()
    again = Session.start(load("express"), "ru", "owner").take(done.answers)
    assert len(done.answers) == 3
    assert answers_file(again) == answers_file(done)


# --- other pages ---

ATTACK = """
async ([target, token]) => {
    const told = [];
    const attempt = async work => { try { told.push(await work()); } catch (error) { told.push("refused"); } };
    const body = JSON.stringify({question: "company_name", said: "evil"});
    await attempt(async () => (await fetch(target + "/")).status);
    await attempt(async () => (await fetch(target + "/?token=" + token)).text());
    for (const type of ["application/json", "text/plain"]) {
        const headers = {"Content-Type": type, "X-Token": token};
        await attempt(async () => (await fetch(target + "/answer", {method: "POST", headers, body})).text());
    }
    const blind = {method: "POST", mode: "no-cors", credentials: "include", body};
    await attempt(async () => (await fetch(target + "/answer", blind)).type);
    navigator.sendBeacon(target + "/answer", body);
    const frame = document.createElement("iframe");
    frame.src = target + "/?token=" + token;
    document.body.append(frame);
    await new Promise(done => { frame.onload = done; setTimeout(done, 2000); });
    await attempt(async () => frame.contentDocument.body.innerHTML);
    return told;
}
"""


def test_a_foreign_page_can_neither_read_nor_answer_even_with_the_token(
    serving: Serving, page: Page, browser: Browser
) -> None:
    url = serving.start()
    opened(page, url)  # the cookie is in this browser
    target, _, token = url.partition("/?token=")
    foreign = page.context.new_page()
    foreign.route("http://evil.example/", lambda route: route.fulfill(body="<p>hello</p>", content_type="text/html"))
    foreign.goto("http://evil.example/")
    told = foreign.evaluate(ATTACK, [target, token])
    assert told == ["refused", "refused", "refused", "refused", "refused", "refused"]
    assert "evil" not in serving.logged()
    assert serving.finish().answers == ()


def test_a_name_that_points_to_this_computer_gets_nothing(serving: Serving, browser: Browser) -> None:
    url = serving.start()
    context = browser.new_context()
    page = context.new_page()
    answered = page.goto(url.replace("127.0.0.1", "127.0.0.1.localhost"))  # a name that is not ours, for our address
    assert answered is not None
    assert answered.status == 421
    context.close()
