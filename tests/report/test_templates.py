"""Users' own templates: what they can change, and that a hostile one ends in one sentence."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from salesaudit.report.faces.html import render
from salesaudit.report.faces.templates import read_folder, render_with
from salesaudit.safety.errors import SalesauditError
from salesaudit.safety.limits import LIMITS
from salesaudit.texts.catalogue import say
from tests.report.skeleton import Skeleton
from tests.report.views import full, hostile, small

MAIN = "report.html.j2"
HASTY = replace(LIMITS, child_cpu_seconds=1)


def folder(path: Path, **files: str) -> Path:
    """Write templates into a folder: ``report_plan`` is report/plan.html.j2, ``report`` the main one."""
    for name, text in files.items():
        file = path / f"{name.replace('_', '/', 1)}.html.j2"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    return path


def refused(path: Path, template: str) -> SalesauditError:
    with pytest.raises(SalesauditError) as caught:
        render_with(small(), folder(path, report=template), HASTY)
    assert caught.value.exit_code == 2
    for lang in ("ru", "en"):
        assert say(caught.value.key, lang, **caught.value.values)
    return caught.value


# --- what they can do ---


def test_a_template_extends_ours_and_changes_one_block(tmp_path: Path) -> None:
    ours = render(full()).decode()
    theirs = folder(
        tmp_path, report='{% extends "ours/report.html.j2" %}{% block footer %}<p>Ваш консультант</p>{% endblock %}'
    )

    assert render(full(), theirs).decode() == ours.replace("</main>\n", "</main>\n<p>Ваш консультант</p>")


def test_a_part_is_replaced_by_a_file_of_its_name(tmp_path: Path) -> None:
    page = render(full(), folder(tmp_path, report_plan="<section>{{ view.phases[0].title }}!</section>")).decode()

    assert "<section>Первые 30 дней!</section>" in page
    assert 'id="plan-title"' not in page


def test_a_style_of_their_own_is_named_in_the_policy(tmp_path: Path) -> None:
    (tmp_path / "report.css").write_text("body { color: #123 }\n", "utf-8")
    page = render(full(), tmp_path).decode()

    assert Skeleton(page).raw["style"].startswith("body { color: #123 }")
    assert Skeleton(page).raw["style"] != Skeleton(render(full()).decode()).raw["style"]


def test_texts_of_the_catalogue_are_there_for_them(tmp_path: Path) -> None:
    assert "План" in render(full(), folder(tmp_path, report='{{ t("face.plan") }}')).decode()


def test_what_a_company_wrote_is_escaped_in_their_templates_too(tmp_path: Path) -> None:
    page = render(hostile("<script>x</script>{{7*7}}"), folder(tmp_path, report="{{ view.company }}")).decode()

    assert page.endswith("&lt;script&gt;x&lt;/script&gt;{{7*7}}")


# --- what they cannot ---

BREAKING = {
    "attr-filter": "{{ ''|attr('__cl'~'ass__') }}",
    "class": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "format": "{{ '{0.__class__}'.format(view) }}",
    "format_map": "{{ '{a.__class__}'.format_map({'a': 1}) }}",
    "function": "{{ t.__globals__ }}",
    "globals": "{{ cycler.__init__.__globals__.os }}",
    "include-dotdot": "{% include '../../../etc/passwd' %}",
    "include-passwd": "{% include '/etc/passwd' %}",
    "include-ours-dotdot": "{% include 'ours/../pyproject.toml' %}",
    "power": "{{ (10**100000000)|string|length }}",
    "lipsum": "{{ lipsum(n=10000000) }}",
    "range": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "safe": "{{ '<script>'|safe }}",
    "syntax": "{{ 1 + }}",
    "type": "{{ 1 + 'a' }}",
    "undefined": "{{ nope.a.b }}",
    "zero": "{{ 1/0 }}",
    "change": "{{ view.topics.append(1) }}",
}


@pytest.mark.parametrize("name", sorted(BREAKING))
def test_a_template_that_breaks_is_named_with_its_line(name: str, tmp_path: Path) -> None:
    error = refused(tmp_path, "\n\n" + BREAKING[name])

    assert error.key in {"template.broke", "template.missing"}
    assert error.values["file"] == str(tmp_path / MAIN)
    assert error.values["line"] == 3


@pytest.mark.parametrize(
    "template",
    [
        "{% for i in [1] %}" * 25 + "{% endfor %}" * 25,
        "{% if 1 %}" * 200 + "{% endif %}" * 200,
        "{{ " + "(" * 2000 + "1" + ")" * 2000 + " }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% include 'report.html.j2' %}",
    ],
    ids=["for", "if", "brackets", "macro", "include"],
)
def test_nesting_without_end_is_refused(template: str, tmp_path: Path) -> None:
    assert refused(tmp_path, template).key == "template.too_deep"


@pytest.mark.parametrize(
    ("template", "key"),
    [
        ("{{ 'x' * 2000000000 }}", "child.memory"),
        ("{{ '%02000000000d'|format(1) }}", "child.memory"),
        ("{% for i in 'x' * 90000 %}{% for j in 'x' * 90000 %}{% endfor %}{% endfor %}", "child.cpu"),
        ("{% for i in 'x' * 4000 %}{% for j in 'x' * 9000 %}{{ 'x' }}{% endfor %}{% endfor %}", "template.too_long"),
    ],
)
def test_a_template_without_measure_meets_a_limit(template: str, key: str, tmp_path: Path) -> None:
    limits = replace(LIMITS, child_cpu_seconds=2, template_output_bytes=200_000)
    with pytest.raises(SalesauditError) as caught:
        render_with(small(), folder(tmp_path, report=template), limits)

    assert caught.value.key == key


@pytest.mark.parametrize(
    "template", ["{% autoescape false %}{{ '<b>' }}{% endautoescape %}", "{% autoescape true %}x{% endautoescape %}"]
)
def test_escaping_is_not_theirs_to_switch(template: str, tmp_path: Path) -> None:
    assert refused(tmp_path, template).key == "template.unescaped"


@pytest.mark.parametrize(
    "template",
    [
        '<meta http-equiv="refresh" content="0;url=https://example.com">',
        "<META\nhttp-equiv=refresh content=0>",
        "<meta/http-equiv=refresh content=0>",
        '<meta name="x" content="y" http-equiv="refresh">',
    ],
)
def test_no_tag_may_lead_the_reader_away(template: str, tmp_path: Path) -> None:
    assert refused(tmp_path, template).key == "template.meta"


def test_the_policy_stays_whatever_a_template_leaves_out(tmp_path: Path) -> None:
    page = render(small(), folder(tmp_path, report="<script>alert(1)</script>")).decode()
    scripts = re.findall(r"script-src '(sha256-[^']+)'", page)

    assert page.startswith("<!doctype html>\n<html lang=")
    assert page.index("default-src 'none'") < page.index("<script>")
    assert scripts == re.findall(r"script-src '(sha256-[^']+)'", render(small()).decode())


def test_a_style_cannot_end_itself(tmp_path: Path) -> None:
    (tmp_path / "report.css").write_text("</style><script>x</script>", "utf-8")
    with pytest.raises(SalesauditError, match=r"template\.style"):
        render(small(), tmp_path)


# --- the folder ---


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / MAIN).symlink_to(tmp_path / "secret.txt")
    with pytest.raises(SalesauditError, match=r"template\.outside"):
        read_folder(tmp_path / "mine")


def test_a_folder_linked_from_outside_is_refused(tmp_path: Path) -> None:
    folder(tmp_path, report_plan="x")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "report").symlink_to(tmp_path / "report")
    with pytest.raises(SalesauditError, match=r"template\.outside"):
        read_folder(tmp_path / "mine")


def test_links_round_in_a_circle_are_refused(tmp_path: Path) -> None:
    (tmp_path / MAIN).symlink_to(tmp_path / "other.j2")
    (tmp_path / "other.j2").symlink_to(tmp_path / MAIN)
    with pytest.raises(SalesauditError, match=r"template\.outside|file\.link_loop"):
        read_folder(tmp_path)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / MAIN)
    with pytest.raises(SalesauditError, match=r"file\.not_regular"):
        read_folder(tmp_path)


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / MAIN).write_bytes(b"caf\xe9")
    with pytest.raises(SalesauditError, match=r"template\.encoding"):
        read_folder(tmp_path)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SalesauditError, match=r"template\.no_folder"):
        read_folder(tmp_path / "nowhere")


def test_a_folder_in_which_nothing_has_a_name_of_ours_is_refused(tmp_path: Path) -> None:
    (tmp_path / "reprot.html.j2").write_text("x", "utf-8")
    with pytest.raises(SalesauditError, match=r"template\.nothing"):
        read_folder(tmp_path)


def test_a_folder_may_hold_as_many_files_as_the_limit_says(tmp_path: Path) -> None:
    folder(tmp_path, report="x")
    (tmp_path / "second.txt").write_text("x", "utf-8")

    assert read_folder(tmp_path, replace(LIMITS, includes=2)).texts == {MAIN: "x"}
    with pytest.raises(SalesauditError, match=r"template\.too_many"):
        read_folder(tmp_path, replace(LIMITS, includes=1))
