"""The JSON report and its published schema say the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from salesaudit.audit.diff import Comparison, compare
from salesaudit.audit.run import audit_document
from salesaudit.audit.snapshot import snapshot
from salesaudit.formats.diffs import json as diff_json
from salesaudit.formats.diffs.json_types import diff_schema
from salesaudit.formats.faces import render
from salesaudit.formats.json_types import report_schema, schema_text
from salesaudit.orgfile.load import load_bytes
from tests.formats import runs


def faults(text: str) -> list[str]:
    return [error.message[:200] for error in Draft202012Validator(report_schema()).iter_errors(json.loads(text))]


@pytest.mark.parametrize(("name", "schema"), [("report", report_schema), ("diff", diff_schema)])
def test_the_committed_schema_is_fresh(name: str, schema: Callable[[], dict[str, Any]]) -> None:
    committed = (runs.ROOT / "schema" / f"{name}.schema.json").read_text("utf-8")
    assert committed == schema_text(schema()), "run make docs"


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("old", runs.EXAMPLES, ids=lambda path: path.stem)
def test_a_comparison_fits_its_schema(old: Path, lang: str) -> None:
    before, after = (
        snapshot(audit_document(load_bytes(path.read_bytes(), path.name, folder=path.parent)))
        for path in (old, runs.ROOT / "examples" / "trader.yaml")
    )
    told = json.loads(diff_json.render(Comparison((compare(before, after),), only_old=("gone.yaml",)), lang))
    assert [error.message[:200] for error in Draft202012Validator(diff_schema()).iter_errors(told)] == []


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in runs.EXAMPLES])
@pytest.mark.parametrize("lang", ["ru", "en"])
def test_every_example_fits_the_schema(path: Path, lang: str) -> None:
    assert faults(render("json", runs.example(path, lang))) == []


def test_a_run_with_everything_in_it_fits_the_schema() -> None:
    assert faults(render("json", runs.messy())) == []


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("schema_version",), 2),
        (("files", 0, "score", "coverage"), 1.5),
        (("files", 0, "findings", 0, "severity"), "awful"),
        (("files", 0, "findings", 0, "location", "line"), 0),
        (("files", 0, "extra"), True),
    ],
)
def test_the_schema_refuses_what_a_report_never_says(where: tuple[Any, ...], value: Any) -> None:
    document = json.loads(render("json", runs.messy()))
    holder = document
    for part in where[:-1]:
        holder = holder[part]
    holder[where[-1]] = value
    assert faults(json.dumps(document)) != []
