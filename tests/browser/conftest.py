"""A browser for the pages that we write: the system's Chromium, which may ask nothing of any network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

PATHS = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
REQUIRED = "SALESAUDIT_REQUIRE_BROWSER"
Open: TypeAlias = Callable[..., Page]


def chromium() -> str | None:
    """Return where the system keeps its Chromium; None where it has none."""
    there = next((path for path in PATHS if Path(path).exists()), None)
    return there or next((found for name in NAMES if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests; they are skipped where there is none, unless SALESAUDIT_REQUIRE_BROWSER is set."""
    path = chromium()
    if path is None:
        if os.environ.get(REQUIRED):
            pytest.fail(f"{REQUIRED} is set, but there is no Chromium")
        pytest.skip("there is no Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open a page given as bytes, an address inside it with ``at="#LDR002"``, options of the context by name.

    After the test: nothing outside was asked for, and neither script nor policy had anything to complain of.
    """
    asked: list[str] = []
    complaints: list[str] = []
    contexts = []

    def watch(route: Route) -> None:
        if route.request.url.startswith(("file:", "data:", "blob:")):
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    def opened(written: bytes, at: str = "", name: str = "page.html", **options: Any) -> Page:
        file = tmp_path / name
        file.write_bytes(written)
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        context.route("**/*", watch)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.goto(file.as_uri() + at)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert asked == []
    assert complaints == []
