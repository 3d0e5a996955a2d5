"""The documentation says what the code does: generated pages are fresh, hand-written ones name what exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from docs import generate
from docs.generators import manpage
from docs.generators.clipage import EXIT_CODES
from docs.generators.markdown import cell, text
from docs.generators.shown import BLOCK, filled

from salesaudit.cli.app import COMMANDS
from salesaudit.cli.exit_codes import ExitCode
from salesaudit.orgfile.load import load
from salesaudit.orgfile.problems import LoadError
from salesaudit.rules.catalogue import all_rules

ROOT = generate.ROOT
DOCS = generate.DOCS
HAND_WRITTEN = (
    "README.md",
    "getting-started.md",
    "getting-started.ru.md",
    "architecture.md",
    "performance.md",
    "ci.md",
    "ci.ru.md",
    "report.md",
    "report.ru.md",
    "gallery.md",
    "editors.md",
    "mutation.md",
    "rule-packs.md",
    "rule-packs.ru.md",
    "editors.ru.md",
    "questionnaire.md",
    "questionnaire.ru.md",
)
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


# --- what is generated ---


def test_the_reference_is_fresh() -> None:
    expected = dict(generate.generated())
    assert {ROOT / name for name in manpage.FILES.values()} <= expected.keys()
    assert [path.relative_to(ROOT).as_posix() for path in generate.stale(expected)] == [], "run make docs"


def test_every_rule_has_a_page_in_each_language_and_a_line_in_the_index() -> None:
    index = read("rules/README.md")
    for rule in all_rules():
        assert f"]({rule.id}.md)" in index
        assert f"{rule.id}." in read(f"rules/{rule.id}.md").splitlines()[2]
        assert f"{rule.id}." in read(f"rules/{rule.id}.ru.md").splitlines()[2]


def test_generated_pages_say_so_and_hand_written_ones_do_not() -> None:
    marked = {name for name in PAGES if read(name).startswith(generate.MARK)}

    assert set(PAGES) - marked == set(HAND_WRITTEN)


def test_every_exit_code_is_explained() -> None:
    assert set(EXIT_CODES) == set(ExitCode.__members__)


def test_every_command_has_its_part() -> None:
    for page in ("cli.md", "cli.ru.md"):
        assert re.findall(r"^## salesaudit (\w+)$", read(page), re.MULTILINE) == list(COMMANDS)


def test_a_page_that_is_out_of_date_is_found() -> None:
    page = DOCS / "format.md"
    found = generate.stale({page: "other"})

    assert page in found
    assert DOCS / "vocabulary.md" in found  # generated once, and not expected any more
    assert DOCS / "architecture.md" not in found


# --- what Markdown does to our words ---


def test_cells_cannot_break_a_table() -> None:
    assert cell("a | b\n  c") == r"a \| b c"


def test_words_are_no_markdown() -> None:
    assert text("<b> *x* [a](b) `c`") == r"\<b\> \*x\* \[a\](b) \`c\`"
    assert text("sales_rep stays, _this_ too") == r"sales_rep stays, \_this\_ too"


# --- links ---


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    content = re.sub(r"^```.*?^```$", "", read(page), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"(?<!\\)\]\(([^)\s]+)\)", content):
        file, _, anchor = target.partition("#")
        there = (DOCS / page).parent / file if file else DOCS / page
        assert there.exists(), target
        if anchor:
            assert f'<a id="{anchor}"></a>' in there.read_text(encoding="utf-8"), target


# --- what hand-written pages say ---


@pytest.mark.parametrize("page", HAND_WRITTEN)
def test_every_command_that_is_named_exists(page: str) -> None:
    named = re.findall(r"^(?:\$ )?salesaudit (\w+)|`salesaudit (\w+)", read(page), re.MULTILINE)

    assert {one or other for one, other in named} <= set(COMMANDS)


def test_the_exit_codes_of_the_guides_are_all_of_them() -> None:
    for page in ("getting-started.md", "getting-started.ru.md"):
        assert re.findall(r"^\| (\d+) \|", read(page), re.MULTILINE) == [str(code.value) for code in ExitCode]


def test_both_guides_have_the_same_parts() -> None:
    shapes = [
        [(line.split()[0], "shows" in line) for line in read(page).splitlines() if re.match(r"#|<!--|```|- \*\*", line)]
        for page in ("getting-started.md", "getting-started.ru.md")
    ]

    assert shapes[0] == shapes[1]


def test_the_way_of_a_fact_takes_six_files_that_exist() -> None:
    steps = re.findall(r"^\d\. \[`([\w/]+\.py)`\]\((.+?)\)", read("architecture.md"), re.MULTILINE)

    assert len(steps) == 6
    for name, link in steps:
        assert link == f"../src/salesaudit/{name}"
        assert (DOCS / link).exists()


def test_the_line_that_the_architecture_follows_is_there() -> None:
    line = (ROOT / "examples" / "player-coach.yaml").read_text(encoding="utf-8").splitlines()[45]

    assert line[20:].startswith("68%")
    assert line.strip().startswith("time: {selling: 68%")


@pytest.mark.parametrize("name", ["first.yaml", "first.ru.yaml"])
def test_the_files_of_the_guide_are_read(name: str) -> None:
    assert load(DOCS / "tutorial" / name).data["company"]["headcount"] == 18


@pytest.mark.parametrize("name", ["typo.yaml", "typo.ru.yaml"])
def test_the_broken_file_of_the_guide_shows_two_kinds_of_errors(name: str) -> None:
    with pytest.raises(LoadError) as caught:
        load(DOCS / "tutorial" / name)

    assert [problem.code for problem in caught.value.problems] == ["E031", "E042"]


def test_the_yaml_that_guides_show_is_yaml() -> None:
    for page in HAND_WRITTEN:
        for block in re.findall(r"^```yaml\n(.*?)^```$", read(page), re.MULTILINE | re.DOTALL):
            assert yaml.safe_load(block) is None or isinstance(yaml.safe_load(block), dict)


# --- blocks that are filled in ---


def test_a_shown_file_is_put_into_its_block(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: 1\n", encoding="utf-8")
    page = "before\n\n<!-- shows: cat a.yaml -->\n```yaml\nold\n```\n\nafter\n"

    assert filled(page, tmp_path) == page.replace("old\n", "a: 1\n")


def test_a_block_without_a_mark_is_left_alone(tmp_path: Path) -> None:
    page = "```\n$ salesaudit check\n```\n"

    assert filled(page, tmp_path) == page


def test_every_shown_block_of_the_guides_is_recognised() -> None:
    for page in HAND_WRITTEN:
        assert read(page).count("<!-- shows:") == len(BLOCK.findall(read(page)))
