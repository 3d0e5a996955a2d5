"""JUnit against its schema, GitLab Code Quality against its documented fields, the Markdown summary's size."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import xmlschema

from salesaudit.formats.faces import render
from tests.formats import runs
from tests.formats.test_hostile import RUNS as HOSTILE_RUNS
from tests.formats.test_sarif import many

EXAMPLES = [pytest.param(path, id=path.stem) for path in runs.EXAMPLES]


@cache
def junit_schema() -> Any:
    return xmlschema.XMLSchema(str(runs.ROOT / "tests" / "data" / "junit-10.xsd"))


def faults(text: str) -> list[str]:
    return [str(error.reason) for error in junit_schema().iter_errors(text)]


@pytest.mark.parametrize("path", EXAMPLES)
def test_every_example_is_valid_junit(path: Path) -> None:
    assert faults(render("junit", runs.example(path))) == []


@pytest.mark.parametrize("number", range(len(HOSTILE_RUNS)))
def test_hostile_names_stay_valid_junit(number: int) -> None:
    assert faults(render("junit", HOSTILE_RUNS[number])) == []


def test_the_schema_refuses_what_is_wrong() -> None:
    assert faults(render("junit", runs.messy()).replace("<testcase classname", "<testcase line='1' classname", 1)) != []


def test_the_counts_of_junit_are_those_of_its_cases() -> None:
    text = render("junit", runs.messy())
    tests, failures, errors = map(int, re.findall(r'tests="(\d+)" failures="(\d+)" errors="(\d+)">', text)[0])
    assert tests == text.count("<testcase ")
    assert failures == text.count("<failure ")
    assert errors == text.count("<error ") == 3


DOCUMENTED = {"info", "minor", "major", "critical", "blocker"}


def check_gitlab(text: str) -> None:
    entries = json.loads(text)
    names = [entry["fingerprint"] for entry in entries]
    assert len(names) == len(set(names))
    for entry in entries:
        assert {"description", "check_name", "fingerprint", "severity", "location"} <= entry.keys()
        assert entry["severity"] in DOCUMENTED
        assert all(isinstance(entry[key], str) and entry[key] for key in ("description", "check_name", "fingerprint"))
        assert isinstance(entry["location"]["lines"]["begin"], int)
        assert not entry["location"]["path"].startswith("./")


@pytest.mark.parametrize("path", EXAMPLES)
def test_every_example_has_the_fields_that_gitlab_documents(path: Path) -> None:
    check_gitlab(render("gitlab", runs.example(path)))


def test_a_run_with_everything_in_it_is_fit_for_gitlab() -> None:
    check_gitlab(render("gitlab", runs.messy()))


def test_gitlab_and_annotations_say_nothing_of_what_was_taken_out() -> None:
    run = runs.messy()
    assert "LDR002" not in {entry["check_name"] for entry in json.loads(render("gitlab", run))}
    assert not re.search("^::.*LDR002", render("github", run), re.MULTILINE)


def test_the_summary_stays_below_the_size_of_a_comment_and_counts_the_rest() -> None:
    text = render("markdown", many(30_000))
    assert 50_000 < len(text) < 65_536
    shown = len(re.findall(r"^\| \w+ \| POL001", text, re.MULTILINE))
    (left,) = re.findall(r"^… and ([\d,]+) more", text, re.MULTILINE)
    assert shown + int(left.replace(",", "")) == 30_000


def test_a_summary_of_many_files_stays_below_the_size_of_a_comment() -> None:
    (one,) = runs.messy().audited
    text = render("markdown", runs.run_of(*[one] * 400))
    assert len(text) < 65_536
    assert re.search(r"and \d+ more files", text)


def test_an_annotation_gets_the_place_and_the_level() -> None:
    line = next(line for line in render("github", runs.messy()).splitlines() if "REP007" in line)
    assert re.match(r"::error file=company\.yaml,line=\d+,(col=\d+,endColumn=\d+|endLine=\d+),title=REP007 ", line)
