"""Write the gallery: pictures of every face of the report for two examples in both languages (``make gallery``).

Needs Chromium, pdftoppm and LibreOffice; what is not on the machine is left as it was, and named.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PICTURES = DOCS / "gallery"
EXAMPLES = {"trader": ("ru", "en"), "player-coach": ("ru", "en")}
FACES = ("html", "pdf", "docx", "xlsx", "md")
WIDE, NARROW = (1100, 1400), (390, 844)
QUALITY = 72
CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")


def main() -> int:
    """Make the reports and their pictures; return 1 where something could not be shown."""
    PICTURES.mkdir(exist_ok=True)
    missing: set[str] = set()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM)) if path else None
        for example, languages in EXAMPLES.items():
            for lang in languages:
                missing |= set(pictured(example, lang, Path(folder), browser))
        if browser is not None:
            browser.close()
    for tool in sorted(missing):
        sys.stdout.write(f"not pictured, {tool} is missing\n")
    return 1 if missing else 0


def pictured(example: str, lang: str, folder: Path, browser: Browser | None) -> Iterator[str]:
    """Picture one example in one language; yield the tools that are missing."""
    stem = folder / f"{example}-{lang}"
    outputs = [part for face in FACES for part in ("-o", f"{stem}.{face}")]
    source = ROOT / "examples" / f"{example}.yaml"
    run(sys.executable, "-m", "salesaudit", "report", str(source), "--lang", lang, *outputs)
    name = f"{example}-{lang}"
    if browser is None:
        yield "chromium"
    else:
        in_browser(browser, Path(f"{stem}.html"), name)
    yield from on_paper(Path(f"{stem}.pdf"), f"{name}-pdf", 2)
    for office in ("docx", "xlsx"):
        if shutil.which("libreoffice") is None:
            yield "libreoffice"
            continue
        run("libreoffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder / office), f"{stem}.{office}")
        yield from on_paper(folder / office / f"{stem.name}.pdf", f"{name}-{office}", 1)


def in_browser(browser: Browser, page: Path, name: str) -> None:
    """Picture the page: the top of it light and dark, on a phone, and the pictures."""
    for kind, (width, height), scheme in (("page", WIDE, "light"), ("dark", WIDE, "dark"), ("phone", NARROW, "light")):
        tab = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
        tab.goto(page.as_uri())
        tab.screenshot(path=PICTURES / f"{name}-{kind}.jpg", type="jpeg", quality=QUALITY)
        if kind == "page":
            for picture in ("matrix", "chart", "hours"):
                shown = tab.locator(f"#picture-{picture} svg").first
                if shown.count():
                    shown.screenshot(path=PICTURES / f"{name}-{picture}.jpg", type="jpeg", quality=QUALITY)
        tab.close()


def on_paper(document: Path, name: str, pages: int) -> Iterator[str]:
    """Picture the first pages of a PDF."""
    if shutil.which("pdftoppm") is None:
        yield "pdftoppm"
        return
    run("pdftoppm", "-jpeg", "-jpegopt", f"quality={QUALITY}", "-r", "70", "-l", str(pages), str(document),
        str(PICTURES / name))  # fmt: skip


def run(*command: str) -> None:
    """Run a command; raises CalledProcessError where it fails."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
