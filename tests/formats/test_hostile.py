"""Names of strangers in every machine format: nothing commands a log, breaks a document or becomes markup."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt

from salesaudit.audit.run import Run, Unreadable
from salesaudit.formats.faces import FACES, encoded, render
from salesaudit.safety.markup import markdown
from tests.formats import runs

HOSTILE = [
    "a\n::error::forged",
    "::add-mask::x",
    "a\r::stop-commands::t",
    "##vso[task.setvariable]x",
    "##[group]x",
    "\x1b]52;c;aGk=\x07",
    "x]]><script>alert(1)</script>",
    "</failure><failure>",
    "&amp;\"'<>",
    "a\x0bb\x00c",
    "\ufffe\uffff",
    "\u202eevil\u2066",
    "[a](javascript:alert(1)) ![i](http://x)",
    "`code` **bold** _it_ ~~s~~ | cell | # h",
    "<!-- c --> <details> &lt;",
    "@everyone #1 http://x.example www.x.example",
    "    indented code",
    "- item\n1. one\n> q\n```\nfence",
    "$x^2$ \\(y\\)",
    "{0} {{ 7*7 }} {% raw %}",
    "%0A::error::x%25",
    "title,line=1:file=x",
    "\u2028\u2029",
    "a" * 5_000,
]
FILES = [
    "::error::x.yaml",
    "bad\udcff.yaml",
    "new\nline.yaml",
    "\x1b[31mred.yaml",
    "a,b:c%.yaml",
    "]]>.yaml",
    "##[x].yaml",
]
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
COMMANDS = re.compile(r"^::(error|warning|notice) file=[^\n]*?::")


def every_run() -> list[Run]:
    named = [runs.named(text) for text in HOSTILE]
    filed = [runs.named("X", file) for file in FILES]
    unreadable = [runs.run_of(unreadable=(runs.broken(file), Unreadable(file, runs.missing(file)))) for file in FILES]
    return [*named, *filed, *unreadable]


RUNS = every_run()


@pytest.mark.parametrize("format_", FACES)
@pytest.mark.parametrize("number", range(len(RUNS)))
def test_no_output_commands_a_log(format_: str, number: int) -> None:
    text = encoded(format_, RUNS[number]).decode("utf-8")
    assert not CONTROLS.search(text)
    for line in text.split("\n"):
        if format_ == "github" and COMMANDS.match(line):
            line = line.partition("::")[2].partition("::")[2]
        assert not line.lstrip().startswith("::")
        assert not line.lstrip().startswith("##") or format_ == "markdown"
        assert "##[" not in line
        assert "##vso[" not in line


@pytest.mark.parametrize("format_", ["json", "sarif", "gitlab"])
@pytest.mark.parametrize("number", range(len(RUNS)))
def test_json_stays_json(format_: str, number: int) -> None:
    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    json.loads(encoded(format_, RUNS[number]).decode("utf-8"), parse_constant=refuse)


@pytest.mark.parametrize("text", HOSTILE)
def test_names_come_back_unchanged_from_json(text: str) -> None:
    (file,) = json.loads(render("json", runs.named(text)))["files"]
    assert file["company"] == text


@pytest.mark.parametrize("number", range(len(RUNS)))
def test_junit_has_the_same_skeleton_whatever_the_names(number: int) -> None:
    tree = ElementTree.fromstring(encoded("junit", RUNS[number]))
    tags = {element.tag for element in tree.iter()}
    assert tags <= {"testsuites", "testsuite", "testcase", "failure", "skipped", "error"}
    if number < len(HOSTILE):
        plain = ElementTree.fromstring(encoded("junit", runs.named("Plain")))
        assert [element.tag for element in tree.iter()] == [element.tag for element in plain.iter()]


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_a_github_annotation_stays_one_line_with_its_own_properties(number: int) -> None:
    lines = render("github", RUNS[number]).splitlines()
    plain = render("github", runs.named("Plain")).splitlines()
    commands = [line for line in lines if COMMANDS.match(line)]
    assert len(commands) == len([line for line in plain if COMMANDS.match(line)])
    for line in commands:
        properties = line.partition(" ")[2].partition("::")[0]
        assert [pair.partition("=")[0] for pair in properties.split(",")][-1] == "title"
        assert len(properties.split(",")) in (4, 5)


# --- Markdown ---

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def skeleton(text: str) -> list[str]:
    """Return what Markdown reads in a text, apart from the words."""
    found = []
    for token in READER.parse(text):
        found.append(token.type)
        found += [child.type for child in token.children or [] if child.type not in ("text", "text_special")]
    return found


@pytest.mark.parametrize("text", HOSTILE)
def test_a_name_in_markdown_is_words_only(text: str) -> None:
    for around in ("{}", "## {}", "- {}", "| a |\n|---|\n| {} |", "a {} b", "*{}*"):
        assert skeleton(around.format(markdown(text))) == skeleton(around.format("plain")), around


@pytest.mark.parametrize("text", HOSTILE[:-1])
def test_a_name_in_markdown_reads_as_it_was_written(text: str) -> None:
    shown = "".join(child.content for token in READER.parse("a" + markdown(text)) for child in token.children or [])
    words = re.findall(r"\w{2,}", text)
    assert all(word in shown for word in words)


@pytest.mark.parametrize("text", HOSTILE)
def test_the_whole_summary_has_the_same_skeleton(text: str) -> None:
    assert skeleton(render("markdown", runs.named(text))) == skeleton(render("markdown", runs.named("Plain")))


@pytest.mark.parametrize("mention", ["@octocat", "see @octocat", "#1", "fix #12"])
def test_nobody_is_called_by_a_name_in_a_file(mention: str) -> None:
    assert not re.search(r"(?<!\w)[@#]\w", markdown(mention))


@pytest.mark.parametrize("kept", ["a@b.example", "C#", "№1"])
def test_what_calls_nobody_stays(kept: str) -> None:
    assert markdown(kept).replace("\\", "") == kept
