"""Every format shows the same findings of the same report: ids, counts and places."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from salesaudit.audit.run import Run
from salesaudit.formats.faces import FACES, encoded, render
from salesaudit.formats.items import Item, items_of
from tests.formats import runs

RUNS = [pytest.param(path, id=path.stem) for path in runs.EXAMPLES]
LANGUAGES = ("ru", "en")

Seen = Counter[tuple[str, str, int, int]]
"""Rule, status, line, column of each finding."""


def items(run: Run) -> list[Item]:
    return [item for report in run.reports for item in items_of(report, run.lang)]


def all_of(run: Run) -> Seen:
    return Counter((i.rule, i.status, i.place.span.line, i.place.span.column) for i in items(run))


def open_of(run: Run) -> Seen:
    return Counter({key: count for key, count in all_of(run).items() if key[1] == "open"})


def in_json(text: str) -> Seen:
    found: Seen = Counter()
    for file in json.loads(text)["files"]:
        for one in [*file["findings"], *file["governance"]]:
            status = "accepted" if one.get("rule")[:3] != "GOV" and one["accepted"] else "open"
            status = "baseline" if one.get("baseline") else status
            found[one["rule"], status, one["location"]["line"], one["location"]["column"]] += 1
    return found


def in_sarif(text: str) -> Seen:
    found: Seen = Counter()
    for result in json.loads(text)["runs"][0]["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        status = "accepted" if result.get("suppressions") else "open"
        status = "baseline" if result.get("baselineState") == "unchanged" else status
        found[result["ruleId"], status, region["startLine"], region["startColumn"]] += 1
    return found


def in_junit(text: str) -> Seen:
    found: Seen = Counter()
    for case in ElementTree.fromstring(text.encode()).iter("testcase"):
        for outcome in case:
            if outcome.tag == "error" or outcome.get("type") == "unknown":
                continue
            status = outcome.get("type", "") if outcome.tag == "skipped" else "open"
            line, column = re.findall(r":(\d+):(\d+)$", (outcome.text or "").splitlines()[0])[0]
            found[case.get("name", "").partition(" ")[0], status, int(line), int(column)] += 1
    return found


def in_gitlab(text: str) -> Seen:
    found: Seen = Counter()
    for entry in json.loads(text):
        if entry["severity"] != "blocker":
            begin = entry["location"]["positions"]["begin"]
            found[entry["check_name"], "open", begin["line"], begin["column"]] += 1
    return found


def in_github(text: str) -> Counter[tuple[str, str, int]]:
    found: Counter[tuple[str, str, int]] = Counter()
    for line, title in re.findall(r"^::(?:error|warning|notice) .*?line=(\d+),.*?title=([^,:]+)", text, re.MULTILINE):
        rule = title.partition(" ")[0]
        if re.fullmatch(r"[A-Z]{3}\d{3}", rule):
            found[rule, "open", int(line)] += 1
    return found


def in_markdown(text: str) -> Seen:
    row = re.compile(r"^\| [^|]+ \| ([A-Z]{3}\d{3}) \| .* \| \S*:(\d+):(\d+) \|$", re.MULTILINE)
    return Counter((rule, "open", int(line), int(column)) for rule, line, column in row.findall(text))


def check(run: Run) -> None:
    expected, expected_open = all_of(run), open_of(run)
    assert in_json(render("json", run)) == expected
    assert in_sarif(render("sarif", run)) == expected
    assert in_junit(render("junit", run)) == expected
    assert in_gitlab(render("gitlab", run)) == expected_open
    assert in_markdown(render("markdown", run)) == expected_open
    without_columns: Counter[tuple[str, str, int]] = Counter()
    for (rule, status, line, _), count in expected_open.items():
        without_columns[rule, status, line] += count
    assert in_github(render("github", run)) == without_columns


@pytest.mark.parametrize("path", RUNS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_example_is_the_same_in_all_formats(path: Path, lang: str) -> None:
    check(runs.example(path, lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_run_with_everything_in_it_is_the_same_in_all_formats(lang: str) -> None:
    run = runs.messy(lang)
    statuses = {item.status for item in items(run)}
    assert statuses == {"open", "accepted", "baseline"}
    assert {"GOV001", "GOV002"} <= {item.rule for item in items(run)}
    check(run)


@pytest.mark.parametrize("format_", ["json", "sarif", "gitlab", "junit"])
def test_ids_do_not_depend_on_the_language(format_: str) -> None:
    assert ids(format_, runs.messy("ru")) == ids(format_, runs.messy("en"))


def ids(format_: str, run: Run) -> Any:
    text = render(format_, run)
    if format_ == "junit":
        return [case.get("name") for case in ElementTree.fromstring(text.encode()).iter("testcase")]
    names = {
        "rule",
        "slug",
        "kind",
        "id",
        "ruleId",
        "partialFingerprints",
        "fingerprint",
        "check_name",
        "severity",
        "level",
    }
    return [(key, value) for key, value in walk(json.loads(text)) if key in names]


def walk(value: Any) -> Any:
    if isinstance(value, dict):
        for key, item in value.items():
            yield key, json.dumps(item) if not isinstance(item, dict | list) else ""
            yield from walk(item)
    elif isinstance(value, list):
        for item in value:
            yield from walk(item)


@pytest.mark.parametrize("format_", FACES)
def test_the_same_run_gives_the_same_bytes(format_: str) -> None:
    assert encoded(format_, runs.messy()) == encoded(format_, runs.messy())


@pytest.mark.parametrize("format_", FACES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_unreadable_file_is_told_in_every_format(format_: str, lang: str) -> None:
    text = unquote(render(format_, runs.messy(lang))).replace("\\", "")
    assert "broken.yaml" in text
    assert "E031" in text
    assert "gone.yaml" in text


@pytest.mark.parametrize("format_", FACES)
def test_a_run_without_any_file_is_a_whole_document(format_: str) -> None:
    text = render(format_, runs.run_of())
    if format_ in ("json", "sarif", "gitlab"):
        json.loads(text)
    elif format_ == "junit":
        assert ElementTree.fromstring(text.encode()).get("tests") == "0"
    else:
        assert text == ""
