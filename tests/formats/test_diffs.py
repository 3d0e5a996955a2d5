"""What changed, in every face: the same changes, nothing that a company's words could command."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from salesaudit.audit.diff import Comparison, compare
from salesaudit.audit.run import audit_document
from salesaudit.audit.snapshot import snapshot
from salesaudit.formats.diffs import html, markdown, text
from salesaudit.formats.diffs import json as machine
from salesaudit.formats.lines import plain
from salesaudit.orgfile.load import load_bytes

OLD = """\
salesaudit: 1
company: {name: NAME, headcount: 24, as_of: 2026-11-01}
roles:
  ceo: {title: NAME}
  head_of_sales: {title: NAME, reports_to: ceo, time: {selling: 62%, leading: 30%}}
  sales_rep: {count: 3, reports_to: head_of_sales, kpis: none}
functions:
  planning: {title: NAME, responsible: ceo, accountable: ceo}
"""
NEW = OLD.replace("62%", "69%").replace("kpis: none", "kpis: [deals]").replace("responsible: ceo", "responsible: none")
FACES = {"text": text.document, "markdown": markdown.render, "html": html.render, "json": machine.render}


def comparison(name: str = "Test", old: str = OLD, new: str = NEW, file: str = "company.yaml") -> Comparison:
    sides = [
        snapshot(audit_document(load_bytes(one.replace("NAME", json.dumps(name)).encode(), file))) for one in (old, new)
    ]
    return Comparison((compare(*sides),), only_old=("gone.yaml",))


class Page(HTMLParser):
    """What a browser would see: the tags with their attributes, and the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.values: list[tuple[str, str]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))
        self.values += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_every_face_tells_the_same_changes(lang: str) -> None:
    told = comparison()
    (diff,) = told.diffs
    rules = {change.seen.rule for change in diff.changes}
    shown = {name: Page(face(told, lang)).text if name == "html" else face(told, lang) for name, face in FACES.items()}

    assert rules
    for name, face in shown.items():
        assert {rule for rule in rules if rule not in face} == set(), name
        assert "gone.yaml" in face, name
    assert {(c["rule"], c["kind"]) for c in json.loads(shown["json"])["companies"][0]["changes"]} == {
        (change.seen.rule, change.kind) for change in diff.changes
    }


def test_how_it_was_stands_beside_how_it_is() -> None:
    shown = text.document(comparison(), "en")

    assert re.search(r"LDR002 \w+  .*69%", shown)
    assert re.search(r"= was: .*62%", shown)
    assert re.search(r"does it: Test → nobody", shown)
    assert "--> company.yaml:5:" in shown


def test_nothing_changed_is_said() -> None:
    for name, face in FACES.items():
        if name != "json":
            assert "Nothing changed" in face(comparison(new=OLD), "en")
            assert "Ничего не изменилось" in face(comparison(new=OLD), "ru")


def test_somebody_who_watches_sees_only_what_is_new() -> None:
    (quiet,) = comparison(new=OLD).diffs
    (diff,) = comparison().diffs
    shown = plain(text.news(diff, "en"))
    still = [change.seen.rule for change in diff.of("same") if not change.moved]

    assert plain(text.news(quiet, "en")) == ""
    assert "LDR002" in shown
    assert still
    assert [rule for rule in still if f"  {rule} " in shown] == []


def test_the_page_asks_nothing_of_any_network_and_runs_nothing() -> None:
    page = html.render(comparison(), "en")
    seen = Page(page)
    policy = next(value for name, value in seen.values if name == "content" and "default-src" in value)

    assert {tag for tag, _ in seen.tags} & {"script", "link", "img", "iframe", "object", "form"} == set()
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not [value for name, value in seen.values if name in ("href", "src") and not value.startswith("#")]
    assert not [name for name, _ in seen.values if name == "style" or name.startswith("on")]
    assert '<html lang="en">' in page
    assert '<html lang="ru">' in html.render(comparison(), "ru")


def test_the_policy_lets_in_exactly_the_style_that_stands_there() -> None:
    from base64 import b64encode
    from hashlib import sha256

    page = html.render(comparison(), "en")
    style = page.partition("<style>")[2].partition("</style>")[0]

    assert f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in page


HOSTILE = [
    "<script>alert(1)</script>", "</title><img src=x onerror=alert(1)>", "\"><b>", "{{ 7*7 }}", "{% raw %}",
    "| a | b |",
    "[x](javascript:alert(1))", "::error::forged", "##[command]", "@everyone #1", "`code`", "![](http://x/y)",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_company_s_words_stay_words(name: str) -> None:
    hostile, harmless = comparison(name), comparison("Harmless")
    page, plain_page = Page(html.render(hostile, "en")), Page(html.render(harmless, "en"))

    assert page.tags == plain_page.tags
    assert "49" not in page.text.partition("What changed · ")[2][:20]
    for line in text.document(hostile, "en").splitlines():
        assert not re.match(r"\s*(::|##)", line)
    shape = [line.count("|") for line in re.sub(r"\\\|", "", markdown.render(hostile, "en")).splitlines()]
    assert shape == [line.count("|") for line in re.sub(r"\\\|", "", markdown.render(harmless, "en")).splitlines()]
    assert json.loads(machine.render(hostile, "en"))["companies"][0]["company"] == name


def test_a_file_name_is_shown_and_never_obeyed() -> None:
    told = comparison(file="a\n::error::x\udcff\x1b[2J.yaml")

    for name, face in FACES.items():
        shown = face(told, "en")
        shown.encode("utf-8")
        assert "\x1b" not in shown, name
        assert not [line for line in shown.splitlines() if line.lstrip().startswith("::")], name


def test_a_comment_has_room_for_all_of_it() -> None:
    roles = "".join(f"  r{i}: {{archetype: sales_rep, kpis: none, reports_to: ceo}}\n" for i in range(400))
    many = OLD.replace("functions:", roles + "functions:")
    shown = markdown.render(comparison(new=many), "en")

    assert len(shown) < 65_536
    assert "more" in shown.splitlines()[-1]


def test_two_runs_give_the_same_bytes() -> None:
    for face in FACES.values():
        assert face(comparison(), "ru") == face(comparison(), "ru")
