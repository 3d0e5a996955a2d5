"""Which files are read: standard input, several, folders, patterns, links, what is no file at all."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.functional.command import ANY_COMPANY, BUSY_LEADER, company, process, run


def paths_of(out: str) -> list[str]:
    return [file["path"] for file in json.loads(out)["files"]]


def test_a_dash_is_standard_input(tmp_path: Path) -> None:
    company(tmp_path, "salesaudit_answers: 1\nrespondent: {as: owner}\nanswers: []\n", "answers/owner.yaml")
    text = BUSY_LEADER + "answers: answers/owner.yaml\n"
    result = run("check", "-", "--select", "LDR002", stdin=text.encode(), cwd=tmp_path)

    assert result.code == 1
    assert "--> -:5:52" in result.out


def test_what_is_wrong_with_standard_input_is_told_with_its_place() -> None:
    result = run("check", "-", stdin="salesaudit: 1\ncompany: {name: Тест, headcont: 3}\n".encode())

    assert result.code == 2
    assert "--> -:2:23" in result.err
    assert "Did you mean headcount?" in result.err


def test_files_are_shown_in_their_order_and_each_once(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yaml"):
        company(tmp_path, ANY_COMPANY, name)

    assert paths_of(run("check", "b.yaml", "a.yaml", "b.yaml", "-f", "json", cwd=tmp_path).out) == ["b.yaml", "a.yaml"]


def test_a_folder_stands_for_the_company_files_in_it(tmp_path: Path) -> None:
    for name in ("z.yaml", "sub/a.yml", "sub/B.YAML", ".hidden/c.yaml", "sub/.d.yaml", "notes.txt"):
        company(tmp_path, ANY_COMPANY, name)
    company(tmp_path, "salesaudit_answers: 1\n", "answers/owner.yaml")
    company(tmp_path, "on: push\n", "ci.yaml")
    company(tmp_path, "# made by hand\n\nsalesaudit : 2\n", "later.yaml")
    (tmp_path / "link.yaml").symlink_to("z.yaml")
    (tmp_path / "round").symlink_to(".")
    result = run("check", ".", "-f", "json", cwd=tmp_path)

    assert result.code == 2
    assert "./later.yaml:3:14" in result.err
    assert paths_of(result.out) == ["./z.yaml", "./sub/B.YAML", "./sub/a.yml"]


def test_a_pattern_stands_for_the_files_that_match(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml", "sub/c.yaml"):
        company(tmp_path, ANY_COMPANY, name)
    result = run("check", "*.yaml", "s*", "-f", "json", cwd=tmp_path)

    assert paths_of(result.out) == ["a.yaml", "b.yaml", "sub/c.yaml"]


def test_a_file_whose_name_is_a_pattern_is_itself(tmp_path: Path) -> None:
    for name in ("*.yaml", "a.yaml"):
        company(tmp_path, ANY_COMPANY, name)

    assert paths_of(run("check", "*.yaml", "-f", "json", cwd=tmp_path).out) == ["*.yaml"]


def test_what_matches_nothing_is_told_and_the_rest_is_checked(tmp_path: Path) -> None:
    company(tmp_path)
    result = run("check", "x*", "company.yaml", cwd=tmp_path)

    assert result.code == 0
    assert result.err == "x*: there are no company files here\n"


def test_json_of_nothing_is_still_json(tmp_path: Path) -> None:
    result = run("check", str(tmp_path), "-f", "json")

    assert result.code == 3
    assert json.loads(result.out)["files"] == []


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_what_is_no_file_is_told_in_one_message(lang: str, tmp_path: Path) -> None:
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    (tmp_path / "dangling.yaml").symlink_to("nowhere")
    os.mkfifo(tmp_path / "fifo.yaml")
    (tmp_path / "zero.yaml").symlink_to("/dev/zero")
    names = ["loop.yaml", "dangling.yaml", "fifo.yaml", "zero.yaml", "n" * 300 + ".yaml", "a\0b.yaml", "company.yaml/x"]
    company(tmp_path)
    for name in names:
        result = run("check", name, "--lang", lang, cwd=tmp_path)

        assert result.code == 2
        assert result.out == ""
        assert result.err.startswith({"ru": "ошибка: ", "en": "error: "}[lang])
        assert len(result.err.splitlines()) <= 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_told(tmp_path: Path) -> None:
    company(tmp_path).chmod(0)

    assert "permission" in run("check", "company.yaml", cwd=tmp_path).err
    assert run("check", ".", cwd=tmp_path).code == 2


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "huge.yaml").open("wb") as file:
        file.truncate(1 << 40)
    result = run("check", "huge.yaml", cwd=tmp_path)

    assert result.code == 2
    assert "2,097,152 bytes" in result.err


SECRET = "root:x:0:0:swordfish\n"
WRONG = "salesaudit: 1\ncompany: {name: Test, swordfish: swordfish, market: swordfish, top_customer_share: 77}\n"


@pytest.mark.parametrize(
    "text", [SECRET, WRONG, 'a: "swordfish\n', "swordfish: 1\nswordfish: 2\n", "x: !swordfish 1\n"]
)
@pytest.mark.parametrize("way", ["file", "folder"])
def test_the_words_of_a_file_are_not_shown_where_links_lead_out_of_the_current_folder(
    text: str, way: str, tmp_path: Path
) -> None:
    company(tmp_path, text, "outside/company.yaml")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "link").symlink_to("../outside/company.yaml" if way == "file" else "../outside")
    name = "link" if way == "file" else "link/company.yaml"
    for cwd, path in ((inside, name), (tmp_path, f"inside/{name}")):
        result = run("check", path, cwd=cwd)

        assert result.code == 2
        assert f"--> {path}:" in result.err
        assert ("swordfish" in result.err) is (cwd == tmp_path)
        assert ("77" in result.err) is (cwd == tmp_path and text == WRONG)


def test_a_link_within_the_folder_is_quoted_as_usual(tmp_path: Path) -> None:
    company(tmp_path, WRONG, "a/company.yaml")
    (tmp_path / "link.yaml").symlink_to("a/company.yaml")

    assert "swordfish" in run("check", "link.yaml", cwd=tmp_path).err
    assert "swordfish" in run("check", str(tmp_path / "a" / "company.yaml")).err


def test_a_name_that_is_no_utf8_is_shown_and_valid_in_json(tmp_path: Path) -> None:
    company(tmp_path, ANY_COMPANY, "bad\udcff.yaml")
    result = process("check", "bad\udcff.yaml", "-f", "json", cwd=tmp_path)

    assert paths_of(result.out) == ["bad%FF.yaml"]
